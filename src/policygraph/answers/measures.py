"""
The measures of a network as tables or JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import said
from ..entities import kind_words
from ..ontology import ontology
from ..phrases import phrase
from ..tables import table

if TYPE_CHECKING:
    import networkx as nx

    from ..errors import Lang
    from ..network import Measures


def measures_text(graph: nx.MultiDiGraph[str], found: Measures, limit: int, lang: Lang) -> str:
    """
    Return the measures as tables.
    """
    labels = {
        node: about["label"] if lang == "zh" else about["label_en"] or about["label"]
        for node, about in graph.nodes(data=True)
    }
    count, thing = phrase("count", lang), phrase("thing", lang)
    kinds = [(said(kind_words(kind), lang), str(n)) for kind, n in found.kinds.items()]
    links = [(said(ontology().labels(term), lang), str(n)) for term, n in list(found.links.items())[:limit]]
    degrees = [(labels[n], str(i), str(o)) for n, i, o in found.degrees[:limit]]
    joints = [(labels[n], str(parts)) for n, parts in found.articulation[:limit]]
    sizes = [
        phrase("component", lang, number=number, size=len(group)) + (f"（{labels[group[0]]} …）" if number > 1 else "")
        for number, group in enumerate(found.components[:limit], 1)
    ]
    return "\n\n".join(
        [
            table([phrase("kind", lang), count], kinds, title=phrase("kinds", lang)),
            table([phrase("link", lang), count], links, title=phrase("links", lang)),
            table([thing, phrase("in", lang), phrase("out", lang)], degrees, title=phrase("degrees", lang)),
            table([thing, phrase("parts", lang)], joints, title=phrase("articulation", lang)),
            "\n  ".join([f"{phrase('components', lang)}: {len(found.components)}", *sizes]),
            phrase("density", lang, density=f"{found.density:.4f}"),
        ]
    )


def measures_json(graph: nx.MultiDiGraph[str], found: Measures, limit: int) -> dict[str, Any]:
    """
    Return the measures with ids and labels.
    """

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
    }
