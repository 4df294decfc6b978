// What a Hessian says of a place, and of the end of a run, in facts: explore/_hessians.py in the
// other language.

import { eigenvalues } from "./methods.js";

const ZERO_BESIDE = 1e-12; // an eigenvalue this small beside the other counts as zero
const SYMMETRIC = 1e-8;
const FLAT = 1e-6; // so near to singular that a run that ends there was heading for a singular Hessian
const SLOW = 0.4; // steps that shrink no faster than this: Newton's do so where the Hessian is singular
const TINY = 1e-9; // of the window: shorter steps are rounding
const KINDS = { POSITIVE_DEFINITE: "MINIMUM", NEGATIVE_DEFINITE: "MAXIMUM", INDEFINITE: "SADDLE" };

// {value, gradient, hessian} at a point; null where f has none.
export function lookAt(f, point) {
  const orNull = (evaluate) => {
    try {
      const numbers = evaluate(point);
      return numbers.every(Number.isFinite) ? numbers : null;
    } catch {
      return null;
    }
  };
  return { at: point, value: f.height(point), gradient: orNull(f.gradient), hessian: orNull(f.hessian) };
}

export function factsOfHessian(hessian) {
  const none = { least: null, most: null, shape: null };
  if (!hessian || !hessian.every(Number.isFinite)) return none;
  const scale = Math.max(...hessian.map(Math.abs));
  if (Math.abs(hessian[1] - hessian[2]) > SYMMETRIC * scale) return none;
  const [least, most] = eigenvalues(hessian);
  return { least, most, shape: shapeOf(least, most) };
}

function shapeOf(least, most) {
  const zero = ZERO_BESIDE * Math.max(Math.abs(least), Math.abs(most));
  if (least < -zero && most > zero) return "INDEFINITE";
  if (most > zero) return least > zero ? "POSITIVE_DEFINITE" : "POSITIVE_SEMIDEFINITE";
  if (least < -zero) return most < -zero ? "NEGATIVE_DEFINITE" : "NEGATIVE_SEMIDEFINITE";
  return "ZERO";
}

// How the last steps shrank: by which ratio, and with which order of convergence.
export function factsOfPace(points, size) {
  const lengths = points
    .slice(1)
    .map((point, k) => Math.hypot(...point.map((c, i) => c - points[k][i])))
    .filter((length) => length > TINY * size);
  const [third, before, last] = [null, null, null, ...lengths].slice(-3);
  return {
    jumps: lengths.length,
    before,
    last,
    ratio: before && last / before,
    order: third !== null && before < third ? Math.log(last / before) / Math.log(before / third) : null,
  };
}

// With the ratio of Newton's last steps a singular Hessian is noticed from afar.
export function kindOfEnd({ least, most, shape }, ratio = null) {
  if (shape === null) return null;
  const [small, large] = [least, most].map(Math.abs).sort((s, t) => s - t);
  return (ratio !== null && ratio > SLOW) || small <= FLAT * large ? "SINGULAR" : KINDS[shape];
}
