"""
Large graphs go to arrays by themselves where the extra is installed, and nobody sees it but by the clock.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph import prominence
from policygraph.analysis import bridging, groups, nulls
from policygraph.answers.measures import analysis_json
from policygraph.fastgraph import betweenness_of, quickest
from policygraph.fastgraph.arrays import convert_from_nx
from policygraph.fastgraph.info import NAME, SMALLEST
from policygraph.network import Measures, measures, network
from policygraph.store import Store

EVERYTHING: dict[str, Any] = {"question": None, "concepts": False, "limit": 10, "day": None}
LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30)


def regions(count: int = 2 * SMALLEST, size: int = 50) -> nx.MultiDiGraph:
    """
    Things with parallel links, most of them within their region; some regions hang on one link, some on none.
    """
    rng = np.random.default_rng(1)
    one = rng.integers(0, count, 2 * count)
    near = np.minimum(one // size * size + rng.integers(0, size, 2 * count), count - 1)
    other = np.where(rng.random(2 * count) < 0.9, near, rng.integers(0, count, 2 * count))
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.add_nodes_from((f"t{number:05}" for number in range(count)), kind="programme")
    pairs = zip(one.tolist(), other.tolist(), strict=True)
    graph.add_edges_from((f"t{a:05}", f"t{b:05}", {"property": "pg:drawsOn"}) for a, b in pairs)
    return graph


@pytest.fixture
def extra() -> None:
    """
    What needs the extra, and a NetworkX that knows the backend.
    """
    pytest.importorskip("networkit")
    pytest.importorskip("scipy")
    if NAME not in nx.config.backends:
        pytest.skip("the backend is registered by installing the package")


def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Take the extra away.
    """
    for library in ("scipy", "networkit"):
        monkeypatch.setitem(sys.modules, library, None)


def test_the_findings_are_the_same_to_the_byte_without_the_extra(store: Store, monkeypatch: pytest.MonkeyPatch):
    """
    Who installs a faster library must not find other groups or brokers in a graph of ordinary size.
    """

    def found() -> tuple[str, dict[str, float], list[list[str]]]:
        nulls._drawn.cache_clear()
        graph = network(store)
        answers = analysis_json(store, "en", **EVERYTHING, possible=False, inferred=None, proposed=False)
        said = json.dumps(answers, ensure_ascii=False)
        return said, prominence.measured(graph, "betweenness"), prominence.communities(graph)

    before = found()
    without(monkeypatch)

    assert found() == before


def test_a_large_graph_becomes_arrays_and_a_small_one_stays(extra: None, monkeypatch: pytest.MonkeyPatch):
    large, small = nx.path_graph(SMALLEST), nx.path_graph(SMALLEST - 1)

    assert not isinstance(quickest(large), nx.Graph)
    assert quickest(small) is small
    without(monkeypatch)
    assert quickest(large) is large


def test_neither_the_configuration_nor_the_graph_is_touched(extra: None):
    """
    A caller who works with NetworkX beside us, in another thread too, must find it as it was.
    """
    graph = nx.path_graph(SMALLEST)
    before = (list(nx.config.backend_priority.algos), set(nx.config.warnings_to_ignore), dict(vars(graph)))
    assert nx.number_connected_components(quickest(graph)) == 1

    assert (list(nx.config.backend_priority.algos), set(nx.config.warnings_to_ignore), dict(vars(graph))) == before


def test_a_large_network_measures_the_same_with_and_without_the_extra(extra: None, monkeypatch: pytest.MonkeyPatch):
    graph = regions()

    def found() -> tuple[Measures, list[bridging.Joint], list[bridging.Bridge]]:
        return measures(graph), bridging.joints(graph), bridging.bridges(graph)

    before = found()
    assert all(before[1:])
    without(monkeypatch)

    assert found() == before


def test_a_large_network_falls_into_groups_as_good_as_without_the_extra(extra: None, monkeypatch: pytest.MonkeyPatch):
    """
    Louvain finds other groups by another library; by modularity they may not be worse by more than 0.02.
    """
    graph = regions()
    ours = groups.division(graph, seeds=2, draws=0)
    weighed = [set(group) for group in prominence.communities(graph)]
    assert groups.division(graph, seeds=2, draws=0) == ours
    without(monkeypatch)
    theirs = groups.division(graph, seeds=1, draws=0)

    assert ours.modularity >= theirs.modularity - 0.02
    assert (ours.things, ours.links) == (theirs.things, theirs.links)
    linked = {node for node in graph if set(nx.all_neighbors(graph, node)) - {node}}
    assert set().union(*weighed) == linked
    assert sum(map(len, weighed)) == len(linked)


@given(LINKS, st.integers(3, 12), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_betweenness_equals_networkx_from_all_nodes_and_from_drawn_ones(
    links: list[tuple[int, int]], most: int, seed: int
):
    graph = nx.Graph(links)
    found = betweenness_of(graph, most, seed)
    expected = nx.betweenness_centrality(graph, k=most if len(graph) > most else None, seed=seed)

    assert list(found) == list(expected)
    assert list(found.values()) == pytest.approx(list(expected.values()), abs=1e-12)


def test_betweenness_of_a_long_path_is_left_to_networkx():
    graph = nx.path_graph(900)

    assert betweenness_of(graph, 5, 1) == nx.betweenness_centrality(graph, k=5, seed=1)


def test_betweenness_needs_nothing_but_numpy_at_any_size(monkeypatch: pytest.MonkeyPatch):
    """
    Above some size each source is followed alone, with scipy where it is there.
    """
    graph = nx.barabasi_albert_graph(60_000, 3, seed=1)
    before = betweenness_of(graph, 4, 1)
    without(monkeypatch)

    assert list(betweenness_of(graph, 4, 1).values()) == pytest.approx(list(before.values()), abs=1e-12)


@given(LINKS)
@settings(max_examples=100, deadline=None)
def test_structural_holes_equal_networkx_by_definition(links: list[tuple[int, int]]):
    """
    The short formula must be Burt's, which NetworkX adds up link by link.
    """
    graph = nx.Graph((one, other) for one, other in links if one != other)
    around = {node: frozenset(others) for node, others in graph.adj.items()}
    found = {node: bridging.holes(around, node) for node in graph}
    sizes, constraints = nx.effective_size(graph, list(graph)), nx.constraint(graph, list(graph))

    assert [size for size, _ in found.values()] == pytest.approx([sizes[node] for node in graph], abs=1e-12)
    assert [bound for _, bound in found.values()] == pytest.approx([constraints[node] for node in graph], abs=1e-12)


def test_redrawn_networks_are_kept_and_nobody_can_change_them():
    """
    Two questions compare the same network with chance; what one did to a draw, the other would see.
    """
    graph = nx.karate_club_graph()
    first, again = nulls.rewired(graph, 3), nulls.rewired(graph, 3)

    assert [list(draw.adj.items()) for draw in first] == [list(draw.adj.items()) for draw in again]
    assert all(set(first[0].edges()) != set(draw.edges()) for draw in first[1:])
    with pytest.raises(nx.NetworkXError):
        again[0].add_edge(0, 1)


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 1, 0, 2], [1, 2, 3, 4]])
def test_numbers_for_nodes_are_places_only_in_their_own_order(order: list[int]):
    graph = nx.Graph()
    graph.add_nodes_from(order)
    graph.add_edge(order[0], order[3])

    arrays = convert_from_nx(graph)
    assert (arrays.origins.tolist(), arrays.ends.tolist()) == ([0, 3], [3, 0])
    assert betweenness_of(graph, 9, 1) == dict.fromkeys(order, 0.0)
