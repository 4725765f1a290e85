// @ts-check
/** A zip archive with some members exchanged; the others keep their packed bytes. */

import { crc32 } from "./archive.mjs";

/** @typedef {import("./directory.mjs").Entry} Entry */
/** @typedef {{name: Uint8Array, packed: Uint8Array, record: Uint8Array, flags: number, method: number, crc: number, size: number}} Piece */

const DESCRIBED = 0x8; // lengths stand behind the bytes; here they never do

/** @param {Uint8Array} data @param {Entry[]} entries @param {Map<string, Uint8Array>} parts the new bytes by name in lower case */
export function zipped(data, entries, parts) {
  const pieces = entries.map((entry) => piece(data, entry, parts.get(entry.name.toLowerCase())));
  const made = [];
  const directory = [];
  let offset = 0;
  for (const each of pieces) {
    const head = local(each);
    directory.push(central(each, offset), each.name);
    made.push(head, each.name, each.packed);
    offset += head.length + each.name.length + each.packed.length;
  }
  const length = directory.reduce((sum, each) => sum + each.length, 0);
  return joined([...made, ...directory, end(pieces.length, length, offset)]);
}

/** @param {Uint8Array} data @param {Entry} entry @param {Uint8Array | undefined} content @returns {Piece} */
function piece(data, entry, content) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const kept = { name: entry.rawName, record: data.subarray(entry.from, entry.to), flags: entry.flags & ~DESCRIBED };
  if (!content) return { ...kept, packed: data.subarray(start, start + entry.packed), method: entry.method, crc: entry.crc, size: entry.size };
  return { ...kept, packed: fflate.deflateSync(content), method: 8, crc: crc32(content), size: content.length };
}

/** @param {Piece} each */
function local({ record, flags, method, crc, packed, size, name }) {
  const head = new Uint8Array(30);
  const view = new DataView(head.buffer);
  view.setUint32(0, 0x04034b50, true);
  head.set(record.subarray(6, 8), 4); // the version a reader needs
  head.set(record.subarray(12, 16), 10); // time and date
  described(view, 6, flags, method);
  measured(view, 14, crc, packed.length, size);
  view.setUint16(26, name.length, true);
  return head;
}

/** @param {Piece} each @param {number} offset */
function central({ record, flags, method, crc, packed, size, name }, offset) {
  const head = record.slice(0, 46);
  const view = new DataView(head.buffer);
  described(view, 8, flags, method);
  measured(view, 16, crc, packed.length, size);
  view.setUint16(28, name.length, true);
  view.setUint32(30, 0, true); // neither extra fields nor a remark
  view.setUint32(42, offset, true);
  return head;
}

/** @param {DataView} view @param {number} at @param {number} flags @param {number} method */
function described(view, at, flags, method) {
  view.setUint16(at, flags, true);
  view.setUint16(at + 2, method, true);
}

/** @param {DataView} view @param {number} at @param {number[]} numbers */
function measured(view, at, ...numbers) {
  numbers.forEach((number, step) => view.setUint32(at + 4 * step, number, true));
}

/** @param {number} count @param {number} length @param {number} offset */
function end(count, length, offset) {
  const record = new Uint8Array(22);
  const view = new DataView(record.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  measured(view, 12, length, offset);
  return record;
}

/** @param {Uint8Array[]} pieces */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of pieces) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}
