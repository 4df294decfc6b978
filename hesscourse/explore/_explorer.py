"""What every explorer has in common: state, sliders, the typed function, how it shows itself."""

import html
import math
from contextlib import contextmanager

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display

from ..figures._canvas import checked_pairs
from ..methods._record import above_zero
from ..objective import Objective
from . import _runs
from ._facts import sentence, templates
from ._minima import minima_of
from ._program import program_of
from ._tasks import check_facts, checked_tasks
from .stage import HERE, TOUCH

MOST_STEPS = 1_000
RATE_STEP = 0.01  # how far a key moves the learning rate, in powers of ten
FINE = 1e-13  # a slider's step: it moves what it is linked to onto a tick when it is drawn
STILL_DPI, STILL_COLOURS = 120, 64  # it is seen only where the explorer cannot live
BEYOND_US = "This function cannot be shown here. Its numbers may be too large, or too small."
# A notebook saved after its kernel was restarted has lost the explorer: JupyterLab then says that
# it finds no model, which tells a student nothing. The still picture brings better words.
STILL_STYLE = (HERE / "still.css").read_text(encoding="utf-8")


class Explorer:
    """A picture that answers under the hand.

    A kind of explorer says what is particular to it in `_run`, `_facts`, `_panels` and
    `_still`; the browser's side of it is the script of its stage. A kind that shows a place,
    and no run of a method, leaves `_run` as it is.

    Attributes
    ----------
    objective : Objective
        What is explored; another once a student has typed one.
    start : float or tuple of float
        The start; settable, inside `range`.
    learning_rate : float
        Settable, for the kinds that have one.
    trajectory : Trajectory
        The run that the picture shows; None for a kind that shows a place.
    sentence : str
        What happened, and why.
    done : list of bool
        Which of `tasks` are met.
    """

    kind = None
    stage_class = None
    has_rate = True
    has_start = True
    handle_name = "start"
    more_state = ()  # names of traits of the stage, beside x, y and learning_rate
    can_be_typed = True

    def __init__(self, f, start, learning_rate, *, window, stop, tasks):
        self.stop = stop
        self.tasks = checked_tasks(tasks)
        self.stage = self.stage_class()
        self._controls = {}
        with self._all_or_nothing():
            self._adopt(f, checked_window(f, window))
            self._place(start, learning_rate)
        self._make_controls()
        self.stage.observe(self._typed, "typed")
        self.stage.observe(self._moved, ["x", "y", "learning_rate"])
        self._moved()
        check_facts(self.tasks, self.facts)

    # ---- state ----

    @property
    def start(self):
        coordinates = (self.stage.x, self.stage.y)[: self.objective.n]
        return coordinates if self.objective.n > 1 else coordinates[0]

    @start.setter
    def start(self, start):
        point = np.atleast_1d(self.objective.as_start(start))
        for name, value, (low, high) in zip(
            self.objective.variables, point.tolist(), self.range, strict=True
        ):
            if not low <= value <= high:
                raise ValueError(
                    f"the {self.handle_name}'s {name} must be from {low:g} to {high:g}; "
                    f"got {value:g}"
                )
        self._set(**dict(zip("xy", point.tolist(), strict=False)))

    @property
    def learning_rate(self):
        self._check_has_rate()
        return self.stage.learning_rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self._check_has_rate()
        low, high = self.rates
        if not (isinstance(rate, (int, float, np.number)) and low <= rate <= high):
            raise ValueError(f"the learning rate must be from {low:g} to {high:g}; got {rate!r}")
        self._set(learning_rate=float(rate))

    def _check_has_rate(self):
        if not self.has_rate:
            raise AttributeError("this explorer has no learning rate")

    def _set(self, **state):
        """Set what sliders show too: the browser links the two, but there may be none yet."""
        with self.stage.hold_sync():
            for name, value in state.items():
                setattr(self.stage, name, value)
        for name in state.keys() & self._controls.keys():
            self._controls[name].value = state[name]

    @property
    def trajectory(self):
        return self._run()

    @property
    def facts(self):
        """What sentences and tasks are chosen from: steps, outcome, error and so on."""
        return self._facts(self._run())

    @property
    def sentence(self):
        return sentence(templates()[self.kind]["sentences"], self.facts)

    @property
    def reading(self):
        """The exact numbers under the picture."""
        return sentence(_entries(templates()[self.kind]["readings"]), self.facts)

    @property
    def done(self):
        facts = self.facts
        return [task.is_done(facts) for task in self.tasks]

    @property
    def formula(self):
        """What the field shows. Set it, and the explorer shows that function."""
        return _as_typed(self.objective)

    @formula.setter
    def formula(self, text):
        self._explore(text)

    # ---- a function ----

    def _explore(self, text):
        f = Objective(text, variables=self.objective.variables)
        with self._all_or_nothing():
            self._adopt(f, self.window)
            self._moved()
            self.stage.complaint = ""
        if self.has_rate:
            self._fit_rate()

    def _typed(self, change):
        try:
            self._explore(change["new"].get("text", ""))
        except ValueError as error:
            self.stage.complaint = str(error)
        except Exception:  # of SymPy or Matplotlib, which no list of ours foresees
            self.stage.complaint = BEYOND_US

    @contextmanager
    def _all_or_nothing(self):
        """Whatever fails inside, the explorer is as it was before, and no figure is left open."""
        mine, figures = self.__dict__.copy(), plt.get_fignums()
        shown = {name: getattr(self.stage, name) for name in ("scene", "run", "complaint")}
        with self.stage.hold_sync():
            try:
                yield
            except BaseException:
                self.__dict__ = mine
                for name, value in shown.items():
                    setattr(self.stage, name, value)
                for number in set(plt.get_fignums()) - set(figures):
                    plt.close(number)
                raise

    def _adopt(self, f, window):
        """Show f in this window; raises ValueError where it cannot be shown."""
        self.objective, self.window = f, window
        self.minima = minima_of(f, window)
        self.range = [tuple(side) for side in window.tolist()]
        self.rates = self._rates()
        self.stage.scene = self._scene()

    def _fit_rate(self):
        """Let the slider go where the rates of this function are, and the rate with it."""
        low, high = self.rates
        slider, (left, right) = self._controls["learning_rate"], _logarithms(self.rates)
        slider.min = min(left, slider.min)  # or its ends would cross on their way
        slider.max, slider.min = right, left
        self._set(learning_rate=min(high, max(low, self.stage.learning_rate)))

    def _rates(self):
        """From far too small to too large: around 2/(the largest eigenvalue at a minimum)."""
        bounds = [2 / minimum.most for minimum in self.minima]
        decade = math.floor(math.log10(min(bounds))) if bounds else -1
        return 10.0 ** (decade - 2), 10.0 ** (decade + 1)

    def _usual_rate(self):
        return 5 * self.rates[0]

    def _scene(self):
        f = self.objective
        texts = templates()[self.kind]
        width = float(np.max(np.ptp(self.window, axis=1)))
        return {
            "panels": self._panels(),
            "program": program_of(f),
            "variables": list(f.variables),
            "formula": _as_typed(f),
            "canBeTyped": self.can_be_typed and f.formula is not None,
            "alt": f"Explorer: {self._title()}",
            "minima": [minimum._asdict() for minimum in self.minima],
            "window": self.range,
            "digits": max(0, 2 - math.floor(math.log10(width))),
            "sliderStep": [slider_step(side) for side in self.range],
            "sliders": self._sliders(),
            "hasRate": self.has_rate,
            "handleName": self.handle_name,
            "moreState": list(self.more_state),
            "stop": _recipe(self.stop),
            "maxSteps": MOST_STEPS,
            "defaults": getattr(self, "_defaults", {}),
            "sentences": texts["sentences"],
            "readings": _entries(texts["readings"]),
            "tasks": [{"text": task.text, "when": list(task.when)} for task in self.tasks],
            **self._more(),
        }

    def _more(self):
        """What the script of this kind needs to know beside the rest."""
        return {}

    def _place(self, start, learning_rate):
        self.start = self._usual_start() if start is None else start
        if self.has_rate:
            low, high = self.rates
            if learning_rate is None:
                learning_rate = self._usual_rate()
            learning_rate = above_zero(learning_rate, "learning_rate")
            self.rates = min(low, learning_rate), max(high, learning_rate)
            self.learning_rate = learning_rate
        names = ["x", "y"][: self.objective.n] + ["learning_rate"] * self.has_rate
        names += self.more_state
        self._defaults = {name: getattr(self.stage, name) for name in names}
        # A new dictionary: the browser is told of what is set, not of what changes inside.
        more = {"defaults": self._defaults, "sliders": self._sliders()}
        self.stage.scene = {**self.stage.scene, **more}

    def _usual_start(self):
        """A place on a slider's tick, off the axes of symmetry that windows like to have."""
        shares = (0.25, 0.7)
        start = []
        for share, (low, high) in zip(shares, self.range, strict=False):
            step = slider_step((low, high))
            start.append(round(low + step * round(share * (high - low) / step), 9))
        return start if self.objective.n > 1 else start[0]

    def _moved(self, _=None):
        if self.stage.scene["program"] is None:
            self._compute()

    def _compute(self):
        """Compute here what the browser cannot: it does not have the function."""
        self.stage.run = self._computed(self._run())

    def _computed(self, run):
        return _runs.for_browser(run)

    def _run(self):
        return None

    # ---- sliders ----

    def _make_controls(self):
        names = {"learning_rate": "learning rate"}
        for name, variable in zip("xy", self.objective.variables, strict=False):
            names[name] = f"{self.handle_name} {variable}"
        for name, limits in self._sliders().items():
            low, high, make = limits["low"], limits["high"], widgets.FloatSlider
            if limits["log"]:
                low, high, make = math.log10(low), math.log10(high), widgets.FloatLogSlider
            value = getattr(self.stage, name)
            self._controls[name] = make(value=value, min=low, max=high, description=names[name])
        self._links = []
        for name, slider in self._controls.items():
            slider.step = FINE
            slider.readout = False  # the stage shows the exact value
            slider.tooltip = slider.description
            slider.style.description_width = "6.5rem"
            slider.layout.width = "18.5rem"
            slider.add_class(f"hc-slide-{name}")
            self._links.append(widgets.jslink((slider, "value"), (self.stage, name)))
        row = widgets.HBox(list(self._controls.values()), layout={"flex_flow": "row wrap"})
        row.add_class("hc-controls")
        self.widget = widgets.VBox([row, self.stage])
        self.widget.add_class("hc-explorer")

    def _sliders(self):
        """From where to where each slider goes, and how far a key moves it."""
        sliders = {}
        if self.has_rate:
            low, high = self.rates
            sliders["learning_rate"] = {"low": low, "high": high, "step": RATE_STEP, "log": True}
        if self.has_start:
            for name, (low, high) in zip("xy", self.range, strict=False):
                step = slider_step((low, high))
                sliders[name] = {"low": low, "high": high, "step": step, "log": False}
        return sliders

    # ---- showing ----

    def _ipython_display_(self):
        still = self._still(self._run())
        still.stored_dpi, still.stored_colours = STILL_DPI, STILL_COLOURS
        display(still)
        plt.close(still)  # or the notebook would show it once more
        said = self.sentence
        paragraph = f'<p class="hc-still">{html.escape(said)}</p>'
        style = f"<style>{STILL_STYLE}</style>"
        display({"text/html": style + paragraph, "text/plain": said}, raw=True)
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        living = {"application/vnd.jupyter.widget-view+json": view, "text/plain": TOUCH}
        display(living, raw=True)

    def __repr__(self):
        return f"{self._title()}: {self.sentence}"

    def _title(self):
        return f"{self.kind.replace('_', ' ')} on {self.objective.name or self.formula}"


