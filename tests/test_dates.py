"""
Dates: what is read, what is refused, and which days a date that is partly known may lie on.
"""

from __future__ import annotations

import copy
import pickle
from calendar import monthrange
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policygraph.dates import MAX, MIN, Bounds, DateProblem, Fit, Interval, PartialDate, span
from policygraph.errors import PolicygraphError

DAY = timedelta(days=1)

years = st.integers(1, 9999).map("{:04d}".format)
months = st.builds("{}-{:02d}".format, years, st.integers(1, 12))
days = st.dates().map(str)
masked = st.one_of(
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
    years.map("{}-XX".format),
    years.map("{}-XX-XX".format),
    months.map("{}-XX".format),
)
parts = st.builds("{}-{}".format, years, st.integers(21, 41))
exact = st.one_of(years, months, days, masked, parts)
plain = st.builds("{}{}".format, exact, st.sampled_from(["", "", "", "~", "?", "%"]))
sides = st.one_of(plain, st.sampled_from(["", ".."]))
periods = st.builds("{}/{}".format, sides, sides)
near_dates = st.text(alphabet="0123456789X-/~?%.Y０９－／～—年月日T: \n", max_size=24)


def parsed(text: str) -> PartialDate:
    """
    Parse *text*, or leave the example out if it is a period whose sides cannot be in order or are both empty.
    """
    try:
        return PartialDate(text)
    except DateProblem:
        assume(False)
        raise


def code_of(text: str) -> str:
    with pytest.raises(DateProblem) as caught:
        PartialDate(text)
    return caught.value.code


def bounds(*days: str) -> Bounds:
    return Bounds(*(date.fromisoformat(day) for day in days))


def within(first: str, last: str) -> Bounds:
    return bounds(first, last, first, last)


# What is in force on a day


def test_a_month_is_certain_only_from_its_last_day():
    """
    "2022-03" may be any of its days, so on 15 March the answer is only possible.
    """
    issued = Interval(begin=PartialDate("2022-03"), vouched=date(2024, 12, 31))

    assert issued.at(date(2022, 3, 15)) is Fit.POSSIBLE
    assert issued.at(date(2022, 3, 31)) is Fit.CERTAIN
    assert issued.at(date(2025, 1, 1)) is Fit.POSSIBLE


def test_nothing_is_in_force_before_its_first_possible_day():
    """
    The day before March is not in March, whichever day of March is meant.
    """
    assert Interval(PartialDate("2022-03")).at(date(2022, 2, 28)) is Fit.NO
    assert Interval(PartialDate("2022-03")).at(date(2022, 3, 1)) is Fit.POSSIBLE


def test_a_thing_is_certain_up_to_the_last_day_a_source_vouches_for():
    """
    A book that shows it at work on 31 December 2024 answers for every day until then, and for none after.
    """
    issued = Interval(PartialDate("2022-03"), vouched=date(2024, 12, 31))

    assert issued.bounds == Bounds(date(2022, 3, 1), date(2022, 3, 31), date(2024, 12, 31), MAX)
    assert issued.at(date(2024, 12, 31)) is Fit.CERTAIN


def test_without_an_end_or_a_vouched_day_only_the_last_possible_first_day_is_certain():
    """
    What is issued in March is taken to hold as March ends; no source says more, and none says that it stopped.
    """
    issued = Interval(PartialDate("2022-03"))

    assert issued.bounds == Bounds(date(2022, 3, 1), date(2022, 3, 31), date(2022, 3, 31), MAX)
    assert issued.at(date(2022, 3, 31)) is Fit.CERTAIN
    assert issued.at(date(2022, 4, 1)) is Fit.POSSIBLE


def test_a_day_vouched_before_the_thing_had_surely_begun_takes_nothing_away():
    """
    A passage that shows it at work on 15 March does not mean that it stopped that day.
    """
    vouched = Interval(PartialDate("2022-03"), vouched=date(2022, 3, 15))

    assert vouched.bounds == Interval(PartialDate("2022-03")).bounds


