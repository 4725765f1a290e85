// @ts-check
/** In a pack: the record behind each figure of the period that is looked at. */

import { rowOf } from "./cube.mjs";

/** @typedef {{files: string[], sources: string[], days: string[], rows: Record<string, Record<string, number[]>>, parts: Record<string, string>}} Origins */

/** @param {Element} holder @param {Record<string, string>} texts */
function fill(holder, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const cell = holder.querySelector(`[data-c="${name}"]`);
    if (cell) cell.textContent = text;
  }
}

/** @param {string} sentence @param {Origins} origins @param {string} period @param {number[]} found */
function record(sentence, origins, period, [file, line, source, day]) {
  /** @type {Record<string, string>} */
  const facts = { period, source: origins.sources[source], file: origins.files[file], line: String(line), day: origins.days[day] };
  return sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

/** @param {HTMLElement} section @param {Origins} origins @param {import("./cube.mjs").Cube} cube @param {import("./cube.mjs").Frame} frame */
function tell(section, origins, cube, frame) {
  const sentence = String(section.dataset.record);
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll("[data-gk-ground]"))) {
    const code = String(line.dataset.gkGround);
    const told = rowOf(cube, frame, code);
    line.hidden = !told;
    if (!told) continue;
    const found = origins.rows[frame.period]?.[code];
    fill(line, { shown: told.shown, parts: told.parts, record: found ? record(sentence, origins, frame.label, found) : "" });
  }
  const total = section.querySelector("[data-gk-ground-total]");
  if (total && frame.total) fill(total, { label: frame.total.label, value: frame.total.value, parts: origins.parts[frame.period] ?? "" });
}

const carried = document.querySelector("script[data-gk-origins]");
const section = document.querySelector("[data-gk-grounds]");
if (carried && section instanceof HTMLElement) {
  const origins = JSON.parse(carried.textContent ?? "");
  document.querySelector("[data-gk-board]")?.addEventListener("gk-shown", (event) => {
    const { cube, frame } = /** @type {CustomEvent} */ (event).detail;
    tell(section, origins, cube, frame);
  });
}
