// A surface in space, turned by hand: its mesh painted from far to near, in a box with ticks.
//
// The box is 2 wide, 2 deep and 2 TALL high, round the origin; lengths are in its units. The eye
// is infinitely far away, so that parallel edges stay parallel.

import { element, keepKeys, MARKERS, stage } from "./stage.js";

const TALL = 0.6;
const ROOM = [3.5, 3.45]; // what must fit into the panel, from every side, with its ticks
const PER_PIXEL = 0.5; // degrees that a drag turns
const PER_KEY = 5;
const SHORT = 0.25; // an edge seen at so small a part of its length has no ticks
const HIDDEN = { step: 0.03, over: 0.02 };
const LOOK = { edge: "#30303060", wall: "#f2f4f7", grid: "#c9d0da", mark: "#D55E00", ink: "#000000" };

const radians = (degrees) => (degrees * Math.PI) / 180;
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const plus = (a, b, times) => a.map((c, i) => c + times * b[i]);
const between = (value, low, high) => Math.min(high, Math.max(low, value));

class Eye {
  constructor(azimuth, elevation, { width, height }) {
    const [ca, sa] = [Math.cos(radians(azimuth)), Math.sin(radians(azimuth))];
    const [ce, se] = [Math.cos(radians(elevation)), Math.sin(radians(elevation))];
    this.toward = [ce * ca, ce * sa, se]; // from the origin to the eye
    this.right = [-sa, ca, 0];
    this.up = [-se * ca, -se * sa, ce];
    this.scale = Math.min(width / ROOM[0], height / ROOM[1]);
    this.middle = [width / 2, height / 2];
    // The sides of the box that are turned away from the eye; the right one, where neither is.
    this.back = [ca > 1e-9 ? -1 : 1, sa > 1e-9 ? -1 : 1];
  }

  pixel(point) {
    return [
      this.middle[0] + this.scale * dot(this.right, point),
      this.middle[1] - this.scale * dot(this.up, point),
    ];
  }
}

// ---- the mesh: what does not change while it turns ----

function meshOf({ heights, colours }) {
  const side = heights.length - 1;
  const along = Array.from({ length: side + 1 }, (_, i) => (2 * i) / side - 1);
  const level = heights.map((row) => row.map((h) => h !== null && TALL * (2 * between(h, 0, 1) - 1)));
  const fills = [];
  for (let j = 0; j < side; j += 1) {
    for (let i = 0; i < side; i += 1) {
      const corners = [heights[j][i], heights[j][i + 1], heights[j + 1][i + 1], heights[j + 1][i]];
      const gap = corners.includes(null) || corners.every((h) => h < 0) || corners.every((h) => h > 1);
      const mean = corners.reduce((sum, h) => sum + between(h, 0, 1), 0) / 4;
      fills.push(gap ? null : colours[Math.round(mean * (colours.length - 1))]);
    }
  }
  return { side, along, level, fills };
}

function levelAt({ side, level }, x, y) {
  const [u, v] = [((x + 1) * side) / 2, ((y + 1) * side) / 2];
  const [i, j] = [Math.min(side - 1, Math.floor(u)), Math.min(side - 1, Math.floor(v))];
  const corners = [level[j][i], level[j][i + 1], level[j + 1][i], level[j + 1][i + 1]];
  if (corners.includes(false)) return -Infinity;
  const [s, t] = [u - i, v - j];
  return (1 - t) * ((1 - s) * corners[0] + s * corners[1]) + t * ((1 - s) * corners[2] + s * corners[3]);
}

// Whether the surface stands between a point of it and the eye.
function isHidden(mesh, eye, point) {
  for (let far = 2 * HIDDEN.step; far < 4; far += HIDDEN.step) {
    const [x, y, z] = plus(point, eye.toward, far);
    if (Math.abs(x) > 1 || Math.abs(y) > 1 || z > TALL) return false;
    if (levelAt(mesh, x, y) > z + HIDDEN.over) return true;
  }
  return false;
}

function drawMesh(pen, eye, { side, along, level, fills }) {
  const [px, py] = [new Float64Array((side + 1) ** 2), new Float64Array((side + 1) ** 2)];
  for (let j = 0; j <= side; j += 1) {
    for (let i = 0; i <= side; i += 1) {
      [px[j * (side + 1) + i], py[j * (side + 1) + i]] = eye.pixel([along[i], along[j], level[j][i]]);
    }
  }
  pen.strokeStyle = LOOK.edge;
  pen.lineWidth = 0.7;
  pen.lineJoin = "round";
  for (let row = 0; row < side; row += 1) {
    const j = eye.back[1] < 0 ? row : side - 1 - row;
    for (let column = 0; column < side; column += 1) {
      const i = eye.back[0] < 0 ? column : side - 1 - column;
      const fill = fills[j * side + i];
      if (!fill) continue;
      const corner = j * (side + 1) + i;
      pen.beginPath();
      pen.moveTo(px[corner], py[corner]);
      pen.lineTo(px[corner + 1], py[corner + 1]);
      pen.lineTo(px[corner + side + 2], py[corner + side + 2]);
      pen.lineTo(px[corner + side + 1], py[corner + side + 1]);
      pen.closePath();
      pen.fillStyle = fill;
      pen.fill();
      pen.stroke();
    }
  }
}

