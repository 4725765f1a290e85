// @ts-check
/** What keeps one row of a sheet from being taken for what it seems to say (read/sheet.py). */

import { EMPTY, TRAP, inTurn } from "./grid.mjs";
import { finding, spot } from "./place.mjs";
import { says } from "./rows.mjs";

/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./spots.mjs").Spots} Spots */
/** @typedef {import("./sheet.mjs").Table} Table */
/** @typedef {{row: number, field: string, finding: Finding}} Trap `row` is the number of the record; no field where the whole record is meant */

const NUMERIC = new Set(["count", "number"]);
const DATED = new Set(["day", "moment", "period", "year"]);

/** @param {Table} table @param {Grid} grid @param {Spots} spots @param {number} number of the record @param {number} row of the sheet @returns {Trap[]} */
export function trapsOf(table, grid, spots, number, row) {
  const trap = (/** @type {string} */ field, /** @type {Finding} */ told) => ({ row: number, field, finding: told });
  if (grid.hiddenRows.has(row)) return [trap("", finding("E061", spots.at(row)))];
  const cells = grid.cells.get(row) ?? new Map();
  const named = grid.cells.get(table.header) ?? new Map();
  const beyond = inTurn(cells).filter((column) => says(cells.get(column)) && !named.has(column));
  const stray = spots.stray(row, table.header, beyond[0] ?? 0);
  const found = stray ? [trap("", stray)] : [];
  for (const [top, left, bottom, right] of grid.merged) {
    if (top > row || row > bottom || bottom <= table.header) continue;
    found.push(trap(table.fields.get(left)?.name ?? "", finding("E063", spots.at(row, left), { range: spot(spots.at(bottom, right)) })));
  }
  for (const column of inTurn(table.fields)) {
    const field = /** @type {Field} */ (table.fields.get(column));
    const cell = cells.get(column) ?? EMPTY;
    if (grid.comments.has(`${row},${column}`)) found.push(trap(field.name, finding("E064", spots.at(row, column), { title: field.title })));
    const odd = cell.sort === TRAP ? cell.code : misfit(field, cell.sort);
    const code = odd === "E057" && NUMERIC.has(field.grammar) ? "E066" : odd;
    if (code) found.push(trap(field.name, finding(code, spots.at(row, column), { title: field.title, found: cell.text, ...cell.facts })));
  }
  return found;
}

/** The finding where a cell of that sort is not written as its field is. @param {Field} field @param {string} sort */
function misfit(field, sort) {
  if (["text", "percent", "flag"].includes(sort) || NUMERIC.has(field.grammar) || DATED.has(field.grammar)) {
    return sort === "date" && NUMERIC.has(field.grammar) ? "E066" : "";
  }
  if (sort === "date") return "E066";
  return sort === "number" || (sort === "integer" && !field.refers) ? "E065" : "";
}
