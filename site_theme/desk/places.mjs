// @ts-check
/** Which places the records speak of, and what becomes of them there. */

import { registers, settings } from "./declaration.mjs";
import { compare } from "./place.mjs";

/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {{code: string, name: string, published: number, withheld: number, rejected: number}} Tally */

const codes = new Set(registers.unit.published);

/** The tallies of the places on the map, and of the units that have none, in order of code. @param {Row[]} rows @returns {{on: Tally[], off: Tally[]}} */
export function tallies(rows) {
  /** @type {Map<string, Tally>} */
  const found = new Map();
  for (const row of rows) {
    const unit = unitOf(row);
    if (!unit) continue;
    const code = settings.map.within[unit] ?? unit;
    const tally = found.get(code) ?? { code, name: settings.map.names[code] ?? code, published: 0, withheld: 0, rejected: 0 };
    const fate = row.fate[0];
    tally[fate === "E" ? "rejected" : fate === "W" ? "withheld" : "published"]++;
    found.set(code, tally);
  }
  const all = [...found.values()].sort((one, other) => compare(one.code, other.code));
  const drawn = new Set(settings.map.places.map((/** @type {{code: string}} */ place) => place.code));
  return { on: all.filter(({ code }) => drawn.has(code)), off: all.filter(({ code }) => !drawn.has(code)) };
}

/** The unit that a record is about, by code or by a name that means one only; the empty text where it names none. @param {Row} row */
function unitOf({ table, texts, values }) {
  const field = table.kind.fields.find((each) => each.refers === "unit");
  const said = field ? String(values[field.name] ?? texts[field.name] ?? "") : "";
  const named = registers.unit.names[said] ?? [];
  if (codes.has(said)) return said;
  return named.length === 1 ? named[0] : "";
}

/** What the place is coloured by: the worst that becomes of a record there. @param {Tally} tally */
export function fateOf({ rejected, withheld }) {
  return rejected ? "rejected" : withheld ? "withheld" : "published";
}
