// Beside the timeline: what is said of a thing, what was in force on a day, the same items as a list, and the undated.
"use strict";
const TABS = ["details", "force", "list", "undated"], CHUNK = 100;
const fit = (item, day) => { const found = fitOn(item, day); return found === "no" ? word("notOn")(iso(day)) : word("onDay")(iso(day), word(found)); };
const span = (from, to) => from === to ? iso(from) : `${from <= FIRST ? word("open") : iso(from)} — ${to >= LAST ? word("open") : iso(to)}`;

// ---- one thing

function dated(item) {
  const stated = book().dates, about = { modality: item.modality, why: ["", ""], citations: stated.citations[item.n].map((n) => book().pairs[n]) };
  const words = item.words && item.words !== item.edtf ? (state.lang === "zh" ? `（${item.words}）` : ` (${item.words})`) : "";
  const whole = el("div", { class: "value" }, el("span", { dir: "auto" }, item.edtf + words), mark(item.modality));
  const why = item.modality === "inferred" ? say(book().pairs[stated.why[item.n]]) : "";
  return el("dd", {}, whole, el("p", { class: "quiet" }, meant(item)), why ? el("p", { class: "why", dir: "auto" }, word("why") + why) : null, ...citations(about));
}

// What a date lets us know, in days.
function meant({ begin, begun, ending, end, shape }) {
  if (begin === end) return iso(begin);
  if (shape === "moment") return `${word("known")} ${span(begin, end)}`;
  const side = (name, first, last) => `${word(name)} ${last >= LAST && first >= LAST ? word("still") : first === last ? iso(first) : span(first, last)}`;
  return `${side("from", begin, begun)}${state.lang === "zh" ? "；" : "; "}${side("to", ending, end)}`;
}

function periodRows(item) {
  const stated = book().dates, sure = item.begun <= item.ending, zh = state.lang === "zh";
  const rows = [
    el("p", {}, el("b", {}, word("surely")), sure ? (item.ending >= LAST ? span(item.begun, LAST) : span(item.begun, item.ending)) : word("never")),
    el("p", {}, el("b", {}, word("maybe")), span(item.begin, item.end)),
    el("p", { class: "why", dir: "auto" }, word("why") + say(book().pairs[stated.why[item.n]])),
  ];
  if (state.day !== null) rows.push(el("p", { class: `fit ${fitOn(item, state.day)}` }, fit(item, state.day)), el("p", { class: "quiet", dir: "auto" }, reasonOf(item, state.day)));
  if (stated.basis[item.n].length) rows.push(el("p", { class: "quiet", dir: "auto" }, `${word("basis")}${zh ? "：" : ": "}${basisOf(item)}`));
  return el("div", { class: "period" }, mark(item.modality), ...rows);
}

// The dates that a period rests on; those of other things with their names.
function basisOf(item) {
  const words = book().dates.basis[item.n].map((n) => items[n]).map((one) => [one.thing === item.thing ? "" : named(one.thing), say(one.role.name), one.edtf].filter(Boolean).join(" "));
  return words.join(state.lang === "zh" ? "；" : "; ");
}

function showThing(thing) {
  const dates = thing.items.filter((item) => item.role !== IN_FORCE), force = thing.items.filter((item) => item.role === IN_FORCE);
  const facts = linesOf(thing.id).map((line) => [say(line.property), value(line, things.get(line.target))]);
  const drawn = strips.some((one) => one.thing === thing);
  $("details").replaceChildren(...[
    kindLine(thing), el("h2", { dir: "auto", lang: "zh-Hans", tabindex: "-1" }, thing.label),
    second(thing) ? el("p", { class: "second", lang: "en" }, second(thing)) : null,
    thing.aliases.length ? el("p", { class: "aliases", dir: "auto" }, word("alias") + thing.aliases.join(state.lang === "zh" ? "、" : ", ")) : null,
    el("div", { class: "act" },
      drawn ? el("button", { type: "button", class: "small", onclick: () => reveal(thing) }, word("show")) : null,
      el("button", { type: "button", class: "small", onclick: () => select(null) }, word("back"))),
    thing.items.length && !drawn ? el("p", { class: "why" }, word("hidden")) : null,
    force.length ? el("section", { class: "block" }, el("h3", {}, say(IN_FORCE.name)), ...force.map(periodRows)) : null,
    dates.length ? block(word("dates"), dates.map((item) => [say(item.role.name), dated(item)]), "") : null,
    block(word("facts"), facts, word("noFacts")), identity(thing),
  ].filter(Boolean));
}

function showOverview() {
  $("details").replaceChildren(
    el("p", {}, word("intro")), el("p", { class: "quiet", style: "margin-top: 8px" }, word("overview")(strips.length, undated.length)),
    el("ul", { class: "hints" }, ...word("hints").map(([key, text]) => el("li", {}, el("b", {}, key), el("span", {}, text)))), ...references());
}

// The sources of all citations, as they are to be quoted.
function references() {
  return data.sources.length ? [el("section", { class: "block" }, el("h3", {}, word("sources")), ...data.sources.map((words) => el("p", { class: "quiet", dir: "auto" }, words)))] : [];
}

// ---- what was in force

