// @ts-check
/** A finding in Chinese: the text of its code with its facts in it, masked and made harmless (sentences.py). */

import { placeText } from "./place.mjs";
import { speech } from "./declaration.mjs";

/** @typedef {import("./place.mjs").Finding} Finding */

const LONG_NUMBER = new RegExp(speech.long_number, "gu");
const APART = new RegExp(speech.apart, "gu");
const CONTROL = new RegExp(speech.control, "gu");
const HOLE = /\{(\w+)(?::((?:[^{}]|\{\})*))?\}/gu;
const OURS = new Set(speech.ours);

/** A submitted text as a message may repeat it: long numbers masked, control characters visible, cut. @param {string} said */
export function shown(said) {
  const signs = Array.from(visible(said.replace(APART, masked).replace(LONG_NUMBER, masked)));
  return signs.length <= speech.longest ? signs.join("") : `${signs.slice(0, speech.longest).join("")}\u2026`;
}

/** @param {string} said */
function visible(said) {
  return said.replace(CONTROL, (mark) => `\\u${Number(mark.codePointAt(0)).toString(16).padStart(4, "0")}`);
}

/** @param {string} run */
function masked(run) {
  const digits = run.match(/\p{Nd}/gu) ?? [];
  return digits.slice(0, 3).join("") + "*".repeat(digits.length - 5) + digits.slice(-2).join("");
}

/** The finding in Chinese, without its place. @param {Finding} told @returns {string} */
export function sentence(told) {
  const facts = Object.fromEntries(Object.entries(told.facts).map(([name, value]) => [name, OURS.has(name) ? value : shown(value)]));
  if ("what" in facts) facts.what = speech.identifiers[facts.what] ?? facts.what;
  if (told.facts.expected in speech.expected) facts.expected = speech.expected[told.facts.expected];
  if (!plainlyShown(facts.mend ?? "")) facts.mend = "";
  if (facts.mend) facts.sample = "";
  const filled = speech.messages[told.code].replace(HOLE, (/** @type {string} */ _hole, /** @type {string} */ name, /** @type {string | undefined} */ frame) => {
    if (!(name in facts)) throw new Error(`${told.code}: ${name}`);
    if (frame === undefined) return facts[name];
    return facts[name] ? frame.split("{}").join(facts[name]) : "";
  });
  return speech.tidied.reduce((/** @type {string} */ whole, /** @type {[string, string]} */ [awkward, plain]) => whole.split(awkward).join(plain), filled);
}

/** Whether a text may be told as it is: it holds nothing that could be a personal number. @param {string} said */
export function plainlyShown(said) {
  return said.search(APART) < 0;
}

/** The finding as one line: place, level, code, sentence. @param {Finding} told */
export function line(told) {
  return `${shownPlace(told)}: ${speech.levels[told.code[0]]} ${told.code} ${sentence(told)}`;
}

/** The place as text in which nothing can forge a line. @param {Finding} told */
export function shownPlace(told) {
  return visible(placeText(told.place));
}
