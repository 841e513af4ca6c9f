"""
Which groups form, as findings: communities with their stability, and programmes that overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cooperation import pairs
from ..evidence import links_query, shared_query
from ..finding import Row, Span
from ..groups import division
from ..networks import acting
from ..sharing import OVERLAP, projected, shared
from .frame import figure, shared_figures

if TYPE_CHECKING:
    import networkx as nx

    from ...entities import Fact
    from ..finding import Finding
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return the groups that things form, and the programmes that overlap.
    """
    return [_communities(frame), _overlaps(frame)]


def _communities(frame: Frame) -> Finding:
    graph, scope = acting(frame.reading), frame.reading.scope
    found = division(graph, draws=frame.draws)
    properties = {about["property"] for *_, about in graph.edges(data=True)}
    rows = []
    for group in found.groups:
        members = tuple(frame.things[node] for node in group.members)
        rows.append(
            Row(
                (members, len(members), group.inside, group.outside, group.stability),
                _within(graph, group.members),
                links_query(properties, scope, [member.iri for member in members], inside=True, acting=True),
            )
        )
    figures = [
        figure("modularity", found.modularity, found.chance),
        figure("rand", found.rand),
        figure("information", found.information),
        figure("groups", Span(*found.counts)),
    ]
    return frame.finding(
        "groups.communities",
        "members size inside outside stable",
        rows,
        query=links_query(properties, scope, acting=True),
        figures=figures,
        size=(found.things, found.links),
    )


def _overlaps(frame: Frame) -> Finding:
    sharing, scope = shared(frame.reading, OVERLAP), frame.reading.scope
    found = sorted(pairs(sharing, draws=0), key=lambda pair: (-round(pair.weight, 9), pair.ends))
    rows = []
    for pair in found[: frame.limit]:
        ends = [frame.things[end] for end in pair.ends]
        common = tuple(frame.things[thing] for things in pair.shared.values() for thing in things)
        query = shared_query(OVERLAP, scope, [end.iri for end in ends])
        rows.append(Row((*ends, common, pair.weight), pair.facts, query))
    return frame.finding(
        "groups.overlaps",
        "thing other shared weight",
        rows,
        query=shared_query(OVERLAP, scope),
        figures=shared_figures(sharing, len(found)),
        size=projected(sharing),
        total=len(found),
    )


def _within(graph: nx.MultiDiGraph[str], members: tuple[str, ...]) -> tuple[Fact, ...]:
    found = graph.subgraph(members).edges(data=True)
    facts = (fact for _, _, about in found for fact in about["facts"])
    return tuple(sorted(facts, key=lambda f: (f.citations, f.subject, f.predicate, str(f.value))))
