// @ts-check
/** One question and its answer. */

import { listed, narrowed } from "./facets.mjs";
import { checked, chunks, records } from "./records.mjs";
import { each, empty, fill } from "./sets.mjs";
import { plain, wordsOf } from "./text.mjs";
import { ahead, inTurn } from "./turn.mjs";
import { candidates, meanings, named } from "./words.mjs";

export const PER_PAGE = 10;

/** So few files are read to check everything that was found. */
const FILES = 24;
const DEEPEST = 3;

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
  if (page === 1 && words.flat().every((word) => Array.from(word).length < 5)) ahead(index, { chosen, oldest });
  const first = page === 1 && !Object.keys(chosen).length;
  const asking = first ? directly(index, query) : Promise.resolve([]);
  const [{ set, exact }, direct] = await Promise.all([sifted(index, words, asking), asking]);
  const { set: found, total, counts } = narrowed(index, set, chosen);
  const pages = Math.ceil(total / PER_PAGE);
  const answer = { words, total, exact, pages, facets: listed(index, counts), direct };
  for (let at = page; ; at++) {
    const asked = await records(index, await inTurn(index, found, { start: (at - 1) * PER_PAGE, end: at * PER_PAGE, oldest }));
    const sound = await checked(index, asked, words);
    const results = sound.filter(({ document }) => !direct.some((one) => one.document === document));
    if (sound.length || direct.length || at >= pages || at >= page + FURTHER) return { ...answer, results, dropped: asked.length - sound.length, page: at };
  }
}

/**
 * The documents that may hold the words: asked for ever more closely while they are too many to be checked, if nothing is named so.
 * @param {Index} index @param {string[][]} words @param {Promise<Found[]>} asking
 */
async function sifted(index, words, asking) {
  for (let depth = 1; ; depth++) {
    const { set, exact, all } = await candidates(index, words, depth);
    if (exact) return { set, exact };
    const sound = await allChecked(index, set, words);
    if (sound || all || depth === DEEPEST || (await asking).length) return { set: sound ?? set, exact: Boolean(sound) };
  }
}

/** Of a few documents those that hold the words; nothing where they are many. @param {Index} index @param {Uint32Array} set @param {string[][]} words */
async function allChecked(index, set, words) {
  const documents = [];
  for (const document of each(set, 0, index.documents)) {
    documents.push(document);
    if (documents.length % 16 === 0 && chunks(documents) > FILES) return undefined;
  }
  if (chunks(documents) > FILES) return undefined;
  const sound = empty(index.documents);
  for (const { document } of await checked(index, await records(index, documents), words)) fill(sound, document, document + 1);
  return sound;
}

/** @param {Index} index @param {string} query */
async function directly(index, query) {
  const wanted = plain(query);
  const found = await records(index, (await named(index, query)).slice(0, PER_PAGE));
  return found.filter(({ code, title }) => plain(code) === wanted || plain(title) === wanted);
}
