"""
Looking dated things up: what each filter finds, why a thing is listed, and an order that is never against what is sure.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import FIXTURES, run
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.answers.timeline import timeline_csv, timeline_json
from policygraph.asked import Asked, pattern
from policygraph.build import Built, build
from policygraph.citations import published
from policygraph.dates import Bounds, DateProblem, Fit, PartialDate
from policygraph.entities import resolve
from policygraph.errors import QueryError
from policygraph.ontology import PREFIXES, iri
from policygraph.store import Store, n3, open_store
from policygraph.timeline import Entry, in_force, timeline

ID = PREFIXES["id"]
KEYS = {
    *("id", "label", "kind", "role", "edtf", "words", "begin", "end", "fit", "why", "modality", "citations"),
}
MORE = {"label_en", "via"}
RECORDS = """
- policy: country-plan
  title: 示例国规划
  issued: 2021-03
  valid: {value: 2021/2035, words: 2021—2035年}
  jurisdiction: country
  type: 实施方案
  provides-for: farm
  target: 博士后
  at: one/1.1/p6
- policy: bloc-plan
  title: 示例圈协议
  issued: 2022
  jurisdiction: bloc
  at: one/1.1/p6
- programme: small-farm
  label: {value: ＨＩ农场, en: HI Farm}
  alias: “小”农场
  part-of: farm
  launched: 2023-01-05
  at: one/1.1/p7
- event: fair
  label: 农场大会
  about: small-farm
  region: district
  held: 2024-05-06
  at: one/1.1/p7
- agency: bureau
  label: 甲区人才局
  part-of: office
  established: 2019-06
  at: one/1.1/p7
- policy: bureau-notice
  title: =通知
  issuer: bureau
  dated: 2024-06
  at: one/1.1/p8
"""
BLOC = """
- area: bloc
  label: 示例圈
  member: [city]
  at: report/one/1.1/p1
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """
    The small world with a plan of the country and of a bloc, a programme's part, an event and a bureau.
    """
    data = Path(shutil.copytree(FIXTURES / "valid", tmp_path_factory.mktemp("timeline") / "data"))
    (data / "sources" / "report" / "more.yaml").write_text(RECORDS, encoding="utf-8")
    (data / "more.yaml").write_text(BLOC, encoding="utf-8")
    build(data, data.parent / "out")
    return open_store(data.parent / "out")


def found(graph: Store, **asked: object) -> list[str]:
    return [entry.thing.id for entry in timeline(graph, Asked(**asked))]


# --- filters


def test_a_region_finds_its_parts_and_with_above_the_levels_that_hold_it(graph: Store):
    """
    What holds in 平谷区 also holds by the city's, the bloc's and the country's documents.
    """
    own = {"farm", "farm-plan", "fair"}
    assert set(found(graph, region=f"{ID}district")) == own
    above = {"city-measures", "country-plan", "bloc-plan"}
    assert set(found(graph, region=f"{ID}district", above=True)) >= own | above
    assert not {"country-plan", "bloc-plan"} & set(found(graph, region=f"{ID}city"))


def test_the_levels_above_do_not_bring_their_other_parts(graph: Store):
    """
    Above 城市 lies the country, not every other city of the country.
    """
    assert "farm-plan" not in found(graph, region=f"{ID}country", kinds=("event",), above=True)
    found_by = {e.thing.id: e.via for e in timeline(graph, Asked(region=f"{ID}district", above=True))}
    assert found_by["country-plan"] == ((iri("eli:jurisdiction"), f"{ID}country"),)


def test_the_levels_above_pinggu_are_beijing_the_bloc_and_the_country(store: Store):
    via = {
        place.removeprefix(ID) for e in timeline(store, Asked(region=f"{ID}pinggu", above=True)) for _, place in e.via
    }

    assert {"pinggu", "beijing", "jingjinji", "china"} <= via
    assert not {"haidian", "tianjin"} & via


def test_an_agency_finds_its_parts(graph: Store):
    assert set(found(graph, agency=f"{ID}office")) == {"farm-plan", "bureau-notice"}
    assert set(found(graph, agency=f"{ID}bureau")) == {"bureau-notice"}


