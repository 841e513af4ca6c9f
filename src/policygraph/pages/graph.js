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
const byDegree = [...things.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1));
const off = { kinds: new Set(), relations: new Set(), modalities: new Set() };
const state = { lang: data.lang, selected: null, link: null, near: false, hovered: null, tab: "details" };

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
const nodes = new vis.DataSet([...byDegree].reverse().map(({ id, x, y, size, shape, color }) => ({
  id, x, y, size, shape, hidden: false, opacity: 1,
  color: { background: color, border: darker(color), highlight: { background: color, border: "#1c2733" }, hover: { background: color, border: "#1c2733" } },
})));
const edges = new vis.DataSet(data.edges.map(({ id, from, to, arrows, relation, modality, ...curve }) => ({
  id, from, to, ...curve, hidden: false, width: 1, dashes: STROKES[modality] || false,
  arrows: { to: { enabled: arrows === "to", scaleFactor: 0.42 } }, color: edgeColour("#aab4c0", 0.75),
})));
function edgeColour(color, opacity) { return { color, opacity, highlight: "#1d5a96", hover: "#1d5a96", inherit: false }; }

const light = links.size > 3000;
const network = new vis.Network($("network"), { nodes, edges }, {
  ...data.options, autoResize: false, interaction: { ...data.options.interaction, hideEdgesOnDrag: light, hideEdgesOnZoom: light },
});
$("network").firstElementChild.tabIndex = -1;
const shown = { things: new Set(things.keys()), links: new Set(links.keys()), bright: new Set() };

function passes(edge) { return !off.relations.has(edge.relation) && !off.modalities.has(edge.modality); }
function other(edge, id) { return edge.from === id ? edge.to : edge.from; }

// Things and lines grow less than the view does, as on a map: zooming in makes room, zooming out keeps them visible.
let level = 1;
function grown() { return level < 1 ? level ** -0.3 : level ** -0.6; }
function wide(look) { return (look === "near" ? 2 : 1) * grown(); }
function keepSize() {
  const now = 1.35 ** Math.round(Math.log(network.getScale()) / Math.log(1.35));
  if (now === level) return;
  level = now;
  nodes.update([...things.values()].map(({ id, size }) => ({ id, size: size * grown() })));
  edges.update(edges.map(({ id, look, arrows }) => ({ id, width: wide(look), arrows: { to: { enabled: arrows.to.enabled, scaleFactor: 0.42 * grown() } } })));
}

