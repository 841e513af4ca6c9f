"""
The main job with all its products: the graph, its pictures and its exchange formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from .asked import HIDDEN_ROLES, PLACE_LINKS
from .build import Built, build
from .chronicle import chronicle, timeline_page
from .crowded import crowded_page, too_many
from .dates import MAX, MIN, PartialDate
from .describe import TIME, describe_all
from .drawable import NETWORKS, sizes
from .entities import PROPOSED, entities, facts, kind_words, sounds
from .exports import Rows, write_gexf, write_graphml
from .lanes import FACTS, lanes
from .layout import layout, radii
from .network import network
from .ontology import iri, ontology
from .phrases import PHRASES
from .query import KINDS
from .report import report
from .store import open_store
from .told import Told, ordered, told
from .view import Also, graph_page
from .webpage import Line as Panel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path
    from typing import Any

    import networkx as nx

    from .describe import Description, Line
    from .entities import Entity, Fact
    from .errors import Lang
    from .ontology import Both
    from .store import Store

HIDDEN = frozenset(map(iri, HIDDEN_ROLES))
# Networks of a larger graph are offered without their sizes: to make them all takes as long as to read the graph.
SIZED = 50_000
# A kind has the same colour and shape on every page, so those that most pages show come first and differ most.
FOREMOST = ("programme", "policy", "region", "agency", "organisation", "platform", "event", "mechanism", "area")


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A built graph, or a part of it, as its pages read it, once: things, facts, and what the pages say of each thing.

    Of a part, `around` says further in what places lie, and `hubs` are things (IRIs) of which not all is told.
    """

    store: Store
    known: dict[str, Entity]
    said: list[Fact]
    network: nx.MultiDiGraph[str]
    panels: dict[str, list[Panel]]
    sounds: dict[str, str]
    kinds: dict[str, Both]
    around: list[Fact] = field(default_factory=list)
    hubs: frozenset[str] = frozenset()


def publish(data: Path, out: Path, lang: Lang = "zh", *, statements: bool = False) -> Built:
    """
    Build a data folder into all products; see `build.build`. The pages open in *lang*.
    """
    return build(
        data,
        out,
        statements=statements,
        products={
            "graph.graphml": lambda graph, path: write_graphml(_rows(_read(graph)), path),
            "graph.gexf": lambda graph, path: write_gexf(_rows(_read(graph)), path),
            "graph.html": lambda graph, path: _write(path, page(_read(graph), lang)),
            "timeline.html": lambda graph, path: _write(path, timeline(_read(graph), lang)),
            "report.html": lambda graph, path: _write(path, report(_read(graph).store, lang)),
        },
    )


def read(
    store: Store, things: Collection[str] | None = None, *, inferred: bool = True, proposed: bool = False
) -> Reading:
    """
    Read what the pages show: things and the concepts that they use, each with its facts and citations.

    Only *things* (IRIs) are shown, if given. Inferred links are in the network, or not; plans and proposals, or not.
    """
    about = told(store, things) if things is not None else Told(entities(store), ordered(facts(store)), [], frozenset())
    known, said = about.known, about.said
    nodes = known if things is None else {thing: known[thing] for thing in things}
    graph = network(store, concepts=True, inferred=inferred, proposed=proposed, known=nodes, said=said)
    by_id = {entity.id: entity for entity in known.values()}
    shown = [by_id[node] for node in graph]
    panels = {id_: _panel(about) for id_, about in describe_all(known, said, shown).items()}
    names = {entity.id: " ".join(sounds(entity.label)) for entity in shown}
    return Reading(store, known, said, graph, panels, names, _kinds(), about.around, about.hubs)


