"""
One picture on request: of the whole graph or a part of it, of one network, as of a day, coloured and sized as asked.

The page is that of `publish`, so what it shows, cites and refuses is the same; here is only chosen what goes on it. Of
a part, no more of the store is read than is shown. Plans and proposals stand in the panel; they are drawn if asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import excerpt
from .crowded import past_the_cap, too_many
from .drawable import NETWORKS, counted, drawn
from .entities import resolve
from .errors import PolicygraphError, nearest
from .phrases import PHRASES, phrase
from .prominence import MEASURES, communities, measured
from .publish import page, read
from .query import KINDS
from .vicinity import Counted, Vicinity, around, in_programme, in_region
from .view import Also

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from .entities import Entity
    from .errors import Lang
    from .ontology import Both
    from .store import Store


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What a picture is to show: at most one of a name to look around, a region, a programme and a network, on any day.

    `depth` is how many links in a row lead away from the thing; `colour` is ``kind`` or ``community``, `size` a key of
    `prominence.MEASURES`, computed on what is shown. `inferred` is whether what we inferred counts; None means that it
    does, marked, among things and their links, and in a network only as far as that cannot do without. `proposed` is
    whether what is only planned or proposed counts too.
    """

    around: str = ""
    depth: int = 1
    region: str = ""
    programme: str = ""
    network: str = ""
    on: date | None = None
    colour: str = "kind"
    size: str = "degree"
    inferred: bool | None = None
    proposed: bool = False

    @property
    def links(self) -> Counted:
        """
        Which links count among things.
        """
        return Counted(self.inferred is not False, self.proposed, self.on)


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A page of HTML, how many things and links it shows, whether they were too many to draw, and how many policies and
    programmes are left out because no source dates them.

    Where not the `whole` was read, because it is too large, things and links are those of the rings before.
    """

    html: str
    things: int
    links: int
    crowded: bool
    undated: int
    whole: bool = True


def picture(store: Store, wanted: Wanted, lang: Lang = "zh") -> Picture:
    """
    Return one page of what is *wanted*, which opens in *lang*.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things.
        PolicygraphError: More than one part was asked for (E606), or there is no such network (E611).

    Of a neighbourhood, a region or a programme only what is shown is read, at most 5,000 things; for anything else the
    whole store. Layout and betweenness are the costly steps after that.
    """
    parts = [wanted.around, wanted.region, wanted.programme, wanted.network]
    if sum(map(bool, parts)) > 1:
        raise PolicygraphError("E606", choices="--around, --region, --programme, --network")
    if wanted.around or wanted.region or wanted.programme:
        return _of_part(store, wanted, lang)
    undated, unsure, name = 0, dict[str, "Both"](), ("", "")
    said = counted(wanted.network, inferred=wanted.inferred, proposed=wanted.proposed, day=wanted.on)
    if wanted.network:
        if wanted.network not in NETWORKS:
            near, choices = nearest(wanted.network, NETWORKS), ", ".join(NETWORKS)
            raise PolicygraphError("E611", name=wanted.network, near=near, choices=choices)
        name = NETWORKS[wanted.network]
        graph, undated = drawn(store, wanted.network, wanted.on, inferred=wanted.inferred, proposed=wanted.proposed)
        about = read(store)
    else:
        about = read(store, inferred=wanted.links.inferred, proposed=wanted.proposed)
        graph = about.network
        if wanted.on:
            graph, unsure, undated = excerpt.on_day(store, graph, wanted.on)
    html = page(about, lang, graph=graph, title=_title(name, wanted), also=_also(graph, wanted, unsure, said))
    return Picture(html, len(graph), graph.number_of_edges(), too_many(graph), undated)


def _of_part(store: Store, wanted: Wanted, lang: Lang) -> Picture:
    """
    Return the page of a neighbourhood, a region or a programme.
    """
    thing = _asked(store, wanted)
    near = _vicinity(store, thing, wanted)
    if wanted.around and thing.iri not in near.things:
        raise PolicygraphError("E612", name=thing.label)
    title = _title(_called(thing, wanted), wanted)
    if not near.whole:
        html = past_the_cap(store, thing, near, bool(wanted.around), title=title, lang=lang)
        return Picture(html, len(near.things), len(near.links), True, 0, whole=False)
    about = read(store, near.things, inferred=wanted.links.inferred, proposed=wanted.proposed)
    graph, unsure, place = about.network, dict[str, "Both"](), thing.iri if wanted.region else ""
    if wanted.on:
        graph, unsure, _ = excerpt.on_day(store, graph, wanted.on, linked=near.linked, place=place)
    if not wanted.around:
        graph = excerpt.belonging(graph, near.core, place)
    elif thing.id not in graph:
        raise PolicygraphError("E612", name=thing.label)
    else:
        graph = excerpt.around(graph, thing.id, wanted.depth)
    said = counted("", inferred=wanted.inferred, proposed=wanted.proposed, day=wanted.on)
    html = page(about, lang, graph=graph, title=title, also=_also(graph, wanted, unsure, said))
    return Picture(html, len(graph), graph.number_of_edges(), too_many(graph), near.undated)


def _asked(store: Store, wanted: Wanted) -> Entity:
    if wanted.region:
        return resolve(store, wanted.region, kind=KINDS["region"])
    if wanted.programme:
        return resolve(store, wanted.programme, kind=("programme",))
    return resolve(store, wanted.around)


def _vicinity(store: Store, thing: Entity, wanted: Wanted) -> Vicinity:
    if wanted.region:
        return in_region(store, thing.iri, wanted.links)
    if wanted.programme:
        return in_programme(store, thing.iri, wanted.links)
    return around(store, thing.iri, wanted.depth, wanted.links)


def _called(thing: Entity, wanted: Wanted) -> Both:
    if not wanted.around:
        return thing.both
    zh = phrase("view.around", "zh", name=thing.both[0], depth=wanted.depth)
    return zh, phrase("view.around", "en", name=thing.both[1], depth=wanted.depth)


def _title(more: Both, wanted: Wanted) -> Both:
    title = PHRASES["graph.title"]
    title = (f"{title[0]}：{more[0]}" if more[0] else title[0], f"{title[1]}: {more[1]}" if more[1] else title[1])
    return (f"{title[0]}（{wanted.on}）", f"{title[1]} ({wanted.on})") if wanted.on else title


def _also(graph: nx.MultiDiGraph[str], wanted: Wanted, unsure: dict[str, Both], said: Both) -> Also:
    if too_many(graph):
        return Also(counted=said)
    groups = communities(graph) if wanted.colour == "community" else ()
    values = measured(graph, wanted.size) if wanted.size != "degree" else {}
    return Also(measure=MEASURES[wanted.size], values=values, groups=groups, unsure=unsure, counted=said)
