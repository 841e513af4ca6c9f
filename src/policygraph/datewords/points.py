"""
What every rule needs: the numbers that dates are written with, the time that was read, and what it may count from.

Years of two figures are none, and years outside 1000 to 2999 are taken for numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..dates import DateProblem, PartialDate
from ..numerals import numeral

if TYPE_CHECKING:
    from datetime import date

HAN = "一二三四五六七八九"
# Four figures; with spaces between them (noise of a PDF) only where no figure stands before.
YEAR = r"(?:[12][0-9]{3}|(?<![0-9][ ])[12](?:[ ]?[0-9]){3})"
YEAR_HAN = rf"(?<![〇零{HAN}十百千万])[一二][〇零0O{HAN}]{{3}}"
MONTH = rf"(?:1[ ]?[0-2]|0[ ]?[1-9]|[1-9]|十[一二]?|[{HAN}])"
DAY = rf"(?:3[ ]?[01]|[12][ ]?[0-9]|0[ ]?[1-9]|[1-9]|三十一?|二?十[{HAN}]?|[{HAN}])"
COUNT = rf"(?:[1-9][ ]?[0-9]?|[二三四五六七八九]?十[{HAN}]?|[两{HAN}])"
SEPARATOR = r"(?:[-~]|—{1,2}|至|到)"


@dataclass(frozen=True, slots=True)
class Context:
    """
    What words may count from: the date that they go on from, the date on which they were written, either or none.

    `whole`: the text is nothing but a date, so that 2024 is a year. `goes_on`: it is the far end of a period that
    begins on `anchor`, so that 8日 is a day of its month.
    """

    anchor: PartialDate | None = None
    written: PartialDate | None = None
    whole: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """
    A time that a text names: the index behind it, its EDTF, the key of the rule that read it, and its largest unit.

    `close` is the EDTF of its end for words that say "up to": 2023年底 is a time about the end of 2023, and what is
    counted up to it is counted up to December.
    """

    end: int
    edtf: str
    rule: str
    unit: str = "year"
    close: str = ""

    @property
    def first(self) -> str:
        """
        Return the EDTF of its begin.
        """
        return self.edtf.partition("/")[0]

    @property
    def last(self) -> str:
        """
        Return the EDTF of its end.
        """
        return self.close or self.edtf.rpartition("/")[2]


def exists(edtf: str) -> bool:
    """
    Say whether there is such a date: no 30 February, nothing that ends before it begins.
    """
    try:
        PartialDate(edtf)
    except DateProblem:
        return False
    return True


def number(text: str) -> int:
    """
    Return the value of figures, with a space of noise or not, or of a Chinese numeral.
    """
    text = text.replace(" ", "")
    return int(text) if text.isdigit() else int(numeral(text.replace("0", "〇").replace("O", "〇")))


def year_of(date_: PartialDate | None) -> int | None:
    """
    Return the one year that a date lies in; None where it is in doubt, a period, or over the turn of a year.
    """
    days = days_of(date_)
    return days[0].year if days and days[0].year == days[1].year else None


def month_of(date_: PartialDate | None) -> tuple[int, int] | None:
    """
    Return the one month that a date lies in, as year and month.
    """
    days = days_of(date_)
    same = days and (days[0].year, days[0].month) == (days[1].year, days[1].month)
    return (days[0].year, days[0].month) if days and same else None


def days_of(date_: PartialDate | None) -> tuple[date, date] | None:
    """
    Return the first and last day of a date without doubt and without sides; None for any other.
    """
    if date_ is None or not date_.edtf.replace("-", "").isdigit():
        return None
    return date_.bounds.begin_earliest, date_.bounds.end_latest
