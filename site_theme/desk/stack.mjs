// @ts-check
/** All tables of one kind stacked, and the fate of rows that stop here (merge/stack.py). */

import { finding } from "./place.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {import("./place.mjs").Finding} Finding */

/** Reasons for which a sound row is withheld though it still is the newest word on its key. */
const HIDING = new Set(["W301", "W302", "W303", "W305", "W308", "W310"]);

export class Stack {
  /** @param {Kind} kind @param {Row[]} all the rows of the kind, in the order of their tables, those with a fate as well */
  constructor(kind, all) {
    this.kind = kind;
    this.all = all;
    /** @type {Finding[]} */
    this.findings = [];
  }

  /** The rows still in the running. */
  get rows() {
    return this.all.filter((row) => !row.fate);
  }

  /** Sound rows that are withheld, of kinds with versions: an older version must not come back. */
  get hidden() {
    return this.kind.version ? this.all.filter((row) => HIDING.has(row.fate)) : [];
  }

  /** The place of a row, or of one of its cells. @param {Row} row @param {string} [field] */
  place(row, field = "") {
    return row.table.place(row.number, field);
  }

  /** Take a row out of the running, for that reason; the first one counts. @param {Row} row @param {string} code */
  stop(row, code) {
    row.fate ||= code;
  }

  /** Add a finding. @param {string} code @param {Row} row @param {string} field @param {Record<string, string>} facts */
  tell(code, row, field, facts) {
    this.findings.push(finding(code, this.place(row, field), facts));
  }
}
