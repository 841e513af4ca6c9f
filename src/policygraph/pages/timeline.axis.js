// The axis of time, the lines below it, and the day cursor.
"use strict";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const STEPS = [["day", 1, 1], ["month", 1, 30.4], ["month", 3, 91.3], ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => ["year", n, 365.25 * n])];
const NEED = { day: 26, month: 40, year: 46 };

// The days on which ticks of *step* stand between two days, each with its name.
function* ticks([unit, n], from, to) {
  const start = dateOf(bounded(from)), year = start.getUTCFullYear();
  const at = { day: (k) => Math.floor(from) + k, month: (k) => dayOf(year, Math.floor(start.getUTCMonth() / n) * n + k * n), year: (k) => dayOf(Math.floor(year / n) * n + k * n) }[unit];
  for (let k = 0; ; k += 1) {
    const day = at(k);
    if (day > to) return;
    if (day >= FIRST - 366) yield [day, tickName(unit, n, dateOf(day))];
  }
}

function tickName(unit, n, when) {
  const zh = state.lang === "zh", month = when.getUTCMonth(), year = when.getUTCFullYear();
  if (unit === "day") return String(when.getUTCDate());
  if (unit === "month" && n === 3) return `Q${month / 3 + 1}`;
  if (unit === "month") return zh ? `${month + 1}月` : MONTHS[month];
  return String(Math.max(1, year));
}
function outerName(unit, when) {
  const zh = state.lang === "zh", month = when.getUTCMonth(), year = when.getUTCFullYear();
  if (unit === "day") return zh ? `${year}年${month + 1}月` : `${MONTHS[month]} ${year}`;
  if (unit === "month") return zh ? `${year}年` : String(year);
  return zh ? `${year}年代` : `${year}s`;
}

function scaleSteps(scale) {
  const inner = STEPS.find(([unit, n, days]) => days * scale >= (unit === "month" && n === 3 ? 44 : NEED[unit])) || STEPS.at(-1);
  const outer = inner[0] === "day" ? ["month", 1] : inner[0] === "month" ? ["year", 1] : inner[1] === 1 ? ["year", 10] : null;
  return [inner, outer];
}

function drawAxis(pen, view, look) {
  const x = (day) => (day - view.from) * view.scale, to = view.from + view.width / view.scale, [inner, outer] = scaleSteps(view.scale);
  pen.fillStyle = look.paper;
  pen.fillRect(0, 0, view.width, 46);
  pen.textBaseline = "middle";
  pen.font = `400 11.5px ${look.font}`;
  const inners = [...ticks(inner, view.from, to)];
  inners.forEach(([day, name], k) => {
    const left = Math.max(5, x(day) + 5), right = Math.min(view.width, k + 1 < inners.length ? x(inners[k + 1][0]) : Infinity);
    pen.fillStyle = look.line;
    pen.fillRect(x(day), outer ? 24 : 12, 1, 22);
    pen.fillStyle = look.soft;
    if (left + pen.measureText(name).width < right) pen.fillText(name, left, 34);
  });
  const outers = outer ? [...ticks(outer, view.from, to)] : [];
  pen.font = `600 12px ${look.font}`;
  outers.forEach(([day], k) => {
    const next = k + 1 < outers.length ? x(outers[k + 1][0]) : Infinity, name = outerName(inner[0], dateOf(day)), wide = pen.measureText(name).width;
    pen.fillStyle = look.line;
    if (x(day) > 0) pen.fillRect(x(day), 2, 1, 44);
    pen.fillStyle = look.ink;
    if (next - Math.max(0, x(day)) > wide + 12) pen.fillText(name, Math.max(0, x(day)) + 6, 13);
  });
  pen.fillStyle = look.line;
  pen.fillRect(0, 45, view.width, 1);
}

function drawGrid(pen, view, look, top, bottom) {
  const x = (day) => (day - view.from) * view.scale, to = view.from + view.width / view.scale, [inner, outer] = scaleSteps(view.scale);
  pen.fillStyle = look.line;
  for (const [step, alpha] of [[inner, 0.55], [outer, 1]]) {
    pen.globalAlpha = alpha;
    if (step) for (const [day] of ticks(step, view.from, to)) pen.fillRect(Math.round(x(day)), top, 1, bottom - top);
  }
  pen.globalAlpha = 1;
}

function drawCursor(pen, view, look, top, bottom) {
  if (state.day === null) return;
  // A day is as wide as it is: close up the cursor is a band.
  const left = (state.day - view.from) * view.scale, wide = view.scale;
  pen.fillStyle = look.cursor;
  if (wide > 4) { pen.globalAlpha = 0.14; pen.fillRect(left, top, wide, bottom - top); pen.globalAlpha = 1; }
  pen.fillRect(left + Math.min(wide, 4) / 2 - 0.75, top, 1.5, bottom - top);
}