def test_a_stated_end_limits_what_is_certain_and_what_is_possible():
    """
    A plan for 2021 to "2025" surely runs when 2025 begins, may run until it ends, and is over after it.
    """
    plan = Interval(PartialDate("2021-01-01"), end=PartialDate("2025"))

    assert plan.at(date(2025, 1, 1)) is Fit.CERTAIN
    assert plan.at(date(2025, 1, 2)) is Fit.POSSIBLE
    assert plan.at(date(2026, 1, 1)) is Fit.NO


def test_a_vouched_day_does_not_outlive_a_stated_end():
    """
    A source that says when a thing ended knows more than one that only saw it at work.
    """
    ended = PartialDate("2023")

    assert Interval(PartialDate("2021"), ended, date(2024, 6, 1)).bounds == PartialDate("2021/2023").bounds


def test_one_period_may_be_given_as_begin_and_as_end():
    """
    A title's "2021/2025" says both; taking its begin from one copy and its end from the other loses nothing.
    """
    period = PartialDate("2021/2025")

    assert Interval(period, period).bounds == period.bounds


def test_a_thing_that_ended_before_it_began_is_refused():
    """
    Such a record holds a mistake, and every answer drawn from it would be one.
    """
    with pytest.raises(DateProblem) as caught:
        Interval(PartialDate("2022"), PartialDate("2021-06"))

    assert (caught.value.code, caught.value.params) == ("E303", {"begin": "2022", "end": "2021-06"})


# What a date means


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2022-03-05", "2022-03-05", "2022-03-05"),
        ("198X", "1980-01-01", "1989-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021-XX", "2021-01-01", "2021-12-31"),
        ("2021-XX-XX", "2021-01-01", "2021-12-31"),
        ("2021-05-XX", "2021-05-01", "2021-05-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-22", "2021-06-01", "2021-08-31"),
        ("2021-23", "2021-09-01", "2021-11-30"),
        ("2021-25", "2021-03-01", "2021-05-31"),
        ("2021-29", "2021-09-01", "2021-11-30"),
        ("2021-32", "2021-06-01", "2021-08-31"),
        ("2021-33", "2021-01-01", "2021-03-31"),
        ("2021-36", "2021-10-01", "2021-12-31"),
        ("2021-37", "2021-01-01", "2021-04-30"),
        ("2021-39", "2021-09-01", "2021-12-31"),
        ("2021-40", "2021-01-01", "2021-06-30"),
        ("2021-41", "2021-07-01", "2021-12-31"),
    ],
)
def test_a_plain_date_lies_somewhere_from_its_first_day_to_its_last(text, first, last):
    """
    Begin and end both lie in it: a meeting held in March neither began before March nor ended after it.
    """
    assert PartialDate(text).bounds == within(first, last)


@pytest.mark.parametrize("code", [24, 28, 30])
def test_a_season_belongs_to_the_year_it_begins_in(code):
    """
    Winter 2021 follows autumn 2021, as its code 24 follows 23, so it ends in February 2022.
    """
    assert PartialDate(f"2021-{code}").bounds == within("2021-12-01", "2022-02-28")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022~", "2021-01-01", "2023-12-31"),
        ("2022-03?", "2022-02-01", "2022-04-30"),
        ("2022-03-01%", "2022-02-28", "2022-03-02"),
        ("2021-40~", "2020-07-01", "2021-12-31"),
        ("2021-33~", "2020-10-01", "2021-06-30"),
        ("198X~", "1970-01-01", "1999-12-31"),
        ("2021-05-XX~", "2021-04-01", "2021-06-30"),
        ("2021-XX?", "2020-01-01", "2022-12-31"),
    ],
)
def test_a_doubtful_date_reaches_out_by_its_own_length(text, first, last):
    """
    "About 2022" may be 2021 or 2023; a bound at 1 January 2022 would claim to know what the source does not.
    """
    assert PartialDate(text).bounds == within(first, last)


