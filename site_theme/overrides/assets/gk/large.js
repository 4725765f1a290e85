// @ts-check
/* Large type (大字版). Plain and blocking, for browsers of any age: a page is drawn once, in the size that its reader last chose. */

(function (root) {
  var KEY = "gk-large";

  function chosen() {
    try {
      return localStorage.getItem(KEY) === "1";
    } catch (refused) {
      return root.classList.contains(KEY);
    }
  }

  /** @param {boolean} on */
  function show(on) {
    if (on) root.classList.add(KEY);
    else root.classList.remove(KEY);
  }

  /** @param {boolean} on */
  function choose(on) {
    show(on);
    try {
      localStorage.setItem(KEY, on ? "1" : "0");
    } catch (refused) {
      return;
    }
  }

  /** @param {Event} event */
  function pressed(event) {
    var at = /** @type {Node | null} */ (event.target);
    while (at && !(at instanceof HTMLButtonElement && at.hasAttribute("data-gk-large"))) at = at.parentNode;
    if (at) choose(!root.classList.contains(KEY));
  }

  root.classList.add("gk-scripted");
  show(chosen());
  document.addEventListener("click", pressed);
  window.addEventListener("pageshow", function () {
    show(chosen());
  });
})(document.documentElement);
