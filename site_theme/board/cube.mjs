// @ts-check
/** The data of one level: every period, finished for the reader. Fetched when first asked for, or carried by the page itself. */

/** @typedef {(string | number | null)[]} Row */
/** @typedef {{period: string, label: string, day: string, year: boolean, settled: boolean, told: string, within: Record<string, string>, counts: string, sums: string[], total: Record<string, string> | null, rows: (Row | null)[]}} Frame */
/** @typedef {{level: string, current: number, columns: string[], units: string[], frames: Frame[]}} Cube */

/** @type {Map<string, Promise<Cube>>} */
const known = new Map();

/** @param {HTMLElement} section */
export function cubeOf(section) {
  const level = String(section.dataset.gkLevel);
  const found = known.get(level) ?? read(level, String(section.dataset.cube));
  known.set(level, found);
  return found;
}

/** @param {string} level @param {string} url @returns {Promise<Cube>} */
async function read(level, url) {
  const carried = document.querySelector(`script[data-gk-cube="${level}"]`);
  if (carried) return JSON.parse(carried.textContent ?? "");
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/** @type {WeakMap<Frame, Map<string, Record<string, any>>>} */
const named = new WeakMap();

/** By code, the rows of a frame with their columns by name; those that did not exist are not there. @param {Cube} cube @param {Frame} frame */
export function rowsOf(cube, frame) {
  const known = named.get(frame);
  if (known) return known;
  const found = new Map();
  cube.units.forEach((code, place) => {
    const row = frame.rows[place];
    if (row) found.set(code, Object.fromEntries(cube.columns.map((name, column) => [name, row[column]])));
  });
  named.set(frame, found);
  return found;
}

/** The row of one unit with its columns by name; undefined where it did not exist. @param {Cube} cube @param {Frame} frame @param {string} code */
export function rowOf(cube, frame, code) {
  return rowsOf(cube, frame).get(code);
}

/** The frame of a period; the page's own where there is none such. @param {Cube} cube @param {string} period */
export function frameAt(cube, period) {
  const place = cube.frames.findIndex((frame) => frame.period === period);
  return place < 0 ? cube.current : place;
}
