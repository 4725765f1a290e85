// @ts-check
/** Texts of a workbook: shared strings and comments, their runs joined and what tells only of pronunciation left out (parse/xlsx_text.py). */

import { feed, namespaceOfSheets, nothing, preserves } from "./markup.mjs";
import { length } from "./column.mjs";
import { damaged } from "./refused.mjs";

/** @typedef {import("./markup.mjs").Hearing} Hearing */

export const LONGEST = 32_767; // how many signs a cell can hold
const CARRIERS = /** @type {Record<string, string>} */ ({ comment: "t", threadedComment: "text" });

export class Runs {
  constructor() {
    /** What the run that is being read says. */
    this.text = "";
    /** @type {string[]} */
    this.pieces = [];
    this.keeps = false;
    this.kept = [false, false];
  }

  /** Begin a new text. */
  clear() {
    this.pieces = [];
  }

  /** Hear the beginning of a run's text. @param {Element} element */
  begin(element) {
    this.text = "";
    this.keeps = preserves(element);
  }

  /** Hear its end. */
  end() {
    if (!this.pieces.length) this.kept[0] = this.keeps;
    this.kept[1] = this.keeps;
    this.pieces.push(this.text);
  }

  /** The whole text; blanks at an end whose run does not ask to preserve them are none. */
  joined() {
    let text = this.pieces.join("");
    if (!this.kept[0]) text = text.replace(/^[ \t\r\n]+/, "");
    if (!this.kept[1]) text = text.replace(/[ \t\r\n]+$/, "");
    return unescaped(text);
  }
}

/** `_x000D_` and the like turned into the characters they stand for; half a character becomes the replacement character. @param {string} text */
function unescaped(text) {
  if (!text.includes("_x")) return text;
  const turned = text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));
  return turned.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** A text that stands as a value. @param {string} text @param {Element} element */
export function trimmed(text, element) {
  return unescaped(preserves(element) ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ""));
}

/** The shared strings in their order; refused where one is longer than a cell can hold. @param {Uint8Array} data @param {string} part */
export function sharedStrings(data, part) {
  /** @type {string[]} */
  const found = [];
  const runs = new Runs();
  let spoken = true;
  const hearing = {
    start: (/** @type {Element} */ root) => {
      const space = namespaceOfSheets(root, "sst", part);
      const named = (/** @type {Element} */ element) => (element.namespaceURI === space ? element.localName : "");
      hearing.start = (element) => {
        const name = named(element);
        if (name === "t") runs.begin(element);
        else if (name === "si") runs.clear();
        else if (name === "rPh") spoken = false;
      };
      hearing.end = (element) => {
        const name = named(element);
        if (name === "t" && spoken) runs.end();
        else if (name === "si") found.push(runs.joined());
        else if (name === "rPh") spoken = true;
      };
      hearing.text = (text) => void (runs.text += text);
    },
    end: /** @type {(element: Element) => void} */ (nothing),
    text: /** @type {(text: string) => void} */ (nothing),
  };
  feed(data, part, hearing);
  if (found.some((text) => text.length > LONGEST && length(text) > LONGEST)) throw damaged(part);
  return found;
}

/** The comments of a sheet, old or threaded: reference and text, in their order. @param {Uint8Array} data @param {string} part */
export function comments(data, part) {
  /** @type {[string, string][]} */
  const found = [];
  const runs = new Runs();
  let [at, carrier, spoken] = ["", "", true];
  feed(data, part, {
    start: (element) => {
      const name = element.localName;
      if (name in CARRIERS) {
        [at, carrier] = [element.getAttribute("ref") ?? "", CARRIERS[name]];
        runs.clear();
      } else if (name === carrier) runs.begin(element);
      else if (name === "rPh") spoken = false;
    },
    end: (element) => {
      const name = element.localName;
      if (name in CARRIERS) found.push([at, runs.joined()]);
      else if (name === carrier && spoken) runs.end();
      else if (name === "rPh") spoken = true;
    },
    text: (text) => void (runs.text += text),
  });
  return found;
}
