// Why something was in force on a day, was perhaps, or was not: the sentences that `timeline --on` says, from the same words.
"use strict";

const filled = (key, parts) => say(data.reasons[key]).replace(/\{(\w+)\}/g, (_, name) => parts[name]);

function reasonOf(item, day) {
  const why = say(book().pairs[book().dates.why[item.n]]), fit = fitOn(item, day), { begin, begun, ending, end } = item;
  if (fit === "no") return day < begin ? filled("not_yet", { day: iso(begin) }) : filled("over", { day: iso(end), why });
  const parts = fit === "certain" ? [filled("begun", { day: iso(begun) }), filled("holds", { day: iso(ending), why })]
    : [day < begun ? beginning(begin, begun) : "", day > ending ? ends(begun, ending, end, why) : ""];
  return parts.filter(Boolean).join(say(data.reasons.and));
}

function beginning(first, last) {
  if (first === FIRST) return filled("begin_unknown", { day: iso(last) });
  const unit = unitOf(first, last);
  return unit ? filled("begin_unit", { unit }) : filled("begin_between", { first: iso(first), last: iso(last) });
}

function ends(begun, first, last, why) {
  if (last === LAST && first < begun) return filled("end_held", { why, first: iso(first), last: iso(begun) });
  if (last === LAST) return filled("end_unknown", { day: iso(first), why });
  const unit = unitOf(first, last);
  return unit ? filled("end_unit", { unit, why }) : filled("end_between", { first: iso(first), last: iso(last), why });
}

// The year or month whose days these are, if they are.
function unitOf(first, last) {
  const [start, stop] = [first, last].map(dateOf);
  if (start.getUTCDate() !== 1 || last >= LAST || dateOf(last + 1).getUTCDate() !== 1 || start.getUTCFullYear() !== stop.getUTCFullYear()) return "";
  if (start.getUTCMonth() === stop.getUTCMonth()) return iso(first).slice(0, 7);
  return start.getUTCMonth() === 0 && stop.getUTCMonth() === 11 ? iso(first).slice(0, 4) : "";
}
