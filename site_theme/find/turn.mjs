// @ts-check
/** Documents from the newest or the oldest: of many, only the months are read that are needed. */

import { Numbers } from "./numbers.mjs";
import { count, each, has } from "./sets.mjs";

/** @typedef {import("./index.mjs").Index} Index */

const BATCH = 3;

/** Some of a set, in order; those without a date stand last. @param {Index} index @param {Uint32Array} set @param {{start: number, end: number, oldest: boolean}} wanted */
export async function inTurn(index, set, { start, end, oldest }) {
  const years = spans(index, set);
  const dated = years.filter(({ year }) => year);
  let reached = 0;
  /** @type {number[]} */
  const found = [];
  for (const span of oldest ? dated.reverse() : dated) {
    if (reached + span.total > start && reached < end) {
      for await (const document of ofYear(index, set, span, oldest)) {
        if (reached >= start && reached < end) found.push(document);
        if (++reached >= end) break;
      }
    } else reached += span.total;
  }
  for (const span of years.filter(({ year }) => !year)) {
    if (reached + span.total <= start || reached >= end) reached += span.total;
    else for (const document of each(set, span.start, span.end)) if (reached++ >= start && reached <= end) found.push(document);
  }
  return found;
}

/** Fetch what is likely to be needed first: the last month, or the first, of all or of the chosen year. @param {Index} index @param {{chosen: Record<string, string>, oldest: boolean}} question */
export function ahead(index, { chosen, oldest }) {
  const months = index.months.filter(([month]) => month.startsWith(chosen.year ?? ""));
  const first = months.at(oldest ? -1 : 0);
  if (first) index.store.bytes(`months/${first[0]}`).catch(() => undefined);
}

/** For each year where its documents stand, how many are in the set, and which items they are of. @param {Index} index @param {Uint32Array} set */
function spans(index, set) {
  /** @type {{year: string, start: number, end: number, total: number, items: Set<number>}[]} */
  const found = [];
  for (const { start, end, of } of index.runs) {
    const year = index.facets.year[of[0]][0];
    if (found.at(-1)?.year !== year) found.push({ year, start, end, total: 0, items: new Set() });
    const last = found[found.length - 1];
    last.end = end;
    const number = count(set, start, end);
    last.total += number;
    if (number) last.items.add(of[2]);
  }
  return found.filter(({ total }) => total);
}

/** @param {Index} index @param {Uint32Array} set @param {{year: string, items: Set<number>}} span @param {boolean} oldest */
async function* ofYear(index, set, span, oldest) {
  const months = index.months.filter(([month, items]) => month.startsWith(span.year) && items.some((item) => span.items.has(item)));
  if (oldest) months.reverse();
  for (let place = 0, size = 1; place < months.length; place += size, size = BATCH) {
    const batch = months.slice(place, place + size).map(([month]) => index.store.bytes(`months/${month}`));
    for (const bytes of batch) yield* ofMonth(await bytes, set, oldest);
  }
}

/** @param {Uint8Array} bytes @param {Uint32Array} set @param {boolean} oldest */
function ofMonth(bytes, set, oldest) {
  const numbers = new Numbers(bytes);
  const found = [];
  while (numbers.more) {
    numbers.next();
    let document = 0;
    for (let left = numbers.next(); left; left--) {
      document += numbers.next();
      if (has(set, document)) found.push(document);
    }
  }
  return oldest ? found.reverse() : found;
}
