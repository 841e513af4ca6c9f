"""
How a text may spell a date, a number and a name, and which quoted words can mean which value.
"""

from __future__ import annotations

import pytest

from policygraph.spellings import date_fits, date_spots, loose, number_fits, number_spots, numeral, spots


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("2022-03", "于2022年3月印发"),
        ("2022-03-05", "2022年3月5日"),
        ("2021-40", "2021年上半年"),
        ("2021-36", "2021年第四季度"),
        ("2022/2026", "(2022-2026年)"),
        ("2021/2025", "“十四五”期间"),
        ("2022/..", "自2022年起"),
        ("198X", "20世纪80年代"),
        ("2014", "2014-2022年"),
    ],
)
def test_dates_are_known_in_their_regular_spellings(edtf: str, printed: str):
    assert date_spots(edtf, loose(printed))


@pytest.mark.parametrize(
    ("edtf", "printed"), [("2022-03", "2022年13月"), ("2022", "12022年"), ("2014/2022", "2014年和2022年")]
)
def test_a_date_is_not_found_in_another(edtf: str, printed: str):
    assert not date_spots(edtf, loose(printed))


@pytest.mark.parametrize(
    ("words", "edtf", "fit"),
    [
        ("2020年底", "2020-12", True),
        ("2020年底", "2015/2020", False),
        ("自2023年以来连续两年", "2023/2024", True),
        ("2022年", "2022-10", False),
        ("“十三五”期间", "2016/2020", True),
        ("“十三五”期间", "2021/2025", False),
        ("2022年10月", "2022/..", False),
    ],
)
def test_quoted_words_must_be_able_to_mean_the_date(words: str, edtf: str, fit: bool):
    """
    Else any words of the passage would prove any date.
    """
    assert date_fits(words, edtf) is fit


@pytest.mark.parametrize(
    ("words", "value", "fit"),
    [
        ("90余万元", "90", True),
        ("90余万元", "1", False),
        ("三成", "30", True),
        ("3/4", "75", True),
        ("两家", "3", False),
    ],
)
def test_quoted_words_must_hold_the_number(words: str, value: str, fit: bool):
    assert number_fits(words, value) is fit


def test_a_number_is_not_part_of_another_nor_a_year():
    assert number_spots("17", "共117个") == []
    assert number_spots("8", "8.5万") == []
    assert number_spots("0.829", "2014 -0.829") == []
    assert number_spots("2022", "2022年") == []
    assert number_spots("1430695", "有1,430,695人") != []


def test_chinese_numerals_are_read():
    assert [numeral(text) for text in ("三", "十二", "一百二十", "两万")] == [3, 12, 120, 20000]


def test_a_latin_word_is_not_found_in_a_longer_one():
    assert spots("ai", loose("AIGC 与 AI 产业")) == [(5, 7)]
