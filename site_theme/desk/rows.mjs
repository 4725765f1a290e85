// @ts-check
/** Which rows of a submitted sheet are records, and which are titles, examples, totals and signatures (read/rows.py). */

import { strip, whole } from "./column.mjs";
import { settings, spellings } from "./declaration.mjs";
import { TRAP, inTurn } from "./grid.mjs";
import { knownHeaders } from "./header.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./grid.mjs").Grid} Grid */
/** @typedef {Map<number, import("./grid.mjs").Cell>} Row */

export const [BLANK, TITLE, EXAMPLE, TOTAL, SIGNATURE, RECORD] = ["blank", "title", "example", "total", "signature", "record"];
const NOISE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000*\u203b]/gu;
const SUFFIX = /\([^()]*\)$/u;
const SIGNATURES = whole(spellings.signatures);
const TOTALS = whole(spellings.totals);
const AMOUNT = whole(spellings.amount);
const FIGURES = new Set(["count", "number"]);
const PLAIN = /^-?[0-9]{1,15}(?:\.[0-9]{1,9})?$/;

/** A header or a mark as clerks mean it: full-width forms made narrow, no blanks, no stars. @param {string} text */
export function plain(text) {
  return text.normalize("NFKC").replace(NOISE, "");
}

/** The field that a header cell names, also with its unit in brackets after it; the empty text where there is none. @param {Map<string, string>} known @param {string} header */
export function fieldNamed(known, header) {
  const bare = plain(header);
  return known.get(bare) || known.get(bare.replace(SUFFIX, "")) || "";
}

/** Columns of a form that hold no data of the record. @param {string} header */
export function ignorable(header) {
  return isNumbering(header) || plain(header).startsWith(spellings.before);
}

/** The column in which a form numbers its rows. @param {string} header */
export function isNumbering(header) {
  return plain(header) === spellings.numbering;
}

/** The headers of a kind, as `fieldNamed` looks them up. @param {Kind} kind */
export function knownPlainly(kind) {
  return new Map(Array.from(knownHeaders(kind), ([header, name]) => [plain(header), name]));
}

/** The first row that names the fields of one kind, and the kind of which it names most. @param {Grid} grid @param {Kind[]} kinds */
export function findHeader(grid, kinds) {
  const known = new Map(kinds.map((kind) => [kind.name, knownPlainly(kind)]));
  for (const row of inTurn(grid.cells).slice(0, settings.deepest)) {
    const named = [.../** @type {Row} */ (grid.cells.get(row)).values()].map((each) => each.text).filter((text) => strip(text) && !ignorable(text));
    /** @type {{kind: Kind, shared: number, lacking: number} | null} */
    let best = null;
    for (const kind of kinds) {
      const scored = { kind, ...score(kind, /** @type {Map<string, string>} */ (known.get(kind.name)), named) };
      if (!best || scored.shared > best.shared || (scored.shared === best.shared && scored.lacking < best.lacking)) best = scored;
    }
    if (best && best.shared >= 2 && 2 * best.shared > named.length) return { kind: best.kind, row };
  }
  return null;
}

/** @param {Kind} kind @param {Map<string, string>} known @param {string[]} named */
function score(kind, known, named) {
  const there = new Set(named.map((text) => fieldNamed(known, text)).filter(Boolean));
  const lacking = kind.fields.filter((field) => field.required && !field.absent && !there.has(field.name)).length;
  return { shared: there.size, lacking };
}

/** Whether a cell holds anything: a trap does, even where no text of it is left. @param {import("./grid.mjs").Cell | undefined} cell */
export function says(cell) {
  return cell !== undefined && (strip(cell.text) !== "" || cell.sort === TRAP);
}

/** What a row below the header is; `numbering` is the column of numbers, 0 where there is none. @param {Row} row @param {number} numbering */
export function sortOf(row, numbering) {
  const said = inTurn(row).filter((column) => says(row.get(column))).map((column) => textAt(row, column));
  if (!said.length) return BLANK;
  if (row.has(numbering) && spellings.examples.includes(plain(textAt(row, numbering)))) return EXAMPLE;
  const first = plain(said[0]);
  if (spellings.examples.some((/** @type {string} */ word) => first.startsWith(word + spellings.example_sign))) return EXAMPLE;
  if (SIGNATURES.test(first)) return SIGNATURE;
  if (TOTALS.test(first)) return TOTAL;
  const second = said.length > 1 && TOTALS.test(plain(said[1]));
  return second && [said[0], ...said.slice(2)].every((text) => AMOUNT.test(plain(text))) ? TOTAL : RECORD;
}

/** Whether a row names a total in place of its unit: whatever else it states, it is no record. @param {Map<number, Field>} fields @param {Row} row */
export function namesTotal(fields, row) {
  return Array.from(fields).some(([column, field]) => field.refers === "unit" && TOTALS.test(plain(textAt(row, column))));
}

/** @param {Row} row @param {number} column */
function textAt(row, column) {
  return row.get(column)?.text ?? "";
}

/**
 * The columns of figures in which a row of totals differs from the sum of its records, with that sum.
 * @param {Map<number, Field>} fields @param {Row[]} records @param {Row} total @returns {Map<number, string>}
 */
export function unsummed(fields, records, total) {
  const wrong = new Map();
  const apart = new Set([...fields.values()].map((field) => field.unit_of).filter(Boolean));
  const mixed = (/** @type {number} */ column) => new Set(records.map((record) => textAt(record, column))).size > 1;
  if ([...fields].some(([column, field]) => apart.has(field.name) && mixed(column))) return wrong;
  for (const column of inTurn(fields)) {
    const field = fields.get(column);
    if (!field || !FIGURES.has(field.grammar) || field.unit_of || field.absent) continue;
    const stated = records.map((record) => textAt(record, column)).filter(Boolean);
    const whole = textAt(total, column);
    if (![whole, ...stated].every((text) => PLAIN.test(text))) continue;
    const summed = stated.reduce((sum, text) => sum + billionths(text), BigInt(0));
    if (summed !== billionths(whole)) wrong.set(column, decimal(summed));
  }
  return wrong;
}

/** A plain number in billionths, exactly. @param {string} text */
function billionths(text) {
  const [before, after = ""] = text.replace("-", "").split(".");
  const size = BigInt(before + after.padEnd(9, "0"));
  return text.startsWith("-") ? -size : size;
}

/** Billionths as a decimal number. @param {bigint} size */
function decimal(size) {
  const digits = String(size < BigInt(0) ? -size : size).padStart(10, "0");
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, "");
  return size < BigInt(0) ? `-${text}` : text;
}
