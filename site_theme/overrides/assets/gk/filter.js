// @ts-check
/* The filter of a list page: reads one index, shows what matches. The page is complete without it. */

const SHOWN = 200;

/** @typedef {{columns: string[], rows: (string | number)[][]}} Index */

for (const form of document.querySelectorAll("form[data-gk-filter]")) {
  if (form instanceof HTMLFormElement) start(form);
}

/** @param {HTMLFormElement} form */
function start(form) {
  /** @type {Promise<Index> | undefined} */
  let loading;
  const read = () => (loading ??= load(String(form.dataset.gkFilter)));
  const run = () => show(form, read);
  form.hidden = false;
  form.addEventListener("input", run);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(run));
  restore(form);
  if (location.search) run();
}

/** @param {string} path @returns {Promise<Index>} */
async function load(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** Take the choices from the address, so that a filtered list can be shared and survives a reload. @param {HTMLFormElement} form */
function restore(form) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

/** @param {HTMLFormElement} form @param {() => Promise<Index>} read */
async function show(form, read) {
  const wanted = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
  const address = new URLSearchParams(wanted).toString();
  history.replaceState(null, "", address ? `?${address}` : location.pathname);
  const status = form.querySelector("[data-gk-status]");
  const list = document.querySelector("[data-gk-results]");
  if (!status || !list) return;
  try {
    const { columns, rows } = await read();
    const now = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
    if (String(now) !== String(wanted)) return;
    const found = rows.filter((row) => wanted.every(([name, value]) => matches(row, columns, name, value)));
    list.replaceChildren(...found.slice(0, SHOWN).map((row) => line(row, columns, String(form.dataset.chip))));
    status.textContent = told(form, found.length);
    for (const before of document.querySelectorAll("[data-gk-before]")) before.toggleAttribute("hidden", true);
  } catch {
    status.textContent = String(form.dataset.failed);
  }
}

/** @param {(string | number)[]} row @param {string[]} columns @param {string} name @param {string} value */
function matches(row, columns, name, value) {
  if (name !== "words") return row[columns.indexOf(name) + 2] === value;
  return value.split(/\s+/).every((word) => row.some((cell, place) => place > 1 && String(cell).includes(word)));
}

/** @param {(string | number)[]} row @param {string[]} columns @param {string} chip */
function line(row, columns, chip) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: String(row[0]), textContent: String(row[2]) });
  item.append(link);
  if (row[1]) item.append(" ", Object.assign(document.createElement("span"), { className: "gk-sample", textContent: chip }));
  const side = row.slice(3).filter((_, place) => !/_code$|^year$/.test(columns[place + 1]));
  item.append(Object.assign(document.createElement("span"), { className: "gk-side", textContent: side.join(" · ") }));
  return item;
}

/** @param {HTMLFormElement} form @param {number} count */
function told(form, count) {
  if (!count) return String(form.dataset.none);
  const sentence = count > SHOWN ? form.dataset.foundMore : form.dataset.found;
  return String(sentence).replace("{count}", count.toLocaleString("zh-CN")).replace("{shown}", String(SHOWN));
}
