// In place of a picture that nobody could read: smaller views, each with the command that makes it.
"use strict";
const data = JSON.parse($("data").textContent);
const state = { lang: data.lang };
const count = (number) => number.toLocaleString("en").replaceAll(",", state.lang === "zh" ? "" : ",");

function section({ heading, rows }) {
  const lines = rows.map((row) => el("tr", {},
    el("td", { dir: "auto" }, say(row.name)), el("td", { class: "count" }, count(row.count)),
    el("td", {}, el("code", {}, row.command)), el("td", { class: "act" }, copyButton(row.command))));
  return el("section", { class: "block" }, el("h3", {}, say(heading)), el("table", {}, el("tbody", {}, ...lines)));
}

function speak(lang) {
  state.lang = lang;
  translate();
  $("size").textContent = word("size")(...data.size.map(count));
  $("why").textContent = word("tooMany")(...[...data.size, ...data.most].map(count));
  $("sections").replaceChildren(...data.sections.map(section));
}

for (const key of ["zh", "en"]) $(key).addEventListener("click", () => speak(key));
speak(state.lang);
