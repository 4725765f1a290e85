// @ts-check
/** The big screen (大屏): one 16:9 sheet over the page, which tells itself without anybody's hand for as long as it hangs there. */

import { figures } from "./screen_figures.mjs";
import { foot } from "./screen_foot.mjs";
import { lists } from "./screen_lists.mjs";
import { awake, built, fault, heading } from "./screen_sheet.mjs";
import { taken } from "./screen_map.mjs";
import { tour } from "./screen_tour.mjs";

/** Milliseconds a division is looked at, the same for readers who want little motion, and until lost data are asked for again. */
const TURN = 8000;
const CALM = 16000;
const AGAIN = 30000;

/** The keys of a hand at the tour, a presenter's clicker among them. */
const AHEAD = ["ArrowRight", "PageDown"];
const BACK = ["ArrowLeft", "PageUp"];

/** @typedef {{cube: import("./cube.mjs").Cube, frame: import("./cube.mjs").Frame, state: Record<string, string>, cubeOf: (section: HTMLElement) => Promise<import("./cube.mjs").Cube>}} Shown */

/** @param {HTMLElement} board @returns {Promise<Record<string, any>>} what the screen shows besides its page's own data */
async function told(board) {
  const button = board.querySelector("button[name=screen]");
  const answer = await fetch(String(/** @type {HTMLElement} */ (button).dataset.src));
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** @param {HTMLElement} board */
function opened(board) {
  const sections = /** @type {HTMLElement[]} */ ([...board.querySelectorAll("[data-gk-level]")]);
  const sheet = built(board);
  const sleepless = awake();
  const visits = tour(sheet, sections);
  const parts = [figures(sheet, board), lists(sheet), visits, foot(sheet, board)];
  /** @type {Record<string, any> | undefined} */
  let data;
  /** @type {Shown | undefined} */
  let last;
  /** @type {ReturnType<typeof taken> | undefined} */
  let map;
  let paused = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;

  const turn = () => {
    for (const part of parts) part.turn?.();
  };
  const turning = setInterval(() => paused || turn(), matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM : TURN);
  /** @param {Shown} shown */
  const show = async (shown) => {
    last = shown;
    const found = await Promise.allSettled([data ?? told(board), ...sections.map((section) => shown.cubeOf(section))]);
    if (last !== shown) return;
    const [other, ...cubes] = /** @type {any[]} */ (found.map((one) => (one.status === "fulfilled" ? one.value : undefined)));
    data = other;
    const section = sections.find((one) => one.dataset.gkLevel === shown.cube.level) ?? sections[0];
    if (map?.section !== section) {
      map?.giveBack();
      map = taken(section, sheet.map);
    }
    map.show(shown.cube, shown.frame);
    heading(sheet, board, shown.frame, data);
    for (const part of parts) part.show({ ...shown, cubes: cubes.filter(Boolean), whole: cubes.every(Boolean), data, map });
    const lost = found.some((one) => one.status === "rejected");
    fault(sheet, board, lost);
    clearTimeout(again);
    if (lost) again = setTimeout(() => last && show(last), AGAIN);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key === "Escape") board.dispatchEvent(new CustomEvent("gk-leave"));
    if (![" ", ...AHEAD, ...BACK].includes(event.key)) return;
    event.preventDefault();
    if (event.key === " ") visits.hold((paused = !paused));
    else visits.turn(AHEAD.includes(event.key) ? 1 : -1);
  };
  const left = () => document.fullscreenElement || board.dispatchEvent(new CustomEvent("gk-leave"));
  addEventListener("keydown", key);
  document.addEventListener("fullscreenchange", left);
  board.addEventListener("gk-turn", turn);
  return {
    show,
    close() {
      last = undefined;
      clearInterval(turning);
      clearTimeout(again);
      removeEventListener("keydown", key);
      document.removeEventListener("fullscreenchange", left);
      board.removeEventListener("gk-turn", turn);
      sleepless.end();
      map?.giveBack();
      sheet.end();
      if (document.fullscreenElement) document.exitFullscreen();
    },
  };
}

for (const board of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-gk-board]"))) {
  /** @type {ReturnType<typeof opened> | undefined} */
  let on;
  board.addEventListener("gk-stage", (event) => {
    const { detail } = /** @type {CustomEvent<Shown>} */ (event);
    if (detail.state.mode === "screen") (on ??= opened(board)).show(detail);
    else {
      on?.close();
      on = undefined;
    }
  });
}
