"""
Dates in the words of Chinese policy texts, as EDTF: 2024 年 8 月, 二〇〇四年三月, 2021年上半年, “十四五”期间.

What counts from another date (同年, 近两年) is read only where that date is given. Lunar and regnal dates, years of two
figures and all else that the rules do not cover are refused; of two readings the wider is taken, or none. `RULES` lists
what is read, with its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..dates import MAX, MIN, DateProblem, PartialDate, extent
from .calendar import HALVES, QUARTERS, SEASONS
from .flat import flatten
from .phrases import BEGINNING, Reading, phrase
from .plans import PLAN, PLANS, period
from .points import Context
from .rules import REFUSED, RULES, Rule
from .table import rules_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..dates import Bounds

__all__ = [
    "HALVES",
    "PLAN",
    "PLANS",
    "QUARTERS",
    "REFUSED",
    "RULES",
    "SEASONS",
    "Found",
    "Reading",
    "Rule",
    "closes",
    "contradiction",
    "days_of",
    "find",
    "period",
    "read",
    "rules_table",
]

LONGEST = 80
# What a document says of itself counts from its publication, whatever dates it names.
OF_DOCUMENTS = frozenset(("effective-on-publication", "valid-for", "valid-until"))
AROUND = " ,.;:、。\n"
# With which words that count from another date can be told from those that mean nothing.
ANY_DAY = PartialDate("2001-02-03")
CLOSING = re.compile(r"[底末]为?止?$")


@dataclass(frozen=True, slots=True)
class Found:
    """
    A phrase of time in running text: where it stands (from *start* up to, not with, *end*), its text, its reading.
    """

    start: int
    end: int
    text: str
    reading: Reading


def read(words: str, *, anchor: PartialDate | None = None, written: PartialDate | None = None) -> Reading | None:
    """
    Return what a phrase says, if the whole of it is a date; None where it is none, or not one alone.

    Args:
        words: As printed: full-width forms, spaces inside figures, and brackets around the whole are understood.
        anchor: The date that the words go on from, as a text names it before them, or on which a document was
            published: for 同年, 次月, 8月, 此后, 自发布之日起施行, 有效期三年.
        written: When the words were written, as far as known: for 今年, 近两年, 上世纪.

    Never raises. Words of more than 80 characters are no date.
    """
    return _read(words, anchor, written) if len(words) <= LONGEST else None


@lru_cache(maxsize=1 << 14)
def _read(words: str, anchor: PartialDate | None, written: PartialDate | None) -> Reading | None:
    flat = flatten(words)[0].strip(AROUND)
    if flat.startswith("(") and flat.endswith(")"):
        flat = flat[1:-1].strip(AROUND)
    found = phrase(flat, 0, Context(anchor, written, whole=True))
    return found[1] if found and found[0] == len(flat) else None


def find(text: str, *, anchor: PartialDate | None = None, written: PartialDate | None = None) -> Iterator[Found]:
    """
    Yield the phrases of time in running text, in order; none overlaps another, and each reads alone as it does here.

    A year needs its 年 here, and figures that may be something else (2024.8, 十五) are passed over. *anchor* and
    *written* are as for `read`; none is taken from the text itself. Once the text names a date of its own, 同年 or 8月
    may go on from that one, and is passed over; 自发布之日起 and 有效期三年 still count from the anchor. Linear in its
    length.
    """
    flat, at = flatten(text)
    context = Context(anchor, written)
    index, named = 0, False
    while begin := BEGINNING.search(flat, index):
        index = begin.start()
        found = phrase(flat, index, context)
        if found is None:
            index += 1
            continue
        start, end = at[index], at[found[0] - 1] + 1
        reading = read(text[start:end], anchor=anchor, written=written)
        own = read(text[start:end], written=written) == reading
        if reading and (own or not named or reading.rule in OF_DOCUMENTS):
            yield Found(start, end, text[start:end], reading)
            named = named or (own and reading.date is not None)
        index = found[0]


def contradiction(words: str, dated: PartialDate, *, written: PartialDate | None = None) -> Reading | None:
    """
    Return how the words of a source read, where that cannot be the date that a record gives; else None.

    They contradict where no day of one can be a day of the other; after 截至 and 到, where their ends cannot be one.
    Words that cannot be read contradict nothing.
    """
    reading = read(words, written=written)
    if reading is None or reading.date is None:
        return None
    said, given = _extent(reading.date.bounds, reading.rule), _extent(dated.bounds, reading.rule)
    return reading if said[1] < given[0] or given[1] < said[0] else None


def closes(words: str) -> bool:
    """
    Say whether words name the end of a year, month or part of a year, or the time up to it: 截至2023年底, 9月末.

    截至2024年9月 does not: it may have been written on any day of September.
    """
    found = CLOSING.search(flatten(words)[0].strip(AROUND)) if len(words) <= LONGEST else None
    return found is not None and read(words, anchor=ANY_DAY, written=ANY_DAY) is not None


def _extent(bounds: Bounds, rule: str) -> tuple[date, date]:
    return bounds.end_earliest if rule == "until" else bounds.begin_earliest, bounds.end_latest


def days_of(text: str) -> tuple[date, date]:
    """
    Return the first and last day of what a person typed: ``2022-03``, EDTF such as ``199X``, ``2021-33`` or
    ``2021/2025``, or words such as 2021年上半年 or “十四五”期间.

    Raises:
        DateProblem: E301 to E303 or E305, it is no date; E307, it counts from another date (去年) or is open
            (2019年以来, ``2019/..``).
    """
    try:
        return extent(text)
    except DateProblem as fault:
        if fault.code != "E301":
            raise
        reading = read(text)
        if reading is None or reading.date is None:
            relative = read(text, anchor=ANY_DAY, written=ANY_DAY)
            if relative and relative.date:
                raise DateProblem("E307", text=text) from None
            raise fault from None
        bounds = reading.date.bounds
        if bounds.begin_earliest == MIN or bounds.end_latest == MAX:
            raise DateProblem("E307", text=text) from None
        return bounds.begin_earliest, bounds.end_latest
