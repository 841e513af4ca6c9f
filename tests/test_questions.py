"""
Questions by names: what a person would type at the command finds the same in Python, and a wrong name is told as there.
"""

from __future__ import annotations

import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import policygraph as pg
from policygraph import questions
from policygraph.keys import FINDING
from policygraph.ontology import PREFIXES
from policygraph.query import library
from policygraph.store import Store
from policygraph.timeline import in_force, timeline

ID = PREFIXES["id"]


@pytest.mark.parametrize("region", ["平谷区", "Pinggu District", "pinggu", f"{ID}pinggu"])
def test_a_timeline_is_asked_for_by_names_in_either_language(store: Store, region: str):
    """
    Analysts know places, not IRIs.
    """
    found = pg.timeline(store, region=region, begin="2022", end="2023")

    assert found
    assert found == timeline(store, pg.Asked(region=f"{ID}pinggu", begin=date(2022, 1, 1), end=date(2023, 12, 31)))


def test_what_another_answer_gave_is_a_name_too(store: Store):
    pinggu = pg.resolve(store, "平谷区")

    assert pg.timeline(store, region=pinggu) == pg.timeline(store, region="平谷区")
    assert pg.show(store, pinggu).entity == pinggu
    assert pg.path(store, pinggu, "博士农场") == pg.path(store, "平谷区", "博士农场")
    assert pg.query(store, "policies-by-region", region=pinggu).rows
    assert pg.facts(store, pinggu) == pg.facts(store, pinggu.iri)


def test_each_part_of_a_question_narrows_a_timeline(store: Store):
    assert {e.thing.id for e in pg.timeline(store, agency="教育部")} == {"education-ministry-agreement"}
    assert "flexible-recruitment-rules" in {e.thing.id for e in pg.timeline(store, type="实施细则")}
    assert {e.thing.kind for e in pg.timeline(store, kind="event")} == {"event"}
    assert {e.thing.kind for e in pg.timeline(store, kind=["event", "programme"])} == {"event", "programme"}
    assert {e.thing.id for e in pg.timeline(store, "博士农场")} == {"doctor-farm"}
    topical = pg.timeline(store, topic="人才引进")
    assert 0 < len(topical) < len(pg.timeline(store))
    assert pg.timeline(store, begin=date(2022, 4, 1)) == pg.timeline(store, begin="2022-04")


def test_target_groups_programmes_names_and_places_above_narrow_it_too(store: Store):
    targeted = pg.timeline(store, target="博士后")
    assert 0 < len(targeted) < len(pg.timeline(store))
    assert "doctor-farm-plan" in {e.thing.id for e in pg.timeline(store, programme="博士农场")}
    assert {e.thing.id for e in pg.timeline(store, text="博士农场")} >= {"doctor-farm", "doctor-farm-plan"}
    assert len(pg.timeline(store, region="平谷区", above=True)) > len(pg.timeline(store, region="平谷区"))
    with pytest.raises(pg.PolicygraphError, match="E610"):
        pg.in_force(store, "2023-06-30", above=True)


def test_in_force_is_asked_for_by_day_and_names(store: Store):
    found = pg.in_force(store, "2023-06-30", region="平谷区", kind="policy")

    assert found
    assert found == pg.in_force(store, date(2023, 6, 30), region="pinggu", kind=("policy",))
    assert found == in_force(store, pg.Asked(region=f"{ID}pinggu", kinds=("policy",)), date(2023, 6, 30))


def test_what_was_asked_in_iris_is_answered_as_before(store: Store):
    """
    Programs that build an `Asked` themselves keep working.
    """
    asked, day = pg.Asked(region=f"{ID}pinggu"), date(2023, 6, 30)

    assert pg.timeline(store, asked) == timeline(store, asked)
    assert pg.in_force(store, asked, day) == in_force(store, asked, day)
    assert pg.in_force(store, day, asked) == in_force(store, asked, day)
    assert pg.facts(store, f"{ID}doctor-farm") == pg.facts(store, "博士农场")
    assert pg.facts(store, f"{ID}nothing-at-all") == []
    farm, ministry = pg.resolve(store, "博士农场"), pg.resolve(store, "农业农村部")
    assert pg.explain(store, farm, ministry) == pg.path(store, "博士农场", "农业农村部")
    assert pg.describe(store, farm) == pg.show(store, "博士农场")


