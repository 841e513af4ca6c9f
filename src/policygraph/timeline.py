"""
Timeline lookup: which dated things there are, in order, and which of them were in force on a day, and why.

Dates keep what their source knows: a month is a span of days, and an answer for a range is certain or possible. Which
rows there are is decided by one SELECT each, `ROWS` and `IN_FORCE`; all that follows only words and cites them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from .asked import BACK, HIDDEN_KINDS, HIDDEN_ROLES, MEMBERSHIP, VIA, Found, narrowed
from .asked import Asked as Asked
from .citations import Citation, Citations, local
from .columns import columns_of
from .dates import MAX, MIN, Bounds, Fit
from .endings import BY_DOCUMENT, ended_by, inferred_endings
from .entities import PROPOSED, Entity, entities
from .force import BEGINS, SUBJECTS, VALID, WHY
from .ontology import PREFIXES, iri, ontology
from .phrases import phrase
from .reasons import reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .store import Row, Store

FOUND = " ".join(dict.fromkeys(f"?{name}" for pair in VIA for name in pair))
# The dates of what fits that lie, or may lie, between two days.
ROWS = f"""
SELECT DISTINCT ?thing ?time ?role ?edtf ?words ?b1 ?b2 ?e1 ?e2 {FOUND} WHERE {{
  %s
  ?thing pg:time ?time .
  ?time pg:role ?role ; pg:edtf ?edtf ;
    pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 .
  OPTIONAL {{ ?time pg:words ?words }}
  FILTER(?b1 <= "%s"^^xsd:date && ?e2 >= "%s"^^xsd:date)
  %s
}}"""
NEWS = f"FILTER(?role NOT IN ({', '.join(HIDDEN_ROLES)}))"
# What fits and was, or may have been, in force at some time between two days.
IN_FORCE = f"""
SELECT DISTINCT ?thing ?node ?b1 ?b2 ?e1 ?e2 ?why {FOUND} WHERE {{
  %s
  ?thing pg:inForce ?node .
  ?node pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 ; pg:why ?why .
  FILTER(?b1 <= "%s"^^xsd:date && ?e2 >= "%s"^^xsd:date)
}}"""
BASIS = """
SELECT DISTINCT ?node ?owner ?time ?role ?edtf ?words WHERE {
  %s
  ?node pg:basis ?time .
  ?owner pg:time ?time .
  ?time pg:role ?role ; pg:edtf ?edtf .
  OPTIONAL { ?time pg:words ?words }
}"""
EVIDENCE = "SELECT DISTINCT ?thing ?time ?g WHERE { %s GRAPH ?g { ?thing pg:time ?time } }"
# How sure the links are by which things were found: those of some things, or all of one property.
LINKS = "SELECT DISTINCT ?from ?to ?modality WHERE { %s GRAPH ?g { ?from <%s> ?to } ?g pg:modality ?modality }"
DRAFT = "SELECT DISTINCT ?g WHERE { GRAPH ?g { <%s> eli:version ?stage } }"
MEMBERS = "SELECT DISTINCT ?thing ?member ?body WHERE { %s ?thing org:member ?member ; org:organization ?body }"
# Above so many it is cheaper to read all than to name each.
MANY = 500
ORDER = {Fit.CERTAIN: 0, Fit.POSSIBLE: 1, Fit.NO: 2}
RANK = {role: number for number, role in enumerate((*BEGINS, VALID))}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One dated thing: the thing, what its date is (a role's IRI), the date, and how it fits the question.

    `via` says by which links and places, bodies or programmes the thing was found; ``^`` before a link means that it
    leads to the thing, and `inferred` holds those that no source states. For "in force on" the bounds are those of the
    time in force, `why` is the reason for that day, and the citations are those of all dates that it rests on: if one
    of them is only inferred, or that another document ended it, so is the answer. Role, date and words are those of the
    date that it begins with. `node` is the IRI of the date or time in force.
    """

    thing: Entity
    role: str
    edtf: str
    words: str
    bounds: Bounds
    fit: Fit
    via: tuple[tuple[str, str], ...]
    modality: str
    citations: tuple[Citation, ...]
    why: tuple[str, str] = ("", "")
    node: str = ""
    inferred: frozenset[tuple[str, str]] = frozenset()

    def sureness(self, how: str, at: str) -> str:
        """
        Return the modality of one of the links in `via`: ``stated`` or ``inferred``.
        """
        return "inferred" if (how, at) in self.inferred else "stated"


