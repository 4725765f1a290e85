// @ts-check
/** The state of a view, as its address holds it: what is not said there is as the page was written. */

export const NAMES = ["period", "level", "within", "sort", "first", "second", "year", "unit", "all", "mode"];

/** @param {string} search @returns {Record<string, string>} */
export function parse(search) {
  const found = new URLSearchParams(search);
  return Object.fromEntries(NAMES.map((name) => [name, found.get(name) ?? ""]));
}

/** The query of a state, in a fixed order, without what is empty. @param {Record<string, string>} state */
export function query(state) {
  const said = NAMES.filter((name) => state[name]).map((name) => [name, state[name]]);
  return said.length ? `?${new URLSearchParams(said)}` : "";
}

/** The reader took a step back, or forth: the next move through time is a step of its own. @returns {Record<string, string>} */
export function returned() {
  moving = false;
  return opened();
}

/** The state a page was opened with; a report that was saved carries its own. @returns {Record<string, string>} */
export function opened() {
  return parse(location.search || document.documentElement.dataset.gkState || "");
}

/** Whether the newest entry of the history is a move through time, which the next such move takes the place of. */
let moving = false;

/** A move through time: many of them are one step that the reader can take back. @param {Record<string, string>} state */
export function move(state) {
  say(state, moving ? "replaceState" : "pushState");
  moving = true;
}

/** A step that the reader can take back. @param {Record<string, string>} state */
export function step(state) {
  say(state, "pushState");
  moving = false;
}

/** @param {Record<string, string>} state @param {"pushState" | "replaceState"} how */
function say(state, how) {
  const search = query(state);
  document.documentElement.dataset.gkState = search;
  // A page opened from a disk has no address to change; it keeps its state in itself.
  if (location.protocol !== "file:") history[how](null, "", `${location.pathname}${search}${location.hash}`);
}
