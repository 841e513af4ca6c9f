"""
Calendar dates that may be known only to the day, month, season, year, decade or century, and the days they may lie on.

A date keeps what its source said (as EDTF, Library of Congress 2019: levels 0 and 1, and the parts of a year of level
2) and the first and last day on which it may have begun and ended. From these bounds, and from nothing else, "on this
day?" is answered: certain, possible, or no.

Lunar and regnal dates, dates in words, times of day, and years outside 0001 to 9999 are refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import InitVar, dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from .errors import PolicygraphError

MIN = date(1, 1, 1)
MAX = date(9999, 12, 31)
DAY = timedelta(days=1)

# Only the full-width forms and dashes of Chinese text, not all of NFKC: that would read the footnote mark in
# "2022-3²" as a digit, and make of March the southern winter 2022-32.
ASCII = {0xFF01 + n: 0x21 + n for n in range(94)}
ASCII |= {ord(dash): ord("-") for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63"}

DATE = re.compile(
    r"""
    (?! 0000 | 000X | 00XX )
    (?: ( [0-9]{3}X | [0-9]{2}XX )                                        # 198X, 19XX
      | ( [0-9]{4} )                                                      # 2021, alone or with:
        (?: -XX (?: -XX )? | - ([0-9]{2}) (?: - ( [0-9]{2} | XX ) )? )?   # -XX, -XX-XX, -05, -05-XX, -05-06, -33
    )
    ( [~?%]? )
    """,
    re.VERBOSE,
)
TYPED = re.compile(r"[0-9]{4}(?:-(?!2[1-9]|3|4[01])[0-9]{2}|-[0-9]{2}-[0-9]{2})?")
BEYOND = re.compile(r"(?:Y-?[0-9]+|000X|00XX)[~?%]?")
LONGEST = len("2021-05-XX~/2021-06-XX~")

# Code of a part of a year -> its first month and its length in months. EDTF leaves the months of seasons to its users;
# these are the meteorological ones, and a season belongs to the year it begins in: winter 2021 ends in February 2022.
SEASONS = {21: 3, 22: 6, 23: 9, 24: 12, 25: 3, 26: 6, 27: 9, 28: 12, 29: 9, 30: 12, 31: 3, 32: 6}
PARTS = {
    **{month: (month, 1) for month in range(1, 13)},
    **{code: (month, 3) for code, month in SEASONS.items()},
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},
}


class DateProblem(PolicygraphError, ValueError):  # noqa: N818 (a ValueError whose name says what it is about)
    """
    A text that is no date: E301 not one, E302 no such day, E303 ends before it begins, E305 a year that EDTF can write
    (``Y17000``, ``00XX``) but that reaches beyond 0001 to 9999; or not the date that is asked for: E306 more than one
    day, E307 without a first and last day of its own.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, **params)


class Fit(Enum):
    """
    How surely something holds on a day or in a stretch of days, most certain first.
    """

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, order=True, slots=True)
class Bounds:
    """
    The first and last day on which a thing may have begun, and on which it may have ended; both ends count as its days.

    `MIN` and `MAX` stand where nothing limits it. A thing that happened once, in a month not known to the day, has
    ``begin_latest`` after ``end_earliest``: no day is certain, though the month is.
    """

    begin_earliest: date
    begin_latest: date
    end_earliest: date
    end_latest: date

    @property
    def known_begin(self) -> date:
        """
        Where it stands in an order of time: its earliest begin, or its latest where it may have begun at any time.
        """
        return self.begin_earliest if self.begin_earliest > MIN else self.begin_latest

    def at(self, day: date) -> Fit:
        """
        Return how surely the thing held on *day*: certain from its latest begin to its earliest end.
        """
        return self.overlaps(day, day)

    def overlaps(self, first: date, last: date) -> Fit:
        """
        Return how surely the thing held on at least one day from *first* to *last*, both counted.

        Certain: even the latest begin is not after *last*, and even the earliest end is not before *first*; so
        "2022-03" is certain for all of 2022, though for none of its days. No: even the earliest begin is too late, or
        even the latest end too early. Possible: all else. Begin and end need not be tried together, for each spoils it
        alone.

        Raises:
            DateProblem: E303, *last* is before *first*.
        """
        if last < first:
            raise DateProblem("E303", begin=str(first), end=str(last))
        if last < self.begin_earliest or self.end_latest < first:
            return Fit.NO
        if self.begin_latest <= last and first <= self.end_earliest:
            return Fit.CERTAIN
        return Fit.POSSIBLE


