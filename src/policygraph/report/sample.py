"""
What a graph was made of: how much each source and chapter says and in which manner, and how much has a date.

That is how a sample is biased: no number of an analysis should be read without it. Here is only counting.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..analysis.growth import undated
from ..analysis.networks import everything
from ..citations import local
from ..entities import PROPOSED
from ..ontology import PREFIXES
from ..store.terms import ILLEGAL_IN_IRI

if TYPE_CHECKING:
    from ..analysis.reading import Reading
    from ..ontology import Both
    from ..store import Store

# Statements by passage: triples of its graphs, and what it plans or proposes.
STATED = """
SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"""
DESCRIBED = """
SELECT DISTINCT ?g ?modality ?source ?locator ?page WHERE {
  ?g pg:modality ?modality ; pg:locator ?locator ; dcterms:isPartOf ?source . OPTIONAL { ?g pg:page ?page }
}"""
PLANNED = """
SELECT ?modality ?source ?locator ?page (COUNT(DISTINCT ?plan) AS ?n) WHERE {
  ?plan a pg:Proposal ; pg:modality ?modality ; pg:passage ?at .
  ?at pg:locator ?locator ; dcterms:isPartOf ?source . OPTIONAL { ?at pg:page ?page }
} GROUP BY ?modality ?source ?locator ?page"""
QUERIES = (STATED, DESCRIBED, PLANNED)
NAMES = "SELECT ?part ?name WHERE { VALUES ?part { %s } ?part rdfs:label ?name }"


@dataclass(frozen=True, slots=True)
class Chapter:
    """
    A chapter of a source: names, the first and last printed page of its passages (0: none), and how much they state.
    """

    source: Both
    name: Both
    pages: tuple[int, int]
    passages: int
    statements: int
    inferred: int


@dataclass(frozen=True, slots=True)
class Sample:
    """
    Things by kind, statements by modality, and both by chapter; of the kinds that have a time, how many are dated.
    """

    kinds: dict[str, int]
    modalities: dict[str, int]
    dated: dict[str, tuple[int, int]]
    chapters: tuple[Chapter, ...]

    @property
    def statements(self) -> int:
        """
        How many statements there are in all.
        """
        return sum(self.modalities.values())

    @property
    def passages(self) -> int:
        """
        How many passages state anything.
        """
        return sum(chapter.passages for chapter in self.chapters)


def sample(store: Store, reading: Reading) -> Sample:
    """
    Return what a graph was made of; three SELECTs, linear in its statements.

    Args:
        store: An open store.
        reading: All that it holds, not narrowed.
    """
    found: dict[tuple[str, str], Counter[str]] = {}
    passages: dict[tuple[str, str], dict[str, int]] = {}
    for source, locator, page, modality, count in _told(store):
        chapter = source, locator.partition("/")[0]
        found.setdefault(chapter, Counter())[modality] += count
        passages.setdefault(chapter, {})[locator] = page
    names = _names(store, [part for source, chapter in found for part in (source, f"{source}/{chapter}")])
    kinds = Counter(str(about["kind"]) for _, about in everything(reading).nodes(data=True))
    chapters = [
        (source, chapter, _chapter(names[source], names[f"{source}/{chapter}"], passages[source, chapter], counts))
        for (source, chapter), counts in found.items()
    ]
    return Sample(
        kinds=dict(sorted(kinds.items(), key=lambda one: (one[0] == PROPOSED, -one[1], one[0]))),
        modalities=dict(sum(found.values(), Counter[str]())),
        dated={kind: (every - without, without) for kind, (without, every) in undated(reading).items() if every},
        chapters=tuple(chapter for *_, chapter in sorted(chapters, key=lambda one: (one[0], one[2].pages, one[1]))),
    )


def declared(query: str) -> str:
    """
    Return a query with the prefixes that it uses, so that it runs anywhere.
    """
    used = [name for name in PREFIXES if f" {name}:" in query]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + query.strip()


def _told(store: Store) -> list[tuple[str, str, int, str, int]]:
    """
    Return source, locator, page, modality and number of statements, for each graph of a passage and its plans.
    """
    counts = {str(row["g"]): int(str(row["n"])) for row in store.select(STATED, prefixes=PREFIXES)}
    rows = [(row, counts.get(str(row["g"]), 0)) for row in store.select(DESCRIBED, prefixes=PREFIXES)]
    rows += [(row, int(str(row["n"]))) for row in store.select(PLANNED, prefixes=PREFIXES) if "source" in row]
    return sorted(
        (
            local(str(row["source"])),
            str(row["locator"]),
            int(str(row["page"])) if "page" in row else 0,
            local(str(row["modality"])),
            count,
        )
        for row, count in rows
        if count
    )


def _names(store: Store, parts: list[str]) -> dict[str, Both]:
    base = PREFIXES["id"]
    found: dict[str, dict[str, str]] = {}
    nodes = " ".join(f"<{base}{part}>" for part in sorted(set(parts)) if not ILLEGAL_IN_IRI.search(part))
    for row in store.select(NAMES % nodes, prefixes=PREFIXES):
        found.setdefault(str(row["part"]).removeprefix(base), {})[getattr(row["name"], "lang", "")] = str(row["name"])
    words = {part: found.get(part, {}) for part in parts}
    return {part: (names.get("zh", part), names.get("en", names.get("zh", part))) for part, names in words.items()}


def _chapter(source: Both, name: Both, passages: dict[str, int], counts: Counter[str]) -> Chapter:
    pages = [page for page in passages.values() if page] or [0]
    return Chapter(source, name, (min(pages), max(pages)), len(passages), counts.total(), counts["inferred"])
