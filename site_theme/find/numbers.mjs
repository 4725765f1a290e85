// @ts-check
/** Numbers as bytes: seven bits a byte, the lowest first, the eighth says that more follow. */

export class Numbers {
  /** @param {Uint8Array} bytes @param {number} at @param {number} end */
  constructor(bytes, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get more() {
    return this.at < this.end;
  }

  next() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      if (!(this.at < this.end)) throw new Error("cut off");
    }
  }
}
