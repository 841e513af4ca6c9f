"""
A timeline as an iCalendar file (RFC 5545): one all-day event an entry, for any calendar to import.

A calendar knows no doubt, so the event covers every day that is possible, its summary says 约 or 可能, its description
which days are known, and it never blocks anyone's time. No clock is read: an event is stamped with the day on which its
source was published, and its identifier is made from the IRI of its date, so an import next year updates this year's.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from ..citations import published, said
from ..dates import DAY, MAX, MIN, Fit
from ..ontology import iri, ontology
from ..phrases import phrase
from .timeline import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from icalendar import Event

    from ..errors import Lang
    from ..store import Store
    from ..timeline import Entry

# For what no dated source states: a stamp is required, and any fixed one will do.
UNSTAMPED = date(1970, 1, 1)


def timeline_ics(store: Store, entries: Iterable[Entry], lang: Lang) -> bytes:
    """
    Return a timeline as iCalendar; an entry that has no day at all, or was not in force, is left out.
    """
    from icalendar import Calendar  # takes a twentieth of a second to load

    calendar = Calendar()
    calendar.add("prodid", f"-//policygraph//timeline//{lang.upper()}")
    calendar.add("version", "2.0")
    days = published(store)
    for entry in entries:
        first, last = covered(entry)
        if entry.fit is not Fit.NO and first > MIN:
            calendar.add_component(_event(entry, first, last, days, lang))
    return bytes(calendar.to_ical())


def covered(entry: Entry) -> tuple[date, date]:
    """
    Return the first and last day that an event covers; `MIN` where no day is known.

    From the first possible day of the begin (of the end, where nothing is known of the begin) to the last possible day
    of the end; where no end is known, to the last day of which anything is.
    """
    bounds = entry.bounds
    first = bounds.begin_earliest if bounds.begin_earliest > MIN else bounds.end_earliest
    if bounds.end_latest < MAX:
        return first, bounds.end_latest
    known = [day for day in (bounds.begin_latest, bounds.end_earliest) if day < MAX]
    return first, max([first, *known])


def _event(entry: Entry, first: date, last: date, days: Mapping[str, date], lang: Lang) -> Event:
    from icalendar import Event

    stamp = max((days[c.source] for c in entry.citations if c.source in days), default=UNSTAMPED)
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, entry.node)))
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", first)
    if last < MAX:
        event.add("dtend", last + DAY)
    event.add("summary", _shown(_summary(entry, lang)))
    event.add("description", "\n".join(map(_shown, _description(entry, lang))))
    event.add("categories", [said(kind_of(entry.thing), lang)])
    event.add("url", entry.thing.iri)
    event.add("transp", "TRANSPARENT")
    return event


def _summary(entry: Entry, lang: Lang) -> str:
    role, bounds = said(ontology().labels(entry.role), lang), entry.bounds
    vague = bounds.begin_earliest < bounds.begin_latest or bounds.end_earliest < bounds.end_latest
    doubt = phrase("possible", lang) if entry.fit is Fit.POSSIBLE else phrase("about", lang) if vague else ""
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    brackets = "（{}）" if lang == "zh" else " ({})"
    return (doubt and doubt + colon) + said(entry.thing.both, lang) + brackets.format(f"{role}{comma}{entry.edtf}")


def _description(entry: Entry, lang: Lang) -> list[str]:
    bounds, terms = entry.bounds, ontology()
    lines = [
        (said(terms.labels(iri("pg:words")), lang), entry.words),
        (phrase("begins", lang), _days(bounds.begin_earliest, bounds.begin_latest, lang)),
        (phrase("ends", lang), _days(bounds.end_earliest, bounds.end_latest, lang)),
        (phrase("fit", lang), phrase(entry.fit.value, lang)),
        (phrase("why", lang), said(entry.why, lang)),
        (said(terms.labels(iri("pg:modality")), lang), said(terms.labels(iri(f"pg:{entry.modality}")), lang)),
        *((phrase("at", lang), said(citation.words, lang)) for citation in entry.citations),
    ]
    colon = "：" if lang == "zh" else ": "
    return [f"{name}{colon}{value}" for name, value in lines if value]


def _days(first: date, last: date, lang: Lang) -> str:
    if (first, last) == (MIN, MAX) or (first == last and first in (MIN, MAX)):
        return phrase("unknown", lang)
    if first == MIN or last == MAX:
        return phrase("by", lang, day=last) if first == MIN else phrase("after", lang, day=first)
    return str(first) if first == last else phrase("span", lang, first=first, last=last)


def _shown(text: str) -> str:
    """
    Return a text on one line: the format has no place for control characters, and a line's end would be one of ours.
    """
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)
