// @ts-check
/** The question in the address, so that it can be shared, kept and returned to. */

import { FACETS } from "./index.mjs";

/** @typedef {import("./search.mjs").Question} Question */

/** @param {string} address what follows the page's name @returns {Question} */
export function questionOf(address) {
  const asked = new URLSearchParams(address);
  const chosen = Object.fromEntries(FACETS.flatMap((facet) => (asked.get(facet) ? [[facet, String(asked.get(facet))]] : [])));
  const page = Number(asked.get("page"));
  return { query: asked.get("q") ?? "", chosen, oldest: asked.get("order") === "oldest", page: Number.isInteger(page) && page > 0 ? page : 1 };
}

/** @param {Question} question */
export function addressOf({ query, chosen, oldest, page }) {
  const asked = new URLSearchParams();
  if (query.trim()) asked.set("q", query.trim());
  for (const facet of FACETS) if (chosen[facet]) asked.set(facet, chosen[facet]);
  if (oldest) asked.set("order", "oldest");
  if (page > 1) asked.set("page", String(page));
  const address = asked.toString();
  return address && `?${address}`;
}
