// Gradient descent and Newton's method, step for step as hesscourse/methods does them. It knows
// no drawing. tests/browser/test_methods_js.py holds the two languages equal.

export class Undefined extends Error {}
export class TooLarge extends Error {}

// ---- formulas: trees of operations (explore/_program.py) as functions of numbers ----

// What Python raises for, thrown; where Python answers inf, so do we.
const defined = (ok, value) => {
  if (!ok) throw new Undefined();
  return value;
};
const bounded = (input, value) => {
  if (!Number.isFinite(value) && input.every(Number.isFinite)) throw new TooLarge();
  return value;
};
const finiteOrNaN = (u) => Number.isFinite(u) || Number.isNaN(u);

function power(base, exponent) {
  const ok = !(base < 0 && !Number.isInteger(exponent)) && !(base === 0 && exponent < 0);
  return bounded([base, exponent], defined(ok, Math.pow(base, exponent)));
}

const FUNCTIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => defined(b !== 0, a / b),
  "**": power,
  neg: (a) => -a,
  abs: Math.abs,
  acos: (u) => defined(!(Math.abs(u) > 1), Math.acos(u)),
  asin: (u) => defined(!(Math.abs(u) > 1), Math.asin(u)),
  atan: Math.atan,
  copysign: (size, sign) => (sign < 0 || Object.is(sign, -0) ? -size : size),
  cos: (u) => defined(finiteOrNaN(u), Math.cos(u)),
  cosh: (u) => bounded([u], Math.cosh(u)),
  exp: (u) => bounded([u], Math.exp(u)),
  log: (u) => defined(!(u <= 0), Math.log(u)),
  power,
  sin: (u) => defined(finiteOrNaN(u), Math.sin(u)),
  sinh: (u) => bounded([u], Math.sinh(u)),
  sqrt: (u) => defined(!(u < 0), Math.sqrt(u)),
  tan: (u) => defined(finiteOrNaN(u), Math.tan(u)),
  tanh: Math.tanh,
};

const COMPARISONS = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

// A tree as a closure over the slots that hold the variables (v0, v1) and shared parts (s0 ...).
function closure(tree, slots, variables) {
  if (typeof tree === "number") return () => tree;
  if (typeof tree === "string") {
    const place = Number(tree.slice(1)) + (tree[0] === "s" ? variables : 0);
    return () => slots[place];
  }
  const [name, ...branches] = tree;
  const parts = branches.map((branch) => closure(branch, slots, variables));
  if (name === "if") return () => (parts[0]() ? parts[1]() : parts[2]());
  const [a, b] = parts;
  switch (name) { // the four that nearly every formula is made of, without a call
    case "+": return () => a() + b();
    case "-": return () => a() - b();
    case "*": return () => a() * b();
    case "neg": return () => -a();
  }
  const f = FUNCTIONS[name] || COMPARISONS[name];
  if (!f) throw new Error(`no function ${name} in the browser`);
  return b ? () => f(a(), b()) : () => f(a());
}

function compileOne({ shared, entries }, variables) {
  const slots = new Float64Array(variables + shared.length);
  const before = shared.map((tree) => closure(tree, slots, variables));
  const answers = entries.map((tree) => closure(tree, slots, variables));
  return (point) => {
    for (let i = 0; i < variables; i += 1) slots[i] = point[i];
    for (let i = 0; i < before.length; i += 1) slots[variables + i] = before[i]();
    return answers.map((answer) => answer());
  };
}

// {value, gradient, hessian}: each from a point to a list of numbers. They throw Undefined and
// TooLarge; `height` answers NaN or Infinity instead.
export function compile(program, variables) {
  const [value, gradient, hessian] = ["value", "gradient", "hessian"].map((part) =>
    compileOne(program[part], variables),
  );
  const height = (point) => {
    try {
      return value(point)[0];
    } catch (error) {
      return outcomeOf(error) === "DIVERGED" ? Infinity : NaN;
    }
  };
  return { value, gradient, hessian, height, n: variables };
}

function outcomeOf(error) {
  if (error instanceof TooLarge) return "DIVERGED";
  if (error instanceof Undefined) return "NOT_FINITE";
  throw error;
}

// ---- when to stop: the rules of stopping.py ----

const RULES = {
  iterates_agree: ({ rel_tol, abs_tol }) => ({
    needsStep: true,
    keepsLastStep: false,
    fires: (x, next) =>
      x.every((a, i) => {
        const b = next[i];
        const largest = Math.max(Math.abs(a), Math.abs(b));
        return a === b || Math.abs(a - b) <= Math.max(rel_tol * largest, abs_tol);
      }),
  }),
  step_below: ({ tol }) => ({
    needsStep: true,
    keepsLastStep: true,
    fires: (x, next) => x.every((a, i) => Math.abs(next[i] - a) < tol),
  }),
  gradient_below: ({ tol }) => ({
    needsStep: false,
    keepsLastStep: false,
    fires: (x, next, residual) => Math.hypot(...residual) < tol,
  }),
};

// ---- the loop: methods/_iterate.py ----

const RUNAWAY = 1e12;
export const LONGEST_CYCLE = 8;
const SAME = 1e-12;
const SAME_BESIDE_STEP = 1e-6;

class Halt {
  constructor(outcome) {
    this.outcome = outcome;
  }
}

const distance = (a, b) => Math.hypot(...a.map((c, i) => c - b[i]));

