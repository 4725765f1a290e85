// @ts-check
/** The search page: the question is in the address; typing, choosing and turning pages change it, and so do back and forward. */

import { FACETS, open } from "./index.mjs";
import { search } from "./search.mjs";
import { choices, pager, results, summary } from "./show.mjs";
import { addressOf, questionOf } from "./state.mjs";
import { Renewed } from "./store.mjs";

const PAUSE = 250;
const WIDE = "(min-width: 45em)";

/** @typedef {import("./search.mjs").Question} Question */

/** @param {HTMLFormElement} form @param {HTMLElement} place where the answer stands */
function start(form, place) {
  const texts = JSON.parse(String(form.dataset.texts));
  /** @param {string} name @returns {any} */
  const part = (name) => document.querySelector(`[data-gk-${name}]`);
  /** @param {string} name @returns {any} */
  const field = (name) => form.elements.namedItem(name);
  const status = part("status");
  let question = questionOf(location.search);
  let turn = 0;
  /** @type {Promise<import("./index.mjs").Index> | undefined} */
  let opening;
  let renewed = false;
  const index = () => (opening ??= open((name) => read(name, renewed)).catch((fault) => Promise.reject(((opening = undefined), fault))));

  const ask = async () => {
    const mine = ++turn;
    place.setAttribute("aria-busy", "true");
    try {
      const answer = question.query.trim() ? await search(await index(), question) : undefined;
      if (mine !== turn) return;
      place.removeAttribute("aria-busy");
      part("choices").hidden = part("answer").hidden = !answer;
      status.textContent = answer ? summary(answer, texts) : question.query.trim() ? texts.short : "";
      part("tips").hidden = Boolean(answer?.total);
      if (!answer) return;
      results(part("results"), answer, texts);
      for (const facet of FACETS) choices(field(facet), answer.facets[facet], question.chosen[facet] ?? "", texts);
      pager(part("pages"), answer, (page) => addressOf({ ...question, page }) || location.pathname, texts);
    } catch (fault) {
      if (mine !== turn) return;
      opening = undefined;
      // Some of it was kept by the browser from before the site was published anew: everything is asked for again, once.
      if (fault instanceof Renewed && !renewed) return (renewed = true), ask();
      place.removeAttribute("aria-busy");
      part("answer").hidden = true;
      status.textContent = fault instanceof Renewed ? texts.renewed : texts.failed;
    }
  };

  /** @param {Partial<Question>} change @param {boolean} [typed] what is being typed makes no step to go back to */
  const change = (change, typed = false) => {
    question = { ...question, page: 1, ...change };
    const address = addressOf(question) || location.pathname;
    if (typed) history.replaceState(null, "", address);
    else if (address !== location.search) history.pushState(null, "", address);
    return ask();
  };

  const show = () => {
    field("q").value = question.query;
    field("order").value = question.oldest ? "oldest" : "";
    return ask();
  };

  let waiting = 0;
  /** @param {boolean} typed */
  const typed = (typed) => {
    clearTimeout(waiting);
    if (field("q").value !== question.query) change({ query: field("q").value }, typed);
  };
  field("q").addEventListener("input", (/** @type {InputEvent} */ event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(() => typed(true), PAUSE);
  });
  field("q").addEventListener("compositionend", () => (waiting = setTimeout(() => typed(true), PAUSE)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    typed(false);
  });
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    if (target.name === "order") change({ oldest: target.value === "oldest" });
    else {
      const { [target.name]: _, ...others } = question.chosen;
      change({ chosen: target.value ? { ...others, [target.name]: target.value } : others });
    }
  });
  part("reset").addEventListener("click", () => change({ chosen: {} }));
  part("pages").addEventListener("click", async (/** @type {MouseEvent} */ event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await change({ page: Number(link.dataset.page) });
    status.focus();
  });
  addEventListener("popstate", () => {
    question = questionOf(location.search);
    show();
  });
  part("choices").open = matchMedia(WIDE).matches;
  part("scriptless").hidden = true;
  form.hidden = place.hidden = false;
  if (!question.query) field("q").focus();
  index().catch(() => undefined);
  show();
}

/** @param {string} name @param {boolean} renewed */
async function read(name, renewed) {
  const answer = await fetch(`find/${name}`, renewed || /^(index|runs)\./.test(name) ? { cache: "no-cache" } : {});
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
}

const form = document.querySelector("form[data-gk-find]");
const place = document.querySelector("[data-gk-found]");
if (form instanceof HTMLFormElement && place instanceof HTMLElement) start(form, place);
