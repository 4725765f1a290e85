// @ts-check
/** What a number says under its format: itself, a percentage, a day; or a trap, where what is shown is not what is held (parse/shown.py). */

import { sections } from "./format_code.mjs";
import { TRAP, cell } from "./grid.mjs";
import { DIGITS, shifted, wholeDigits } from "./numbers.mjs";

/** @typedef {import("./format_code.mjs").Section} Section */
/** @typedef {import("./grid.mjs").Cell} Cell */

const NUMBER = /^([-+($]*)(%?)(G|@|[0#?]+\/[0#?1-9]+|[0#?,]*\.?[0#?]*(?:E[0#?]+)?)(%?)([)$]*)$/;
const SCALING = /^,|,(?![0#?])/;
const BARE = /^(?:G|@|[#?]*0*)$/;
const TESTS = /** @type {Record<string, (one: number, other: number) => boolean>} */ ({
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "=": (one, other) => one === other,
  "<>": (one, other) => one !== other,
});
const KNOWN = /** @type {Record<string, number>} */ ({ ymd: 10, ym: 7, y: 4 });
const [SINCE_1900, SINCE_1904, SINCE_1970, LAST] = [693_594, 695_056, 719_163, 3_652_059]; // as days since the year 1, 9999-12-31 the last
const LEAP = 60; // 29 February 1900, which never was
const DAY_LONG = 86_400_000;

/** What a plain number says under a format code. @param {string} number @param {string} code @param {boolean} since1904 @returns {Cell} */
export function numberCell(number, code, since1904) {
  if (wholeDigits(number) > DIGITS) return cell(number, TRAP, "E055", { found: number });
  const section = sectionFor(code, number);
  if (!section) return otherwiseShown(number, code);
  if (section.letters.length) return dayCell(number, code, daysShown(section), since1904);
  const sort = sortOf(formOf(section), number);
  if (!sort) return otherwiseShown(number, code);
  return sort === "percent" ? cell(`${shifted(number, 2)}%`, sort) : cell(number, sort);
}

/** The trap of a value that its format shows otherwise than it is, or not at all. @param {string} text @param {string} code */
export function otherwiseShown(text, code) {
  return cell(text, TRAP, "E056", { found: text, format: code, zeros: "" });
}

/** Whether a format shows text as it is. @param {string} code */
export function showsText(code) {
  const found = sections(code);
  const last = found[found.length - 1];
  if (found.length < 4 && !last.skeleton.includes("@")) return true;
  return ["@", "G"].includes(last.skeleton) && !last.letters.length;
}

/** The sections for numbers: three at most, without a last one for text. @param {Section[]} found */
function numeric(found) {
  const text = found.length > 1 && found.length < 4 && found[found.length - 1].skeleton.includes("@");
  return text ? found.slice(0, -1) : found.slice(0, 3);
}

/** The section under which a plain number is shown; null where there is none, and the cell is filled with signs. @param {string} code @param {string} number */
function sectionFor(code, number) {
  const kept = numeric(sections(code));
  if (kept.some(({ test }) => test[0])) return applying(kept, Number(number));
  const found = applying(kept, number.startsWith("-") ? -1 : number === "0" ? 0 : 1);
  const own = number.startsWith("-") && found !== null && found !== kept[0]; // it shows no sign but its own
  return own && !formOf(/** @type {Section} */ (found)).tellsMinus ? null : found;
}

/** @param {Section[]} kept @param {number} value */
function applying(kept, value) {
  return kept.find((section, number) => holdsFor(section, number, kept.length, value)) ?? null;
}

/** @param {Section} section @param {number} number @param {number} count @param {number} value */
function holdsFor({ test: [sign, bound] }, number, count, value) {
  if (sign) return sign in TESTS && TESTS[sign](value, bound);
  if (number === count - 1) return true;
  if (number === 0) return count === 2 ? value >= 0 : value > 0;
  return value < 0;
}

/** How a section without letters shows numbers; see `Form` in parse/shown.py. @param {Section} section */
function formOf({ skeleton, coloured }) {
  const match = NUMBER.exec(skeleton);
  const [before, core] = match ? [match[1], match[3]] : ["", ""];
  const percent = Boolean(match && (match[2] || match[4]));
  const scaled = !match || SCALING.test(core) || (match[2] && match[4]);
  const dash = skeleton === "-";
  const minus = /[-(]/.test(before);
  return {
    sort: scaled || !(dash || /[0#?G@]/.test(core)) ? "" : percent ? "percent" : "number",
    bare: Boolean(match && !match[5] && (before === "" || before === "-") && BARE.test(core)),
    zeros: /[/E]/.test(core) ? 0 : core.split(".")[0].split("0").length - 1,
    showsZero: /[0G@-]/.test(before + core),
    onlyZero: dash,
    minus,
    plus: before.includes("+"),
    tellsMinus: coloured || minus,
  };
}

/** The sort of a number; the empty text where what is shown is another value, or none. @param {ReturnType<typeof formOf>} form @param {string} number */
function sortOf(form, number) {
  if (number === "0") {
    if (!form.showsZero || form.zeros > 1) return "";
    return form.bare && !form.minus && form.sort === "number" ? "integer" : form.sort;
  }
  if (form.onlyZero || (number.startsWith("-") ? form.plus : form.minus)) return "";
  if (form.zeros > 1 && form.zeros > wholeDigits(form.sort === "percent" ? shifted(number, 2) : number)) return "";
  return form.bare && form.sort === "number" && !number.includes(".") ? "integer" : form.sort;
}

/** How far a date section shows the day. @param {Section} section */
function daysShown(section) {
  if (!section.gregorian || /[0-9#?G@%Ed]/.test(section.skeleton)) return "";
  const shows = section.letters.map((run) => part(run, section.eras)).join("");
  const kept = Array.from("ymd").filter((letter) => shows.includes(letter)).join("") + (shows.includes("?") ? "?" : "");
  return kept in KNOWN ? kept : "";
}

/** Which part of a date a run of letters shows; `?` for what leaves the date open. @param {string} run @param {boolean} eras */
function part(run, eras) {
  const [letter, length] = [run[0], run.length];
  if ((letter === "y" && length > 2) || (letter === "e" && !eras)) return "y";
  if ((letter === "m" && length < 5) || (letter === "d" && length < 3)) return letter;
  return "da".includes(letter) && (length === 3 || length === 4) ? "" : "?";
}

/** @param {string} number @param {string} code @param {string} shows @param {boolean} since1904 */
function dayCell(number, code, shows, since1904) {
  const day = calendarDay(number, since1904);
  const whole = !number.includes(".");
  if (!shows || !day || (shows === "ymd" && !whole)) return cell(number, TRAP, "E057", { found: day && whole ? day : number, format: code });
  return cell(day.slice(0, KNOWN[shows]), "date");
}

/** The day of a serial number, ISO; the empty text where there is none. @param {string} number @param {boolean} since1904 */
function calendarDay(number, since1904) {
  if (number.startsWith("-")) return "";
  const serial = Number(number.split(".")[0]);
  if (!since1904 && (serial === 0 || serial === LEAP)) return "";
  const ordinal = serial + (since1904 ? SINCE_1904 : SINCE_1900 + (serial < LEAP ? 1 : 0));
  return ordinal <= LAST ? new Date((ordinal - SINCE_1970) * DAY_LONG).toISOString().slice(0, 10) : "";
}

/** The serial number of an ISO day; null where the system does not reach back to it. @param {string} day @param {boolean} since1904 */
export function serialNumber(day, since1904) {
  const ordinal = Date.parse(`${day}T00:00:00Z`) / DAY_LONG + SINCE_1970;
  let serial = ordinal - (since1904 ? SINCE_1904 : SINCE_1900);
  if (!since1904 && serial <= LEAP) serial -= 1;
  return serial >= (since1904 ? 0 : 1) ? serial : null;
}
