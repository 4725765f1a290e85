// @ts-check
/** Why a workbook is refused as a whole, on its way from where it is seen to `workbook.mjs` (parse/refused.py). */

export class Refused extends Error {
  /** @param {string} code the finding @param {Record<string, string>} facts what it names */
  constructor(code, facts) {
    super(code);
    this.code = code;
    this.facts = facts;
  }
}

/** The workbook cannot be read where this part of it stands; the empty text means the file as a whole. @param {string} part */
export function damaged(part) {
  return new Refused("E044", { part });
}

/** The archive is not what a workbook is; one of the facts says why. @param {Record<string, string>} fact */
export function odd(fact) {
  return new Refused("E048", { nested: "", name: "", locked: "", method: "", size: "", doctype: "", ...fact });
}
