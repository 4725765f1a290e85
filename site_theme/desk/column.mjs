// @ts-check
/** One text cell, accepted or refused by the grammar of its field, and typed (check/column.py). */

import { grammars, spellings } from "./declaration.mjs";
import { compare } from "./place.mjs";

/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {string | number | null} Value */

const FREE = new Set(["text", "paragraph", "reference"]);
const DATED = new Set(["day", "moment", "period"]);
// What Python and Arrow call white space; a browser's `trim` takes one sign more and five less.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const RADICALS = new RegExp(spellings.radicals, "gu");
const PATTERNS = new Map(Object.entries(grammars).map(([name, pattern]) => [name, whole(pattern)]));

/** A pattern that accepts a text only as a whole. @param {string} pattern */
export function whole(pattern) {
  return new RegExp(`^(?:${pattern})$`, "u");
}

/** @param {string} text */
export function strip(text) {
  return text.replace(AROUND, "");
}

/** How many signs a text has; not how many halves of signs. @param {string} text */
export function length(text) {
  return Array.from(text).length;
}

/** The text in composed form, with characters for the radicals that look like them. @param {string} text */
export function composed(text) {
  return text.normalize("NFC").replace(RADICALS, (sign) => sign.normalize("NFKC"));
}

/** Whether the text is written as the grammar asks, whatever it says. @param {Field} field @param {string} text */
export function written(field, text) {
  return /** @type {RegExp} */ (PATTERNS.get(field.grammar)).test(text);
}

/** Whether a field takes the text. @param {Field} field @param {string} text */
export function accepted(field, text) {
  if (!written(field, text)) return false;
  if (field.one_of.length && !field.one_of.includes(text)) return false;
  if (FREE.has(field.grammar) && (text !== strip(text) || length(text) > field.most || !isComposed(text))) return false;
  return !DATED.has(field.grammar) || realDays(text);
}

/** @param {string} text */
function isComposed(text) {
  return text === text.normalize("NFC") && text.search(RADICALS) < 0;
}

/** False where a date as long as a day (or either end of a range) is not in the calendar, or a range runs backwards. @param {string} text */
function realDays(text) {
  const cut = text.indexOf("/");
  const ends = cut < 0 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
  return ends.every((end) => end.length !== "2018-06-30".length || isDay(end)) && !(ends.length > 1 && endsBefore(ends[1], ends[0]));
}

/** Whether an ISO date is in the calendar. @param {string} text */
export function isDay(text) {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}

/** True where a date lies before another one as far as both tell. @param {Value} end @param {Value} start */
export function endsBefore(end, start) {
  if (typeof end !== "string" || typeof start !== "string") return false;
  return compare(end, start) < 0 && /^\p{Nd}/u.test(start) && !start.startsWith(end);
}

/** The value of a text that was accepted. @param {Field} field @param {string} text @returns {Value} */
export function typed(field, text) {
  return field.grammar === "count" || field.grammar === "number" ? Number(text) : text;
}

/** How many decimals a number is written with. @param {string} text */
export function decimals(text) {
  return text.replace(/^[^.]*\.?/, "").length;
}
