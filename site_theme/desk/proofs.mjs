// @ts-check
/** What the proofs ask of the page, so that both programs can be held against each other word for word. */

import { check } from "./check.mjs";
import { decode } from "./encoding.mjs";
import { line } from "./sentences.mjs";
import { readWorkbook } from "./workbook.mjs";

/** All that is told of a file, and where its records end. @param {string} file @param {Uint8Array} data */
function checked(file, data) {
  const { findings, counts } = check(file, data);
  return { lines: findings.map(line), counts };
}

/** A workbook as it is read. @param {Uint8Array} data */
function book(data) {
  const { grids, asides, code, facts } = readWorkbook(data);
  return { grids: grids.map(plainGrid), asides, code, facts };
}

/** @param {import("./grid.mjs").Grid} grid */
function plainGrid({ name, state, cells, merged, hiddenRows, hiddenColumns, comments }) {
  const plain = Array.from(cells, ([row, line]) => Array.from(line, ([column, { text, sort, code, facts }]) => [row, column, text, sort, code, facts])).flat();
  const hidden = [hiddenRows, hiddenColumns].map((numbers) => [...numbers].sort((one, other) => one - other));
  return { name, state, cells: plain, merged, hidden, comments: Object.fromEntries(comments) };
}

/** Let the proofs find them. */
export function proofs() {
  Object.assign(window, { gongkaiDesk: { checked, book, decode } });
}
