// The address of a view: all that brings it back, and what is read from one; and the lists on the left.
"use strict";
let ready = false, written = "";

const SHORT = (key) => key.split(/[#/]/).pop();
function hash(changes = {}) {
  const now = { ...state, ...changes }, parts = new URLSearchParams();
  if (now.day !== null) parts.set("day", iso(now.day));
  parts.set("from", iso(now.from));
  parts.set("to", iso(now.to));
  if (now.lanes !== "regions") parts.set("lanes", now.lanes);
  for (const name of ["region", "body"]) if (now[name]) parts.set(name, now[name]);
  for (const [name, set] of Object.entries(off)) if (set.size) parts.set(`no-${name}`, [...set].map(SHORT).sort().join("."));
  if (now.tab !== "details") parts.set("tab", now.tab);
  if (now.lang !== data.lang) parts.set("lang", now.lang);
  if (now.selected) parts.set("at", now.selected);
  return `#${parts}`;
}
const address = (id) => hash({ selected: id, tab: "details" });

function remember(step = false) {
  const write = () => {
    if (!ready || hash() === written) return;
    written = hash();
    history[step ? "pushState" : "replaceState"](null, "", written);
  };
  if (step) { clearTimeout(delays.get("address")); write(); } else later("address", write, 250);
}

// An address is from outside: what it names and is not there is left alone.
function recall() {
  const parts = new URLSearchParams(location.hash.slice(1)), given = location.hash.length > 1, from = parseDay(parts.get("from")), to = parseDay(parts.get("to"));
  const known = { kinds: data.kinds.map(({ key }) => key), roles: data.roles.map(({ key }) => key), modalities: ["stated", "inferred"] };
  for (const [name, keys] of Object.entries(known)) {
    const named = (parts.get(`no-${name}`) || "").split(".");
    off[name].clear();
    keys.filter((key) => named.includes(SHORT(key))).forEach((key) => off[name].add(key));
  }
  for (const [name, tree] of [["region", data.regions], ["body", data.bodies]]) {
    const id = parts.get(name);
    state[name] = tree.thing.some((n) => numbered[n].id === id) ? id : "";
  }
  state.lanes = LANES.find((key) => key === parts.get("lanes")) || "regions";
  state.tab = TABS.find((tab) => tab === parts.get("tab")) || "details";
  state.day = parts.has("day") ? parseDay(parts.get("day")) : given ? null : firstDay();
  state.selected = things.has(parts.get("at")) ? parts.get("at") : null;
  state.lang = ["zh", "en"].find((lang) => lang === parts.get("lang")) || data.lang;
  narrow();
  regather();
  Object.assign(state, from !== null && to !== null && from < to ? { from, to } : Object.fromEntries(["from", "to"].map((name, n) => [name, extent(true)[n]])));
}

// The page opens on the last day on which anything is known to have begun: later, sources have nothing to say.
function firstDay() {
  return periods.reduce((last, item) => (item.begun < LAST ? Math.max(last ?? 0, item.begun) : last), null);
}

function restore() {
  recall();
  $("day").value = state.day === null ? "" : iso(state.day);
  pressed();
  show(state.from, state.to, false);
}

// ---- lists on the left

function filters() {
  const focused = document.activeElement?.id, dates = items.filter((item) => !item.role.hidden);
  const perRole = tally(dates, "role"), perModality = tally(dates, "modality");
  filter("kinds", word("kinds"), ranked.map((kind) => [kind.key, say(kind.name), perKind.get(kind.key) || 0, icon(kind)]));
  filter("roles", word("roles"), data.roles.filter((role) => perRole.has(role)).map((role) => [role.key, say(role.name), perRole.get(role)]));
  filter("modalities", word("modalities"), ["stated", "inferred"].filter((key) => perModality.has(key)).map((key) => [key, word(key), perModality.get(key)]));
  choices("region", data.regions);
  choices("body", data.bodies);
  if (focused) $(focused)?.focus();
}

// Thousands of places are made into options only when someone is about to choose.
function choices(name, tree, whole = false) {
  const depths = [], options = tree.thing.map((n, k) => {
    depths[k] = tree.parent[k] < 0 ? 0 : depths[tree.parent[k]] + 1;
    const { id } = numbered[n], chosen = state[name] === id;
    return whole || chosen ? el("option", { value: id, selected: chosen }, `${"　".repeat(whole ? Math.min(depths[k], 6) : 0)}${named(numbered[n])}`) : null;
  });
  $(name).replaceChildren(el("option", { value: "" }, word("every")), ...options.filter(Boolean));
  $(name).onpointerenter = $(name).onfocus = whole ? null : () => choices(name, tree, true);
}

function speak(lang) {
  state.lang = lang;
  for (const one of strips) one.wide = estimate(named(one.thing));
  packedAt = null;
  redraw();
  furnish();
  remember();
}

// All that stands around the picture.
function furnish() {
  translate();
  $("size").textContent = word("size")(data.dated, items.filter((item) => !item.role.hidden).length, undated.length);
  filters();
  legend();
  showPanel();
}

function reset() {
  for (const set of Object.values(off)) set.clear();
  Object.assign(state, { region: "", body: "", selected: null, tab: "details" });
  $("query").value = "";
  setDay(firstDay(), { open: false });
  filtered();
  setLanes("regions");
  show(...extent(true));
}
