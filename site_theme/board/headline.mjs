// @ts-check
/** What stands above the map: the province's total, the counts; and the line that says which period is looked at. */

import { proofAt } from "./table.mjs";

/** @param {HTMLElement} board @param {import("./cube.mjs").Frame} frame @param {string} level */
export function headline(board, frame, level) {
  for (const counts of /** @type {NodeListOf<HTMLElement>} */ (board.querySelectorAll("[data-gk-counts]"))) {
    counts.hidden = counts.dataset.gkCounts !== level;
    if (!counts.hidden) counts.textContent = frame.counts;
  }
  for (const period of board.querySelectorAll("[data-gk-period]")) period.textContent = frame.label;
  const head = board.querySelector("[data-gk-headline]");
  const total = frame.total;
  if (!head || !total) return;
  for (const cell of head.querySelectorAll("[data-c]")) cell.textContent = total[cell.getAttribute("data-c") ?? ""] || "—";
  const own = head.querySelector("[data-gk-total]");
  if (own) own.className = `gk-figure gk-is-${total.key}`;
  for (const proof of head.querySelectorAll("a.gk-why")) {
    proof.setAttribute("href", proofAt(proof.getAttribute("href") ?? "", frame.period));
  }
}

/** The line in the small multiples that says which period is looked at. @param {HTMLElement} board @param {import("./cube.mjs").Cube} cube @param {number} at */
export function now(board, cube, at) {
  for (const line of board.querySelectorAll("[data-gk-now]")) {
    const width = Number(line.closest("svg")?.getAttribute("viewBox")?.split(" ")[2]);
    const x = Math.round(4 + (at * (width - 8)) / Math.max(cube.frames.length - 1, 1));
    for (const end of ["x1", "x2"]) line.setAttribute(end, String(x));
  }
}
