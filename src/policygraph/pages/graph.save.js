// The view as a file: SVG with its names as text, and the same as PNG. Built with the browser's own document functions,
// so that a name can never be markup; characters that no XML file can hold are left out.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const legible = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
const fixed = (number) => Number(number.toFixed(1));

function draw(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, typeof value === "number" ? fixed(value) : legible(value));
  made.append(...children.map((child) => (typeof child === "string" ? legible(child) : child)));
  return made;
}

// The outlines as vis-network draws them around a middle, for half a width of *r*.
function outline(shape, r) {
  const ring = (n, radius, turn, y = 0) => Array.from({ length: n }, (_, k) => {
    const far = typeof radius === "number" ? radius : radius[k % 2], angle = turn + (k * 2 * Math.PI) / n;
    return [far * Math.cos(angle), y + far * Math.sin(angle)];
  });
  const up = -Math.PI / 2, wide = 1.15 * r, tall = wide * Math.sqrt(3), inner = wide / Math.sqrt(3), low = 0.275 * wide;
  return {
    square: [[-r, -r], [r, -r], [r, r], [-r, r]],
    triangle: [[0, low - tall + inner], [wide, low + inner], [-wide, low + inner]],
    triangleDown: [[0, tall - inner - low], [wide, -inner - low], [-wide, -inner - low]],
    diamond: [[0, -r], [r, 0], [0, r], [-r, 0]], hexagon: ring(6, r, 0), star: ring(10, [1.066 * r, 0.41 * r], up, 0.082 * r),
  }[shape];
}

function line(edge, scale) {
  const { from, to, edgeType } = network.body.edges[edge.id], point = (spot) => network.canvasToDOM(spot);
  const a = point(from), b = point(to), look = shown.look.get(edge.id) || "plain", near = look === "near";
  const width = Math.max(0.4, wide(edge, look) * scale), radius = things.get(edge.to).size * grown() * scale;
  const stroke = {
    fill: "none", stroke: near ? "#3f77ad" : "#aab4c0", "stroke-width": width, "stroke-opacity": near ? 1 : look === "pale" ? pale.edges : 0.75,
    "stroke-dasharray": (STROKES[edge.modality] || []).map((n) => n * scale).map(fixed).join(" ") || "none",
  };
  if (edge.from === edge.to) return draw("circle", { cx: a.x, cy: a.y - 2 * radius, r: radius * 1.4, ...stroke });
  const half = point(edgeType.getPoint(0.5)), by = { x: 2 * half.x - (a.x + b.x) / 2, y: 2 * half.y - (a.y + b.y) / 2 };
  const path = draw("path", { d: `M${fixed(a.x)} ${fixed(a.y)}Q${fixed(by.x)} ${fixed(by.y)} ${fixed(b.x)} ${fixed(b.y)}`, ...stroke });
  if (!edge.arrows) return path;
  const angle = Math.atan2(b.y - by.y, b.x - by.x), long = Math.max(3, 6.3 * grown() * scale), tip = { x: b.x - radius * Math.cos(angle), y: b.y - radius * Math.sin(angle) };
  const foot = [-0.4, 0.4].map((turn) => `${fixed(tip.x - long * Math.cos(angle + turn))},${fixed(tip.y - long * Math.sin(angle + turn))}`);
  return draw("g", {}, path, draw("polygon", { points: `${fixed(tip.x)},${fixed(tip.y)} ${foot.join(" ")}`, fill: stroke.stroke, "fill-opacity": stroke["stroke-opacity"] }));
}

function figure(thing, scale) {
  const { x, y } = network.canvasToDOM(network.body.nodes[thing.id]), r = thing.size * grown() * scale, points = outline(thing.shape, r);
  const look = { fill: thing.color, stroke: darker(thing.color), "stroke-width": 1.2, opacity: !shown.bright.size || shown.bright.has(thing.id) ? 1 : pale.nodes, ...(thing.unsure ? { "stroke-dasharray": "3 3" } : {}) };
  const shape = points ? draw("polygon", { points: points.map(([px, py]) => `${fixed(x + px)},${fixed(y + py)}`).join(" "), ...look }) : draw("circle", { cx: x, cy: y, r, ...look });
  shape.append(draw("title", {}, `${thing.label} · ${say(kinds.get(thing.kind).name)}`));
  return shape;
}

