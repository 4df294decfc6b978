// What the explorers of one variable share: explore/_curves.py in the other language.

import { LONGEST_CYCLE } from "./methods.js";
import { orNaN, orNotANumber } from "./runs.js";

const FINE = 80; // pieces of a parabola

// f' and f'' at the k-th iterate: from the formula, or as the kernel computed them.
export const slopeAt = (run, f, k) =>
  (f ? orNaN(() => f.gradient(run.points[k])[0]) : orNotANumber(run.gradients[k][0]));
export const bendAt = (run, f, k) =>
  (f ? orNaN(() => f.hessian(run.points[k])[0]) : orNotANumber(run.bends[k]));

export function factsOfCurve({ run, heights }, f) {
  const { points, outcome } = run;
  const steps = points.slice(1).map(([x], k) => x - points[k][0]);
  const signs = steps.filter((step) => step !== 0).map(Math.sign);
  return {
    height: heights[0],
    slope0: slopeAt(run, f, 0),
    bend0: bendAt(run, f, 0),
    bend: bendAt(run, f, points.length - 1),
    turns: signs.slice(1).filter((sign, k) => sign !== signs[k]).length,
    period: outcome === "CYCLE" ? period(points) : null,
  };
}

// After how many steps an iterate came back.
function period(points) {
  const newest = points.length - 1;
  const apart = (p) => Math.abs(points[newest][0] - points[newest - p][0]);
  let best = 2;
  for (let p = 3; p <= Math.min(LONGEST_CYCLE, newest); p += 1) if (apart(p) < apart(best)) best = p;
  return best;
}

export function factsOfSteps(points, [[low, high]]) {
  const lengths = points.slice(1).map(([x], k) => Math.abs(x - points[k][0]));
  const [earlier, before, last] = [null, null, null, ...lengths].slice(-3);
  const shrinking = earlier !== null && last > 0 && last < before && before < earlier;
  return {
    first: lengths.length ? points[1] : null,
    leap: lengths.length ? lengths[0] / (high - low) : null,
    earlier,
    before,
    last,
    ratio: before ? last / before : null,
    order: shrinking ? Math.log(last / before) / Math.log(before / earlier) : null,
  };
}

// Where the lowest minimum is, if it is lower than the one at this point.
export function deeper(minima, point) {
  const here = minima.find((m) => m.point === point);
  if (!here) return null;
  const lowest = minima.reduce((a, b) => (b.value < a.value ? b : a));
  return lowest.value < here.value - 1e-9 * Math.max(1, Math.abs(here.value)) ? lowest.point : null;
}

// ---- shapes ----

export const onCurve = ({ run, heights }) => run.points.map(([x], k) => [x, heights[k]]);

// The straight line, or the parabola, that fits the curve at x, across the window.
export function fitted(x, height, slope, bend, [[low, high]]) {
  const places = bend === 0 ? [low, high] : Array.from({ length: FINE + 1 }, (_, i) => low + ((high - low) * i) / FINE);
  return places.map((t) => [t, height + (t - x) * (slope + (bend * (t - x)) / 2)]);
}

// x₀, x₁, ... beside the first few points, but not over an earlier one; clear of the handle, and
// of the right edge.
export function names(variable, points, [[low, high]], below) {
  const labels = [];
  points.forEach((at, k) => {
    if (!(at[0] >= low && at[0] <= high)) return;
    const free = labels.every((label) => Math.abs(label.at[0] - at[0]) > 0.06 * (high - low));
    const side = at[0] > low + 0.85 * (high - low) ? { align: "right", dx: -15 } : { align: "left", dx: 15 };
    const text = `${variable}${[...String(k)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("")}`;
    if (free) labels.push({ shape: "label", at, text, dy: below(k) ? 17 : -8, ...side });
  });
  return labels;
}

// What is left after each step, for the logarithmic axis; what is less stands on its floor.
export function leftOver(sizes, floor) {
  const points = sizes.map((size, k) => [k, Math.max(Math.abs(size), floor)]);
  return [
    { shape: "ranges", x: [0, Math.max(5, sizes.length - 1)] },
    { shape: "line", points, width: 1.4 },
    { shape: "dots", points, size: 2.6 },
  ];
}
