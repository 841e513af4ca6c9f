"""
A reader's copy becomes text again: what the making of the page put in is taken out, and each character keeps its place.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from policygraph.blocks import set_apart
from policygraph.cleantext import Line, bare, clean_lines, join, read_copy
from policygraph.errors import PolicygraphError
from policygraph.model import Cleaning
from policygraph.paragraphs import paragraphs
from policygraph.rows import rows

CLEANING = Cleaning(watermark=("样", "本", "Xy7"), headers=("某县年度报告",), drop=(r"\d{3}",))


def lines(*texts: str) -> list[Line]:
    """
    Lines with empty lines between them, as converters write them.
    """
    return clean_lines("\n\n".join(texts), CLEANING)


def text(*texts: str) -> str:
    return join(lines(*texts)).text


def test_a_watermark_is_dropped_only_where_its_lines_follow_each_other():
    """
    Its lines may be common words, which stand alone in a table.
    """
    copy = "甲镇在北。\n\n样\n\n乙镇在南。\n样\n本\nXy7\n样\n\n丙镇在东。"

    assert [line.text for line in clean_lines(copy, CLEANING)] == ["甲镇在北。", "样", "乙镇在南。", "丙镇在东。"]


def test_a_running_head_is_dropped_where_a_page_begins_and_nowhere_else():
    """
    The same words name the report in its text.
    """
    copy = "甲镇在北,\n 某县年度报告\n\n乙镇在南。\n\n某县年度报告\n\n到此为止。"

    assert [line.text for line in clean_lines(copy, CLEANING)] == [
        "甲镇在北,",
        "乙镇在南。",
        "某县年度报告",
        "到此为止。",
    ]


def test_page_numbers_on_lines_of_their_own_are_dropped():
    assert text("甲镇有 12 人,", "750", "乙镇有 34 人。") == "甲镇有12人,乙镇有34人。"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("人口 8. 8 万", "人口8.8万"),
        ("1164 718 -0. 829", "1164 718 -0.829"),
        ("2014 ～ 2022 年", "2014-2022年"),
        ("办法（试行）， 见《甲 办法》", "办法(试行),见《甲办法》"),
        ("摘 要 : 本文", "摘要:本文"),
        ("布局①, 成形", "布局,成形"),
        ("World Forum 论坛", "World Forum论坛"),
    ],
)
def test_spaces_and_widths_that_only_the_page_needed_are_undone(printed: str, meant: str):
    """
    A number, a title and a name must compare equal however a converter set them.
    """
    assert text(printed) == meant


def test_every_character_knows_where_it_stood():
    """
    A citation opens the reader's own copy at the right place.
    """
    copy = "甲镇 有 8. 8 万\n\n750\n\n人。"
    clean = join(clean_lines(copy, CLEANING))

    assert clean.text == "甲镇有8.8万人。"
    assert all(copy[at] == char for char, at in zip(clean.text, clean.at, strict=True))
    assert copy[slice(*clean.span(3, 7))] == "8. 8 万"


def test_a_footnote_that_cuts_a_sentence_is_set_apart():
    """
    The page's foot stands between the halves of a sentence that goes on overleaf.
    """
    blocks = set_apart(clean_lines("甲镇的农场分\n\n① 据甲镇统计。\n 布在三村。", CLEANING))

    assert join(blocks.body).text == "甲镇的农场分布在三村。"
    assert [join(note.lines).text for note in blocks.notes] == ["据甲镇统计。"]


def test_notes_whose_marks_stand_first_are_parted_by_their_sentences():
    copy = "正文。\n\n①\n\n②\n\n甲镇统计局,\n\n年报。\n乙镇统计局年报。"
    notes = set_apart(clean_lines(copy, CLEANING)).notes

    assert [join(note.lines).text for note in notes] == ["甲镇统计局,年报。", "乙镇统计局年报。"]


def test_a_table_in_a_sentence_is_set_apart_with_its_continuation():
    """
    Its rows would else be read as prose, and the sentence around it as two.
    """
    copy = (
        "农场共有\n\n表 1 各镇农场\n\n序号 名称\n\n1 甲农场\n 续表\n\n序号 名称\n\n2 乙农\n\n场\n\n"
        "资料来源: 自制。\n\n两家。"
    )
    blocks = set_apart(clean_lines(copy, CLEANING))
    head, found = rows(blocks.tables[0], [1, 2])

    assert join(blocks.body).text == "农场共有两家。"
    assert join(head).text == "序号名称"
    assert {n: join(own).text for n, (_, own) in found.items()} == {1: "1甲农场", 2: "2乙农场"}


def test_rows_without_numbers_are_lines_of_figures_and_share_a_label():
    """
    A year is printed once for the rows below it.
    """
    copy = "表 2 各镇人口\n\n年份 项目 甲镇 乙镇\n\n2020\n\n人口 11 12\n\n户数 3 4\n\n2021\n\n人口 13 14"
    head, found = rows(set_apart(clean_lines(copy, CLEANING)).tables[0], [1, 2, 3])

    assert join(head).text == "年份项目甲镇乙镇"
    assert [(join(label).text, join(own).text) for label, own in found.values()] == [
        ("2020", "人口11 12"),
        ("2020", "户数3 4"),
        ("2021", "人口13 14"),
    ]


def test_paragraphs_end_with_a_short_line_or_where_the_next_counts_off():
    """
    The copy has lost its indents.
    """
    body = lines(
        "甲镇的农场分布在三个村子里面而且都在公路的旁边方便人们",
        "往来。",
        "一是要修好通往村子的道路,让每一家的收成都能够运得出去",
        "也让外面的人能够进得来看一看这里的山水田园和果树的花。",
        "二是要办好学校。",
    )

    assert [len(part) for part in paragraphs(body, 3)] == [2, 2, 1]


def test_no_paragraphs_are_given_where_too_few_can_be_told_apart():
    """
    A wrong paragraph would prove what another one says.
    """
    assert paragraphs(lines("只有一段话。"), 2) == []


def test_a_copy_that_is_neither_text_nor_pdf_is_an_error(tmp_path: Path):
    path = tmp_path / "copy.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")

    with pytest.raises(PolicygraphError) as fault:
        read_copy(path)

    assert fault.value.code == "E408"


def test_a_pdf_that_cannot_be_read_says_why(tmp_path: Path):
    """
    Without the reader for PDF it says what to install; with it, that the file is damaged.
    """
    path = tmp_path / "copy.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")

    with pytest.raises(PolicygraphError) as fault:
        read_copy(path)

    assert fault.value.code == ("E408" if find_spec("pypdfium2") else "E608")


def test_lines_compare_without_spaces_and_widths():
    assert bare("第 一 章（上）") == bare("第一章(上)")
