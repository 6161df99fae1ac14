/* The cards of a repeating field: one more from the template, one away, one to another place,
   one found by its number or name; the line of a folded card follows the name that is typed. */
this.ckan.module("dongguan-rows", function ($) {
  var REMOVED = "is-removed", FEW = 10;

  return {
    initialize: function () {
      this.el.on("click", "[data-row-add]", this._add.bind(this));
      this.el.on("click", "[data-row-remove]", this._remove);
      this.el.on("click", "[data-row-move]", this._step.bind(this));
      this.el.on("change", "[data-row-place]", this._place.bind(this));
      this.el.on("input change", "[data-row-find]", this._find.bind(this));
      this.el.on("keydown", "[data-row-find]", this._enter.bind(this));
      this.el.on("keydown", "[data-row-place]", this._enterPlace);
      this.el.on("input", ".row-fields:first-of-type .form-group:first-child input", this._name);
      this.el[0].addEventListener("toggle", this._opened.bind(this), true);
      this._cards().filter("[open]").each(function (_, card) { this._equip(card); }.bind(this));
    },

    _add: function () {
      var rows = this.el.children(".scheming-repeating-subfields-group");
      var index = this._cards().length;
      var text = this.el.children("[data-row-card]").html()
        .replace(/REPEATING-INDEX0/g, index).replace(/REPEATING-INDEX1/g, index + 1);
      var row = $(text).filter(".scheming-subfield-group").appendTo(rows);
      row.find("[data-module]").each(function () { ckan.module.initializeElement(this); });
      this._equip(row[0]);
      this._open(row);
      this.el.trigger("scheming.subfield-group-init");
    },

    /* What a card held leaves the form with it; the line that says so stays. */
    _remove: function (event) {
      var row = $(event.currentTarget).closest(".scheming-subfield-group");
      row.find(".fields-content").empty().hide();
      row.find(".fields-removed-notice").prop("hidden", false);
      row.addClass(REMOVED).children("summary").trigger("focus");
    },

    _open: function (row) {
      row.prop({open: true, hidden: false}).find("input").first().trigger("focus");
    },

    _opened: function (event) {
      if (event.target.open && event.target.matches(".row-card")) {
        this._equip(event.target);
      }
    },

    /* The buttons of a card come when it is opened: a table may have 300 of them. */
    _equip: function (card) {
      var tools = card.querySelector(".row-tools"), cards = this._cards().length;
      if (!tools && !card.classList.contains(REMOVED)) {
        tools = this.el.children("[data-row-tools]").prop("content").cloneNode(true).firstElementChild;
        card.querySelector(".fields-content").append(tools);
      }
      if (tools) {
        tools.querySelector("[data-row-place]").value = this._index(card) + 1;
        tools.querySelector(".row-place").hidden = cards <= FEW;
      }
    },

    _step: function (event) {
      var card = event.currentTarget.closest(".row-card");
      var kept = this._cards().not("." + REMOVED);
      this._move(card, kept.get(kept.index(card) + Number(event.currentTarget.dataset.rowMove)));
      event.currentTarget.focus();
    },

    _place: function (event) {
      var card = event.currentTarget.closest(".row-card"), cards = this._cards();
      var number = Math.min(parseInt(event.currentTarget.value, 10), cards.length);
      this._move(card, number > 0 && cards.get(number - 1));
      event.currentTarget.value = this._index(card) + 1;
      event.currentTarget.focus();
    },

    _move: function (card, other) {
      if (!other || other === card) {
        return;
      }
      if (this._index(other) < this._index(card)) { other.before(card); } else { other.after(card); }
      this._cards().each(function (index, one) { this._number(one, index); }.bind(this));
      card.scrollIntoView({block: "nearest"});
      var told = this.el.children("[data-row-told]");
      told.text(told.data("text").replace("{name}", $(card).find(".row-name").text())
        .replace("{number}", this._index(card) + 1));
    },

    /* The names of the fields carry the number of their card, by which the server sorts. */
    _number: function (card, index) {
      var old = card.dataset.groupIndex, field = card.dataset.field;
      if (old === String(index)) {
        return;
      }
      card.dataset.groupIndex = index;
      card.id = "row-" + field + "-" + index;
      card.querySelector(".row-number").textContent = index + 1;
      card.querySelectorAll("[name], [id], [for]").forEach(function (one) {
        ["name", "id", "for"].forEach(function (key) {
          if (one.hasAttribute(key)) {
            one.setAttribute(key, one.getAttribute(key)
              .replace(field + "-" + old + "-", field + "-" + index + "-"));
          }
        });
      });
    },

    _index: function (card) {
      return Number(card.dataset.groupIndex);
    },

    _name: function () {
      $(this).closest(".row-card").find(".row-name").text(this.value);
    },

    /* The words of the finder are nobody's value: the rules need not be drawn for them. */
    _find: function (event) {
      event.stopPropagation();
      var sought = event.target.value.trim().toLowerCase(), found = 0;
      this._cards().each(function () {
        var number = this.querySelector(".row-number").textContent;
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
      var exact = cards.filter(function () {
        return this.querySelector(".row-number").textContent === sought;
      });
      if (sought && cards.length) {
        this._open((exact.length ? exact : cards).first());
      }
    },

    _enterPlace: function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        $(event.target).trigger("change");
      }
    },

    _cards: function () {
      return this.el.find(".scheming-repeating-subfields-group > .row-card");
    }
  };
});
