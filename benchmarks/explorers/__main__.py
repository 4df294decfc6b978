"""How fast explorers answer in a JupyterLab in Chromium: `make bench-explorers`.

One run measures an empty frame, the explorers, and the same picture by `interactive_output`,
in turns, and writes RESULTS.md beside this file.
"""

import datetime
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import nbformat
from nbformat import v4
from selenium.webdriver import ActionChains, Keys

import hesscourse as hc
from benchmarks.machine import how_busy, processor
from tools.chromium import chromium
from tools.lab import lab, open_lesson, run_all, troubles

HERE = Path(__file__).parent
ROUNDS, KEYS = 3, 20
MOVES = 100
FRAMES = 120
KINDS = ["descent_1d", "newton_1d", "slices", "descent", "curvature", "newton", "race", "basins"]
INTERACTIVE = """\
import ipywidgets as widgets
import matplotlib.pyplot as plt
rate = widgets.FloatLogSlider(value=0.01, min=-3, max=0, step=0.01, readout=False)
def draw(rate):
    run = hc.gradient_descent(hc.gallery.report_surface, (1, 1), rate, max_steps=1000)
    axes = hc.figures.subplots(1, 2, size=(8.6, 4.1))
    hc.figures.path(run, ax=hc.figures.contours(hc.gallery.report_surface, ax=axes[0]))
    hc.figures.convergence(run, of="value", to=(4, 4), ax=axes[1])
    plt.show()
picture = widgets.interactive_output(draw, {"rate": rate})
picture.add_class("by-the-kernel")
rate.add_class("the-rate")
widgets.VBox([rate, picture])"""
HEAD = """\
# Results of `make bench-explorers`

{when}, {machine}, {browser}. {keys} key presses for each line, {rounds} rounds in turns.
{care}
| what | measured | bar | met |
|---|---|---|---|
"""