def check_variables(f, n):
    """Raise ValueError unless f is an Objective of n variables: one or two."""
    if not (isinstance(f, Objective) and f.n == n):
        many = "one variable" if n == 1 else "two variables"
        raise ValueError(f"this explorer is for an Objective of {many}; got {f!r}")


def checked_window(f, window):
    """`window`, or that of f, as an array of shape ``(n, 2)``."""
    window = f.window if window is None else window
    if window is None:
        example = "(-2, 2)" if f.n == 1 else "((-2, 2), (-2, 2))"
        raise ValueError(f"say which part to explore: window={example}")
    return checked_pairs(window, f.n)


def slider_step(side):
    """A step of which some 100 to 250 lead from one end to the other: 0.05, say."""
    low, high = side
    rough = (high - low) / 100
    power = 10.0 ** math.floor(math.log10(rough))
    return max(power * m for m in (1, 2, 5) if power * m <= rough * 1.0000001)


def _entries(template):
    """What is to be said, with its conditions: one text always holds."""
    return [{"when": [], "say": template}] if isinstance(template, str) else template


def _logarithms(rates):
    return tuple(math.log10(rate) for rate in rates)


def _as_typed(f):
    return "" if f.formula is None else str(f.formula).replace("**", "^")


def _recipe(rule):
    if rule is None:
        return {}
    if rule.recipe is None:
        raise ValueError(f"an explorer knows the rules of hesscourse.stopping only; got {rule!r}")
    name, tolerances = rule.recipe
    return {"rule": name, **dict(tolerances)}
