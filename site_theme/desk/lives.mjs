// @ts-check
/** Under whose number a disclosure stands, of which version a correction speaks, how long a notice stood (merge/lives.py). */

import { settings } from "./declaration.mjs";
import { compare } from "./place.mjs";

/** @typedef {import("./stack.mjs").Stack} Stack */
/** @typedef {import("./across.mjs").Item} Item */

const DAY = 86_400_000;

/** Stop the disclosures whose index number does not begin with the code of who published them (E208). @param {Stack} stack @param {Map<string, string>} units former codes */
export function checkNumbers(stack, units) {
  const first = oldest(units);
  for (const row of stack.rows) {
    const { unit, organisation, index_number: number } = row.values;
    const found = String(number).split("/")[0];
    if (found === unit || found === organisation || (first.has(found) && first.get(found) === first.get(String(unit)))) continue;
    stack.tell("E208", row, "index_number", { found, expected: String(organisation ?? unit) });
    stack.stop(row, "E208");
  }
}

/** By code of a unit the oldest of the codes that it has had. @param {Map<string, string>} former @returns {Map<string, string>} */
function oldest(former) {
  const followed = new Set(former.values());
  const found = new Map();
  for (const code of [...former.keys()].filter((each) => !followed.has(each)).sort(compare)) {
    const chain = [code];
    for (let before = former.get(code); before && !chain.includes(before); before = former.get(before)) chain.push(before);
    for (const each of chain) found.set(each, chain[chain.length - 1]);
  }
  return found;
}

/** Stop the corrections that speak of a version nobody has submitted (E212). @param {Stack} stack @param {Map<string, number>} versions */
export function checkCorrections(stack, versions) {
  const title = String(stack.kind.fields.find((field) => field.name === "version")?.title);
  for (const row of stack.rows) {
    const { disclosure, version, type } = row.values;
    const latest = versions.get(String(disclosure));
    if (latest === undefined || version === null || Number(version) <= latest + Number(type === settings.held.revoked)) continue;
    stack.tell("E212", row, "version", { title, found: String(version), key: String(disclosure), latest: String(latest), next: String(latest + 1) });
    stack.stop(row, "E212");
  }
}

/** Tell of the notices that stand for fewer working days than the catalogue asks (N402). @param {Stack} stack @param {Map<string, Item>} catalogue @param {Map<string, boolean>} turned */
export function checkWindows(stack, catalogue, turned) {
  for (const row of stack.rows.filter((each) => each.values.mode === settings.held.notice)) {
    const { item, notice_from: from, notice_to: to } = row.values;
    const least = catalogue.get(String(item))?.days ?? settings.held.least;
    const days = between(clipped(from), clipped(to), turned, least);
    if (days < least) stack.tell("N402", row, "notice_to", { found: String(days), least: String(least) });
  }
}

/** A day as the calendar of the program has it. @param {import("./column.mjs").Value} day */
function clipped(day) {
  const { first, last } = settings.held;
  const text = String(day ?? first);
  return Date.parse(`${compare(text, first) < 0 ? first : compare(text, last) > 0 ? last : text}T00:00:00Z`);
}

/** Working days from one day to another, both included, counted until there are enough. @param {number} from @param {number} to @param {Map<string, boolean>} turned @param {number} enough */
function between(from, to, turned, enough) {
  let found = 0;
  for (let day = from; day <= to && found < enough; day += DAY) {
    const at = new Date(day);
    found += Number(turned.get(at.toISOString().slice(0, 10)) ?? ![0, 6].includes(at.getUTCDay()));
  }
  return found;
}
