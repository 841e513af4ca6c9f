"""
Things, links and statements as CSV for spreadsheets, as CSV that Neo4j imports, and as Parquet.

A spreadsheet gets a byte-order mark and no formulas; Neo4j gets typed headers and the texts as they are, each on one
line. Parquet keeps every type: days, whole numbers, lists. pyarrow is loaded only when Parquet is asked for.
"""

from __future__ import annotations

import csv
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

from ..errors import PolicygraphError
from ..sheets import Sort
from ..tabular import Sheet
from .columns import EDGE, NODE, SAID
from .xmlgraph import BETWEEN, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ..sheets import Column
    from .rows import Rows

BATCH = 10_000
# Neo4j's own sign between the items of a list; where a name holds it, its full-width form stands instead.
ITEMS = ";"
WIDE = "；"
TYPES = {Sort.TEXT: "string", Sort.TEXTS: "string[]", Sort.DATE: "date", Sort.WHOLE: "long"}
NODE_HEAD = {"id": "id:ID", "kind": "kind:string"}
EDGE_HEAD = {"source": ":START_ID", "target": ":END_ID"}


def write_csv(rows: Rows, folder: Path) -> None:
    """
    Write ``nodes.csv``, ``edges.csv`` and ``statements.csv`` for spreadsheets; the items of a list stand between ``|``.
    """
    for name, columns, found in _tables(rows):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            sheet = Sheet(file, [column.key for column in columns])
            for row in found:
                sheet.add(_shown(column, row) for column in columns)


def write_neo4j(rows: Rows, folder: Path) -> None:
    """
    Write ``nodes.csv`` and ``edges.csv`` for ``neo4j-admin database import``, which needs no option to read them.

    A node's label is its kind (``ProposedThing``), a relationship's type the local name of its property; the property's
    whole IRI stands beside it.
    """
    with (folder / "nodes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(_typed(column, NODE_HEAD) for column in NODE), ":LABEL"])
        for node in rows.nodes():
            label = "".join(word.capitalize() for word in node.thing.kind.split("-"))
            writer.writerow([*(_plain(column, node) for column in NODE), label])
    with (folder / "edges.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(_typed(column, EDGE_HEAD) for column in EDGE), ":TYPE"])
        for edge in rows.edges():
            kind = edge.property.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            writer.writerow([*(_plain(column, edge) for column in EDGE), kind])


def write_parquet(rows: Rows, folder: Path) -> None:
    """
    Write ``nodes.parquet``, ``edges.parquet`` and ``statements.parquet``.

    Raises:
        PolicygraphError: E608, pyarrow is not installed.
    """
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise PolicygraphError("E608", package="pyarrow", install="'policygraph[parquet]'") from None
    types = {
        Sort.TEXT: arrow.string(),
        Sort.TEXTS: arrow.list_(arrow.string()),
        Sort.DATE: arrow.date32(),
        Sort.WHOLE: arrow.int64(),
    }
    for name, columns, found in _tables(rows):
        schema = arrow.schema([(column.key, types[_sort(column)]) for column in columns])
        with parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for batch in _batches(found):
                values = {column.key: [column.value(row) for row in batch] for column in columns}
                writer.write_table(arrow.Table.from_pydict(values, schema=schema))


def _tables(rows: Rows) -> Iterator[tuple[str, Sequence[Column[Any]], Iterator[Any]]]:
    yield "nodes", NODE, rows.nodes()
    yield "edges", EDGE, rows.edges()
    yield "statements", SAID, rows.statements()


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _sort(column: Column[Any]) -> Sort:
    return column.sort if isinstance(column.sort, Sort) else Sort.TEXT


def _shown(column: Column[Any], row: object) -> str:
    value = column.value(row)
    if value is None:
        return ""
    return clean(BETWEEN.join(value) if column.sort is Sort.TEXTS else str(value))


def _typed(column: Column[Any], special: dict[str, str]) -> str:
    return special.get(column.key) or f"{column.key}:{TYPES[_sort(column)]}"


def _plain(column: Column[Any], row: object) -> str:
    value = column.value(row)
    if value is None:
        return ""
    text = ITEMS.join(item.replace(ITEMS, WIDE) for item in value) if column.sort is Sort.TEXTS else str(value)
    return " ".join(clean(text).splitlines())
