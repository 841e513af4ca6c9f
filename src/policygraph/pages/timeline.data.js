// What the timeline holds: things with their dates, and the lanes in which what passes the filters stands, row by row.
// A day is a number: the days since 1 January of year 1, which is day 1.
"use strict";
const data = JSON.parse($("data").textContent);
const FIRST = 1, LAST = 3652059, EPOCH = 719163;
const kinds = new Map(data.kinds.map((kind) => [kind.key, kind]));
const IN_FORCE = data.roles[0];

// ---- days

const dateOf = (day) => new Date((day - EPOCH) * 864e5);
const iso = (day) => dateOf(Math.min(LAST, Math.max(FIRST, Math.floor(day)))).toISOString().slice(0, 10);
function dayOf(year, month = 0, day = 1) {
  const when = new Date(0);
  when.setUTCFullYear(year, month, day);
  return Math.round(when.getTime() / 864e5) + EPOCH;
}
// The day of YYYY-MM-DD; null for what is none, such as 2022-02-30.
function parseDay(text) {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || "") || [];
  const found = year === undefined ? NaN : dayOf(Number(year), Number(month) - 1, Number(day));
  return found >= FIRST && found <= LAST && iso(found) === text ? found : null;
}
const bounded = (day) => Math.min(LAST, Math.max(FIRST, day));

// ---- things and their dates

// What only search and the panel need stands with the facts, behind all that the first view needs.
class Thing {
  constructor(id, n) {
    const { kind, label, en, regions, bodies } = data.things;
    Object.assign(this, { id, n, kind: data.kinds[kind[n]].key, label: label[n], en: en[n], regions: regions[n], bodies: bodies[n], items: [], degree: 0 });
  }
  get iri() { return book().names.iris[this.n] ?? book().names.base + this.id; }
  get aliases() { return book().names.aliases[this.n] ?? []; }
  get pinyin() { return book().names.pinyin[this.n]; }
}
const numbered = data.things.id.map((id, n) => new Thing(id, n)), things = new Map(numbered.map((thing) => [thing.id, thing]));
const undated = numbered.slice(data.dated, data.dated + data.undated);
const inferred = new Set(data.items.inferred);
const items = data.items.thing.map((thing, n) => {
  const role = data.roles[data.items.role[n]], edtf = data.items.edtf[n];
  const item = {
    n, thing: numbered[thing], role, edtf, words: data.items.words[n], modality: inferred.has(n) ? "inferred" : "stated",
    begin: data.items.begin[n], begun: data.items.begun[n], ending: data.items.ending[n], end: data.items.end[n],
    shape: role === IN_FORCE ? "force" : edtf.includes("/") ? "period" : "moment",
  };
  item.thing.items.push(item);
  item.thing.degree += 1;
  return item;
});
const periods = items.filter((item) => item.role === IN_FORCE);
const perKind = tally(numbered.slice(0, data.dated), "kind");
// Kinds with the most dated things come first, in lanes and lists.
const ranked = data.kinds.filter((kind) => perKind.has(kind.key) || undated.some((thing) => thing.kind === kind.key))
  .sort((a, b) => (perKind.get(b.key) || 0) - (perKind.get(a.key) || 0));

function fitOn(item, day) {
  if (day < item.begin || day > item.end) return "no";
  return item.begun <= day && day <= item.ending ? "certain" : "possible";
}

// ---- the filters

const off = { kinds: new Set(), roles: new Set(), modalities: new Set() };
const state = { lang: data.lang, lanes: "regions", day: null, from: 0, to: 1, region: "", body: "", selected: null, hovered: null, tab: "details", folded: new Set(), each: new Set() };

// The numbers of the lanes that a region or body stands for: itself, what lies in it, and the members of a bloc.
function reach(tree, id) {
  tree.below ??= tree.above.reduce((below, highs, low) => { for (const high of highs) below[high].push(low); return below; }, tree.thing.map(() => []));
  const found = new Set([tree.thing.findIndex((thing) => numbered[thing].id === id)]);
  for (const high of found) for (const low of tree.below[high] || []) found.add(low);
  return found;
}

const narrowed = { regions: null, bodies: null };
function narrow() {
  narrowed.regions = state.region ? reach(data.regions, state.region) : null;
  narrowed.bodies = state.body ? reach(data.bodies, state.body) : null;
}
function passes(thing) {
  const { regions, bodies } = narrowed;
  return !off.kinds.has(thing.kind) && (!regions || thing.regions.some((lane) => regions.has(lane))) && (!bodies || thing.bodies.some((lane) => bodies.has(lane)));
}

// ---- lanes: what passes, in order of time

const named = (thing) => (state.lang === "en" && thing.en) || thing.label;
// About as wide as a name will be: measuring ten thousand would take longer than drawing them.
function estimate(text) {
  let sum = 0;
  for (let k = 0; k < text.length && sum < 300; k += 1) sum += text.charCodeAt(k) > 0x2e7f ? 12 : 6.4;
  return Math.min(sum, 300);
}

let strips = [], lanes = [];

// One strip a thing: those of its dates that pass, from the first day of the first to the last of the last.
function strip(thing) {
  const shown = passes(thing) ? thing.items.filter(({ role, modality }) => !role.hidden && !off.roles.has(role.key) && !off.modalities.has(modality)) : [];
  if (!shown.length) return null;
  let begin = LAST, end = FIRST, order = LAST;
  for (const item of shown) { begin = Math.min(begin, item.begin); end = Math.max(end, item.end); order = Math.min(order, item.begin > FIRST ? item.begin : item.begun); }
  return { thing, items: shown, begin, end, order, wide: estimate(named(thing)) };
}

