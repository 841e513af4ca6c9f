"""
Lineage: what rests on what, at which level, what followed, and what is missing; on the book and on small graphs.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import FIXTURES, run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import policygraph as pg
from policygraph.answers.lineage import lineage_json, lineage_text
from policygraph.build import Built, build
from policygraph.citations import Citations
from policygraph.dates import Fit
from policygraph.descent import reach
from policygraph.gaps import Gap, Sort
from policygraph.lineage import Branch, Lineage, lineage
from policygraph.ontology import PREFIXES, iri
from policygraph.query import bind, named
from policygraph.standing import Level, Member, members
from policygraph.store import Store, open_store
from policygraph.trees import CLOSING, Limb, drawn, folded

Make = Callable[..., Store]
PLACES = """
- area: country
  label: 示例国
  at: report/one/1.1/p1
- region: city
  label: 示例市
  within: country
  code: 110000
  at: report/one/1.1/p1
- region: port
  label: 示例港市
  within: country
  code: 120300
  at: report/one/1.1/p1
- region: district
  label: 甲区
  within: city
  code: 110117
  at: report/one/1.1/p1
- region: town
  label: 乙镇
  within: district
  at: report/one/1.1/p1
- area: abroad
  label: 外国
  at: report/one/1.1/p1
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """
    Build a graph from records written in a test: places first, then those of one chapter.
    """

    def made(records: str, places: str = "") -> Store:
        data = tmp_path / "data"
        shutil.copytree(FIXTURES / "valid", data)
        (data / "regions.yaml").write_text(PLACES + places, encoding="utf-8")
        (data / "concepts.yaml").unlink()
        (data / "sources" / "report" / "one.yaml").write_text(records, encoding="utf-8")
        return open_store(build(data, tmp_path / "out").out)

    return made


def policy(slug: str, *lines: str, at: str = "one/1.1/p1", title: str = "") -> str:
    """
    A record of a document.
    """
    rest = "".join(f"  {line}\n" for line in lines)
    return f"- policy: {slug}\n  title: {title or slug + '文件'}\n{rest}  at: {at}\n"


def of(store: Store, name: str, **asked: object) -> Lineage:
    return lineage(store, pg.resolve(store, name), **asked)


def walk(branches: Iterable[Branch] | None) -> Iterator[Branch]:
    for branch in branches or ():
        yield branch
        yield from walk(branch.branches)


def ids(branches: Iterable[Branch] | None) -> list[str]:
    return [branch.member.entity.id for branch in branches or ()]


def only(gaps: Iterable[Gap], sort: Sort) -> set[str]:
    return {gap.thing.id for gap in gaps if gap.sort is sort}


def member(store: Store, name: str, **asked: object) -> Member:
    thing = pg.resolve(store, name).iri
    return members(store, Citations(store), [thing], **asked)[thing]


def levels(store: Store, name: str, **asked: object) -> tuple[Level, ...]:
    return member(store, name, **asked).standing.levels


# The book


def test_the_rules_spell_out_the_ten_measures_as_the_table_says(store: Store):
    """
    The link is what makes the tree, so it carries its kind and its citation.
    """
    (branch,) = of(store, "ten-measures-rules").up

    assert branch.member.entity.id == "ten-measures"
    assert branch.fact.predicate == iri("eli:ensures_implementation_of")
    assert (branch.fact.modality, branch.forward) == ("stated", True)
    assert [c.locator for c in branch.fact.citations] == ["pinggu/1.1/t1/r5"]


def test_down_is_up_seen_from_the_other_end(store: Store):
    found = of(store, "ten-measures")

    assert ids(found.up) == []
    assert ids(found.down) == ["ten-measures-rules"]
    assert found.down[0].forward is False
    assert set(ids(found.set_up)) == {"agri-zhongguancun", "agri-reform-zone"}
    assert all(branch.fact.citations for branch in walk((*found.down, *found.set_up)))


