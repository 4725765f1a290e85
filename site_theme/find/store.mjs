// @ts-check
/** The files of the index: fetched once, checked to be of one edition, unpacked. build_scripts/find/files.py writes them. */

const STAMP = 4;

export class Renewed extends Error {}

export class Store {
  /** @param {(name: string) => Promise<ArrayBuffer>} read what is in a file, as it is sent */
  constructor(read) {
    this.read = read;
    this.stamp = "";
    /** @type {Map<string, Promise<Uint8Array>>} */
    this.held = new Map();
  }

  /** The bytes of a file, of numbers if not said otherwise. @param {string} name @param {string} suffix */
  bytes(name, suffix = ".nz") {
    let held = this.held.get(name);
    if (!held) {
      held = this.unpacked(name + suffix);
      this.held.set(name, held);
      // What failed is asked for again the next time.
      held.catch(() => this.held.delete(name));
    }
    return held;
  }

  /** The value in a file of texts. @param {string} name @returns {Promise<any>} */
  async json(name) {
    return JSON.parse(new TextDecoder().decode(await this.bytes(name, ".jz")));
  }

  /** @private @param {string} name */
  async unpacked(name) {
    const sent = await this.read(name);
    const stamp = Array.from(new Uint8Array(sent, 0, STAMP), (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (this.stamp && stamp !== this.stamp) throw new Renewed(name);
    const stream = new Blob([new Uint8Array(sent, STAMP)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
}