def notebook(path, *sources):
    cells = [v4.new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    python = {"kernelspec": {"display_name": "Python 3", "name": "python3"}}
    nbformat.write(v4.new_notebook(metadata=python, cells=cells), path)


class Bench:
    def __init__(self, browser, address):
        self.browser, self.address = browser, address

    def open(self, name):
        open_lesson(self.browser, self.address, name)
        found = troubles(self.browser, run_all(self.browser))
        if found:
            raise RuntimeError("; ".join(found))
        self.browser.execute_script((HERE / "probe.js").read_text(encoding="utf-8"))

    def samples(self, key, target, count, begin):
        """Milliseconds from each of `count` key presses to the picture that it causes."""
        self.browser.execute_script(begin)
        self.browser.execute_script("probe.samples.length = 0; arguments[0].focus()", target)
        for k in range(count):
            ActionChains(self.browser).send_keys(key[k % len(key)]).perform()
            self.wait(lambda k=k: self.number("probe.samples.length") > k)
        return self.browser.execute_script("return probe.samples")

    def number(self, expression):
        return self.browser.execute_script(f"return {expression}")

    def wait(self, condition, seconds=30):
        began = time.monotonic()
        while not condition():
            if time.monotonic() - began > seconds:
                raise RuntimeError("the page does not answer")

    def find(self, selector):
        self.wait(lambda: self.browser.find_elements("css selector", selector))
        return self.browser.find_element("css selector", selector)

    def asked(self, call):
        script = f"const done = arguments[0]; probe.{call}.then(done, e => done(String(e)));"
        answer = self.browser.execute_async_script(script)
        if isinstance(answer, str):
            raise RuntimeError(answer)
        return answer


ROOT = "document.querySelector('.hc-stage')"
ARROWS = [Keys.ARROW_RIGHT, Keys.ARROW_LEFT]


def key_to_pixels(bench, kind):
    """Milliseconds without a change, and with one by the keys of the start."""
    bench.open(kind)
    handle = bench.find(".hc-handle")
    empty = bench.samples([Keys.F9], handle, KEYS, "probe.empty()")
    ours = bench.samples(ARROWS, handle, KEYS, f"probe.explorer({ROOT})")
    return empty, ours


def by_the_kernel(bench):
    bench.open("interactive_output")
    handle = bench.find(".the-rate .noUi-handle")
    bench.browser.execute_script(
        "arguments[0].setAttribute('data-lm-suppress-shortcuts', 'true');"
        "arguments[0].addEventListener('keydown', event => event.stopPropagation());",
        handle,
    )
    bench.find(".by-the-kernel img")
    begin = "probe.image(document.querySelector('.by-the-kernel'))"
    return bench.samples(ARROWS, handle, KEYS, begin)


def main():
    busy = how_busy()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        (scratch / "lessons").mkdir()
        for kind in [*KINDS, "surface"]:
            notebook(
                scratch / f"lessons/{kind}.ipynb", "import hesscourse as hc", f"hc.explore.{kind}()"
            )
        notebook(
            scratch / "lessons/interactive_output.ipynb", "import hesscourse as hc", INTERACTIVE
        )
        with (
            chromium(scratch / "profile") as browser,
            lab(scratch / "lab", scratch / "lessons") as address,
        ):
            rows = measure(Bench(browser, address))
            version = f"Chromium {browser.capabilities['browserVersion']}"
    busy = max(busy, how_busy() - 1)  # one program for each processor is the measurement itself
    care = (
        f"\nThe machine was busy ({busy:.1f} programs for each processor): measure again.\n"
        if busy > 1
        else ""
    )
    head = HEAD.format(
        when=datetime.date.today().isoformat(),
        machine=processor(),
        browser=version,
        keys=ROUNDS * KEYS,
        rounds=ROUNDS,
        care=care,
    )
    lines = [
        f"| {what} | {value} | {bar} | {'yes' if met else 'no'} |" for what, value, bar, met in rows
    ]
    (HERE / "RESULTS.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(head + "\n".join(lines))
    return 0 if all(met for *_, met in rows) else 1


def measure(bench):
    empty, kernel = [], []
    ours = {kind: [] for kind in KINDS}
    drags = []
    for _ in range(ROUNDS):
        for kind in KINDS:
            without, with_change = key_to_pixels(bench, kind)
            empty += without
            ours[kind] += with_change
            if kind == "descent":
                drags.append(bench.asked(f"drag({ROOT}, {MOVES})"))
        kernel += by_the_kernel(bench)
    bench.open("surface")
    turn = bench.asked(f"turn({ROOT}, {FRAMES})")
    return [*answers(empty, ours, kernel), *movement(drags, turn), kernel_time()]


def answers(empty, ours, kernel):
    floor, most_of_floor = spread(empty)
    yield f"an empty animation frame, {len(empty)} keys", both(floor, most_of_floor), "", True
    for kind, samples in ours.items():
        middle, most = spread(samples)
        middle, most = middle - floor, most - most_of_floor
        met = middle <= 17 and most <= 34
        yield f"key to pixels above that, {kind}", both(middle, most), "17 / 34 ms", met
    times = median(kernel) / median(ours["descent"])
    value = f"{both(*spread(kernel))}: {times:.1f} times descent's {median(ours['descent']):.0f} ms"
    what = "key to pixels, the picture of descent by interactive_output"
    yield what, value, "at least 10 times", times >= 10


def movement(drags, turn):
    painted = min(drag["painted"] for drag in drags)
    yield f"a drag of {MOVES} moves: drawn", f"{painted}", f"all {MOVES}", painted >= MOVES
    behind = max(drag["behind"] for drag in drags)
    what = "a drag: the last picture after the last move"
    yield what, f"{behind:.0f} ms at worst", "35 ms", behind <= 35
    rate = turn["perSecond"]
    yield "the surface, turned", f"{rate:.0f} frames a second", "at least 30", rate >= 30


def kernel_time():
    hc.explore.basins()  # what is loaded and compiled once is not the map's
    began = time.perf_counter()
    hc.basins(hc.gallery.report_surface, hc.newton, size=300)
    took = time.perf_counter() - began
    return "the basin map, 300 x 300, in the kernel", f"{took:.2f} s", "0.5 s", took < 0.5


def spread(samples):
    """The median, and what 95 % stay below."""
    return median(samples), quantiles(samples, n=20)[-1]


def both(middle, most):
    return f"{middle:.1f} / {most:.1f} ms (median / 95 %)"


if __name__ == "__main__":
    sys.exit(main())