def test_the_tree_leads_from_the_centre_to_the_places_below(store: Store):
    found = of(store, "京津冀协同发展规划纲要")
    (plan,) = found.down

    assert found.member.standing.levels == (Level.CENTRAL,)
    assert plan.member.entity.id == "jingjinji-talent-plan"
    assert plan.member.standing.levels == (Level.PROVINCIAL,)
    assert "jingjinji-talent-integration" in ids(plan.branches)


def test_without_inferred_links_nothing_rests_on_the_outline(store: Store):
    """
    That the plan implements the outline is our conclusion; who wants none of ours gets none.
    """
    found = of(store, "jingjinji-plan-outline", inferred=False)

    assert found.down == ()
    assert {b.fact.modality for b in walk((*found.up, *found.set_up))} == {"stated"}


def test_a_programme_comes_from_documents_through_what_it_is_part_of(store: Store):
    found = of(store, "博士农场")
    by = {branch.member.entity.id: branch for branch in walk(found.up)}

    assert ids(found.up) == ["doctor-farm-plan", "agri-reform-zone"]
    assert by["agri-reform-zone"].fact.modality == "inferred"
    assert by["beijing-talent-highland-plan"].fact.predicate == iri("eli:ensures_implementation_of")
    assert found.down == found.set_up == ()


def test_an_agency_comes_from_those_that_were_merged_into_it(store: Store):
    found = of(store, "北京市检验检测认证中心")
    (formed,) = found.up

    assert formed.member.entity.kind == "change"
    assert len(formed.branches) == 5
    assert not [b for b in walk(found.up) if b.fact.predicate == iri("org:subOrganizationOf")]


def test_a_platform_comes_from_the_platform_that_it_is_part_of(store: Store):
    assert "agri-zhongguancun-framework" in ids(walk(of(store, "pilot-scale-town").up))


def test_what_is_only_planned_rests_on_nothing(store: Store):
    """
    New York's procurement rules are planned on the basis of its plan; a plan is no link.
    """
    assert "new-york-ai-procurement" not in ids(walk(of(store, "new-york-ai-plan").down))


@pytest.mark.parametrize(("name", "fit"), [("ten-measures", Fit.CERTAIN), ("cpc-decision-2024", Fit.POSSIBLE)])
def test_what_followed_is_as_sure_as_the_dates(store: Store, name: str, fit: Fit):
    """
    October 2023 comes after March 2022; August 2024 may or may not come after a day in 2024.
    """
    (later,) = of(store, name).followed

    assert later.fit is fit


NAMES = ["agri-zhongguancun", "tongwulang", "jingjinji-plan-outline", "cpc-decision-2024", "beijing-inspection-centre"]


@pytest.mark.parametrize("name", NAMES)
def test_each_link_is_drawn_once_and_each_thing_unfolded_once(store: Store, name: str):
    found = of(store, name)
    for tree in (found.up, (*found.down, *found.set_up)):
        branches = list(walk(tree))
        links = [(b.fact.subject, b.fact.predicate, str(b.fact.value)) for b in branches]
        unfolded = [b.member.entity.iri for b in branches if not b.repeated]

        assert len(links) == len(set(links))
        assert len(unfolded) == len(set(unfolded))
        assert {b.member.entity.iri for b in branches if b.repeated} <= {*unfolded, found.member.entity.iri}


@pytest.mark.parametrize("name", ["通武廊", "博士农场", "pilot-scale-town"])
def test_the_query_of_the_library_finds_the_same_links(store: Store, name: str):
    """
    The SPARQL is the reference for whoever has another engine.
    """
    thing = pg.resolve(store, name)
    edges = reach(store, Citations(store), [thing.iri], up=True, depth=50)
    rows = store.select(bind(store, named("lineage-of"), {"thing": name}), prefixes=PREFIXES)

    assert {(e.below, e.fact.predicate, e.above) for e in edges} == {
        (str(row["from"]), str(row["how"]), str(row["to"])) for row in rows
    }


