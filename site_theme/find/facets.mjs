// @ts-check
/** What can be chosen and how often it occurs, told by the runs; what was chosen. */

import { FACETS } from "./index.mjs";
import { common, count, empty, fill } from "./sets.mjs";

/** @typedef {import("./index.mjs").Index} Index */
/** @typedef {Record<string, string>} Chosen */

/**
 * The documents of a set that are as chosen, and for each facet how many there would be by each of its codes, whatever is chosen in it.
 * @param {Index} index @param {Uint32Array} set @param {Chosen} chosen
 */
export function narrowed(index, set, chosen) {
  const wanted = FACETS.map((facet) => (chosen[facet] === undefined ? -1 : index.facets[facet].findIndex(([code]) => code === chosen[facet])));
  const asked = FACETS.map((facet) => chosen[facet] !== undefined);
  const counts = FACETS.map((facet) => new Array(index.facets[facet].length).fill(0));
  const mask = empty(index.documents);
  let total = 0;
  for (const run of index.runs) {
    const number = count(set, run.start, run.end);
    if (!number) continue;
    const missed = asked.reduce((held, is, facet) => (is && run.of[facet] !== wanted[facet] ? [...held, facet] : held), /** @type {number[]} */ ([]));
    if (missed.length > 1) continue;
    if (missed.length) counts[missed[0]][run.of[missed[0]]] += number;
    else {
      total += number;
      fill(mask, run.start, run.end);
      run.of.forEach((place, facet) => (counts[facet][place] += number));
    }
  }
  return { set: common([set, mask]), total, counts };
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
