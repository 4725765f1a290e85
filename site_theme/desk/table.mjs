// @ts-check
/** Raw tables to typed rows: every cell is accepted by its field's grammar, what was refused is explained (check/table.py). */

import { accepted, decimals, endsBefore, typed } from "./column.mjs";
import { holds, percent } from "./conditions.mjs";
import { explain } from "./mend.mjs";
import { finding } from "./place.mjs";

/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./column.mjs").Value} Value */
/** @typedef {import("./sheet.mjs").RawTable} RawTable */
/**
 * @typedef {object} Row one record on its way
 * @property {RawTable} table
 * @property {number} number its position in the table
 * @property {Record<string, string>} texts
 * @property {Record<string, Value>} values null where nothing is stated, or what is stated was refused
 * @property {Record<string, number>} digits how many decimals a number is written with
 * @property {string} fate the code of the first finding that stops it, empty while it is in the running
 */

/** Type one raw table; a row with any error is refused, the others are not touched by it. @param {RawTable} table @returns {{rows: Row[], findings: Finding[]}} */
export function checkTable(table) {
  const rows = table.rows.map((texts, number) => typedRow(table, texts, number));
  const findings = table.traps.map((trap) => trap.finding);
  for (const trap of table.traps) rows[trap.row].fate ||= trap.finding.code;
  for (const row of rows) findings.push(...cellFaults(row));
  for (const row of rows.filter((each) => !each.fate)) findings.push(...ruleFaults(row));
  return { rows, findings };
}

/** @param {RawTable} table @param {Record<string, string>} texts @param {number} number @returns {Row} */
function typedRow(table, texts, number) {
  /** @type {Row} */
  const row = { table, number, texts, values: {}, digits: {}, fate: "" };
  for (const field of table.kind.fields) {
    const text = texts[field.name] ?? "";
    const good = text !== "" && accepted(field, text);
    row.values[field.name] = good ? typed(field, text) : null;
    if (good && field.grammar === "number") row.digits[field.name] = decimals(text);
  }
  return row;
}

/** The faults of one row's cells, trapped ones apart. @param {Row} row @returns {Finding[]} */
function cellFaults(row) {
  const { table, number, texts, values } = row;
  const trapped = table.trapped.get(number) ?? new Set();
  if (trapped.has("")) return [];
  /** @type {Finding[]} */
  const findings = [];
  for (const field of table.kind.fields) {
    const text = texts[field.name];
    if (text === undefined || trapped.has(field.name) || values[field.name] !== null) continue;
    if (text !== "") {
      const [code, facts] = explain(field, text);
      findings.push(finding(code, table.place(number, field.name), facts));
    } else if (field.required && !table.waived.has(field.name)) {
      findings.push(finding("E101", table.place(number, field.name), { title: field.title, sample: field.sample }));
    }
  }
  if (findings.length) row.fate ||= findings[0].code;
  return findings;
}

/** Faults between the cells of a sound row: a part greater than its whole, an end before its start, and the kind's own rules. @param {Row} row */
function ruleFaults(row) {
  const { table, number, texts, values } = row;
  const titles = new Map(table.kind.fields.map((field) => [field.name, field.title]));
  /** @type {Finding[]} */
  const findings = [];
  const between = (/** @type {Field} */ field, /** @type {string} */ name, /** @type {string} */ code) => {
    const facts = { title: field.title, found: texts[field.name], whole: String(titles.get(name)), of: texts[name] };
    findings.push(finding(code, table.place(number, field.name), facts));
  };
  for (const field of table.kind.fields) {
    const [value, whole] = [values[field.name], values[field.part_of]];
    if (typeof value === "number" && typeof whole === "number" && value > whole) between(field, field.part_of, "E108");
    if (field.not_before && endsBefore(value, values[field.not_before])) between(field, field.not_before, "E109");
  }
  for (const rule of table.kind.rules) {
    if (!holds(rule.broken, row)) continue;
    const facts = { ...texts, title: String(titles.get(rule.field)), ...(rule.percent ? { computed: percent(row, rule.percent) } : {}) };
    findings.push(finding(rule.code, table.place(number, rule.field), facts));
  }
  if (findings.length) row.fate ||= findings[0].code;
  return findings;
}
