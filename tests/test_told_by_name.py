"""
What is told of a thing that is asked for by name, of what rests on an inference, and of what has no date.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import FIXTURES, run

from policygraph.answers.nothing import nothing_text, undated_too
from policygraph.answers.timeline import timeline_text
from policygraph.asked import Asked
from policygraph.build import Built, build
from policygraph.chronicle import IN_FORCE, chronicle
from policygraph.dates import Fit
from policygraph.entities import entities, facts
from policygraph.errors import Lang
from policygraph.ontology import PREFIXES
from policygraph.store import GRAPH, STORE, Store, build_store, open_store
from policygraph.timeline import in_force, timeline

ID = PREFIXES["id"]
DAY = date(2022, 1, 1)
RECORDS = """
- mechanism: meeting
  label: 示例协作会
  established: {value: 1981, modality: inferred, why: 依上文}
  current: 2023
  at: one/1.1/p6
- agency: bureau
  label: 某局
  region: district
  established: 2019-06
  at: one/1.1/p6
- policy: bureau-notice
  title: 某局通知
  issuer: bureau
  issued: 2020-05-01
  at: one/1.1/p7
- event: fair
  label: 某大会
  held: {value: 198X, words: 20世纪80年代}
  at: one/1.1/p7
- event: old-fair
  label: 旧大会
  held: 199X
  at: one/1.1/p7
- policy: guessed-draft
  title: 某某规划
  draft: {value: 征求意见稿, modality: inferred, why: 依上文}
  at: one/1.1/p8
- policy: told-draft
  title: 某某规划（征求意见稿）
  draft: 征求意见稿
  at: [one/1.1/p8, two/1/p2]
- policy: standard
  title: 某标准
  issued: 2018
  at: one/1.1/p8
- policy: new-standard
  title: 新标准
  issued: 2024
  replaces: {value: standard, modality: inferred, why: 原文称升级}
  at: one/1.1/p9
- policy: plain-standard
  title: 另一标准
  issued: 2018
  at: one/1.1/p8
- policy: newer-standard
  title: 更新标准
  issued: 2024
  replaces: [plain-standard, {value: plain-standard, modality: inferred, why: 原文称升级, at: two/1/p2}]
  at: one/1.1/p9
- programme: farm-part
  label: 农场之部分
  part-of: farm
  launched: 2023
  at: one/1.1/p9
- policy: silent-plan
  title: 无日期规划
  region: district
  at: one/1.1/p9
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(shutil.copytree(FIXTURES / "valid", tmp_path_factory.mktemp("told") / "data"))
    (data / "sources" / "report" / "more.yaml").write_text(RECORDS, encoding="utf-8")
    build(data, data.parent / "out")
    return data.parent / "out"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Store:
    return open_store(folder)


# ---- what is never in force


@pytest.mark.parametrize(
    ("thing", "lang", "told"),
    [
        (
            "meeting",
            "zh",
            "没有结果：--on 只答政策、项目与有期限的成员关系；"
            "“示例协作会”是协作机制（成立 1981 [推断]、仍在运行 2023）",
        ),
        (
            "meeting",
            "en",
            "no rows: --on answers for policies, programmes and memberships only; "
            "示例协作会 is none: mechanism (established 1981 [inferred], operating 2023)",
        ),
        ("fair", "zh", "没有结果：--on 只答政策、项目与有期限的成员关系；“某大会”是活动（举行 20世纪80年代）"),
    ],
)
def test_what_is_never_in_force_is_told_with_its_dates_and_not_called_undated(
    graph: Store, thing: str, lang: Lang, told: str
):
    """
    A body or event has dates, but of none of them can one say that it holds on a day.
    """
    asked = Asked(thing=f"{ID}{thing}")

    assert in_force(graph, asked, DAY) == []
    assert nothing_text(graph, asked, DAY, lang) == told


def test_the_dates_outside_a_range_are_told(graph: Store):
    """
    "Has no date" would be untrue of what only has none in the years that were asked for.
    """
    asked = Asked(thing=f"{ID}bureau", begin=date(2022, 1, 1))

    assert timeline(graph, asked) == []
    assert nothing_text(graph, asked, None, "zh") == "没有结果；“某局”的日期：成立 2019-06"


