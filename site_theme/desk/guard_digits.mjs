// @ts-check
/** Runs of digits in a plain text: the groups in which they were written, what stands between, and how people cut numbers (guard/digits.py). */

import { SEAM, pattern, signsBefore } from "./guard_signs.mjs";

/** @typedef {{digits: string, gap: string, start: number, end: number}} Group */

const LONGEST = 19;
const FEWEST = 7;
const RUN = pattern("digits.run", "g");
const HARD = pattern("digits.is_hard");
const GROUP = /([^0-9Xx\u00d7]*)([0-9]+|[Xx\u00d7])/g;
const ASCII = /^[\x00-\x7f]*$/;

/** Some neighbouring groups read as one number. */
export class DigitRun {
  /**
   * @param {string} digits @param {number[]} lengths of its groups @param {Set<string>} gaps the different things between them
   * @param {string[]} beside what parts them from the groups before and after @param {[number, number]} span where it begins and ends
   */
  constructor(digits, lengths, gaps, beside, span) {
    this.digits = digits;
    this.lengths = lengths;
    this.gaps = gaps;
    this.beside = beside;
    this.start = span[0];
    this.end = span[1];
  }

  /** Written in one piece. */
  get whole() {
    return this.lengths.length === 1;
  }

  /** Cut by a sign that rather parts two numbers. */
  get hard() {
    return [...this.gaps].some((gap) => HARD.test(gap));
  }

  /** Cut by the same sign throughout. */
  get alike() {
    return this.gaps.size <= 1;
  }

  /** Cut by the same sign throughout, and not a decimal fraction. */
  get even() {
    return this.alike && !(this.lengths.length === 2 && this.gaps.has("."));
  }

  /** Cut after each digit. */
  get single() {
    return this.lengths.every((length) => length === 1);
  }

  /** Cut after every fourth digit. */
  get fours() {
    const [last, ...others] = [...this.lengths].reverse();
    return others.length > 0 && others.every((length) => length === 4) && last <= 4;
  }

  /** Cut after every so many digits by the same sign. */
  get regular() {
    const [last, ...others] = [...this.lengths].reverse();
    return this.even && last <= this.lengths[0] && new Set(others).size <= 1;
  }

  /** What cuts it does not go on before or after it, as it would in a list. */
  get bounded() {
    return !this.beside.some((gap) => this.gaps.has(gap));
  }

  /** Cut as lists of numbers are: by a hard sign, and not by the same throughout into ones, fours or one of these cuts. @param {Set<string>} cuts */
  listed(cuts) {
    return this.hard && !(this.even && this.bounded && (this.single || this.fours || cuts.has(String(this.lengths))));
  }

  /** The same number without so many digits at its beginning. @param {number} prefix */
  without(prefix) {
    const lengths = [...this.lengths];
    for (let left = prefix; left && lengths.length; ) {
      const taken = Math.min(left, lengths[0]);
      left -= taken;
      lengths[0] -= taken;
      if (!lengths[0]) lengths.shift();
    }
    return new DigitRun(this.digits.slice(prefix), lengths, lengths.length > 1 ? this.gaps : new Set(), this.beside, [this.start, this.end]);
  }
}

/** Every run of groups with seven digits or more, in a plain text or the same `counted`; `written` is it before it was counted. @param {string} text @param {string} written @returns {Group[][]} */
export function runs(text, written) {
  const found = [];
  for (const run of text.matchAll(RUN)) {
    if (run[0].length < FEWEST) continue;
    const groups = [];
    for (const group of run[0].matchAll(GROUP)) {
      groups.push(...parts(group[1], group[2], Number(run.index) + Number(group.index) + group[1].length, written));
    }
    found.push(groups);
  }
  return found;
}

/** A group, or where Chinese numerals stand in it one for each of them and for what stands between. @param {string} gap @param {string} digits @param {number} start @param {string} written @returns {Group[]} */
function parts(gap, digits, start, written) {
  const own = written.slice(start, start + digits.length);
  if (own === digits || ASCII.test(own)) return [{ digits: digits.toUpperCase().split("\u00d7").join("X"), gap, start, end: start + digits.length }];
  const found = [];
  let first = 0;
  for (let place = 1; place <= digits.length; place++) {
    if (place < digits.length && ASCII.test(own[place]) && ASCII.test(own[place - 1])) continue;
    found.push({ digits: digits.slice(first, place), gap: first ? "" : gap, start: start + first, end: start + place });
    first = place;
  }
  return found;
}

/** The numbers with which the groups from this one on begin, the shortest first, none longer than 19 digits. @param {Group[]} groups @param {number} first @returns {DigitRun[]} */
export function beginning(groups, first) {
  const found = [];
  const lengths = [0];
  /** @type {Set<string>} */
  const gaps = new Set();
  let digits = "";
  for (let place = first; place < groups.length; place++) {
    const group = groups[place];
    digits += group.digits;
    if (digits.length > LONGEST) break;
    if (place > first && visible(group)) {
      lengths.push(0);
      gaps.add(visible(group));
    }
    lengths[lengths.length - 1] += group.digits.length;
    const beside = [visible(groups[first]), place + 1 < groups.length ? visible(groups[place + 1]) : ""];
    found.push(new DigitRun(digits, [...lengths], new Set(gaps), beside, [groups[first].start, group.end]));
  }
  return found;
}

/** What parts a group from the one before, as far as it can be seen. @param {Group} group */
function visible(group) {
  return group.gap.split(SEAM).join("");
}

/** The letters and digits that stand before and after the number without a gap. @param {DigitRun} number @param {string} text @returns {[string, string]} */
export function attached(number, text) {
  const before = /[0-9A-Za-z]*(?=\n?$)/.exec(signsBefore(text, number.start, 64));
  return [before?.[0] ?? "", /^[0-9A-Za-z]*/.exec(text.slice(number.end))?.[0] ?? ""];
}
