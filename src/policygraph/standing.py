"""
At which level of government a document stands, and the dates of things, as far as the graph lets one know.

The level is that of the place under whose authority a document was made, told by its code in GB/T 2260: a municipality
such as Beijing is a province's equal, its districts are at the level of counties. It is never guessed from a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .dates import Bounds
from .descent import asking, batches, nodes
from .entities import Entity, entities, select_facts
from .ontology import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .citations import Citation, Citations
    from .store import Row, Store

POLICY = "policy"
# The first of these that a document has is the day on which it was made.
MADE = tuple(map(iri, ("eli:date_document", "pg:dated", "eli:date_publication", "eli:first_date_entry_in_force")))
# By which a document is placed, the surest first.
MAKERS = ("eli:jurisdiction", "eli:passed_by", "pg:signatory")
WAYS = tuple(map(iri, MAKERS))
DATES = """
SELECT DISTINCT ?thing ?time ?role ?edtf ?words ?b1 ?b2 ?e1 ?e2 ?g WHERE {
  VALUES ?thing { %s }
  GRAPH ?g { ?thing pg:time ?time }
  ?time pg:role ?role ; pg:edtf ?edtf ;
    pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 .
  OPTIONAL { ?time pg:words ?words }
  FILTER(?role != pg:current)
}"""
# Small queries and joins of our own: an engine may read the whole graph for one query that asks for all at once.
SEATS = """
SELECT DISTINCT ?body ?place ?upper WHERE {
  VALUES ?body { %s } ?body a org:FormalOrganization .
  OPTIONAL { ?body dcterms:spatial ?place } OPTIONAL { ?body org:subOrganizationOf ?upper }
}"""
PLACES = """
SELECT DISTINCT ?place ?how ?what WHERE {
  VALUES ?place { %s } ?place ?how ?what . FILTER(?how IN (skos:notation, pg:within, rdf:type))
}"""
COUNTRIES = """
SELECT DISTINCT ?place WHERE {
  VALUES ?place { %s } ?province pg:within ?place ; skos:notation ?code . FILTER(REGEX(?code, "^[0-9]{2}0000$"))
}"""
CODE, WITHIN, TYPE, DIVISION = map(iri, ("skos:notation", "pg:within", "rdf:type", "eli:AdministrativeArea"))
# How many bodies may stand above each other.
HIERARCHY = 10


class Level(StrEnum):
    """
    The levels of government in China, from the highest down.
    """

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    PREFECTURAL = "prefectural"
    DISTRICT = "district"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Standing:
    """
    At which levels a document was made (an agreement may have parties at several), by which link that is known, and
    whether the link is stated. Without levels it is unknown.
    """

    levels: tuple[Level, ...] = ()
    by: str = ""
    modality: str = "stated"


@dataclass(frozen=True, slots=True)
class Dated:
    """
    One date of a thing: what of (a role's IRI), the date with its words and its days, and the passages that give it.
    """

    role: str
    edtf: str
    words: str
    bounds: Bounds
    modality: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """
    A thing with its dates, in order of time, and for a document the level at which it was made.
    """

    entity: Entity
    dates: tuple[Dated, ...] = ()
    standing: Standing | None = None

    @property
    def role(self) -> str:
        """
        The role of the date that tells when it was made; empty where none does.
        """
        return next((role for role in MADE if any(d.role == role for d in self.dates)), "")

    @property
    def made(self) -> tuple[date, date] | None:
        """
        The first and last day on which it may have been made, None where no date tells.
        """
        days = [d.bounds for d in self.dates if d.role == self.role]
        return (min(b.begin_earliest for b in days), max(b.end_latest for b in days)) if days else None


def members(store: Store, citations: Citations, things: Iterable[str], *, inferred: bool = True) -> dict[str, Member]:
    """
    Return things of a graph (by IRI) with their dates and levels; what is no thing of the graph is left out.

    Without *inferred* a level is unknown where only inferred links tell it. Six queries for a hundred things.
    """
    known: dict[str, Entity] = {}
    dates: dict[str, tuple[Dated, ...]] = {}
    for part in batches(sorted(set(things))):
        known |= entities(store, part)
        dates |= dates_of(store, citations, part)
    policies = [thing for thing, entity in known.items() if entity.kind == POLICY]
    placed = standings(store, citations, policies, inferred=inferred)
    return {thing: Member(entity, dates.get(thing, ()), placed.get(thing)) for thing, entity in known.items()}


def dates_of(store: Store, citations: Citations, things: Sequence[str]) -> dict[str, tuple[Dated, ...]]:
    """
    Return the dates of at most a hundred things, by IRI, in order of time, but not when a thing was seen to operate.
    """
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in store.select(DATES % nodes(things), prefixes=PREFIXES):
        rows.setdefault((str(row["thing"]), str(row["time"])), []).append(row)
    known = citations.of(str(row["g"]) for group in rows.values() for row in group)
    found: dict[str, list[Dated]] = {}
    for (thing, _), group in rows.items():
        at = tuple(sorted({known[str(row["g"])] for row in group if str(row["g"]) in known}))
        found.setdefault(thing, []).append(_dated(group[0], at))
    return {thing: tuple(sorted(dates, key=lambda d: (d.bounds, d.role))) for thing, dates in found.items()}


def _dated(row: Row, at: tuple[Citation, ...]) -> Dated:
    bounds = Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))
    modality = "inferred" if at and all(c.modality == "inferred" for c in at) else "stated"
    return Dated(str(row["role"]), str(row["edtf"]), str(row.get("words", "")), bounds, modality, at)


def standings(
    store: Store, citations: Citations, policies: Sequence[str], *, inferred: bool = True
) -> dict[str, Standing]:
    """
    Place documents (IRIs) by their jurisdiction, else by their issuers or signatories, which is our conclusion.
    """
    makers: dict[str, dict[tuple[bool, int], set[str]]] = {}
    for part in batches(policies):
        for fact in select_facts(store, asking(part, MAKERS, (), ()), citations):
            how = WAYS.index(fact.predicate)
            surety = how > 0 or fact.modality != "stated", how
            makers.setdefault(fact.subject, {}).setdefault(surety, set()).add(str(fact.value))
    ends = {maker for ways in makers.values() for found in ways.values() for maker in found}
    seats = _seats(store, ends)
    levels = levels_of(store, ends | {place for places in seats.values() for place in places})
    done = dict.fromkeys(policies, Standing())
    for thing, ways in makers.items():
        for (concluded, how), found in sorted(ways.items()):
            places = {place for maker in found for place in seats.get(maker, {maker})}
            known = {levels[place] for place in places if place in levels}
            if known and (inferred or not concluded):
                modality = "inferred" if concluded else "stated"
                done[thing] = Standing(tuple(level for level in Level if level in known), WAYS[how], modality)
            if known or how == 0:
                break
    return done


def _seats(store: Store, bodies: Iterable[str]) -> dict[str, set[str]]:
    """
    Return the places of those of *bodies* that are agencies; where one has none, those of the nearest above it.
    """
    found: dict[str, set[str]] = {}
    at = {body: {body} for body in bodies}  # a body -> those below it whose place is sought
    for _ in range(HIERARCHY):
        above: dict[str, set[str]] = {}
        settled = set(found)
        for row in (
            row for part in batches(sorted(at)) for row in store.select(SEATS % nodes(part), prefixes=PREFIXES)
        ):
            for below in at[str(row["body"])] - settled:
                if "place" in row:
                    found.setdefault(below, set()).add(str(row["place"]))
                if "upper" in row:
                    above.setdefault(str(row["upper"]), set()).add(below)
        at = above
    return found


def levels_of(store: Store, places: Iterable[str]) -> dict[str, Level]:
    """
    Return the levels of places: by their codes, by those of the places they lie in, or because provinces lie in them.
    """
    about = _about(store, places)
    around = _about(store, {outer for said in about.values() for outer in said.get(WITHIN, ())})
    countries: set[str] = set()
    for part in batches(sorted(place for place, said in about.items() if not said.keys() & {CODE, WITHIN})):
        countries |= {str(row["place"]) for row in store.select(COUNTRIES % nodes(part), prefixes=PREFIXES)}
    found: dict[str, Level] = dict.fromkeys(countries, Level.CENTRAL)
    for place, said in about.items():
        codes = said.get(CODE, set())
        outer = {code for where in said.get(WITHIN, ()) for code in around.get(where, {}).get(CODE, ())}
        town = not codes and DIVISION in said[TYPE] and Level.DISTRICT in map(_of_code, outer)
        level = Level.TOWN if town else next(filter(None, map(_of_code, sorted(codes))), None)
        if level:
            found[place] = level
    return found


def _about(store: Store, places: Iterable[str]) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for part in batches(sorted(set(places))):
        for row in store.select(PLACES % nodes(part), prefixes=PREFIXES):
            found.setdefault(str(row["place"]), {TYPE: set()}).setdefault(str(row["how"]), set()).add(str(row["what"]))
    return found


def _of_code(code: str) -> Level | None:
    """
    Tell the level by a code of GB/T 2260 (six digits) or GB/T 10114 (nine).
    """
    if re.fullmatch("[0-9]{9}", code):
        return Level.TOWN
    if not re.fullmatch("[0-9]{6}", code):
        return None
    if code.endswith("0000"):
        return Level.PROVINCIAL
    return Level.PREFECTURAL if code.endswith("00") else Level.DISTRICT
