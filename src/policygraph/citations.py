"""
Citations: where a fact stands, in words that a person can look up and in keys that a program can use.

What is worded here comes from the graph alone, so that a store elsewhere can be cited as well as a local one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .ontology import PREFIXES
from .phrases import PHRASES
from .sheets import Column, R, Sort
from .sources import word_unit
from .store.terms import ILLEGAL_IN_IRI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .errors import Lang
    from .ontology import Both
    from .store import Row, Store

SOURCES = """
SELECT ?source ?name ?citation WHERE {
  ?source a pg:Source ; rdfs:label ?name . OPTIONAL { ?source dcterms:bibliographicCitation ?citation }
}"""
PARTS = """
SELECT DISTINCT ?part ?name ?number WHERE {
  VALUES ?part { %s }
  { ?part rdfs:label ?name } UNION { ?part skos:notation ?number }
}"""
PUBLISHED = """
SELECT DISTINCT ?source ?day WHERE {
  ?source a pg:Source ; pg:time ?time . ?time pg:role eli:date_publication ; pg:beginEarliest ?day
}"""
GRAPHS = """
SELECT DISTINCT ?graph ?source ?locator ?page ?modality ?why WHERE {
  VALUES ?graph { %s }
  ?graph pg:locator ?locator ; dcterms:isPartOf ?source ; pg:modality ?modality .
  OPTIONAL { ?graph pg:page ?page } OPTIONAL { ?graph pg:why ?why }
}"""
ALL_GRAPHS = GRAPHS.replace("  VALUES ?graph { %s }\n", "")
CITED = {"source": Sort.TEXT, "locator": Sort.TEXT, "page": Sort.WHOLE}
# How many graphs one query asks for, and above how many it is cheaper to read the description of all of them.
PORTION = 500
MANY = 10_000


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """
    A passage that states a fact: source id, locator and printed page (0: none), and the same in words, zh and en.

    `modality` is stated or inferred; an inferred fact has its reason in `why`. `within` words the passage inside its
    source, `words` with the source's name before it.
    """

    source: str
    locator: str
    page: int
    modality: str
    why: Both
    name: Both
    within: Both

    @property
    def words(self) -> Both:
        """
        The citation in words: 北京人才发展报告（2024），平谷，一（三），表3第4行，第59页.
        """
        return f"{self.name[0]}，{self.within[0]}", f"{self.name[1]}, {self.within[1]}"

    def as_json(self, lang: Lang) -> dict[str, object]:
        """
        Return the keys of the JSON contract.
        """
        return {
            "source": self.source,
            "locator": self.locator,
            "page": self.page or None,
            "text": said(self.words, lang),
        }


def said(words: Both, lang: Lang) -> str:
    """
    Return the words in *lang*.
    """
    return words[0] if lang == "zh" else words[1]


def cited(of: Callable[[R], Iterable[Citation]]) -> tuple[Column[R], ...]:
    """
    Return the columns of a row's citations: their keys (``citations``), and their words (``cited``, ``cited_en``).
    """

    def keys(row: R) -> list[dict[str, object]]:
        return [{"source": c.source, "locator": c.locator, "page": c.page or None} for c in of(row)]

    return (
        Column("citations", keys, CITED, PHRASES["at"], notes=lambda row: [c.words for c in of(row)]),
        Column("cited", lambda row: "；".join(dict.fromkeys(c.words[0] for c in of(row))) or None),
        Column("cited_en", lambda row: "; ".join(dict.fromkeys(c.words[1] for c in of(row))) or None),
    )


class Citations:
    """
    Words the citations of one graph; of its sources' outlines it reads what is cited, and each part once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = _words(store, SOURCES, "source", "name")
        self.references = {key: both[0] for key, both in _words(store, SOURCES, "source", "citation").items()}
        self._read: set[str] = set()
        self._parts: dict[str, Both] = {}
        self._numbers: dict[str, str] = {}

    def of(self, graphs: Iterable[str]) -> dict[str, Citation]:
        """
        Return the citation of each of *graphs* that is a passage's evidence.
        """
        wanted = set(graphs)
        ordered = [f"<{graph}>" for graph in sorted(wanted)]
        portions = (" ".join(ordered[begin : begin + PORTION]) for begin in range(0, len(ordered), PORTION))
        texts = [ALL_GRAPHS] if len(wanted) > MANY else [GRAPHS % portion for portion in portions]
        found: dict[str, dict[str, str]] = {}
        for row in (row for text in texts for row in self._store.select(text, prefixes=PREFIXES)):
            graph = str(row["graph"])
            if graph in wanted:
                about = found.setdefault(graph, {})
                about.update({name: str(value) for name, value in row.items() if name != "why"})
                if "why" in row:
                    about["why-" + (getattr(row["why"], "lang", "") or "zh")] = str(row["why"])
        self._outline({part for about in found.values() for part in _parts(local(about["source"]), about["locator"])})
        return {graph: self._citation(about) for graph, about in found.items()}

    def at(self, source: str, locator: str, page: int, modality: str, why: Both = ("", "")) -> Citation:
        """
        Return the citation of a passage.
        """
        chapter, _, rest = locator.partition("/")
        section, _, unit = rest.partition("/")
        above, here = _parts(source, locator)
        self._outline((above, here))
        number, title = self._numbers.get(here, ""), self._parts.get(here, (section, section))
        part = self._parts.get(above, (chapter, chapter))
        words = word_unit(unit)
        zh = [part[0], number or title[0], words[0], f"第{page}页" if page else ""]
        en = [part[1], f"section {section}" if number else title[1], words[1], f"p. {page}" if page else ""]
        within = "，".join(filter(None, zh)), ", ".join(filter(None, en))
        return Citation(source, locator, page, modality, why, self._names.get(source, (source, source)), within)

    def _outline(self, parts: Iterable[str]) -> None:
        """
        Read the names and numbers of those parts of sources that were not asked for before.
        """
        new = sorted(set(parts) - self._read)
        self._read.update(new)
        # A locator that no IRI can hold names no part.
        nodes = [f"<{iri}>" for part in new if not ILLEGAL_IN_IRI.search(iri := PREFIXES["id"] + part)]
        for at in range(0, len(nodes), MANY):
            rows = self._store.select(PARTS % " ".join(nodes[at : at + MANY]), prefixes=PREFIXES)
            self._parts |= _said(rows, "part", "name")
            self._numbers |= {local(str(row["part"])): str(row["number"]) for row in rows if "number" in row}

    def _citation(self, about: dict[str, str]) -> Citation:
        why = about.get("why-zh", "")
        return self.at(
            local(about["source"]),
            about["locator"],
            int(about.get("page", 0)),
            local(about["modality"]),
            (why, about.get("why-en", why)),
        )