// What the shapes or colours of what is in view stand for, in rows as wide as the picture.
function legend(seen, wide, top) {
  const found = groups.size
    ? data.groups.filter(({ key }) => seen.some((thing) => thing.community === key)).map(({ hub, colour }) => [colour, "dot", hub ? things.get(hub).label : word("alone")])
    : data.kinds.filter(({ key }) => seen.some((thing) => thing.kind === key)).map(({ colour, shape, name }) => [colour, shape, say(name)]);
  const parts = [], context = document.createElement("canvas").getContext("2d");
  let x = 16, y = top + 20;
  for (const [colour, shape, name] of found) {
    context.font = `12px ${FONT}`;
    const [text, long] = cut(context, name, "legend", 160);
    if (x + long + 44 > wide && x > 16) { x = 16; y += 22; }
    const points = outline(shape, 6), look = { fill: colour, stroke: darker(colour) };
    parts.push(points ? draw("polygon", { points: points.map(([px, py]) => `${fixed(x + 6 + px)},${fixed(y + py)}`).join(" "), ...look }) : draw("circle", { cx: x + 6, cy: y, r: 6, ...look }));
    parts.push(draw("text", { x: x + 18, y: y + 4, "font-size": 12, fill: "#1c2733" }, text));
    x += long + 38;
  }
  return [parts, found.length ? y + 20 : top];
}

// The view as it stands on the screen, with title and legend.
function svgOf() {
  network.redraw();
  const { clientWidth: wide, clientHeight: tall } = $("network"), scale = network.getScale(), head = 44;
  const inside = ({ id }) => { const { x, y } = network.canvasToDOM(network.body.nodes[id]); return x > -60 && y > -60 && x < wide + 60 && y < tall + 60; };
  const seen = [...byWorth].reverse().filter((thing) => shown.things.has(thing.id) && inside(thing)), near = new Set(seen.map(({ id }) => id));
  const lines = [...shown.links].map((id) => links.get(id)).filter((edge) => near.has(edge.from) || near.has(edge.to));
  const names = written.map(({ text, x, y, size, weight, colour }) => draw("text", {
    x, y: y + size * 0.36, "font-size": size, "font-weight": weight, fill: colour, "text-anchor": "middle", stroke: "#fbfcfd", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke",
  }, text));
  const [signs, end] = legend(seen, wide, head + tall);
  const title = `${say(data.title)}（${word("size")(shown.things.size, shown.links.size)}）`, clip = draw("clipPath", { id: "stage" }, draw("rect", { width: wide, height: tall }));
  return draw("svg", { width: wide, height: end, viewBox: `0 0 ${wide} ${fixed(end)}`, "font-family": FONT.replace(/\s+/g, " ").trim(), lang: state.lang },
    draw("title", {}, say(data.title)), clip, draw("rect", { width: wide, height: end, fill: "#fbfcfd" }),
    draw("text", { x: 16, y: 28, "font-size": 16, "font-weight": 650, fill: "#1c2733" }, title),
    draw("g", { transform: `translate(0 ${head})`, "clip-path": "url(#stage)" }, draw("g", {}, ...lines.map((edge) => line(edge, scale))), draw("g", {}, ...seen.map((thing) => figure(thing, scale))), draw("g", {}, ...names)), ...signs);
}

const textOf = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 30000);
  news(word("saved")(name));
}

const saveSvg = () => save(new Blob([textOf(svgOf())], { type: "image/svg+xml" }), "graph.svg");

async function savePng() {
  const svg = svgOf(), wide = Number(svg.getAttribute("width")), tall = Number(svg.getAttribute("height"));
  const image = new Image(), address = URL.createObjectURL(new Blob([textOf(svg)], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = el("canvas", { width: wide * 2, height: Math.round(tall * 2) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    save(await new Promise((done) => { canvas.toBlob(done, "image/png"); }), "graph.png");
  } catch { news(word("notSaved")); } finally { URL.revokeObjectURL(address); }
}

$("svg").addEventListener("click", saveSvg);
$("png").addEventListener("click", savePng);
