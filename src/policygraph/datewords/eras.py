"""
Decades, centuries and the periods of five-year plans: 20世纪80年代, 上世纪九十年代, “十四五”期间.

上世纪 is read only with the date of writing. 十五 alone is a number, and “十四五”规划 in running text a document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .plans import NAME, PLANS, YEARS, period
from .points import HAN, SEPARATOR, YEAR, YEAR_HAN, Point, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .points import Context

CENTURY = rf"(?:[1-9][ ]?[0-9]|二十[一二]?|十[{HAN}]?)"
TENS = r"(?:[0-9][ ]?0|[二三四五六七八九]?十)"
DECADE = re.compile(
    rf"(?<![0-9{HAN}十])(?:(?:(?P<century>{CENTURY})世纪|(?P<word>上个?世纪|本世纪))?"
    rf"(?P<tens>{TENS})|(?P<full>{YEAR}|{YEAR_HAN}))"
    rf"(?:年代(?:(?:[初末早晚]|中后?|前|后)期?)?|(?={SEPARATOR}{TENS}年代))"
)
CENTURIES = re.compile(rf"(?:(?P<century>{CENTURY})世纪|(?P<word>上个?世纪|本世纪))(?:初|末|中叶|[上下前后]半叶)?")
PLAN = re.compile(
    rf'(?:"(?P<quoted>{NAME})"|(?<![{HAN}十第])(?P<plain>{NAME})|第(?P<ordinal>十[一二三四五]?|[{HAN}])个五年(?=规划|计划))'
    r"(?P<word>规划|计划)?(?P<during>时期|期间|期(?=[末初])|(?<=划)期)?(?P<edge>末年|末|初)?"
)


def decade(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    20世纪80年代, 上世纪九十年代, 1980年代; alone, a century: 20世纪.
    """
    if found := DECADE.match(flat, at):
        if found["full"]:
            year = number(found["full"])
            if year % 10 == 0:
                yield Point(found.end(), f"{year // 10}X", "decade")
        elif (century := _century(found, context)) is not None:
            yield Point(found.end(), f"{century:02}{number(found['tens']) // 10}X", "decade")
    # 21世纪 begins many names (21世纪海上丝绸之路).
    if context.whole and (found := CENTURIES.match(flat, at)) and (century := _century(found, context)) is not None:
        yield Point(found.end(), f"{century:02}XX", "century")


def _century(found: re.Match[str], context: Context) -> int | None:
    """
    Return the first two figures of the years of a century: 19 for 20世纪.
    """
    if found["century"]:
        return number(found["century"]) - 1
    base = context.written if found["word"] else context.anchor if context.goes_on else None
    if base is None or not base.edtf[:2].isdigit():
        return None
    return int(base.edtf[:2]) - (1 if (found["word"] or "").startswith("上") else 0)


def plan(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    “十四五”期间, “十四五”末, 第十四个五年规划期. In running text “十四五”规划 is a document, 十五 a number.
    """
    found = PLAN.match(flat, at)
    if not found:
        return
    plain = found["plain"]
    timed = bool(found["during"] or found["edge"] or flat.startswith("以来", found.end()))
    if not timed and (found["word"] or plain) and not (context.whole and (found["word"] or len(plain or "") == 3)):
        return
    first = PLANS[found["quoted"] or plain or f"{found['ordinal']}五"]
    if found["edge"]:
        year = first if found["edge"] == "初" else first + YEARS - 1
        yield Point(found.end(), str(year), "plan-edge")
    else:
        yield Point(found.end(), period(first), "plan")
