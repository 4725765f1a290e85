// @ts-check
/** What can be chosen and how often it occurs, told by the runs; what was chosen. */

import { FACETS } from "./index.mjs";
import { common, count, empty, fill } from "./sets.mjs";

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {Record<string, string>} Chosen */

/** @typedef {{set: Uint32Array, total: number, ofYear: Uint32Array, counts: number[][]}} Narrowed */

/**
 * The documents of a set that are as chosen, how many there are of each year, and for each facet how many there would be by each of its
 * codes, whatever is chosen in it.
 * @param {Index} index @param {Uint32Array} set @param {Chosen} chosen @returns {Narrowed}
 */
export function narrowed(index, set, chosen) {
  const wanted = FACETS.map((facet) => (chosen[facet] === undefined ? -1 : index.facets[facet].findIndex(([code]) => code === chosen[facet])));
  const asked = [...FACETS.keys()].filter((facet) => chosen[FACETS[facet]] !== undefined);
  const counts = FACETS.map((facet) => new Array(index.facets[facet].length).fill(0));
  const mask = asked.length ? empty(index.documents) : undefined;
  const ofYear = new Uint32Array(index.facets.year.length);
  let total = 0;
  for (let run = 0; run < index.starts.length - 1; run++) {
    const number = count(set, index.starts[run], index.starts[run + 1]);
    if (!number) continue;
    const missed = asked.filter((facet) => index.of[facet][run] !== wanted[facet]);
    if (missed.length > 1) continue;
    if (missed.length) counts[missed[0]][index.of[missed[0]][run]] += number;
    else {
      total += number;
      ofYear[index.of[0][run]] += number;
      if (mask) fill(mask, index.starts[run], index.starts[run + 1]);
      for (let facet = 0; facet < counts.length; facet++) counts[facet][index.of[facet][run]] += number;
    }
  }
  return { set: mask ? common([set, mask]) : set, total, ofYear, counts };
}

/**
 * For each facet what occurs: code, label, how often, and the heading under which it stands, if any; what has one heading stands together.
 * @param {Index} index @param {number[][]} counts
 */
export function listed(index, counts) {
  return Object.fromEntries(
    FACETS.map((facet, place) => [
      facet,
      index.facets[facet].flatMap(([code, label], which) => {
        const group = facet === "unit" ? (index.groups[code] ?? "") : "";
        return code && counts[place][which] ? [{ code, label, count: counts[place][which], group }] : [];
      }),
    ]),
  );
}
