// @ts-check
/** What one cell of a sheet says, from its kind, style and value (parse/xlsx_cell.py). */

import { isDay, length, strip } from "./column.mjs";
import { TRAP, cell } from "./grid.mjs";
import { plainNumber, wholeNumber } from "./numbers.mjs";
import { damaged } from "./refused.mjs";
import { numberCell, otherwiseShown, serialNumber, showsText } from "./shown.mjs";
import { LONGEST } from "./xlsx_text.mjs";

/** @typedef {import("./grid.mjs").Cell} Cell */
/**
 * @typedef {object} Common what all sheets of a workbook share
 * @property {string[]} strings
 * @property {Set<number>} used the shared strings that a cell shows
 * @property {string[]} codes the format code of each style
 * @property {boolean} since1904
 * @property {boolean} stale no kept result of a formula counts
 * @property {Set<string>} namesOutside
 * @property {import("./asides.mjs").Asides} asides
 */

const FLAGS = /** @type {Record<string, string>} */ ({ 1: "TRUE", true: "TRUE", 0: "FALSE", false: "FALSE" });
const MOMENT = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00(?::00(?:\.0+)?)?Z?)?$/;

export class CellMaker {
  /** @param {Common} common @param {string} part */
  constructor(common, part) {
    this.common = common;
    this.part = part;
    this.hidesZeros = false;
  }

  /** The cell; null where it says nothing. Refused where the three do not fit together. @param {string} kind @param {string} style @param {string} value @returns {Cell | null} */
  make(kind, style, value) {
    const code = this.known(this.common.codes, style);
    if (kind === "n") {
      const number = plainNumber(strip(value));
      if (number === null) throw damaged(this.part);
      return this.shown(number, code);
    }
    if (["s", "str", "inlineStr"].includes(kind)) return this.text(kind === "s" ? this.shared(value) : value, code);
    if (kind === "b" && value in FLAGS) return cell(FLAGS[value], "flag");
    if (kind === "e") return cell(value, TRAP, "E054", { found: value });
    if (kind === "d") return this.moment(value, code);
    throw damaged(this.part);
  }

  /** @param {string[]} texts @param {string} number */
  known(texts, number) {
    const text = texts[wholeNumber(number)];
    if (text === undefined) throw damaged(this.part);
    return text;
  }

  /** @param {string} value */
  shared(value) {
    const text = this.known(this.common.strings, value);
    this.common.used.add(wholeNumber(value));
    return text;
  }

  /** @param {string} text @param {string} code @returns {Cell | null} */
  text(text, code) {
    if (text.length > LONGEST && length(text) > LONGEST) throw damaged(this.part);
    if (!text) return null;
    return showsText(code) ? cell(text) : otherwiseShown(text, code);
  }

  /** @param {string} number @param {string} code */
  shown(number, code) {
    if (number === "0" && this.hidesZeros) return cell(number, TRAP, "E056", { found: number, format: "", zeros: number });
    return numberCell(number, code, this.common.since1904);
  }

  /** A cell that says its day itself; one with a time of day, or before the system's first day, is not taken. @param {string} value @param {string} code */
  moment(value, code) {
    const match = MOMENT.exec(value);
    const serial = match && isDay(match[1]) ? serialNumber(match[1], this.common.since1904) : null;
    if (serial === null) return cell(value, TRAP, "E057", { found: value, format: code });
    return numberCell(String(serial), code, this.common.since1904);
  }
}