// As the command `timeline --on` has it: the certain first, each in order of time.
function inForce(day) {
  return periods.filter((item) => fitOn(item, day) !== "no" && !off.modalities.has(item.modality) && passes(item.thing)).map((item) => ({ item, fit: fitOn(item, day) }))
    .sort((a, b) => (a.fit === b.fit ? a.item.n - b.item.n : a.fit === "certain" ? -1 : 1));
}

function forceRow({ item, fit }) {
  const stated = book().dates, basis = stated.basis[item.n].map((n) => items[n]);
  const cited = [...new Set(basis.flatMap((one) => stated.citations[one.n]))].map((n) => book().pairs[n]);
  return el("li", { "data-fit": fit, "data-thing": item.thing.id }, icon(kinds.get(item.thing.kind)), el("div", {}, nameOf(item.thing), mark(item.modality),
    el("p", { class: "quiet", dir: "auto" }, basisOf(item)), el("p", { class: "why", dir: "auto" }, word("why") + reasonOf(item, state.day)), ...citations({ citations: cited })));
}

function showForce() {
  if (state.day === null) return $("force").replaceChildren(el("p", {}, word("noDay")));
  const found = inForce(state.day), narrowing = off.kinds.size || off.modalities.size || state.region || state.body;
  const sections = ["certain", "possible"].map((fit) => {
    const rows = found.filter((one) => one.fit === fit);
    return el("section", { class: "block" }, el("h3", {}, `${word(fit)}　${rows.length}`), rows.length ? inChunks(rows, forceRow) : el("p", { class: "quiet" }, word("nobody")));
  });
  return $("force").replaceChildren(el("h2", { tabindex: "-1" }, word("ruled")(iso(state.day))), narrowing ? el("p", { class: "quiet" }, word("filtered")) : "", ...sections);
}

// A list of any length, a hundred rows at a time.
function inChunks(rows, made) {
  const list = el("ul", { class: "list" });
  const more = (from) => {
    const added = rows.slice(from, from + CHUNK).map(made), rest = rows.length - from - added.length;
    list.append(...added);
    if (!rest) return added;
    const button = el("button", { type: "button", class: "link", onclick: () => { holder.remove(); more(from + CHUNK)[0].querySelector("a")?.focus(); } }, word("more")(rest));
    const holder = el("li", {}, button);
    list.append(holder);
    return added;
  };
  more(0);
  return list;
}

// ---- the same as a list

const inView = () => strips.flatMap((one) => one.items).filter((item) => item.end >= state.from && item.begin <= state.to)
  .sort((a, b) => a.begin - b.begin || a.end - b.end || (a.thing.id < b.thing.id ? -1 : 1));
const shortSpan = (item) => (item.role === IN_FORCE ? span(item.begin, item.end) : item.edtf);

function listRow(item) {
  return el("li", {}, icon(kinds.get(item.thing.kind)), el("div", {}, el("p", { class: "quiet" }, `${shortSpan(item)} · ${say(item.role.name)}`), nameOf(item.thing), mark(item.modality)));
}

function showList() {
  const found = inView();
  $("list").replaceChildren(el("p", { class: "quiet" }, word("listed")(found.length, iso(state.from), iso(state.to))), inChunks(found, listRow));
}

const undatedShown = () => undated.filter(passes);
function showUndated() {
  const found = undatedShown(), sections = ranked.map((kind) => {
    const rows = found.filter((thing) => thing.kind === kind.key);
    const row = (thing) => el("li", {}, icon(kind), nameOf(thing));
    return rows.length ? el("section", { class: "block" }, el("h3", {}, `${say(kind.name)}　${rows.length}`), inChunks(rows, row)) : null;
  });
  $("undated").replaceChildren(el("p", { class: "quiet" }, word("undatedIntro")), ...sections.filter(Boolean));
}

// ---- the tabs

const SHOWN = { force: showForce, list: showList, undated: showUndated, details: () => (state.selected ? showThing(things.get(state.selected)) : showOverview()) };

function showPanel() {
  const inside = $("panel").contains(document.activeElement) && document.activeElement.getAttribute("role") !== "tab";
  for (const tab of TABS) {
    $(tab).hidden = state.tab !== tab;
    $(`tab-${tab}`).setAttribute("aria-selected", String(state.tab === tab));
    $(`tab-${tab}`).tabIndex = state.tab === tab ? 0 : -1;
  }
  $("tab-undated").textContent = word("undated")(undatedShown().length);
  if (document.readyState !== "loading" || state.tab !== "force" && !state.selected) SHOWN[state.tab]();
  // A followed link is gone from the page; reading goes on at the name of what it led to.
  if (inside && !$("panel").contains(document.activeElement)) ($(state.tab).querySelector("h2") || $(state.tab)).focus();
}

function openTab(tab) {
  state.tab = tab;
  showPanel();
  remember();
}

for (const [n, tab] of TABS.entries()) {
  $(`tab-${tab}`).addEventListener("click", () => openTab(tab));
  $(`tab-${tab}`).addEventListener("keydown", ({ key }) => {
    const step = { ArrowLeft: TABS.length - 1, ArrowRight: 1 }[key];
    if (!step) return;
    openTab(TABS[(n + step) % TABS.length]);
    $(`tab-${state.tab}`).focus();
  });
}
// Links to things keep the view as it is: only what they point to changes.
$("panel").addEventListener("click", (event) => {
  const id = event.target.closest?.("a[data-id]")?.dataset.id;
  if (id === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(id, { move: true });
});
