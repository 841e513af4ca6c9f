// Names on the picture, and its lines from afar: as much as can be read, and no more than can be drawn at once.
"use strict";

// ---- names: as many as find room, the first by measure first, none upon another

const MOST_NAMES = 400;
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

// What was written last, for who saves the picture: text, its middle, size, weight and colour.
let written = [];
function write(context, text, x, y, colour, size, weight = 400) {
  written.push({ text, x, y, colour, size, weight });
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawNames(context, names, bodies, seen, scale) {
  // The hubs of what is in view are named even where that covers a lesser thing.
  const prime = new Set(seen.slice(0, 14).filter(({ thing }) => thing.degree > 5).map(({ thing }) => thing));
  const rank = (thing) => (thing.id === state.selected ? 0 : thing.id === state.hovered ? 1 : shown.bright.has(thing.id) ? 2 : 3);
  const chosen = shown.bright.size > 0, { clientWidth, clientHeight } = context.canvas;
  // Of very many in view the rest would find no room.
  const wanted = seen.filter(({ thing }, place) => rank(thing) < 3 || (!chosen && place < MOST_NAMES)).sort((a, b) => rank(a.thing) - rank(b.thing));
  for (const { thing, x, y, radius } of wanted) {
    const first = rank(thing) < 2, size = first ? 14 : Math.min(15, 12 + thing.degree / 25), weight = first || thing.degree > 12 ? 600 : 400;
    context.font = `${weight} ${size.toFixed(1)}px ${FONT}`;
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
    write(context, text, spot[0], spot[1] + size / 2 + 1, "#1c2733", size, weight);
    if (under) { context.font = `400 11px ${FONT}`; write(context, below[0], spot[0], spot[1] + size + 9, "#5b6877", 11); }
  }
}

// Relations are named for what is selected, and for all that is in view once there is room between things.
function drawRelations(context, names, bodies, scale) {
  const chosen = state.selected ? things.get(state.selected).links : state.link ? [links.get(state.link)] : scale > 1.25 ? [...links.values()] : [];
  const { clientWidth, clientHeight } = context.canvas, inside = ({ x, y }) => x > 0 && y > 0 && x < clientWidth && y < clientHeight;
  context.font = `400 11px ${FONT}`;
  for (const { id, relation, count } of chosen) {
    const edge = network.body.edges[id];
    if (!shown.links.has(id) || !edge || !edge.connected) continue;
    const [text, wide] = cut(context, `${say(relations.get(relation).name)}${count ? ` ×${count}` : ""}`, context.font, 150);
    const spots = [0.5, 0.62, 0.38, 0.74, 0.26].map((part) => network.canvasToDOM(edge.edgeType.getPoint(part)));
    const [, far, , , near] = spots, long = Math.hypot(spots[3].x - near.x, spots[3].y - near.y) * 2;
    if (long < wide + 24 || (!inside(spots[0]) && !inside(far))) continue;
    const box = ({ x, y }, margin) => [x - wide / 2 - margin, y - 7 - margin, x + wide / 2 + margin, y + 7 + margin];
    const spot = spots.find((one) => inside(one) && names.free(box(one, 9)) && bodies.free(box(one, 0)));
    if (!spot) continue;
    names.take(box(spot, 0));
    write(context, text, spot.x, spot.y, "#3c5f85", 11);
  }
}

network.on("afterDrawing", (context) => {
  const { clientWidth, clientHeight, width } = context.canvas, scale = network.getScale(), names = new Room(), bodies = new Room(), seen = [];
  for (const thing of byWorth) {
    if (!shown.things.has(thing.id)) continue;
    const { x, y } = network.canvasToDOM(network.body.nodes[thing.id]), radius = thing.size * grown() * scale;
    if (x < -80 || y < -30 || x > clientWidth + 80 || y > clientHeight + 30) continue;
    seen.push({ thing, x, y, radius });
    if (!shown.bright.size || shown.bright.has(thing.id)) bodies.take([x - radius * 0.85, y - radius * 0.85, x + radius * 0.85, y + radius * 0.85]);
  }
  written = [];
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

// ---- lines from afar: vis-network draws each with its arrowhead, which takes seconds for thousands that are too small to see

const MANY_LINES = 1500;
const each = { lines: network.renderer._drawEdges.bind(network.renderer), arrows: network.renderer._drawArrows.bind(network.renderer) };
const afar = () => shown.links.size > MANY_LINES && network.getScale() < 0.6;

// One path for all lines of a look; what is not stated outright is paler here, where dashes would not show.
function drawLines(context) {
  const paths = new Map();
  for (const id of shown.links) {
    const { modality, count } = links.get(id), { from, to, options: { smooth } } = network.body.edges[id], look = shown.look.get(id) || "plain";
    const key = look === "near" ? "near" : `${look} ${modality === "stated"} ${Math.round(thick(count))}`;
    if (!paths.has(key)) paths.set(key, { path: new Path2D(), look, sure: modality === "stated", width: thick(count) * (look === "near" ? 2 : 1) });
    const { path } = paths.get(key);
    path.moveTo(from.x, from.y);
    // A little to the side, as vis-network bends lines between the same two things.
    if (smooth.enabled && smooth.roundness) path.quadraticCurveTo((from.x + to.x) / 2 + (from.y - to.y) * smooth.roundness, (from.y + to.y) / 2 + (to.x - from.x) * smooth.roundness, to.x, to.y);
    else path.lineTo(to.x, to.y);
  }
  context.save();
  for (const { path, look, sure, width } of paths.values()) {
    context.strokeStyle = look === "near" ? "#3f77ad" : "#aab4c0";
    context.globalAlpha = look === "near" ? 1 : (look === "pale" ? pale.edges : 0.75) * (sure ? 1 : 0.6);
    context.lineWidth = Math.max(width * grown(), 0.3 / network.getScale());
    context.stroke(path);
  }
  context.restore();
}
network.renderer._drawEdges = (context) => (afar() ? drawLines : each.lines)(context);
network.renderer._drawArrows = (context) => { if (!afar()) each.arrows(context); };
