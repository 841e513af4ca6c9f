"""
Records to statements: every fault is found with its place, and nothing right is changed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from policygraph.errors import DataError, PolicygraphError
from policygraph.load import load
from policygraph.model import Modality, Statement
from policygraph.ontology import ontology

INVALID = sorted((Path(__file__).parent / "fixtures" / "invalid").glob("*.yaml"))
EXPECT = re.compile(r"# expect: (?P<code>\S+) (?P<place>[\d:]+)")


def statements(folder: Path) -> list[Statement]:
    return list(load(folder, ontology()).statements())


def said(folder: Path, subject: str, key: str) -> list[Statement]:
    return [s for s in statements(folder) if s.subject == subject and s.property.key == key]


def errors(folder: Path) -> list[str]:
    with pytest.raises(DataError) as fault:
        statements(folder)
    return fault.value.text("en").splitlines()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_fault_is_found_where_it_stands(small: Path, path: Path):
    """
    Each invalid file names, in its last line, the only error that it must get and the place of that error.
    """
    expected = EXPECT.search(path.read_text(encoding="utf-8"))
    target = small / "sources" / "report" / "z.yaml"
    target.write_bytes(path.read_bytes())

    found = errors(small)

    assert found[0].startswith(f"{target}:{expected['place']}"), found
    assert f" {expected['code']} " in found[0]
    if expected["code"] != "E004":  # an anchor and each alias to it are faults of their own
        assert len(found) == 2, found


def test_all_faults_of_a_run_come_at_once(small: Path):
    """
    Who mends data wants one list, not one error a run.
    """
    for path in INVALID:
        text = path.read_text(encoding="utf-8").replace(": x\n", f": {path.stem}\n")
        (small / "sources" / "report" / f"z-{path.name}").write_text(text, encoding="utf-8")

    found = errors(small)

    codes = {EXPECT.search(path.read_text(encoding="utf-8"))["code"] for path in INVALID}
    assert codes <= {line.split(": ", 1)[1].split()[0] for line in found[:-1]}
    assert re.fullmatch(r"\d+ errors in \d+ of \d+ files; nothing was built", found[-1])


def test_an_error_guesses_the_nearest_key(small: Path):
    (small / "z.yaml").write_text(
        "- policy: x\n  title: 甲\n  isued: 2022\n  at: report/one/1.1/p1\n", encoding="utf-8"
    )

    assert errors(small)[0].endswith("E103 policy has no key 'isued'; did you mean 'issued'?")


def test_values_inherit_from_their_record_and_their_own_win(small: Path):
    """
    `at` and `modality` are said once a record; a value that has its own keeps it.
    """
    issuer = said(small, "farm-plan", "issuer")
    topic = said(small, "farm", "topic")

    assert [(s.modality, s.passage) for s in issuer] == [(Modality.INFERRED, "report/one/1.1/t1/r4")]
    assert issuer[0].why == ("表中只写区名", "the table names the district only")
    assert [s.passage for s in topic] == ["report/two/1/p1", "report/two/1/p2"]


def test_two_passages_make_two_statements(small: Path):
    """
    Two passages that agree are two pieces of evidence.
    """
    found = said(small, "city-measures", "issued")

    assert [s.passage for s in found] == ["report/one/1.1/t1/r5", "report/two/1/p2"]
    assert len({s.id for s in found}) == 2


def test_no_value_is_changed_by_yaml(small: Path):
    """
    `no`, `010` and `1.10` are what the source printed, not False, 8 and 1.1.
    """
    text = "- policy: x\n  title: no\n  number: 010\n  at: report/one/1.1/p1\n"
    text += "- observation: y\n  indicator: farms\n  about: farm\n  value: 1.10\n  at: report/one/1.1/p1\n"
    (small / "z.yaml").write_text(text, encoding="utf-8")

    assert said(small, "x", "title")[0].value == "no"
    assert said(small, "x", "number")[0].value == "010"
    assert said(small, "y", "value")[0].value == "1.10"


def test_full_width_digits_are_read_and_the_words_kept(small: Path):
    """
    A Chinese keyboard writes ２０２２－０３; it is the month 2022-03 and nothing else.
    """
    text = (
        "- policy: x\n  title: 甲\n  dated: {value: ２０２２－０３, words: ２０２２年３月}\n  at: report/one/1.1/p1\n"
    )
    (small / "z.yaml").write_text(text, encoding="utf-8")

    assert [(s.value, s.words) for s in said(small, "x", "dated")] == [("2022-03", "２０２２年３月")]


def test_json_lines_say_the_same_as_yaml(small: Path):
    """
    YAML is for people and JSON Lines for millions of records; the checks and the statements are the same.
    """
    record = {"policy": "x", "title": "甲", "dated": "2022-03", "jurisdiction": "district", "at": "one/1.1/p1"}
    folder = small / "sources" / "report"
    (folder / "z.jsonl").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    from_json = [s for s in statements(small) if s.subject == "x"]
    (folder / "z.jsonl").unlink()
    (folder / "z.yaml").write_text("- " + "\n  ".join(f"{k}: {v}" for k, v in record.items()), encoding="utf-8")

    assert [s for s in statements(small) if s.subject == "x"] == from_json
    assert len(from_json) == 3


def test_a_json_line_is_checked_like_yaml(small: Path):
    (small / "sources" / "report" / "z.jsonl").write_text(
        '{"policy": "x", "title": "甲", "isued": "2022", "at": "one/1.1/p1"}\n{"policy": \n', encoding="utf-8"
    )

    found = errors(small)

    assert "z.jsonl:1:1: E103" in found[0]
    assert "z.jsonl:2:" in found[1]
    assert "E008" in found[1]


def test_a_short_form_may_mean_another_thing_in_another_chapter(small: Path):
    """
    《实施方案》 is one document in one chapter and another in the next; only within a chapter is it a collision.
    """
    text = "- programme: other\n  label: 别的项目\n  short: {value: 该项目, at: two/1/p3}\n  at: two/1/p3\n"
    target = small / "sources" / "report" / "z.yaml"
    target.write_text(text, encoding="utf-8")
    assert "E204" in errors(small)[0]

    target.write_text(text.replace("two/1/p3", "one/1.1/p3"), encoding="utf-8")
    assert statements(small)


def test_a_statement_keeps_its_id_wherever_its_record_stands(small: Path):
    """
    The id hashes what was said and in which passage, so moving a record to another file or line changes nothing.
    """
    before = {s.id for s in statements(small)}
    path = small / "sources" / "report" / "one.yaml"
    path.rename(path.with_name("renamed.yaml"))

    assert {s.id for s in statements(small)} == before


def test_a_thing_stated_anywhere_is_not_only_proposed(small: Path):
    """
    A recommendation in one report may have come true in another.
    """
    assert load(small, ontology()).things["farm-abroad"].proposed

    (small / "z.yaml").write_text("- also: farm-abroad\n  topic: 人才培养\n  at: report/two/1/p1\n", encoding="utf-8")

    assert not load(small, ontology()).things["farm-abroad"].proposed


def test_a_source_that_is_not_there_is_named_with_a_guess(small: Path):
    """
    The common files name the source in front of the locator.
    """
    text = "- also: farm\n  topic: 人才培养\n  at: [report/two/1/p1, rapport/two/1/p1]\n"
    (small / "z.yaml").write_text(text, encoding="utf-8")

    assert errors(small)[0].endswith("z.yaml:3:25: E206 no source 'rapport'; did you mean 'report'?")


def test_a_folder_without_data_is_named(tmp_path: Path):
    with pytest.raises(PolicygraphError, match="E404"):
        load(tmp_path, ontology())
    with pytest.raises(PolicygraphError, match="E405"):
        load(tmp_path / "nowhere", ontology())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("source: report\noutline: {}\n", "E401"),
        ("source: report\ntitle: x\noutline: {}\nauthor: y\n", "E402"),
        ("source: report\ntitle: x\noutline: text\n", "E104"),
        ("source: report\ntitle: x\noutline: {one: [a]}\n", "E104"),
        ("source: report\ntitle: x\noutline: {one: {sections: {a: b}}}\n", "E104"),
        ("source: report\ntitle: x\noutline: {one: {sections: [{at: '1', units: {paragraph: 3}}]}}\n", "E403"),
        ("source: report\ntitle: x\noutline: {one: {sections: [{at: '1', units: {p1: [3]}}]}}\n", "E403"),
        ("source: report\ntitle: x\npublished: 2024年\noutline: {}\n", "E301"),
    ],
)
def test_a_faulty_source_is_a_clear_error(small: Path, text: str, code: str):
    """
    An outline is written by hand: whatever form it has, its reader gets a place and a reason.
    """
    (small / "sources" / "report" / "source.yaml").write_text(text, encoding="utf-8")

    assert any(f" {code} " in line and "source.yaml" in line for line in errors(small))
