"""
A part of the network: what is around a thing, what lies in a region, what belongs to a programme, what held on a day.

Each takes a network as `network` returns it and gives a smaller one; no link is added. A neighbourhood does not reach
through places and concepts: everything in a district meets in the district.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .asked import Asked
from .dates import Fit
from .descent import batches, nodes
from .force import SUBJECTS
from .ontology import PREFIXES, ontology
from .query import KINDS
from .timeline import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    import networkx as nx

    from .ontology import Both
    from .store import Row, Store
    from .timeline import Entry

TIMED = "SELECT DISTINCT ?thing WHERE { %s ?thing pg:inForce ?node }"
MEMBERS = "SELECT DISTINCT ?role ?body ?thing WHERE { %s ?role org:member ?thing ; org:organization ?body }"
# Above so many it is cheaper to read about all than to name each.
MANY = 10_000


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


def belonging(graph: nx.MultiDiGraph[str], core: Collection[str], place: str = "") -> nx.MultiDiGraph[str]:
    """
    Return the things of *core* (IRIs), and of all others those that a link ties to them; of links those that touch it.

    Where the core is what lies in a *place* (an IRI), that place stays too. Its own links are told by what lies in it;
    they would bring in its neighbours.
    """
    kept = {node for node, about in graph.nodes(data=True) if about["iri"] in core or about["iri"] == place}
    own = {node for node in kept if graph.nodes[node]["iri"] != place}
    part = graph.copy()
    part.remove_edges_from([(u, v, k) for u, v, k in graph.edges(keys=True) if u not in own and v not in own])
    part.remove_nodes_from([node for node in graph if node not in kept and not part.degree(node)])
    return part


def on_day(
    store: Store, graph: nx.MultiDiGraph[str], day: date, *, linked: Collection[str] = (), place: str = ""
) -> tuple[nx.MultiDiGraph[str], dict[str, Both], int]:
    """
    Return the network as far as it was, or may have been, in force on *day*.

    Args:
        store: The store of the network.
        graph: The network.
        day: A Gregorian day.
        linked: Things (IRIs) that had links to what is left out of the network already.
        place: A place (an IRI) that is shown in any case.

    Returns:
        The network without the policies, programmes and memberships that were not in force, and without what was
        linked to nothing else; why it is only possible that one of those left was, in Chinese and English by id; and
        how many policies and programmes are left out because no source dates them.
    """
    timed = {kind.key for kind in ontology().kinds.values() if kind.cls in SUBJECTS}
    subjects = [about["iri"] for _, about in graph.nodes(data=True) if about["kind"] in timed]
    pairs = _memberships(store, [about["iri"] for _, about in graph.nodes(data=True)])
    entries = _in_force(store, [*subjects, *pairs], day)
    held = {entry.thing.iri for entry in entries}
    kept = {n for n, about in graph.nodes(data=True) if about["kind"] not in timed or about["iri"] in held}
    part = _part(graph, kept)
    ended = set(pairs.values()) - {pairs[role] for role in held if role in pairs}
    gone = [(u, v, k) for u, v, k in part.edges(keys=True) if (part.nodes[u]["iri"], part.nodes[v]["iri"]) in ended]
    part.remove_edges_from(gone)
    # What only ever stood beside something that was not in force is no part of that day.
    part.remove_nodes_from(
        [
            node
            for node, about in graph.nodes(data=True)
            if node in part
            and not part.degree(node)
            and (graph.degree(node) or about["iri"] in linked)
            and about["kind"] not in timed
            and about["iri"] != place
        ]
    )
    unsure = {e.thing.id: e.why for e in entries if e.fit is Fit.POSSIBLE and e.thing.id in part}
    times = {str(row["thing"]) for row in _about(store, TIMED, subjects)}
    return part, unsure, len(set(subjects) - times)


def _in_force(store: Store, things: Sequence[str], day: date) -> list[Entry]:
    if len(things) > MANY:
        return in_force(store, Asked(), day)
    return [entry for part in batches(things) for entry in in_force(store, Asked(among=tuple(part)), day)]


def _memberships(store: Store, things: Sequence[str]) -> dict[str, tuple[str, str]]:
    """
    Return the body and the member (IRIs) of each dated membership of *things* in each other.
    """
    inside = set(things)
    pairs = {str(row["role"]): (str(row["body"]), str(row["thing"])) for row in _about(store, MEMBERS, things)}
    return {role: pair for role, pair in sorted(pairs.items()) if inside.issuperset(pair)}


def _about(store: Store, text: str, things: Sequence[str]) -> Iterator[Row]:
    """
    Yield the rows about *things*, or of many about all.
    """
    bounds = [""] if len(things) > MANY else [f"VALUES ?thing {{ {nodes(part)} }}" for part in batches(things)]
    for bound in bounds:
        yield from store.select(text % bound, prefixes=PREFIXES)


def _part(graph: nx.MultiDiGraph[str], things: Iterable[str]) -> nx.MultiDiGraph[str]:
    part: nx.MultiDiGraph[str] = graph.subgraph(things).copy()
    return part
