"""
Asking the built-in graph: what is found is right, cited, and honest about what is not known.
"""

from __future__ import annotations

from datetime import date

import pytest

from policygraph.dates import Fit
from policygraph.describe import describe
from policygraph.entities import facts, resolve
from policygraph.errors import PolicygraphError, QueryError, UnknownNameError
from policygraph.find import find
from policygraph.ontology import PREFIXES, iri
from policygraph.paths import explain
from policygraph.query import NamedQuery, bind, library, named, run
from policygraph.store import Store
from policygraph.timeline import Asked, in_force, timeline

ID = PREFIXES["id"]


def rows(store: Store, name: str, **given: str) -> list[dict[str, str]]:
    found = run(store, bind(store, named(name), given))
    return [{key: str(value) for key, value in row.items()} for row in found]


def test_the_reform_zones_of_table_2_are_where_the_book_puts_them(store: Store):
    found = rows(store, "zones-of-table")

    assert {row["row"] for row in found} == {"1", "2", "3", "4", "5"}
    assert {row["region"] for row in found if row["row"] == "5"} == {"绍兴滨海新区"}


@pytest.mark.parametrize("text", ["博士农场", "农场", "boshi nongchang", "bsnc", "Doctor Farm", "doctor-farm"])
def test_a_thing_is_found_by_chinese_pinyin_english_and_id(store: Store, text: str):
    assert "doctor-farm" in [entity.id for entity in find(store, text)]


def test_the_closest_name_comes_first(store: Store):
    assert find(store, "通武廊")[0].id == "tongwulang"


def test_a_search_for_nothing_finds_nothing(store: Store):
    assert find(store, " “” ") == []


@pytest.mark.parametrize("name", ["通武廊", "Tong–Wu–Lang", "tongwulang", f"{ID}tongwulang"])
def test_a_name_of_any_form_resolves(store: Store, name: str):
    assert resolve(store, name).id == "tongwulang"


def test_an_unknown_name_gets_the_nearest(store: Store):
    with pytest.raises(UnknownNameError) as fault:
        resolve(store, "博士农厂")

    assert fault.value.text("zh") == "E601 图中没有名为“博士农厂”的事物；是否应为“博士农场”？"


def test_a_name_of_another_kind_is_refused(store: Store):
    with pytest.raises(UnknownNameError, match="E603"):
        resolve(store, "博士农场", kind=("region", "area"))


def test_a_hostile_name_is_only_a_name(store: Store):
    for name in ('x" } DROP ALL', "\\", "'", "<http://evil>", "a b", "\n", "名" * 5000):
        with pytest.raises(UnknownNameError):
            resolve(store, name)


def test_every_fact_that_a_passage_states_is_cited_with_its_page(store: Store):
    found = [f for f in facts(store, f"{ID}doctor-farm") if f.predicate == iri("pg:establishedBy")]

    assert [c.words for c in found[0].citations] == [
        (
            "北京人才发展报告（2024），平谷，一（三），表3第4行，第59页",
            "Beijing Talent Report (2024), Pinggu, section 1.3, table 3 row 4, p. 59",
        )
    ]


def test_a_description_keeps_facts_figures_and_proposals_apart(store: Store):
    about = describe(store, resolve(store, "博士农场"))

    assert "117个，2022/.." in {line.value[0] for line in about.figures}
    assert {line.modality for line in about.facts} <= {"stated", "inferred"}
    assert about.proposals
    assert {line.modality for line in about.proposals} <= {"planned", "proposed"}


def test_what_is_inferred_says_why(store: Store):
    inferred = [f for f in facts(store) if f.modality == "inferred"]

    assert inferred
    assert all(f.why[0] and f.why[1] for f in inferred)


def test_a_region_has_its_own_timeline_and_that_of_its_parts(store: Store):
    """
    Who asks for Beijing wants Pinggu's documents too, and is told by which place each was found.
    """
    pinggu = timeline(store, Asked(region=f"{ID}pinggu"))
    beijing = timeline(store, Asked(region=f"{ID}beijing"))

    assert {e.thing.id for e in pinggu} <= {e.thing.id for e in beijing}
    entry = next(e for e in beijing if e.thing.id == "doctor-farm-plan")
    assert (iri("eli:jurisdiction"), f"{ID}pinggu") in entry.via


def test_a_blocs_timeline_holds_its_members(store: Store):
    ids = {e.thing.id for e in timeline(store, Asked(region=f"{ID}jingjinji"))}

    assert "doctor-farm-plan" in ids


def test_a_timeline_is_in_order(store: Store):
    entries = timeline(store, Asked())

    keys = [(e.bounds.begin_earliest, e.bounds.begin_latest) for e in entries]
    assert keys == sorted(keys)


def test_a_range_tells_certain_from_possible(store: Store):
    """
    A document of April 2022 may be of the first half of that month, or not.
    """
    asked = Asked(thing=f"{ID}doctor-farm-plan", begin=date(2022, 4, 1), end=date(2022, 4, 15))
    assert [e.fit for e in timeline(store, asked)] == [Fit.POSSIBLE]
    asked = Asked(thing=f"{ID}doctor-farm-plan", begin=date(2022, 1, 1), end=date(2022, 12, 31))
    assert [e.fit for e in timeline(store, asked)] == [Fit.CERTAIN]
    asked = Asked(thing=f"{ID}doctor-farm-plan", begin=date(2022, 5, 1), end=date(2022, 12, 31))
    assert timeline(store, asked) == []


