// @ts-check
/** From a cell of a submitted sheet to its place: by letters in a workbook, by characters of a line in a CSV file (read/spots.py). */

import { finding, place } from "./place.mjs";

/** @typedef {import("./place.mjs").Place} Place */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./csv_grid.mjs").CsvRecord} CsvRecord */
/**
 * @typedef {object} Spots
 * @property {(row: number, column?: number) => Place} at the place of a cell, of a whole row, or of the sheet (row 0)
 * @property {(row: number, header: number, column: number) => Finding | null} stray what is wrong with a row that holds something in
 *   that column (0: nowhere) beyond the named ones
 */

const CELL = /"(?:[^"]|"")*"|[^,\n]*/uy;

/** Cells of a workbook. @param {string} file @param {string} sheet @returns {Spots} */
export function sheetSpots(file, sheet) {
  const at = (/** @type {number} */ row, column = 0) => marked(place(file, row, column, sheet), row, column);
  return { at, stray: (row, _header, column) => (column ? finding("E018", at(row, column)) : null) };
}

/** Cells of a CSV file. @param {string} file @param {CsvRecord[]} records @returns {Spots} */
export function recordSpots(file, records) {
  const at = (/** @type {number} */ row, column = 0) => {
    if (!row) return place(file);
    const { start, text } = records[row - 1];
    return marked(column ? placeIn(file, text, start, column - 1) : place(file, start), row, column);
  };
  const stray = (/** @type {number} */ row, /** @type {number} */ header, /** @type {number} */ column) => {
    const [found, expected] = [row, header].map((number) => records[number - 1].row.length);
    if (!column && found >= expected) return null;
    return finding("E014", at(row), { found: String(found), expected: String(expected) });
  };
  return { at, stray };
}

/** Where the cell of that number, counted from 0, begins in a record that begins on that line. @param {string} file @param {string} record @param {number} line @param {number} cell */
function placeIn(file, record, line, cell) {
  let at = 0;
  for (let number = 0; number < cell; number++) {
    CELL.lastIndex = at;
    const cut = CELL.exec(record);
    at = Math.min(at + (cut ? cut[0].length + 1 : 0), record.length);
  }
  const before = record.slice(0, at).split("\n");
  return place(file, line + before.length - 1, Array.from(before[before.length - 1]).length + 1);
}

/** @param {Place} where @param {number} row @param {number} column @returns {Place} */
function marked(where, row, column) {
  return row && column ? { ...where, cell: [row, column] } : where;
}
