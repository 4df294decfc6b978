// The contours of a quadratic in the plane, each from its equation: ellipses, hyperbolas,
// parabolas or parallel lines, by the eigenvalues. It knows no drawing.

import { eigenvalues, eigenvectors } from "./methods.js";

const SAMPLES = 40; // along each branch of a contour

// A quadratic is {at, value, gradient, hessian}: with the step d from `at` it is
// value + gradient.d + d'Hd/2.
export function valueOf({ at, value, gradient: [g, h], hessian: [a, b, , d] }, [x, y]) {
  const [p, q] = [x - at[0], y - at[1]];
  return value + g * p + h * q + (a * p * p + 2 * b * p * q + d * q * q) / 2;
}

// Heights that share a window evenly among the bands between them.
export function evenHeights(quadratic, [[left, right], [bottom, top]], count) {
  const share = (i) => i / 20;
  const values = [];
  for (let i = 0; i <= 20; i += 1) {
    for (let j = 0; j <= 20; j += 1) {
      values.push(valueOf(quadratic, [left + share(i) * (right - left), bottom + share(j) * (top - bottom)]));
    }
  }
  values.sort((s, t) => s - t);
  const last = values.length - 1;
  return Array.from({ length: count }, (_, k) => values[Math.round((0.01 + (0.98 * k) / (count - 1)) * last)]);
}

// Lists of points, one list for each piece of a contour.
export function contoursOf(quadratic, heights, window) {
  const { at, value, gradient } = quadratic;
  const axes = axesOf(quadratic);
  if (!axes) return [];
  const [s, t] = axes.directions;
  const along = ({ s: a, t: b }) => [at[0] + a * s[0] + b * t[0], at[1] + a * s[1] + b * t[1]];
  const slopes = [dot(gradient, s), dot(gradient, t)];
  const reach = Math.hypot(...window.map(([low, high], i) => Math.max(high - at[i], at[i] - low)));
  return heights.flatMap((height) =>
    piecesOf(axes.curvatures, slopes, height - value, reach).map((piece) => piece.map(along)),
  );
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1];

// Across the second axis the quadratic bends most; where it does not bend at all, it slopes there.
function axesOf({ gradient, hessian }) {
  const [least, most] = eigenvalues(hessian);
  const [v, w] = eigenvectors(hessian);
  const steepness = Math.hypot(...gradient);
  if (least === 0 && most === 0) {
    if (steepness === 0) return null;
    const t = gradient.map((c) => c / steepness);
    return { directions: [[-t[1], t[0]], t], curvatures: [0, 0] };
  }
  const ordered = Math.abs(most) >= Math.abs(least);
  return ordered
    ? { directions: [v, w], curvatures: [least, most] }
    : { directions: [w, v], curvatures: [most, least] };
}

// Solves  curvature_t t^2/2 + slope_t t + rest(s) = 0  for t, all along s.
function piecesOf([bendS, bendT], [slopeS, slopeT], height, reach) {
  const rest = (s) => slopeS * s + (bendS * s * s) / 2 - height;
  const discriminant = (s) => slopeT * slopeT - 2 * bendT * rest(s);
  const turns = rootsOf(-bendT * bendS, -2 * bendT * slopeS, slopeT * slopeT + 2 * bendT * height)
    .filter((s) => Math.abs(s) < reach);
  const ends = [-reach, ...turns, reach];
  const pieces = [];
  for (let i = 0; i + 1 < ends.length; i += 1) {
    const [from, to] = [ends[i], ends[i + 1]];
    if (!(discriminant((from + to) / 2) >= 0)) continue;
    const [upper, lower] = [[], []];
    for (let k = 0; k <= SAMPLES; k += 1) {
      const s = from + ((to - from) * (1 - Math.cos((Math.PI * k) / SAMPLES))) / 2;
      // Of the two ways to write a root of a quadratic, the one that subtracts no equals.
      const root = Math.sqrt(Math.max(0, discriminant(s)));
      const q = slopeT < 0 ? root - slopeT : -root - slopeT;
      if (bendT !== 0) upper.push({ s, t: q / bendT });
      lower.push({ s, t: q === 0 ? 0 : (2 * rest(s)) / q });
    }
    const [closedLeft, closedRight] = [i > 0, i + 2 < ends.length];
    if (bendT === 0) pieces.push(lower);
    else if (closedLeft && closedRight) pieces.push([...upper, ...lower.reverse(), upper[0]]);
    else if (closedRight) pieces.push([...upper, ...lower.reverse()]);
    else if (closedLeft) pieces.push([...upper.reverse(), ...lower]);
    else pieces.push(upper, lower);
  }
  return pieces;
}

// The real roots of a s^2 + b s + c, the smaller first.
function rootsOf(a, b, c) {
  if (a === 0) return b === 0 ? [] : [-c / b];
  const inside = b * b - 4 * a * c;
  if (!(inside > 0)) return [];
  const q = (b < 0 ? Math.sqrt(inside) - b : -Math.sqrt(inside) - b) / 2;
  return [q / a, q === 0 ? 0 : c / q].sort((s, t) => s - t);
}
