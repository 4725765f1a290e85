// @ts-check
/** What is known of the index before anything is looked for: facets and their runs, and where postings stand. */

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
 * @property {Uint32Array} starts where the runs of documents that are alike in every facet start, and where the last of them ends
 * @property {Uint16Array[]} of by facet, the place of each run in it
 * @property {Uint32Array} years where the documents of each year start, and where those of the last end
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
  const starts = new Uint32Array(about.runs + 1);
  for (let run = 0; run < about.runs; run++) starts[run + 1] = starts[run] + numbers.next();
  const of = FACETS.map(() => Uint16Array.from({ length: about.runs }, () => numbers.next()));
  const years = Uint32Array.from({ length: about.facets.year.length + 1 }, (_, place) => starts[firstOf(of[0], place)]);
  const large = new Map(about.large.map(([first, second, weight], /** @type {number} */ place) => [`${first},${second}`, { place, weight }]));
  const synonyms = new Map(Object.entries(about.synonyms).map(([word, others]) => [plain(word), others.map(plain)]));
  return { store, documents: about.documents, facets: about.facets, groups: about.groups, starts, of, years, shards: about.shards, codes: about.codes, large, synonyms };
}

/** The run of a document. @param {Index} index @param {number} document */
export function runOf(index, document) {
  return firstOf(index.starts, document + 1) - 1;
}

/** Where in ascending numbers the first stands that is not below. @param {Uint16Array | Uint32Array} numbers @param {number} value */
function firstOf(numbers, value) {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
