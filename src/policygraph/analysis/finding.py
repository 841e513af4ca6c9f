"""
What an analysis found: a question, its answer as a table, how it was measured, what to beware of, and its evidence.

Every row carries the statements that it rests on and SPARQL that lists them, so that a report can lead from a number to
the passages. A finding is a table for notebooks too: its columns depend on the question alone, never on the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .. import sheets
from ..citations import cited, said
from ..entities import Entity
from ..frames import Tabled
from ..phrases import PHRASES
from ..sheets import NOTHING, Sort, worded

if TYPE_CHECKING:
    from ..citations import Citation
    from ..entities import Fact
    from ..ontology import Both
    from .nulls import Chance
    from .reading import Reading, Scope


@dataclass(frozen=True, slots=True)
class Span:
    """
    A number that is known to lie between two others; None where nothing limits it.
    """

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Words:
    """
    Words in Chinese and in English.
    """

    zh: str
    en: str


Cell = Entity | tuple[Entity, ...] | int | float | Span | Words | None


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a finding: its key in JSON, its heading, and what its cells are.

    The sort is Entity, tuple (of entities), int, float, Span or Words; any cell may be None.
    """

    key: str
    name: Both
    sort: type[Any]


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of an answer, the statements behind it, and SPARQL that lists these.
    """

    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number about a whole network, and what chance would give where that was tried.
    """

    key: str
    name: Both
    value: Cell
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """
    What a finding asks, how it is measured, by which algorithm of whom, and what to beware of.
    """

    question: Both
    method: Both
    sources: tuple[str, ...]
    caveat: Both


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Tabled):
    """
    An answer: `key` names it, `about` words it, `rows` are its table, and `query` lists all statements behind it.

    `total` is how many rows there are, of which only the first may have been worked out. `things` and `links` count the
    network that was measured, `undated` the policies and programmes that the day of `scope` left out for want of a
    date. As a table it has a row a row, with what is nested laid flat, the number of statements, passages and SPARQL.
    """

    key: str
    about: Method
    headings: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    figures: tuple[Figure, ...]
    query: str
    scope: Scope
    things: int
    links: int
    undated: int = 0
    notes: tuple[Both, ...] = field(default=())

    def table(self) -> sheets.Table[Row]:
        """
        Return the rows; of a thing its id and names, of many their ids, of a span the least and the most.
        """
        columns: tuple[sheets.Column[Row], ...] = (
            *(flat for number, column in enumerate(self.headings) for flat in _flat(column, number)),
            sheets.Column("statements", lambda row: len(row.facts), Sort.WHOLE),
            *cited(_cited),
            sheets.Column("sparql", lambda row: row.query),
        )
        return sheets.Table(columns, [(NOTHING, self.rows)], title=self.about.question)


def chances(found: Chance | None) -> tuple[float | None, ...]:
    """
    Return the cells of what chance gives: mean, z and p; empty where no draws were made.
    """
    return (found.mean, found.z, found.p) if found else (None, None, None)


def by_id(reading: Reading) -> dict[str, Entity]:
    """
    Return the things of a reading by their ids, which are the nodes of networks.
    """
    return {entity.id: entity for entity in reading.things.values()}


def _cited(row: Row) -> list[Citation]:
    return sorted({citation for fact in row.facts for citation in fact.citations})


def _flat(column: Column, number: int) -> Iterator[sheets.Column[Row]]:
    """
    Yield the columns of plain values that one column of cells becomes.
    """
    key, name = column.key, column.name

    def part(take: Callable[[Any], Any]) -> Callable[[Row], Any]:
        return lambda row: None if row.cells[number] is None else take(row.cells[number])

    def both(take: Callable[[Any], Both]) -> Callable[[Row], Both]:
        return lambda row: NOTHING if row.cells[number] is None else take(row.cells[number])

    if column.sort is Entity:
        yield sheets.Column(key, part(lambda thing: thing.id))
        shown = both(lambda thing: thing.both)
        names = both(lambda thing: (thing.label, thing.english))
        yield from worded(f"{key}_label", names, name, lambda row, lang: said(shown(row), lang))
    elif column.sort is tuple:
        yield sheets.Column(key, part(lambda things: [thing.id for thing in things]), Sort.TEXTS)
        labels = part(lambda things: "、".join(thing.label for thing in things))
        yield sheets.Column(f"{key}_labels", labels, heading=name)
    elif column.sort is Words:
        yield from worded(key, both(lambda words: (words.zh, words.en)), name)
    elif column.sort is Span:
        least, most = PHRASES["low"], PHRASES["high"]
        low, high = ((f"{name[0]}（{side[0]}）", f"{name[1]} ({side[1]})") for side in (least, most))
        yield sheets.Column(f"{key}_low", part(lambda span: span.low), Sort.WHOLE, low)
        yield sheets.Column(f"{key}_high", part(lambda span: span.high), Sort.WHOLE, high)
    elif column.sort is int:
        yield sheets.Column(key, part(int), Sort.WHOLE, name)
    else:
        rounded = part(lambda value: f"{value:.3g}")
        yield sheets.Column(key, part(float), Sort.NUMBER, name, lambda row, _: rounded(row) or "")
