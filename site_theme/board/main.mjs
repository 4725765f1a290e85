// @ts-check
/** The dashboard answers: time, level, range, order, comparison; everything is in the address and survives reload, sharing and back. */

import { compared, offer } from "./compare.mjs";
import { cubeOf, frameAt } from "./cube.mjs";
import { headline, now } from "./headline.mjs";
import { linked } from "./linked.mjs";
import { offerPack } from "./pack.mjs";
import { paint } from "./paint.mjs";
import { stage } from "./stage.mjs";
import { move, opened, query, returned, step } from "./state.mjs";
import { sortable, table } from "./table.mjs";
import { timed } from "./time.mjs";
import { atOnce, onceSeen } from "./turn.mjs";
import { look } from "./within.mjs";

/** Milliseconds after which data that could not be had are asked for again. */
const AGAIN = 30000;

/** @param {HTMLElement} board @param {HTMLFormElement} form */
function start(board, form) {
  const sections = /** @type {HTMLElement[]} */ ([...board.querySelectorAll("[data-gk-level]")]);
  const panel = /** @type {HTMLElement | null} */ (board.querySelector("[data-gk-compared]"));
  const live = board.querySelector("[data-gk-live]");
  const failed = /** @type {HTMLElement | null} */ (board.querySelector("[data-gk-failed]"));
  const state = opened();
  const asWritten = !query(state);
  /** @param {string} name */
  const field = (name) => /** @type {any} */ (form.elements.namedItem(name));
  const level = () => state.level || String(sections[0].dataset.gkLevel);

  /** @param {() => Promise<boolean>} rest when the rest may follow: the map comes first, then the long table, each in a frame of its own */
  const show = async (rest = atOnce) => {
    for (const section of sections) if (section.hidden !== (section.dataset.gkLevel !== level())) section.hidden = !section.hidden;
    const section = sections.find((one) => !one.hidden) ?? sections[0];
    const cube = await cubeOf(section).catch(() => undefined);
    if (failed) failed.hidden = Boolean(cube) || !query(state);
    if (!cube) {
      if (query(state)) setTimeout(show, AGAIN);
      return undefined;
    }
    const at = frameAt(cube, state.period);
    const frame = cube.frames[at];
    time.show(cube.frames, Boolean(state.year), at);
    board.setAttribute("aria-busy", "true");
    // The big screen shows the whole of the province.
    const within = state.mode ? "" : state.within;
    paint(section, cube, frame, within);
    look(section, within);
    headline(board, frame, level());
    now(board, cube, at);
    field("level").value = level();
    field("within").value = state.within;
    field("within").closest("label").hidden = level() !== "county";
    field("year").checked = Boolean(state.year);
    if (!(await rest())) return undefined;
    table(section, cube, frame, state);
    for (const [name, code] of [["first", state.first], ["second", state.second]]) offer(field(name), cube, code);
    if (panel) compared(panel, cube, state.first, state.second);
    board.removeAttribute("aria-busy");
    board.dispatchEvent(new CustomEvent("gk-shown", { detail: { cube, frame, state } }));
    return frame;
  };
  /** @param {import("./cube.mjs").Frame | undefined} frame */
  const tell = (frame) => {
    carry(board, state);
    if (live && frame) live.textContent = frame.told;
  };
  /** A step that can be taken back. @param {Record<string, string>} change */
  const change = async (change) => {
    Object.assign(state, change);
    step(state);
    tell(await show());
  };
  const time = timed(form, async (at) => {
    const cube = await cubeOf(sections.find((one) => !one.hidden) ?? sections[0]);
    state.period = at === cube.current ? "" : cube.frames[at].period;
    const frame = await show(onceSeen);
    if (!frame) return;
    move(state);
    tell(frame);
  });
  form.addEventListener("change", (event) => {
    const { name, value, type, checked } = /** @type {HTMLInputElement} */ (event.target);
    if (name !== "time") change({ [name]: type === "checkbox" ? (checked ? value : "") : value });
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    time.stop();
    change(Object.fromEntries(Object.keys(state).map((name) => [name, ""])));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const section of sections) {
    sortable(section, (sort) => change({ sort }));
    section.querySelector("[data-gk-all]")?.addEventListener("click", () => change({ all: state.all ? "" : "1" }));
  }
  field("print").addEventListener("click", () => print());
  field("share")?.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(location.href);
    field("share").textContent = field("share").dataset.done;
  });
  addEventListener("popstate", () => {
    Object.assign(state, returned());
    show();
  });
  linked(board);
  centre(board.querySelector(".gk-choice [aria-current]"));
  unfold(/** @type {HTMLDetailsElement} */ (form.querySelector("[data-gk-tools]")));
  stage(board, form, change, show);
  offerPack(board, state);
  form.hidden = false;
  for (const section of sections) section.hidden = section.dataset.gkLevel !== level();
  carry(board, state);
  // The page as written is the latest period: data are fetched when a reader asks for more, and once the page is at rest.
  if (!asWritten) show();
  else if (document.readyState === "complete") setTimeout(show);
  else addEventListener("load", () => setTimeout(show));
}

/** The indicator that is looked at is in sight in its row. @param {HTMLElement | null} chosen */
function centre(chosen) {
  const row = chosen?.closest("ul");
  if (row && chosen) row.scrollLeft = chosen.offsetLeft - row.offsetLeft - (row.clientWidth - chosen.offsetWidth) / 2;
}

/** The tools stand open where there is room. @param {HTMLDetailsElement} tools */
function unfold(tools) {
  const room = matchMedia("(min-width: 45em)");
  const follow = () => (tools.open = room.matches);
  room.addEventListener("change", follow);
  follow();
}

/** Links to other indicators take the state along. @param {HTMLElement} board @param {Record<string, string>} state */
function carry(board, state) {
  for (const link of board.querySelectorAll("a[data-gk-keep]")) {
    link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/\?.*$/, "") + query(state));
  }
}

for (const board of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-gk-board]"))) {
  const form = board.querySelector("[data-gk-controls]");
  if (form instanceof HTMLFormElement) start(board, form);
}
