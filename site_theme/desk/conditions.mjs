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
  equals: (row, field, number) => row.values[field] !== null && Number(row.values[field]) === number,
  rate_off: rateOff,
  outside,
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
 * True where the stated rate differs from 100 n/d by more than half a unit of its last printed digit, or by more than the share of itself
 * that its bound allows.
 * @param {Typed} row @param {string} value @param {string} numerator @param {string} denominator @param {string} bound
 * @param {[string, number][]} within
 */
function rateOff(row, value, numerator, denominator, bound, ...within) {
  const [stated, part, whole] = [value, numerator, denominator].map((name) => row.values[name]);
  if (typeof stated !== "number" || typeof part !== "number" || typeof whole !== "number" || whole <= 0) return false;
  const share = new Map(within).get(String(row.values[bound] ?? "="));
  if (share === undefined) return false;
  return Math.abs((100 * part) / whole - stated) > Math.max(HALVES[row.digits[value]], share * Math.abs(stated)) + SLACK;
}

/** True where a moment has no day in common with a period. @param {Typed} row @param {string} moment @param {string} period */
function outside(row, moment, period) {
  const [one, other] = [moment, period].map((name) => span(String(row.values[name] ?? "")));
  return one !== null && other !== null && (one[1] < other[0] || one[0] > other[1]);
}

/** The first and the last day of a moment or period, to be compared as text; null where unstated. @param {string} text @returns {[string, string] | null} */
export function span(text) {
  const [first, last] = [text.split("/")[0], text.split("/").slice(-1)[0]];
  if (!/^[0-9]/.test(first)) return null;
  const [year, quarter] = first.split("-Q");
  if (quarter) return [`${year}-${month(3 * Number(quarter) - 2)}-01`, `${year}-${month(3 * Number(quarter))}-31`];
  return [`${first}-01-01`.slice(0, 10), `${last}${"-12-31".slice(last.length - 4)}`];
}

/** @param {number} number */
function month(number) {
  return String(number).padStart(2, "0");
}

/** The first number in per cent of the second, with at most two decimals, a half rounded up. @param {Typed} row @param {[string, string]} fields */
export function percent(row, [numerator, denominator]) {
  const rate = (100 * Number(row.values[numerator])) / Number(row.values[denominator]);
  if (Math.abs(rate) >= LARGE) return BigInt(rate).toString();
  const rounded = rate.toFixed(2).replace(/\.?0+$/, "");
  return Object.is(rate, -0) ? `-${rounded}` : rounded;
}
