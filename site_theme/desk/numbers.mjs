// @ts-check
/** Numbers as spreadsheets keep them, written plainly; digits are moved as text, never computed (parse/numbers.py). */

export const DIGITS = 15;
const SMALLEST = -330;
const NUMBER = /^([+-]?)([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,4}))?$/;

/** The number in plain decimal notation, rounded half up to 15 significant digits; null where the text is none. @param {string} text */
export function plainNumber(text) {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const [whole, rest = ""] = match[2].split(".");
  let kept = (whole + rest).replace(/^0+/, "");
  let point = kept.length - rest.length + Number(match[3] ?? "0");
  if (kept.length > DIGITS) {
    const rounded = String(Number(kept.slice(0, DIGITS)) + (kept[DIGITS] >= "5" ? 1 : 0));
    point += rounded.length - DIGITS;
    kept = rounded;
  }
  kept = kept.replace(/0+$/, "");
  if (!kept || point < SMALLEST) return "0";
  return (match[1] === "-" ? "-" : "") + placed(kept, point);
}

/** A plain number with its point moved to the right. @param {string} number @param {number} places */
export function shifted(number, places) {
  const sign = number.startsWith("-") ? "-" : "";
  const [whole, rest = ""] = number.slice(sign.length).split(".");
  const kept = (whole + rest).replace(/^0+/, "");
  return kept ? sign + placed(kept.replace(/0+$/, ""), kept.length - rest.length + places) : "0";
}

/** The whole number that a text of at most nine figures says; -1 where it is anything else. @param {string} text */
export function wholeNumber(text) {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : -1;
}

/** How many digits stand before the point of a plain number. @param {string} number */
export function wholeDigits(number) {
  return number.replace("-", "").split(".")[0].length;
}

/** @param {string} kept @param {number} point */
function placed(kept, point) {
  if (point <= 0) return `0.${"0".repeat(-point)}${kept}`;
  if (point >= kept.length) return kept + "0".repeat(point - kept.length);
  return `${kept.slice(0, point)}.${kept.slice(point)}`;
}
