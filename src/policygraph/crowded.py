"""
The page in place of a picture that nobody could read: how large the network is, and which smaller views there are.

A browser would freeze on it, and a reader would see a cloud. Each view is offered as the command that makes it.
"""

from __future__ import annotations

import shlex
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from .descent import batches
from .entities import entities
from .ontology import PREFIXES, ontology
from .phrases import phrase
from .query import KINDS
from .vicinity import held_in
from .view import MOST_LINKS, MOST_THINGS, Also
from .webpage import web_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from .entities import Entity
    from .errors import Lang
    from .ontology import Both
    from .store import Store
    from .vicinity import Vicinity

    # How many things, or things and links; None: too many; an empty text: not known.
    Size = int | tuple[int, int] | str | None
    # An id, a name, the option that takes the id, and the size.
    Offer = tuple[str, Both, str, Size]

OFFERED = 12
VIEW = "policygraph view"
HEADINGS = {
    "nearer": ("较小的范围（事物数）", "Fewer links away, with the number of things"),
    "inside": ("其中的地区（其中的事物数）", "Places in it, with the number of things in each"),
    "told": ("不画图，直接读", "Read without a picture"),
    "networks": ("专题网络（事物数、联系数）", "Networks, with their things and links"),
    "regions": ("地区（其中的事物数）", "Regions, with the number of things in each"),
    "programmes": ("项目（联系数）", "Programmes, with their links"),
    "hubs": ("联系最多的事物", "Things with most links"),
}
# How many places in a region are counted to find those that hold most.
COUNTED = 100
INSIDE = "SELECT DISTINCT ?place WHERE { { ?place pg:within <%s> } UNION { <%s> pg:blocMember ?place } }"
TIMELINES = {
    "region": "region",
    "area": "region",
    "agency": "agency",
    "organisation": "agency",
    "programme": "programme",
}
PROGRAMME = "programme"


def too_many(graph: nx.MultiDiGraph[str]) -> bool:
    """
    Whether a network is too large to be drawn: over 5,000 things or 20,000 links.
    """
    return len(graph) > MOST_THINGS or graph.number_of_edges() > MOST_LINKS


def crowded_page(
    graph: nx.MultiDiGraph[str],
    also: Also,
    *,
    title: Both,
    lang: Lang = "zh",
    networks: Mapping[str, tuple[Both, Size]] | None = None,
) -> str:
    """
    Return a page of HTML that offers views of parts of *graph*, with the number of things where it is known.

    Offered are the *networks* by key, each with its name, its things and links; the regions in which most things stand;
    the programmes and the things with most links. Linear in things and links; needs no other file and no network
    connection.
    """
    held = Counter(place for at in also.where.values() for place in set(at))
    regions = sorted(held, key=lambda place: (-held[place], place))
    made = [(key, name, "--network", size) for key, (name, size) in (networks or {}).items()]
    sections = [
        _section("networks", made),
        _section("regions", [(*_named(graph, p, also), "--region", held[p]) for p in regions]),
        *_linked(graph, also),
    ]
    return _page(sections, (len(graph), graph.number_of_edges()), also.counted, title, lang)


def past_the_cap(store: Store, thing: Entity, near: Vicinity, around: bool, *, title: Both, lang: Lang = "zh") -> str:
    """
    Return a page like `crowded_page` for what was too large to be read to its end: of *thing*, from what was met.

    Offered are fewer links around a thing, the places directly in a region, the programmes and the things with most
    links, and how to read of the thing without a picture.
    """
    sections = []
    if near.rings:
        sizes = list(enumerate(near.rings, 1))
        nearer = [(thing.id, _steps(thing, depth), f"--depth {depth} --around", n) for depth, n in sizes]
        sections = [_section("nearer", reversed(nearer)), *_linked(_met(store, near), Also())]
    if not around and thing.kind in KINDS["region"]:
        sections.append(_section("inside", _inside(store, thing)))
    sections.append(_read(thing))
    return _page(sections, None, ("", ""), title, lang)


def _page(
    sections: list[dict[str, object]], size: tuple[int, int] | None, counted: Both, title: Both, lang: Lang
) -> str:
    data = {
        "lang": lang,
        "title": title,
        "size": size,
        "most": [MOST_THINGS, MOST_LINKS],
        "counted": counted if counted[0] else None,
        "sections": [section for section in sections if section["rows"]],
    }
    return web_page("graph.crowded.html", {"data": data}, title=title, lang=lang)


def _section(heading: str, rows: Iterable[Offer]) -> dict[str, object]:
    """
    Return the first rows: a name, how many things or links stand behind it, and the command for its view.

    A count of None is more than a picture holds.
    """
    shown = [
        {"name": name, "count": count, "command": f"{VIEW} {option} {shlex.quote(slug)}"}
        for slug, name, option, count in islice(rows, OFFERED)
    ]
    return {"heading": HEADINGS[heading], "rows": shown}


def _linked(graph: nx.MultiDiGraph[str], also: Also) -> list[dict[str, object]]:
    vocabulary = {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
    linked = sorted(graph, key=lambda node: (-graph.degree(node), node))
    real = [node for node in linked if graph.nodes[node]["kind"] not in vocabulary and node not in also.regions]
    programmes = [node for node in linked if graph.nodes[node]["kind"] == PROGRAMME]
    return [
        _section("programmes", [(*_named(graph, p, also), "--programme", graph.degree(p)) for p in programmes]),
        _section("hubs", [(*_named(graph, n, also), "--around", graph.degree(n)) for n in real]),
    ]


def _inside(store: Store, region: Entity) -> list[Offer]:
    places = sorted({str(row["place"]) for row in store.select(INSIDE % (region.iri, region.iri), prefixes=PREFIXES)})
    known = entities(store, places[:COUNTED]) if places else {}
    found = [(known[p], held_in(store, p)) for p in places if p in known]
    # What holds too much to be drawn comes last.
    ranked = sorted(found, key=lambda pair: (pair[1] is None, -(pair[1] or 0), pair[0].id))
    return [(place.id, place.both, "--region", count) for place, count in ranked]


def _read(thing: Entity) -> dict[str, object]:
    """
    Return the commands that tell of a thing without a picture.
    """
    commands = [f"policygraph show {shlex.quote(thing.id)}"]
    if thing.kind in TIMELINES:
        commands.append(f"policygraph timeline --{TIMELINES[thing.kind]} {shlex.quote(thing.id)}")
    rows = [{"name": thing.both, "count": "", "command": command} for command in commands]
    return {"heading": HEADINGS["told"], "rows": rows}


def _met(store: Store, near: Vicinity) -> nx.MultiDiGraph[str]:
    """
    Return what was met as a network, without words for its links.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    known = {i: e for part in batches(sorted(near.things)) for i, e in entities(store, part).items()}
    for thing in known.values():
        graph.add_node(thing.id, label=thing.label, label_en=thing.english, kind=thing.kind)
    graph.add_edges_from((known[s].id, known[o].id) for s, _, o in sorted(near.links))
    return graph


def _steps(thing: Entity, depth: int) -> Both:
    zh = phrase("view.around", "zh", name=thing.both[0], depth=depth)
    return zh, phrase("view.around", "en", name=thing.both[1], depth=depth)


def _named(graph: nx.MultiDiGraph[str], slug: str, also: Also) -> tuple[str, Both]:
    if slug in graph:
        label, english = str(graph.nodes[slug]["label"]), str(graph.nodes[slug].get("label_en") or "")
        return slug, (label, f"{english} · {label}" if english not in ("", label) else label)
    return slug, also.regions[slug][0]
