// What the panel says of a thing, and where that is stated: shared by the pages. The facts are read when first asked for.
"use strict";

let opened = null;
const book = () => (opened ??= JSON.parse($("facts").textContent));
const lineOf = ([property, value = 0, cited = [], target = null, modality = 0, why = 0]) => ({
  property: book().pairs[property], value: book().pairs[value], target: target || null, modality: book().modalities[modality],
  citations: [].concat(cited).map((n) => book().pairs[n]), why: book().pairs[why],
});
const read = new Map();

function linesOf(id) {
  if (!read.has(id)) read.set(id, Object.hasOwn(book().facts, id) ? book().facts[id].map(lineOf) : []);
  return read.get(id);
}

function citations(line) {
  if (!line.citations.length) return [el("p", { class: "cite" }, word("noSource"))];
  return line.citations.map((words) => el("p", { class: "cite", dir: "auto" }, say(words)));
}

// A line's value as a row; *more*: what the fact says beyond the name of the thing that it points to.
function value(line, thing, more = true) {
  const whole = el("div", { class: "value" }, thing ? link(thing) : el("span", { dir: "auto" }, say(line.value)), mark(line.modality));
  if (thing && second(thing)) whole.append(el("small", { lang: "en" }, second(thing)));
  if (thing && more && line.value[0] !== thing.label) whole.append(el("small", { dir: "auto" }, say(line.value)));
  const why = say(line.why) ? el("p", { class: "why", dir: "auto" }, word("why") + say(line.why)) : null;
  return el("dd", {}, whole, why, ...citations(line));
}

// Rows of one property; a long list shows its first eight and a button for the rest.
function group(name, rows) {
  const made = [el("dt", { dir: "auto" }, name), ...rows.slice(0, 8)], rest = rows.slice(8);
  if (rest.length > 2) {
    const button = el("button", { type: "button", class: "link", onclick: () => { holder.replaceWith(...rest); rest[0].querySelector("a")?.focus(); } }, word("more")(rest.length));
    const holder = el("dd", {}, button);
    return [...made, holder];
  }
  return [...made, ...rest];
}

function block(heading, pairs, none) {
  const groups = new Map();
  for (const [name, row] of pairs) groups.set(name, [...(groups.get(name) || []), row]);
  const list = el("dl", {}, ...[...groups].flatMap(([name, rows]) => group(name, rows)));
  return el("section", { class: "block" }, el("h3", {}, `${heading}　${pairs.length}`), pairs.length ? list : el("p", { class: "quiet" }, none));
}

function identity(thing) {
  const query = `SELECT ?p ?o WHERE { <${thing.iri}> ?p ?o }`;
  const rows = [el("div", { class: "pair" }, el("code", { "aria-label": word("id"), id: "thing-id" }, thing.id), copyButton(thing.id))];
  if (thing.iri) rows.push(
    el("div", { class: "pair" }, el("code", { "aria-label": "IRI", id: "thing-iri" }, thing.iri), copyButton(thing.iri)),
    el("p", { class: "quiet", style: "margin-top: 12px" }, word("sparql")),
    el("div", { class: "pair" }, el("pre", { class: "code", id: "thing-query" }, query), copyButton(query)));
  return el("section", { class: "block" }, el("h3", {}, word("identity")), ...rows);
}
