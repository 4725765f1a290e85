// @ts-check
/** Sets of documents as bits; build_scripts/find/sets.py writes their pieces. */

import { Numbers } from "./numbers.mjs";

const BLOCK = 14;
const WINDOW = 11;
const BITS = 256;

/** The documents of a posting. @param {Uint8Array} posting @param {number} documents how many there are in all */
export function members(posting, documents) {
  const found = empty(documents);
  const numbers = new Numbers(posting);
  for (let block = 0; numbers.more; ) {
    block += numbers.next();
    const size = numbers.next();
    piece(new Numbers(posting, numbers.at, numbers.at + size), block << BLOCK, found);
    numbers.at += size;
  }
  return found;
}

/** @param {Numbers} numbers @param {number} base @param {Uint32Array} found */
function piece(numbers, base, found) {
  const bytes = new Uint8Array(found.buffer);
  for (let reached = 0; numbers.more; ) {
    const head = numbers.next();
    if (!head) {
      const window = (reached >> WINDOW) + numbers.next();
      const start = (base + (window << WINDOW)) >> 3;
      bytes.set(numbers.bytes.subarray(numbers.at, numbers.at + Math.min(BITS, bytes.length - start)), start);
      numbers.at += BITS;
      reached = (window + 1) << WINDOW;
      continue;
    }
    const start = reached + ((head - 1) >> 1);
    reached = start + (head & 1 ? 1 : numbers.next() + 2);
    if (head & 1) found[(base + start) >> 5] |= 1 << (start & 31);
    else fill(found, base + start, base + reached);
  }
}

/** @param {number} documents */
export function empty(documents) {
  return new Uint32Array((documents + 31) >> 5);
}

/** Put in all from a start to before an end. @param {Uint32Array} set @param {number} start @param {number} end */
export function fill(set, start, end) {
  for (let word = start >> 5; word << 5 < end; word++) set[word] |= within(word, start, end);
}

/** The bits of a word that lie between. @param {number} word @param {number} start @param {number} end */
function within(word, start, end) {
  const from = start > word << 5 ? -1 << (start & 31) : -1;
  return end < (word + 1) << 5 ? from & ~(-1 << (end & 31)) : from;
}

/** What is in all of them. @param {Uint32Array[]} sets */
export function common(sets) {
  const [first, ...rest] = sets;
  const found = first.slice();
  for (const set of rest) for (let word = 0; word < found.length; word++) found[word] &= set[word];
  return found;
}

/** What is in any of them. @param {Uint32Array[]} sets */
export function together(sets) {
  const found = sets[0].slice();
  for (const set of sets.slice(1)) for (let word = 0; word < found.length; word++) found[word] |= set[word];
  return found;
}

/** How many lie between. @param {Uint32Array} set @param {number} start @param {number} end */
export function count(set, start, end) {
  let found = 0;
  for (let word = start >> 5; word << 5 < end; word++) if (set[word]) found += ones(set[word] & within(word, start, end));
  return found;
}

/** @param {number} bits */
function ones(bits) {
  const twos = bits - ((bits >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** @param {Uint32Array} set @param {number} member */
export function has(set, member) {
  return Boolean((set[member >> 5] >>> (member & 31)) & 1);
}

/** All between, ascending. @param {Uint32Array} set @param {number} start @param {number} end */
export const each = function* (set, start, end) {
  for (let word = start >> 5; word << 5 < end; word++) {
    for (let bits = set[word] && set[word] & within(word, start, end); bits; bits &= bits - 1) yield (word << 5) + 31 - Math.clz32(bits & -bits);
  }
};
