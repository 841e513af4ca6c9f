"""
What a build reads once and uses several times must say what a second reading would have said.
"""

from __future__ import annotations

import gc
import json
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from pypinyin import Style, lazy_pinyin

from policygraph.build import build
from policygraph.entities import entities, facts, plain, sounds
from policygraph.exports import Rows
from policygraph.jsonld import write_document
from policygraph.layout import layout
from policygraph.store import Store


@given(st.text(st.sampled_from("长春重庆女绿行博士农场 HICOOL2024《》“”·—〇𠀀\n"), max_size=12))
def test_the_initials_of_a_name_are_those_that_its_own_reading_gives(name: str):
    """
    They are taken from the syllables, where Latin letters and digits must stay whole.
    """
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER)

    assert sounds(name) == (plain("".join(lazy_pinyin(name))), plain("".join(initials)))


@pytest.mark.parametrize("inferred", [True, False])
def test_links_are_the_same_from_facts_that_were_read_before(store: Store, inferred: bool):
    """
    All facts hold plans, dates and figures too, which are no links.
    """
    read = Rows(store, inferred=inferred, known=entities(store), said=facts(store))

    assert list(read.edges()) == list(Rows(store, inferred=inferred).edges())
    assert list(read.nodes()) == list(Rows(store, inferred=inferred).nodes())


def test_the_context_of_a_document_names_what_only_its_last_node_says(tmp_path: Path):
    """
    The context stands first, though a term is known when the nodes are written.
    """
    a, b, says = (NamedNode(f"http://example.org/{name}") for name in ("a", "b", "terms#says"))
    quads = [Quad(a, says, b), Quad(b, says, Literal("甲", language="zh"))]

    write_document(quads, tmp_path / "graph.jsonld")

    document = json.loads((tmp_path / "graph.jsonld").read_text(encoding="utf-8"))
    assert list(document) == ["@context", "@graph"]
    assert document["@context"]["says"] == {"@id": says.value, "@type": "@id"}
    assert document["@context"][says.value] == {"@id": says.value}
    assert document["@graph"][1] == {"@id": b.value, says.value: {"@value": "甲", "@language": "zh"}}
    assert [path.name for path in tmp_path.iterdir()] == ["graph.jsonld"]


def test_parts_of_one_shape_are_drawn_alike():
    """
    A shape is settled once, and its second part must not be moved by what was done with the first.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for part in "abc":
        for start, end in (("1", "2"), ("2", "3"), ("3", "4")):
            network.add_edge(part + start, part + end, key="k")
    places = layout(network)

    for one, other in combinations("abc", 2):
        shifts = {
            (places[one + n][0] - places[other + n][0], places[one + n][1] - places[other + n][1]) for n in "1234"
        }
        # Each place is rounded to a pixel.
        assert max(x for x, _ in shifts) - min(x for x, _ in shifts) <= 1
        assert max(y for _, y in shifts) - min(y for _, y in shifts) <= 1


@pytest.mark.parametrize("collecting", [True, False])
def test_a_build_leaves_the_collector_of_garbage_as_it_was(small: Path, tmp_path: Path, collecting: bool):
    """
    It is off while products are made, and a notebook goes on afterwards, even after a product that failed.
    """

    def fail(graph: Path, path: Path) -> None:
        assert not gc.isenabled()
        raise OSError(path)

    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with pytest.raises(OSError, match="page"):
            build(small, tmp_path / "out", products={"page": fail})
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
