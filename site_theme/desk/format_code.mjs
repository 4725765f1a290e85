// @ts-check
/** Number formats of spreadsheets taken apart: the sections of a code, and in each what stands around and in place of the digits (parse/format_code.py). */

/**
 * @typedef {object} Section see `Section` in parse/format_code.py
 * @property {[string, number]} test
 * @property {string} skeleton
 * @property {string[]} letters
 * @property {boolean} coloured
 * @property {boolean} gregorian
 * @property {boolean} eras
 */

export const GENERAL = "General";
const TOKEN = /"[^"]*"?|[\\!_*][\s\S]?|\[[^\]]*\]?|General|G\/[^\x00-\x7f]{4}|AM\/PM|A\/P|[\s\S]/giu;
const CURRENCY = "$\u00a2\u00a3\u00a5\u20ac\uffe5\uffe0\uffe1";
const SILENT = " \u00a0\u3000";
const ISO_CURRENCY = /^[A-Z]{0,3}[$\u00a2\u00a3\u00a5\u20ac\uffe5\uffe0\uffe1]?$/;
const TEST = /^(<=|>=|<>|=|<|>)\s*(-?[0-9]+(?:\.[0-9]+)?)$/;
const ELAPSED = /^(?:h+|m+|s+)$/i;
const FIGURES = /^[0-9A-Fa-f]{1,8}$/;
const OWN_CALENDAR = /-x-(?!sys)/i;
const CHINESE_LANGUAGE = 0x804;
/** @type {Map<string, Section[]>} */
const known = new Map();

/** The sections of a format code, in their order. @param {string} code @returns {Section[]} */
export function sections(code) {
  const kept = known.get(code);
  if (kept) return kept;
  /** @type {string[][]} */
  const found = [[]];
  for (const token of (code || GENERAL).match(TOKEN) ?? []) {
    if (token === ";") found.push([]);
    else found[found.length - 1].push(token);
  }
  const read = found.map(section);
  known.set(code, read);
  return read;
}

/** @param {string[]} tokens @returns {Section} */
function section(tokens) {
  /** @type {Section & {before: string}} */
  const reading = { test: ["", 0], skeleton: "", letters: [], coloured: false, gregorian: true, eras: false, before: "" };
  for (const token of tokens) {
    take(reading, token);
    reading.before = token.toLowerCase();
  }
  return reading;
}

/** Add what the token means. @param {Section & {before: string}} reading @param {string} token */
function take(reading, token) {
  const [first, ...rest] = Array.from(token);
  if (first === '"') literal(reading, rest.join("").replace(/"$/, ""));
  else if ("\\!".includes(first)) literal(reading, rest.join(""));
  else if (first === "[") bracket(reading, rest.join("").replace(/\]$/, ""));
  else if (rest.length && "Gg".includes(first)) reading.skeleton += "G";
  else if (rest.length && "Aa".includes(first)) reading.letters.push("h");
  else if (!"_*".includes(first)) sign(reading, token.toLowerCase());
}

/** @param {Section & {before: string}} reading @param {string} letter */
function sign(reading, letter) {
  const last = reading.skeleton.slice(-1);
  if (letter === "e" && last && "0#?.".includes(last)) reading.skeleton += "E";
  else if ("+-".includes(letter) && reading.before === "e" && last === "E") return;
  else if ("ymdhsegba".includes(letter)) {
    if (reading.letters.length && reading.before === letter) reading.letters[reading.letters.length - 1] += letter;
    else reading.letters.push(letter);
  } else if ("0123456789#?.,%/@".includes(letter)) reading.skeleton += letter;
  else literal(reading, letter);
}

/** @param {Section} reading @param {string} text */
function literal(reading, text) {
  for (const each of text) {
    if (SILENT.includes(each)) continue;
    if (CURRENCY.includes(each)) reading.skeleton += "$";
    else if ("-+()".includes(each)) reading.skeleton += each;
    else reading.skeleton += /[0-9\uff10-\uff19]/.test(each) ? "d" : "x";
  }
}

/** @param {Section} reading @param {string} text */
function bracket(reading, text) {
  if (text.startsWith("$")) {
    const cut = text.indexOf("-");
    const currency = text.slice(1, cut < 0 ? undefined : cut);
    reading.skeleton += currency && ISO_CURRENCY.test(currency) ? "$" : "x".repeat(Array.from(currency).length);
    [reading.gregorian, reading.eras] = calendar(cut < 0 ? "" : text.slice(cut + 1));
  } else if (ELAPSED.test(text)) reading.letters.push("h");
  else if (text && "<>=".includes(text[0])) {
    const match = TEST.exec(text);
    reading.test = match ? [match[1], Number(match[2])] : ["?", 0];
  } else if (text.slice(0, 5).toLowerCase() !== "dbnum") reading.coloured = true;
}

/** Whether dates of a locale are in the Gregorian calendar, and whether its `e` is the year of an era. @param {string} locale @returns {[boolean, boolean]} */
function calendar(locale) {
  if (FIGURES.test(locale)) {
    const number = parseInt(locale, 16);
    return [[0, 1].includes(Math.floor(number / 65_536) % 256), ![0, CHINESE_LANGUAGE].includes(number % 65_536)];
  }
  return [!locale.includes(",") && !OWN_CALENDAR.test(locale), !["", "zh-cn"].includes(locale.toLowerCase())];
}
