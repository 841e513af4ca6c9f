"""
How it grew: for each year what began, what was in force at its end, and how far regions were tied by then.

Dates may be known only to a year or to a span of years, so every count lies between what is certain and what is
possible. What no source dates at all counts nowhere, and it is said how much that is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..dates import MAX, MIN, Fit
from .finding import Span
from .networks import collapsed, largest
from .sharing import COOPERATION, Sharing, projected, shared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dates import Bounds
    from ..entities import Fact
    from .reading import Reading


@dataclass(frozen=True, slots=True)
class Year:
    """
    One year: documents and programmes that began in it and that were in force on its last day, at least and at most;
    and regions that surely shared a dated document or programme by then, pairs of them, and the largest group so tied.
    """

    year: int
    documents: Span
    documents_in_force: Span
    programmes: Span
    programmes_in_force: Span
    regions: int
    pairs: int
    largest: int
    facts: tuple[Fact, ...]


def years(reading: Reading, *, until: date | None = None) -> list[Year]:
    """
    Return all years from the first dated document or programme to the year of *until* (by default, of the newest
    source).

    Years in which nothing began are there too. Linear in years times dated things.
    """
    last = until or reading.published
    bounds = {e.iri: reading.times[e.iri] for e in reading.of_kind("policy", "programme") if e.iri in reading.times}
    begun = [b.begin_earliest.year for b in bounds.values() if b.begin_earliest > MIN]
    if not begun or last is None:
        return []
    return [_year(reading, bounds, year) for year in range(min(begun), last.year + 1)]


def undated(reading: Reading) -> dict[str, tuple[int, int]]:
    """
    Return by kind how many documents and programmes no source dates, and how many there are.
    """
    found = {kind: reading.of_kind(kind) for kind in ("policy", "programme")}
    return {kind: (sum(e.iri not in reading.times for e in all_), len(all_)) for kind, all_ in found.items()}


def tied_by(reading: Reading, day: date) -> Sharing:
    """
    Return who shared what by a day, of what surely had begun by then; what is undated is left out.
    """
    both = shared(reading, COOPERATION)
    kept = {
        key: members
        for key, members in both.by.items()
        if key[1] in reading.times and reading.times[key[1]].begin_latest <= day
    }
    return replace(both, by=kept)


def _year(reading: Reading, bounds: dict[str, Bounds], year: int) -> Year:
    first, last = date(year, 1, 1), date(year, 12, 31)
    kinds = {thing: reading.things[thing].kind for thing in bounds}
    begun = {thing: _begins(b, first, last) for thing, b in bounds.items()}
    held = {thing: b.at(last) for thing, b in bounds.items()}
    graph = projected(tied_by(reading, last))
    simple = collapsed(graph)
    counts = {
        (name, kind): _span(fit for thing, fit in fits.items() if kinds[thing] == kind)
        for name, fits in (("begun", begun), ("held", held))
        for kind in ("policy", "programme")
    }
    linked = [node for node in simple if simple[node]]
    return Year(
        year,
        counts["begun", "policy"],
        counts["held", "policy"],
        counts["begun", "programme"],
        counts["held", "programme"],
        len(linked),
        simple.number_of_edges(),
        len(largest(simple)) if linked else 0,
        tuple(f for thing, fit in begun.items() if fit is not Fit.NO for f in reading.dates.get(thing, ())),
    )


def _begins(bounds: Bounds, first: date, last: date) -> Fit:
    """
    Return how surely something began between two days; of an unknown begin nothing is said.
    """
    if bounds.begin_earliest == MIN or bounds.begin_latest == MAX:
        return Fit.NO
    return replace(bounds, end_earliest=bounds.begin_earliest, end_latest=bounds.begin_latest).overlaps(first, last)


def _span(fits: Iterable[Fit]) -> Span:
    known = list(fits)
    certain = sum(fit is Fit.CERTAIN for fit in known)
    return Span(certain, certain + sum(fit is Fit.POSSIBLE for fit in known))