def test_an_agency_and_a_type_narrow_a_timeline(store: Store):
    by_agency = {e.thing.id for e in timeline(store, Asked(agency=resolve(store, "教育部").iri))}
    by_type = {e.thing.id for e in timeline(store, Asked(type=resolve(store, "实施细则", kind=("document-type",)).iri))}

    assert by_agency == {"education-ministry-agreement"}
    assert {"flexible-recruitment-rules", "gaodashang-rules"} <= by_type


def test_figures_are_on_a_timeline_only_when_asked_for(store: Store):
    assert "observation" not in {e.thing.kind for e in timeline(store, Asked())}
    assert {e.thing.kind for e in timeline(store, Asked(kinds=("observation",)))} == {"observation"}


def test_in_force_is_certain_only_where_a_source_vouches(store: Store):
    """
    The action plan names its period; of the district's rules nobody says that they still hold.
    """
    found = {e.thing.id: e for e in in_force(store, Asked(), date(2023, 6, 30))}

    assert found["agri-zhongguancun-action-plan"].fit is Fit.CERTAIN
    assert found["flexible-recruitment-rules"].fit is Fit.POSSIBLE
    assert "talent-housing-measures" not in found
    assert all(e.why[0] for e in found.values())


def test_two_things_are_linked_by_the_shortest_cited_way(store: Store):
    ways = explain(store, resolve(store, "博士农场"), resolve(store, "农业农村部"))

    steps = ways[0].steps
    assert (steps[0].start.id, steps[-1].end.id) == ("doctor-farm", resolve(store, "农业农村部").id)
    assert all(fact.citations for step in steps for fact, _ in step.links)
    assert not {s.end.kind for s in steps[:-1]} & {"observation", "topic", "instrument", "target-group", "source"}


def test_without_inferred_links_a_path_rests_on_statements_only(store: Store):
    ways = explain(store, resolve(store, "博士农场"), resolve(store, "农业农村部"), inferred=False)

    assert {f.modality for way in ways for step in way.steps for f, _ in step.links} == {"stated"}


def test_things_without_a_link_are_said_to_have_none(store: Store):
    with pytest.raises(PolicygraphError, match="E604"):
        explain(store, resolve(store, "新加坡南洋理工大学"), resolve(store, "通武廊"))


@pytest.mark.parametrize("query", library().values(), ids=lambda query: query.name)
def test_a_named_query_gives_equal_rows_whether_or_not_the_default_graph_is_the_union(store: Store, query: NamedQuery):
    """
    Half of the world's stores make it the union; an answer must not depend on it.
    """
    answers = [
        sorted(tuple(sorted(row.items())) for row in store.select(query.text, prefixes=PREFIXES, union=union))
        for union in (False, True)
    ]

    assert answers[0] == answers[1]
    assert answers[0], "the default of a query must show what it is for"
    assert all(query.title)


def test_a_parameter_cannot_change_the_query(store: Store):
    """
    A value becomes one RDF term, whatever it holds.
    """
    hostile = 'x" } UNION { ?a ?b ?c } #'
    text = bind(store, named("documents-of-table"), {"table": hostile})

    assert len(run(store, text)) == 0
    assert r"\"" in text


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("documents-of-tabel", {}, "E509"),
        ("documents-of-table", {"tabel": "x"}, "E510"),
        ("in-force-on", {"day": "2023-02-30"}, "E511"),
        ("in-force-on", {"day": "2023"}, "E511"),
        ("policies-by-region", {"region": "博士农场"}, "E603"),
        ("policies-by-region", {"region": "无此地"}, "E601"),
    ],
)
def test_a_wrong_parameter_is_named(store: Store, name: str, given: dict[str, str], code: str):
    with pytest.raises(PolicygraphError, match=code):
        bind(store, named(name), given)


def test_a_parameter_is_parsed_by_its_type(store: Store):
    found = rows(store, "in-force-on", day="2023-06-30")

    assert ("agri-zhongguancun-action-plan", "certain") in {(r["thing"].removeprefix(ID), r["fit"]) for r in found}
    assert rows(store, "policies-by-body", body="教育部")[0]["title"] == "教育部 北京市人民政府战略合作协议"


def test_a_query_reaches_neither_the_network_nor_the_graph_itself(store: Store):
    for text in (
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:x>",
    ):
        with pytest.raises(QueryError):
            run(store, text)


@pytest.mark.parametrize(("portion", "many"), [(1, 50_000), (1, 1)])
def test_dates_are_read_in_portions_or_all_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch, portion: int, many: int
):
    """
    The text of a query has its limit, however many dates are asked for.
    """
    whole = facts(store, f"{ID}doctor-farm", f"{ID}pinggu")
    monkeypatch.setattr("policygraph.entities.PORTION", portion)
    monkeypatch.setattr("policygraph.entities.MANY", many)

    assert facts(store, f"{ID}doctor-farm", f"{ID}pinggu") == whole
    assert sum(fact.edtf != "" for fact in whole) > portion
