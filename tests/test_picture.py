"""
A picture on request: the part that was asked for and no more, sized and coloured the same on every run, saved as text.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from conftest import run
from test_view import HOSTILE, TITLE, data_of, link, pinggu, thing

from policygraph.build import Built
from policygraph.crowded import crowded_page, too_many
from policygraph.entities import resolve
from policygraph.errors import PolicygraphError
from policygraph.excerpt import around, on_day
from policygraph.layout import radii
from policygraph.network import network
from policygraph.picture import Wanted, picture
from policygraph.prominence import communities, measured
from policygraph.view import MOST_LINKS, MOST_THINGS, Also

if TYPE_CHECKING:
    from pathlib import Path

    from policygraph.store import Store


def chain() -> nx.MultiDiGraph[str]:
    """
    Return programme – agency – programme – region – programme, and a topic beside the first.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug, kind in [("a", "programme"), ("b", "agency"), ("c", "programme"), ("r", "region"), ("d", "programme")]:
        thing(graph, slug, slug, kind)
    thing(graph, "t", "t", "topic")
    for start, end in [("a", "b"), ("c", "b"), ("c", "r"), ("d", "r"), ("a", "t"), ("d", "t")]:
        link(graph, start, "region", end)
    return graph


def test_a_neighbourhood_has_no_more_steps_than_asked():
    graph = chain()

    assert set(around(graph, "a", 1)) == {"a", "b", "t"}
    assert set(around(graph, "a", 2)) == {"a", "b", "c", "t"}


def test_a_neighbourhood_does_not_reach_through_places_and_concepts():
    """
    Everything in a district meets in the district, which would make every neighbourhood the whole graph.
    """
    graph = chain()

    assert "d" not in around(graph, "a", 9)
    assert set(around(graph, "r", 1)) == {"r", "c", "d"}


def test_all_links_among_the_things_of_a_neighbourhood_are_kept():
    """
    What is shown of two things must not depend on the way by which they were reached.
    """
    graph = chain()
    link(graph, "b", "draws-on", "t", "inferred")

    assert around(graph, "a", 1).number_of_edges() == 3


def test_a_day_leaves_out_what_was_not_in_force_and_says_what_only_may_have_been(store: Store):
    """
    The picture of a day and the timeline of that day must agree, or one of them is wrong.
    """
    from policygraph.dates import Fit
    from policygraph.timeline import Asked, in_force

    day = date(2021, 6, 1)
    graph = network(store)
    part, unsure, undated = on_day(store, graph, day)
    entries = {e.thing.id: e.fit for e in in_force(store, Asked(), day) if e.thing.id in graph}
    shown = {node for node, kind in part.nodes("kind") if kind in ("policy", "programme")}

    assert shown == set(entries)
    assert set(unsure) == {node for node, fit in entries.items() if fit is Fit.POSSIBLE}
    assert undated == sum(kind in ("policy", "programme") for _, kind in graph.nodes("kind")) - len(dated(store, graph))


def dated(store: Store, graph: nx.MultiDiGraph[str]) -> set[str]:
    rows = store.select("SELECT DISTINCT ?thing WHERE { ?thing <https://w3id.org/policygraph/ontology#inForce> ?node }")
    times = {str(row["thing"]) for row in rows}
    return {node for node, iri in graph.nodes("iri") if iri in times}


def test_a_region_is_drawn_with_what_lies_in_it_and_what_that_is_linked_to(store: Store):
    """
    博士农场 lies in 平谷区; two other cities that have nothing there but a bloc in common do not belong.
    """
    found = data_of(picture(store, Wanted(region="平谷区")).html)
    ids = {node["id"] for node in found["nodes"]}
    linked = {end for edge in found["edges"] for end in (edge["from"], edge["to"])}

    assert {"pinggu", "doctor-farm"} <= ids
    assert "tianjin" not in ids or "tianjin" in linked
    assert ids - linked <= {"pinggu"} | {n for n in ids if n in nx.descendants(within(store), "pinggu")}


def within(store: Store) -> nx.DiGraph[str]:
    rows = store.select(
        "SELECT DISTINCT ?a ?b WHERE { ?a <https://w3id.org/policygraph/ontology#within> ?b }",
    )
    tree: nx.DiGraph[str] = nx.DiGraph([("pinggu", "pinggu")])
    tree.add_edges_from((str(row["b"]).rsplit("/", 1)[1], str(row["a"]).rsplit("/", 1)[1]) for row in rows)
    return tree


