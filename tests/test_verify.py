"""
Statements against the reader's own copy: what is proved, what is not, and that a wrong value does not pass.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from policygraph.errors import PolicygraphError
from policygraph.evidence import EVIDENCE, Evidence, read_evidence, write_evidence
from policygraph.load import load
from policygraph.lookup import Lookup, Missing
from policygraph.ontology import ontology
from policygraph.unclaimed import unclaimed
from policygraph.verify import Status, open_copy, source_of, update, verify

TEXT = """\
甲县年度报告

一 农场

(一)农场的创建

2022 年 4 月, 东山镇印发 《东山镇农场办法》 , 由东山镇政府负责, 共

创建 117 个农场。 农场服务办公室设在西河镇。

2023 年, 南岭镇也创建了 8. 5 万亩的果园, 果园服务办公室随后成立,

750

① 据统计所的年报。
 并由北川大学负责指导。

表 1 各镇农场数量

年份 东山镇 西河镇

2021 31 47

2022 52 66

资料来源: 自制。

(二)问题

今后要多建农场。
"""

SOURCE = """\
source: report
title: 甲县年度报告
published: 2024
cleaning: {drop: ['75\\d']}
outline:
  one:
    name: 第一章
    title: 甲县年度报告
    sections:
      - {at: "1", number: 一, title: 农场, units: {}}
      - {at: "1.1", number: 一（一）, title: 农场的创建, units: {p1-p2: 1, t1: 1, t1/r1-r2: 1, fn1: 1}}
      - {at: "1.2", number: 一（二）, title: 问题, units: {p1: 2}}
"""

RECORDS = """\
- region: east
  label: {value: 东山镇, en: East}
  at: one/1.1/p1
- region: west
  label: {value: 西河镇, en: West}
  at: one/1.1/p1
- region: south
  label: {value: 南岭镇, en: South}
  at: one/1.1/p2
- organisation: university
  label: {value: 北川大学, en: University}
  at: one/1.1/p2
- organisation: north
  label: {value: 北川, en: North}
  modality: proposed
  at: one/1.2/p1
- policy: farm-measures
  title: {value: 东山镇农场办法, en: Farm Measures}
  issued: {value: 2022-04, words: 2022年4月}
  region: east
  at: one/1.1/p1
- indicator: farms
  label: {value: 农场数量, en: Farms}
- observation: farm-count
  indicator: farms
  area: east
  period: 2022
  value: {value: 117, words: 117个}
  at: one/1.1/p1
- table: counts
  title: {value: 各镇农场数量, en: Farms by town}
  at: one/1.1/t1
  indicator: farms
  columns: [period, east, west]
  rows:
  - [2021, 31, 47]
  - [2022, 52, 66]
