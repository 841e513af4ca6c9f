"""
What a person reads about one thing: its facts, what points to it, its figures, and what is planned or proposed for it.

Everything is worded in Chinese and English at once, with its citations; nothing is computed that the graph does not
say.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .citations import cited, said
from .entities import Entity, Fact, entities, facts
from .frames import Answer, Tabled
from .ontology import iri, ontology
from .phrases import PHRASES
from .sheets import Column, Sort, Table, worded
from .store import Iri
from .tables import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .citations import Citation
    from .errors import Lang
    from .ontology import Both
    from .store import Store

TIME = iri("pg:time")
PERIOD = iri("sdmx-dimension:refPeriod")
LABEL = iri("rdfs:label")
INDICATOR = iri("pg:indicator")
VALUE = iri("sdmx-measure:obsValue")
UNIT = iri("sdmx-attribute:unitMeasure")
MEASURED = tuple(map(iri, ("pg:about", "sdmx-dimension:refArea")))
QUALIFIER = iri("pg:qualifier")
CATEGORY = iri("pg:category")
# The name stands above the facts; classes and computed nodes are for programs.
UNSAID = frozenset(map(iri, ("rdf:type", "rdfs:label", "pg:inForce", "pg:proposedKind", "skos:inScheme")))
OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line about a thing: what it says (`property`), the value in words, the thing that the value is, if it is one,
    whether the link points here from there (`inward`), its modality, its reason, and its citations.
    """

    property: Both
    value: Both
    target: Entity | None
    inward: bool
    modality: str
    citations: tuple[Citation, ...]
    term: str
    why: Both = ("", "")


def _property(line: Line, lang: Lang) -> str:
    return f"← {said(line.property, lang)}" if line.inward else said(line.property, lang)


def _value(line: Line, lang: Lang) -> str:
    return said(line.value, lang) + marked(line.modality, said(line.why, lang), lang)


LINE: tuple[Column[Line], ...] = (
    Column("property", lambda line: line.term),
    *worded("label", lambda line: line.property, PHRASES["property"], _property),
    *worded("value", lambda line: line.value, PHRASES["value"], _value),
    Column("target", lambda line: line.target.id if line.target else None),
    Column("inward", lambda line: line.inward, Sort.FLAG),
    Column("modality", lambda line: line.modality),
    *worded("why", lambda line: line.why),
    *cited(lambda line: line.citations),
)
# In a description each line stands beside the sort of its section.
SECTION: tuple[Column[tuple[str, Line]], ...] = (
    Column("section", lambda row: row[0]),
    *(column.of(lambda row: row[1]) for column in LINE),
)


def _lines() -> Answer[Line]:
    return Answer((), LINE)


@dataclass(slots=True, repr=False)
class Description(Tabled):
    """
    All lines about a thing, by sort; as a table all of them, each with its section.
    """

    entity: Entity
    facts: Answer[Line] = field(default_factory=_lines)
    inward: Answer[Line] = field(default_factory=_lines)
    figures: Answer[Line] = field(default_factory=_lines)
    proposals: Answer[Line] = field(default_factory=_lines)

    def table(self) -> Table[tuple[str, Line]]:
        """
        Return the lines of all sections; people are shown those that a passage states.
        """
        sections = {"facts": self.facts, "inward": self.inward, "figures": self.figures, "proposals": self.proposals}
        groups = [(PHRASES[name], [(name, line) for line in lines]) for name, lines in sections.items()]
        return Table(SECTION, groups, self.entity.title, hidden=lambda row: not row[1].citations)


def describe(store: Store, entity: Entity) -> Description:
    """
    Return what the graph says of one thing; a handful of lookups, whatever the graph's size.
    """
    said = facts(store, entity.iri)
    figures = [f.subject for f in said if f.predicate in MEASURED and str(f.value) == entity.iri]
    more = facts(store, *figures) if figures else []
    reached = {end for f in (*said, *more) for end in (f.subject, f.value) if isinstance(end, Iri) or end == f.subject}
    known = entities(store, map(str, reached))
    return describe_all(known, [*said, *more], [entity])[entity.id]


def describe_all(known: Mapping[str, Entity], said: Iterable[Fact], wanted: Iterable[Entity]) -> dict[str, Description]:
    """
    Return the descriptions of *wanted*, by id, from facts that hold all about them; linear in facts.
    """
    found = {entity.iri: Description(entity) for entity in wanted}
    measured: dict[str, list[Fact]] = {}
    unique = list({(f.subject, f.predicate, str(f.value), f.modality): f for f in said}.values())
    for fact in unique:
        subject = known.get(fact.subject)
        if subject and subject.kind == OBSERVATION:
            measured.setdefault(fact.subject, []).append(fact)
    for fact in unique:
        _place(fact, known, found)
    for group in measured.values():
        _figure(group, known, found)
    return {about.entity.id: about for about in found.values()}


def _place(fact: Fact, known: Mapping[str, Entity], found: dict[str, Description]) -> None:
    about, pointed = found.get(fact.subject), found.get(str(fact.value))
    if fact.predicate in UNSAID or (fact.predicate == PERIOD and fact.modality == "stated"):
        return
    if about:
        lines = about.facts if fact.modality in ("stated", "inferred") else about.proposals
        lines.append(_line(fact, known, inward=False))
    if pointed and fact.subject in known and known[fact.subject].kind != OBSERVATION:
        lines = pointed.inward if fact.modality in ("stated", "inferred") else pointed.proposals
        lines.append(_line(fact, known, inward=True))


def _line(fact: Fact, known: Mapping[str, Entity], *, inward: bool) -> Line:
    other = known.get(fact.subject if inward else str(fact.value))
    terms = ontology()
    words = terms.labels(fact.role or fact.predicate)
    if fact.predicate == TIME:
        value = (
            (fact.edtf, fact.edtf)
            if not fact.words
            else (f"{fact.edtf}（{fact.words}）", f"{fact.edtf} ({fact.words})")
        )
    elif other:
        value = other.both
    elif isinstance(fact.value, Iri):
        value = terms.labels(str(fact.value))
    else:
        value = (str(fact.value), str(fact.value))
    return Line(words, value, other, inward, fact.modality, fact.citations, fact.role or fact.predicate, fact.why)


def _figure(group: list[Fact], known: Mapping[str, Entity], found: dict[str, Description]) -> None:
    """
    Word a figure as one line: 博士农场数量 117个，2022/..
    """
    by = {fact.predicate: fact for fact in group if fact.predicate not in MEASURED}
    value = by.get(VALUE)
    if value is None:
        return
    indicator, unit = (known.get(str(by[term].value)) if term in by else None for term in (INDICATOR, UNIT))
    name = indicator.both if indicator else ("", "")
    units = unit.both if unit else ("", "")
    qualifier = str(by[QUALIFIER].value) if QUALIFIER in by else ""
    time = by.get(TIME)
    when = time.edtf if time else ""
    category = str(by[CATEGORY].value) if CATEGORY in by else ""
    zh = f"{qualifier}{value.value}{units[0]}" + "".join(f"，{part}" for part in (category, when) if part)
    en = f"{qualifier}{value.value} {units[1]}".strip() + "".join(f", {part}" for part in (category, when) if part)
    subject = known[value.subject]
    for fact in group:
        about = found.get(str(fact.value)) if fact.predicate in MEASURED else None
        if about:
            about.figures.append(
                Line(name, (zh, en), subject, False, value.modality, value.citations, INDICATOR, value.why)
            )
