"""
What every question needs: the reading, narrowed as the question needs it, and how a finding is put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...gaps import gaps
from ...ontology import ontology
from ..finding import Column, Figure, Finding, by_id
from ..headings import COLUMNS, FEW, FIGURES, INFERRED, NEEDED, ON, POSSIBLE, PROPOSED, SORTS, SOURCES, STATED
from ..reading import WITHIN
from ..words import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import networkx as nx

    from ...entities import Entity, Fact
    from ...gaps import Gap
    from ...ontology import Both
    from ...store import Store
    from ..finding import Cell, Row
    from ..nulls import Chance
    from ..reading import Reading
    from ..sharing import Sharing

# Below so many things a statistic is a hint at best.
ENOUGH = 30


@dataclass(frozen=True)
class Frame:
    """
    One question as it is asked: of what reading, how often chance is tried, and how it was narrowed.

    `whole` is the reading before it was narrowed to a day; `limit` is how many rows of a table are worked out. Without
    a store there are no gaps.
    """

    store: Store | None
    whole: Reading
    reading: Reading
    draws: int
    limit: int | None
    day: date | None

    @cached_property
    def things(self) -> dict[str, Entity]:
        """
        All things by id.
        """
        return by_id(self.whole)

    @property
    def today(self) -> date | None:
        """
        The day by which things may have expired: the day asked for, or else that of the newest source.
        """
        return self.day or self.whole.published

    @cached_property
    def gaps(self) -> list[Gap]:
        """
        The gaps of the whole graph; what an inference fills is none.
        """
        return gaps(self.store, on=self.today) if self.store else []

    def said(self, thing: str) -> tuple[Fact, ...]:
        """
        Return the links of a thing (IRI), in order.
        """
        return self._said.get(thing, ())

    @cached_property
    def _said(self) -> dict[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.whole.links:
            for end in dict.fromkeys((fact.subject, str(fact.value))):
                found.setdefault(end, []).append(fact)
        return {thing: tuple(facts) for thing, facts in found.items()}

    def finding(
        self,
        key: str,
        columns: str,
        rows: Iterable[Row],
        *,
        query: str,
        figures: Sequence[Figure] = (),
        size: nx.Graph[str] | tuple[int, int],
        reading: Reading | None = None,
        total: int | None = None,
    ) -> Finding:
        """
        Put a finding together: its words by *key*, its columns by their keys, and what must be said beside it.

        *total* tells how many rows there are, where not all are worked out. *size* is the graph that was measured, or
        its things and links; *reading* what it was made of, where that is not the question's own.
        """
        of, known = reading or self.reading, tuple(rows)
        things, links = size if isinstance(size, tuple) else (len(size), size.number_of_edges())
        return Finding(
            key=key,
            about=METHODS[key],
            headings=tuple(Column(name, COLUMNS[name], SORTS.get(name, int)) for name in columns.split()),
            rows=known,
            total=len(known) if total is None else total,
            figures=tuple(figures),
            query=query,
            scope=of.scope,
            things=things,
            links=links,
            undated=of.undated,
            notes=_notes(of, things, known),
        )


def figure(key: str, value: Cell, odds: Chance | None = None) -> Figure:
    """
    Return one number about a whole network.
    """
    return Figure(key, FIGURES[key], value, odds)


def shared_figures(sharing: Sharing, pairs: int) -> list[Figure]:
    """
    Return how many pairs share anything, how many things are shared, how many by two only, and what so many share that
    it was left out.
    """
    sizes = [len(members) for members in sharing.by.values() if len(members) > 1]
    known = {"pairs": pairs, "shared_things": len(sizes), "by_two": sizes.count(2)}
    return [
        figure(key, count) for key, count in (*known.items(), ("crowded", sharing.crowded)) if count or key in known
    ]


def passages(facts: Iterable[Fact]) -> int:
    """
    Return how many passages state any of these facts.
    """
    return len({(citation.source, citation.locator) for fact in facts for citation in fact.citations})


def _notes(reading: Reading, things: int, rows: Iterable[Row]) -> tuple[Both, ...]:
    """
    Return what must be said beside a finding: whose words it rests on, how few they are, what counts, and on which day.
    """
    # What lies within what comes from the list of codes, which says nothing of policy.
    behind = [fact for row in rows for fact in row.facts] or [f for f in reading.links if f.predicate != WITHIN]
    sources = {citation.source for fact in behind for citation in fact.citations}
    notes = [_fill(SOURCES, n=len(sources))]
    if things < ENOUGH:
        notes.append(_fill(FEW, n=things))
    scope = reading.scope
    used = sorted({f.predicate for row in rows for f in row.facts if f.modality == "inferred"} & scope.needs)
    if scope.inferred:
        notes.append(INFERRED)
    elif used:
        labels = [ontology().labels(term) for term in used]
        zh, en = "、".join(label[0] for label in labels), ", ".join(label[1] for label in labels)
        notes.append((NEEDED[0].format(names=zh), NEEDED[1].format(names=en)))
    else:
        notes.append(STATED)
    if scope.proposed:
        notes.append(PROPOSED)
    if scope.on:
        words = [
            on.format(day=scope.on, possible=possible if scope.possible else "", n=reading.undated)
            for on, possible in zip(ON, POSSIBLE, strict=True)
        ]
        notes.append((words[0], words[1]))
    return tuple(notes)


def _fill(words: Both, **params: object) -> Both:
    return words[0].format(**params), words[1].format(**params)
