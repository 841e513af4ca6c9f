"""
A whole phrase of time: a point or a period, with the words around it that say since when, until when, or about when;
and the words of documents about their own force (自发布之日起施行, 有效期三年, 试行).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ..dates import DAY as ONE_DAY
from ..dates import PartialDate
from .points import COUNT, HAN, exists, number, year_of
from .times import point, time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .points import Context

FOLLOWS = r"(?![一-鿿])"
FROM = re.compile("[自从由]")
GAP = r"[^0-9,.;:!?。、\"()\n]{0,16}?"
SINCE = re.compile(rf"至今|迄今|到现在|起始?(?!草|诉|点)|开始|{GAP}以来")
SINCE_BARE = re.compile(rf"以来|至今|迄今|起{FOLLOWS}")
UNTIL = re.compile(r"截至|截止到?|截止至|(?<![得达看提想感受收遇见找])到")
STOP = re.compile("为?止")
BEFORE = re.compile(rf"之前|以前|前(?![{HAN}0-9两几十半后沿瞻景期端往来列提身夕述任言哨锋排方置])")
AFTER = re.compile(rf"之后|以后|后{FOLLOWS}")
ABOUT = re.compile("大?约|大概")
ROUGHLY = re.compile("左右|前后")
DURING = re.compile("期间")
ENTRY = "(?:正式)?(?P<entry>施行|实施|执行|生效|试行)"
OF_ITSELF = "(?:本[一-鿿]{1,6}?)?"
ENTRY_FROM = re.compile(f"起?{ENTRY}")
ENTRY_ON_PUBLICATION = re.compile(
    rf"(?:{OF_ITSELF}自{OF_ITSELF}(?:发布|公布|印发|颁布|下发|发文)之日|{OF_ITSELF}自即日)起{ENTRY}"
)
VALID_FOR = re.compile(
    rf"(?:有效期限?|(?P<trial>试行)期?)(?:暂定)?[为是]?(?P<n>{COUNT})(?P<unit>年|个月)整?(?![一-鿿])"
)
VALID = re.compile("有效期限?[为是]?")
TRIAL = re.compile(r"\(?(?P<word>试行|暂行)\)?")
BEFORE_THAT = re.compile("此前|在此之前|在此以前")
AFTER_THAT = re.compile("此后|在此之后|在此以后")
LAST_YEARS = re.compile(
    rf"(?:(?<![接附临靠将远])(?:最近|近|过去|这)(?P<n>{COUNT})年(?![级龄期制度])(?:以来|来|间|里|中|内)?"
    rf"|(?<![0-9{HAN}十百千万几数多近去这.])(?P<m>{COUNT})年(?:以来|来(?![自到源说看])))"
)
COMING_YEARS = re.compile(rf"(?:未来|今后|接下来)(?P<n>{COUNT})年(?![级龄期制度])(?:内|里|间)?")
# With what a phrase can begin: whatever else stands in a text is passed over at once.
BEGINNING = re.compile(
    rf"[0-9十〇零{HAN}\"(自从由截到约大年月第公前上下中春夏秋冬同当次翌今本去明后最近过这未接两此在有试暂]"
)
STATUS = {"试行": "on-trial", "暂行": "interim"}


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What words say: a date, or none where they only give a status; the key of the rule in `RULES` that read them.

    `role` is the key that a record has for such a date, where the words name it: ``effective`` (自发布之日起施行) or
    ``valid`` (有效期三年). `status` is ``on-trial`` (试行), ``interim`` (暂行) or empty.
    """

    date: PartialDate | None
    rule: str
    role: str = ""
    status: str = ""


def phrase(flat: str, at: int, context: Context) -> tuple[int, Reading] | None:
    """
    Return the longest phrase of time at an index of a flat text: the index behind it, and its reading.
    """
    found = [
        (end, reading)
        for read in (_framed, _since, _until, _about, _relative, _entry, _validity, _trial)
        for end, reading in read(flat, at, context)
    ]
    return max(found, key=lambda one: one[0], default=None)