def test_bounds_stop_at_the_first_and_last_day_that_can_be_written():
    """
    Year 0 and year 10000 are no xsd:date that every store can hold, so doubt does not reach into them.
    """
    assert PartialDate("0001~").bounds.begin_earliest == MIN
    assert PartialDate("0001-01-01?").bounds.begin_earliest == MIN
    assert PartialDate("9999%").bounds.end_latest == MAX
    assert PartialDate("9999-12-31~").bounds.end_latest == MAX
    assert PartialDate("9999-24").bounds.end_latest == MAX


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021/2025", ("2021-01-01", "2021-12-31", "2025-01-01", "2025-12-31")),
        ("2022/..", ("2022-01-01", "2022-12-31", "9999-12-31", "9999-12-31")),
        ("../2021-06", ("0001-01-01", "0001-01-01", "2021-06-01", "2021-06-30")),
        ("2021~/2025-06?", ("2020-01-01", "2022-12-31", "2025-05-01", "2025-07-31")),
    ],
)
def test_a_period_begins_in_its_first_side_and_ends_in_its_second(text, expected):
    """
    "2021/2025" leaves open on which days of 2021 and of 2025; an open side has no such day at all.
    """
    assert PartialDate(text).bounds == bounds(*expected)


def test_an_unknown_end_may_be_as_early_as_the_first_possible_begin():
    """
    A thing of unknown end that began in 2021 may have begun and ended in January, so no day of 2021 is certain.
    """
    assert PartialDate("2021/").bounds == bounds("2021-01-01", "2021-12-31", "2021-01-01", "9999-12-31")
    assert PartialDate("2021/").bounds.at(date(2021, 12, 31)) is Fit.POSSIBLE
    assert PartialDate("2021-03-05/").bounds.at(date(2021, 3, 5)) is Fit.CERTAIN


def test_an_unknown_begin_may_be_as_late_as_the_last_possible_end():
    """
    A thing that ended in 2021 may have begun that year, but not after it.
    """
    assert PartialDate("/2021").bounds == bounds("0001-01-01", "2021-12-31", "2021-01-01", "2021-12-31")


def test_each_side_of_a_period_limits_the_other():
    """
    What began in June 2022 cannot have ended in May, and what ended on 15 June 2022 surely had begun by then.
    """
    assert PartialDate("2022-06/2022").bounds == bounds("2022-06-01", "2022-06-30", "2022-06-01", "2022-12-31")
    assert PartialDate("2022/2022-06-15").bounds.at(date(2022, 6, 15)) is Fit.CERTAIN


# What lies in a stretch of days


def test_a_month_is_certain_for_its_year_though_for_none_of_its_days():
    """
    A timeline of 2022 must show for sure what was issued in March 2022, on whichever day that was.
    """
    march = PartialDate("2022-03").bounds

    assert march.overlaps(date(2022, 1, 1), date(2022, 12, 31)) is Fit.CERTAIN
    assert march.overlaps(date(2022, 3, 1), date(2022, 3, 31)) is Fit.CERTAIN
    assert march.overlaps(date(2022, 3, 2), date(2022, 3, 31)) is Fit.POSSIBLE
    assert march.overlaps(date(2022, 4, 1), date(2022, 12, 31)) is Fit.NO


def test_a_period_is_certain_for_any_days_between_its_sides():
    """
    A plan for 2021 to 2025 holds in all of 2023, so also for a month in it.
    """
    plan = PartialDate("2021/2025").bounds

    assert plan.overlaps(date(2023, 5, 1), date(2023, 5, 31)) is Fit.CERTAIN
    assert plan.overlaps(date(2021, 5, 1), date(2021, 5, 31)) is Fit.POSSIBLE
    assert plan.overlaps(date(2020, 1, 1), date(2020, 12, 31)) is Fit.NO


