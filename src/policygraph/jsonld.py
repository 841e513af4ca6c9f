"""
The plain reading as JSON-LD 1.1, with a context made from the ontology's terms.

Terms are the local names that the vocabularies themselves use (`passed_by`, `based_on`); where two vocabularies share a
local name the later one is written with its prefix. Only what stands in the default graph is written.
"""

from __future__ import annotations

import json
import shutil
from functools import lru_cache
from itertools import groupby
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .ontology import PREFIXES, iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

PLAIN = (iri("xsd:string"), iri("rdf:langString"))
TYPE = iri("rdf:type")


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
        if predicate == TYPE:
            return "@type"
        form = value.datatype.value if isinstance(value, Literal) else "@id"
        form = "" if form in PLAIN else form
        if (predicate, form) not in self._terms:
            local = predicate.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
            taken = set(self._terms.values())
            names = (local, compact(predicate), f"{local}_{form.rsplit('#', 1)[-1].strip('@') or 'text'}")
            self._terms[predicate, form] = next(name for name in names if name not in taken)
        return self._terms[predicate, form]

    def document(self) -> dict[str, Any]:
        """
        Return the `@context`.
        """
        terms: dict[str, Any] = dict(sorted(PREFIXES.items()))
        for (predicate, form), name in sorted(self._terms.items(), key=lambda item: item[1]):
            terms[name] = {"@id": predicate, "@type": form} if form else {"@id": predicate}
        return {"@version": 1.1, **terms}


@lru_cache(maxsize=65536)
def compact(full: str) -> str:
    """
    Return an IRI with its prefix, whole where none fits.
    """
    for prefix, start in PREFIXES.items():
        if full.startswith(start) and len(full) > len(start):
            return f"{prefix}:{full[len(start) :]}"
    return full


def write_document(quads: Iterable[Quad], path: Path) -> None:
    """
    Write the JSON-LD document of *quads* that come sorted by subject; one node a line, for readable differences.

    The context comes first, and is known last: the nodes wait in a file beside.
    """
    context = Context()
    encode = json.JSONEncoder(ensure_ascii=False).encode
    with path.open("wb") as file, TemporaryFile(dir=path.parent) as nodes:
        between = ""
        for node in _nodes(quads, context):
            nodes.write(f"{between}{encode(node)}".encode())
            between = ",\n"
        nodes.seek(0)
        file.write(f'{{"@context": {encode(context.document())},\n"@graph": [\n'.encode())
        shutil.copyfileobj(nodes, file)
        file.write(b"\n]}\n")


def _nodes(quads: Iterable[Quad], context: Context) -> Iterator[dict[str, Any]]:
    for subject, group in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": _node(subject)}
        for quad in group:
            value = quad.object
            if isinstance(value, Triple):
                continue
            node.setdefault(context.term(quad.predicate.value, value), []).append(_value(value))
        yield {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in node.items()}


def _node(node: NamedNode | BlankNode) -> str:
    return compact(node.value) if isinstance(node, NamedNode) else str(node)


def _value(value: NamedNode | BlankNode | Literal) -> Any:
    if not isinstance(value, Literal):
        return _node(value)
    return {"@value": value.value, "@language": value.language} if value.language else value.value
