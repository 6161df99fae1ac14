/* Runs before the page is drawn, so that nothing jumps: tells the styles that scripts run,
   and gives the size of type that a person chose. The choice stays in their browser. */
(function (root) {
  var KEY = "dongguan.large-text";

  function chosen() {
    try { return localStorage.getItem(KEY) === "yes"; } catch (error) { return false; }
  }

  function show(isLarge) {
    root.classList.toggle("large-text", isLarge);
    document.querySelectorAll("[data-large-text]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(isLarge));
    });
  }

  root.classList.add("alive");
  show(chosen());
  document.addEventListener("DOMContentLoaded", function () { show(chosen()); });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-large-text]");
    if (!button) { return; }
    var isLarge = !root.classList.contains("large-text");
    try { localStorage.setItem(KEY, isLarge ? "yes" : "no"); } catch (error) { /* for this page only */ }
    show(isLarge);
  });
})(document.documentElement);
