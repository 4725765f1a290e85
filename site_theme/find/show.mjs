// @ts-check
/** The answer on the page. Whatever was submitted becomes text, never markup. */

import { pieces } from "./marks.mjs";
import { plain } from "./text.mjs";

const SNIPPET = 90;

/** @typedef {import("./search.mjs").Answer} Answer */
/** @typedef {import("./records.mjs").Found} Found */
/** @typedef {Record<string, string>} Texts */

/** A sentence with its facts. @param {string} sentence @param {Record<string, string | number>} facts */
export function told(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (hole, name) => (name in facts ? (typeof facts[name] === "number" ? grouped(facts[name]) : facts[name]) : hole));
}

/** As it is written in Chinese; the browser's own way takes 20 ms to be ready. @param {number} count */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What came of it, in a sentence or two. @param {Answer} answer @param {Texts} texts */
export function summary(answer, texts) {
  const also = answer.words.flatMap((others) => others.slice(1));
  const count = { count: answer.total, pages: answer.pages, page: answer.page };
  if (answer.direct.length && !answer.exact) return told(texts.direct, { count: answer.direct.length });
  const sentences = [told(answer.total ? (answer.exact ? texts.found : texts.at_most) : texts.none, count)];
  if (answer.pages > 1) sentences.push(told(texts.at_page, count));
  if (answer.dropped) sentences.push(told(texts.dropped, { count: answer.dropped }));
  if (also.length) sentences.push(told(texts.also, { words: also.join(texts.comma) }));
  return sentences.join("");
}

/** @param {Element} list @param {Answer} answer @param {Texts} texts */
export function results(list, answer, texts) {
  const needles = answer.words.flat();
  list.replaceChildren(...[...answer.direct, ...answer.results].map((found) => line(found, needles, texts)));
}

/** @param {Found} found @param {string[]} needles @param {Texts} texts */
function line(found, needles, texts) {
  const item = document.createElement("li");
  const heading = document.createElement("h3");
  const link = Object.assign(document.createElement("a"), { href: found.address });
  link.append(...marked(found.title, needles));
  heading.append(link);
  if (found.demo) heading.append(" ", Object.assign(document.createElement("span"), { className: "gk-sample", textContent: texts.chip }));
  item.append(heading);
  const snippet = document.createElement("p");
  const beside = found.beside ?? "";
  const holds = (/** @type {string} */ text) => needles.some((needle) => plain(text).includes(needle));
  if (found.body) snippet.append(...marked(found.body, needles, SNIPPET));
  if (beside && holds(beside) && ![found.title, found.body, found.by].some(holds)) {
    snippet.append(...(found.body ? [document.createElement("br")] : []), texts.beside, ...marked(beside, needles, SNIPPET));
  }
  if (snippet.childNodes.length) item.append(snippet);
  const side = Object.assign(document.createElement("span"), { className: "gk-side" });
  const { sort, item: matter, unit } = found.of;
  const parts = [sort[1], found.by, unit[1], matter[1], found.on].filter((text, place, all) => text && all.indexOf(text) === place);
  parts.forEach((part, place) => side.append(place ? " · " : "", ...marked(part, part === found.by ? needles : [])));
  item.append(side);
  return item;
}

/** @param {string} text @param {string[]} needles @param {number} [most] */
function marked(text, needles, most) {
  return pieces(text, needles, most).map((piece) => (piece.found ? Object.assign(document.createElement("mark"), { textContent: piece.text }) : piece.text));
}

/** The choices of a facet with their counts, those of one group under its name. @param {HTMLSelectElement} select @param {import("./search.mjs").Choice[]} choices @param {string} chosen @param {Texts} texts */
export function choices(select, choices, chosen, texts) {
  const lost = chosen && !choices.some(({ code }) => code === chosen) ? [{ code: chosen, label: chosen, count: 0, group: "" }] : [];
  const all = [...choices, ...lost];
  /** @type {Map<string, HTMLOptGroupElement>} */
  const groups = new Map();
  select.replaceChildren(new Option(texts.all, ""));
  for (const { code, label, count, group } of all) {
    if (group && !groups.has(group)) {
      groups.set(group, Object.assign(document.createElement("optgroup"), { label: group }));
      select.append(/** @type {HTMLOptGroupElement} */ (groups.get(group)));
    }
    (groups.get(group) ?? select).append(new Option(told(texts.choice, { label, count }), code));
  }
  select.value = chosen;
  const label = select.closest("label");
  if (label) label.hidden = all.length < 2 && !chosen;
}

/** @param {HTMLElement} nav @param {Answer} answer @param {(page: number) => string} address @param {Texts} texts */
export function pager(nav, { page, pages }, address, texts) {
  const near = [1, page - 2, page - 1, page, page + 1, page + 2, pages].filter((one) => one >= 1 && one <= pages);
  const shown = [...new Set(near)].sort((one, other) => one - other);
  const link = (/** @type {number} */ to, /** @type {string} */ textContent) => {
    const element = Object.assign(document.createElement("a"), { href: address(to), textContent });
    element.dataset.page = String(to);
    return element;
  };
  const numbers = shown.map((one) => {
    const element = one === page ? Object.assign(document.createElement("b"), { textContent: String(one) }) : link(one, String(one));
    element.setAttribute(...(one === page ? /** @type {const} */ (["aria-current", "page"]) : /** @type {const} */ (["aria-label", told(texts.page, { page: one })])));
    return element;
  });
  nav.hidden = pages < 2;
  nav.replaceChildren(...(page > 1 ? [link(page - 1, texts.previous)] : []), ...numbers, ...(page < pages ? [link(page + 1, texts.next)] : []));
}
