// Newton's method to a root: each tangent is followed to the axis.

import { factsOfCurve, factsOfSteps, fitted, leftOver, names, slopeAt } from "./curves.js";
import { compile, newtonRoot } from "./methods.js";
import { factsOfRun } from "./runs.js";
import { stage } from "./stage.js";

const FLOOR = 1e-16;
const MOST_TANGENTS = 50;
const LOOKS = [
  { colour: "path", marker: "square" },
  { colour: "model", marker: "triangle" },
  { colour: "third", marker: "circle" },
  { colour: "second", marker: "star" },
];

// Up or down to the curve, then along the tangent to the axis.
function tangent({ run, heights }, k) {
  const [x] = run.points[k];
  const { colour, marker } = LOOKS[k] || { colour: "faint" };
  const width = k < LOOKS.length ? 1.6 : 1;
  return [
    { shape: "line", points: [[x, 0], [x, heights[k]]], colour, dash: "dotted", width: 1.2 },
    { shape: "line", points: [[x, heights[k]], [run.points[k + 1][0], 0]], colour, dash: "dashed", width },
    ...(marker ? [{ shape: "dots", points: [[x, heights[k]]], marker, colour, size: 4.2 }] : []),
  ];
}

const newtonRoot1d = {
  handle: "curve",

  handleAt: (facts, { start }) => [start[0], facts.height],

  prepare: ({ program }) => program && compile(program, 1),

  facts({ start, scene, run }, f) {
    const walked = f ? newtonRoot(f, start, scene.stop, scene.maxSteps) : run;
    const facts = factsOfRun(walked, f, { ...scene, minima: [] });
    return { ...facts, ...factsOfCurve(facts, f), ...factsOfSteps(walked.points, scene.window) };
  },

  shapes(facts, { scene }, f) {
    const { run, heights, steps, outcome, end } = facts;
    const level = outcome === "ZERO_DERIVATIVE" ? fitted(end[0], heights[steps], slopeAt(run, f, steps), 0, scene.window) : [];
    const tangents = Array.from({ length: Math.min(steps, MOST_TANGENTS) }, (_, k) => tangent(facts, k));
    const onAxis = run.points.slice(0, LOOKS.length + 1).map(([x]) => [x, 0]);
    return {
      curve: [
        ...tangents.reverse().flat(), // the first over the later ones
        { shape: "line", points: level, colour: "path", dash: "dashed", width: 1.6 },
        { shape: "dots", points: [[end[0], outcome === "CONVERGED" ? 0 : heights[steps]]], colour: "ink", size: 2.6 },
        ...names(scene.variables[0], onAxis, scene.window, (k) => heights[k] > 0),
      ],
      left: leftOver(heights, FLOOR),
    };
  },
};

export default stage(newtonRoot1d);
