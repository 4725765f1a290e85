// @ts-check
/** A text in pieces, those that were looked for marked; a long one around the first of them. */

import { signOf } from "./text.mjs";

const BEFORE = 20;

/** @typedef {{text: string, found: boolean}} Piece */

/**
 * @param {string} text @param {string[]} needles as they are compared @param {number} most signs
 * @returns {Piece[]}
 */
export function pieces(text, needles, most = Infinity) {
  const signs = Array.from(text);
  const { line, owners } = compared(signs);
  const marked = new Set();
  for (const needle of needles.filter(Boolean)) {
    for (let at = line.indexOf(needle); at >= 0; at = line.indexOf(needle, at + 1)) {
      for (let place = owners[at]; place <= owners[at + needle.length - 1]; place++) marked.add(place);
    }
  }
  const first = Math.min(...marked, signs.length);
  const start = signs.length <= most || first === signs.length ? 0 : Math.max(0, Math.min(first - BEFORE, signs.length - most));
  const end = Math.min(signs.length, start + most);
  /** @type {Piece[]} */
  const found = start ? [{ text: "…", found: false }] : [];
  for (let place = start; place < end; place++) {
    const last = found.at(-1);
    if (last && place > start && last.found === marked.has(place)) last.text += signs[place];
    else found.push({ text: signs[place], found: marked.has(place) });
  }
  return end < signs.length ? [...found, { text: "…", found: false }] : found;
}

/** The text as it is compared, and of each of its units which sign it is from. @param {string[]} signs */
function compared(signs) {
  let line = "";
  /** @type {number[]} */
  const owners = [];
  signs.forEach((sign, place) => {
    const image = signOf(sign);
    line += image;
    for (let unit = 0; unit < image.length; unit++) owners.push(place);
  });
  return { line, owners };
}
