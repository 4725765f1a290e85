// @ts-check
/** The mark of a row that a template prepared: by it a row that nobody touched is known (read/prepared.py). */

import { strip } from "./column.mjs";
import { spellings } from "./declaration.mjs";
import { TRAP } from "./grid.mjs";
import { RECORD, plain } from "./rows.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./grid.mjs").Cell} Cell */

export const [UNFILLED, UNCHANGED] = ["unfilled", "unchanged"];
const LETTERS = "abcdefghijklmnop";
const BASES = [2_166_136_261, 2_166_136_262];
const PRIME = 16_777_619;
const SHIFTS = [28, 24, 20, 16, 12, 8, 4, 0];

/** Whether a header names the column of marks. @param {string} header */
export function isMark(header) {
  return plain(header) === spellings.mark;
}

/** @param {string} sort */
export function isUntouched(sort) {
  return sort === UNFILLED || sort === UNCHANGED;
}

/**
 * What sort of untouched row it is that still states what its mark says, and that nobody commented on, else a record.
 * @param {{kind: Kind, fields: Map<number, {name: string}>, mark: number}} table @param {import("./grid.mjs").Grid} grid @param {number} number of the row
 */
export function sortByMark({ kind, fields, mark }, grid, number) {
  const row = grid.cells.get(number) ?? new Map();
  const noted = [...fields.keys()].some((column) => grid.comments.has(`${number},${column}`));
  const written = plain(row.get(mark)?.text ?? "");
  const cells = new Map(Array.from(fields, ([column, { name }]) => [name, row.get(column)]));
  if (noted || !written || [...cells.values()].some((cell) => cell?.sort === TRAP)) return RECORD;
  return [UNFILLED, UNCHANGED].find((sort) => markOf(sort, kind, cells) === written) ?? RECORD;
}

/** @param {string} sort @param {Kind} kind @param {Map<string, Cell | undefined>} cells by field */
function markOf(sort, kind, cells) {
  const stated = kind.fields.filter(({ name }) => name !== kind.version).map(({ name }) => ({ name, text: strip(cells.get(name)?.text ?? "").replace(/^'/, "") }));
  const said = stated.filter(({ text }) => text).map(({ name, text }) => `${name}=${text}`);
  const data = new TextEncoder().encode([sort, ...said].join("\n"));
  const digests = BASES.map((base) => data.reduce((digest, byte) => Math.imul(digest ^ byte, PRIME) >>> 0, base));
  return digests.flatMap((digest) => SHIFTS.map((shift) => LETTERS[(digest >>> shift) & 15])).join("");
}
