// @ts-check
/** The header of a submitted table must equal what the kind declares: titles, aliases or field names (read/header.py). */

import { compare, finding } from "./place.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./place.mjs").Place} Place */
/** @typedef {import("./place.mjs").Finding} Finding */

/** Every accepted header and the field it names. @param {Kind} kind @returns {Map<string, string>} */
export function knownHeaders(kind) {
  return new Map(kind.fields.flatMap((field) => [field.name, field.title, ...field.aliases].map((header) => [header, field.name])));
}

/** The known word most like the given one, or the empty text; only ever a suggestion. @param {string} word @param {readonly string[]} known */
export function nearest(word, known) {
  const signs = Array.from(word);
  let [best, shared, whole] = ["", 1, 4];
  for (const other of known) {
    const others = Array.from(other);
    const length = signs.length + others.length;
    if (4 * Math.min(signs.length, others.length) < length) continue;
    const common = longestCommon(signs, others);
    const lead = common * whole - shared * length;
    if (lead > 0 || (lead === 0 && (!best || compare(other, best) < 0))) [best, shared, whole] = [other, common, length];
  }
  return best;
}

/** The length of the longest common subsequence. @param {string[]} one @param {string[]} other */
function longestCommon(one, other) {
  const lengths = new Array(other.length + 1).fill(0);
  for (const sign of one) {
    let diagonal = 0;
    for (let at = 1; at <= other.length; at++) {
      const above = lengths[at];
      lengths[at] = sign === other[at - 1] ? diagonal + 1 : Math.max(above, lengths[at - 1]);
      diagonal = above;
    }
  }
  return lengths[other.length];
}

/**
 * The field of each header cell; unknown (E011), unnamed (E018), repeated (E012) and missing required (E013) ones are findings.
 * @param {Kind} kind @param {string[]} header @param {Place[]} places @param {Set<string>} waived @returns {[string[], Finding[]]}
 */
export function nameColumns(kind, header, places, waived) {
  const known = knownHeaders(kind);
  const titles = kind.fields.map((field) => field.title);
  /** @type {string[]} */
  const fields = [];
  /** @type {Finding[]} */
  const findings = [];
  header.forEach((cell, at) => {
    const field = known.get(cell) ?? "";
    if (!cell) findings.push(finding("E018", places[at]));
    else if (!field) findings.push(finding("E011", places[at], { found: cell, nearest: nearest(cell, titles), known: titles.join("\u3001") }));
    else if (fields.includes(field)) findings.push(finding("E012", places[at], { found: cell }));
    fields.push(field);
  });
  for (const field of kind.fields) {
    if (field.required && !fields.includes(field.name) && !waived.has(field.name)) {
      findings.push(finding("E013", { ...places[0], column: 0, cell: undefined }, { title: field.title }));
    }
  }
  return [fields, findings];
}
