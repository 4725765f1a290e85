// @ts-check
/** What is looked at first is shown first; the rest waits for the next frame, and quick steps leave out what nobody would see. */

/** How long a hand rests on the slider before the rest follows, in milliseconds; a board that says aria-busy waits for it. */
const REST = 100;

let turn = 0;

/** Now; what still waited is left out. @returns {Promise<boolean>} */
export function atOnce() {
  turn += 1;
  return Promise.resolve(true);
}

/** Once what was changed so far is on the screen: whether nothing else was asked for meanwhile. @returns {Promise<boolean>} */
export function onceSeen() {
  const own = (turn += 1);
  const last = () => own === turn;
  if (document.hidden) return Promise.resolve(last());
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(last()), REST)));
}
