// @ts-check
/** Rules that hold a row against rows of other kinds: what is known of these, and what is submitted with it (merge/across.py). */

import { checkAccounts, checkComputed } from "./accounts.mjs";
import { registers, settings } from "./declaration.mjs";
import { checkCorrections, checkNumbers, checkWindows } from "./lives.mjs";

/** @typedef {import("./stack.mjs").Stack} Stack */
/** @typedef {Map<string, Stack>} Stacks */
/** @typedef {{name: string, accounts: boolean, days: number | null}} Item */

/** Stop or tell of the rows that do not agree with those of other kinds. @param {Stack} stack @param {Stacks} stacks of what was submitted */
export function checkAcross(stack, stacks) {
  const { name } = stack.kind;
  if (name === "disclosure") {
    checkNumbers(stack, units(stacks));
    checkWindows(stack, catalogue(stacks), turned(stacks));
  } else if (name === "observation") checkComputed(stack, computed(stacks));
  else if (name === "correction") checkCorrections(stack, versions(stacks));
  else if (name === "account_line") checkAccounts(stack, items(stacks), catalogue(stacks));
}

/** The submitted rows of a kind. @param {Stacks} stacks @param {string} name */
function submitted(stacks, name) {
  return stacks.get(name)?.rows.map((row) => row.values) ?? [];
}

/** The former code of each unit, the empty text where it has none. @param {Stacks} stacks @returns {Map<string, string>} */
function units(stacks) {
  const found = new Map(registers.unit.published.map((code) => [code, settings.held.former[code] ?? ""]));
  for (const { code, former } of submitted(stacks, "unit")) found.set(String(code), String(former ?? ""));
  return found;
}

/** The items by code. @param {Stacks} stacks @returns {Map<string, Item>} */
function catalogue(stacks) {
  /** @type {Map<string, Item>} */
  const found = new Map(settings.held.catalogue.map(([code, name, accounts, days]) => [code, { name, accounts, days }]));
  for (const { code, name, accounts, notice_days: days } of submitted(stacks, "catalogue")) {
    found.set(String(code), { name: String(name), accounts: accounts === settings.held.yes, days: days === null ? null : Number(days) });
  }
  return found;
}

/** The names of what this site computes, by code. @param {Stacks} stacks @returns {Map<string, string>} */
function computed(stacks) {
  const found = new Map(Object.entries(settings.held.computed));
  for (const { code, name, computed: yes } of submitted(stacks, "indicator")) if (yes === settings.held.yes) found.set(String(code), String(name));
  return found;
}

/** Of what item each disclosure is. @param {Stacks} stacks @returns {Map<string, string>} */
function items(stacks) {
  const { catalogue, items } = settings.held;
  const found = new Map(registers.disclosure.published.map((number, place) => [number, catalogue[items[place]][0]]));
  for (const { index_number: number, item } of submitted(stacks, "disclosure")) found.set(String(number), String(item));
  return found;
}

/** The newest version of each disclosure. @param {Stacks} stacks @returns {Map<string, number>} */
function versions(stacks) {
  const found = new Map(registers.disclosure.published.map((number) => [number, settings.held.versions[number] ?? 1]));
  for (const { index_number: number, version } of submitted(stacks, "disclosure")) {
    found.set(String(number), Math.max(Number(version), found.get(String(number)) ?? 0));
  }
  return found;
}

/** The days that are worked though weekends (true), or free though they are none. @param {Stacks} stacks @returns {Map<string, boolean>} */
function turned(stacks) {
  const weekend = (/** @type {string} */ day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const found = new Map(settings.held.turned.map((/** @type {string} */ day) => [day, weekend(day)]));
  for (const { day, state } of submitted(stacks, "workday")) found.set(String(day), state === settings.held.work);
  return found;
}
