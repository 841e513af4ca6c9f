"""
The typed entity graph as a NetworkX graph, and the first measures of it.

Things are nodes, direct links are edges, and parallel links stay apart. Figures, dates and sources are no nodes;
concepts are only when asked for, because everything hangs on them. So are plans and proposals, which are no facts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .entities import PROPOSED, SOURCE, entities, links
from .fastgraph import quickest
from .frames import Tabled
from .ontology import ontology
from .phrases import PHRASES
from .sheets import NOTHING, Column, Sort, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from .entities import Entity, Fact
    from .store import Store

FACTS = ("stated", "inferred")
UNLINKED = frozenset(("observation", "dataset", PROPOSED, SOURCE))


@dataclass(frozen=True, slots=True, repr=False)
class Measures(Tabled):
    """
    What `measures` found: counts by kind and by link, components, degrees, and the things that alone join parts.

    As a table it has a row a thing: its links in and out, the number of its component (1: the largest), and how many
    parts it alone joins.
    """

    kinds: dict[str, int]
    links: dict[str, int]
    components: tuple[tuple[str, ...], ...]
    degrees: tuple[tuple[str, int, int], ...]
    articulation: tuple[tuple[str, int], ...]
    density: float

    def table(self) -> Table[tuple[str, int, int]]:
        """
        Return the things, those with most links first; linear in their number.
        """
        groups = {thing: number for number, group in enumerate(self.components, 1) for thing in group}
        joints = dict(self.articulation)
        columns: tuple[Column[tuple[str, int, int]], ...] = (
            Column("id", lambda row: row[0], heading=PHRASES["id"]),
            Column("in", lambda row: row[1], Sort.WHOLE, PHRASES["in"]),
            Column("out", lambda row: row[2], Sort.WHOLE, PHRASES["out"]),
            Column("component", lambda row: groups[row[0]], Sort.WHOLE, PHRASES["components"]),
            Column("parts", lambda row: joints.get(row[0]), Sort.WHOLE, PHRASES["parts"]),
        )
        return Table(columns, [(NOTHING, self.degrees)])


def network(
    store: Store,
    *,
    concepts: bool = False,
    inferred: bool = True,
    proposed: bool = False,
    known: Mapping[str, Entity] | None = None,
    said: list[Fact] | None = None,
) -> nx.MultiDiGraph[str]:
    """
    Return the graph of things and their links.

    Args:
        store: An open store.
        concepts: Whether topics, instruments, target groups and document types are nodes too.
        inferred: Whether links that we inferred are edges.
        proposed: Whether links and things that are only planned or proposed are there too; needs *said*.
        known: All things by IRI, where the caller has them already.
        said: All facts, where the caller has them already.

    Returns:
        Nodes are ids with `label`, `label_en`, `kind`, `iri`; edges have `property` (the link's term), `label`,
        `label_en`, `modality` and `citations` (in Chinese). Sorted, so the same graph always comes out the same.
    """
    known = entities(store) if known is None else known
    vocabulary = {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
    left_out = (UNLINKED - {PROPOSED} if proposed else UNLINKED) | (frozenset() if concepts else vocabulary)
    nodes = {iri: e for iri, e in known.items() if e.kind not in left_out}
    ours = [f for f in (links(store) if said is None else said) if f.subject in nodes and str(f.value) in nodes]
    found = [f for f in ours if f.modality == "stated" or (inferred and f.modality == "inferred")]
    if proposed:
        # What is stated or inferred as well is no plan any more.
        facts = {(f.subject, f.predicate, f.value) for f in ours if f.modality in FACTS}
        plans = (f for f in ours if f.modality not in FACTS)
        found += [f for f in plans if (f.subject, f.predicate, f.value) not in facts]
    used = {end for f in found for end in (f.subject, str(f.value))}
    shown = {iri: entity for iri, entity in nodes.items() if entity.kind not in vocabulary or iri in used}
    return typed(shown, found)


def typed(things: Mapping[str, Entity], said: Iterable[Fact]) -> nx.MultiDiGraph[str]:
    """
    Return *things* (by IRI) as nodes and *said* as edges, with the attributes that `network` names.

    Both ends of every fact must be among the things.
    """
    import networkx as nx  # takes longer to load than most questions take to answer

    terms = ontology()
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, entity in sorted(things.items()):
        graph.add_node(entity.id, label=entity.label, label_en=entity.english, kind=entity.kind, iri=iri)
    for fact in sorted(said, key=lambda f: (f.subject, f.predicate, str(f.value))):
        _add_edge(graph, fact, things, terms.labels(fact.predicate))
    return graph


def _add_edge(graph: nx.MultiDiGraph[str], fact: Fact, nodes: Mapping[str, Entity], words: tuple[str, str]) -> None:
    graph.add_edge(
        nodes[fact.subject].id,
        nodes[str(fact.value)].id,
        key=fact.predicate,
        property=fact.predicate,
        label=words[0],
        label_en=words[1],
        modality=fact.modality,
        citations="；".join(c.words[0] for c in fact.citations),
    )


def measures(graph: nx.Graph[str]) -> Measures:
    """
    Count a graph and find its joints; linear in nodes and edges.

    Degree counts every link of a thing, in and out; without directions both are equal. An articulation point is a thing
    without which the rest of its component would fall apart; beside it stands the number of parts that it joins
    (Hopcroft and Tarjan, 1973, by NetworkX).
    """
    import networkx as nx

    plain = nx.Graph(graph.to_undirected(as_view=True))
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    quick = quickest(plain)
    components = sorted((tuple(sorted(c)) for c in nx.connected_components(quick)), key=lambda c: (-len(c), c))
    # A thing joins as many parts as there are blocks that meet in it.
    blocks: Counter[str] = Counter(str(node) for block in nx.biconnected_components(quick) for node in block)
    joints = {node: parts for node, parts in blocks.items() if parts > 1}
    ins, outs = (graph.in_degree, graph.out_degree) if isinstance(graph, nx.DiGraph) else (graph.degree, graph.degree)
    degrees = [(node, ins(node), outs(node)) for node in graph]
    kinds: dict[str, int] = {}
    for _, about in graph.nodes(data=True):
        kinds[about["kind"]] = kinds.get(about["kind"], 0) + 1
    links: dict[str, int] = {}
    for _, _, about in graph.edges(data=True):
        link = about.get("property") or about["tie"]
        links[link] = links.get(link, 0) + 1
    return Measures(
        kinds=dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        links=dict(sorted(links.items(), key=lambda item: (-item[1], item[0]))),
        components=tuple(components),
        degrees=tuple(sorted(degrees, key=lambda row: (-row[1] - row[2], row[0]))),
        articulation=tuple(sorted(joints.items(), key=lambda item: (-item[1], item[0]))),
        density=nx.density(plain),
    )
