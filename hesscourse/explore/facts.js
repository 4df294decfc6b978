// Sentences and tasks, chosen and filled from facts: explore/_facts.py in the other language.

// Four significant digits, as in the figures; 12350 is 1.235e+04.
export function number(value) {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "infinite" : "minus infinite";
  if (value === 0) return "0";
  const [digits, exponent] = value.toExponential(3).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 4) return String(Number(value.toPrecision(4)));
  const size = String(Math.abs(power)).padStart(2, "0");
  return `${Number(digits)}e${power < 0 ? "-" : "+"}${size}`;
}

export function place(point) {
  return point.length === 1 ? number(point[0]) : `(${point.map(number).join(", ")})`;
}

const COMPARE = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

// "steps < 10", "rate > bound", "outcome = CYCLE": a fact, a comparison, and a fact, number or word.
// Nothing holds of a fact that is missing.
export function holds(condition, facts) {
  const [left, comparison, right] = condition.split(" ");
  const a = facts[left];
  const b = right in facts ? facts[right] : Number.isNaN(Number(right)) ? right : Number(right);
  if (a === null || a === undefined || b === null || b === undefined) return false;
  return COMPARE[comparison](a, b);
}

export const allHold = (conditions, facts) => conditions.every((c) => holds(c, facts));

// {end} is a number, a point or a word; {steps:step|steps} is "1 step" or "249 steps".
export function fill(text, facts) {
  return text.replace(/\{(\w+)(?::(\w+)\|(\w+))?\}/g, (_, name, one, many) => {
    const fact = facts[name];
    if (one) return `${number(fact)} ${fact === 1 ? one : many}`;
    if (Array.isArray(fact)) return place(fact);
    return typeof fact === "number" ? number(fact) : String(fact);
  });
}

// The first entry whose conditions hold.
export function sentence(entries, facts) {
  return fill(entries.find(({ when }) => allHold(when, facts)).say, facts);
}
