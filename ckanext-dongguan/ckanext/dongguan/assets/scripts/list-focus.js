/* When a part of a list was exchanged, what had the focus may be gone (a chip, a page, an
   order): the number of results takes it, so that keys go on from there and readers hear it. */
document.addEventListener("htmx:afterSettle", function () {
  var count = document.querySelector("#search-results .result-count");
  var held = document.activeElement;
  if (count && (!held || held === document.body)) {
    count.focus({ preventScroll: true });
  }
});
