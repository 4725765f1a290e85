// @ts-check
/** Submitted tables by themselves: references held against the registers, rows against each other (merge/alone.py). */

import { checkAcross } from "./across.mjs";
import { kinds, registers, settings } from "./declaration.mjs";
import { resolve, respectSources } from "./references.mjs";
import { Stack } from "./stack.mjs";
import { settle } from "./versions.mjs";

/** @typedef {import("./declaration.mjs").Kind} Kind */
/** @typedef {import("./references.mjs").Lookup} Lookup */
/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {{kind: string, says: Set<string>}} Refused */

/** Kinds that are held against registers alone. */
const BY_REGISTERS = new Set(["disclosure", "observation"]);

/** What merging the rows of one submission by themselves tells; each row that stops gets its fate. @param {Row[]} rows @param {Refused[]} refused */
export function examine(rows, refused) {
  const lookups = new Map(Object.entries(registers).map(([name, register]) => [name, lookup(register)]));
  const findings = [];
  /** @type {Map<string, Stack>} */
  const stacks = new Map();
  for (const name of settings.order) {
    const kind = kinds[name];
    const own = rows.filter((row) => row.table.kind === kind);
    if (!own.length) continue;
    const stack = new Stack(kind, own);
    const fields = kind.fields.filter((field) => field.refers && field.refers !== name);
    const senders = setOwnAside(stack);
    const find = (/** @type {string} */ other) => /** @type {Lookup} */ (lookups.get(other));
    resolve(stack, fields.filter((each) => settings.province.includes(each.refers)).map((field) => [field, find(field.refers)]));
    cite(stack, senders);
    stacks.set(name, stack);
    if (BY_REGISTERS.has(name)) checkAcross(stack, stacks);
    resolve(stack, fields.filter((each) => !settings.province.includes(each.refers)).map((field) => [field, find(field.refers)]));
    if (!BY_REGISTERS.has(name)) checkAcross(stack, stacks);
    settle(stack);
    findings.push(...stack.findings);
    lookups.set(name, together(find(name), stack, own, refused));
  }
  return findings;
}

/** @param {import("./declaration.mjs").Register} register @returns {Lookup} */
function lookup({ title, published, known, names }) {
  return { title, published: new Set(published), known: new Set(known), names: new Map(Object.entries(names)) };
}

/** Take the submission of a unit for no other source, there already or not; the unit by row. @param {Stack} stack @returns {Map<Row, string>} */
function setOwnAside(stack) {
  const senders = new Map();
  const prefix = settings.own_source.replace("{unit}", "");
  const units = new Set(registers.unit.published);
  const field = sourceOf(stack.kind);
  for (const row of field?.absent === settings.own_source ? stack.rows : []) {
    const source = String(row.values.source ?? "");
    const unit = source.slice(prefix.length);
    if (!source.startsWith(prefix) || !units.has(unit)) continue;
    senders.set(row, unit);
    row.values.source = null;
  }
  return senders;
}

/** @param {Kind} kind */
function sourceOf(kind) {
  return kind.fields.find((each) => each.name === "source" && each.refers === "source");
}

/** Sources that may be cited; a row that names none cites the submission of its unit. @param {Stack} stack @param {Map<Row, string>} senders */
function cite(stack, senders) {
  const field = sourceOf(stack.kind);
  if (!field) return;
  const types = new Map(Object.entries(settings.source_types));
  for (const row of stack.rows) {
    if (row.values.source !== null || field.absent !== settings.own_source) continue;
    const own = settings.made_source.replace("{unit}", senders.get(row) ?? String(row.values.unit));
    row.values.source = own;
    if (!types.has(own)) types.set(own, settings.demo ? settings.invented : settings.reported);
  }
  respectSources(stack, types);
}

/** What may be referred to once the submission is in. @param {Lookup} register @param {Stack} stack @param {Row[]} own @param {Refused[]} refused @returns {Lookup} */
function together(register, stack, own, refused) {
  const key = stack.kind.key[0];
  const said = refused.filter((each) => each.kind === stack.kind.name).flatMap((each) => [...each.says]);
  const known = new Set([...register.known, ...said, ...own.map((row) => row.texts[key] ?? "")]);
  const published = new Set([...register.published, ...stack.rows.map((row) => String(row.values[key]))]);
  const names = new Map(register.names);
  for (const row of stack.kind.named ? stack.rows : []) {
    const name = String(row.values[stack.kind.named]);
    names.set(name, [...new Set([...(names.get(name) ?? []), String(row.values[key])])].sort());
  }
  return { title: register.title, published, known, names };
}
