"""
The backend: what it computes equals what NetworkX computes, and NetworkX really sends it the work.

Tolerances: 1e-9 for numbers, but for Louvain, whose groups may differ and must be about as good.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms import structuralholes

from policygraph.fastgraph import betweenness, info, preferred
from policygraph.fastgraph.arrays import Arrays, convert_from_nx, convert_to_nx, from_edges
from policygraph.network import network
from policygraph.store import Store

pytest.importorskip("networkit")
pytest.importorskip("scipy")

from policygraph.fastgraph import backend

ROOT = Path(__file__).parents[1]
KINDS = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)
NAMES = st.sampled_from(["平谷", "b", "c", "d", "e", "f", "g", 1, 2, (3, "x")])
EDGES = st.lists(st.tuples(NAMES, NAMES, st.sampled_from([0.5, 1, 2, 3])), max_size=40)


@st.composite
def graphs(draw: st.DrawFn, kinds: tuple[type, ...] = KINDS, loops: bool = True) -> nx.Graph:
    """
    Any small graph: directed or not, parallel edges or not, weights on some, isolated nodes, self loops.
    """
    graph = draw(st.sampled_from(kinds))()
    graph.add_nodes_from(draw(st.lists(NAMES, max_size=6)))
    for one, other, weight in draw(EDGES):
        if loops or one != other:
            graph.add_edge(one, other, **({} if weight == 3 else {"weight": weight}))
    return graph


def ours(name: str, graph: nx.Graph, *args: object, **named: object) -> object:
    """
    What the backend returns for a graph converted as NetworkX would convert it for this call.
    """
    weight = named.get("weight", "weight" if name in ("pagerank", "louvain_communities", "modularity") else None)
    converted = convert_from_nx(graph, edge_attrs={str(weight): 1} if weight else None)
    return getattr(backend, name)(converted, *args, **named)


def theirs(name: str, graph: nx.Graph, *args: object, **named: object) -> object:
    """
    What NetworkX itself returns.
    """
    found = getattr(nx, name, None) or getattr(nx.community, name)
    return found(graph, *args, backend="networkx", **named)


def same(one: dict, other: dict) -> None:
    """
    The same nodes in the same order, the same values; what is no number in one is none in the other.
    """
    assert list(one) == list(other)
    assert list(one.values()) == pytest.approx(list(other.values()), rel=1e-9, abs=1e-9, nan_ok=True)


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_a_converted_graph_comes_back_with_the_same_nodes_and_edges(graph: nx.Graph):
    back = convert_to_nx(convert_from_nx(graph))

    assert type(back) is type(graph)
    assert list(back) == list(graph)
    bare = graph.__class__()
    bare.add_nodes_from(graph)
    bare.add_edges_from((u, v) for u, v in graph.edges())
    assert nx.utils.edges_equal(back.edges(), bare.edges(), directed=graph.is_directed())


@given(graphs(), st.booleans(), st.booleans(), st.integers(1, 6), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_betweenness_equals_networkx_exact_and_sampled(
    graph: nx.Graph, normalized: bool, endpoints: bool, k: int, seed: int
):
    """
    The same seed draws the same sources, so even an estimate is the same.
    """
    asked = {"normalized": normalized, "endpoints": endpoints}
    same(ours("betweenness_centrality", graph, **asked), theirs("betweenness_centrality", graph, **asked))
    if k <= len(graph):
        asked |= {"k": k, "seed": seed}
        same(ours("betweenness_centrality", graph, **asked), theirs("betweenness_centrality", graph, **asked))


@pytest.mark.parametrize("whole", [0, 1 / 8, 2])
def test_both_ways_to_count_paths_give_the_same(monkeypatch: pytest.MonkeyPatch, whole: float):
    """
    A level of nodes is followed edge by edge or as a whole, whichever is faster; that must not show.
    """
    monkeypatch.setattr(betweenness, "WHOLE", whole)
    monkeypatch.setattr(betweenness, "AT_ONCE", 1)
    for graph in (nx.barabasi_albert_graph(150, 3, seed=1), nx.gnp_random_graph(120, 0.03, seed=2, directed=True)):
        same(ours("betweenness_centrality", graph), theirs("betweenness_centrality", graph))


@given(graphs(), st.sampled_from(["weight", None]), st.booleans())
@settings(max_examples=100, deadline=None)
def test_pagerank_equals_networkx_with_weights_parallel_edges_and_nodes_without_links(
    graph: nx.Graph, weight: str | None, personal: bool
):
    asked = {"weight": weight}
    if personal and len(graph):
        first = next(iter(graph))
        asked |= {"personalization": {first: 2}, "dangling": {first: 1}, "nstart": dict.fromkeys(graph, 1)}

    same(ours("pagerank", graph, **asked), theirs("pagerank", graph, **asked))


@given(graphs())
@settings(max_examples=80, deadline=None)
def test_links_in_and_out_equal_networkx(graph: nx.Graph):
    same(ours("degree_centrality", graph), theirs("degree_centrality", graph))
    if graph.is_directed():
        same(ours("in_degree_centrality", graph), theirs("in_degree_centrality", graph))
        same(ours("out_degree_centrality", graph), theirs("out_degree_centrality", graph))


@given(graphs((nx.Graph, nx.MultiGraph)))
@settings(max_examples=150, deadline=None)
def test_components_joints_and_bridges_equal_networkx(graph: nx.Graph):
    assert list(ours("connected_components", graph)) == list(theirs("connected_components", graph))
    assert ours("number_connected_components", graph) == theirs("number_connected_components", graph)
    points = list(ours("articulation_points", graph))
    assert len(points) == len(set(points))
    assert set(points) == set(theirs("articulation_points", graph))
    links = [frozenset(pair) for pair in ours("bridges", graph)]
    assert len(links) == len(set(links))
    assert set(links) == {frozenset(pair) for pair in theirs("bridges", graph)}


@given(graphs((nx.DiGraph, nx.MultiDiGraph)))
@settings(max_examples=60, deadline=None)
def test_weak_components_equal_networkx(graph: nx.DiGraph):
    assert list(ours("weakly_connected_components", graph)) == list(theirs("weakly_connected_components", graph))


@given(graphs((nx.Graph, nx.MultiGraph), loops=False))
@settings(max_examples=80, deadline=None)
def test_blocks_equal_networkx(graph: nx.Graph):
    def blocks(found: object) -> list[list[str]]:
        return sorted(sorted(map(str, block)) for block in found)

    assert blocks(ours("biconnected_components", graph)) == blocks(theirs("biconnected_components", graph))


@given(graphs((nx.Graph, nx.DiGraph), loops=False))
@settings(max_examples=100, deadline=None)
def test_core_numbers_equal_networkx(graph: nx.Graph):
    assert ours("core_number", graph) == theirs("core_number", graph)


@given(graphs(loops=False), st.sampled_from(["weight", None]), st.data())
@settings(max_examples=150, deadline=None)
def test_structural_holes_equal_networkx_for_all_nodes_and_for_some(
    graph: nx.Graph, weight: str | None, data: st.DataObject
):
    """
    NetworkX goes two ways, which differ for parallel edges and for nodes that link to none; so do we, but for the
    effective size of all nodes: there NetworkX's short cut differs from its definition where weights differ. Where it
    counts each parallel edge, the work is left to it.
    """
    if not graph.number_of_edges():
        return
    some = data.draw(st.lists(st.sampled_from(list(graph)), unique=True))
    same(ours("constraint", graph, weight=weight), theirs("constraint", graph, weight=weight))
    if graph.is_multigraph() and weight:
        return
    asked = {"nodes": some, "weight": weight}
    same(ours("constraint", graph, **asked), theirs("constraint", graph, **asked))
    if not graph.is_directed() and convert_from_nx(graph).parallel is not None:
        with pytest.raises(NotImplementedError, match="parallel edges"):
            ours("effective_size", graph, **asked)
        return
    same(ours("effective_size", graph, **asked), theirs("effective_size", graph, **asked))
    everyone = theirs("effective_size", graph, nodes=list(graph), weight=weight)
    same(ours("effective_size", graph, weight=weight), everyone)


@given(graphs(), st.sampled_from(["in", "out"]), st.sampled_from(["in", "out"]))
@settings(max_examples=100, deadline=None)
def test_assortativity_equals_networkx(graph: nx.Graph, x: str, y: str):
    """
    Where all degrees are alike, NetworkX divides two rounding errors and we say that it is no number.
    """
    found = ours("degree_assortativity_coefficient", graph, x, y)
    if not math.isnan(found):
        expected = theirs("degree_assortativity_coefficient", graph, x, y)
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(graphs(), st.sampled_from(["weight", None]), st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_modularity_equals_networkx(graph: nx.Graph, weight: str | None, number: int):
    if not graph.number_of_edges():
        return
    parts = [{node for place, node in enumerate(graph) if place % number == part} for part in range(number)]
    found = ours("modularity", graph, parts, weight=weight, resolution=0.8)

    assert found == pytest.approx(theirs("modularity", graph, parts, weight=weight, resolution=0.8), abs=1e-9)
    with pytest.raises(nx.NetworkXError, match="not a valid partition"):
        ours("modularity", graph, [*parts, {next(iter(graph))}])


@given(graphs((nx.Graph, nx.MultiGraph), loops=False), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_louvain_parts_every_node_once_and_the_same_seed_parts_them_alike(graph: nx.Graph, seed: int):
    found = ours("louvain_communities", graph, seed=seed)

    assert sorted(map(str, graph)) == sorted(str(node) for group in found for node in group)
    assert found == ours("louvain_communities", graph, seed=seed)


@pytest.mark.parametrize("seed", range(3))
def test_louvain_is_as_good_as_networkx_by_modularity(seed: int):
    """
    Twenty villages of fifty; another seed may find other groups, but none that is worse by more than 0.02.
    """
    graph = nx.planted_partition_graph(20, 50, 0.15, 0.002, seed=seed)
    found, expected = (how("louvain_communities", graph, seed=seed) for how in (ours, theirs))

    assert nx.community.modularity(graph, found) >= nx.community.modularity(graph, expected) - 0.02


def test_the_built_in_graph_measures_alike(store: Store, monkeypatch: pytest.MonkeyPatch):
    graph = network(store)
    plain = nx.Graph(graph.to_undirected(as_view=True))
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    # NetworkX weighs the same two nodes again and again, and would take seconds for each of the busiest.
    weight = structuralholes.normalized_mutual_weight
    monkeypatch.setattr(structuralholes, "normalized_mutual_weight", cache(weight))
    busy = sorted(plain, key=lambda node: (-plain.degree(node), node))
    busy = [*busy[:2], *busy[20:40]]

    for name in ("betweenness_centrality", "pagerank", "in_degree_centrality"):
        same(ours(name, graph), theirs(name, graph))
    same(ours("betweenness_centrality", plain, k=30, seed=1), theirs("betweenness_centrality", plain, k=30, seed=1))
    assert ours("core_number", plain) == theirs("core_number", plain)
    for name in ("constraint", "effective_size"):
        same(ours(name, plain, nodes=busy), theirs(name, plain, nodes=busy))
    assert set(ours("articulation_points", plain)) == set(theirs("articulation_points", plain))
    one = ours("degree_assortativity_coefficient", graph)
    assert one == pytest.approx(theirs("degree_assortativity_coefficient", graph), abs=1e-9)
    groups = [ours("louvain_communities", plain, seed=seed) for seed in (1, 2)]
    assert all(nx.community.modularity(plain, found) > 0.4 for found in groups)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_graph_and_a_single_node_measure_as_in_networkx(kind: type):
    for graph in (kind(), kind([("a", "a")]), nx.empty_graph(1, create_using=kind)):
        same(ours("betweenness_centrality", graph), theirs("betweenness_centrality", graph))
        same(ours("pagerank", graph), theirs("pagerank", graph))
        same(ours("degree_centrality", graph), theirs("degree_centrality", graph))
        if not graph.is_directed():
            assert list(ours("connected_components", graph)) == list(theirs("connected_components", graph))
            assert list(ours("articulation_points", graph)) == []
            assert list(ours("bridges", graph)) == list(theirs("bridges", graph))


def test_a_long_path_does_not_exhaust_the_stack():
    """
    A recursion as deep as the graph would end the process.
    """
    graph = convert_from_nx(nx.path_graph(200_000))

    assert len(list(backend.articulation_points(graph))) == 199_998
    with pytest.raises(NotImplementedError, match="long paths"):
        backend.betweenness_centrality(graph, k=2, seed=1)


@pytest.mark.parametrize("weight", ["x", None, float("nan"), -1, 0])
def test_weights_that_are_no_positive_numbers_are_left_to_networkx(weight: object):
    with pytest.raises(NotImplementedError):
        convert_from_nx(nx.Graph([("a", "b", {"weight": weight})]), edge_attrs={"weight": 1})


def test_a_graph_may_be_given_as_arrays_alone():
    """
    A million edges need no dictionaries, and every function takes such a graph as its own.
    """
    links = [(0, 1), (1, 2), (2, 0), (2, 2), (0, 1), (3, 2)]
    graph = from_edges("abcd", *(np.array(ends) for ends in zip(*links, strict=True)))
    expected = nx.MultiDiGraph([("abcd"[one], "abcd"[other]) for one, other in links])

    assert nx.utils.edges_equal(convert_to_nx(graph).edges(), expected.edges(), directed=True)
    assert convert_to_nx(graph.plain()).edges() == nx.Graph([("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]).edges()
    with pytest.raises(ValueError, match="no node among"):
        from_edges("ab", np.array([0]), np.array([2]))


def test_a_second_conversion_takes_the_structure_of_the_first():
    graph = nx.Graph([("a", "b", {"weight": 2})])
    first = convert_from_nx(graph)
    graph.__networkx_cache__ = {"backends": {"policygraph": {(False, False): first}}}

    assert convert_from_nx(graph, edge_attrs={"weight": 1}).ends is first.ends


SCRIPT = """
import json
import networkx as nx
from policygraph.fastgraph import preferred
from policygraph.fastgraph.arrays import Arrays
import policygraph.fastgraph.backend as backend

