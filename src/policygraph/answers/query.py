"""
The answer to a query in any format, and the library of named queries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import said
from ..errors import QueryError
from ..library import GROUPS, TYPES, library, named, put, standalone
from ..ontology import PREFIXES
from ..phrases import phrase
from ..query import bind, read_query, terms
from ..store import Iri
from ..tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..errors import Lang
    from ..library import NamedQuery
    from ..store import Store, Term


def asked_query(
    store: Store,
    sparql: str | None,
    file: Path | None,
    name: str | None,
    params: Sequence[str],
    lang: Lang,
    *,
    explain: bool = False,
) -> str:
    """
    Return the SPARQL that a person asked for in one of three ways; to *explain* it, with all that it needs elsewhere.
    """
    if sum(part is not None for part in (sparql, file, name)) != 1:
        raise QueryError("E606", choices="SPARQL, --file, --name")
    given = dict(_pair(param) for param in params)
    if name is None:
        if given:
            raise QueryError("E510", name="SPARQL", param=next(iter(given)))
        text = sparql if sparql is not None else read_query(file)  # type: ignore[arg-type]
        return standalone(text) if explain else text
    if explain:
        return _explained(named(name), terms(store, named(name), given, lang), lang)
    return bind(store, named(name), given, lang)


def _explained(query: NamedQuery, given: dict[str, str], lang: Lang) -> str:
    """
    Return a query as any endpoint takes it, below what it answers and what its parameters mean and are set to.
    """
    lines = [f"# {query.name}: {said(query.title, lang)}"]
    for param in query.params:
        words = f"{said(param.words, lang)} ({said(TYPES[param.type].words, lang)})"
        default = "" if param.name in given else f" [{phrase('default', lang)}]"
        lines.append(f"#   ?{param.name}: {words} = {given.get(param.name, param.default)}{default}")
    return "\n".join([*lines, standalone(put(query, given)).rstrip("\n")])


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise QueryError("E605", text=text)
    return key, value


def answer(store: Store, text: str, form: str, *, timeout: float, union: bool, lang: Lang) -> tuple[bytes, str]:
    """
    Return the answer to a query in a format, and a remark about it.
    """
    if form == "table" and store.form(text) == "select":
        rows = store.select(text, prefixes=PREFIXES, timeout=timeout, union=union)
        cells = [[_cell(row.get(name)) for name in rows.variables] for row in rows]
        if not cells:
            return b"", phrase("none", lang)
        return table(list(rows.variables), cells).encode(), phrase("rows", lang, count=len(cells))
    if form == "table":
        form = "ttl" if store.form(text) in ("construct", "describe") else "json"
    return store.serialize(text, form, prefixes=PREFIXES, timeout=timeout, union=union), ""


def _cell(value: Term | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Iri):
        return next((f"{p}:{value[len(ns) :]}" for p, ns in PREFIXES.items() if value.startswith(ns)), str(value))
    return str(value)


def library_json(lang: Lang) -> list[dict[str, Any]]:
    """
    Return the library's queries with their groups and parameters, in the order of the groups.
    """
    return [
        {
            "name": query.name,
            "title": said(query.title, lang),
            "group": query.group,
            "group_title": said(GROUPS[query.group], lang),
            "params": [
                {
                    "name": p.name,
                    "type": p.type,
                    "meaning": said(p.words, lang),
                    "default": p.default,
                    "example": p.example,
                }
                for p in query.params
            ],
        }
        for query in _by_group()
    ]


def library_text(lang: Lang) -> str:
    """
    Return the library as a table, group by group; parameters stand as they are typed, with their examples.
    """
    rows: list[tuple[str, str]] = []
    group = ""
    for query in _by_group():
        if query.group != group:
            group = query.group
            rows += [("", "")] * bool(rows) + [(said(GROUPS[group], lang), "")]
        params = [f"{p.name}={p.example}  {said(p.words, lang)}" for p in query.params]
        rows.append((f"  {query.name}", "\n".join([said(query.title, lang), *(f"  {param}" for param in params)])))
    return table([phrase("label", lang), f"{phrase('title', lang)} / {phrase('params', lang)}"], rows)


def _by_group() -> list[NamedQuery]:
    order = list(GROUPS)
    return sorted(library().values(), key=lambda query: (order.index(query.group), query.name))
