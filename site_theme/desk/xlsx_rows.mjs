// @ts-check
/** The cells of one sheet put in their places: rows and cells without names counted on, formulas weighed (parse/xlsx_rows.py). */

import { TRAP, cell } from "./grid.mjs";
import { claimed } from "./markup.mjs";
import { plainNumber } from "./numbers.mjs";
import { MOST_COLUMNS, MOST_ROWS, columnOf } from "./reference.mjs";
import { damaged } from "./refused.mjs";
import { CellMaker } from "./xlsx_cell.mjs";
import { Formulas } from "./xlsx_formulas.mjs";

/** @typedef {import("./grid.mjs").Cell} Cell */
/** @typedef {{text: string, element: Element}} Asked a formula and its element */

export class Rows {
  /** @param {import("./xlsx_cell.mjs").Common} common @param {string} part */
  constructor(common, part) {
    /** @type {import("./grid.mjs").Cells} */
    this.found = new Map();
    /** @type {Set<number>} */
    this.hidden = new Set();
    this.made = new CellMaker(common, part);
    this.part = part;
    this.stale = common.stale;
    this.formulas = new Formulas(common.namesOutside, (text) => common.asides.add(text));
    /** @type {Map<string, Cell | null>} */
    this.known = new Map();
    /** @type {Set<number>} */
    this.begun = new Set();
    this.row = 0;
    this.column = 0;
    /** @type {Map<number, Cell>} */
    this.line = new Map();
  }

  /** A row begins; refused where its number is none, or was there before. @param {Element} element */
  begin(element) {
    const number = element.getAttribute("r") || "";
    if (number && !/^[1-9][0-9]{0,6}$/.test(number)) throw damaged(this.part);
    const row = number ? Number(number) : this.row + 1;
    if (this.begun.has(row) || row > MOST_ROWS) throw damaged(this.part);
    this.begun.add(row);
    [this.row, this.column, this.line] = [row, 0, new Map()];
    if (claimed(element, "hidden") || isNothing(element.getAttribute("ht"))) this.hidden.add(row);
  }

  /** A cell has ended. @param {Element} element @param {string | null} kept the value kept in it @param {Asked | null} asked its formula */
  cell(element, kept, asked) {
    const reference = element.getAttribute("r");
    this.column = reference === null ? this.column + 1 : this.columnNamed(reference);
    const kind = element.getAttribute("t") ?? "n";
    let made = kept ? this.make(kind, element.getAttribute("s") ?? "0", kept) : null;
    if (asked || this.formulas.arrays.length) made = this.calculated(made, kept || (kind === "str" ? kept : null), asked);
    if (!made) return;
    if (this.line.has(this.column) || this.column > MOST_COLUMNS) throw damaged(this.part);
    this.line.set(this.column, made);
  }

  /** The row has ended. */
  end() {
    if (this.line.size) this.found.set(this.row, this.line);
  }

  /** @param {string} kind @param {string} style @param {string} kept */
  make(kind, style, kept) {
    const key = `${kind} ${style} ${kept}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.made.make(kind, style, kept);
    this.known.set(key, made);
    return made;
  }

  /** @param {string} reference */
  columnNamed(reference) {
    const figures = this.row ? String(this.row) : "";
    const letters = figures && reference.endsWith(figures) ? reference.slice(0, -figures.length) : reference;
    const column = /^[A-Za-z]{1,3}$/.test(letters) ? columnOf(letters) : 0;
    if (!column || !this.row) throw damaged(this.part);
    return column;
  }

  /** The cell, or a trap where a formula stands in it whose kept result is missing or cannot be trusted. @param {Cell | null} made @param {string | null} kept @param {Asked | null} asked */
  calculated(made, kept, asked) {
    const outside = asked ? this.formulas.outside(asked.text, asked.element) : this.formulas.arrayAt(this.row, this.column);
    if (outside === null) return made;
    const text = made ? made.text : "";
    if (outside) return cell(text, TRAP, "E053", { found: outside });
    if (kept === null || this.stale) return cell(text, TRAP, "E052");
    return made && { ...made, formula: true };
  }
}

/** Whether a height or width is given and is zero. @param {string | null} measure */
export function isNothing(measure) {
  return measure !== null && plainNumber(measure) === "0";
}
