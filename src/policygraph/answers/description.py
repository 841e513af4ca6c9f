"""
A description of one thing, as text with numbered sources or as JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import Citations, said
from ..entities import kind_words
from ..phrases import phrase
from ..tables import References, marked, table

if TYPE_CHECKING:
    from ..describe import Description, Line
    from ..errors import Lang
    from ..store import Store


def description_text(store: Store, about: Description, lang: Lang) -> str:
    """
    Return all that is said of a thing, with numbered sources.
    """
    entity = about.entity
    references = References(Citations(store).references, lang)
    translated = entity.english not in ("", entity.label)
    head = entity.label + (f"  {entity.english} ({phrase('ours', lang)})" if translated else "")
    lines = [head, f"{said(kind_words(entity.kind), lang)} · {entity.id} · {entity.iri}"]
    if entity.aliases:
        lines.append(f"{phrase('aliases', lang)}: {'、'.join(entity.aliases)}")
    groups = (
        ("facts", about.facts),
        ("inward", about.inward),
        ("figures", about.figures),
        ("proposals", about.proposals),
    )
    for key, group in groups:
        rows = [_line_row(line, references, lang) for line in group if line.citations]
        if rows:
            lines += ["", phrase(key, lang), table(["", "", phrase("at", lang)], rows)]
    return "\n".join([*lines, "", *references.books()])


def _line_row(line: Line, references: References, lang: Lang) -> tuple[str, str, str]:
    name = f"← {said(line.property, lang)}" if line.inward else said(line.property, lang)
    value = said(line.value, lang)
    return name, value + marked(line.modality, said(line.why, lang), lang), references.cite(line.citations)


def description_json(about: Description, lang: Lang) -> dict[str, Any]:
    """
    Return all that is said of a thing, by sort.
    """
    entity = about.entity
    return {
        **{"id": entity.id, "iri": entity.iri, "label": entity.label, "label_en": entity.english},
        **{"kind": entity.kind, "aliases": list(entity.aliases)},
        "facts": [_line_json(line, lang) for line in about.facts],
        "inward": [_line_json(line, lang) for line in about.inward],
        "figures": [_line_json(line, lang) for line in about.figures],
        "proposals": [_line_json(line, lang) for line in about.proposals],
    }


def _line_json(line: Line, lang: Lang) -> dict[str, Any]:
    return {
        "property": line.term,
        "label": said(line.property, lang),
        "value": said(line.value, lang),
        "target": line.target.id if line.target else None,
        "modality": line.modality,
        "why": said(line.why, lang) or None,
        "citations": [c.as_json(lang) for c in line.citations],
    }
