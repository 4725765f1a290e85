// @ts-check
/** The province's totals on the big screen: the page's own indicator and those before it, each with target, bar, gap and verdict. */

import { el, put } from "./screen_sheet.mjs";

const CARDS = 4;
/** After how many turns of the tour the next page stands there. */
const TURNS = 2;
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

/** Which indicators stand there, page by page: the first four, then the others; the page's own keeps its seat. @param {string} own @param {string[]} codes */
function pages(own, codes) {
  const head = codes.slice(0, CARDS);
  const first = head.includes(own) || !codes.includes(own) ? head : [...head.slice(0, CARDS - 1), own];
  const seat = first.indexOf(own);
  const rest = codes.filter((code) => !first.includes(code));
  const found = [first];
  while (rest.length) {
    const page = rest.splice(0, seat < 0 ? CARDS : CARDS - 1);
    if (seat >= 0) page.splice(seat, 0, own);
    found.push(page);
  }
  return found;
}

/** @param {import("./screen_sheet.mjs").Sheet} sheet @param {HTMLElement} board */
export function figures(sheet, board) {
  // A page of another scope than the indicator's main one has no total among these.
  const own = String(board.dataset.stem);
  const cards = Array.from({ length: CARDS }, card);
  sheet.figures.append(...cards.map(({ article }) => article));
  /** @type {any} */
  let shown;
  let turns = 0;
  const tell = () => {
    const { data, state } = shown;
    const codes = data.indicators.map((/** @type {string[]} */ [code]) => code);
    const frame = data.frames[state.period] ?? data.frames[""];
    const all = pages(own, codes);
    const here = all[Math.floor(turns / TURNS) % all.length];
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
  };
  return {
    turn() {
      turns += 1;
      if (shown?.data && turns % TURNS === 0) tell();
    },
    /** @param {any} now */
    show(now) {
      shown = now;
      sheet.figures.hidden = !now.data;
      if (now.data) tell();
    },
  };
}
