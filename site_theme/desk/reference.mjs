// @ts-check
/** Names of cells and ranges of a sheet: `B5` is row 5, column 2 (parse/reference.py). */

export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;
const CELL = /^\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})$/;

/** The row and column of a cell; zeros where the text names none. @param {string} reference @returns {[number, number]} */
export function cellAt(reference) {
  const match = CELL.exec(reference);
  if (!match) return [0, 0];
  const [row, column] = [Number(match[2]), columnOf(match[1])];
  return row <= MOST_ROWS && column <= MOST_COLUMNS ? [row, column] : [0, 0];
}

/** The range from `A1:B5`, or of one cell; all zeros where the text names none. @param {string} reference @returns {import("./grid.mjs").Range} */
export function cellsOf(reference) {
  const cut = reference.indexOf(":");
  const first = cut < 0 ? reference : reference.slice(0, cut);
  const last = cut < 0 ? "" : reference.slice(cut + 1);
  const [top, left] = cellAt(first);
  const [bottom, right] = cellAt(last || first);
  if (!top || !bottom) return [0, 0, 0, 0];
  return [Math.min(top, bottom), Math.min(left, right), Math.max(top, bottom), Math.max(left, right)];
}

/** The number of a column by its letters. @param {string} letters */
export function columnOf(letters) {
  return Array.from(letters.toUpperCase()).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
