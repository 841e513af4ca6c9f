"""
Timeline lookup: which dated things there are, in order, for a place, a body, a type, a topic or a name.

Dates keep what their source knows: a month is a span of days, and an answer for a range is certain or possible. Order
is by the first day on which a date may begin, then by the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .citations import Citation, Citations
from .dates import MAX, MIN, Bounds, Fit
from .entities import Entity, entities
from .ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .store import Row, Store

PLACE_LINKS = (
    *("eli:jurisdiction", "eli:relevant_for", "dcterms:spatial", "schema:location"),
    *("pg:participant", "pg:signatory"),
)
BODY_LINKS = (
    *("eli:passed_by", "pg:signatory", "eli:publisher_agent", "eli:responsibility_of_agent", "pg:establishedBy"),
    *("pg:operatedBy", "pg:participant", "schema:organizer", "dcterms:publisher"),
)
HIDDEN_ROLES = ("pg:current",)
ROWS = """
SELECT DISTINCT ?thing ?time ?role ?edtf ?words ?b1 ?b2 ?e1 ?e2 ?how ?via WHERE {
  %s
  ?thing pg:time ?time .
  ?time pg:role ?role ; pg:edtf ?edtf ;
    pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 .
  OPTIONAL { ?time pg:words ?words }
  FILTER(?e2 >= "%s"^^xsd:date && ?b1 <= "%s"^^xsd:date)
  FILTER(?role NOT IN (%s))
}"""
IN_FORCE = """
SELECT DISTINCT ?thing ?b1 ?b2 ?e1 ?e2 ?words WHERE {
  %s
  ?thing pg:inForce ?force .
  ?force pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 ; pg:why ?words .
  FILTER(?b1 <= "%s"^^xsd:date && ?e2 >= "%s"^^xsd:date)
}"""
EVIDENCE = "SELECT DISTINCT ?thing ?time ?g WHERE { GRAPH ?g { ?thing pg:time ?time } }"
ORDER = {Fit.CERTAIN: 0, Fit.POSSIBLE: 1, Fit.NO: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One dated thing: the thing, what its date is (a role's IRI), the date, and how it fits the question.

    `via` says by which links and places or bodies the thing was found. `why` is the reason, for "in force on".
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


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a timeline is asked for; every part narrows it. Things are IRIs, `kinds` keys of kinds.
    """

    thing: str = ""
    region: str = ""
    agency: str = ""
    type: str = ""
    topic: str = ""
    kinds: tuple[str, ...] = ()
    begin: date = MIN
    end: date = MAX


def timeline(store: Store, asked: Asked) -> list[Entry]:
    """
    Return the dates that may lie in the asked range, in order of time.

    A region stands for its sub-regions too, a bloc for its members; an agency for its parts. One SELECT, linear in the
    number of dated things that fit.
    """
    roles = ", ".join(HIDDEN_ROLES)
    text = ROWS % (_narrow(asked), asked.begin.isoformat(), asked.end.isoformat(), roles)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in store.select(text, prefixes=PREFIXES):
        groups.setdefault((str(row["thing"]), str(row["time"])), []).append(row)
    found = _entries(store, groups, asked)
    return sorted(
        found, key=lambda e: (e.bounds.begin_earliest, e.bounds.begin_latest, e.bounds.end_earliest, e.thing.id)
    )


