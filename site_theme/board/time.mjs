// @ts-check
/** The slider over the periods there are, its steps and its play. */

const TURN = 1200;

/**
 * @param {HTMLFormElement} form @param {(place: number) => void} chosen
 */
export function timed(form, chosen) {
  const slider = /** @type {HTMLInputElement} */ (form.elements.namedItem("time"));
  const shown = /** @type {HTMLOutputElement} */ (form.elements.namedItem("shown"));
  const play = /** @type {HTMLButtonElement} */ (form.elements.namedItem("play"));
  const words = [play.textContent ?? "", play.dataset.stop ?? ""];
  /** @type {import("./cube.mjs").Frame[]} */
  let frames = [];
  /** @type {number[]} */
  let stops = [];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let running;

  const stop = () => {
    clearInterval(running);
    running = undefined;
    play.textContent = words[0];
  };
  const go = (/** @type {number} */ step) => {
    const next = Number(slider.value) + step;
    if (next < 0 || next >= stops.length) return false;
    slider.value = String(next);
    chosen(stops[next]);
    return true;
  };
  slider.addEventListener("input", () => {
    stop();
    chosen(stops[Number(slider.value)]);
  });
  for (const [name, step] of /** @type {[string, number][]} */ ([["back", -1], ["next", 1]])) {
    form.elements.namedItem(name)?.addEventListener("click", () => {
      stop();
      go(step);
    });
  }
  play.addEventListener("click", () => {
    if (running) return stop();
    play.textContent = words[1];
    const ended = Number(slider.value) === stops.length - 1;
    go(ended ? -Number(slider.value) : 1);
    running = setInterval(() => go(1) || stop(), TURN);
  });
  return {
    /** @param {import("./cube.mjs").Frame[]} all @param {boolean} yearly @param {number} place */
    show(all, yearly, place) {
      frames = all;
      stops = frames.map((_, at) => at).filter((at) => !yearly || frames[at].year || at === place);
      slider.max = String(Math.max(stops.length - 1, 0));
      slider.value = String(stops.indexOf(place));
      const frame = frames[place];
      shown.textContent = frame.label + (frame.settled ? "" : ` ${shown.dataset.open}`);
      slider.setAttribute("aria-valuetext", shown.textContent);
    },
    stop,
  };
}
