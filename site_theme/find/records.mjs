// @ts-check
/** What is known of single documents, and whether their texts hold the words. */

import { FACETS, runOf } from "./index.mjs";
import { plain } from "./text.mjs";

const CHUNK = 128;
const FIELDS = /** @type {const} */ (["title", "body", "by", "beside", "code"]);

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {{document: number, address: string, title: string, body: string, by: string, beside: string | null, code: string, on: string, demo: boolean, of: Record<string, string[]>}} Found */

/** In which file the record of a document stands. @param {number} document */
export function chunkOf(document) {
  return Math.floor(document / CHUNK);
}

/** @param {Index} index @param {number[]} documents @returns {Promise<Found[]>} */
export function records(index, documents) {
  return Promise.all(
    documents.map(async (document) => {
      const columns = await index.store.json(`records/${chunkOf(document)}`);
      const row = Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][document % CHUNK]]));
      const run = runOf(index, document);
      const of = Object.fromEntries(FACETS.map((facet, place) => [facet, index.facets[facet][index.of[place][run]]]));
      return /** @type {Found} */ ({ ...row, document, of });
    }),
  );
}

/** Those that hold every word or what stands for it, in a single field. @param {Index} index @param {Found[]} found @param {string[][]} words */
export async function checked(index, found, words) {
  const sound = await Promise.all(found.map((one) => holds(index, one, words)));
  return found.filter((_, place) => sound[place]);
}

/** @param {Index} index @param {Found} found @param {string[][]} words */
async function holds(index, found, words) {
  const texts = FIELDS.map((field) => plain(found[field] ?? ""));
  const missing = words.filter((others) => !others.some((word) => texts.some((text) => text.includes(word))));
  if (!missing.length || found.beside !== null) return !missing.length;
  found.beside = String(await index.store.json(`texts/${found.document}`));
  const long = plain(found.beside);
  return missing.every((others) => others.some((word) => long.includes(word)));
}