def in_force(store: Store, asked: Asked, day: date) -> list[Entry]:
    """
    Return the policies and programmes that were, or may have been, in force on *day*, most certain first.
    """
    text = IN_FORCE % (_narrow(asked), day.isoformat(), day.isoformat())
    rows: dict[str, list[Row]] = {}
    for row in store.select(text, prefixes=PREFIXES):
        rows.setdefault(str(row["thing"]), []).append(row)
    known = entities(store, rows) if rows else {}
    begun = {e.thing.iri: e for e in reversed(timeline(store, asked)) if e.thing.iri in rows}
    found = []
    for thing, group in rows.items():
        if thing not in known or (asked.kinds and known[thing].kind not in asked.kinds):
            continue
        bounds, date_of = _bounds(group[0]), begun.get(thing)
        words = {getattr(row["words"], "lang", ""): str(row["words"]) for row in group}
        why = (words.get("zh", ""), words.get("en", words.get("zh", "")))
        found.append(
            Entry(
                known[thing],
                date_of.role if date_of else PREFIXES["pg"] + "inForce",
                date_of.edtf if date_of else "",
                date_of.words if date_of else "",
                bounds,
                bounds.at(day),
                date_of.via if date_of else (),
                date_of.modality if date_of else "stated",
                date_of.citations if date_of else (),
                why,
            )
        )
    return sorted(found, key=lambda e: (ORDER[e.fit], e.bounds.begin_earliest, e.thing.id))


def _narrow(asked: Asked) -> str:
    parts = []
    if asked.thing:
        parts.append(f"VALUES ?thing {{ <{asked.thing}> }}")
    if asked.region:
        links = " ".join(PLACE_LINKS)
        parts.append(
            f"<{asked.region}> (pg:blocMember|^pg:within)* ?via . VALUES ?how {{ {links} }} ?thing ?how ?via ."
        )
    if asked.agency:
        links = " ".join(BODY_LINKS)
        bound = "?via" if not asked.region else "?body"
        how = "?how" if not asked.region else "?role_of"
        parts.append(
            f"{bound} org:subOrganizationOf* <{asked.agency}> . VALUES {how} {{ {links} }} ?thing {how} {bound} ."
        )
    if asked.type:
        parts.append(f"?thing eli:type_document <{asked.type}> .")
    if asked.topic:
        parts.append(f"?thing eli:is_about|dcterms:subject <{asked.topic}> .")
    return "\n  ".join(parts)


def _entries(store: Store, groups: dict[tuple[str, str], list[Row]], asked: Asked) -> list[Entry]:
    known = entities(store, {thing for thing, _ in groups}) if groups else {}
    evidence = _evidence(store, set(groups))
    found = []
    for (thing, time), group in groups.items():
        if thing not in known or not _wanted(known[thing], asked):
            continue
        row, bounds = group[0], _bounds(group[0])
        citations = evidence.get((thing, time), ())
        inferred = bool(citations) and all(c.modality == "inferred" for c in citations)
        found.append(
            Entry(
                known[thing],
                str(row["role"]),
                str(row["edtf"]),
                str(row.get("words", "")),
                bounds,
                bounds.overlaps(asked.begin, asked.end),
                tuple(sorted({(str(r["how"]), str(r["via"])) for r in group if "how" in r})),
                "inferred" if inferred else "stated",
                citations,
            )
        )
    return found


def _wanted(entity: Entity, asked: Asked) -> bool:
    """
    Figures have their own tables: an observation is on the timeline only when asked for.
    """
    return entity.kind in asked.kinds if asked.kinds else entity.kind not in ("observation", "source")


def _evidence(store: Store, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Citation, ...]]:
    if not wanted:
        return {}
    graphs: dict[tuple[str, str], list[str]] = {}
    for row in store.select(EVIDENCE, prefixes=PREFIXES):
        key = (str(row["thing"]), str(row["time"]))
        if key in wanted:
            graphs.setdefault(key, []).append(str(row["g"]))
    citations = Citations(store).of(g for group in graphs.values() for g in group)
    return {key: tuple(sorted(citations[g] for g in group if g in citations)) for key, group in graphs.items()}


def _bounds(row: Row) -> Bounds:
    return Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))


def via_words(store: Store, entries: Sequence[Entry]) -> dict[str, Entity]:
    """
    Return the places and bodies by which the entries were found.
    """
    reached = {place for entry in entries for _, place in entry.via}
    return entities(store, reached) if reached else {}
