// @ts-check
/** The table twin: fills its rows from a frame, sorts them, leaves out what is not asked for. */

import { rowsOf } from "./cube.mjs";
import { shorten } from "./shorten.mjs";
import { say } from "./text.mjs";

const STATES = /^gk-is-/;
const TEXTS = ["name", "verdict"];
const FIGURES = ["shown", "parts", "gap", "since", "change", "rank"];

/** @type {WeakMap<Element, Map<string, HTMLElement>>} */
const cells = new WeakMap();

/** The parts of a row by name, looked for once. @param {HTMLElement} row */
function cellsOf(row) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll("[data-c]"));
  const known = cells.get(row) ?? new Map([...found].map((cell) => [String(cell.dataset.c), cell]));
  cells.set(row, known);
  return known;
}

/** A figure leads to its evidence, and nothing else does. @param {HTMLElement | undefined} cell @param {string} text @param {string} address */
function prove(cell, text, address) {
  say(cell, text);
  const proof = text ? address : "";
  if (!cell || (cell.getAttribute("href") ?? "") === proof) return;
  cell.classList.toggle("gk-why", Boolean(proof));
  if (proof) cell.setAttribute("href", proof);
  else cell.removeAttribute("href");
}

/** @param {HTMLElement} row @param {Record<string, any>} told @param {string} period */
function fill(row, told, period) {
  const parts = cellsOf(row);
  for (const name of TEXTS) say(parts.get(name), told[name]);
  const address = told.key === "unreported" ? "" : proofAt(String(row.dataset.why), period);
  for (const name of FIGURES) prove(parts.get(name), told[name], address);
  const still = parts.get("still");
  if (still && still.hidden === Boolean(told.gap)) still.hidden = !told.gap;
  if (row.classList.contains(`gk-is-${told.key}`)) return;
  for (const name of [...row.classList]) if (STATES.test(name)) row.classList.remove(name);
  row.classList.add(`gk-is-${told.key}`);
}

/** Where a figure of that period is proved; in a pack each unit has one place for all periods. @param {string} address @param {string} period */
export function proofAt(address, period) {
  return address.startsWith("#") ? address : `${address.replace(/#.*$/, "")}#${period}`;
}

/** The most places, in rising order, that can stay as they are: where each stands in the list. @param {number[]} places */
function rising(places) {
  /** @type {number[]} by length, where the run with the lowest end ends */
  const ends = [];
  const before = places.map((place, at) => {
    const found = ends.findIndex((end) => places[end] >= place);
    const length = found < 0 ? ends.length : found;
    ends[length] = at;
    return length ? ends[length - 1] : -1;
  });
  const stay = new Set();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]) stay.add(at);
  return stay;
}

/** Put the rows in this order and move as few as can be. @param {Element} body @param {Element[]} rows */
function arrange(body, rows) {
  const places = new Map([...body.children].map((row, place) => [row, place]));
  const stay = rising(rows.map((row) => places.get(row) ?? -1));
  /** @type {Element | null} */
  let next = null;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    if (!stay.has(at)) body.insertBefore(rows[at], next);
    next = rows[at];
  }
}

/** @param {any} a @param {any} b empty ones last, whichever way the others stand @param {number} way */
function compare(a, b, way) {
  if (a === b) return 0;
  if (a === null || a === "") return 1;
  if (b === null || b === "") return -1;
  return (a < b ? -1 : 1) * way;
}

/** @param {Record<string, any>} told @param {string} by @param {number} place among the units in order of code, as names are sorted */
function measure(told, by, place) {
  if (by === "name") return place;
  if (by === "rank") return told.rank ? parseInt(told.rank, 10) : null;
  if (by === "change") return told.change ? Number(told.change.replace("−", "-").replace(/,/g, "")) : null;
  return told[by];
}

/**
 * @param {HTMLElement} section @param {import("./cube.mjs").Cube} cube @param {import("./cube.mjs").Frame} frame
 * @param {Record<string, string>} state
 */
export function table(section, cube, frame, state) {
  const found = section.querySelector("[data-gk-table]");
  if (!found) return;
  const within = section.querySelector("[data-gk-row][data-in]") ? state.within : "";
  const rows = /** @type {HTMLElement[]} */ ([...found.querySelectorAll("tbody [data-gk-row]")]);
  const known = rowsOf(cube, frame);
  /** @type {Map<HTMLElement, any>} what it is sorted by */
  const measured = new Map();
  const [by, way] = state.sort ? [state.sort.replace(/^-/, ""), state.sort.startsWith("-") ? -1 : 1] : ["order", 1];
  for (const row of rows) {
    const code = String(row.dataset.gkRow);
    const seen = known.get(code);
    if (seen) {
      measured.set(row, measure(seen, by, cube.units.indexOf(code)));
      fill(row, seen, frame.period);
    }
    const hidden = !seen || Boolean(within && row.dataset.in !== within);
    if (row.hidden !== hidden) row.hidden = hidden;
    row.classList.toggle("gk-picked", code === state.unit);
  }
  const shown = rows.filter((row) => measured.has(row)).sort((a, b) => compare(measured.get(a), measured.get(b), way));
  const body = found.querySelector("tbody");
  if (body) arrange(body, [...rows.filter((row) => !measured.has(row)), ...shown]);
  shorten(section, shown.filter((row) => !row.hidden), Boolean(state.all));
  for (const head of found.querySelectorAll("th[data-sort]")) {
    const own = head.getAttribute("data-sort") === by && Boolean(state.sort);
    if (own) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
}

/** Make the heads of a table buttons. @param {HTMLElement} section @param {(sort: string) => void} chosen */
export function sortable(section, chosen) {
  for (const head of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("th[data-sort]"))) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gk-sort";
    button.append(...head.childNodes);
    head.append(button);
    const by = String(head.dataset.sort);
    button.addEventListener("click", () => chosen(head.getAttribute("aria-sort") === "ascending" ? `-${by}` : by));
  }
}