ran = []
plain = backend.pagerank
backend.pagerank = lambda graph, *rest, **named: ran.append(type(graph).__name__) or plain(graph, *rest, **named)
large, small = nx.gnm_random_graph(6000, 9000, seed=1), nx.path_graph(9)
nx.pagerank(large)
before = len(ran)
nx.pagerank(small, backend="policygraph")
named = len(ran)
with preferred():
    nx.pagerank(small)
    kept = len(ran)
    nx.pagerank(large)
    nx.pagerank(large)
sent = len(ran)
nx.config.backend_priority = ["policygraph"]
nx.config.backends.policygraph.smallest = 5
nx.pagerank(small)
configured = len(ran)
# What the backend refuses, NetworkX does.
weighed = len(nx.betweenness_centrality(small, weight="weight"))
large.add_edge(0, 5999, weight=7)
changed = nx.pagerank(large) == nx.pagerank(large, backend="networkx") or max(
    abs(a - b) for a, b in zip(nx.pagerank(large).values(), nx.pagerank(large, backend="networkx").values()))
print(json.dumps([before, named, kept, sent, configured, weighed, float(changed), sorted(set(ran))]))
"""


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """
    An environment in which this checkout's entry points are registered, whatever else is installed.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = tmp_path / "policygraph-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: policygraph\nVersion: 0\n", encoding="utf-8")
    groups = project["entry-points"].items()
    lines = [line for group, points in groups for line in (f"[{group}]", *(f"{k} = {v}" for k, v in points.items()))]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(tmp_path)]), "PYTHONWARNINGS": "ignore"}