@dataclass(frozen=True, order=True, slots=True, repr=False)
class PartialDate:
    """
    A date as its source gave it, known to whatever precision: ``edtf`` is its canonical text, ``bounds`` its days.

    Args:
        text: One of
            ``2022``, ``2022-03``, ``2022-03-05``: a year, month, day;
            ``198X``, ``19XX``: a decade, a century (1900 to 1999);
            ``2021-XX``, ``2021-XX-XX``, ``2021-05-XX``: known to lie in 2021, in May 2021;
            ``2021-21`` to ``-24``: spring (March to May), summer, autumn, winter (December to February of 2022);
            ``2021-25`` to ``-28``, ``-29`` to ``-32``: the same, expressly northern, southern (spring from September);
            ``2021-33`` to ``-36`` quarters, ``-37`` to ``-39`` thirds, ``-40`` and ``-41`` halves of the year;
            any of these with ``~`` (about), ``?`` (uncertain) or ``%`` (both) at its end;
            two of these as ``begin/end``, where one side may be ``..`` (open: it goes on) or empty (unknown).
            Full-width forms and Chinese dashes are read as their ASCII; the caller keeps the source's words.

    Raises:
        DateProblem: E301, E302, E303 or E305.

    A plain date says that something happened, or held, at a time that lies somewhere in it: both begin and end lie
    between its first and its last day. After ``~``, ``?`` and ``%`` the days reach out by the date's own length on each
    side (``2022~`` is 2021 to 2023, ``2022-03?`` is February to April), for EDTF sets no distance.

    In ``begin/end`` each side limits the other too, since nothing ends before it begins: ``2022-06/2022`` cannot end
    before June. So an unknown end (``2021/``) lies between the first day of 2021 and `MAX`, not after the last day of
    2021: it may have begun and ended in January. Sides that overlap are fine; sides that cannot be in order are not.

    Dates are equal if their canonical texts are; they sort by their bounds, then by their texts.
    """

    text: InitVar[str]
    bounds: Bounds = field(init=False, hash=False)
    edtf: str = field(init=False)

    def __post_init__(self, text: str) -> None:
        edtf, bounds = _parse(_short(text))
        object.__setattr__(self, "edtf", edtf)
        object.__setattr__(self, "bounds", bounds)

    @property
    def lasting(self) -> Bounds:
        """
        The bounds of a period that is named by whole years, months or parts of a year: it lasts to their last day.

        "2016—2020" in the title of a plan names the years that it is for, not two days on which something happened, so
        its end is sure: 31 December 2020. When in its first year it begins is not said by that, and stays open; as does
        an end that is masked (``202X``), doubtful (``2020~``) or open.
        """
        end = DATE.fullmatch(self.edtf.rpartition("/")[2])
        bounds = self.bounds
        if end is None or end[1] or end[5] or "X" in end[0]:
            return bounds
        return Bounds(bounds.begin_earliest, bounds.begin_latest, bounds.end_latest, bounds.end_latest)

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"PartialDate({self.edtf!r})"


@lru_cache(maxsize=1 << 16)
def dated(edtf: str) -> PartialDate:
    """
    Return a date; sources name the same dates again and again.
    """
    return PartialDate(edtf)


@dataclass(frozen=True, slots=True)
class Interval:
    """
    The time for which a thing is in force or operating: from the begin of *begin* to the end of *end*.

    Args:
        begin: When it began; of a period (``2021/2025``) only its begin counts here.
        end: When it ended; of a period only its end counts, so one period may be given as both. None: no end is known.
        vouched: The latest day on which a source presents it as operating. Not used where an end is given.

    Raises:
        DateProblem: E303, it must have ended before it began.

    Without an end it is certain up to the vouched day, or else on the last day it can have begun on, for what is issued
    in March is taken to hold as March ends; after that it stays possible. With an end, the bounds are those of
    ``begin/end``.
    """

    begin: PartialDate
    end: PartialDate | None = None
    vouched: date | None = None
    bounds: Bounds = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        begin = self.begin.bounds
        if self.end is None:
            end_earliest = max(begin.begin_latest, self.vouched or MIN)
            bounds = Bounds(begin.begin_earliest, begin.begin_latest, end_earliest, MAX)
        else:
            end = self.end.bounds
            begins, ends = (begin.begin_earliest, begin.begin_latest), (end.end_earliest, end.end_latest)
            bounds = _in_order(begins, ends, self.begin.edtf, self.end.edtf)
        object.__setattr__(self, "bounds", bounds)

    def at(self, day: date) -> Fit:
        """
        Return how surely the thing was in force, or operating, on *day*.
        """
        return self.bounds.at(day)


