// @ts-check
/** Bytes to text: strict UTF-8 (BOM or not), else strict GB18030 (read/encoding.py). Nothing is guessed. */

import { settings } from "./declaration.mjs";

/** Where browsers follow a later edition of GB18030 than the program: the bytes as a number, and the text they stand for. @type {Map<number, string>} */
const CONTESTED = new Map(Object.entries(settings.contested).map(([bytes, text]) => [parseInt(bytes, 16), String(text)]));

/** The text, or null where the bytes are in neither encoding, or hold NUL (as UTF-16 does). @param {Uint8Array} data */
export function decode(data) {
  if (data.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return gb18030(data);
  }
}

/** @param {Uint8Array} data */
function gb18030(data) {
  const decoder = new TextDecoder("gb18030", { fatal: true });
  let text = "";
  let from = 0;
  try {
    for (let at = 0; at < data.length; ) {
      const length = lengthAt(data, at);
      const other = length > 1 ? CONTESTED.get(number(data, at, length)) : undefined;
      if (other !== undefined) {
        text += decoder.decode(data.subarray(from, at)) + other;
        from = at + length;
      }
      at += length;
    }
    return text + decoder.decode(data.subarray(from));
  } catch {
    return null;
  }
}

/** How many bytes the sign that begins here takes. @param {Uint8Array} data @param {number} at */
function lengthAt(data, at) {
  if (data[at] < 0x80) return 1;
  if (data[at] === 0x80) throw new RangeError("browsers read this byte as a euro sign, which GB18030 does not");
  return data[at + 1] >= 0x30 && data[at + 1] <= 0x39 ? 4 : 2;
}

/** @param {Uint8Array} data @param {number} at @param {number} length */
function number(data, at, length) {
  return data.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);
}
