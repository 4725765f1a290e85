// @ts-check
/** The page's own drawn map on the big screen: lent by its section, painted as there, with the figures beside the names. */

import { rowOf } from "./cube.mjs";
import { paint } from "./paint.mjs";
import { put } from "./screen_sheet.mjs";

const SVG = "http://www.w3.org/2000/svg";
/** How far below its name a figure stands, in the drawing's units, by the size of the label. */
const BELOW = { l: 40, m: 40, s: 31 };

/** A text of its own below each name. @param {Element} label */
function figureOf(label) {
  const text = document.createElementNS(SVG, "text");
  text.setAttribute("class", `${label.getAttribute("class")} gk-label-figure`);
  text.setAttribute("data-gk-label", String(label.getAttribute("data-gk-label")));
  text.setAttribute("x", String(label.getAttribute("x")));
  const size = /** @type {keyof typeof BELOW} */ (label.getAttribute("class")?.match(/gk-label-([lms])/)?.[1] ?? "m");
  text.setAttribute("y", String(Number(label.getAttribute("y")) + BELOW[size]));
  label.after(text);
  return text;
}

/** @param {HTMLElement} section a level of the board @param {HTMLElement} holder */
export function taken(section, holder) {
  const figure = /** @type {HTMLElement | null} */ (section.querySelector("[data-gk-map]"));
  const place = document.createComment("");
  figure?.replaceWith(place);
  if (figure) holder.append(figure);
  const level = String(section.dataset.gkLevel);
  holder.dataset.level = level;
  const units = figure ? [...figure.querySelectorAll("[data-gk-code]:not(.gk-chip)")] : [];
  const codes = units.map((unit) => String(unit.getAttribute("data-gk-code")));
  const labels = level === "prefecture" && figure ? [...figure.querySelectorAll("text[data-gk-label]")].map(figureOf) : [];
  const cursors = figure ? [...figure.querySelectorAll("[data-gk-cursor]")] : [];
  // Names stand above the outline that points.
  const names = figure?.querySelector(".gk-labels");
  const home = document.createComment("");
  if (names) {
    names.replaceWith(home);
    home.parentNode?.append(names);
  }
  const point = (/** @type {string[]} */ own) => {
    const paths = units.filter((unit, number) => own.includes(codes[number])).map((unit) => unit.querySelector("path"));
    const one = paths.length === 1 ? paths[0] : null;
    for (const cursor of cursors) one ? cursor.setAttribute("href", `#${one.id}`) : cursor.removeAttribute("href");
    figure?.classList.toggle("gk-pointing", Boolean(one));
    units.forEach((unit, number) => {
      unit.classList.toggle("gk-pointed", own.includes(codes[number]));
      unit.classList.toggle("gk-aside", own.length > 1 && !own.includes(codes[number]));
    });
  };
  return {
    section,
    figure,
    /** @param {import("./cube.mjs").Cube} cube @param {import("./cube.mjs").Frame} frame */
    show(cube, frame) {
      paint(holder, cube, frame, "");
      for (const label of labels) put(label, rowOf(cube, frame, String(label.getAttribute("data-gk-label")))?.shown ?? "");
    },
    /** Point at units; at none, all step back to what they were. */
    point,
    giveBack() {
      point([]);
      for (const label of labels) label.remove();
      if (names) home.replaceWith(names);
      if (figure) place.replaceWith(figure);
    },
  };
}
