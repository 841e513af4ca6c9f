// Around the picture: what is said of a thing and where, search, filters, keys. Loaded last, so it starts the page.
"use strict";

// ---- the panel: what is said, and where

// The fact that a drawn link stands for; a link that no fact covers is shown without a source.
function factOf(edge) {
  const name = relations.get(edge.relation).name;
  const lines = linesOf(edge.from).filter((line) => line.target === edge.to && line.property[0] === name[0]);
  return lines.find((line) => line.modality === edge.modality) || { value: [things.get(edge.to).label, ""], target: edge.to, modality: edge.modality, citations: [], why: ["", ""] };
}

// What a link that stands for several says by itself, and how a thing's panel leads there.
const told = (edge) => linesOf(`link/${edge.id}`);
function tie(edge, thing) {
  const all = el("button", { type: "button", class: "link", onclick: () => select(null, { edge: edge.id }) }, word("ways")(edge.count || 1));
  return el("dd", {}, el("div", { class: "value" }, link(thing), mark(edge.modality)), all);
}

function factsOf(thing) {
  const lines = linesOf(thing.id), pairs = lines.map((line) => [say(line.property), value(line, things.get(line.target))]);
  for (const edge of thing.links) {
    if (edge.from !== thing.id || told(edge).length || lines.includes(factOf(edge))) continue;
    pairs.push([say(relations.get(edge.relation).name), value(factOf(edge), things.get(edge.to))]);
  }
  return pairs;
}

function showThing(thing) {
  const incoming = thing.links.filter((edge) => edge.to === thing.id && edge.from !== thing.id)
    .filter((edge) => !told(edge).length).map((edge) => [say(relations.get(edge.relation).name), value(factOf(edge), things.get(edge.from), false)]);
  const ties = thing.links.filter((edge) => told(edge).length).map((edge) => [say(relations.get(edge.relation).name), tie(edge, things.get(other(edge, thing.id)))]);
  const parts = [
    kindLine(thing), el("h2", { dir: "auto", lang: "zh-Hans", tabindex: "-1" }, thing.label),
    second(thing) ? el("p", { class: "second", lang: "en" }, second(thing)) : null,
    thing.aliases.length ? el("p", { class: "aliases", dir: "auto" }, word("alias") + thing.aliases.join(state.lang === "zh" ? "、" : ", ")) : null,
    thing.unsure ? el("p", { class: "why", dir: "auto" }, `${word("unsure")}${say(thing.unsure)}`) : null,
    thing.hub ? el("p", { class: "quiet" }, `${word("hubbed")} `, el("code", {}, `policygraph show ${thing.id}`)) : null,
    thing.value ? el("p", { class: "quiet" }, `${say(data.measure)} ${thing.value[0]}`) : null,
    el("div", { class: "act" },
      el("button", { type: "button", class: "small", onclick: () => centre(thing.id) }, word("centre")),
      el("button", { type: "button", class: "small", onclick: () => select(null) }, word("back"))),
    ties.length ? block(word("ties"), ties, "") : null,
    block(word("facts"), factsOf(thing), word("noFacts")),
    incoming.length ? block(word("incoming"), incoming, "") : null,
    identity(thing),
  ];
  $("details").replaceChildren(...parts.filter(Boolean));
}

function showLink(edge) {
  const own = told(edge), line = factOf(edge), name = say(relations.get(edge.relation).name);
  const parts = [
    el("p", { class: "kind" }, word("statement")),
    el("div", { class: "said" }, kindLine(things.get(edge.from)), el("p", { class: "value" }, link(things.get(edge.from))),
      el("p", { class: "via", dir: "auto" }, `${edge.arrows ? "↓" : "↕"} ${name}${edge.count ? ` ×${edge.count}` : ""}`), kindLine(things.get(edge.to)),
      own.length ? el("p", { class: "value" }, link(things.get(edge.to)), mark(edge.modality)) : el("dl", {}, value(line, things.get(edge.to)))),
    own.length ? block(word("facts"), own.map((one) => [say(one.property), value(one, things.get(one.target), false)]), "") : null,
    el("div", { class: "act" }, el("button", { type: "button", class: "small", onclick: () => select(null) }, word("back"))),
  ];
  $("details").replaceChildren(...parts.filter(Boolean));
}

function showOverview() {
  const hubs = byWorth.slice(0, 10).map((thing) => el("li", {}, icon(kinds.get(thing.kind)), nameOf(thing), el("span", { class: "count" }, thing.value ? thing.value[0] : String(thing.degree))));
  const hints = word("hints").map(([key, text]) => el("li", {}, el("b", {}, key), text));
  $("details").replaceChildren(
    el("p", {}, word("intro")),
    ...(data.counted ? [el("p", { class: "quiet", id: "counted" }, say(data.counted))] : []),
    el("section", { class: "block" }, el("h3", {}, data.measure ? word("first")(say(data.measure)) : word("hub")), el("ul", { class: "list", style: "margin-top: 8px" }, ...hubs)),
    el("ul", { class: "hints" }, ...hints));
}

