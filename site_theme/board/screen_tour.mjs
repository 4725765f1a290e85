// @ts-check
/** The tour: at each turn one division is pointed at on the map, with its figures on every indicator and its lowest counties. */

import { rowOf } from "./cube.mjs";
import { el, put } from "./screen_sheet.mjs";

const LOWEST = 5;

/** @param {import("./cube.mjs").Cube} cube @param {string} period */
function frameOf(cube, period) {
  return cube.frames.find((frame) => frame.period === period) ?? cube.frames[cube.current];
}

/** By division, the counties in it as the page's own table has them. @param {HTMLElement[]} sections */
function countiesOf(sections) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const row of sections.flatMap((section) => /** @type {HTMLElement[]} */ ([...section.querySelectorAll("tr[data-in]")]))) {
    (found[String(row.dataset.in)] ??= []).push(String(row.dataset.gkRow));
  }
  return found;
}

/** @param {import("./screen_sheet.mjs").Sheet} sheet @param {HTMLElement[]} sections */
export function tour(sheet, sections) {
  const counties = countiesOf(sections);
  const cells = { name: el("b", ""), number: el("small", ""), value: el("strong", ""), verdict: el("em", ""), facts: el("span", "gk-stage-facts") };
  const grid = el("ol", "gk-stage-across");
  const title = el("p", "gk-stage-lowest-title");
  const low = Array.from({ length: LOWEST }, () => {
    const [name, value] = [el("span", ""), el("b", "")];
    return { item: el("li", "", name, value), name, value };
  });
  sheet.tour.append(el("p", "gk-stage-here", cells.name, cells.value, cells.verdict, cells.facts, cells.number), grid, title, el("ol", "gk-stage-lowest", ...low.map(({ item }) => item)));
  /** @type {any} */
  let shown;
  /** @type {{item: HTMLElement, name: HTMLElement, value: HTMLElement}[]} */
  let across = [];
  /** @type {string[]} */
  let divisions = [];
  let at = 0;
  let held = false;

  const own = (/** @type {string} */ place) => {
    const cube = shown.cubes.find((/** @type {any} */ one) => one.level === "prefecture");
    return cube ? rowOf(cube, frameOf(cube, shown.state.period), place) : undefined;
  };
  const lowest = (/** @type {string} */ place) => {
    const cube = shown.cubes.find((/** @type {any} */ one) => one.level === "county");
    const frame = cube && frameOf(cube, shown.state.period);
    const rows = cube ? (counties[place] ?? []).map((code) => rowOf(cube, frame, code)) : [];
    return rows.filter((row) => row && row.rate !== null).sort((a, b) => a?.rate - b?.rate).slice(0, LOWEST);
  };
  const tell = () => {
    const place = divisions[at];
    const told = place && own(place);
    if (!told) return;
    shown.map.point(shown.map.section.dataset.gkLevel === "county" ? (counties[place] ?? []) : [place]);
    sheet.tour.dataset.gkTour = place;
    sheet.tour.className = `gk-stage-tour gk-is-${told.key}`;
    put(cells.name, told.name);
    put(cells.value, told.shown);
    put(cells.verdict, told.verdict);
    const texts = shown.data?.texts;
    if (!texts) return;
    const number = texts.place.replace("{number}", String(at + 1)).replace("{total}", String(divisions.length));
    put(cells.number, held ? `${number} · ${texts.held}` : number);
    const facts = [told.gap && texts.still.replace("{gap}", told.gap), told.since, told.rank && texts.rank.replace("{rank}", told.rank), told.change && texts.change.replace("{change}", told.change)];
    put(cells.facts, facts.filter(Boolean).join(" · "));
    const frame = shown.data.frames[shown.state.period] ?? shown.data.frames[""];
    across.forEach(({ item, value }, number) => {
      const [text, key] = frame.units[place]?.[number] ?? ["—", "none"];
      item.className = `gk-is-${key}`;
      put(value, text);
    });
    const rows = lowest(place);
    put(title, rows.length ? texts.lowest.replace("{place}", told.name) : shown.whole ? texts.lowest_none : "");
    low.forEach(({ item, name, value }, number) => {
      item.hidden = !rows[number];
      item.className = `gk-is-${rows[number]?.key ?? "none"}`;
      put(name, rows[number]?.name ?? "");
      put(value, rows[number]?.shown ?? "");
    });
  };
  return {
    /** The next division, or another so many steps away. @param {number} [steps] */
    turn(steps = 1) {
      if (!shown || !divisions.length) return;
      at = (at + steps + divisions.length) % divisions.length;
      tell();
    },
    /** Say that it stands still, or goes on. @param {boolean} still */
    hold(still) {
      held = still;
      if (shown) tell();
    },
    /** @param {any} now */
    show(now) {
      shown = now;
      if (now.data && !across.length) {
        across = now.data.indicators.map((/** @type {string[]} */ [, text]) => {
          const [name, value] = [el("span", "", text), el("b", "")];
          return { item: el("li", "", name, value), name, value };
        });
        grid.append(...across.map(({ item }) => item));
      }
      divisions = Object.keys(now.data?.wholes ?? counties).sort();
      at = Math.min(at, Math.max(divisions.length - 1, 0));
      tell();
    },
  };
}
