"""
The ontology as data: which kinds of things there are, which keys a record of each kind may have, and what they mean.

Everything is read from the SHACL shapes and terms in `ontology/*.ttl`; a new kind or key needs no Python. Nothing is
inferred here but the list of superclasses, which the graph writes out because engines do not reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

BASE = "https://w3id.org/policygraph/"
PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "id": BASE + "id/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pg": BASE + "ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Form = OneOf["reference", "label", "text", "number", "date"]
Both = tuple[str, str]
Object = NamedNode | BlankNode | Literal


@lru_cache(maxsize=1024)
def iri(name: str) -> str:
    """
    Return the full IRI of a prefixed name such as ``eli:passed_by``.
    """
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


@dataclass(frozen=True, slots=True)
class Property:
    """
    What one key of a record says: its path in the graph and the values it takes.

    `form` is what a value is: a reference to a thing of one of `classes`, a label (text with a language), plain text,
    a number, or a date whose `role` the graph keeps. `most` is None where any number of values may stand. `assigned`
    is the reason why its values are always inferred: they are our classification.
    """

    key: str
    path: str
    inverse: bool
    form: Form
    classes: frozenset[str]
    role: str
    least: int
    most: int | None
    checkable: bool
    assigned: Both
    acyclic: bool
    name: Both
    order: int


@dataclass(frozen=True, slots=True)
class Kind:
    """
    A kind of thing: its key in records, its class, that class with all above it, and the keys its records may have.
    """

    key: str
    cls: str
    classes: tuple[str, ...]
    name: Both
    properties: dict[str, Property] = field(repr=False)
    vocabulary: bool


@dataclass(frozen=True, slots=True)
class Concept:
    """
    A concept that the ontology itself defines, such as the instrument 住房保障.
    """

    slug: str
    kind: str
    label: Both


class Ontology:
    """
    The shapes, terms and concepts of a folder of Turtle files, indexed once.
    """

    def __init__(self, folder: Path) -> None:
        self._index: dict[str, dict[str, list[Object]]] = {}
        for path in sorted(folder.glob("*.ttl")):
            for triple in parse(path=str(path), format=RdfFormat.TURTLE):
                subject, predicate = str(_name(triple.subject)), str(_name(triple.predicate))
                self._index.setdefault(subject, {}).setdefault(predicate, []).append(triple.object)

    def labels(self, term: str) -> Both:
        """
        Return the zh and en label of a term's IRI; its local name where it has none.
        """
        return self._labels.get(term) or (_local(term), _local(term))

    @cached_property
    def _labels(self) -> dict[str, Both]:
        found = {term: self._both(term, iri("rdfs:label")) for term in self._index}
        return {term: both for term, both in found.items() if both}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """
        All kinds by their key, in the order of the shapes file.
        """
        shapes = [s for s, p in self._index.items() if iri("sh:targetClass") in p and iri("pg:key") in p]
        kinds = [self._kind(shape) for shape in shapes]
        return {kind.key: kind for kind in sorted(kinds, key=lambda kind: (kind.vocabulary, kind.key))}

    @cached_property
    def concepts(self) -> dict[str, Concept]:
        """
        The concepts that the ontology defines, by slug.
        """
        classes = {kind.cls: kind.key for kind in self.kinds.values() if kind.vocabulary}
        found = {}
        for subject, properties in self._index.items():
            if not subject.startswith(PREFIXES["id"]):
                continue
            key = next((classes[c] for c in map(_text, properties.get(iri("rdf:type"), ())) if c in classes), None)
            if key:
                slug = subject.removeprefix(PREFIXES["id"])
                found[slug] = Concept(slug, key, self.labels(subject))
        return found

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        """
        Every property of every kind, each once.
        """
        unique = {
            (p.key, p.path, p.role, p.inverse): p for kind in self.kinds.values() for p in kind.properties.values()
        }
        return tuple(unique.values())

    def objects(self, subject: str, predicate: str) -> list[str]:
        """
        Return the values of *predicate* of *subject*, both full IRIs, as text.
        """
        return [_text(value) for value in self._index.get(subject, {}).get(predicate, ())]

    def concept_statements(self) -> list[tuple[str, str, Object]]:
        """
        Return the triples that describe the concepts, for the plain reading.
        """
        slugs = {PREFIXES["id"] + slug for slug in self.concepts}
        kept = {iri("rdf:type"), iri("rdfs:label"), iri("skos:definition"), iri("skos:broader"), iri("skos:inScheme")}
        return [(s, p, o) for s in sorted(slugs) for p, values in self._index[s].items() if p in kept for o in values]

    def above(self, cls: str) -> tuple[str, ...]:
        """
        Return *cls* and every class above it, nearest first.
        """
        found = [cls]
        for known in found:
            found += [c for c in self.objects(known, iri("rdfs:subClassOf")) if c not in found and "://" in c]
        return tuple(found)

    def _kind(self, shape: str) -> Kind:
        cls = self.objects(shape, iri("sh:targetClass"))[0]
        properties = [self._property(p) for s in self._with_nodes(shape) for p in self.objects(s, iri("sh:property"))]
        ordered = sorted((p for p in properties if p.key), key=lambda p: (p.order, p.key))
        classes = self.above(cls)
        return Kind(
            key=self.objects(shape, iri("pg:key"))[0],
            cls=cls,
            classes=classes,
            name=self.labels(shape),
            properties={p.key: p for p in ordered},
            vocabulary=iri("skos:Concept") in classes,
        )

    def _with_nodes(self, shape: str) -> list[str]:
        found = [shape]
        for known in found:
            found += [s for s in self.objects(known, iri("sh:node")) if s not in found]
        return found

    def _property(self, shape: str) -> Property:
        def one(name: str, default: str = "") -> str:
            return next(iter(self.objects(shape, iri(name))), default)

        path = one("sh:path")
        inverse = self.objects(path, iri("sh:inversePath"))
        # One text in each language is one value: the second language is our translation of the first.
        most = "1" if one("sh:uniqueLang") == "true" else one("sh:maxCount")
        return Property(
            key=one("pg:key"),
            path=inverse[0] if inverse else path,
            inverse=bool(inverse),
            form=self._form(one("sh:datatype"), one("pg:role")),
            classes=frozenset(self._classes(shape)),
            role=one("pg:role"),
            least=int(one("sh:minCount", "0")),
            most=int(most) if most else None,
            checkable=one("pg:checkable") == "true",
            assigned=self._both(shape, iri("pg:assigned")) or ("", ""),
            acyclic=one("pg:acyclic") == "true",
            name=self._both(shape, iri("sh:name")) or (one("pg:key"), one("pg:key")),
            order=int(float(one("sh:order", "99"))),
        )

    def _form(self, datatype: str, role: str) -> Form:
        if role:
            return "date"
        forms: dict[str, Form] = {
            iri("rdf:langString"): "label",
            iri("xsd:string"): "text",
            iri("xsd:decimal"): "number",
        }
        return forms.get(datatype, "reference")

    def _classes(self, shape: str) -> list[str]:
        found = self.objects(shape, iri("sh:class"))
        for head in self.objects(shape, iri("sh:or")):
            node = head
            while node in self._index:
                for item in self.objects(node, iri("rdf:first")):
                    found += self.objects(item, iri("sh:class"))
                node = next(iter(self.objects(node, iri("rdf:rest"))), "")
        return found

    def _both(self, term: str, predicate: str) -> Both | None:
        words = {o.language: o.value for o in self._index.get(term, {}).get(predicate, ()) if isinstance(o, Literal)}
        return (words["zh"], words.get("en", words["zh"])) if "zh" in words else None


def shipped(name: str) -> Path:
    """
    Return the folder *name* (``ontology``, ``data``) that came with this installation.

    An installed wheel carries it inside the package; an editable install reads the checkout.
    """
    inside = Path(__file__).parent / f"_{name}"
    return inside if inside.is_dir() else Path(__file__).parents[2] / name


@lru_cache(maxsize=1)
def ontology() -> Ontology:
    """
    Return the ontology that came with this installation, read once a process.
    """
    return Ontology(shipped("ontology"))


def _name(term: object) -> str:
    return term.value if isinstance(term, (NamedNode, BlankNode)) else str(term)


def _text(term: object) -> str:
    return term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else str(term)


def _local(term: str) -> str:
    return term.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
