// @ts-check
/** Texts that change many times a second. */

/** The element says this text; one that says it already is not touched, and a text that is there is changed in place. @param {Element | null | undefined} element @param {string} text */
export function say(element, text) {
  const own = element?.firstChild;
  if (own instanceof Text && !own.nextSibling) {
    if (own.data !== text) own.data = text;
  } else if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
