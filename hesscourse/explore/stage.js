// The stage: still pictures from Matplotlib, a canvas over each for what moves, a point to drag,
// and the words under them. It knows no mathematics: a kind of explorer gives it shapes in data
// coordinates, and facts.
//
// A kind is an object with
//   prepare(scene)          what is made once for each function: compiled formulas, say
//   facts(state, prepared)  {run, ...}: what happened, for sentences, tasks and shapes
//   shapes(facts, state, prepared)  {panel: [shape, ...]}
//   handle                  the name of the panel in which the start is dragged
// and, where it is not a start that is dragged or not only,
//   handleAt(facts, state)  where the handle is, if not at the start
//   touch(panel, model)     what takes the pointer and the keys in that panel instead: {show()}
//   buttons                 [{text, change}]: change(facts) gives new state, or null if there is none

import { allHold, number, place, sentence } from "./facts.js";

const COLOURS = {
  path: "#D55E00", // Okabe and Ito's colours, as in the figures
  second: "#0072B2",
  model: "#009E73",
  third: "#CC79A7",
  ink: "#000000",
  faint: "#7a8699",
  paper: "#ffffff",
};
const DASHES = { solid: [], dashed: [7, 4], dotted: [2, 3], dashdot: [8, 3, 2, 3] };
const AT_REST = 700; // milliseconds without a change, before a screen reader is told
const MOST_MARKERS = 60;
const DUST = 1e-10; // relative
const LEAST_WIDTH = 0.85; // of a panel's own, before the next one goes below

export const element = (tag, className, parent, attributes = {}) => {
  const made = document.createElement(tag);
  made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (parent) parent.append(made);
  return made;
};

// ---- where things are: data coordinates to pixels ----

class Axis {
  constructor([low, high], log, from, to) {
    this.warp = log ? (v) => Math.log10(Math.max(v, 1e-300)) : (v) => v;
    this.unwarp = log ? (v) => 10 ** v : (v) => v;
    this.low = this.warp(low);
    this.scale = (to - from) / (this.warp(high) - this.low);
    this.from = from;
  }

  pixel(value) {
    // Far outside is far enough: a canvas draws nothing at 1e300.
    return Math.max(-1e5, Math.min(1e5, this.from + (this.warp(value) - this.low) * this.scale));
  }

  value(pixel) {
    return this.unwarp(this.low + (pixel - this.from) / this.scale);
  }
}

// Ticks at 1, 2 or 5 times a power of ten, at most six of them.
function ticks(high) {
  const rough = high / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough));
  return Array.from({ length: Math.floor(high / step) + 1 }, (_, i) => i * step);
}

class Panel {
  constructor(parent, layout) {
    this.box = element("div", "hc-panel", parent);
    this.image = element("img", "hc-image", this.box, { alt: "", draggable: "false" });
    this.canvas = element("canvas", "hc-canvas", this.box, { "aria-hidden": "true" });
    this.show(layout);
  }

  show(layout) {
    this.layout = layout;
    this.box.style.maxWidth = `${layout.width}px`;
    // Three stand in a row of JupyterLab's width if each gives up a little.
    this.box.style.flex = `${layout.width} 1 ${LEAST_WIDTH * layout.width}px`;
    this.box.style.aspectRatio = `${layout.width} / ${layout.height}`;
    this.image.hidden = !layout.image; // a kind can paint all of a panel itself
    if (layout.image && this.image.src !== layout.image) this.image.src = layout.image;
    this.fit();
  }

