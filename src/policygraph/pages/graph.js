// The picture: which things and links are drawn, how, and how they are named.
"use strict";
const data = JSON.parse($("data").textContent);
const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
const STROKES = { stated: false, inferred: [7, 5], planned: [2, 4], proposed: [8, 4, 2, 4] };
const things = new Map(data.nodes.map((node) => [node.id, { ...node, links: [], degree: 0 }]));
const links = new Map(data.edges.map((edge) => [edge.id, edge]));
const kinds = new Map(data.kinds.map((kind) => [kind.key, kind]));
const relations = new Map(data.relations.map((relation) => [relation.key, relation]));
for (const link of links.values()) {
  things.get(link.from).links.push(link);
  if (link.to !== link.from) things.get(link.to).links.push(link);
}
for (const thing of things.values()) thing.degree = thing.links.length;
const groups = new Map(data.groups.map((group) => [group.key, group]));
const off = { kinds: new Set(), relations: new Set(), modalities: new Set(), ...(groups.size ? { groups: new Set() } : {}) };
const state = { lang: data.lang, selected: null, link: null, near: false, hovered: null, tab: "details", region: "", from: 0, until: 0 };
// The measure that sizes show orders what is named first and drawn on top.
const worth = (thing) => (thing.value ? thing.value[1] : thing.degree);
const byWorth = [...things.values()].sort((a, b) => worth(b) - worth(a) || b.degree - a.degree || (a.id < b.id ? -1 : 1));

const swatch = (colour) => el("span", { class: "swatch", style: `background: ${colour}`, "aria-hidden": "true" });
const address = (id) => `#${encodeURIComponent(id)}`;

function stroke(modality) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 18 18", class: "icon", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const dashes = (STROKES[modality] || []).map((n) => n * 0.7).join(" ");
  for (const [key, value] of Object.entries({ d: "M0 9H18", stroke: "#5b6877", "stroke-width": 1.8, "stroke-dasharray": dashes })) line.setAttribute(key, value);
  svg.append(line);
  return svg;
}

// ---- the picture

const pale = { nodes: 0.16, edges: 0.1 };
// Hubs come last, so that they are drawn on top.
const nodes = new vis.DataSet([...byWorth].reverse().map(({ id, x, y, size, shape, color }) => ({
  id, x, y, size, shape, hidden: false, opacity: 1, shapeProperties: { borderDashes: things.get(id).unsure ? [3, 3] : false },
  color: { background: color, border: darker(color), highlight: { background: color, border: "#1c2733" }, hover: { background: color, border: "#1c2733" } },
})));
const edges = new vis.DataSet(data.edges.map(({ id, from, to, arrows, relation, modality, count, ...curve }) => ({
  id, from, to, ...curve, hidden: false, width: thick(count), dashes: STROKES[modality] || false,
  arrows: { to: { enabled: arrows === "to", scaleFactor: 0.42 } }, color: edgeColour("#aab4c0", 0.75),
})));
// What stands for several ways of being linked is drawn thicker.
function thick(count = 1) { return Math.min(6, 1 + 0.9 * Math.log2(count)); }
function edgeColour(color, opacity) { return { color, opacity, highlight: "#1d5a96", hover: "#1d5a96", inherit: false }; }

const light = links.size > 3000;
const network = new vis.Network($("network"), {}, {
  ...data.options, autoResize: false, interaction: { ...data.options.interaction, hideEdgesOnDrag: light, hideEdgesOnZoom: light },
});
// Nothing is drawn until everything stands in its place: the last file lets it.
network.body.emitter.emit("_blockRedraw");
network.setData({ nodes, edges });
network.body.emitter.emit("_blockRedraw");
$("network").firstElementChild.tabIndex = -1;
const shown = { things: new Set(things.keys()), links: new Set(links.keys()), bright: new Set(), look: new Map() };

function passes(edge) { return !off.relations.has(edge.relation) && !off.modalities.has(edge.modality); }
function other(edge, id) { return edge.from === id ? edge.to : edge.from; }

// By region and year: what a thing says of itself decides; what says nothing of them (a body, a topic) stays where it is
// linked to something that stays. Null: everything fits.
function fits({ where, years }) {
  const tests = [];
  if (state.region) tests.push(where && where.some((place) => place === state.region || around(place).has(state.region)));
  if (state.from || state.until) tests.push(years && years.some(([first, last]) => last >= (state.from || 0) && first <= (state.until || 9999)));
  return tests.includes(false) ? false : tests.includes(undefined) ? undefined : true;
}
const rings = new Map();
function around(place) {
  if (!rings.has(place)) {
    const found = new Set([place]);
    for (const one of found) for (const outer of data.regions[one][1]) found.add(outer);
    rings.set(place, found);
  }
  return rings.get(place);
}
function narrowed() {
  if (!state.region && !state.from && !state.until) return null;
  const fit = new Map([...things.values()].map((thing) => [thing.id, fits(thing)]));
  return new Set([...things.values()].filter(({ id, links: own }) => fit.get(id) ||
    (fit.get(id) === undefined && own.some((edge) => passes(edge) && fit.get(other(edge, id))))).map(({ id }) => id));
}

