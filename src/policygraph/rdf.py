"""
Statements to N-Quads lines: the only room that makes IRIs.

The default graph is the plain reading; one named graph a passage, modality and reason is the evidence. Plans and
proposals become `pg:Proposal` nodes and never direct triples. Nothing is a blank node.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import quote

from .dates import PartialDate, dated
from .force import VALID, WHY, Force, Periods
from .judgements import canonical
from .model import Modality
from .names import NAMES
from .ontology import BASE, PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from .dates import Bounds
    from .evidence import Evidence
    from .force import Force
    from .judgements import Judgement
    from .model import Source, Statement, Thing
    from .ontology import Both, Ontology, Property

# How many passages are remembered as described; to describe one again only repeats lines.
REMEMBERED = 65_536
UNSAFE = re.compile(r'[\x00-\x1f"\\\x7f]')
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
TYPE = f"<{iri('rdf:type')}>"
LABEL = f"<{iri('rdfs:label')}>"
TIME = f"<{iri('pg:time')}>"
DATE = iri("xsd:date")
DECIMAL = iri("xsd:decimal")
EDTF = iri("edtf:EDTF")
ELI = PREFIXES["eli"]
# What follows the IRI of a thing in that of its time in force.
IN_FORCE = "/in-force"
# A name is shown before anything else is known of a thing, so even a thing that is only proposed has its label.
TITLE = iri("dcterms:title")


@lru_cache(maxsize=1024)
def pg(name: str) -> str:
    """
    Return a term of ours in N-Triples form.
    """
    return f"<{BASE}ontology#{name}>"


BEGIN_EARLIEST, BEGIN_LATEST = pg("beginEarliest"), pg("beginLatest")
END_EARLIEST, END_LATEST = pg("endEarliest"), pg("endLatest")


def text(value: str, lang: str = "") -> str:
    """
    Return a literal in N-Triples form, with its language or as a plain string.
    """
    safe = UNSAFE.sub(_escape, value) if UNSAFE.search(value) else value
    return f'"{safe}"@{lang}' if lang else f'"{safe}"'


def typed(value: object, datatype: str) -> str:
    """
    Return a typed literal in N-Triples form; *value* must hold nothing that needs an escape.
    """
    return f'"{value}"^^<{datatype}>'


def _escape(match: re.Match[str]) -> str:
    return ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


class Quads:
    """
    Turns statements into lines of N-Quads; *periods* gathers what only all of them together can tell, `in_force`.

    Lines may repeat (two keys can say one thing in one passage): whoever sorts them also drops repeats. Memory grows
    with the number of dated things, not with the number of statements.
    """

    def __init__(
        self,
        ontology: Ontology,
        sources: dict[str, Source],
        things: dict[str, Thing],
        evidence: Mapping[str, Evidence] | None = None,
        judgements: Sequence[Judgement] = (),
        periods: Periods | None = None,
        base: str = BASE,
    ) -> None:
        self._ontology = ontology
        self._sources = sources
        self._things = things
        self._evidence = evidence or {}
        self._judgements = judgements
        self._canonical = canonical(judgements)
        self._id = f"{base}id/"
        self._graphs: set[str] = set()
        self._periods = Periods() if periods is None else periods

    def thing(self, thing: Thing) -> Iterator[str]:
        """
        Yield what a thing is: its class and all classes above; one that is only proposed is none of them.
        """
        subject = self.known(thing.slug)
        if thing.proposed:
            yield f"{subject} {TYPE} {pg('ProposedThing')} .\n"
            yield f"{subject} {pg('proposedKind')} <{thing.kind.cls}> .\n"
            return
        for cls in thing.kind.classes:
            yield f"{subject} {TYPE} <{cls}> .\n"

    def statement(self, said: Statement) -> list[str]:
        """
        Return the lines of one statement: plain reading, evidence, and the nodes that it needs.
        """
        thing = self._things[said.subject]
        self._periods.add(said, thing.kind.classes, self._canonical)
        graph = self._graph(said)
        lines = self._describe(said, graph)
        if said.property.path in NAMES:
            lines += self._name(said, graph)
        elif not said.modality.is_fact:
            lines += self._proposal(said)
        elif said.property.form == "date":
            lines += self._date(said, graph)
        else:
            lines += _both(*self._triple(said), graph)
            if said.during:
                lines += self._membership(said, graph)
        return lines

    def outline(self) -> Iterator[str]:
        """
        Yield the sources with their outlines, the ontology's concepts, and what was judged.
        """
        for source in self._sources.values():
            yield from self._source(source)
        for subject, predicate, value in self._ontology.concept_statements():
            yield f"<{subject}> <{predicate}> {value} .\n"
        yield from self._judged()

    def in_force(self, force: Force) -> Iterator[str]:
        """
        Yield when a thing is in force.
        """
        owner = self.node(force.subject)
        node = f"{owner[:-1]}{IN_FORCE}>"
        yield f"{owner} {pg('inForce')} {node} .\n"
        yield from _bounds(node, force.bounds)
        for of, role, edtf in force.basis:
            yield f"{node} {pg('basis')} {_date_node(self.node(of), role, edtf)} .\n"
        for said in _reason(force.why):
            yield f"{node} {said}"

    def node(self, slug: str) -> str:
        """
        Return the IRI of a thing, passage or graph in N-Triples form.
        """
        return f"<{self._id}{slug}>"

    def known(self, slug: str) -> str:
        """
        Return the IRI of a thing, or of the thing that it was judged to be.
        """
        return self.node(self._canonical.get(slug, slug))

    def _graph(self, said: Statement) -> str:
        if not said.passage or not said.modality.is_fact:
            return ""
        if said.modality is Modality.INFERRED:
            return f"<{self._id}{said.passage}/inferred/{_short(said.why[0])}>"
        return f"<{self._id}{said.passage}>"

    def _describe(self, said: Statement, graph: str) -> list[str]:
        """
        Describe the passage's graph on first sight; a passage that only proposes has a node but no graph.
        """
        key = graph or said.passage
        if not key or key in self._graphs:
            return []
        if len(self._graphs) == REMEMBERED:
            self._graphs.clear()
        self._graphs.add(key)
        return list(self._description(said, graph))

    def _description(self, said: Statement, graph: str) -> Iterator[str]:
        node = graph or self.node(said.passage)
        source, _, locator = said.passage.partition("/")
        yield f"{node} {pg('locator')} {text(locator)} .\n"
        yield f"{node} <{iri('dcterms:isPartOf')}> {self.node(source)} .\n"
        page = self._sources[source].page(locator)
        if page:
            yield f"{node} {pg('page')} {typed(page, iri('xsd:integer'))} .\n"
        if graph:
            yield f"{node} {pg('modality')} {pg(said.modality)} .\n"
        if said.modality is Modality.INFERRED:
            yield from _labels(node, said.why, pg("why"))
        if said.passage in self._evidence:
            start, end, digest = self._evidence[said.passage]
            yield f"{node} <{iri('oa:start')}> {typed(start, iri('xsd:integer'))} .\n"
            yield f"{node} <{iri('oa:end')}> {typed(end, iri('xsd:integer'))} .\n"
            yield f"{node} {pg('digest')} {text(digest)} .\n"

    def _triple(self, said: Statement) -> tuple[str, str, str]:
        subject, predicate = self.known(said.subject), f"<{said.property.path}>"
        value = self._value(said.property, said.value)
        return (value, predicate, subject) if said.property.inverse else (subject, predicate, value)

    def _value(self, prop: Property, value: str) -> str:
        if prop.form == "reference":
            return self.known(value)
        if prop.form == "number":
            return typed(value, DECIMAL)
        return text(value, "zh" if prop.form == "label" else "")

    def _name(self, said: Statement, graph: str) -> Iterator[str]:
        """
        A name stands in the passage that gives it; our translation stands in the plain reading only.
        """
        subject, path = self.known(said.subject), said.property.path
        if said.subject in self._canonical and path == iri("rdfs:label"):
            path = iri("skos:altLabel")
        yield from _both(subject, f"<{path}>", text(said.value, "zh"), graph)
        if said.english:
            yield f"{subject} <{path}> {text(said.english, 'en')} .\n"
        if path == TITLE:
            yield f"{subject} {LABEL} {text(said.value, 'zh')} .\n"
            if said.english:
                yield f"{subject} {LABEL} {text(said.english, 'en')} .\n"

    def _date(self, said: Statement, graph: str) -> Iterator[str]:
        owner, prop = self.known(said.subject), said.property
        node = _date_node(owner, prop.role, said.value)
        yield from _both(owner, TIME, node, graph)
        if f"<{prop.path}>" != TIME:
            yield from _both(owner, f"<{prop.path}>", node, graph)
        if said.words:
            yield from _both(node, pg("words"), text(said.words, "zh"), graph)
        yield from _time(node, prop.role, said.value, lasting=prop.role == VALID)
        # ELI's own date properties have the range xsd:date, so they are written only when the day is known.
        if prop.role.startswith(ELI) and dated(said.value).bounds.begin_earliest.isoformat() == said.value:
            yield from _both(owner, f"<{prop.role}>", typed(said.value, DATE), graph)

    def _membership(self, said: Statement, graph: str) -> Iterator[str]:
        """
        What holds for a time is a dated role of its own; the plain link stays even when the role has ended.
        """
        slug, body, member = dated_role(said, self._canonical)
        self._periods.add_member(slug, body, member, said.during)
        owner, node = self.node(body), self.node(slug)
        time = _date_node(node, VALID, said.during)
        yield f"{node} {TYPE} <{iri('org:Membership')}> .\n"
        yield from _both(node, f"<{iri('org:organization')}>", owner, graph)
        yield from _both(node, f"<{iri('org:member')}>", self.known(said.value), graph)
        yield from _both(node, TIME, time, graph)
        yield from _time(time, VALID, said.during)

    def _proposal(self, said: Statement) -> Iterator[str]:
        node = self.node(f"{said.passage}/proposal/{said.id}")
        subject, predicate, value = self._triple(said)
        if said.property.form == "date":
            predicate, value = f"<{said.property.role}>", typed(said.value, EDTF)
        yield f"{node} {TYPE} {pg('Proposal')} .\n"
        yield f"{node} <{iri('rdf:subject')}> {subject} .\n"
        yield f"{node} <{iri('rdf:predicate')}> {predicate} .\n"
        yield f"{node} <{iri('rdf:object')}> {value} .\n"
        yield f"{node} {pg('modality')} {pg(said.modality)} .\n"
        yield f"{node} {pg('passage')} {self.node(said.passage)} .\n"

    def _judged(self) -> Iterator[str]:
        """
        A merged thing's own IRI still leads to it; what was judged to differ says so.
        """
        for slug, first in self._canonical.items():
            yield f"{self.node(slug)} <{iri('owl:sameAs')}> {self.node(first)} .\n"
        for judgement in self._judgements:
            for one, other in combinations(judgement.things, 2) if not judgement.same else ():
                yield f"{self.known(one)} <{iri('owl:differentFrom')}> {self.known(other)} .\n"

    def _source(self, source: Source) -> Iterator[str]:
        node = self.node(source.id)
        for cls in self._ontology.above(iri("pg:Source")):
            yield f"{node} {TYPE} <{cls}> .\n"
        yield from _labels(node, source.name)
        yield from _labels(node, source.title, f"<{TITLE}>")
        yield f"{node} <{iri('dcterms:bibliographicCitation')}> {text(source.citation, 'zh')} .\n"
        if source.digest:
            yield f"{node} {pg('digest')} {text(source.digest)} .\n"
        for identifier in source.identifiers:
            yield f"{node} <{iri('dcterms:identifier')}> {text(identifier)} .\n"
        if source.published:
            role, edtf = iri("eli:date_publication"), PartialDate(source.published).edtf
            yield f"{node} {TIME} {_date_node(node, role, edtf)} .\n"
            yield from _time(_date_node(node, role, edtf), role, edtf)
        for chapter in source.chapters:
            part = self.node(f"{source.id}/{chapter.key}")
            yield from _labels(part, chapter.name)
            yield from _labels(part, chapter.title, f"<{TITLE}>")
            yield f"{part} <{iri('dcterms:isPartOf')}> {node} .\n"
        for section in source.sections:
            part = self.node(f"{source.id}/{section.locator}")
            yield from _labels(part, section.title)
            if section.number:
                yield f"{part} <{iri('skos:notation')}> {text(section.number)} .\n"
            yield f"{part} <{iri('dcterms:isPartOf')}> {self.node(source.id + '/' + section.locator.split('/')[0])} .\n"


def _both(subject: str, predicate: str, value: str, graph: str) -> tuple[str, ...]:
    """
    Return a triple as a line of the plain reading and, where it has a passage, as one of the evidence.
    """
    triple = f"{subject} {predicate} {value}"
    return (f"{triple} .\n", f"{triple} {graph} .\n") if graph else (f"{triple} .\n",)


def _labels(node: str, words: Both, predicate: str = LABEL) -> Iterator[str]:
    yield f"{node} {predicate} {text(words[0], 'zh')} .\n"
    if words[1] != words[0]:
        yield f"{node} {predicate} {text(words[1], 'en')} .\n"


def dated_role(said: Statement, one: Mapping[str, str]) -> tuple[str, str, str]:
    """
    Return the slugs of a dated role and of its two sides, body and member, both merged as *one* tells.
    """
    body, member = (one.get(slug, slug) for slug in (said.subject, said.value))
    return f"{body}/role/{said.property.key}/{said.value}/{quote(said.during, safe='')}", body, member


@lru_cache(maxsize=65536)
def date_path(role: str, edtf: str) -> str:
    """
    Return what follows the IRI of a thing in that of a date of it.

    `2022/..` is quoted whole, because a path that ends in dots would be resolved away.
    """
    local = role.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return f"/time/{local}/{quote(edtf, safe='')}"


def _date_node(owner: str, role: str, edtf: str) -> str:
    return f"{owner[:-1]}{date_path(role, edtf)}>"


def _time(node: str, role: str, edtf: str, *, lasting: bool = False) -> list[str]:
    return [f"{node} {said}" for said in _of_date(role, edtf, lasting)]


@lru_cache(maxsize=65536)
def _of_date(role: str, edtf: str, lasting: bool) -> tuple[str, ...]:
    """
    Return what is said of a date's node: predicates and values to the end of their lines, the same for all its owners.
    """
    known = dated(edtf)
    return (
        f"{TYPE} {pg('Time')} .\n",
        f"{pg('role')} <{role}> .\n",
        f"{pg('edtf')} {typed(edtf, EDTF)} .\n",
        *(line.partition(" ")[2] for line in _bounds("<>", known.lasting if lasting else known.bounds)),
    )


def _bounds(node: str, bounds: Bounds) -> Iterator[str]:
    yield f"{node} {BEGIN_EARLIEST} {_day(bounds.begin_earliest)} .\n"
    yield f"{node} {BEGIN_LATEST} {_day(bounds.begin_latest)} .\n"
    yield f"{node} {END_EARLIEST} {_day(bounds.end_earliest)} .\n"
    yield f"{node} {END_LATEST} {_day(bounds.end_latest)} .\n"


@lru_cache(maxsize=65536)
def _day(day: date) -> str:
    return typed(day.isoformat(), DATE)


@lru_cache(maxsize=64)
def _reason(why: str) -> tuple[str, ...]:
    """
    Return what is said of a time in force by the key of its reason, to the end of the lines.
    """
    return tuple(line.partition(" ")[2] for line in _labels("<>", WHY[why], pg("why")))


@lru_cache(maxsize=4096)
def _short(why: str) -> str:
    return blake2b(why.encode(), digest_size=4).hexdigest()
