/* The field that takes a file or a link. Its buttons only move a choice and the focus;
 * the style sheet shows what belongs to the choice. Without this script the file and
 * link inputs still work. */
ckan.module('dongguan-upload-field', function () {
  'use strict';

  return {
    initialize: function () {
      this.el.on('click', '[data-choose]', this._choose.bind(this));
    },

    _choose: function (event) {
      var button = event.currentTarget.dataset;
      var choice = document.getElementById(button.choose);
      choice.checked = true;
      if (button.empty) {
        document.getElementById(button.empty).value = '';
      }
      var next = document.getElementById(button.then);
      if (next.type === 'file' && button.open) {
        next.click();
      } else {
        next.focus();
      }
    }
  };
});
