"""
Why something was in force on a day, was perhaps, or was not: one sentence in Chinese and one in English.

It is put together from the four day bounds and from why the end is what it is; nothing is said that these do not hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from .dates import DAY, MAX, MIN, Bounds, Fit
from .errors import Lang
from .phrases import phrase

if TYPE_CHECKING:
    from datetime import date

    from .ontology import Both


def reason(bounds: Bounds, why: Both, day: date) -> Both:
    """
    Return why ``bounds.at(day)`` is what it is, in zh and in en.

    Args:
        bounds: When it began and ended, as far as is known.
        why: Why the end is what it is, in zh and en: the `pg:why` of the node, as `force.WHY` words it.
        day: The day that was asked for.

    Certain: begun by when, and until when nobody doubts it. Possible: what is not known of the begin, of the end, or of
    both. No: when it begins at the earliest, or had ended at the latest.
    """
    zh, en = (_sentence(bounds, words, day, lang) for words, lang in zip(why, get_args(Lang), strict=True))
    return zh, en


def _sentence(bounds: Bounds, why: str, day: date, lang: Lang) -> str:
    fit = bounds.at(day)
    if fit is Fit.NO:
        if day < bounds.begin_earliest:
            return phrase("reason.not_yet", lang, day=bounds.begin_earliest)
        return phrase("reason.over", lang, day=bounds.end_latest, why=why)
    if fit is Fit.CERTAIN:
        parts = [
            phrase("reason.begun", lang, day=bounds.begin_latest),
            phrase("reason.holds", lang, day=bounds.end_earliest, why=why),
        ]
    else:
        parts = [_begins(bounds, lang)] if day < bounds.begin_latest else []
        parts += [_ends(bounds, why, lang)] if day > bounds.end_earliest else []
    return phrase("reason.and", lang).join(parts)


def _begins(bounds: Bounds, lang: Lang) -> str:
    first, last = bounds.begin_earliest, bounds.begin_latest
    if first == MIN:
        return phrase("reason.begin_unknown", lang, day=last)
    name = _unit(first, last)
    if name:
        return phrase("reason.begin_unit", lang, unit=name)
    return phrase("reason.begin_between", lang, first=first, last=last)


def _ends(bounds: Bounds, why: str, lang: Lang) -> str:
    first, last = bounds.end_earliest, bounds.end_latest
    if last == MAX and first < bounds.begin_latest:
        # It had begun by the one day and lasted to the other: it held on a day between them, and of none is that sure.
        return phrase("reason.end_held", lang, why=why, first=first, last=bounds.begin_latest)
    if last == MAX:
        return phrase("reason.end_unknown", lang, day=first, why=why)
    name = _unit(first, last)
    if name:
        return phrase("reason.end_unit", lang, unit=name, why=why)
    return phrase("reason.end_between", lang, first=first, last=last, why=why)


def _unit(first: date, last: date) -> str:
    """
    Return the year or month whose days these are, and nothing where they are no such unit.
    """
    if first.day == 1 and last < MAX and (last + DAY).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return first.isoformat()[:7]
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return first.isoformat()[:4]
    return ""
