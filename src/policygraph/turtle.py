"""
The plain reading as Turtle that people read: prefixes, one block a thing, its class and names first.

Serialisers of libraries escape every slash in a local name, and one parser in use (rdflib 7.6) cannot read a local name
that ends in an escaped dot; here only names without an escape are shortened, and all else stands in angle brackets.
Triple terms are those of RDF 1.2.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from .ontology import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
TYPE, STRING = iri("rdf:type"), iri("xsd:string")
FIRST = {TYPE: 0, iri("rdfs:label"): 1, iri("dcterms:title"): 2}
BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def to_turtle(quads: Iterable[Quad | Triple]) -> Iterator[str]:
    """
    Yield Turtle, block by block, of *quads* that come sorted by subject.
    """
    yield "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in sorted(PREFIXES.items()))
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        by: dict[str, list[str]] = {}
        for quad in group:
            by.setdefault(quad.predicate.value, []).append(_term(quad.object))
        lines = [f"{_verb(p)} {' , '.join(by[p])}" for p in sorted(by, key=lambda p: (FIRST.get(p, 9), _verb(p)))]
        yield f"\n{_term(subject)} " + " ;\n    ".join(lines) + " .\n"


@lru_cache(maxsize=1024)
def _verb(predicate: str) -> str:
    return "a" if predicate == TYPE else _name(predicate)


@lru_cache(maxsize=65536)
def _name(full: str) -> str:
    cut = max(full.rfind("#"), full.rfind("/")) + 1
    prefix = BY_NAMESPACE.get(full[:cut])
    return f"{prefix}:{full[cut:]}" if prefix and LOCAL.fullmatch(full, cut) else f"<{full}>"


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        return _name(term.value)
    if isinstance(term, Literal) and not term.language and term.datatype.value != STRING:
        text = str(term)
        return text[: text.rindex("^^") + 2] + _name(term.datatype.value)
    if isinstance(term, Triple):
        return f"<<( {_term(term.subject)} {_term(term.predicate)} {_term(term.object)} )>>"
    return str(term)
