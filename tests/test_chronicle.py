"""
What a timeline shows: every date and period that the graph has, no thing lost, and each in the lanes that it names.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from conftest import FIXTURES
from hypothesis import given
from hypothesis import strategies as st

from policygraph.chronicle import Chronicle, Item, chronicle, timeline_page
from policygraph.dates import Fit, PartialDate
from policygraph.entities import Entity, Fact, entities, facts
from policygraph.lanes import Lanes, lanes
from policygraph.ontology import iri, ontology
from policygraph.publish import publish
from policygraph.reasons import reason
from policygraph.store import Iri, Store, open_store
from policygraph.timeline import Asked, in_force, timeline
from policygraph.webpage import Line, Pairs, book

if TYPE_CHECKING:
    from pathlib import Path

    from policygraph.build import Built

ID = "https://w3id.org/policygraph/id/"
DAYS = [
    date(1981, 6, 1),
    date(2014, 12, 31),
    date(2022, 3, 15),
    date(2023, 6, 30),
    date(2024, 12, 31),
    date(2031, 1, 1),
]


@pytest.fixture(scope="module")
def found(store: Store) -> Chronicle:
    return chronicle(store, entities(store), facts(store))


def region(slug: str) -> Entity:
    return Entity(slug, ID + slug, "region", slug)


def said(subject: str, predicate: str, value: str, modality: str = "stated") -> Fact:
    return Fact(ID + subject, iri(predicate), Iri(ID + value), modality)


def placed(*links: Fact, shown: tuple[str, ...] = ("plan",)) -> Lanes:
    """
    The lanes of some policies, among the regions that the links name.
    """
    ends = {end for link in links for end in (link.subject, str(link.value))}
    known = {end: region(end.removeprefix(ID)) for end in ends if end.removeprefix(ID) not in shown}
    return lanes(known, links, {ID + slug: True for slug in shown}, ("eli:relevant_for",), ("region",))


def test_every_date_of_the_timeline_is_shown(store: Store, found: Chronicle):
    """
    The page and the command `timeline` must say the same of the same graph.
    """
    expected = {(e.thing.iri, e.role, e.edtf, e.bounds, e.modality) for e in timeline(store, Asked())}
    unseen = (iri("pg:inForce"), iri("pg:current"))

    assert len(expected) > 100
    assert {(i.thing, i.role, i.edtf, i.bounds, i.modality) for i in found.items if i.role not in unseen} == expected


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_period_answers_as_the_timeline_does(store: Store, found: Chronicle, day: date):
    """
    In force on a day: the same things, equally sure, for the same reason.
    """
    periods = [i for i in found.items if i.role == iri("pg:inForce")]
    held = [
        (i.thing, i.bounds, i.modality, reason(i.bounds, i.why, day)) for i in periods if i.bounds.at(day) is not Fit.NO
    ]

    expected = [(e.thing.iri, e.bounds, e.modality, e.why) for e in in_force(store, Asked(), day)]
    assert sorted(held) == sorted(expected)


def test_a_dated_membership_is_shown_under_the_names_of_its_two_sides(tmp_path: Path):
    """
    It has no name of its own, and is asked about as a policy is: since when, until when, says who?
    """
    publish(FIXTURES / "valid", tmp_path)
    with open_store(tmp_path) as store:
        found = chronicle(store, entities(store), facts(store))
        expected = next(e for e in timeline(store, Asked()) if e.thing.kind == "membership")

    assert found.known[expected.thing.iri] == expected.thing
    assert {i.role for i in found.items if i.thing == expected.thing.iri} == {iri("pg:valid"), iri("pg:inForce")}
    assert found.regions.of[expected.thing.iri] == [ID + "city"]
    page = (tmp_path / "timeline.html").read_text(encoding="utf-8")
    assert {kind["key"]: kind["name"] for kind in block(page, "data")["kinds"]}["membership"] == [
        "成员关系",
        "membership",
    ]
    assert len(block(page, "facts")["facts"][expected.thing.id]) == 2


def test_a_period_rests_on_dates_that_are_cited(found: Chronicle):
    """
    "In force" is worked out, so its citations are those of the dates that it was worked out from.
    """
    cited = {i.node: i.citations for i in found.items}

    for period in (i for i in found.items if i.role == iri("pg:inForce")):
        assert period.basis
        assert all(cited[node] for node in period.basis)


def test_what_could_be_dated_is_on_the_timeline_or_among_the_undated(store: Store, found: Chronicle):
    """
    A policy whose date no source gives must not vanish; only its place on the line is unknown.
    """
    could = {
        kind.key
        for kind in ontology().kinds.values()
        if any(p.role not in ("", iri("pg:current")) for p in kind.properties.values()) and kind.key != "observation"
    }
    things = {thing for thing, entity in entities(store).items() if entity.kind in could}

    assert {"policy", "programme", "event", "agency"} <= could
    assert set(found.dated) | set(found.undated) >= things
    assert not set(found.dated) & set(found.undated)


def test_a_thing_only_known_to_be_at_work_on_a_day_is_undated(found: Chronicle):
    """
    That it was there on a day says nothing of when it came; the day is still told of it.
    """
    current = {i.thing for i in found.items if i.role == iri("pg:current")} - set(found.dated)

    assert current
    assert current <= set(found.undated)


def test_a_thing_stands_in_every_lane_that_it_names(found: Chronicle, store: Store):
    """
    通武廊 joins three places; to choose one of them would be to say what no source says.
    """
    linked = {(e.thing.iri, place) for e in timeline(store, Asked(region=ID + "beijing")) for _, place in e.via}
    several = [places for thing, places in found.regions.of.items() if thing in found.dated and len(places) > 1]

    assert several
    assert all(place in found.regions.of[thing] for thing, place in linked)


def test_a_region_stands_below_the_narrowest_that_it_lies_in():
    """
    A county may be said to lie in its city and in its province.
    """
    found = placed(
        said("plan", "eli:relevant_for", "county"),
        said("county", "pg:within", "province"),
        said("county", "pg:within", "city"),
        said("city", "pg:within", "province"),
    )

    assert found.parents == {ID + "province": "", ID + "city": ID + "province", ID + "county": ID + "city"}


def test_a_member_counts_for_its_bloc_and_is_not_shown_below_it():
    """
    北京 is a member of 京津冀 and lies in the country, which is where a reader looks for it.
    """
    found = placed(
        said("plan", "eli:relevant_for", "beijing"),
        said("bloc", "pg:blocMember", "beijing"),
        said("beijing", "pg:within", "china"),
    )

    assert found.parents[ID + "beijing"] == ID + "china"
    assert found.above[ID + "beijing"] == [ID + "bloc", ID + "china"]


def test_regions_in_a_circle_do_not_stop_the_page():
    """
    A graph from elsewhere may say that two regions lie in each other; both are shown, neither below the other.
    """
    found = placed(
        said("plan", "eli:relevant_for", "one"), said("one", "pg:within", "two"), said("two", "pg:within", "one")
    )

    assert found.parents == {ID + "one": "", ID + "two": ""}


def test_a_plan_puts_nothing_in_a_lane():
    """
    What is only proposed for a place does not concern it yet.
    """
    assert placed(said("plan", "eli:relevant_for", "one", "proposed")).of == {}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_every_lane_is_shown_once_and_after_what_it_stands_below(pairs: list[tuple[int, int]]):
    """
    Whatever lies in what, the page can indent the lanes from first to last.
    """
    links = [said("plan", "eli:relevant_for", f"r{n}") for n in range(10)]
    found = placed(*links, *(said(f"r{low}", "pg:within", f"r{high}") for low, high in pairs))
    order = list(found.parents)

    assert sorted(order) == sorted(found.above) == sorted(ID + f"r{n}" for n in range(10))
    assert all(not parent or order.index(parent) < order.index(place) for place, parent in found.parents.items())


def test_a_period_that_rests_on_an_inferred_date_is_inferred(tmp_path: Path):
    """
    A conclusion is no surer than what it is drawn from.
    """
    plan, time, force = ID + "plan", ID + "plan/time/dated/2022", ID + "plan/in-force"
    bounds = ("beginEarliest", "beginLatest", "endEarliest", "endLatest")
    days = ("2022-01-01", "2022-12-31", "2022-12-31", "9999-12-31")
    quads = [
        f"<{plan}> <{iri('pg:inForce')}> <{force}> .",
        *(
            f'<{force}> <{iri("pg:" + name)}> "{day}"^^<{iri("xsd:date")}> .'
            for name, day in zip(bounds, days, strict=True)
        ),
        f'<{force}> <{iri("pg:why")}> "来源未给出"@zh .',
        f"<{force}> <{iri('pg:basis')}> <{time}> .",
    ]
    (tmp_path / "graph.nq").write_text("\n".join(quads) + "\n", encoding="utf-8")
    known = {plan: Entity("plan", plan, "policy", "方案")}
    dated = Fact(plan, iri("pg:time"), Iri(time), "inferred", role=iri("pg:dated"), edtf="2022")
    with open_store(tmp_path / "graph.nq") as store:
        items = chronicle(store, known, [dated]).items

    assert {(i.role, i.modality) for i in items} == {(iri("pg:dated"), "inferred"), (iri("pg:inForce"), "inferred")}


# ---- the page


def page_of(label: str, lang: Any = "zh") -> str:
    plan, place = Entity("plan", ID + "plan", "policy", label, label, (label,)), region("pinggu")
    time = Item(
        plan.iri,
        ID + "t",
        iri("pg:dated"),
        "2022-04",
        label,
        PartialDate("2022-04").bounds,
        "stated",
        ((label, label),),
    )
    where = Lanes({place.iri: ""}, {place.iri: []}, {plan.iri: [place.iri]})
    known = {plan.iri: plan, place.iri: place}
    lines = {"plan": [Line((label, label), (label, label), None, "stated", ((label, label),), (label, label))]}
    kinds = {"policy": ("政策文件", "policy")}
    found = Chronicle(known, (time,), (), where, Lanes())
    return timeline_page(found, lines, sounds={"plan": label}, title=(label, label), kinds=kinds, lang=lang)


def block(html: str, name: str) -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize(
    "label", ["</script><script>window.hacked=1</script>", "<!--\u2028'\"&amp;", "@@facts@@ {{ 7*7 }}", "半\ud83d个"]
)
def test_no_name_can_leave_its_block(label: str):
    """
    Whatever a name, a date's words or a citation holds, the page has the tags that it has without it.
    """
    html = page_of(label)
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.S)

    assert re.findall(r"<[a-z/!][^\s>]*", html) == re.findall(r"<[a-z/!][^\s>]*", page_of("无害"))
    assert len(blocks) == 2
    assert not any(set("<>&\u2028\u2029") & set(text) for text in blocks)
    assert block(html, "data")["things"]["label"][0] == label
    assert html.encode("utf-8")


def test_the_page_forbids_the_browser_to_fetch_and_names_nothing_to_fetch(built: Built):
    """
    It must open on a closed network, and even a fault of ours must not reach another.
    """
    html = (built.out / "timeline.html").read_text(encoding="utf-8")
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.S)

    assert "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'" in markup
    assert set(re.findall(r'(?:src|href|action)="([^"]*)"', markup)) == {"#", "data:,"}
    assert not re.search(r"@import|url\(", markup)


def test_build_writes_the_timeline_and_names_it_in_its_list(built: Built):
    """
    A page that the manifest does not know would not be noticed when a build was interrupted.
    """
    manifest = json.loads((built.out / "build.json").read_text(encoding="utf-8"))

    assert "timeline.html" in built.files
    assert manifest["files"]["timeline.html"]["bytes"] == (built.out / "timeline.html").stat().st_size


def test_the_same_graph_gives_the_same_page(store: Store, found: Chronicle):
    """
    The file is compared and published: neither a second run nor the order of facts may change it.
    """
    known, told = entities(store), facts(store)
    again = chronicle(store, dict(reversed(known.items())), list(reversed(told)))

    assert again.items == found.items
    assert again.undated == found.undated
    assert list(again.regions.parents.items()) == list(found.regions.parents.items())
    assert list(again.bodies.parents.items()) == list(found.bodies.parents.items())


def test_a_kind_has_the_same_look_on_both_pages(built: Built):
    """
    A reader goes from one to the other; a colour that changed its meaning would mislead.
    """
    graph, line = (
        block((built.out / name).read_text(encoding="utf-8"), "data") for name in ("graph.html", "timeline.html")
    )

    looks = {kind["key"]: (kind["colour"], kind["shape"]) for kind in graph["kinds"]}
    assert all(looks[kind["key"]] == (kind["colour"], kind["shape"]) for kind in line["kinds"])


@given(
    st.lists(
        st.builds(
            Line,
            property=st.tuples(st.text(min_size=1), st.text()),
            value=st.tuples(st.text(), st.text()),
            target=st.none() | st.text(min_size=1),
            modality=st.sampled_from(["stated", "inferred", "planned", "proposed"]),
            citations=st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=3).map(tuple),
            why=st.tuples(st.text(), st.text()),
        )
    )
)
def test_facts_come_back_whole_from_their_short_form(lines: list[Line]):
    """
    Words are kept once and what is missing is left out, yet nothing that was said may be lost.
    """
    packed = json.loads(json.dumps(book({"plan": lines}, Pairs())))
    pairs = [tuple(pair) for pair in packed["pairs"]]
    read = []
    for line in packed["facts"]["plan"]:
        prop, value, cited, target, modality, why = [*line, *[0, 0, [], 0, 0, 0][len(line) :]]
        numbers = cited if isinstance(cited, list) else [cited] * bool(cited)
        citations = tuple(pairs[n] for n in numbers)
        read.append(
            Line(pairs[prop], pairs[value], target or None, packed["modalities"][modality], citations, pairs[why])
        )

    assert read == lines
