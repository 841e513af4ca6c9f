"""
Years, their parts, months and days, with a year in figures, in Chinese numerals, by word (去年), or left out (8月).

What counts from another date is read only where that date is given and lies in one such year, month or day. Where the
text goes on as another word (2022年中国, 2022年冬奥会), it ends with the year. Lunar dates are none, nor is their year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ..dates import PartialDate
from .points import COUNT, DAY, HAN, MONTH, YEAR, YEAR_HAN, Point, days_of, month_of, number, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .points import Context

HALVES = {"上": 40, "下": 41}
QUARTERS = {"一": 33, "二": 34, "三": 35, "四": 36}
SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}
EARLIEST, LATEST = 1000, 2999

# 初 and 中 begin many words (初步, 中国): a date ends with them where no word goes on.
STOPS = r"(?![一-鿿]|[0-9])|(?=[前起以之至到的时])"
EDGE = rf"(?:[底末](?![层部座色线位端子])|[初中终](?:{STOPS}))"
# Months of the lunar calendar, and its days, which have no 日: 腊月, 八月十五, 正月初一.
LUNAR = (
    rf"(?!农历|阴历|夏历|旧历|正月|腊月|冬月|闰|[{HAN}十]{{1,2}}月(?:初[{HAN}十]|廿|[{HAN}十]{{1,3}}(?![{HAN}十日号])))"
)
THEN = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1, "第二年": 1, "下年": 1, "下一年": 1}
THEN |= {"上年": -1, "上一年": -1, "前一年": -1}
NOW = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
MONTHS = {"同月": 0, "当月": 0, "次月": 1, "翌月": 1}
DAYS = {"同日": 0, "当日": 0, "当天": 0, "次日": 1, "翌日": 1}
YEARS_BY_FIGURE = re.compile(
    rf"(?<![0-9])(?<!公元前)(?<!历)(?:公元|公历)?(?:(?P<figure>{YEAR})|(?P<han>{YEAR_HAN}))"
    rf"年(?:度(?![假量过]))?{LUNAR}"
)
YEARS_BY_WORD = re.compile(
    rf"(?<![以今此之每往过])(?P<word>{'|'.join([*THEN, *NOW])})(?:度(?![假量过])|(?![级龄纪均会度])){LUNAR}"
)
PART = re.compile(
    rf"""
    (?P<half>[上下])半年
  | 第?(?P<quarter>[一二三四1-4])季度(?P<closing>[初末底])?
  | 前(?P<quarters>[一二两三1-3])个?季度
  | 前(?P<months>{COUNT})个月
  | (?P<season>[春夏秋冬])(?:季(?!学|招)|天|$)
  | 年?(?P<edge>{EDGE})
  | {LUNAR}(?P<month>{MONTH})月份?(?:(?P<day>{DAY})[日号]|(?P<ten>[上中下])旬|月?(?P<near>{EDGE}))?
    """,
    re.VERBOSE,
)
MAY_BE_BARE = re.compile(rf"(?<![年月第每前0-9〇零{HAN}十百千万两几数/-])(?<![0-9][.,])")
IN_MONTH = re.compile(
    rf"(?P<word>{'|'.join(MONTHS)}|本月)(?:(?P<day>{DAY})[日号]|(?P<ten>[上中下])旬|(?P<near>{EDGE}))?"
)
BARE_TEN = re.compile(rf"(?P<ten>[上中下])旬|月(?P<near>{EDGE})")
BARE_DAY = re.compile(rf"(?P<day>{DAY})[日号]")
ON_DAY = re.compile("|".join(DAYS))
FIGURES = re.compile(
    r"(?<![0-9A-Za-z./-])([12][0-9]{3})([-./])([01]?[0-9])(?:\2([0-3]?[0-9]))?(?![0-9A-Za-z年月日]|[-./][0-9])"
)
NUMBER = re.compile(rf"(?<![0-9])(?:({YEAR})|({YEAR_HAN}))(?![0-9年])")


def year_at(flat: str, at: int, context: Context) -> tuple[int, int, str] | None:
    """
    Return the index behind a year that stands with its 年, the year, and the key of its rule.
    """
    if found := YEARS_BY_FIGURE.match(flat, at):
        year, rule = number(found["figure"] or found["han"]), "year"
    elif found := YEARS_BY_WORD.match(flat, at):
        word = found["word"]
        base = year_of(context.written if word in NOW else context.anchor)
        if base is None:
            return None
        year, rule = base + {**THEN, **NOW}[word], "this-year" if word in NOW else "same-year"
    else:
        return None
    return (found.end(), year, rule) if EARLIEST <= year <= LATEST else None


def of_a_year(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    A year, or a part of one: 2024年8月15日, 二〇二四年上半年, 去年底.
    """
    if found := year_at(flat, at, context):
        end, year, rule = found
        yield Point(end, str(year), rule)
        if part := PART.match(flat, end):
            one = _part(part, year)
            yield replace(one, unit="year", rule=one.rule if rule == "year" else rule)