def test_the_only_document_known_by_name_alone_is_the_highland_plan(store: Store):
    """
    The district's plan names it in its title; no chapter says when it was made, by whom, or anything else of it.
    """
    (gap,) = [gap for gap in pg.gaps(store) if gap.sort is Sort.NAMED_ONLY]

    assert gap.thing.id == "beijing-talent-highland-plan"
    assert [c.locator for c in gap.citations] == ["pinggu/1.2/p2"]
    assert only(of(store, "doctor-farm").gaps, Sort.NAMED_ONLY) == {"beijing-talent-highland-plan"}


def test_whether_a_plan_has_expired_depends_on_the_day_and_on_no_clock(store: Store):
    assert of(store, "doctor-farm").on == date(2024, 12, 1)
    assert "twelfth-five-year-outline" in only(pg.gaps(store), Sort.EXPIRED)
    assert "xiongan-talent-plan" not in only(pg.gaps(store, on=date(2024, 12, 31)), Sort.EXPIRED)
    assert "xiongan-talent-plan" in only(pg.gaps(store, on=date(2026, 1, 1)), Sort.EXPIRED)


def test_gaps_of_a_region_are_those_of_its_documents_and_programmes(store: Store):
    mentougou = pg.gaps(store, region=pg.resolve(store, "门头沟区").iri)

    assert only(mentougou, Sort.SETS_UP_NOTHING) == {"start-up-employment-measures"}
    assert {gap.thing.id for gap in mentougou} < {gap.thing.id for gap in pg.gaps(store)}


# Small graphs


def test_documents_that_cite_each_other_end_where_they_began(make: Make):
    """
    The rules that forbid circles do not hold for citing.
    """
    store = make(policy("a", "cites: b") + policy("b", "cites: c") + policy("c", "cites: a", at="one/1.1/p2"))
    (b,) = of(store, "a").up
    (c,) = b.branches
    (again,) = c.branches

    assert (b.repeated, c.repeated, again.repeated) == (False, False, True)
    assert again.member.entity.id == "a"
    assert again.branches == ()


def test_a_shared_branch_stands_at_its_nearest_place_and_is_named_at_the_other(make: Make):
    store = make(
        policy("a", "based-on: b", "cites: c") + policy("b", "based-on: c") + policy("c", "cites: d") + policy("d")
    )
    found = of(store, "a")
    b, c = found.up

    assert b.branches[0].repeated
    assert b.branches[0].branches == ()
    assert ids(c.branches) == ["d"]
    text = lineage_text(store, found, "zh")
    assert "—依据→ c文件（见下）" in text
    assert text.count("→ d文件") == 1


def test_kinds_of_link_between_two_documents_stay_apart(make: Make):
    store = make(policy("a", "based-on: b", "cites: b", "replaces: b") + policy("b"))

    assert [(b.fact.predicate, b.repeated) for b in of(store, "a").up] == [
        (iri("eli:based_on"), False),
        (iri("eli:cites"), True),
        (iri("dcterms:replaces"), True),
    ]


def test_what_lies_deeper_than_asked_is_counted_not_dropped(make: Make):
    store = make(policy("a", "based-on: b") + policy("b", "based-on: c", "cites: d") + policy("c") + policy("d"))
    (b,) = of(store, "a", depth=1).up

    assert (b.branches, b.more) == ((), 2)
    assert [branch.more for branch in walk(of(store, "a", depth=2).up)] == [0, 0, 0]
    assert "--depth" in lineage_text(store, of(store, "a", depth=1), "en")


def test_only_the_way_asked_for_is_looked_at(make: Make):
    store = make(policy("a", "cites: b") + policy("b"))

    assert of(store, "a", down=False).down is None
    assert of(store, "b", up=False).up is None
    assert ids(of(store, "b", up=False).down) == ["a"]


def test_a_chain_deeper_than_any_page_is_cut_and_can_be_printed(make: Make):
    chain = "".join(policy(f"d{n}", f"based-on: d{n + 1}") for n in range(70)) + policy("d70")
    found = of(make(chain), "d0", depth=1000)

    assert len(list(walk(found.up))) == 50
    assert [branch.more for branch in walk(found.up)][-1] == 1
    assert json.dumps(lineage_json(found, "zh"))


