"""
Named queries with typed parameters, and SPARQL of the reader's own.

A named query is a file that any SPARQL engine runs as it stands: its parameters are `VALUES` lines that hold their
defaults. A parameter's value is parsed by its type and written back as one RDF term, so no value can change the query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from .dates import DateProblem, span
from .entities import resolve
from .errors import QueryError, nearest
from .ontology import PREFIXES
from .store import n3

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .errors import Lang
    from .ontology import Both
    from .store import Rows, Store

LINE = re.compile(r"^#\s*(?P<key>title-zh|title-en|param|example):\s*(?P<text>.+?)\s*$", re.MULTILINE)
PARAM = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<type>[a-z]+)\s+(?P<zh>[^|]+?)\s*\|\s*(?P<en>.+)")
TYPES: dict[str, Both] = {
    "text": ("文本", "text"),
    "integer": ("整数", "a whole number"),
    "day": ("日期，如 2023-06-30", "a day such as 2023-06-30"),
    "thing": ("一个事物的名称或标识", "the name or id of a thing"),
    "region": ("一个地区的名称或标识", "the name or id of a region"),
    "body": ("一个机构的名称或标识", "the name or id of a body"),
}
KINDS = {"region": ("region", "area"), "body": ("agency", "organisation", "mechanism", "platform")}


@dataclass(frozen=True, slots=True)
class Param:
    """
    A parameter of a named query: its name, type (a key of `TYPES`), meaning, and the default as it stands in the file.
    """

    name: str
    type: str
    words: Both
    default: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """
    A query of the library: its name, what it answers, its parameters, and its SPARQL with the defaults in place.
    """

    name: str
    title: Both
    params: tuple[Param, ...]
    text: str


def library() -> dict[str, NamedQuery]:
    """
    Return all named queries, by name.
    """
    folder = files("policygraph") / "queries"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".rq"))
    return {q.name: q for q in sorted((_read(e.name[:-3], e.read_text("utf-8")) for e in found), key=lambda q: q.name)}


def named(name: str) -> NamedQuery:
    """
    Return one query of the library.

    Raises:
        QueryError: E509, with the nearest name.
    """
    known = library()
    if name not in known:
        raise QueryError("E509", name=name, near=nearest(name, known))
    return known[name]


def bind(store: Store, query: NamedQuery, given: Mapping[str, str], lang: Lang = "zh") -> str:
    """
    Return the SPARQL of *query* with *given* values for its parameters.

    Raises:
        QueryError: A parameter does not exist (E510) or its value does not fit its type (E511).
        UnknownNameError: A name stands for nothing, or for several things.
    """
    params = {param.name: param for param in query.params}
    text = query.text
    for name, value in given.items():
        if name not in params:
            raise QueryError("E510", name=query.name, param=name, near=nearest(name, params))
        term = _term(store, params[name], value, lang)
        text = _put(text, name, term)
    return text


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


def _read(name: str, text: str) -> NamedQuery:
    titles = {"title-zh": "", "title-en": ""}
    params = []
    for line in LINE.finditer(text):
        if line["key"] in titles:
            titles[line["key"]] = line["text"]
        elif line["key"] == "param":
            about = PARAM.fullmatch(line["text"])
            default = _values(about["name"]).search(text) if about else None
            if not about or not default or about["type"] not in TYPES:
                raise QueryError("E512", path=f"{name}.rq", why=line["text"])
            params.append(Param(about["name"], about["type"], (about["zh"], about["en"]), default["default"].strip()))
    return NamedQuery(name, (titles["title-zh"], titles["title-en"]), tuple(params), text)


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ (?P<default>[^}}]*?) \}}")


def _put(text: str, name: str, term: str) -> str:
    # A function, because a plain replacement would read backslashes in the term.
    return _values(name).sub(lambda _: f"VALUES ?{name} {{ {term} }}", text, count=1)


def _term(store: Store, param: Param, value: str, lang: Lang) -> str:
    if param.type in ("thing", "region", "body"):
        return f"<{resolve(store, value, kind=KINDS.get(param.type, ())).iri}>"
    if param.type == "text":
        return n3(value)
    fault = QueryError("E511", param=param.name, want=TYPES[param.type][lang == "en"], found=value)
    if param.type == "integer":
        if not re.fullmatch(r"[+-]?\d+", value, re.ASCII):
            raise fault
        return value
    try:
        first, last = span(value)
    except DateProblem:
        raise fault from None
    if first != last:
        raise fault
    return f'"{first.isoformat()}"^^xsd:date'
