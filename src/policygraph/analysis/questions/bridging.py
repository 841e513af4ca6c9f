"""
Who bridges, as findings: brokers, joints and bridges, each with the links that make it one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import networkx as nx

from ...entities import kind_words
from ...fastgraph import quickest
from ...ontology import ontology
from ..bridging import bridges, brokers, joints
from ..evidence import links_query
from ..finding import Row, Words, chances
from ..networks import acting, around, collapsed, largest
from .frame import figure, passages

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...entities import Fact
    from ..finding import Finding
    from .frame import Frame

    # SPARQL for the links of some things (IRIs), or of all.
    Query = Callable[..., str]


def findings(frame: Frame) -> list[Finding]:
    """
    Return who stands between others, without whom the network falls apart, and which links alone hold it together.
    """
    graph = acting(frame.reading)
    properties = frozenset(about["property"] for *_, about in graph.edges(data=True))
    asked = partial(links_query, properties, frame.reading.scope, acting=True)
    return [_brokers(frame, graph, asked), _joints(frame, graph, asked), _bridges(frame, graph, asked)]


def _brokers(frame: Frame, graph: nx.MultiDiGraph[str], asked: Query) -> Finding:
    simple = collapsed(graph)
    part = largest(simple)
    rows = [
        Row(
            (
                frame.things[one.node],
                Words(*kind_words(frame.things[one.node].kind)),
                one.links,
                one.betweenness,
                *chances(one.chance),
                one.effective_size,
                one.constraint,
            ),
            around(graph, one.node),
            asked([frame.things[one.node].iri]),
        )
        for one in brokers(graph, limit=frame.limit, draws=frame.draws)
    ]
    figures = [figure("components", nx.number_connected_components(quickest(simple))), figure("largest", len(part))]
    columns = "thing kind links betweenness expected z p effective_size constraint"
    return frame.finding("bridging.brokers", columns, rows, query=asked(), figures=figures, size=part, total=len(part))


def _joints(frame: Frame, graph: nx.MultiDiGraph[str], asked: Query) -> Finding:
    found = joints(graph)
    rows = [
        Row(
            (frame.things[one.node], Words(*kind_words(frame.things[one.node].kind)), one.parts, one.cut_off),
            around(graph, one.node),
            asked([frame.things[one.node].iri]),
        )
        for one in found[: frame.limit]
    ]
    return frame.finding(
        "bridging.joints",
        "thing kind parts cut_off",
        rows,
        query=asked(),
        figures=[figure("joints", len(found))],
        size=graph,
        total=len(found),
    )


def _bridges(frame: Frame, graph: nx.MultiDiGraph[str], asked: Query) -> Finding:
    rows, found = [], bridges(graph)
    for one in found[: frame.limit]:
        facts = _facts(graph, *one.ends)
        start, end = (frame.things[node] for node in one.ends)
        labels = [ontology().labels(fact.predicate) for fact in facts]
        words = Words("、".join(zh for zh, _ in labels), ", ".join(en for _, en in labels))
        query = links_query({fact.predicate for fact in facts}, frame.reading.scope, [start.iri, end.iri], inside=True)
        rows.append(Row((start, end, words, one.cut_off, passages(facts)), facts, query))
    alone = sum(passages(_facts(graph, *one.ends)) == 1 for one in found)
    return frame.finding(
        "bridging.bridges",
        "thing other relation cut_off passages",
        rows,
        query=asked(),
        figures=[figure("bridges", len(found)), figure("one_passage", alone)],
        size=graph,
        total=len(found),
    )


def _facts(graph: nx.MultiDiGraph[str], one: str, other: str) -> tuple[Fact, ...]:
    edges = [
        *(graph.get_edge_data(one, other) or {}).values(),
        *(graph.get_edge_data(other, one) or {}).values(),
    ]
    return tuple(fact for about in edges for fact in about["facts"])
