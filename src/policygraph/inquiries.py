"""
Network analysis as analysts ask for it: networks by name, and findings as tables, of any day.

Nothing is measured here: days that a person writes become dates, and answers get their columns.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .analysis.finding import Finding
from .answers.timeline import one_day
from .frames import Answer
from .phrases import PHRASES
from .sheets import Column, Sort, worded

if TYPE_CHECKING:
    import networkx as nx

    from .store import Store

FINDING: tuple[Column[Finding], ...] = (
    Column("key", lambda finding: finding.key, heading=PHRASES["id"]),
    *worded("question", lambda finding: finding.about.question, PHRASES["asked"]),
    Column("rows", lambda finding: finding.total, Sort.WHOLE, PHRASES["found.rows"]),
    Column("things", lambda finding: finding.things, Sort.WHOLE, PHRASES["found.things"]),
    Column("links", lambda finding: finding.links, Sort.WHOLE, PHRASES["link"]),
    *worded("method", lambda finding: finding.about.method),
    *worded("caveat", lambda finding: finding.about.caveat),
    Column("sparql", lambda finding: finding.query),
)


def network(
    store: Store,
    name: str = "all",
    *,
    on: str | date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    proposed: bool = False,
    concepts: bool = False,
) -> nx.Graph[str]:
    """
    Return a network as a NetworkX multigraph, parallel links apart.

    Args:
        store: An open store.
        name: ``all`` things and links; ``acting``: those who act, without links of place; ``leaning``: what leans on
            what; ``documents`` among themselves; ``instruments``: regions and the instruments that they use;
            ``regions`` by agreements, brands, mechanisms and instruments; ``bodies`` by what they issue, sign and run
            together; ``programmes`` by bodies, places and target groups. The last three have no directions.
        on: Only what was surely in force on this day; all else that has no time stays.
        possible: Whether what may have been in force on that day stays too.
        inferred: Whether links that we inferred are edges: all, none, or (None) only those that the network cannot do
            without, such as instruments.
        proposed: Whether what is only planned or proposed counts too.
        concepts: Whether, of ``all``, topics, instruments, target groups and document types are nodes too.

    Nodes are ids with `label`, `label_en`, `kind`, `iri`. Edges have `label`, `label_en`, `modality`, `citations` (in
    Chinese), `facts` (the statements), `during` (when both ends were in force, as four days), and `property`, the
    link's term; or, where two share a thing, `tie` (how) and `shared` (its id). In order of ids.

    Raises:
        PolicygraphError: E611, there is no such network.
        QueryError: E306, the day is none.

        >>> regions = pg.network(store, "regions", on="2023-06-30", possible=True)
        >>> {about["tie"] for about in regions["beijing"]["tianjin"].values()} >= {"agreement"}
        True
    """
    from .analysis.named import network as made

    return made(store, name, on=_day(on), possible=possible, inferred=inferred, proposed=proposed, concepts=concepts)


def analyse(
    store: Store,
    question: str | None = None,
    *,
    on: str | date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    proposed: bool = False,
    draws: int | None = None,
    limit: int | None = 100,
) -> Answer[Finding]:
    """
    Ask one question, or all: who bridges, what everything leans on, which groups form, how tightly regions cooperate,
    how far policy travels, how it grew, what is missing.

    Args:
        store: An open store.
        question: ``bridging``, ``leaning``, ``groups``, ``cooperation``, ``cascade``, ``growth`` or ``gaps``.
        on: Only what was surely in force on this day. Growth goes on until then; of gaps it tells only what had
            expired.
        possible: Whether what may have been in force on that day counts too.
        inferred: Whether inferred links count: all, none, or (None) only those of the properties that a question cannot
            do without. Gaps always count all: what an inference fills is no gap.
        proposed: Whether what is only planned or proposed counts too.
        draws: How often chance is tried, at most (99); 0 leaves it out.
        limit: How many rows of each table are worked out; None is all.

    Each finding has its question and method in words, `figures`, what to beware of (`about.caveat`, `notes`), and is a
    table itself: each row with the statements behind it and SPARQL that lists them. What the sources say is measured,
    not the world.

    Columns: key, question, question_en, rows, things, links, method, method_en, caveat, caveat_en, sparql.

    Raises:
        PolicygraphError: E611, there is no such question.
        QueryError: E306, the day is none.

        >>> pairs = pg.analyse(store, "cooperation", draws=0)[0].to_pandas()
        >>> {"beijing", "tianjin"} <= {*pairs.thing, *pairs.other}
        True
    """
    from .analysis.nulls import DRAWS
    from .analysis.questions import analyse as asked

    found = asked(
        store,
        question,
        on=_day(on),
        possible=possible,
        inferred=inferred,
        proposed=proposed,
        draws=DRAWS if draws is None else draws,
        limit=limit,
    )
    return Answer(found, FINDING)


def _day(day: str | date | None) -> date | None:
    return one_day(day) if isinstance(day, str) else day
