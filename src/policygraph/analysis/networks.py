"""
The networks of direct links: all things, those who act, what leans on what, and documents among themselves.

Each is a NetworkX multigraph, typed and directed, with parallel links apart. Nodes are ids with `label`, `label_en`,
`kind` and `iri`; an edge has the `property` of its link with `label` and `label_en`, its `modality`, its `citations` in
words, its `facts` (the statements, for programs) and `during`: when both ends were in force, as far as dates say. What
places have in common stands in `sharing`. Nothing is drawn or written here: who exports drops `facts` and `during`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from ..entities import PROPOSED
from ..fastgraph import quickest
from ..network import typed
from ..ontology import iri, ontology
from .reading import PLACES, during

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entities import Fact
    from .reading import Reading

# Where a thing is, not who works with whom: everything in a district would meet in the district.
LOCATION = frozenset(
    map(
        iri,
        (
            *("dcterms:spatial", "eli:jurisdiction", "eli:relevant_for", "schema:location"),
            *("pg:within", "pg:blocMember"),
        ),
    )
)
# A place is an actor where it signs, takes part or is a member; to be served or provided for is not to act.
ACTS = frozenset(map(iri, ("pg:signatory", "pg:participant", "org:hasMember")))
# What figures come from is no part of the system that they describe.
BACKGROUND = frozenset(("publication",))
# The subject leans on the value: who made it, runs it, what it rests on or is a part of.
LEANS_ON = frozenset(
    map(
        iri,
        (
            *("eli:passed_by", "pg:signatory", "eli:based_on", "eli:cites", "eli:ensures_implementation_of"),
            *("eli:applies", "eli:is_member_of", "pg:establishedBy", "pg:operatedBy", "pg:hostedBy", "pg:drawsOn"),
            *("dcterms:isPartOf", "org:subOrganizationOf", "schema:organizer", "schema:superEvent"),
        ),
    )
)
# The value leans on the subject: a document carries what it provides for.
CARRIES = frozenset((iri("pg:providesFor"),))
DOCUMENTS = frozenset(("policy",))
BETWEEN_DOCUMENTS = frozenset(
    map(
        iri,
        (
            *("eli:based_on", "eli:cites", "eli:ensures_implementation_of", "eli:applies", "eli:amends", "eli:repeals"),
            *("dcterms:replaces", "eli:is_member_of"),
        ),
    )
)


def everything(reading: Reading, *, concepts: bool = False) -> nx.MultiDiGraph[str]:
    """
    Return the network of all things and links, as `network.network` has it; *concepts* that are used may be nodes too.
    """
    kinds = _kinds() if concepts else _kinds() - _vocabulary()
    return _network(reading, reading.links, kinds=kinds, isolated=_kinds() - _vocabulary())


def acting(reading: Reading) -> nx.MultiDiGraph[str]:
    """
    Return the network of those who act and what they act by, without links of place and without publications.

    A region stays where it acts itself: signs, takes part, is a member. What has no such link is no node.
    """
    places = {iri for iri, entity in reading.things.items() if entity.kind in PLACES}
    said = [
        fact
        for fact in reading.links
        if fact.predicate in ACTS
        or (fact.predicate not in LOCATION and fact.subject not in places and str(fact.value) not in places)
    ]
    return _network(reading, said, kinds=_kinds() - _vocabulary() - BACKGROUND)


def leaning(reading: Reading) -> nx.MultiDiGraph[str]:
    """
    Return what leans on what: each edge runs from the thing that depends to what it depends on.

    An edge keeps its statement's `property`, even where that points the other way (a document provides for it).
    """
    graph = _network(reading, reading.saying(*LEANS_ON, *CARRIES), kinds=_kinds() - _vocabulary() - BACKGROUND)
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(graph.nodes(data=True))
    for start, end, key, about in graph.edges(keys=True, data=True):
        ends = (end, start) if about["property"] in CARRIES else (start, end)
        turned.add_edge(*ends, key=key, **about)
    return turned


def documents(reading: Reading) -> nx.MultiDiGraph[str]:
    """
    Return how documents rest on, carry out, cite, amend, end or belong to each other; all documents are nodes.
    """
    return _network(reading, reading.saying(*BETWEEN_DOCUMENTS), kinds=DOCUMENTS | {PROPOSED}, isolated=DOCUMENTS)


def collapsed(graph: nx.Graph[str]) -> nx.Graph[str]:
    """
    Return a simple graph: directions and parallel links gone, `weight` the number of links, no link to oneself.

    Nodes are added in order of their ids, so that what is computed does not depend on the order of statements.
    """
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    counts: dict[tuple[str, str], int] = {}
    for start, end in graph.edges():
        if start != end:
            pair = (start, end) if start < end else (end, start)
            counts[pair] = counts.get(pair, 0) + 1
    simple.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(counts.items()))
    return simple


def directed(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """
    Return a simple directed graph: parallel links of one direction become one, `weight` their number.
    """
    simple: nx.DiGraph[str] = nx.DiGraph()
    simple.add_nodes_from(sorted(graph))
    for start, end in sorted(graph.edges()):
        if start != end:
            weight = simple[start][end]["weight"] + 1 if simple.has_edge(start, end) else 1
            simple.add_edge(start, end, weight=weight)
    return simple


def largest(graph: nx.Graph[str]) -> nx.Graph[str]:
    """
    Return the largest connected part of a simple graph, of equal ones that with the first id; nodes in order.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(quickest(graph))), key=lambda p: (-len(p), p))
    found: nx.Graph[str] = nx.Graph()
    for part in parts[:1]:
        found.add_nodes_from(part)
        kept = graph.subgraph(part).edges(data=True)
        found.add_edges_from(sorted((min(u, v), max(u, v), about) for u, v, about in kept))
    return found


