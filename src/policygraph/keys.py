"""
The columns of every list that answers a question: the keys of the JSON contract, with what is nested laid flat.

What is said in both languages stands in two columns (``label`` and ``label_en``), the days of a date in four
(``begin_earliest`` …), a citation under ``citations`` as source, locator and page and under ``cited`` in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .citations import cited, local, said
from .entities import ENTITY
from .ontology import ontology
from .phrases import PHRASES, phrase
from .sheets import NOTHING, Column, Sort, worded
from .store import Iri
from .tables import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .check import Finding
    from .entities import Fact
    from .errors import Lang
    from .gaps import Gap
    from .ontology import Both
    from .paths import Explanation, Step
    from .query import NamedQuery
    from .timeline import Entry

ID, IRI, LABEL, LABEL_EN, KIND, _ = ENTITY
PARAM = dict.fromkeys(("name", "type", "meaning", "meaning_en", "default"), Sort.TEXT)


def _fact_value(fact: Fact, lang: Lang) -> str:
    value = fact.edtf or (local(fact.value) if isinstance(fact.value, Iri) else str(fact.value))
    return value + marked(fact.modality, said(fact.why, lang), lang)


FACT: tuple[Column[Fact], ...] = (
    Column("subject", lambda fact: local(fact.subject), heading=PHRASES["subject"]),
    Column("property", lambda fact: fact.predicate),
    *worded("label", lambda fact: ontology().labels(fact.role or fact.predicate), PHRASES["property"]),
    Column("value", lambda fact: str(fact.value), heading=PHRASES["value"], words=_fact_value),
    Column("target", lambda fact: local(fact.value) if isinstance(fact.value, Iri) else None),
    Column("role", lambda fact: fact.role or None),
    Column("edtf", lambda fact: fact.edtf or None),
    Column("words", lambda fact: fact.words or None),
    Column("modality", lambda fact: fact.modality),
    *worded("why", lambda fact: fact.why),
    *cited(lambda fact: fact.citations),
)


def _via(entry: Entry, lang: Lang) -> str:
    colon, found = "：" if lang == "zh" else ": ", []
    for how, at in entry.via:
        back, link = "← " if how.startswith("^") else "", said(ontology().labels(how.removeprefix("^")), lang)
        found.append(f"{back}{link}{colon}{local(at)}{marked(entry.sureness(how, at), '', lang)}")
    return "\n".join(found)


def _ways(entry: Entry) -> list[dict[str, str]]:
    return [{"link": how, "id": local(at), "modality": entry.sureness(how, at)} for how, at in entry.via]


ENTRY: tuple[Column[Entry], ...] = (
    ID.of(lambda entry: entry.thing, heading=NOTHING),
    IRI.of(lambda entry: entry.thing),
    LABEL.of(lambda entry: entry.thing, heading=PHRASES["thing"]),
    LABEL_EN.of(lambda entry: entry.thing),
    KIND.of(lambda entry: entry.thing, heading=NOTHING),
    Column(
        "role",
        lambda entry: entry.role,
        heading=PHRASES["role"],
        words=lambda entry, lang: said(ontology().labels(entry.role), lang),
    ),
    Column(
        "edtf",
        lambda entry: entry.edtf or None,
        heading=PHRASES["date"],
        words=lambda entry, lang: entry.edtf + marked(entry.modality, "", lang),
    ),
    Column("words", lambda entry: entry.words or None),
    Column("begin_earliest", lambda entry: entry.bounds.begin_earliest, Sort.DATE),
    Column("begin_latest", lambda entry: entry.bounds.begin_latest, Sort.DATE),
    Column("end_earliest", lambda entry: entry.bounds.end_earliest, Sort.DATE),
    Column("end_latest", lambda entry: entry.bounds.end_latest, Sort.DATE),
    Column(
        "fit",
        lambda entry: entry.fit.value,
        heading=PHRASES["fit"],
        words=lambda entry, lang: phrase(entry.fit.value, lang),
    ),
    *worded("why", lambda entry: entry.why, PHRASES["why"]),
    Column("modality", lambda entry: entry.modality),
    Column(
        "via",
        _ways,
        dict.fromkeys(("link", "id", "modality"), Sort.TEXT),
        PHRASES["via"],
        _via,
    ),
    *cited(lambda entry: entry.citations),
)


@dataclass(frozen=True, slots=True)
class Link:
    """
    One link of a step of a way, with their numbers from 1.
    """

    way: int
    cost: int
    number: int
    step: Step
    fact: Fact
    forward: bool

    def words(self, lang: Lang) -> str:
        """
        Return the link as an arrow in the direction in which it points.
        """
        name = said(ontology().labels(self.fact.predicate), lang)
        arrow = f"—{name}→" if self.forward else f"←{name}—"
        return arrow + marked(self.fact.modality, said(self.fact.why, lang), lang)


LINK: tuple[Column[Link], ...] = (
    Column("way", lambda link: link.way, Sort.WHOLE),
    Column("cost", lambda link: link.cost, Sort.WHOLE),
    Column("step", lambda link: link.number, Sort.WHOLE),
    ID.of(lambda link: link.step.start, "from_", NOTHING),
    LABEL.of(lambda link: link.step.start, "from_", PHRASES["from"]),
    LABEL_EN.of(lambda link: link.step.start, "from_"),
    KIND.of(lambda link: link.step.start, "from_", NOTHING),
    Column("property", lambda link: link.fact.predicate),
    *worded(
        "label",
        lambda link: ontology().labels(link.fact.predicate),
        PHRASES["link"],
        lambda link, lang: link.words(lang),
    ),
    Column("forward", lambda link: link.forward, Sort.FLAG),
    ID.of(lambda link: link.step.end, "to_", NOTHING),
    LABEL.of(lambda link: link.step.end, "to_", PHRASES["to"]),
    LABEL_EN.of(lambda link: link.step.end, "to_"),
    KIND.of(lambda link: link.step.end, "to_", NOTHING),
    Column("modality", lambda link: link.fact.modality),
    *worded("why", lambda link: link.fact.why),
    *cited(lambda link: link.fact.citations),
)


def links(ways: Sequence[Explanation]) -> list[tuple[Both, list[Link]]]:
    """
    Return the links of each explanation under its heading: one row a link, in the order of the steps.
    """
    return [(_heading(number, way), list(_links(number, way))) for number, way in enumerate(ways, 1)]


def _heading(number: int, way: Explanation) -> Both:
    steps = len(way.steps)
    return phrase("way", "zh", number=number, steps=steps), phrase("way", "en", number=number, steps=steps)


def _links(number: int, way: Explanation) -> Iterable[Link]:
    for at, step in enumerate(way.steps, 1):
        for fact, forward in step.links:
            yield Link(number, way.cost, at, step, fact, forward)


def _params(query: NamedQuery) -> list[dict[str, str]]:
    return [dict(zip(PARAM, (p.name, p.type, *p.words, p.default), strict=True)) for p in query.params]


def _params_words(query: NamedQuery, _: Lang) -> str:
    return "\n".join(f"{p.name} ({p.type}) = {p.default}" for p in query.params)


QUERY: tuple[Column[NamedQuery], ...] = (
    Column("name", lambda query: query.name, heading=PHRASES["label"]),
    *worded("title", lambda query: query.title, PHRASES["title"]),
    Column("params", _params, PARAM, PHRASES["params"], _params_words),
)

GAP: tuple[Column[Gap], ...] = (
    Column("gap", lambda gap: gap.sort.value),
    ID.of(lambda gap: gap.thing, heading=NOTHING),
    IRI.of(lambda gap: gap.thing),
    LABEL.of(lambda gap: gap.thing, heading=PHRASES["thing"]),
    LABEL_EN.of(lambda gap: gap.thing),
    KIND.of(lambda gap: gap.thing, heading=NOTHING),
    Column("title", lambda gap: gap.title or None, heading=PHRASES["gap.note"]),
    Column("dates", lambda gap: [dated.edtf for dated in gap.dates], Sort.TEXTS),
    Column("fit", lambda gap: gap.fit.value),
    *cited(lambda gap: gap.citations),
)

FINDING: tuple[Column[Finding], ...] = (
    Column("place", lambda found: str(found.place), heading=PHRASES["place"]),
    Column("file", lambda found: found.place.file),
    Column("line", lambda found: found.place.line or None, Sort.WHOLE),
    Column("column", lambda found: found.place.column or None, Sort.WHOLE),
    Column("code", lambda found: found.code, heading=PHRASES["code"]),
    Column("error", lambda found: found.error, Sort.FLAG),
    Column("id", lambda found: found.thing or None),
    *worded("text", lambda found: found.words, PHRASES["text"]),
)
