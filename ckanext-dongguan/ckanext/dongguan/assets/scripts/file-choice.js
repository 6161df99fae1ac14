/* The upload field: what core does in attributes of the buttons, which the content policy
   refuses. A button names the choice it makes, the field it empties, and what it opens. */
this.ckan.module("dongguan-file-choice", function ($) {
  return {
    initialize: function () {
      this.el.on("click", "button[data-choose]", this._choose.bind(this));
    },

    _choose: function (event) {
      var button = event.currentTarget;
      var empties = button.dataset.empties && document.getElementById(button.dataset.empties);
      document.getElementById(button.dataset.choose).checked = true;
      if (empties) {
        empties.value = "";
      }
      this._open(button.dataset);
    },

    _open: function (data) {
      var next = document.getElementById(data.opens || data.focuses);
      if (next && data.opens) {
        next.click();
      } else if (next) {
        next.focus();
      }
    }
  };
});
