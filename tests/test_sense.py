"""
What a reader who checked timelines against the book by eye must find: drafts are never in force, named years last to
their last day, links that we infer are marked, and an answer without rows says why.
"""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import FIXTURES, run
from hypothesis import given
from hypothesis import strategies as st

from policygraph.answers.nothing import nothing_text, undated
from policygraph.answers.timeline import timeline_csv, timeline_json, timeline_text
from policygraph.build import Built, build
from policygraph.dates import MAX, MIN, Bounds, Fit, PartialDate
from policygraph.datewords import closes
from policygraph.errors import Lang
from policygraph.force import VALID, WHY
from policygraph.ontology import PREFIXES, iri
from policygraph.query import bind, named
from policygraph.store import Store, open_store
from policygraph.timeline import Asked, in_force, timeline

ID = PREFIXES["id"]
DRAFTS = {"jingjintang-land-plan", "industry-catalogue-2023-draft"}
ORDER = {Fit.NO: 0, Fit.POSSIBLE: 1, Fit.CERTAIN: 2}
RECORDS = """
- policy: years-plan
  title: 某某规划
  issued: 2016-05-03
  valid: {value: 2016/2020, words: 2016—2020年}
  jurisdiction: {value: district, modality: inferred, why: 依标题}
  region: district
  at: one/1.1/p6
- policy: both-plan
  title: 某某计划
  issued: 2019-01-01
  region: [{value: city, modality: inferred, why: 依标题}, {value: city, at: two/1/p2}]
  at: one/1.1/p6
- programme: seen-farm
  label: 旧农场
  current: 2001-03-05
  region: district
  at: one/1.1/p7
- policy: ended-rules
  title: 某某旧规
  ended: 2003-06-30
  region: district
  at: one/1.1/p7
- policy: draft-plan
  title: 某某规划（征求意见稿）
  published: 2020-05-01
  draft: 征求意见稿
  region: abroad
  at: one/1.1/p7
- policy: silent-plan
  title: 无日期规划
  region: abroad
  at: one/1.1/p7
- region: abroad
  label: {value: 外地, en: Elsewhere}
  at: one/1.1/p7
- region: nowhere
  label: 无事地
  at: one/1.1/p7
- organisation: circle
  label: 外地协会
  region: abroad
  at: one/1.1/p7
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(shutil.copytree(FIXTURES / "valid", tmp_path_factory.mktemp("sense") / "data"))
    (data / "sources" / "report" / "sense.yaml").write_text(RECORDS, encoding="utf-8")
    build(data, data.parent / "out")
    return data.parent / "out"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Store:
    return open_store(folder)


def ids(store: Store, asked: Asked) -> list[str]:
    return [entry.thing.id for entry in timeline(store, asked)]


# ---- drafts


def test_the_drafts_of_the_book_were_in_force_on_no_day(store: Store):
    """
    The territorial plan was never issued; the catalogue was published as a draft for comment.
    """
    for day in (date(1981, 12, 31), date(1999, 1, 1), date(2023, 12, 31), date(2024, 6, 30)):
        assert not DRAFTS & {entry.thing.id for entry in in_force(store, Asked(), day)}
        text = bind(store, named("in-force-on"), {"day": day.isoformat()}, "en")
        assert not DRAFTS & {str(row["thing"]).removeprefix(ID) for row in store.select(text, prefixes=PREFIXES)}


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_a_draft_asked_for_by_name_gets_its_no_and_why(store: Store, name: str):
    [entry] = in_force(store, Asked(thing=ID + name), date(2023, 12, 31))

    assert (entry.fit, entry.why) == (Fit.NO, ("只是草稿，从未生效", "only a draft, never in force"))


def test_a_draft_keeps_its_dates_in_the_timeline(store: Store):
    """
    That it was published is a fact, though it never was in force.
    """
    assert set(ids(store, Asked())) >= DRAFTS


# ---- periods named by years


@pytest.mark.parametrize(
    ("edtf", "last"),
    [
        ("2016/2020", "2020-12-31"),
        ("2020", "2020-12-31"),
        ("2022-04/2024-02", "2024-02-29"),
        ("2021/2021-40", "2021-06-30"),
        ("2021/2023-05-06", "2023-05-06"),
        ("../2020", "2020-12-31"),
    ],
)
def test_a_period_lasts_to_the_last_day_that_its_name_covers(edtf: str, last: str):
    bounds, day = PartialDate(edtf).lasting, date.fromisoformat(last)

    assert (bounds.end_earliest, bounds.end_latest) == (day, day)
    assert (bounds.begin_earliest, bounds.begin_latest) == (
        PartialDate(edtf).bounds.begin_earliest,
        PartialDate(edtf).bounds.begin_latest,
    )


@pytest.mark.parametrize("edtf", ["2016/2020~", "2016/202X", "2016/2020-XX", "2016/..", "2016/", "2016/2020-05-XX"])
def test_an_end_that_is_doubtful_masked_or_open_is_no_last_day(edtf: str):
    assert PartialDate(edtf).lasting == PartialDate(edtf).bounds


def test_the_plans_of_the_book_are_certain_in_their_last_year(store: Store):
    """
    2010—2020年 asked for in 2020.
    """
    fits = {e.thing.id: e.fit for e in in_force(store, Asked(), date(2020, 12, 31))}

    assert fits["national-talent-plan-2010-2020"] is Fit.CERTAIN
    assert "national-talent-plan-2010-2020" not in {e.thing.id for e in in_force(store, Asked(), date(2021, 1, 1))}


def test_a_membership_until_a_year_ended_on_some_day_of_it(graph: Store):
    """
    Nobody named a period there: `until: 2023-06` says when it was over.
    """
    [entry] = timeline(graph, Asked(programme=f"{ID}farm", kinds=("membership",)))

    assert (entry.edtf, str(entry.bounds.end_earliest), entry.bounds.end_latest) == (
        "2017/2023-06",
        "2023-06-01",
        date(2023, 6, 30),
    )


@pytest.mark.parametrize("day", [date(2012, 6, 30), date(2018, 6, 30), date(2020, 12, 31), date(2022, 11, 15)])
def test_what_is_found_on_a_day_by_its_period_is_found_by_every_range_that_holds_the_day(store: Store, day: date):
    """
    A plan for 2016—2020 is not lost between the two questions; in the years behind its first it is as certain in both.
    """
    on = {e.thing.id: e.fit for e in in_force(store, Asked(), day)}
    named_periods = {e.thing.id: e.bounds for e in timeline(store, Asked()) if e.role == VALID and e.thing.id in on}
    assert named_periods
    for first, last in ((day, day), (date(day.year, 1, 1), date(day.year, 12, 31)), (day - timedelta(40), day)):
        ranged = {e.thing.id: e.fit for e in timeline(store, Asked(begin=first, end=last)) if e.role == VALID}
        for thing, bounds in named_periods.items():
            assert thing in ranged
            assert day <= bounds.begin_latest or ORDER[ranged[thing]] >= ORDER[on[thing]]


def test_the_reason_tells_a_period_from_an_end(graph: Store):
    [plan] = in_force(graph, Asked(thing=f"{ID}years-plan"), date(2021, 1, 1))
    [rules] = in_force(graph, Asked(thing=f"{ID}ended-rules"), date(2004, 1, 1))

    assert plan.why[1].startswith(WHY["periodStated"][1])
    assert rules.why[1].startswith(WHY["endStated"][1])
    assert WHY["periodStated"] != WHY["endStated"]


# ---- seen at work


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("截至2023年底", True),
        ("2024年9月末", True),
        ("截至2023年12月底", True),
        ("截至2024年9月", False),
        ("2023年", False),
        ("进入20世纪90年代", False),
        ("周末", False),
        ("x" * 200 + "底", False),
    ],
)
def test_only_words_that_name_an_end_reach_to_it(words: str, end: bool):
    assert closes(words) is end


def test_what_the_book_saw_at_the_end_of_2023_is_certain_on_its_last_day(store: Store):
    seen = "?thing a pg:Programme ; pg:time ?t . ?t pg:role pg:current ; pg:words '截至2023年底'@zh"
    text = f"SELECT ?thing WHERE {{ {seen} }}"
    things = {str(row["thing"]).removeprefix(ID) for row in store.select(text, prefixes=PREFIXES)}
    fits = {e.thing.id: e.fit for e in in_force(store, Asked(), date(2023, 12, 31))}

    assert things
    assert {fits[thing] for thing in things} == {Fit.CERTAIN}


def test_a_thing_asked_for_by_name_says_when_it_was_seen_at_work(graph: Store):
    """
    In a list of dates it is no news; of the thing itself it may be all that is known.
    """
    [entry] = timeline(graph, Asked(thing=f"{ID}seen-farm"))

    assert (entry.role, entry.edtf) == (iri("pg:current"), "2001-03-05")
    assert "seen-farm" not in ids(graph, Asked(region=f"{ID}district"))


# ---- the order of what has no known begin


def test_what_has_no_known_begin_stands_where_it_had_begun_at_the_latest(graph: Store):
    found = in_force(graph, Asked(region=f"{ID}district"), date(2003, 1, 1))
    dates = ids(graph, Asked(region=f"{ID}district"))

    assert [e.thing.id for e in found if e.thing.id in ("seen-farm", "ended-rules")] == ["seen-farm", "ended-rules"]
    assert dates.index("ended-rules") < dates.index("years-plan")
    assert found[-1].bounds.known_begin > MIN


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2000, 2, 1)), st.booleans()), min_size=2, max_size=6))
def test_the_order_is_never_against_what_is_sure(known: list[tuple[date, bool]]):
    """
    Where one had surely begun by the first day on which the other can have begun, it comes first.
    """
    bounds = [Bounds(MIN if unknown else day, day, day, MAX) for day, unknown in known]
    ordered = sorted(bounds, key=lambda b: (b.known_begin, b))
    for n, later in enumerate(ordered):
        for earlier in ordered[n + 1 :]:
            assert not (earlier.begin_latest < later.begin_earliest)


# ---- links that are inferred


def test_a_link_that_we_infer_is_marked_in_every_form_of_a_timeline(graph: Store):
    found = timeline(graph, Asked(region=f"{ID}district", kinds=("policy",), begin=date(2016, 1, 1), end=MAX))
    [entry, *_] = [e for e in found if e.thing.id == "years-plan"]
    ways = {(how.rpartition("#")[2], entry.sureness(how, at)) for how, at in entry.via}

    assert ways == {("jurisdiction", "inferred"), ("relevant_for", "stated")}
    said = {way["link"].rpartition("#")[2]: way["modality"] for way in timeline_json([entry], "en")[0]["via"]}
    assert said == {"jurisdiction": "inferred", "relevant_for": "stated"}
    for lang, mark in (("zh", "[推断]"), ("en", "[inferred]")):
        language: Lang = "zh" if lang == "zh" else "en"
        assert timeline_text(graph, [entry], language, ranged=False).count(mark) == 1
        assert timeline_csv(graph, [entry], language).count(mark) == 1


def test_a_link_that_one_source_states_is_not_marked(graph: Store):
    """
    That we also infer it elsewhere takes nothing from it.
    """
    [entry] = [e for e in timeline(graph, Asked(region=f"{ID}city")) if e.thing.id == "both-plan"]

    assert entry.inferred == frozenset()


def test_a_link_that_leads_to_the_thing_is_marked_too(store: Store):
    entries = timeline(store, Asked(programme=f"{ID}hicool")) + timeline(store, Asked(programme=f"{ID}doctor-farm"))
    text = "SELECT ?m WHERE { GRAPH ?g { <%s> <%s> <%s> } ?g pg:modality ?m }"
    for entry in entries:
        for how, at in entry.via:
            triple = (at, how[1:], entry.thing.iri) if how.startswith("^") else (entry.thing.iri, how, at)
            said = {str(row["m"]) for row in store.select(text % triple, prefixes=PREFIXES)}
            assert (entry.sureness(how, at) == "inferred") is (said == {iri("pg:inferred")})


# ---- regions above


def test_above_pinggu_lie_beijing_its_blocs_and_the_country_and_nothing_beside_it(store: Store):
    """
    A bloc that holds another district of Beijing is not around Pinggu; one that holds Beijing is.
    """
    found = timeline(store, Asked(region=f"{ID}pinggu", above=True))
    places = {at.removeprefix(ID) for entry in found for _, at in entry.via}

    assert {"pinggu", "beijing", "jingjinji", "china"} <= places
    assert not {"haidian", "mentougou", "tongzhou", "capital-ecological-area", "tianjin", "hebei"} & places


# ---- answers without rows


@pytest.mark.parametrize(
    ("asked", "day", "told"),
    [
        (Asked(region=f"{ID}nowhere"), None, "no rows"),
        (Asked(region=f"{ID}abroad", kinds=("event",)), None, "no rows"),
        (
            Asked(region=f"{ID}abroad", begin=date(1990, 1, 1), end=date(1999, 1, 1), kinds=("policy",)),
            None,
            "no rows; 1 that fit, but that no source dates: 无日期规划",
        ),
        (
            Asked(region=f"{ID}abroad"),
            date(2022, 1, 1),
            "no rows; 1 that fit, but that no source dates: 无日期规划",
        ),
        (
            Asked(thing=f"{ID}abroad"),
            date(2022, 1, 1),
            "no rows: Elsewhere · 外地 has no date of its own",
        ),
        (
            Asked(thing=f"{ID}circle"),
            None,
            "no rows: 外地协会 has no date of its own",
        ),
        (Asked(thing=f"{ID}silent-plan"), None, "no rows; 1 that fit, but that no source dates: 无日期规划"),
    ],
)
def test_an_answer_without_rows_says_why(graph: Store, asked: Asked, day: date | None, told: str):
    """
    "Nothing here" and "something, but nobody says when" are two answers.
    """
    assert (in_force(graph, asked, day) if day else timeline(graph, asked)) == []
    assert nothing_text(graph, asked, day, "en") == told


def test_what_is_undated_is_told_to_the_last_and_never_dated(store: Store):
    found = {entity.id for entity in undated(store, Asked(kinds=("policy",)))}

    assert found
    assert not found & set(ids(store, Asked()))


def test_the_command_says_why_it_has_no_rows_and_what_cannot_be_asked_at_once(built: Built):
    """
    A person who gives a region's name in place of --region is told which option is meant.
    """
    by_name = run("timeline", "平谷区", "--on", "2022-06-01", "--store", str(built.out))
    assert (by_name.returncode, by_name.stdout) == (0, "")
    assert "--region 平谷区" in by_name.stderr
    both = run("timeline", "--on", "2022-06-01", "--region", "平谷区", "--until", "2023", "--store", str(built.out))
    assert both.returncode != 0
    assert "E606" in both.stderr
    assert "--from/--until" in both.stderr


def test_the_command_reads_edtf_in_a_range(built: Built):
    found = run("timeline", "--from", "199X", "--until", "2004", "--json", "--store", str(built.out))

    assert "langfang-consensus" in {entry["id"] for entry in json.loads(found.stdout)}


# ---- decisions that were adopted


def test_every_document_that_a_meeting_adopted_is_dated_by_its_adoption(store: Store):
    """
    ELI's date_document is the day on which a document was adopted or signed; `dated` is for dates that name no role.
    """
    text = "SELECT DISTINCT ?thing ?role WHERE { ?thing pg:adoptedAt ?event ; pg:time/pg:role ?role }"
    roles: dict[str, set[str]] = {}
    for row in store.select(text, prefixes=PREFIXES):
        roles.setdefault(str(row["thing"]).removeprefix(ID), set()).add(str(row["role"]))

    assert set(roles) >= {"cpc-decision-2013", "cpc-decision-2024", "jingjinji-plan-outline", "langfang-consensus"}
    assert all(found == {iri("eli:date_document")} for found in roles.values())
