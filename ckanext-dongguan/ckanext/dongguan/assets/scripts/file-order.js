/* The order of a dataset's files: a button moves a row, and each move is kept at once. */
this.ckan.module("dongguan-file-order", function ($) {
  return {
    initialize: function () {
      this.el.on("click", "button[data-move]", this._move.bind(this));
    },

    _move: function (event) {
      var button = event.currentTarget;
      var row = $(button).closest("tr");
      var other = button.dataset.move === "up" ? row.prev() : row.next();
      if (!other.length) { return; }
      if (button.dataset.move === "up") { other.before(row); } else { other.after(row); }
      button.focus();
      this._keep();
    },

    _keep: function () {
      var order = this.el.find("tbody tr").map(function () { return this.dataset.id; }).get();
      var status = this.el.find("[role=status]");
      this.sandbox.client.call(
        "POST", "package_resource_reorder", { id: this.options.id, order: order },
        function () { status.text(this.options.saved); }.bind(this),
        function () { status.text(this.options.failed); }.bind(this)
      );
    }
  };
});
