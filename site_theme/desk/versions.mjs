// @ts-check
/** Several submissions of one record: the highest version wins, ties are refused (merge/versions.py). */

import { compare, comparePlaces, placeText } from "./place.mjs";

/** @typedef {import("./stack.mjs").Stack} Stack */
/** @typedef {import("./table.mjs").Row} Row */

/** Keep one row a key: the highest version. @param {Stack} stack */
export function settle(stack) {
  yieldToHidden(stack);
  yieldToNewer(stack);
  for (const group of grouped(stack, stack.rows).values()) if (group.length > 1) rivals(stack, group);
}

/** @param {Stack} stack @param {Row[]} rows @returns {Map<string, Row[]>} */
function grouped(stack, rows) {
  const groups = new Map();
  for (const row of rows) {
    const key = JSON.stringify(stack.kind.key.map((name) => row.values[name]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** @param {Stack} stack @param {Row} row */
function version(stack, row) {
  return Number(row.values[stack.kind.version]);
}

/** @param {Stack} stack @param {Row} row */
function keyText(stack, row) {
  return stack.kind.key.map((name) => row.values[name]).filter((value) => value !== null).join(" \u00b7 ");
}

/** The facts of two contents of one version. @param {Stack} stack @param {Row} row @param {string} other */
function tie(stack, row, other) {
  return { key: keyText(stack, row), other, next: stack.kind.version ? String(version(stack, row) + 1) : "" };
}

/** Stop the rows of which a withheld row is a later version (W306) or another content of the same version (E203). @param {Stack} stack */
function yieldToHidden(stack) {
  const hidden = grouped(stack, stack.hidden);
  for (const [key, rows] of grouped(stack, stack.rows)) {
    const latest = (hidden.get(key) ?? []).reduce((/** @type {Row | null} */ best, row) => (best && version(stack, best) > version(stack, row) ? best : row), null);
    for (const row of latest ? rows : []) {
      const ahead = version(stack, /** @type {Row} */ (latest)) - version(stack, row);
      if (ahead > 0) told(stack, row, "W306", { version: String(version(stack, /** @type {Row} */ (latest))) });
      if (ahead === 0) told(stack, row, "E203", tie(stack, row, placeText(stack.place(/** @type {Row} */ (latest)))));
    }
  }
}

/** Stop the rows of which another one of the same key is a later version (W306). @param {Stack} stack */
function yieldToNewer(stack) {
  if (!stack.kind.version) return;
  for (const group of grouped(stack, stack.rows).values()) {
    const newest = Math.max(...group.map((row) => version(stack, row)));
    for (const row of group) if (version(stack, row) < newest) told(stack, row, "W306", { version: String(newest) });
  }
}

/** Equal rows are taken once (W307); of rows that differ none is taken (E203). @param {Stack} stack @param {Row[]} group */
function rivals(stack, group) {
  const ordered = [...group].sort((one, other) => comparePlaces(stack.place(one), stack.place(other)));
  const [first, second] = ordered.map((row) => placeText(stack.place(row)));
  if (new Set(group.map(content)).size === 1) {
    for (const row of ordered.slice(1)) told(stack, row, "W307", { other: first });
    return;
  }
  for (const row of ordered) told(stack, row, "E203", tie(stack, group[0], row === ordered[0] ? second : first));
}

/** @param {Row} row */
function content(row) {
  return JSON.stringify([row.values, Object.entries(row.digits).sort(([one], [other]) => compare(one, other))]);
}

/** @param {Stack} stack @param {Row} row @param {string} code @param {Record<string, string>} facts */
function told(stack, row, code, facts) {
  stack.tell(code, row, "", facts);
  stack.stop(row, code);
}
