// Gradient descent in one variable: the iterates on the curve, and the error step by step.

import { deeper, factsOfCurve, fitted, leftOver, onCurve, slopeAt } from "./curves.js";
import { compile, gradientDescent } from "./methods.js";
import { factsOfRate, factsOfRun } from "./runs.js";
import { stage } from "./stage.js";

const FLOOR = 1e-12;

const descent1d = {
  handle: "curve",

  handleAt: (facts, { start }) => [start[0], facts.height],

  prepare: ({ program }) => program && compile(program, 1),

  facts({ start, rate, scene, run }, f) {
    const walked = f ? gradientDescent(f, start, rate, scene.stop, scene.maxSteps) : run;
    const facts = factsOfRun(walked, f, scene);
    const suits = factsOfRate(rate, facts.minimum, scene.minima);
    return {
      ...facts,
      ...suits,
      ...factsOfCurve(facts, f),
      multiplier: facts.minimum && 1 - rate * suits.curvature,
      deeper: deeper(scene.minima, facts.minimum),
    };
  },

  shapes(facts, { scene }, f) {
    const { run, minimum } = facts;
    const path = onCurve(facts);
    const tangent = fitted(facts.start[0], facts.height, facts.slope0, 0, scene.window);
    const sizes = run.points.map(minimum ? ([x]) => x - minimum[0] : (_, k) => slopeAt(run, f, k));
    return {
      curve: [
        { shape: "line", points: tangent, colour: "ink", dash: "dashed", width: 1.2 },
        { shape: "line", points: path, width: 1.4 },
        { shape: "dots", points: path },
        ...(minimum ? [{ shape: "dots", points: [[minimum[0], facts.floor]], marker: "star", colour: "model", size: 6 }] : []),
      ],
      left: leftOver(sizes, FLOOR),
    };
  },
};

export default stage(descent1d);
