"""Ratios in words, and as the table of RESULTS.md."""

import datetime

HEAD = """\
# Results of `make bench`

{when}, {machine}, {versions}.
Linear algebra runs on one thread, ours and the peers'.

{care}
| what | ours | peer | ratio | half of the rounds | bar | met |
|---|---|---|---|---|---|---|
"""
UNITS = {
    "seconds": ((1, "s"), (1e-3, "ms"), (1e-6, "us")),
    "bytes": ((1e6, "MB"), (1e3, "kB"), (1, "B")),
}


def sentence(ratio):
    verdict = "no bar"
    if ratio.bar is not None:
        verdict = f"at most {times(ratio.bar)}: {'met' if ratio.met else 'NOT MET'}"
    return (
        f"{ratio.what}: {amount(ratio.ours_median, ratio.unit)}, {times(ratio.value)} of "
        f"{ratio.peer}, {amount(ratio.peer_median, ratio.unit)}; {verdict}"
    )


def doubts(busy, ratios):
    """What speaks against these numbers, a line each."""
    found = ""
    doubtful = [f"{ratio.what} against {ratio.peer}" for ratio in ratios if ratio.doubtful]
    if busy > 1:
        found += f"The machine was busy ({busy:.1f} programs for each processor). Measure again.\n"
    if doubtful:
        found += f"The rounds disagree on: {'; '.join(doubtful)}. Measure again.\n"
    return found


def table(ratios, machine, versions, care):
    missed = sum(not ratio.met for ratio in ratios)
    bars = sum(ratio.bar is not None for ratio in ratios)
    care += f"{bars - missed} of {bars} bars are met.\n"
    when = datetime.date.today().isoformat()
    head = HEAD.format(when=when, machine=machine, versions=versions, care=care)
    return head + "".join(f"| {' | '.join(cells(ratio))} |\n" for ratio in ratios)


def cells(ratio):
    bar, met = "", ""
    if ratio.bar is not None:
        bar, met = times(ratio.bar), "yes" if ratio.met else "**no**"
    return (
        ratio.what,
        amount(ratio.ours_median, ratio.unit),
        f"{ratio.peer}, {amount(ratio.peer_median, ratio.unit)}",
        times(ratio.value),
        " to ".join(map(times, ratio.quartiles)),
        bar,
        met,
    )


def times(value):
    return f"1/{1 / value:,.0f}" if value < 0.05 else f"{value:.2f}"


def amount(value, unit):
    size, name = next((u for u in UNITS[unit] if value >= u[0]), UNITS[unit][-1])
    return f"{value / size:,.3g} {name}" if value < 1000 * size else f"{value / size:,.0f} {name}"