// Decide what is shown and what is bright, and hand vis-network only what has changed.
function refresh() {
  const chosen = state.selected || (state.link && links.get(state.link).from);
  const focus = new Set(chosen ? [chosen] : []);
  if (state.link) focus.add(links.get(state.link).to);
  else if (chosen) for (const edge of things.get(chosen).links) if (passes(edge)) focus.add(other(edge, chosen));
  shown.bright = focus;
  shown.things = new Set([...things.values()].filter((thing) =>
    thing.id === chosen || (!off.kinds.has(thing.kind) && (!state.near || !chosen || focus.has(thing.id)))).map((thing) => thing.id));
  shown.links = new Set([...links.values()].filter((edge) => edge.id === state.link ||
    (passes(edge) && shown.things.has(edge.from) && shown.things.has(edge.to))).map((edge) => edge.id));
  nodes.update(nodes.map((node) => ({ node, hidden: !shown.things.has(node.id), opacity: !chosen || focus.has(node.id) ? 1 : pale.nodes }))
    .filter(({ node, hidden, opacity }) => node.hidden !== hidden || node.opacity !== opacity)
    .map(({ node, hidden, opacity }) => ({ id: node.id, hidden, opacity })));
  const changed = [];
  edges.forEach((edge) => {
    const near = state.link ? edge.id === state.link : edge.from === chosen || edge.to === chosen;
    const hidden = !shown.links.has(edge.id), look = !chosen ? "plain" : near ? "near" : state.near ? "plain" : "pale";
    if (edge.hidden === hidden && (edge.look || "plain") === look) return;
    const color = look === "near" ? edgeColour("#3f77ad", 1) : edgeColour("#aab4c0", look === "pale" ? pale.edges : 0.75);
    changed.push({ id: edge.id, hidden, look, color, width: wide(look) });
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

// ---- names on the picture: as many as find room, the most linked first, none upon another

class Room {
  constructor() { this.cells = new Map(); }
  *at([left, top, right, bottom]) {
    for (let x = Math.floor(left / 80); x <= Math.floor(right / 80); x += 1)
      for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y += 1) yield `${x},${y}`;
  }
  free(box) {
    for (const cell of this.at(box)) for (const [left, top, right, bottom] of this.cells.get(cell) || [])
      if (box[0] < right && box[2] > left && box[1] < bottom && box[3] > top) return false;
    return true;
  }
  take(box) { for (const cell of this.at(box)) (this.cells.get(cell) || this.cells.set(cell, []).get(cell)).push(box); }
}

function write(context, text, x, y, colour) {
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawNames(context, names, bodies, seen, scale) {
  // The hubs of what is in view are named even where that covers a lesser thing.
  const prime = new Set(seen.slice(0, 14).filter(({ thing }) => thing.degree > 5).map(({ thing }) => thing));
  const rank = (thing) => (thing.id === state.selected ? 0 : thing.id === state.hovered ? 1 : shown.bright.has(thing.id) ? 2 : 3);
  const chosen = shown.bright.size > 0, { clientWidth, clientHeight } = context.canvas;
  const wanted = seen.filter(({ thing }) => !chosen || rank(thing) < 3).sort((a, b) => rank(a.thing) - rank(b.thing));
  for (const { thing, x, y, radius } of wanted) {
    const first = rank(thing) < 2, size = first ? 14 : Math.min(15, 12 + thing.degree / 25);
    context.font = `${first || thing.degree > 12 ? 600 : 400} ${size.toFixed(1)}px ${FONT}`;
    const [text, wide] = cut(context, thing.label, context.font, first ? 340 : scale > 1.1 ? 220 : 132);
    const under = second(thing), lines = under ? 2 : 1, tall = size + 3 + (lines - 1) * 13;
    let below = ["", 0];
    if (under) { context.save(); context.font = `400 11px ${FONT}`; below = cut(context, under, "11", first ? 340 : 170); context.restore(); }
    const half = Math.max(wide, below[1]) / 2 + 3;
    const spots = [[x, y + radius + 3], [x, y - radius - tall - 3], [x + radius + half + 2, y - tall / 2], [x - radius - half - 2, y - tall / 2]];
    const box = ([cx, cy]) => [cx - half, cy, cx + half, cy + tall];
    const whole = (one) => { const [left, top, right, bottom] = box(one); return left > 1 && top > 1 && right < clientWidth - 1 && bottom < clientHeight - 1 && names.free(box(one)); };
    const spot = spots.find((one) => whole(one) && bodies.free(box(one))) || (first ? spots.find(whole) || spots[0] : prime.has(thing) && spots.find(whole));
    if (!spot) continue;
    names.take([spot[0] - half, spot[1], spot[0] + half, spot[1] + tall]);
    write(context, text, spot[0], spot[1] + size / 2 + 1, "#1c2733");
    if (under) { context.font = `400 11px ${FONT}`; write(context, below[0], spot[0], spot[1] + size + 9, "#5b6877"); }
  }
}

// Relations are named for what is selected, and for all that is in view once there is room between things.
function drawRelations(context, names, bodies, scale) {
  const chosen = state.selected ? things.get(state.selected).links : state.link ? [links.get(state.link)] : scale > 1.25 ? [...links.values()] : [];
  const { clientWidth, clientHeight } = context.canvas, inside = ({ x, y }) => x > 0 && y > 0 && x < clientWidth && y < clientHeight;
  context.font = `400 11px ${FONT}`;
  for (const { id, relation } of chosen) {
    const edge = network.body.edges[id];
    if (!shown.links.has(id) || !edge || !edge.connected) continue;
    const [text, wide] = cut(context, say(relations.get(relation).name), context.font, 150);
    const spots = [0.5, 0.62, 0.38, 0.74, 0.26].map((part) => network.canvasToDOM(edge.edgeType.getPoint(part)));
    const [, far, , , near] = spots, long = Math.hypot(spots[3].x - near.x, spots[3].y - near.y) * 2;
    if (long < wide + 24 || (!inside(spots[0]) && !inside(far))) continue;
    const box = ({ x, y }, margin) => [x - wide / 2 - margin, y - 7 - margin, x + wide / 2 + margin, y + 7 + margin];
    const spot = spots.find((one) => inside(one) && names.free(box(one, 9)) && bodies.free(box(one, 0)));
    if (!spot) continue;
    names.take(box(spot, 0));
    write(context, text, spot.x, spot.y, "#3c5f85");
  }
}

network.on("afterDrawing", (context) => {
  const { clientWidth, clientHeight, width } = context.canvas, scale = network.getScale(), names = new Room(), bodies = new Room(), seen = [];
  for (const thing of byDegree) {
    if (!shown.things.has(thing.id)) continue;
    const { x, y } = network.canvasToDOM(network.body.nodes[thing.id]), radius = thing.size * grown() * scale;
    if (x < -80 || y < -30 || x > clientWidth + 80 || y > clientHeight + 30) continue;
    seen.push({ thing, x, y, radius });
    if (!shown.bright.size || shown.bright.has(thing.id)) bodies.take([x - radius * 0.85, y - radius * 0.85, x + radius * 0.85, y + radius * 0.85]);
  }
  context.save();
  context.setTransform(width / clientWidth, 0, 0, width / clientWidth, 0, 0);
  Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 3.5, lineJoin: "round", strokeStyle: "rgba(251,252,253,.92)" });
  drawNames(context, names, bodies, seen, scale);
  drawRelations(context, names, bodies, scale);
  context.restore();
});
network.on("beforeDrawing", (context) => {
  if (!state.selected || !shown.things.has(state.selected)) return;
  const { x, y } = network.body.nodes[state.selected];
  context.beginPath();
  context.arc(x, y, things.get(state.selected).size * grown() + 9 / network.getScale(), 0, 2 * Math.PI);
  context.fillStyle = "rgba(29, 90, 150, .18)";
  context.fill();
});
