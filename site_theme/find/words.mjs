// @ts-check
/** From words to the documents that may hold them: those in which every two signs of a word stand side by side somewhere. */

import { Numbers } from "./numbers.mjs";
import { common, empty, members, together } from "./sets.mjs";
import { pairsOf, plain } from "./text.mjs";

/** So many pairs are asked for at first, and then, the rarest; in hundreds of bytes, what they may weigh together. */
const PAIRS = [5, 10];
const WEIGHT = 2500;
const DEEPER = 1000;
const OTHERS = 4;

/** @typedef {import("./index.mjs").Index} Index */

/** What is looked for instead of a word: itself, what it stands for, and itself with a part of it replaced. @param {Index} index @param {string} word */
export function meanings(index, word) {
  const found = [...(index.synonyms.get(word) ?? [])];
  for (const [part, others] of index.synonyms) {
    if (part === word || !word.includes(part)) continue;
    for (const other of others) if (!word.includes(other) && !other.includes(word)) found.push(word.replace(part, () => other));
  }
  const others = [...new Set(found)].slice(0, OTHERS);
  return [word, ...others.filter((one) => ![word, ...others].some((other) => other !== one && one.includes(other)))];
}

/** The pairs of a word that are asked for, from the rarest, and whether there are more. @param {Index} index @param {string} word @param {number} most @param {number} bytes */
function planned(index, word, most, bytes) {
  const pairs = pairsOf(word).sort((one, other) => weight(index, one) - weight(index, other));
  let left = bytes;
  const asked = pairs.slice(0, most).filter((pair, place) => (left -= weight(index, pair)) >= 0 || !place);
  return { asked, all: asked.length === pairs.length };
}

/** @param {Index} index @param {number[]} pair */
function weight(index, pair) {
  return index.large.get(pair.join())?.weight ?? 0;
}

/**
 * The documents that may hold the words. `exact`: all of them do; `all`: nothing more can be asked.
 * @param {Index} index @param {string[][]} words for each word all that may stand for it @param {number} depth the deeper, the fewer
 */
export async function candidates(index, words, depth) {
  const bytes = (WEIGHT + DEEPER * (depth - 1)) / words.flat().length;
  const most = Math.max(2, Math.floor(PAIRS[depth - 1] / words.length));
  let all = true;
  const sets = await Promise.all(
    words.map(async (others) => {
      const plans = others.map((word) => planned(index, word, most, bytes));
      all &&= plans.every((plan) => plan.all);
      return together(await Promise.all(plans.map(async ({ asked }) => common(await Promise.all(asked.map((pair) => documents(index, pair)))))));
    }),
  );
  return { set: common(sets), exact: words.flat().every((word) => Array.from(word).length === 2), all };
}

/** The documents in which two signs stand side by side. @param {Index} index @param {number[]} pair */
export async function documents(index, pair) {
  const large = index.large.get(pair.join());
  if (large) return members(await index.store.bytes(`large/${large.place}`), index.documents);
  const shard = await index.store.bytes(`words/${shardOf(pair[0], pair[1], index.shards)}`);
  const numbers = new Numbers(shard);
  let [start, size, before] = [0, 0, 0];
  for (let left = numbers.next(); left; left--) {
    const mine = (Number(numbers.next() === pair[0]) & Number(numbers.next() === pair[1])) === 1;
    const length = numbers.next();
    if (mine) [start, size] = [before, length];
    before += length;
  }
  return size ? members(shard.subarray(numbers.at + start, numbers.at + start + size), index.documents) : empty(index.documents);
}

/** @param {number} first @param {number} second @param {number} exponent */
function shardOf(first, second, exponent) {
  return exponent ? Math.imul(first * 31 + second, 0x9e3779b1) >>> (32 - exponent) : 0;
}

/** The documents that have this as their code or name: their numbers, to be checked. @param {Index} index @param {string} query */
export async function named(index, query) {
  const hash = crc32(new TextEncoder().encode(plain(query)));
  const bucket = index.codes ? hash >>> (32 - index.codes) : 0;
  const numbers = new Numbers(await index.store.bytes(`codes/${bucket}`));
  const found = [];
  for (let reached = index.codes ? bucket * 2 ** (32 - index.codes) : 0; numbers.more; ) {
    reached += numbers.next();
    const document = numbers.next();
    if (reached === hash) found.push(document);
  }
  return found;
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ -1) >>> 0;
}
