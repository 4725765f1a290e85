// @ts-check
/** The report pack takes the view along as it is now; without this script the link leads to the view as the page was written. */

import { query } from "./state.mjs";

/** How long a browser may take to read what it saves. */
const READ = 60000;

/** @param {HTMLElement} board @param {Record<string, string>} state */
export function offerPack(board, state) {
  const failed = /** @type {HTMLElement | null} */ (board.querySelector("[data-gk-failed]"));
  let period = "";
  board.addEventListener("gk-shown", (event) => (period = /** @type {CustomEvent} */ (event).detail.frame.label));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (board.querySelectorAll("a[data-gk-pack]"))) {
    link.addEventListener("click", async (event) => {
      if (!period || location.protocol === "file:") return;
      event.preventDefault();
      try {
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(`${answer.status} ${link.href}`);
        save(opening(await answer.text(), state), String(link.dataset.gkPack).replace("{period}", period));
      } catch {
        if (failed) failed.hidden = false;
      }
    });
  }
}

/** The pack with the state in which it opens. @param {string} page @param {Record<string, string>} state */
function opening(page, state) {
  const search = query({ ...state, mode: "" }).replace(/&/g, "&amp;");
  return page.replace('data-gk-state=""', () => `data-gk-state="${search}"`);
}

/** @param {string} page @param {string} name */
function save(page, name) {
  const href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  Object.assign(document.createElement("a"), { href, download: name.replace(/[\\/:*?"<>|]/g, "-") }).click();
  setTimeout(() => URL.revokeObjectURL(href), READ);
}