def test_the_level_is_that_of_the_place_whose_authority_it_comes_from(make: Make):
    store = make(
        "".join(
            policy(place, f"jurisdiction: {place}", title=f"{place}规定") for place in ("country", "city", "port")
        ).replace("policy: ", "policy: of-")
        + policy("of-district", "jurisdiction: district")
        + policy("of-town", "jurisdiction: town")
        + policy("of-abroad", "jurisdiction: abroad")
        + policy("of-nobody", "region: city")
    )
    found = {name: levels(store, f"of-{name}") for name in ("country", "city", "port", "district", "town")}

    assert found == {
        "country": (Level.CENTRAL,),
        "city": (Level.PROVINCIAL,),
        "port": (Level.PREFECTURAL,),
        "district": (Level.DISTRICT,),
        "town": (Level.TOWN,),
    }
    assert levels(store, "of-abroad") == levels(store, "of-nobody") == ()


BODIES = """
- agency: city-office
  label: 示例市政府
  region: city
  at: one/1.1/p1
- agency: bureau
  label: 甲区某局
  part-of: district-office
  at: one/1.1/p1
- agency: district-office
  label: 甲区政府
  region: district
  part-of: city-office
  at: one/1.1/p1
- organisation: university
  label: 某大学
  region: city
  at: one/1.1/p1
"""


def test_without_a_jurisdiction_the_issuer_tells_the_level_by_our_conclusion(make: Make):
    """
    A bureau without a place stands where the nearest body above it stands, not where the top does.
    """
    store = make(BODIES + policy("rules", "issuer: bureau"))
    standing = member(store, "rules").standing

    assert standing.levels == (Level.DISTRICT,)
    assert (standing.by, standing.modality) == (iri("eli:passed_by"), "inferred")
    assert levels(store, "rules", inferred=False) == ()


def test_an_agreement_has_the_levels_of_all_its_parties_that_govern(make: Make):
    """
    Where a university has its seat says nothing of the level at which it signs.
    """
    store = make(
        BODIES
        + policy("pact", "signatory: [district, port]")
        + policy("deal", "signatory: [district-office, university]", at="one/1.1/p2")
    )

    assert levels(store, "pact") == (Level.PREFECTURAL, Level.DISTRICT)
    assert levels(store, "deal") == (Level.DISTRICT,)


def test_a_jurisdiction_of_no_known_level_is_not_overruled_by_the_issuer(make: Make):
    store = make(BODIES + policy("rules", "issuer: bureau", "jurisdiction: abroad"))

    assert levels(store, "rules") == ()


def test_a_document_is_known_by_name_only_until_anything_else_is_said_of_it(make: Make):
    """
    p2 to p5 are cited in the passage that names them; p3 is spoken of elsewhere, p4 has a date, p5 an issuer.
    """
    store = make(
        policy("a", "cites: [p2, p3, p4, p5]", at="one/1.1/p2")
        + policy("p2", "current: 2023", at="one/1.1/p2")
        + policy("p3", at="[one/1.1/p2, one/1.1/p3]")
        + policy("p4", "dated: 2020", at="one/1.1/p2")
        + policy("p5", "issuer: office", at="one/1.1/p2")
        + "- agency: office\n  label: 某办\n  at: one/1.1/p2\n"
    )

    assert only(pg.gaps(store), Sort.NAMED_ONLY) == {"p2"}
    assert member(store, "p2").dates == ()  # when it was seen to operate does not date it


@pytest.mark.parametrize(
    ("title", "missing"),
    [("总体方案", set()), ("“总体”方案", set()), ("别的方案", {"rules"})],
    ids=["recorded", "printed with other marks", "not recorded"],
)
def test_a_title_within_a_title_should_have_a_record(make: Make, title: str, missing: set[str]):
    store = make(policy("rules", title="〈总体方案〉实施细则") + policy("plan", title=title, at="one/1.1/p2"))
    found = [gap for gap in pg.gaps(store) if gap.sort is Sort.UNRECORDED]

    assert {gap.thing.id for gap in found} == missing
    assert {gap.title for gap in found} <= {"总体方案"}


