// @ts-check
/** What the program exported: kinds, texts, registers, and the words of this page. One rule source, nothing is repeated here. */

/** @typedef {readonly [string, ...any[]]} Condition */
/** @typedef {{code: string, field: string, broken: Condition, percent: [string, string] | null}} Rule */
/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} title
 * @property {string} grammar
 * @property {boolean} required
 * @property {string} sample
 * @property {string} refers
 * @property {string[]} one_of
 * @property {string} part_of
 * @property {string} not_before
 * @property {number} most
 * @property {string} absent
 * @property {string} unit_of
 * @property {boolean} lasting
 * @property {string[]} aliases
 */
/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {string} title
 * @property {string[]} key
 * @property {string} version
 * @property {string} named
 * @property {Field[]} fields
 * @property {Rule[]} rules
 */
/** @typedef {{title: string, published: string[], known: string[], names: Record<string, string[]>}} Register */

/** @type {any} */
const stated = JSON.parse(String(document.getElementById("desk-declaration")?.textContent));

/** @type {Record<string, Kind>} */
export const kinds = stated.kinds;
/** @type {Record<string, string>} */
export const grammars = stated.grammars;
/** @type {Record<string, Register>} */
export const registers = stated.registers;
/** Messages by code and the words that go into them. @type {Record<string, any>} */
export const speech = stated.speech;
/** How clerks spell things. @type {Record<string, any>} */
export const spellings = stated.spellings;
/** What is left to say: limits, dates, the words of the interface, the map. @type {Record<string, any>} */
export const settings = stated.settings;
/** @type {Record<string, string>} */
export const text = stated.text;
