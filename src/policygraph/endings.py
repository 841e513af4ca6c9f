"""
How it is said that other documents ended a thing, and which of these endings no source states.

When a thing ended is known from its time in force; no day is worked out here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .force import WHY
from .ontology import PREFIXES, iri
from .phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .entities import Entity
    from .ontology import Both
    from .store import Store

# The reasons of a time in force that rest on a link from another document.
BY_DOCUMENT = frozenset((WHY["endedByDocument"], WHY["endedOnUnknownDay"]))
# Two patterns, because engines read all links of the graph where the property is a list of values.
LINKS = """
SELECT DISTINCT ?ender ?thing ?modality WHERE {
  %s
  { GRAPH ?g { ?ender eli:repeals ?thing } } UNION { GRAPH ?g { ?ender dcterms:replaces ?thing } }
  ?g pg:modality ?modality
}"""
# Above so many it is cheaper to read all than to name each.
MANY = 500


def ended_by(documents: Iterable[Entity]) -> Both:
    """
    Return the words for a thing that these documents repeal or replace, zh and en.
    """
    labels = sorted(document.both for document in documents)
    zh, en = "”“".join(zh for zh, _ in labels), ", ".join(en for _, en in labels)
    return phrase("reason.ended_by", "zh", names=zh), phrase("reason.ended_by", "en", names=en)


def inferred_endings(store: Store, things: Collection[str]) -> set[str]:
    """
    Return those of *things* (IRIs) that a document is only inferred to repeal or replace.

    Raises:
        QueryError: The store refused the query, or took longer than its timeout.

    One SELECT, linear in the documents that end these things; none where nothing is asked for.
    """
    if not things:
        return set()
    named = f"VALUES ?thing {{ {' '.join(f'<{thing}>' for thing in sorted(things))} }}" if len(things) <= MANY else ""
    said: dict[tuple[str, str], set[str]] = {}
    for row in store.select(LINKS % named, prefixes=PREFIXES):
        said.setdefault((str(row["ender"]), str(row["thing"])), set()).add(str(row["modality"]))
    return {thing for (_, thing), modalities in said.items() if modalities == {iri("pg:inferred")}} & set(things)
