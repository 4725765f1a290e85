// @ts-check
/** A file as somebody sent it: which kinds of record it holds is told by its headers (read/submission.py). */

import { csvGrid } from "./csv_grid.mjs";
import { kinds, settings, spellings } from "./declaration.mjs";
import { VISIBLE, inTurn } from "./grid.mjs";
import { finding, place } from "./place.mjs";
import { findHeader } from "./rows.mjs";
import { readSheet } from "./sheet.mjs";
import { sheetSpots } from "./spots.mjs";
import { isWorkbook, readWorkbook } from "./workbook.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./spots.mjs").Spots} Spots */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./sheet.mjs").RawTable} RawTable */
/** @typedef {{kind: string, rows: number, says: Set<string>}} RefusedSheet */
/** @typedef {{grid: Grid, spots: Spots, table: RawTable | null}} Sheet */
/** @typedef {{sheets: Sheet[], refused: RefusedSheet[], findings: Finding[], asides: string[], untouched: number}} Submission `untouched`: prepared rows that nobody filled in or changed */

const SEPARATORS = new RegExp(spellings.separators, "u");

/** Read one submitted file. @param {string} file @param {Uint8Array} data @returns {Submission} */
export function readSubmission(file, data) {
  if (file.toLowerCase().endsWith(".csv") && !isWorkbook(data)) {
    const found = csvGrid(file, data);
    return "grid" in found ? readSheets(file, [found], []) : refused(file, found, []);
  }
  const book = readWorkbook(data);
  if (book.code) return refused(file, finding(book.code, place(file), book.facts), book.asides);
  return readSheets(file, book.grids.map((grid) => ({ grid, spots: sheetSpots(file, grid.name) })), book.asides);
}

/** @param {string} file @param {Finding} fault @param {string[]} asides @returns {Submission} */
function refused(file, fault, asides) {
  return { sheets: [], refused: [{ kind: "", rows: 1, says: new Set() }], findings: [fault], asides: [file, ...asides], untouched: 0 };
}

/** @param {string} file @param {{grid: Grid, spots: Spots}[]} sheets @param {string[]} asides @returns {Submission} */
function readSheets(file, sheets, asides) {
  /** @type {Submission} */
  const submission = { sheets: [], refused: [], findings: [], asides: [file, ...asides], untouched: 0 };
  for (const { grid, spots } of sheets) {
    if (!grid.cells.size || spellings.helpers.includes(grid.name)) {
      submission.asides.push(...textsOf(grid));
      continue;
    }
    const { table, lost, findings, asides: beside, untouched } = readOne(grid, spots);
    submission.asides.push(...beside);
    submission.untouched += untouched;
    submission.sheets.push({ grid, spots, table });
    submission.findings.push(...findings);
    if (lost) submission.refused.push(lost);
  }
  if (!submission.sheets.length) {
    submission.findings.push(finding("E059", place(file), { known: known() }));
    submission.refused.push({ kind: "", rows: 1, says: new Set() });
  }
  return submission;
}

/** @param {Grid} grid @param {Spots} spots @returns {{table: RawTable | null, lost: RefusedSheet | null, findings: Finding[], asides: string[], untouched: number}} */
function readOne(grid, spots) {
  const header = findHeader(grid, Object.values(kinds));
  if (grid.state === VISIBLE && header) {
    const { table, lost, ...told } = readSheet(header, grid, spots);
    return { table, lost: table ? null : { kind: header.kind.name, ...lost }, ...told };
  }
  const fault = grid.state === VISIBLE ? headless(grid, spots) : finding("E067", spots.at(0));
  return { table: null, lost: { kind: "", rows: Math.max(grid.cells.size - 1, 1), says: new Set() }, findings: [fault], asides: textsOf(grid), untouched: 0 };
}

/** @param {Grid} grid */
function textsOf(grid) {
  return [...grid.cells.values()].flatMap((row) => Array.from(row.values(), (cell) => cell.text)).filter(Boolean);
}

/** Why no header is found: the cells of a CSV file are parted by other signs than commas (E015), or nothing names fields (E059). @param {Grid} grid @param {Spots} spots */
function headless(grid, spots) {
  const row = inTurn(grid.cells)[0];
  const first = [.../** @type {import("./rows.mjs").Row} */ (grid.cells.get(row)).values()].map((cell) => cell.text);
  if (!grid.name && first.length === 1 && SEPARATORS.test(first[0])) return finding("E015", spots.at(row, 1), { found: first[0] });
  return finding("E059", spots.at(0), { known: known() });
}

function known() {
  return Object.values(kinds).map((kind) => kind.title).join("\u3001");
}
