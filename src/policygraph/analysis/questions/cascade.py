"""
How far policy travels, as findings: chains of documents, and which level took up a topic first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cascade import CARRIES_OUT, MAKERS, TOPICS, chains, descents, downward
from ..evidence import links_query, uses_query
from ..finding import Row, Words
from ..headings import ORDERS, level_words
from ..networks import documents
from .frame import figure

if TYPE_CHECKING:
    from ..finding import Finding
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return the chains along which documents carry out each other, and who was first on a topic.
    """
    return [_chains(frame), _descents(frame)]


def _chains(frame: Frame) -> Finding:
    scope, rows = frame.reading.scope, []
    found = chains(frame.reading)
    for chain in found[: frame.limit]:
        way = tuple(frame.things[node] for node in chain.documents)
        levels = [level_words(level) for level in chain.levels]
        words = Words(" → ".join(level.zh for level in levels), " → ".join(level.en for level in levels))
        query = links_query(CARRIES_OUT, scope, [document.iri for document in way], inside=True)
        rows.append(Row((way, chain.depth, words, chain.fall, chain.lag), chain.facts, query))
    figures = [figure("deepest", max((chain.depth for chain in found), default=0))]
    columns = "chain depth level fall months"
    query = links_query(CARRIES_OUT, scope)
    size = documents(frame.reading)
    return frame.finding("cascade.chains", columns, rows, query=query, figures=figures, size=size, total=len(found))


def _descents(frame: Frame) -> Finding:
    scope, rows = frame.reading.scope, []
    found = descents(frame.reading)
    for one in found[: frame.limit]:
        ids = (one.concept, one.upper, one.lower, one.first_above, one.first_below)
        things = [frame.things[node] for node in ids]
        query = uses_query(
            scope,
            regions=[things[1].iri, things[2].iri],
            concepts=[things[0].iri],
            by=TOPICS,
            placed=MAKERS,
        )
        rows.append(Row((*things, one.lag, Words(*ORDERS[one.order])), one.facts, query))
    tally, odds = downward(frame.reading, draws=frame.draws)
    figures = [figure("down", tally["down"], odds), figure("up", tally["up"]), figure("open", tally["open"])]
    dated = [entity for entity in frame.reading.of_kind("policy") if entity.iri in frame.reading.times]
    return frame.finding(
        "cascade.descents",
        "topic upper lower first_above first_below months order",
        rows,
        query=uses_query(scope, by=TOPICS, placed=MAKERS),
        figures=figures,
        size=(len(dated), len(found)),
        total=len(found),
    )
