// @ts-check
/** Decides which sound rows may be shown to the public, and what stands beside the records (guard/table.py, guard/asides.py). */

import { span } from "./conditions.mjs";
import { settings } from "./declaration.mjs";
import { exposureOf } from "./identifiers.mjs";
import { compare, finding } from "./place.mjs";

/** @typedef {import("./table.mjs").Row} Row */
/** @typedef {import("./declaration.mjs").Field} Field */
/** @typedef {import("./place.mjs").Finding} Finding */

const { watched, marked, open, own_unit: OWN_UNIT, signed } = settings.guard;

/** Withhold rows that the public must not see, and say why; the reason of the first field is booked. @param {Row[]} rows @returns {Finding[]} */
export function guardRows(rows) {
  return rows.filter((row) => !row.fate).flatMap((row) => {
    const findings = row.table.kind.fields.flatMap((field) => [...personal(row, field), ...stated(row, field)]);
    if (findings.length) row.fate = findings[0].code;
    return findings;
  });
}

/** What one text gives away, and how it is marked. @param {Row} row @param {Field} field @returns {Finding[]} */
function personal(row, field) {
  const text = row.values[field.name];
  if (typeof text !== "string" || !(field.grammar in watched)) return [];
  const place = row.table.place(row.number, field.name);
  const exposure = exposureOf(text);
  const seen = exposure.identifiers.filter(([sort]) => watched[field.grammar].includes(sort));
  const findings = seen.map(([sort, masked]) => finding(sort === "plight" ? "W312" : "W301", place, { title: field.title, what: sort, masked }));
  if (exposure.marking && marked.includes(field.grammar)) findings.push(finding("W313", place, { title: field.title, found: exposure.marking }));
  return findings;
}

/** What a field says by itself. @param {Row} row @param {Field} field @returns {Finding[]} */
function stated(row, field) {
  const said = row.values[field.name];
  if (said === null) return [];
  const tell = (/** @type {string} */ code) => [finding(code, row.table.place(row.number, field.name), { found: String(said) })];
  const day = compare(String(said), today());
  if (field.name === "security" && said !== open) return tell("W302");
  if (field.name === "reviewed" && said !== signed) return tell("W314");
  if (field.name === "audience" && said === OWN_UNIT) return tell("W310");
  if (field.name === "published_on" && day > 0) return tell("W311");
  if (field.grammar === "period" && row.table.kind.key.includes(field.name) && compare(span(String(said))?.[0] ?? "", today()) > 0) return tell("W316");
  if (field.name === "takedown_on" && day <= 0) return tell("W308");
  return [];
}

/** The day on which the file is looked at: the one that the page was made for, or today in China. */
export function today() {
  return settings.day || new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What the texts beside the records give away, each once and in order: sort and how it may be shown. @param {string[]} texts @returns {[string, string][]} */
export function exposed(texts) {
  /** @type {Map<string, [string, string]>} */
  const found = new Map();
  for (const text of texts) {
    const { identifiers, marking } = exposureOf(text);
    for (const shown of identifiers) found.set(shown.join("\n"), shown);
    if (marking) found.set(`marking\n${marking}`, ["marking", marking]);
  }
  return [...found.values()];
}
