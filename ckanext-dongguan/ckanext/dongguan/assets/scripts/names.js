/* Names for what core's scripts draw without one: lists to choose from, questions before
   something is deleted. A question is closed with Escape too. */
(function ($, ckan) {
  var draw = $.fn.select2;
  if (draw) {
    $.fn.select2 = $.extend(function (settings) {
      if (settings && settings.language) {
        settings.language.removeItem = function () { return ckan.i18n._("Remove"); };
      }
      var result = draw.apply(this, arguments);
      this.each(function () {
        var label = this.id && document.querySelector('label[for="' + this.id + '"]');
        var box = $(this).next(".select2-container");
        var name = label ? label.textContent.replace("*", "").trim() : "";
        if (name) { box.find("[role=combobox], [role=textbox], .select2-search__field").attr("aria-label", name); }
        box.find("textarea.select2-search__field").removeAttr("role");
      });
      return result;
    }, draw);
  }

  if (ckan.confirm) {
    var ask = ckan.confirm;
    ckan.confirm = $.extend(function (options) {
      ask($.extend({ keyboard: true }, options));
      var dialog = $("#ckan-confirm-modal");
      dialog.attr("aria-labelledby", "ckan-confirm-title").find(".modal-title").attr("id", "ckan-confirm-title");
      dialog.find(".btn-close").attr("aria-label", ckan.i18n._("Cancel"));
    }, ask);
  }

  /* A button that copies says that it has. */
  $(document).on("click", "[data-module~=copy-into-buffer][data-copied]", function () {
    this.textContent = this.dataset.copied;
  });
})(this.jQuery, this.ckan);
