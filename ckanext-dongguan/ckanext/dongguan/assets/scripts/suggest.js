/* Suggestions under a search box (data-suggest: where to ask). The box is a combobox; while
   an input method composes, nothing is asked and no key is taken. Without this script the
   box is a plain one. Parts of pages are exchanged, so the document listens. */
(function () {
  var PARTS = ["datasets", "organizations", "groups"];
  var WAIT = 120;
  var timer, asking, composing = false;

  function boxOf(event) {
    var box = event.target;
    return box && box.matches && box.matches("input[data-suggest]") ? box : null;
  }

  function listOf(box) {
    var list = document.getElementById(box.id + "-suggestions");
    if (list) { return list; }
    list = document.createElement("div");
    list.id = box.id + "-suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.dataset.suggestLabel);
    box.after(list);
    return list;
  }

  function prepare(box) {
    if (box.getAttribute("role") === "combobox") { return; }
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", listOf(box).id);
  }

  function options(box) { return Array.from(listOf(box).querySelectorAll("[role=option]")); }

  function close(box) {
    listOf(box).hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(box, at) {
    options(box).forEach(function (one, place) {
      one.setAttribute("aria-selected", String(place === at));
      if (place === at) {
        box.setAttribute("aria-activedescendant", one.id);
        one.scrollIntoView({ block: "nearest" });
      }
    });
    if (at < 0) { box.removeAttribute("aria-activedescendant"); }
  }

  function part(box, name, found) {
    var group = document.createElement("div");
    var title = document.createElement("div");
    title.id = box.id + "-" + name;
    title.className = "suggestions-part";
    title.setAttribute("role", "presentation");
    title.textContent = box.dataset.suggestNames.split("|")[PARTS.indexOf(name)];
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", title.id);
    group.append(title);
    found.forEach(function (one, place) {
      var link = document.createElement("a");
      link.href = one.url;
      link.id = title.id + "-" + place;
      link.textContent = one.title;
      link.tabIndex = -1;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      group.append(link);
    });
    return group;
  }

  function show(box, told) {
    var filled = PARTS.filter(function (name) { return told[name].length; });
    listOf(box).replaceChildren.apply(listOf(box), filled.map(function (name) { return part(box, name, told[name]); }));
    if (!filled.length || document.activeElement !== box) { close(box); return; }
    listOf(box).hidden = false;
    box.setAttribute("aria-expanded", "true");
    box.removeAttribute("aria-activedescendant");
  }

  function ask(box) {
    var typed = box.value.trim();
    if (asking) { asking.abort(); }
    if (!typed || (typed.length < 2 && /^[\x00-\x7f]$/.test(typed))) { close(box); return; }
    asking = new AbortController();
    fetch(box.dataset.suggest + "?" + new URLSearchParams({ q: typed.slice(0, 40) }), { signal: asking.signal })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(answer); })
      .then(function (told) { if (box.value.trim() === typed) { show(box, told); } })
      .catch(function () { /* Typing goes on without suggestions. */ });
  }

  function soon(box) {
    clearTimeout(timer);
    timer = setTimeout(function () { if (!composing) { ask(box); } }, WAIT);
  }

  document.addEventListener("focusin", function (event) { var box = boxOf(event); if (box) { prepare(box); } });
  document.addEventListener("compositionstart", function (event) { if (boxOf(event)) { composing = true; } });
  document.addEventListener("compositionend", function (event) {
    var box = boxOf(event);
    if (box) { composing = false; soon(box); }
  });
  document.addEventListener("input", function (event) {
    var box = boxOf(event);
    if (box && !event.isComposing && !composing) { prepare(box); soon(box); }
  });
  document.addEventListener("focusout", function (event) {
    var box = boxOf(event);
    if (box && !listOf(box).contains(event.relatedTarget)) { close(box); }
  });
  document.addEventListener("mousedown", function (event) {
    // The box keeps its focus, so that the list is still there when the click ends.
    if (event.target.closest && event.target.closest(".suggestions")) { event.preventDefault(); }
  });
  document.addEventListener("keydown", function (event) {
    var box = boxOf(event);
    if (!box || event.isComposing || composing || listOf(box).hidden) { return; }
    var all = options(box);
    var at = all.findIndex(function (one) { return one.id === box.getAttribute("aria-activedescendant"); });
    if (event.key === "ArrowDown") { choose(box, at + 1 < all.length ? at + 1 : -1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(box, at < 0 ? all.length - 1 : at - 1); event.preventDefault(); }
    if (event.key === "Escape") { close(box); event.preventDefault(); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); window.location.assign(all[at].href); }
    if (event.key === "Tab") { close(box); }
  });
})();
