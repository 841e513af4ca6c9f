"""
Checks data: errors, which stop a build, and findings, which a person should look at.

A rule is one SELECT in `ontology/rules/`; each row that it returns is a violation. SHACL checks the built graph against
the same shapes that the loader reads, and is asked for by name because it takes seconds.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .build import plain_reading
from .citations import local
from .errors import Place, PolicygraphError, say
from .load import load
from .ontology import PREFIXES, iri, ontology, shipped
from .sortedlines import write
from .store import GRAPH, open_store
from .writing import compile_graph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .errors import Lang, Problem
    from .model import Thing
    from .ontology import Both
    from .store import Store

HEADER = re.compile(r"^#\s*(?P<key>code|severity|zh|en):\s*(?P<text>.+?)\s*$", re.MULTILINE)
SHACL = "F200"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """
    One thing to look at: the place of its record, the rule's code, whether it is an error, and its words.
    """

    place: Place
    code: str
    error: bool
    words: Both
    thing: str = ""

    def text(self, lang: Lang) -> str:
        """
        Return the whole line that a person reads.
        """
        return f"{self.place}: {self.code} {self.words[0] if lang == 'zh' else self.words[1]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: its code, whether a violation is an error, its message in zh and en, and its SELECT.
    """

    code: str
    error: bool
    words: Both
    text: str


def check(data: Path, *, shacl: bool = False) -> list[Finding]:
    """
    Return the findings of a data folder, by file and line.

    Args:
        data: A data folder.
        shacl: Whether to validate the graph with pySHACL too (seconds for ten thousand things).

    Raises:
        DataError: The data cannot be built at all; it holds all errors.
        PolicygraphError: E608, where *shacl* is asked for and pySHACL is not installed.
    """
    records = load(data, ontology())
    things = records.things
    with tempfile.TemporaryDirectory() as folder:
        write(compile_graph(records, Path(folder), table=False).lines, Path(folder) / GRAPH)
        with open_store(Path(folder) / GRAPH) as store:
            found = [finding for rule in rules() for finding in _broken(store, rule, things)]
        found += [_noted(note) for note in records.notes]
        if shacl:
            found += list(_shacl(Path(folder) / GRAPH, things))
    return sorted(set(found))


def rules(folder: Path | None = None) -> list[Rule]:
    """
    Return the rules of a folder of `.rq` files, by file name.
    """
    found = []
    for path in sorted((folder or shipped("ontology") / "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        head = {line["key"]: line["text"] for line in HEADER.finditer(text)}
        found.append(Rule(head["code"], head["severity"] == "error", (head["zh"], head["en"]), text))
    return found


def _broken(store: Store, rule: Rule, things: Mapping[str, Thing]) -> Iterator[Finding]:
    for row in store.select(rule.text, prefixes=PREFIXES):
        values = {name: _shown(str(value)) for name, value in row.items()}
        zh, en = (words.format_map(_Blank(values)) for words in rule.words)
        slug = values.get("thing", "")
        yield Finding(_place(slug, things), rule.code, rule.error, (zh, en), slug)


def _noted(note: Problem) -> Finding:
    """
    What only the records show, for it is not in the graph: dates in words, and the words of dates.
    """
    params = dict(note.params)
    words = (say(note.code, "zh", **params), say(note.code, "en", **params))
    return Finding(note.place, note.code, error=False, words=words, thing=params["id"])


def _shacl(graph: Path, things: Mapping[str, Thing]) -> Iterator[Finding]:
    try:
        from pyshacl import validate
    except ImportError:
        raise PolicygraphError("E608", package="pyshacl", install="'policygraph[shacl]'") from None
    from rdflib import Graph, Namespace

    data, shapes = Graph(), Graph()
    data.parse(data="".join(f"{quad.triple} .\n" for quad in plain_reading(graph)), format="nt")
    for name in ("shapes.ttl", "policygraph.ttl"):
        shapes.parse(shipped("ontology") / name, format="turtle")
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    sh = Namespace(PREFIXES["sh"])
    for result in report.subjects(sh.resultSeverity):
        focus = _shown(str(report.value(result, sh.focusNode)))
        path = report.value(result, sh.resultPath)
        words = {getattr(m, "language", "") or "en": str(m) for m in report.objects(result, sh.resultMessage)}
        en = words.get("en") or next(iter(words.values()), "")
        detail = f" ({local(str(path))}: {focus})" if path else f" ({focus})"
        error = str(report.value(result, sh.resultSeverity)) == iri("sh:Violation")
        yield Finding(_place(focus, things), SHACL, error, (words.get("zh", en) + detail, en + detail), focus)


def _place(slug: str, things: Mapping[str, Thing]) -> Place:
    while slug and slug not in things:
        slug = slug.rpartition("/")[0]
    return things[slug].place if slug else Place("out/graph.nq")


def _shown(value: str) -> str:
    return local(value) if value.startswith(("http://", "https://")) else value


class _Blank(dict[str, str]):
    """
    A message may name a variable that a row leaves unbound.
    """

    def __missing__(self, key: str) -> str:
        return "—"
