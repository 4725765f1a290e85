// @ts-check
/** The map of the places that the file speaks of, and the same as a list. */

import { settings } from "./declaration.mjs";
import { make, say } from "./dom.mjs";
import { fateOf, tallies } from "./places.mjs";

/** @typedef {import("./places.mjs").Tally} Tally */
/** @typedef {{code: string, path?: string, short: string, column?: number, row?: number}} Drawn */

const SVG = "http://www.w3.org/2000/svg";
const FATES = ["published", "withheld", "rejected"];
const STEP = 100; // between the tiles of a grid, in units of its drawing

/** @param {import("./table.mjs").Row[]} rows @returns {HTMLElement | null} null where no record names a place */
export function mapOf(rows) {
  const { on, off } = tallies(rows);
  if (!on.length && !off.length) return null;
  const figure = make("figure", { class: "desk-map", "aria-labelledby": "desk-map-title" }, make("figcaption", { id: "desk-map-title", text: say("map") }));
  if (on.length && settings.map.places.length) figure.append(drawing(new Map(on.map((tally) => [tally.code, tally]))), legend([...on, ...off]));
  if (on.length) figure.append(list(on, "map"));
  if (off.length) figure.append(make("p", { class: "desk-caption", text: say("map_off") }), list(off, "map_off"));
  if (on.length) figure.append(make("ul", { class: "desk-notes" }, ...settings.map.notes.map((/** @type {string} */ note) => make("li", { text: note }))));
  return figure;
}

/** The same in words; it can be scrolled, by keyboard too. @param {Tally[]} tallied @param {string} label */
function list(tallied, label) {
  return make("ul", { class: "desk-places", tabindex: "0", "aria-label": say(label) }, ...tallied.map(listed));
}

/** @param {Tally} tally */
function listed(tally) {
  const counts = FATES.map((fate) => ({ fate, count: tally[/** @type {"published" | "withheld" | "rejected"} */ (fate)] })).filter(({ count }) => count);
  const told = counts.map(({ fate, count }) => say(`place_${fate}`, { count })).join(say("and"));
  return make("li", {}, swatch(fateOf(tally)), make("b", { text: tally.name }), ` ${told}`);
}

/** @param {Map<string, Tally>} on */
function drawing(on) {
  const { width, height, places } = settings.map;
  const svg = svgElement("svg", { class: "desk-svg", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": "desk-map-title" });
  svg.append(patterns());
  for (const place of /** @type {Drawn[]} */ (places)) {
    const tally = on.get(place.code);
    const fate = tally ? fateOf(tally) : "absent";
    const group = svgElement("g", { class: `desk-region desk-${fate}` });
    group.append(shape(place));
    if (tally && fate !== "published") group.append(shape(place, `desk-over desk-over-${fate}`));
    if (place.column && place.row) group.append(label(place));
    if (tally) group.append(Object.assign(svgElement("title"), { textContent: tally.name }));
    svg.append(group);
  }
  return svg;
}

/** @param {Drawn} place @param {string} [classes] */
function shape({ path, column = 1, row = 1 }, classes = "") {
  if (path) return svgElement("path", { d: path, class: classes });
  const [x, y] = [column, row].map((number) => String((number - 1) * STEP + 4));
  return svgElement("rect", { x, y, width: String(STEP - 8), height: String(STEP - 8), rx: "6", class: classes });
}

/** @param {Drawn} place */
function label({ short, column = 1, row = 1 }) {
  const [x, y] = [column, row].map((number) => String((number - 0.5) * STEP));
  return Object.assign(svgElement("text", { x, y, class: "desk-label" }), { textContent: short });
}

/** Marks that can be told apart without colour. */
function patterns() {
  const defs = svgElement("defs");
  const hatch = svgElement("pattern", { id: "desk-hatch", width: "16", height: "16", patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  hatch.append(svgElement("path", { d: "M0 0V16", class: "desk-ink-rejected" }));
  const dots = svgElement("pattern", { id: "desk-dots", width: "20", height: "20", patternUnits: "userSpaceOnUse" });
  dots.append(svgElement("circle", { cx: "6", cy: "6", r: "4", class: "desk-ink-withheld" }));
  defs.append(hatch, dots);
  return defs;
}

/** @param {Tally[]} all */
function legend(all) {
  const there = FATES.filter((fate) => all.some((tally) => fateOf(tally) === fate));
  return make("ul", { class: "desk-legend" }, ...there.map((fate) => make("li", {}, swatch(fate), say(`legend_${fate}`))));
}

/** @param {string} fate */
function swatch(fate) {
  const svg = svgElement("svg", { class: `desk-swatch desk-${fate}`, viewBox: "0 0 58 38", width: "29", height: "19", "aria-hidden": "true" });
  for (const classes of ["", `desk-over desk-over-${fate}`]) svg.append(svgElement("rect", { x: "1", y: "1", width: "56", height: "36", class: classes }));
  return svg;
}

/** @param {string} tag @param {Record<string, string>} [stated] @returns {SVGElement} */
function svgElement(tag, stated = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(stated)) if (value) element.setAttribute(name, value);
  return element;
}
