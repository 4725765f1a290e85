// @ts-check
/** The form in which texts are indexed and compared: the same in build_scripts/find/text.py, sign by sign. */

const BLANKS = "\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f\\u2060\\u3000\\ufeff";
const BLANK = new RegExp(`[${BLANKS}]+`, "g");
const LARGE = /[A-Z]/g;

/** A short code as it may be typed from a sheet, without its strokes. */
const SHORT_CODE = /^\s*([B-DF-HJ-NP-TV-XZ]{4})([B-DF-HJ-NP-TV-XZ]{4})([B-DF-HJ-NP-TV-XZ]{4})\s*$/i;

/** Signs between these are compared as they are; to say so costs less than to ask. */
const [FIRST, LAST] = ["\u4e00", "\u9fff"];

/** @type {Map<string, string>} */
const images = new Map();

/** What one sign is compared as: maybe nothing, maybe several signs. @param {string} sign */
export function signOf(sign) {
  if (sign >= FIRST && sign <= LAST && sign.length === 1) return sign;
  let image = images.get(sign);
  if (image === undefined) {
    image = sign.normalize("NFKC").replace(BLANK, "").replace(LARGE, (letter) => letter.toLowerCase());
    images.set(sign, image);
  }
  return image;
}

/** @param {string} text */
export function plain(text) {
  let found = "";
  for (const sign of text) found += signOf(sign);
  return found;
}

/**
 * The words of a query. A single sign cannot be looked up, so it is read together with the word before it, or after it where there is
 * none; as blanks count for nothing, whatever was copied out of a text is found in it.
 * @param {string} query
 */
export function wordsOf(query) {
  /** @type {string[]} */
  const words = [];
  let held = "";
  for (const piece of query.replace(SHORT_CODE, "$1-$2-$3").split(BLANK).map(plain)) {
    const word = held + piece;
    held = "";
    if (Array.from(word).length > 1 && (Array.from(piece).length > 1 || !words.length)) words.push(word);
    else if (words.length) words[words.length - 1] += word;
    else held = word;
  }
  return [...new Set(words)];
}

/** From here on, two digits count as one sign, as in build_scripts/find/postings.py. */
const DIGITS = 0x110000;
const [NOUGHT, NINE] = [0x30, 0x39];

/** @param {number | undefined} point */
function isDigit(point) {
  return point !== undefined && point >= NOUGHT && point <= NINE;
}

/** What stands side by side in a word, each once: two signs, or, where three digits follow each other, one and two. @param {string} word */
export function pairsOf(word) {
  const points = Array.from(word, (sign) => Number(sign.codePointAt(0)));
  const pairs = points.slice(1).flatMap((second, place) => {
    const [before, first, third] = [points[place - 1], points[place], points[place + 2]];
    if (!isDigit(first) || !isDigit(second)) return [[first, second]];
    if (isDigit(third)) return [[first, DIGITS + (second - NOUGHT) * 10 + third - NOUGHT]];
    return isDigit(before) ? [] : [[first, second]];
  });
  return [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
}
