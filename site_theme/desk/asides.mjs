// @ts-check
/** Texts of a workbook that stand in no cell: whatever its parts say in words (parse/asides.py). */

import { strip, whole } from "./column.mjs";
import { settings } from "./declaration.mjs";
import { feed } from "./markup.mjs";

/** @typedef {import("./markup.mjs").Hearing} Hearing */

const TELLING = whole(settings.asides.telling);
const MEASURES = new Set(settings.asides.measures);
const [FORMAT_WORDS, OLD_TITLES] = [settings.asides.format_words, settings.asides.old_titles].map((pattern) => new RegExp(pattern, "gu"));
const OFFICE_ELEMENT = new RegExp(settings.asides.office_element, "gu");

export class Asides {
  constructor() {
    /** @type {Set<string>} */
    this.found = new Set();
    this.text = "";
  }

  /** Keep these, the blank ones apart. @param {string[]} texts */
  add(...texts) {
    for (const text of texts) if (strip(text)) this.found.add(strip(text));
  }

  /** From here on hear what is read. @param {Hearing} hearing */
  listen(hearing) {
    this.text = "";
    hearing.start = (element) => this.begin(element);
    hearing.end = (element) => this.end(element);
    hearing.text = (text) => {
      this.text += text;
    };
  }

  /** Hear the beginning of an element. @param {Element} element */
  begin(element) {
    this.add(this.text);
    this.text = "";
    for (const { namespaceURI, localName, value } of Array.from(element.attributes)) {
      if (namespaceURI) continue;
      if (TELLING.test(localName)) this.add(value);
      else if (localName === "formatCode") this.add(...Array.from(value.matchAll(FORMAT_WORDS), (match) => match[1]));
    }
    if (element.localName.endsWith("Relationship") && element.getAttribute("TargetMode") === "External") this.add(element.getAttribute("Target") ?? "");
  }

  /** Hear the end of an element: what was said since the last tag is one text. @param {Element} element */
  end(element) {
    if (!MEASURES.has(element.localName)) this.add(this.text);
    this.text = "";
  }
}

/** Add the texts of one part. @param {Asides} asides @param {Uint8Array} data @param {string} part */
export function tell(asides, data, part) {
  if (part.endsWith(".vml")) return tellOldDrawing(asides, new TextDecoder().decode(data));
  const hearing = /** @type {Hearing} */ ({});
  asides.listen(hearing);
  feed(data, part, hearing);
}

/** Add the texts of an old drawing (VML), which spreadsheets write with unclosed tags. @param {Asides} asides @param {string} data */
function tellOldDrawing(asides, data) {
  asides.add(...Array.from(data.matchAll(OLD_TITLES), (match) => unescaped(match[1])));
  asides.add(...data.replace(OFFICE_ELEMENT, "").split(/<[^>]*>/).map(unescaped));
}

/** A text with the signs for which entities stand. @param {string} text */
function unescaped(text) {
  if (!text.includes("&")) return text;
  const shell = new DOMParser().parseFromString(`<textarea>\n${text.split("<").join("&lt;")}</textarea>`, "text/html");
  return shell.querySelector("textarea")?.value ?? "";
}

/** The parts that may say something and are not read for the cells. @param {Iterable<string>} names @param {Set<string>} read */
export function tellingParts(names, read) {
  return [...names].filter((name) => /\.(?:xml|rels|vml)$/.test(name) && !read.has(name));
}
