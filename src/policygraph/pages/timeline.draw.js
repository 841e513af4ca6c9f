// How what is dated is drawn: bars that are solid only where they are certain. All drawing is done on any pen that knows the few calls of a canvas context used here, so that paper gets the same as the screen.
"use strict";
const PALE = 0.3, FAINT = 0.1, EMPTY = 0.42, DOUBT = 0.82, RAMP = 26;

function look(style = getComputedStyle(document.documentElement), dark = matchMedia("(prefers-color-scheme: dark)").matches) {
  const named = (name) => style.getPropertyValue(`--${name}`).trim();
  return Object.fromEntries([...["ink", "soft", "line", "paper", "ground", "accent", "wash", "cursor", "band", "font"].map((name) => [name, named(name)]), ["dark", dark]]);
}

// A kind's colour as it can be seen on this ground, and a stronger one for outlines.
const tints = new Map();
function tint(kind, dark) {
  const key = `${kind}|${dark}`;
  if (!tints.has(key)) {
    const { colour } = kinds.get(kind), parts = colour.slice(1).match(/../g).map((part) => parseInt(part, 16));
    const light = parts[0] * 0.3 + parts[1] * 0.6 + parts[2] * 0.1 > 150;
    const mixed = parts.map((part) => Math.round(dark ? part + (255 - part) * (light ? 0.1 : 0.45) : light ? part * 0.8 : part));
    tints.set(key, { rgb: mixed.join(" "), edge: dark ? `rgb(${mixed.join(" ")})` : darker(colour) });
  }
  return tints.get(key);
}
const lighter = (rgb) => rgb.split(" ").map((part) => Math.round(Number(part) + (255 - part) * 0.45)).join(" ");
const shade = (rgb, alpha) => `rgb(${rgb} / ${Math.round(alpha * 100)}%)`;

// ---- uncertain ends

// How surely a thing holds along x: points of [x, 0…1], from left to right, straight lines between them.
function certainty(item, x, right) {
  const begin = x(item.begin), begun = x(item.begun), ending = x(item.ending + 1), end = x(item.end + 1);
  const open = item.end >= LAST, unbegun = item.begin <= FIRST;
  if (item.begun > item.ending) {
    const middle = open ? Math.min(begun, right) : (begin + end) / 2;
    return [[begin, FAINT], [middle, EMPTY], open ? [Math.max(right, middle), PALE] : [end, FAINT]];
  }
  // Doubt grows up to a step: only what is certain has the full colour.
  const points = unbegun ? [[Math.min(0, begun) - 2 * RAMP, PALE], [begun - RAMP, PALE], [begun, DOUBT]] : item.begin === item.begun ? [] : [[begin, FAINT], [begun, DOUBT]];
  points.push([begun, 1], [ending, 1]);
  if (open && item.ending < LAST) points.push([ending, DOUBT], [ending + RAMP, PALE], [Math.max(right, ending + RAMP), PALE]);
  else if (item.end !== item.ending) points.push([ending, DOUBT], [end, FAINT]);
  return points;
}

// The same from *left* to *right* only: a gradient over centuries would lose its steps.
function clipped(points, left, right) {
  const at = (x) => {
    const k = points.findIndex(([px]) => px >= x);
    if (k <= 0) return points[k === 0 ? 0 : points.length - 1][1];
    const [ax, a] = points[k - 1], [bx, b] = points[k];
    return bx === ax ? b : a + ((b - a) * (x - ax)) / (bx - ax);
  };
  const from = Math.max(left, points[0][0]), to = Math.min(right, points.at(-1)[0]);
  if (to <= from) return null;
  return [[from, at(from)], ...points.filter(([x]) => x > from && x < to), [to, at(to)]];
}

function fadedBar(pen, points, rgb, top, height, width) {
  const seen = clipped(points, -4, width + 4);
  if (!seen) return;
  const [from] = seen[0], [to] = seen.at(-1);
  if (seen.every(([, alpha]) => alpha === seen[0][1])) pen.fillStyle = shade(rgb, seen[0][1]);
  else {
    const paint = pen.createLinearGradient(from, 0, to, 0);
    for (const [x, alpha] of seen) paint.addColorStop(Math.min(1, Math.max(0, (x - from) / (to - from))), shade(rgb, alpha));
    pen.fillStyle = paint;
  }
  pen.fillRect(from, top, Math.max(to - from, 2), height);
}

// ---- one item

function drawForce(pen, item, x, top, width, colours, height) {
  const from = Math.max(-4, x(item.begin)), to = Math.min(width + 4, x(item.end + 1));
  fadedBar(pen, certainty(item, x, width + 4), colours.rgb, top, height, width);
  pen.fillStyle = colours.edge;
  pen.globalAlpha = 0.7;
  pen.fillRect(from, top + height - 1, Math.max(to - from, 2), 1);
  pen.globalAlpha = 1;
  if (item.end >= LAST && to > 8) arrow(pen, width - 3, top + height / 2, 1, colours.edge);
  if (item.begin <= FIRST) arrow(pen, 3, top + height / 2, -1, colours.edge);
}

function arrow(pen, x, y, way, colour) {
  pen.beginPath();
  pen.moveTo(x - way * 5, y - 4);
  pen.lineTo(x, y);
  pen.lineTo(x - way * 5, y + 4);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.6;
  pen.stroke();
}

function drawPeriod(pen, item, x, top, width, colours, height) {
  const middle = top + height / 2;
  fadedBar(pen, certainty(item, x, width + 4), colours.rgb, middle - 1.5, 3, width);
  pen.fillStyle = colours.edge;
  if (item.begun <= item.ending) for (const day of [item.begun, item.ending + 1]) {
    const at = x(day);
    if (day > FIRST && day <= LAST && at > -2 && at < width + 2) pen.fillRect(at - (day === item.begun ? 0 : 1.5), top, 1.5, height);
  }
  if (item.end >= LAST) arrow(pen, width - 3, middle, 1, colours.edge);
}

