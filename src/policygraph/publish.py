"""
The main job with all its products: the graph, its pictures and its exchange formats.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .build import Built, build
from .chronicle import chronicle, timeline_page
from .describe import describe_all
from .entities import entities, facts, kind_words, sounds
from .exports import Rows, write_gexf, write_graphml
from .layout import layout
from .network import network
from .phrases import PHRASES
from .store import open_store
from .view import graph_page
from .webpage import Line as Panel

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import networkx as nx

    from .describe import Description, Line
    from .entities import Entity, Fact
    from .errors import Lang
    from .ontology import Both
    from .store import Store


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A built graph as its pages read it, once: the store, all things, all facts, and what the pages say of each thing.
    """

    store: Store
    known: dict[str, Entity]
    said: list[Fact]
    network: nx.MultiDiGraph[str]
    panels: dict[str, list[Panel]]
    sounds: dict[str, str]
    kinds: dict[str, Both]


def publish(data: Path, out: Path, lang: Lang = "zh") -> Built:
    """
    Build a data folder into all products; see `build.build`. The pages open in *lang*.
    """
    return build(
        data,
        out,
        products={
            "graph.graphml": lambda graph, path: write_graphml(Rows(_read(graph).store), path),
            "graph.gexf": lambda graph, path: write_gexf(Rows(_read(graph).store), path),
            "graph.html": lambda graph, path: _write(path, page(_read(graph), lang)),
            "timeline.html": lambda graph, path: _write(path, timeline(_read(graph), lang)),
        },
    )


def read(store: Store) -> Reading:
    """
    Read what the pages show: things and the concepts that they use, each with its facts and citations.
    """
    known, said = entities(store), facts(store)
    graph = network(store, concepts=True, known=known, said=said)
    by_id = {entity.id: entity for entity in known.values()}
    shown = [by_id[node] for node in graph]
    panels = {id_: _panel(about) for id_, about in describe_all(known, said, shown).items()}
    names = {entity.id: " ".join(sounds(entity.label)) for entity in shown}
    return Reading(store, known, said, graph, panels, names, {e.kind: kind_words(e.kind) for e in shown})


def page(about: Reading, lang: Lang) -> str:
    """
    Return the page of the whole graph.
    """
    graph, by_id = about.network, {entity.id: entity for entity in about.known.values()}
    for node in graph:
        graph.nodes[node]["aliases"] = list(by_id[node].aliases)
        graph.nodes[node]["pinyin"] = about.sounds[node]
    return graph_page(graph, layout(graph), about.panels, title=PHRASES["graph.title"], kinds=about.kinds, lang=lang)


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