def test_a_target_group_narrows(graph: Store):
    target = resolve(graph, "博士后", kind=("target-group",)).iri

    assert set(found(graph, target=target)) == {"country-plan"}


def test_a_broader_concept_finds_the_narrower(store: Store):
    """
    Who asks for all housing wants rented housing too.
    """
    text = "SELECT DISTINCT ?broad ?thing WHERE { ?thing pg:targetGroup/skos:broader ?broad ; pg:time ?date }"
    for row in store.select(text, prefixes=PREFIXES):
        assert str(row["thing"]) in {e.thing.iri for e in timeline(store, Asked(target=str(row["broad"])))}


def test_a_programme_finds_its_parts_its_documents_its_events_and_its_members(graph: Store):
    """
    In either direction: the plan set it up, the country provides for it, the fair is about a part of it. A link that
    leads to the thing says so, or it would read as if the farm had set up its plan.
    """
    entries = timeline(graph, Asked(programme=f"{ID}farm"))

    assert {e.thing.id for e in entries} >= {"farm", "small-farm", "farm-plan", "country-plan", "fair"}
    assert {e.thing.kind for e in entries} >= {"programme", "policy", "event", "membership"}
    assert "bureau-notice" not in {e.thing.id for e in entries}
    by = {e.thing.id: e.via for e in entries}
    assert by["farm-plan"] == ((f"^{iri('pg:establishedBy')}", f"{ID}farm"),)
    assert by["fair"] == ((iri("schema:about"), f"{ID}small-farm"),)


def test_filters_narrow_each_other_and_each_says_by_what(graph: Store):
    asked = Asked(programme=f"{ID}farm", region=f"{ID}district", agency=f"{ID}office")
    [entry] = timeline(graph, asked)

    assert entry.thing.id == "farm-plan"
    assert {how.rpartition("#")[2] for how, _ in entry.via} == {"jurisdiction", "passed_by", "establishedBy"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("农场", {"farm-plan", "farm", "small-farm", "fair"}),
        ("大会", {"fair"}),
        ("hi农", {"small-farm"}),
        ("ＨＩ", {"small-farm"}),
        ("Hi fARM", {"small-farm"}),
        ("小农场", {"small-farm"}),
        ("该项目", {"farm"}),
        ("=通", {"bureau-notice"}),
        ("＝通", {"bureau-notice"}),
        ("[a-z]", set()),
        (".*", set()),
        ("“”", set()),
        ("没有", set()),
        ('"}', set()),
        ("农" * 3000, set()),
    ],
)
def test_text_is_found_in_any_name_whatever_its_width_case_or_marks(graph: Store, text: str, ids: set[str]):
    """
    Two Chinese characters are a word; a reader does not know how the source set the quotation marks.
    """
    assert set(found(graph, text=text, kinds=("policy", "programme", "event"))) == ids


def test_a_membership_is_found_by_the_name_of_either_side(graph: Store):
    for text in ("示例市", "农场"):
        assert "membership" in {e.thing.kind for e in timeline(graph, Asked(text=text))}


@given(st.text("农场HiＨｉ博士 “”—-.[]^\\*", min_size=1, max_size=5), st.text("农场hＩ博士“”-[].", max_size=12))
def test_a_text_is_folded_as_described(text: str, name: str):
    """
    The expression that the engine gets means: fold both, drop the marks, look for one in the other.
    """
    assert bool(re.search(pattern(text), name, re.IGNORECASE)) == (bool(folded(text)) and folded(text) in folded(name))


def folded(text: str) -> str:
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return re.sub(r"[\s“”—-]", "", half).lower()


@settings(max_examples=30, deadline=None)
@given(st.text("农场HiＨｉ博士 “”—-.[]^\\*&|$", min_size=1, max_size=5), st.text("农场hＩ博士“”-[].&$", max_size=12))
def test_the_engine_reads_the_expression_as_we_do(store: Store, text: str, name: str):
    query = f'ASK {{ FILTER(REGEX({n3(name)}, {n3(pattern(text))}, "i")) }}'

    assert store.ask(query) == bool(re.search(pattern(text), name, re.IGNORECASE))


