// What every page is made of: elements, words, names and icons. A page brings `data`, `state` (with its language), `things`
// and `kinds` by key, and `address` of a thing. Whatever came from data reaches the screen as text (textContent, or
// fillText on a canvas), never as markup, and nothing is fetched.
"use strict";

const $ = (id) => document.getElementById(id);
const word = (key) => WORDS[state.lang][key];
const say = (pair) => (state.lang === "zh" ? pair[0] : pair[1]) || pair[0] || pair[1];
const second = (thing) => (state.lang === "en" && thing.en !== thing.label ? thing.en : "");
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "onclick" || key === "onchange") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

// The outlines that vis-network draws, so that the legend shows what the picture shows.
function icon(kind) {
  const ring = (n, radius, turn) => Array.from({ length: n }, (_, k) => {
    const far = typeof radius === "number" ? radius : radius[k % 2], angle = turn + (k * 2 * Math.PI) / n;
    return `${(9 + far * Math.cos(angle)).toFixed(1)},${(9 + far * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");
  const up = -Math.PI / 2, points = {
    square: "3,3 15,3 15,15 3,15", triangle: ring(3, 8, up), triangleDown: ring(3, 8, -up), diamond: ring(4, 7.5, up), hexagon: ring(6, 7, 0), star: ring(10, [8, 3.8], up),
  }[kind.shape];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", points ? "polygon" : "circle");
  const geometry = points ? { points } : { cx: 9, cy: 9, r: 6.3 };
  for (const [key, value] of Object.entries({ ...geometry, fill: kind.colour, stroke: darker(kind.colour) })) shape.setAttribute(key, value);
  for (const [key, value] of Object.entries({ viewBox: "0 0 18 18", class: "icon", "aria-hidden": "true" })) svg.setAttribute(key, value);
  svg.append(shape);
  return svg;
}

function darker(colour) { return `#${colour.slice(1).match(/../g).map((part) => Math.round(parseInt(part, 16) * 0.68).toString(16).padStart(2, "0")).join("")}`; }

const link = (thing) => el("a", { href: address(thing.id), "data-id": thing.id, dir: "auto", lang: "zh-Hans" }, thing.label);
const mark = (modality) => (modality === "stated" ? null : el("span", { class: `mark ${modality}` }, word(modality) || modality));

function nameOf(thing) {
  return el("span", {}, link(thing), second(thing) ? " " : null, second(thing) ? el("small", { lang: "en" }, second(thing)) : null);
}

function kindLine(thing) {
  return el("p", { class: "kind" }, icon(kinds.get(thing.kind)), say(kinds.get(thing.kind).name));
}

// A name on a canvas: as much of it as *most* pixels hold, and how wide that is.
const widths = new Map();
function cut(context, text, size, most) {
  const key = `${size}|${most}|${text}`;
  if (!widths.has(key)) {
    let letters = Array.from(text.replace(/\s+/g, " ").slice(0, 200)), measured = context.measureText(letters.join("")).width, shortened = false;
    while (measured > most && letters.length > 1) {
      letters = letters.slice(0, Math.max(1, Math.min(letters.length - 1, Math.floor((letters.length * most) / measured))));
      measured = context.measureText(`${letters.join("")}…`).width;
      shortened = true;
    }
    widths.set(key, [letters.join("") + (shortened ? "…" : ""), measured]);
  }
  return widths.get(key);
}

function copyButton(text) {
  return el("button", { type: "button", class: "small", onclick: () => copy(text) }, word("copy"));
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); news(word("copied")); } catch { news(copyOld(text) ? word("copied") : word("notCopied")); }
}

function copyOld(text) {
  const area = el("textarea", { "aria-hidden": "true" }), before = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}

let silence = 0;
function news(text, quiet = false) {
  $("news").textContent = text;
  $("news").classList.toggle("on", !quiet);
  clearTimeout(silence);
  silence = setTimeout(() => $("news").classList.remove("on"), 1600);
}

// Everything that the page itself says, in the language of the state.
function translate() {
  document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
  document.title = $("title").textContent = $("title").title = say(data.title);
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
  for (const key of ["zh", "en"]) $(key).setAttribute("aria-pressed", String(key === state.lang));
}
