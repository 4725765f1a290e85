// @ts-check
/** What the reader takes along: the corrected file, the list of findings. */

import { make, say } from "./dom.mjs";

/** Hand the corrected file to the browser's downloads. @param {import("./desk.mjs").Desk} desk */
export function saved(desk) {
  const cut = desk.file.lastIndexOf(".");
  const name = say("saved_name", { name: desk.file.slice(0, cut) }) + desk.file.slice(cut);
  const address = URL.createObjectURL(new Blob([desk.corrected()], { type: "application/octet-stream" }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Put lines on the clipboard, in the way of older browsers where there is no other. @param {string[]} lines */
export async function copied(lines) {
  const text = lines.join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { class: "desk-unseen" }));
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
