// The Hessian at a point: Taylor's quadratic, the eigenvectors, the ellipse, and the curvature
// along each direction.

import { factsOfHessian, lookAt } from "./hessians.js";
import { compile, solve } from "./methods.js";
import { contoursOf } from "./quadratic.js";
import { stage } from "./stage.js";

const NEAR = 0.002; // of the window: so near, as the model sees it, is a stationary point
const ROUNDING = 1e-12; // of the largest eigenvalue, times the window: so small is a zero gradient
const ROUND = 1e-9; // eigenvalues closer than this share of the larger are one
const UNSURE = ["POSITIVE_SEMIDEFINITE", "NEGATIVE_SEMIDEFINITE", "ZERO"];
const REACH = 0.22; // of the window: half the longer axis of the ellipse
const FULL_TURN = Array.from({ length: 73 }, (_, i) => (i * Math.PI) / 36);

const largestSide = (window) => Math.max(...window.map(([low, high]) => high - low));
const largestOf = ({ least, most }) => Math.max(Math.abs(least), Math.abs(most));
const modulo = (angle) => ((angle % 180) + 180) % 180;

// The angles of the eigenvectors in degrees; null where all directions are the same.
function directionsOf(hessian, { least, most }) {
  if (least === null || most - least <= ROUND * largestOf({ least, most })) {
    return { least_angle: null, most_angle: null };
  }
  const [a, b, , d] = hessian;
  const angle = modulo(((Math.atan2(2 * b, a - d) / 2) * 180) / Math.PI);
  return { least_angle: modulo(angle + 90), most_angle: angle };
}

// Whether the gradient is zero here, or a hair's breadth away as the model sees it.
function levelOf({ gradient, hessian }, slope, facts, size) {
  if (facts.shape === null) return null;
  if (slope <= ROUNDING * size * largestOf(facts)) return "ZERO";
  if (UNSURE.includes(facts.shape)) return "NO";
  return Math.hypot(...solve(hessian, gradient)) <= NEAR * size ? "NEAR" : "NO";
}

// As lookAt, with nothing at all where anything is undefined.
function lookOrNothing(look) {
  const defined = Number.isFinite(look.value) && look.gradient && look.hessian
    && [...look.gradient, ...look.hessian].every(Number.isFinite);
  return defined ? look : { at: look.at, value: NaN, gradient: null, hessian: null };
}

const curvatureKind = {
  handle: "map",

  prepare: ({ program, variables }) => program && compile(program, variables.length),

  facts({ start, scene, run }, f) {
    const look = lookOrNothing(f ? lookAt(f, start) : run);
    const { gradient } = look;
    const slope = gradient && Math.hypot(...gradient);
    const facts = factsOfHessian(look.hessian);
    return {
      run: { look },
      at: look.at,
      value: look.value,
      gradient,
      slope,
      ...facts,
      ...directionsOf(look.hessian, facts),
      level: levelOf(look, slope, facts, largestSide(scene.window)),
      unsure: UNSURE.includes(facts.shape) ? "YES" : "NO",
    };
  },

  shapes(facts, { scene }) {
    const { at, shape } = facts;
    const { look } = facts.run;
    if (shape === null) return {};
    const pieces = contoursOf(look, [...scene.panels.map.heights, look.value], scene.window);
    return {
      map: [
        ...pieces.map((points) => ({ shape: "line", points, dash: "dashed", width: 1.2 })),
        ...ellipseOf(facts, REACH * largestSide(scene.window)),
        ...axesAt(facts, REACH * largestSide(scene.window)),
        { shape: "dots", points: [at], colour: "ink" },
      ],
      wave: waveOf(facts, look.hessian),
    };
  },
};

// An eigenvector's half length: that of the ellipse's axis where there is an ellipse.
function halfAxes({ least, most, shape }, reach) {
  if (!shape.endsWith("_DEFINITE")) return [reach, reach];
  const small = Math.min(Math.abs(least), Math.abs(most));
  return [least, most].map((value) => reach * Math.sqrt(small / Math.abs(value)));
}

// With equal eigenvalues any two directions will do: the axes of the picture.
function unitsOf({ least_angle, most_angle }) {
  const angles = least_angle === null ? [90, 0] : [least_angle, most_angle];
  return angles.map((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]);
}

function ellipseOf(facts, reach) {
  if (!facts.shape.endsWith("_DEFINITE")) return [];
  const [[p, q], [r, s]] = unitsOf(facts);
  const [long, wide] = halfAxes(facts, reach);
  const points = FULL_TURN.map((turn) => {
    const [c, d] = [long * Math.cos(turn), wide * Math.sin(turn)];
    return [facts.at[0] + c * p + d * r, facts.at[1] + c * q + d * s];
  });
  return [{ shape: "line", points, colour: "ink", width: 1.6 }];
}

const LOOK_OF_AXIS = [
  { name: "least", colour: "model", marker: "triangle", dy: 14 },
  { name: "most", colour: "second", marker: "square", dy: -8 },
];

function axesAt(facts, reach) {
  const { at } = facts;
  const lengths = halfAxes(facts, reach);
  return unitsOf(facts).flatMap(([c, s], i) => {
    const { name, colour } = LOOK_OF_AXIS[i];
    const tips = [1, -1].map((sign) => [at[0] + sign * lengths[i] * c, at[1] + sign * lengths[i] * s]);
    return [
      ...tips.map((tip) => ({ shape: "arrow", from: at, to: tip, colour, width: 2.2 })),
      { shape: "label", at: tips[0], text: `\u03bb = ${shortNumber(facts[name])}`, dy: s < 0 ? 14 : -6 },
    ];
  });
}

function waveOf(facts, [a, b, , d]) {
  const highest = roundedUp(largestOf(facts));
  const along = (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [degrees, a * c * c + 2 * b * c * s + d * s * s];
  };
  const marks = LOOK_OF_AXIS.flatMap(({ name, colour, marker, dy }) => {
    const angle = facts[`${name}_angle`];
    if (angle === null) return [];
    return [
      { shape: "dots", points: [[angle, facts[name]]], colour, marker, size: 5 },
      { shape: "label", at: [angle, facts[name]], text: `\u03bb = ${shortNumber(facts[name])}`, dx: 0, dy: 1.3 * dy, align: "center" },
    ];
  });
  return [
    { shape: "ranges", y: [-highest, highest] },
    { shape: "line", points: Array.from({ length: 91 }, (_, i) => along(2 * i)), colour: "path", width: 2 },
    ...marks,
  ];
}

const shortNumber = (value) => String(Number(value.toPrecision(3)));

// Room above the highest curvature, in steps, so that the picture does not breathe as one drags.
function roundedUp(value) {
  if (value === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(1.25 * value));
  return [1, 2, 5, 10].map((m) => m * power).find((top) => top >= 1.25 * value);
}

export default stage(curvatureKind);
