/** The library that unpacks workbooks; the bundle puts it before our modules. */
declare namespace fflate {
  class Inflate {
    constructor(hear: (piece: Uint8Array, last: boolean) => void);
    push(piece: Uint8Array, last?: boolean): void;
  }
  function deflateSync(data: Uint8Array): Uint8Array;
}
