"""
What everything leans on, as findings: PageRank and reach, and the documents that others refer to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...entities import kind_words
from ..evidence import leaning_query, links_query
from ..finding import Row, Words
from ..leaning import cited, supports
from ..networks import BETWEEN_DOCUMENTS, documents, leaning
from .frame import figure

if TYPE_CHECKING:
    import networkx as nx

    from ...entities import Fact
    from ..finding import Finding
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return what others lean on, and which documents others rest on, carry out or cite.
    """
    return [_supports(frame), _cited(frame)]


def _supports(frame: Frame) -> Finding:
    graph, scope = leaning(frame.reading), frame.reading.scope
    rows = [
        Row(
            (
                frame.things[one.node],
                Words(*kind_words(frame.things[one.node].kind)),
                one.rank,
                one.direct,
                one.reach,
            ),
            _into(graph, one.node),
            leaning_query(scope, frame.things[one.node].iri),
        )
        for one in supports(graph, limit=frame.limit)
    ]
    columns, leant_on = "thing kind rank direct in_all", sum(1 for node in graph if graph.in_degree(node))
    return frame.finding("leaning.supports", columns, rows, query=leaning_query(scope), size=graph, total=leant_on)


def _cited(frame: Frame) -> Finding:
    graph, scope = documents(frame.reading), frame.reading.scope
    found = cited(graph)
    rows = [
        Row(
            (frame.things[one.node], one.documents, one.links),
            _into(graph, one.node),
            links_query(BETWEEN_DOCUMENTS, scope, [frame.things[one.node].iri]),
        )
        for one in found[: frame.limit]
    ]
    linked = sum(1 for node in graph if graph.degree(node))
    figures = [figure("linked_documents", linked), figure("all_documents", len(graph))]
    query = links_query(BETWEEN_DOCUMENTS, scope)
    columns = "thing documents links"
    return frame.finding("leaning.cited", columns, rows, query=query, figures=figures, size=graph, total=len(found))


def _into(graph: nx.MultiDiGraph[str], node: str) -> tuple[Fact, ...]:
    return tuple(fact for _, _, about in graph.in_edges(node, data=True) for fact in about["facts"])
