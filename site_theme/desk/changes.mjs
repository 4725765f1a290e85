// @ts-check
/** What was mended in the file, cell by cell. */

import { make, say } from "./dom.mjs";
import { letters } from "./place.mjs";
import { shown } from "./sentences.mjs";

/** @param {import("./mends.mjs").Edit[]} edits @returns {HTMLElement[]} */
export function changes(edits) {
  if (!edits.length) return [];
  const items = edits.map(({ sheet, row, column, before, after }) => {
    const where = `${sheet ? `${shown(sheet)}!` : ""}${letters(column)}${row}`;
    return make("li", {}, make("span", { class: "desk-spot", text: where }), " ", make("del", { text: shown(before) }), " ", make("ins", { text: shown(after) }));
  });
  const list = make("details", { class: "desk-changes" }, make("summary", { text: say("changes", { count: edits.length }) }), make("ul", {}, ...items));
  return [list];
}
