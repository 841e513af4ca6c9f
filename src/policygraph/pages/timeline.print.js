// The timeline on paper, and its legend: what the screen has on a canvas is drawn here as SVG, sharp at any size and always
// on white, with a table of what is in view.
"use strict";
const SVG = "http://www.w3.org/2000/svg", PAPER = 1040, MARGIN = 170, PLATE = 125, ROWS = 600;
const LIGHT = { ink: "#1c2733", soft: "#4b5866", line: "#dfe4ea", paper: "#ffffff", ground: "#ffffff", accent: "#1d5a96", wash: "#eaf2fa", cursor: "#b3261e", band: "#ffffff", font: "sans-serif", dark: false };
const ruler = document.createElement("canvas").getContext("2d");
let painted = 0;

// A pen that writes SVG: the calls of a canvas context that the drawing uses.
class Pen {
  constructor(width, height) {
    this.svg = this.made("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
    this.defs = this.svg.appendChild(this.made("defs", {}));
    Object.assign(this, { font: "12px sans-serif", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, textBaseline: "middle", path: "", dash: "" });
  }
  made(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) if (value !== "" && value !== null) node.setAttribute(key, value);
    return node;
  }
  add(tag, attributes) { return this.svg.appendChild(this.made(tag, { ...attributes, opacity: this.globalAlpha === 1 ? "" : this.globalAlpha })); }
  paint(style) { return typeof style === "string" ? style : `url(#${style.id})`; }
  round(number) { return Math.round(number * 100) / 100; }
  beginPath() { this.path = ""; }
  moveTo(x, y) { this.path += `M${this.round(x)} ${this.round(y)}`; }
  lineTo(x, y) { this.path += `L${this.round(x)} ${this.round(y)}`; }
  closePath() { this.path += "Z"; }
  fill() { this.add("path", { d: this.path, fill: this.paint(this.fillStyle) }); }
  stroke() { this.add("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-dasharray": this.dash }); }
  fillRect(x, y, width, height) { this.add("rect", { x: this.round(x), y: this.round(y), width: this.round(Math.max(0, width)), height: this.round(height), fill: this.paint(this.fillStyle) }); }
  strokeRect(x, y, width, height) { this.add("rect", { x: this.round(x), y: this.round(y), width: this.round(width), height: this.round(height), fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-dasharray": this.dash }); }
  setLineDash(dash) { this.dash = dash.join(" "); }
  measureText(text) { ruler.font = this.font; return ruler.measureText(text); }
  fillText(text, x, y) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(this.font) || [null, 400, 12];
    this.add("text", { x: this.round(x), y: this.round(y), fill: this.fillStyle, "font-size": size, "font-weight": weight, "dominant-baseline": "central" }).textContent = text;
  }
  createLinearGradient(x1, y1, x2, y2) {
    const id = `paint-${(painted += 1)}`, node = this.defs.appendChild(this.made("linearGradient", { id, x1, y1, x2, y2, gradientUnits: "userSpaceOnUse" }));
    return { id, addColorStop: (offset, colour) => node.appendChild(this.made("stop", { offset, "stop-color": colour })) };
  }
}

// ---- the legend

function legend() {
  $("legend").replaceChildren(el("header", {}, el("h3", {}, word("legend"))), samplesOn(palette));
}

function samplesOn(look) {
  const day = (n) => ({ begin: n, begun: n, ending: n, end: n }), kind = (ranked[0] || data.kinds[0]).key, thing = { kind };
  const force = { shape: "force", modality: "stated", thing }, samples = [
    ["legendForce", { ...force, begin: 5, begun: 25, ending: 55, end: 75 }], ["legendOpen", { ...force, begin: 5, begun: 5, ending: 30, end: LAST }],
    ["legendPeriod", { ...force, shape: "period", begin: 5, begun: 5, ending: 72, end: 72 }], ["legendDay", { ...force, shape: "moment", ...day(38) }],
    ["legendMonth", { ...force, shape: "moment", begin: 18, begun: 62, ending: 18, end: 62 }], ["legendInferred", { ...force, modality: "inferred", shape: "moment", ...day(38) }],
  ];
  const rows = samples.map(([name, item]) => {
    const pen = new Pen(80, 18);
    drawItems(pen, [item], (at) => Math.min(at, 400), 5, 80, look, 8);
    return el("li", {}, pen.svg, el("span", {}, word(name)));
  });
  const pen = new Pen(80, 18);
  for (const [alpha, heights] of [[0.32, [4, 9, 14, 16, 12, 15, 8, 5]], [1, [1, 4, 8, 11, 9, 10, 4, 2]]]) {
    pen.fillStyle = `rgb(68 119 170 / ${alpha * 100}%)`;
    heights.forEach((height, n) => pen.fillRect(4 + n * 9, 17 - height, 9, height));
  }
  rows.push(el("li", {}, pen.svg, el("span", {}, word("legendCounted"))));
  return el("ul", { class: "samples" }, ...rows);
}

// ---- the page

function plates(at) {
  const rows = [];
  for (const one of lanes.filter((lane) => lane.entries.length)) {
    // Cut between two rows, so that a page ends with a whole one.
    for (let top = 0; top < one.height - 5; top += top ? PLATE : PLATE + 4) {
      const height = Math.min(top ? PLATE : PLATE + 4, one.height - top), pen = new Pen(at.width, height);
      drawGrid(pen, at, LIGHT, 0, height);
      drawLane(pen, { ...one, at: -top }, { ...at, height }, LIGHT, null);
      drawCursor(pen, at, LIGHT, 0, height);
      const name = one.thing ? named(one.thing) : one.name ? say(one.name) : word(state.lanes === "regions" ? "noRegion" : "noBody");
      rows.push(el("tr", { class: top ? "more" : null }, el("th", { scope: "row", dir: "auto" }, top ? "" : name), el("td", {}, pen.svg)));
    }
  }
  return rows;
}

function printed() {
  const width = PAPER - MARGIN, at = { from: state.from, scale: width / (state.to - state.from), width, height: 0 };
  const { selected, hovered } = state;
  Object.assign(state, { selected: null, hovered: null });
  packedAt = null;
  pack(at.scale);
  const axis = new Pen(width, 46);
  drawAxis(axis, at, LIGHT);
  drawCursor(axis, at, LIGHT, 40, 46);
  const shown = inView(), onDay = (item) => (state.day !== null && item.role === IN_FORCE ? { certain: word("certain"), possible: word("possible"), no: "—" }[fitOn(item, state.day)] : "");
  const cells = (item) => [shortSpan(item), say(item.role.name), named(item.thing), say(kinds.get(item.thing.kind).name), onDay(item), cited(item)];
  const table = el("table", { class: "listed" }, el("thead", {}, el("tr", {}, ...["dated", "meaning", "thing", "kinds", "perDay", "source"].map((key) => el("th", { scope: "col" }, word(key))))),
    el("tbody", {}, ...shown.slice(0, ROWS).map((item) => el("tr", {}, ...cells(item).map((text, n) => el("td", { dir: "auto" }, text, n === 1 ? mark(item.modality) : null))))));
  $("print").replaceChildren(
    el("p", { class: "quiet" }, [word("print")(iso(state.from), iso(state.to)), state.day === null ? "" : word("printDay")(iso(state.day))].filter(Boolean).join(" · ")),
    el("table", { class: "plates" }, el("thead", {}, el("tr", {}, el("th", {}), el("td", {}, axis.svg))), el("tbody", {}, ...plates(at))),
    samplesOn(LIGHT), table, shown.length > ROWS ? el("p", { class: "quiet" }, word("printMore")(shown.length - ROWS)) : "", ...references());
  Object.assign(state, { selected, hovered });
  packedAt = null;
}

function cited(item) {
  const stated = book().dates, from = item.role === IN_FORCE ? stated.basis[item.n] : [item.n];
  return [...new Set(from.flatMap((n) => stated.citations[n]))].map((n) => say(book().pairs[n])).join(state.lang === "zh" ? "；" : "; ");
}

addEventListener("beforeprint", printed);
addEventListener("afterprint", () => { $("print").replaceChildren(); redraw(); });
