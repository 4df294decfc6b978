// Where every start ends up: the path from one of them, over the map that Matplotlib painted.

import { compile, gradientDescent, newton } from "./methods.js";
import { apart, factsOfRun } from "./runs.js";
import { stage } from "./stage.js";

const nearestOf = (items, distance) =>
  items.reduce((best, item) => (best === null || distance(item) < distance(best) ? item : best), null);

// The limit that a point belongs to, as BasinMap has it; null if to none.
function limitAt(point, limits) {
  const gap = ({ places }) => Math.min(...places.map((place) => apart(place, point)));
  const near = limits.map((limit) => ({ limit, gap: gap(limit) })).filter((one) => one.gap <= one.limit.reach);
  const found = nearestOf(near, (one) => one.gap);
  return found && found.limit;
}

// Which limit a run reaches, what share of the map does the same, and who was nearer.
function factsOfArrival({ outcome, start, end }, { limits, failures, window }) {
  const limit = outcome === "CONVERGED" ? limitAt(end, limits) : null;
  const distance = apart(start, end);
  const size = Math.max(...window.map(([low, high]) => high - low));
  const single = limits.filter(({ nature }) => nature !== "family");
  const first = nearestOf(single, ({ point }) => apart(point, start));
  const rival = limit && first !== limit ? first : null;
  return {
    limit: limit && limit.point,
    nature: limit && limit.nature,
    limit_kind: limit && limit.kind,
    limit_name: limit && limit.kind.toLowerCase(),
    percent: limit ? limit.percent : failures[outcome] || 0,
    distance,
    trip: distance / size,
    rival: rival && rival.point,
    rival_distance: rival && apart(rival.point, start),
  };
}

// The starts one press of an arrow key away, inside the window.
function neighbours([x, y], { window, sliderStep: [across, up] }) {
  const beside = [[x - across, y], [x + across, y], [x, y - up], [x, y + up]];
  return beside.filter((point) => point.every((c, i) => window[i][0] <= c && c <= window[i][1]));
}

const fate = ({ outcome, points }, { limits }) =>
  outcome === "CONVERGED" ? limitAt(points[points.length - 1], limits) : outcome;

const basins = {
  handle: "map",

  prepare: ({ program, variables }) => program && compile(program, variables.length),

  facts({ start, scene, run }, f) {
    const { method, rate, stop, maxSteps } = scene;
    const walk = (from) =>
      method === "newton" ? newton(f, from, stop, maxSteps) : gradientDescent(f, from, rate, stop, maxSteps);
    const walked = f ? walk(start) : run;
    const here = fate(walked, scene);
    const elsewhere = f
      ? neighbours(start, scene).filter((from) => fate(walk(from), scene) !== here).length
      : run.elsewhere;
    const facts = factsOfRun(walked, f, scene);
    return { ...facts, ...factsOfArrival(facts, scene), method, elsewhere };
  },

  shapes(facts) {
    const path = facts.run.points;
    return {
      map: [
        { shape: "line", points: path, colour: "paper", width: 4 },
        { shape: "line", points: path, colour: "ink", width: 1.6 },
        { shape: "dots", points: path, colour: "paper" },
        { shape: "dots", points: path.slice(-1), colour: "path", marker: "square", size: 4 },
      ],
    };
  },
};

export default stage(basins);
