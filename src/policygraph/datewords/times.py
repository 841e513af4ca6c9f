"""
The longest time at a place: a point, or a period between two points.

Of a period, one end may leave out what the other says (2017—2030年, 2023年3—6月, 2023年12月至次年2月).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..dates import PartialDate
from .calendar import bare, figures, of_a_day, of_a_month, of_a_year, year_at
from .eras import decade, plan
from .points import DAY, HAN, MONTH, SEPARATOR, YEAR, YEAR_HAN, Point, exists, number, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .points import Context

READERS = (of_a_year, bare, figures, decade, plan, of_a_month, of_a_day)
TO = re.compile(SEPARATOR)
# The near end of a period without its unit, which the far end has: 2017—2030年, 2023年3—6月, 一至三季度.
YEAR_HEAD = re.compile(rf"(?<![0-9{HAN}十.])({YEAR}|{YEAR_HAN})(?={SEPARATOR})")
HEAD = re.compile(rf"(?<![0-9{HAN}十.])(?:(?P<month>{MONTH})月)?第?(?P<n>{DAY})(?={SEPARATOR})")


def point(flat: str, at: int, context: Context) -> Point | None:
    """
    Return the longest time that a flat text names at an index; None where it names none, or one that does not exist.
    """
    found = [one for read in READERS for one in read(flat, at, context) if exists(one.edtf)]
    return max(found, key=lambda one: one.end, default=None)


def time(flat: str, at: int, context: Context) -> Point | None:
    """
    Return the longest point or period at an index.
    """
    near = point(flat, at, context)
    found = [near, *(_range(near, flat, context) if near else ()), *_shared(flat, at, context)]
    return max((one for one in found if one), key=lambda one: one.end, default=None)


def _range(near: Point, flat: str, context: Context) -> Iterator[Point]:
    """
    A period whose near end stands with its unit: 2022年3月至2026年, 2023年12月至次年2月, 20世纪80—90年代.
    """
    far = _far(flat, near.end, near.first, context)
    # The far end leaves out only what the near one says: 2023年至3月 is no period.
    if far and len(near.first) >= {"year": 0, "day": 10}.get(far.unit, 7):
        yield from _period(near.first, far, near.unit)


def _shared(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    A period whose ends share their unit: 2017—2030年, 2023年3—6月, 2023年3月5—8日, 一至三季度.
    """
    if head := YEAR_HEAD.match(flat, at):
        first, far = str(number(head[1])), _far(flat, head.end(), str(number(head[1])), context)
        if far and far.unit == "year":
            yield from _period(first, far)
        return
    own = year_at(flat, at, context)
    year = own[1] if own else year_of(context.anchor)
    head = HEAD.match(flat, own[0] if own else at)
    if head is None or year is None:
        return
    name = f"{year}-{number(head['month']):02}" if head["month"] else str(year)
    far = _far(flat, head.end(), name, context)
    n, unit = number(head["n"]), far.unit if far else ""
    if far and not head["month"] and (unit == "month" or (unit == "quarter" and n <= 4)):
        yield from _period(f"{year}-{n + 32 if unit == 'quarter' else n:02}", far)
    if far and unit == "day" and head["month"]:
        yield from _period(f"{name}-{n:02}", far)


def _far(flat: str, at: int, near: str, context: Context) -> Point | None:
    """
    Return the far end of a period that stands behind its dash; what it leaves out is as in *near*.
    """
    sign = TO.match(flat, at)
    if sign is None or not exists(near):
        return None
    return point(flat, sign.end(), replace(context, anchor=PartialDate(near), goes_on=True))


def _period(first: str, far: Point, unit: str = "year") -> Iterator[Point]:
    if exists(first) and exists(f"{first}/{far.last}"):
        yield Point(far.end, f"{first}/{far.last}", "range", unit)
