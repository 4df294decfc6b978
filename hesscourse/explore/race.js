// Gradient descent against Newton's method: two paths, two lines on a logarithmic axis, two costs.

import { factsOfHessian, factsOfPace, kindOfEnd, lookAt } from "./hessians.js";
import { compile, gradientDescent, newton } from "./methods.js";
import { factsOfRate, factsOfRun, slopesOf } from "./runs.js";
import { stage } from "./stage.js";

const SLOPE_FLOOR = 1e-14; // on the axis: below it a gradient is rounding
const SAME_END = 0.01; // of the window: ends nearer to each other are one
const LOOKS = {
  descent: { colour: "path", marker: "circle", dash: "solid" },
  newton: { colour: "second", marker: "square", dash: "dashed" },
};

// A run of `method`, with how often it asked for a gradient and for a Hessian.
function counted(f, method) {
  const evaluations = { gradient: 0, hessian: 0 };
  const counting = (name) => (point) => {
    evaluations[name] += 1;
    return f[name](point);
  };
  const run = method({ ...f, gradient: counting("gradient"), hessian: counting("hessian") });
  const { hessian } = lookAt(f, run.points[run.steps]);
  return { ...run, evaluations, hessian };
}

// What one of the two did, and what it cost: a Hessian counts as n gradients.
function factsOfRunner(name, run, ratio) {
  const { gradient, hessian } = run.evaluations;
  const end = run.points[run.steps];
  const settled = run.outcome === "CONVERGED";
  return {
    [`${name}_steps`]: run.steps,
    [`${name}_end`]: end,
    [`${name}_kind`]: settled ? kindOfEnd(factsOfHessian(run.hessian), ratio) || "UNKNOWN" : run.outcome,
    [`${name}_gradients`]: gradient,
    [`${name}_hessians`]: hessian,
    [`${name}_cost`]: gradient + end.length * hessian,
  };
}

const raceKind = {
  handle: "map",

  prepare: ({ program, variables }) => program && compile(program, variables.length),

  facts({ start, rate, scene, run }, f) {
    const { stop, maxSteps, window, minima } = scene;
    const size = Math.max(...window.map(([low, high]) => high - low));
    const runs = f
      ? {
          descent: counted(f, (g) => gradientDescent(g, start, rate, stop, maxSteps)),
          newton: counted(f, (g) => newton(g, start, stop, maxSteps)),
        }
      : run;
    const facts = {
      ...factsOfRun(runs.descent, f, scene),
      ...factsOfRunner("descent", runs.descent),
      ...factsOfRunner("newton", runs.newton, factsOfPace(runs.newton.points, size).ratio),
    };
    const bothAtMinima = facts.descent_kind === "MINIMUM" && facts.newton_kind === "MINIMUM";
    const apartBy = Math.hypot(...facts.descent_end.map((c, i) => c - facts.newton_end[i]));
    return {
      ...facts,
      ...factsOfRate(rate, facts.minimum, minima),
      run: { ...runs, slopes: { descent: slopesOf(runs.descent, f), newton: slopesOf(runs.newton, f) } },
      newton_twice: 2 * facts.newton_cost,
      same: bothAtMinima && apartBy < SAME_END * size ? "YES" : "NO",
    };
  },

  shapes(facts) {
    const names = Object.keys(LOOKS);
    const paths = names.flatMap((name) => {
      const { points } = facts.run[name];
      return [
        { shape: "line", points, width: 1.4, ...LOOKS[name] },
        { shape: "dots", points, size: 3, ...LOOKS[name] },
      ];
    });
    const slopes = names.flatMap((name) => {
      const points = facts.run.slopes[name].map((slope, k) => [k, Math.max(slope, SLOPE_FLOOR)]);
      return [
        { shape: "line", points, width: 1.4, ...LOOKS[name] },
        { shape: "dots", points, size: 2.6, ...LOOKS[name] },
      ];
    });
    const highest = 1.15 * Math.max(1, facts.descent_cost, facts.newton_cost);
    const hessians = facts.newton_cost - facts.newton_gradients;
    const named = [
      { name: "gradients", at: [0, facts.descent_gradients / 2], height: facts.descent_gradients },
      { name: "gradients", at: [1, facts.newton_gradients / 2], height: facts.newton_gradients },
      { name: "Hessians", at: [1, facts.newton_gradients + hessians / 2], height: hessians },
    ].filter(({ height }) => height > 0.1 * highest);
    return {
      map: paths,
      slopes: [{ shape: "ranges", x: [0, Math.max(5, facts.descent_steps, facts.newton_steps)] }, ...slopes],
      cost: [
        { shape: "ranges", y: [0, highest] },
        ...bar(0, 0, facts.descent_gradients, "path", 0.75),
        ...bar(1, 0, facts.newton_gradients, "second", 0.75),
        ...bar(1, facts.newton_gradients, facts.newton_cost, "second", 0.4),
        ...names.map((name, i) => ({
          shape: "label", at: [i, facts[`${name}_cost`]], text: String(facts[`${name}_cost`]), dx: 0, dy: -6, align: "center",
        })),
        ...named.map(({ name, at }) => ({ shape: "label", at, text: name, dx: 0, dy: 4, align: "center" })),
      ],
    };
  },
};

function bar(middle, from, to, colour, opacity) {
  const [left, right] = [middle - 0.35, middle + 0.35];
  const points = [[left, from], [right, from], [right, to], [left, to]];
  return [
    { shape: "area", points, colour, opacity },
    { shape: "line", points: [...points, points[0]], colour: "ink", width: 0.8 },
  ];
}

export default stage(raceKind);
