// @ts-check
/** Puts a frame's colours, marks and texts on a drawn map, its tiles and the units beside it. */

import { rowOf } from "./cube.mjs";

const SVG = "http://www.w3.org/2000/svg";
const HATCHED = ["below", "unclear", "unreported", "withheld"];
const SHOWN = /^gk-(?:c\d|none|below|zero|unclear|unreported|not-applicable|withheld)$/;

/** @param {Element} element @param {string} classes */
function wear(element, classes) {
  for (const name of [...element.classList]) if (SHOWN.test(name)) element.classList.remove(name);
  element.classList.add(...classes.split(" ").filter(Boolean));
}

/** The hatching over a shape, made or taken away. @param {Element} holder @param {Element | null} shape @param {string} fill */
function hatch(holder, shape, fill) {
  let over = holder.querySelector("[data-gk-over]");
  if (!fill || !shape) {
    over?.remove();
    return;
  }
  if (!over) {
    over = document.createElementNS(SVG, "use");
    over.setAttribute("data-gk-over", "");
    over.setAttribute("href", `#${shape.id}`);
    shape.after(over);
  }
  over.setAttribute("fill", fill);
}

/** The band below a tile's text. @param {Element} holder @param {string} fill */
function band(holder, fill) {
  let over = holder.querySelector("[data-gk-over]");
  if (!fill) {
    over?.remove();
    return;
  }
  if (!over) {
    over = document.createElementNS(SVG, "svg");
    over.setAttribute("class", "gk-tile-mark");
    over.setAttribute("data-gk-over", "");
    for (const [name, value] of [["viewBox", "0 0 120 20"], ["preserveAspectRatio", "xMidYMid slice"], ["aria-hidden", "true"]]) over.setAttribute(name, value);
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("width", "120");
    rect.setAttribute("height", "20");
    over.append(rect);
    holder.append(over);
  }
  over.firstElementChild?.setAttribute("fill", fill);
}

/** @param {Element} element @param {Record<string, any> | undefined} row @param {string} prefix */
function unit(element, row, prefix) {
  const classes = row?.classes ?? "gk-none";
  const text = row ? [row.name, row.shown, row.detail].filter(Boolean).join(" · ") : "";
  const fill = row && HATCHED.includes(row.mark) ? `url(#${prefix}-${row.mark})` : "";
  const link = element.querySelector("a");
  if (element.classList.contains("gk-chip")) {
    const shape = element.querySelector(".gk-swatch rect");
    if (shape) wear(shape, classes);
    const value = element.querySelector("[data-gk-value]");
    if (value) value.textContent = row?.shown ?? "";
    element.setAttribute("title", text);
  } else if (element.classList.contains("gk-tile")) {
    wear(element, classes);
    element.setAttribute("title", text);
    link?.setAttribute("aria-label", text);
    const value = element.querySelector(".gk-tile-value");
    if (value) value.textContent = row?.shown ?? "";
    band(link ?? element.firstElementChild ?? element, fill);
  } else {
    wear(element, classes);
    const title = element.querySelector("title");
    if (title) title.textContent = text;
    hatch(element, element.querySelector("path"), fill);
  }
}

/** Let the interactive map, open or not, know what is shown now. @param {HTMLElement} figure @param {import("./cube.mjs").Cube} cube @param {import("./cube.mjs").Frame} frame */
function handOver(figure, cube, frame) {
  const told = cube.units.map((code) => {
    const row = rowOf(cube, frame, code);
    return [code, { classes: row?.classes ?? "gk-none", mark: row?.mark ?? "", pieces: row ? [row.name, row.shown, row.detail].filter(Boolean) : [] }];
  });
  Object.assign(figure, { gkUnits: Object.fromEntries(told) });
  figure.dispatchEvent(new CustomEvent("gk-frame"));
}

/**
 * @param {HTMLElement} section a level of the board @param {string} within the division that is looked at, if any
 * @param {import("./cube.mjs").Cube} cube @param {import("./cube.mjs").Frame} frame
 */
export function paint(section, cube, frame, within) {
  for (const figure of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-gk-map]"))) {
    const prefix = String(figure.dataset.gkMap);
    for (const element of figure.querySelectorAll("[data-gk-code]")) {
      unit(element, rowOf(cube, frame, element.getAttribute("data-gk-code") ?? ""), prefix);
    }
    for (const label of figure.querySelectorAll("[data-gk-label]")) {
      const row = rowOf(cube, frame, label.getAttribute("data-gk-label") ?? "");
      const shade = row?.classes.match(/^gk-(c\d|none)/)?.[1] ?? "none";
      label.setAttribute("class", (label.getAttribute("class") ?? "").replace(/gk-on-\w+/, `gk-on-${shade}`));
    }
    const told = figure.querySelector("[data-gk-told]");
    if (told) told.textContent = frame.within[within] ?? frame.told;
    figure.querySelectorAll("[data-gk-sum]").forEach((sum, place) => (sum.textContent = frame.sums[place] ?? ""));
    const day = figure.querySelector('[data-gk-note="as_of"]');
    if (day) day.textContent = (day.textContent ?? "").replace(/\d+\D\d+\D\d+\D/, frame.day);
    handOver(figure, cube, frame);
  }
}
