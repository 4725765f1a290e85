// @ts-check
/** The page: a file is laid on it, checked, mended and taken away again. Nothing leaves the computer. */

import { adviceList } from "./advice_list.mjs";
import { changes } from "./changes.mjs";
import { Desk } from "./desk.mjs";
import { byId, grouped, make, say } from "./dom.mjs";
import { hearFiles } from "./drop.mjs";
import { mapOf } from "./map.mjs";
import { proofs } from "./proofs.mjs";
import { isError } from "./place.mjs";
import { previews } from "./preview.mjs";
import { line, shown } from "./sentences.mjs";
import { copied, saved } from "./take_away.mjs";
import { isLocked, isOld } from "./workbook.mjs";

const FIGURES = /** @type {const} */ (["read", "published", "withheld", "rejected"]);
/** @type {Desk | null} */
let desk = null;

/** @param {string} file @param {Uint8Array} data */
function open(file, data) {
  const other = isOld(data) && !isLocked(data) ? "old_workbook" : /\.(?:csv|xlsx)$/i.test(file) ? "" : "other_type";
  desk = null;
  byId("desk-result").hidden = true;
  if (other) return announce(say(other, { file: shown(file) }));
  announce(say("reading", { file: shown(file) }));
  setTimeout(() => {
    try {
      desk = new Desk(file, data);
    } catch (fault) {
      announce(say("failed", { file: shown(file) }));
      throw fault;
    }
    byId("desk-drop").classList.add("desk-drop-small");
    byId("desk-about").removeAttribute("open");
    show();
    byId("desk-result").focus({ preventScroll: true });
    byId("desk-result").scrollIntoView();
  });
}

/** @param {string} told */
function announce(told) {
  byId("desk-status").textContent = told;
}

/** Put what is known of the file on the page. */
function show() {
  if (!desk) return;
  const { checked, sure, edits } = desk;
  const errors = checked.findings.filter(isError).length;
  const facts = { file: shown(desk.file), errors, others: checked.findings.length - errors };
  announce(say(checked.findings.length ? "done" : checked.counts.read ? "done_clean" : "done_empty", facts));
  byId("desk-file").textContent = shown(desk.file);
  byId("desk-figures").replaceChildren(...FIGURES.map((name) => figure(name, checked.counts[name])));
  const { untouched } = checked.counts;
  byId("desk-untouched").textContent = untouched ? say("untouched", { count: untouched }) : "";
  byId("desk-findings").replaceChildren(adviceList(desk, adopt));
  byId("desk-changes").replaceChildren(...changes([...edits.values()]));
  byId("desk-previews").replaceChildren(...previews(desk));
  const map = mapOf(checked.rows);
  byId("desk-map").replaceChildren(...(map ? [map] : []));
  enabled("desk-adopt", sure.length, say(sure.length ? "adopt_all" : "adopt_none", { count: sure.length }));
  enabled("desk-reset", edits.size, say("reset"));
  enabled("desk-save", edits.size, say("save"));
  enabled("desk-copy", checked.findings.length, say("copy"));
  byId("desk-result").hidden = false;
}

/** @param {string} id @param {number} count @param {string} label */
function enabled(id, count, label) {
  const found = /** @type {HTMLButtonElement} */ (byId(id));
  found.disabled = !count;
  found.textContent = label;
}

/** @param {typeof FIGURES[number]} name @param {number} count */
function figure(name, count) {
  const marked = name !== "read" && count ? ` desk-figure-${name}` : "";
  return make("div", { class: `desk-figure${marked}` }, make("dt", { text: say(`count_${name}`) }), make("dd", { text: grouped(count) }));
}

/** Write mends into the file; the focus stays where the next one is. @param {import("./mends.mjs").Edit[]} edits */
function adopt(edits) {
  const buttons = () => Array.from(document.querySelectorAll("#desk-findings .desk-mend"));
  const at = buttons().indexOf(/** @type {Element} */ (document.activeElement));
  desk?.adopt(edits);
  show();
  const left = buttons();
  const next = /** @type {HTMLElement | undefined} */ (left[Math.min(at, left.length - 1)]);
  (next ?? byId("desk-findings-title")).focus();
}

/** @param {string} id @param {() => void} act */
function onClick(id, act) {
  byId(id).addEventListener("click", act);
}

byId("desk-unable").hidden = true;
byId("desk").hidden = false;
hearFiles(byId("desk-drop"), /** @type {HTMLInputElement} */ (byId("desk-input")), open);
onClick("desk-adopt", () => adopt(desk?.sure ?? []));
onClick("desk-reset", () => {
  desk?.reset();
  show();
});
onClick("desk-save", () => desk && saved(desk));
onClick("desk-copy", () => desk && copied(desk.checked.findings.map(line)).then(() => announce(say("copied"))));
onClick("desk-print", () => window.print());
window.addEventListener("beforeprint", () => {
  document.querySelector(/** @type {"button"} */ (".desk-more"))?.click();
  document.querySelector(".desk-changes")?.setAttribute("open", "");
});
proofs();
