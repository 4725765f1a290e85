// @ts-check
/** A file chosen, or dropped anywhere on the page. */

/** @param {HTMLElement} zone @param {HTMLInputElement} input @param {(file: string, data: Uint8Array) => void} open */
export function hearFiles(zone, input, open) {
  const read = async (/** @type {File | undefined} */ file) => {
    if (file) open(file.name, new Uint8Array(await file.arrayBuffer()));
  };
  input.addEventListener("change", () => {
    read(input.files?.[0]);
    input.value = ""; // so that the same file can be chosen again after it was changed
  });
  for (const type of ["dragenter", "dragover"]) {
    document.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add("desk-over-zone");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("desk-over-zone");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("desk-over-zone");
    read(event.dataTransfer?.files[0]);
  });
}
