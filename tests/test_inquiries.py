"""
Networks by name and findings as tables, as an analyst asks for them in Python.
"""

from __future__ import annotations

from datetime import date

import pytest

import policygraph as pg
from policygraph.analysis import ASKED
from policygraph.analysis.named import NETWORKS
from policygraph.errors import PolicygraphError, QueryError
from policygraph.frames import Answer
from policygraph.store import Store


@pytest.fixture(scope="module")
def found(store: Store) -> Answer:
    return pg.analyse(store, draws=0, limit=5)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_can_be_had_by_name_with_words_and_evidence_on_its_edges(store: Store, name: str):
    graph = pg.network(store, name)

    assert graph.is_multigraph()
    assert graph.number_of_edges()
    assert all({"label", "label_en", "kind", "iri"} <= set(about) for _, about in graph.nodes(data=True))
    for *_, about in graph.edges(data=True):
        assert {"label", "label_en", "modality", "citations", "facts", "during"} <= set(about)
        assert all(fact.citations for fact in about["facts"])
        assert about.get("property") or (about["tie"] and about["shared"])
    assert pg.measures(graph).degrees


def test_a_day_leaves_out_what_was_not_in_force_then(store: Store):
    now, then = pg.network(store, "documents"), pg.network(store, "documents", on="2000-01-01")

    assert set(then) < set(now)
    assert set(pg.network(store, "documents", on=date(2000, 1, 1))) == set(then)


def test_what_we_inferred_is_left_out_unless_it_is_asked_for(store: Store):
    modalities = [
        {about["modality"] for *_, about in pg.network(store, inferred=counts).edges(data=True)}
        for counts in (None, True)
    ]

    assert modalities == [{"stated"}, {"stated", "inferred"}]


def test_a_network_that_does_not_exist_is_an_error_with_the_nearest(store: Store):
    with pytest.raises(PolicygraphError, match="regions"):
        pg.network(store, "region")
    with pytest.raises(QueryError, match="E306"):
        pg.network(store, on="2023-06")


def test_all_questions_are_answered_and_each_answer_is_a_frame(found: Answer):
    """
    The types of columns come from the question: a frame of no rows has them too.
    """
    assert list(dict.fromkeys(key.split(".")[0] for key in found.to_pandas().key)) == list(ASKED)
    for finding in found:
        frame, other = finding.to_pandas(), finding.to_polars()
        assert list(frame.columns) == other.columns == list(finding.columns)
        assert len(frame) == len(other) == len(finding.rows) <= finding.total
        assert {"statements", "citations", "sparql"} <= set(frame.columns)


def test_cells_become_plain_values(found: Answer):
    by_key = {finding.key: finding.to_dicts()[0] for finding in found}

    pair = by_key["cooperation.pairs"]
    assert (pair["thing"], pair["thing_label"], pair["thing_label_en"]) == ("beijing", "北京市", "Beijing")
    assert pair["statements"] >= pair["count"] > 0
    assert isinstance(by_key["groups.communities"]["members"], list)
    assert by_key["growth.years"]["documents_begun_low"] <= by_key["growth.years"]["documents_begun_high"]
    assert by_key["cascade.chains"]["level"]
    assert isinstance(by_key["bridging.brokers"]["betweenness"], float)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_finding_in_a_notebook_is_read_in_ones_language(found: Answer, lang: str):
    pg.set_language(lang)
    try:
        for finding in found:
            assert finding.about.question[lang == "en"].replace("?", "") in finding._repr_html_().replace("?", "")
            assert repr(finding)
    finally:
        pg.set_language(None)
