"""
The answers of a network analysis: one question with its method, or what the network consists of and all in short.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..analysis.networks import everything
from ..analysis.questions import QUESTIONS, analyse, ask
from ..analysis.reading import narrowed, read
from ..citations import said
from ..entities import kind_words
from ..errors import PolicygraphError
from ..network import measures
from ..ontology import ontology
from ..phrases import phrase
from ..report import report
from ..tables import table
from .findings import findings_json, findings_text, short_text
from .timeline import one_day

if TYPE_CHECKING:
    import networkx as nx

    from ..analysis.finding import Finding
    from ..errors import Lang
    from ..network import Measures
    from ..store import Store


@dataclass(frozen=True, slots=True)
class Summary:
    """
    The network of all things, its counts, and the findings of all questions.
    """

    graph: nx.MultiDiGraph[str]
    counts: Measures
    findings: list[Finding]


def analysis_text(
    store: Store, lang: Lang, *, question: str | None, concepts: bool, limit: int, day: str | None, **asked: Any
) -> str:
    """
    Return the answer to a question, or a summary of all, as tables.

    Raises:
        QueryError: The day is none (E306), or a query failed.
        PolicygraphError: Options do not go together (E610).
    """
    narrowing = _asked(day, **asked)
    if question:
        return findings_text(store, analyse(store, question, limit=limit, **narrowing), limit, lang)
    about = _summary(store, concepts, limit, narrowing)
    count, found = phrase("count", lang), about.counts
    kinds = [(said(kind_words(kind), lang), str(n)) for kind, n in found.kinds.items()]
    links = [(said(ontology().labels(term), lang), str(n)) for term, n in list(found.links.items())[:limit]]
    return "\n\n".join(
        [
            table([phrase("kind", lang), count], kinds, title=phrase("kinds", lang)),
            table([phrase("link", lang), count], links, title=phrase("links", lang)),
            short_text(store, about.findings, limit, lang),
        ]
    )


def analysis_json(
    store: Store, lang: Lang, *, question: str | None, concepts: bool, limit: int, day: str | None, **asked: Any
) -> Any:
    """
    Return the answer to a question as a list of findings, or a summary of all; it raises what `analysis_text` does.
    """
    narrowing = _asked(day, **asked)
    if question:
        return findings_json(analyse(store, question, limit=limit, **narrowing), limit, lang)
    return _summary_json(_summary(store, concepts, limit, narrowing), limit, lang)


def analysis_report(store: Store, lang: Lang, *, question: str | None, day: str | None, **asked: Any) -> str:
    """
    Return the answers as the page of a report, whose tables have a length of their own; it raises what `analysis_text`
    does.
    """
    return report(store, lang, question=question, **_asked(day, **asked))


def _asked(day: str | None, *, possible: bool, **counts: bool | None) -> dict[str, Any]:
    if possible and not day:
        raise PolicygraphError("E610", option="--possible", other="--on")
    return {"on": one_day(day) if day else None, "possible": possible, **counts}


def _summary(store: Store, concepts: bool, limit: int, narrowing: dict[str, Any]) -> Summary:
    reading = read(store)
    graph = everything(narrowed(reading, **narrowing), concepts=concepts)
    found = ask(store, reading, QUESTIONS, limit=limit, **narrowing)
    return Summary(graph, measures(graph), found)


def _summary_json(about: Summary, limit: int, lang: Lang) -> dict[str, Any]:
    graph, found = about.graph, about.counts

    def named_node(node: str) -> dict[str, Any]:
        about = graph.nodes[node]
        return {"id": node, "label": about["label"], "kind": about["kind"]}

    return {
        "things": len(graph),
        "links": graph.number_of_edges(),
        "density": found.density,
        "by_kind": found.kinds,
        "by_link": found.links,
        "degrees": [{**named_node(n), "in": i, "out": o} for n, i, o in found.degrees[:limit]],
        "articulation_points": [{**named_node(n), "parts": parts} for n, parts in found.articulation[:limit]],
        "components": [{"size": len(group), "members": list(group[:limit])} for group in found.components],
        "findings": findings_json(about.findings, limit, lang),
    }
