"""
Each measure on a graph so small that its value can be worked out by hand; and what must hold on any graph.
"""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import CASCADE, COUNTY, MADE, PROVINCE, reading

from policygraph.analysis.bridging import bridges, brokers, joints
from policygraph.analysis.cascade import chains
from policygraph.analysis.cooperation import mixed, pairs
from policygraph.analysis.groups import division
from policygraph.analysis.leaning import cited, pagerank, supports
from policygraph.analysis.networks import collapsed, documents, leaning
from policygraph.analysis.sharing import COOPERATION, matrix, shared

EDGES = st.lists(st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")), max_size=25)
# a–b–c–d–e, and a triangle apart.
PATH = nx.MultiGraph([*zip("abcd", "bcde", strict=True), ("x", "y"), ("y", "z"), ("z", "x")])
# Two triangles and one link between them.
TRIANGLES = nx.MultiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "f"), ("f", "d"), ("c", "d")])


# --- who bridges


def test_betweenness_is_the_share_of_pairs_of_others():
    """
    On a–b–c–d–e all ways from a or b to d or e run through c: four of the six pairs of others.
    """
    found = {one.node: one for one in brokers(PATH, draws=0)}

    assert [one.node for one in brokers(PATH, draws=0)] == ["c", "b", "d", "a", "e"]
    assert found["c"].betweenness == pytest.approx(4 / 6)
    assert found["b"].betweenness == pytest.approx(3 / 6)
    assert found["a"].betweenness == 0
    assert found["c"].chance is None


def test_who_links_strangers_has_no_redundant_link_and_little_constraint():
    """
    In a star of four, the centre's effective size is 4 and its constraint 4 × (1/4)²; whose friends all know each other
    has effective size 1.
    """
    star = brokers(nx.MultiGraph([("m", leaf) for leaf in "abcd"]), draws=0)[0]
    triangle = brokers(nx.MultiGraph([("a", "b"), ("b", "c"), ("c", "a")]), draws=0)[0]

    assert (star.node, star.links, star.effective_size, star.constraint) == ("m", 4, 4, pytest.approx(1 / 4))
    assert triangle.effective_size == 1
    assert triangle.constraint == pytest.approx(2 * (1 / 2 + 1 / 4) ** 2)


def test_parallel_links_make_nobody_a_broker():
    more = PATH.copy()
    more.add_edges_from([("a", "b")] * 5)

    assert brokers(more, draws=0) == brokers(PATH, draws=0)


def test_a_joint_says_into_how_many_parts_and_how_much_is_cut_off():
    """
    Without c, a–b–c–d–e leaves two parts of two: two things lose contact with the larger; without b, only a does.
    """
    found = {one.node: (one.parts, one.cut_off) for one in joints(PATH)}

    assert found == {"c": (2, 2), "b": (2, 1), "d": (2, 1)}


def test_a_bridge_says_how_much_stands_on_its_smaller_side():
    assert [(one.ends, one.cut_off) for one in bridges(TRIANGLES)] == [(("c", "d"), 3)]
    assert {one.ends: one.cut_off for one in bridges(PATH)} == {
        ("a", "b"): 1,
        ("b", "c"): 2,
        ("c", "d"): 2,
        ("d", "e"): 1,
    }


@given(EDGES)
@settings(max_examples=60, deadline=None)
def test_joints_and_bridges_are_what_taking_things_away_shows(edges: list[tuple[str, str]]):
    """
    The linear way over the tree of blocks gives what removing each thing and each link in turn does.
    """
    graph = nx.MultiGraph(edges)
    simple = collapsed(graph)
    expected = {}
    for node in simple:
        rest = simple.subgraph(nx.node_connected_component(simple, node) - {node})
        sizes = sorted(map(len, nx.connected_components(rest)))
        if len(sizes) > 1:
            expected[node] = (len(sizes), sum(sizes[:-1]))
    assert {one.node: (one.parts, one.cut_off) for one in joints(graph)} == expected

    found = {one.ends: one.cut_off for one in bridges(graph)}
    for start, end in simple.edges():
        rest = simple.copy()
        rest.remove_edge(start, end)
        sides = [len(nx.node_connected_component(rest, side)) for side in (start, end)]
        apart = not nx.has_path(rest, start, end)
        assert found.get((min(start, end), max(start, end))) == (min(sides) if apart else None)


