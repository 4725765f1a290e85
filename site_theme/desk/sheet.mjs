// @ts-check
/** One submitted sheet to one raw table: finds the records, and refuses what is not exact (read/sheet.py). */

import { strip } from "./column.mjs";
import { EMPTY, inTurn } from "./grid.mjs";
import { nameColumns } from "./header.mjs";
import { finding } from "./place.mjs";
import { UNCHANGED, isMark, isUntouched, sortByMark } from "./prepared.mjs";
import { BLANK, RECORD, TOTAL, fieldNamed, ignorable, isNumbering, knownPlainly, namesTotal, says, sortOf, unsummed } from "./rows.mjs";
import { trapsOf } from "./sheet_traps.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./spots.mjs").Spots} Spots */
/** @typedef {{kind: Kind, row: number}} Header */
/** @typedef {import("./sheet_traps.mjs").Trap} Trap */
/** @typedef {{rows: number, says: Set<string>}} Lost how many records a refused sheet would hold, and all they say */
/** @typedef {(row: number, field?: string) => import("./place.mjs").Place} Locate */
/**
 * @typedef {object} RawTable
 * @property {Kind} kind
 * @property {Record<string, string>[]} rows the text of each field of each record
 * @property {Locate} place
 * @property {Trap[]} traps
 * @property {Map<number, Set<string>>} trapped by record the fields of its traps; the empty text stands for the whole record
 * @property {Set<string>} waived
 */
/** @typedef {{kind: Kind, fields: Map<number, Field>, header: number, numbering: number, mark: number, aside: Set<number>, findings: Finding[]}} Table `aside` are the columns that are no data */

/**
 * The records of one sheet below its header row, or how many there would be where the sheet is refused as a whole.
 * @param {Header} header @param {Grid} grid @param {Spots} spots @returns {{table: RawTable | null, lost: Lost, findings: Finding[], asides: string[], untouched: number}}
 */
export function readSheet(header, grid, spots) {
  const table = tableOf(header, grid, spots);
  const found = new Map(inTurn(grid.cells).filter((row) => row > header.row).map((row) => [row, sortIn(table, grid, row)]));
  const numbers = [...found.keys()].filter((row) => found.get(row) === RECORD);
  const findings = [...table.findings, ...hiddenColumns(table, grid, spots), ...secondHeader(table, grid, spots), ...totals(table, grid, found, spots)];
  const asides = asidesOf(table, grid, found);
  const untouched = [...found.values()].filter(isUntouched).length;
  if (findings.length) return { table: null, lost: { rows: numbers.length, says: new Set(numbers.flatMap((row) => saidIn(grid, row))) }, findings, asides, untouched };
  const columns = new Map(Array.from(table.fields, ([column, field]) => [field.name, column]));
  /** @type {Locate} */
  const place = (row, field = "") => spots.at(numbers[row], columns.get(field) ?? 0);
  const traps = numbers.flatMap((row, number) => trapsOf(table, grid, spots, number, row));
  const trapped = new Map();
  for (const { row, field } of traps) trapped.set(row, (trapped.get(row) ?? new Set()).add(field));
  const waived = new Set(header.kind.fields.filter((field) => field.absent).map((field) => field.name));
  const rows = numbers.map((row) => texts(table, rowOf(grid, row)));
  return { table: { kind: header.kind, rows, place, traps, trapped, waived }, lost: { rows: 0, says: new Set() }, findings: [], asides, untouched };
}

/** All texts that stand in no record. @param {Table} table @param {Grid} grid @param {Map<number, string>} found the sorts of the rows below the header */
function asidesOf(table, grid, found) {
  const beside = (/** @type {number} */ row) => row < table.header || ![BLANK, RECORD, undefined].includes(found.get(row));
  const cells = inTurn(grid.cells).filter((row) => row !== table.header).flatMap((row) => Array.from(rowOf(grid, row), ([column, cell]) => ({ row, column, cell })));
  return cells.filter(({ row, column, cell }) => cell.text && (beside(row) || !table.fields.has(column))).map(({ cell }) => cell.text);
}

/** @param {Grid} grid @param {number} row */
function saidIn(grid, row) {
  return Array.from(rowOf(grid, row).values(), (cell) => cell.text);
}

/** @param {Grid} grid @param {number} row */
function rowOf(grid, row) {
  return grid.cells.get(row) ?? new Map();
}

