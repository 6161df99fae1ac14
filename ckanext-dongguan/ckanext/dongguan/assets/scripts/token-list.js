/* The list of access tokens: the button to revoke works while one is ticked. */
this.ckan.module("dongguan-token-list", function ($) {
  return {
    initialize: function () {
      this.el.on("change", "[name=token]", this._update.bind(this));
      this.el.on("htmx:afterRequest", this._disable.bind(this));
    },

    _button: function () {
      return this.el.find("#revoke-tokens-button");
    },

    _update: function () {
      this._button().prop("disabled", !this.el.find("[name=token]:checked").length);
    },

    _disable: function () {
      this._button().prop("disabled", true);
    }
  };
});
