"""
Every table of the book comes back from the graph row by row, as somebody typed it apart from the records.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from policygraph.query import bind, named, run
from policygraph.store import Store

TYPED = Path(__file__).parent / "fixtures" / "tables"
POLICY = {
    "pinggu-1": "pinggu/1.1/t1",
    "pinggu-3": "pinggu/1.3/t3",
    "haidian-1": "haidian/2.4/t1",
    "haidian-2": "haidian/2.4/t2",
}
DATA = [f"general-{number}" for number in range(1, 11)]
PLACES = {
    **{"全国": "中华人民共和国", "北京": "北京市", "天津": "天津市", "河北": "河北省", "京津冀": "京津冀"},
    **{"上海": "上海市", "江苏": "江苏省", "浙江": "浙江省"},
}
YEAR = re.compile(r"(?:19|20)\d\d")


def typed(name: str) -> list[dict[str, str]]:
    with (TYPED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def answered(store: Store, query: str, table: str) -> list[dict[str, str]]:
    rows = run(store, bind(store, named(query), {"table": table}))
    return [{key: str(value) for key, value in row.items()} for row in rows]


def plain(title: str) -> str:
    return re.sub(r"[\s“”\"]", "", title).replace("（", "(").replace("）", ")")


@pytest.mark.parametrize("name", POLICY)
def test_a_policy_table_of_the_book_comes_back_row_by_row(store: Store, name: str):
    found = answered(store, "documents-of-table", POLICY[name])

    assert [(r["row"], r["date"], plain(r["title"]), r.get("number", "")) for r in found] == [
        (r["row"], r["date"], plain(r["title"]), r["document_number"]) for r in typed(name)
    ]


@pytest.mark.parametrize("name", DATA)
def test_a_data_table_of_the_book_comes_back_cell_by_cell(store: Store, name: str):
    """
    Values in order of rows and columns; where a label names a place or a year, the cell is of that place and year.
    """
    found = answered(store, "cells-of-table", name.replace("-", "-t"))
    cells = typed(name)

    by_row = {row: [Decimal(c["value"]) for c in group] for row, group in groupby(found, lambda c: c["row"])}
    assert by_row == {row: [Decimal(c["value"]) for c in group] for row, group in groupby(cells, lambda c: c["row"])}
    for cell, printed in zip(found, cells, strict=True):
        labels = re.split(r"\s*\|\s*", f"{printed['row_labels']} | {printed['column']}")
        places = [PLACES[label] for label in labels if label in PLACES]
        years = [year for label in labels for year in YEAR.findall(label)]
        assert not places or cell["place"] in places, (cell, printed)
        assert not years or years[0] in cell["period"], (cell, printed)
