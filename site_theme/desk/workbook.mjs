// @ts-check
/** Submitted bytes to a book: what they are by their content, never by their name (parse/book.py). */

import { megabytes, opened } from "./archive.mjs";
import { settings } from "./declaration.mjs";
import { Refused } from "./refused.mjs";
import { parseXlsx } from "./xlsx.mjs";

/** @typedef {{grids: import("./xlsx.mjs").PartGrid[], asides: string[], code: string, facts: Record<string, string>}} Book */

const OTHERS = /** @type {[RegExp, string][]} */ ([
  [/^%PDF-/, "PDF"],
  [/^Rar!/, "RAR"],
  [/^7z\xbc\xaf/, "7Z"],
  [/^\x1f\x8b/, "GZIP"],
  [/^\{\\rtf/, "RTF"],
  [/^\xff\xd8\xff/, "JPG"],
  [/^\x89PNG/, "PNG"],
  [/^(?:\xef\xbb\xbf)?[\t-\r ]*<(?:!doctype[\t-\r ]+html|html|table|meta|head|body|style|div)(?![0-9A-Za-z_])/i, "HTML"],
  [/^(?:\xef\xbb\xbf)?[\t-\r ]*<\?xml/, "XML"],
  [/^[^\x00-\x08\x0e-\x1f]+$/, "CSV/TXT"],
]);

/** Whether these are the bytes of a workbook, new or old. @param {Uint8Array} data */
export function isWorkbook(data) {
  return begins(data, "PK\x03\x04") || begins(data, "\xd0\xcf\x11\xe0");
}

/** Whether these are the bytes of a container of the old sort. @param {Uint8Array} data */
export function isOld(data) {
  return begins(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
}

/** Whether a container holds a workbook with a password. @param {Uint8Array} data */
export function isLocked(data) {
  const text = latin(data);
  return ["EncryptedPackage", "EncryptionInfo"].some((name) => text.includes(Array.from(name).join("\0")));
}

/** The book in these bytes, or one that says why it is refused. @param {Uint8Array} data @returns {Book} */
export function readWorkbook(data) {
  try {
    const most = settings.archive.most_bytes;
    if (data.length > most) throw new Refused("E046", { found: megabytes(data.length), most: String(Math.floor(most / 1_000_000)) });
    if (begins(data, "PK\x03\x04") || begins(data, "PK\x05\x06")) return { ...parseXlsx(opened(data)), code: "", facts: {} };
    if (isOld(data) && isLocked(data)) throw new Refused("E041", {});
    const head = latin(data);
    throw new Refused("E040", { found: OTHERS.find(([pattern]) => pattern.test(head))?.[1] ?? "" });
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    return { grids: [], asides: [], code: fault.code, facts: fault.facts };
  }
}

/** @param {Uint8Array} data @param {string} sign */
function begins(data, sign) {
  return Array.from(sign).every((each, at) => data[at] === each.charCodeAt(0));
}

/** The bytes as signs of the same number. @param {Uint8Array} data */
function latin(data) {
  let text = "";
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return text;
}
