// @ts-check
/** A submitted CSV file as a sheet (read/csv_grid.py): RFC 4180 as Python's strict reader takes it. */

import { decode } from "./encoding.mjs";
import { cell, grid } from "./grid.mjs";
import { finding, place } from "./place.mjs";
import { recordSpots } from "./spots.mjs";

/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {import("./spots.mjs").Spots} Spots */
/** @typedef {{start: number, text: string, row: string[]}} CsvRecord the line on which it begins, its text, its cells */

const END = /[,\n]/g;
const LONGEST = 131072; // signs in one cell; Python's reader takes no more

/** The cells of the file and where they stand, or the finding that refuses it. @param {string} file @param {Uint8Array} data */
export function csvGrid(file, data) {
  const records = csvRecords(file, data);
  if (!Array.isArray(records)) return records;
  const cells = new Map();
  records.forEach(({ row }, at) => {
    const filled = new Map(row.map((said, column) => /** @type {[number, any]} */ ([column + 1, cell(said)])).filter(([, each]) => each.text));
    if (filled.size) cells.set(at + 1, filled);
  });
  return { grid: grid("", cells), spots: recordSpots(file, records) };
}

/** The records of the file, or the finding that refuses it (E001 encoding, E003 quoting). @param {string} file @param {Uint8Array} data */
export function csvRecords(file, data) {
  const text = decode(data);
  if (text === null) return finding("E001", place(file));
  /** @type {CsvRecord[]} */
  const records = [];
  const broken = cut(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"), records);
  return broken ? finding("E003", place(file, broken)) : records;
}

/** Cut the text into records; 0, or the line on which a record begins whose quotation marks are at fault. @param {string} text @param {CsvRecord[]} records */
function cut(text, records) {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const read = record(text, at);
    if (!read) return line;
    const said = text.slice(at, read.end);
    records.push({ start: line, text: said, row: read.row });
    line += said.split("\n").length;
    at = read.end + 1;
  }
  return 0;
}

/** The record that begins here and where it ends, or null where its quotation marks are at fault. @param {string} text @param {number} from */
function record(text, from) {
  /** @type {string[]} */
  const row = [];
  if (text[from] === "\n") return { row, end: from };
  for (let at = from; ; ) {
    const read = text[at] === '"' ? quoted(text, at + 1) : bare(text, at);
    if (!read || (read.said.length > LONGEST && Array.from(read.said).length > LONGEST)) return null;
    row.push(read.said);
    if (text[read.end] !== ",") return { row, end: read.end };
    at = read.end + 1;
  }
}

/** @param {string} text @param {number} from */
function bare(text, from) {
  END.lastIndex = from;
  const end = END.test(text) ? END.lastIndex - 1 : text.length;
  return { said: text.slice(from, end), end };
}

/** A cell in quotation marks, from behind the first; null where the last is missing or followed by more. @param {string} text @param {number} from */
function quoted(text, from) {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue;
    const closed = at + 1 === text.length || text[at + 1] === "," || text[at + 1] === "\n";
    return closed ? { said: text.slice(from, at).split('""').join('"'), end: at + 1 } : null;
  }
  return null;
}
