"""
Answers from columns: the dates in a range and the times in force on a day, narrowed, in order, up to a limit.

Rows are those of `timeline`'s own SELECTs, sorted. Nothing is read but the lists that a question names and the rows
that it is answered with. What the columns do not know is refused, never guessed.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise, repeat
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np

from ..asked import HIDDEN_KINDS, MEMBERSHIP, Asked, Found
from ..dates import Bounds
from ..entities import Entity
from ..errors import StoreError
from ..force import WHY
from ..ontology import PREFIXES
from ..rdf import IN_FORCE
from ..store.terms import ILLEGAL_IN_IRI
from .families import FAMILIES
from .files import Texts, read_arrays, spread
from .lists import unique
from .names import Names
from .table import Listing, Table, Window, contains, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ..store import Digest
    from .files import Arrays

    Rows = NDArray[Any]

ID = PREFIXES["id"]
# The parts of a question, besides things, that narrow rows or say which rows are meant.
PLAIN = ("kinds", "begin", "end", "above")


def open_columns(folder: Path, graph: Digest) -> Columns | None:
    """
    Open the columns of a graph; None where they belong to another.

    Args:
        folder: Where `write_columns` wrote them.
        graph: The digest of the N-Quads that they must belong to.

    Raises:
        StoreError: E517 where they are missing or damaged.

    Maps one file into memory, in about a millisecond at any size.
    """
    arrays = read_arrays(folder, graph)
    return None if arrays is None else Columns(folder, arrays)


class Columns:
    """
    The columns of one graph, open for reading; any number of threads may ask at once.

    Every method raises `StoreError` E517 where a number in the file leads nowhere.
    """

    def __init__(self, folder: Path, arrays: Arrays) -> None:
        self._folder = folder
        with self._whole():
            self._things, self._words = Texts(arrays, "things"), Texts(arrays, "words")
            self._paths, self._links = Texts(arrays, "paths"), Texts(arrays, "links").all()
            self._reasons = [WHY[key] for key in Texts(arrays, "reasons").all()]
            self._kinds = {kind: number for number, kind in enumerate(Texts(arrays, "kinds").all())}
            self._named = list(self._kinds)
            self._kind = arrays["things/kind"]
            self._dates = Table(arrays, "dates", ("b1", "e2"))
            self._forces = Table(arrays, "forces", ("b1", "b2", "e1", "e2"))
            self._date, self._said = arrays["dates/date"], arrays["dates/words"]
            self._role, self._edtf = arrays["date/role"], arrays["date/edtf"]
            self._roles = Texts(arrays, "roles").all()
            self._made: dict[int, tuple[str, Bounds, str, str]] = {}
            self._why = arrays["forces/why"]
            self._begins, self._link = arrays["found/begins"], arrays["found/link"]
            self._value = arrays["found/value"]
            self._reach = {
                family.part: (arrays[f"{family.part}/above"], arrays[f"{family.part}/below"])
                for family in FAMILIES
                if f"{family.part}/above" in arrays
            }
            shown = {family.part: frozenset(family.links) for family in FAMILIES if family.shown}
            self._shown = {part: np.array([link in links for link in self._links]) for part, links in shown.items()}
            self._names = Names(arrays)

    def knows(self, asked: Asked) -> bool:
        """
        Say whether a question can be answered from columns; another, or what is no thing of ours, is left to SPARQL.
        """
        things = [thing for part in self._reach if (thing := getattr(asked, part))]
        known = {part: getattr(Asked(), part) for part in (*PLAIN, *self._reach)}
        ours = all(thing.startswith(ID) and not ILLEGAL_IN_IRI.search(thing) for thing in things)
        return ours and replace(asked, **known) == Asked()

    def timeline(self, asked: Asked, limit: int | None = 100) -> list[Found]:
        """
        Return the dates that may lie in the asked range, in order; only the first *limit* of them.

        Well under a millisecond for a hundred rows of a million.
        """
        window = Window("b1", "e2", asked.begin.toordinal(), asked.end.toordinal())
        with self._whole():
            lists = self._lists(self._dates, asked)
            if lists is None:
                return []
            rows = self._dates.first(*lists, window, limit)
            return self._as_dates(rows, self._via(self._dates.thing[rows], asked))

    def in_force(self, asked: Asked, day: date, limit: int | None = 100) -> list[Found]:
        """
        Return what was, or may have been, in force on *day*, certain ones first; only the first *limit* of them.

        The asked range does not count. Well under a millisecond for a hundred rows of a million.
        """
        certain = Window("b2", "e1", day.toordinal(), day.toordinal())
        possible = Window("b1", "e2", day.toordinal(), day.toordinal())
        with self._whole():
            lists = self._lists(self._forces, asked)
            if lists is None:
                return []
            rows = self._forces.first(*lists, certain, limit)
            if limit is None or len(rows) < limit:
                left = None if limit is None else limit - len(rows)
                rows = np.concatenate([rows, self._forces.first(*lists, possible, left, but=certain)])
            return self._as_forces(rows, self._via(self._forces.thing[rows], asked))

    def find(self, text: str, limit: int = 20) -> list[Entity]:
        """
        Return the things whose names hold *text*, in the order of `find`; pinyin and ids do not count.

        A few milliseconds among a million names.
        """
        with self._whole():
            return self._entities(self._names.search(text, limit))

    def entities(self, things: Iterable[str]) -> dict[str, Entity]:
        """
        Return those of *things* (IRIs) that have names of their own, with these; about 20 microseconds each.
        """
        with self._whole():
            return {one.iri: one for one in self._entities([n for n in map(self._number, things) if n >= 0])}

    def _entities(self, things: Sequence[int]) -> list[Entity]:
        slugs, kinds = self._things.many(np.array(things, np.int64)), self._kind[things].tolist()
        known = zip(slugs, (self._named[kind] for kind in kinds), self._names.of(things), strict=True)
        return [Entity(slug, ID + slug, kind, *names) for slug, kind, names in known if kind != MEMBERSHIP]

    def _lists(self, table: Table, asked: Asked) -> tuple[list[Listing], Rows | None] | None:
        """
        Return the lists that a question names and for each kind whether it fits; None where nothing can fit.
        """
        lists = []
        for part in self._reach:
            if wanted := getattr(asked, part):
                key = self._number(wanted)
                parts = [table.rows_of(part, key, below=True)]
                if asked.above and part == "region":
                    parts += [table.rows_of(part, over, below=False) for over in self._above(part, key)]
                lists.append(union(parts))
        kinds = [n for kind, n in self._kinds.items() if kind in (asked.kinds or self._kinds.keys() - HIDDEN_KINDS)]
        listed = table.kinds(kinds)
        if listed is not None:
            lists.append(listed)
        if any(one.size == 0 for one in lists):
            return None
        if listed is not None or len(kinds) == len(self._kinds):
            return lists, None
        fits = np.zeros(256, bool)
        fits[kinds] = True
        return lists, fits

    def _number(self, iri: str) -> int:
        """
        Return the number of a thing, or -1; what lies outside our own namespace is none.
        """
        return self._things.find(iri.removeprefix(ID)) if iri.startswith(ID) else -1

    def _above(self, part: str, key: int) -> list[int]:
        above, below = self._reach[part]
        found: list[int] = above[below == key].tolist()
        return found

    def _via(self, things: Rows, asked: Asked) -> list[tuple[tuple[str, str], ...]]:
        """
        Return for each thing the links by which it was found, with what they lead to.
        """
        if not any(getattr(asked, part) for part in self._shown):
            return []
        begins = self._begins[things]
        counts = self._begins[things + 1] - begins
        places = spread(begins, counts)
        link, value = self._link[places], self._value[places]
        fits = np.zeros(len(places), bool)
        for part, shown in self._shown.items():
            if wanted := getattr(asked, part):
                fits |= shown[link] & contains(self._ends(part, self._number(wanted), asked), value)
        # Pairs stand in order, once each, because links and things are numbered in theirs.
        slugs = self._things.many(value[fits])
        pairs = [(self._links[n], ID + slug) for n, slug in zip(link[fits].tolist(), slugs, strict=True)]
        ends = np.concatenate([[0], np.cumsum(fits)])[np.concatenate([[0], np.cumsum(counts)])].tolist()
        return [tuple(pairs[begin:end]) for begin, end in pairwise(ends)]

    def _ends(self, part: str, key: int, asked: Asked) -> Rows:
        """
        Return, in order, what counts as the thing that was asked for.
        """
        above, below = self._reach[part]
        begin, end = np.searchsorted(above, [key, key + 1])
        ends = below[begin:end] if end > begin else np.array([key])
        return unique(np.append(ends, self._above(part, key))) if asked.above and part == "region" else ends

    def _as_dates(self, rows: Rows, via: Sequence[tuple[tuple[str, str], ...]]) -> list[Found]:
        things = [ID + slug for slug in self._things.many(self._dates.thing[rows])]
        dates, said = self._date[rows].tolist(), self._said[rows]
        self._make(rows, dates)
        paths, days, roles, edtf = zip(*map(self._made.__getitem__, dates), strict=True) if dates else ((),) * 4
        words = self._words.many(said) if said.any() else repeat("", len(rows))
        return list(map(Found, things, map(add, things, paths), days, via or repeat(()), roles, edtf, words))

    def _make(self, rows: Rows, dates: Sequence[int]) -> None:
        """
        Make those of the dates of *rows* that were not yet asked for: few dates are those of many things.
        """
        new = [n for n, date in enumerate(dates) if date not in self._made]
        if new:
            missing = self._date[rows[new]]
            roles = (self._roles[role] for role in self._role[missing].tolist())
            parts = self._paths.many(missing), self._bounds(self._dates, rows[new]), roles
            made = zip(*parts, self._words.many(self._edtf[missing]), strict=True)
            self._made.update(zip(missing.tolist(), made, strict=True))

    def _as_forces(self, rows: Rows, via: Sequence[tuple[tuple[str, str], ...]]) -> list[Found]:
        things = [ID + slug for slug in self._things.many(self._forces.thing[rows])]
        nodes = (thing + IN_FORCE for thing in things)
        whys = (self._reasons[why] for why in self._why[rows].tolist())
        days, none = self._bounds(self._forces, rows), repeat("")
        return list(map(Found, things, nodes, days, via or repeat(()), none, none, none, whys))

    @staticmethod
    def _bounds(table: Table, rows: Rows) -> Iterator[Bounds]:
        return map(_bounds, *(table.bounds[day].take(rows).tolist() for day in ("b1", "b2", "e1", "e2")))

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except (LookupError, ValueError, OverflowError):
            raise StoreError("E517", path=self._folder, why="a number leads nowhere") from None


@lru_cache(maxsize=1 << 16)
def _bounds(*days: int) -> Bounds:
    """
    Return the bounds of these day numbers; things share them, and making them anew costs most of a row.
    """
    return Bounds(*map(date.fromordinal, days))
