// Newton's method in the plane: the path, the model at the step that is shown, and the norm of
// the gradient step by step.

import { factsOfHessian, factsOfPace, kindOfEnd, lookAt } from "./hessians.js";
import { compile, newton } from "./methods.js";
import { contoursOf, evenHeights } from "./quadratic.js";
import { factsOfRun, slopesOf } from "./runs.js";
import { stage } from "./stage.js";

const SLOPE_FLOOR = 1e-14; // on the axis: below it a gradient is rounding
const MODEL_CONTOURS = 9;

const walk = ({ scene, run, start }, f) => (f ? newton(f, start, scene.stop, scene.maxSteps) : run);

// What the model at an iterate is made of.
const lookAtStep = (run, f, k) =>
  f
    ? lookAt(f, run.points[k])
    : { at: run.points[k], value: run.heights[k], gradient: run.gradients[k], hessian: run.hessians[k] };

const known = ({ gradient, hessian }) =>
  gradient && hessian && [...gradient, ...hessian].every(Number.isFinite);

const newtonKind = {
  handle: "map",

  buttons: [
    { text: "Step back", change: ({ shown }) => (shown > 0 ? { step: shown - 1 } : null) },
    { text: "Step on", change: ({ shown, steps }) => (shown < steps ? { step: shown + 1 } : null) },
  ],

  prepare: ({ program, variables }) => program && compile(program, variables.length),

  facts(state, f) {
    const { scene, step } = state;
    const walked = walk(state, f);
    const { points, steps, outcome } = walked;
    const pace = factsOfPace(points, Math.max(...scene.window.map(([low, high]) => high - low)));
    const end = factsOfHessian(lookAtStep(walked, f, steps).hessian);
    const shown = Math.min(step, steps);
    const look = lookAtStep(walked, f, shown);
    const target = shown < steps ? points[shown + 1] : null;
    return {
      ...factsOfRun(walked, f, scene),
      run: { ...walked, look, slopes: slopesOf(walked, f) },
      least: end.least,
      most: end.most,
      kind: outcome === "CONVERGED" ? kindOfEnd(end, pace.ratio) : null,
      ...pace,
      shown,
      next: shown + 1,
      at: look.at,
      shape: factsOfHessian(look.hessian).shape,
      target,
      climb: target && look.gradient.reduce((sum, g, i) => sum + g * (target[i] - look.at[i]), 0),
    };
  },

  shapes({ run, shown, at, target, steps }, { scene }) {
    const { look, points } = run;
    const model = known(look)
      ? contoursOf(look, evenHeights(look, scene.window, MODEL_CONTOURS), scene.window)
      : [];
    const slopes = run.slopes.map((slope, k) => [k, Math.max(slope, SLOPE_FLOOR)]);
    return {
      map: [
        ...model.map((piece) => ({ shape: "line", points: piece, colour: "model", dash: "dashed", width: 1.3 })),
        { shape: "line", points, width: 1.4 },
        { shape: "dots", points },
        ...(target
          ? [
              { shape: "arrow", from: at, to: target },
              { shape: "dots", points: [target], marker: "star", colour: "model", size: 6 },
            ]
          : []),
        { shape: "dots", points: [at], marker: "square", colour: "model", size: 4.5 },
      ],
      slopes: [
        { shape: "ranges", x: [0, Math.max(5, steps)] },
        { shape: "line", points: slopes, width: 1.4 },
        { shape: "dots", points: slopes, size: 2.6 },
        { shape: "dots", points: [slopes[shown]], marker: "square", colour: "model", size: 4.5 },
      ],
    };
  },
};

export default stage(newtonKind);
