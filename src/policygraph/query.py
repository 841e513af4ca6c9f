"""
Named queries with typed parameters, and SPARQL of the reader's own.

A parameter's value is parsed by its type and written back as one RDF term, so no value can change the query.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .citations import local
from .dates import DateProblem, span
from .entities import resolve
from .errors import QueryError, UnknownNameError, nearest
from .library import TYPES, NamedQuery, Param, library, named, put
from .ontology import PREFIXES, ontology
from .store import n3

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .errors import Lang
    from .store import Rows, Store

__all__ = ["KINDS", "NamedQuery", "Param", "bind", "chapters", "library", "named", "read_query", "run", "terms"]

KINDS = {name: about.kinds for name, about in TYPES.items() if about.kinds}
CHAPTERS = """
SELECT DISTINCT ?chapter ?name WHERE {
  ?source a pg:Source . ?chapter dcterms:isPartOf ?source ; rdfs:label ?name .
}"""


def bind(store: Store, query: NamedQuery, given: Mapping[str, str], lang: Lang = "zh") -> str:
    """
    Return the SPARQL of *query* with *given* values for its parameters.

    Raises:
        QueryError: A parameter does not exist (E510) or its value does not fit its type (E511).
        UnknownNameError: A name stands for nothing, or for several things.
    """
    return put(query, terms(store, query, given, lang))


def terms(store: Store, query: NamedQuery, given: Mapping[str, str], lang: Lang = "zh") -> dict[str, str]:
    """
    Return the *given* values as the RDF terms that they stand for, by parameter; raises what `bind` raises.
    """
    params = {param.name: param for param in query.params}
    for name in given:
        if name not in params:
            raise QueryError("E510", name=query.name, param=name, near=nearest(name, params))
    return {name: _term(store, params[name], value, lang) for name, value in given.items()}


def run(store: Store, text: str, *, timeout: float = 60.0) -> Rows:
    """
    Run a SELECT; all prefixes of the project may be used without being declared.

    Raises:
        QueryError: The query is not valid, not allowed, or not finished after *timeout* seconds.
    """
    return replace(store.select(text, prefixes=PREFIXES, timeout=timeout), prefixes=PREFIXES)


def read_query(path: Path) -> str:
    """
    Return the text of a query file.

    Raises:
        QueryError: E512, where it cannot be read as UTF-8 text.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise QueryError("E512", path=path, why=getattr(fault, "strerror", None) or fault) from None


def chapters(store: Store) -> dict[str, set[str]]:
    """
    Return the chapters of all sources by IRI, each with what it may be called: its names, its key, its id.
    """
    found: dict[str, set[str]] = {}
    for row in store.select(CHAPTERS, prefixes=PREFIXES):
        chapter = str(row["chapter"])
        names = found.setdefault(chapter, {chapter, local(chapter), chapter.rsplit("/", 1)[-1]})
        names.add(str(row["name"]))
    return found


def _term(store: Store, param: Param, value: str, lang: Lang) -> str:
    if param.type == "text":
        return n3(value)
    if param.type == "chapter":
        return f"<{_chapter(store, value)}>"
    if param.type in KINDS or param.type == "thing":
        return f"<{resolve(store, value, kind=KINDS.get(param.type, ())).iri}>"
    term = {"integer": _integer, "year": _year, "day": _day, "kind": _kind}[param.type](value)
    if term:
        return term
    near = nearest(value, _kinds()) if param.type == "kind" else ""
    raise QueryError("E511", param=param.name, want=TYPES[param.type].words[lang == "en"], found=value, near=near)


def _integer(value: str) -> str:
    return value if re.fullmatch(r"[+-]?\d{1,18}", value, re.ASCII) else ""


def _year(value: str) -> str:
    return str(int(value)) if re.fullmatch(r"\d{4}", value, re.ASCII) else ""


def _day(value: str) -> str:
    try:
        first, last = span(value)
    except DateProblem:
        return ""
    return f'"{first.isoformat()}"^^xsd:date' if first == last else ""


def _kind(value: str) -> str:
    return f"<{_kinds()[value]}>" if value in _kinds() else ""


def _kinds() -> dict[str, str]:
    """
    Return the class of each kind by its key and its names.
    """
    kinds = ontology().kinds.values()
    return {word: kind.cls for kind in kinds for word in (*kind.name, kind.key)}


def _chapter(store: Store, name: str) -> str:
    known = chapters(store)
    found = [chapter for chapter, names in known.items() if name in names]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownNameError("E602", name=name, choices=", ".join(sorted(map(local, found))))
    raise UnknownNameError("E601", name=name, near=nearest(name, (n for names in known.values() for n in names)))
