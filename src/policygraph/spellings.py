"""
How a text may spell what a record says: names, dates and numbers, and whether the words that a record quotes fit it.

A spelling is looked for in the loose form of a text: no quotation marks or title marks, no spaces but between figures,
small letters. Words that name another year or another number than their value are refused: they would prove anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .cleantext import Clean, Line, join
from .dates import PartialDate
from .datewords import HALVES, PLAN, PLANS, QUARTERS, SEASONS, contradiction, period, read
from .numerals import DIGITS, SCALES, numeral

if TYPE_CHECKING:
    from collections.abc import Iterable

QUOTES = frozenset("《》〈〉“”‘’\"'「」『』")
FIGURE = frozenset("0123456789.%-")
PLAN_SIGN = "[第一二三四五六七八九十]"
PARTS = {
    **{n: (f"{n}月", f"0{n}月") for n in range(1, 10)},
    **{n: (f"{n}月",) for n in range(10, 13)},
    **{code: (zh, "暑") if zh == "夏" else (zh,) for zh, code in SEASONS.items()},
    **{code: (f"第{zh}季度", f"{zh}季度", f"{code - 32}季度", f"第{code - 32}季度") for zh, code in QUARTERS.items()},
    **{
        code: (f"{zh}半年", f"{first}-{last}月", f"{first}月-{last}月", f"{first}月至{last}月")
        for (zh, code), (first, last) in zip(HALVES.items(), ((1, 6), (7, 12)), strict=True)
    },
}
NUMERAL = re.compile(rf"[{''.join([*DIGITS, *SCALES])}]+")
FRACTION = re.compile(r"(\d+)/(\d+)")
AMOUNTS = {"半": (0.5, 50), "翻番": (2, 100), "翻倍": (2, 100), "首位": (1,), "首个": (1,), "第一": (1,)}
LIMITS = {
    "超过": ("超", "逾", "余", "多", "以上", "突破", "跨越", "高于"),
    "约": ("左右",),
    "近": ("接近",),
    "最高": ("最多",),
}
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")
SIDE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# 2022年3月-2026年: what may stand between the two ends of a period.
RANGE = re.compile(r"(?:年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[^\d,.;。]{0,4}[-至到][^\d,.;。]{0,4}")
BETWEEN = 16
SPAN = re.compile(r"(?<!\d)(\d{4})年?[-至到](\d{4})(?!\d)")
COUNTING_ON = re.compile(
    r"[比较与]|以来|连续|起|至今|迄今|[近过这]|[一二两三四五六七八九十]年|(?<!\d)\d{1,2}年|-\d{2}年"
)
SINCE = re.compile(r"以来|起|今|自|从|后|开始")
UNTIL = re.compile(r"截至|到|至|前|底|末|以内|内")
VAGUE = re.compile(r"[底末初中前]|季度|半年|[-./]\d{1,2}")
MONTH = re.compile(r"(?<!\d)(\d{1,2})月")


def loosen(clean: Clean) -> tuple[str, list[int]]:
    """
    Return the loose form of a text, and for each of its characters the index in the text.
    """
    chars, at = [], []
    text = clean.text
    for index, char in enumerate(text):
        if char in QUOTES or (char == " " and not {text[index - 1], text[index + 1 : index + 2]} <= FIGURE):
            continue
        chars.append(char.lower())
        at.append(index)
    return "".join(chars), at


@lru_cache(maxsize=1 << 14)
def loose(text: str) -> str:
    """
    Return the loose form of a name or of words.
    """
    return loosen(join([Line(text, 0, 0, False, False, 0)]))[0]


def spots(form: str, text: str) -> list[tuple[int, int]]:
    """
    Return where a loose form stands in a loose text, as a whole number or a whole word where it begins or ends so.
    """
    found = []
    at = text.find(form) if form else -1
    while at >= 0:
        if _whole(form, text, at):
            found.append((at, at + len(form)))
        at = text.find(form, at + 1)
    return found


def _whole(form: str, text: str, at: int) -> bool:
    end = at + len(form)
    before, after = text[max(0, at - 2) : at], text[end : end + 2]
    if form[0].isdigit():
        if before[-1:].isdigit() or re.fullmatch(r"\d[.,]", before):
            return False
        # A minus sign begins a cell, a dash between two figures parts them.
        if before[-1:] == "-" and (len(before) < 2 or before[0] == " "):
            return False
    if form[-1].isdigit() and (after[:1].isdigit() or re.fullmatch(r"[.,]\d", after)):
        return False
    starts = form[0].isascii() and form[0].isalpha() and before[-1:].isascii() and before[-1:].isalpha()
    ends = form[-1].isascii() and form[-1].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return not starts and not ends


def quoted(words: str, text: str) -> list[tuple[int, int]]:
    """
    Return where a loose text has the words of a source that a record quotes; …… in them leaves words out.
    """
    parts = [loose(part) for part in re.split(r"…+|\.{3,}", words) if part.strip()]
    found = spots(parts[0], text) if parts else []
    for part in parts[1:]:
        ahead = spots(part, text)
        found = [(one[0], other[1]) for one in found for other in ahead if other[0] >= one[1]][:1]
    return found


def date_spots(edtf: str, text: str, *, table: bool = False) -> list[tuple[int, int]]:
    """
    Return where a text names a date in a regular spelling; of a period that is open on one side, its known end.

    In a table (*table*) a year may stand without 年.
    """
    begin, slash, end = edtf.partition("/")
    for name in (name for name, year in PLANS.items() if edtf == period(year)):
        if found := [one.span() for one in re.finditer(f"(?<!{PLAN_SIGN}){name}(?!{PLAN_SIGN})", text)]:
            return found
    if slash and {begin, end}.isdisjoint(("", "..")):
        return _range_spots(begin, end, text)
    return _side_spots(begin if begin not in ("", "..") else end, text, table=table)


def _range_spots(begin: str, end: str, text: str) -> list[tuple[int, int]]:
    """
    A period names both its ends, with 至, 到 or a dash between them.
    """
    found = []
    for first in _side_spots(begin, text, table=True):
        for last in _side_spots(end, text, table=True):
            between = text[first[1] : last[0]]
            if len(between) <= BETWEEN and RANGE.fullmatch(between):
                found.append((first[0], last[1]))
    return found


def _side_spots(side: str, text: str, *, table: bool) -> list[tuple[int, int]]:
    found = SIDE.match(side)
    if not found:
        return []
    year, part, day = found.groups()
    if year.endswith("X"):
        forms = [f"{year[2]}0年代"] if year[2] != "X" else [f"{int(year[:2]) + 1}世纪"]
        return [spot for form in forms for spot in spots(form, text)]
    if part and part != "XX":
        months = PARTS.get(int(part), ())
        tail = f"{int(day)}日" if day and day != "XX" else ""
        forms = [f"{year}年{month}{tail}" for month in months] + [f"{year}.{int(part)}", f"{year}-{part}"]
        return [spot for form in forms for spot in spots(form, text)]
    later = r"(?=\D|$)" if table else r"(?=年|-\d{2,4}年|-\d{4}\)|[至到]\d{4}年)"
    return [m.span() for m in re.finditer(rf"(?<![\d.]){year}(?!\d){later}", text)]


def date_fits(words: str, edtf: str, *, series: bool = False) -> bool:
    """
    Say whether the words of a source can mean a date: each year in them lies in it, each end of it is in them.

    Where the words can be read whole, their reading decides what they cannot mean, and proves what they say exactly.
    The month must be said too, unless they speak of the begin or end of a year; the far end of a period need not, where
    they count on from the near one (自2023年以来连续两年). Words without any year (同年, 近两年) are taken on trust.
    """
    reading = read(words)
    if reading and reading.date and reading.date.edtf == edtf:
        return True
    if contradiction(words, PartialDate(edtf)):
        return False
    flat = loose(words)
    ends = [side for side in edtf.split("/") if side not in ("", "..")]
    years = [(int(e[:4].replace("X", "0")), 10 ** e[:4].count("X")) for e in ends]
    low = years[0][0] if not edtf.startswith(("..", "/")) else 0
    high = years[-1][0] + years[-1][1] - 1 if not edtf.endswith(("..", "/")) else 9999
    if plan := PLAN.search(flat):
        return low <= PLANS.get(plan[1], 0) + 4 and PLANS.get(plan[1], 9999) <= high
    said = {int(y) for y in YEAR.findall(flat)}
    if not said:
        return True
    known = {year for year, size in years if size == 1}
    ranges = [(int(one), int(other)) for one, other in SPAN.findall(flat)]
    if series and len(known) == 1 and "/" not in edtf and any(one <= low <= other for one, other in ranges):
        return True
    if not all(low <= year <= high for year in said) or (known and not known & said):
        return False
    if len(known) > 1 and not known <= said and not COUNTING_ON.search(flat):
        return False
    if (edtf.endswith("/..") and not SINCE.search(flat)) or (edtf.startswith("../") and not UNTIL.search(flat)):
        return False
    named = {int(m) for m in MONTH.findall(flat)}
    months = {int(e[5:7]) for e in ends if e[5:7].isdigit() and int(e[5:7]) <= 12}
    return not months or months <= named or (not named and bool(VAGUE.search(flat)))


def number_spots(value: str, text: str) -> list[tuple[int, int]]:
    """
    Return where a text prints a number that is no year, month or day.
    """
    whole, _, rest = value.lstrip("+-").partition(".")
    grouped = f"{int(whole):,}" + (f".{rest}" if rest else "")
    forms = {value, value.replace(value.lstrip("+-"), grouped)}
    return [
        spot
        for form in sorted(forms)
        for spot in spots(form, text)
        if not re.match(r"年(?!代|度)|月|日", text[spot[1] : spot[1] + 2]) or "." in value
    ]


def number_fits(words: str, value: str) -> bool:
    """
    Say whether the words of a source hold a number, in figures or in Chinese numerals (三成 is 30, 半 0.5 or 50).
    """
    flat, number = loose(words), float(value)
    said = {float(found.replace(",", "")) for found in AMOUNT.findall(flat)}
    for found in NUMERAL.finditer(flat):
        # 万 after figures (90余万元) is part of the unit.
        if not DIGITS.keys() & set(found[0]) and re.search(r"[\d余多几]$", flat[: found.start()]):
            continue
        amount = numeral(found[0])
        said |= {amount, amount * 10} if flat[found.end() : found.end() + 1] == "成" else {amount}
    said |= {100 * float(one) / float(other) for one, other in FRACTION.findall(flat) if float(other)}
    said |= {amount for word, amounts in AMOUNTS.items() if word in flat for amount in amounts}
    return abs(number) in said or any(abs(number) * scale in said for scale in SCALES.values())


def limits(qualifier: str, text: str) -> bool:
    """
    Say whether a loose text has a word that limits a figure, or one that says the same: 余 and 突破 say 超过.
    """
    return any(form in text for form in (loose(qualifier), *LIMITS.get(qualifier, ())))


def short_forms(name: str, *, region: bool) -> Iterable[str]:
    """
    Return a name's loose form, and for a region also the one without 省, 市, 区, 县, 镇 or 乡.
    """
    form = loose(name)
    yield form
    if region:
        short = re.sub(r"(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|(?<![新园发地])区|[省市县镇乡])$", "", form)
        if len(short) >= 2 and short != form:
            yield short