function iterate(start, advance, stop, maxSteps) {
  const points = [start];
  const ended = (outcome) => ({ points, outcome, steps: points.length - 1 });
  const bound = Math.min(RUNAWAY * Math.max(1, Math.hypot(...start)), Number.MAX_VALUE);
  let x = start;
  let size = Math.hypot(...start);
  let rising = null;
  let turned = 0;
  for (let k = 0; k < maxSteps; k += 1) {
    let next;
    let residual;
    try {
      [next, residual] = advance(x);
    } catch (error) {
      return ended(error instanceof Halt ? error.outcome : outcomeOf(error));
    }
    if (k === 0 && residual.every((r) => r === 0)) return ended("CONVERGED");
    const previous = size;
    size = Math.hypot(...next);
    if (!(size <= bound)) {
      if (next.every(Number.isFinite)) points.push(next);
      return ended("DIVERGED");
    }
    if (stop.fires(x, next, residual)) {
      if (stop.keepsLastStep) points.push(next);
      return ended("CONVERGED");
    }
    points.push(next);
    x = next;
    // An iterate can come back only if its distance from the origin has turned round.
    if (rising !== size > previous || size === previous) {
      rising = size > previous;
      turned = k;
    }
    if (k - turned < LONGEST_CYCLE && hasReturned(points, Math.max(size, previous))) {
      return ended("CYCLE");
    }
  }
  return ended("MAX_STEPS");
}

function hasReturned(points, size) {
  const newest = points[points.length - 1];
  const step = distance(newest, points[points.length - 2]);
  if (step <= SAME * size) return false; // it stands still
  const same = Math.min(SAME * size, SAME_BESIDE_STEP * step);
  const first = Math.max(0, points.length - 1 - LONGEST_CYCLE);
  return points.slice(first, -2).some((old) => distance(newest, old) <= same);
}

const settled = (x, residual, stop) =>
  residual.every((r) => r === 0) || (!stop.needsStep && stop.fires(x, x, residual));

// A run ends where f itself is undefined, even if its derivative goes on (a logarithm's does).
function withinDomain(f, run) {
  const end = run.points.findIndex((point) => {
    try {
      f.value(point);
      return false;
    } catch (error) {
      return outcomeOf(error) === "NOT_FINITE";
    }
  });
  if (end < 0) return run;
  return { points: run.points.slice(0, end + 1), outcome: "NOT_FINITE", steps: end };
}

// ---- the methods ----

// `stop` is {rule, ...tolerances}; a run is {points, outcome, steps}.
const ruleOf = ({ rule, ...tolerances }) => RULES[rule](tolerances);

export function gradientDescent(f, start, rate, stop, maxSteps) {
  const advance = (x) => {
    const gradient = f.gradient(x);
    return [x.map((c, i) => c - rate * gradient[i]), gradient];
  };
  return withinDomain(f, iterate(start, advance, ruleOf(stop), maxSteps));
}

export function newton(f, start, stop, maxSteps) {
  const rule = ruleOf(stop);
  const advance = (x) => {
    const gradient = f.gradient(x);
    if (settled(x, gradient, rule)) return [x, gradient];
    const hessian = f.hessian(x);
    if (hessian.some(Number.isNaN)) throw new Halt("NOT_FINITE");
    if (!hessian.every(Number.isFinite)) throw new Halt("DIVERGED");
    const step = solve(hessian, gradient);
    if (!step) throw new Halt("SINGULAR_HESSIAN");
    return [x.map((c, i) => c - step[i]), gradient];
  };
  return withinDomain(f, iterate(start, advance, rule, maxSteps));
}

// A zero of f itself, one variable.
export function newtonRoot(f, start, stop, maxSteps) {
  const rule = ruleOf(stop);
  const advance = (x) => {
    const value = f.value(x);
    if (settled(x, value, rule)) return [x, value];
    const [slope] = f.gradient(x);
    if (slope === 0) throw new Halt("ZERO_DERIVATIVE");
    return [[x[0] - value[0] / slope], value];
  };
  return withinDomain(f, iterate(start, advance, rule, maxSteps));
}

// ---- one or two variables: solving, and eigenvalues ----

const SINGULAR = 1e-14; // reciprocal condition number

export function solve(hessian, gradient) {
  if (gradient.length === 1) return hessian[0] === 0 ? null : [gradient[0] / hessian[0]];
  const [small, large] = eigenvalues(hessian).map(Math.abs).sort((s, t) => s - t);
  if (small <= SINGULAR * large) return null;
  let [a, b, , d] = hessian;
  let c = hessian[2];
  let [g, h] = gradient;
  if (Math.abs(c) > Math.abs(a)) [a, b, c, d, g, h] = [c, d, a, b, h, g]; // the larger pivot
  const factor = c / a;
  const y = (h - factor * g) / (d - factor * b);
  return [(g - b * y) / a, y];
}

// Of a symmetric 2 x 2 matrix, the smaller first; of one number, itself.
export function eigenvalues(hessian) {
  if (hessian.length === 1) return [hessian[0]];
  const [a, b, , d] = hessian;
  const mean = (a + d) / 2;
  const spread = Math.hypot((a - d) / 2, b);
  // The one that is not a difference of equals first; the other from the determinant.
  const far = mean < 0 ? mean - spread : mean + spread;
  if (far === 0) return [0, 0];
  const near = a * (d / far) - b * (b / far);
  return near < far ? [near, far] : [far, near];
}

// Unit eigenvectors, in the order of the eigenvalues.
export function eigenvectors(hessian) {
  const [a, b, , d] = hessian;
  const angle = Math.atan2(2 * b, a - d) / 2; // of the larger eigenvalue
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [[-s, c], [c, s]];
}
