// @ts-check
/** The members of a zip archive, weighed before any of them is inflated, and never inflated beyond what they say (parse/archive.py). */

import { settings } from "./declaration.mjs";
import { directoryOf } from "./directory.mjs";
import { Refused, damaged, odd } from "./refused.mjs";

/** @typedef {import("./directory.mjs").Entry} Entry */
/** @typedef {{entry: Entry, start: number}} Member an entry and where its bytes begin */

const { most_members: MEMBERS, most_bytes: BYTES, most_times: TIMES } = settings.archive;
const SIGNATURES = settings.archive.archives.map((/** @type {string} */ hex) => (hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16)));
const LOCAL_SIZE = 30;
const LOCKED = 0x1 | 0x40 | 0x2000;
const ODD_NAME = /[\x00-\x1f\x7f\\:]|^\/|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/;
const STEP = 1 << 14; // of packed bytes: they become a thousand times as many at most
const CUT_SHORT = 0; // the library's number for an end that is missing
const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => [...Array(8)].reduce((crc) => (crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1), byte));

export class Archive {
  /** @param {Uint8Array} data @param {Map<string, Member>} members by name in lower case, for part names of workbooks know no case */
  constructor(data, members) {
    this.data = data;
    this.members = members;
  }

  /** All bytes of a member; refused where there is none or it is not what the directory says. @param {string} name */
  read(name) {
    const member = this.members.get(name.toLowerCase());
    if (!member) throw damaged(name);
    const content = inflated(this.data, member, member.entry.size);
    if (content.length !== member.entry.size || crc32(content) !== member.entry.crc) throw odd({ size: member.entry.name });
    return content;
  }

  /** Refuse the archive where a member is an archive or a container itself. */
  refuseNested() {
    for (const member of this.members.values()) {
      const head = inflated(this.data, member, 8);
      const nested = SIGNATURES.some((/** @type {number[]} */ signature) => signature.every((byte, at) => head[at] === byte));
      if (nested) throw odd({ nested: member.entry.name });
    }
  }
}

/** The archive within the bounds, or a refusal by name. @param {Uint8Array} data */
export function opened(data) {
  const count = entriesIn(data);
  if (count > MEMBERS) throw new Refused("E045", { found: String(count), most: String(MEMBERS) });
  const { entries } = directoryOf(data);
  refuseTooLarge(data, entries);
  const members = new Map();
  for (const entry of entries) {
    const member = memberOf(data, entry);
    const name = entry.name.toLowerCase();
    if (members.has(name)) throw odd({ name: entry.name });
    members.set(name, member);
  }
  return new Archive(data, new Map([...members].filter(([name]) => !name.endsWith("/"))));
}

/** @param {Uint8Array} data */
function entriesIn(data) {
  let count = 0;
  for (let at = data.indexOf(0x50); at >= 0; at = data.indexOf(0x50, at + 1)) {
    if (data[at + 1] === 0x4b && data[at + 2] === 1 && data[at + 3] === 2) count++;
  }
  return count;
}

/** @param {Uint8Array} data @param {Entry[]} entries */
function refuseTooLarge(data, entries) {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > BYTES) throw new Refused("E046", { found: megabytes(total), most: megabytes(BYTES) });
  for (const { name, size, packed } of entries) if (size > TIMES * packed) throw tight(name, size, packed);
  if (total > TIMES * data.length) throw tight("", total, data.length);
}

/** @param {number} size */
export function megabytes(size) {
  return String(Math.ceil(size / 1_000_000));
}

/** @param {string} part @param {number} size @param {number} packed */
function tight(part, size, packed) {
  return new Refused("E047", { part, found: String(Math.floor(size / Math.max(packed, 1))), most: String(TIMES) });
}

/** @param {Uint8Array} data @param {Entry} entry @returns {Member} */
function memberOf(data, entry) {
  const { name } = entry;
  if (ODD_NAME.test(name)) throw odd({ name });
  if (entry.flags & LOCKED) throw odd({ locked: name });
  if (entry.method !== 0 && entry.method !== 8) throw odd({ method: name });
  const start = startOf(data, entry);
  if (start + entry.packed > data.length) throw damaged(name);
  return { entry, start };
}

/** Where the member's bytes begin; the header before them must tell the same name as the directory. @param {Uint8Array} data @param {Entry} entry */
function startOf(data, { offset, name, rawName }) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (offset < 0 || offset + LOCAL_SIZE > data.length || view.getUint32(offset, true) !== 0x04034b50) throw damaged(name);
  const [named, extra] = [view.getUint16(offset + 26, true), view.getUint16(offset + 28, true)];
  const after = offset + LOCAL_SIZE;
  if (named !== rawName.length || rawName.some((byte, at) => data[after + at] !== byte)) throw odd({ name });
  return after + named + extra;
}

/** The first bytes of a member; where they are to be all of it, one byte more than was declared is already a lie. @param {Uint8Array} data @param {Member} member @param {number} most */
function inflated(data, { entry, start }, most) {
  const packed = data.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed.subarray(0, most + 1);
  const { content, ended } = unpacked(packed, most + 1, entry.name);
  const spare = ended && content.length <= most && unpacked(packed.subarray(0, -1), most + 1, entry.name).ended; // its last byte was not needed
  if (most === entry.size && (!ended || content.length > most || spare)) throw odd({ size: entry.name });
  return content;
}

/** What the bytes become, up to so many, and whether they came to an end. @param {Uint8Array} packed @param {number} most @param {string} name */
function unpacked(packed, most, name) {
  const content = new Uint8Array(most);
  let length = 0;
  const stream = new fflate.Inflate((piece) => {
    content.set(piece.subarray(0, most - length), length);
    length = Math.min(length + piece.length, most);
  });
  let ended = false;
  try {
    for (let at = 0; at < packed.length && length < most; at += STEP) {
      ended = at + STEP >= packed.length;
      stream.push(packed.subarray(at, at + STEP), ended);
    }
  } catch (fault) {
    if (/** @type {{code?: number}} */ (fault).code !== CUT_SHORT) throw damaged(name);
    ended = false;
  }
  return { content: content.subarray(0, length), ended };
}

/** @param {Uint8Array} data */
export function crc32(data) {
  let crc = ~0;
  for (let at = 0; at < data.length; at++) crc = CRCS[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
