"""
What the graph tells of itself, for editors and other tools: its named queries, its prefixes, and how much it holds.

Queries are `sh:SPARQLExecutable` (SHACL Advanced Features, 2017, as SIB's sparql-examples use it), counts VoID (2011).
All of it is computed and stands in the default graph. None of it is a thing: it has no `rdfs:label`, and no passage
states it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from .library import TYPES, library, prefixes, standalone
from .ontology import BASE, PREFIXES, iri
from .phrases import PHRASES
from .rdf import text, typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from .library import NamedQuery, Param
    from .model import Statement, Thing
    from .ontology import Both, Ontology, Property

QUERIES = f"<{BASE}query>"
DATASET = f"<{BASE}void>"
LICENCE = "<https://creativecommons.org/licenses/by/4.0/>"
N_QUADS = "<http://www.w3.org/ns/formats/N-Quads>"
# How long a whole day is in EDTF.
DAY = len("2023-06-30")
# A default of several values is none that `sh:defaultValue` could hold.
ONE = re.compile(r'"[^"]*"(?:\^\^\S+)?|[^\s"]+')


def queries() -> Iterator[str]:
    """
    Yield the library and the prefixes that it uses as lines of N-Quads, the same for every graph.
    """
    known = library().values()
    for prefix in sorted({prefix for query in known for prefix in prefixes(query.text)}):
        node = f"{QUERIES[:-1]}/prefix/{prefix}>"
        yield _line(QUERIES, "sh:declare", node)
        yield _line(node, "sh:prefix", text(prefix))
        yield _line(node, "sh:namespace", typed(PREFIXES[prefix], iri("xsd:anyURI")))
    for query in known:
        yield from _query(query)


@dataclass(slots=True)
class Uses:
    """
    Which keys records of which kinds use: what the description needs of the statements that pass by.

    `found` holds the kind of the node that gets the property, the record's kind, the key, and whether the value is a
    day. A third of a microsecond a statement.
    """

    found: set[tuple[str, str, str, bool]] = field(default_factory=set)

    def add(self, said: Statement, things: Mapping[str, Thing]) -> None:
        """
        Take note of one statement; plans and proposals are none of a thing's properties.
        """
        if said.modality.is_fact:
            prop, kind = said.property, things[said.subject].kind.key
            owner = things[said.value if prop.inverse else said.subject]
            if not owner.proposed:
                self.found.add((owner.kind.key, kind, prop.key, prop.form == "date" and len(said.value) == DAY))


def described(
    ontology: Ontology, things: Mapping[str, Thing], merged: Collection[str], uses: Uses, sources: Collection[str]
) -> Iterator[str]:
    """
    Yield the VoID description of a graph as lines of N-Quads: how many things it holds, of which classes, and which
    properties of records each class has.

    *merged* are the slugs that stand for another thing. What is proposed only is not counted. Linear in the things.
    """
    counts = Counter(thing.kind.key for slug, thing in things.items() if not thing.proposed and slug not in merged)
    elsewhere = len([source for source in sources if source not in things])
    nodes = Counter(dict.fromkeys(ontology.above(iri("pg:Source")), elsewhere))
    for key, count in counts.items():
        nodes.update(dict.fromkeys(ontology.kinds[key].classes, count))
    nodes[iri("pg:Source")] = len(sources)
    nodes = +nodes
    yield from _dataset(sum(counts.values()) + elsewhere, [f"<{cls}>" for cls in nodes])
    for cls, count in nodes.items():
        part = _part(f"<{cls}>")
        yield _line(DATASET, "void:classPartition", part)
        yield _line(part, "void:class", f"<{cls}>")
        yield _line(part, "void:entities", _number(count))
    for owner, kind, key, day in uses.found:
        paths = _paths(ontology.kinds[kind].properties.get(key), day)
        for cls in ontology.kinds[owner].classes if owner in counts else ():
            yield from _properties(_part(f"<{cls}>"), paths)

    # Concepts that the ontology defines are named by no record.
    for subject, predicate, _ in ontology.concept_statements():
        for cls in things[subject.removeprefix(PREFIXES["id"])].kind.classes if predicate != iri("rdf:type") else ():
            yield from _properties(_part(f"<{cls}>"), {predicate})


def _properties(part: str, paths: set[str]) -> Iterator[str]:
    for path in paths:
        node = f"{part[:-1]}/{_step(f'<{path}>')}>"
        yield _line(part, "void:propertyPartition", node)
        yield _line(node, "void:property", f"<{path}>")


def _paths(prop: Property | None, day: bool) -> set[str]:
    """
    Return the properties that a key of a record becomes; ELI's own date properties are written of whole days only.
    """
    if not prop:
        return set()
    found = {prop.path}
    if prop.path == iri("dcterms:title"):
        found.add(iri("rdfs:label"))
    if prop.form == "date":
        found.add(iri("pg:time"))
        if day and prop.role.startswith(iri("eli:")):
            found.add(prop.role)
    return found


def _dataset(things: int, classes: list[str]) -> Iterator[str]:
    yield _line(DATASET, "rdf:type", f"<{iri('void:Dataset')}>")
    yield from _both(DATASET, "dcterms:title", PHRASES["graph.title"])
    yield _line(DATASET, "dcterms:license", LICENCE)
    yield _line(DATASET, "void:uriSpace", text(PREFIXES["id"]))
    yield _line(DATASET, "void:dataDump", f"<{BASE}graph.nq>")
    yield _line(DATASET, "void:feature", N_QUADS)
    yield _line(DATASET, "void:entities", _number(things))
    yield _line(DATASET, "void:classes", _number(len(classes)))
    for namespace in PREFIXES.values():
        if any(term.startswith(f"<{namespace}") for term in classes):
            yield _line(DATASET, "void:vocabulary", f"<{namespace}>")


def _query(query: NamedQuery) -> Iterator[str]:
    node = f"<{BASE}query/{query.name}>"
    yield _line(node, "rdf:type", f"<{iri('sh:SPARQLExecutable')}>")
    yield _line(node, "rdf:type", f"<{iri('sh:SPARQLSelectExecutable')}>")
    yield from _both(node, "dcterms:title", query.title)
    # Editors list a query once for each of its comments, so both languages stand in one.
    yield _line(node, "rdfs:comment", text(" / ".join(query.title)))
    yield _line(node, "sh:prefixes", QUERIES)
    yield _line(node, "sh:select", text(standalone(query.text)))
    for param in query.params:
        part = f"{node[:-1]}/{param.name}>"
        yield _line(node, "sh:parameter", part)
        yield from _parameter(part, param)


def _parameter(node: str, param: Param) -> Iterator[str]:
    value = TYPES[param.type].value
    yield _line(node, "rdf:type", f"<{iri('sh:Parameter')}>")
    yield _line(node, "sh:path", f"<{BASE}parameter/{param.name}>")
    yield from _both(node, "sh:name", param.words)
    yield _line(node, "sh:datatype" if value.startswith("xsd:") else "sh:class", f"<{iri(value)}>")
    # A query runs with its defaults, so no parameter must be given.
    yield _line(node, "sh:optional", typed("true", iri("xsd:boolean")))
    if ONE.fullmatch(param.default):
        yield _line(node, "sh:defaultValue", _term(param.default))


def _term(default: str) -> str:
    """
    Return one default as N-Triples write it.
    """
    value, mark, datatype = default.rpartition("^^")
    if mark:
        return f"{value}^^<{iri(datatype)}>"
    if default[0] in '<"':
        return default
    return _number(default) if default.isdigit() else f"<{iri(default)}>"


def _part(term: str) -> str:
    """
    Return the part of the graph that holds the nodes of a class.
    """
    return f"{DATASET[:-1]}/{_step(term)}>"


def _step(term: str) -> str:
    """
    Return a term as two steps of a path: its prefix and local name, or its whole IRI where we have no prefix for it.
    """
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    prefix = next((prefix for prefix, namespace in PREFIXES.items() if namespace == term[1:cut]), None)
    return f"{prefix}/{term[cut:-1]}" if prefix else f"other/{quote(term[1:-1], safe='')}"


def _number(count: object) -> str:
    return typed(count, iri("xsd:integer"))


def _both(node: str, predicate: str, words: Both) -> Iterator[str]:
    yield _line(node, predicate, text(words[0], "zh"))
    yield _line(node, predicate, text(words[1], "en"))


def _line(subject: str, predicate: str, value: str) -> str:
    return f"{subject} <{iri(predicate)}> {value} .\n"
