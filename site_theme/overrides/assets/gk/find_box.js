// @ts-check
/* The search box in the header: what is typed is taken to the search page. Without a script it is a link. */

for (const form of document.querySelectorAll("form[data-gk-find-box]")) {
  const field = form.querySelector("input");
  const link = form.querySelector("a");
  if (!field || !link) continue;
  const go = () => location.assign(`${link.href}${field.value.trim() ? `?q=${encodeURIComponent(field.value.trim())}` : ""}`);
  // On the search page itself its own field is enough.
  field.hidden = Boolean(document.querySelector("form[data-gk-find]"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !field.value.trim()) return;
    event.preventDefault();
    go();
  });
}