// Things and lines grow less than the view does, as on a map: zooming in makes room, zooming out keeps them visible.
let level = 1;
function grown() { return level < 1 ? level ** -0.3 : level ** -0.6; }
function wide(link, look) { return (look === "near" ? 2 : 1) * thick(link.count) * grown(); }
// vis-network's own objects are set directly: handing it thousands of changed items takes longer than drawing them.
function keepSize() {
  const now = 1.35 ** Math.round(Math.log(network.getScale()) / Math.log(1.35));
  if (now === level) return;
  level = now;
  for (const { id, size } of things.values()) {
    const { options, shape } = network.body.nodes[id];
    options.size = size * grown();
    shape.refreshNeeded = true;
  }
  for (const link of links.values()) {
    const { options } = network.body.edges[link.id];
    options.width = wide(link, shown.look.get(link.id));
    options.arrows.to.scaleFactor = 0.42 * grown();
  }
}

// Decide what is shown and what is bright, and hand vis-network only what has changed.
function refresh() {
  const chosen = state.selected || (state.link && links.get(state.link).from);
  const focus = new Set(chosen ? [chosen] : []);
  if (state.link) focus.add(links.get(state.link).to);
  else if (chosen) for (const edge of things.get(chosen).links) if (passes(edge)) focus.add(other(edge, chosen));
  shown.bright = focus;
  const kept = narrowed();
  shown.things = new Set([...things.values()].filter((thing) =>
    thing.id === chosen || (!off.kinds.has(thing.kind) && !off.groups?.has(thing.community) && (!kept || kept.has(thing.id)) && (!state.near || !chosen || focus.has(thing.id)))).map((thing) => thing.id));
  shown.links = new Set([...links.values()].filter((edge) => edge.id === state.link ||
    (passes(edge) && shown.things.has(edge.from) && shown.things.has(edge.to))).map((edge) => edge.id));
  nodes.update(nodes.map((node) => ({ node, hidden: !shown.things.has(node.id), opacity: !chosen || focus.has(node.id) ? 1 : pale.nodes }))
    .filter(({ node, hidden, opacity }) => node.hidden !== hidden || node.opacity !== opacity)
    .map(({ node, hidden, opacity }) => ({ id: node.id, hidden, opacity, size: things.get(node.id).size * grown() })));
  const changed = [];
  edges.forEach((edge) => {
    const near = state.link ? edge.id === state.link : edge.from === chosen || edge.to === chosen;
    const hidden = !shown.links.has(edge.id), look = !chosen ? "plain" : near ? "near" : state.near ? "plain" : "pale";
    if (edge.hidden === hidden && (shown.look.get(edge.id) || "plain") === look) return;
    shown.look.set(edge.id, look);
    const color = look === "near" ? edgeColour("#3f77ad", 1) : edgeColour("#aab4c0", look === "pale" ? pale.edges : 0.75);
    changed.push({ id: edge.id, hidden, color, width: wide(links.get(edge.id), look) });
  });
  edges.update(changed);
  network.setSelection({ nodes: state.selected ? [state.selected] : [], edges: state.link ? [state.link] : [] }, { highlightEdges: false });
  $("empty").hidden = shown.things.size > 0;
  $("near").disabled = !chosen;
  $("near").setAttribute("aria-pressed", String(state.near && Boolean(chosen)));
}

// The view that holds *wanted* with room for names at its edges, or that stays on *middle* while it holds what it can.
// *again* repeats it when the window changes, until the reader moves the view by hand.
let again = null;
function look(wanted, { middle = null, least = 0.02, most = 1.5, jump = false } = {}) {
  const spots = [...wanted].map((id) => network.body.nodes[id]);
  if (!spots.length) return;
  again = () => look(wanted, { middle, least, most, jump: true });
  const { clientWidth, clientHeight } = $("network"), range = (key) => {
    const all = spots.map((spot) => spot[key]), low = Math.min(...all), high = Math.max(...all);
    return middle ? [middle[key], 2 * Math.max(high - middle[key], middle[key] - low)] : [(low + high) / 2, high - low];
  };
  const [x, wide] = range("x"), [y, tall] = range("y");
  const scale = Math.min(most, Math.max(least, Math.min((clientWidth - 150) / (wide + 40), (clientHeight - 150) / (tall + 40))));
  network.moveTo({ position: { x, y }, scale, offset: { x: 0, y: 12 }, animation: jump || calm() ? false : { duration: 350 } });
}

function fit(jump = false) { look(shown.things, { jump }); }
function centre(id) { look(shown.bright, { middle: network.body.nodes[id], least: 0.65, most: 1.1 }); }
