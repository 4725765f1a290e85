// @ts-check
/** The sheet of the big screen: its places, made once; afterwards only their texts change. */

/**
 * An element with a class and what is in it.
 * @param {string} name @param {string} css @param {...(Node | string)} inside
 */
export function el(name, css, ...inside) {
  const element = document.createElement(name);
  if (css) element.className = css;
  element.append(...inside);
  return element;
}

/** Put a text, only where it changes. @param {Element} element @param {string} text */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} css the part of the class after `gk-stage-`; the part is a section with a heading */
function part(css) {
  return el("section", `gk-stage-${css}`, el("h2", "gk-stage-title"));
}

/** @param {HTMLElement} board */
export function built(board) {
  const places = {
    site: el("p", "gk-stage-site"),
    name: el("h1", "gk-stage-name", String(board.dataset.title)),
    sample: el("p", "gk-stage-sample"),
    until: el("span", ""),
    day: el("time", ""),
    period: el("small", ""),
    fault: el("p", "gk-stage-fault"),
    figures: part("figures"),
    map: el("div", "gk-stage-map"),
    tour: el("section", "gk-stage-tour"),
    below: part("below"),
    honours: part("honours"),
    disclosures: part("disclosures"),
    foot: el("div", "gk-stage-foot"),
  };
  const clock = el("p", "gk-stage-clock", places.until, places.day, places.period);
  const head = el("div", "gk-stage-head", el("div", "", places.site, places.name), places.sample, clock);
  const middle = el("div", "gk-stage-middle", places.map, places.tour);
  const right = el("div", "gk-stage-right", places.below, places.honours, places.disclosures);
  const sheet = el("div", "gk-stage-sheet", head, places.figures, middle, right, places.foot, places.fault);
  const root = el("div", "gk-stage", sheet);
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", String(board.dataset.title));
  root.dataset.gkScreen = "";
  places.fault.hidden = true;
  places.sample.hidden = true;
  document.documentElement.classList.add("gk-staged");
  document.body.append(root);
  return {
    ...places,
    root,
    end() {
      root.remove();
      document.documentElement.classList.remove("gk-staged");
    },
  };
}

/** @typedef {ReturnType<typeof built>} Sheet */

/** @param {Sheet} sheet @param {HTMLElement} board @param {import("./cube.mjs").Frame} frame @param {Record<string, any> | undefined} data */
export function heading(sheet, board, frame, data) {
  put(sheet.day, frame.day);
  put(sheet.period, frame.label);
  put(sheet.name, String(board.dataset.title));
  if (!data) return;
  put(sheet.site, data.title);
  put(sheet.until, data.texts.as_of);
  put(sheet.sample, data.sample);
  sheet.sample.hidden = !data.sample;
  const titles = { figures: sheet.figures, below: sheet.below, honours: sheet.honours, disclosures: sheet.disclosures };
  for (const [name, section] of Object.entries(titles)) {
    const title = section.querySelector("h2");
    if (title && !title.firstChild) title.textContent = data.texts[name];
  }
}

/** Say that something could not be had. @param {Sheet} sheet @param {HTMLElement} board @param {boolean} lost */
export function fault(sheet, board, lost) {
  const button = /** @type {HTMLElement | null} */ (board.querySelector("button[name=screen]"));
  put(sheet.fault, String(button?.dataset.failed));
  sheet.fault.hidden = !lost;
}

/** Keep the machine's screen on, where the browser can; it lets go whenever the page is hidden. */
export function awake() {
  /** @type {any} */
  let lock;
  const ask = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      lock = await /** @type {any} */ (navigator).wakeLock?.request("screen");
    } catch {
      // Refused, as on a low battery: the screen works as before.
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
  return {
    end() {
      document.removeEventListener("visibilitychange", ask);
      lock?.release();
    },
  };
}
