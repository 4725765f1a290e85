// @ts-check
/** The number formats of a workbook: the code under which each cell style shows its value (parse/xlsx_styles.py). */

import { settings } from "./declaration.mjs";
import { GENERAL } from "./format_code.mjs";
import { feed, namespaceOfSheets, nothing } from "./markup.mjs";
import { wholeNumber } from "./numbers.mjs";
import { damaged } from "./refused.mjs";

/** The format code of each cell style, in the order in which cells name them. @param {Uint8Array} data @param {string} part @returns {string[]} */
export function styleCodes(data, part) {
  /** @type {Map<string, string>} */
  const given = new Map();
  /** @type {string[]} */
  const wanted = [];
  let styles = false;
  const hearing = {
    start: (/** @type {Element} */ root) => {
      const space = namespaceOfSheets(root, "styleSheet", part);
      hearing.start = (element) => {
        if (element.namespaceURI !== space) return;
        const number = element.getAttribute("numFmtId");
        if (element.localName === "cellXfs") styles = true;
        else if (element.localName === "numFmt" && number !== null && !given.has(number)) given.set(number, element.getAttribute("formatCode") ?? "");
        else if (element.localName === "xf" && styles) wanted.push(number ?? "0");
      };
      hearing.end = (element) => {
        if (element.namespaceURI === space && element.localName === "cellXfs") styles = false;
      };
    },
    end: /** @type {(element: Element) => void} */ (nothing),
    text: nothing,
  };
  feed(data, part, hearing);
  return wanted.length ? wanted.map((number) => codeOf(number, given, part)) : [GENERAL];
}

/** @param {string} number @param {Map<string, string>} given @param {string} part */
function codeOf(number, given, part) {
  const own = given.get(number);
  if (own !== undefined) return own;
  if (wholeNumber(number) < 0) throw damaged(part);
  return settings.built_in[wholeNumber(number)] ?? settings.unknown_format;
}
