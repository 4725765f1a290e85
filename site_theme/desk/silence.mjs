// @ts-check
/** Findings made fit to be told: what gives somebody away is masked in facts and names (guard/silence.py). */

import { exposureOf } from "./identifiers.mjs";

/** @typedef {import("./place.mjs").Finding} Finding */

const OURS = new Set(["what", "masked", "where", "title"]);
const MENDS = new Set(["mend", "nearest"]);

/** The same findings; a fact or a name in which an identifier stands is told as its masked form alone. @param {Finding[]} findings @returns {Finding[]} */
export function silenced(findings) {
  return findings.map(({ code, place, facts }) => ({
    code,
    place: { ...place, file: masked(place.file), sheet: masked(place.sheet) },
    facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, OURS.has(name) ? value : quiet(name, value)])),
  }));
}

/** A fact fit to be told; a mend that gives somebody away is left out. @param {string} name @param {string} value */
function quiet(name, value) {
  const told = masked(value);
  return told === value || !MENDS.has(name) ? told : "";
}

/** The text itself, or where it gives somebody away only the masked forms of that. @param {string} text */
function masked(text) {
  const found = exposureOf(text).identifiers.map(([, shown]) => shown);
  return found.length ? found.join("/") : text;
}