def published(store: Store) -> dict[str, date]:
    """
    Return the first day on which each source may have been published, by the source's id; undated ones are left out.
    """
    rows = store.select(PUBLISHED, prefixes=PREFIXES)
    return {local(str(row["source"])): date.fromisoformat(str(row["day"])) for row in rows}


def local(iri: str) -> str:
    """
    Return what stands behind the namespace of an IRI: a thing's slug, a term's local name.
    """
    if "#" in iri:
        return iri.rsplit("#", 1)[-1]
    return iri.split("/id/", 1)[1] if "/id/" in iri else iri.rsplit("/", 1)[-1]


def _parts(source: str, locator: str) -> tuple[str, str]:
    """
    Return the chapter and the section in which a passage stands, as slugs.
    """
    chapter, _, rest = locator.partition("/")
    return f"{source}/{chapter}", f"{source}/{chapter}/{rest.partition('/')[0]}"


def _words(store: Store, query: str, key: str, value: str) -> dict[str, Both]:
    return _said(store.select(query, prefixes=PREFIXES), key, value)


def _said(rows: Iterable[Row], key: str, value: str) -> dict[str, Both]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if value in row:
            found.setdefault(local(str(row[key])), {})[getattr(row[value], "lang", "") or "zh"] = str(row[value])
    return {name: (words.get("zh", ""), words.get("en", words.get("zh", ""))) for name, words in found.items()}
