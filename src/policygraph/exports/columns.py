"""
What leaves: a thing, a link, a statement, and the columns that every format makes of them.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from ..citations import local
from ..dates import MAX, MIN
from ..ontology import ontology
from ..sheets import Column, Sort, worded
from ..store import Iri

if TYPE_CHECKING:
    from datetime import date

    from ..citations import Citation
    from ..dates import Bounds
    from ..entities import Entity
    from ..ontology import Both
    from ..store import Term


@dataclass(frozen=True, slots=True)
class Node:
    """
    A thing: its names, its dates as ``role EDTF``, and the spans of days in which it is or may be there.
    """

    thing: Entity
    dates: tuple[str, ...]
    spans: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """
    A link between two things (ids), with its modality, every passage that says so, and its period where it has one.
    """

    source: str
    target: str
    property: str
    modality: str
    citations: tuple[Citation, ...]
    span: Bounds | None = None

    @builtins.property
    def id(self) -> str:
        """
        Sixteen hexadecimal digits of what is linked, how and when; further citations never change them.
        """
        said = (self.source, self.property, self.target, self.modality, str(self.span or ""))
        return blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()

    @builtins.property
    def why(self) -> Both:
        """
        The reason of a link that is only inferred, zh and en.
        """
        return next((c.why for c in self.citations if self.modality == "inferred"), ("", ""))


@dataclass(frozen=True, slots=True)
class Said:
    """
    What one passage says of one subject; a date comes with its role, its words and its days.
    """

    subject: str
    property: str
    value: Term
    modality: str
    citation: Citation
    role: str = ""
    edtf: str = ""
    words: str = ""
    span: Bounds | None = None


def _days(of: str) -> tuple[Column[Node], ...]:
    pick = min if of.startswith("begin") else max
    return (Column(of, lambda node: pick((getattr(s, of) for s in node.spans), default=None), Sort.DATE),)


BOUNDS = ("begin_earliest", "begin_latest", "end_earliest", "end_latest")
NODE: tuple[Column[Node], ...] = (
    Column("id", lambda node: node.thing.id),
    Column("iri", lambda node: node.thing.iri),
    Column("kind", lambda node: node.thing.kind),
    *worded("label", lambda node: (node.thing.label, node.thing.english)),
    Column("aliases", lambda node: list(node.thing.aliases), Sort.TEXTS),
    Column("dates", lambda node: list(node.dates), Sort.TEXTS),
    *(column for name in BOUNDS for column in _days(name)),
)


def _day(of: str) -> Column[Edge]:
    return Column(of, lambda edge: edge.span and getattr(edge.span, of), Sort.DATE)


def _said_day(of: str) -> Column[Said]:
    return Column(of, lambda said: said.span and getattr(said.span, of), Sort.DATE)


EDGE: tuple[Column[Edge], ...] = (
    Column("id", lambda edge: edge.id),
    Column("source", lambda edge: edge.source),
    Column("target", lambda edge: edge.target),
    Column("property", lambda edge: edge.property),
    *worded("label", lambda edge: ontology().labels(edge.property)),
    Column("modality", lambda edge: edge.modality),
    *worded("why", lambda edge: edge.why),
    *(_day(name) for name in BOUNDS),
    Column("passages", lambda edge: [f"{c.source}/{c.locator}" for c in edge.citations], Sort.TEXTS),
    Column("citations", lambda edge: [c.words[0] for c in edge.citations], Sort.TEXTS),
    Column("citations_en", lambda edge: [c.words[1] for c in edge.citations], Sort.TEXTS),
)
SAID: tuple[Column[Said], ...] = (
    Column("subject", lambda said: local(said.subject)),
    Column("property", lambda said: said.property),
    *worded("label", lambda said: ontology().labels(said.role or said.property)),
    Column("value", lambda said: said.edtf or (local(said.value) if isinstance(said.value, Iri) else str(said.value))),
    Column("target", lambda said: local(said.value) if isinstance(said.value, Iri) and not said.edtf else None),
    Column("language", lambda said: getattr(said.value, "lang", "") or None),
    Column("modality", lambda said: said.modality),
    *worded("why", lambda said: said.citation.why),
    Column("role", lambda said: said.role or None),
    Column("words", lambda said: said.words or None),
    *(_said_day(name) for name in BOUNDS),
    Column("source", lambda said: said.citation.source),
    Column("locator", lambda said: said.citation.locator),
    Column("page", lambda said: said.citation.page or None, Sort.WHOLE),
    Column("cited", lambda said: said.citation.words[0]),
    Column("cited_en", lambda said: said.citation.words[1]),
)


def opened(day: date | None) -> str:
    """
    Return a day as text, nothing where it stands for an open end.
    """
    return "" if day in (None, MIN, MAX) else str(day)
