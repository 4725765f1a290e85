// @ts-check
/** Passports and travel permits: a letter or two and seven to ten digits (guard/documents.py). */

import { around } from "./guard_numbers.mjs";
import { SEAM, pattern, signsBefore, squeezed, wholePattern } from "./guard_signs.mjs";

/** @typedef {import("./guard_digits.mjs").DigitRun} DigitRun */
/** @typedef {[string, string]} Found the sort and how it reads; two empty texts where there is none */

const WITHIN = 24;
const [LETTERS, LEAD, WORD, TAIWAN, NO_DOCUMENT, PATH] = ["letters", "lead", "word", "taiwan_word", "no_document", "path"].map((name) => pattern(`documents.${name}`));
const LONGER = pattern("documents.longer", "y");
const [PASSPORT, PERMIT, FOREIGNER, BARE] = ["passport", "permit", "foreigner", "bare"].map((name) => wholePattern(`documents.${name}`));

/** Whether letters or the name of a permit stand before a place. @param {string} text @param {number} start */
export function mayBeDocument(text, start) {
  return LEAD.test(signsBefore(text, start, WITHIN));
}

/** Which sort of travel document the digits and the letters before them are, and how it reads. @param {DigitRun} number @param {string} text @returns {Found} */
export function documentOf(number, text) {
  const before = signsBefore(text, number.start, WITHIN);
  const letters = LETTERS.exec(before);
  if (!letters) return fromTaiwan(number, before);
  const signs = letters[1].replace(/[^A-Za-z]/g, "").toUpperCase() + number.digits;
  const sort = PASSPORT.test(signs) ? "passport" : PERMIT.test(signs) ? "travel" : FOREIGNER.test(signs) ? "permit" : "";
  if (!sort || !number.alike) return ["", ""];
  const bare = /^[A-Z]+$/.test(letters[1]) && !letters[2].split(SEAM).join("") && number.whole && BARE.test(signs);
  LONGER.lastIndex = number.end;
  const start = letters.index + letters[0].indexOf(letters[1]);
  if (bare && !PATH.test(before.slice(0, start)) && !LONGER.test(text)) return [sort, signs];
  return WORD.test(around(text, number.start, number.end)) ? [sort, signs] : ["", ""];
}

/** Eight or ten digits soon after the permit's name. @param {DigitRun} number @param {string} before @returns {Found} */
function fromTaiwan(number, before) {
  if (![8, 10].includes(number.digits.length) || !number.alike || number.listed(new Set())) return ["", ""];
  const words = squeezed(before);
  const found = TAIWAN.exec(words);
  if (!found || NO_DOCUMENT.test(words.slice(found.index)) || /[0-9]/.test(words.slice(found.index))) return ["", ""];
  return ["travel", number.digits];
}
