// Around the picture: what is said of a thing and where, search, filters, keys. Loaded last, so it starts the page.
"use strict";

// ---- the panel: what is said, and where

function citations(line) {
  if (!line.citations.length) return [el("p", { class: "cite" }, word("noSource"))];
  return line.citations.map((number) => el("p", { class: "cite", dir: "auto" }, say(data.citations[number])));
}

// A line's value as a row; *more*: what the fact says beyond the name of the thing that it points to.
function value(line, thing, more = true) {
  const whole = el("div", { class: "value" }, thing ? link(thing) : el("span", { dir: "auto" }, say(line.value)), mark(line.modality));
  if (thing && second(thing)) whole.append(el("small", { lang: "en" }, second(thing)));
  if (thing && more && line.value[0] !== thing.label) whole.append(el("small", { dir: "auto" }, say(line.value)));
  const why = say(line.why) ? el("p", { class: "why", dir: "auto" }, word("why") + say(line.why)) : null;
  return el("dd", {}, whole, why, ...citations(line));
}

// Rows of one property; a long list shows its first eight and a button for the rest.
function group(name, rows) {
  const made = [el("dt", { dir: "auto" }, name), ...rows.slice(0, 8)], rest = rows.slice(8);
  if (rest.length > 2) {
    const button = el("button", { type: "button", class: "link", onclick: () => { holder.replaceWith(...rest); rest[0].querySelector("a")?.focus(); } }, word("more")(rest.length));
    const holder = el("dd", {}, button);
    return [...made, holder];
  }
  return [...made, ...rest];
}

function block(heading, pairs, none) {
  const groups = new Map();
  for (const [name, row] of pairs) groups.set(name, [...(groups.get(name) || []), row]);
  const list = el("dl", {}, ...[...groups].flatMap(([name, rows]) => group(name, rows)));
  return el("section", { class: "block" }, el("h3", {}, `${heading}　${pairs.length}`), pairs.length ? list : el("p", { class: "quiet" }, none));
}

// The fact that a drawn link stands for; a link that no fact covers is shown without a source.
function factOf(edge) {
  const name = relations.get(edge.relation).name;
  const lines = (data.facts[edge.from] || []).filter((line) => line.target === edge.to && data.properties[line.property][0] === name[0]);
  return lines.find((line) => line.modality === edge.modality) || { value: [things.get(edge.to).label, ""], target: edge.to, modality: edge.modality, citations: [], why: ["", ""] };
}

function factsOf(thing) {
  const lines = data.facts[thing.id] || [];
  const pairs = lines.map((line) => [say(data.properties[line.property]), value(line, things.get(line.target))]);
  for (const edge of thing.links) {
    if (edge.from !== thing.id || lines.includes(factOf(edge))) continue;
    pairs.push([say(relations.get(edge.relation).name), value(factOf(edge), things.get(edge.to))]);
  }
  return pairs;
}

function copyButton(text) {
  return el("button", { type: "button", class: "small", onclick: () => copy(text) }, word("copy"));
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); news(word("copied")); } catch { news(copyOld(text) ? word("copied") : word("notCopied")); }
}

