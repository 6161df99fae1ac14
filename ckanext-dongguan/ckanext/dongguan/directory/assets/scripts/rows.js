/* The cards of a repeating field: one more from the template, one away, one found by its
   number or name; the line of a folded card follows the name that is typed. */
this.ckan.module("dongguan-rows", function ($) {
  return {
    initialize: function () {
      this.el.on("click", "[data-row-add]", this._add.bind(this));
      this.el.on("click", "[data-row-remove]", this._remove);
      this.el.on("input change", "[data-row-find]", this._find.bind(this));
      this.el.on("keydown", "[data-row-find]", this._enter.bind(this));
      this.el.on("input", ".row-fields:first-of-type .form-group:first-child input", this._name);
    },

    _add: function () {
      var rows = this.el.children(".scheming-repeating-subfields-group");
      var last = rows.children().last().data("groupIndex");
      var index = last === undefined ? 0 : last + 1;
      var text = this.el.children("template").html()
        .replace(/REPEATING-INDEX0/g, index).replace(/REPEATING-INDEX1/g, index + 1);
      var row = $(text).filter(".scheming-subfield-group").appendTo(rows);
      row.find("[data-module]").each(function () { ckan.module.initializeElement(this); });
      this._open(row);
      this.el.trigger("scheming.subfield-group-init");
    },

    /* What a card held leaves the form with it; the line that says so stays. */
    _remove: function (event) {
      var row = $(event.currentTarget).closest(".scheming-subfield-group");
      row.find(".fields-content").empty().hide();
      row.find(".fields-removed-notice").prop("hidden", false);
      row.addClass("is-removed").children("summary").trigger("focus");
    },

    _open: function (row) {
      row.prop({open: true, hidden: false}).find("input").first().trigger("focus");
    },

    _name: function () {
      $(this).closest(".row-card").find(".row-name").text(this.value);
    },

    /* The words of the finder are nobody's value: the rules need not be drawn for them. */
    _find: function (event) {
      event.stopPropagation();
      var sought = event.target.value.trim().toLowerCase(), found = 0;
      this._cards().each(function () {
        var number = String($(this).data("groupIndex") + 1);
        var isMeant = number === sought || $(this).find(".row-name").text().toLowerCase().indexOf(sought) >= 0;
        this.hidden = !isMeant;
        found += isMeant;
      });
      var told = this.el.find(".row-found");
      told.text(found ? "" : told.data("none"));
    },

    /* Enter leads to the first that was found; it would hand in the form otherwise. */
    _enter: function (event) {
      if (event.key !== "Enter") {
        return;
      }
      event.preventDefault();
      var sought = event.target.value.trim(), cards = this._cards().not("[hidden]");
      var exact = cards.filter(function () { return String($(this).data("groupIndex") + 1) === sought; });
      if (sought && cards.length) {
        this._open((exact.length ? exact : cards).first());
      }
    },

    _cards: function () {
      return this.el.find(".scheming-repeating-subfields-group > .row-card");
    }
  };
});
