// @ts-check
/** The directory of a zip archive, as Python's zipfile reads it. */

import { settings } from "./declaration.mjs";
import { damaged } from "./refused.mjs";

/**
 * @typedef {object} Entry
 * @property {string} name
 * @property {Uint8Array} rawName
 * @property {number} flags
 * @property {number} method
 * @property {number} crc
 * @property {number} packed
 * @property {number} size
 * @property {number} offset of its local header
 * @property {number} from where its record begins in the directory
 * @property {number} to where it ends
 */
/** @typedef {{entries: Entry[], start: number, end: number}} Directory where it begins and where the record of its end begins */

const [ENTRY, END, END64, LOCATOR64] = [0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
const [ENTRY_SIZE, END_SIZE, END64_SIZE, LOCATOR_SIZE] = [46, 22, 56, 20];
const MOST_COMMENT = 0xffff;
const UNTOLD = 0xffffffff;
const NEWEST = 63; // of the versions a reader must know
const UTF8 = 0x800;

/** The entries in their order; refused (E044) where there is no sound directory. @param {Uint8Array} data @returns {Directory} */
export function directoryOf(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const end = endOf(view);
  const { size, offset, ahead } = extent(view, end);
  const shift = end - ahead - size - offset;
  const start = offset + shift;
  if (start < 0) throw damaged("");
  const entries = [];
  for (let at = start; at < start + size; at = entries[entries.length - 1].to) entries.push(entry(data.subarray(0, start + size), view, at, shift));
  return { entries, start, end };
}

/** @param {DataView} view */
function endOf(view) {
  const last = view.byteLength - END_SIZE;
  if (last >= 0 && view.getUint32(last, true) === END && view.getUint16(view.byteLength - 2, true) === 0) return last;
  for (let at = view.byteLength - 4; at >= Math.max(0, last - MOST_COMMENT - 1); at--) {
    if (view.getUint32(at, true) === END && at <= last) return at;
    if (view.getUint32(at, true) === END) break;
  }
  throw damaged("");
}

/** How long the directory is, where it says it begins, and how much stands between it and its end record. @param {DataView} view @param {number} end */
function extent(view, end) {
  const at = end - LOCATOR_SIZE - END64_SIZE;
  if (at >= 0 && view.getUint32(end - LOCATOR_SIZE, true) === LOCATOR64) {
    if (view.getUint32(end - LOCATOR_SIZE + 4, true) !== 0 || view.getUint32(end - 4, true) > 1) throw damaged("");
    if (view.getUint32(at, true) === END64) return { size: long(view, at + 40), offset: long(view, at + 48), ahead: LOCATOR_SIZE + END64_SIZE };
  }
  return { size: view.getUint32(end + 12, true), offset: view.getUint32(end + 16, true), ahead: 0 };
}

/** @param {DataView} view @param {number} at */
function long(view, at) {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

/** @param {Uint8Array} data @param {DataView} view @param {number} at @param {number} shift @returns {Entry} */
function entry(data, view, at, shift) {
  if (at + ENTRY_SIZE > data.length || view.getUint32(at, true) !== ENTRY || data[at + 6] > NEWEST) throw damaged("");
  const [named, extra, remarked] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
  const flags = view.getUint16(at + 8, true);
  const rawName = data.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + named);
  const found = {
    name: nameOf(rawName, flags),
    rawName,
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
    from: at,
    to: at + ENTRY_SIZE + named + extra + remarked,
  };
  widen(found, view, at + ENTRY_SIZE + named, Math.min(at + ENTRY_SIZE + named + extra, data.length));
  found.offset += shift;
  return found;
}

/** @param {Uint8Array} raw @param {number} flags */
function nameOf(raw, flags) {
  if (!(flags & UTF8)) return Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : settings.cp437[byte - 0x80])).join("");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw damaged("");
  }
}

/** Take the lengths that stand in an extra field because they have no room. @param {Entry} found @param {DataView} view @param {number} from @param {number} to */
function widen(found, view, from, to) {
  for (let at = from; at + 4 <= to; ) {
    const [sort, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (at + 4 + length > to) throw damaged("");
    let place = at + 4;
    for (const name of sort === 1 ? /** @type {const} */ (["size", "packed", "offset"]) : []) {
      if (found[name] !== UNTOLD) continue;
      if (place + 8 > at + 4 + length) throw damaged("");
      found[name] = long(view, place);
      place += 8;
    }
    at += 4 + length;
  }
}