def _framed(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    A point or period alone, or with words behind it: 期间, 以来, 前, 后, 左右.
    """
    found = time(flat, at, context)
    if found is None:
        return
    yield from _reading(found.end, found.edtf, found.rule)
    if during := DURING.match(flat, found.end):
        yield from _reading(during.end(), found.edtf, found.rule)
    if since := SINCE_BARE.match(flat, found.end):
        yield from _reading(since.end(), f"{found.first}/..", "since")
    if (entry := ENTRY_FROM.match(flat, found.end)) and entry[0][0] == "起":
        yield from _reading(entry.end(), found.edtf, "effective-from", "effective", entry["entry"])
    # 2000年前 is also two thousand years ago.
    if not re.fullmatch("[12]000", found.edtf):
        if before := BEFORE.match(flat, found.end):
            yield from _reading(before.end(), f"/{found.last}", "before")
        if after := AFTER.match(flat, found.end):
            yield from _reading(after.end(), f"{found.first}/", "after")
    if roughly := ROUGHLY.match(flat, found.end):
        yield from _reading(roughly.end(), f"{found.edtf}~", "about")


def _since(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    自2019年以来, 从2022年起, 自2022年启动以来; with 施行 the day on which a document takes effect.
    """
    begin = FROM.match(flat, at)
    found = time(flat, begin.end(), context) if begin else None
    if found is None:
        return
    if found.rule == "range":
        yield from _reading(found.end, found.edtf, "range")
    if since := SINCE.match(flat, found.end):
        yield from _reading(since.end(), f"{found.first}/..", "since")
    if entry := ENTRY_FROM.match(flat, found.end):
        yield from _reading(entry.end(), found.edtf, "effective-from", "effective", entry["entry"])


def _until(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    截至2023年底, 到2025年, 到“十四五”末.
    """
    begin = UNTIL.match(flat, at)
    found = time(flat, begin.end(), context) if begin else None
    if found:
        stop = STOP.match(flat, found.end) or BEFORE.match(flat, found.end)
        yield from _reading(stop.end() if stop else found.end, f"/{found.last}", "until")


def _about(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    begin = ABOUT.match(flat, at)
    found = point(flat, begin.end(), context) if begin else None
    if found:
        roughly = ROUGHLY.match(flat, found.end)
        yield from _reading(roughly.end() if roughly else found.end, f"{found.edtf}~", "about")


def _relative(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    此前 and 此后 by the date before them; 近两年, 十年来 and 未来三年 by the year of writing.

    Whether 近两年 counts the year of writing, and from its begin or from the day, is not said: so it is about the year
    that lies so many years back, to about the year of writing.
    """
    anchor = context.anchor.edtf if context.anchor else ""
    if anchor and (that := BEFORE_THAT.match(flat, at)):
        yield from _reading(that.end(), f"/{anchor.rpartition('/')[2]}", "before-that")
    if anchor and (that := AFTER_THAT.match(flat, at)):
        yield from _reading(that.end(), f"{anchor.partition('/')[0]}/", "after-that")
    year = year_of(context.written)
    if year and (years := LAST_YEARS.match(flat, at)):
        yield from _reading(years.end(), f"{year - number(years['n'] or years['m']):04}~/{year}~", "last-years")
    if year and (years := COMING_YEARS.match(flat, at)):
        yield from _reading(years.end(), f"{year}~/{year + number(years['n'])}~", "coming-years")


def _entry(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    自发布之日起施行: in force from the day of publication, which is the anchor; that day is counted.

    起30日后施行 is not read: Civil Code art. 201 does not count the day of publication, and documents differ.
    """
    found = ENTRY_ON_PUBLICATION.match(flat, at)
    if found and context.anchor and "/" not in context.anchor.edtf:
        yield from _reading(found.end(), context.anchor.edtf, "effective-on-publication", "effective", found["entry"])


def _validity(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    有效期三年, 试行期一年: from the anchor, for so many years or months; 有效期至2026年6月30日: up to that day.

    Civil Code art. 201 and 202 do not count the first day and end a period on the corresponding day (2022-03-05 and
    three years: 2025-03-05), or on the last of a month without that day. Documents that run 自…起 count their first
    day, as art. 204 leaves them free to, and end the day before (2025-03-04). Words do not say which, so the end is the
    day before the corresponding one with ~, give or take a day. A begin that is known to the month or year gives an end
    about that month or year.
    """
    anchor = context.anchor.edtf if context.anchor else ""
    if (found := VALID_FOR.match(flat, at)) and (end := _ends(anchor, number(found["n"]), found["unit"] == "年")):
        status = STATUS[found["trial"]] if found["trial"] else ""
        for behind, reading in _reading(found.end(), f"{anchor}/{end}~", "valid-for", "valid"):
            yield behind, replace(reading, status=status)
    begin = VALID.match(flat, at)
    if not begin:
        return
    known = anchor if anchor and "/" not in anchor else ""
    upto = re.compile("截?至|截止到|到").match(flat, begin.end())
    if upto and (last := point(flat, upto.end(), context)):
        stop = STOP.match(flat, last.end)
        yield from _reading(stop.end() if stop else last.end, f"{known}/{last.last}", "valid-until", "valid")
    own = FROM.match(flat, begin.end())
    if own and (period := time(flat, own.end(), context)) and period.rule == "range":
        stop = STOP.match(flat, period.end)
        yield from _reading(stop.end() if stop else period.end, period.edtf, "valid-until", "valid")


def _ends(begin: str, count: int, years: bool) -> str:
    """
    Return the EDTF of the end of so many years or months after a year, month or day; empty for any other begin.
    """
    parts = [int(part) for part in begin.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", begin) else []
    if not parts or (len(parts) > 1 and parts[1] > 12):
        return ""
    months = 12 * parts[0] + (parts[1] - 1 if len(parts) > 1 else 0) + count * (12 if years else 1)
    year, month = months // 12, months % 12 + 1
    if year > 9999:
        return ""
    if len(parts) < 3:
        return f"{year}-{month:02}" if len(parts) == 2 else str(year)
    last = monthrange(year, month)[1]
    return (date(year, month, parts[2]) - ONE_DAY if parts[2] <= last else date(year, month, last)).isoformat()


def _trial(flat: str, at: int, context: Context) -> Iterator[tuple[int, Reading]]:
    """
    试行, 暂行: no date, but a status; in running text only as the mark in brackets behind a title.
    """
    found = TRIAL.match(flat, at)
    if found and (context.whole or (found[0][0] == "(" and found[0][-1] == ")")):
        yield found.end(), Reading(None, "on-trial", status=STATUS[found["word"]])


def _reading(end: int, edtf: str, rule: str, role: str = "", entry: str = "") -> Iterator[tuple[int, Reading]]:
    if exists(edtf):
        yield end, Reading(PartialDate(edtf), rule, role, STATUS.get(entry, ""))
