"""
One picture on request: of the whole graph or a part of it, of one network, as of a day, coloured and sized as asked.

The page is that of `publish`, so what it shows, cites and refuses is the same; here is only chosen what goes on it.
Plans and proposals are in no picture, and stand in the panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asked import Asked
from .crowded import too_many
from .drawable import NETWORKS, drawn
from .entities import resolve
from .errors import PolicygraphError, nearest
from .excerpt import around, asked_for, on_day
from .phrases import PHRASES, phrase
from .prominence import MEASURES, communities, measured
from .publish import page, read
from .query import KINDS
from .view import Also

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from .errors import Lang
    from .ontology import Both
    from .store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What a picture is to show: at most one of a name to look around, a region, a programme and a network, on any day.

    `depth` is how many links in a row lead away from the thing; `colour` is ``kind`` or ``community``, `size` a key of
    `prominence.MEASURES`, computed on what is shown.
    """

    around: str = ""
    depth: int = 1
    region: str = ""
    programme: str = ""
    network: str = ""
    on: date | None = None
    colour: str = "kind"
    size: str = "degree"


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A page of HTML, how many things and links it shows, whether they were too many to draw, and how many policies and
    programmes are left out because no source dates them.
    """

    html: str
    things: int
    links: int
    crowded: bool
    undated: int


def picture(store: Store, wanted: Wanted, lang: Lang = "zh") -> Picture:
    """
    Return one page of what is *wanted*, which opens in *lang*.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things.
        PolicygraphError: More than one part was asked for (E606), or there is no such network (E611).

    Reads the whole store; layout and betweenness are the costly steps, and no picture has more than 5,000 things.
    """
    parts = [wanted.around, wanted.region, wanted.programme, wanted.network]
    if sum(map(bool, parts)) > 1:
        raise PolicygraphError("E606", choices="--around, --region, --programme, --network")
    about, undated, unsure = read(store), 0, dict[str, "Both"]()
    graph, name = about.network, ("", "")
    if wanted.network:
        if wanted.network not in NETWORKS:
            near, choices = nearest(wanted.network, NETWORKS), ", ".join(NETWORKS)
            raise PolicygraphError("E611", name=wanted.network, near=near, choices=choices)
        (graph, undated), name = drawn(store, wanted.network, wanted.on), NETWORKS[wanted.network]
    else:
        if wanted.on:
            graph, unsure, undated = on_day(store, graph, about.said, wanted.on)
        graph, name = _part(store, graph, wanted)
    title = _title(PHRASES["graph.title"], name)
    if wanted.on:
        title = (f"{title[0]}（{wanted.on}）", f"{title[1]} ({wanted.on})")
    also = _also(graph, wanted, unsure)
    html = page(about, lang, graph=graph, title=title, also=also)
    return Picture(html, len(graph), graph.number_of_edges(), too_many(graph), undated)


def _part(store: Store, graph: nx.MultiDiGraph[str], wanted: Wanted) -> tuple[nx.MultiDiGraph[str], Both]:
    """
    Return the part of the graph that is asked for, and what it is called.
    """
    if wanted.around:
        thing = resolve(store, wanted.around)
        if thing.id not in graph:
            raise PolicygraphError("E612", name=thing.label)
        zh = phrase("view.around", "zh", name=thing.both[0], depth=wanted.depth)
        en = phrase("view.around", "en", name=thing.both[1], depth=wanted.depth)
        return around(graph, thing.id, wanted.depth), (zh, en)
    if wanted.region or wanted.programme:
        place = resolve(store, wanted.region, kind=KINDS["region"]) if wanted.region else None
        scheme = resolve(store, wanted.programme, kind=("programme",)) if wanted.programme else None
        found = place or scheme
        asked = Asked(region=place.iri if place else "", programme=scheme.iri if scheme else "")
        return asked_for(store, graph, asked), found.both if found else ("", "")
    return graph, ("", "")


def _also(graph: nx.MultiDiGraph[str], wanted: Wanted, unsure: dict[str, Both]) -> Also:
    if too_many(graph):
        return Also()
    groups = communities(graph) if wanted.colour == "community" else ()
    values = measured(graph, wanted.size) if wanted.size != "degree" else {}
    return Also(measure=MEASURES[wanted.size], values=values, groups=groups, unsure=unsure)


def _title(title: Both, more: Both) -> Both:
    return (f"{title[0]}：{more[0]}" if more[0] else title[0], f"{title[1]}: {more[1]}" if more[1] else title[1])
