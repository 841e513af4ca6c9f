"""
The page in place of a picture that nobody could read: how large the network is, and which smaller views there are.

A browser would freeze on it, and a reader would see a cloud. Each view is offered as the command that makes it.
"""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from .ontology import ontology
from .phrases import PHRASES
from .view import MOST_LINKS, MOST_THINGS
from .webpage import web_page

if TYPE_CHECKING:
    import networkx as nx

    from .errors import Lang
    from .ontology import Both
    from .view import Also

OFFERED = 12
COMMAND = "policygraph view"
PROGRAMME = "programme"


def too_many(graph: nx.MultiDiGraph[str]) -> bool:
    """
    Whether a network is too large to be drawn: over 5,000 things or 20,000 links.
    """
    return len(graph) > MOST_THINGS or graph.number_of_edges() > MOST_LINKS


def crowded_page(graph: nx.MultiDiGraph[str], also: Also, *, title: Both, lang: Lang = "zh") -> str:
    """
    Return a page of HTML that offers views of parts of *graph*, with the number of things where it is known.

    Offered are the regions in which most things stand, the programmes and the things with most links. Linear in things
    and links; needs no other file and no network connection.
    """
    held = Counter(place for at in also.where.values() for place in set(at))
    vocabulary = {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
    linked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    real = [node for node in linked if graph.nodes[node]["kind"] not in vocabulary and node not in also.regions]
    programmes = [node for node in linked if graph.nodes[node]["kind"] == PROGRAMME]
    regions = sorted(held, key=lambda place: (-held[place], place))
    sections = [
        _section("view.regions", [(*_named(graph, p, also), "--region", held[p]) for p in regions]),
        _section("view.programmes", [(*_named(graph, p, also), "--programme", graph.degree(p)) for p in programmes]),
        _section("view.hubs", [(*_named(graph, n, also), "--around", graph.degree(n)) for n in real]),
    ]
    data = {
        "lang": lang,
        "title": title,
        "size": [len(graph), graph.number_of_edges()],
        "most": [MOST_THINGS, MOST_LINKS],
        "sections": [section for section in sections if section["rows"]],
    }
    return web_page("graph.crowded.html", {"data": data}, title=title, lang=lang)


def _section(heading: str, rows: list[tuple[str, Both, str, int]]) -> dict[str, object]:
    """
    Return the first rows: a name, how many things or links stand behind it, and the command for its view.
    """
    shown = [
        {"name": name, "count": count, "command": f"{COMMAND} {option} {shlex.quote(slug)}"}
        for slug, name, option, count in rows[:OFFERED]
    ]
    return {"heading": PHRASES[heading], "rows": shown}


def _named(graph: nx.MultiDiGraph[str], slug: str, also: Also) -> tuple[str, Both]:
    if slug in graph:
        label, english = str(graph.nodes[slug]["label"]), str(graph.nodes[slug].get("label_en") or "")
        return slug, (label, f"{english} · {label}" if english not in ("", label) else label)
    return slug, also.regions[slug][0]
