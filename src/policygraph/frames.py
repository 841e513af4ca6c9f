"""
Answers as frames of pandas and polars and as dictionaries: every list that answers a question can be all these.

A value keeps its type, and what is not known is None: no day is moved into the range of nanoseconds. pandas and polars
are loaded only when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from .errors import PolicygraphError
from .phrases import language
from .sheets import NOTHING, Column, Sort, Table, html, text

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from .sheets import Both

T = TypeVar("T")


class Tabled:
    """
    An answer that is also a table: in a notebook, as frames of pandas or polars, and as dictionaries.

    Columns, their order and their types never depend on the answer's values; only those of SPARQL do.
    """

    __slots__ = ()

    def table(self) -> Table[Any]:
        """
        Return the columns and rows that everything else is made of.
        """
        raise NotImplementedError

    def shown(self) -> Table[Any]:
        """
        Return what people are shown, where that costs less than the whole.
        """
        return self.table()

    @property
    def columns(self) -> tuple[str, ...]:
        """
        The keys of the columns, in order.
        """
        return tuple(column.key for column in self.table().columns)

    def to_dicts(self) -> list[dict[str, Any]]:
        """
        Return a dictionary a row: text, `datetime.date`, int, Decimal, bool, lists of these; None for what is absent.
        """
        table = self.table()
        return [{column.key: column.value(row) for column in table.columns} for row in table.rows]

    def to_pandas(self) -> pd.DataFrame:
        """
        Return a DataFrame of pandas: days as ``datetime64[s]``, numbers that may be absent as ``Int64``.

        Raises:
            PolicygraphError: E608, pandas is not installed.
        """
        pandas: Any = _library("pandas")
        made = {}
        for column, values in self._values():
            dtype = column.sort.value[0] if isinstance(column.sort, Sort) else "object"
            made[column.key] = pandas.Series(values, dtype=dtype)
        frame: pd.DataFrame = pandas.DataFrame(made)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """
        Return a DataFrame of polars: days as ``Date``, citations as a list of structs.

        Raises:
            PolicygraphError: E608, polars is not installed.
        """
        polars: Any = _library("polars")
        made = [
            polars.Series(column.key, values, dtype=_polars_type(polars, column.sort))
            for column, values in self._values()
        ]
        frame: pl.DataFrame = polars.DataFrame(made)
        return frame

    def _values(self) -> Iterable[tuple[Column[Any], list[Any]]]:
        table = self.table()
        for column in table.columns:
            values = [column.value(row) for row in table.rows]
            yield column, values

    def _repr_html_(self) -> str:
        return html(self.shown(), language())

    def __repr__(self) -> str:
        return text(self.shown(), language())


class Answer(Tabled, list[T]):
    """
    A list that is also a table: whatever takes a list takes it, and a slice of it is an answer again.

    Added to another list, or sent to another process, it becomes a plain list; so does one made without columns.
    """

    def __init__(
        self,
        items: Iterable[T] = (),
        columns: Sequence[Column[Any]] = (),
        groups: Callable[[Sequence[T]], Sequence[tuple[Both, Sequence[Any]]]] | None = None,
    ) -> None:
        super().__init__(items)
        self._columns = columns
        self._groups = groups

    def table(self) -> Table[Any]:
        """
        Return the columns and rows of this answer; a row is an item, unless the answer says how to divide one.
        """
        return Table(self._columns, self._groups(self) if self._groups else [(NOTHING, self)])

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Answer[T]: ...

    def __getitem__(self, at: SupportsIndex | slice) -> T | Answer[T]:
        if isinstance(at, slice):
            return Answer(super().__getitem__(at), self._columns, self._groups)
        return super().__getitem__(at)

    def __repr__(self) -> str:
        return super().__repr__() if self._columns else list.__repr__(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as fault:
        if fault.name != name:
            raise
        raise PolicygraphError("E608", package=name, install="'policygraph[frames]'") from None


def _polars_type(polars: Any, sort: Sort | Mapping[str, Sort]) -> Any:
    if isinstance(sort, Sort):
        single = getattr(polars, sort.value[1])
        return polars.List(single) if sort is Sort.TEXTS else single
    return polars.List(polars.Struct({key: getattr(polars, part.value[1]) for key, part in sort.items()}))