/** @param {Header} header @param {Grid} grid @param {Spots} spots @returns {Table} */
function tableOf({ kind, row }, grid, spots) {
  const known = knownPlainly(kind);
  const named = rowOf(grid, row);
  const columns = inTurn(named).filter((column) => strip(named.get(column).text) && !ignorable(named.get(column).text));
  const titles = new Map(kind.fields.map((field) => [field.name, field.title]));
  const meant = columns.map((column) => strip(named.get(column).text)).map((text) => titles.get(fieldNamed(known, text)) ?? text);
  const waived = new Set(kind.fields.filter((field) => field.absent).map((field) => field.name));
  const [names, findings] = nameColumns(kind, meant, columns.map((column) => spots.at(row, column)), waived);
  const fields = new Map();
  columns.forEach((column, at) => names[at] && fields.set(column, kind.fields.find((field) => field.name === names[at])));
  const numbering = [...named.keys()].find((column) => isNumbering(named.get(column).text)) ?? 0;
  const mark = [...named.keys()].find((column) => isMark(named.get(column).text)) ?? 0;
  const aside = new Set([...named.keys()].filter((column) => ignorable(named.get(column).text)));
  return { kind, fields, header: row, numbering, mark, aside, findings };
}

/** What a row below the header is; one that states no more than what a form states in every row (unit, version) is blank. @param {Table} table @param {Grid} grid @param {number} number */
function sortIn(table, grid, number) {
  const row = rowOf(grid, number);
  const sort = sortOf(row, table.numbering);
  if (sort === RECORD && namesTotal(table.fields, row)) return TOTAL;
  const prepared = (/** @type {number} */ column) => table.aside.has(column) || table.fields.get(column)?.name === "unit" || table.fields.get(column)?.absent;
  const stated = [...row.keys()].filter((column) => says(row.get(column)));
  if (sort !== RECORD || stated.every(prepared)) return sort === RECORD ? BLANK : sort;
  return stated.every((column) => table.fields.has(column) || table.aside.has(column)) ? sortByMark(table, grid, number) : RECORD;
}

/** @param {Table} table @param {Grid} grid @param {Spots} spots */
function hiddenColumns(table, grid, spots) {
  const hidden = inTurn(table.fields).filter((column) => grid.hiddenColumns.has(column));
  return hidden.map((column) => finding("E062", spots.at(table.header, column), { title: fieldAt(table, column).title }));
}

/** @param {Table} table @param {number} column */
function fieldAt(table, column) {
  return /** @type {Field} */ (table.fields.get(column));
}

/** A header of two rows: cells merged into the first, or a next row that names fields as well. @param {Table} table @param {Grid} grid @param {Spots} spots */
function secondHeader(table, grid, spots) {
  const merged = grid.merged.find(([first, , last]) => first <= table.header && table.header <= last);
  if (merged) return [finding("E060", spots.at(table.header, merged[1]))];
  const known = knownPlainly(table.kind);
  const after = rowOf(grid, table.header + 1);
  const named = inTurn(after).filter((column) => fieldNamed(known, after.get(column).text));
  return named.length > 1 ? [finding("E060", spots.at(table.header + 1, named[0]))] : [];
}

/** Every total that is the sum neither of all records above it nor of those since the total before. @param {Table} table @param {Grid} grid @param {Map<number, string>} found @param {Spots} spots */
function totals(table, grid, found, spots) {
  const findings = [];
  const every = [];
  let since = [];
  for (const [row, sort] of found) {
    const cells = rowOf(grid, row);
    if (sort === RECORD || sort === UNCHANGED) [every, since].forEach((part) => part.push(cells));
    if (sort === TOTAL) {
      const part = unsummed(table.fields, since, cells);
      since = [];
      for (const [column, summed] of unsummed(table.fields, every, cells)) {
        const facts = { title: fieldAt(table, column).title, found: cells.get(column).text, summed };
        if (part.has(column)) findings.push(finding("E069", spots.at(row, column), facts));
      }
    }
  }
  return findings;
}

/** The text of each field in one record; what an empty cell stands for is written in where the kind says so. @param {Table} table @param {import("./rows.mjs").Row} row */
function texts(table, row) {
  /** @type {Record<string, string>} */
  const said = {};
  for (const [column, field] of table.fields) said[field.name] = (row.get(column) ?? EMPTY).text;
  for (const { name, absent } of table.kind.fields) if (absent && !absent.includes("{")) said[name] ||= absent;
  return said;
}
