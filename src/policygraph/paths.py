"""
How two things are linked: the shortest explanations, each step with its citation.

A path runs along links in either direction, through things only. A region is a hub that explains little (everything in
a district meets there), so passing through one costs more than one step. Equally short explanations all count.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from .entities import Entity, Fact, entities, links
from .errors import PolicygraphError
from .network import network

if TYPE_CHECKING:
    import networkx as nx

    from .store import Store

PLACES = ("region", "area")
# Two steps more: a path through a shared project of up to three links is told before "both are in Beijing".
PLACE_COST = 2.0


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
    cost: float


def explain(store: Store, start: Entity, end: Entity, *, inferred: bool = True, limit: int = 5) -> list[Explanation]:
    """
    Return the shortest explanations of how two things are linked, at most *limit* of those that tie.

    Raises:
        PolicygraphError: E604, where nothing links the two.

    Dijkstra over the entity graph (E. W. Dijkstra, 1959, by NetworkX): linear in links, times the logarithm of things.
    """
    import networkx as nx

    known = entities(store)
    said = links(store)
    graph = network(store, inferred=inferred, known=known, said=said)
    if start.id not in graph or end.id not in graph:
        raise PolicygraphError("E604", start=start.label, end=end.label)
    plain = nx.Graph(graph.to_undirected(as_view=True))
    _weigh(plain, start.id, end.id)
    try:
        ways = list(islice(nx.all_shortest_paths(plain, start.id, end.id, weight="cost"), limit * 20))
        cost = nx.shortest_path_length(plain, start.id, end.id, weight="cost")
    except nx.NetworkXNoPath:
        raise PolicygraphError("E604", start=start.label, end=end.label) from None
    ids = {e.id: e for e in known.values()}
    between = _links(said, known, inferred=inferred)
    return [_explanation(way, ids, between, cost) for way in sorted(ways)[:limit]]


def _weigh(plain: nx.Graph[str], start: str, end: str) -> None:
    """
    Half of a place's cost lies on each link to it, so that only who passes through pays it whole.
    """
    kinds = {node: about["kind"] for node, about in plain.nodes(data=True)}
    for one, other, about in plain.edges(data=True):
        hubs = sum(kinds[node] in PLACES and node not in (start, end) for node in (one, other))
        about["cost"] = 1.0 + hubs * PLACE_COST / 2


def _links(said: list[Fact], known: dict[str, Entity], *, inferred: bool) -> dict[frozenset[str], list[Fact]]:
    found: dict[frozenset[str], list[Fact]] = {}
    for fact in said:
        ends = known.get(fact.subject), known.get(str(fact.value))
        if ends[0] and ends[1] and (fact.modality == "stated" or (inferred and fact.modality == "inferred")):
            found.setdefault(frozenset((ends[0].id, ends[1].id)), []).append(fact)
    return found


def _explanation(
    way: list[str], ids: dict[str, Entity], between: dict[frozenset[str], list[Fact]], cost: float
) -> Explanation:
    steps = []
    for one, other in pairwise(way):
        found = sorted(between[frozenset((one, other))], key=lambda f: (f.subject, f.predicate))
        steps.append(Step(ids[one], ids[other], tuple((f, f.subject == ids[one].iri) for f in found)))
    return Explanation(tuple(steps), cost)
