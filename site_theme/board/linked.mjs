// @ts-check
/** Map, table and small multiples answer together: what is pointed at in one is shown in the others. */

/** @param {Element} from */
function codeOf(from) {
  const holder = from.closest("[data-gk-code],[data-gk-row]");
  return holder?.getAttribute("data-gk-code") ?? holder?.getAttribute("data-gk-row") ?? "";
}

/** @param {HTMLElement} board */
export function linked(board) {
  let last = "";
  /** @param {Event} event */
  const show = (event) => {
    const code = event.target instanceof Element ? codeOf(event.target) : "";
    if (code === last) return;
    for (const one of board.querySelectorAll(".gk-pointed")) one.classList.remove("gk-pointed");
    last = code;
    if (!code) return;
    for (const one of board.querySelectorAll(`[data-gk-code="${code}"],[data-gk-row="${code}"]`)) one.classList.add("gk-pointed");
    const row = event.target instanceof Element && event.target.closest("[data-gk-row]");
    for (const map of row ? board.querySelectorAll("[data-gk-map]") : []) {
      const region = map.querySelector(`svg [data-gk-code="${code}"]`);
      const path = region?.querySelector("path");
      for (const cursor of path ? map.querySelectorAll("[data-gk-cursor]") : []) cursor.setAttribute("href", `#${path?.id}`);
      map.classList.toggle("gk-pointing", Boolean(path));
    }
    if (!row) for (const map of board.querySelectorAll(".gk-pointing")) map.classList.remove("gk-pointing");
  };
  board.addEventListener("pointerover", show);
  board.addEventListener("focusin", show);
  board.addEventListener("pointerleave", show);
}
