// @ts-check
/** Puts a frame's colours, marks and texts on a drawn map, its tiles and the units beside it; what stays as it is is not touched. */

import { rowOf, rowsOf } from "./cube.mjs";
import { say } from "./text.mjs";

const SVG = "http://www.w3.org/2000/svg";
const HATCHED = ["below", "unclear", "unreported", "withheld"];
const SHOWN = /^gk-(?:c\d|none|below|zero|unclear|unreported|not-applicable|withheld)$/;

/** @typedef {import("./cube.mjs").Cube} Cube */
/** @typedef {import("./cube.mjs").Frame} Frame */
/** @typedef {{element: Element, code: string, worn: Element | null, value: Element | null, more: Element | null, title: Element | null, shape: Element | null, holder: Element}} Place */
/** @typedef {{places: Place[], told: Element | null, sums: Element[], day: Element | null}} Parts */

/** @type {WeakMap<HTMLElement, Parts>} */
const known = new WeakMap();

/** @param {Element} element @returns {Place} */
function placeOf(element) {
  const code = element.getAttribute("data-gk-code") ?? "";
  const find = (/** @type {string} */ part) => element.querySelector(part);
  const rest = { element, code, holder: element, title: null, shape: null, more: null };
  if (element.classList.contains("gk-chip")) return { ...rest, worn: find(".gk-swatch rect"), value: find("[data-gk-value]") };
  const shape = find("path");
  if (shape) return { ...rest, worn: element, value: null, title: find("title"), shape };
  const holder = find("a") ?? element.firstElementChild ?? element;
  return { ...rest, worn: element, value: find(".gk-tile-value"), more: find(".gk-tile-more"), holder };
}

/** What of a figure follows the period, looked for once. @param {HTMLElement} figure */
function partsOf(figure) {
  const parts = known.get(figure) ?? {
    places: [...figure.querySelectorAll("[data-gk-code]")].map(placeOf),
    told: figure.querySelector("[data-gk-told]"),
    sums: [...figure.querySelectorAll("[data-gk-sum]")],
    day: figure.querySelector('[data-gk-note="as_of"]'),
  };
  known.set(figure, parts);
  return parts;
}

/** @param {Element} element @param {string} classes */
function wear(element, classes) {
  const kept = [...element.classList].filter((name) => !SHOWN.test(name));
  const next = [...kept, ...classes.split(" ").filter(Boolean)].join(" ");
  if (element.getAttribute("class") !== next) element.setAttribute("class", next);
}

/** The hatching over a shape, made or taken away. @param {Place} place @param {string} fill */
function hatch({ holder, shape }, fill) {
  const over = holder.querySelector("[data-gk-over]");
  if (!fill || !shape) return over?.remove();
  if (over) return over.setAttribute("fill", fill);
  const made = document.createElementNS(SVG, "use");
  made.setAttribute("data-gk-over", "");
  made.setAttribute("href", `#${shape.id}`);
  made.setAttribute("fill", fill);
  shape.after(made);
}

/** The band below a tile's text. @param {Element} holder @param {string} fill */
function band(holder, fill) {
  let over = holder.querySelector("[data-gk-over]");
  if (!fill) return over?.remove();
  if (!over) {
    over = document.createElementNS(SVG, "svg");
    const attributes = { class: "gk-tile-mark", "data-gk-over": "", viewBox: "0 0 120 20", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" };
    for (const [name, value] of Object.entries(attributes)) over.setAttribute(name, value);
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("width", "120");
    rect.setAttribute("height", "20");
    over.append(rect);
    holder.append(over);
  }
  over.firstElementChild?.setAttribute("fill", fill);
}

/** @param {Place} place @param {Record<string, any> | undefined} row @param {string} prefix */
function unit(place, row, prefix) {
  const classes = row?.classes ?? "gk-none";
  const text = row ? [row.name, row.shown, row.detail].filter(Boolean).join(" · ") : "";
  const told = `${classes} ${row?.mark} ${text}`;
  // Kept at the element itself: another script, the big screen's, may paint it too.
  const said = /** @type {Element & { gkTold?: string }} */ (place.element);
  if (told === said.gkTold) return;
  said.gkTold = told;
  const fill = row && HATCHED.includes(row.mark) ? `url(#${prefix}-${row.mark})` : "";
  if (place.worn) wear(place.worn, classes);
  say(place.value, row?.shown ?? "");
  say(place.more, row?.detail ?? "");
  if (place.shape) {
    say(place.title, text);
    hatch(place, fill);
  } else {
    place.element.setAttribute("title", text);
    if (place.element.classList.contains("gk-tile")) band(place.holder, fill);
  }
}

/** Let the interactive map, open or not, know what is shown now. @param {HTMLElement} figure @param {Cube} cube @param {Frame} frame */
function handOver(figure, cube, frame) {
  const told = () =>
    cube.units.map((code) => {
      const row = rowOf(cube, frame, code);
      return [code, { classes: row?.classes ?? "gk-none", mark: row?.mark ?? "", pieces: row ? [row.name, row.shown, row.detail].filter(Boolean) : [] }];
    });
  Object.defineProperty(figure, "gkUnits", { configurable: true, get: () => Object.fromEntries(told()) });
  figure.dispatchEvent(new CustomEvent("gk-frame"));
}

/**
 * @param {HTMLElement} section a level of the board @param {string} within the division that is looked at, if any
 * @param {Cube} cube @param {Frame} frame
 */
export function paint(section, cube, frame, within) {
  const rows = rowsOf(cube, frame);
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-gk-map]"))) {
    const parts = partsOf(figure);
    for (const place of parts.places) unit(place, rows.get(place.code), String(figure.dataset.gkMap));
    for (const label of figure.querySelectorAll("[data-gk-label]")) {
      const shade = rows.get(label.getAttribute("data-gk-label") ?? "")?.classes.match(/^gk-(c\d|none)/)?.[1] ?? "none";
      const classes = label.getAttribute("class") ?? "";
      if (!classes.includes(`gk-on-${shade}`)) label.setAttribute("class", classes.replace(/gk-on-\w+/, `gk-on-${shade}`));
    }
    say(parts.told, frame.within[within] ?? frame.told);
    parts.sums.forEach((sum, place) => say(sum, frame.sums[place] ?? ""));
    say(parts.day, (parts.day?.textContent ?? "").replace(/\d+\D\d+\D\d+\D/, frame.day));
    handOver(figure, cube, frame);
  }
}
