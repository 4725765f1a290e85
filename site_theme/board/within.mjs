// @ts-check
/** Looks at one division on the counties' map: the drawing moves in on it, the others step back. */

/** @type {WeakMap<SVGSVGElement, string>} */
const whole = new WeakMap();
/** @type {WeakMap<HTMLElement, string>} the division that a section looks at */
const looked = new WeakMap();
const MARGIN = 0.06;
/** How high names are, and how wide a drawing that has not been laid out is taken to be, in pixels. */
const LETTERS = 13;
const WIDTH = 600;

/** @param {HTMLElement} section @param {string} within current code of the division; empty for all of the province */
export function look(section, within) {
  if (!within && !looked.get(section)) return;
  looked.set(section, within);
  /** @type {Set<string>} */
  const own = new Set();
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-gk-row][data-in]"))) {
    if (row.dataset.in === within) own.add(String(row.dataset.gkRow));
  }
  for (const svg of /** @type {NodeListOf<SVGSVGElement>} */ (section.querySelectorAll("svg[data-gk-static]"))) {
    if (!whole.has(svg)) whole.set(svg, svg.getAttribute("viewBox") ?? "");
    const regions = /** @type {SVGGraphicsElement[]} */ ([...svg.querySelectorAll("[data-gk-code]")]);
    const inside = regions.filter((region) => own.has(region.getAttribute("data-gk-code") ?? ""));
    for (const region of regions) region.classList.toggle("gk-aside", inside.length > 0 && !inside.includes(region));
    svg.setAttribute("viewBox", inside.length ? box(inside) : String(whole.get(svg)));
    svg.classList.toggle("gk-near", inside.length > 0);
    const { width } = svg.viewBox.baseVal;
    svg.style.setProperty("--gk-near", `${((LETTERS * width) / (svg.clientWidth || WIDTH)).toFixed(1)}px`);
  }
  for (const chip of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".gk-chip"))) {
    chip.hidden = own.size > 0 && !own.has(String(chip.dataset.gkCode));
  }
  for (const strip of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".gk-offmap"))) {
    strip.hidden = !strip.querySelector(".gk-chip:not([hidden])");
  }
  // The sums are those of the whole province.
  for (const sum of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".gk-sum"))) sum.hidden = own.size > 0;
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(".gk-group"))) {
    group.hidden = own.size > 0 && ![...group.querySelectorAll("[data-gk-code]")].some((tile) => own.has(tile.getAttribute("data-gk-code") ?? ""));
  }
}

/** The smallest view that holds the regions, with a margin. @param {SVGGraphicsElement[]} regions */
function box(regions) {
  const boxes = regions.map((region) => region.getBBox());
  const left = Math.min(...boxes.map((one) => one.x));
  const top = Math.min(...boxes.map((one) => one.y));
  const width = Math.max(...boxes.map((one) => one.x + one.width)) - left;
  const height = Math.max(...boxes.map((one) => one.y + one.height)) - top;
  const edge = Math.max(width, height) * MARGIN;
  return [left - edge, top - edge, width + 2 * edge, height + 2 * edge].map(Math.round).join(" ");
}
