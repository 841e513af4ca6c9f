"""
How far policy travels: chains of documents that carry out one another, and which level dealt with a topic first.

Dates are known to the month or year at best, so a lag is never one number: it lies between two, and of documents on one
topic who came first may stay unknown. What carries out another did not come before it. A document's level is that of
its `standing`, of several the highest.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from ..dates import MAX, MIN
from ..ontology import iri
from ..standing import POLICY, WAYS, Level
from .finding import Span
from .networks import documents
from .nulls import DRAWS, SEED, Chance, affordable, chance
from .reading import PLACES, WITHIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..dates import Bounds
    from ..entities import Fact
    from .reading import Reading

# The subject brings the value down to its own level; to cite or to amend is not to carry out.
CARRIES_OUT = frozenset(map(iri, ("eli:ensures_implementation_of", "eli:based_on", "eli:applies")))
# Whose document it is: the places for which it was made, and those that signed it.
MAKERS = frozenset(map(iri, ("eli:jurisdiction", "pg:signatory")))
ORDERS = ("down", "up", "open")
# How often a shuffle of dates looks at a descent, roughly.
STEPS = 100
# That two documents use one instrument does not make them about one thing.
TOPICS = frozenset((iri("eli:is_about"),))


@dataclass(frozen=True, slots=True)
class Chain:
    """
    A way from a document down to one that carries it out over any number of steps, the longest from its top.

    `levels` are those of its documents, None where unknown; `lag` the months from the first to the last.
    """

    documents: tuple[str, ...]
    levels: tuple[Level | None, ...]
    lag: Span | None
    facts: tuple[Fact, ...]

    @property
    def depth(self) -> int:
        """
        How many steps it has.
        """
        return len(self.documents) - 1

    @property
    def fall(self) -> int:
        """
        How many levels of government it comes down; one that has no document in it, such as the prefecture between a
        municipality and its district, is no step.
        """
        return max(len({level for level in self.levels if level}) - 1, 0)


@dataclass(frozen=True, slots=True)
class Descent:
    """
    A topic between a place and one within it: the first dated document of each, and the lag in months.

    `order` says who was surely first: ``down`` the upper, ``up`` the lower, ``open`` where the dates leave it open.
    """

    concept: str
    upper: str
    lower: str
    first_above: str
    first_below: str
    lag: Span
    order: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class First:
    """
    The earliest document of a place on a topic, when the first of all of them began, and the two statements behind it.
    """

    document: str
    bounds: Bounds
    facts: tuple[Fact, Fact]


def chains(reading: Reading) -> list[Chain]:
    """
    Return the longest chain below each document that carries out no other, deepest first; linear in links.

    Documents that carry out each other in a circle are none above the other: they are left out, with what hangs on
    them.
    """
    graph = documents(reading)
    down: nx.DiGraph[str] = nx.DiGraph()
    facts: dict[tuple[str, str], list[Fact]] = {}
    for lower, upper, about in sorted(graph.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["property"])):
        if about["property"] in CARRIES_OUT:
            down.add_edge(upper, lower)
            facts.setdefault((upper, lower), []).extend(about["facts"])
    circles = {node for part in nx.strongly_connected_components(down) if len(part) > 1 for node in part}
    down.remove_nodes_from(sorted(circles | {node for node in down if down.has_edge(node, node)}))
    made, found = made_by(reading), []
    for way in _longest(down):
        ends = [graph.nodes[node]["iri"] for node in way]
        steps = [fact for pair in pairwise(way) for fact in facts[pair]]
        behind = (*steps, *(f for end in ends for f in made.get(end, ())), *dated(reading, ends[0], ends[-1]))
        lag = _after(months(reading.times.get(ends[0]), reading.times.get(ends[-1])))
        found.append(Chain(tuple(way), tuple(level_of(reading, end) for end in ends), lag, behind))
    return sorted((chain for chain in found if chain.depth), key=lambda c: (-c.depth, -c.fall, c.documents))


def descents(reading: Reading) -> list[Descent]:
    """
    Return for each topic which level took it up first, between each place and those within it; what came down comes
    first, the quickest first.

    Compared are the documents that places made or signed, and only those with a date. Linear in documents, times the
    places that deal with one topic.
    """
    above, found = _above(reading), list[Descent]()
    for concept, places in sorted(_firsts(reading).items()):
        for lower in sorted(places):
            for upper in sorted(above.get(lower, set()) & places.keys()):
                early, late = places[upper], places[lower]
                lag = months(early.bounds, late.bounds)
                if lag and early.document != late.document:
                    facts = (*early.facts, *dated(reading, early.document), *late.facts, *dated(reading, late.document))
                    things = (concept, upper, lower, early.document, late.document)
                    ids = [reading.things[thing].id for thing in things]
                    order = _order(early.bounds, late.bounds)
                    found.append(Descent(ids[0], ids[1], ids[2], ids[3], ids[4], lag, order, facts))
    return sorted(found, key=lambda one: (ORDERS.index(one.order), abs(one.lag.low or 0), one.concept, one.lower))


def downward(reading: Reading, *, draws: int = DRAWS, seed: int = SEED) -> tuple[dict[str, int], Chance | None]:
    """
    Return how many descents run down, up, or are open, and how many would run down if documents had each other's dates.
    """
    found = descents(reading)
    tally = {order: sum(one.order == order for one in found) for order in ORDERS}
    dealt = sorted(e.iri for e in reading.of_kind(POLICY) if e.iri in reading.times)
    numbers, drawn = random.Random(seed), []  # noqa: S311 (no secret)
    for _ in range(affordable(draws, len(found) * STEPS)):
        other = numbers.sample(dealt, len(dealt))
        times = {**reading.times, **{one: reading.times[two] for one, two in zip(dealt, other, strict=True)}}
        drawn.append(float(sum(one.order == "down" for one in descents(replace(reading, times=times)))))
    return tally, chance(float(tally["down"]), drawn)


def level_of(reading: Reading, document: str) -> Level | None:
    """
    Return the highest level at which a document (IRI) was made; None where it is unknown, or inferred out of scope.
    """
    standing = reading.standings.get(document)
    if not standing or (standing.modality == "inferred" and reading.scope.inferred is False):
        return None
    return next(iter(standing.levels), None)


def made_by(reading: Reading) -> dict[str, tuple[Fact, ...]]:
    """
    Return for each document with a level the statements that tell who made it.
    """
    found: dict[str, tuple[Fact, ...]] = {}
    for fact in reading.saying(*WAYS):
        if level_of(reading, fact.subject) and reading.standings[fact.subject].by == fact.predicate:
            found[fact.subject] = (*found.get(fact.subject, ()), fact)
    return found


def months(early: Bounds | None, late: Bounds | None) -> Span | None:
    """
    Return how many months lie between the begin of one thing and that of another: at least, and at most.

    Whole months, the least rounded down and the most up; None where a begin is unknown altogether.
    """
    if early is None or late is None or MIN in (early.begin_earliest, late.begin_earliest):
        return None
    if MAX in (early.begin_latest, late.begin_latest):
        return None
    return Span(_months(early.begin_latest, late.begin_earliest), -_months(late.begin_latest, early.begin_earliest))


def dated(reading: Reading, *things: str) -> tuple[Fact, ...]:
    """
    Return the dates that the times in force of *things* rest on.
    """
    return tuple(fact for thing in things for fact in reading.dates.get(thing, ()))


def _longest(down: nx.DiGraph[str]) -> Iterator[list[str]]:
    """
    Yield the longest way down from each top, by id, of equal ones that of the first ids; linear, from the ends upward.
    """
    depth, step = dict[str, int](), dict[str, str]()
    for node in reversed(list(nx.topological_sort(down))):
        below = min(down[node], key=lambda child: (-depth[child], child), default="")
        depth[node] = depth[below] + 1 if below else 0
        if below:
            step[node] = below
    for top in sorted(node for node in down if not down.in_degree(node)):
        way = [top]
        while way[-1] in step:
            way.append(step[way[-1]])
        yield way


def _above(reading: Reading) -> dict[str, set[str]]:
    """
    Return all places within which each place lies, over any number of steps; a circle ends where it began.
    """
    direct: dict[str, set[str]] = {}
    for fact in reading.saying(WITHIN):
        direct.setdefault(fact.subject, set()).add(str(fact.value))
    found = {}
    for thing in direct:
        known, waiting = set[str](), [thing]
        while waiting:
            fresh = direct.get(waiting.pop(), set()) - known
            known |= fresh
            waiting += fresh
        found[thing] = known
    return found


def _after(lag: Span | None) -> Span | None:
    """
    Return a lag without the months before zero, unless all of it lies there and contradicts the order of documents.
    """
    return replace(lag, low=0) if lag and (lag.low or 0) < 0 <= (lag.high or 0) else lag


def _months(start: date, end: date) -> int:
    """
    Return the whole months from one day to another, rounded down, also below zero.
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _order(early: Bounds, late: Bounds) -> str:
    if early.begin_latest < late.begin_earliest:
        return "down"
    return "up" if late.begin_latest < early.begin_earliest else "open"


def _firsts(reading: Reading) -> dict[str, dict[str, First]]:
    """
    Return for each concept and place the first of that place's documents on it.
    """
    made: dict[str, list[Fact]] = {}
    for fact in reading.saying(*MAKERS):
        if reading.things[str(fact.value)].kind in PLACES:
            made.setdefault(fact.subject, []).append(fact)
    found: dict[str, dict[str, First]] = {}
    for use in reading.saying(*TOPICS):
        bounds = reading.times.get(use.subject)
        if bounds and reading.things[use.subject].kind == POLICY:
            for fact in made.get(use.subject, ()):
                places = found.setdefault(str(use.value), {})
                one = First(use.subject, bounds, (use, fact))
                places[str(fact.value)] = _earlier(places.get(str(fact.value)), one)
    return found


def _earlier(known: First | None, other: First) -> First:
    """
    Return the first of two: what began first of both began no later than either may have begun at the latest.
    """
    if known is None:
        return other
    first = min(known, other, key=lambda one: (one.bounds.begin_earliest, one.bounds.begin_latest, one.document))
    latest = min(known.bounds.begin_latest, other.bounds.begin_latest)
    return replace(first, bounds=replace(first.bounds, begin_latest=latest))