function copyOld(text) {
  const area = el("textarea", { "aria-hidden": "true" }), before = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

function identity(thing) {
  const query = `SELECT ?p ?o WHERE { <${thing.iri}> ?p ?o }`;
  const rows = [el("div", { class: "pair" }, el("code", { "aria-label": word("id"), id: "thing-id" }, thing.id), copyButton(thing.id))];
  if (thing.iri) rows.push(
    el("div", { class: "pair" }, el("code", { "aria-label": "IRI", id: "thing-iri" }, thing.iri), copyButton(thing.iri)),
    el("p", { class: "quiet", style: "margin-top: 12px" }, word("sparql")),
    el("div", { class: "pair" }, el("pre", { class: "code", id: "thing-query" }, query), copyButton(query)));
  return el("section", { class: "block" }, el("h3", {}, word("identity")), ...rows);
}

function kindLine(thing) {
  return el("p", { class: "kind" }, icon(kinds.get(thing.kind)), say(kinds.get(thing.kind).name));
}

function showThing(thing) {
  const incoming = thing.links.filter((edge) => edge.to === thing.id && edge.from !== thing.id)
    .map((edge) => [say(relations.get(edge.relation).name), value(factOf(edge), things.get(edge.from), false)]);
  const parts = [
    kindLine(thing), el("h2", { dir: "auto", lang: "zh-Hans", tabindex: "-1" }, thing.label),
    second(thing) ? el("p", { class: "second", lang: "en" }, second(thing)) : null,
    thing.aliases.length ? el("p", { class: "aliases", dir: "auto" }, word("alias") + thing.aliases.join(state.lang === "zh" ? "、" : ", ")) : null,
    el("div", { class: "act" },
      el("button", { type: "button", class: "small", onclick: () => centre(thing.id) }, word("centre")),
      el("button", { type: "button", class: "small", onclick: () => select(null) }, word("back"))),
    block(word("facts"), factsOf(thing), word("noFacts")),
    incoming.length ? block(word("incoming"), incoming, "") : null,
    identity(thing),
  ];
  $("details").replaceChildren(...parts.filter(Boolean));
}

function showLink(edge) {
  const line = factOf(edge), name = say(relations.get(edge.relation).name);
  $("details").replaceChildren(
    el("p", { class: "kind" }, word("statement")),
    el("div", { class: "said" }, kindLine(things.get(edge.from)), el("p", { class: "value" }, link(things.get(edge.from))),
      el("p", { class: "via", dir: "auto" }, `↓ ${name}`), kindLine(things.get(edge.to)), el("dl", {}, value(line, things.get(edge.to)))),
    el("div", { class: "act" }, el("button", { type: "button", class: "small", onclick: () => select(null) }, word("back"))));
}

function showOverview() {
  const hubs = byDegree.slice(0, 10).map((thing) => el("li", {}, icon(kinds.get(thing.kind)), nameOf(thing), el("span", { class: "count" }, String(thing.degree))));
  const hints = word("hints").map(([key, text]) => el("li", {}, el("b", {}, key), text));
  $("details").replaceChildren(
    el("p", {}, word("intro")),
    el("section", { class: "block" }, el("h3", {}, word("hub")), el("ul", { class: "list", style: "margin-top: 8px" }, ...hubs)),
    el("ul", { class: "hints" }, ...hints));
}

function nameOf(thing) {
  return el("span", {}, link(thing), second(thing) ? " " : null, second(thing) ? el("small", { lang: "en" }, second(thing)) : null);
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

// ---- search

const plain = (text) => String(text || "").normalize("NFKC").toLowerCase().replace(/[\s'’·]+/g, "");
const entries = byDegree.map((thing) => {
  const syllables = String(thing.pinyin || "").trim().split(/\s+/).filter(Boolean);
  const fields = [thing.label, ...thing.aliases, thing.en, thing.pinyin, syllables.length > 1 ? syllables.map((s) => s[0]).join("") : "", thing.id];
  return { thing, fields: fields.map(plain).filter(Boolean), whole: plain(fields.join(" ")) };
});
let hits = [], active = -1;

function rate({ fields }, wanted) {
  return Math.min(...fields.map((field) => (field === wanted ? 0 : field.startsWith(wanted) ? 1 : field.includes(wanted) ? 2 : 9)));
}

function find(text) {
  const wanted = plain(text), terms = text.split(/\s+/).map(plain).filter(Boolean);
  if (!wanted) return [];
  return entries.map((entry) => ({ thing: entry.thing, score: rate(entry, wanted) < 9 ? rate(entry, wanted) : terms.every((term) => entry.whole.includes(term)) ? 3 : 9 }))
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

// ---- filters

function filter(where, heading, rows) {
  const set = off[where], all = rows.map(([key]) => key);
  const apply = (keys) => { set.clear(); keys.forEach((key) => set.add(key)); refresh(); filters(); fit(); };
  const list = rows.map(([key, name, count, sign]) => {
    const box = el("input", { type: "checkbox", id: `${where}:${key}`, checked: !set.has(key), onchange: (event) => { event.target.checked ? set.delete(key) : set.add(key); refresh(); counts(); } });
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

function filters() {
  const focused = document.activeElement?.id, perKind = tally(things.values(), "kind"), perRelation = tally(links.values(), "relation"), perModality = tally(links.values(), "modality");
  filter("kinds", word("kinds"), data.kinds.filter(({ key }) => perKind.has(key)).map((kind) => [kind.key, say(kind.name), perKind.get(kind.key), icon(kind)]));
  filter("relations", word("relations"), data.relations.map((r) => [r.key, say(r.name), perRelation.get(r.key)]).sort((a, b) => b[2] - a[2]));
  const order = [...new Set([...Object.keys(STROKES), ...perModality.keys()])].filter((key) => perModality.has(key));
  filter("modalities", word("modalities"), order.map((key) => [key, word(key) || key, perModality.get(key), stroke(key)]));
  if (focused) $(focused)?.focus();
}

// ---- the rest of the page

let silence = 0;
function news(text, quiet = false) {
  $("news").textContent = text;
  $("news").classList.toggle("on", !quiet);
  clearTimeout(silence);
  silence = setTimeout(() => $("news").classList.remove("on"), 1600);
}

function speak(lang) {
  state.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  document.title = $("title").textContent = say(data.title);
  $("title").title = say(data.title);
  $("size").textContent = word("size")(things.size, links.size);
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
  for (const key of ["zh", "en"]) $(key).setAttribute("aria-pressed", String(key === lang));
  filters();
  showPanel();
  network.redraw();
}

function reset() {
  for (const set of Object.values(off)) set.clear();
  state.near = false;
  select(null);
  nodes.update(data.nodes.map(({ id, x, y }) => ({ id, x, y })));
  $("query").value = "";
  filters();
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
$("network").addEventListener("keydown", (event) => {
  const { x, y } = network.getViewPosition(), step = 60 / network.getScale();
  const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  again = move ? null : again;
  if (move) network.moveTo({ position: { x: x + move[0], y: y + move[1] }, animation: false });
  else if (event.key === "+" || event.key === "=") zoom(1.2);
  else if (event.key === "-") zoom(1 / 1.2);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input[type=text]")) return;
  if (event.key === "/") { event.preventDefault(); $("query").focus(); }
  else if (event.key === "Escape" && (state.selected || state.link)) select(null);
});
addEventListener("beforeprint", () => { network.setSize("100%", "100%"); fit(true); });

speak(state.lang);
refresh();
fit(true);
network.once("afterDrawing", () => { if (!state.selected) fit(true); });
fromAddress();
globalThis.policygraph = Object.freeze({ network, nodes, edges, select });
