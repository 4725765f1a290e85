// @ts-check
/** References between records: codes that exist, names that match exactly one, sources that may be cited (merge/references.py). */

import { settings } from "./declaration.mjs";
import { nearest } from "./header.mjs";

/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./stack.mjs").Stack} Stack */
/** @typedef {{title: string, published: Set<string>, known: Set<string>, names: Map<string, string[]>}} Lookup */
/** @typedef {{code: string, facts: Record<string, string>}} Fault */

const FEW = 5000; // more codes than that are too many to look for a likely one

/**
 * Turn exact names into codes and stop rows with a reference that is unknown (E201), ambiguous (E202) or not public (W305), for the first
 * one that has to be mended, else for the first.
 * @param {Stack} stack @param {[Field, Lookup][]} references
 */
export function resolve(stack, references) {
  /** @type {Map<import("./table.mjs").Row, string>} */
  const fates = new Map();
  for (const [field, register] of references) {
    for (const [row, code] of faults(stack, field, register)) {
      const fate = fates.get(row);
      if (!fate || code[0] < fate[0]) fates.set(row, code);
    }
  }
  for (const [row, code] of fates) stack.stop(row, code);
}

/** Turn the names in one field into codes and tell of those that name none; these rows with the codes of their faults. @param {Stack} stack @param {Field} field @param {Lookup} register */
function faults(stack, field, register) {
  /** @type {[import("./table.mjs").Row, string][]} */
  const found = [];
  /** @type {Map<string, string | Fault>} */
  const judged = new Map();
  const judge = (/** @type {string} */ text) => {
    if (!judged.has(text)) judged.set(text, meant(text, field, register));
    return judged.get(text);
  };
  const stated = stack.rows.filter((row) => row.values[field.name] !== null);
  for (const row of stack.hidden) {
    const said = judge(String(row.values[field.name]));
    if (row.values[field.name] !== null && typeof said === "string") row.values[field.name] = said;
  }
  for (const row of stated) {
    const said = judge(String(row.values[field.name]));
    if (typeof said === "string") row.values[field.name] = said;
    else if (said) {
      stack.tell(said.code, row, field.name, said.facts);
      found.push([row, said.code]);
    }
  }
  return found;
}

/** The codes meant by a text, or why it names none. @param {string} text @param {Field} field @param {Lookup} register @returns {string | Fault} */
function meant(text, field, register) {
  const words = field.grammar === "codes" ? text.split(" ") : [text];
  const facts = { title: field.title, found: text };
  const found = [];
  for (const word of words) {
    const there = register.published.has(word) || (field.lasting && register.known.has(word));
    const candidates = there ? [word] : register.names.get(word) ?? [];
    if (candidates.length > 1) return { code: "E202", facts: { ...facts, candidates: candidates.join("\u3001") } };
    if (!candidates.length) return missing(text, words, facts, register);
    found.push(candidates[0]);
  }
  return found.join(" ");
}

/** @param {string} text @param {string[]} words @param {Record<string, string>} facts @param {Lookup} register @returns {Fault} */
function missing(text, words, facts, register) {
  if (words.every((word) => register.known.has(word) || register.names.has(word))) return { code: "W305", facts };
  const known = [...register.names.keys(), ...(register.published.size < FEW ? register.published : [])];
  return { code: "E201", facts: { ...facts, target: register.title, nearest: nearest(text, known) } };
}

/**
 * Stop rows that cite a mirror (W303), real rows that cite an invented source (E205) and invented rows that cite a real one (E204).
 * @param {Stack} stack @param {Map<string, string>} types of source by code
 */
export function respectSources(stack, types) {
  const { demo, mirror, invented } = settings;
  for (const row of [...stack.rows]) {
    const source = String(row.values.source);
    const type = types.get(source);
    const broken = [type === mirror ? "W303" : "", demo && type !== invented ? "E204" : "", !demo && type === invented ? "E205" : ""].filter(Boolean);
    for (const code of broken) stack.tell(code, row, "source", { source });
    if (broken.length) stack.stop(row, broken[0]);
  }
}