def timeline(store: Store, asked: Asked, limit: int | None = None) -> list[Entry]:
    """
    Return the dates that may lie in the asked range, in order of time; only the first *limit* of them, if given.

    A date is surely before another if its latest begin is not after the other's earliest. Where they overlap, so that
    nobody knows, the one that may have begun first comes first: the order is by earliest begin, latest begin, earliest
    end, latest end, id. What may have begun at any time stands where it had begun at the latest: at its end, or at the
    day on which it was seen at work. The order is total, and never against what is sure.

    That a thing was seen at work on a day (`pg:current`) is listed only where the thing itself is asked for.

    Raises:
        QueryError: The store refused the query, or took longer than its timeout.
        StoreError: The columns beside the graph are damaged.

    One SELECT, linear in the number of dated things that fit; where the store has columns that know the question, they
    answer instead, in a time that grows with the rows returned. Names and citations are looked up for these only.
    """
    columns = columns_of(store, asked)
    found = columns.timeline(asked, limit) if columns else _dates(store, asked)
    known = _known(store, {one.thing for one in found}, asked)
    found = sorted((one for one in found if one.thing in known), key=_order)[:limit]
    cited = _evidence(store, {(one.thing, one.node) for one in found})
    entries = []
    for one in found:
        citations = cited.get((one.thing, one.node), ())
        fit, modality = one.bounds.overlaps(asked.begin, asked.end), "inferred" if _inferred(citations) else "stated"
        thing, date_of = known[one.thing], (one.role, one.edtf, one.words, one.bounds)
        entries.append(Entry(thing, *date_of, fit, one.via, modality, citations, node=one.node))
    return _marked(store, entries)


def in_force(store: Store, asked: Asked, day: date, limit: int | None = None) -> list[Entry]:
    """
    Return the policies, programmes and memberships that were, or may have been, in force on *day*, certain ones first.

    A thing asked for by name comes with its reason even where the answer is no, or where nothing dates it; in lists it
    is left out then. The asked range does not count. With a *limit*, only the first so many.

    Raises:
        QueryError: The store refused the query, or took longer than its timeout.
        StoreError: The columns beside the graph are damaged.

    One SELECT, linear in the number of things that fit and have a time in force; where the store has columns that know
    the question, they answer instead, in a time that grows with the rows returned. All else is looked up for these.
    """
    columns = columns_of(store, asked)
    found = columns.in_force(asked, day, limit) if columns else _forces(store, asked, day)
    if not found and asked.thing:
        return _undated(store, asked)
    known = _known(store, {one.thing for one in found}, asked)
    fitting = (one for one in found if one.thing in known)
    found = sorted(fitting, key=lambda one: (ORDER[one.bounds.at(day)], _order(one)))[:limit]
    basis = _basis(store, {one.node for one in found})
    dates = {(str(row["owner"]), str(row["time"])) for rows in basis.values() for row in rows}
    cited = _evidence(store, dates)
    others = {owner for owner, _ in dates} - known.keys()
    names = {**known, **_named(store, others)}
    held = [_held(known[one.thing], one, basis.get(one.node, []), cited, names, day) for one in found]
    unsure = inferred_endings(store, {one.thing for one in found if one.why in BY_DOCUMENT})
    return _marked(store, [replace(e, modality="inferred") if e.thing.iri in unsure else e for e in held])


