// @ts-check
/* Tables that can be put in another order: each head becomes a button. The table is complete without it. */

for (const table of document.querySelectorAll("table[data-gk-sort]")) if (table instanceof HTMLTableElement) start(table);

/** @param {HTMLTableElement} table */
function start(table) {
  const [body, heads] = [table.tBodies[0], [...(table.tHead?.rows[0].cells ?? [])]];
  const rows = [...body.rows];
  heads.forEach((head, place) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "gk-sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      body.append(...inOrder(rows, place, way));
    });
  });
}

/** The rows by one of their cells, those without a number last; the first column by the order in which they came. @param {HTMLTableRowElement[]} rows @param {number} place @param {number} way */
function inOrder(rows, place, way) {
  const measured = rows.map((row, order) => ({ row, value: place ? numberIn(row.cells[place].textContent ?? "") : order }));
  return measured.sort((one, other) => Number(Number.isNaN(one.value)) - Number(Number.isNaN(other.value)) || (one.value - other.value) * way || 0).map(({ row }) => row);
}

/** @param {string} text */
function numberIn(text) {
  return Number.parseFloat(text.replaceAll(",", ""));
}
