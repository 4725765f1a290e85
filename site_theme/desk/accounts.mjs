// @ts-check
/** Account tables: where they may stand, whether their totals are the sums of their lines; figures that this site computes (merge/accounts.py). */

import { settings } from "./declaration.mjs";

/** @typedef {import("./stack.mjs").Stack} Stack */
/** @typedef {import("./across.mjs").Item} Item */

const AMOUNTS = ["budget_yuan", "actual_yuan"];
const SLACK = 0.005; // half a fen

/** Stop account lines of items that have none (E211), and whole tables of which a total is not the sum of its side (E210). @param {Stack} stack @param {Map<string, string>} items by disclosure @param {Map<string, Item>} catalogue */
export function checkAccounts(stack, items, catalogue) {
  const allowed = [...catalogue.values()].filter(({ accounts }) => accounts).map(({ name }) => name);
  for (const row of stack.rows) {
    const item = catalogue.get(items.get(String(row.values.disclosure)) ?? "");
    if (item?.accounts) continue;
    stack.tell("E211", row, "disclosure", { item: item?.name ?? "", allowed: allowed.join("\u3001") });
    stack.stop(row, "E211");
  }
  checkTotals(stack);
}

/** @param {Stack} stack */
function checkTotals(stack) {
  const { rows } = stack;
  const spoilt = new Set();
  for (const amount of AMOUNTS) {
    const title = String(stack.kind.fields.find((field) => field.name === amount)?.title);
    const given = rows.filter((row) => row.values[amount] !== null);
    const sums = sumsOf(given.filter((row) => row.values.total !== settings.held.yes), amount);
    for (const row of given.filter((each) => each.values.total === settings.held.yes)) {
      const [summed, stated] = [sums.get(sideOf(row))?.sum, Number(row.values[amount])];
      if (summed === undefined || !(Math.abs(summed - stated) > SLACK)) continue;
      stack.tell("E210", row, amount, { side: String(row.values.side), found: money(stated), summed: money(summed), title });
      spoilt.add(row.values.disclosure);
    }
  }
  for (const row of rows) if (spoilt.has(row.values.disclosure)) stack.stop(row, "E210");
}

/** @param {import("./table.mjs").Row} row */
function sideOf(row) {
  return JSON.stringify([row.values.disclosure, row.values.side]);
}

/** The sums by disclosure and side, what is lost in each addition carried on to the next. @param {import("./table.mjs").Row[]} rows @param {string} amount */
function sumsOf(rows, amount) {
  /** @type {Map<string, {sum: number, lost: number}>} */
  const found = new Map();
  for (const row of rows) {
    const { sum, lost } = found.get(sideOf(row)) ?? { sum: 0, lost: 0 };
    const added = Number(row.values[amount]) - lost;
    found.set(sideOf(row), { sum: sum + added, lost: sum + added - sum - added });
  }
  return found;
}

/** To the fen, thousands apart; halves to the even fen. @param {number} amount */
function money(amount) {
  const size = Math.abs(amount);
  const near = size.toFixed(2);
  const even = (size * 8) % 2 === 1 && Number(near.slice(-1)) % 2 === 1 ? (Math.floor(size * 100) / 100).toFixed(2) : near;
  return (amount < 0 ? "-" : "") + even.replace(/\B(?=(?:[0-9]{3})+\.)/g, ",");
}

/** Stop figures that were reported of what this site computes (E213). @param {Stack} stack @param {Map<string, string>} computed names by code */
export function checkComputed(stack, computed) {
  for (const row of stack.rows) {
    const item = computed.get(String(row.values.indicator));
    if (item === undefined) continue;
    stack.tell("E213", row, "indicator", { item });
    stack.stop(row, "E213");
  }
}
