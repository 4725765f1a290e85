// @ts-check
/** The files of the index: fetched once, checked to be of one edition, unpacked. build_scripts/find/files.py writes them. */

const STAMP = 4;

export class Renewed extends Error {}

export class Store {
  /** @param {(name: string) => Promise<ArrayBuffer>} read what is in a file, as it is sent */
  constructor(read) {
    this.read = read;
    this.stamp = "";
    /** @type {Map<string, Promise<any>>} */
    this.held = new Map();
  }

  /** The bytes of a file of numbers. @param {string} name @returns {Promise<Uint8Array>} */
  bytes(name) {
    return this.once(name, () => this.unpacked(`${name}.nz`));
  }

  /** The value in a file of texts. @param {string} name @returns {Promise<any>} */
  json(name) {
    return this.once(name, async () => JSON.parse(new TextDecoder().decode(await this.unpacked(`${name}.jz`))));
  }

  /** @private @param {string} name @param {() => Promise<any>} found */
  once(name, found) {
    let held = this.held.get(name);
    if (!held) {
      held = found();
      this.held.set(name, held);
      // What failed is asked for again the next time.
      held.catch(() => this.held.delete(name));
    }
    return held;
  }

  /** @private @param {string} name */
  async unpacked(name) {
    const sent = await this.read(name);
    const stamp = Array.from(new Uint8Array(sent, 0, STAMP), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (this.stamp && stamp !== this.stamp) throw new Renewed(name);
    return inflated(new Uint8Array(sent, STAMP));
  }
}

/** In this thread: a Blob or a Response as its source would ask other processes. @param {Uint8Array} bytes */
async function inflated(bytes) {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told where they are read.
  for (const step of [writer.write(bytes), writer.close()]) step.catch(() => undefined);
  const parts = [];
  const reader = stream.readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value);
  const found = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    found.set(part, at);
    at += part.length;
  }
  return found;
}