def _dates(store: Store, asked: Asked) -> list[Found]:
    """
    Return the dates that fit, in no order.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    roles = "" if asked.thing else NEWS
    text = ROWS % (narrowed(asked), asked.end.isoformat(), asked.begin.isoformat(), roles)
    for row in store.select(text, prefixes=PREFIXES):
        groups.setdefault((str(row["thing"]), str(row["time"])), []).append(row)
    found = []
    for (thing, time), rows in groups.items():
        # Two sources may word one date: the same of them is shown each time.
        words = min((str(row["words"]) for row in rows if "words" in row), default="")
        role, edtf = str(rows[0]["role"]), str(rows[0]["edtf"])
        found.append(Found(thing, time, _bounds(rows[0]), _via(rows), role, edtf, words))
    return found


def _forces(store: Store, asked: Asked, day: date) -> list[Found]:
    """
    Return the times in force that fit, in no order; of a thing asked for by name also those of other days.
    """
    first, last = (MIN, MAX) if asked.thing else (day, day)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in store.select(IN_FORCE % (narrowed(asked), last, first), prefixes=PREFIXES):
        groups.setdefault((str(row["thing"]), str(row["node"])), []).append(row)
    found = []
    for (thing, node), rows in groups.items():
        why = {getattr(row["why"], "lang", "") or "zh": str(row["why"]) for row in rows}
        words = why.get("zh", ""), why.get("en", why.get("zh", ""))
        found.append(Found(thing, node, _bounds(rows[0]), _via(rows), why=words))
    return found


def _held(
    thing: Entity,
    found: Found,
    basis: Sequence[Row],
    cited: Mapping[tuple[str, str], tuple[Citation, ...]],
    names: Mapping[str, Entity],
    day: date,
) -> Entry:
    """
    Word one time in force for a day: the reason, the date it begins with, and the citations of all it rests on.
    """
    dates, words = {(str(row["owner"]), str(row["time"])) for row in basis}, found.why
    if words == WHY["endedByDocument"]:
        words = ended_by(names[owner] for owner in {owner for owner, _ in dates} - {thing.iri} if owner in names)
    begun: Row = min((row for row in basis if str(row["owner"]) == thing.iri), key=_rank, default={})
    inferred = any(_inferred(cited.get(date, ())) for date in dates)
    return Entry(
        thing,
        str(begun.get("role", iri("pg:inForce"))),
        str(begun.get("edtf", "")),
        str(begun.get("words", "")),
        found.bounds,
        found.bounds.at(day),
        found.via,
        "inferred" if inferred else "stated",
        tuple(sorted({citation for date in dates for citation in cited.get(date, ())})),
        reason(found.bounds, words, day),
        found.node,
    )


def _undated(store: Store, asked: Asked) -> list[Entry]:
    """
    Answer for a thing that was asked for by name and has no time in force; of other kinds there is nothing to say.
    """
    if replace(asked, thing="", kinds=(), begin=MIN, end=MAX) != Asked():
        return []
    found = []
    for thing in _known(store, {asked.thing}, asked).values():
        kind, proposed = ontology().kinds.get(thing.kind), thing.kind == PROPOSED
        if proposed or (kind and kind.cls in SUBJECTS):
            key, fit = ("reason.proposed", Fit.NO) if proposed else ("reason.undated", Fit.POSSIBLE)
            graphs = [str(row["g"]) for row in store.select(DRAFT % thing.iri, prefixes=PREFIXES)]
            if graphs:
                key, fit = "reason.draft", Fit.NO
            cited, why = tuple(sorted(Citations(store).of(graphs).values())), (phrase(key, "zh"), phrase(key, "en"))
            modality = "proposed" if proposed else "inferred" if _inferred(cited) else "stated"
            bounds = Bounds(MIN, MAX, MIN, MAX)
            found.append(Entry(thing, iri("pg:inForce"), "", "", bounds, fit, (), modality, cited, why))
    return found


def _known(store: Store, things: Collection[str], asked: Asked) -> dict[str, Entity]:
    """
    Return those of *things* that are of an asked kind, with their names; a membership is named after its two sides.

    Figures have their own tables: an observation is on the timeline only when asked for.
    """
    if not things:
        return {}
    known = _named(store, things)
    sides = {str(r["thing"]): r for r in store.select(MEMBERS % _these("thing", things), prefixes=PREFIXES)}
    ends = _named(store, {str(row[end]) for row in sides.values() for end in ("member", "body")})
    for thing in set(sides) & set(things):
        body, member = (ends.get(str(sides[thing][end])) for end in ("body", "member"))
        if body is None or member is None:
            continue
        english = f"{body.english or body.label}: {member.english or member.label}"
        known[thing] = Entity(local(thing), thing, MEMBERSHIP, f"{body.label}：{member.label}", english)
    if asked.kinds:
        return {thing: entity for thing, entity in known.items() if entity.kind in asked.kinds}
    return {thing: entity for thing, entity in known.items() if entity.kind not in HIDDEN_KINDS}


def datable() -> list[str]:
    """
    Return the keys of the kinds that have a date of their own, as the shapes tell.
    """
    hidden = frozenset(map(iri, HIDDEN_ROLES))
    return [
        key
        for key, kind in ontology().kinds.items()
        if key not in HIDDEN_KINDS and any(p.role and p.role not in hidden for p in kind.properties.values())
    ]


def _basis(store: Store, nodes: Collection[str]) -> dict[str, list[Row]]:
    """
    Return the dates that each time in force rests on.
    """
    found: dict[str, list[Row]] = {}
    if nodes:
        for row in store.select(BASIS % _these("node", nodes), prefixes=PREFIXES):
            found.setdefault(str(row["node"]), []).append(row)
    return {node: rows for node, rows in found.items() if node in nodes}


def _evidence(store: Store, dates: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Citation, ...]]:
    """
    Return the passages that give each date, which is named by its thing and its node.
    """
    if not dates:
        return {}
    graphs: dict[tuple[str, str], list[str]] = {}
    for row in store.select(EVIDENCE % _these("time", {time for _, time in dates}), prefixes=PREFIXES):
        key = (str(row["thing"]), str(row["time"]))
        if key in dates:
            graphs.setdefault(key, []).append(str(row["g"]))
    citations = Citations(store).of(g for group in graphs.values() for g in group)
    return {key: tuple(sorted(citations[g] for g in group if g in citations)) for key, group in graphs.items()}


def _named(store: Store, things: Collection[str]) -> dict[str, Entity]:
    if not things:
        return {}
    columns = columns_of(store)
    if columns is not None:
        return columns.entities(things)
    known = entities(store, things if len(things) <= MANY else None)
    return {thing: known[thing] for thing in things if thing in known}


def _these(name: str, iris: Collection[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{i}>' for i in sorted(iris))} }}" if len(iris) <= MANY else ""


def _via(rows: Iterable[Row]) -> tuple[tuple[str, str], ...]:
    found = {
        (f"^{row[how]}" if how.endswith(BACK) else str(row[how]), str(row[to]))
        for row in rows
        for how, to in VIA
        if how in row
    }
    return tuple(sorted(found))


def _marked(store: Store, entries: Sequence[Entry]) -> list[Entry]:
    """
    Return the entries with those of their links that no source states.
    """
    asked: dict[str, set[str]] = {}
    for entry in entries:
        for how, at in entry.via:
            asked.setdefault(how.removeprefix("^"), set()).add(at if how.startswith("^") else entry.thing.iri)
    known: dict[tuple[str, str, str], set[str]] = {}
    for link, froms in sorted(asked.items()):
        for row in store.select(LINKS % (_these("from", froms), link), prefixes=PREFIXES):
            known.setdefault((str(row["from"]), link, str(row["to"])), set()).add(str(row["modality"]))
    inferred = {triple for triple, said in known.items() if said == {iri("pg:inferred")}}
    return [
        replace(entry, inferred=frozenset(via for via in entry.via if _triple(entry.thing.iri, *via) in inferred))
        for entry in entries
    ]


def _triple(thing: str, how: str, at: str) -> tuple[str, str, str]:
    return (at, how[1:], thing) if how.startswith("^") else (thing, how, at)


def _bounds(row: Row) -> Bounds:
    return Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))


def _inferred(citations: Sequence[Citation]) -> bool:
    return bool(citations) and all(citation.modality == "inferred" for citation in citations)


def _rank(row: Row) -> tuple[int, str, str]:
    return RANK.get(str(row["role"]), len(RANK)), str(row["edtf"]), str(row.get("words", ""))


def _order(found: Found) -> tuple[date, Bounds, str, str]:
    return found.bounds.known_begin, found.bounds, local(found.thing), found.node


def via_words(store: Store, entries: Sequence[Entry]) -> dict[str, Entity]:
    """
    Return the places, bodies and programmes by which the entries were found.
    """
    reached = {place for entry in entries for _, place in entry.via}
    return _named(store, reached)
