"""
The rows of a table, told from the lines that its cells were broken into.

A row begins with its printed serial number; where rows have none, each line with figures is a row, if there are as
many as the outline says. A label that stands once for several rows (a year) speaks for all of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .cleantext import SPACED_POINT, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Table
    from .cleantext import Line

Row = tuple[list["Line"], list["Line"]]
FIGURES = re.compile(r"(?:^|\s)-?\d[\d,]*(?:\s*\.\s*\d+)?%?(?=\s|$)")


def rows(table: Table, numbers: Sequence[int]) -> tuple[list[Line], dict[int, Row]]:
    """
    Return the lines of the head of a table, and by number the lines that label a row and the row's own.
    """
    if not numbers:
        return table.lines[:1], {}
    head, found = _serial(table, numbers)
    if not found:
        head, found = _figures(table, numbers)
    return head, found


def words(line: Line) -> list[str]:
    """
    Return the words of a line as they stand in columns, figures with their spaced points in one.
    """
    text = SPACED_POINT.sub(".", line.text)
    return [bare(word) for word in text.split()]


def _serial(table: Table, numbers: Sequence[int]) -> tuple[list[Line], dict[int, Row]]:
    starts: list[int] = []
    at = 0
    for number in numbers:
        begins = re.compile(rf"{number}(?:\s|$)")
        while at < len(table.lines) and not begins.match(table.lines[at].text):
            at += 1
        if at == len(table.lines):
            return [], {}
        starts.append(at)
        at += 1
    head = table.lines[: starts[0]]
    again = {bare(line.text) for line in head}
    found: dict[int, Row] = {}
    for number, begin, end in zip(numbers, starts, [*starts[1:], len(table.lines)], strict=True):
        own = [line for line in table.lines[begin:end] if bare(line.text) not in again]
        found[number] = ([], own)
    return head, found


def _figures(table: Table, numbers: Sequence[int]) -> tuple[list[Line], dict[int, Row]]:
    """
    A line with two figures or more is a row; a line without is the head before the first row, else a label.
    """
    for least in (2, 1):
        data = [at for at, line in enumerate(table.lines) if _count(line) >= least]
        if len(data) == len(numbers):
            break
    else:
        return [], {}
    head = table.lines[: data[0]]
    again = {bare(line.text) for line in head}
    label: list[Line] = head[-1:] if head and _count(head[-1]) else []
    head = head[: len(head) - len(label)]
    found, before = {}, data[0]
    for number, at in zip(numbers, data, strict=True):
        new = [line for line in table.lines[before:at] if bare(line.text) not in again]
        label = new or label
        found[number] = (label, [table.lines[at]])
        before = at + 1
    return head, found


def _count(line: Line) -> int:
    return len(FIGURES.findall(line.text))