def test_a_document_that_was_replaced_has_a_successor(make: Make):
    store = make(
        policy("old", "valid: 2010/2015")
        + policy("lone", "valid: 2010/2015", at="one/1.1/p2")
        + policy("new", "dated: 2016", "replaces: {value: old, modality: inferred, why: 猜测}", at="one/1.1/p3")
    )

    assert only(pg.gaps(store), Sort.EXPIRED) == {"lone"}
    assert only(pg.gaps(store, inferred=False), Sort.EXPIRED) == {"lone", "old"}


def test_a_document_whose_last_year_is_not_over_has_possibly_expired(make: Make):
    """
    Until some time in 2024: on the first of July nobody knows.
    """
    store = make(policy("old", "dated: 2010", "ended: 2024"))
    fits = {day: [g.fit for g in pg.gaps(store, on=day) if g.sort is Sort.EXPIRED] for day in MIDDAYS}

    assert list(fits.values()) == [[], [Fit.POSSIBLE], [Fit.CERTAIN]]


MIDDAYS = [date(2023, 12, 31), date(2024, 7, 1), date(2025, 1, 1)]


def test_a_document_that_sets_up_or_calls_for_something_is_no_gap(make: Make):
    store = make(
        policy("founding", "establishes: farm")
        + policy("calling", "provides-for: farm", at="one/1.1/p2")
        + policy("idle", at="one/1.1/p3")
        + "- programme: farm\n  label: 农场\n  at: one/1.1/p1\n"
    )

    assert only(pg.gaps(store), Sort.SETS_UP_NOTHING) == {"idle"}


def test_a_programme_has_a_document_if_the_whole_that_it_is_part_of_has_one(make: Make):
    farm = "- programme: {}\n  label: {}\n  part-of: {}\n  at: one/1.1/p1\n"
    store = make(
        policy("plan", "provides-for: whole")
        + "- programme: whole\n  label: 总项目\n  at: one/1.1/p1\n"
        + farm.format("part", "分项目", "whole")
        + farm.format("guessed", "猜测的项目", "{value: whole, modality: inferred, why: 猜测}")
        + "- programme: adrift\n  label: 无据项目\n  at: one/1.1/p1\n"
    )

    assert only(pg.gaps(store), Sort.NO_DOCUMENT) == {"adrift"}
    assert only(pg.gaps(store, inferred=False), Sort.NO_DOCUMENT) == {"adrift", "guessed"}


def test_that_a_document_set_up_the_founder_gives_a_programme_no_document(make: Make):
    store = make(
        policy("plan", "establishes: office")
        + "- agency: office\n  label: 某办\n  at: one/1.1/p1\n"
        + "- programme: farm\n  label: 农场\n  established-by: office\n  at: one/1.1/p1\n"
    )

    assert only(pg.gaps(store), Sort.NO_DOCUMENT) == {"farm"}
    assert ids(walk(of(store, "farm").up)) == ["office", "plan"]


def test_what_followed_stands_in_order_of_time_and_what_cannot_have_followed_is_left_out(make: Make):
    store = make(
        policy("base", "issued: 2020-05")
        + policy("later", "issued: 2022", "cites: base", at="one/1.1/p2")
        + policy("sooner", "issued: 2021", "based-on: base", at="one/1.1/p3")
        + policy("undated", "cites: base", at="one/1.1/p4")
        + policy("heir", "replaces: base", at="one/1.1/p5")
        + policy("before", "issued: 2019", "cites: base", at="one/1.1/p6")
    )

    assert [(s.member.entity.id, s.fit) for s in of(store, "base").followed] == [
        ("sooner", Fit.CERTAIN),
        ("later", Fit.CERTAIN),
        ("heir", Fit.CERTAIN),  # whatever stands in its place came after it
        ("undated", Fit.POSSIBLE),
    ]


