"""
A part of a graph read ring by ring: the same as if the whole had been read, and never more than a picture holds.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph import crowded, excerpt, told, vicinity
from policygraph.asked import PLACE_LINKS, PROGRAMME_LINKS, Asked, narrowed
from policygraph.drawable import NETWORKS, drawn
from policygraph.entities import resolve
from policygraph.errors import PolicygraphError
from policygraph.ontology import PREFIXES, iri
from policygraph.picture import Wanted, picture
from policygraph.publish import Reading, page, read
from policygraph.store import open_store
from policygraph.vicinity import Counted, around, in_programme, in_region

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from policygraph.store import Store

ID = PREFIXES["id"]
CLASSES = {
    "doc": "eli:LegalResource",
    "prog": "pg:Programme",
    "body": "org:FormalOrganization",
    "reg": "eli:AdministrativeArea",
    "topic": "pg:Topic",
    "plan": "pg:ProposedThing",
    "count": "qb:Observation",
}
NAMES = [f"{kind}{number}" for kind in CLASSES for number in range(3)]
TERMS = (
    *("eli:passed_by", "eli:based_on", "eli:relevant_for", "eli:is_about", "pg:within", "pg:blocMember"),
    *("pg:participant", "dcterms:isPartOf", "pg:drawsOn", "pg:about", "pg:establishedBy"),
)
LINKS = st.tuples(st.sampled_from(NAMES), st.sampled_from(TERMS), st.sampled_from(NAMES), st.sampled_from("sip"))
FORCE = st.dictionaries(st.sampled_from([n for n in NAMES if n[:3] in ("doc", "pro")]), st.sampled_from("nyu"))
LIKE = {"eli:is_about": "topic", "pg:within": "reg", "eli:relevant_for": "reg", "eli:passed_by": "body"}
ASKED = st.sampled_from(["around", "region", "programme"])
DAY = date(2020, 6, 1)


def quad(subject: str, predicate: str, value: str, graph: str = "") -> str:
    end = f" <{graph}>" if graph else ""
    return f"<{subject}> <{iri(predicate)}> {value}{end} ."


def lines(links: set[tuple[str, str, str, str]], force: dict[str, str]) -> list[str]:
    """
    Return a graph in N-Quads: every link states, infers or proposes; a time holds the day (y), may (u) or does not (n).
    """
    source = f"{ID}book"
    made = [quad(source, "rdf:type", f"<{iri('pg:Source')}>"), quad(source, "rdfs:label", '"书"@zh')]
    for name in NAMES:
        cls = CLASSES[name.rstrip("012")]
        made += [quad(ID + name, "rdf:type", f"<{iri(cls)}>"), quad(ID + name, "rdfs:label", f'"{name}名"@zh')]
    for number, (start, term, end, how) in enumerate(sorted(links)):
        graph, modality = f"{source}/one/1.1/p{number}", {"s": "stated", "i": "inferred", "p": "proposed"}[how]
        about = [quad(graph, "pg:locator", f'"one/1.1/p{number}"'), quad(graph, "dcterms:isPartOf", f"<{source}>")]
        if how == "p":
            node = f"{ID}proposal/{number}"
            made += [*about, quad(node, "rdf:type", f"<{iri('pg:Proposal')}>")]
            made += [quad(node, "rdf:subject", f"<{ID}{start}>"), quad(node, "rdf:predicate", f"<{iri(term)}>")]
            made += [quad(node, "rdf:object", f"<{ID}{end}>"), quad(node, "pg:passage", f"<{graph}>")]
            made += [quad(node, "pg:modality", f"<{iri('pg:proposed')}>")]
            continue
        made += [*about, quad(graph, "pg:modality", f"<{iri(f'pg:{modality}')}>")]
        made += [quad(ID + start, term, f"<{ID}{end}>"), quad(ID + start, term, f"<{ID}{end}>", graph)]
    for name, fit in sorted(force.items()):
        node, last = f"{ID}{name}/in-force", {"y": "2024", "u": "2019", "n": "2019"}[fit]
        days = ("2018-01-01", "2018-01-01", f"{last}-12-31", "2019-12-31" if fit == "n" else "9999-12-31")
        made += [quad(ID + name, "pg:inForce", f"<{node}>"), quad(node, "pg:why", '"因"@zh')]
        for key, day in zip(("beginEarliest", "beginLatest", "endEarliest", "endLatest"), days, strict=True):
            made.append(quad(node, f"pg:{key}", f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'))
    return made


def cut(store: Store, about: Reading, wanted: Wanted) -> tuple[nx.MultiDiGraph[str], dict[str, Any]]:
    """
    Return what is wanted by the plain way: the whole graph is read, and then all but the part is thrown away.
    """
    graph, unsure = about.network, {}
    place = ID + wanted.region if wanted.region else ""
    if wanted.on:
        graph, unsure, _ = excerpt.on_day(store, graph, wanted.on, place=place)
    if wanted.around:
        if wanted.around not in graph:
            return graph.subgraph(()).copy(), {}
        part = excerpt.around(graph, wanted.around, wanted.depth)
    else:
        scheme = ID + wanted.programme if wanted.programme else ""
        texts = [narrowed(Asked(region=place, programme=scheme))]
        if wanted.proposed:
            middle = f"<{place or scheme}> ({'pg:blocMember|^pg:within' if place else '^dcterms:isPartOf'})* ?middle"
            for link in PLACE_LINKS if place else PROGRAMME_LINKS:
                texts.append(f"?node rdf:predicate {link} ; rdf:subject ?thing ; rdf:object ?middle . {middle}")
                texts += (
                    []
                    if place
                    else [f"?node rdf:predicate {link} ; rdf:subject ?middle ; rdf:object ?thing . {middle}"]
                )
        rows = [r for t in texts for r in store.select(f"SELECT DISTINCT ?thing WHERE {{ {t} }}", prefixes=PREFIXES)]
        part = excerpt.belonging(graph, {str(row["thing"]) for row in rows} | {scheme}, place)
    return part, {thing: why for thing, why in unsure.items() if thing in part}


def block(html: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    links=st.sets(LINKS, max_size=40),
    force=FORCE,
    part=ASKED,
    number=st.integers(0, 2),
    depth=st.integers(1, 3),
    day=st.sampled_from([None, DAY]),
    proposed=st.booleans(),
)
def test_a_part_is_the_same_as_if_the_whole_had_been_read(
    tmp_path: Path, links: Any, force: Any, part: str, number: int, depth: int, day: date | None, proposed: bool
):
    """
    Reading less must never change what is shown, where it stands, or what is said of it.
    """
    links = {link for link in links if link[2].startswith(LIKE.get(link[1], ""))}
    # No fact rests on a thing that is only proposed (E207).
    links = {link for link in links if link[3] == "p" or not (link[0] + link[2]).count("plan")}
    file = tmp_path / "graph.nq"
    file.write_text("\n".join(lines(links, force)) + "\n", encoding="utf-8")
    name = {"around": NAMES[number * 5], "region": f"reg{number}", "programme": f"prog{number}"}[part]
    wanted = Wanted(**{part: name}, depth=depth, on=day, proposed=proposed)
    with open_store(file) as store:
        about = read(store, proposed=proposed)
        expected, unsure = cut(store, about, wanted)
        try:
            found = picture(store, wanted).html
        except PolicygraphError as refused:
            assert str(refused).startswith("E612")
            assert name not in expected
            return
        whole = page(about, "zh", graph=expected, title=("", ""))
        data, reference = block(found, "data"), block(whole, "data")
        nodes = {node["id"]: {key: value for key, value in node.items() if key != "unsure"} for node in data["nodes"]}
        assert nodes == {node["id"]: node for node in reference["nodes"]}
        assert data["edges"] == reference["edges"]
        assert data["regions"] == reference["regions"]
        assert {node["id"] for node in data["nodes"] if "unsure" in node} == set(unsure)
        assert said(found) == said(whole)


def said(html: str) -> dict[str, list[Any]]:
    """
    Return what a page says of its things, with the words in place of their numbers.
    """
    book = block(html, "facts")
    pairs = book["pairs"]

    def worded(line: list[Any]) -> list[Any]:
        name, value, cited, target, modality, why = [*line, *[0] * (6 - len(line))]
        at = [pairs[n] for n in (cited if isinstance(cited, list) else [cited])]
        return [pairs[name], pairs[value], at, target, modality, pairs[why]]

    return {thing: [worded(line) for line in rows] for thing, rows in book["facts"].items()}


@pytest.mark.parametrize(
    "wanted", [Wanted(around="通武廊", depth=2), Wanted(region="平谷区"), Wanted(programme="博士农场")]
)
def test_parts_of_the_built_in_graph_are_the_same_as_cut_from_the_whole(store: Store, wanted: Wanted):
    """
    The book has what random graphs lack: figures, dates, blocs and memberships.
    """
    about = read(store)
    name = wanted.around or wanted.region or wanted.programme
    key = next(key for key in ("around", "region", "programme") if getattr(wanted, key))
    plain = Wanted(**{key: resolve(store, name).id}, depth=wanted.depth)
    expected, _ = cut(store, about, plain)
    found, whole = picture(store, wanted).html, page(about, "zh", graph=expected)

    assert block(found, "data")["nodes"] == block(whole, "data")["nodes"]
    assert block(found, "data")["edges"] == block(whole, "data")["edges"]
    assert said(found) == said(whole)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """
    A body that passed 60 documents, which are relevant for a region in another one.
    """
    made = lines({("reg0", "pg:within", "reg1", "s")}, {})
    graph = f"{ID}book/one/1.1/p0"
    for number in range(60):
        thing = f"{ID}paper{number:02}"
        made += [
            quad(thing, "rdf:type", f"<{iri('eli:LegalResource')}>"),
            quad(thing, "rdfs:label", f'"文{number}"@zh'),
        ]
        made += [quad(thing, "eli:passed_by", f"<{ID}body0>", graph), quad(thing, "eli:passed_by", f"<{ID}body0>")]
        made += [quad(thing, "eli:relevant_for", f"<{ID}reg0>", graph), quad(thing, "eli:relevant_for", f"<{ID}reg0>")]
        if number:
            other = f"<{ID}paper{number - 1:02}>"
            made += [quad(thing, "eli:based_on", other, graph), quad(thing, "eli:based_on", other)]
    file = tmp_path_factory.mktemp("hub") / "graph.nq"
    file.write_text("\n".join(made) + "\n", encoding="utf-8")
    return open_store(file)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Make pictures end at twenty things.
    """
    monkeypatch.setattr(vicinity, "MOST_THINGS", 20)
    monkeypatch.setattr(vicinity, "FIRST", 25)
    monkeypatch.setattr(vicinity, "LAST", 50)
    monkeypatch.setattr(crowded, "MOST_THINGS", 20)


