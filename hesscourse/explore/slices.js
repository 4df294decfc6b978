// Partial derivatives: two cuts through a surface and the gradient, at a point to drag.

import { compile } from "./methods.js";
import { nearest, orNaN, orNotANumber } from "./runs.js";
import { stage } from "./stage.js";

const PIECES = 120; // of a cut, as in explore/_slices.py
const REACH = 0.4; // of the shorter side: where the longest arrow ends
const CUTS = [
  { panel: "cut_x", colour: "model", dash: "dashed" },
  { panel: "cut_y", colour: "third", dash: "dashdot" },
];

// Along one variable, from one side of the window to the other.
const places = ([low, high]) => Array.from({ length: PIECES + 1 }, (_, i) => low + ((high - low) * i) / PIECES);

const across = (point, i, value) => (i === 0 ? [value, point[1]] : [point[0], value]);

function arrows({ point, gradient, norm }, { window, typical }) {
  const side = Math.min(...window.map(([low, high]) => high - low));
  const length = (REACH * side) / (norm + typical);
  const end = (way) => point.map((c, i) => c + way * length * gradient[i]);
  const named = (way, text, colour) => [
    { shape: "arrow", from: point, to: end(way), colour, width: 2.4 },
    { shape: "label", at: end(way), text, colour: "ink", align: way * gradient[0] < 0 ? "right" : "left", dy: way * gradient[1] < 0 ? 14 : -6 },
  ];
  return norm > 1e-9 * typical ? [...named(1, "gradient", "second"), ...named(-1, "down", "path")] : [];
}

const slices = {
  handle: "map",

  prepare: ({ program }) => program && compile(program, 2),

  facts({ start, scene, run }, f) {
    const value = f ? f.height(start) : orNotANumber(run.value);
    const gradient = f ? orNaN(() => f.gradient(start)) || [NaN, NaN] : run.gradient.map(orNotANumber);
    const minimum = nearest(scene.minima, start);
    const size = Math.max(...scene.window.map(([low, high]) => high - low));
    const norm = Math.hypot(...gradient);
    return {
      state: [value, ...gradient].every(Number.isFinite) ? "defined" : "undefined",
      point: start,
      first: scene.variables[0],
      second: scene.variables[1],
      value,
      gradient,
      slope_x: gradient[0],
      slope_y: gradient[1],
      norm,
      share: scene.typical ? norm / scene.typical : 0,
      tilt: norm ? Math.min(...gradient.map(Math.abs)) / norm : null,
      down: norm ? (Math.atan2(-gradient[1], -gradient[0]) * (180 / Math.PI) + 360) % 360 : null,
      closeness: minimum && Math.hypot(...minimum.point.map((c, i) => c - start[i])) / size,
    };
  },

  shapes(facts, { scene, run }, f) {
    const { window, variables } = scene;
    const { point, value, gradient } = facts;
    const drawn = { map: [] };
    CUTS.forEach(({ panel, colour, dash }, i) => {
      const [low, high] = window[i];
      const cut = places(window[i]).map((t, k) => [t, f ? f.height(across(point, i, t)) : orNotANumber(run.cuts[i][k])]);
      const tangent = [low, high].map((t) => [t, value + gradient[i] * (t - point[i])]);
      const still = `${variables[1 - i]} = ${Number(point[1 - i].toPrecision(4))}`;
      const slope = Number.isFinite(gradient[i]) ? `: slope ${Number(gradient[i].toPrecision(4))}` : "";
      drawn.map.push({ shape: "line", points: [low, high].map((t) => across(point, i, t)), colour, dash, width: 1.8 });
      drawn[panel] = [
        { shape: "line", points: cut, colour, width: 2.2 },
        { shape: "line", points: tangent, colour: "path", dash: "dashed", width: 1.6 },
        { shape: "dots", points: [[point[i], value]], size: 4.5 },
        { shape: "caption", text: still + slope },
      ];
    });
    if (facts.state === "defined") drawn.map.push(...arrows(facts, scene));
    return drawn;
  },
};

export default stage(slices);
