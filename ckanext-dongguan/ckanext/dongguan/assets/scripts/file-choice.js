/* The upload field: what core does in attributes of the buttons, which the content policy
   refuses. A button names the choice it makes, the field it empties, and what it opens.
   A file that the portal would refuse for its size is told before it travels. */
this.ckan.module("dongguan-file-choice", function ($) {
  return {
    options: {most: 0, large: ""},

    initialize: function () {
      this.el.on("click", "button[data-choose]", this._choose.bind(this));
      this.el[0].addEventListener("change", this._weigh.bind(this), true);
    },

    /* Before core's listener, which takes the file's name for that of the resource. */
    _weigh: function (event) {
      var file = event.target.files && event.target.files[0];
      var isLarge = file && this.options.most && file.size > this.options.most * 1024 * 1024;
      if (file) {
        this.el.find("[data-file-refused]").text(isLarge
          ? this.options.large.replace("{name}", file.name).replace("{limit}", this.options.most)
          : "");
      }
      if (isLarge) {
        event.target.value = "";
        event.stopPropagation();
      }
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
