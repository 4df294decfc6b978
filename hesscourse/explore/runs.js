// What a run of a method comes to, in facts: explore/_runs.py in the other language.

export const apart = (a, b) => Math.hypot(...a.map((c, i) => c - b[i]));

export function nearest(minima, point) {
  const sorted = [...minima].sort((m, n) => apart(m.point, point) - apart(n.point, point));
  return sorted[0] || null;
}

export const orNaN = (evaluate) => {
  try {
    return evaluate();
  } catch {
    return NaN;
  }
};

// A message from the kernel has null for what is not finite.
export const orNotANumber = (value) => (value === null ? NaN : value);

// The norm of the gradient at each iterate.
export const slopesOf = (run, f) =>
  f
    ? run.points.map((point) => orNaN(() => Math.hypot(...f.gradient(point))))
    : run.gradients.map((gradient) => Math.hypot(...gradient.map(orNotANumber)));

// `run` comes from methods.js or, with its `heights` and `slope`, from the kernel.
export function factsOfRun(run, f, { minima, window }) {
  const size = Math.max(...window.map(([low, high]) => high - low));
  const middle = window.map(([low, high]) => (low + high) / 2);
  const start = run.points[0];
  const end = run.points[run.points.length - 1];
  const heights = f ? run.points.map(f.height) : run.heights.map(orNotANumber);
  const minimum = nearest(minima, run.outcome === "DIVERGED" ? start : end);
  const error = minimum && apart(end, minimum.point);
  return {
    run,
    heights,
    outcome: run.outcome,
    steps: run.steps,
    start,
    end,
    value: heights[heights.length - 1],
    slope: f ? orNaN(() => Math.hypot(...f.gradient(end))) : orNotANumber(run.slope),
    minimum: minimum && minimum.point,
    floor: minimum ? minimum.value : Math.min(...heights.filter(Number.isFinite)),
    error,
    closeness: minimum && error / size,
    farness: apart(end, middle) / size,
  };
}

// How a learning rate suits a minimum: the bound, where it begins to swing, and what a step leaves.
export function factsOfRate(rate, point, minima) {
  const minimum = minima.find((m) => m.point === point);
  if (!minimum) return { rate, curvature: null, bound: null, turn: null, best: null, factor: null };
  const { least, most } = minimum;
  return {
    rate,
    curvature: most,
    bound: 2 / most,
    turn: 1 / most,
    best: 2 / (least + most),
    factor: Math.max(Math.abs(1 - rate * least), Math.abs(1 - rate * most)),
  };
}

