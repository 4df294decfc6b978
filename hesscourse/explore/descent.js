// Gradient descent in the plane: the path over the contours, and f - f* step by step.

import { compile, gradientDescent } from "./methods.js";
import { factsOfRate, factsOfRun } from "./runs.js";
import { stage } from "./stage.js";

const FLOOR = 1e-14; // below it f - f* is rounding, not convergence

const descent = {
  handle: "map",

  prepare: ({ program, variables }) => program && compile(program, variables.length),

  facts({ start, rate, scene, run }, f) {
    const walked = f ? gradientDescent(f, start, rate, scene.stop, scene.maxSteps) : run;
    const facts = factsOfRun(walked, f, scene);
    return { ...facts, ...factsOfRate(rate, facts.minimum, scene.minima) };
  },

  shapes(facts) {
    const path = facts.run.points;
    const left = facts.heights.map((height, k) => [k, Math.max(Math.abs(height - facts.floor), FLOOR)]);
    return {
      map: [
        { shape: "line", points: path, width: 1.4 },
        { shape: "dots", points: path },
        ...(facts.minimum ? [{ shape: "dots", points: [facts.minimum], marker: "star", colour: "model", size: 6 }] : []),
      ],
      heights: [
        { shape: "ranges", x: [0, Math.max(5, facts.steps)] },
        { shape: "line", points: left, width: 1.4 },
        { shape: "dots", points: left, size: 2.6 },
      ],
    };
  },
};

export default stage(descent);
