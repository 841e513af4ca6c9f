"""
A timeline as text, JSON or CSV, and what a person may ask of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import Citations, local, said
from ..dates import MAX, MIN, DateProblem
from ..datewords import days_of
from ..entities import resolve
from ..errors import PolicygraphError, QueryError, nearest
from ..ontology import ontology
from ..phrases import phrase
from ..query import KINDS
from ..tables import References, marked, table
from ..tabular import to_csv
from ..timeline import Asked, via_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..entities import Entity
    from ..errors import Lang
    from ..store import Store
    from ..timeline import Entry


def asked_timeline(
    store: Store,
    *,
    name: str | None,
    region: str | None,
    agency: str | None,
    doc_type: str | None,
    topic: str | None,
    kind: Sequence[str],
    begin: str | None,
    end: str | None,
    day: str | None,
) -> tuple[Asked, date | None]:
    """
    Turn what a person asked into IRIs and days.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things.
        QueryError: A date or kind is none.
    """
    known = ontology().kinds
    for key in kind:
        if key not in known:
            raise PolicygraphError("E101", kind=key, near=nearest(key, known))
    first, last = _day(begin, MIN, 0), _day(end, MAX, 1)
    if first > last:
        raise PolicygraphError("E609", begin=begin, end=end)

    def iri(text: str | None, kinds: tuple[str, ...]) -> str:
        return resolve(store, text, kind=kinds).iri if text else ""

    asked = Asked(
        thing=iri(name, ()),
        region=iri(region, KINDS["region"]),
        agency=iri(agency, KINDS["body"]),
        type=iri(doc_type, ("document-type",)),
        topic=iri(topic, ("topic",)),
        kinds=tuple(kind),
        begin=first,
        end=last,
    )
    return asked, _one_day(day) if day else None


def _day(text: str | None, default: date, side: int) -> date:
    return _days(text)[side] if text else default


def _one_day(text: str) -> date:
    """
    Nothing tells which day of a month is meant, so the last is only a guess that a person may take up.
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
    header = [phrase("date", lang), phrase("role", lang), phrase("thing", lang)]
    rows = []
    for entry in entries:
        row = [_when(entry, lang), said(ontology().labels(entry.role), lang), said(entry.thing.both, lang)]
        if any(e.via for e in entries):
            row.append(_via(entry, places, lang))
        if ranged:
            row.append(phrase(entry.fit.value, lang))
        if any(e.why[0] for e in entries):
            row.append(said(entry.why, lang))
        row.append(references.cite(entry.citations))
        rows.append(row)
    if any(e.via for e in entries):
        header.append(phrase("via", lang))
    if ranged:
        header.append(phrase("fit", lang))
    if any(e.why[0] for e in entries):
        header.append(phrase("why", lang))
    return "\n".join([table([*header, phrase("at", lang)], rows), "", *references.books()])


def _when(entry: Entry, lang: Lang) -> str:
    return entry.edtf + marked(entry.modality, "", lang)


def _via(entry: Entry, places: dict[str, Entity], lang: Lang) -> str:
    terms = ontology()
    found = [f"{said(terms.labels(how), lang)}: {said(places[at].both, lang)}" for how, at in entry.via if at in places]
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
            "via": [{"link": how, "id": local(at)} for how, at in entry.via],
            "citations": [c.as_json(lang) for c in entry.citations],
        }
        for entry in entries
    ]


def timeline_csv(entries: Sequence[Entry], lang: Lang) -> str:
    """
    Return a timeline as CSV; its header uses the keys of the contract.
    """
    header = ["id", "label", "label_en", "kind", "role", "edtf", "words", "begin_earliest", "begin_latest"]
    header += ["end_earliest", "end_latest", "fit", "why", "modality", "citations"]
    rows = []
    for entry in entries:
        b = entry.bounds
        days = (b.begin_earliest, b.begin_latest, b.end_earliest, b.end_latest)
        cited = "; ".join(said(c.words, lang) for c in entry.citations)
        role = said(ontology().labels(entry.role), lang)
        head = (entry.thing.id, entry.thing.label, entry.thing.english, entry.thing.kind, role, entry.edtf, entry.words)
        rows.append((*head, *days, entry.fit.value, said(entry.why, lang), entry.modality, cited))
    return to_csv(header, rows)
