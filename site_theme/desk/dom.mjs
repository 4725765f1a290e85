// @ts-check
/** Elements and sentences: text goes on the page as text and nothing else. */

import { text } from "./declaration.mjs";

/** An element with classes, text and attributes. @param {string} tag @param {Record<string, string>} [stated] @param {(Node | string)[]} children @returns {HTMLElement} */
export function make(tag, stated = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(stated)) {
    if (name === "text") element.textContent = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that does something. @param {string} label @param {string} classes @param {() => void} act */
export function button(label, classes, act) {
  const made = make("button", { type: "button", class: classes, text: label });
  made.addEventListener("click", act);
  return made;
}

/** The element of that id, which the page has. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
}

/** A sentence of the interface with its facts filled in. @param {string} key @param {Record<string, string | number>} [facts] */
export function say(key, facts = {}) {
  if (!(key in text)) throw new Error(key);
  return Object.entries(facts).reduce((told, [name, fact]) => told.split(`{${name}}`).join(typeof fact === "number" ? grouped(fact) : fact), text[key]);
}

/** A count with its thousands grouped. @param {number} count */
export function grouped(count) {
  return String(count).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
}
