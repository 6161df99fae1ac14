/* The cards of a repeating field: one more from the template, or one away. */
this.ckan.module("dongguan-rows", function ($) {
  return {
    initialize: function () {
      this.el.on("click", "[data-row-add]", this._add.bind(this));
      this.el.on("click", "[data-row-remove]", this._remove);
    },

    _add: function () {
      var rows = this.el.children(".scheming-repeating-subfields-group");
      var last = rows.children().last().data("groupIndex");
      var index = last === undefined ? 0 : last + 1;
      var text = this.el.children("template").html()
        .replace(/REPEATING-INDEX0/g, index).replace(/REPEATING-INDEX1/g, index + 1);
      var row = $(text).filter(".scheming-subfield-group").appendTo(rows);
      row.find("[data-module]").each(function () { ckan.module.initializeElement(this); });
      row.find("input").first().trigger("focus");
      this.el.trigger("scheming.subfield-group-init");
    },

    /* What a card held leaves the form with it; the line that says so stays. */
    _remove: function (event) {
      var row = $(event.currentTarget).closest(".scheming-subfield-group");
      row.find(".fields-content").empty().hide();
      row.find(".fields-removed-notice").prop("hidden", false);
      $(event.currentTarget).hide();
    }
  };
});