def bare(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    A part of a year without its year: 8月, 三季度, 年底; or of a month without its month: 中旬, 月底.
    """
    if not MAY_BE_BARE.match(flat, at) and not context.goes_on:
        return
    year, month = year_of(context.anchor), month_of(context.anchor)
    part = PART.match(flat, at)
    if part and year is not None and not (part["edge"] and flat[at] != "年"):
        yield replace(_part(part, year), rule="without-year")
    if month and (ten := BARE_TEN.match(flat, at)):
        yield replace(_in_month(ten, *month), rule="without-year")
    if month and context.goes_on and (day := BARE_DAY.match(flat, at)):
        yield Point(day.end(), f"{month[0]}-{month[1]:02}-{number(day['day']):02}", "day", "day")


def _part(found: re.Match[str], year: int) -> Point:
    end = found.end()
    if found["half"]:
        return Point(end, f"{year}-{HALVES[found['half']]}", "half", "half")
    if found["quarter"]:
        n = number(found["quarter"])
        close = f"{year}-{3 * n:02}" if found["closing"] in ("末", "底") else ""
        return Point(end, f"{year}-{32 + n}", "quarter", "quarter", close)
    if found["quarters"] or found["months"]:
        months = 3 * number(found["quarters"]) if found["quarters"] else number(found["months"])
        return Point(end, f"{year}-01/{year}-{months:02}" if months > 1 else f"{year}-01", "first-months", "part")
    if found["season"]:
        return Point(end, f"{year}-{SEASONS[found['season']]}", "season", "season")
    if found["edge"]:
        # 年中 is the middle of the year, or any time in its course: so the year.
        rule, part, close = {"初": ("year-begin", "-33", ""), "中": ("mid-year", "", "")}.get(
            found["edge"], ("year-end", "-36", f"{year}-12")
        )
        return Point(end, f"{year}{part}", rule, "part", close)
    return _in_month(found, year, number(found["month"]))


def _in_month(found: re.Match[str], year: int, month: int) -> Point:
    """
    A month, or a day, a third, or the begin, middle or end of it.
    """
    said, name = found.groupdict(), f"{year}-{month:02}"
    if said.get("day"):
        return Point(found.end(), f"{name}-{number(said['day']):02}", "day", "month")
    if said["ten"]:
        last = PartialDate(name).bounds.end_latest.day if month <= 12 else 0
        first, last = {"上": (1, 10), "中": (11, 20), "下": (21, last)}[said["ten"]]
        return Point(found.end(), f"{name}-{first:02}/{name}-{last:02}", "ten-days", "month")
    return Point(found.end(), name, "month-edge" if said["near"] else "month", "month")


def figures(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    2024-08-15, 2024.8.15, 2024/8; in running text 2024.8 and 2024/8 may be numbers, so the day or 2024-08 is needed.
    """
    if found := FIGURES.match(flat, at):
        year, sign, month, day = found.groups()
        if context.whole or day or (sign == "-" and len(month) == 2):
            tail = f"-{int(day):02}" if day else ""
            yield Point(found.end(), f"{year}-{int(month):02}{tail}", "figures")
    if context.whole and (alone := NUMBER.match(flat, at)):
        yield Point(alone.end(), str(number(alone[0])), "year")


def of_a_month(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    同月, 当月15日, 次月底; 本月 by the date of writing.
    """
    if found := IN_MONTH.match(flat, at):
        here = month_of(context.written if found["word"] == "本月" else context.anchor)
        if here:
            months = 12 * here[0] + here[1] - 1 + MONTHS.get(found["word"], 0)
            yield replace(_in_month(found, months // 12, months % 12 + 1), rule="same-month")


def of_a_day(flat: str, at: int, context: Context) -> Iterator[Point]:
    """
    同日, 当日, 次日.
    """
    days = days_of(context.anchor)
    if days and days[0] == days[1] and (found := ON_DAY.match(flat, at)):
        try:
            day = days[0] + timedelta(days=DAYS[found[0]])
        except OverflowError:
            return
        yield Point(found.end(), day.isoformat(), "same-day", "day")
