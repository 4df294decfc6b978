// Newton's method to a minimum: at each of the first iterates the parabola that fits best.

import { bendAt, factsOfCurve, factsOfSteps, fitted, leftOver, names, onCurve, slopeAt } from "./curves.js";
import { compile, newton } from "./methods.js";
import { factsOfRun } from "./runs.js";
import { stage } from "./stage.js";

const FLOOR = 1e-16;
const LOOKS = [
  { colour: "path", dash: "dashed", marker: "square" },
  { colour: "model", dash: "dashdot", marker: "triangle" },
  { colour: "third", dash: "dotted", marker: "circle" },
];

// The k-th parabola, a straight line where f'' = 0; with its vertex, if a step was taken to it.
function parabola(facts, k, f, { window }) {
  const { run, heights } = facts;
  const { marker, ...look } = LOOKS[k];
  const [x] = run.points[k];
  const [slope, bend] = [slopeAt(run, f, k), bendAt(run, f, k)];
  const shapes = [
    { shape: "line", points: fitted(x, heights[k], slope, bend, window), width: 1.5, ...look },
    { shape: "dots", points: [[x, heights[k]]], marker, colour: look.colour, size: 4.2 },
  ];
  if (k === facts.steps) return shapes;
  const [next] = run.points[k + 1];
  const vertex = heights[k] + (slope * (next - x)) / 2;
  return [
    ...shapes,
    { shape: "line", points: [[next, vertex], [next, heights[k + 1]]], colour: look.colour, dash: "dotted", width: 1.2 },
    { shape: "dots", points: [[next, vertex]], marker: "star", colour: look.colour, size: 5 },
  ];
}

const newton1d = {
  handle: "curve",

  handleAt: (facts, { start }) => [start[0], facts.height],

  prepare: ({ program }) => program && compile(program, 1),

  facts({ start, scene, run }, f) {
    const walked = f ? newton(f, start, scene.stop, scene.maxSteps) : run;
    const facts = factsOfRun(walked, f, scene);
    return { ...facts, ...factsOfCurve(facts, f), ...factsOfSteps(walked.points, scene.window) };
  },

  shapes(facts, { scene }, f) {
    const { run, steps, outcome } = facts;
    const drawn = Math.min(LOOKS.length, outcome === "SINGULAR_HESSIAN" ? steps + 1 : steps);
    const places = onCurve(facts);
    return {
      curve: [
        ...Array.from({ length: drawn }, (_, k) => parabola(facts, k, f, scene)).flat(),
        { shape: "dots", points: places.slice(drawn), colour: "ink", size: 2.6 },
        ...names(scene.variables[0], places.slice(0, drawn + 1), scene.window, () => true),
      ],
      left: leftOver(run.points.map((_, k) => slopeAt(run, f, k)), FLOOR),
    };
  },
};

export default stage(newton1d);