def numbered(graph: nx.Graph[str]) -> nx.Graph[int]:
    """
    Return a simple graph with numbers for nodes, in their order: sets of numbers, unlike sets of text, keep theirs.
    """
    index = {node: number for number, node in enumerate(graph)}
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(index.values())
    found.add_edges_from((index[start], index[end]) for start, end in graph.edges())
    return found


def around(graph: nx.MultiDiGraph[str], thing: str) -> tuple[Fact, ...]:
    """
    Return the statements behind all edges of a multigraph at a thing (id), each once, in order.
    """
    found: dict[tuple[str, str, str], Fact] = {}
    for *_, about in (*graph.in_edges(thing, data=True), *graph.out_edges(thing, data=True)):
        found |= {(f.subject, f.predicate, str(f.value)): f for f in about["facts"]}
    return tuple(found[key] for key in sorted(found))


def _network(
    reading: Reading, said: Iterable[Fact], *, kinds: frozenset[str], isolated: frozenset[str] = frozenset()
) -> nx.MultiDiGraph[str]:
    """
    Return the network of links between things of *kinds*; those of *isolated* kinds are nodes even without a link.
    """
    things = {i: e for i, e in reading.things.items() if e.kind in kinds}
    kept = [fact for fact in said if fact.subject in things and str(fact.value) in things]
    used = {end for fact in kept for end in (fact.subject, str(fact.value))}
    graph = typed({i: e for i, e in things.items() if e.kind in isolated or i in used}, kept)
    for fact in kept:
        start, end = things[fact.subject].id, things[str(fact.value)].id
        graph.edges[start, end, fact.predicate].update(
            facts=(fact,), during=during(reading, fact.subject, str(fact.value))
        )
    return graph


def _kinds() -> frozenset[str]:
    return frozenset(ontology().kinds) | {PROPOSED}


def _vocabulary() -> frozenset[str]:
    return frozenset(kind.key for kind in ontology().kinds.values() if kind.vocabulary)
