// @ts-check
/** The parts of a workbook and how they refer to each other (parse/xlsx_parts.py). */

import { elements } from "./markup.mjs";
import { Refused, damaged } from "./refused.mjs";

/** @typedef {import("./archive.mjs").Archive} Archive */
/** @typedef {{kind: string, target: string, outside: boolean}} Link the last word of its type, the part's name (outside: its address) */

const MACROS = /(?:^|\/)vbaproject[\p{L}\p{N}_]*\.bin$|^xl\/(?:macrosheets|intlmacrosheets)\//u;
const OBJECTS = /^xl\/(?:media|embeddings|activex|model)\//;
const PLAIN = /\.(?:xml|rels|vml)$|^xl\/printersettings\/|^xl\/customproperty[0-9]*\.bin$|^docprops\/thumbnail\./;
const REFUSED_LINKS = new Map([
  ...["vbaProject", "xlMacrosheet", "xlIntlMacrosheet"].map((kind) => /** @type {[string, string]} */ ([kind, "E042"])),
  ...["image", "oleObject", "package", "control", "video", "audio"].map((kind) => /** @type {[string, string]} */ ([kind, "E043"])),
]);
const OTHERS = { "word/": "Word", "ppt/": "PowerPoint", "xl/workbook.bin": ".xlsb", "content.xml": ".ods" };

/** Refuse what is no workbook (E040), has macros (E042), or holds pictures, objects or anything else that is no text (E043). @param {Archive} archive */
export function refuseForeign({ members }) {
  const names = [...members.keys()];
  for (const [start, found] of Object.entries(OTHERS)) if (names.some((name) => name.startsWith(start))) throw new Refused("E040", { found });
  if (!members.has("[content_types].xml") || !members.has("_rels/.rels")) throw new Refused("E040", { found: "ZIP" });
  for (const [name, { entry }] of members) if (MACROS.test(name)) throw new Refused("E042", { part: entry.name });
  for (const [name, { entry }] of members) if (OBJECTS.test(name) || !PLAIN.test(name)) throw new Refused("E043", { part: entry.name });
}

/** Refuse a workbook one of whose parts leads to macros (E042), pictures or objects (E043), wherever they lie. @param {Archive} archive */
export function refuseLinked(archive) {
  for (const [name, { entry }] of archive.members) {
    if (!name.endsWith(".rels") || name === "_rels/.rels") continue;
    elements(archive.read(name), entry.name, (element) => {
      const code = REFUSED_LINKS.get(lastWord(element.getAttribute("Type")));
      if (element.localName === "Relationship" && code) throw new Refused(code, { part: element.getAttribute("Target") ?? "" });
    });
  }
}

/** @param {string | null} type */
function lastWord(type) {
  return (type ?? "").split("/").pop() ?? "";
}

/** The links of a part (the empty text for the package) by their id. @param {Archive} archive @param {string} part @returns {Map<string, Link>} */
export function links(archive, part) {
  const cut = part.lastIndexOf("/");
  const [folder, name] = [part.slice(0, Math.max(cut, 0)), part.slice(cut + 1)];
  const relations = part ? `${folder}/_rels/${name}.rels`.replace(/^\/+/, "") : "_rels/.rels";
  const found = new Map();
  if (!archive.members.has(relations)) return found;
  elements(archive.read(relations), relations, (element) => {
    if (element.localName === "Relationship") found.set(element.getAttribute("Id") ?? "", link(folder, element));
  });
  return found;
}

/** @param {string} folder @param {Element} element @returns {Link} */
function link(folder, element) {
  const kind = lastWord(element.getAttribute("Type"));
  const target = element.getAttribute("Target") ?? "";
  if (element.getAttribute("TargetMode") === "External") return { kind, target, outside: true };
  const path = unquoted(target.split("#")[0]);
  return { kind, target: settled(path.startsWith("/") ? path : `${folder}/${path}`).toLowerCase(), outside: false };
}

/** @param {string} text */
function unquoted(text) {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.match(/[0-9A-Fa-f]{2}/g) ?? [], (digits) => parseInt(digits, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  });
}

/** A path from the root without its `.` and `..`. @param {string} path */
function settled(path) {
  /** @type {string[]} */
  const kept = [];
  for (const step of path.split("/")) {
    if (step === "..") kept.pop();
    else if (step && step !== ".") kept.push(step);
  }
  return kept.join("/");
}

/** The name of the part that is the workbook; refused where there is none or it is one with macros. @param {Archive} archive */
export function workbookPart(archive) {
  const found = [...links(archive, "").values()].find(({ kind, outside }) => kind === "officeDocument" && !outside);
  if (!found) throw damaged("_rels/.rels");
  elements(archive.read("[content_types].xml"), "[Content_Types].xml", (element) => {
    const named = (element.getAttribute("PartName") ?? "").toLowerCase().replace(/^\/+/, "");
    if (element.localName !== "Override" || named !== found.target) return;
    const type = (element.getAttribute("ContentType") ?? "").toLowerCase();
    if (type.includes("macroenabled")) throw new Refused("E042", { part: archive.members.get(named)?.entry.name ?? named });
    if (!type.includes("spreadsheetml")) throw new Refused("E040", { found: "ZIP" });
  });
  return found.target;
}