def test_networkx_sends_the_work_when_named_or_configured_and_keeps_small_graphs(installed: dict[str, str]):
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=installed, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    before, named, kept, sent, configured, weighed, changed, kinds = json.loads(done.stdout)

    assert (before, named, kept, sent, configured) == (0, 1, 1, 3, 4)
    assert weighed == 9
    # A graph that has changed is converted anew.
    assert changed < 1e-12 or changed == 1
    assert kinds == [Arrays.__name__]


def test_every_function_that_networkx_is_told_of_is_there_and_no_other():
    told = {
        name for name in backend.__all__ if name not in ("can_run", "should_run", "convert_from_nx", "convert_to_nx")
    }

    assert told == set(info.FUNCTIONS)
    assert all(callable(getattr(backend, name)) for name in told)


def test_without_its_libraries_the_backend_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(backend, "NEEDED", ("json", "no_such_library"))

    assert "policygraph[fast]" in str(backend.can_run("pagerank", (), {}))


def test_preferring_the_backend_changes_nothing_afterwards():
    before = (list(nx.config.backend_priority.algos), set(nx.config.warnings_to_ignore))
    with preferred():
        assert nx.pagerank(nx.path_graph(3))

    assert (list(nx.config.backend_priority.algos), set(nx.config.warnings_to_ignore)) == before
