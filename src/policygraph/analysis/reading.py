"""
What one store says, read once for all networks: things, links, times in force; and the same narrowed to a day.

What is only planned or proposed counts only when it is asked for. So does what we inferred, but for the properties that
a question cannot do without (instruments and target groups are always our classification): those are named by the
question, and its answer says so. Nothing is measured here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from ..citations import Citations, published
from ..dates import Bounds, Fit
from ..entities import PROPOSED, Entity, Fact, entities, links, proposals
from ..force import SUBJECTS
from ..network import UNLINKED
from ..ontology import PREFIXES, iri, ontology
from ..standing import POLICY, Level, Standing, levels_of, standings
from ..store import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..store import Store

TIMES = """
SELECT DISTINCT ?thing ?b1 ?b2 ?e1 ?e2 WHERE {
  ?thing pg:inForce ?node .
  ?node pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 .
}"""
BASIS = """
SELECT DISTINCT ?thing ?owner ?time ?role ?edtf ?g WHERE {
  ?thing pg:inForce/pg:basis ?time . ?time pg:role ?role ; pg:edtf ?edtf .
  GRAPH ?g { ?owner pg:time ?time }
}"""
MEMBERS = "SELECT DISTINCT ?role ?body ?member WHERE { ?role org:organization ?body ; org:member ?member }"
BROADER = "SELECT DISTINCT ?narrow ?broad WHERE { ?narrow skos:broader+ ?broad }"
PLACES = frozenset(("region", "area"))
WITHIN = iri("pg:within")


@dataclass(frozen=True, slots=True)
class Scope:
    """
    How a reading was narrowed: to what held on a day (certainly, or possibly too), and by how surely it is said.

    `inferred` is True where all inferences count, False where none does, and None where only those of the properties
    (IRIs) in `needs` do. `proposed` is whether plans and proposals count.
    """

    on: date | None = None
    possible: bool = False
    inferred: bool | None = True
    needs: frozenset[str] = frozenset()
    proposed: bool = False

    def says(self, fact: Fact) -> bool:
        """
        Whether a fact counts, by its modality.
        """
        if fact.modality != "inferred":
            return fact.modality == "stated" or self.proposed
        return fact.predicate in self.needs if self.inferred is None else self.inferred

    def holds(self, bounds: Bounds) -> bool:
        """
        Whether what has these bounds counts on the day; on no day, everything does.
        """
        fit = bounds.at(self.on) if self.on else Fit.CERTAIN
        return fit is Fit.CERTAIN or (self.possible and fit is Fit.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Things by IRI, links in the order of their triples, and when policies, programmes and memberships were in force.

    `dates` holds the dated statements that a time in force rests on; `members` the dated memberships of a body and a
    member; `levels` the levels of government of places, `standings` those at which documents were made; `broader` the
    concepts above each, over any number of steps. `published` is the last day on which a source that is read here may
    have known anything; `undated` says how many policies and programmes a day left out for want of any date.
    """

    things: Mapping[str, Entity]
    links: tuple[Fact, ...]
    times: Mapping[str, Bounds] = field(default_factory=dict)
    dates: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    members: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    broader: Mapping[str, frozenset[str]] = field(default_factory=dict)
    published: date | None = None
    scope: Scope = field(default_factory=Scope)
    undated: int = 0

    def of_kind(self, *kinds: str) -> list[Entity]:
        """
        Return the things of these kinds, by id.
        """
        return sorted((e for e in self.things.values() if e.kind in kinds), key=lambda e: e.id)

    def saying(self, *properties: str) -> list[Fact]:
        """
        Return the links of these properties (IRIs), in order.
        """
        return [fact for fact in self.links if fact.predicate in properties]