@pytest.mark.usefixtures("few")
def test_past_the_cap_a_page_of_smaller_views_comes_and_no_more_is_read(hub: Store):
    """
    Of a hub in a store of millions nobody waits for a picture that will not be drawn.
    """
    found = picture(hub, Wanted(around="paper30", depth=2))
    commands = [row["command"] for section in block(found.html, "data")["sections"] for row in section["rows"]]

    assert (found.crowded, found.whole) == (True, False)
    assert block(found.html, "data")["size"] is None
    assert "policygraph view --depth 1 --around paper30" in commands
    assert "policygraph show paper30" in commands
    assert len(around(hub, f"{ID}body0", 1, Counted()).things) == 1


@pytest.mark.usefixtures("few")
def test_of_a_region_past_the_cap_the_places_in_it_are_offered_with_what_they_hold(hub: Store):
    """
    A province is too large, and its districts may not be.
    """
    found = block(picture(hub, Wanted(region="reg1")).html, "data")
    rows = {row["command"]: row["count"] for section in found["sections"] for row in section["rows"]}

    assert rows["policygraph view --region reg0"] is None
    assert "policygraph timeline --region reg1" in rows


def test_a_region_and_a_programme_are_read_whole_where_they_fit(hub: Store):
    assert len(in_region(hub, f"{ID}reg1", Counted()).core) == 61
    assert in_programme(hub, f"{ID}prog0", Counted()).things == {f"{ID}prog0"}


