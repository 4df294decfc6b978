"""Two things timed side by side: the ratio of their medians, and how far rounds disagreed."""

import gc
import time
from statistics import median, quantiles
from typing import NamedTuple

TURN_SECONDS = 0.01


class Ratio(NamedTuple):
    """What ours and a peer took, round by round, in seconds or bytes.

    `bar` bounds ours/peer; None for a peer that is there to be looked at.
    """

    what: str
    peer: str
    ours_rounds: list
    peer_rounds: list
    bar: float | None
    unit: str = "seconds"

    @property
    def ours_median(self):
        return median(self.ours_rounds)

    @property
    def peer_median(self):
        return median(self.peer_rounds)

    @property
    def value(self):
        return self.ours_median / self.peer_median

    @property
    def met(self):
        return self.bar is None or self.value <= self.bar

    @property
    def quartiles(self):
        """Between which ratios the middle half of the rounds lies."""
        if len(self.ours_rounds) == 1:  # bytes are the same each time
            return self.value, self.value
        rounds = [a / b for a, b in zip(self.ours_rounds, self.peer_rounds, strict=True)]
        low, _, high = quantiles(rounds, n=4)
        return low, high

    @property
    def doubtful(self):
        """Whether the rounds disagree on the bar."""
        low, high = self.quartiles
        return self.bar is not None and low <= self.bar <= high


def compare(
    what, ours, peer_name, peer, bar, *, rounds=31, clock=time.process_time, peer_share=1.0
):
    """Time both in turn, round after round, so that a busy moment slows both.

    The clock counts what this process computes, not what it waits for; a child process, or work
    in several threads, needs `time.perf_counter`. A peer that is too slow to be run does
    `peer_share` of the work only, and its time is taken to the whole.
    """
    gc.freeze()  # so that a collection below looks at what these two leave, not at every module
    calls = {function: calls_in_a_turn(function, clock) for function in (ours, peer)}
    seconds = {ours: [], peer: []}
    for k in range(rounds):
        for function in (ours, peer) if k % 2 else (peer, ours):
            gc.collect()
            seconds[function].append(time_of(function, calls[function], clock))
    whole = [share / peer_share for share in seconds[peer]]
    return Ratio(what, peer_name, seconds[ours], whole, bar)


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