def test_another_option_is_advised_only_where_it_has_rows(graph: Store):
    """
    Advice that leads to nothing costs a reader a second question: the bureau's notice is not in force in 2019.
    """
    asked = Asked(thing=f"{ID}bureau")
    found = {day: nothing_text(graph, asked, day, "en") for day in (date(2019, 7, 1), DAY)}

    assert "--agency" not in found[date(2019, 7, 1)]
    assert found[DAY].endswith("(established 2019-06); for what belongs to it ask with --agency 某局")
    assert in_force(graph, Asked(agency=f"{ID}bureau"), DAY)


# ---- what an answer rests on


def test_a_draft_comes_with_the_passages_that_call_it_one(graph: Store):
    (entry,) = in_force(graph, Asked(thing=f"{ID}told-draft"), DAY)

    assert (entry.fit, entry.modality) == (Fit.NO, "stated")
    assert [citation.locator for citation in entry.citations] == ["one/1.1/p8", "two/1/p2"]


def test_that_a_document_is_a_draft_may_be_inferred(graph: Store):
    (entry,) = in_force(graph, Asked(thing=f"{ID}guessed-draft"), DAY)

    assert (entry.fit, entry.modality) == (Fit.NO, "inferred")
    assert [citation.locator for citation in entry.citations] == ["one/1.1/p8"]
    assert "否 [推断]" in timeline_text(graph, [entry], "zh", ranged=True)


@pytest.mark.parametrize(("thing", "modality"), [("standard", "inferred"), ("plain-standard", "stated")])
def test_an_end_by_an_inferred_link_is_inferred_in_answers_and_on_the_page(graph: Store, thing: str, modality: str):
    """
    All dates are stated; that the one document ended the other is not, unless some passage says so, too.
    """
    (entry,) = in_force(graph, Asked(thing=f"{ID}{thing}"), date(2025, 1, 1))
    found = chronicle(graph, entities(graph), facts(graph))
    (item,) = [item for item in found.items if item.thing == f"{ID}{thing}" and item.role == IN_FORCE]

    assert entry.fit is Fit.NO
    assert entry.modality == item.modality == modality


# ---- words


def test_a_date_in_signs_is_shown_in_its_sources_words(graph: Store):
    """
    Sources are in Chinese, so their words are shown in Chinese; a date without words stays as EDTF has it.
    """
    found = {lang: timeline_text(graph, timeline(graph, Asked()), lang, ranged=False) for lang in ("zh", "en")}

    assert "20世纪80年代" in found["zh"]
    assert "198X" not in found["zh"]
    assert "199X" in found["zh"]
    assert "198X" in found["en"]


def test_a_programme_is_no_part_of_its_own_part(graph: Store):
    found = {entry.thing.id: entry.via for entry in timeline(graph, Asked(programme=f"{ID}farm"))}

    assert found["farm"] == ()
    assert [at.removeprefix(ID) for _, at in found["farm-part"]] == ["farm"]


# ---- what has no date


def test_the_command_counts_what_fits_and_has_no_date(folder: Path):
    """
    Rows look like all there is; the count is a note beside them, not a row, and no option's output has it.
    """
    asked = ("timeline", "--region", "甲区", "--kind", "policy", "--store", str(folder))
    text, table = run(*asked), run(*asked, "--csv")

    assert re.search(r"^(另有 1 项符合但没有日期|1 more fit but have no date)$", text.stderr.strip())
    assert text.stdout
    assert table.stderr == ""


def test_nothing_is_counted_where_all_has_a_date_or_the_store_is_on_disk(graph: Store, folder: Path, tmp_path: Path):
    """
    In a graph of millions a count would take longer than the answer.
    """
    assert undated_too(graph, Asked(thing=f"{ID}farm"), None, "zh") == ""
    large = Path(shutil.copytree(folder, tmp_path / "large"))
    build_store(large / GRAPH, large / STORE)
    with open_store(large) as store:
        assert undated_too(store, Asked(), None, "zh") == ""
    assert undated_too(graph, Asked(), None, "zh")


def test_the_book_never_calls_a_dated_thing_undated(built: Built, store: Store):
    """
    The answer that was untrue: the group was founded in 2016.
    """
    group = next(e for e in entities(store).values() if e.label == "京津冀人才一体化发展部际协调小组")

    said = nothing_text(store, Asked(thing=group.iri), date(2020, 1, 1), "zh")
    assert "成立 2016" in said
    assert "没有日期" not in said