function showAll() {
  const sections = data.kinds.map((kind) => {
    const rows = [...things.values()].filter((thing) => thing.kind === kind.key).sort((a, b) => a.label.localeCompare(b.label, "zh"));
    const list = rows.map((thing) => el("li", {}, icon(kind), nameOf(thing), el("span", { class: "count" }, String(thing.degree))));
    return rows.length ? el("section", { class: "block" }, el("h3", {}, `${say(kind.name)}　${rows.length}`), el("ul", { class: "list" }, ...list)) : null;
  });
  $("all").replaceChildren(...sections.filter(Boolean));
}

function showPanel() {
  const inside = $("panel").contains(document.activeElement);
  for (const tab of ["details", "all"]) {
    $(tab).hidden = state.tab !== tab;
    $(`tab-${tab}`).setAttribute("aria-selected", String(state.tab === tab));
    $(`tab-${tab}`).tabIndex = state.tab === tab ? 0 : -1;
  }
  if (state.tab === "all") showAll();
  if (state.selected) showThing(things.get(state.selected));
  else if (state.link) showLink(links.get(state.link));
  else showOverview();
  // A followed link is gone from the page; reading goes on at the name of what it led to.
  if (inside && document.activeElement.getAttribute("role") !== "tab") ($("details").querySelector("h2") || $("details")).focus();
}

function openTab(tab) { state.tab = tab; showPanel(); }

// ---- selection

function select(id, { move = false, edge = null } = {}) {
  Object.assign(state, { selected: things.has(id) ? id : null, link: edge, tab: "details" });
  if (!state.selected && !edge) state.near = false;
  if (state.selected && $("query").value !== things.get(id).label) $("query").value = "";
  refresh();
  showPanel();
  $("details").scrollTop = 0;
  const wanted = state.selected ? address(state.selected) : "";
  if (location.hash !== wanted && (location.hash || wanted)) location.hash = wanted;
  if (state.selected && state.near) fit();
  else if (state.selected && move) centre(state.selected);
}

function fromAddress() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* not one of our addresses */ }
  if (things.has(id) ? id !== state.selected : state.selected) select(id, { move: true });
}

network.on("click", ({ nodes: [node], edges: [edge] }) => select(node ?? null, { edge: node === undefined ? edge ?? null : null }));
network.on("beforeDrawing", keepSize);
network.on("dragStart", () => { again = null; });
network.on("zoom", ({ scale }) => { again = null; if (scale > 8 || scale < 0.02) zoom(1); });
new ResizeObserver(() => { network.setSize("100%", "100%"); network.redraw(); if (again) again(); }).observe($("network"));
network.on("hoverNode", ({ node }) => { state.hovered = node; network.redraw(); });
network.on("blurNode", () => { state.hovered = null; network.redraw(); });
addEventListener("hashchange", fromAddress);

// ---- filters

function filtered(one = false) {
  refresh();
  if (one) return;
  filters();
  fit();
}

function filters() {
  const focused = document.activeElement?.id, perKind = tally(things.values(), "kind"), perRelation = tally(links.values(), "relation"), perModality = tally(links.values(), "modality"), perGroup = tally(things.values(), "community");
  filter("kinds", word("kinds"), data.kinds.filter(({ key }) => perKind.has(key)).map((kind) => [kind.key, say(kind.name), perKind.get(kind.key), icon(kind)]));
  filter("relations", word("relations"), data.relations.map((r) => [r.key, say(r.name), perRelation.get(r.key)]).sort((a, b) => b[2] - a[2]));
  const order = [...new Set([...Object.keys(STROKES), ...perModality.keys()])].filter((key) => perModality.has(key));
  filter("modalities", word("modalities"), order.map((key) => [key, word(key) || key, perModality.get(key), stroke(key)]));
  $("groups").hidden = !groups.size;
  if (groups.size) filter("groups", word("groups"), data.groups.map(({ key, hub, colour }) => [key, hub ? things.get(hub).label : word("alone"), perGroup.get(key) || 0, swatch(colour)]));
  if (focused) $(focused)?.focus();
}

// ---- the rest of the page

// ---- by region and year

const years = [...things.values()].flatMap((thing) => (thing.years || []).flat()).filter((year) => year > 1900 && year < 2200);
const [earliest, latest] = [Math.min(...years), Math.max(...years)];

function choice(id, options, chosen, use) {
  const made = options.map(([key, name]) => el("option", { value: key, selected: String(key) === String(chosen) }, name));
  const box = el("select", { id, "aria-label": word(id), onchange: (event) => { use(event.target.value); refresh(); fit(); } }, ...made);
  box.value = String(chosen);
  return box;
}

