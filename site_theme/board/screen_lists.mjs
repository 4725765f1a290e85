// @ts-check
/** The lists of the big screen: who is below target, a page at each turn, and what is new. */

import { rowOf } from "./cube.mjs";
import { el, put } from "./screen_sheet.mjs";

const LINES = 6;
const NEWEST = 5;

/** @typedef {{told: Record<string, any>, division: string, level: number}} Below */

/** In which order those below target stand, after the falling ones: who missed it, who may still reach it in time. */
const STATES = ["missed", "later"];

/** Everybody below target: falling ones first, then divisions before counties, the most urgent first. @param {any} shown @returns {Below[]} */
function below({ cubes, state, data }) {
  const found = cubes.flatMap((/** @type {import("./cube.mjs").Cube} */ cube, /** @type {number} */ level) => {
    const place = cube.frames.findIndex((frame) => frame.period === state.period);
    const frame = cube.frames[place < 0 ? cube.current : place];
    const lines = cube.units.map((code) => ({ code, told: rowOf(cube, frame, code), level }));
    return lines.filter(({ code, told }) => told && STATES.includes(told.key) && !within(code, cube.level)).map((line) => ({ ...line, division: division(line.code, data) }));
  });
  const seen = new Set();
  const once = found.filter((/** @type {any} */ { code }) => !seen.has(code) && seen.add(code));
  return once.sort((/** @type {any} */ a, /** @type {any} */ b) => b.told.red - a.told.red || STATES.indexOf(a.told.key) - STATES.indexOf(b.told.key) || a.level - b.level || a.told.order - b.told.order);
}

/** The page's own line of a unit on a level. @param {string} code @param {string} level */
function line(code, level) {
  return /** @type {HTMLElement | null} */ (document.querySelector(`[data-gk-level="${level}"] tr[data-gk-row="${code}"]`));
}

/** Whether its figure is already in that of the division it lies in. @param {string} code @param {string} level */
function within(code, level) {
  return line(code, level)?.dataset.inside !== undefined;
}

/** @param {string} code @param {Record<string, any> | undefined} data */
function division(code, data) {
  const whole = line(code, "county")?.dataset.in ?? "";
  return whole && whole !== code ? (data?.wholes[whole] ?? "") : "";
}

function entry() {
  const cells = { name: el("b", ""), whole: el("small", ""), chip: el("i", "gk-stage-red"), value: el("span", "gk-stage-value"), gap: el("span", "gk-stage-gap") };
  return { item: el("li", "", el("span", "gk-stage-who", cells.name, cells.whole, cells.chip), cells.value, cells.gap), cells };
}

/** @param {HTMLElement} section @param {any[][]} news @param {Record<string, string>} texts */
function newest(section, news, texts) {
  if (section.querySelector("ol")) return;
  const lines = news.slice(0, NEWEST).map(([title, detail, demo]) => {
    const name = el("b", "", title);
    return el("li", "", ...(demo ? [el("i", "gk-sample", texts.chip), name] : [name]), el("small", "", detail));
  });
  section.append(lines.length ? el("ol", "gk-stage-news", ...lines) : el("ol", "", el("li", "", texts.nothing)));
}

/** @param {import("./screen_sheet.mjs").Sheet} sheet */
export function lists(sheet) {
  const lines = Array.from({ length: LINES }, entry);
  const counts = el("small", "");
  const none = el("p", "gk-stage-none");
  sheet.below.append(counts, el("ol", "gk-stage-below-lines", ...lines.map(({ item }) => item)), none);
  /** @type {Below[]} */
  let all = [];
  /** @type {Record<string, string> | undefined} */
  let texts;
  let page = 0;
  const fill = () => {
    const pages = Math.max(Math.ceil(all.length / LINES), 1);
    page %= pages;
    lines.forEach(({ item, cells }, number) => {
      const one = all[page * LINES + number];
      item.hidden = !one;
      if (!one || !texts) return;
      item.className = `gk-is-${one.told.key}`;
      put(cells.name, one.told.name);
      put(cells.whole, one.division);
      put(cells.chip, one.told.red ? texts.red : "");
      put(cells.value, one.told.shown);
      put(cells.gap, one.told.gap ? texts.still.replace("{gap}", one.told.gap) : "");
    });
    if (!texts) return;
    const count = { below_red: all.filter(({ told }) => told.red).length, below_missed: all.filter(({ told }) => told.key === "missed").length, below_later: all.filter(({ told }) => told.key === "later").length };
    const told = Object.entries(count).filter(([name, number]) => number || name !== "below_later").map(([name, number]) => String(texts?.[name]).replace("{count}", String(number)));
    if (pages > 1) told.push(texts.page.replace("{page}", String(page + 1)).replace("{pages}", String(pages)));
    put(counts, told.join(" · "));
    put(none, all.length ? "" : texts.below_none);
  };
  return {
    /** The next page. */
    turn() {
      page += 1;
      fill();
    },
    /** @param {any} shown */
    show(shown) {
      const { data, whole } = shown;
      for (const section of [sheet.honours, sheet.disclosures]) section.hidden = !data;
      // A list of some of them would say that the others have reached it.
      sheet.below.hidden = !data || !whole;
      if (!data) return;
      texts = data.texts;
      all = below(shown);
      page = 0;
      fill();
      newest(sheet.honours, data.honours, data.texts);
      newest(sheet.disclosures, data.disclosures, data.texts);
    },
  };
}