"""


def folder(tmp_path: Path, records: str = RECORDS, source: str = SOURCE) -> Path:
    data = tmp_path / "data"
    inside = data / "sources" / "report"
    inside.mkdir(parents=True, exist_ok=True)
    (inside / "source.yaml").write_text(source, encoding="utf-8")
    (inside / "one.yaml").write_text(records, encoding="utf-8")
    return data


def copy(tmp_path: Path, text: str = TEXT) -> Path:
    path = tmp_path / "copy.txt"
    path.write_text(text, encoding="utf-8")
    return path


def missing(tmp_path: Path, records: str = RECORDS, text: str = TEXT) -> dict[tuple[str, str, str], Missing | None]:
    report = verify(load(folder(tmp_path, records), ontology()), copy(tmp_path, text), "report")
    return {
        (f.statement.subject, f.statement.property.key, f.statement.value): f.missing
        for f in report.findings
        if f.status is not Status.NOT_CHECKABLE
    }


def test_what_the_passages_say_is_proved(tmp_path: Path):
    found = missing(tmp_path)

    lacking = {said for said, lack in found.items() if lack}
    assert lacking == {("north", "label", "北川")}


@pytest.mark.parametrize(
    ("right", "wrong", "lack"),
    [
        ("region: east\n  at: one/1.1/p1\n- indicator", "region: south\n  at: one/1.1/p1\n- indicator", Missing.VALUE),
        ("{value: 117, words: 117个}", "{value: 118, words: 117个}", Missing.WORDS),
        ("{value: 117, words: 117个}", "11", Missing.VALUE),
        ("{value: 2022-04, words: 2022年4月}", "2022-05", Missing.VALUE),
        ("{value: 2022-04, words: 2022年4月}", "{value: 2023-04, words: 2022年4月}", Missing.WORDS),
        ("[2021, 31, 47]", "[2021, 47, 31]", Missing.VALUE),
        ("[2021, 31, 47]", "[2020, 31, 47]", Missing.VALUE),
        ("title: {value: 东山镇农场办法", "title: {value: 西河镇农场办法", Missing.VALUE),
    ],
)
def test_a_wrong_value_is_not_proved(tmp_path: Path, right: str, wrong: str, lack: Missing):
    """
    A check that lets a swapped value pass is worth nothing.
    """
    assert right in RECORDS

    before, after = missing(tmp_path), missing(tmp_path, RECORDS.replace(right, wrong))

    assert lack in {after[said] for said in after if said not in before or before[said] is None}


def test_a_value_of_the_next_paragraph_does_not_prove(tmp_path: Path):
    """
    The passage is the paragraph, not its section.
    """
    found = missing(
        tmp_path,
        RECORDS.replace(
            "label: {value: 北川大学, en: University}\n  at: one/1.1/p2",
            "label: {value: 北川大学, en: University}\n  at: one/1.1/p1",
        ),
    )

    assert found["university", "label", "北川大学"] is Missing.VALUE


def test_a_name_within_a_longer_name_of_something_else_proves_nothing(tmp_path: Path):
    """
    北川 is named only as a part of 北川大学.
    """
    records = RECORDS + "- also: farm-measures\n  issuer: north\n  at: one/1.1/p2\n  modality: proposed\n"
    found = missing(tmp_path, records.replace("东山镇农场办法", "果园服务办公室"))

    assert found["farm-measures", "issuer", "north"] is Missing.VALUE


def test_two_things_cannot_be_proved_by_one_name(tmp_path: Path):
    """
    A label that another thing bears too may be that other's.
    """
    found = missing(
        tmp_path,
        RECORDS.replace(
            "label: {value: 南岭镇, en: South}\n  at: one/1.1/p2", "label: {value: 东山镇, en: South}\n  at: one/1.1/p1"
        ),
    )

    assert found["south", "label", "东山镇"] is Missing.VALUE


def test_the_copy_that_moved_is_told_from_data_that_is_wrong(tmp_path: Path):
    """
    Another converter sets the same words elsewhere.
    """
    data = folder(tmp_path)
    records = load(data, ontology())
    update(records, verify(records, copy(tmp_path), "report"))

    same = verify(load(data, ontology()), copy(tmp_path), "report").counts
    other = verify(load(data, ontology()), copy(tmp_path, "封面\n\n" + TEXT), "report").counts

    assert same["moved"] == 0
    assert other["proved"] == 0
    assert other["moved"] == same["proved"]
    assert other["not_found"] == same["not_found"]


def test_another_book_is_refused(tmp_path: Path):
    """
    A wrong copy must not look like two hundred wrong records.
    """
    with pytest.raises(PolicygraphError) as fault:
        verify(load(folder(tmp_path), ontology()), copy(tmp_path, "第一章\n\n另一本书。\n"), "report")

    assert fault.value.code == "E407"


def test_evidence_holds_places_and_digests_but_no_words(tmp_path: Path):
    data = folder(tmp_path)
    records = load(data, ontology())
    path = update(records, verify(records, copy(tmp_path), "report"))
    assert path == data / "sources" / "report" / EVIDENCE
    problems: list = []
    evidence = read_evidence(path, problems)

    assert not problems
    assert path.read_text(encoding="utf-8").isascii()
    start, end, digest = evidence["one/1.1/p1"]
    stretch = "".join(TEXT[start:end].split()).replace(" ", "")
    assert digest == hashlib.sha256(stretch.encode()).hexdigest()[:16]


def test_evidence_is_written_the_same_again(tmp_path: Path):
    path = tmp_path / EVIDENCE
    rows = {"b/1/p2": Evidence(5, 9, "0" * 16), "a/1/p1": Evidence(1, 2, "f" * 16)}
    write_evidence(path, rows)
    first = path.read_bytes()
    write_evidence(path, dict(reversed(rows.items())))

    assert path.read_bytes() == first
    assert read_evidence(path, []) == rows


def test_a_damaged_line_of_evidence_is_an_error_at_its_place(tmp_path: Path):
    path = tmp_path / EVIDENCE
    path.write_text("passage\tstart\tend\tdigest\na/1/p1\tx\t2\tabc\n", encoding="utf-8")
    problems: list = []
    read_evidence(path, problems)

    assert [(p.code, p.place.line) for p in problems] == [("E409", 2)]


def test_what_no_record_accounts_for_is_unclaimed_unless_left_out(tmp_path: Path):
    records = RECORDS.replace(
        "- policy: farm-measures\n  title: {value: 东山镇农场办法", "- policy: farm-measures\n  title: {value: 农场办法"
    )
    left_out = "left-out:\n  - {text: 东山镇农场办法, why: 示例}\n"

    def names(source: str) -> set[str]:
        loaded = load(folder(tmp_path, records, source), ontology())
        report = source_of(loaded, "report")
        statements = list(loaded.statements())
        lookup = Lookup(loaded, statements, open_copy(report, copy(tmp_path))[0])
        return {gap.text for gap in unclaimed(lookup, statements, report)}

    assert "东山镇农场办法" in names(SOURCE)
    assert "东山镇农场办法" not in names(SOURCE + left_out)
