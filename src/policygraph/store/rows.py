"""
The rows of a SELECT: as they came, and as a table whose columns have the types of their values.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, overload

from ..frames import Tabled
from ..sheets import NOTHING, Column, Sort, Table
from .terms import Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..errors import Lang

Row = dict[str, Term]

# The first number that 64 bits do not hold as an integer.
BIG = 2**63


@dataclass(frozen=True, slots=True, repr=False)
class Rows(Tabled):
    """
    The answer to a SELECT: the variables in the order of its clause, and one mapping a row.

    A variable that a row leaves unbound is absent from its mapping. As a table each variable is a column: of days,
    whole numbers, numbers or truth values where all its values are that, else of text. `prefixes` shorten the IRIs
    that people are shown.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    prefixes: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Rows: ...

    def __getitem__(self, at: int | slice) -> Row | Rows:
        return replace(self, rows=self.rows[at]) if isinstance(at, slice) else self.rows[at]

    @property
    def columns(self) -> tuple[str, ...]:
        """
        The variables.
        """
        return self.variables

    def table(self) -> Table[Row]:
        """
        Return the variables as columns of the types of their values; linear in the number of cells.
        """
        sorts = {name: _sort(row[name] for row in self.rows if name in row) for name in self.variables}
        return Table([self._column(name, sort) for name, sort in sorts.items()], [(NOTHING, self.rows)])

    def shown(self) -> Table[Row]:
        """
        Return the variables as columns of text, which is all that people are shown.
        """
        return Table([self._column(name, Sort.TEXT) for name in self.variables], [(NOTHING, self.rows)])

    def _column(self, name: str, sort: Sort) -> Column[Row]:
        def value(row: Row) -> Any:
            term = row.get(name)
            if isinstance(term, Literal) and sort is not Sort.TEXT:
                return term.value
            return None if term is None else str(term)

        def words(row: Row, _: Lang) -> str:
            term = row.get(name, "")
            if isinstance(term, Iri):
                short = (f"{p}:{term[len(iri) :]}" for p, iri in self.prefixes.items() if term.startswith(iri))
                return next(short, str(term))
            return str(term)

        return Column(name, value, sort, (name, name), words)


def _sort(terms: Iterable[Term]) -> Sort:
    """
    Return what all of *terms* are; text where they differ, or where a frame cannot hold one of the numbers.
    """
    found: set[Sort] = set()
    for term in terms:
        found.add(_sort_of(term))
        if Sort.TEXT in found:
            break
    if found == {Sort.WHOLE, Sort.NUMBER}:
        return Sort.NUMBER
    return found.pop() if len(found) == 1 else Sort.TEXT


def _sort_of(term: Term) -> Sort:
    value = term.value if isinstance(term, Literal) else str(term)
    if isinstance(value, bool):
        return Sort.FLAG
    if isinstance(value, date):
        return Sort.DATE
    if isinstance(value, float):
        return Sort.NUMBER
    if isinstance(value, int) and -BIG <= value < BIG:
        return Sort.WHOLE
    return Sort.NUMBER if isinstance(value, Decimal) and abs(value) < BIG else Sort.TEXT