def test_a_stretch_that_ends_before_it_begins_is_refused():
    """
    It holds no day; any answer about it would only hide the caller's mistake.
    """
    with pytest.raises(DateProblem) as caught:
        PartialDate("2022").bounds.overlaps(date(2022, 2, 1), date(2022, 1, 1))

    assert (caught.value.code, caught.value.params) == ("E303", {"begin": "2022-02-01", "end": "2022-01-01"})


# What is read


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("２０２２－０３－０５", "2022-03-05"),
        ("２０２１／２０２５", "2021/2025"),
        ("2022～", "2022~"),
        ("2022？", "2022?"),
        ("2022％", "2022%"),
        ("１９８Ｘ", "198X"),
        ("2022—03", "2022-03"),
        ("2022–03−05", "2022-03-05"),
        ("2022/．．", "2022/.."),
    ],
)
def test_full_width_forms_and_chinese_dashes_are_read_as_their_ascii(words, edtf):
    """
    A Chinese keyboard writes them, they can mean nothing else, and two spellings of one date must be equal.
    """
    assert PartialDate(words).edtf == edtf
    assert PartialDate(words) == PartialDate(edtf)
    assert hash(PartialDate(words)) == hash(PartialDate(edtf))


@pytest.mark.parametrize("text", ["2022-3²", "2022-0③", "٢٠٢٢", "𝟚𝟘𝟚𝟚", "二〇二二"])
def test_digits_of_other_kinds_are_not_read(text):
    """
    A footnote mark after "2022-3" is no digit: as one it would make the code of a southern winter out of March.
    """
    assert code_of(text) == "E301"


NO_DATES = """
    0000 0000-01-01 20220 -0044 220 20220305 202203 2022.10 2022-3 2022-3-5 2022/3 2022-03-05T10:00 2022-2025 2022～2025
    2022年3月 2022年 2021/2022年 令和4年 民国十一年 壬寅年三月 正月初五 近年来
    / ../.. ../ /.. .. 2021/2022/2023 198x 198X-05 XXXX 2021-1X 2021-05-1X 2021-XX-05
    ~2022 2022?-03 2022~? [2021,2022] {2021..2022}
"""


@pytest.mark.parametrize("text", [*NO_DATES.split(), "", " ", " 2022", "2022\n", "2022-03-05 10:00", "2022" * 1000])
def test_what_is_no_date_is_refused_and_never_guessed(text):
    """
    A guessed date is cited like a stated one; a refused one gets corrected.
    """
    assert code_of(text) == "E301"


@pytest.mark.parametrize(
    "text",
    ["2023-02-30", "2023-02-29", "2023-13", "2023-00", "2023-01-00", "2023-13-XX", "2023-21-01", "2023-42", "2023-13~"],
)
def test_a_day_that_no_calendar_has_is_named_as_such(text):
    """
    The form is right and the day is wrong, so telling how dates are written would not help.
    """
    assert code_of(text) == "E302"
    assert code_of(f"2021/{text}") == "E302"


@pytest.mark.parametrize("text", ["Y17000", "Y-17000", "000X", "00XX", "00XX~"])
def test_years_that_only_edtf_can_write_are_named_as_such(text):
    """
    No xsd:date of four digits can hold them, and a bound moved to year 1 would be a lie.
    """
    assert code_of(text) == "E305"


@pytest.mark.parametrize("text", ["2022/2021", "2022-03-05/2022-03-04", "2022/2021-XX", "2021-41/2021-40", "199X/198X"])
def test_a_period_that_must_end_before_it_begins_is_refused(text):
    """
    Mostly two numbers were swapped; which two, only the person who reads the source can tell.
    """
    assert code_of(text) == "E303"


@pytest.mark.parametrize("text", ["2022/2022", "2022/2022-01", "2022-12/2022", "198X/1980", "2022~/2021"])
def test_a_period_whose_sides_overlap_is_read(text):
    """
    There are days on which it could begin and end, so it is not wrong, only vague.
    """
    assert PartialDate(text).edtf == text


