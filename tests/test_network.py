"""
The network: things and links as they are, parallel links apart, and files that other programs read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest

from policygraph.build import Built, build
from policygraph.network import measures, network
from policygraph.store import Store, open_store

JOINTS = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "b"), ("d", "b"), ("e", "f"), ("f", "g"), ("g", "e")])


def prepared(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    nx.set_node_attributes(graph, {n: {"kind": "policy", "label": n} for n in graph})
    nx.set_edge_attributes(graph, {e: {"property": "p"} for e in graph.edges(keys=True)})
    return graph


def test_nodes_are_things_and_not_figures_concepts_or_sources(store: Store):
    kinds = {kind for _, kind in network(store).nodes(data="kind")}

    assert {"policy", "programme", "region", "agency"} <= kinds
    assert not kinds & {"observation", "topic", "instrument", "source", "proposed-thing"}
    assert "instrument" in {kind for _, kind in network(store, concepts=True).nodes(data="kind")}


def test_a_recommendation_is_no_link(store: Store):
    graph = network(store)

    assert {about["modality"] for *_, about in graph.edges(data=True)} == {"stated", "inferred"}
    assert {about["modality"] for *_, about in network(store, inferred=False).edges(data=True)} == {"stated"}


def test_parallel_links_stay_apart_and_each_keeps_its_citation(store: Store):
    graph = network(store)
    links = graph["flexible-recruitment-rules"]["pinggu"]

    assert {about["property"].rsplit("#")[-1] for about in links.values()} == {"jurisdiction", "relevant_for"}
    assert all("平谷，一（三），表3" in about["citations"] for about in links.values())


def test_articulation_points_come_with_the_parts_that_they_join():
    """
    Without b, the graph a–b–c, d–b falls into three parts; the triangle e, f, g has no joint.
    """
    found = measures(prepared(JOINTS.copy()))

    assert found.articulation == (("b", 3),)
    assert [len(c) for c in found.components] == [4, 3]
    assert found.degrees[0] == ("b", 3, 1)


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf"])
def test_the_build_writes_the_network(built: Built, name: str):
    assert ET.parse(built.out / name)


def test_a_small_graph_of_ones_own_works_alike(small: Path, tmp_path: Path):
    build(small, tmp_path)

    assert network(open_store(tmp_path)).has_edge("farm", "farm-plan")
