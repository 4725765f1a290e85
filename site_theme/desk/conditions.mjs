// @ts-check
/** Whether a declared condition holds for a typed row (check/conditions.py). */

import { whole } from "./column.mjs";

/** @typedef {import("./declaration.mjs").Condition} Condition */
/** @typedef {{texts: Record<string, string>, values: Record<string, import("./column.mjs").Value>, digits: Record<string, number>}} Typed */

const SLACK = 1e-9;
const HALVES = [0.5, 0.05, 0.005, 0.0005, 0.00005, 0.000005, 0.0000005];
const LARGE = 1e21; // from here on `toFixed` writes powers

/** @type {Record<string, (row: Typed, ...terms: any[]) => boolean>} */
const CONDITIONS = {
  is: (row, field, ...values) => values.includes(row.values[field]),
  empty: (row, field) => row.values[field] === null,
  matches: (row, field, pattern) => row.values[field] !== null && whole(pattern).test(String(row.values[field])),
  below: (row, field, number) => row.values[field] !== null && Number(row.values[field]) < number,
  rate_off: rateOff,
  all: (row, ...conditions) => conditions.every((each) => holds(each, row)),
  any: (row, ...conditions) => conditions.some((each) => holds(each, row)),
  not: (row, condition) => !holds(condition, row),
};

/** @param {Condition} condition @param {Typed} row */
export function holds(condition, row) {
  const [name, ...terms] = condition;
  return CONDITIONS[name](row, ...terms);
}

/**
 * True where the stated rate differs from 100 n/d by more than half a unit of its last printed digit.
 * @param {Typed} row @param {string} value @param {string} numerator @param {string} denominator @param {string} bound
 */
function rateOff(row, value, numerator, denominator, bound) {
  const [stated, part, whole] = [value, numerator, denominator].map((name) => row.values[name]);
  if (typeof stated !== "number" || typeof part !== "number" || typeof whole !== "number" || whole <= 0) return false;
  const off = Math.abs((100 * part) / whole - stated) > HALVES[row.digits[value]] + SLACK;
  return off && [null, "="].includes(/** @type {string | null} */ (row.values[bound]));
}

/** The first number in per cent of the second, with at most two decimals, a half rounded up. @param {Typed} row @param {[string, string]} fields */
export function percent(row, [numerator, denominator]) {
  const rate = (100 * Number(row.values[numerator])) / Number(row.values[denominator]);
  if (Math.abs(rate) >= LARGE) return BigInt(rate).toString();
  const rounded = rate.toFixed(2).replace(/\.?0+$/, "");
  return Object.is(rate, -0) ? `-${rounded}` : rounded;
}