# --- what everything leans on


def test_pagerank_of_two_things_is_as_worked_out_by_hand():
    """
    a leans on b, b on nothing: a = 0.15/2 + 0.85·b/2 and a + b = 1 give a = 0.5/1.425.
    """
    found = pagerank(nx.DiGraph([("a", "b")]))

    assert found == pytest.approx({"a": 0.5 / 1.425, "b": 0.925 / 1.425})


@given(EDGES)
@settings(max_examples=40, deadline=None)
def test_pagerank_is_the_stationary_state_of_networkxs_google_matrix(edges: list[tuple[str, str]]):
    graph = nx.DiGraph((start, end, {"weight": 1 + (start < end)}) for start, end in edges if start != end)
    if not graph:
        return
    rank = np.array(list(pagerank(graph).values()))

    assert rank.sum() == pytest.approx(1)
    assert np.allclose(rank @ np.asarray(nx.google_matrix(graph, alpha=0.85)), rank, atol=1e-9)


def test_what_leans_on_a_thing_is_counted_directly_and_in_all():
    graph = leaning(reading("prog1 isPartOf prog2", "prog2 establishedBy doc1", "prog3 establishedBy doc1"))
    found = {one.node: (one.direct, one.reach) for one in supports(graph)}

    assert found == {"doc1": (2, 3), "prog2": (1, 1)}


def test_a_document_is_cited_by_documents_however_many_links_each_has():
    graph = documents(reading("doc1 based_on doc9", "doc1 cites doc9", "doc2 cites doc9", "doc2 cites doc8"))

    assert [(one.node, one.documents, one.links) for one in cited(graph)] == [("doc9", 2, 3), ("doc8", 1, 1)]


# --- which groups form


def test_two_triangles_are_two_groups():
    """
    Modularity by hand: 6 of 7 links within, and each group has 7 of 14 ends: 6/7 − 2·(1/2)².
    """
    found = division(TRIANGLES, draws=0)

    assert [set(group.members) for group in found.groups] == [set("abc"), set("def")]
    assert [(group.inside, group.outside, group.stability) for group in found.groups] == [(3, 1, 1.0), (3, 1, 1.0)]
    assert found.modularity == pytest.approx(6 / 7 - 1 / 2)
    assert (found.rand, found.information, found.counts) == (1.0, 0.0, (2, 2))


def test_a_network_without_links_has_no_groups():
    empty_ = nx.MultiGraph()
    empty_.add_nodes_from("ab")

    assert division(empty_).groups == ()
    assert division(nx.MultiGraph()).groups == ()


# --- how tightly regions cooperate

SIGNED = (
    *("doc1 signatory reg1", "doc1 signatory reg2"),
    *("doc2 signatory reg1", "doc2 signatory reg2", "doc2 signatory reg3"),
    *("mech1 hasMember reg1", "mech1 hasMember reg3"),
)


def test_regions_share_documents_brands_and_mechanisms_each_once():
    found = pairs(shared(reading(*SIGNED), COOPERATION), draws=0)

    assert [(pair.ends, dict(pair.shared)) for pair in found] == [
        (("reg1", "reg2"), {"agreement": ("doc1", "doc2")}),
        (("reg1", "reg3"), {"agreement": ("doc2",), "mechanism": ("mech1",)}),
        (("reg2", "reg3"), {"agreement": ("doc2",)}),
    ]
    assert found[0].weight == pytest.approx(1 / np.log(2) + 1 / np.log(3))
    assert len(found[0].facts) == 4


def test_ties_are_counted_by_level_and_assortativity_is_that_of_all_ties():
    """
    Two provinces share two things, two counties one, and a province and a county one: four ties, of which three are
    within levels. By hand: e = (2/4, 1/4; half of 1/4 across each way), a = (5/8, 3/8); (3/4 − 34/64) / (1 − 34/64).
    """
    said = reading(
        *("doc1 signatory reg1", "doc1 signatory reg2", "doc2 signatory reg1", "doc2 signatory reg2"),
        *("doc3 signatory reg3", "doc3 signatory reg4", "doc4 signatory reg2", "doc4 signatory reg3"),
        levels={"reg1": PROVINCE, "reg2": PROVINCE, "reg3": COUNTY, "reg4": COUNTY},
    )
    found = mixed(shared(said, COOPERATION), said.levels, draws=0)

    assert dict(found.ties) == {(PROVINCE, PROVINCE): 2, (PROVINCE, COUNTY): 1, (COUNTY, COUNTY): 1}
    assert found.coefficient == pytest.approx((3 / 4 - 34 / 64) / (1 - 34 / 64))


