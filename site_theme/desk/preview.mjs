// @ts-check
/** The first rows of each sheet as a table, faulty and mended cells marked. */

import { make, say } from "./dom.mjs";
import { inTurn } from "./grid.mjs";
import { isError, letters } from "./place.mjs";
import { sentence, shown } from "./sentences.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./submission.mjs").Sheet} Sheet */
/** @typedef {import("./place.mjs").Finding} Finding */

const FIRST = 12; // rows that are always shown
const MOST = 40; // with those that hold a fault
const WIDEST = 60; // columns

/** @param {Desk} desk @returns {HTMLElement[]} */
export function previews(desk) {
  return desk.checked.submission.sheets.map((sheet) => preview(desk, sheet));
}

/** @param {Desk} desk @param {Sheet} sheet */
function preview(desk, { grid }) {
  const marks = marked(desk, grid.name);
  const rows = inTurn(grid.cells);
  const shownRows = rows.filter((row, at) => at < FIRST || marks.rows.has(row)).slice(0, MOST);
  const columns = [...new Set(shownRows.flatMap((row) => inTurn(cellsOf(grid, row))))].sort((one, other) => one - other).slice(0, WIDEST);
  const head = make("tr", {}, make("td"), ...columns.map((column) => make("th", { scope: "col", text: letters(column) })));
  const body = shownRows.map((row) => tableRow(grid, row, columns, marks));
  const table = make("table", { class: "desk-table" }, make("thead", {}, head), make("tbody", {}, ...body));
  const caption = say(grid.name ? "preview_sheet" : "preview_file", { sheet: shown(grid.name), shown: shownRows.length, total: rows.length });
  const frame = make("div", { class: "desk-table-frame", tabindex: "0", role: "region", "aria-label": caption }, table);
  return make("div", { class: "desk-preview" }, make("p", { class: "desk-caption", text: caption }), frame);
}

/** @param {import("./grid.mjs").Grid} grid @param {number} row */
function cellsOf(grid, row) {
  return grid.cells.get(row) ?? new Map();
}

/** How a cell of the preview is found again. @param {string} sheet @param {number} row @param {number} column */
export function cellKey(sheet, row, column) {
  return JSON.stringify([sheet, row, column]);
}

/** Bring a cell into sight within its table and mark it; false where the preview does not hold it. @param {string} key */
export function located(key) {
  const cells = Array.from(document.querySelectorAll("#desk-previews [data-cell]"));
  const found = /** @type {HTMLElement | undefined} */ (cells.find((each) => each.getAttribute("data-cell") === key));
  for (const each of cells) each.classList.toggle("desk-here", each === found);
  found?.scrollIntoView({ block: "nearest", inline: "center" });
  return Boolean(found);
}

/** The findings and mends of one sheet by cell, and the rows that hold any. @param {Desk} desk @param {string} sheet */
function marked(desk, sheet) {
  /** @type {Map<string, Finding>} */
  const faults = new Map();
  /** @type {Set<number>} */
  const rows = new Set();
  for (const told of desk.checked.findings) {
    if (told.place.sheet !== sheet || !told.place.cell) continue;
    const key = told.place.cell.join(",");
    if (!faults.has(key) || isError(told)) faults.set(key, told);
    rows.add(told.place.cell[0]);
  }
  const mended = new Set([...desk.edits.values()].filter((edit) => edit.sheet === sheet).map((edit) => `${edit.row},${edit.column}`));
  for (const key of mended) rows.add(Number(key.split(",")[0]));
  return { faults, mended, rows };
}

/** @param {import("./grid.mjs").Grid} grid @param {number} row @param {number[]} columns @param {ReturnType<typeof marked>} marks */
function tableRow(grid, row, columns, marks) {
  const cells = columns.map((column) => {
    const told = marks.faults.get(`${row},${column}`);
    const made = make("td", { text: grid.cells.get(row)?.get(column)?.text ?? "", "data-cell": cellKey(grid.name, row, column) });
    if (marks.mended.has(`${row},${column}`)) made.classList.add("desk-mended");
    if (told) {
      made.classList.add(isError(told) ? "desk-faulty" : "desk-held");
      made.title = sentence(told);
      made.append(make("span", { class: "desk-unseen", text: say(isError(told) ? "mark_error" : "mark_held") }));
    }
    return made;
  });
  return make("tr", {}, make("th", { scope: "row", text: String(row) }), ...cells);
}
