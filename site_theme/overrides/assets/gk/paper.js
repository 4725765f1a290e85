// @ts-check
/* Holds a sheet of paper (?p=letters#number, from its code) against the page, and the page against the published data. The page is complete
   without it: version and fingerprint stand there to be compared by eye, and the link that it takes over leads to the data. */

import { fingerprint, shows } from "./fingerprint.js";

const LETTERS = 8;
const PAPER = /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/;

/** @type {Promise<Record<string, string>> | undefined} */
let loading;

/** The sentences, which only those who check something need. */
const words = () => (loading ??= read(new URL("../../paper/words.json", import.meta.url)));

hold();
addEventListener("hashchange", hold);
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest(".gk-do a") : null;
  const article = link?.closest("article");
  if (!(link instanceof HTMLAnchorElement) || !article || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.hash) print(article.id);
  else check(article, link.href);
});

/** @param {URL | string} address */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** One article alone; CSS prints what the address names. @param {string} id */
function print(id) {
  location.hash = id;
  requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
}

/** Say what the sheet in the reader's hand is. */
async function hold() {
  const paper = new URLSearchParams(location.search).get("p")?.toUpperCase() ?? null;
  if (paper === null || !location.hash) return;
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const onward = place?.matches(".gk-compact") ? place.querySelector("a") : null;
  if (onward) {
    const address = new URL(onward.href);
    address.search = location.search;
    location.replace(address);
    return;
  }
  const texts = await words();
  const version = place?.querySelector(".gk-verify i")?.textContent ?? "";
  const [state, text] = judged(place, paper, texts);
  tell(place, state, text.replaceAll("{version}", version));
}

/** @param {Element | null} place @param {string} paper @param {Record<string, string>} texts @returns {[string, string]} */
function judged(place, paper, texts) {
  if (!place?.matches("article")) return ["bad", texts.nowhere];
  if (place.matches(".gk-gone")) return ["bad", texts.gone];
  const now = letters(place);
  if (!PAPER.test(paper)) return ["bad", paper.length < LETTERS ? texts.short : texts.unknown];
  if (now.startsWith(paper)) return ["good", texts.same];
  const events = [...place.querySelectorAll(".gk-events li")].filter((each) => each instanceof HTMLElement);
  const old = events.find((each) => each.dataset.was === paper);
  if (old) return ["bad", String(old.dataset.told)];
  return ["bad", events.some((each) => !each.dataset.was) ? texts.unsure : texts.unknown];
}

/** The fingerprint that stands on the page, without gaps. @param {Element} article */
function letters(article) {
  return (article.querySelector(".gk-verify code")?.textContent ?? "").replace(/\s/g, "");
}

/** Work out the fingerprint anew from the published data. @param {Element} article @param {string} address */
async function check(article, address) {
  /** @type {Record<string, string>} */
  let texts = {};
  try {
    texts = await words();
    tell(article, "", texts.checking);
    if (!crypto.subtle) return tell(article, "", texts.insecure);
    const number = article.querySelector(".gk-facts dd")?.textContent ?? "";
    const { records } = /** @type {{records: import("./fingerprint.js").Stated[]}} */ (await read(address));
    const record = records.find((each) => each.index_number === number && number.endsWith(`/${article.id}`));
    if (!record) return tell(article, "bad", texts.missing);
    const found = await fingerprint(record);
    const wrong = [];
    if (found.replaceAll(" ", "") !== letters(article)) wrong.push(texts.what_fingerprint);
    if (!shows(article, record)) wrong.push(texts.what_text);
    const text = wrong.length ? texts.differs.replace("{what}", wrong.join(texts.and)) : texts.agrees.replace("{fingerprint}", found);
    return tell(article, wrong.length ? "bad" : "good", text);
  } catch {
    return tell(article, "", texts.failed ?? "");
  }
}

/** Put a sentence into an article, or on top of the page where there is none. @param {Element | null} place @param {string} state @param {string} text */
function tell(place, state, text) {
  const above = place ?? document.querySelector(".md-content h1");
  const told = place?.querySelector(":scope > .gk-paper") ?? document.createElement("p");
  told.className = "gk-paper";
  told.setAttribute("role", "status");
  told.setAttribute("data-state", state);
  if (!told.isConnected) place ? place.prepend(told) : above?.after(told);
  told.textContent = text;
  told.scrollIntoView({ block: "nearest" });
}
