"""
The plain reading as JSON-LD 1.1, with a context made from the ontology's terms.

Terms are the local names that the vocabularies themselves use (`passed_by`, `based_on`); where two vocabularies share a
local name the later one is written with its prefix. Only what stands in the default graph is written.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from .ontology import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PLAIN = (iri("xsd:string"), iri("rdf:langString"))


class Context:
    """
    Shortens IRIs to terms. A predicate whose values are written in two ways gets two terms.
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], str] = {}

    def term(self, predicate: str, value: NamedNode | BlankNode | Literal) -> str:
        """
        Return the term for a predicate with values of this form.
        """
        if predicate == iri("rdf:type"):
            return "@type"
        form = value.datatype.value if isinstance(value, Literal) else "@id"
        form = "" if form in PLAIN else form
        if (predicate, form) not in self._terms:
            local = predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            taken = set(self._terms.values())
            names = (local, self.compact(predicate), f"{local}_{form.rsplit('#', 1)[-1].strip('@') or 'text'}")
            self._terms[predicate, form] = next(name for name in names if name not in taken)
        return self._terms[predicate, form]

    def compact(self, full: str) -> str:
        """
        Return an IRI with its prefix, whole where none fits.
        """
        for prefix, start in PREFIXES.items():
            if full.startswith(start) and len(full) > len(start):
                return f"{prefix}:{full[len(start) :]}"
        return full

    def document(self) -> dict[str, Any]:
        """
        Return the `@context`.
        """
        terms: dict[str, Any] = dict(sorted(PREFIXES.items()))
        for (predicate, form), name in sorted(self._terms.items(), key=lambda item: item[1]):
            terms[name] = {"@id": predicate, "@type": form} if form else {"@id": predicate}
        return {"@version": 1.1, **terms}


def to_jsonld(read: Callable[[], Iterable[Quad]]) -> Iterator[str]:
    """
    Yield the JSON-LD document of the quads that *read* gives, sorted by subject; one node a line, for readable
    differences. They are read twice, because the context comes first.
    """
    context = Context()
    for quad in read():
        if not isinstance(quad.object, Triple):
            context.term(quad.predicate.value, quad.object)
    yield f'{{"@context": {json.dumps(context.document(), ensure_ascii=False)},\n"@graph": [\n'
    between = ""
    for node in _nodes(read(), context):
        yield between + json.dumps(node, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _nodes(quads: Iterable[Quad], context: Context) -> Iterator[dict[str, Any]]:
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": _node(subject, context)}
        for quad in group:
            value = quad.object
            if isinstance(value, Triple):
                continue
            node.setdefault(context.term(quad.predicate.value, value), []).append(_value(value, context))
        yield {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in node.items()}


def _node(node: NamedNode | BlankNode, context: Context) -> str:
    return context.compact(node.value) if isinstance(node, NamedNode) else str(node)


def _value(value: NamedNode | BlankNode | Literal, context: Context) -> Any:
    if not isinstance(value, Literal):
        return _node(value, context)
    return {"@value": value.value, "@language": value.language} if value.language else value.value
