"""
How tightly regions cooperate, as findings: pairs, levels, and bodies that act together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cooperation import mixed, pairs
from ..evidence import shared_query
from ..finding import Row, chances
from ..headings import level_words
from ..sharing import COOPERATION, JOINTLY, projected, shared
from .frame import figure, shared_figures

if TYPE_CHECKING:
    from ..finding import Finding
    from ..sharing import Sharing
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return which regions cooperate, whether they do so within their level, and which bodies act together.
    """
    sharing = shared(frame.reading, COOPERATION)
    return [_pairs(frame, sharing), _levels(frame, sharing), _bodies(frame)]


def _pairs(frame: Frame, sharing: Sharing) -> Finding:
    rows, found = [], pairs(sharing, draws=frame.draws)
    for pair in found[: frame.limit]:
        ends = [frame.things[end] for end in pair.ends]
        counts = [len(pair.shared.get(tie.key, ())) for tie in COOPERATION]
        query = shared_query(COOPERATION, frame.reading.scope, [end.iri for end in ends])
        rows.append(Row((*ends, pair.count, *counts, *chances(pair.chance)), pair.facts, query))
    return frame.finding(
        "cooperation.pairs",
        "thing other count agreement programme mechanism expected z p",
        rows,
        query=shared_query(COOPERATION, frame.reading.scope),
        figures=shared_figures(sharing, len(found)),
        size=projected(sharing),
        total=len(found),
    )


def _levels(frame: Frame, sharing: Sharing) -> Finding:
    known = frame.reading.levels
    found = mixed(sharing, known, draws=frame.draws)
    query = shared_query(COOPERATION, frame.reading.scope)
    graph = projected(sharing)
    rows = []
    for (one, other), ties in found.ties.items():
        facts = {
            fact: None
            for start, end, about in graph.edges(data=True)
            if {known.get(graph.nodes[start]["iri"]), known.get(graph.nodes[end]["iri"])} == {one, other}
            for fact in about["facts"]
        }
        rows.append(Row((level_words(one), level_words(other), ties), tuple(facts), query))
    figures = [figure("assortativity", found.coefficient, found.chance)]
    return frame.finding("cooperation.levels", "level other_level ties", rows, query=query, figures=figures, size=graph)


def _bodies(frame: Frame) -> Finding:
    sharing, scope = shared(frame.reading, JOINTLY), frame.reading.scope
    rows, found = [], pairs(sharing, draws=frame.draws)
    for pair in found[: frame.limit]:
        ends = [frame.things[end] for end in pair.ends]
        common = tuple(frame.things[thing] for things in pair.shared.values() for thing in things)
        query = shared_query(JOINTLY, scope, [end.iri for end in ends])
        rows.append(Row((*ends, pair.count, common, *chances(pair.chance)), pair.facts, query))
    return frame.finding(
        "cooperation.bodies",
        "thing other count shared expected z p",
        rows,
        query=shared_query(JOINTLY, scope),
        figures=shared_figures(sharing, len(found)),
        size=projected(sharing),
        total=len(found),
    )
