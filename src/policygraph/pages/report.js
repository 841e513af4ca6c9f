// The report in a browser: its language, and the statements behind a number, named in the address so that it can be shared.
"use strict";

const data = JSON.parse($("data").textContent);
const asked = new URLSearchParams(location.search).get("lang");
const state = { lang: ["zh", "en"].includes(asked) ? asked : data.lang };
const panel = $("panel");
let opened = null, from = null, shown = null;
const book = () => (opened ??= JSON.parse($("facts").textContent));
const pair = (number) => book().pairs[number];
const ANCHOR = /^([a-z_]+\.[a-z_]+)\.(\d+|all)$/;

function speak(lang) {
  state.lang = lang;
  // Some browsers refuse to change the address of a file: then the language is not in it.
  try { history.replaceState(null, "", (lang === data.lang ? location.pathname : `?lang=${lang}`) + location.hash); } catch { /* as it was */ }
  translate();
  if (shown) fill(shown);
}

// What the address names: a row of a finding, or all of one.
function target() {
  let name = location.hash.slice(1);
  try { name = decodeURIComponent(name); } catch { return null; }
  const [, key, at] = ANCHOR.exec(name) || [];
  if (!key || !Object.hasOwn(book().findings, key)) return null;
  const finding = book().findings[key], whole = at === "all";
  if (!whole && !(Number(at) < finding.rows.length)) return null;
  const facts = whole ? [...new Set(finding.rows.flat())] : finding.rows[Number(at)];
  return { name, key, finding, whole, row: whole ? -1 : Number(at), facts };
}

function queryOf({ finding, whole, row }) {
  if (whole) return finding.query;
  const [begin, middle, end] = finding.queries[row];
  return finding.first.slice(0, begin) + middle + (end ? finding.first.slice(-end) : "");
}

// With the prefixes that it uses, so that it runs anywhere.
function declared(query) {
  const used = Object.entries(book().prefixes).filter(([name]) => new RegExp(`(^|[^\\w<:/-])${name}:`, "m").test(query));
  return [...used.map(([name, base]) => `PREFIX ${name}: <${base}>`), query].join("\n");
}

function show() {
  const found = target();
  for (const row of document.querySelectorAll(".told")) row.classList.remove("told");
  if (!found) { hide(false); return; }
  const place = document.getElementById(found.name), rest = place?.closest("tbody.rest");
  if (rest?.hidden) unfold(rest);
  place?.classList.add("told");
  shown = found;
  fill(found);
  panel.hidden = false;
  document.body.classList.add("open");
  // On a narrow screen the panel covers the lower part.
  place?.scrollIntoView({ block: innerWidth > 860 ? "center" : "start" });
  panel.focus({ preventScroll: true });
}

function hide(clear = true) {
  if (panel.hidden) return;
  const place = document.getElementById(shown.name);
  panel.hidden = true;
  shown = null;
  document.body.classList.remove("open");
  for (const row of document.querySelectorAll(".told")) row.classList.remove("told");
  if (clear) history.replaceState(null, "", location.pathname + location.search + "#");
  // Back to where the reader came from; what opened by its address alone leaves its place on the screen.
  from?.isConnected ? from.focus() : place?.scrollIntoView({ block: "center" });
  from = null;
}

function fill(found) {
  const { finding, facts, whole, row } = found, query = declared(queryOf(found));
  const place = whole ? word("whole") : word("ofRow")(row + 1);
  panel.replaceChildren(
    el("header", {}, el("p", { class: "quiet" }, `${word("evidence")} · ${place}`), el("button", { type: "button", class: "small", id: "close", onclick: () => hide() }, word("close"))),
    el("h2", { id: "panel-title" }, say(pair(finding.question))),
    el("p", { class: "quiet" }, facts.length ? word("statements")(facts.length) : word(whole ? "noneAll" : "noStatements")),
    statements(facts),
    el("section", { class: "block" }, el("h3", {}, word("query")), el("p", { class: "quiet" }, word("queryWhy")),
      el("pre", { class: "code", id: "query", tabindex: 0 }, query),
      el("div", { class: "act" }, el("button", { type: "button", class: "small", onclick: () => copy(query) }, word("copyQuery"))),
      el("p", { class: "quiet" }, word("run")), el("pre", { class: "code" }, "policygraph query --file query.rq")),
  );
  panel.scrollTop = 0;
}

// A long list shows its first thirty and a button for the rest.
function statements(facts) {
  const list = el("ol", { class: "statements" }, ...facts.slice(0, 30).map(statement)), rest = facts.slice(30);
  if (rest.length) {
    const more = el("li", { class: "rest" }, el("button", { type: "button", class: "link", onclick: () => { more.replaceWith(...rest.map(statement)); } }, word("more")(rest.length)));
    list.append(more);
  }
  return list;
}

function statement(number) {
  const [subject, property, value, modality, why, cited] = book().facts[number], how = book().modalities[modality];
  return el("li", {},
    el("p", {}, name(subject), el("span", { class: "via", dir: "auto" }, say(pair(property))), name(value), mark(how)),
    why ? el("p", { class: "why", dir: "auto" }, word("why") + say(pair(why))) : null,
    ...cited.map((words) => el("p", { class: "cite", dir: "auto" }, say(pair(words)))),
    cited.length ? null : el("p", { class: "cite" }, word("noSource")));
}

// Names are Chinese; an English reader sees our translation with the Chinese name behind it.
function name(number) {
  const [zh, en] = pair(number);
  if (state.lang === "zh" || !en || en === zh) return el("bdi", { lang: "zh-Hans" }, zh);
  return el("bdi", { lang: "en" }, en, " ", el("small", { lang: "zh-Hans" }, zh));
}

function unfold(rest) {
  rest.hidden = false;
  rest.parentElement.querySelector(".fold").parentElement.remove();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#'], a[*|href^='#']");
  if (link) {
    from = link;
    // The address may name this already: then nothing else would open it again.
    if ((link.getAttribute("href") ?? link.href.baseVal) === location.hash && panel.hidden) show();
    return;
  }
  const button = event.target.closest?.("button.unfold, button[data-query]"), cell = event.target.closest?.("tr[id] td.n");
  if (button?.dataset.query) {
    from = button;
    location.hash = `${button.dataset.query}.all`;
    if (panel.hidden) show();
  } else if (button) {
    const rest = button.closest("table").querySelector("tbody.rest");
    unfold(rest);
    rest.querySelector("a")?.focus({ preventScroll: true });
  } else if (cell && getSelection().isCollapsed) {
    from = cell.parentElement.querySelector("a.evidence");
    location.hash = cell.parentElement.id;
    if (panel.hidden) show();
  }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) hide(); });
addEventListener("hashchange", show);
for (const lang of ["zh", "en"]) $(lang).addEventListener("click", () => speak(lang));
$("print").addEventListener("click", () => print());
translate();
show();
