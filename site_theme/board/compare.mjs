// @ts-check
/** Two units side by side: their values in every period, how far they are apart, and both lines on one scale. */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 200;
const EDGE = 12;

/** @type {WeakMap<HTMLElement, unknown[]>} what a list or the panel holds already */
const held = new WeakMap();

/** Whether the element holds just these things already; it is taken to hold them from now on. @param {HTMLElement} element @param {unknown[]} things */
function holds(element, things) {
  const known = held.get(element);
  held.set(element, things);
  return Boolean(known && things.every((thing, place) => thing === known[place]));
}

/** Offer every unit of the level. @param {HTMLSelectElement} select @param {import("./cube.mjs").Cube} cube @param {string} chosen */
export function offer(select, cube, chosen) {
  if (holds(select, [cube, chosen])) return;
  const rows = cube.frames[cube.current].rows;
  const told = cube.units.map((code, place) => [code, String(rows[place]?.[0] ?? "")]).filter(([, name]) => name);
  select.replaceChildren(new Option("—", ""), ...told.map(([code, name]) => new Option(name, code, false, code === chosen)));
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** @param {(number | null)[][]} lines @param {string[]} names */
function chart(lines, names) {
  const known = lines.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const svg = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "gk-pair-line", role: "img", "aria-label": names.join("、") });
  const x = (/** @type {number} */ place) => EDGE + (place * (WIDTH - 2 * EDGE)) / Math.max(lines[0].length - 1, 1);
  const y = (/** @type {number} */ value) => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
  lines.forEach((line, number) => {
    const runs = line.reduce((/** @type {string[][]} */ found, value, place) => {
      if (value === null) return [...found, []];
      found[found.length - 1].push(`${x(place).toFixed(1)},${y(value).toFixed(1)}`);
      return found;
    }, [[]]);
    for (const run of runs.filter((one) => one.length)) svg.append(drawn("polyline", { points: run.join(" "), class: `gk-pair-${number + 1}` }));
  });
  return svg;
}

/** @param {string} text */
function signed(text) {
  return Number(text) > 0 ? `+${text}` : text.replace("-", "−");
}

/** @param {string} name @param {string} text @param {string} [css] */
function cell(name, text, css = "") {
  return Object.assign(document.createElement(name), { textContent: text, className: css });
}

/** Both lines, and what their scale is. @param {import("./cube.mjs").Cube} cube @param {(number | null)[][]} rates @param {string[]} names @param {string} axes */
function figure(cube, rates, names, axes) {
  const known = /** @type {number[]} */ (rates.flat().filter((value) => value !== null));
  const ends = { low: Math.min(...known).toFixed(1), high: Math.max(...known).toFixed(1), first: cube.frames[0].label, last: cube.frames[cube.frames.length - 1].label };
  const told = Object.entries(ends).reduce((text, [name, value]) => text.replace(`{${name}}`, value), axes);
  const made = document.createElement("figure");
  made.append(chart(rates, names), cell("figcaption", told, "gk-small"));
  return made;
}

/**
 * @param {HTMLElement} panel @param {import("./cube.mjs").Cube} cube @param {string} first @param {string} second
 */
export function compared(panel, cube, first, second) {
  panel.hidden = !(first || second);
  const body = panel.querySelector("div");
  if (!body || panel.hidden || holds(panel, [cube, first, second])) return;
  const [name, shown, rate] = ["name", "shown", "rate"].map((column) => cube.columns.indexOf(column));
  const places = [first, second].map((code) => cube.units.indexOf(code));
  if (places.includes(-1)) {
    body.replaceChildren(cell("p", String(panel.dataset.none), "gk-empty"));
    return;
  }
  const series = places.map((place) => cube.frames.map((frame) => frame.rows[place]));
  const names = places.map((place) => String(cube.frames[cube.current].rows[place]?.[name] ?? ""));
  const rates = series.map((rows) => rows.map((row) => /** @type {number | null} */ (row?.[rate] ?? null)));
  const table = Object.assign(document.createElement("table"), { className: "gk-table" });
  const head = table.createTHead().insertRow();
  const heads = [...names.map((each, number) => cell("th", each, `gk-number gk-pair-name-${number + 1}`)), cell("th", String(panel.dataset.gap), "gk-number")];
  for (const each of heads) each.setAttribute("scope", "col");
  head.append(cell("td", ""), ...heads);
  const rows = table.createTBody();
  for (let at = cube.frames.length - 1; at >= 0; at -= 1) {
    const [a, b] = rates.map((line) => line[at]);
    const gap = a === null || b === null ? "" : signed((a - b).toFixed(1));
    const row = rows.insertRow();
    const period = cell("th", cube.frames[at].label);
    period.setAttribute("scope", "row");
    row.append(period, ...series.map((line) => cell("td", String(line[at]?.[shown] ?? ""), "gk-number")), cell("td", gap, "gk-number"));
  }
  const framed = Object.assign(document.createElement("div"), { className: "gk-table-frame", tabIndex: 0 });
  framed.setAttribute("role", "region");
  framed.setAttribute("aria-labelledby", "compared");
  framed.append(table);
  body.replaceChildren(...(rates.flat().some((value) => value !== null) ? [figure(cube, rates, names, String(panel.dataset.axes))] : []), framed);
}
