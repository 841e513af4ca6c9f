"""
How two things are linked: the shortest explanations, each step with its citation.

A path runs along links in either direction, through things only. A region is a hub that explains little (everything in
a district meets there), so passing through one costs more than one step. Equally short explanations all count.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from .entities import Entity, Fact, entities, kinds_of, links
from .errors import PolicygraphError
from .network import UNLINKED
from .ontology import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .store import Store

    # Who is linked to whom, by which facts; both ends by IRI.
    Links = dict[str, dict[str, list[Fact]]]

PLACES = ("region", "area")
# Two steps more: a path through a shared project of up to three links is told before "both are in Beijing".
PLACE_COST = 2


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step: from a thing to the next by one or more links; `forward` tells which way each link points.
    """

    start: Entity
    end: Entity
    links: tuple[tuple[Fact, bool], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    One way from the first thing to the last, and its cost: steps, and two for each place that it passes through.
    """

    steps: tuple[Step, ...]
    cost: int


def explain(store: Store, start: Entity, end: Entity, *, inferred: bool = True, limit: int = 5) -> list[Explanation]:
    """
    Return the shortest explanations of how two things are linked, at most *limit* of those that tie.

    Raises:
        PolicygraphError: E604, where nothing links the two.

    Dijkstra's search (1959) that keeps all ties: linear in links, times the logarithm of things. Our own thirty lines,
    because loading NetworkX takes longer than the whole answer.
    """
    kinds = kinds_of(store)
    vocabulary = {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
    known = {iri: kind for iri, kind in kinds.items() if kind not in UNLINKED | vocabulary}
    between = _between(links(store), known, inferred=inferred)
    cost, before = _search(between, known, start.iri, end.iri)
    if start.iri not in between or end.iri not in cost:
        raise PolicygraphError("E604", start=start.label, end=end.label)
    ways = sorted(islice(_ways(before, start.iri, end.iri), limit * 20))[:limit]
    named = entities(store, {thing for way in ways for thing in way})
    return [_explanation(way, named, between, cost[end.iri]) for way in ways]


def _between(said: list[Fact], known: Mapping[str, str], *, inferred: bool) -> Links:
    found: Links = {}
    for fact in said:
        one, other = fact.subject, str(fact.value)
        if one in known and other in known and (inferred or fact.modality == "stated"):
            for here, there in ((one, other), (other, one)):
                found.setdefault(here, {}).setdefault(there, []).append(fact)
    return found


def _search(
    between: Links, kinds: Mapping[str, str], start: str, end: str
) -> tuple[dict[str, int], dict[str, list[str]]]:
    """
    Return the cost of reaching each thing as far as *end*, and the things from which it is reached at that cost.
    """
    cost: dict[str, int] = {start: 0}
    before: dict[str, list[str]] = {start: []}
    waiting = [(0, start)]
    while waiting:
        spent, at = heappop(waiting)
        if at == end:
            break
        if spent > cost[at]:
            continue
        # Whoever passes through a place pays for it on leaving; to begin or end there costs nothing.
        through = PLACE_COST if kinds.get(at) in PLACES and at != start else 0
        for thing in between.get(at, ()):
            total = spent + 1 + through
            if total < cost.get(thing, total + 1):
                cost[thing], before[thing] = total, [at]
                heappush(waiting, (total, thing))
            elif total == cost[thing] and at not in before[thing]:
                before[thing].append(at)
    return cost, before


def _ways(before: Mapping[str, list[str]], start: str, end: str) -> Iterator[list[str]]:
    """
    Yield every way back from *end* along the things that reached it.
    """
    waiting = [[end]]
    while waiting:
        way = waiting.pop()
        if way[0] == start:
            yield way
        else:
            waiting += [[thing, *way] for thing in sorted(before[way[0]], reverse=True)]


def _explanation(way: list[str], named: Mapping[str, Entity], between: Links, cost: int) -> Explanation:
    steps = []
    for one, other in pairwise(way):
        found = sorted(between[one][other], key=lambda f: (f.subject, f.predicate))
        steps.append(Step(named[one], named[other], tuple((f, f.subject == one) for f in found)))
    return Explanation(tuple(steps), cost)