# Answers


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_tree_is_wider_than_the_terminal(
    store: Store, name: str, width: int, lang: str, monkeypatch: pytest.MonkeyPatch
):
    """
    A Chinese character takes two columns.
    """
    monkeypatch.setenv("COLUMNS", str(width))
    found = of(store, name)
    text = lineage_text(store, found, lang)
    tree = [line for line in text.splitlines() if line[:1] in "├│└" or line.startswith("    ")]

    assert tree
    assert max(map(cell_len, tree)) <= width


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_answers_in_both_languages_and_as_json(built: Built, lang: str):
    words = ("lineage", "农业中关村十条", "--store", str(built.out))
    done = run(*words, lang=lang)

    assert done.returncode == 0, done.stderr
    assert ("什么依据它" if lang == "zh" else "What rests on it") in done.stdout
    assert "[1] 张天扬. 北京人才发展报告（2024）[M]" in done.stdout
    found = json.loads(run(*words, "--json", lang=lang).stdout)
    (rules,) = found["down"]
    assert rules["thing"]["id"] == "ten-measures-rules"
    assert rules["thing"]["levels"] == ["provincial"]
    assert rules["thing"]["dates"][0]["begin"] == {"earliest": "2023-10-01", "latest": "2023-10-31"}
    assert (rules["citations"][0]["locator"], rules["citations"][0]["page"]) == ("pinggu/1.1/t1/r5", 56)
    assert found["followed"][0]["fit"] == "certain"


def test_the_command_marks_what_is_inferred(built: Built):
    done = run("lineage", "京津冀协同发展规划纲要", "--down", "--store", str(built.out))

    assert "（2017—2030年） [推断：" in done.stdout
    assert "它依据什么" not in done.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_lists_the_gaps_of_a_region(built: Built, lang: str):
    words = ("lineage", "--gaps", "--region", "平谷区", "--store", str(built.out))
    done = run(*words, lang=lang)

    assert done.returncode == 0, done.stderr
    assert "平谷区柔性引才引智实施细则" in done.stdout
    found = json.loads(run(*words, "--json", lang=lang).stdout)
    assert {gap["gap"] for gap in found} == {"sets-up-nothing", "no-document"}


def test_a_name_that_is_also_a_document_type_means_the_document(built: Built):
    found = json.loads(run("lineage", "规划纲要", "--json", "--store", str(built.out)).stdout)

    assert found["id"] == "jingjinji-plan-outline"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "E606"),
        (("博士农场", "--gaps"), "E606"),
        (("博士农场", "--region", "平谷区"), "E606"),
        (("无此文件",), "E601"),
        (("政策",), "E601"),
        (("博士农场", "--on", "2023-02-30"), "E302"),
        (("--gaps", "--region", "博士农场"), "E603"),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(built: Built, words: tuple[str, ...], code: str):
    done = run("lineage", *words, "--store", str(built.out))

    assert done.returncode == 1
    assert done.stderr.startswith(code)
    assert "Traceback" not in done.stderr


# Trees

TEXT = st.text(alphabet=st.sampled_from("ab1 -〈〉（）《》，。、“”北京市人才év\t\n\u3000"), max_size=80)


@given(TEXT, st.integers(min_value=4, max_value=40))
def test_folding_loses_no_letter_and_keeps_to_the_width(text: str, width: int):
    lines = folded(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cell_len, lines)) <= width


def test_a_line_does_not_begin_with_a_mark_that_closes():
    lines = folded("〈北京市关于加快推进农业中关村建设的十条措施〉，实施细则（试行）", 44)

    assert [line for line in lines if line[0] in CLOSING] == []
    assert lines[0] == "〈北京市关于加快推进农业中关村建设的十条措"


def test_a_name_cannot_break_the_lines_of_a_tree(monkeypatch: pytest.MonkeyPatch):
    """
    Names come from data, and a line of their own would look like one of ours.
    """
    monkeypatch.setenv("COLUMNS", "40")

    assert drawn([Limb("a\n└── b", ("c\td",), (Limb("e"),))]) == ["└── a └── b", "      c d", "    └── e"]