def extent(text: str) -> tuple[date, date]:
    """
    Return the first and last day that a date written as EDTF may lie on: of a decade (``199X``), a part of a year, a
    doubtful date or a period as of a day.

    Raises:
        DateProblem: E301, E302, E303 or E305; E307, an open or unknown side.
    """
    bounds = PartialDate(text).bounds
    if bounds.begin_earliest == MIN or bounds.end_latest == MAX:
        raise DateProblem("E307", text=text)
    return bounds.begin_earliest, bounds.end_latest


def span(text: str) -> tuple[date, date]:
    """
    Return the first and last day of the year, month or day that a person typed, such as ``2022-03``.

    Raises:
        DateProblem: E301 or E302; decades, parts of a year, periods and doubtful dates are refused here.
    """
    typed = _short(text).translate(ASCII)
    if not TYPED.fullmatch(typed):
        raise DateProblem("E301", text=text)
    return _days(typed)


def _short(text: str) -> str:
    # Before the cache, so that it never holds on to megabytes that someone sent as a date.
    if len(text) > LONGEST:
        raise DateProblem("E301", text=text if len(text) <= 80 else f"{text[:80]}…")
    return text


@lru_cache(maxsize=1 << 16)
def _parse(text: str) -> tuple[str, Bounds]:
    """
    Return the canonical text and the bounds of a date or of ``begin/end``; sources name the same dates again and again.
    """
    edtf = text.translate(ASCII)
    begin, slash, end = edtf.partition("/")
    if not slash:
        first, last = _days(edtf)
        return edtf, Bounds(first, last, first, last)
    if {begin, end} <= {"", ".."}:
        raise DateProblem("E301", text=text)  # "/" and "../.." name no day at all
    return edtf, _in_order(_side(begin, MIN), _side(end, MAX), begin, end)


def _side(text: str, limit: date) -> tuple[date, date]:
    """
    Return the first and last day of one side of a period; *limit* is where that side lies if it is open.
    """
    if text == "..":
        return limit, limit
    return _days(text) if text else (MIN, MAX)


def _in_order(begins: tuple[date, date], ends: tuple[date, date], begin: str, end: str) -> Bounds:
    """
    Return the bounds of what begins and ends on these days, without those on which it would end before it begins.
    """
    if ends[1] < begins[0]:
        raise DateProblem("E303", begin=begin, end=end)
    return Bounds(begins[0], min(begins[1], ends[1]), max(begins[0], ends[0]), ends[1])


def _days(text: str) -> tuple[date, date]:
    """
    Return the first and last day of a plain date, reaching out by its own length on each side where it is doubtful.
    """
    found = DATE.fullmatch(text)
    if not found:
        raise DateProblem("E305" if BEYOND.fullmatch(text) else "E301", text=text)
    masked, year, part, day, doubt = found.groups()
    if masked:
        return _months(int(masked.replace("X", "0")), 1, 12 * 10 ** masked.count("X"), doubt)
    month, length = PARTS.get(int(part), (0, 0)) if part else (1, 12)
    if not month or (day and length > 1):
        raise DateProblem("E302", text=text)
    if day is None or day == "XX":
        return _months(int(year), month, length, doubt)
    try:
        known = date(int(year), month, int(day))
    except ValueError:
        raise DateProblem("E302", text=text) from None
    return (max(known, MIN + DAY) - DAY, min(known, MAX - DAY) + DAY) if doubt else (known, known)


def _months(year: int, month: int, length: int, doubt: str) -> tuple[date, date]:
    """
    Return the first and last day of *length* months, reaching out by as many on each side if there is *doubt*.
    """
    start = 12 * year + month - 1
    spread = length if doubt else 0
    before, after = start - spread, start + length + spread
    first = date(before // 12, before % 12 + 1, 1) if before >= 12 else MIN
    last = date(after // 12, after % 12 + 1, 1) - DAY if after < 120000 else MAX
    return first, last
