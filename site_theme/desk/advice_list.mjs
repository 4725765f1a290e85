// @ts-check
/** The findings as a list, one group a row of the file, each with the button that mends it. */

import { speech } from "./declaration.mjs";
import { button, make, say } from "./dom.mjs";
import { isError, letters } from "./place.mjs";
import { cellKey, located } from "./preview.mjs";
import { sentence, shown } from "./sentences.mjs";

/** @typedef {import("./desk.mjs").Desk} Desk */
/** @typedef {import("./desk.mjs").Advice} Advice */

const FIRST = 200; // more than that at once help nobody and slow an old machine

/** @param {Desk} desk @param {(edits: import("./mends.mjs").Edit[]) => void} adopt @returns {HTMLElement} */
export function adviceList(desk, adopt) {
  const all = desk.advice;
  if (!all.length) return make("p", { class: "desk-none", text: say(desk.checked.counts.read ? "none" : "none_read") });
  const list = make("ol", { class: "desk-groups" });
  const show = (/** @type {Advice[]} */ shown) => {
    for (const group of grouped(shown).values()) list.append(groupItem(group, adopt));
  };
  show(all.slice(0, FIRST));
  const frame = make("div", {}, list);
  if (all.length > FIRST) {
    const more = button(say("more", { count: all.length - FIRST }), "desk-button desk-more", () => {
      show(all.slice(FIRST));
      more.remove();
    });
    frame.append(more);
  }
  return frame;
}

/** @param {Advice[]} all @returns {Map<string, Advice[]>} */
function grouped(all) {
  const groups = new Map();
  for (const advice of all) {
    const { sheet, line } = advice.told.place;
    const key = `${sheet}\n${line}`;
    groups.set(key, [...(groups.get(key) ?? []), advice]);
  }
  return groups;
}

/** @param {Advice[]} group @param {(edits: import("./mends.mjs").Edit[]) => void} adopt */
function groupItem(group, adopt) {
  const { sheet, line } = group[0].told.place;
  const where = line ? say(sheet ? "row_of_sheet" : "line", { sheet: shown(sheet), row: String(line) }) : sheet ? shown(sheet) : say("whole");
  const items = group.map((advice) => item(advice, adopt));
  return make("li", { class: "desk-group" }, make("h4", { class: "desk-where", text: where }), make("ul", { class: "desk-advice" }, ...items));
}

/** @param {Advice} advice @param {(edits: import("./mends.mjs").Edit[]) => void} adopt */
function item({ told, mend }, adopt) {
  const level = make("span", { class: `desk-level desk-level-${told.code[0]}`, text: speech.levels[told.code[0]] });
  const spot = spotOf(told);
  const message = make("p", { class: "desk-message" }, level, " ", spot, " ", make("span", { class: "desk-code", text: told.code }), " ", sentence(told));
  const made = make("li", { class: isError(told) ? "desk-is-error" : "desk-is-held" }, message);
  if (mend) {
    const offered = button(say(mend.sure ? "adopt" : "adopt_likely", { after: shown(mend.after) }), "desk-button desk-mend", () => adopt([mend]));
    made.append(offered);
  }
  return made;
}

/** The cell's name, which brings it into sight in the preview. @param {import("./place.mjs").Finding} told */
function spotOf(told) {
  const { cell, sheet } = told.place;
  if (!cell) return make("span", { class: "desk-spot", text: cellName(told) });
  const made = button(cellName(told), "desk-spot desk-locate", () => located(cellKey(sheet, ...cell)));
  made.title = say("locate", { cell: cellName(told) });
  return made;
}

/** What the cell is called in its file. @param {import("./place.mjs").Finding} told */
function cellName({ place }) {
  if (place.sheet) return place.column ? `${letters(place.column)}${place.line || ""}` : "";
  return place.cell ? say("column", { column: letters(place.cell[1]) }) : "";
}
