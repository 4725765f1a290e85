// @ts-check
/** A long table shows its first rows until all are asked for; printed are all of them. */

const FIRST = 24;

/** @param {HTMLElement} section @param {HTMLElement[]} rows @param {boolean} all */
export function shorten(section, rows, all) {
  const button = /** @type {HTMLElement | null} */ (section.querySelector("[data-gk-all]"));
  if (!button) return;
  rows.forEach((row, place) => row.classList.toggle("gk-later", !all && place >= FIRST && !row.classList.contains("gk-picked")));
  button.hidden = rows.length <= FIRST;
  button.textContent = String(all ? button.dataset.less : button.dataset.more);
}
