// @ts-check
/** An `.xlsx` workbook taken apart, so that every trap is seen as it stands (parse/xlsx.py). */

import { Asides, tell, tellingParts } from "./asides.mjs";
import { settings } from "./declaration.mjs";
import { GENERAL } from "./format_code.mjs";
import { VISIBLE, grid } from "./grid.mjs";
import { claimed, feed, namespaceOfSheets, nothing } from "./markup.mjs";
import { compare } from "./place.mjs";
import { cellAt } from "./reference.mjs";
import { Refused, damaged } from "./refused.mjs";
import { namesOutside } from "./xlsx_formulas.mjs";
import { links, refuseForeign, refuseLinked, workbookPart } from "./xlsx_parts.mjs";
import { SheetReader } from "./xlsx_sheet.mjs";
import { styleCodes } from "./xlsx_styles.mjs";
import { comments, sharedStrings } from "./xlsx_text.mjs";

/** @typedef {import("./archive.mjs").Archive} Archive */
/** @typedef {import("./xlsx_cell.mjs").Common} Common */
/** @typedef {import("./markup.mjs").Hearing} Hearing */
/** @typedef {{name: string, state: string, link: string}} Named */
/** @typedef {{sheets: Named[], names: [string, string][], since1904: boolean, stale: boolean}} Contents */
/** @typedef {import("./grid.mjs").Grid & {part: string}} PartGrid a grid and the part that it was read from */

const SHEETS = ["worksheet", "chartsheet", "dialogsheet"];
const STATES = [VISIBLE, "hidden", "veryHidden"];

/** The workbook in an archive. @param {Archive} archive @returns {{grids: PartGrid[], asides: string[]}} */
export function parseXlsx(archive) {
  refuseForeign(archive);
  archive.refuseNested();
  refuseLinked(archive);
  const part = workbookPart(archive);
  const contents = contentsOf(archive, part);
  const related = links(archive, part);
  const common = commonOf(archive, contents, related);
  common.asides.add(...contents.sheets.map(({ name }) => name));
  /** @type {PartGrid[]} */
  const grids = [];
  const read = new Set([...related.values()].filter(({ kind }) => kind === "sharedStrings").map(({ target }) => target));
  let room = settings.archive.most_cells;
  for (const named of contents.sheets) {
    const target = related.get(named.link);
    if (!target || target.outside) throw damaged(archive.members.get(part)?.entry.name ?? "");
    if (!SHEETS.includes(target.kind)) throw damaged(target.target);
    if (target.kind === "worksheet") {
      const made = gridOf(archive, common, named, target.target);
      grids.push(made);
      read.add(target.target);
      for (const line of made.cells.values()) room -= line.size;
    }
    if (room < 0) throw new Refused("E058", { most: String(settings.archive.most_cells) });
  }
  for (const name of tellingParts(archive.members.keys(), read).sort(compare)) tell(common.asides, archive.read(name), name);
  common.asides.add(...common.strings.filter((_, number) => !common.used.has(number)));
  return { grids, asides: [...common.asides.found] };
}

/** @param {Archive} archive @param {string} part @returns {Contents} */
function contentsOf(archive, part) {
  /** @type {Contents} */
  const found = { sheets: [], names: [], since1904: false, stale: false };
  let [said, named] = ["", ""];
  /** @type {Record<string, (element: Element) => void>} */
  const begins = {
    workbookPr: (element) => void (found.since1904 = claimed(element, "date1904")),
    calcPr: (element) => void (found.stale = claimed(element, "fullCalcOnLoad")),
    definedName: (element) => void (named = element.getAttribute("name") ?? ""),
    sheet: (element) => void found.sheets.push(sheetNamed(element, part)),
  };
  /** @type {Hearing} */
  const hearing = {
    start: (root) => {
      namespaceOfSheets(root, "workbook", part);
      hearing.start = (element) => {
        said = "";
        begins[element.localName]?.(element);
      };
      hearing.end = (element) => void (element.localName === "definedName" && found.names.push([named, said]));
      hearing.text = (text) => void (said += text);
    },
    end: nothing,
    text: nothing,
  };
  feed(archive.read(part), part, hearing);
  if (!found.sheets.length) throw damaged(part);
  return found;
}

/** @param {Element} element @param {string} part @returns {Named} */
function sheetNamed(element, part) {
  const state = element.getAttribute("state") ?? VISIBLE;
  const link = Array.from(element.attributes).find((each) => each.localName === "id" && (each.namespaceURI ?? "").endsWith("/relationships"));
  if (!STATES.includes(state)) throw damaged(part);
  return { name: element.getAttribute("name") ?? "", state, link: link?.value ?? "" };
}

/** @param {Archive} archive @param {Contents} contents @param {Map<string, import("./xlsx_parts.mjs").Link>} related @returns {Common} */
function commonOf(archive, contents, related) {
  const [shared, styled] = ["sharedStrings", "styles"].map((kind) => [...related.values()].filter((link) => link.kind === kind).map(only)[0]);
  const strings = shared ? sharedStrings(archive.read(shared), shared) : [];
  const codes = styled ? styleCodes(archive.read(styled), styled) : [GENERAL];
  const { since1904, stale, names } = contents;
  return { strings, used: new Set(), codes, since1904, stale, namesOutside: namesOutside(names), asides: new Asides() };
}

/** The one part of its kind; refused where there are more. @param {import("./xlsx_parts.mjs").Link} link @param {number} _ @param {{target: string}[]} all */
function only({ target }, _, all) {
  const other = all.find((each) => each.target !== all[0].target);
  if (other) throw damaged(other.target);
  return target;
}

/** @param {Archive} archive @param {Common} common @param {Named} named @param {string} part @returns {PartGrid} */
function gridOf(archive, common, { name, state }, part) {
  const reader = new SheetReader(common, part);
  reader.read(archive.read(part));
  const remarks = new Map();
  for (const link of links(archive, part).values()) {
    if (link.kind !== "comments" && link.kind !== "threadedComment") continue;
    for (const [reference, text] of comments(archive.read(link.target), link.target)) {
      const at = cellAt(reference).join(",");
      if (at === "0,0") throw damaged(link.target);
      remarks.set(at, remarks.has(at) ? `${remarks.get(at)}\n${text}` : text);
    }
  }
  common.asides.add(...remarks.values());
  const merged = [...reader.merged].sort((one, other) => one.map((number, at) => number - other[at]).find(Boolean) ?? 0);
  const beside = { state, merged, hiddenRows: reader.hiddenRows(), hiddenColumns: reader.hiddenColumns(), comments: remarks, part };
  return { ...grid(name, reader.rows.found), ...beside };
}
