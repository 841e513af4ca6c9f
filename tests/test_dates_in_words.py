"""
Dates that are given by their words: in records, in what `check` lists, and in what a person types.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import run

from policygraph.build import Built, build
from policygraph.check import Finding, check
from policygraph.errors import DataError
from policygraph.load import load
from policygraph.model import Statement
from policygraph.ontology import ontology, shipped

RECORD = """
- policy: worded
  title: 示例市某办法
  {key}: {value}
  jurisdiction: city
  at: {at}
"""


def with_date(folder: Path, value: str, key: str = "dated", at: str = "one/1.1/p2") -> Path:
    file = folder / "sources" / "report" / "one.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").rstrip("\n") + RECORD.format(key=key, value=value, at=at), encoding="utf-8"
    )
    return folder


def dates_of(folder: Path) -> list[Statement]:
    return [
        said
        for said in load(folder, ontology()).statements()
        if said.subject == "worded" and said.property.form == "date"
    ]


def about_words(folder: Path) -> list[Finding]:
    return [found for found in check(folder) if found.code in ("F120", "F121")]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("2021年上半年", "2021-40"),
        ("二〇〇四年三月", "2004-03"),
        ("“十四五”期间", "2021/2025"),
        ("今年8月", "2024-08"),
        ("近两年", "2022~/2024~"),
        ("上世纪九十年代", "199X"),
    ],
)
def test_a_date_may_be_given_by_its_words_alone(small: Path, words: str, edtf: str):
    """
    The source was published in December 2024: that is when its words were written.
    """
    (said,) = dates_of(with_date(small, f"{{words: {words}}}"))

    assert (said.value, said.words) == (edtf, words)


def test_a_date_in_words_is_built_like_any_other(small: Path, tmp_path: Path):
    build(with_date(small, "{words: 2021年上半年}"), tmp_path / "out")
    graph = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")

    assert "worded/time/dated/2021-40> <https://w3id.org/policygraph/ontology#beginLatest>" in graph
    assert '"2021年上半年"@zh' in graph


@pytest.mark.parametrize("words", ["民国十年", "近年来", "同年", "自发布之日起施行", "试行", "适时"])
def test_words_that_cannot_be_read_are_listed_and_nothing_is_made_of_them(small: Path, tmp_path: Path, words: str):
    """
    A record gives no anchor, so what counts from one stays in words too.
    """
    folder = with_date(small, f"{{words: {words}}}")

    assert dates_of(folder) == []
    (found,) = about_words(folder)
    assert (found.code, found.error, found.thing) == ("F120", False, "worded")
    lines = (folder / "sources" / "report" / "one.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[found.place.line - 1][found.place.column - 1 :] == f"{{words: {words}}}"
    assert words in found.text("zh")
    assert words in found.text("en")
    assert build(folder, tmp_path / "out").files


def test_a_document_whose_only_date_cannot_be_read_counts_as_undated(small: Path):
    codes = {f.code for f in check(with_date(small, "{words: 适时}")) if f.thing == "worded"}

    assert {"F102", "F120"} <= codes


def test_only_dates_may_be_given_by_their_words(small: Path):
    """
    A name or a number is not read from words.
    """
    with pytest.raises(DataError) as caught:
        list(load(with_date(small, "{words: 甲区}", key="type"), ontology()).statements())
    assert [p.code for p in caught.value.problems] == ["E104"]


def test_an_empty_value_stays_an_error_beside_its_words(small: Path):
    with pytest.raises(DataError) as caught:
        list(load(with_date(small, "{value: , words: 2021年}"), ontology()).statements())
    assert [p.code for p in caught.value.problems] == ["E009"]


def test_a_date_in_words_needs_its_passage_like_any_other(small: Path):
    folder = with_date(small, "{words: 2021年}", at="one/1.1/p99")
    with pytest.raises(DataError) as caught:
        list(load(folder, ontology()).statements())
    assert [p.code for p in caught.value.problems] == ["E205"]


def test_check_lists_a_date_whose_words_say_another(small: Path):
    folder = with_date(small, "{value: 2022-04, words: 2022年3月}")

    (found,) = about_words(folder)
    assert (found.code, found.error, found.thing) == ("F121", False, "worded")
    assert "2022-03" in found.text("en")
    assert found.place.line > 1
    assert [said.value for said in dates_of(folder)] == ["2022-04"]


@pytest.mark.parametrize("value", ["{value: 2022-03, words: 2022年}", "{value: 2022, words: 在那之后}"])
def test_check_lists_no_date_that_its_words_allow(small: Path, value: str):
    assert about_words(with_date(small, value)) == []


def test_reading_the_statements_again_lists_nothing_twice(small: Path):
    records = load(with_date(small, "{words: 适时}"), ontology())
    for _ in range(2):
        list(records.statements())

    assert len(records.notes) == 1


def test_no_date_of_the_data_of_this_project_contradicts_its_words():
    """
    Each of them was looked at; one more is a slip of the pen.
    """
    records = load(shipped("data"), ontology())
    list(records.statements())

    assert records.notes == []


# What a person types


def asked(built: Built, *words: str, lang: str = "zh") -> tuple[int, str]:
    done = run("timeline", *words, "--store", str(built.out), lang=lang)
    return done.returncode, done.stdout + done.stderr


def test_a_timeline_is_asked_for_in_words_as_in_figures(built: Built):
    worded = asked(built, "--region", "平谷区", "--from", "2022年上半年", "--until", "2023年底")
    typed = asked(built, "--region", "平谷区", "--from", "2022-01", "--until", "2023-12")

    assert worded == typed
    assert worded[0] == 0


def test_what_was_in_force_is_asked_for_a_day_in_words(built: Built):
    assert asked(built, "--on", "2023年6月30日") == asked(built, "--on", "2023-06-30")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--on", "2023年底"), "E306", "2023-12-31"),
        (("--on", "2023-06"), "E306", "2023-06-30"),
        (("--on", "去年"), "E307", "去年"),
        (("--from", "近两年"), "E307", "近两年"),
        (("--until", "2025年前"), "E307", "2025年前"),
        (("--from", "光绪三十年"), "E301", "光绪三十年"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_that_are_not_the_days_asked_for_are_a_sentence(
    built: Built, words: tuple[str, ...], code: str, says: str, lang: str
):
    """
    There is no clock, and of a month or a quarter no day is taken for a person.
    """
    status, printed = asked(built, *words, lang=lang)

    assert status == 1
    assert code in printed
    assert says in printed
