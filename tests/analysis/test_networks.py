"""
The networks: what is a node, what is an edge, and that a day and our inferences change nothing silently.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from made import ID, reading

from policygraph.analysis.evidence import leaning_query, links_query, shared_query, uses_query
from policygraph.analysis.networks import (
    ACTS,
    BETWEEN_DOCUMENTS,
    LOCATION,
    acting,
    collapsed,
    directed,
    documents,
    everything,
    largest,
    leaning,
)
from policygraph.analysis.reading import Reading, narrowed, read
from policygraph.analysis.sharing import (
    COOPERATION,
    JOINTLY,
    OVERLAP,
    alike,
    bodies,
    instruments,
    matrix,
    programmes,
    projected,
    regions,
    shared,
)
from policygraph.build import build
from policygraph.network import network
from policygraph.ontology import PREFIXES, iri
from policygraph.store import Store, open_store
from policygraph.timeline import Asked, in_force

CLASSED = [iri("pg:instrument"), iri("pg:targetGroup")]
DAYS = [date(2010, 1, 1), date(2016, 6, 30), date(2023, 6, 30), date(2024, 12, 31)]
SCOPES = [
    {},
    {"inferred": True},
    {"inferred": False},
    {"proposed": True},
    {"on": date(2023, 6, 30)},
    {"on": date(2023, 6, 30), "possible": True, "inferred": True},
]


@pytest.fixture(scope="module")
def whole(store: Store) -> Reading:
    return read(store)


def triples(graph: nx.Graph) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, str(f.value)) for *_, about in graph.edges(data=True) for f in about["facts"]}


def test_the_whole_network_is_the_one_that_is_exported(store: Store, whole: Reading):
    whole, exported = narrowed(whole, inferred=True), network(store)
    ours = everything(whole)

    assert set(ours) == set(exported)
    assert set(ours.edges(keys=True)) == set(exported.edges(keys=True))
    assert set(everything(whole, concepts=True)) == set(network(store, concepts=True))


def test_a_place_acts_only_where_it_signs_takes_part_or_is_a_member(whole: Reading):
    """
    That two things lie in one district, or serve it, does not make the district a broker between them.
    """
    graph = acting(whole)
    places = {node for node, kind in graph.nodes(data="kind") if kind in ("region", "area")}

    assert places
    assert not {about["property"] for *_, about in graph.edges(data=True)} & LOCATION
    assert {a["property"] for u, v, a in graph.edges(data=True) if {u, v} & places} <= ACTS
    assert "publication" not in {kind for _, kind in graph.nodes(data="kind")}


def test_who_is_provided_for_leans_on_the_document():
    graph = leaning(reading("doc1 providesFor prog1", "prog2 establishedBy doc1", "prog3 isPartOf prog1"))

    assert set(graph.edges()) == {("prog1", "doc1"), ("prog2", "doc1"), ("prog3", "prog1")}
    assert graph.edges["prog1", "doc1", iri("pg:providesFor")]["facts"][0].subject == ID + "doc1"


def test_documents_without_a_link_are_nodes_too():
    """
    That a document is linked with no other is what one wants to see.
    """
    graph = documents(reading("doc1 based_on doc2", "doc3 signatory reg1"))

    assert set(graph) == {"doc1", "doc2", "doc3"}
    assert list(graph.edges()) == [("doc1", "doc2")]


def test_parallel_links_become_weight_and_links_to_oneself_go():
    graph = nx.MultiDiGraph([("b", "a"), ("a", "b"), ("a", "b"), ("c", "c"), ("b", "c")])

    assert dict(collapsed(graph).edges) == {("a", "b"): {"weight": 3}, ("b", "c"): {"weight": 1}}
    assert list(collapsed(graph)) == ["a", "b", "c"]
    assert directed(graph)["a"]["b"] == {"weight": 2}
    assert directed(graph)["b"]["a"] == {"weight": 1}


def test_of_equally_large_parts_that_with_the_first_name_is_the_largest():
    graph = collapsed(nx.MultiGraph([("x", "y"), ("c", "d"), ("e", "e")]))

    assert list(largest(graph)) == ["c", "d"]
    assert len(largest(nx.Graph())) == 0


@pytest.mark.parametrize("possible", [False, True])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_on_a_day_there_is_exactly_what_the_timeline_says_was_in_force(
    store: Store, whole: Reading, day: date, possible: bool
):
    held = {e.thing.iri for e in in_force(store, Asked(), day) if possible or e.fit.value == "certain"}
    then = narrowed(whole, on=day, possible=possible)
    bound = {i for i, e in then.things.items() if e.kind in ("policy", "programme")}

    assert bound == {i for i in held if i in whole.things}
    timeless = {i for i, e in whole.things.items() if e.kind not in ("policy", "programme", "proposed-thing")}
    assert timeless <= set(then.things)
    assert then.undated == sum(
        e.kind in ("policy", "programme") and i not in whole.times for i, e in whole.things.items()
    )


def test_a_membership_ties_only_while_it_lasted(small: Path, tmp_path: Path):
    """
    The city took part from 2017 until June 2023; the plain link has no end, its dated membership has.
    """
    build(small, tmp_path)
    all_ = read(open_store(tmp_path))

    def takes_part(on: date) -> bool:
        return acting(narrowed(all_, on=on, possible=True)).has_edge("farm", "city")

    assert takes_part(date(2023, 1, 1))
    assert not takes_part(date(2024, 1, 1))
    assert acting(narrowed(all_, on=date(2024, 1, 1), possible=True)).has_edge("farm", "district")


def test_what_we_inferred_counts_only_when_it_is_asked_for_or_needed():
    said = reading("doc1 signatory reg1", "doc1 signatory reg2?", "doc1 instrument means1?")
    needs = [iri("pg:instrument")]

    assert len(narrowed(said).links) == 1
    assert len(narrowed(said, needs=needs).links) == 2
    assert len(narrowed(said, inferred=True, needs=needs).links) == 3
    assert len(narrowed(said, inferred=False, needs=needs).links) == 1


def test_a_recommendation_is_in_no_network_unless_it_is_asked_for(small: Path, tmp_path: Path, store: Store):
    build(small, tmp_path)
    all_ = read(open_store(tmp_path))

    assert "farm-abroad" not in everything(narrowed(all_, inferred=True))
    assert "farm-abroad" not in acting(narrowed(all_, inferred=True))
    said, planned = (narrowed(read(store), proposed=counts) for counts in (False, True))
    assert {fact.modality for fact in said.links} == {"stated"}
    assert {fact.modality for fact in planned.links} == {"stated", "planned", "proposed"}
    assert set(everything(said).edges) < set(everything(planned).edges)


def test_each_thing_shared_is_an_edge_with_the_statements_of_both_sides():
    said = reading("doc1 signatory reg1", "doc1 signatory reg2", "prog1 participant reg1", "prog1 participant reg2")
    graph = projected(shared(said, COOPERATION))

    assert set(graph["reg1"]["reg2"]) == {"agreement/doc1", "programme/prog1"}
    facts = graph["reg1"]["reg2"]["agreement/doc1"]["facts"]
    assert [(f.subject, str(f.value)) for f in facts] == [(ID + "doc1", ID + "reg1"), (ID + "doc1", ID + "reg2")]
    assert matrix(shared(said, COOPERATION)).tolist() == [[2, 2], [2, 2]]


def test_what_only_one_has_ties_nobody():
    said = reading("doc1 signatory reg1", "doc2 signatory reg2")

    assert projected(shared(said, COOPERATION)).number_of_edges() == 0
    assert matrix(shared(said, COOPERATION)).tolist() == [[0, 0], [0, 0]]


def test_regions_are_tied_by_instruments_that_different_documents_use():
    said = reading(
        "doc1 jurisdiction reg1", "doc1 instrument means1", "doc2 relevant_for reg2", "doc2 instrument means1"
    )
    uses = instruments(said)

    assert set(uses.edges(keys=True)) == {
        ("reg1", "means1", f"doc1/{iri('eli:jurisdiction')}"),
        ("reg2", "means1", f"doc2/{iri('eli:relevant_for')}"),
    }
    assert {about["tie"] for *_, about in regions(said).edges(data=True)} == {"instrument"}
    assert len(next(iter(alike(said).by.values()))[ID + "reg1"]) == 2


def test_bodies_are_tied_by_acting_together_and_programmes_by_what_they_have_in_common():
    said = reading(
        "doc1 passed_by body1",
        "doc1 passed_by body2",
        "prog1 targetGroup for1",
        "prog2 targetGroup for1",
        "prog1 spatial reg1",
        "prog2 participant reg1",
    )

    assert set(bodies(said).edges(keys=True)) == {("body1", "body2", "document/doc1")}
    assert set(programmes(said)["prog1"]["prog2"]) == {"place/reg1", "target/for1"}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_sparql_of_a_network_lists_exactly_its_statements(store: Store, whole: Reading, scope: dict):
    """
    Who doubts a number runs the query that stands beside it, and must find the same statements, passages and all.
    """
    said = narrowed(whole, needs=CLASSED, **scope)

    def listed(query: str) -> set[tuple[str, str, str]]:
        return {tuple(str(row[n]) for n in ("from", "how", "to")) for row in store.select(query, prefixes=PREFIXES)}

    graph = acting(said)
    properties = {about["property"] for *_, about in graph.edges(data=True)}
    assert listed(links_query(properties, said.scope, acting=True)) == triples(graph)
    assert listed(leaning_query(said.scope)) == triples(leaning(said))
    assert listed(links_query(BETWEEN_DOCUMENTS, said.scope)) == triples(documents(said))


@pytest.mark.parametrize("union", [False, True])
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_the_sparql_of_what_is_shared_lists_exactly_that(store: Store, whole: Reading, scope: dict, union: bool):
    """
    On stores whose default graph is the union of all graphs too.
    """
    said = narrowed(whole, needs=CLASSED, **scope)
    for ties in (COOPERATION, JOINTLY, OVERLAP):
        found = store.select(shared_query(ties, said.scope), prefixes=PREFIXES, union=union)
        ours = {(tie, thing, member) for (tie, thing), by in shared(said, ties).by.items() for member in by}
        assert {(str(row["tie"]), str(row["shared"]), str(row["member"])) for row in found} == ours
    rows = store.select(uses_query(said.scope), prefixes=PREFIXES, union=union)
    used = {tuple(str(row[n]) for n in ("region", "place_link", "via", "concept")) for row in rows}
    graph = instruments(said)
    assert used == {
        (str(place.value), place.predicate, place.subject, str(use.value))
        for *_, (place, use) in graph.edges(data="facts")
    }
