// @ts-check
/** The way to the big screen: its script, style and library are fetched when it is asked for, and only then. */

import { cubeOf } from "./cube.mjs";

/** Milliseconds after which what could not be had is asked for again. */
const AGAIN = 30000;

/** @param {"script" | "link"} kind @param {string} url @returns {Promise<unknown>} */
function load(kind, url) {
  return new Promise((done, failed) => {
    const element = document.createElement(kind);
    element.addEventListener("load", done);
    element.addEventListener("error", failed);
    if (element instanceof HTMLScriptElement) element.src = url;
    else Object.assign(element, { rel: "stylesheet", href: url });
    document.head.append(element);
  });
}

/**
 * @param {HTMLElement} board @param {HTMLFormElement} form
 * @param {(change: Record<string, string>) => Promise<void>} change @param {() => Promise<unknown>} show
 */
export function stage(board, form, change, show) {
  const button = form.elements.namedItem("screen");
  if (!(button instanceof HTMLButtonElement)) return;
  const { script, style, library } = /** @type {Record<string, string>} */ (button.dataset);
  const failed = /** @type {HTMLElement | null} */ (board.querySelector("[data-gk-failed]"));
  /** @type {Promise<unknown> | undefined} */
  let loading;
  let open = false;
  button.addEventListener("click", () => {
    document.documentElement.requestFullscreen?.().catch(() => {});
    change({ mode: "screen" });
  });
  board.addEventListener("gk-leave", () => change({ mode: "" }));
  board.addEventListener("gk-shown", async (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    const asked = detail.state.mode === "screen";
    if (!asked && !open) return;
    // Without the library there is no code to scan, and all else is as it was.
    loading ??= Promise.all([load("link", style), load("script", library).catch(() => {})]).then(() => load("script", script));
    try {
      await loading;
    } catch {
      loading = undefined;
      if (failed) failed.hidden = false;
      setTimeout(show, AGAIN);
      return;
    }
    if ((detail.state.mode === "screen") !== asked) return;
    board.dispatchEvent(new CustomEvent("gk-stage", { detail: { ...detail, cubeOf } }));
    // The map that the screen gave back is as it was then.
    const left = open && !asked;
    open = asked;
    if (left) show();
  });
}
