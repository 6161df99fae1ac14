/* A page is ready when its last script is here. jQuery alone says so as soon as one script
   that waits for the page has run (jquery/jquery issue 3271): where the next one comes
   late, core would start the modules of a page before the modules are known. */
(function (jQuery, script) {
  if (!script || !script.defer) { return; }
  jQuery.holdReady(true);
  document.addEventListener("DOMContentLoaded", function () { jQuery.holdReady(false); });
})(this.jQuery, document.currentScript);