  // As many canvas pixels as the screen has under it.
  fit() {
    const { clientWidth, clientHeight } = this.box;
    const ratio = window.devicePixelRatio;
    this.ratio = ratio;
    this.width = clientWidth;
    this.height = clientHeight;
    const [wide, high] = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)];
    if (this.canvas.width !== wide) this.canvas.width = wide;
    if (this.canvas.height !== high) this.canvas.height = high;
    this.pen = this.canvas.getContext("2d");
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    // Lines and letters keep their size where the picture is shown smaller, but for a phone's.
    this.grain = Math.max(0.75, Math.min(1, clientWidth / this.layout.width));
  }

  // The ranges may be those of the moment: the number of steps, say.
  aim(ranges = {}) {
    const { left, top, right, bottom, x, y, logX, logY } = this.layout;
    this.rangeX = ranges.x || x;
    this.x = new Axis(this.rangeX, logX, left * this.width, right * this.width);
    this.y = new Axis(ranges.y || y, logY, bottom * this.height, top * this.height);
  }

  frame() {
    const { left, top, right, bottom } = this.layout;
    return [left * this.width, top * this.height, (right - left) * this.width, (bottom - top) * this.height];
  }

  draw(shapes) {
    if (this.ratio !== window.devicePixelRatio) this.fit(); // moved to another screen, or zoomed
    const { pen } = this;
    pen.clearRect(0, 0, this.width, this.height);
    const ranges = shapes.find(({ shape }) => shape === "ranges");
    this.aim(ranges);
    if (this.layout.countsSteps) this.drawStepTicks();
    if (this.layout.freeY && ranges) this.drawHeightTicks(ranges.y);
    pen.save();
    pen.beginPath();
    pen.rect(...this.frame());
    pen.clip();
    for (const shape of shapes) if (DRAW[shape.shape]) DRAW[shape.shape](this, shape);
    pen.restore();
  }

  drawStepTicks() {
    const { pen } = this;
    const [, , , height] = this.frame();
    const foot = this.layout.bottom * this.height;
    pen.fillStyle = COLOURS.ink;
    pen.strokeStyle = "#dddddd";
    pen.font = `${11 * this.grain}px sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineWidth = 1;
    for (const k of ticks(this.rangeX[1])) {
      const at = this.x.pixel(k);
      pen.beginPath();
      pen.moveTo(at, foot);
      pen.lineTo(at, foot - height);
      pen.stroke();
      pen.fillText(String(k), at, foot + 4);
    }
  }

  // Five, from the lowest to the highest: what the range is of the moment, the numbers are too.
  drawHeightTicks([low, high]) {
    const { pen } = this;
    const [left, , width] = this.frame();
    pen.fillStyle = COLOURS.ink;
    pen.font = `${11 * this.grain}px sans-serif`;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    pen.lineWidth = 1;
    for (let i = 0; i <= 4; i += 1) {
      const value = low + (i * (high - low)) / 4;
      const at = this.y.pixel(value);
      pen.strokeStyle = value === 0 ? COLOURS.ink : "#dddddd";
      pen.beginPath();
      pen.moveTo(left, at);
      pen.lineTo(left + width, at);
      pen.stroke();
      pen.fillText(number(value), left - 4, at);
    }
  }
}

// ---- shapes ----

const stroke = (pen, { colour = "path", dash = "solid", width = 1.6 }, grain) => {
  pen.strokeStyle = COLOURS[colour];
  pen.lineWidth = width * grain;
  pen.setLineDash(DASHES[dash]);
  pen.stroke();
  pen.setLineDash([]);
};

export const MARKERS = {
  circle: (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
  square: (pen, x, y, r) => pen.rect(x - r, y - r, 2 * r, 2 * r),
  triangle: (pen, x, y, r) => {
    pen.moveTo(x, y - 1.2 * r);
    pen.lineTo(x + 1.1 * r, y + r);
    pen.lineTo(x - 1.1 * r, y + r);
    pen.closePath();
  },
  star: (pen, x, y, r) => {
    for (let i = 0; i < 10; i += 1) {
      const reach = i % 2 ? 0.55 * r : 1.4 * r;
      const angle = (i * Math.PI) / 5 - Math.PI / 2;
      pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    pen.closePath();
  },
};

const DRAW = {
  // {draw}: what a kind draws itself, on the pen of the panel
  drawn(panel, { draw }) {
    draw(panel);
  },
  // {points, colour, dash, width}
  line(panel, shape) {
    const { pen } = panel;
    pen.beginPath();
    for (const [x, y] of shape.points) {
      if (Number.isFinite(x) && Number.isFinite(y)) pen.lineTo(panel.x.pixel(x), panel.y.pixel(y));
    }
    stroke(pen, shape, panel.grain);
  },
  // {points, marker, colour, size}; of hundreds only some, or they would hide the line
  dots(panel, { points, marker = "circle", colour = "path", size = 3.2 }) {
    const { pen } = panel;
    const every = Math.max(1, Math.ceil(points.length / MOST_MARKERS));
    pen.fillStyle = COLOURS[colour];
    pen.strokeStyle = COLOURS.ink;
    pen.lineWidth = 0.6;
    points.forEach(([x, y], k) => {
      if (k % every && k !== points.length - 1) return;
      if (!(Number.isFinite(x) && Number.isFinite(y))) return;
      pen.beginPath();
      MARKERS[marker](pen, panel.x.pixel(x), panel.y.pixel(y), size * panel.grain);
      pen.fill();
      pen.stroke();
    });
  },
  // {from, to, colour, width}
  arrow(panel, { from, to, colour = "ink", width = 1.8 }) {
    const { pen, grain } = panel;
    const [x0, y0, x1, y1] = [panel.x.pixel(from[0]), panel.y.pixel(from[1]), panel.x.pixel(to[0]), panel.y.pixel(to[1])];
    if (Math.hypot(x1 - x0, y1 - y0) < 2) return;
    const angle = Math.atan2(y1 - y0, x1 - x0);
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    stroke(pen, { colour, width }, grain);
    pen.beginPath();
    pen.moveTo(x1, y1);
    for (const turn of [2.7, -2.7]) {
      pen.lineTo(x1 + 10 * grain * Math.cos(angle + turn), y1 + 10 * grain * Math.sin(angle + turn));
    }
    pen.closePath();
    pen.fillStyle = COLOURS[colour];
    pen.fill();
  },
  // {points, colour, opacity}: a closed and filled outline
  area(panel, { points, colour = "path", opacity = 0.25 }) {
    const { pen } = panel;
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(panel.x.pixel(x), panel.y.pixel(y));
    pen.closePath();
    pen.globalAlpha = opacity;
    pen.fillStyle = COLOURS[colour];
    pen.fill();
    pen.globalAlpha = 1;
  },
  // {segments: [[x0, y0, x1, y1], ...], colour, dash, width}: contours of a model, say
  segments(panel, shape) {
    const { pen } = panel;
    pen.beginPath();
    for (const [x0, y0, x1, y1] of shape.segments) {
      pen.moveTo(panel.x.pixel(x0), panel.y.pixel(y0));
      pen.lineTo(panel.x.pixel(x1), panel.y.pixel(y1));
    }
    stroke(pen, shape, panel.grain);
  },
  // {text}: at the top of the panel, whatever its axes show
  caption(panel, { text }) {
    const { pen, grain } = panel;
    const [left, top] = panel.frame();
    pen.font = `${12 * grain}px sans-serif`;
    pen.textAlign = "left";
    pen.textBaseline = "top";
    pen.lineWidth = 3;
    pen.strokeStyle = "#ffffffd0";
    pen.strokeText(text, left + 6, top + 4);
    pen.fillStyle = COLOURS.ink;
    pen.fillText(text, left + 6, top + 4);
  },
  // {at, text, colour, dx, dy, align}; never cut off by the sides
  label(panel, { at, text, colour = "ink", dx = 8, dy = -8, align = "left" }) {
    const { pen, grain } = panel;
    pen.font = `${12 * grain}px sans-serif`;
    pen.textAlign = align;
    pen.textBaseline = "alphabetic";
    const [left, , wide] = panel.frame();
    const width = pen.measureText(text).width;
    const before = { left: 0, center: width / 2, right: width }[align];
    const x = clamp(panel.x.pixel(at[0]) + dx, [left + before, left + wide - width + before]);
    const y = panel.y.pixel(at[1]) + dy;
    pen.lineWidth = 3;
    pen.strokeStyle = "#ffffffd0"; // a pale ground, so that no line strikes the letters through
    pen.strokeText(text, x, y);
    pen.fillStyle = COLOURS[colour];
    pen.fillText(text, x, y);
  },
};

// ---- the words under the picture ----

function wordsUnder(root, scene) {
  const words = element("div", "hc-words", root);
  const readings = element("p", "hc-readings", words);
  const said = element("p", "hc-sentence", words);
  const tasks = element("ul", "hc-tasks", words, { "aria-label": "Tasks" });
  const spoken = element("p", "hc-spoken", words, { role: "status" });
  let rest;
  return {
    show(facts, reading) {
      readings.textContent = reading;
      said.textContent = sentence(scene().sentences, facts);
      const done = scene().tasks.map((task) => allHold(task.when, facts));
      if (tasks.children.length !== done.length) {
        tasks.replaceChildren(...done.map(() => element("li", "hc-task")));
      }
      tasks.hidden = done.length === 0;
      done.forEach((isDone, i) => {
        const item = tasks.children[i];
        item.classList.toggle("hc-done", isDone);
        const text = `${isDone ? "\u2611 Done:" : "\u2610 Task:"} ${scene().tasks[i].text}`;
        if (item.textContent !== text) item.textContent = text;
      });
      clearTimeout(rest);
      rest = setTimeout(() => {
        const met = done.some(Boolean) ? ` ${done.filter(Boolean).length} of ${done.length} tasks done.` : "";
        spoken.textContent = `${said.textContent}${met}`;
      }, AT_REST);
    },
    stop: () => clearTimeout(rest),
  };
}

// ---- what is typed ----

// Whether a kernel answers: ipywidgets marks a view whose kernel is gone.
const hasKernel = (el) => !el.closest(".jupyter-widgets-disconnected");

function formulaField(root, model, el) {
  const form = element("form", "hc-form", root);
  const label = element("label", "hc-formula-label", form);
  const name = element("span", "hc-formula-name", label);
  const field = element("input", "hc-formula", label, { type: "text", spellcheck: "false", autocomplete: "off" });
  const complaint = element("p", "hc-complaint", form, { role: "alert" });
  let sent = null; // what the kernel has not answered yet
  let edited = false; // since it was sent
  const show = () => {
    const scene = model.get("scene");
    form.hidden = !scene.canBeTyped;
    name.textContent = `f(${scene.variables.join(", ")}) = `;
    // What is being typed stays, and what a complaint speaks of, or the kernel is still at work on.
    const open = model.get("complaint") || model.get("busy");
    if (document.activeElement !== field || !(open || edited)) field.value = scene.formula;
    if (!model.get("busy")) sent = null;
    field.readOnly = !hasKernel(el);
    field.title = field.readOnly ? "Run this cell to type a function of your own." : "Type a function, then press Enter.";
    complaint.textContent = open;
    field.setAttribute("aria-invalid", String(Boolean(model.get("complaint"))));
  };
  const send = () => {
    // Enter both changes and submits. Once answered, the same text may be sent again: it may have
    // been mended and broken.
    if (field.readOnly || field.value === sent) return;
    sent = field.value;
    edited = false;
    model.set("typed", { text: field.value, count: (model.get("typed").count || 0) + 1 });
    model.save_changes();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("change", send);
  field.addEventListener("input", () => {
    edited = true;
  });
  keepKeys(field, (event) => event.key !== "Escape");
  return show;
}

// Keys that a notebook would take for itself stay with what has the focus.
export function keepKeys(target, wanted) {
  target.setAttribute("data-lm-suppress-shortcuts", "true");
  target.addEventListener("keydown", (event) => {
    if (wanted(event)) event.stopPropagation();
  });
}

// ---- the sliders beside the stage are ipywidgets' own: named, and with their keys ----

// A slider moves what it is linked to onto one of its ticks as soon as it is drawn. So its ticks are
// much finer than a key's step, and the keys are ours.
const KEY_STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

function adoptSlider(handle, name, model, { scene, change }) {
  const label = handle.closest(".widget-slider").querySelector(".widget-label");
  handle.setAttribute("data-hc", name);
  handle.setAttribute("aria-label", label.textContent);
  handle.setAttribute("data-lm-suppress-shortcuts", "true");
  handle.addEventListener("keydown", (event) => {
    const { step, low, high, log } = scene().sliders[name];
    const warp = log ? Math.log10 : (value) => value;
    const steps = (event.shiftKey ? 10 : 1) * KEY_STEPS[event.key];
    const ends = { Home: low, End: high };
    if (!steps && !(event.key in ends)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const moved = event.key in ends ? warp(ends[event.key]) : warp(model.get(name)) + steps * step;
    const tidy = Number(Math.min(warp(high), Math.max(warp(low), moved)).toFixed(9));
    change({ [name]: log ? 10 ** tidy : tidy });
  }, true);
}

function adoptSliders(el, model, actions) {
  const home = el.closest(".hc-explorer");
  if (!home) return;
  for (const name of Object.keys(actions.scene().sliders)) {
    const handle = home.querySelector(`.hc-slide-${name} .noUi-handle`);
    if (!handle) continue;
    if (!handle.hasAttribute("data-hc")) adoptSlider(handle, name, model, actions);
    handle.setAttribute("aria-valuetext", number(model.get(name)));
  }
}

// ---- the point that is dragged ----

function draggableStart(panel, model, { scene, move }) {
  const handle = element("div", "hc-handle", panel.box, { role: "slider", tabindex: "0" });
  const toPoint = (event) => {
    const box = panel.box.getBoundingClientRect();
    return [panel.x.value(event.clientX - box.left), panel.y.value(event.clientY - box.top)];
  };
  let grip = null; // from where it was grasped to the point itself, so that it does not jump
  handle.addEventListener("pointerdown", (event) => {
    const at = toPoint(event);
    grip = scene().variables.map((_, i) => model.get("xy"[i]) - at[i]);
    handle.setPointerCapture(event.pointerId);
    handle.focus({ preventScroll: true });
    event.preventDefault();
  });
  handle.addEventListener("pointermove", (event) => {
    if (grip) move(toPoint(event).map((c, i) => c + (grip[i] || 0)));
  });
  const drop = () => {
    grip = null;
  };
  handle.addEventListener("pointerup", drop);
  handle.addEventListener("pointercancel", drop);
  panel.canvas.addEventListener("click", (event) => {
    move(toPoint(event));
    handle.focus({ preventScroll: true });
  });
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  keepKeys(handle, (event) => event.key in arrows);
  handle.addEventListener("keydown", (event) => {
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    // With one variable, up is to the right: that is what these keys do on any slider.
    const way = scene().variables.length > 1 ? arrow : [arrow[0] + arrow[1]];
    move(way.map((sign, i) => model.get("xy"[i]) + sign * far * scene().sliderStep[i]));
  });
  return {
    show(at, variables, start) {
      // Where f is too high for the picture, or undefined, the handle stays within reach.
      const [left, top, width, height] = panel.frame();
      handle.style.left = `${clamp(panel.x.pixel(at[0]), [left, left + width])}px`;
      handle.style.top = `${clamp(panel.y.pixel(at[1]) || top + height, [top, top + height])}px`;
      const text = variables.map((name, i) => `${name} = ${number(start[i])}`).join(", ");
      const what = scene().handleName === "start" ? "Start point" : "Point";
      handle.setAttribute("aria-label", `${what}. The arrow keys move it; with Shift, further.`);
      handle.setAttribute("aria-valuenow", String(start[0]));
      handle.setAttribute("aria-valuemin", String(scene().window[0][0]));
      handle.setAttribute("aria-valuemax", String(scene().window[0][1]));
      handle.setAttribute("aria-valuetext", text);
      handle.title = `${scene().handleName}: ${text}`;
    },
  };
}

// ---- the stage ----

const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

export function stage(kind) {
  function render({ model, el }) {
    const scene = () => model.get("scene");
    const root = element("div", "hc-stage hc-live", el, { role: "group", "aria-label": scene().alt });
    const pictures = element("div", "hc-pictures", root);
    const panels = {};
    let prepared;

    const move = (point) => {
      const digits = scene().digits;
      scene().variables.forEach((_, i) => {
        const value = Number(clamp(point[i], scene().window[i]).toFixed(digits));
        model.set("xy"[i], value);
      });
      model.save_changes();
    };

    const buttons = element("div", "hc-buttons", root);
    const button = (text, action) => {
      const made = element("button", "hc-button", buttons, { type: "button" });
      made.textContent = text;
      made.addEventListener("click", action);
      keepKeys(made, ({ key }) => key === "Enter" || key === " ");
      return made;
    };
    const change = (values) => {
      for (const [name, value] of Object.entries(values)) model.set(name, value);
      model.save_changes();
    };
    const own = (kind.buttons || []).map((made) => {
      const changed = () => made.change(root.explorer.facts);
      const shown = button(made.text, () => {
        if (waiting) paint(); // the facts of the moment, however fast one presses
        if (changed()) change(changed());
      });
      // Not `disabled`: what has the focus would lose it.
      return () => shown.setAttribute("aria-disabled", String(!changed()));
    });
    const best = button("Best learning rate", () => change({ learning_rate: root.explorer.facts.best }));
    button("Reset", () => change(scene().defaults));
    const words = wordsUnder(root, scene);
    const showField = formulaField(root, model, el);

    const set = () => {
      const layouts = scene().panels;
      for (const [name, layout] of Object.entries(layouts)) {
        if (panels[name]) panels[name].show(layout);
        else panels[name] = new Panel(pictures, layout);
      }
      prepared = kind.prepare(scene());
      root.setAttribute("aria-label", scene().alt);
      best.hidden = !scene().hasRate;
      showField();
    };
    set();
    const handle = (kind.touch || draggableStart)(panels[kind.handle], model, { scene, move });

    let waiting = 0;
    root.explorer = { paints: 0, facts: {} }; // for tests and benchmarks
    const paint = () => {
      cancelAnimationFrame(waiting);
      waiting = 0;
      const { variables } = scene();
      const start = variables.map((_, i) => model.get("xy"[i]));
      const state = { start, rate: model.get("learning_rate"), scene: scene(), run: model.get("run") };
      for (const name of scene().moreState) state[name] = model.get(name);
      const facts = kind.facts(state, prepared);
      const shapes = kind.shapes(facts, state, prepared);
      for (const [name, panel] of Object.entries(panels)) panel.draw(shapes[name] || []);
      handle.show(kind.handleAt ? kind.handleAt(facts, state) : start, variables, start);
      best.disabled = !facts.best;
      adoptSliders(el, model, { scene, change });
      words.show(facts, sentence(scene().readings, facts));
      root.explorer.facts = facts;
      own.forEach((refresh) => refresh());
      root.explorer.paints += 1;
    };
    const schedule = () => {
      if (!waiting) waiting = requestAnimationFrame(paint);
    };
    const reset = () => {
      set();
      schedule();
    };

    // A slider that is drawn, or moved by us, sends the value back with the dust of its arithmetic.
    const exact = { ...scene().defaults };
    for (const name of Object.keys(scene().sliders)) {
      const settle = () => {
        const { low, high } = scene().sliders[name];
        const value = Math.abs(model.get(name)) < DUST * (high - low) ? 0 : model.get(name);
        if (Math.abs(value - exact[name]) > DUST * Math.abs(value)) exact[name] = value;
        if (model.get(name) !== exact[name]) model.set(name, exact[name]);
        schedule();
      };
      model.on(`change:${name}`, settle);
      settle();
    }
    model.on("change:run", schedule);
    for (const name of scene().moreState) model.on(`change:${name}`, schedule);
    model.on("change:scene", reset);
    model.on("change:complaint change:busy comm_live_update", showField);
    const watch = new MutationObserver(showField);
    const resize = new ResizeObserver(() => {
      for (const panel of Object.values(panels)) panel.fit();
      schedule();
    });
    for (const panel of Object.values(panels)) resize.observe(panel.box);
    // The sliders are drawn by ipywidgets, before or after us.
    const adopt = () => adoptSliders(el, model, { scene, change });
    const sliders = new MutationObserver(adopt);
    const whenAttached = requestAnimationFrame(() => {
      const home = el.closest(".hc-explorer");
      if (home) {
        const row = home.querySelector(".hc-controls");
        if (row) sliders.observe(row, { childList: true, subtree: true });
        watch.observe(home, { attributes: true, attributeFilter: ["class"] }); // the kernel came or went
      }
      adopt();
      showField();
    });
    const tidy = [() => watch.disconnect(), () => resize.disconnect(), () => sliders.disconnect(), words.stop,
      () => cancelAnimationFrame(waiting), () => cancelAnimationFrame(whenAttached)];
    schedule();
    return () => tidy.forEach((end) => end());
  }
  return { render };
}
