// @ts-check
/** One question and its answer. */

import { listed, narrowed } from "./facets.mjs";
import { checked, chunkOf, records } from "./records.mjs";
import { each, empty, fill, has } from "./sets.mjs";
import { plain, wordsOf } from "./text.mjs";
import { ahead, inOrder, inTurn, prepared } from "./turn.mjs";
import { candidates, meanings, named } from "./words.mjs";

export const PER_PAGE = 10;

/** So few files are read to check everything that was found. */
const FILES = 24;
const DEEPEST = 2;

/** So many pages on which nothing holds the words after all are passed over. */
const FURTHER = 2;

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {import("./records.mjs").Found} Found */
/** @typedef {{code: string, label: string, count: number, group: string}} Choice */
/** @typedef {{query: string, chosen: Record<string, string>, oldest: boolean, page: number}} Question */

/**
 * @typedef {object} Answer
 * @property {string[][]} words each with what else was looked for
 * @property {number} total
 * @property {boolean} exact whether so many hold the words; otherwise at most so many
 * @property {Record<string, Choice[]>} facets
 * @property {Found[]} direct what has the query as its code or name
 * @property {Found[]} results
 * @property {number} dropped how many of this page do not hold the words after all
 * @property {number} pages
 * @property {number} page the one asked for, or the next on which there is anything
 */

/** @param {Index} index @param {Question} question @returns {Promise<Answer | undefined>} nothing where there is no word of two signs */
export async function search(index, { query, chosen, oldest, page }) {
  const words = wordsOf(query).map((word) => meanings(index, word));
  if (!words.length) return undefined;
  const numbers = page === 1 && !Object.keys(chosen).length ? named(index, query) : Promise.resolve([]);
  const asking = directly(index, query, numbers);
  // A fault is told by whoever waits for the answer.
  asking.catch(() => undefined);
  const turn = (/** @type {number} */ at) => ({ start: (at - 1) * PER_PAGE, end: at * PER_PAGE, oldest });
  const many = (/** @type {Uint32Array} */ set) => prepared(index, narrowed(index, set, chosen), turn(page));
  const sifting = sifted(index, words, numbers, many);
  if (page === 1 && words.flat().every((word) => Array.from(word).length < 5)) ahead(index, { chosen, oldest });
  const { set, exact, sound } = await sifting;
  const found = narrowed(index, set, chosen);
  const { total } = found;
  const pages = Math.ceil(total / PER_PAGE);
  const known = sound && inOrder(sound.filter(({ document }) => has(found.set, document)), oldest);
  for (let at = page; ; at++) {
    const { start, end } = turn(at);
    const asked = known ? known.slice(start, end) : inOrder(await records(index, await inTurn(index, found, turn(at))), oldest);
    const held = known ? asked : await checked(index, asked, words);
    const direct = await asking;
    if (!held.length && !direct.length && at < pages && at < page + FURTHER) continue;
    const results = held.filter(({ document }) => !direct.some((one) => one.document === document));
    return { words, total, exact, pages, facets: listed(index, found.counts), direct, results, dropped: asked.length - held.length, page: at };
  }
}

/**
 * The documents that may hold the words: asked for more closely while they are too many to be checked, if nothing is named so.
 * `sound`: what is known of them where all were checked.
 * @param {Index} index @param {string[][]} words @param {Promise<number[]>} numbers of what is named so
 * @param {(set: Uint32Array) => void} many told what is too much to be checked, while more is asked for
 */
async function sifted(index, words, numbers, many) {
  for (let depth = 1; ; depth++) {
    const { set, exact, all } = await candidates(index, words, depth);
    if (exact) return { set, exact };
    const sound = await allChecked(index, set, words);
    if (sound) return { set: filled(index, sound), exact: true, sound };
    if (all || depth === DEEPEST || (await numbers).length) return { set, exact: false };
    many(set);
  }
}

/** Of a few documents those that hold the words; nothing where they are many. @param {Index} index @param {Uint32Array} set @param {string[][]} words */
async function allChecked(index, set, words) {
  const documents = [];
  let files = 0;
  for (const document of each(set, 0, index.documents)) {
    if (!documents.length || chunkOf(document) !== chunkOf(documents[documents.length - 1])) files++;
    if (files > FILES) return undefined;
    documents.push(document);
  }
  return checked(index, await records(index, documents), words);
}

/** @param {Index} index @param {Found[]} sound */
function filled(index, sound) {
  const set = empty(index.documents);
  for (const { document } of sound) fill(set, document, document + 1);
  return set;
}

/** @param {Index} index @param {string} query @param {Promise<number[]>} numbers */
async function directly(index, query, numbers) {
  const wanted = plain(query);
  const found = await records(index, (await numbers).slice(0, PER_PAGE));
  return found.filter(({ code, title }) => plain(code) === wanted || plain(title) === wanted);
}
