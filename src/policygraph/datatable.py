"""
A data table written as a table: one record for the data set, and one observation for each cell that has a value.

A row is one passage. A column is a key of observations (its cell is that key's value for the row), or names
what its cells are: the region or the indicator that they measure, or a mapping of keys. A cell ``-`` was printed
without a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import Place, problem
from .values import Mapping, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .errors import Problem
    from .model import Thing
    from .ontology import Ontology
    from .values import Value

TABLE = "table"
NO_VALUE = "-"
OWN = frozenset((TABLE, "title", "columns", "rows", "numbers"))


def expand(record: Mapping, ontology: Ontology, things: dict[str, Thing], problems: list[Problem]) -> Iterator[Mapping]:
    """
    Yield a record as it is, or a table as the records that it stands for.

    Whether a column's slug is a region or an indicator is only known when *things* are.
    """
    if next(iter(record), "") != TABLE:
        yield record
        return
    place = record.place or Place("")
    slug, at = record[TABLE], record.get("at", "")
    if not isinstance(slug, str) or not isinstance(at, str):
        key = "at" if isinstance(slug, str) else TABLE
        problems.append(problem(place_of(record[key], place), "E104", key=key, want="text", found="a list or mapping"))
        return
    yield _like(record, {"dataset": slug, **{k: v for k, v in record.items() if k in ("title", "at")}})
    rows, columns = _list(record, "rows", place, problems), _list(record, "columns", place, problems)
    numbers = record.get("numbers", [])
    keys = ontology.kinds["observation"].properties
    shared = {key: value for key, value in record.items() if key not in OWN}
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != len(columns):
            found = len(row) if isinstance(row, list) else 1
            problems.append(problem(place_of(row, place), "E114", row=number, found=found, want=len(columns)))
            continue
        printed = numbers[number - 1] if isinstance(numbers, list) and number <= len(numbers) else str(number)
        about = {
            c: cell for c, cell in zip(columns, row, strict=True) if isinstance(c, str) and c in keys and c != "value"
        }
        base = {**shared, **about, "dataset": slug, "at": f"{at}/r{printed}"}
        for index, (column, cell) in enumerate(zip(columns, row, strict=True), 1):
            if (isinstance(column, str) and column in about) or cell == NO_VALUE:
                continue
            yield _like(record, _cell(f"{slug}-r{printed}-c{index}", base, column, cell, things), place_of(cell, place))


def _cell(slug: str, base: dict[str, Value], column: Value, cell: Value, things: dict[str, Thing]) -> dict[str, Value]:
    own: dict[str, Value] = {}
    if isinstance(column, dict):
        own = dict(column)
    elif isinstance(column, str) and column != "value":
        thing = things.get(column)
        own = {"indicator" if thing and thing.kind.key == "indicator" else "area": column}
    if isinstance(cell, dict):
        own.update({key: value for key, value in cell.items() if key != "value"})
        cell = cell.get("value", "")
    return {"observation": slug, **base, **own, "value": cell}


def _list(record: Mapping, key: str, place: Place, problems: list[Problem]) -> list[Value]:
    value = record.get(key)
    if isinstance(value, list):
        return value
    problems.append(problem(place_of(value, place), "E104", key=key, want="a list", found="text"))
    return []


def _like(record: Mapping, values: dict[str, Value], place: Place | None = None) -> Mapping:
    made = Mapping(values)
    made.place = place or record.place
    made.keys_at = record.keys_at
    return made
