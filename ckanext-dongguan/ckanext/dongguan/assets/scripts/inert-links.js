/* A link to `javascript:` is a button in disguise; core draws a few. The content policy
   refuses to follow one, so it is not followed; what listens to the click still runs. */
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("a[href^='javascript:']");
  if (link) {
    event.preventDefault();
  }
}, true);
