"""
One passage of a copy, opened for looking things up: its loose text, where dates stand in it, and how little of it
holds everything that was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .spellings import date_fits, date_spots, number_fits, quoted

if TYPE_CHECKING:
    from .model import Statement
    from .passages import Unit

Spot = tuple[int, int]
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|-\d|\)|/)")
LEADING = re.compile(r"(?:19|20)\d\d(?![\d.,])")
ANY_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")
SAME = re.compile(r"^[同当]年")


@dataclass(frozen=True, slots=True)
class Opened:
    """
    A passage with its loose text, the text's indices, and the loose texts of what is printed above it, nearest first.
    """

    unit: Unit
    text: str
    at: list[int]
    frames: tuple[str, ...]
    row: bool


def fits(said: Statement) -> bool:
    """
    Say whether the words that a statement quotes for a date or number can mean its value.
    """
    if not said.words or said.property.form not in ("date", "number"):
        return True
    if said.property.form == "number":
        return number_fits(said.words, said.value)
    return date_fits(said.words, said.value, series=said.property.key == "period")


def date_in(opened: Opened, said: Statement) -> list[Spot] | None:
    """
    Return where a passage has the date of a statement: empty where the nearest line above it that names any year has.
    """
    if opened.row and (found := LEADING.match(opened.text)):
        return [found.span()] if date_spots(said.value, found[0], table=True) else None
    if said.words:
        here = quoted(said.words, opened.text)
        if SAME.search(said.words):
            here = [spot for spot in here if _year_before(opened.text, spot[0]) == said.value[:4]]
        return here or ([] if any(quoted(said.words, frame) for frame in opened.frames) else None)
    here = date_spots(said.value, opened.text)
    if here or YEAR.search(opened.text):
        return here or None
    for frame in opened.frames:
        if ANY_YEAR.search(frame):
            return [] if date_spots(said.value, frame, table=opened.row) else None
    return None


def _year_before(text: str, at: int) -> str:
    """
    Return the last year that a text names before a place: the one that 同年 means there.
    """
    years = YEAR.findall(text[:at])
    return str(years[-1]) if years else ""


def meets(one: Spot, other: Spot) -> bool:
    """
    Say whether two places overlap.
    """
    return one[0] < other[1] and other[0] < one[1]


def tightest(needles: list[list[Spot]]) -> Spot:
    """
    Return the shortest stretch that holds one of the places of each needle; the first of several.
    """
    unique = [list(spots) for spots in sorted({tuple(sorted(spots)) for spots in needles})]
    events = sorted((begin, end, number) for number, spots in enumerate(unique) for begin, end in spots)
    last: dict[int, Spot] = {}
    best: Spot | None = None
    for begin, end, number in events:
        last[number] = (begin, end)
        if len(last) == len(unique):
            low, high = min(spot[0] for spot in last.values()), max(spot[1] for spot in last.values())
            if best is None or high - low < best[1] - best[0]:
                best = (low, high)
    return best or (0, 0)