def test_one_network_ties_two_things_once_and_keeps_every_statement(store: Store):
    """
    Thirty lines between two districts tell less than one thick line whose panel has the thirty.
    """
    html = picture(store, Wanted(network="regions")).html
    edges = data_of(html)["edges"]
    ties = [(edge["from"], edge["to"], edge["relation"]) for edge in edges]

    assert len(ties) == len(set(ties))
    assert all(edge["arrows"] == "" for edge in edges)
    strong = next(edge for edge in edges if edge.get("count", 1) > 2)
    assert f'"link/{strong["id"]}":[[' in html


@pytest.mark.parametrize("name", ["documents", "instruments", "bodies", "programmes", "leaning", "acting"])
def test_every_network_can_be_drawn(store: Store, name: str):
    found = picture(store, Wanted(network=name, on=date(2023, 6, 1)))

    assert found.things > 0
    assert len(data_of(found.html)["nodes"]) == found.things


def test_two_parts_at_once_or_a_network_that_is_none_are_refused(store: Store):
    with pytest.raises(PolicygraphError, match="E606"):
        picture(store, Wanted(region="平谷区", around="通武廊"))
    with pytest.raises(PolicygraphError, match=r"E611.*regions"):
        picture(store, Wanted(network="region"))


def test_the_same_question_gives_the_same_bytes(store: Store):
    """
    Communities and sampled paths are drawn by chance elsewhere; here the same file must come out again.
    """
    wanted = Wanted(region="平谷区", colour="community", size="betweenness")

    assert picture(store, wanted).html == picture(store, wanted).html


def test_communities_hold_each_linked_thing_once_and_do_not_depend_on_order():
    forwards, backwards = pinggu(), pinggu(backwards=True)
    found = communities(forwards)
    linked = {node for node in forwards if set(nx.all_neighbors(forwards, node)) - {node}}

    assert sorted(node for group in found for node in group) == sorted(linked)
    assert found == communities(backwards)


@pytest.mark.parametrize("measure", ["degree", "pagerank", "betweenness"])
def test_the_hub_is_drawn_largest_by_every_measure(measure: str):
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug in ("hub", *"abcdef"):
        thing(graph, slug, slug, "programme")
    for slug in "abcdef":
        link(graph, slug, "region", "hub")
    sizes = radii(measured(graph, measure))

    assert max(sizes, key=lambda node: sizes[node]) == "hub"
    assert all(7 <= size <= 26 for size in sizes.values())


def crowd(size: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in range(size):
        thing(graph, f"thing-{n}", HOSTILE[n % len(HOSTILE)], "programme")
        link(graph, f"thing-{n}", "region", "thing-0")
    return graph


def test_only_what_is_too_large_to_read_is_not_drawn():
    graph = crowd(MOST_THINGS)

    assert not too_many(graph)
    thing(graph, "one-more", "多一个", "programme")
    assert too_many(graph)
    few: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    few.add_edges_from([("a", "b")] * (MOST_LINKS + 1))
    assert too_many(few)


def test_the_page_of_a_crowd_offers_commands_that_a_shell_takes_as_they_are():
    """
    Ids of a foreign graph may hold anything, and a reader will paste the command.
    """
    graph = crowd(50)
    thing(graph, "x; rm -rf ~", "坏", "programme")
    for n in range(60):
        link(graph, f"thing-{n % 50}", "region", "x; rm -rf ~")
    rows = [row for section in data_of(crowded_page(graph, Also(), title=TITLE))["sections"] for row in section["rows"]]

    assert "policygraph view --around thing-0" in {row["command"] for row in rows}
    assert "policygraph view --around 'x; rm -rf ~'" in {row["command"] for row in rows}


def test_the_command_writes_the_page_and_says_what_it_shows(built: Built, tmp_path: Path):
    path = tmp_path / "around.html"
    words = ("view", "--around", "通武廊", "--depth", "2", "--store", str(built.out), "--out", str(path))
    done = run(*words, lang="en", cwd=tmp_path)
    shown = data_of(path.read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr
    assert f"{len(shown['nodes'])} things, {len(shown['edges'])} links" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["around.html"]


def test_a_page_that_cannot_be_written_is_a_sentence(built: Built, tmp_path: Path):
    done = run("view", "--around", "通武廊", "--store", str(built.out), "--out", str(tmp_path / "no" / "x.html"))

    assert done.returncode == 1
    assert done.stderr.startswith("E631")


def test_the_whole_graph_says_its_regions_and_years(store: Store, built: Built):
    """
    The page of a build narrows by region and year too.
    """
    found = data_of((built.out / "graph.html").read_text(encoding="utf-8"))
    farm = next(node for node in found["nodes"] if node["id"] == resolve(store, "博士农场").id)

    assert "pinggu" in farm["where"]
    assert any(first <= 2022 <= last for first, last in farm["years"])
    assert "beijing" in found["regions"]["pinggu"][1]
