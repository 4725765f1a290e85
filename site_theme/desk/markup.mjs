// @ts-check
/** Reading XML as events, without document types: a part that declares one, or is not well formed, refuses the workbook (parse/markup.py). */

import { damaged, odd } from "./refused.mjs";

/** @typedef {{start: (element: Element) => void, end: (element: Element) => void, text: (text: string) => void}} Hearing handlers, which may be exchanged while it runs */

const MAIN = ["/spreadsheetml/2006/main", "/spreadsheetml/main"]; // transitional and strict
const DOCTYPE = /^\ufeff?(?:\s|<\?[^]*?\?>|<!-{2}[^]*?-->)*<!DOCTYPE/;

export function nothing() {}

/** Tell of a whole part, in UTF-8 whatever it declares. @param {Uint8Array} data @param {string} part @param {Hearing} hearing */
export function feed(data, part, hearing) {
  visit(/** @type {Element} */ (parsed(data, part).documentElement), hearing);
}

/** The document of a part; refused where it is not well formed or declares a type. @param {Uint8Array} data @param {string} part */
function parsed(data, part) {
  let text = "";
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    throw damaged(part);
  }
  if (DOCTYPE.test(text)) throw odd({ doctype: part });
  const document = new DOMParser().parseFromString(text, "application/xml");
  if (document.getElementsByTagNameNS("http://www.w3.org/1999/xhtml", "parsererror").length) throw damaged(part);
  return document;
}

/** @param {Element} element @param {Hearing} hearing */
function visit(element, hearing) {
  hearing.start(element);
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === Node.ELEMENT_NODE) visit(/** @type {Element} */ (child), hearing);
    else if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) hearing.text(String(child.nodeValue));
  }
  hearing.end(element);
}

/** Tell of every element's beginning. @param {Uint8Array} data @param {string} part @param {(element: Element) => void} start */
export function elements(data, part, start) {
  feed(data, part, { start, end: nothing, text: nothing });
}

/** The namespace of a part of a workbook whose first element is this; refused where it is another one. @param {Element} element @param {string} root @param {string} part */
export function namespaceOfSheets(element, root, part) {
  const namespace = element.namespaceURI ?? "";
  if (element.localName !== root || !MAIN.some((end) => namespace.endsWith(end))) throw damaged(part);
  return namespace;
}

/** Whether an attribute says yes. @param {Element} element @param {string} name */
export function claimed(element, name) {
  return ["1", "true", "on"].includes(element.getAttribute(name) ?? "");
}

/** Whether blanks at the ends of an element's text are meant. @param {Element} element */
export function preserves(element) {
  return element.getAttributeNS("http://www.w3.org/XML/1998/namespace", "space") === "preserve";
}
