// @ts-check
/** The corrected CSV file: UTF-8 with BOM, so that every spreadsheet opens it rightly. */

import { csvRecords } from "./csv_grid.mjs";

/** @typedef {import("./mends.mjs").Edit} Edit */

/** @param {string} file @param {Uint8Array} data @param {Edit[]} edits */
export function savedCsv(file, data, edits) {
  const records = csvRecords(file, data);
  if (!Array.isArray(records)) throw new Error(records.code);
  const rows = records.map(({ row }) => [...row]);
  for (const { row, column, after } of edits) rows[row - 1][column - 1] = after;
  return new TextEncoder().encode(`\ufeff${rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`);
}

/** A cell in quotation marks where it needs them. @param {string} text */
function quoted(text) {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.split('"').join('""')}"` : text;
}
