// @ts-check
/* The fingerprint of a published record, and whether the page says what the record says. build_scripts/view/fingerprint.py tells the recipe. */

const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const TEXTS = ["index_number", "title", "summary", "publisher", "document_number", "feedback", "reason", "audience", "mode"];
const DAYS = ["document_on", "published_on", "notice_from", "notice_to", "takedown_on"];

/** @typedef {Record<string, string | number | boolean | null>} Stated */

/** Sixteen letters in groups of four. @param {Stated} record @returns {Promise<string>} */
export async function fingerprint(record) {
  const stated = Object.entries(record).filter(([name, value]) => !name.startsWith("_") && value !== null);
  const text = stated.map(([name, value]) => `${name}=${value}`).join("\n");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  let number = digest.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const signs = Array.from({ length: 16 }, () => {
    const sign = LETTERS[Number(number % 20n)];
    number /= 20n;
    return sign;
  });
  return signs.reverse().join("").replace(/(.{4})(?=.)/g, "$1 ");
}

/** Whether an article on the page shows the texts and days of the record, its history left aside. @param {Element} article @param {Stated} record */
export function shows(article, record) {
  const parts = [...article.children].filter((part) => !part.matches(".gk-events, .gk-paper, .gk-seal"));
  const title = article.querySelector(":scope > :is(h2, h3) > a")?.textContent;
  const summary = article.querySelector(".gk-summary")?.textContent;
  if (title !== record.title || plain(summary) !== plain(record.summary)) return false;
  const facts = [...article.querySelectorAll(".gk-facts dd")].map((each) => plain(each.textContent));
  const whole = parts.map((part) => plain(part.textContent)).join("\n");
  const said = TEXTS.every((name) => !record[name] || facts.includes(plain(record[name])) || whole.includes(plain(record[name])));
  return said && DAYS.every((name) => !record[name] || facts.some((fact) => tells(fact, String(record[name]))));
}

/** Whether a text tells a day (2018-03-12), its numbers one behind another as a date has them. @param {string} text @param {string} day */
function tells(text, day) {
  const [year, month, date] = day.split("-").map(Number);
  return new RegExp(`(^|\\D)${year}\\D${month}\\D${date}\\D`).test(text);
}

/** @param {unknown} text */
function plain(text) {
  return String(text ?? "").replace(/\s+/g, " ").trim();
}
