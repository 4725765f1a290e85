// @ts-check
/** Formulas of a sheet, as far as a reader must know them: whether their kept value can be trusted, and what words they hold (parse/xlsx_formulas.py). */

import { cellsOf } from "./reference.mjs";

const LITERAL = /"(?:[^"]|"")*"/g;
const NAME = "[^\\s\\[\\]'\"!+\\-*\\/^&=<>(),;:{}%@#]";
const OUTSIDE = new RegExp(`'[^'\\[\\]]*\\[[^\\[\\]]+\\](?:[^']|'')*'!|\\[[^\\[\\]]+\\]${NAME}*!|\\[[^\\[\\]]+\\]'(?:[^']|'')*'!`, "u");
const NAMES = new RegExp(`${NAME}+`, "gu");

export class Formulas {
  /** @param {Set<string>} names the defined names that stand for something in another workbook @param {(text: string) => void} tell */
  constructor(names, tell) {
    this.names = names;
    this.tell = tell;
    /** @type {Map<string, string>} */
    this.shared = new Map();
    /** @type {[import("./grid.mjs").Range, string][]} */
    this.arrays = [];
  }

  /** The formula where it refers to another workbook, else the empty text; one with words in it is told. @param {string} text @param {Element} element */
  outside(text, element) {
    if (text.includes('"')) this.tell(text);
    const found = refersOutside(text, this.names) ? text : "";
    if (element.getAttribute("t") === "shared") {
      const number = element.getAttribute("si") ?? "";
      if (!text) return this.shared.get(number) ?? "";
      this.shared.set(number, found);
    } else if (element.getAttribute("t") === "array") this.arrays.push([cellsOf(element.getAttribute("ref") ?? ""), found]);
    return found;
  }

  /** What `outside` said of the array formula that fills this cell; null where none does. @param {number} row @param {number} column */
  arrayAt(row, column) {
    const filled = this.arrays.find(([[top, left, bottom, right]]) => top <= row && row <= bottom && left <= column && column <= right);
    return filled ? filled[1] : null;
  }
}

/** Whether a formula refers to another workbook, by itself or by one of the names. @param {string} formula @param {Set<string>} names */
function refersOutside(formula, names) {
  if (!formula.includes("[") && !names.size) return false;
  const bare = formula.replace(LITERAL, '""');
  return OUTSIDE.test(bare) || (bare.match(NAMES) ?? []).some((name) => names.has(name.toLowerCase()));
}

/** Of the defined names those that stand for something in another workbook, directly or by another name. @param {[string, string][]} definitions @returns {Set<string>} */
export function namesOutside(definitions) {
  let found = new Set();
  for (;;) {
    const more = new Set([...found, ...definitions.filter(([, text]) => refersOutside(text, found)).map(([name]) => name.toLowerCase())]);
    if (more.size === found.size) return found;
    found = more;
  }
}
