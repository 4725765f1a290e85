// @ts-check
/** What gives a person away in a text (guard/identifiers.py). */

import { beginning, runs } from "./guard_digits.mjs";
import { documentOf, mayBeDocument } from "./guard_documents.mjs";
import { sortOf } from "./guard_numbers.mjs";
import { counted, pattern, plainText, signsBefore, squeezed, unmarked } from "./guard_signs.mjs";
import { address, marking, plights } from "./guard_words.mjs";

/** @typedef {[string, string]} Shown a sort and how it may be shown */
/** @typedef {{identifiers: Shown[], marking: string}} Exposure */
/** @typedef {{signs: string, figures: string, links: [number, number][]}} Reading a plain text, the same counted, and its addresses of the web */

const LINK = pattern("identifiers.link", "g");
const CALLED = pattern("identifiers.called");
const [FEWEST, FEWEST_READ] = [7, 3];
/** @type {Map<string, Exposure>} */
const known = new Map();

/** Every identifier in a submitted text, and how it is marked. @param {string} text @returns {Exposure} */
export function exposureOf(text) {
  let found = known.get(text);
  if (!found) {
    const signs = plainText(unmarked(text));
    found = { identifiers: identifiersIn(signs), marking: marking(plainText(text)) };
    known.set(text, found);
  }
  return found;
}

/** @param {string} signs @returns {Shown[]} */
function identifiersIn(signs) {
  /** @type {Map<string, Shown>} */
  const found = new Map();
  const keep = (/** @type {Shown} */ shown) => found.set(shown.join("\n"), found.get(shown.join("\n")) ?? shown);
  const figures = counted(signs);
  numbers(signs, figures).forEach(keep);
  const home = Array.from(address(squeezed(figures)));
  if (home.length) keep(["address", `${home[0]}***${home[home.length - 1]}`]);
  for (const surname of plights(signs)) keep(["plight", `${surname}**`]);
  return [...found.values()];
}

/** @param {string} signs @param {string} figures @returns {Shown[]} */
function numbers(signs, figures) {
  const links = Array.from(signs.matchAll(LINK), (link) => /** @type {[number, number]} */ ([Number(link.index), Number(link.index) + link[0].length]));
  const texts = figures === signs ? [signs] : [signs, figures];
  return texts.flatMap((text) => runs(text, signs).flatMap((groups) => inRun(groups, { signs, figures, links })));
}

/** The sort of one number and its signs; two empty texts where it is none, or one only by letters read as digits. @param {import("./guard_digits.mjs").DigitRun} number @param {Reading} reading @param {boolean} led @returns {Shown} */
function sortIn(number, { signs, figures, links }, led) {
  let [sort, shown] = [sortOf(number, signs), number.digits];
  if (!sort && led) [sort, shown] = documentOf(number, signs);
  const read = Array.from(signs.slice(number.start, number.end)).filter((sign, at) => sign <= "\x7f" && sign !== figures[number.start + at]);
  if (!sort || shown.length - read.length < FEWEST_READ) return ["", ""];
  if (!links.some(([start, end]) => start <= number.start && number.start < end)) return [sort, shown];
  const called = sort === "mobile" && CALLED.test(signsBefore(signs, number.start, 20));
  return number.whole && (called || sort === "identity" || sort === "residence") ? [sort, shown] : ["", ""];
}

/** @param {import("./guard_digits.mjs").Group[]} groups @param {Reading} reading @returns {Shown[]} */
function inRun(groups, reading) {
  const led = mayBeDocument(reading.signs, groups[0].start);
  /** @type {Shown[]} */
  const all = [];
  for (let first = 0; first < groups.length; ) {
    let taken = 1;
    /** @type {Shown} */
    let found = ["", ""];
    beginning(groups, first).forEach((number, length) => {
      if (number.digits.length < FEWEST) return;
      const [sort, shown] = sortIn(number, reading, led && !first);
      if (sort) [taken, found] = [length + 1, [sort, masked(shown)]];
    });
    if (found[0]) all.push(found);
    first += taken;
  }
  return all;
}

/** @param {string} number */
function masked(number) {
  return number.slice(0, 3) + "*".repeat(number.length - 5) + number.slice(-2);
}
