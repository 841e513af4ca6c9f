"""
Explanations of a link, step by step, as text or JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import Citations, said
from ..ontology import ontology
from ..phrases import phrase
from ..tables import References, marked, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..entities import Entity
    from ..errors import Lang
    from ..paths import Explanation
    from ..store import Store


def path_text(store: Store, ways: Sequence[Explanation], lang: Lang) -> str:
    """
    Return explanations step by step, each link with its citation.
    """
    references = References(Citations(store).references, lang)
    terms = ontology()
    lines: list[str] = []
    for number, way in enumerate(ways, 1):
        lines.append(phrase("way", lang, number=number, steps=len(way.steps)))
        rows = []
        for step in way.steps:
            for fact, forward in step.links:
                name = said(terms.labels(fact.predicate), lang)
                arrow = f"—{name}→" if forward else f"←{name}—"
                mark = marked(fact.modality, said(fact.why, lang), lang)
                start, end = said(step.start.both, lang), said(step.end.both, lang)
                rows.append((start, arrow + mark, end, references.cite(fact.citations)))
        lines += [table(["", phrase("link", lang), "", phrase("at", lang)], rows), ""]
    return "\n".join([*lines, *references.books()])


def path_json(ways: Iterable[Explanation], lang: Lang) -> list[dict[str, Any]]:
    """
    Return explanations as lists of steps.
    """
    return [
        {
            "cost": way.cost,
            "steps": [
                {
                    "from": _end(step.start),
                    "to": _end(step.end),
                    "links": [
                        {
                            "property": fact.predicate,
                            "label": said(ontology().labels(fact.predicate), lang),
                            "forward": forward,
                            "modality": fact.modality,
                            "why": said(fact.why, lang) or None,
                            "citations": [c.as_json(lang) for c in fact.citations],
                        }
                        for fact, forward in step.links
                    ],
                }
                for step in way.steps
            ],
        }
        for way in ways
    ]


def _end(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, "label": entity.label, "label_en": entity.english or None, "kind": entity.kind}
