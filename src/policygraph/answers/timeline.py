"""
A timeline as text, JSON or CSV, and what a person may ask of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..asked import MEMBERSHIP
from ..citations import Citations, local, said
from ..dates import MAX, MIN, DateProblem
from ..datewords import days_of
from ..entities import kind_words, resolve
from ..errors import PolicygraphError, QueryError, nearest
from ..ontology import iri, ontology
from ..phrases import phrase
from ..query import KINDS
from ..tables import References, marked, table
from ..tabular import to_csv
from ..timeline import Asked, via_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ..entities import Entity
    from ..errors import Lang
    from ..ontology import Both
    from ..store import Store
    from ..timeline import Entry

# A year, month or day, or two with a stroke between them.
PLAIN = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?(/\d{4}(-(0\d|1[0-2])(-\d\d)?)?)?")
DAYS = ("pg:beginEarliest", "pg:beginLatest", "pg:endEarliest", "pg:endLatest")


def asked_timeline(
    store: Store,
    name: str | None,
    day: str | None,
    *,
    region: str | None,
    above: bool,
    agency: str | None,
    doc_type: str | None,
    topic: str | None,
    target: str | None,
    programme: str | None,
    text: str | None,
    kind: Sequence[str],
    begin: str | None,
    end: str | None,
) -> tuple[Asked, date | None]:
    """
    Turn what a person asked into IRIs and days.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things.
        QueryError: A date is none.
        PolicygraphError: A kind is none (E101), or options do not go together (E606, E610).
    """
    known = (*ontology().kinds, MEMBERSHIP)
    for key in kind:
        if key not in known:
            raise PolicygraphError("E101", kind=key, near=nearest(key, known))
    if above and not region:
        raise PolicygraphError("E610", option="--above", other="--region")
    if day and (begin or end):
        raise PolicygraphError("E606", choices="--on, --from/--until")
    first, last = _day(begin, MIN, 0), _day(end, MAX, 1)
    if first > last:
        raise PolicygraphError("E609", begin=begin, end=end)

    def found(named: str | None, *kinds: str) -> str:
        return resolve(store, named, kind=kinds).iri if named else ""

    asked = Asked(
        thing=found(name),
        region=found(region, *KINDS["region"]),
        agency=found(agency, *KINDS["body"]),
        type=found(doc_type, "document-type"),
        topic=found(topic, "topic"),
        kinds=tuple(kind),
        begin=first,
        end=last,
        above=above,
        target=found(target, "target-group"),
        programme=found(programme, "programme"),
        text=text or "",
    )
    return asked, one_day(day) if day else None


def _day(text: str | None, default: date, side: int) -> date:
    return _days(text)[side] if text else default


def one_day(text: str) -> date:
    """
    Return the day that a person typed; which day of a month is meant nothing tells, so the last is only a guess.

    Raises:
        QueryError: It is no date, or a longer time than a day (E306).
    """
    first, last = _days(text)
    if first != last:
        raise QueryError("E306", text=text, first=first, last=last, near=last)
    return first


def _days(text: str) -> tuple[date, date]:
    try:
        return days_of(text)
    except DateProblem as fault:
        raise QueryError(fault.code, **fault.params) from None


def timeline_text(store: Store, entries: Sequence[Entry], lang: Lang, *, ranged: bool) -> str:
    """
    Return a timeline as a table; the column of the fit stands where the question named days.
    """
    references = References(Citations(store).references, lang)
    places = via_words(store, entries)
    found, reasoned = any(e.via for e in entries), any(e.why[0] for e in entries)
    shown = {"date": True, "role": True, "thing": True, "via": found, "fit": ranged, "why": reasoned, "at": True}
    rows = []
    for entry in entries:
        # An answer for a day may rest on an inferred date other than the one that is shown.
        mark = marked(entry.modality, "", lang)
        cells = {
            "date": date_words(entry, lang) + ("" if entry.why[0] else mark),
            "role": said(ontology().labels(entry.role), lang),
            "thing": said(entry.thing.both, lang),
            "via": _via(entry, places, lang),
            "fit": phrase(entry.fit.value, lang) + (mark if entry.why[0] else ""),
            "why": said(entry.why, lang),
            "at": references.cite(entry.citations),
        }
        rows.append([cells[name] for name, wanted in shown.items() if wanted])
    header = [phrase(name, lang) for name, wanted in shown.items() if wanted]
    return "\n".join([table(header, rows), "", *references.books()])


def date_words(entry: Entry, lang: Lang) -> str:
    """
    Return the date of a row as a person reads it: one that EDTF writes in signs, such as 198X, in its source's words.

    Sources are in Chinese, so in English all dates stay EDTF, and so does one that has no words.
    """
    return entry.words if lang == "zh" and entry.words and not PLAIN.fullmatch(entry.edtf) else entry.edtf


def _via(entry: Entry, places: Mapping[str, Entity], lang: Lang) -> str:
    found = []
    for how, at in entry.via:
        name, back = said(ontology().labels(how.removeprefix("^")), lang), "← " if how.startswith("^") else ""
        if at in places:
            mark = marked(entry.sureness(how, at), "", lang)
            found.append(f"{back}{name}: {said(places[at].both, lang)}{mark}")
    return "\n".join(found)


def timeline_json(entries: Iterable[Entry], lang: Lang) -> list[dict[str, Any]]:
    """
    Return a timeline with the keys of the contract.
    """
    return [
        {
            "id": entry.thing.id,
            "label": entry.thing.label,
            "label_en": entry.thing.english or None,
            "kind": entry.thing.kind,
            "role": entry.role,
            "edtf": entry.edtf,
            "words": entry.words or None,
            "begin": {"earliest": str(entry.bounds.begin_earliest), "latest": str(entry.bounds.begin_latest)},
            "end": {"earliest": str(entry.bounds.end_earliest), "latest": str(entry.bounds.end_latest)},
            "fit": entry.fit.value,
            "why": said(entry.why, lang) or None,
            "modality": entry.modality,
            "via": [
                {
                    "link": how.removeprefix("^"),
                    "inverse": how.startswith("^"),
                    "id": local(at),
                    "modality": entry.sureness(how, at),
                }
                for how, at in entry.via
            ],
            "citations": [c.as_json(lang) for c in entry.citations],
        }
        for entry in entries
    ]


def timeline_csv(store: Store, entries: Sequence[Entry], lang: Lang) -> str:
    """
    Return a timeline as CSV for a person: header, kinds, roles and reasons are worded in their language.
    """
    places, terms = via_words(store, entries), ontology()
    days = [said(terms.labels(iri(name)), lang) for name in DAYS]
    header = [phrase("id", lang), phrase("label", lang), "English", phrase("kind", lang), phrase("role", lang)]
    header += [phrase("date", lang), said(terms.labels(iri("pg:words")), lang), *days, phrase("fit", lang)]
    header += [phrase("why", lang), said(terms.labels(iri("pg:modality")), lang), phrase("via", lang)]
    rows = []
    for entry in entries:
        thing, b = entry.thing, entry.bounds
        rows.append(
            (
                *(thing.id, thing.label, thing.english, said(kind_of(thing), lang)),
                *(said(terms.labels(entry.role), lang), entry.edtf, entry.words),
                *(b.begin_earliest, b.begin_latest, b.end_earliest, b.end_latest),
                *(phrase(entry.fit.value, lang), said(entry.why, lang)),
                *(said(terms.labels(iri(f"pg:{entry.modality}")), lang), _via(entry, places, lang)),
                "; ".join(said(citation.words, lang) for citation in entry.citations),
            )
        )
    return to_csv([*header, phrase("at", lang)], rows)


def kind_of(thing: Entity) -> Both:
    """
    Return what the kind of a thing, or a membership, is called.
    """
    return ontology().labels(iri("org:Membership")) if thing.kind == MEMBERSHIP else kind_words(thing.kind)
