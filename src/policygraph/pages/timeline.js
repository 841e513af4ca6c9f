// What the pointer and the keys do. Loaded last, it starts the page.
"use strict";
// ---- the pointer

function jump(text) {
  const [, year, month, day] = /^\s*(\d{1,4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\s*$/.exec(text) || [];
  const whole = month && (month < 1 || month > 12) ? null : day ? parseDay(`${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`) : year > 0 ? dayOf(Number(year), month ? month - 1 : 0) : null;
  if (whole === null) return news(word("goLabel"));
  const end = day ? whole + 1 : month ? dayOf(Number(year), Number(month)) : dayOf(Number(year) + 1), room = (end - whole) * EDGE;
  return show(whole - room, end + room);
}

const pointers = new Map();
let moved = 0, pinch = null;
const xOf = (event) => event.clientX - $("axis").getBoundingClientRect().left;
const yOf = (event) => event.clientY - $("lanes").getBoundingClientRect().top;
const hitAt = (x, y) => drawn.findLast((hit) => x >= hit.left && x <= hit.right && y >= hit.top && y <= hit.bottom);
const countedAt = (y) => lanes.find((one) => one.mode === "counted" && y >= one.at && y < one.at + one.height && one.counts);

function press(event) {
  if (event.button) return;
  pointers.set(event.pointerId, event);
  moved = 0;
  if (pointers.size === 2) pinch = { gap: gap(), from: state.from, to: state.to };
  $("lanes").setPointerCapture(event.pointerId);
}
const gap = () => { const [a, b] = [...pointers.values()]; return Math.max(12, Math.abs(a.clientX - b.clientX)); };

function move(event) {
  const before = pointers.get(event.pointerId);
  if (!before) return hover(event);
  pointers.set(event.pointerId, event);
  const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
  moved += Math.abs(dx) + Math.abs(dy);
  if (pinch && pointers.size === 2) {
    const length = ((pinch.to - pinch.from) * pinch.gap) / gap(), middle = (pinch.from + pinch.to) / 2;
    return show(middle - length / 2, middle + length / 2);
  }
  if (moved < 5) return undefined;
  $("lanes").classList.add("held");
  $("tip").hidden = true;
  if (event.pointerType === "mouse") $("scroller").scrollTop -= dy;
  return pan(-dx / wide);
}

function release(event) {
  const held = pointers.delete(event.pointerId);
  if (pointers.size < 2) pinch = null;
  $("lanes").classList.remove("held");
  if (!held || moved >= 5 || event.type === "pointercancel") return;
  const hit = hitAt(xOf(event), yOf(event));
  if (hit) select(hit.strip.thing.id);
  else if (countedAt(yOf(event))) zoom(3, xOf(event));
  else if (state.selected) select(null);
}

function hover(event) {
  const x = xOf(event), y = yOf(event), hit = hitAt(x, y), counted = hit ? null : countedAt(y), tip = $("tip");
  if ((hit?.strip.thing.id ?? null) !== state.hovered) { state.hovered = hit?.strip.thing.id ?? null; redraw(); }
  $("lanes").style.cursor = hit ? "pointer" : counted ? "zoom-in" : "";
  tip.hidden = !hit && !counted;
  if (tip.hidden) return;
  tip.replaceChildren(...(hit ? tipOf(hit.strip) : countTip(counted, x)));
  const box = $("axis").getBoundingClientRect(), rows = $("lanes").getBoundingClientRect(), stage = tip.parentElement.getBoundingClientRect();
  const left = box.left - stage.left + x + 14, top = rows.top - stage.top + y + 18;
  tip.style.left = `${Math.max(4, Math.min(left, stage.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${top + tip.offsetHeight > stage.height ? top - tip.offsetHeight - 30 : top}px`;
}

function tipOf({ thing, items: shown }) {
  const rows = shown.map((item) => el("p", {}, el("b", {}, say(item.role.name)), ` ${item.role === IN_FORCE ? span(item.begin, item.end) : item.edtf}`, mark(item.modality)));
  const force = state.day === null ? null : shown.find((item) => item.role === IN_FORCE);
  return [el("strong", { dir: "auto" }, named(thing)), el("small", {}, say(kinds.get(thing.kind).name)), ...rows.slice(0, 8), force ? el("p", { class: `fit ${fitOn(force, state.day)}` }, fit(force, state.day)) : ""];
}

function countTip(one, x) {
  return Object.entries(one.counts).flatMap(([shape, { edges, sure, all }]) => {
    const k = Math.min(edges.length - 2, Math.max(0, after(edges, dayAt(x))));
    return [el("p", {}, el("b", {}, span(Math.ceil(edges[k]), Math.max(Math.ceil(edges[k]), Math.ceil(edges[k + 1]) - 1)))),
      el("p", {}, `${word(CHARTS[shape][1])}: ${word("certain")} ${sure[k]}, ${word("possible")} ${all[k] - sure[k]}`)];
  });
}

function wheel(event) {
  const zooming = event.ctrlKey || event.metaKey || event.currentTarget === $("ruler"), across = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
  if (!zooming && Math.abs(across) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 16 : 1;
  if (zooming) zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey && event.deltaMode === 0 && Math.abs(event.deltaY) < 40 ? 0.012 : 0.0018)), xOf(event));
  else pan((across * unit) / wide);
}

// ---- the day cursor by hand and by key

function dragDay(event) {
  const target = event.currentTarget;
  target.setPointerCapture(event.pointerId);
  const drag = (now) => setDay(dayAt(xOf(now)));
  drag(event);
  target.addEventListener("pointermove", drag);
  for (const end of ["pointerup", "pointercancel"]) target.addEventListener(end, () => target.removeEventListener("pointermove", drag), { once: true });
}