// A known day is a full diamond. A month or year is hollow: as wide as it is, and never narrower than can be seen.
function drawMoment(pen, item, x, top, width, colours, height, look) {
  const middle = top + height / 2, half = height / 2 + 1, known = item.begin === item.end;
  let left = x(item.begin), right = x(item.end + 1);
  if (right - left < 2 * half) [left, right] = [(left + right) / 2 - half, (left + right) / 2 + half];
  if (right < 0 || left > width) return;
  const tip = Math.min(half, (right - left) / 2), [from, to] = [Math.max(left, -40), Math.min(right, width + 40)];
  pen.beginPath();
  pen.moveTo(from, middle);
  for (const [px, py] of [[from + tip, -half], [to - tip, -half], [to, 0], [to - tip, half], [from + tip, half]]) pen.lineTo(px, middle + py);
  pen.closePath();
  pen.fillStyle = known ? shade(colours.rgb, 1) : look.paper;
  pen.fill();
  if (!known && right - left > 4 * half) {
    const paint = pen.createLinearGradient(from, 0, to, 0);
    for (const [at, alpha] of [[0, FAINT], [0.5, EMPTY], [1, FAINT]]) paint.addColorStop(at, shade(colours.rgb, alpha));
    pen.fillStyle = paint;
    pen.fill();
  }
  pen.strokeStyle = colours.edge;
  pen.lineWidth = known ? 1 : 1.4;
  pen.stroke();
}

const DRAWN = { period: drawPeriod, force: drawForce, moment: drawMoment }, ORDER = Object.keys(DRAWN);

function drawItems(pen, shown, x, top, width, look, height) {
  for (const shape of ORDER) for (const item of shown) {
    if (item.shape !== shape) continue;
    const colours = tint(item.thing.kind, look.dark);
    if (item.modality === "inferred") outline(pen, item, x, top, width, look, height);
    DRAWN[shape](pen, item, x, top, width, colours, height, look);
  }
}

function outline(pen, item, x, top, width, look, height) {
  const from = Math.max(-6, x(item.begin) - 3), to = Math.min(width + 6, x(item.end + 1) + 3), least = Math.max(0, 16 - (to - from)) / 2;
  pen.setLineDash([3, 2.5]);
  pen.strokeStyle = look.soft;
  pen.lineWidth = 1;
  pen.strokeRect(from - least, top - 2.5, to - from + 2 * least, height + 5);
  pen.setLineDash([]);
}

// ---- one lane

function drawLane(pen, one, view, look, hits) {
  if (one.mode === "counted") drawCounts(pen, one, view, look);
  const step = ROW[one.mode], last = Math.min(one.rows.length - 1, Math.floor((view.height - one.at) / step));
  for (let row = Math.max(0, Math.floor((-one.at - 6) / step)); row <= last; row += 1) {
    drawRow(pen, one.rows[row], one, one.at + 5 + row * step, view, look, hits);
  }
}

function drawRow(pen, entries, one, top, view, look, hits) {
  const x = (day) => (day - view.from) * view.scale, names = one.mode === "named", high = names ? 8 : 6;
  // In a row no strip begins before the one before it ends, so the first in view is found by halving.
  let low = 0, up = entries.length;
  while (low < up) { const half = (low + up) >> 1; if (x(entries[half].strip.end + 1) < -7) low = half + 1; else up = half; }
  let free = 4;
  for (let k = low; k < entries.length; k += 1) {
    const { strip } = entries[k], left = x(strip.begin);
    if (left > view.width) break;
    const next = k + 1 < entries.length ? x(entries[k + 1].strip.begin) - 10 : view.width;
    const seen = Math.max(4, left), right = Math.min(x(strip.end + 1), view.width), bar = names ? top + 13 : top + 1;
    const chosen = strip.thing.id === state.selected, near = strip.thing.id === state.hovered;
    if (chosen || near) glow(pen, Math.max(-2, left - 6), Math.max(right, left) + 6, top - 1, names ? 23 : 8, chosen, look);
    drawItems(pen, strip.items, x, bar, view.width, look, high);
    let wide = 0;
    // A name stands above the begin of its bar; where it ends too soon there, it may begin before it.
    const limit = Math.min(next, view.width - 4), start = Math.max(Math.min(seen, limit - strip.wide - 26), Math.min(seen, free));
    if (names) wide = drawName(pen, strip, start, top + 6, limit - start, look, chosen);
    free = Math.max(right, start + wide) + 10;
    hits?.push({ strip, left: Math.min(seen, left, start) - 7, right: Math.max(right, start + wide, left + 8), top: top - 1, bottom: top + (names ? 23 : 8) });
  }
}

function glow(pen, left, right, top, height, chosen, look) {
  pen.fillStyle = look.wash;
  pen.fillRect(left, top, right - left, height);
  if (!chosen) return;
  pen.strokeStyle = look.accent;
  pen.lineWidth = 1.5;
  pen.strokeRect(left, top, right - left, height);
}

function drawName(pen, strip, left, middle, room, look, chosen) {
  const most = Math.min(320, Math.floor(room / 20) * 20);
  if (most < 20) return 0;
  const font = `${chosen ? 600 : 400} 12px ${look.font}`;
  if (pen.font !== font) pen.font = font;
  const [text, wide] = cut(pen, named(strip.thing), chosen ? "bold" : "name", most);
  pen.fillStyle = look.ink;
  pen.fillText(text, left, middle);
  return wide;
}
