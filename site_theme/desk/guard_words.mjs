// @ts-check
/** What words give away: home addresses, illness or need told of somebody, markings (guard/addresses.py, people.py, plights.py, markings.py). */

import { settings } from "./declaration.mjs";
import { BREAK, pattern, squeezed } from "./guard_signs.mjs";

const { homes, names, markings, around_marking: AROUND } = settings.guard;
const [HOMES, NAMES] = [homes, names].map((patterns) => patterns.map((/** @type {string} */ each) => new RegExp(each, "gu")));
const MARKINGS = markings.map((/** @type {string} */ each) => new RegExp(each, "u"));
const [OFFICE, HOUSING, HINT, PLIGHT] = ["addresses.office", "addresses.housing", "addresses.hint", "plights.plight"].map((name) => pattern(name));
const STEP = 250; // a long text is looked at in stretches of twice as many signs
const ALONE = new RegExp(settings.guard.alone, "gu");

/** The home address that comes first in a text counted and squeezed, as it reads; empty where there is none or only one of an office. @param {string} words */
export function address(words) {
  if (!HINT.test(words)) return "";
  /** @type {RegExpMatchArray[]} */
  const found = HOMES.flatMap((/** @type {RegExp} */ home) => Array.from(words.matchAll(home)));
  const homes = found.filter(([each]) => !OFFICE.test(each) || HOUSING.test(each));
  return homes.reduce((first, each) => (Number(each.index) < Number(first.index) ? each : first), homes[0])?.[0] ?? "";
}

/** The surname of each person of whom a cell of the plain text tells illness or need. @param {string} text @returns {string[]} */
export function plights(text) {
  if (!PLIGHT.test(squeezed(text))) return [];
  return text.split(BREAK).flatMap((cell) => {
    const signs = Array.from(cell);
    const starts = Array.from({ length: Math.max(1, Math.ceil((signs.length - STEP) / STEP)) }, (_, at) => at * STEP);
    return starts.flatMap((start) => plightsIn(signs.slice(start, start + 2 * STEP).join("")));
  });
}

/** @param {string} stretch */
function plightsIn(stretch) {
  const words = squeezed(stretch);
  return PLIGHT.test(words) ? surnames(words, stretch.split("\n").join(" ")) : [];
}

/** The surname of every personal name in a text, squeezed and with its blanks. @param {string} words @param {string} spaced @returns {string[]} */
function surnames(words, spaced) {
  const found = NAMES.flatMap((/** @type {RegExp} */ name) => Array.from(words.matchAll(name), (match) => match[1]));
  return [...found, ...Array.from(spaced.matchAll(ALONE), (match) => match[1])];
}

/** The first marking in a plain text; empty where it has none. @param {string} text */
export function marking(text) {
  const words = squeezed(text);
  for (const each of MARKINGS) {
    const found = each.exec(words);
    if (found) return trimmed(found[0]);
  }
  return "";
}

/** @param {string} text */
function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && AROUND.includes(text[start])) start++;
  while (end > start && AROUND.includes(text[end - 1])) end--;
  return text.slice(start, end);
}
