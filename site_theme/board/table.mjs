// @ts-check
/** The table twin: fills its rows from a frame, sorts them, leaves out what is not asked for. */

import { rowOf } from "./cube.mjs";

const STATES = /^gk-is-/;
const TEXTS = ["name", "verdict"];
const FIGURES = ["shown", "parts", "gap", "since", "change", "rank"];

/** A figure leads to its evidence, and nothing else does. @param {Element} cell @param {string} text @param {string} address */
function prove(cell, text, address) {
  if (cell.textContent !== text) cell.textContent = text;
  cell.classList.toggle("gk-why", Boolean(text && address));
  if (text && address) cell.setAttribute("href", address);
  else cell.removeAttribute("href");
}

/** @param {HTMLElement} row @param {Record<string, any>} told @param {string} period */
function fill(row, told, period) {
  for (const name of TEXTS) {
    const cell = row.querySelector(`[data-c="${name}"]`);
    if (cell && cell.textContent !== told[name]) cell.textContent = told[name];
  }
  const address = told.key === "unreported" ? "" : `${row.dataset.why}#${period}`;
  for (const name of FIGURES) {
    const cell = row.querySelector(`[data-c="${name}"]`);
    if (cell) prove(cell, told[name], address);
  }
  const still = /** @type {HTMLElement | null} */ (row.querySelector('[data-c="still"]'));
  if (still) still.hidden = !told.gap;
  for (const name of [...row.classList]) if (STATES.test(name)) row.classList.remove(name);
  row.classList.add(`gk-is-${told.key}`);
}

/** @param {any} a @param {any} b empty ones last, whichever way the others stand @param {number} way */
function compare(a, b, way) {
  if (a === b) return 0;
  if (a === null || a === "") return 1;
  if (b === null || b === "") return -1;
  return (a < b ? -1 : 1) * way;
}

/** @param {Record<string, any>} told @param {string} by */
function measure(told, by) {
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
  /** @type {Map<HTMLElement, Record<string, any>>} */
  const told = new Map();
  for (const row of rows) {
    const code = String(row.dataset.gkRow);
    const seen = rowOf(cube, frame, code);
    if (seen) {
      told.set(row, seen);
      fill(row, seen, frame.period);
    }
    row.hidden = !seen || Boolean(within && row.dataset.in !== within);
    row.classList.toggle("gk-picked", code === state.unit);
  }
  const [by, way] = state.sort ? [state.sort.replace(/^-/, ""), state.sort.startsWith("-") ? -1 : 1] : ["order", 1];
  const shown = rows.filter((row) => told.has(row)).sort((a, b) => compare(measure(told.get(a) ?? {}, by), measure(told.get(b) ?? {}, by), way));
  found.querySelector("tbody")?.append(...shown);
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
