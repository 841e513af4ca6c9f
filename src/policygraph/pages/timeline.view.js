// What is in view: drawn once a frame, moved through time, narrowed to what passes the filters, and the thing that is chosen.
"use strict";
const CLOSEST = 48, EDGE = 0.08, LANES = ["regions", "bodies", "kinds"];
let palette = look(), wide = 0, high = 0, waiting = 0, drawn = [];

const view = () => ({ from: state.from, scale: wide / (state.to - state.from), width: wide, height: high });
const dayAt = (x) => state.from + (x / wide) * (state.to - state.from);

// ---- drawing: once a frame, only what is in view

function draw() {
  waiting = 0;
  if (!wide) return;
  const at = view(), top = $("scroller").scrollTop;
  if (packedAt === null || Math.floor(Math.log2(at.scale) * 2) !== packedAt) {
    const held = holdLane(top);
    pack(at.scale);
    $("spacer").style.height = `${Math.max(tall(), high)}px`;
    held();
  }
  paintLanes(at, $("scroller").scrollTop);
  paintAxis(at);
  edges();
}
const redraw = () => { waiting ||= requestAnimationFrame(draw); };

// When rows change with the scale, the lane at the top of the window stays there.
function holdLane(top) {
  const held = lanes.find((one) => one.top + one.height > top && one.top !== undefined), part = held ? (top - held.top) / held.height : 0;
  return () => { if (held && top > 0) $("scroller").scrollTop = held.top + part * held.height; };
}

function pen(canvas, width, height) {
  const ratio = devicePixelRatio || 1, pixels = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
    [canvas.width, canvas.height] = pixels;
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = canvas.getContext("2d", { alpha: false });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function paintLanes(at, top) {
  const context = pen($("lanes"), wide, high), seen = lanes.filter((one) => one.top + one.height > top && one.top < top + high);
  drawn = [];
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, wide, high);
  context.textBaseline = "middle";
  for (const one of seen) {
    one.at = one.top - top;
    if (one.odd) { context.fillStyle = palette.band; context.fillRect(0, one.at, wide, one.height); }
  }
  drawGrid(context, at, palette, 0, high);
  for (const one of seen) drawLane(context, one, at, palette, drawn);
  drawCursor(context, at, palette, 0, high);
  heads(seen);
}

function paintAxis(at) {
  const context = pen($("axis"), wide, 46), left = (state.day - state.from) * at.scale + Math.min(at.scale, 4) / 2;
  drawAxis(context, at, palette);
  $("handle").hidden = state.day === null || left < 0 || left > wide;
  if ($("handle").hidden) return;
  $("handle").style.left = `${Math.round(left)}px`;
  if ($("handle").dataset.day === iso(state.day)) return;
  $("handle").dataset.day = $("handle").textContent = iso(state.day);
  for (const [name, now] of Object.entries({ valuemin: FIRST, valuemax: LAST, valuenow: state.day, valuetext: iso(state.day) })) $("handle").setAttribute(`aria-${name}`, now);
}

// The names of the lanes in view; they stay in sight while their lane does.
const made = new Map();
function heads(seen) {
  for (const [key, head] of made) if (!seen.some((one) => one.key === key)) { head.remove(); made.delete(key); }
  seen.forEach((one, n) => {
    const mark = `${state.lang}|${state.each.has(one.key)}|${one.shut}|${one.holds}|${one.whole}|${one.mode}|${one.depth}`;
    let head = made.get(one.key);
    if (head?.dataset.mark !== mark) {
      const fresh = headOf(one, mark), focused = head?.contains(document.activeElement) && document.activeElement.className;
      head?.remove();
      made.set(one.key, (head = fresh));
      $("heads").insertBefore(head, $("heads").children[n] || null);
      if (focused) head.getElementsByClassName(focused)[0]?.focus();
    }
    Object.assign(head.style, { top: `${one.top}px`, height: `${one.height}px` });
    head.style.setProperty("--lines", one.height > 70 ? 3 : one.height > 50 ? 2 : 1);
  });
}

function headOf(one, mark) {
  const name = one.thing ? named(one.thing) : one.name ? say(one.name) : word(state.lanes === "regions" ? "noRegion" : "noBody");
  const fold = one.holds ? el("button", { type: "button", class: "fold", "aria-expanded": String(!one.shut), "aria-label": `${word(one.shut ? "unfold" : "fold")} ${name}`, onclick: () => toggle(state.folded, one.key) }, one.shut ? "▸" : "▾") : el("span", { class: "fold" });
  const label = one.thing ? el("button", { type: "button", class: "place", dir: "auto", title: name, onclick: () => select(one.thing.id) }, name) : el("span", { class: "place", dir: "auto" }, name);
  const each = state.each.has(one.key), way = each ? "numbers" : "each";
  const note = one.mode === "counted" || each ? el("small", { class: "note" }, each ? null : word("counted"), el("button", { type: "button", class: "link way", onclick: () => toggle(state.each, one.key) }, word(way))) : null;
  const inner = el("div", { class: "inner", style: `padding-left: ${4 + Math.min(one.depth, 5) * 11}px` }, fold, label, el("span", { class: "count" }, String(one.whole)), note);
  return el("div", { class: `head${one.depth ? "" : " outer"}`, "data-mark": mark, "data-lane": one.key }, inner);
}

