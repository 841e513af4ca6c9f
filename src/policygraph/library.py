"""
The library of named queries: what each answers, the group it stands in, and the typed parameters it takes.

A query is one file of standard SPARQL 1.1 that any engine runs as it stands: its parameters are `VALUES` lines that
hold their defaults; titles and meanings stand in comments at its head. Files are only read here: values are bound, and
queries run, in `query`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from .errors import QueryError, nearest
from .ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .ontology import Both

LINE = re.compile(r"^#\s*(?P<key>title-zh|title-en|group|param|example):\s*(?P<text>.+?)\s*$", re.MULTILINE)
PARAM = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<type>[a-z]+)\s+(?P<zh>[^|]+?)\s*\|\s*(?P<en>.+)")
VALUES = re.compile(r"VALUES \?(?P<name>\w+) \{ (?P<term>[^}]*?) \}")
PREFIXED = re.compile(r"(?<![\w?$:<.-])([a-z][a-z-]*):")
DECLARED = re.compile(r"\bPREFIX\s+([a-z][a-z-]*):", re.IGNORECASE)

GROUPS: dict[str, Both] = {
    "documents": ("政策文件", "Policy documents"),
    "bodies": ("机构与协议", "Bodies and agreements"),
    "programmes": ("项目、平台与工具", "Programmes, platforms, tools"),
    "time": ("时间", "Time"),
    "figures": ("数据", "Figures"),
    "places": ("地区", "Places"),
    "links": ("关联", "Links"),
    "plans": ("规划与建议", "Plans and proposals"),
    "evidence": ("出处与名称", "Passages and names"),
}


@dataclass(frozen=True, slots=True)
class Type:
    """
    What a parameter takes, in words, and what its value is in the graph: a datatype, or a class of things.

    A thing is given by its name; `kinds` are the keys of the kinds that it may be of, all where there are none.
    """

    words: Both
    value: str
    kinds: tuple[str, ...] = ()


TYPES: dict[str, Type] = {
    "text": Type(("文本", "text"), "xsd:string"),
    "integer": Type(("整数", "a whole number"), "xsd:integer"),
    "year": Type(("四位年份，如 2023", "a year of four digits such as 2023"), "xsd:integer"),
    "day": Type(("日期，如 2023-06-30", "a day such as 2023-06-30"), "xsd:date"),
    "kind": Type(("一个类别，如 policy 或 政策文件", "a kind such as policy or programme"), "owl:Class"),
    "chapter": Type(("来源中一章的名称，如 平谷", "the name of a source's chapter such as Pinggu"), "owl:Thing"),
    "thing": Type(("一个事物的名称或标识", "the name or id of a thing"), "owl:Thing"),
    "policy": Type(("一份文件的标题或标识", "the title or id of a document"), "eli:LegalResource", ("policy",)),
    "programme": Type(("一个项目的名称或标识", "the name or id of a programme"), "pg:Programme", ("programme",)),
    "region": Type(("一个地区的名称或标识", "the name or id of a region"), "dcterms:Location", ("region", "area")),
    "body": Type(
        ("一个机构的名称或标识", "the name or id of a body"),
        "org:Organization",
        ("agency", "organisation", "mechanism", "platform"),
    ),
    "party": Type(
        ("一个机构或地区的名称或标识", "the name or id of a body or region"),
        "owl:Thing",
        ("agency", "organisation", "mechanism", "platform", "region", "area"),
    ),
    "type": Type(("一个文种，如 实施方案", "a document type such as 实施方案"), "pg:DocumentType", ("document-type",)),
    "topic": Type(("一个主题，如 人才引进", "a topic such as 人才引进"), "pg:Topic", ("topic",)),
    "instrument": Type(
        ("一种政策工具，如 住房保障", "a policy instrument such as 住房保障"), "pg:PolicyInstrument", ("instrument",)
    ),
    "target": Type(("一个面向群体，如 博士后", "a target group such as 博士后"), "pg:TargetGroup", ("target-group",)),
    "indicator": Type(("一个指标的名称或标识", "the name or id of an indicator"), "pg:Indicator", ("indicator",)),
    "table": Type(("一张数据表的名称或标识", "the name or id of a data table"), "qb:DataSet", ("dataset",)),
}


@dataclass(frozen=True, slots=True)
class Param:
    """
    A parameter of a named query: its name, type (a key of `TYPES`), meaning, default term, and an example as typed.
    """

    name: str
    type: str
    words: Both
    default: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """
    A query of the library: its name, what it answers, its parameters, its SPARQL with the defaults, its group.
    """

    name: str
    title: Both
    params: tuple[Param, ...]
    text: str
    group: str


@lru_cache(maxsize=1)
def library() -> dict[str, NamedQuery]:
    """
    Return all named queries, by name; the files are read once a process.
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


def put(query: NamedQuery, terms: Mapping[str, str]) -> str:
    """
    Return the SPARQL of *query* with *terms* in place of the defaults of parameters of these names.

    Each must be one term as SPARQL writes it. Only the file's own text is searched, never a term that was put in.
    """
    return VALUES.sub(lambda v: f"VALUES ?{v['name']} {{ {terms.get(v['name'], v['term'])} }}", query.text)


def standalone(text: str) -> str:
    """
    Return a query with a PREFIX line for each prefix of ours that it uses undeclared, so that any endpoint takes it.
    """
    missing = [prefix for prefix in prefixes(text) if prefix not in DECLARED.findall(text)]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in missing) + text


def prefixes(text: str) -> list[str]:
    """
    Return which of our prefixes a query uses, in order; a word before a colon in a text of its own may count too.
    """
    return sorted({prefix for prefix in PREFIXED.findall(text) if prefix in PREFIXES})


def _read(name: str, text: str) -> NamedQuery:
    head: dict[str, list[str]] = {}
    for found in LINE.finditer(text):
        head.setdefault(found["key"], []).append(found["text"])
    examples = dict(example.split("=", 1) for example in head.get("example", ()) if "=" in example)
    body = re.sub(r"\A(?:#.*\n)+", "", text)
    terms = {default["name"]: default["term"] for default in VALUES.finditer(body)}
    params = []
    for line in head.get("param", ()):
        about = PARAM.fullmatch(line)
        if not about or about["name"] not in terms or about["type"] not in TYPES:
            raise QueryError("E512", path=f"{name}.rq", why=line)
        words = (about["zh"], about["en"])
        params.append(Param(about["name"], about["type"], words, terms[about["name"]], examples.get(about["name"], "")))
    if any(len(head.get(key, ())) != 1 for key in ("title-zh", "title-en", "group")) or head["group"][0] not in GROUPS:
        raise QueryError("E512", path=f"{name}.rq", why="title-zh, title-en, group")
    return NamedQuery(name, (head["title-zh"][0], head["title-en"][0]), tuple(params), body, head["group"][0])
