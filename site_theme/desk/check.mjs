// @ts-check
/** One file as it was sent: read, checked, guarded, and held against the registers and itself. */

import { examine } from "./alone.mjs";
import { exposed, guardRows } from "./guard.mjs";
import { finding, inOrder, place } from "./place.mjs";
import { silenced } from "./silence.mjs";
import { readSubmission } from "./submission.mjs";
import { checkTable } from "./table.mjs";

/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {{file: string, submission: import("./submission.mjs").Submission, rows: Row[], findings: Finding[], counts: Counts}} Checked */
/** @typedef {{read: number, published: number, withheld: number, rejected: number, untouched: number}} Counts */

/** All that is told of one submitted file. @param {string} file @param {Uint8Array} data @returns {Checked} */
export function check(file, data) {
  const submission = readSubmission(file, data);
  const findings = [...submission.findings];
  /** @type {Row[]} */
  const all = [];
  for (const { table } of submission.sheets) {
    if (!table) continue;
    const { rows, findings: faults } = checkTable(table);
    findings.push(...faults, ...guardRows(rows));
    all.push(...rows);
  }
  const exposures = exposed(submission.asides);
  findings.push(...exposures.map(([what, masked]) => finding("W315", place(file), { what, masked })));
  if (exposures.length) for (const row of all) if (!row.fate.startsWith("E")) row.fate = "W315";
  findings.push(...examine(all, submission.refused));
  return { file, submission, rows: all, findings: inOrder(silenced(findings)), counts: counted(all, submission) };
}

/** Where each record ends if nothing else is submitted. @param {Row[]} rows @param {import("./submission.mjs").Submission} submission @returns {Counts} */
function counted(rows, { refused, untouched }) {
  const fates = rows.map((row) => row.fate[0] ?? "");
  const lost = refused.reduce((sum, each) => sum + each.rows, 0);
  const [published, withheld, rejected] = ["", "W", "E"].map((level) => fates.filter((fate) => fate === level).length);
  return { read: rows.length + lost, published, withheld, rejected: rejected + lost, untouched };
}