def page(
    about: Reading,
    lang: Lang,
    *,
    graph: nx.MultiDiGraph[str] | None = None,
    title: Both = PHRASES["graph.title"],
    also: Also | None = None,
) -> str:
    """
    Return the page of the whole graph, or of another *graph* of its things; of one too large to draw, smaller views.
    """
    graph = about.network if graph is None else graph
    hubs = frozenset(node for node, thing in graph.nodes(data=True) if thing["iri"] in about.hubs)
    also = replace(also or Also(), hubs=hubs, **narrowing(about, graph))
    if too_many(graph):
        known = sizes(about.store) if len(graph) <= SIZED else {}
        made = {key: (name, known.get(key, "")) for key, name in NETWORKS.items()}
        return crowded_page(graph, also, title=title, lang=lang, networks=made)
    by_id = {entity.id: entity for entity in about.known.values()}
    for node in graph:
        graph.nodes[node]["aliases"] = list(by_id[node].aliases)
        graph.nodes[node]["pinyin"] = about.sounds[node]
    places = layout(graph, radii(also.values) if also.values else None)
    return graph_page(graph, places, about.panels, title=title, kinds=about.kinds, lang=lang, also=also)


def narrowing(about: Reading, graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """
    Return by what a reader narrows a graph of this reading: in which regions each thing stands, and its years.

    The keys are those of `view.Also`. Regions come in the order of the timeline's lanes.
    """
    shown = {graph.nodes[node]["iri"]: False for node in graph}
    found = lanes(about.known, [*about.said, *about.around], shown, PLACE_LINKS, KINDS["region"])
    names = {place: about.known[place].id for place in found.parents}
    years: dict[str, list[tuple[int, int]]] = {}
    for fact in about.said:
        if fact.predicate == TIME and fact.modality in FACTS and fact.subject in shown and fact.role not in HIDDEN:
            bounds = PartialDate(fact.edtf).bounds
            # What is open on one side is known for its other side only.
            last = bounds.begin_latest if bounds.end_latest == MAX else bounds.end_latest
            first = bounds.end_earliest if bounds.begin_earliest == MIN else bounds.begin_earliest
            years.setdefault(about.known[fact.subject].id, []).append((min(first, last).year, max(first, last).year))
    return {
        "regions": {names[p]: (about.known[p].both, [names[high] for high in found.above[p]]) for p in found.parents},
        "where": {about.known[thing].id: [names[p] for p in at] for thing, at in found.of.items()},
        "years": {thing: sorted(set(spans)) for thing, spans in years.items()},
    }


def timeline(about: Reading, lang: Lang) -> str:
    """
    Return the timeline of the whole graph as a page.
    """
    found = chronicle(about.store, about.known, about.said)
    # Memberships are no nodes of the network, so nothing is said of them yet.
    new = {thing: found.known[thing] for thing in found.known.keys() - about.known.keys()}
    told = [fact for fact in about.said if fact.subject in new]
    panels = {id_: _panel(lines) for id_, lines in describe_all(found.known, told, new.values()).items()}
    names = {entity.id: " ".join(sounds(entity.label)) for entity in new.values()}
    return timeline_page(
        found,
        about.panels | panels,
        sounds=about.sounds | names,
        title=PHRASES["timeline.title"],
        kinds=about.kinds,
        lang=lang,
    )


def _rows(about: Reading) -> Rows:
    return Rows(about.store, known=about.known, said=about.said)


def _kinds() -> dict[str, Both]:
    others = sorted({*ontology().kinds, PROPOSED} - set(FOREMOST))
    return {kind: kind_words(kind) for kind in (*FOREMOST, *others)}


def _panel(about: Description) -> list[Panel]:
    return [*_lines(about.facts), *_lines(about.inward), *_lines(about.figures), *_lines(about.proposals)]


def _lines(lines: Iterable[Line]) -> list[Panel]:
    return [
        Panel(
            property=(f"← {line.property[0]}", f"← {line.property[1]}") if line.inward else line.property,
            value=line.value,
            target=line.target.id if line.target else None,
            modality=line.modality,
            citations=tuple(c.words for c in line.citations),
            why=line.why,
            term="" if line.inward else line.term,
        )
        for line in lines
    ]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@lru_cache(maxsize=1)
def _read(graph: Path) -> Reading:
    return read(open_store(graph))
