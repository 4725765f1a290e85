// @ts-check
/** The corrected workbook: the mended cells as inline text, every other byte of every part as it was. */

import { opened } from "./archive.mjs";
import { directoryOf } from "./directory.mjs";
import { columnOf } from "./reference.mjs";
import { zipped } from "./zip.mjs";

/** @typedef {import("./mends.mjs").Edit} Edit */

const TAG = /<(\/?)((?:[\w.-]+:)?)(row|c|sheetData)((?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?)(\/?)>/g;

/** @param {Uint8Array} data @param {Map<string, Edit[]>} edits by the name of the part that holds the sheet */
export function savedXlsx(data, edits) {
  const archive = opened(data);
  /** @type {Map<string, Uint8Array>} */
  const parts = new Map();
  for (const [part, wanted] of edits) parts.set(part, new TextEncoder().encode(edited(new TextDecoder().decode(archive.read(part)), wanted)));
  return zipped(data, directoryOf(data).entries, parts);
}

/** The XML of a sheet with other texts in some cells. @param {string} xml @param {Edit[]} edits */
export function edited(xml, edits) {
  const wanted = new Map(edits.map(({ row, column, after }) => [`${row},${column}`, after]));
  if (/<!-{2}|<!\[CDATA\[/.test(xml)) throw new Error("comments in a sheet");
  let [made, from, row, column] = ["", 0, 0, 0];
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(xml); tag; tag = TAG.exec(xml)) {
    const [whole, closing, prefix, name, said, empty] = tag;
    if (closing || name === "sheetData") continue;
    const reference = /\sr\s*=\s*["']([^"']*)["']/.exec(said)?.[1] ?? "";
    if (name === "row") {
      [row, column] = [reference ? Number(reference) : row + 1, 0];
      continue;
    }
    column = reference ? columnOf(reference.replace(/[0-9]+$/, "")) : column + 1;
    const after = wanted.get(`${row},${column}`);
    if (after === undefined) continue;
    const end = empty ? tag.index + whole.length : xml.indexOf(`</${prefix}c`, tag.index);
    made += xml.slice(from, tag.index) + inline(prefix, said, after);
    from = empty ? end : xml.indexOf(">", end) + 1;
    TAG.lastIndex = from;
    wanted.delete(`${row},${column}`);
  }
  if (wanted.size) throw new Error("a mended cell is not there");
  return made + xml.slice(from);
}

/** A cell with its place and style, and a text of its own. @param {string} prefix @param {string} said @param {string} text */
function inline(prefix, said, text) {
  const kept = (said.match(/\s(?:r|s)\s*=\s*(?:"[^"]*"|'[^']*')/g) ?? []).join("");
  const plain = text.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x").replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<${prefix}c${kept} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${plain}</${prefix}t></${prefix}is></${prefix}c>`;
}
