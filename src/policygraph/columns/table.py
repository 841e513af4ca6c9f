"""
Rows in their final order, and how the first of them that fit a question are found without reading the others.

The shortest list that a question names leads; its blocks that cannot fit are passed over, and its rows are looked up in
the other lists. Numbers of rows go in and out; what a row means is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .lists import BLOCK, unique

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .files import Arrays

    Rows = NDArray[Any]

# Blocks that are read first, and how many times as many next where none of their rows fits.
FIRST, MORE = 8, 16
# To look up so many rows in a sorted list, and one more for each sixteen of it, costs more than to mark all its rows.
MARKED = 2048
IN_BLOCK = np.arange(BLOCK)


class Window(NamedTuple):
    """
    What the days of a row must be: one not after *last*, the other not before *first*, as day numbers.
    """

    begin: str
    end: str
    first: int
    last: int


@dataclass(slots=True)
class Listing:
    """
    The rows that something leads to, in order, and what is known of the days of each block. No rows means all.
    """

    size: int
    rows: Rows | None = None
    days: dict[str, Rows] = field(default_factory=dict)

    def blocks(self, window: Window) -> Rows:
        """
        Return the numbers of the blocks that may hold a row that fits.
        """
        if not self.days:
            return np.arange(-(-self.size // BLOCK))
        return np.flatnonzero((self.days[window.begin] <= window.last) & (self.days[window.end] >= window.first))

    def of(self, blocks: Rows) -> Rows:
        """
        Return the rows of some blocks.
        """
        places = (blocks[:, None] * BLOCK + IN_BLOCK).ravel()
        if len(places) and places[-1] >= self.size:
            places = places[places < self.size]
        return places if self.rows is None else self.rows.take(places).astype(np.int64)


class Table:
    """
    One table of rows in a mapped file: for each row its thing, its kind and its bounds as day numbers.
    """

    def __init__(self, arrays: Arrays, name: str, days: Sequence[str]) -> None:
        self.thing = arrays[f"{name}/thing"]
        self.bounds = {day: arrays[f"{name}/{day}"] for day in ("b1", "b2", "e1", "e2")}
        self._kind = arrays[f"{name}/kind"]
        self._arrays, self._name, self._days = arrays, name, days
        sizes = np.diff(arrays[f"{name}/kind/begins"]).tolist()
        self._of_kind = defaultdict(int, zip(arrays[f"{name}/kind/direct"].tolist(), sizes, strict=True))
        self._all = Listing(len(self.thing), None, {day: arrays[f"{name}/all/{day}"] for day in days})

    def rows_of(self, family: str, key: int, *, below: bool) -> Listing:
        """
        Return the list of one thing or kind, with *below* of all that counts as it.
        """
        direct, whole = self._of(family, "direct"), self._of(family, "whole")
        number = _find(whole, key) if below else -1
        number = len(direct) + number if number >= 0 else _find(direct, key)
        if number < 0:
            return Listing(0, np.empty(0, np.int32))
        begin, end = self._of(family, "begins")[number : number + 2].tolist()
        first, last = self._of(family, "blocks")[number : number + 2].tolist()
        days = {day: self._of(family, day)[first:last] for day in self._days}
        return Listing(end - begin, self._of(family, "rows")[begin:end], days)

    def kinds(self, wanted: Sequence[int]) -> Listing | None:
        """
        Return the list of all rows of these kinds; None where they are so many that each row is better asked.
        """
        if sum(self._of_kind[kind] for kind in wanted) > len(self.thing) // 8:
            return None
        return union([self.rows_of("kind", kind, below=False) for kind in wanted])

    def first(
        self, lists: Sequence[Listing], kinds: Rows | None, window: Window, limit: int | None, but: Window | None = None
    ) -> Rows:
        """
        Return the first rows that stand in all *lists* and fit.

        Args:
            lists: Lists of this table; none of them means all rows.
            kinds: For each kind whether it fits; None where every kind does.
            window: What the days of a row must be.
            limit: At most so many; None for all.
            but: What the days of a row must not be.
        """
        lead, *others = sorted(lists, key=lambda one: one.size) or [self._all]
        tests = [_Member(one, len(self.thing)) for one in others]
        blocks = lead.blocks(window)
        found: list[Rows] = [np.empty(0, np.int64)]
        at, taken, count = 0, FIRST if limit is not None else len(blocks), 0
        while at < len(blocks) and (limit is None or count < limit):
            rows = lead.of(blocks[at : at + taken])
            for test in tests:
                rows = rows[test(rows)]
            rows = rows[self._fits(rows, window)]
            if but is not None:
                rows = rows[~self._fits(rows, but)]
            if kinds is not None:
                rows = rows[kinds.take(self._kind.take(rows))]
            found.append(rows)
            at, count = at + taken, count + len(rows)
            if limit is not None:
                # As many as will do if these were like the others, and half as many more.
                taken = min(taken * MORE, 1 + 3 * at * (limit - count) // (2 * count)) if count else taken * MORE
        return np.concatenate(found)[:limit]

    def _fits(self, rows: Rows, window: Window) -> Rows:
        begin, end = self.bounds[window.begin].take(rows), self.bounds[window.end].take(rows)
        return (begin <= window.last) & (end >= window.first)

    def _of(self, family: str, part: str) -> Rows:
        return self._arrays[f"{self._name}/{family}/{part}"]


def union(lists: Sequence[Listing]) -> Listing:
    """
    Return the rows of some lists as one list; of a single list with what it knows of its blocks.
    """
    if len(lists) == 1:
        return lists[0]
    rows = unique(np.concatenate([np.empty(0, np.int32), *(one.rows for one in lists if one.rows is not None)]))
    return Listing(len(rows), rows)


class _Member:
    """
    Tells which rows stand in a list: few are looked up in it, for many all its rows are marked first.
    """

    def __init__(self, one: Listing, size: int) -> None:
        self._rows = one.rows if one.rows is not None else np.arange(size)
        self._size = size
        self._marks: Rows | None = None

    def __call__(self, rows: Rows) -> Rows:
        if self._marks is None and len(rows) < MARKED + len(self._rows) // 16:
            return contains(self._rows, rows)
        if self._marks is None:
            self._marks = np.zeros(self._size, bool)
            self._marks[self._rows.astype(np.int64)] = True
        return self._marks.take(rows)


def contains(numbers: Rows, rows: Rows) -> Rows:
    """
    Return which of the rows stand among sorted numbers, of which there is at least one.
    """
    found: Rows = numbers.take(np.minimum(np.searchsorted(numbers, rows), len(numbers) - 1)) == rows
    return found


def _find(keys: Rows, key: int) -> int:
    """
    Return the place of a key among sorted ones, or -1.
    """
    at = int(np.searchsorted(keys, key))
    return at if at < len(keys) and keys[at] == key else -1