def test_the_error_names_the_side_of_the_period_that_is_wrong():
    """
    A person who reads the message should not have to find out which half is meant.
    """
    with pytest.raises(DateProblem) as caught:
        PartialDate("2022-02/2023-02-30")

    assert caught.value.params == {"text": "2023-02-30"}


@pytest.mark.parametrize("text", ["近年", "2023-02-30", "2022/2021", "Y17000"])
def test_every_refusal_can_be_said_in_both_languages(text):
    """
    Parameters that do not fit the message would turn a mistake in the data into a crash.
    """
    with pytest.raises(DateProblem) as caught:
        PartialDate(text)

    assert isinstance(caught.value, PolicygraphError)
    assert isinstance(caught.value, ValueError)
    for lang in ("zh", "en"):
        assert caught.value.text(lang).startswith(caught.value.code)


def test_a_text_of_any_length_is_refused_without_repeating_all_of_it():
    """
    A megabyte in the wrong place must not come back as a megabyte in the message.
    """
    with pytest.raises(DateProblem) as caught:
        PartialDate("9" * 1_000_000)

    assert len(caught.value.text("zh")) < 200


# What a person types


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-03-05", date(2022, 3, 5), date(2022, 3, 5)),
        ("２０２２－０３", date(2022, 3, 1), date(2022, 3, 31)),
    ],
)
def test_a_typed_year_month_or_day_stands_for_all_its_days(text, first, last):
    """
    Whoever types --until 2022 means the whole of 2022, to its last day.
    """
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("198X", "E301"),
        ("2021-40", "E301"),
        ("2021-21", "E301"),
        ("2021-XX", "E301"),
        ("2022~", "E301"),
        ("2021/2025", "E301"),
        ("0000", "E301"),
        ("今年", "E301"),
        ("", "E301"),
        ("2022-13", "E302"),
        ("2022-45", "E302"),
        ("2022-02-30", "E302"),
    ],
)
def test_a_typed_date_must_be_a_year_a_month_or_a_day(text, code):
    """
    The limits of a search are known; a vague one would leave unsaid what was searched.
    """
    with pytest.raises(DateProblem) as caught:
        span(text)

    assert caught.value.code == code


# What dates are as values


def test_dates_sort_by_their_days_and_equal_days_by_their_text():
    """
    A timeline needs one order for all runs, also for dates that mean the same days in other words.
    """
    texts = ["2022-03-05", "2021-XX", "2022", "2021", "2021/2025", "1950", "19XX", "../1990", "2022-03"]

    ordered = [str(d) for d in sorted(map(PartialDate, texts))]

    assert ordered == ["../1990", "19XX", "1950", "2021", "2021-XX", "2021/2025", "2022", "2022-03", "2022-03-05"]


def test_dates_that_say_the_same_days_in_other_words_are_not_equal():
    """
    "2021-XX" says that the month is unknown, "2021" does not speak of months: what the source said is kept.
    """
    assert PartialDate("2021-XX").bounds == PartialDate("2021").bounds
    assert PartialDate("2021-XX") != PartialDate("2021")


def test_a_date_cannot_be_changed_and_survives_copying():
    """
    Dates are shared by many statements and handed to other processes.
    """
    founded = PartialDate("2022-03")

    with pytest.raises(FrozenInstanceError):
        founded.edtf = "2023"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(founded)) == founded == copy.deepcopy(founded)
    assert repr(founded) == "PartialDate('2022-03')"


def test_a_date_that_was_read_before_is_not_read_again():
    """
    A million records name a few thousand dates; sharing their bounds is what makes them cheap.
    """
    assert PartialDate("2022-03/2025").bounds is PartialDate("2022-03/2025").bounds


# Rules for all dates


@given(st.one_of(st.text(), near_dates))
def test_any_text_is_a_date_or_a_date_problem(text):
    """
    Dates come from files and from the command line: nothing that stands there may crash a build.
    """
    for read in (PartialDate, span):
        try:
            read(text)
        except DateProblem as problem:
            assert problem.text("zh")


