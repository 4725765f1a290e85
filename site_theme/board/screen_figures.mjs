// @ts-check
/** The province's totals on the big screen: the page's own indicator and those before it, each with target, bar, gap and verdict. */

import { el, put } from "./screen_sheet.mjs";

const CARDS = 4;
const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name @param {Record<string, string>} attributes */
function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A bar from 0 to 100 with a line at the target. */
function gauge() {
  const bar = drawn("rect", { class: "gk-stage-bar", y: "3", height: "6", width: "0" });
  const goal = drawn("path", { class: "gk-stage-goal", d: "" });
  const svg = drawn("svg", { class: "gk-stage-gauge", viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" });
  svg.append(drawn("rect", { class: "gk-stage-track", y: "3", height: "6", width: "100" }), bar, goal);
  return { svg, bar, goal };
}

function card() {
  const cells = { name: el("span", ""), chip: el("i", "gk-sample"), value: el("b", ""), verdict: el("em", ""), note: el("span", ""), reported: el("small", "") };
  const bar = gauge();
  const head = el("p", "gk-stage-card-name", cells.name, cells.chip);
  const figure = el("p", "gk-stage-card-value", cells.value, cells.verdict);
  const article = el("article", "gk-stage-card", head, figure, /** @type {any} */ (bar.svg), el("p", "gk-stage-card-note", cells.note), cells.reported);
  return { article, cells, bar };
}

/** Which indicators stand there: the first four; the page's own in place of the last where it is none of them. @param {string} own @param {string[]} codes */
function chosen(own, codes) {
  const first = codes.slice(0, CARDS);
  return first.includes(own) || !codes.includes(own) ? first : [...first.slice(0, CARDS - 1), own];
}

/** @param {import("./screen_sheet.mjs").Sheet} sheet @param {HTMLElement} board */
export function figures(sheet, board) {
  // A page of another scope than the indicator's main one has no total among these.
  const own = String(board.dataset.stem);
  const cards = Array.from({ length: CARDS }, card);
  sheet.figures.append(...cards.map(({ article }) => article));
  return {
    turn: undefined,
    /** @param {any} shown */
    show({ data, state }) {
      sheet.figures.hidden = !data;
      if (!data) return;
      const codes = data.indicators.map((/** @type {string[]} */ [code]) => code);
      const frame = data.frames[state.period] ?? data.frames[""];
      const here = chosen(own, codes);
      cards.forEach(({ article, cells, bar }, place) => {
        const number = codes.indexOf(here[place]);
        article.hidden = number < 0;
        if (number < 0) return;
        const total = frame.totals[number];
        article.className = `gk-stage-card gk-is-${total?.key ?? "none"}${here[place] === own ? " gk-stage-own" : ""}`;
        put(cells.name, data.indicators[number][1]);
        put(cells.chip, total?.demo ? data.texts.chip : "");
        put(cells.value, total?.value ?? "—");
        put(cells.verdict, data.texts[total?.key] ?? "");
        const target = total?.target ? data.texts.target.replace("{target}", total.target) : data.texts.no_target;
        put(cells.note, total ? [target, total.target && total.note].filter(Boolean).join(" · ") : "");
        put(cells.reported, total ? [total.period, total.reported].join(" · ") : "");
        bar.bar.setAttribute("width", String(Math.min(total?.rate ?? 0, 100)));
        bar.goal.setAttribute("d", total && total.goal !== null ? `M${Math.min(total.goal, 100)} 0V12` : "");
      });
    },
  };
}
