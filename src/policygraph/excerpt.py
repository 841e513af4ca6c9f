"""
A part of the network: what is around a thing, what lies in a region, what belongs to a programme, what held on a day.

Each takes a network as `network` returns it and gives a smaller one; no link is added. A neighbourhood does not reach
through places and concepts: everything in a district meets in the district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asked import MEMBERSHIP, Asked, narrowed
from .dates import Fit
from .force import SUBJECTS
from .ontology import PREFIXES, iri, ontology
from .query import KINDS
from .timeline import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import networkx as nx

    from .entities import Fact
    from .ontology import Both
    from .store import Store

TIMED = "SELECT DISTINCT ?thing WHERE { ?thing pg:inForce ?node }"
BODY, MEMBER = iri("org:organization"), iri("org:member")


def around(graph: nx.MultiDiGraph[str], thing: str, depth: int) -> nx.MultiDiGraph[str]:
    """
    Return the things that at most *depth* links lead to from *thing* (ids), with all links among them.

    Places and concepts end a way, unless one of them is where it starts. Linear in links.
    """
    ends = {*KINDS["region"], *(kind.key for kind in ontology().kinds.values() if kind.vocabulary)}
    found, edge = {thing}, [thing]
    for _ in range(depth):
        through = [one for one in edge if one == thing or graph.nodes[one]["kind"] not in ends]
        near = {other for one in through for other in (*graph.successors(one), *graph.predecessors(one))}
        edge = sorted(near - found)
        found |= near
    return _part(graph, found)


def asked_for(store: Store, graph: nx.MultiDiGraph[str], asked: Asked) -> nx.MultiDiGraph[str]:
    """
    Return what a timeline of the same question is about, with or without dates, and what that is linked to.

    What fits and the region or programme itself are its core; of all other things only those stay that a link ties to
    the core, and of links only those that touch it. One SELECT.
    """
    rows = store.select(f"SELECT DISTINCT ?thing WHERE {{ {narrowed(asked)} }}", prefixes=PREFIXES)
    wanted = {str(row["thing"]) for row in rows} | {asked.region, asked.programme}
    core = {node for node, about in graph.nodes(data=True) if about["iri"] in wanted}
    # The links of a place to all that lies in it are told by what lies in it; its own would bring in its neighbours.
    own = {node for node in core if graph.nodes[node]["iri"] != asked.region}
    apart = [(u, v, k) for u, v, k in graph.edges(keys=True) if u not in own and v not in own]
    part = graph.copy()
    part.remove_edges_from(apart)
    part.remove_nodes_from([node for node in graph if node not in core and not part.degree(node)])
    return part


def on_day(
    store: Store, graph: nx.MultiDiGraph[str], said: Iterable[Fact], day: date
) -> tuple[nx.MultiDiGraph[str], dict[str, Both], int]:
    """
    Return the network as far as it was, or may have been, in force on *day*.

    Args:
        store: The store of the network.
        graph: The network.
        said: The facts of the store, of which memberships count.
        day: A Gregorian day.

    Returns:
        The network without the policies, programmes and memberships that were not in force, and without what was
        linked to nothing else; why it is only possible that one of those left was, in Chinese and English by id; and
        how many policies and programmes are left out because no source dates them.
    """
    entries = in_force(store, Asked(), day)
    held = {entry.thing.iri for entry in entries}
    timed = {kind.key for kind in ontology().kinds.values() if kind.cls in SUBJECTS}
    kept = {n for n, about in graph.nodes(data=True) if about["kind"] not in timed or about["iri"] in held}
    part = _part(graph, kept)
    ended = _ended({e.thing.iri for e in entries if e.thing.kind == MEMBERSHIP}, said)
    gone = [(u, v, k) for u, v, k in part.edges(keys=True) if (part.nodes[u]["iri"], part.nodes[v]["iri"]) in ended]
    part.remove_edges_from(gone)
    # What only ever stood beside something that was not in force is no part of that day.
    loose = [n for n in part if not part.degree(n) and graph.degree(n) and part.nodes[n]["kind"] not in timed]
    part.remove_nodes_from(loose)
    unsure = {e.thing.id: e.why for e in entries if e.fit is Fit.POSSIBLE and e.thing.id in part}
    times = {str(row["thing"]) for row in store.select(TIMED, prefixes=PREFIXES)}
    undated = sum(about["kind"] in timed and about["iri"] not in times for _, about in graph.nodes(data=True))
    return part, unsure, undated


def _ended(held: set[str], said: Iterable[Fact]) -> set[tuple[str, str]]:
    """
    Return the bodies and members (IRIs) of whose dated memberships none is among those *held*.
    """
    sides: dict[str, dict[str, str]] = {}
    for fact in said:
        if fact.predicate in (BODY, MEMBER):
            sides.setdefault(fact.subject, {})[fact.predicate] = str(fact.value)
    pairs = {role: (ends[BODY], ends[MEMBER]) for role, ends in sides.items() if len(ends) == 2}
    return set(pairs.values()) - {pairs[role] for role in held if role in pairs}


def _part(graph: nx.MultiDiGraph[str], things: Iterable[str]) -> nx.MultiDiGraph[str]:
    part: nx.MultiDiGraph[str] = graph.subgraph(things).copy()
    return part
