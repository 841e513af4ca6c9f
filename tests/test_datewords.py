"""
Dates in words: what each rule reads, what is refused, what running text holds, and that nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.dates import DateProblem, PartialDate
from policygraph.datewords import (
    PLANS,
    REFUSED,
    RULES,
    contradiction,
    days_of,
    find,
    read,
    rules_table,
)
from policygraph.datewords.rules import Example
from policygraph.spellings import date_fits, date_spots, loose

ROOT = Path(__file__).parents[1]
EXAMPLES = [pytest.param(rule.key, one, id=f"{rule.key}: {one.words}") for rule in RULES for one in rule.examples]
# What is a date only where nothing else stands beside it.
ALONE = {"2024.8", "2024/8", "20世纪"}


def dated(text: str) -> PartialDate | None:
    return PartialDate(text) if text else None


def edtf(words: str, anchor: str = "", written: str = "") -> str | None:
    reading = read(words, anchor=dated(anchor), written=dated(written))
    return reading.date.edtf if reading and reading.date else None


# What the rules say


@pytest.mark.parametrize(("key", "example"), EXAMPLES)
def test_every_example_of_a_rule_reads_as_the_table_says(key: str, example: Example):
    """
    The table is what people are told; it must be what the code does.
    """
    reading = read(example.words, anchor=dated(example.anchor), written=dated(example.written))

    assert reading is not None
    assert (reading.rule, reading.date.edtf if reading.date else "") == (key, example.edtf)


@pytest.mark.parametrize(
    "words", sorted({one.words for rule in RULES for one in rule.examples if one.anchor or one.written})
)
def test_what_counts_from_another_date_is_not_read_without_it(words: str):
    """
    Today's date, or the source's, would be a guess; only 有效期至 names a day of its own.
    """
    assert edtf(words) == ("/2026-06-30" if words.startswith("有效期至") else None)


@pytest.mark.parametrize("words", REFUSED)
def test_other_calendars_and_words_of_two_meanings_are_refused(words: str):
    for given_ in ("", "2022-03-05"):
        assert read(words, anchor=dated(given_), written=dated(given_)) is None


@pytest.mark.parametrize("anchor", ["2021/2025", "198X", "2022~", "2021-24", "../2022", "19XX"])
def test_a_year_is_counted_only_from_a_date_that_lies_in_one_year(anchor: str):
    """
    同年 after a period of five years, or after a winter, could be any of several years.
    """
    assert edtf("同年", anchor=anchor) is None
    assert edtf("近两年", written=anchor) is None


@pytest.mark.parametrize(
    ("words", "date_", "role", "status"),
    [
        ("自发布之日起施行", "2022-03-05", "effective", ""),
        ("自公布之日起试行", "2022-03-05", "effective", "on-trial"),
        ("2024年9月1日起实施", "2024-09-01", "effective", ""),
        ("有效期三年", "2022-03-05/2025-03-04~", "valid", ""),
        ("试行期一年", "2022-03-05/2023-03-04~", "valid", "on-trial"),
        ("有效期自2023年1月1日至2025年12月31日止", "2023-01-01/2025-12-31", "valid", ""),
        ("试行", None, "", "on-trial"),
        ("（暂行）", None, "", "interim"),
        ("2024年9月1日", "2024-09-01", "", ""),
    ],
)
def test_words_about_force_say_their_role_and_status(words: str, date_: str | None, role: str, status: str):
    reading = read(words, anchor=PartialDate("2022-03-05"))

    assert reading is not None
    assert (reading.date.edtf if reading.date else None, reading.role, reading.status) == (date_, role, status)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("2024 年\n8 月 1 5 日", "2024-08-15"),
        ("２０２４．８．１５", "2024-08-15"),
        ("二○二四年", "2024"),
        ("二零二四年十月", "2024-10"),
        ("(2024年8月)", "2024-08"),
        ("2023年一至三季度", "2023-33/2023-35"),
        ("2023年3月5—8日", "2023-03-05/2023-03-08"),
        ("20世纪80—90年代", "198X/199X"),
        ("“十二五”至“十三五”期间", "2011/2020"),
        ("截至2021年三季度末", "/2021-09"),
        ("到2023年6月底前", "/2023-06"),
        ("2020年2月下旬", "2020-02-21/2020-02-29"),
        ("一九八〇年代", "198X"),
        ("第八个五年计划", "1991/1995"),
    ],
)
def test_the_forms_of_a_rule_may_be_spelled_and_joined(words: str, meant: str):
    assert edtf(words) == meant


def test_the_plans_follow_each_other_every_five_years():
    """
    The gap is history: 1963 to 1965 belonged to no plan.
    """
    assert (PLANS["一五"], PLANS["二五"], PLANS["三五"], PLANS["八五"], PLANS["十五五"]) == (
        1953,
        1958,
        1966,
        1991,
        2026,
    )


# What is written is read back

FIGURES = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
NUMERALS = "一二三四五六七八九十"


def counted(n: int) -> str:
    """
    Return a month or day as people write it in Chinese numerals.
    """
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十") + (
        NUMERALS[ones - 1] if ones else ""
    )


def spelled(number: int, style: str) -> str:
    if style == "numerals":
        return str(number).translate(FIGURES) if number > 999 else counted(number)
    text = f"{number:02}" if style == "padded" else str(number)
    return {"wide": text.translate(WIDE), "spaced": " ".join(text) + " "}.get(style, text)


styles = st.sampled_from(["plain", "padded", "wide", "spaced", "numerals"])
years = st.integers(1800, 2199)
dashes = st.sampled_from(["—", "～", "-", "至", "到", "－", "–"])


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)), styles, st.sampled_from(["日", "号"]))
def test_a_day_month_or_year_is_read_in_every_spelling(day: date, style: str, sign: str):
    year, month = f"{spelled(day.year, style)}年", f"{spelled(day.month, style)}月"

    assert edtf(f"{year}{month}{spelled(day.day, style)}{sign}") == day.isoformat()
    assert edtf(year + month) == f"{day:%Y-%m}"
    assert edtf(year) == f"{day.year}"


@given(years, st.integers(0, 3), st.sampled_from("上下"), styles, st.booleans())
def test_a_part_of_a_year_is_read_in_every_spelling(year: int, n: int, half: str, style: str, first: bool):
    said = f"{spelled(year, style)}年"

    assert edtf(f"{said}{half}半年") == f"{year}-{40 if half == '上' else 41}"
    assert edtf(f"{said}{'第' if first else ''}{NUMERALS[n]}季度") == f"{year}-{33 + n}"
    assert edtf(f"{said}{'春夏秋冬'[n]}季") == f"{year}-{21 + n}"


@given(years, st.integers(1, 150), styles, dashes, st.booleans())
def test_a_period_of_years_is_read_in_every_spelling(year: int, length: int, style: str, dash: str, twice: bool):
    """
    The near end may leave its 年 to the far one.
    """
    words = f"{spelled(year, style)}{'年' if twice else ''}{dash}{spelled(year + length, style)}年"

    assert edtf(words) == f"{year}/{year + length}"


@given(years, st.integers(1, 11), st.integers(1, 11), styles, dashes)
def test_a_period_of_months_takes_its_year_from_its_near_end(year: int, one: int, length: int, style: str, dash: str):
    last = min(12, one + length)
    words = f"{spelled(year, style)}年{spelled(one, style)}{dash}{spelled(last, style)}月"

    assert edtf(words) == f"{year}-{one:02}/{year}-{last:02}"


@given(st.integers(180, 219), st.sampled_from(["", "初", "末"]))
def test_a_decade_is_read_by_its_century_or_by_its_first_year(decade: int, edge: str):
    century, tens = divmod(decade, 10)
    assert edtf(f"{century + 1}世纪{tens}0年代{edge}") == f"{decade}X"
    assert edtf(f"{decade}0年代{edge}") == f"{decade}X"
    if tens > 1:
        assert edtf(f"{counted(century + 1)}世纪{NUMERALS[tens - 1]}十年代") == f"{decade}X"


@given(st.sampled_from(sorted(PLANS)), st.sampled_from(["期间", "时期", "规划期"]))
def test_the_period_of_a_plan_is_read_with_and_without_its_marks(name: str, word: str):
    for words in (f"“{name}”{word}", f"{name}{word}", f"「{name}」"):
        assert edtf(words) == f"{PLANS[name]}/{PLANS[name] + 4}"


# What is meant lies in what is read


def words_for(day: date) -> list[str]:
    """
    Return words that are true of a thing that happened on a day.
    """
    year, month = f"{day.year}年", f"{day.year}年{day.month}月"
    third = "上中下"[min(2, (day.day - 1) // 10)]
    words = [year, month, f"{month}{third}旬", f"{year}中", f"{month}中", f"{year}度", f"截至{year}底", f"{month}以来"]
    words += [f"{year}{NUMERALS[(day.month - 1) // 3]}季度", f"{year}{'上' if day.month < 7 else '下'}半年"]
    words += [f"{year}前", f"{year}后", f"{year}左右", f"到{month}底", f"自{month}起", f"{month}底前", f"{year}末前"]
    words += [f"{year}初"] if day.month < 4 else []
    words += [f"{year}底", f"{year}末"] if day.month > 9 else []
    words += [f"{month}初"] if day.day <= 10 else [f"{month}底"] if day.day > 20 else []
    season = (day.month // 3 - 1) % 4
    words += [f"{day.year - (day.month < 3)}年{'春夏秋冬'[season]}季"]
    return words


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_the_days_of_a_reading_hold_the_day_that_was_meant(day: date):
    """
    Never narrower than the words allow: 年底 need not be the last day, 2025年前 may count 2025.
    """
    for words in words_for(day):
        if words in ("2000年前", "2000年后"):
            continue
        reading = read(words)
        assert reading is not None, words
        assert reading.date is not None, words
        assert reading.date.bounds.begin_earliest <= day <= reading.date.bounds.end_latest, words


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(1, 60))
def test_the_last_years_may_be_counted_in_each_of_three_ways(written: date, n: int):
    """
    近三年 said in December 2024 may be 2021—2023, 2022—2024, or from December 2021 on: begin and end allow for each.
    """
    reading = read(f"近{n}年来", written=PartialDate(written.isoformat()))
    assert reading is not None
    assert reading.date is not None
    bounds, year = reading.date.bounds, written.year
    for begin, end in (
        (date(year - n, 1, 1), date(year - 1, 12, 31)),
        (date(year - n + 1, 1, 1), date(year, 12, 31)),
        (date(year - n, written.month, min(written.day, 28)), written),
    ):
        assert bounds.begin_earliest <= begin <= bounds.begin_latest
        assert bounds.end_earliest <= end <= bounds.end_latest


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(1, 30), st.booleans())
def test_a_period_of_validity_may_be_counted_in_both_ways(begin: date, n: int, by_month: bool):
    """
    Civil Code art. 201 and 202 end three years from 5 March on 5 March; documents that count the first day, on 4 March.
    """
    months = begin.year * 12 + begin.month - 1 + (n if by_month else 12 * n)
    year, month = months // 12, months % 12 + 1
    lawful = date(year, month, min(begin.day, monthrange(year, month)[1]))
    for known in (begin.isoformat(), f"{begin:%Y-%m}", f"{begin.year}"):
        reading = read(f"有效期{n}{'个月' if by_month else '年'}", anchor=PartialDate(known))
        assert reading is not None
        assert reading.date is not None
        for end in (lawful, lawful - timedelta(days=1)):
            assert reading.date.bounds.end_earliest <= end <= reading.date.bounds.end_latest


# Running text


@pytest.mark.parametrize(("key", "example"), [one for one in EXAMPLES if one.values[1].words not in ALONE])
def test_every_example_is_found_in_running_text_at_its_place(key: str, example: Example):
    text = f"据悉，{example.words}，另有安排。"

    found = list(find(text, anchor=dated(example.anchor), written=dated(example.written)))
    # Bare numbers are dates only by themselves.
    assert [(one.text, one.reading.rule) for one in found] == [(example.words, key)]
    assert text[found[0].start : found[0].end] == found[0].text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2022年中国经济", ["2022年"]),
        ("2022年冬奥会", ["2022年"]),
        ("2023年初步建成", ["2023年"]),
        ("2022年3月中关村", ["2022年3月"]),
        ("2024年度假区", ["2024年"]),
        ("自2022年起草以来", ["自2022年起草以来"]),
        ("2021年前三季度增长", ["2021年前三季度"]),
        ("2021年前沿技术", ["2021年"]),
        ("21世纪海上丝绸之路", []),
        ("《“十四五”规划》", []),
        ("第十五期简报，共十五个", []),
        ("收入2024.8万元，占2024/8", []),
        ("编号2024，第2024号", []),
        ("清咸丰十年（1860年）", ["1860年"]),
        ("农历八月十五、正月初一", []),
        ("公元前2070年", []),
        ("三十多年来、近年来、数十年来", []),
        ("增长21. 5 2022 年全国", ["2022 年"]),
        ("2024年\n\n8月1日", ["2024年"]),
        ("达到2025年的水平", ["2025年"]),
        ("开展试行工作", []),
        ("同年级、以上年龄、每次年会、过去年均", []),
        ("二十五时期、第十五时期", []),
        ("增长5. 2024年起草", ["2024年"]),
        ("2023年至3月", ["2023年"]),
        ("实施细则（试行）", ["（试行）"]),
    ],
)
def test_running_text_holds_no_date_that_it_does_not_name(text: str, held: list[str]):
    known = PartialDate("2022-03-05") if "年级" in text or "至3月" in text else None
    assert [one.text for one in find(text, anchor=known)] == held


def test_a_date_of_the_text_itself_ends_what_an_anchor_can_tell():
    """
    8月 after 2023年3月 is not of the anchor's year; what a document says of itself still counts from its publication.
    """
    text = "8月启动，2023年3月印发，同年8月修订。自发布之日起施行，有效期三年。"

    assert [(one.text, str(one.reading.date)) for one in find(text, anchor=PartialDate("2022-03-05"))] == [
        ("8月", "2022-08"),
        ("2023年3月", "2023-03"),
        ("自发布之日起施行", "2022-03-05"),
        ("有效期三年", "2022-03-05/2025-03-04~"),
    ]


pieces = st.one_of(
    st.sampled_from([one.words for rule in RULES for one in rule.examples]),
    st.sampled_from(REFUSED),
    st.sampled_from(
        list("自从由截至到约大年月日旬第上下中前后初底末以来起止期间季度半—～-至，。 \n\t（）“”0123456789一二十")
    ),
    st.text(max_size=4),
)
texts = st.lists(pieces, max_size=12).map("".join)
given_dates = st.sampled_from(
    [None, *map(PartialDate, ("2022", "2022-03", "2022-03-05", "2021/2025", "198X", "2022~"))]
)
extremes = st.sampled_from([None, *map(PartialDate, ("0001-01-01", "9999-12-31", "9999", "0001", "9999-12"))])


@given(st.one_of(texts, st.text(max_size=40)), st.one_of(given_dates, extremes), st.one_of(given_dates, extremes))
def test_reading_never_fails(words: str, anchor: PartialDate | None, written: PartialDate | None):
    """
    Words come from anywhere; also the first and last years of the calendar are counted on from.
    """
    reading = read(words, anchor=anchor, written=written)

    assert reading is None or reading.rule in {rule.key for rule in RULES}


@given(texts, given_dates, given_dates)
def test_what_is_found_is_apart_in_order_and_reads_alone_as_it_does_in_its_text(
    text: str, anchor: PartialDate | None, written: PartialDate | None
):
    end = 0
    for one in find(text, anchor=anchor, written=written):
        assert end <= one.start < one.end
        assert text[one.start : one.end] == one.text
        assert read(one.text, anchor=anchor, written=written) == one.reading
        end = one.end


def test_words_as_long_as_a_book_are_no_date():
    assert read("2024年" * 1_000_000) is None


# Against a date that is given


@pytest.mark.parametrize(
    ("words", "given_", "clash"),
    [
        ("2022年3月", "2022-04", True),
        ("2022年3月", "2022", False),
        ("截至2023年底", "2023-12", False),
        ("截至2023年底", "2023", False),
        ("截至2023年底", "2021", True),
        ("2025年前", "2021", False),
        ("2025年前", "2026", True),
        ("“十四五”期间", "2016/2020", True),
        ("近两年", "2023/2024", False),
        ("近两年", "2019", True),
        ("相比2014年", "2022", False),
        ("试行", "2022", False),
    ],
)
def test_words_contradict_a_date_only_where_no_day_is_in_both(words: str, given_: str, clash: bool):
    """
    What is not understood contradicts nothing.
    """
    found = contradiction(words, PartialDate(given_), written=PartialDate("2024-12"))

    assert (found is not None) is clash


@pytest.mark.parametrize(
    ("key", "example"), [one for one in EXAMPLES if not (one.values[1].anchor or one.values[1].written)]
)
def test_verify_takes_every_reading_for_what_its_words_mean(key: str, example: Example):
    """
    A date that was read from its words would else be reported as not found in them.
    """
    if example.edtf:
        assert date_fits(example.words, example.edtf)
        assert not date_fits(example.words, "1700")


def test_the_name_of_one_plan_is_not_seen_in_that_of_another():
    assert date_spots("2001/2005", loose("“十五”期间"))
    assert not date_spots("2001/2005", loose("“十五五”期间"))
    assert not date_spots("1953/1957", loose("“十一五”期间"))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2022-03", "2022-03-01", "2022-03-31"),
        ("2021年上半年", "2021-01-01", "2021-06-30"),
        ("2023年底", "2023-10-01", "2023-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("十四五", "2021-01-01", "2025-12-31"),
        ("2022年3月5日", "2022-03-05", "2022-03-05"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021-05-XX", "2021-05-01", "2021-05-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2021-33", "2021-01-01", "2021-03-31"),
        ("2021-40", "2021-01-01", "2021-06-30"),
        ("2022~", "2021-01-01", "2023-12-31"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        ("2016—2020", "2016-01-01", "2020-12-31"),
    ],
)
def test_what_a_person_types_may_be_words(typed: str, first: str, last: str):
    assert days_of(typed) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("民国十年", "E301"),
        ("2023-02-30", "E302"),
        ("去年", "E307"),
        ("近两年", "E307"),
        ("2019年以来", "E307"),
        ("2025年前", "E307"),
        ("试行", "E301"),
        ("2021-42", "E302"),
        ("2021/..", "E307"),
        ("/2021", "E307"),
        ("2022/2021", "E303"),
        ("00XX", "E305"),
    ],
)
def test_what_a_person_types_has_a_first_and_last_day_of_its_own(typed: str, code: str):
    """
    There is no clock here: 去年 is no year.
    """
    with pytest.raises(DateProblem) as caught:
        days_of(typed)
    assert caught.value.code == code


# The table for people


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_readme_lists_the_rules_as_they_are(name: str, lang: str):
    """
    The table between the marks is made from the rules.
    """
    shown = re.findall(
        r"^<!-- dates -->\n+(.*?)\n+<!-- /dates -->$",
        (ROOT / name).read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )

    assert shown == [rules_table("zh" if lang == "zh" else "en")]


def test_every_rule_has_a_definition_a_source_and_an_example_and_its_own_key():
    assert len({rule.key for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.examples
        assert all((*rule.definition, *rule.source))
