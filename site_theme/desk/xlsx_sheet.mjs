// @ts-check
/** One sheet of a workbook: its cells, and what hides or joins them (parse/xlsx_sheet.py). */

import { settings } from "./declaration.mjs";
import { claimed, feed, namespaceOfSheets, nothing } from "./markup.mjs";
import { wholeNumber } from "./numbers.mjs";
import { MOST_COLUMNS, cellsOf } from "./reference.mjs";
import { damaged } from "./refused.mjs";
import { Rows, isNothing } from "./xlsx_rows.mjs";
import { Runs, trimmed } from "./xlsx_text.mjs";

/** @typedef {import("./markup.mjs").Hearing} Hearing */

const AMONG_CELLS = new Set(["c", "v", "row", ...settings.among_cells]);

export class SheetReader {
  /** @param {import("./xlsx_cell.mjs").Common} common @param {string} part */
  constructor(common, part) {
    this.rows = new Rows(common, part);
    /** @type {import("./grid.mjs").Range[]} */
    this.merged = [];
    this.asides = common.asides;
    this.part = part;
    /** @type {Set<number>} */
    this.hidden = new Set();
    /** @type {Set<number>} */
    this.listed = new Set();
    this.hidesOthers = false;
    this.hasCells = false;
  }

  /** Read the sheet's bytes; refused (E044) where it is damaged. @param {Uint8Array} data */
  read(data) {
    /** @type {Hearing} */
    const hearing = { start: (root) => this.hearAround(hearing, namespaceOfSheets(root, "worksheet", this.part)), end: nothing, text: nothing };
    feed(data, this.part, hearing);
    if (!this.hasCells) throw damaged(this.part);
  }

  /** Columns with content that cannot be seen: hidden, without width, or not listed where only listed ones have width. */
  hiddenColumns() {
    const used = new Set([...this.rows.found.values()].flatMap((line) => [...line.keys()]));
    return new Set([...used].filter((column) => this.hidden.has(column) || (this.hidesOthers && !this.listed.has(column))));
  }

  /** Rows with content that cannot be seen: hidden, by a filter too, or without height. */
  hiddenRows() {
    return new Set([...this.rows.hidden].filter((row) => this.rows.found.has(row)));
  }

  /** @param {Hearing} hearing @param {string} space */
  hearAround(hearing, space) {
    /** @type {Record<string, (element: Element) => void>} */
    const heard = {
      sheetData: () => this.hearCells(hearing, space),
      sheetView: (element) => {
        if (element.hasAttribute("showZeros") && !claimed(element, "showZeros")) this.rows.made.hidesZeros = true;
      },
      sheetFormatPr: (element) => void (this.hidesOthers = isNothing(element.getAttribute("defaultColWidth"))),
      col: (element) => this.columns(element),
      mergeCell: (element) => {
        const cells = cellsOf(element.getAttribute("ref") ?? "");
        if (!cells[0]) throw damaged(this.part);
        this.merged.push(cells);
      },
    };
    this.asides.listen(hearing);
    hearing.start = (element) => {
      const own = element.namespaceURI === space ? heard[element.localName] : undefined;
      if (own) own(element);
      else this.asides.begin(element);
    };
  }

  /** @param {Element} element */
  columns(element) {
    const [first, last] = ["min", "max"].map((name) => wholeNumber(element.getAttribute(name) ?? ""));
    if (!(first > 0 && first <= last && last <= MOST_COLUMNS)) throw damaged(this.part);
    const hides = claimed(element, "hidden") || isNothing(element.getAttribute("width"));
    for (let column = first; column <= last; column++) {
      this.listed.add(column);
      if (hides) this.hidden.add(column);
    }
  }

  /** Hear rows and cells until there are no more. @param {Hearing} hearing @param {string} space */
  hearCells(hearing, space) {
    const { rows } = this;
    this.hasCells = true;
    const runs = new Runs();
    /** @type {{element: Element | null, kept: string | null, asked: import("./xlsx_rows.mjs").Asked | null}} */
    const now = { element: null, kept: null, asked: null };
    let spoken = true;
    /** @type {Record<string, (element: Element) => void>} */
    const begins = {
      c: (element) => void Object.assign(now, { element, kept: null, asked: null }),
      is: () => runs.clear(),
      v: () => void (runs.text = ""),
      f: () => void (runs.text = ""),
      row: (element) => rows.begin(element),
      t: (element) => runs.begin(element),
      rPh: () => void (spoken = false),
    };
    /** @type {Record<string, (element: Element) => void>} */
    const ends = {
      v: (element) => void (now.kept = now.element?.getAttribute("t") === "str" ? trimmed(runs.text, element) : runs.text),
      c: (element) => rows.cell(element, now.kept, now.asked),
      row: () => rows.end(),
      f: (element) => void (now.asked = { text: runs.text, element }),
      t: () => {
        if (!spoken) return;
        runs.end();
        now.kept = runs.joined();
      },
      rPh: () => void (spoken = true),
      sheetData: () => this.hearAround(hearing, space),
    };
    hearing.start = (element) => {
      if (element.namespaceURI !== space || !AMONG_CELLS.has(element.localName)) throw damaged(this.part);
      begins[element.localName]?.(element);
    };
    hearing.end = (element) => (element.namespaceURI === space ? ends[element.localName]?.(element) : undefined);
    hearing.text = (text) => void (runs.text += text);
  }
}