def test_a_hostile_iri_is_refused(graph: Store):
    """
    The functions are public: what is not an IRI must not become a part of the query.
    """
    for name in ("thing", "region", "agency", "type", "topic", "target", "programme"):
        with pytest.raises(QueryError, match="E504"):
            timeline(graph, Asked(**{name: "x> ?p ?o } #"}))


# --- ranges and order


def test_a_range_takes_whatever_may_lie_in_it(graph: Store):
    """
    2021-03 may lie before 15 March; the plan's period surely reaches into 2030.
    """
    asked = Asked(thing=f"{ID}country-plan", begin=date(2021, 3, 1), end=date(2021, 3, 15))
    assert {(e.edtf, e.fit) for e in timeline(graph, asked)} == {("2021-03", Fit.POSSIBLE), ("2021/2035", Fit.POSSIBLE)}
    asked = Asked(thing=f"{ID}country-plan", begin=date(2030, 1, 1), end=date(2030, 1, 1))
    assert [(e.edtf, e.fit) for e in timeline(graph, asked)] == [("2021/2035", Fit.CERTAIN)]


DAY = st.dates(date(2020, 1, 1), date(2024, 12, 31)).map(str)
PART = st.one_of(DAY, DAY.map(lambda d: d[:7]), DAY.map(lambda d: d[:4]), DAY.map(lambda d: d[:7] + "~"))
EDTF = st.one_of(PART, st.tuples(PART, PART).map("/".join), PART.map("{}/..".format), PART.map("../{}".format))


def entry_of(edtf: str, store: Store) -> Entry | None:
    try:
        bounds = PartialDate(edtf).bounds
    except DateProblem:
        return None
    thing = resolve(store, "doctor-farm")
    return Entry(thing, "", edtf, "", bounds, Fit.CERTAIN, (), "stated", (), node=edtf)


def _order(entry: Entry) -> tuple[date, Bounds, str, str]:
    return entry.bounds.known_begin, entry.bounds, entry.thing.id, entry.node


@settings(deadline=None)
@given(st.lists(EDTF, unique=True, max_size=12), st.randoms())
def test_the_order_is_total_and_never_against_what_is_sure(store: Store, dates: list[str], random: object):
    """
    Where one date is surely before another it comes first, whatever lies between; and no shuffle changes the order.
    """
    entries = [entry for edtf in dates if (entry := entry_of(edtf, store))]
    ordered = sorted(entries, key=_order)
    random.shuffle(entries)

    assert sorted(entries, key=_order) == ordered
    for n, early in enumerate(ordered):
        for late in ordered[n + 1 :]:
            assert not late.bounds.begin_latest < early.bounds.begin_earliest
            assert not late.bounds.end_latest < early.bounds.begin_earliest


def test_two_dates_of_one_thing_have_a_fixed_order(graph: Store):
    """
    Two roles on one day must not change places from run to run.
    """
    once = [e.node for e in timeline(graph, Asked())]

    assert once == [e.node for e in timeline(graph, Asked())]
    assert len(once) == len(set(once))
    assert once == [e.node for e in sorted(timeline(graph, Asked()), key=_order)]


def test_certain_answers_come_first_each_in_order_of_time(store: Store):
    entries = in_force(store, Asked(), date(2023, 6, 30))
    keys = [((Fit.CERTAIN, Fit.POSSIBLE).index(e.fit), _order(e)) for e in entries]

    assert keys == sorted(keys)


def test_what_was_in_force_is_told_by_the_filters_too(graph: Store):
    asked = Asked(region=f"{ID}district", above=True, kinds=("policy",))
    entries = {e.thing.id: e for e in in_force(graph, asked, date(2021, 6, 30))}

    assert entries["country-plan"].fit is Fit.CERTAIN
    assert entries["country-plan"].via == ((iri("eli:jurisdiction"), f"{ID}country"),)
    assert "bureau-notice" not in entries


