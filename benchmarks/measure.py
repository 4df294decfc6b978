"""Two things timed side by side: the ratio of their medians, and how far rounds disagreed."""

import gc
import time
from statistics import median, quantiles
from typing import NamedTuple

TURN_SECONDS = 0.01


class Ratio(NamedTuple):
    """Seconds that ours and a peer took, round by round; `bar` bounds ours/peer."""

    what: str
    peer: str
    ours_seconds: list
    peer_seconds: list
    bar: float

    @property
    def ours_median(self):
        return median(self.ours_seconds)

    @property
    def peer_median(self):
        return median(self.peer_seconds)

    @property
    def value(self):
        return self.ours_median / self.peer_median

    @property
    def met(self):
        return self.value <= self.bar

    @property
    def quartiles(self):
        """Between which ratios the middle half of the rounds lies."""
        rounds = [a / b for a, b in zip(self.ours_seconds, self.peer_seconds, strict=True)]
        low, _, high = quantiles(rounds, n=4)
        return low, high

    @property
    def doubtful(self):
        """Whether the rounds disagree on the bar."""
        low, high = self.quartiles
        return low <= self.bar <= high


def compare(what, ours, peer_name, peer, bar, *, rounds=31, clock=time.process_time):
    """Time both in turn, round after round, so that a busy moment slows both.

    The clock counts what this process computes, not what it waits for; a child process
    needs `time.perf_counter`.
    """
    calls = {function: calls_in_a_turn(function, clock) for function in (ours, peer)}
    seconds = {ours: [], peer: []}
    for k in range(rounds):
        for function in (ours, peer) if k % 2 else (peer, ours):
            gc.collect()
            seconds[function].append(time_of(function, calls[function], clock))
    return Ratio(what, peer_name, seconds[ours], seconds[peer], bar)


def calls_in_a_turn(function, clock):
    """How many calls take a while: a turn too short would measure how turns begin."""
    calls = 1
    while time_of(function, calls, clock) * calls < TURN_SECONDS:
        calls *= 2
    return calls


def time_of(function, calls, clock):
    began = clock()
    for _ in range(calls):
        function()
    return (clock() - began) / calls
