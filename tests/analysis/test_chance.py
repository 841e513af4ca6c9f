"""
Random draws: they keep what they promise to keep, come out the same each time, and call no random graph special.
"""

from __future__ import annotations

from statistics import fmean

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import reading

from policygraph.analysis.bridging import brokers
from policygraph.analysis.cooperation import pairs
from policygraph.analysis.groups import division
from policygraph.analysis.nulls import DRAWS, affordable, chance, rewired, traded
from policygraph.analysis.partitions import adjusted_rand, agreement, assigned, held_together, variation_of_information
from policygraph.analysis.sharing import COOPERATION, shared

PARTITION = st.lists(st.integers(0, 3), min_size=6, max_size=6)
TABLE = st.lists(st.frozensets(st.integers(0, 7), min_size=1), min_size=1, max_size=8)


def test_z_and_p_are_as_worked_out_by_hand():
    """
    Of 1, 2, 3 the mean is 2 and the deviation √(2/3); 3 is matched by one of three draws and by itself.
    """
    found = chance(3, [1, 2, 3])

    assert found is not None
    assert (found.mean, found.draws, found.p) == (2, 3, 2 / 4)
    assert found.z == pytest.approx(1 / (2 / 3) ** 0.5)


def test_without_draws_nothing_is_significant_and_equal_draws_have_no_z():
    assert chance(3, []) is None
    assert chance(3, [2, 2]).z is None
    assert chance(2, [2, 2]).p == 1


def test_a_large_graph_gets_fewer_draws_and_then_none():
    assert affordable(DRAWS, 1) == DRAWS
    assert 19 <= affordable(DRAWS, 50_000) < DRAWS
    assert affordable(DRAWS, 10**6) == 0
    assert affordable(0, 1) == 0


@pytest.mark.parametrize("connected", [True, False])
def test_rewiring_keeps_every_degree_and_a_connected_graph_connected(connected: bool):
    graph = nx.connected_watts_strogatz_graph(30, 4, 0.3, seed=1)
    if not connected:
        graph = nx.disjoint_union(graph, nx.cycle_graph(5))
    degrees = dict(graph.degree())
    seen = set()
    for other in rewired(graph, 5):
        assert dict(other.degree()) == degrees
        assert nx.number_of_selfloops(other) == 0
        assert not connected or nx.is_connected(other)
        seen.add(frozenset(map(frozenset, other.edges())))
    assert len(seen) == 5
    assert [sorted(o.edges()) for o in rewired(graph, 2)] == [sorted(o.edges()) for o in rewired(graph, 2)]


@pytest.mark.parametrize("graph", [nx.star_graph(5), nx.path_graph(3), nx.empty_graph(4), nx.Graph()])
def test_what_cannot_be_rewired_gives_no_chance_or_only_itself(graph: nx.Graph):
    """
    In a star nothing can be swapped: no draw may look different.
    """
    assert all(nx.is_isomorphic(other, graph) for other in rewired(graph, 3))


@given(TABLE)
@settings(max_examples=50, deadline=None)
def test_trading_keeps_how_many_share_a_thing_and_how_much_each_shares(table: list[frozenset[int]]):
    for other in traded(table, 3):
        assert [len(row) for row in other] == [len(row) for row in table]
        assert [sum(n in row for row in other) for n in range(8)] == [sum(n in row for row in table) for n in range(8)]


def test_trading_reaches_other_tables_and_is_repeatable():
    table = [frozenset({0, 1}), frozenset({2, 3}), frozenset({0, 2})]
    drawn = list(traded(table, 20))

    assert len({tuple(map(tuple, map(sorted, one))) for one in drawn}) > 1
    assert drawn == list(traded(table, 20))
    assert list(traded([frozenset({0, 1})] * 3)) == []


def test_a_random_graph_has_no_more_modularity_than_its_own_random_twins():
    """
    Over ten random graphs z is 0 on average, to within what ten draws of a unit normal allow.
    """
    found = [division(nx.gnm_random_graph(40, 90, seed=seed), seeds=1, draws=19).chance for seed in range(10)]

    assert all(found)
    assert abs(fmean(one.z for one in found)) < 1


def test_two_triangles_are_more_than_chance_gives():
    ring = nx.relabel_nodes(nx.connected_caveman_graph(6, 5), str)

    assert division(ring, draws=19).chance.z > 3


def test_nobody_in_a_random_graph_is_a_broker_beyond_their_degree():
    graph = nx.relabel_nodes(nx.gnm_random_graph(30, 60, seed=3), str)
    scores = [one.chance.z for one in brokers(graph, draws=19) if one.chance and one.chance.z is not None]

    assert abs(fmean(scores)) < 0.5


def test_regions_that_sign_at_random_share_no_more_than_expected():
    """
    Thirty documents of three parties each: all pairs share something, so that none is left out of the mean.
    """
    table = next(traded([frozenset({n % 6, (n + 1) % 6, (n + 3) % 6}) for n in range(30)], 1))
    lines = [f"doc{number} signatory reg{region}" for number, row in enumerate(table) for region in sorted(row)]
    found = [pair.chance for pair in pairs(shared(reading(*lines), COOPERATION))]

    assert len(found) == 15
    assert abs(fmean(one.z for one in found if one and one.z is not None)) < 0.5


# --- partitions


def test_the_rand_index_and_the_information_are_as_in_the_literature():
    """
    The first is the example of scikit-learn's own documentation; the second has two bits each and none in common.
    """
    assert adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.5714285714)
    assert adjusted_rand([0, 0, 1, 1], [1, 1, 0, 0]) == 1
    assert adjusted_rand([0, 0, 0, 0], [0, 1, 2, 3]) == pytest.approx(0)
    assert variation_of_information([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(2)
    assert variation_of_information([0, 0, 1, 1], [5, 5, 3, 3]) == 0


@given(PARTITION, PARTITION)
def test_both_are_symmetrical_and_perfect_only_for_equal_partitions(one: list[int], other: list[int]):
    same = assigned([[i for i, g in enumerate(one) if g == k] for k in set(one)], 6) == assigned(
        [[i for i, g in enumerate(other) if g == k] for k in set(other)], 6
    )

    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand(other, one))
    assert variation_of_information(one, other) == pytest.approx(variation_of_information(other, one))
    assert (adjusted_rand(one, other) > 1 - 1e-9) == same
    assert (variation_of_information(one, other) < 1e-9) == same


def test_a_group_is_as_stable_as_its_pairs_stay_together():
    """
    Of the three pairs of 0, 1, 2, the first other partition keeps one and the second all.
    """
    assert held_together([0, 1, 2], [(0, 0, 1, 1), (0, 0, 0, 1)]) == pytest.approx((1 / 3 + 1) / 2)
    assert held_together([3], [(0, 0, 0, 1)]) == 1
    assert agreement([(0, 0, 1), (0, 0, 1), (0, 1, 1)])[0] == pytest.approx(
        (1 + 2 * adjusted_rand([0, 0, 1], [0, 1, 1])) / 3
    )
