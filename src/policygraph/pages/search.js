// The search box: by name, alias, pinyin, its initials, English or id. A page brings `things` with their `degree`, which
// orders equal hits, and `select`. Names are prepared when first searched.
"use strict";

const plain = (text) => String(text || "").normalize("NFKC").toLowerCase().replace(/[\s'’·]+/g, "");
let prepared = null;
const entries = () => (prepared ??= [...things.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1)).map((thing) => {
  const syllables = String(thing.pinyin || "").trim().split(/\s+/).filter(Boolean);
  const fields = [thing.label, ...thing.aliases, thing.en, thing.pinyin, syllables.length > 1 ? syllables.map((s) => s[0]).join("") : "", thing.id];
  return { thing, fields: fields.map(plain).filter(Boolean), whole: plain(fields.join(" ")) };
}));
let hits = [], active = -1;

function rate({ fields }, wanted) {
  return Math.min(...fields.map((field) => (field === wanted ? 0 : field.startsWith(wanted) ? 1 : field.includes(wanted) ? 2 : 9)));
}

function find(text) {
  const wanted = plain(text), terms = text.split(/\s+/).map(plain).filter(Boolean);
  if (!wanted) return [];
  return entries().map((entry) => ({ thing: entry.thing, score: rate(entry, wanted) < 9 ? rate(entry, wanted) : terms.every((term) => entry.whole.includes(term)) ? 3 : 9 }))
    .filter(({ score }) => score < 9).sort((a, b) => a.score - b.score || b.thing.degree - a.thing.degree).map(({ thing }) => thing);
}

function showHits() {
  const box = $("query"), text = box.value, wanted = plain(text), found = find(text);
  hits = found.slice(0, 40);
  active = hits.length ? 0 : -1;
  const rows = hits.map((thing, n) => {
    const alias = plain(thing.label).includes(wanted) ? "" : thing.aliases.find((name) => plain(name).includes(wanted)) || "";
    const more = [alias ? word("alias") + alias : "", state.lang === "en" || plain(thing.en).includes(wanted) ? thing.en : ""].filter(Boolean).join(" · ");
    const row = el("li", { role: "option", id: `hit-${n}`, onclick: () => choose(n) }, icon(kinds.get(thing.kind)),
      el("span", { class: "clip", dir: "auto" }, thing.label), el("small", {}, say(kinds.get(thing.kind).name)), more ? el("small", { class: "clip", dir: "auto" }, more) : null);
    row.addEventListener("pointerdown", (event) => event.preventDefault());
    return row;
  });
  if (wanted && !hits.length) rows.push(el("li", { class: "none", role: "option", "aria-disabled": "true" }, word("notFound")));
  $("results").replaceChildren(...rows);
  openHits(Boolean(wanted));
  if (wanted) news(word("found")(found.length), true);
}

function openHits(open) {
  $("results").hidden = !open;
  $("query").setAttribute("aria-expanded", String(open));
  [...$("results").children].forEach((row, n) => row.setAttribute("aria-selected", String(n === active)));
  if (open && active >= 0) { $("query").setAttribute("aria-activedescendant", `hit-${active}`); $(`hit-${active}`).scrollIntoView({ block: "nearest" }); }
  else $("query").removeAttribute("aria-activedescendant");
}

function choose(n) {
  const thing = hits[n];
  openHits(false);
  $("query").value = thing.label;
  select(thing.id, { move: true });
}

$("query").addEventListener("input", showHits);
$("query").addEventListener("focus", () => { $("query").select(); if ($("query").value && !state.selected) showHits(); });
$("query").addEventListener("blur", () => openHits(false));
$("query").addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && $("results").hidden) showHits();
  else if (step && hits.length) { active = (active + step + hits.length) % hits.length; openHits(true); }
  else if (event.key === "Enter") { if ($("results").hidden) showHits(); if (active >= 0) choose(active); }
  else if (event.key === "Escape") { openHits(false); event.stopPropagation(); $("query").blur(); }
  else return;
  event.preventDefault();
});
