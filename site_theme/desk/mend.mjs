// @ts-check
/** Why a cell was refused, and how the person who wrote it can mend it (check/mend.py). */

import { accepted, composed, isDay, length, strip, whole, written } from "./column.mjs";
import { spellings } from "./declaration.mjs";
import { nearest } from "./header.mjs";
import { compare } from "./place.mjs";

/** @typedef {import("./declaration.mjs").Field} Field */

const FREE = ["text", "paragraph", "reference"];
const ROUGH = new RegExp(`^(?:${spellings.rough})`, "u");
const DENIALS = new RegExp(spellings.denials, "u");
const DAY_LONG = 86_400_000;
const GUESSES = /** @type {Record<string, (text: string) => string>} */ ({
  count: (text) => (text.includes("%") ? "" : number(text)),
  number,
  day,
  moment: period,
  period,
  year: withoutYearSign,
  flag: (text) => spellings.flags[text] ?? "",
  code: (text) => text,
  codes: (text) => text.replace(new RegExp(spellings.codes_apart, "gu"), " "),
  document_number: documentNumber,
});

/** The finding's code and facts for one refused cell. @param {Field} field @param {string} text @returns {[string, Record<string, string>]} */
export function explain(field, text) {
  const facts = { title: field.title, found: text, expected: field.grammar, sample: field.sample };
  const free = FREE.includes(field.grammar);
  if (text !== strip(text)) return ["E106", { ...facts, mend: sound(field, strip(text)) }];
  if ((free || field.grammar === "choice") && !written(field, text)) return ["E105", facts];
  if (text !== composed(text)) return ["E107", { ...facts, mend: sound(field, composed(text)) }];
  if (field.one_of.length) return ["E103", { ...facts, choices: field.one_of.join("\u3001"), mend: choice(field.one_of, text) }];
  if (free && length(text) > field.most) return ["E104", { ...facts, length: String(length(text)), most: String(field.most) }];
  const narrow = text.normalize("NFKC");
  const mend = mended(field, text);
  if (spellings.nothing.includes(narrow) && field.grammar !== "flag") return ["E110", facts];
  if (["count", "number"].includes(field.grammar) && ROUGH.test(narrow)) return ["E111", { ...facts, mend }];
  if (field.grammar === "number" && whole(spellings.long_fraction).test(narrow)) return ["E113", { ...facts, mend }];
  if (!mend && ["day", "moment", "period"].includes(field.grammar) && whole(spellings.day_like).test(narrow)) return ["E112", facts];
  return ["E102", { ...facts, mend }];
}

/** The text where its field would take it, else the empty text. @param {Field} field @param {string} text */
function sound(field, text) {
  return accepted(field, text) ? text : "";
}

/** The choice most like the text; none that says yes where the text says no, or the other way round. @param {string[]} choices @param {string} text */
function choice(choices, text) {
  const near = nearest(text, choices);
  return DENIALS.test(near) === DENIALS.test(text) ? near : "";
}

/** What the text most likely should be, or the empty text; only ever told, never used unasked. @param {Field} field @param {string} text */
function mended(field, text) {
  let plain = text.normalize("NFKC").replace(/\p{Nd}/gu, decimal);
  if (field.grammar !== "codes") plain = plain.split(" ").join("");
  const guess = field.grammar in GUESSES ? GUESSES[field.grammar](plain) : "";
  return guess !== text ? sound(field, guess) : "";
}

/** The digit in our script. Those of each script stand in a row, from 0. @param {string} digit */
function decimal(digit) {
  const code = Number(digit.codePointAt(0));
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}

/** @param {string} text */
function number(text) {
  const plain = text.replace(new RegExp(`^${spellings.minus}`, "u"), "-").replace(new RegExp(spellings.grouped, "gu"), (run) => run.split(",").join(""));
  const parts = whole(spellings.number_like).exec(plain);
  const mended = parts ? rounded(shifted(parts[1], spellings.times[parts[2]] ?? 0)) : "";
  return mended.includes(".") ? mended.replace(/0+$/, "").replace(/\.$/, "") : mended;
}

/** A number with more decimals than a field takes, rounded as people print it: to two where it has a whole part, else to all six. @param {string} text */
function rounded(text) {
  const parts = /^(-?)([0-9]+)\.([0-9]+)$/.exec(text);
  if (!parts || parts[3].length <= spellings.decimals) return text;
  const [, sign, before, after] = parts;
  const places = BigInt(before) > 0n ? 2 : spellings.decimals;
  const units = String(BigInt(before + after.slice(0, places)) + (after[places] >= "5" ? 1n : 0n)).padStart(places + 1, "0");
  return `${sign}${units.slice(0, -places)}.${units.slice(-places)}`;
}

/** A number with its point moved to the right, in plain notation; the empty text where it is none. @param {string} text @param {number} places */
function shifted(text, places) {
  const parts = /^(-?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (!parts || !(parts[2] + parts[3])) return "";
  const [, sign, before, after] = parts;
  const exponent = Number(parts[4] ?? 0) - after.length + places;
  const digits = (before + after).replace(/^0+(?=[0-9])/, "");
  if (exponent >= 0) return sign + (digits === "0" ? digits : digits + "0".repeat(exponent));
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** @param {string} text */
function day(text) {
  const parts = whole(spellings.day_like).exec(text);
  if (!parts) return whole(spellings.serial_day).test(text) ? serialDay(Number(text)) : "";
  const written = `${parts[1]}-${(parts[2] ?? parts[4]).padStart(2, "0")}-${(parts[3] ?? parts[5]).padStart(2, "0")}`;
  return isDay(written) ? written : "";
}

/** The day of that number, which a spreadsheet shows when it lost the format of a date. @param {number} count */
function serialDay(count) {
  return new Date(Date.parse(spellings.epoch) + count * DAY_LONG).toISOString().slice(0, 10);
}

/** @param {string} text */
function period(text) {
  const cut = text.indexOf("/");
  const [start, end] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut + 1)];
  const ends = (/** @type {string} */ each) => each === day(each) || whole(spellings.year_like).test(each);
  if (end && compare(end, start) < 0 && ends(start) && ends(end)) return `${end}/${start}`;
  const quarter = whole(spellings.quarter_like).exec(text);
  if (quarter) return `${quarter[1]}-Q${quarter[3] ?? spellings.han_digits[quarter[2]] ?? quarter[2]}`;
  const years = whole(spellings.years_like).exec(text);
  if (years && years[1] <= years[2]) return `${years[1]}/${years[2]}`;
  const month = whole(spellings.month_like).exec(text);
  if (month) return `${month[1]}-${String(Number(month[2])).padStart(2, "0")}`;
  return day(text) || withoutYearSign(text);
}

/** @param {string} text */
function withoutYearSign(text) {
  return text.endsWith(spellings.year_sign) ? text.slice(0, -spellings.year_sign.length) : text;
}

/** @param {string} text */
function documentNumber(text) {
  const [from, to] = spellings.brackets.map((/** @type {string} */ signs) => Array.from(signs));
  const squared = Array.from(text, (sign) => (from.includes(sign) ? to[from.indexOf(sign)] : sign)).join("");
  return squared.replace(new RegExp(spellings.serial, "u"), spellings.serial_mended);
}
