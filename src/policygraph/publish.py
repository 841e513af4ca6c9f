"""
The main job with all its products: the graph, its pictures and its exchange formats.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .build import Built, build
from .describe import describe_all
from .entities import entities, facts, kind_words, sounds
from .layout import layout
from .network import network, write_gexf, write_graphml
from .phrases import PHRASES
from .store import open_store
from .view import Line as Panel
from .view import graph_page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import networkx as nx

    from .describe import Description, Line
    from .errors import Lang
    from .store import Store


def publish(data: Path, out: Path, lang: Lang = "zh") -> Built:
    """
    Build a data folder into all products; see `build.build`. The pages open in *lang*.
    """
    return build(
        data,
        out,
        products={
            "graph.graphml": lambda graph, path: write_graphml(_network(graph), path),
            "graph.gexf": lambda graph, path: write_gexf(_network(graph), path),
            "graph.html": lambda graph, path: _write(path, page(_open(graph), lang)),
        },
    )


def page(store: Store, lang: Lang) -> str:
    """
    Return the page of the whole graph: things and the concepts that they use, each with its facts and citations.
    """
    known, said = entities(store), facts(store)
    graph = network(store, concepts=True, known=known, said=said)
    by_id = {entity.id: entity for entity in known.values()}
    shown = [by_id[node] for node in graph]
    for entity in shown:
        graph.nodes[entity.id]["aliases"] = list(entity.aliases)
        graph.nodes[entity.id]["pinyin"] = " ".join(sounds(entity.label))
    panels = {id_: _panel(about) for id_, about in describe_all(known, said, shown).items()}
    kinds = {entity.kind: kind_words(entity.kind) for entity in shown}
    return graph_page(graph, layout(graph), panels, title=PHRASES["graph.title"], kinds=kinds, lang=lang)


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
        )
        for line in lines
    ]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@lru_cache(maxsize=1)
def _open(graph: Path) -> Store:
    return open_store(graph)


@lru_cache(maxsize=1)
def _network(graph: Path) -> nx.MultiDiGraph[str]:
    return network(_open(graph))
