// @ts-check
/** Sheets as they were submitted: every cell as text with its sort, and what a reader of the sheet would not see at once (parse/grid.py). */

/** `formula` where it is calculated. @typedef {{text: string, sort: string, code: string, facts: Record<string, string>, formula?: boolean}} Cell */
/** @typedef {Map<number, Map<number, Cell>>} Cells rows and columns count from 1; cells without content are left out */
/** @typedef {[number, number, number, number]} Range first row, first column, last row, last column */
/**
 * @typedef {object} Grid
 * @property {string} name
 * @property {string} state
 * @property {Cells} cells
 * @property {Range[]} merged
 * @property {Set<number>} hiddenRows
 * @property {Set<number>} hiddenColumns
 * @property {Map<string, string>} comments by "row,column"
 */
/** @typedef {{grids: Grid[], asides: string[], code: string, facts: Record<string, string>}} Book */

export const VISIBLE = "visible";
export const TRAP = "trap";

/** @type {Cell} */
export const EMPTY = { text: "", sort: "text", code: "", facts: {} };

/** @param {string} text @param {string} [sort] @param {string} [code] @param {Record<string, string>} [facts] @returns {Cell} */
export function cell(text, sort = "text", code = "", facts = {}) {
  return { text, sort, code, facts };
}

/** @param {string} name @param {Cells} cells @returns {Grid} */
export function grid(name, cells) {
  return { name, state: VISIBLE, cells, merged: [], hiddenRows: new Set(), hiddenColumns: new Set(), comments: new Map() };
}

/** The numbers of rows or columns in order. @template T @param {Map<number, T>} numbered @returns {number[]} */
export function inTurn(numbered) {
  return [...numbered.keys()].sort((one, other) => one - other);
}
