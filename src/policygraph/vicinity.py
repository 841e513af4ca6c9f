"""
What is near a thing, in a region or with a programme, found in the store ring by ring.

A ring is all that links lead to from the ring before. A store may hold millions of things, and a hub may be linked with
most of them, so reading ends where pictures end: past their largest size nothing more is asked. Nothing is named, cited
or drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .asked import PLACE_LINKS, PROGRAMME_LINKS
from .dates import Bounds, Fit
from .descent import batches, nodes
from .entities import PROPOSED, kinds_of
from .force import SUBJECTS
from .network import UNLINKED
from .ontology import PREFIXES, ontology
from .query import KINDS
from .view import MOST_LINKS, MOST_THINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .store import Row, Store

    Link = tuple[str, str, str]

# One query for each end: given both at once, an engine may read every link of the graph.
LINKS = """
SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?%s { %s } GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?o) && ?p NOT IN (pg:time, sdmx-dimension:refPeriod)) %s
} LIMIT %d"""
PLANS = """
SELECT DISTINCT ?s ?p ?o WHERE {
  VALUES ?%s { %s } ?node rdf:%s ?%s . ?node a pg:Proposal ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o %s
} LIMIT %d"""
STATED = "FILTER NOT EXISTS { ?g pg:modality pg:inferred }"
FORCE = """
SELECT DISTINCT ?thing ?b1 ?b2 ?e1 ?e2 WHERE {
  VALUES ?thing { %s } ?thing pg:inForce ?node .
  ?node pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 .
}"""
PLACES = "SELECT DISTINCT ?thing WHERE { <%s> (pg:blocMember|^pg:within)* ?thing }"
PARTS = "SELECT DISTINCT ?thing WHERE { <%s> ^dcterms:isPartOf* ?thing }"
# What is linked to a hundred things is read this far first, and again to the end only where it may still be drawn.
FIRST, LAST = MOST_THINGS + 1_000, 3 * MOST_LINKS


@dataclass(frozen=True, slots=True)
class Counted:
    """
    Which links count: those that we inferred, those that are only planned or proposed, and on which day.
    """

    inferred: bool = True
    proposed: bool = False
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Vicinity:
    """
    What was found, as IRIs: the things, those of them that were asked for themselves (`core`), all that have any link,
    counted or not (`linked`), and the counted links that were met.

    `rings` is how many things there are within one link, within two, as far as all were met; `whole` is whether nothing
    more was left to meet. `undated` is how many policies and programmes a day left out for want of any date.
    """

    things: frozenset[str]
    core: frozenset[str]
    linked: frozenset[str]
    links: frozenset[Link]
    rings: tuple[int, ...]
    whole: bool
    undated: int


def around(store: Store, start: str, depth: int, counted: Counted) -> Vicinity:
    """
    Find what at most *depth* links lead to from *start* (an IRI), as `excerpt.around` has it.

    Some queries for each hundred things that are met; their cost grows with the links of these, whatever the graph's
    size. At most one ring past the largest picture is begun.
    """
    search = _Search(store, counted)
    search.learn([start])
    found, edge, rings = {start}, [start], list[int]()
    for _ in range(depth):
        through = [one for one in edge if one == start or search.kinds.get(one) not in _ends()]
        complete = set(search.links)
        met = search.near(through, found)
        if met is None:
            search.links = complete
            return search.result(found, (start,), rings, whole=False)
        near = _both(search.counting(met))
        edge = sorted(near - found)
        found |= near
        rings.append(len(found))
    return search.result(found, (start,), rings, whole=True)


def in_region(store: Store, region: str, counted: Counted) -> Vicinity:
    """
    Find what is linked to a region (an IRI) or a place in it, and what that is linked to; costs what `around` does.

    Where proposals count, what is only proposed for a place is among what is linked to it.
    """
    return _belonging(store, region, _places(store, region), PLACE_LINKS, "o", counted)


def in_programme(store: Store, programme: str, counted: Counted) -> Vicinity:
    """
    Find a programme (an IRI), its parts, what is linked with them, and what that is linked to; see `in_region`.
    """
    parts = _column(store.select(PARTS % programme, prefixes=PREFIXES))
    return _belonging(store, programme, parts, PROGRAMME_LINKS, "so", counted)


def held_in(store: Store, region: str, counted: Counted | None = None) -> int | None:
    """
    Return how many things are linked to a region (an IRI) or a place in it, None where more than a picture holds.
    """
    core = _core(_Search(store, counted or Counted()), region, _places(store, region), PLACE_LINKS, "o")
    return None if core is None else len(core)


def _belonging(
    store: Store, asked: str, middle: Sequence[str], links: Iterable[str], ends: str, counted: Counted
) -> Vicinity:
    """
    Find the core, all that *links* tie to the things of *middle*, and everything that is linked to the core.
    """
    search = _Search(store, counted)
    core = _core(search, asked, middle, links, ends)
    if core is None:
        return search.result((asked,), (), (), whole=False)
    met = search.near(sorted(core - {asked} if ends == "o" else core), core)
    if met is None:
        return search.result((asked,), (), (), whole=False)
    return search.result(core | _both(search.counting(met)), core, (), whole=True)


def _core(search: _Search, asked: str, middle: Sequence[str], links: Iterable[str], ends: str) -> set[str] | None:
    search.only = f"FILTER(?p IN ({', '.join(links)}))"
    # Of places only the one asked for belongs; what lies in the others does.
    place = ends == "o"
    core = {asked} if place else {asked, *middle}
    search.learn(core)
    core = {thing for thing in core if search.shown(thing)}
    met = search.near(middle, core, ends)
    search.only = ""
    if met is None:
        return None
    return core | {end for end in ({start for start, _, _ in met} if place else _both(met)) if search.shown(end)}


def _places(store: Store, region: str) -> list[str]:
    return _column(store.select(PLACES % region, prefixes=PREFIXES))


@dataclass(slots=True)
class _Search:
    """
    The links and things that were met so far. `only` narrows the links that are asked for.
    """

    store: Store
    counted: Counted
    only: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    links: set[Link] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    out: set[str] = field(default_factory=set)
    undated: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)

    def near(self, things: Sequence[str], found: Collection[str], ends: str = "so") -> set[Link] | None:
        """
        Return the links of *things* by the *ends* at which they may stand, None where a picture could not hold them.
        """
        near: set[Link] = set()
        met = set(found)
        for part in batches(things):
            for limit in (FIRST, LAST):
                rows = [self._rows(end, part, limit) for end in ends]
                links = self._between_things(link for one in rows for link in one)
                near |= links
                self.links |= self.counting(links)
                met |= _both(self.counting(links))
                if len(met) > MOST_THINGS or len(self.links) > MOST_LINKS:
                    return None
                if not any(len(one) >= limit for one in rows):
                    break
            else:
                return None
        return near

    def _rows(self, end: str, part: Sequence[str], limit: int) -> list[Link]:
        stated = "" if self.counted.inferred else STATED
        texts = [LINKS % (end, nodes(part), self.only + stated, limit)]
        if self.counted.proposed:
            where = "subject" if end == "s" else "object"
            texts.append(PLANS % (end, nodes(part), where, end, self.only, limit))
        rows = (row for text in texts for row in self.store.select(text, prefixes=PREFIXES))
        return [(str(row["s"]), str(row["p"]), str(row["o"])) for row in rows]

    def _between_things(self, links: Iterable[Link]) -> set[Link]:
        found = set(links)
        self.learn(_both(found))
        between = {link for link in found if self._is_node(link[0]) and self._is_node(link[2])}
        self.linked |= _both(between)
        return between

    def counting(self, links: Iterable[Link]) -> set[Link]:
        """
        Return those links between things both of whose ends were in force on the day.
        """
        return {link for link in links if self.shown(link[0]) and self.shown(link[2])}

    def learn(self, things: Iterable[str]) -> None:
        """
        Read of what kind things are, and whether they were in force on the day.
        """
        new = sorted(set(things) - self.known)
        self.known.update(new)
        timed = {kind.key for kind in ontology().kinds.values() if kind.cls in SUBJECTS}
        for part in batches(new):
            kinds = kinds_of(self.store, part)
            self.kinds |= kinds
            subjects = [thing for thing, kind in kinds.items() if kind in timed]
            if self.counted.on and subjects:
                self._date(subjects, self.counted.on)

    def _date(self, subjects: Sequence[str], day: date) -> None:
        held: dict[str, bool] = {}
        for row in self.store.select(FORCE % nodes(subjects), prefixes=PREFIXES):
            bounds = Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))
            held[str(row["thing"])] = held.get(str(row["thing"]), False) or bounds.at(day) is not Fit.NO
        self.undated |= set(subjects) - held.keys()
        self.out |= {thing for thing in subjects if not held.get(thing)}

    def shown(self, thing: str) -> bool:
        """
        Whether a thing is a node, and was not out of force on the day.
        """
        return self._is_node(thing) and thing not in self.out

    def _is_node(self, thing: str) -> bool:
        kind = self.kinds.get(thing)
        return kind is not None and (kind not in UNLINKED or (kind == PROPOSED and self.counted.proposed))

    def result(self, found: Iterable[str], core: Iterable[str], rings: Iterable[int], *, whole: bool) -> Vicinity:
        """
        Return what was found; links that lead out of it are left.
        """
        things = frozenset(thing for thing in found if self.shown(thing))
        links = frozenset(link for link in self.links if link[0] in things and link[2] in things)
        undated = len(self.undated & self.linked) if whole else 0
        return Vicinity(things, frozenset(core), frozenset(self.linked), links, tuple(rings), whole, undated)


def _ends() -> frozenset[str]:
    """
    Return the kinds at which a way ends: everything in a district meets in the district.
    """
    return frozenset((*KINDS["region"], *(kind.key for kind in ontology().kinds.values() if kind.vocabulary)))


def _both(links: Iterable[Link]) -> set[str]:
    return {end for start, _, value in links for end in (start, value)}


def _column(rows: Iterable[Row]) -> list[str]:
    return sorted({str(row["thing"]) for row in rows})