// ---- the box ----

function outline(pen, eye, corners) {
  pen.beginPath();
  for (const corner of corners) pen.lineTo(...eye.pixel(corner));
}

function drawWalls(pen, eye, axes) {
  const [x, y] = eye.back;
  const walls = [
    [[-1, -1, -TALL], [1, -1, -TALL], [1, 1, -TALL], [-1, 1, -TALL]],
    [[x, -1, -TALL], [x, 1, -TALL], [x, 1, TALL], [x, -1, TALL]],
    [[-1, y, -TALL], [1, y, -TALL], [1, y, TALL], [-1, y, TALL]],
  ];
  pen.fillStyle = LOOK.wall;
  pen.strokeStyle = LOOK.grid;
  pen.lineWidth = 1;
  for (const wall of walls) {
    outline(pen, eye, wall);
    pen.closePath();
    pen.fill();
    pen.stroke();
  }
  const [alongX, alongY, upwards] = axes.map(({ ticks }) => ticks.map(({ at }) => at));
  for (const at of alongX) {
    outline(pen, eye, [[at, -y, -TALL], [at, y, -TALL], [at, y, TALL]]);
    pen.stroke();
  }
  for (const at of alongY) {
    outline(pen, eye, [[-x, at, -TALL], [x, at, -TALL], [x, at, TALL]]);
    pen.stroke();
  }
  for (const at of upwards) {
    outline(pen, eye, [[-x, y, TALL * at], [x, y, TALL * at], [x, -y, TALL * at]]);
    pen.stroke();
  }
}

// The edge of the box along which an axis has its ticks: near the eye, or at the left of the picture.
function edgeOf(which, eye) {
  const [x, y] = eye.back;
  if (which === 0) return [[-1, -y, -TALL], [1, -y, -TALL]];
  if (which === 1) return [[-x, -1, -TALL], [-x, 1, -TALL]];
  // Of the corners where the other two edges end the left one, unless that edge runs down the
  // picture: then its ticks stand there.
  const corners = [{ at: [x, -y], width: Math.abs(eye.right[0]) }, { at: [-x, y], width: Math.abs(eye.right[1]) }];
  corners.sort((p, q) => eye.pixel([...p.at, 0])[0] - eye.pixel([...q.at, 0])[0]);
  const { at } = corners[0].width < SHORT ? corners[1] : corners[0];
  return [[...at, -TALL], [...at, TALL]];
}

function drawTicks(pen, eye, axis, which, grain) {
  const [from, to] = edgeOf(which, eye);
  const ends = [eye.pixel(from), eye.pixel(to)];
  const full = eye.scale * Math.hypot(...plus(to, from, -1));
  const [dx, dy] = [ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]];
  pen.strokeStyle = LOOK.ink;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(...ends[0]);
  pen.lineTo(...ends[1]);
  pen.stroke();
  if (Math.hypot(dx, dy) < SHORT * full) return;
  // Away from the box, square to the edge.
  const middle = [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
  const centre = eye.pixel([0, 0, which === 2 ? 0 : -TALL]);
  let away = [-dy / Math.hypot(dx, dy), dx / Math.hypot(dx, dy)];
  const outward = (middle[0] - centre[0]) * away[0] + (middle[1] - centre[1]) * away[1];
  if (outward < 0 || (Math.abs(outward) < 1 && away[1] < 0)) away = away.map((c) => -c);
  const beside = (at, distance) => at.map((c, i) => c + distance * grain * away[i]);
  pen.fillStyle = LOOK.ink;
  pen.textAlign = away[0] < -0.4 ? "right" : away[0] > 0.4 ? "left" : "center";
  pen.textBaseline = "middle";
  pen.font = `${11 * grain}px sans-serif`;
  for (const { at, text } of axis.ticks) {
    const foot = ends[0].map((c, i) => c + ((at + 1) / 2) * (ends[1][i] - c));
    pen.beginPath();
    pen.moveTo(...foot);
    pen.lineTo(...beside(foot, 4));
    pen.stroke();
    pen.fillText(text, ...beside(foot, 11));
  }
  pen.font = `italic ${14 * grain}px serif`;
  pen.textAlign = "center";
  pen.fillText(axis.name, ...beside(middle, which === 2 ? 48 : 34));
}

