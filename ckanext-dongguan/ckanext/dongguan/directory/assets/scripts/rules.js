/* The rules of a dataset type, drawn while a person fills in its form: what is needed gets
   its mark, what does not apply is hidden as long as it is empty, choices that a rule bars
   cannot be taken. Nothing that stands in a field is changed; the server decides. A folded
   row is drawn when it is opened: a table may have 300 of them. */
this.ckan.module("dongguan-rules", function ($) {
  return {
    options: {script: {rules: [], drawn: []}, needed: "", choose: "", empty: "", is: "", or: " / ", and: ", "},

    initialize: function () {
      this._draw = this._draw.bind(this);
      this.el.on("change input", this._draw);
      this.el.on("scheming.subfield-group-init", this._draw);
      this.el[0].addEventListener("toggle", this._draw, true);
      this._draw();
    },

    teardown: function () {
      this.el.off("change input", this._draw);
      this.el[0].removeEventListener("toggle", this._draw, true);
    },

    _draw: function () {
      this._named = this._fields();
      var self = this, script = this.options.script, found = {};
      script.rules.concat(script.drawn).forEach(function (one) {
        self._places(one).forEach(function (place) {
          var key = place.prefix + one.field;
          found[key] = found[key] || {name: key, reasons: [], allowed: null, needed: false,
                                      barred: false, drawn: null, marked: false};
          self._apply(one, place, found[key]);
        });
      });
      Object.keys(found).forEach(function (key) { self._show(found[key]); });
    },

    /* The fields by their names, looked up once: a search for each would take seconds. */
    _fields: function () {
      var named = {};
      this.el[0].querySelectorAll("[name]").forEach(function (field) {
        (named[field.name] = named[field.name] || []).push(field);
      });
      return named;
    },

    /* The dataset, or each open row of the rule's group. */
    _places: function (one) {
      if (!one.group) {
        return [{prefix: ""}];
      }
      return this.el.find('.scheming-subfield-group[open][data-field="' + one.group + '"]').get()
        .map(function (row) {
          return {prefix: one.group + "-" + row.dataset.groupIndex + "-"};
        });
    },

    _apply: function (one, place, state) {
      var holds = one.when === "needed" ? null : this._hold(one.when, place);
      if (!one.ask) {
        state.marked = true;
        state.drawn = state.drawn || holds;
      } else if (holds && one.ask === "need") {
        state.needed = true;
      } else if (holds && one.ask === "empty") {
        state.barred = true;
        state.reasons.push(this._reason(one.when, place));
      } else if (holds && one.ask === "allow") {
        state.allowed = one.value.filter(function (code) {
          return !state.allowed || state.allowed.indexOf(code) >= 0;
        });
        state.reasons.push(this._reason(one.when, place));
      }
    },

    _hold: function (conditions, place) {
      var self = this;
      return conditions.every(function (one) {
        var values = self._values(self._name(one, place));
        if (one.codes[0] === "filled" || one.codes[0] === "empty") {
          return (values.length > 0) === (one.codes[0] === "filled");
        }
        return values.some(function (value) { return one.codes.indexOf(value) >= 0; });
      });
    },

    _name: function (condition, place) {
      return (condition.of_dataset ? "" : place.prefix) + condition.field;
    },

    _control: function (name) {
      return $(this._named[name] || []).not("[type=hidden]").first();
    },

    _values: function (name) {
      var boxes = $(this._named[name] || []).filter("[type=checkbox]");
      var value = boxes.length
        ? boxes.filter(":checked").get().map(function (box) { return box.value; })
        : this._control(name).val();
      return [].concat(value || []).filter(Boolean);
    },

    _label: function (control) {
      return control.closest(".form-group").find(".form-label").first().clone()
        .find("span").remove().end().text().trim();
    },

    _words: function (control, codes) {
      return codes.map(function (code) {
        var option = control.find("option").filter(function () { return this.value === code; });
        return option.text().trim() || code;
      }).join(this.options.or);
    },

    _reason: function (conditions, place) {
      var self = this;
      return conditions.map(function (one) {
        var control = self._control(self._name(one, place));
        return self.options.is.replace("{field}", self._label(control))
          .replace("{value}", self._words(control, self._values(self._name(one, place))));
      }).join(this.options.and);
    },

    _show: function (state) {
      var control = this._control(state.name), group = control.closest(".form-group");
      var isFilled = this._values(state.name).length > 0;
      if (!control.length) {
        return;
      }
      group.prop("hidden", state.marked && !state.needed && !state.drawn && !isFilled &&
                 !group.hasClass("error"));
      control.attr("aria-required", state.needed ? "true" : null);
      group.find(".form-label").first().toggleClass("is-needed", state.needed)
        .attr("data-needed", this.options.needed);
      this._bar(state, control);
      this._hint(state, control, group);
    },

    _bar: function (state, control) {
      control.find("option").each(function () {
        var isBarred = state.allowed && this.value && state.allowed.indexOf(this.value) < 0;
        this.disabled = Boolean(isBarred) && !this.selected;
      });
    },

    _hint: function (state, control, group) {
      var hint = group.children(".rule-hint"), reason = state.reasons.filter(Boolean).join(this.options.and);
      var text = "", isBroken = false, values = this._values(state.name);
      if (state.allowed && reason) {
        text = this.options.choose.replace("{choices}", this._words(control, state.allowed))
          .replace("{reason}", reason);
        isBroken = values.some(function (v) { return state.allowed.indexOf(v) < 0; });
      } else if (state.barred && values.length) {
        text = this.options.empty.replace("{reason}", reason);
        isBroken = true;
      }
      if (!hint.length) {
        hint = $('<div class="rule-hint" role="status"></div>').appendTo(group);
      }
      if (hint.text() !== text) {
        hint.text(text);
      }
      hint.toggleClass("is-broken", isBroken).prop("hidden", !text);
    }
  };
});
