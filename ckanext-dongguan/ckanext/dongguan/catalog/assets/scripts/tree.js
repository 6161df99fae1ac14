/* Makes the lists of branches a tree for the keyboard (WAI-ARIA, pattern "tree view").
   Without this script they are lists of links, and each link opens its branch. */
(function () {
  'use strict';

  var serial = 0;

  function items(root) {
    return Array.from(root.querySelectorAll('[role=treeitem]')).filter(function (item) {
      return !item.parentElement.closest('ul[hidden]');
    });
  }

  function below(item) { return item.parentElement.querySelector(':scope > ul'); }

  function above(item) {
    var list = item.parentElement.parentElement.closest('li');
    return list && list.querySelector(':scope > [role=treeitem]');
  }

  function dress(list, level) {
    Array.from(list.children).forEach(function (row) {
      var item = row.querySelector(':scope > a');
      var inner = row.querySelector(':scope > ul');
      row.setAttribute('role', 'none');
      item.setAttribute('role', 'treeitem');
      item.setAttribute('aria-level', level);
      item.tabIndex = -1;
      if (row.dataset.branch) item.setAttribute('aria-expanded', 'false');
      if (inner) adopt(item, inner, level);
    });
  }

  function adopt(item, inner, level) {
    inner.id = inner.id || 'branches-' + (serial += 1);
    inner.setAttribute('role', 'group');
    item.setAttribute('aria-owns', inner.id);
    item.setAttribute('aria-expanded', 'true');
    dress(inner, level + 1);
  }

  function fetched(item) {
    var row = item.parentElement;
    if (!row.dataset.branch) return Promise.resolve();
    row.classList.add('is-waiting');
    return fetch(row.dataset.branch, { headers: { 'X-Requested-With': 'fetch' } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (text) {
        var inner = document.createElement('ul');
        inner.innerHTML = text;
        row.append(inner);
        delete row.dataset.branch;
        adopt(item, inner, Number(item.getAttribute('aria-level')));
      })
      // Where nothing comes, the link still leads to the branch.
      .catch(function () { location.href = item.href; })
      .finally(function () { row.classList.remove('is-waiting'); });
  }

  function expand(item) {
    return fetched(item).then(function () {
      var inner = below(item);
      if (!inner) return;
      inner.hidden = false;
      item.setAttribute('aria-expanded', 'true');
    });
  }

  function collapse(item) {
    below(item).hidden = true;
    item.setAttribute('aria-expanded', 'false');
  }

  function go(root, item) {
    if (!item) return;
    root.querySelectorAll('[role=treeitem][tabindex="0"]').forEach(function (one) { one.tabIndex = -1; });
    item.tabIndex = 0;
    item.focus();
  }

  function typed(root, item, letter) {
    var all = items(root);
    var start = all.indexOf(item) + 1;
    var order = all.slice(start).concat(all.slice(0, start));
    return order.find(function (one) {
      var name = one.querySelector('.branch-name').textContent.trim();
      return name.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
    });
  }

  function pressed(root, event) {
    var item = event.target.closest('[role=treeitem]');
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    var all = items(root);
    var place = all.indexOf(item);
    var state = item.getAttribute('aria-expanded');
    var keys = {
      ArrowDown: function () { go(root, all[place + 1]); },
      ArrowUp: function () { go(root, all[place - 1]); },
      Home: function () { go(root, all[0]); },
      End: function () { go(root, all[all.length - 1]); },
      ArrowRight: function () {
        if (state === 'false') expand(item);
        else if (state === 'true') go(root, below(item).querySelector('[role=treeitem]'));
      },
      ArrowLeft: function () {
        if (state === 'true') collapse(item);
        else go(root, above(item));
      },
      ' ': function () { item.click(); },
      '*': function () {
        Array.from(item.parentElement.parentElement.children).forEach(function (row) {
          var one = row.querySelector(':scope > [role=treeitem]');
          if (one.getAttribute('aria-expanded') === 'false') expand(one);
        });
      }
    };
    if (keys[event.key]) keys[event.key]();
    else if (event.key.length === 1) go(root, typed(root, item, event.key));
    else return;
    event.preventDefault();
  }

  function twisted(event) {
    var item = event.target.closest('.twist') && event.target.closest('[role=treeitem]');
    if (!item || !item.hasAttribute('aria-expanded')) return;
    event.preventDefault();
    if (item.getAttribute('aria-expanded') === 'true') collapse(item);
    else expand(item);
  }

  document.querySelectorAll('[data-branch-tree]').forEach(function (root) {
    if (!root.children.length) return;
    root.setAttribute('role', 'tree');
    root.setAttribute('aria-label', root.dataset.label);
    dress(root, 1);
    (root.querySelector('[aria-current]') || root.querySelector('[role=treeitem]')).tabIndex = 0;
    root.addEventListener('keydown', function (event) { pressed(root, event); });
    root.addEventListener('click', twisted);
  });
}());
