"""
The plain reading as JSON-LD 1.1, with a context made from the ontology's terms.

Terms are the local names that the vocabularies themselves use (`passed_by`, `based_on`); where two vocabularies share a
local name the later one is written with its prefix. Only what stands in the default graph is written.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from .ontology import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAIN = (iri("xsd:string"), iri("rdf:langString"))


class Context:
    """
    Shortens IRIs to terms. A predicate whose values are written in two ways gets two terms.
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], str] = {}

    def term(self, predicate: str, value: NamedNode | Literal) -> str:
        """
        Return the term for a predicate with values of this form.
        """
        if predicate == iri("rdf:type"):
            return "@type"
        form = "@id" if isinstance(value, NamedNode) else value.datatype.value
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


def to_jsonld(quads: Iterable[Quad]) -> str:
    """
    Return the JSON-LD document of *quads*, which come sorted by subject; one node a line, for readable differences.
    """
    context = Context()
    nodes = [json.dumps(node, ensure_ascii=False) for node in _nodes(quads, context)]
    head = json.dumps(context.document(), ensure_ascii=False)
    return f'{{"@context": {head},\n"@graph": [\n' + ",\n".join(nodes) + "\n]}\n"


def _nodes(quads: Iterable[Quad], context: Context) -> Iterator[dict[str, Any]]:
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": context.compact(str(subject.value))}
        for quad in group:
            value = quad.object
            if not isinstance(value, (NamedNode, Literal)):
                continue
            node.setdefault(context.term(quad.predicate.value, value), []).append(_value(value, context))
        yield {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in node.items()}


def _value(value: NamedNode | Literal, context: Context) -> Any:
    if isinstance(value, NamedNode):
        return context.compact(value.value)
    return {"@value": value.value, "@language": value.language} if value.language else value.value