def test_an_asked_and_names_together_are_refused(store: Store):
    """
    Which of the two would count is not for us to choose.
    """
    with pytest.raises(pg.PolicygraphError, match="E606"):
        pg.timeline(store, pg.Asked(), region="平谷区")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"region": "无此地"}, "E601"),
        ({"region": "博士农场"}, "E603"),
        ({"kind": "polcy"}, "E101"),
        ({"begin": "2023", "end": "2022"}, "E609"),
        ({"begin": "soon"}, "E301"),
        ({"end": "2023-02-30"}, "E302"),
    ],
)
def test_a_wrong_part_of_a_question_is_named(store: Store, asked: dict[str, Any], code: str):
    with pytest.raises(pg.PolicygraphError, match=code):
        pg.timeline(store, **asked)


@pytest.mark.parametrize("day", ["", "someday", "2023-02-30"])
def test_in_force_needs_a_day(store: Store, day: str):
    with pytest.raises(pg.QueryError, match="E30"):
        pg.in_force(store, day)


def test_a_query_of_the_library_takes_names_days_and_numbers(store: Store):
    assert pg.query(store, "policies-by-body", body="教育部")[0]["title"] == "教育部 北京市人民政府战略合作协议"
    day = pg.query(store, "in-force-on", day=date(2023, 6, 30))
    assert day == pg.query(store, "in-force-on", day="2023-06-30")
    assert len(day) > 0


@pytest.mark.parametrize("name", sorted(library()))
def test_every_query_of_the_library_is_run_by_its_name(store: Store, name: str):
    """
    A parameter must not be hidden by an argument of ours.
    """
    own = {"store", "sparql", "timeout", "union"}

    assert not own & {param.name for param in library()[name].params}
    assert pg.query(store, name) == pg.run(store, library()[name].text)


def test_sparql_and_a_file_of_it_are_queries_too(store: Store, tmp_path: Path):
    text = "SELECT ?name WHERE { id:pinggu rdfs:label ?name }"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")

    assert {str(row["name"]) for row in pg.query(store, text)} == {"平谷区", "Pinggu District"}
    assert pg.query(store, tmp_path / "q.rq") == pg.query(store, text) == pg.run(store, text)


@pytest.mark.parametrize(
    ("text", "params", "code"),
    [
        ("in-force-no", {}, "E509"),
        ("in-force-on", {"dya": "2023-06-30"}, "E510"),
        ("in-force-on", {"day": "2023-02-30"}, "E511"),
        ("SELECT * WHERE { ?s ?p ?o }", {"s": "x"}, "E510"),
        ("CONSTRUCT WHERE { id:pinggu ?p ?o }", {}, "E508"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, "E505"),
        ("", {}, "E504"),
    ],
)
def test_a_wrong_query_is_told_as_by_the_command(store: Store, text: str, params: dict[str, str], code: str):
    with pytest.raises(pg.QueryError, match=code):
        pg.query(store, text, **params)


def test_a_parameter_of_a_query_stays_one_term(store: Store):
    assert len(pg.query(store, "documents-of-table", table='x" } UNION { ?a ?b ?c } #')) == 0


@pytest.mark.parametrize("name", ["find", "facts", "show", "timeline", "path", "queries", "check"])
def test_the_docstring_of_a_question_lists_its_columns(store: Store, name: str):
    """
    Columns are a contract: who reads the help must find them all, and no other.
    """
    answer = {
        "find": lambda: pg.find(store, "农场"),
        "facts": lambda: pg.facts(store, "博士农场"),
        "show": lambda: pg.show(store, "博士农场"),
        "timeline": lambda: pg.timeline(store),
        "path": lambda: pg.path(store, "博士农场", "农业农村部"),
        "queries": pg.queries,
        "check": lambda: pg.Answer((), FINDING),
    }[name]()
    listed = re.search(r"Columns: (.+?)\.\n", inspect.getdoc(getattr(questions, name)) or "", re.DOTALL)

    assert listed
    assert tuple(re.split(r",\s+", listed[1])) == answer.columns


def test_every_public_name_says_what_it_is_for():
    """
    Help in a notebook is the manual that people read.
    """
    undocumented = [name for name in pg.__all__ if not inspect.getdoc(getattr(pg, name))]

    assert undocumented == []