function narrowing() {
  const held = new Map();
  for (const { where } of things.values()) for (const place of new Set((where || []).flatMap((one) => [...around(one)]))) held.set(place, (held.get(place) || 0) + 1);
  const places = Object.keys(data.regions).filter((place) => held.has(place)).map((place) => [place, `${say(data.regions[place][0])}　${held.get(place)}`]);
  const every = years.length ? Array.from({ length: latest - earliest + 1 }, (_, n) => earliest + n) : [];
  const range = every.map((year) => [year, String(year)]), rows = [];
  if (places.length > 1) rows.push(el("h3", {}, word("region")), choice("region", [["", word("anywhere")], ...places], state.region, (key) => { state.region = key; }));
  if (every.length > 1) rows.push(el("h3", {}, word("years")), el("div", { class: "span" },
    choice("from", [[0, word("start")], ...range], state.from, (key) => { state.from = Number(key); }), "–",
    choice("until", [[0, word("end")], ...range], state.until, (key) => { state.until = Number(key); })));
  $("narrowing").hidden = !rows.length;
  $("narrowing").replaceChildren(...rows);
}

function speak(lang) {
  state.lang = lang;
  translate();
  $("size").textContent = word("size")(things.size, links.size);
  filters();
  narrowing();
  showPanel();
  network.redraw();
}

function reset() {
  for (const set of Object.values(off)) set.clear();
  Object.assign(state, { near: false, region: "", from: 0, until: 0 });
  select(null);
  nodes.update(data.nodes.map(({ id, x, y }) => ({ id, x, y })));
  $("query").value = "";
  filters();
  narrowing();
  fit();
}

function zoom(factor) {
  again = null;
  network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)), animation: false });
}

$("zh").addEventListener("click", () => speak("zh"));
$("en").addEventListener("click", () => speak("en"));
$("near").addEventListener("click", () => {
  state.near = !state.near;
  refresh();
  if (state.near) fit();
  else if (state.selected) centre(state.selected);
});
$("fit").addEventListener("click", () => fit());
$("reset").addEventListener("click", reset);
$("in").addEventListener("click", () => zoom(1.3));
$("out").addEventListener("click", () => zoom(1 / 1.3));
$("filters").addEventListener("click", () => $("filters").setAttribute("aria-expanded", String($("side").classList.toggle("open"))));
$("skip").addEventListener("click", (event) => { event.preventDefault(); openTab("all"); $("all").focus(); });
for (const tab of ["details", "all"]) {
  $(`tab-${tab}`).addEventListener("click", () => openTab(tab));
  $(`tab-${tab}`).addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    openTab(state.tab === "all" ? "details" : "all");
    $(`tab-${state.tab}`).focus();
  });
}
// Shift and an arrow select the nearest thing on that side of the selected one, or of the middle.
function walk(way) {
  const from = state.selected ? network.body.nodes[state.selected] : network.getViewPosition();
  const ahead = [...shown.things].filter((id) => id !== state.selected).map((id) => {
    const { x, y } = network.body.nodes[id], along = way ? (x - from.x) * way[0] + (y - from.y) * way[1] : 1;
    return { id, along, far: Math.hypot(x - from.x, y - from.y) };
  }).filter(({ along, far }) => !way || along > far * 0.6).sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1));
  if (!ahead.length) return;
  select(ahead[0].id, { move: true });
  news(things.get(ahead[0].id).label, true);
}
$("network").addEventListener("keydown", (event) => {
  const { x, y } = network.getViewPosition(), step = 60 / network.getScale();
  const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (move && !event.shiftKey) again = null;
  if (move && event.shiftKey) walk(move.map(Math.sign));
  else if (move) network.moveTo({ position: { x: x + move[0], y: y + move[1] }, animation: false });
  else if (event.key === "+" || event.key === "=") zoom(1.2);
  else if (event.key === "-") zoom(1 / 1.2);
  else if (event.key === "0") fit();
  else if (event.key === "Enter" && !state.selected && byWorth.length) walk(null);
  else return;
  event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input[type=text]")) return;
  if (event.key === "/") { event.preventDefault(); $("query").focus(); }
  else if (event.key === "Escape" && (state.selected || state.link)) select(null);
});
addEventListener("beforeprint", () => { network.setSize("100%", "100%"); fit(true); });

$("network").querySelector("canvas").setAttribute("aria-hidden", "true");
speak(state.lang);
refresh();
fit(true);
fromAddress();
keepSize();
network.body.emitter.emit("_allowRedraw");
network.redraw();
performance.mark("drawn");
globalThis.policygraph = Object.freeze({ network, nodes, edges, select });