def test_of_one_level_only_nothing_can_be_said():
    said = reading(*SIGNED, levels={"reg1": PROVINCE, "reg2": PROVINCE, "reg3": PROVINCE})

    assert mixed(shared(said, COOPERATION), said.levels).coefficient is None


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("12345")), max_size=12, unique=True))
@settings(max_examples=50, deadline=None)
def test_assortativity_is_networkxs_own_on_the_multigraph_of_all_that_is_shared(signed: list[tuple[str, str]]):
    """
    NetworkX builds the mixing matrix from edges, this from counts: the formula is Newman's in both.
    """
    levels = {"reg1": PROVINCE, "reg2": PROVINCE, "reg3": COUNTY, "reg4": COUNTY}
    said = reading(*(f"doc{doc} signatory reg{reg}" for doc, reg in signed), levels=levels)
    sharing = shared(said, COOPERATION)
    graph = nx.MultiGraph()
    table = matrix(sharing)
    names = [member.id for member in sharing.members]
    graph.add_nodes_from((name, {"level": str(levels.get(name))}) for name in names)
    for one, other in np.argwhere(np.triu(table, 1)).tolist():
        graph.add_edges_from([(names[one], names[other])] * int(table[one, other]))
    linked = {graph.nodes[end]["level"] for edge in graph.edges() for end in edge}
    expected = nx.attribute_assortativity_coefficient(graph, "level") if len(linked) > 1 else None

    found = mixed(sharing, said.levels, draws=0).coefficient
    assert found == (None if expected is None else pytest.approx(expected))


def test_what_more_than_five_hundred_share_ties_nobody_and_is_counted():
    """
    Its pairs would be 125,000 and more, and tell nothing of any two.
    """
    crowd = [f"doc1 signatory reg{number}" for number in range(501)]
    sharing = shared(reading(*crowd, "doc2 signatory reg1", "doc2 signatory reg2"), COOPERATION)

    assert sharing.crowded == 1
    assert [pair.ends for pair in pairs(sharing, draws=0)] == [("reg1", "reg2")]


# --- on any graph


@given(EDGES, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_statements_changes_no_number(edges: list[tuple[str, str]], order: object):
    mixed = [edge[::-1] if index % 2 else edge for index, edge in enumerate(edges)]
    order.shuffle(mixed)
    one, other = nx.MultiGraph(edges), nx.MultiGraph(mixed)

    for measure in (brokers, joints, bridges, division):
        options = {"draws": 0} if measure in (brokers, division) else {}
        assert measure(one, **options) == measure(other, **options)


@given(EDGES, st.permutations("abcdefghij"))
@settings(max_examples=25, deadline=None)
def test_other_names_change_no_number(edges: list[tuple[str, str]], names: list[str]):
    renamed = dict(zip("abcdefghij", names, strict=True))
    one, other = nx.MultiGraph(edges), nx.MultiGraph([(renamed[u], renamed[v]) for u, v in edges])

    assert {(renamed[j.node], j.parts, j.cut_off) for j in joints(one)} == {
        (j.node, j.parts, j.cut_off) for j in joints(other)
    }
    simple = collapsed(one)
    if len(simple) and nx.is_connected(simple):
        shares = {renamed[b.node]: b.betweenness for b in brokers(one, draws=0)}
        assert {b.node: b.betweenness for b in brokers(other, draws=0)} == pytest.approx(shares)
    ranked_ = pagerank(nx.DiGraph(edges))
    moved = pagerank(nx.DiGraph([(renamed[u], renamed[v]) for u, v in edges]))
    assert moved == pytest.approx({renamed[node]: share for node, share in ranked_.items()})


def test_shuffled_statements_give_the_same_findings():
    said = reading(*SIGNED, *CASCADE, made=MADE)
    turned = replace(said, things=dict(reversed(said.things.items())))

    assert pairs(shared(said, COOPERATION)) == pairs(shared(turned, COOPERATION))
    assert chains(said) == chains(turned)