// ---- the stationary points ----

function drawMark(pen, marker, [x, y], hidden, grain) {
  pen.beginPath();
  MARKERS[marker](pen, x, y, 6 * grain);
  pen.fillStyle = LOOK.mark;
  if (!hidden) pen.fill();
  pen.strokeStyle = hidden ? "#ffffff" : LOOK.ink;
  pen.lineWidth = hidden ? 3.5 : 1.2;
  pen.stroke();
  if (!hidden) return;
  pen.setLineDash([3, 2]);
  pen.strokeStyle = LOOK.ink;
  pen.lineWidth = 1.5;
  pen.stroke();
  pen.setLineDash([]);
}

function drawLegend(pen, marks, anyHidden, grain) {
  const rows = [...new Map(marks.map(({ name, marker }) => [name, { marker, text: name }])).values()];
  if (anyHidden) rows.push({ marker: "circle", text: "dashed: behind the surface", hidden: true });
  pen.font = `${12 * grain}px sans-serif`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  rows.forEach(({ marker, text, hidden }, k) => {
    const y = (16 + 20 * k) * grain;
    drawMark(pen, marker, [16 * grain, y], hidden, grain);
    pen.fillStyle = LOOK.ink;
    pen.fillText(text, 30 * grain, y);
  });
}

function drawSpace(panel, { azimuth, elevation, scene }, mesh) {
  const { pen, grain } = panel;
  const eye = new Eye(azimuth, elevation, panel);
  drawWalls(pen, eye, scene.axes);
  drawMesh(pen, eye, mesh);
  scene.axes.forEach((axis, which) => drawTicks(pen, eye, axis, which, grain));
  const marks = scene.marks.map((mark) => {
    const point = [...mark.at, TALL * (2 * mark.height - 1)];
    return { ...mark, point, hidden: isHidden(mesh, eye, point) };
  });
  for (const { marker, point, hidden } of marks) drawMark(pen, marker, eye.pixel(point), hidden, grain);
  drawLegend(pen, marks, marks.some(({ hidden }) => hidden), grain);
}

// ---- the hand ----

const LABEL = "The surface. The left and right arrow keys walk round it, up and down look from higher or lower; with Shift, further.";

function hand(panel, model) {
  const held = element("div", "hc-turn", panel.box, {
    role: "slider", tabindex: "0", "aria-label": LABEL, "aria-valuemin": "-180", "aria-valuemax": "180",
  });
  const look = (azimuth, elevation) => {
    const round = (degrees) => Math.round(degrees * 2) / 2;
    model.set("azimuth", round(azimuth) - 360 * Math.floor((round(azimuth) + 180) / 360));
    model.set("elevation", round(between(elevation, 0, 90)));
    model.save_changes();
  };
  let grip = null;
  held.addEventListener("pointerdown", (event) => {
    grip = { x: event.clientX, y: event.clientY, azimuth: model.get("azimuth"), elevation: model.get("elevation") };
    held.setPointerCapture(event.pointerId);
    held.focus({ preventScroll: true });
    event.preventDefault();
  });
  held.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const { x, y, azimuth, elevation } = grip;
    look(azimuth - PER_PIXEL * (event.clientX - x), elevation + PER_PIXEL * (event.clientY - y));
  });
  const drop = () => {
    grip = null;
  };
  held.addEventListener("pointerup", drop);
  held.addEventListener("pointercancel", drop);
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  keepKeys(held, (event) => event.key in arrows);
  held.addEventListener("keydown", (event) => {
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const far = PER_KEY * (event.shiftKey ? 3 : 1);
    look(model.get("azimuth") + far * arrow[0], model.get("elevation") + far * arrow[1]);
  });
  return {
    show() {
      const [azimuth, elevation] = [model.get("azimuth"), model.get("elevation")];
      held.setAttribute("aria-valuenow", String(azimuth));
      held.setAttribute("aria-valuetext", `azimuth ${azimuth} degrees, elevation ${elevation} degrees`);
    },
  };
}

const surfaceKind = {
  handle: "space",
  touch: hand,
  buttons: [
    { text: "From above", change: () => ({ azimuth: -90, elevation: 90 }) }, // y upwards, as on the maps
    { text: "From the side", change: () => ({ azimuth: -90, elevation: 0 }) },
  ],

  prepare: meshOf,
  facts: ({ azimuth, elevation, scene }) => ({ ...scene.seen, azimuth, elevation }),
  shapes: (facts, state, mesh) => ({
    space: [{ shape: "drawn", draw: (panel) => drawSpace(panel, state, mesh) }],
  }),
};

export default stage(surfaceKind);