function gather() {
  // What may have begun at any time stands where it had begun at the latest, as in the command.
  strips = numbered.slice(0, data.dated).map(strip).filter(Boolean).sort((a, b) => a.order - b.order || a.end - b.end);
  lanes = (state.lanes === "kinds" ? kindLanes() : placeLanes(data[state.lanes])).filter((lane) => lane.whole > 0);
}

const lane = (key, name, thing, depth) => ({ key, name, thing, depth, entries: [], whole: 0, holds: false, shut: false });
function put(into, one) {
  if (into.entries.at(-1)?.strip !== one) into.entries.push({ strip: one, row: 0 });
}

function kindLanes() {
  const made = new Map(ranked.map((kind) => [kind.key, lane(kind.key, kind.name, null, 0)]));
  for (const one of strips) put(made.get(one.thing.kind), one);
  for (const one of made.values()) one.whole = one.entries.length;
  return [...made.values()];
}

// A thing stands in the lane of each place that it names; where that lane is shut up in another, in the outer one.
function placeLanes(tree) {
  const made = tree.thing.map((n, k) => {
    const above = tree.parent[k];
    return { ...lane(numbered[n].id, null, numbered[n], 0), above };
  });
  const outer = made.map((one) => {
    const around = made[one.above];
    if (around) Object.assign(one, { depth: around.depth + 1, hidden: around.hidden || around.shut });
    one.shut = state.folded.has(one.key);
    if (around) around.holds = true;
    one.outer = one.hidden ? around.outer : one;
    return one.outer;
  });
  const none = lane("", null, null, 0), counted = [];
  for (const one of strips) {
    const at = one.thing[state.lanes];
    for (const k of at) {
      put(outer[k], one);
      for (let up = k; up >= 0 && counted[up] !== one; up = made[up].above) { counted[up] = one; made[up].whole += 1; }
    }
    if (!at.length) put(none, one);
  }
  none.whole = none.entries.length;
  return [...made.filter((one) => !one.hidden), none];
}

// Shut lanes from the first depth on at which there would be more than a reader can look through.
function foldMany() {
  for (const [name, tree] of [["regions", data.regions], ["bodies", data.bodies]]) {
    const depths = [], counts = [], held = new Set();
    for (const thing of numbered.slice(0, data.dated)) for (let k of thing[name]) for (; k >= 0 && !held.has(k); k = tree.parent[k]) held.add(k);
    tree.parent.forEach((parent, k) => { depths[k] = parent < 0 ? 0 : depths[parent] + 1; });
    for (const k of held) counts[depths[k]] = (counts[depths[k]] || 0) + 1;
    let open = 0, sum = counts[0] || 0;
    while (open + 1 < counts.length && sum + counts[open + 1] <= 150) { open += 1; sum += counts[open]; }
    depths.forEach((depth, k) => { if (depth >= open) state.folded.add(numbered[tree.thing[k]].id); });
  }
}

// ---- rows: no bar upon another; with names where there is room, without where there is not, else only numbers

const ROW = { named: 25, plain: 10 }, MOST = { named: 60, plain: 150 }, BARE = 30, AFTER = 12;
let packedAt = null;

function rowsOf(entries, scale, names, most) {
  const ends = [], open = [];
  for (const entry of entries) {
    const { begin, end, wide } = entry.strip, left = begin * scale - 6;
    let at = 0;
    while (at < open.length && ends[open[at]] > left) at += 1;
    if (at === open.length) open.push(ends.length);
    const row = open[at];
    if (row === most) return 0;
    if (end >= LAST) open.splice(at, 1);
    ends[row] = end >= LAST ? Infinity : Math.max((end + 1) * scale, left + 12, names ? left + 6 + wide : 0) + AFTER;
    entry.row = row;
  }
  return ends.length;
}

// Rows change with steps of the scale only, so that they hold still while the view moves or zooms a little.
function pack(scale) {
  const step = Math.floor(Math.log2(scale) * 2);
  if (packedAt === step) return;
  packedAt = step;
  let top = 0;
  for (const [n, one] of lanes.entries()) {
    arrange(one, 2 ** (step / 2));
    Object.assign(one, { top, odd: n % 2 === 1 });
    top += one.height;
  }
}

function arrange(one, scale) {
  one.mode = "named";
  let rows = rowsOf(one.entries, scale, true, state.each.has(one.key) ? Infinity : MOST.named);
  if (!rows && one.entries.length) {
    one.mode = "plain";
    rows = rowsOf(one.entries, scale, false, MOST.plain);
  }
  if (!rows && one.entries.length) one.mode = "counted";
  one.charts = one.mode === "counted" ? Object.keys(CHARTS).filter((shape) => one.entries.some(({ strip }) => strip.items.some((item) => item.shape === shape))) : [];
  one.rows = Array.from({ length: rows }, () => []);
  for (const entry of rows ? one.entries : []) one.rows[entry.row].push(entry);
  one.height = one.charts.length ? chartHeight(one.charts) : Math.max(BARE, rows * ROW[one.mode] + 9);
}
const tall = () => (lanes.length ? lanes.at(-1).top + lanes.at(-1).height : 0);
