// In place of a picture that nobody could read: smaller views, each with the command that makes it.
"use strict";
const data = JSON.parse($("data").textContent);
const state = { lang: data.lang };
const count = (number) => number.toLocaleString("en").replaceAll(",", state.lang === "zh" ? "" : ",");
// A row's number: one, two beside each other, none, or more than a picture holds.
const counted = (number) => number === null ? word("over")(count(data.most[0])) : [].concat(number).map((n) => n === "" ? "" : count(n)).join(" / ");

function section({ heading, rows }) {
  const lines = rows.map((row) => el("tr", {},
    el("td", { dir: "auto" }, say(row.name)), el("td", { class: "count" }, counted(row.count)),
    el("td", {}, el("code", {}, row.command)), el("td", { class: "act" }, copyButton(row.command))));
  return el("section", { class: "block" }, el("h3", {}, say(heading)), el("table", {}, el("tbody", {}, ...lines)));
}

function speak(lang) {
  state.lang = lang;
  translate();
  $("size").textContent = data.size ? word("size")(...data.size.map(count)) : "";
  $("why").textContent = data.size ? word("tooMany")(...[...data.size, ...data.most].map(count)) : word("cut")(...data.most.map(count));
  $("counted").textContent = say(data.counted || ["", ""]);
  $("sections").replaceChildren(...data.sections.map(section));
}

for (const key of ["zh", "en"]) $(key).addEventListener("click", () => speak(key));
speak(state.lang);