# --- JSON, CSV


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_keys_of_json_are_the_contract(graph: Store, lang: str):
    """
    Programs rely on them: no key is missing, and each value is of the kind that was promised.
    """
    for entry in timeline_json([*timeline(graph, Asked()), *in_force(graph, Asked(), date(2023, 6, 30))], lang):
        assert set(entry) == KEYS | MORE
        assert set(entry["begin"]) == set(entry["end"]) == {"earliest", "latest"}
        assert all(date.fromisoformat(day) for side in ("begin", "end") for day in entry[side].values())
        assert entry["fit"] in ("certain", "possible", "no")
        assert entry["modality"] in ("stated", "inferred")
        assert entry["role"].startswith("http")
        assert all({"source", "locator", "page"} <= set(citation) for citation in entry["citations"])
        assert entry["citations"]
        assert json.dumps(entry)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))


def test_csv_is_for_a_spreadsheet_in_the_language_of_its_reader(graph: Store):
    entries = in_force(graph, Asked(), date(2023, 6, 30))
    zh, en = timeline_csv(graph, entries, "zh"), timeline_csv(graph, entries, "en")

    assert zh.startswith("\ufeff")
    assert zh.count("\r\n") == zh.count("\n") == len(entries) + 1
    row = next(r for r in rows_of(zh) if r["标识"] == "city-measures")
    assert (row["类别"], row["判断"], row["最早起始日"]) == ("政策文件", "确定", "2023-05-01")
    assert row["理由"]
    assert row["出处"]
    row = next(r for r in rows_of(en) if r["id"] == "city-measures")
    assert (row["kind"], row["fit"], row["ends at the latest"]) == ("policy", "certain", "2026-12-31")
    assert row["reason"].startswith("had begun by")
    assert "p. 2" in row["source"]


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_a_csv_runs_as_a_formula(mark: str):
    """
    A title that somebody else wrote must not run on the reader's machine.
    """
    from policygraph.tabular import to_csv

    [row] = rows_of(to_csv(["a"], [[f"{mark}cmd|' /C calc'!A0"]]))
    assert row["a"].startswith("'")


def test_a_number_keeps_its_sign():
    from policygraph.tabular import to_csv

    assert [r["a"] for r in rows_of(to_csv(["a"], [["-1.5"], ["+3"], ["-1\n"]]))] == ["-1.5", "+3", "'-1\n"]


def test_the_days_of_publication_come_from_the_sources(graph: Store):
    assert published(graph) == {"report": date(2024, 12, 1)}


# --- the command


def on(built: Built, *words: str, **kwargs: str) -> str:
    done = run("timeline", *words, "--store", str(built.out), **kwargs)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_command_says_no_and_why(built: Built):
    shown = on(built, "--on", "2010-01-01", "博士农场")

    assert "否" in shown
    assert "最早始于2022-01-01" in shown
    assert "[1]" in shown
    assert "begins on 2022-01-01 at the" in on(built, "--on", "2010-01-01", "博士农场", lang="en")


def test_every_filter_is_an_option(built: Built):
    assert "实施方案" in on(built, "--programme", "博士农场")
    assert "博士农场" in on(built, "--text", "农场")
    assert "国家中长期人才发展规划纲要" in on(built, "--region", "平谷区", "--above")
    target = json.loads(on(built, "--target", "博士后", "--json"))
    assert target
    assert {entry["kind"] for entry in target} <= {"policy", "programme", "platform"}
    assert json.loads(on(built, "--kind", "membership", "--on", "2020-01-01", "--json")) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--above",), "E610"),
        (("--csv", "--ics"), "E606"),
        (("--json", "--csv"), "E606"),
        (("--on", "2023-06-30", "--from", "2023"), "E606"),
        (("--kind", "membershp"), "membership"),
        (("--target", "博士厚"), "E601"),
        (("--programme", "平谷区"), "E603"),
    ],
)
def test_options_that_do_not_go_together_are_a_fault(built: Built, words: tuple[str, ...], code: str):
    done = run("timeline", *words, "--store", str(built.out))

    assert done.returncode == 1
    assert code in done.stderr
    assert not done.stdout
