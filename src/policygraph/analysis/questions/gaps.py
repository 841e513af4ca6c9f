"""
What is missing, as findings: programmes, documents, ends and cells. An inferred link fills a gap as well as a stated
one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...gaps import Sort
from ...phrases import PHRASES
from ..cells import AXES, empty, tabulated
from ..evidence import gap_query, uses_query
from ..finding import Row, Words
from ..reading import PLACES
from ..sharing import PLACED
from .frame import figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...entities import Entity, Fact
    from ...gaps import Gap
    from ..finding import Finding
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return what the sources leave open. All is asked of the whole reading; a day only tells what had expired by then.
    """
    return [
        _of_sort(frame, Sort.NO_DOCUMENT, "gaps.programmes", "programme"),
        _of_sort(frame, Sort.SETS_UP_NOTHING, "gaps.documents", "policy"),
        _expired(frame),
        _cells(frame),
    ]


def _of_sort(frame: Frame, sort: Sort, key: str, kind: str) -> Finding:
    """
    Return one row for each thing, with where it is and all that is said of it, those first of which most is.

    Of what is not said there is no statement.
    """
    found = [gap for gap in frame.gaps if gap.sort is sort]
    every = len(frame.whole.of_kind(kind))
    known = sorted(((gap, frame.said(gap.thing.iri)) for gap in found), key=lambda one: -len(one[1]))
    rows = [
        Row((gap.thing, _places(frame, facts), len(facts)), facts, gap_query(sort, frame.today, gap.thing.iri))
        for gap, facts in known
    ]
    figures = [figure("found", len(found)), figure(f"all_{key.split('.')[1]}", every)]
    columns, query = "thing places said", gap_query(sort, frame.today)
    return frame.finding(key, columns, rows, query=query, figures=figures, size=(every, 0), reading=frame.whole)


def _expired(frame: Frame) -> Finding:
    found = [gap for gap in frame.gaps if gap.sort is Sort.EXPIRED]
    rows = [
        Row(
            (gap.thing, _by(frame, gap), Words(*PHRASES[gap.fit.value])),
            frame.whole.dates.get(gap.thing.iri, ()),
            gap_query(gap.sort, frame.today, gap.thing.iri),
        )
        for gap in found
    ]
    figures = [figure("found", len(rows)), figure("day", Words(*[str(frame.today or "")] * 2))]
    return frame.finding(
        "gaps.expired",
        "thing ended fit",
        rows,
        query=gap_query(Sort.EXPIRED, frame.today),
        figures=figures,
        size=(len(frame.whole.times), 0),
        reading=frame.whole,
    )


def _by(frame: Frame, gap: Gap) -> Words:
    bounds = frame.whole.times[gap.thing.iri]
    return Words(*[bounds.end_latest.isoformat()] * 2)


def _cells(frame: Frame) -> Finding:
    tables = [(axis, cell) for axis in AXES for cell in empty(tabulated(frame.whole, ("region", axis)))]
    found = sorted(tables, key=lambda one: (-round(one[1].expected, 9), [thing.id for thing in one[1].things]))
    rows, broader = [], frame.whole.broader
    for axis, cell in found[: frame.limit]:
        region, concept = cell.things
        concepts = [concept.iri, *(narrow for narrow in broader if concept.iri in broader[narrow])]
        query = uses_query(frame.whole.scope, regions=[region.iri], concepts=concepts, by=[AXES[axis]])
        rows.append(Row((region, concept, cell.expected, cell.chance), (), query))
    whole = tabulated(frame.whole, ("region", "instrument", "target"))
    figures = [
        figure("filled", int((whole.counts > 0).sum())),
        figure("cells", whole.counts.size),
        figure("items", whole.items),
    ]
    query = uses_query(frame.whole.scope, by=[AXES["instrument"], AXES["target"]])
    return frame.finding(
        "gaps.cells",
        "region concept expected chance",
        rows,
        query=query,
        figures=figures,
        size=(whole.items, 0),
        reading=frame.whole,
        total=len(found),
    )


def _places(frame: Frame, facts: Iterable[Fact]) -> tuple[Entity, ...]:
    found = {str(fact.value) for fact in facts if fact.predicate in PLACED}
    return tuple(frame.whole.things[iri] for iri in sorted(found) if frame.whole.things[iri].kind in PLACES)
