"""
Gaps as tables with numbered sources or as JSON, and how things and their dates are keyed there and in a lineage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import Citations, said
from ..entities import resolve
from ..errors import QueryError
from ..gaps import Sort, by_sort, gaps, last_published
from ..ontology import ontology
from ..phrases import phrase
from ..query import KINDS
from ..tables import References, table
from .timeline import one_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..entities import Entity
    from ..errors import Lang
    from ..gaps import Gap
    from ..standing import Dated
    from ..store import Store


def gaps_answer(
    store: Store, lang: Lang, *, as_json: bool, name: str | None, region: str | None, day: str | None, **asked: Any
) -> str | list[dict[str, Any]]:
    """
    Return the gaps of a whole graph or region, as text or for JSON.

    Raises:
        UnknownNameError: The region is none.
        QueryError: The day is none, or a thing is named too (E606).
    """
    if name:
        raise QueryError("E606", choices="NAME, --gaps")
    on = one_day(day) if day else last_published(store)
    place = resolve(store, region, kind=KINDS["region"]).iri if region else ""
    found = gaps(store, region=place, on=on, inferred=asked["inferred"])
    return gaps_json(found, lang) if as_json else gaps_text(store, found, on, lang)


def gaps_text(store: Store, found: Sequence[Gap], on: date | None, lang: Lang) -> str:
    """
    Return gaps as a table for each sort, with numbered sources.
    """
    if not found:
        return phrase("none", lang)
    references = References(Citations(store).references, lang)
    return "\n".join([gap_tables(found, on, references, lang), "", *references.books()])


def gaps_json(found: Iterable[Gap], lang: Lang) -> list[dict[str, Any]]:
    """
    Return gaps with the keys of the contract; `title` is what no record tells of, `dates` are those of an expiry.
    """
    return [
        {
            "gap": gap.sort.value,
            **entity_json(gap.thing),
            "title": gap.title or None,
            "dates": [dated_json(d, lang) for d in gap.dates],
            "fit": gap.fit.value,
            "citations": [c.as_json(lang) for c in gap.citations],
        }
        for gap in found
    ]


def gap_tables(found: Iterable[Gap], on: date | None, references: References, lang: Lang) -> str:
    """
    Return gaps as a table for each sort; *references* numbers their sources.
    """
    tables = []
    for title, group in by_sort(found, on):
        rows = [(said(g.thing.both, lang), _note(g, lang), references.cite(g.citations)) for g in group]
        noted = any(note for _, note, _ in rows)
        header = [phrase("thing", lang), *([phrase("gap.note", lang)] if noted else []), phrase("at", lang)]
        kept = rows if noted else [(thing, at) for thing, _, at in rows]
        tables.append(table(header, kept, title=said(title, lang)))
    return "\n\n".join(tables)


def entity_json(entity: Entity) -> dict[str, Any]:
    """
    Return the keys that name a thing.
    """
    return {
        **{"id": entity.id, "iri": entity.iri, "label": entity.label, "label_en": entity.english or None},
        "kind": entity.kind,
    }


def dated_json(dated: Dated, lang: Lang) -> dict[str, Any]:
    """
    Return the keys of a date.
    """
    bounds = dated.bounds
    return {
        "role": dated.role,
        "edtf": dated.edtf,
        "words": dated.words or None,
        "begin": {"earliest": str(bounds.begin_earliest), "latest": str(bounds.begin_latest)},
        "end": {"earliest": str(bounds.end_earliest), "latest": str(bounds.end_latest)},
        "modality": dated.modality,
        "citations": [c.as_json(lang) for c in dated.citations],
    }


def _note(gap: Gap, lang: Lang) -> str:
    if gap.title:
        return gap.title
    ended = [f"{d.edtf} {said(ontology().labels(d.role), lang)}" for d in gap.dates]
    return "\n".join([*ended, *([phrase(gap.fit.value, lang)] if gap.sort is Sort.EXPIRED else [])])
