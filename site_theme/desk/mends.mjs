// @ts-check
/** What a finding offers to write instead, and how sure that is. */

import { plainlyShown } from "./sentences.mjs";

/** @typedef {import("./place.mjs").Finding} Finding */
/** @typedef {import("./submission.mjs").Sheet} Sheet */
/** @typedef {{sheet: string, row: number, column: number, before: string, after: string, sure: boolean}} Edit one cell of the file, as it was and as it is to be */

const SURE = new Set(["E102", "E106", "E107"]);
const LIKELY = new Set(["E103", "E111"]);
const NEAREST = new Set(["E011", "E201"]);

/** The edit that mends a finding; null where only a person knows. @param {Finding} told @param {Sheet[]} sheets @returns {Edit | null} */
export function mendOf(told, sheets) {
  const { code, place, facts } = told;
  const after = SURE.has(code) || LIKELY.has(code) ? facts.mend : NEAREST.has(code) ? facts.nearest : "";
  const named = sheets.filter(({ grid }) => grid.name === place.sheet);
  if (!after || !place.cell || named.length !== 1 || !plainlyShown(after)) return null;
  const [row, column] = place.cell;
  const cell = named[0].grid.cells.get(row)?.get(column);
  if (!cell || cell.formula || cell.text === after) return null;
  if (code === "E201" && facts.found.includes(" ")) return null; // one code of several
  return { sheet: place.sheet, row, column, before: cell.text, after, sure: SURE.has(code) };
}
