// @ts-check
/** What is known of the index before anything is looked for: facets and their runs, months, and where postings stand. */

import { Numbers } from "./numbers.mjs";
import { Store } from "./store.mjs";
import { plain } from "./text.mjs";

/** From the outermost, as in build_scripts/find/order.py. */
export const FACETS = ["year", "sort", "item", "unit", "state", "level"];

/**
 * @typedef {object} Index
 * @property {Store} store
 * @property {number} documents
 * @property {Record<string, string[][]>} facets code and label
 * @property {Record<string, string>} groups by code of a unit, the heading under which it stands among the choices
 * @property {{start: number, end: number, of: number[]}[]} runs documents that are alike in every facet; `of`: places in the facets
 * @property {[string, number[]][]} months each from the newest, with the places of the items in it
 * @property {number} shards
 * @property {number} codes
 * @property {Map<string, {place: number, weight: number}>} large
 * @property {Map<string, string[]>} synonyms
 */

/** @param {(name: string) => Promise<ArrayBuffer>} read @returns {Promise<Index>} */
export async function open(read) {
  const store = new Store(read);
  const [about, bytes] = await Promise.all([store.json("index"), store.bytes("runs")]);
  store.stamp = about.stamp;
  const numbers = new Numbers(bytes);
  const columns = Array.from({ length: FACETS.length + 1 }, () => Array.from({ length: about.runs }, () => numbers.next()));
  let end = 0;
  const runs = columns[0].map((length, run) => ({ start: end, end: (end += length), of: columns.slice(1).map((column) => column[run]) }));
  const large = new Map(about.large.map(([first, second, weight], /** @type {number} */ place) => [`${first},${second}`, { place, weight }]));
  const synonyms = new Map(Object.entries(about.synonyms).map(([word, others]) => [plain(word), others.map(plain)]));
  return { store, documents: about.documents, facets: about.facets, groups: about.groups, runs, months: about.months, shards: about.shards, codes: about.codes, large, synonyms };
}

/** The run of a document. @param {Index} index @param {number} document */
export function runOf(index, document) {
  let [low, high] = [0, index.runs.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (index.runs[middle].start > document) high = middle - 1;
    else low = middle;
  }
  return index.runs[low];
}
