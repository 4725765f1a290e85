// @ts-check
/** Makes a drawn map answer: details of the region under pointer or focus, arrow keys, and a button for the interactive map. */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {Element} from @param {[number, number]} direction @param {SVGElement[]} regions */
function neighbour(from, [right, down], regions) {
  /** @param {Element} region */
  const point = (region) => [Number(region.getAttribute("data-gk-x")), Number(region.getAttribute("data-gk-y"))];
  const [x0, y0] = point(from);
  let best = { cost: Infinity, region: /** @type {SVGElement | null} */ (null) };
  for (const region of regions) {
    const [x, y] = point(region);
    const along = (x - x0) * right + (y - y0) * down;
    const aside = Math.abs((x - x0) * down) + Math.abs((y - y0) * right);
    const cost = along > 0 && region !== from ? along + 2 * aside : Infinity;
    if (cost < best.cost) best = { cost, region };
  }
  return best.region;
}

/** @param {HTMLElement} figure */
function describe(figure) {
  const detail = figure.querySelector("[data-gk-detail]");
  const cursors = figure.querySelectorAll("[data-gk-cursor]");
  const regions = /** @type {SVGElement[]} */ ([...figure.querySelectorAll("[data-gk-static] [data-gk-code]")]);
  for (const region of regions) {
    const show = () => {
      if (detail) detail.textContent = region.querySelector("title")?.textContent ?? "";
      for (const cursor of cursors) cursor.setAttribute("href", `#${region.querySelector("path")?.id}`);
    };
    region.addEventListener("pointerenter", show);
    region.addEventListener("focus", show);
    region.addEventListener("keydown", (event) => {
      const direction = ARROWS[event.key];
      const next = direction && neighbour(region, direction, regions);
      if (direction) event.preventDefault();
      next?.focus();
    });
  }
}

/** @param {HTMLElement} figure @param {HTMLButtonElement} button */
function offerZoom(figure, button) {
  const box = document.getElementById(button.dataset.gkZoom ?? "");
  // A page opened from a folder may not fetch; it keeps the drawn map, as does a page where anything below fails.
  if (!box || location.protocol === "file:") return;
  const words = [button.textContent ?? "", button.dataset.back ?? ""];
  /** @type {Promise<void> | undefined} */
  let drawing;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const opens = !figure.classList.contains("gk-zoomed");
    try {
      button.disabled = true;
      await (drawing ??= import("./zoom.js").then(({ draw }) => draw(figure, button, box)));
    } catch {
      box.hidden = button.hidden = true;
      return;
    } finally {
      button.disabled = false;
    }
    box.hidden = !opens;
    figure.classList.toggle("gk-zoomed", opens);
    button.textContent = words[opens ? 1 : 0];
  });
}

for (const figure of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-gk-map]"))) {
  describe(figure);
  const button = /** @type {HTMLButtonElement | null} */ (figure.querySelector("[data-gk-zoom]"));
  if (button) offerZoom(figure, button);
}