// Open or shut a lane, or show each of its many items, or their numbers again.
function toggle(set, key) {
  set.has(key) ? set.delete(key) : set.add(key);
  regather();
}

// What lies outside the view is never just gone: its number stands at the edge, and leads there.
function edges() {
  let before = 0, after = 0;
  for (const one of strips) { if (one.end < state.from) before += 1; else if (one.begin > state.to) after += 1; }
  for (const [id, count] of [["earlier", before], ["later", after]]) {
    const text = count ? word(id)(count) : "";
    $(id).hidden = !text;
    if (text && $(id).textContent !== text) $(id).textContent = text;
  }
}

// ---- the view

function show(from, to, keep = true) {
  const least = wide ? wide / CLOSEST : 10, middle = (from + to) / 2, length = Math.min(LAST, Math.max(least, to - from));
  let start = middle - length / 2;
  start = Math.min(LAST - length + 1, Math.max(FIRST, start));
  Object.assign(state, { from: start, to: start + length });
  redraw();
  if (keep) remember();
  if (state.tab === "list") later("list", showList, 200);
}
const pan = (part) => show(state.from + part * (state.to - state.from), state.to + part * (state.to - state.from));
function zoom(factor, x = wide / 2) {
  const day = dayAt(x), length = (state.to - state.from) / factor, share = x / wide;
  show(day - share * length, day + (1 - share) * length);
}

const delays = new Map();
function later(name, work, wait) {
  clearTimeout(delays.get(name));
  delays.set(name, setTimeout(work, wait));
}

// All finite days of what is shown; *most* leaves out the few that lie far before the others.
function extent(most = false) {
  const begins = strips.map((one) => one.begin).filter((day) => day > FIRST);
  if (!begins.length) return [dayOf(2000), dayOf(2030)];
  const first = begins[most ? Math.floor(begins.length * 0.2) : 0];
  let last = begins[Math.floor((begins.length - 1) * (most ? 0.98 : 1))];
  if (!most) for (const one of strips) for (const item of one.items) for (const day of [item.begun, item.ending, item.end]) if (day < LAST) last = Math.max(last, day);
  const room = Math.max(200, (last - first) * EDGE);
  return [first - room, last + (most ? 4 : 1) * room];
}
const fitAll = () => show(...extent());

function regather() {
  gather();
  packedAt = null;
  $("empty").hidden = strips.length > 0;
  redraw();
}

function filtered(one = false) {
  narrow();
  regather();
  if (!one) filters();
  showPanel();
  remember();
}

function setLanes(key) {
  state.lanes = key;
  $("scroller").scrollTop = 0;
  pressed();
  regather();
  remember();
}
function pressed() { for (const key of LANES) $(`by-${key}`).setAttribute("aria-pressed", String(key === state.lanes)); }


function setDay(day, { open = true, follow = false } = {}) {
  state.day = day === null ? null : bounded(Math.floor(day));
  $("day").value = state.day === null ? "" : iso(state.day);
  if (open && state.day !== null) state.tab = "force";
  if (follow && state.day !== null && (state.day < state.from || state.day > state.to)) show(state.day - (state.to - state.from) / 2, state.day + (state.to - state.from) / 2);
  redraw();
  later("panel", showPanel, 60);
  remember();
}

// ---- selection

function select(id, { move = false } = {}) {
  const thing = things.get(id) || null;
  state.selected = thing?.id ?? null;
  if (thing || state.tab === "details") state.tab = "details";
  if (thing && $("query").value !== thing.label) $("query").value = "";
  if (thing && move) reveal(thing);
  redraw();
  showPanel();
  $("details").scrollTop = 0;
  remember(true);
}

// Bring a thing into view: its begin to the left half, its row into the window.
function reveal(thing) {
  const one = strips.find((strip) => strip.thing === thing);
  if (!one) return;
  const length = state.to - state.from, begin = one.begin > FIRST ? one.begin : Math.min(...one.items.map((item) => item.begun));
  if (one.end < state.from || begin > state.to - length * 0.1 || (begin < state.from && one.end < LAST && one.end < state.from + length * 0.1)) show(begin - length * 0.3, begin + length * 0.7);
  pack(view().scale);
  $("spacer").style.height = `${Math.max(tall(), high)}px`;
  const places = lanes.flatMap((in_) => in_.entries.filter(({ strip }) => strip.thing === thing).map(({ row }) => [in_.top + row * (ROW[in_.mode] || 0), in_]));
  const top = $("scroller").scrollTop, seen = places.some(([y]) => y >= top && y < top + high - 40);
  if (places.length && !seen) $("scroller").scrollTop = Math.max(0, places[0][0] - high / 3);
  redraw();
}

function step(by) {
  const order = strips.map((one) => one.thing), now = order.findIndex((thing) => thing.id === state.selected);
  const next = order[now < 0 ? order.findIndex((_, k) => strips[k].end >= state.from) : Math.min(order.length - 1, Math.max(0, now + by))];
  if (!next) return;
  select(next.id, { move: true });
  news([named(next), ...next.items.filter((item) => item.role !== IN_FORCE && !item.role.hidden).map((item) => `${say(item.role.name)} ${item.edtf}`)].join(", "), true);
}
