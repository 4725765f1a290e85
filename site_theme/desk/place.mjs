// @ts-check
/** Where something stands in a submitted file, and what is told of it (place.py, findings.py). */

/** `cell` is the row and the column of the sheet, where the place is a cell of one. @typedef {{file: string, sheet: string, line: number, column: number, cell?: [number, number]}} Place */
/** @typedef {{code: string, place: Place, facts: Record<string, string>}} Finding */

/** @param {string} file @param {number} [line] @param {number} [column] @param {string} [sheet] @returns {Place} */
export function place(file, line = 0, column = 0, sheet = "") {
  return { file, sheet, line, column };
}

/** @param {string} code @param {Place} where @param {Record<string, string>} [facts] @returns {Finding} */
export function finding(code, where, facts = {}) {
  return { code, place: where, facts };
}

/** Whether it keeps a record or the file from being published. @param {Finding} told */
export function isError(told) {
  return told.code.startsWith("E");
}

/** The name of a column of a sheet: 1 is A, 27 is AA, 0 the empty text. @param {number} column */
export function letters(column) {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The place inside its file: `5:2`, `Sheet1!B5`, or the empty text for the file as a whole. @param {Place} where */
export function spot(where) {
  if (!where.sheet) return [where.line, where.line ? where.column : 0].filter(Boolean).join(":");
  const cell = letters(where.column) + (where.line || "");
  return cell ? `${where.sheet}!${cell}` : where.sheet;
}

/** @param {Place} where */
export function placeText(where) {
  return spot(where) ? `${where.file}:${spot(where)}` : where.file;
}

/** Texts by code points, as Python orders them. @param {string} one @param {string} other */
export function compare(one, other) {
  if (one === other) return 0;
  const [ours, theirs] = [Array.from(one), Array.from(other)];
  const at = ours.findIndex((sign, index) => sign !== theirs[index]);
  if (at < 0) return -1;
  return at < theirs.length ? Number(ours[at].codePointAt(0)) - Number(theirs[at].codePointAt(0)) : 1;
}

/** @param {Place} one @param {Place} other */
export function comparePlaces(one, other) {
  return compare(one.file, other.file) || compare(one.sheet, other.sheet) || one.line - other.line || one.column - other.column;
}

/** Sorted by place, then code, then facts. @param {Finding[]} findings */
export function inOrder(findings) {
  return [...findings].sort(
    (one, other) => comparePlaces(one.place, other.place) || compare(one.code, other.code) || compareFacts(one.facts, other.facts),
  );
}

/** @param {Record<string, string>} one @param {Record<string, string>} other */
function compareFacts(one, other) {
  const [ours, theirs] = [one, other].map((facts) => Object.entries(facts).sort(([a], [b]) => compare(a, b)).flat());
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const order = compare(ours[at], theirs[at]);
    if (order) return order;
  }
  return ours.length - theirs.length;
}
