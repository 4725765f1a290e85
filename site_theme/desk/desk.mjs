// @ts-check
/** The file on the desk: as it was sent, what was mended in it, and what is told of it now. */

import { check } from "./check.mjs";
import { mendOf } from "./mends.mjs";
import { savedCsv } from "./save_csv.mjs";
import { savedXlsx } from "./save_xlsx.mjs";
import { isWorkbook } from "./workbook.mjs";

/** @typedef {import("./mends.mjs").Edit} Edit */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./check.mjs").Checked} Checked */
/** @typedef {{told: Finding, mend: Edit | null}} Advice */

export class Desk {
  /** @param {string} file @param {Uint8Array} data */
  constructor(file, data) {
    this.file = file;
    this.sent = data;
    /** Every mended cell, as it was sent and as it is now. @type {Map<string, Edit>} */
    this.edits = new Map();
    this.checked = check(file, data);
  }

  /** Each finding with the mend that it offers. @returns {Advice[]} */
  get advice() {
    return this.checked.findings.map((told) => ({ told, mend: mendOf(told, this.checked.submission.sheets) }));
  }

  /** The mends that leave nothing to decide. */
  get sure() {
    return this.advice.flatMap(({ mend }) => (mend?.sure ? [mend] : []));
  }

  /** Write these and check anew. @param {Edit[]} edits */
  adopt(edits) {
    for (const edit of edits) {
      const key = JSON.stringify([edit.sheet, edit.row, edit.column]);
      const before = this.edits.get(key)?.before ?? edit.before;
      if (before === edit.after) this.edits.delete(key);
      else this.edits.set(key, { ...edit, before });
    }
    this.checked = check(this.file, this.corrected());
  }

  /** Take back what was mended. */
  reset() {
    this.edits.clear();
    this.checked = check(this.file, this.sent);
  }

  /** The bytes of the corrected file. */
  corrected() {
    const edits = [...this.edits.values()];
    if (!isWorkbook(this.sent)) return savedCsv(this.file, this.sent, edits);
    /** @type {Map<string, Edit[]>} */
    const parts = new Map();
    for (const edit of edits) {
      const sheet = this.checked.submission.sheets.find(({ grid }) => grid.name === edit.sheet);
      const part = /** @type {import("./xlsx.mjs").PartGrid} */ (sheet?.grid).part;
      parts.set(part, [...(parts.get(part) ?? []), edit]);
    }
    return savedXlsx(this.sent, parts);
  }
}
