// Numbers instead of bars, where a lane holds more than can be told apart.
"use strict";

// How many hold, surely and perhaps. Periods are counted at each pixel; what happened once, in days, months or years, so
// that the first of January does not stand out where two years of doubt meet.
const CHARTS = { force: [58, "touching", "68 119 170"], moment: [36, "dots", "136 34 85"], period: [26, "spells", "153 153 51"] };
const chartHeight = (shapes) => shapes.reduce((sum, shape) => sum + CHARTS[shape][0] + 14, 8);

function countShapes(one, view) {
  const to = view.from + view.width / view.scale, pixels = Array.from({ length: Math.ceil(view.width) + 1 }, (_, k) => view.from + k / view.scale);
  const [unit, n] = STEPS.find(([, , days]) => days * view.scale >= 4) || STEPS.at(-1);
  const calendar = [...[...ticks([unit, n], view.from, to)].map(([day]) => day), to];
  const counts = Object.fromEntries(one.charts.map((shape) => {
    const edges = shape === "moment" ? calendar : pixels;
    return [shape, { edges, sure: new Float64Array(edges.length), all: new Float64Array(edges.length) }];
  }));
  for (const { strip } of one.entries) for (const item of strip.items) {
    const { edges, sure, all } = counts[item.shape], bin = item.shape === "moment" ? (day) => after(edges, day) : (day) => Math.floor((day - view.from) * view.scale);
    const add = (sums, from, last) => {
      const first = Math.max(0, from), end = Math.min(edges.length - 1, last + 1);
      if (end > first) { sums[first] += 1; sums[end] -= 1; }
    };
    const first = bin(item.begin), last = bin(item.end + 0.99);
    add(all, first, last);
    if (item.shape !== "moment") { if (item.begun <= item.ending) add(sure, bin(item.begun), bin(item.ending + 0.99)); } else if (first === last) add(sure, first, last);
  }
  for (const { sure, all } of Object.values(counts)) for (const sums of [sure, all]) for (let k = 1; k < sums.length; k += 1) sums[k] += sums[k - 1];
  return counts;
}

// The last edge that is not after *day*.
function after(edges, day) {
  let low = 0, up = edges.length;
  while (low < up) { const half = (low + up) >> 1; if (edges[half] <= day) low = half + 1; else up = half; }
  return low - 1;
}

function nice(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= most);
}

function drawCounts(pen, one, view, look) {
  one.counts = countShapes(one, view);
  let top = one.at + 8;
  for (const shape of one.charts) {
    chart(pen, one.counts[shape], top, CHARTS[shape], view, look);
    top += CHARTS[shape][0] + 14;
  }
}

function chart(pen, { edges, sure, all }, top, [height, name, rgb], view, look) {
  const x = (k) => Math.max(0, (edges[k] - view.from) * view.scale), last = edges.length - 1, most = nice(all.reduce((a, b) => Math.max(a, b), 1)), base = top + height;
  for (const [sums, alpha] of [[all, 0.34], [sure, 1]]) {
    pen.beginPath();
    pen.moveTo(0, base);
    for (let k = 0; k < last; k += 1) {
      if (k && sums[k] === sums[k - 1]) continue;
      if (k) pen.lineTo(x(k), base - (sums[k - 1] / most) * height);
      pen.lineTo(x(k), base - (sums[k] / most) * height);
    }
    pen.lineTo(x(last), base - (sums[last - 1] / most) * height);
    pen.lineTo(x(last), base);
    pen.closePath();
    pen.fillStyle = shade(look.dark ? lighter(rgb) : rgb, alpha);
    pen.fill();
  }
  pen.fillStyle = look.line;
  pen.fillRect(0, base, view.width, 1);
  pen.fillStyle = look.soft;
  pen.font = `400 11px ${look.font}`;
  pen.fillText(`${word(name)} · ${word("most")(most)}`, 6, top + 5);
}
