// @ts-check
/** The last line of the big screen: sources, what the map must say, and the same page for a phone, as address and as code. */

import { query } from "./state.mjs";
import { el, put } from "./screen_sheet.mjs";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;
const SOURCES = 3;

/** The page in this state, where its readers find it. @param {Record<string, string>} state @param {HTMLElement} board @param {string} home */
function addressOf(state, board, home) {
  const root = new URL(String(board.dataset.root), location.href).href;
  const page = `${location.origin}${location.pathname}`.replace(root, "");
  return `${home ? `${home.replace(/\/$/, "")}/` : root}${page}${query({ ...state, mode: "" })}`;
}

/** The code as a drawing; nothing where the library could not be had. @param {string} text */
function code(text) {
  const library = /** @type {any} */ (window).qrcode;
  if (!library) return undefined;
  const made = library(0, "M");
  made.addData(text);
  made.make();
  const count = made.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) if (made.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  }
  return { path, size: count + 2 * QUIET };
}

/** @param {import("./screen_sheet.mjs").Sheet} sheet @param {HTMLElement} board */
export function foot(sheet, board) {
  const cells = { sources: el("p", ""), notes: el("p", ""), updated: el("p", ""), scan: el("small", ""), address: el("p", "gk-stage-address") };
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", "gk-stage-code");
  svg.setAttribute("role", "img");
  svg.append(path);
  sheet.foot.append(el("div", "gk-stage-said", cells.sources, cells.notes, cells.updated), el("div", "gk-stage-way", cells.scan, cells.address), /** @type {any} */ (svg));
  let last = "";
  return {
    turn: undefined,
    /** @param {any} shown */
    show({ data, state, map }) {
      const notes = /** @type {Element[]} */ ([...(map.figure?.querySelectorAll("[data-gk-note]") ?? [])]);
      put(cells.notes, notes.map((note) => note.textContent).join(" · "));
      const address = addressOf(state, board, data?.address ?? "");
      put(cells.address, decodeURI(address));
      if (address !== last) {
        const made = code(address);
        path.setAttribute("d", made?.path ?? "");
        svg.setAttribute("viewBox", `0 0 ${made?.size ?? 1} ${made?.size ?? 1}`);
        svg.setAttribute("aria-label", address);
        svg.toggleAttribute("hidden", !made);
        last = address;
      }
      if (!data) return;
      const texts = data.texts;
      const frame = data.frames[state.period] ?? data.frames[""];
      const cited = [...new Set(frame.totals.flatMap((/** @type {any} */ total) => total?.sources ?? []))].map((place) => data.sources[/** @type {number} */ (place)]);
      const named = cited.slice(0, SOURCES).join(texts.and);
      put(cells.sources, `${texts.source} ${cited.length > SOURCES ? texts.more.replace("{names}", named).replace("{count}", String(cited.length)) : named}`);
      put(cells.updated, [data.publisher, data.as_of].join(" · "));
      put(cells.scan, texts.code);
    },
  };
}
