"""
One HTML page from a network: the picture, and beside it each fact with the passage that states it.

pyvis holds the nodes and edges and brings vis-network; the page around them is ours, see `webpage`. Nothing moves by
itself: places are computed here, so the same network gives the same bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from .errors import PolicygraphError
from .layout import radii, radius
from .webpage import COLOURS, SHAPES, book, looks, web_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import networkx as nx
    from pyvis.network import Network

    from .errors import Lang
    from .webpage import Line

    Both = tuple[str, str]
    Places = Mapping[str, tuple[int, int]]

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 2.5, "labelHighlightBold": False},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0, "arrowStrikethrough": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "hoverConnectedEdges": False, "tooltipDelay": 99999},
}


# More than this no picture tells and few browsers draw; smaller views are offered instead.
MOST_THINGS, MOST_LINKS = 5_000, 20_000
GREY = "#aab2bc"
# The address of what an edge says by itself; ids of things have no slash.
LINK = "link/"


@dataclass(frozen=True, slots=True)
class Also:
    """
    What a page may tell of things beyond their kind and links; what is left empty is not offered to the reader.

    `measure` names that by whose `values` things are drawn large or small; without values it is their number of links.
    `groups` are the communities that colours show. `regions` holds the name of each region by id, with the ids of those
    around it, and `where` the regions that a thing stands in. `years` are the first and last year of each date.
    `unsure` says why it is only possible that a thing was in force. `counted` says which links count; not
    all that points to `hubs` is told.
    """

    measure: Both = ("", "")
    values: Mapping[str, float] = field(default_factory=dict)
    groups: Sequence[Sequence[str]] = ()
    regions: Mapping[str, tuple[Both, Sequence[str]]] = field(default_factory=dict)
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    years: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    unsure: Mapping[str, Both] = field(default_factory=dict)
    counted: Both = ("", "")
    hubs: frozenset[str] = frozenset()


def graph_page(
    network: nx.MultiDiGraph[str],
    positions: Places,
    facts: Mapping[str, Sequence[Line]],
    *,
    title: tuple[str, str],
    kinds: Mapping[str, tuple[str, str]],
    lang: Lang = "zh",
    also: Also | None = None,
) -> str:
    """
    Return one page of HTML that shows *network* and needs no other file and no network connection.

    Args:
        network: Things by id, with label, label_en, kind, iri, aliases, pinyin; links with property, label,
            label_en, modality. Parallel links are all kept. A link may bring `lines` of its own for the panel, and
            say with `count` that it stands for several.
        positions: A place for each thing, such as `layout` gives.
        facts: What the panel says of a thing; a thing without facts is shown by its links alone.
        title: The heading, in Chinese and English.
        kinds: The name of each kind in Chinese and English; their order gives each its colour and shape.
        lang: The language that the page opens in; its reader can switch.
        also: What else the page tells.

    Raises:
        PolicygraphError: pyvis is installed without the files of vis-network.
        KeyError: A thing has no place.
    """
    also = also or Also()
    unnamed = {str(thing["kind"]) for _, thing in network.nodes(data=True)} - set(kinds)
    names = dict(kinds) | {kind: (kind, kind) for kind in sorted(unnamed)}
    shown = looks(names)
    drawn = {str(look["key"]): (str(look["colour"]), str(look["shape"])) for look in shown}
    nodes, edges, _, _, _, options = _drawing(network, positions, drawn, also).get_network_data()
    data = {
        "lang": lang,
        "title": title,
        "kinds": shown,
        "relations": _relations(network),
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "measure": also.measure if also.values else None,
        "counted": also.counted if also.counted[0] else None,
        "groups": _groups(network, also.groups),
        "regions": {place: [name, list(above)] for place, (name, above) in also.regions.items()},
    }
    own = {f"{LINK}e{n}": link["lines"] for n, (_, _, link, _) in enumerate(_bends(network)) if link.get("lines")}
    said = book({slug: facts.get(slug, ()) for slug in sorted(network)} | own)
    return web_page("graph.html", {"data": data, "facts": said}, title=title, lang=lang, parts=_vis())


def _drawing(
    network: nx.MultiDiGraph[str], positions: Places, drawn: Mapping[str, tuple[str, str]], also: Also
) -> Network:
    from pyvis.network import Network

    # Undirected, pyvis would merge parallel links.
    drawing = Network(directed=True)
    drawing.set_options(json.dumps(OPTIONS))
    sizes = radii(also.values) if also.values else {slug: radius(network.degree(slug)) for slug in network}
    groups = {slug: number for number, group in enumerate(also.groups) for slug in group}
    for slug in sorted(network):
        thing = network.nodes[slug]
        colour, shape = drawn[thing["kind"]]
        if also.groups:
            colour = _colour(groups.get(slug))
        x, y = positions[slug]
        size = round(sizes[slug] * SHAPES[shape], 1)
        about = {key: thing.get(key) or "" for key in ("iri", "pinyin")} | {"en": thing.get("label_en") or ""}
        about |= {"kind": thing["kind"], "aliases": list(thing.get("aliases") or ())} | _more(slug, also, groups)
        drawing.add_node(
            slug, label=thing.get("label") or slug, shape=shape, color=colour, size=size, x=x, y=y, **about
        )
    # pyvis looks each end of an edge up in the list of ids; its own map of nodes answers without walking it.
    drawing.node_ids = drawing.node_map
    for number, (source, target, link, bend) in enumerate(_bends(network)):
        said = {"relation": link["property"], "modality": link["modality"]}
        if network.graph.get("undirected"):
            said["arrows"] = ""
        if link.get("count", 1) > 1:
            said["count"] = link["count"]
        drawing.add_edge(source, target, id=f"e{number}", **_curve(source == target, bend), **said)
    return drawing


def _more(slug: str, also: Also, groups: Mapping[str, int]) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if also.where.get(slug):
        more["where"] = list(also.where[slug])
    if also.years.get(slug):
        more["years"] = list(also.years[slug])
    if also.values:
        more["value"] = [f"{also.values[slug]:.3g}", also.values[slug]]
    if also.groups:
        more["community"] = str(groups.get(slug, ""))
    if slug in also.hubs:
        more["hub"] = True
    if slug in also.unsure:
        more["unsure"] = also.unsure[slug]
    return more


def _groups(network: nx.MultiDiGraph[str], groups: Sequence[Sequence[str]]) -> list[dict[str, object]]:
    """
    Return the groups, each named after its most linked thing; what is in none comes last.
    """
    shown: list[dict[str, object]] = [
        {
            "key": str(number),
            "hub": max(group, key=lambda slug: (network.degree(slug), slug)),
            "colour": _colour(number),
        }
        for number, group in enumerate(groups)
    ]
    if groups and set(network) - {slug for group in groups for slug in group}:
        shown.append({"key": "", "hub": None, "colour": _colour(None)})
    return shown


def _colour(group: int | None) -> str:
    """
    Return the colour of a group; all that come after the ninth, and what is in none, are grey.
    """
    return COLOURS[group] if group is not None and group < len(COLOURS) else GREY


def _bends(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, Mapping[str, Any], float]]:
    """
    Yield each link in a fixed order, and how far it is bent so that links between the same two things lie apart.
    """
    links = sorted(
        network.edges(keys=True, data=True), key=lambda e: (e[0], e[1], e[3]["property"], e[3]["modality"], str(e[2]))
    )
    between: dict[frozenset[str], int] = {}
    for source, target, _, _ in links:
        between[frozenset((source, target))] = between.get(frozenset((source, target)), 0) + 1
    seen: dict[frozenset[str], int] = {}
    for source, target, _, link in links:
        pair = frozenset((source, target))
        nth = seen[pair] = seen.get(pair, -1) + 1
        bend = (nth - (between[pair] - 1) / 2) * min(0.22, 1.2 / between[pair])
        # A bend turns with its direction: without the sign, links there and back would lie on one another.
        yield source, target, link, round(bend if source <= target else -bend, 3)


def _curve(loop: bool, bend: float) -> dict[str, object]:
    if loop:
        return {"smooth": False, "selfReference": {"size": round(20 + 60 * bend), "angle": 0.8}}
    return {"smooth": {"enabled": True, "type": "curvedCW", "roundness": bend} if bend else False}


def _relations(network: nx.MultiDiGraph[str]) -> list[dict[str, object]]:
    said = {(link["property"], link["label"], link["label_en"]) for _, _, link in network.edges(data=True)}
    names = {key: (zh, en) for key, zh, en in sorted(said)}
    return [{"key": key, "name": name} for key, name in names.items()]


def _vis() -> dict[str, str]:
    """
    Return the script and style of vis-network from the installed pyvis, without the pictures of buttons we do not show.
    """
    library = resources.files("pyvis") / "templates" / "lib"
    folders = sorted((f for f in library.iterdir() if f.name.startswith("vis-")), key=lambda f: _version(f.name))
    if not folders:
        raise PolicygraphError("E608", package="pyvis", install="--force-reinstall pyvis==0.3.2")
    script = (folders[-1] / "vis-network.min.js").read_text(encoding="utf-8")
    style = (folders[-1] / "vis-network.css").read_text(encoding="utf-8")
    # A browser's developer tools would go and fetch the source map.
    script = re.sub(r"//# sourceMappingURL=\S*", "", script).replace("</script", r"<\/script").replace("<!--", r"<\!--")
    return {"vis.js": script.strip(), "vis.css": re.sub(r'url\("data:[^"]*"\)', "none", style).strip()}


def _version(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]