@given(st.one_of(plain, periods))
def test_bounds_are_in_order_and_leave_a_day_to_begin_and_to_end(text):
    """
    Every query relies on it: each day that a bound names can really be the begin or the end.
    """
    b = parsed(text).bounds

    assert MIN <= b.begin_earliest <= b.begin_latest <= MAX
    assert MIN <= b.end_earliest <= b.end_latest <= MAX
    assert b.begin_earliest <= b.end_earliest
    assert b.begin_latest <= b.end_latest


@given(plain)
def test_every_plain_date_of_the_form_is_read(text):
    """
    The form decides, not the year: no decade, month or part of a year from 0001 to 9999 is left out.
    """
    assert PartialDate(text).edtf == text


@given(st.one_of(plain, periods))
def test_the_canonical_text_reads_as_itself(text):
    """
    The graph stores the text, so reading it back must give the same date.
    """
    made = parsed(text)

    assert PartialDate(made.edtf) == made
    assert PartialDate(made.edtf).edtf == made.edtf


@given(st.dates())
def test_a_day_lies_in_its_month_and_the_month_in_its_year(day):
    """
    Saying less of a date must never exclude what is true of it.
    """
    text = day.isoformat()
    month, year = PartialDate(text[:7]).bounds, PartialDate(text[:4]).bounds

    assert month.end_latest.day == monthrange(day.year, day.month)[1]
    assert year.begin_earliest <= month.begin_earliest <= day <= month.end_latest <= year.end_latest


@given(exact, st.sampled_from("~?%"))
def test_doubt_only_ever_widens(text, sign):
    """
    A doubtful date still may be the very date that is written.
    """
    sure, doubtful = PartialDate(text).bounds, PartialDate(text + sign).bounds

    assert doubtful.begin_earliest <= sure.begin_earliest
    assert sure.end_latest <= doubtful.end_latest


@given(st.one_of(plain, periods), st.lists(st.dates(), min_size=1))
def test_answers_rise_to_certain_and_fall_again(text, days):
    """
    A thing is not yet, perhaps, surely, perhaps no more, no more: a second rise would mean that it came back.
    """
    b = parsed(text).bounds
    edges = [
        d + n * DAY
        for d in (b.begin_earliest, b.begin_latest, b.end_earliest, b.end_latest)
        for n in (-1, 0, 1)
        if MIN < d < MAX
    ]
    rank = {Fit.NO: 0, Fit.POSSIBLE: 1, Fit.CERTAIN: 2}

    ranks = [rank[b.at(day)] for day in sorted(days + edges)]

    top = ranks.index(max(ranks))
    assert ranks[: top + 1] == sorted(ranks[: top + 1])
    assert ranks[top:] == sorted(ranks[top:], reverse=True)


@given(plain, plain)
def test_an_interval_of_two_dates_is_the_period_written_with_both(begin, end):
    """
    A record may give from and until, or one period; the answer must not depend on which.
    """
    period = parsed(f"{begin}/{end}")

    assert Interval(PartialDate(begin), PartialDate(end)).bounds == period.bounds


january = st.builds("2022-01-0{}{}".format, st.integers(2, 8), st.sampled_from(["", "~"]))


@given(january, january, st.integers(1, 9), st.integers(1, 9))
def test_answers_are_those_of_trying_every_begin_and_end(begin, end, one, other):
    """
    Certain means: whichever possible begin and end are the true ones. The four bounds must give just that.
    """
    first, last = sorted([one, other])
    begins, ends = (
        range(PartialDate(side).bounds.begin_earliest.day, PartialDate(side).bounds.end_latest.day + 1)
        for side in (begin, end)
    )
    held = [b <= last and first <= e for b, e in product(begins, ends) if b <= e]
    expected = Fit.CERTAIN if all(held) else Fit.POSSIBLE if any(held) else Fit.NO

    period = parsed(f"{begin}/{end}")

    assert period.bounds.overlaps(date(2022, 1, first), date(2022, 1, last)) is expected
