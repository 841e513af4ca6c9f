// Lists of what is shown: a box for each, "only" beside it. A page brings `off` (the keys left out, by list) and `filtered`,
// which draws anew; *one* says that a single box was ticked, so that the lists need not be made again.
"use strict";

function filter(where, heading, rows) {
  const set = off[where], all = rows.map(([key]) => key);
  const apply = (keys) => { set.clear(); keys.forEach((key) => set.add(key)); filtered(); };
  const list = rows.map(([key, name, count, sign]) => {
    const box = el("input", { type: "checkbox", id: `${where}:${key}`, checked: !set.has(key), onchange: (event) => { event.target.checked ? set.delete(key) : set.add(key); counts(); filtered(true); } });
    const label = el("label", { class: sign ? null : "plain" }, box, sign || null, el("span", { class: "clip", title: name }, name), el("span", { class: "count" }, String(count)));
    const only = el("button", { type: "button", class: "link only", id: `only:${where}:${key}`, "aria-label": `${word("only")} ${name}`, onclick: () => apply(all.filter((one) => one !== key)) }, word("only"));
    return el("li", { class: "row" }, label, only);
  });
  const toggle = el("button", { type: "button", class: "link", id: `toggle:${where}`, onclick: () => apply(set.size ? [] : all) }, word(set.size ? "everything" : "none"));
  $(where).replaceChildren(el("header", {}, el("h3", {}, heading), toggle), el("ul", {}, ...list));
}

function counts() {
  for (const where of Object.keys(off)) {
    $(`toggle:${where}`).textContent = word(off[where].size ? "everything" : "none");
  }
}

function tally(items, key) {
  const found = new Map();
  for (const item of items) found.set(item[key], (found.get(item[key]) || 0) + 1);
  return found;
}