def read(store: Store) -> Reading:
    """
    Read all that networks are made of; a few SELECTs and some for each hundred documents and places, linear in all.
    """
    left_out = UNLINKED - {PROPOSED}
    things = {i: e for i, e in sorted(entities(store).items()) if e.kind not in left_out}
    stated = links(store)
    known = {(f.subject, f.predicate, f.value) for f in stated}
    # What is stated as well is no plan any more.
    proposed = (f for f in proposals(store) if (f.subject, f.predicate, f.value) not in known)
    found = (
        fact
        for fact in (*stated, *proposed)
        if isinstance(fact.value, Iri) and fact.subject in things and str(fact.value) in things
    )
    policies = [i for i, e in things.items() if e.kind == POLICY]
    members: dict[tuple[str, str], list[str]] = {}
    for row in store.select(MEMBERS, prefixes=PREFIXES):
        members.setdefault((str(row["body"]), str(row["member"])), []).append(str(row["role"]))
    return Reading(
        things=things,
        links=tuple(sorted(found, key=lambda f: (f.subject, f.predicate, str(f.value)))),
        times={
            str(row["thing"]): Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))
            for row in store.select(TIMES, prefixes=PREFIXES)
        },
        dates=_dates(store),
        members={pair: tuple(sorted(roles)) for pair, roles in sorted(members.items())},
        levels=levels_of(store, [i for i, e in things.items() if e.kind in PLACES]),
        standings=standings(store, Citations(store), policies),
        broader=_broader(store, things),
        published=max(published(store).values(), default=None),
    )


def narrowed(
    reading: Reading,
    *,
    on: date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    needs: Iterable[str] = (),
    proposed: bool = False,
) -> Reading:
    """
    Return a reading with only what counts.

    Args:
        reading: A whole reading.
        on: A day. Policies, programmes and memberships stay if they were in force then, as `timeline.in_force` has it;
            one without any date has no such time and is left out. All other things stay.
        possible: Whether what may have been in force stays too.
        inferred: Whether inferred links stay: all (True), none (False), or those that *needs* names (None).
        needs: Properties (IRIs) whose inferred links stay under None.
        proposed: Whether links and things that are only planned or proposed stay.

    Linear in things and links.
    """
    scope = Scope(on, possible, inferred, frozenset(needs), proposed)
    bound = {kind.key for kind in ontology().kinds.values() if kind.cls in SUBJECTS}
    undated = 0
    things = reading.things if proposed else {i: e for i, e in reading.things.items() if e.kind != PROPOSED}
    if on:
        undated = sum(e.kind in bound and i not in reading.times for i, e in things.items())
        held = {i for i, bounds in reading.times.items() if scope.holds(bounds)}
        things = {i: e for i, e in things.items() if e.kind not in bound or i in held}
    kept = tuple(
        f
        for f in reading.links
        if scope.says(f) and f.subject in things and str(f.value) in things and _member(reading, f, scope)
    )
    return replace(reading, things=things, links=kept, scope=scope, undated=undated)


def during(reading: Reading, *things: str) -> Bounds | None:
    """
    Return when all of *things* (IRIs) were in force together, as far as their dates say; None where none has any.
    """
    known = [reading.times[thing] for thing in things if thing in reading.times]
    if not known:
        return None
    return Bounds(
        max(b.begin_earliest for b in known),
        max(b.begin_latest for b in known),
        min(b.end_earliest for b in known),
        min(b.end_latest for b in known),
    )


def _member(reading: Reading, fact: Fact, scope: Scope) -> bool:
    """
    Whether a link holds on the day as far as its dated memberships say; one of several that holds is enough.
    """
    roles = reading.members.get((fact.subject, str(fact.value)), ())
    return not roles or not scope.on or any(r in reading.times and scope.holds(reading.times[r]) for r in roles)


def _broader(store: Store, things: Mapping[str, Entity]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in store.select(BROADER, prefixes=PREFIXES):
        if str(row["broad"]) in things:
            found.setdefault(str(row["narrow"]), set()).add(str(row["broad"]))
    return {narrow: frozenset(broad) for narrow, broad in sorted(found.items())}


def _dates(store: Store) -> dict[str, tuple[Fact, ...]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in store.select(BASIS, prefixes=PREFIXES):
        key = tuple(str(row[name]) for name in ("thing", "owner", "time", "role", "edtf"))
        groups.setdefault(key, []).append(str(row["g"]))
    known = Citations(store).of(graph for graphs in groups.values() for graph in graphs)
    found: dict[str, list[Fact]] = {}
    for (thing, owner, time, role, edtf), graphs in sorted(groups.items()):
        citations = tuple(sorted(known[g] for g in graphs if g in known))
        modality = "inferred" if citations and all(c.modality == "inferred" for c in citations) else "stated"
        fact = Fact(owner, PREFIXES["pg"] + "time", Iri(time), modality, citations, role=role, edtf=edtf)
        found.setdefault(thing, []).append(fact)
    return {thing: tuple(facts) for thing, facts in found.items()}