function monthsOn(day, months) {
  const when = dateOf(day), first = dayOf(when.getUTCFullYear(), when.getUTCMonth() + months), last = dayOf(when.getUTCFullYear(), when.getUTCMonth() + months + 1) - 1;
  return Math.min(last, first + when.getUTCDate() - 1);
}

function dayKey(event) {
  const { key, shiftKey, target } = event, way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -1, PageUp: 1 }[key];
  if (target !== $("handle")) return false;
  if (key === "Delete" || key === "Backspace") { setDay(null); $("lanes").focus(); return true; }
  if (!way) return false;
  setDay(key.startsWith("Page") ? monthsOn(state.day, 12 * way) : shiftKey ? monthsOn(state.day, way) : state.day + way, { follow: true });
  return true;
}

function takeCursor() {
  const middle = (state.from + state.to) / 2;
  setDay(state.day !== null && state.day >= state.from && state.day <= state.to ? state.day : middle);
  draw();
  $("handle").focus();
}

// ---- the keys

const ON_LANES = {
  ArrowLeft: (event) => pan(event.shiftKey ? -0.5 : -0.1), ArrowRight: (event) => pan(event.shiftKey ? 0.5 : 0.1),
  ArrowUp: () => { $("scroller").scrollTop -= 50; }, ArrowDown: () => { $("scroller").scrollTop += 50; },
  PageUp: () => { $("scroller").scrollTop -= high * 0.9; }, PageDown: () => { $("scroller").scrollTop += high * 0.9; },
  Home: () => show(extent()[0], extent()[0] + state.to - state.from), End: () => show(extent()[1] - state.to + state.from, extent()[1]),
  Enter: () => { if (state.selected) { openTab("details"); $("details").querySelector("h2").focus(); } },
};
const ANYWHERE = {
  "/": () => $("query").focus(), d: takeCursor, n: () => step(1), p: () => step(-1), "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: fitAll,
  l: () => { setLanes(LANES[(LANES.indexOf(state.lanes) + 1) % 3]); news($(`by-${state.lanes}`).textContent); },
  Escape: () => { if (state.selected) select(null); },
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox]), select, textarea")) return;
  const work = dayKey(event) ? () => {} : (event.target === $("lanes") && ON_LANES[event.key]) || (Object.hasOwn(ANYWHERE, event.key.toLowerCase()) || Object.hasOwn(ANYWHERE, event.key) ? ANYWHERE[event.key] || ANYWHERE[event.key.toLowerCase()] : null);
  if (!work) return;
  work(event);
  event.preventDefault();
});

// ---- wiring

for (const [type, work] of Object.entries({ pointerdown: press, pointermove: move, pointerup: release, pointercancel: release })) $("lanes").addEventListener(type, work);
$("lanes").addEventListener("pointerleave", () => { $("tip").hidden = true; if (state.hovered) { state.hovered = null; redraw(); } });
$("lanes").addEventListener("dblclick", (event) => { if (!hitAt(xOf(event), yOf(event))) zoom(2, xOf(event)); });
for (const id of ["scroller", "ruler"]) $(id).addEventListener("wheel", wheel, { passive: false });
$("ruler").addEventListener("pointerdown", (event) => { if (!event.button && !event.target.closest("button")) dragDay(event); });
$("scroller").addEventListener("scroll", redraw, { passive: true });
for (const key of LANES) $(`by-${key}`).addEventListener("click", () => setLanes(key));
for (const name of ["region", "body"]) $(name).addEventListener("change", () => { state[name] = $(name).value; filtered(true); });
$("day").addEventListener("change", () => setDay(parseDay($("day").value), { follow: true }));
$("go").addEventListener("keydown", (event) => { if (event.key === "Enter") jump($("go").value); });
$("go").addEventListener("change", () => jump($("go").value));
$("earlier").addEventListener("click", () => { const ends = strips.filter((one) => one.end < state.from).map((one) => one.end); show(Math.max(...ends) - (state.to - state.from) * 0.3, Math.max(...ends) + (state.to - state.from) * 0.7); });
$("later").addEventListener("click", () => { const next = Math.min(...strips.filter((one) => one.begin > state.to).map((one) => one.begin)); show(next - (state.to - state.from) * 0.7, next + (state.to - state.from) * 0.3); });
$("fit").addEventListener("click", fitAll);
$("reset").addEventListener("click", reset);
$("in").addEventListener("click", () => zoom(1.5));
$("out").addEventListener("click", () => zoom(1 / 1.5));
for (const lang of ["zh", "en"]) $(lang).addEventListener("click", () => speak(lang));
$("filters").addEventListener("click", () => $("filters").setAttribute("aria-expanded", String($("side").classList.toggle("open"))));
$("skip").addEventListener("click", (event) => { event.preventDefault(); openTab("list"); $("list").focus(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { palette = look(); legend(); redraw(); });
for (const type of ["hashchange", "popstate"]) addEventListener(type, () => { if (location.hash !== written) { written = location.hash; restore(); furnish(); } });

function measure() {
  wide = $("scroller").clientWidth - $("heads").offsetWidth;
  high = $("scroller").clientHeight;
  draw();
}

// The picture first, in a task of its own; what stands around it a moment later; the facts when all of the page is there.
foldMany();
restore();
translate();
setTimeout(() => {
  measure();
  if (state.selected) reveal(things.get(state.selected));
  performance.mark("drawn");
  new ResizeObserver(measure).observe($("scroller"));
  setTimeout(furnish);
});
addEventListener("DOMContentLoaded", () => { showPanel(); ready = true; written = location.hash; });
globalThis.policygraph = Object.freeze({ state, things, items, inForce, strips: () => strips, show, select, setDay, setLanes, lanes: () => lanes, drawn: () => drawn, hash });
