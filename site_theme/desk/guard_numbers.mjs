// @ts-check
/** Numbers that are somebody's: identity cards, residence permits, mobiles, bank cards (guard/numbers.py). */

import { isDay } from "./column.mjs";
import { settings } from "./declaration.mjs";
import { attached } from "./guard_digits.mjs";
import { pattern, signsAfter, signsBefore, squeezed, wholePattern } from "./guard_signs.mjs";

/** @typedef {import("./guard_digits.mjs").DigitRun} DigitRun */

const guard = settings.guard;
const [PROVINCES, REGISTERS, MONEY] = ["provinces", "registers", "money"].map((name) => pattern(`numbers.${name}`, "y"));
const [MOBILE, CARD] = ["numbers.mobile", "numbers.card"].map(wholePattern);
const OWN_CARD = pattern("numbers.own_card", "y");
const [IDENTITY, BANK, CALL] = ["identity", "bank", "call"].map((name) => pattern(`numbers.${name}`));
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = "10X98765432";
const DIGITS = /^[0-9]+$/;
const IDENTITY_CUTS = new Set(guard.identity_cuts.map(String));
const MOBILE_CUTS = new Set([String(guard.mobile_cut)]);
const OLD_CUTS = new Set(["6,6,3"]);

/** What stands near a place, in small letters and without blanks: 300 signs before it, 100 after it. @param {string} text @param {number} start @param {number} end */
export function around(text, start, end) {
  return squeezed(signsBefore(text, start, 300) + signsAfter(text, end, 100)).toLowerCase();
}

/** Whether a sticky pattern matches at a place. @param {RegExp} sticky @param {string} text @param {number} [at] */
function matchesAt(sticky, text, at = 0) {
  sticky.lastIndex = at;
  return sticky.test(text);
}

/** Which sort of identifier the number is in this plain text; empty where it is none. @param {DigitRun} number @param {string} text */
export function sortOf(number, text) {
  switch (number.digits.length) {
    case 11:
    case 12:
    case 13:
      return mobile(number, text);
    case 15:
      return oldIdentity(number, text) || mobile(number, text) || card(number, text);
    case 18:
      return identity(number) || card(number, text);
    case 16:
    case 17:
    case 19:
      return card(number, text);
    default:
      return "";
  }
}

/** 18 places with a region and a date of birth; see guard/numbers.py for when the check character decides. @param {DigitRun} number */
function identity(number) {
  const { digits } = number;
  const year = digits.slice(6, 10);
  if (!DIGITS.test(digits.slice(0, 17)) || year < "1900" || year > "2029" || !isDate(digits.slice(6, 14))) return "";
  const checked = digits[17] === identityCheck(digits);
  const known = IDENTITY_CUTS.has(String(number.lengths));
  if (number.listed(IDENTITY_CUTS)) return "";
  if (!checked && (isCreditCode(digits) || !(number.even || known))) return "";
  if (guard.residents.includes(digits.slice(0, 6))) return "residence";
  if (digits[0] === "9") return checked && matchesAt(PROVINCES, digits, 1) ? "permit" : "";
  return matchesAt(PROVINCES, digits) && digits[0] !== "8" ? "identity" : "";
}

/** The check character over the first 17 digits. @param {string} digits */
function identityCheck(digits) {
  return CHECKS[WEIGHTS.reduce((sum, weight, at) => sum + Number(digits[at]) * weight, 0) % 11];
}

/** Whether 18 signs are a unified social credit code by register, province and check. @param {string} signs */
function isCreditCode(signs) {
  if (!matchesAt(REGISTERS, signs) || !matchesAt(PROVINCES, signs, 2)) return false;
  let [sum, weight] = [0, 1];
  for (let at = 0; at < 17; at++) {
    sum += guard.credit_signs.indexOf(signs[at]) * weight;
    weight = (weight * 3) % 31;
  }
  return (sum + guard.credit_signs.indexOf(signs[17])) % 31 === 0;
}

/** 15 digits of before 1999, beside a word that speaks of it. @param {DigitRun} number @param {string} text */
function oldIdentity(number, text) {
  const { digits } = number;
  const plausible = DIGITS.test(digits) && matchesAt(PROVINCES, digits) && isDate(`19${digits.slice(6, 12)}`);
  if (!plausible || !number.even || number.listed(OLD_CUTS)) return "";
  return IDENTITY.test(around(text, number.start, number.end)) ? "identity" : "";
}

/** 11 digits beginning 13-19, with 86 or 0 before them or without, cut as people cut them. @param {DigitRun} number @param {string} text */
function mobile(number, text) {
  const match = MOBILE.exec(number.digits.replace(/X$/, ""));
  if (!match || !cutAsMobile(number.without((match[1] ?? "").length))) return "";
  if (attached(number, text).some((signs) => /[0-9]/.test(signs))) return "";
  if (number.whole && matchesAt(MONEY, text, number.end) && !CALL.test(squeezed(signsBefore(text, number.start, 10)))) return "";
  return "mobile";
}

/** @param {DigitRun} number */
function cutAsMobile(number) {
  const { lengths, gaps } = number;
  if (number.whole || (MOBILE_CUTS.has(String(lengths)) && !number.hard)) return true;
  if (number.listed(MOBILE_CUTS) || !number.even) return false;
  if (number.hard || number.single) return true;
  return number.bounded && (number.regular || Math.min(...lengths) >= 3 || (lengths.length === 2 && gaps.has("\n")));
}

/** 15 to 19 digits of a card's beginning that pass Luhn's test, beside a word that speaks of accounts or cut as printed on a card. @param {DigitRun} number @param {string} text */
function card(number, text) {
  const { digits } = number;
  if (!DIGITS.test(digits) || !CARD.test(digits) || !number.even || number.listed(new Set()) || !luhn(digits)) return "";
  const printed = number.fours && !number.whole && !number.hard && matchesAt(OWN_CARD, digits);
  return printed || BANK.test(around(text, number.start, number.end)) ? "bank" : "";
}

/** Whether eight digits are a day of the calendar. @param {string} digits */
function isDate(digits) {
  return isDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}

/** @param {string} digits */
function luhn(digits) {
  const doubled = Array.from(digits).reverse().map((digit, place) => Number(digit) * (1 + (place % 2)));
  return doubled.reduce((sum, number) => sum + Math.floor(number / 10) + (number % 10), 0) % 10 === 0;
}
