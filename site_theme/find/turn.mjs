// @ts-check
/** Documents from the newest or the oldest: which of many stand on a page, and in what order. */

import { Numbers } from "./numbers.mjs";
import { count, each } from "./sets.mjs";

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {import("./facets.mjs").Narrowed} Narrowed */
/** @typedef {import("./records.mjs").Found} Found */
/** @typedef {{start: number, end: number, oldest: boolean}} Turn from which place to which, from the newest or the oldest */
/** @typedef {{year: string, start: number, end: number, total: number, from: number, to: number}} Span a year, how many there are in it, and those of them that are wanted */

/** A year with fewer than one in so many documents is not what is waited for. */
const FEW = 100;

/** Those of a set that stand in a turn, not yet in order. Days are asked for only of a year of which some are wanted and others not. @param {Index} index @param {Narrowed} narrowed @param {Turn} turn */
export async function inTurn(index, narrowed, turn) {
  const parts = await Promise.all(
    spans(index, narrowed.ofYear, turn).map(async (span) => {
      if (whole(span)) return [...each(narrowed.set, span.start, span.end)];
      if (!span.year) return [...each(narrowed.set, span.start, span.end)].slice(span.from, span.to);
      return ofDays(await days(index, span.year), narrowed.set, span);
    }),
  );
  return parts.flat();
}

/** Fetch what will be needed to tell which stand in a turn. @param {Index} index @param {Narrowed} narrowed @param {Turn} turn */
export function prepared(index, { ofYear }, turn) {
  for (const span of spans(index, ofYear, turn)) if (span.year && !whole(span)) days(index, span.year).catch(() => undefined);
}

/** Fetch what is likely to be needed first: the last year, or the first, or the one that is chosen. @param {Index} index @param {{chosen: Record<string, string>, oldest: boolean}} question */
export function ahead(index, { chosen, oldest }) {
  const years = index.facets.year.map(([year], place) => ({ year, total: index.years[place + 1] - index.years[place] }));
  if (oldest) years.reverse();
  const first = years.find(({ year, total }) => year && (chosen.year ? year === chosen.year : total * FEW >= index.documents));
  if (first) days(index, first.year).catch(() => undefined);
}

/** In their order; those without a date stand last. @param {Found[]} found @param {boolean} oldest */
export function inOrder(found, oldest) {
  const turn = oldest ? -1 : 1;
  const day = (/** @type {Found} */ { on }) => on + "0000-00-00".slice(on.length);
  const dated = found.filter(({ on }) => on).sort((one, other) => turn * (day(one) < day(other) ? 1 : day(one) > day(other) ? -1 : one.document - other.document));
  return [...dated, ...found.filter(({ on }) => !on).sort((one, other) => one.document - other.document)];
}

/** @param {Span} span */
function whole({ from, to, total }) {
  return to - from === total;
}

/** The years of which any are wanted. @param {Index} index @param {Uint32Array} ofYear how many of each year there are @param {Turn} turn */
function spans(index, ofYear, { start, end, oldest }) {
  /** @type {Span[]} */
  const found = index.facets.year.map(([year], place) => ({ year, start: index.years[place], end: index.years[place + 1], total: ofYear[place], from: 0, to: 0 }));
  const dated = found.filter(({ year }) => year);
  let reached = 0;
  for (const span of [...(oldest ? dated.reverse() : dated), ...found.filter(({ year }) => !year)]) {
    const from = Math.min(Math.max(start - reached, 0), span.total);
    const to = Math.min(Math.max(end - reached, 0), span.total);
    [span.from, span.to] = oldest && span.year ? [span.total - to, span.total - from] : [from, to];
    reached += span.total;
  }
  return found.filter(({ from, to }) => to > from);
}

/** The stretches of a year that have one day: how long each is, and its day. @param {Index} index @param {string} year */
async function days(index, year) {
  const numbers = new Numbers(await index.store.bytes(`years/${year}`));
  const lengths = new Uint32Array(numbers.next());
  const found = new Uint16Array(lengths.length);
  for (let place = 0; place < lengths.length; place++) lengths[place] = numbers.next();
  for (let place = 0, day = 0; place < lengths.length; place++) {
    const step = numbers.next();
    found[place] = day += step & 1 ? -(step + 1) / 2 : step / 2;
  }
  return { lengths, days: found };
}

/** Of the documents of a year those from one place to another, counted from the last day. @param {{lengths: Uint32Array, days: Uint16Array}} year @param {Uint32Array} set @param {Span} span */
function ofDays({ lengths, days }, set, { start, from, to }) {
  const totals = new Uint32Array(512);
  const held = new Uint32Array(lengths.length);
  for (let place = 0, at = start; place < lengths.length; at += lengths[place++]) totals[days[place]] += held[place] = count(set, at, at + lengths[place]);
  for (let day = totals.length - 1, reached = 0; day >= 0; day--) [totals[day], reached] = [reached, reached + totals[day]];
  const found = [];
  for (let place = 0, at = start; place < lengths.length; at += lengths[place++]) {
    const before = totals[days[place]];
    totals[days[place]] += held[place];
    if (!held[place] || before >= to || before + held[place] <= from) continue;
    found.push(...[...each(set, at, at + lengths[place])].slice(Math.max(from - before, 0), to - before));
  }
  return found;
}