def test_of_a_hub_only_what_the_picture_says_is_told(hub: Store, monkeypatch: pytest.MonkeyPatch):
    """
    All that points to a province would be most of the graph; the page says that it is not all.
    """
    monkeypatch.setattr(told, "MOST_POINTING", 10)
    found = picture(hub, Wanted(around="paper30"))
    nodes = {node["id"]: node for node in block(found.html, "data")["nodes"]}

    assert {thing for thing, node in nodes.items() if node.get("hub")} == {"body0", "reg0"}
    pointing = [line for line in block(found.html, "facts")["facts"]["body0"] if line[3:4]]
    assert {line[3] for line in pointing} == {"paper29", "paper30", "paper31"}


def test_what_is_inferred_counts_or_not_and_the_page_says_so(store: Store):
    """
    A reader who is shown fewer links must know that some were left out.
    """
    every, stated = (picture(store, Wanted(around="博士农场", inferred=choice)) for choice in (None, False))

    assert {edge["modality"] for edge in block(stated.html, "data")["edges"]} == {"stated"}
    assert stated.links < every.links
    assert block(stated.html, "data")["counted"] != block(every.html, "data")["counted"]


def test_what_is_proposed_is_drawn_only_when_asked_for(store: Store):
    plain, proposed = (picture(store, Wanted(proposed=choice)) for choice in (False, True))
    found = {edge["modality"] for edge in block(proposed.html, "data")["edges"]}

    assert {edge["modality"] for edge in block(plain.html, "data")["edges"]} <= {"stated", "inferred"}
    assert found & {"planned", "proposed"}


def test_a_graph_past_the_cap_offers_its_networks_with_their_sizes(store: Store, monkeypatch: pytest.MonkeyPatch):
    """
    Who wants the whole of a large graph is often served by one of its networks; each is one command away.
    """
    monkeypatch.setattr(crowded, "MOST_THINGS", 100)
    sections = block(picture(store, Wanted()).html, "data")["sections"]
    rows = {row["command"]: row["count"] for section in sections for row in section["rows"]}
    graph, _ = drawn(store, "leaning")

    assert {f"policygraph view --network {name}" for name in NETWORKS} <= rows.keys()
    assert rows["policygraph view --network leaning"] == [len(graph), graph.number_of_edges()]
