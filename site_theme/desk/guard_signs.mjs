// @ts-check
/** Texts made plain before they are looked through: one sign for all that reads alike, and nothing invisible (guard/signs.py). */

import { settings } from "./declaration.mjs";

const guard = settings.guard;
export const SEAM = "\x1f";
export const BREAK = "\x1e";
const USUAL = /^[!-~\u4e00-\u9fff]*$/;
const DROPPED = /[\p{Cf}\p{Cc}\p{Cs}\p{Mn}\p{Me}]/u;
const [WRITTEN, TOKEN, APART, BLANKS] = ["written", "token", "apart", "blanks"].map((name) => pattern(`signs.${name}`, "g"));
/** @type {Map<string, string>} */
const signs = new Map();
for (const [one, others] of Object.entries(guard.merged)) for (const sign of String(others)) signs.set(sign, one);
for (const zero of guard.zeros) for (let value = 0; value < 10; value++) signs.set(beyond(zero.codePointAt(0), value), String(value));
for (const [first, value, count] of guard.counted) for (let more = 0; more < count; more++) signs.set(beyond(first, more), String(value + more));
const numerals = valued(guard.numerals);
const letters = valued(guard.letters);

/** A pattern of the guard, by its module and name. @param {string} name @param {string} [flags] */
export function pattern(name, flags = "") {
  const [source, flag] = guard.patterns[name];
  return new RegExp(source, `${flag}${flags}u`);
}

/** A pattern of the guard that must accept a whole text. @param {string} name */
export function wholePattern(name) {
  const [source, flag] = guard.patterns[name];
  return new RegExp(`^(?:${source})$`, `${flag}u`);
}

/** @param {number} first @param {number} more */
function beyond(first, more) {
  return String.fromCodePoint(first + more);
}

/** @param {string[]} rows @returns {Map<string, string>} */
function valued(rows) {
  return new Map(rows.flatMap((row, value) => Array.from(row, (sign) => /** @type {[string, string]} */ ([sign, String(value)]))));
}

/** @param {string} text @param {Map<string, string>} table */
function translated(text, table) {
  return Array.from(text, (sign) => table.get(sign) ?? sign).join("");
}

/** What a sign becomes; looked up once. @param {string} sign */
function plainSign(sign) {
  let one = signs.get(sign);
  if (one === undefined) {
    if (DROPPED.test(sign)) one = sign === "\n" || sign === SEAM || sign === BREAK ? sign : "";
    else one = /\p{Pd}/u.test(sign) ? "-" : sign;
    signs.set(sign, one);
  }
  return one;
}

/** A submitted text without the signs that are ours. @param {string} text */
export function unmarked(text) {
  return text.split(SEAM).join("").split(BREAK).join("");
}

/** The text in compatibility form: invisible and combining signs gone, digits of every script 0-9, one blank, hyphen, dot. @param {string} text */
export function plainText(text) {
  if (USUAL.test(text)) return text;
  return Array.from(text.normalize("NFKC"), plainSign).join("").replace(BLANKS, (blanks) => (blanks.includes("\n") ? "\n" : blanks.includes(" ") ? " " : SEAM));
}

/** The plain text with digits for Chinese numerals, and for letters in what else is a number; of the same length. @param {string} text */
export function counted(text) {
  if (text.search(WRITTEN) < 0) return text;
  return translated(text, numerals).replace(TOKEN, (whole, before, number, after) => (number === undefined ? whole : (before ?? "") + translated(number, letters) + after));
}

/** The plain text without blanks, line ends and seams: words as they are read. @param {string} text */
export function squeezed(text) {
  return text.replace(APART, "");
}

/** So many signs before a place. @param {string} text @param {number} place @param {number} count */
export function signsBefore(text, place, count) {
  return Array.from(text.slice(Math.max(0, place - 2 * count - 1), place)).slice(-count).join("");
}

/** So many signs after a place. @param {string} text @param {number} place @param {number} count */
export function signsAfter(text, place, count) {
  return Array.from(text.slice(place, place + 2 * count + 1)).slice(0, count).join("");
}
