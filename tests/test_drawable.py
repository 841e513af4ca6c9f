"""
A network that is drawn is the one that is measured: one meaning of each name, whoever asks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from policygraph import drawable
from policygraph.analysis import named
from policygraph.analysis.reading import read
from policygraph.drawable import NETWORKS, counted, drawn, sizes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policygraph.store import Store


@pytest.fixture(autouse=True, scope="module")
def read_once() -> Iterator[None]:
    """
    Every network is made of one reading of the graph, which nothing changes.
    """
    once = cache(read)
    with pytest.MonkeyPatch.context() as patch:
        for module in (drawable, named):
            patch.setattr(module, "read", once)
        yield


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize(("inferred", "proposed"), [(None, False), (False, False), (True, True)])
def test_a_picture_ties_what_the_analysis_ties(store: Store, name: str, inferred: bool | None, proposed: bool):
    """
    PageRank of a picture and PageRank of a table would otherwise speak of two networks by one name.
    """
    picture, _ = drawn(store, name, inferred=inferred, proposed=proposed)
    measured = named.network(store, name, inferred=inferred, proposed=proposed)

    assert {frozenset(ends) for ends in picture.edges()} == {frozenset(ends) for ends in measured.edges()}


def test_a_line_is_as_sure_as_the_surest_way_behind_it(store: Store):
    """
    What rests on a proposal must not be drawn as a fact.
    """
    graph, _ = drawn(store, "regions", inferred=True, proposed=True)

    for _, _, about in graph.edges(data=True):
        assert about["modality"] in {line.modality for line in about["lines"]}
    plain, _ = drawn(store, "regions", inferred=False)
    assert {about["modality"] for _, _, about in plain.edges(data=True)} <= {"stated"}


def test_what_counts_is_said_in_the_words_of_the_analysis():
    """
    Only instruments and target groups count where we inferred them; on a plain picture everything does.
    """
    zh, en = counted("regions", inferred=None, proposed=False, day=None)

    assert zh.startswith(drawable.NEEDED[0].split("：")[0])
    assert "instrument" in en
    assert counted("documents", inferred=None, proposed=False, day=None) == drawable.STATED
    assert counted("", inferred=None, proposed=False, day=None) == drawable.INFERRED
    assert counted("", inferred=False, proposed=True, day=None)[1] == f"{drawable.STATED[1]} {drawable.PROPOSED[1]}"


def test_sizes_are_those_of_the_networks_as_drawn(store: Store):
    found = sizes(store)
    graph, _ = drawn(store, "regions")

    assert list(found) == list(NETWORKS)
    assert found["regions"] == (len(graph), graph.number_of_edges())
