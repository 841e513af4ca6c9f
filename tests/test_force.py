"""
In force on a day: certain, possible or no, by rules that are written out here one by one.

Each case is a handful of records, built and asked as a person's own would be. `@b` is the case's document b.
"""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import FIXTURES
from hypothesis import assume, given
from hypothesis import strategies as st

from policygraph.build import build
from policygraph.check import check
from policygraph.dates import MAX, Bounds, Fit, PartialDate
from policygraph.errors import DataError
from policygraph.force import BEGINS, WHY, Periods
from policygraph.model import Modality, Statement
from policygraph.ontology import PREFIXES, ontology
from policygraph.reasons import reason
from policygraph.store import Store, open_store
from policygraph.timeline import Asked, Entry, in_force

ID = PREFIXES["id"]
DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


class Case(NamedTuple):
    """
    A rule in words, records (the first is the one asked for), what is the answer on which day, and why it ends.
    """

    rule: str
    records: dict[str, str]
    answers: str
    why: str = ""


CASES = {
    # --- when it begins
    "day": Case(
        "A document whose day is known is in force from that day.",
        {"": "issued: 2022-03-05"},
        "no 2022-03-04; certain 2022-03-05; possible 2022-03-06",
        "noEndGiven",
    ),
    "month": Case(
        "Of a month, only the last day is certain: it may be any day before; after it no end is known.",
        {"": "issued: 2022-03"},
        "no 2022-02-28; possible 2022-03-15; certain 2022-03-31; possible 2022-04-01; possible 2099-01-01",
        "noEndGiven",
    ),
    "effective": Case(
        "Where a source says when it took effect, that counts and not when it was issued.",
        {"": "issued: 2022-03-05, effective: 2022-05-01"},
        "no 2022-04-30; certain 2022-05-01",
    ),
    "published": Case(
        "A day of publication counts only where no better one is given.",
        {"": "published: 2022-06-01, dated: 2022-05-01"},
        "certain 2022-05-01; possible 2022-06-01",
    ),
    "two-dates-agree": Case(
        "Two dates of one role that agree narrow each other: 2022 and 2022-04 is April.",
        {"": "issued: [2022, 2022-04]"},
        "no 2022-03-31; possible 2022-04-01; certain 2022-04-30",
    ),
    "two-dates-disagree": Case(
        "Two dates of one role that exclude each other leave both possible.",
        {"": "issued: [2021-04, 2022-04]"},
        "no 2021-03-31; possible 2021-04-01; possible 2021-10-01; certain 2022-04-30",
    ),
    "about": Case(
        "A date that is only about right reaches out on both sides.",
        {"": "issued: 2022~"},
        "no 2020-12-31; possible 2021-01-01; certain 2023-12-31",
    ),
    "open-begin": Case(
        "An open or unknown begin is not known: no day is certain, as if it had always been.",
        {"": "issued: ../2022"},
        "possible 1000-01-01; possible 2022-06-30; certain 2022-12-31",
    ),
    "since": Case(
        "Dated as going on from 2022, it began then, and nothing says that it still goes on.",
        {"": "dated: 2022/.."},
        "no 2021-12-31; possible 2022-06-30; certain 2022-12-31; possible 2023-01-01",
        "noEndGiven",
    ),
    # --- periods
    "period-only": Case(
        "A period alone is possible in its first year, and certain from the second to the last day of the last.",
        {"": "valid: 2021/2035"},
        "no 2020-12-31; possible 2021-06-30; certain 2022-01-01; certain 2035-06-30; certain 2035-12-31; no 2036-01-01",
        "periodStated",
    ),
    "period-begun-when-issued": Case(
        "A title names years, not days: issued within the first year of its period, it holds from its own date.",
        {"": "issued: 2021-03, valid: 2021/2035"},
        "no 2021-02-28; possible 2021-03-15; certain 2021-03-31; certain 2021-06-30; no 2036-01-01",
    ),
    "period-issued-before": Case(
        "Issued before its period, it holds from the period on, of which only the year is known.",
        {"": "issued: 2020-12-05, valid: 2021/2025"},
        "no 2020-12-31; possible 2021-01-01; certain 2021-12-31",
    ),
    "period-issued-later": Case(
        "Issued in the midst of its period, it did not hold before it was issued.",
        {"": "issued: 2023-05-01, valid: 2021/2025"},
        "no 2023-04-30; certain 2023-05-01; certain 2025-12-31; no 2026-01-01",
    ),
    "period-of-months": Case(
        "A period named by months lasts to the last day of the last of them.",
        {"": "issued: 2022-04-01, valid: 2022-04/2024-02"},
        "certain 2024-02-29; no 2024-03-01",
        "periodStated",
    ),
    "period-of-one-year": Case(
        "What is for one year lasts to its last day.",
        {"": "issued: 2020-03-01, valid: 2020"},
        "no 2020-02-29; certain 2020-03-01; certain 2020-12-31; no 2021-01-01",
        "periodStated",
    ),
    "period-about": Case(
        "Of a period that ends about a year, or in some year of a decade, no last day is sure.",
        {"": "issued: 2020-03-01, valid: 2020/2024~"},
        "certain 2023-01-01; possible 2023-06-30; possible 2025-12-31; no 2026-01-01",
        "periodStated",
    ),
    "period-open": Case(
        "A period that is open at its end says of no end.",
        {"": "valid: 2022/.."},
        "no 2021-12-31; possible 2022-06-30; certain 2022-12-31; possible 2023-01-01; possible 9999-12-31",
        "noEndGiven",
    ),
    "period-unknown-end": Case(
        "That it ended at some unknown time is no end that could be counted on.",
        {"": "valid: 2022/"},
        "possible 2022-06-30; certain 2022-12-31; possible 2050-01-01",
        "noEndGiven",
    ),
    "period-unknown-begin": Case(
        "Of a period whose begin is unknown, the document's own date is the begin.",
        {"": "issued: 2022-03-05, valid: /2025"},
        "no 2022-03-04; certain 2022-03-05; certain 2024-06-30; no 2026-01-01",
    ),
    "period-over-when-issued": Case(
        "A period that was over before the document was issued contradicts it, so nothing is known of its end.",
        {"": "issued: 2026-01-05, valid: 2021/2025"},
        "no 2026-01-04; certain 2026-01-05; possible 2026-01-06",
        "endContradicted",
    ),
    # --- stated ends
    "ended-day": Case(
        "The day on which it ended still counts.",
        {"": "issued: 2020, ended: 2022-06-30"},
        "certain 2022-06-30; no 2022-07-01",
        "endStated",
    ),
    "ended-year": Case(
        "Of an end of which only the year is known, the whole year is possible.",
        {"": "issued: 2020, ended: 2022"},
        "certain 2021-12-31; possible 2022-06-30; possible 2022-12-31; no 2023-01-01",
    ),
    "several-ends": Case(
        "Of several ends the earliest counts: what was to last to 2025 was ended in 2023.",
        {"": "issued: 2020, valid: 2020/2025, ended: 2023-06-30"},
        "certain 2023-06-30; no 2023-07-01",
        "endStated",
    ),
    "two-periods-disagree": Case(
        "Two periods that disagree leave all possible from the first end to the last.",
        {"": "valid: [2020/2022, 2020/2025]"},
        "certain 2022-12-31; possible 2023-06-30; possible 2025-12-31; no 2026-01-01",
    ),
    "ended-in-the-year-of-issue": Case(
        "Nothing ends before it begins, so the same year narrows both.",
        {"": "issued: 2022-10, ended: 2022"},
        "no 2022-09-30; possible 2022-10-15; possible 2022-12-31; no 2023-01-01",
    ),
    # --- ended by another document
    "replaced": Case(
        "Replaced, it ends on the day before the other begins.",
        {"": "issued: 2019", "b": "issued: 2023-05-01, replaces: @"},
        "certain 2023-04-30; no 2023-05-01",
        "endedByDocument",
    ),
    "repealed-in-a-month": Case(
        "Where only the month of the repeal is known, the end is as uncertain as that.",
        {"": "issued: 2019", "b": "issued: 2023-05, repeals: @"},
        "certain 2023-04-30; possible 2023-05-01; possible 2023-05-30; no 2023-05-31",
    ),
    "repealed-by-what-takes-effect-later": Case(
        "What repeals it does so when it takes effect, not when it is issued.",
        {"": "issued: 2019", "b": "issued: 2023-05-01, effective: 2023-09-01, repeals: @"},
        "certain 2023-08-31; no 2023-09-01",
    ),
    "replaced-by-a-plan-for-later-years": Case(
        "A plan issued before its period replaces the last one when its period begins, some day of that year.",
        {"": "issued: 2016", "b": "issued: 2020-12-05, valid: 2021/2025, replaces: @"},
        "certain 2020-12-31; possible 2021-06-30; no 2021-12-31",
    ),
    "amended": Case(
        "To amend a document is not to end it.",
        {"": "issued: 2019-01-01", "b": "issued: 2023-05-01, amends: @"},
        "certain 2019-01-01; possible 2023-04-30; possible 2023-05-01; possible 2030-01-01",
        "noEndGiven",
    ),
    "chain": Case(
        "In a chain of supersession each ends when the next begins.",
        {
            "": "issued: 2015-01-01",
            "b": "issued: 2018-01-01, replaces: @",
            "c": "issued: 2021-01-01, replaces: @b",
        },
        "certain 2017-12-31; no 2018-01-01",
    ),
    "chain-undated": Case(
        "What replaced it is undated but was itself replaced in 2021: it was over by then, since when is unknown.",
        {"": "issued: 2015-01-01", "b": "replaces: @", "c": "issued: 2021-01-01, replaces: @b"},
        "certain 2015-01-01; possible 2018-01-01; no 2021-01-01",
        "endedByDocument",
    ),
    "replaced-undated": Case(
        "That it was replaced is known, but not when: after its begin it is possible.",
        {"": "issued: 2015-01-01", "b": "replaces: @"},
        "certain 2015-01-01; possible 2015-01-02; possible 2024-01-01",
        "endedOnUnknownDay",
    ),
    "replaced-twice": Case(
        "Replaced by two, it ends with the first of them.",
        {"": "issued: 2015", "b": "issued: 2022-01-01, replaces: @", "c": "issued: 2020-01-01, repeals: @"},
        "certain 2019-12-31; no 2020-01-01",
    ),
    "replaced-by-an-earlier": Case(
        "What replaces it cannot be older; the contradiction is no end.",
        {"": "issued: 2023-01-01", "b": "issued: 2019-01-01, replaces: @"},
        "no 2022-12-31; certain 2023-01-01; possible 2024-01-01",
        "endContradicted",
    ),
    "undated-but-replaced": Case(
        "Of an undated document that was replaced only this is known: since then it is over.",
        {"": "", "b": "issued: 2020-01-01, replaces: @"},
        "possible 1990-01-01; possible 2019-12-30; certain 2019-12-31; no 2020-01-01",
        "endedByDocument",
    ),
    # --- seen to operate
    "vouched": Case(
        "Where no end is given it is certain up to the day on which a source presents it as operating.",
        {"": "issued: 2022-01-01, current: 2023-12-31"},
        "certain 2022-01-01; certain 2023-06-30; certain 2023-12-31; possible 2024-01-01",
        "operatingWhenLastReported",
    ),
    "vouched-month": Case(
        "Seen on some day of a month, it is certain only up to its first.",
        {"": "issued: 2022-01-01, current: 2023-12"},
        "certain 2023-12-01; possible 2023-12-02",
    ),
    "vouched-month-end": Case(
        "Seen up to the end of a month, it is certain to its last day.",
        {"": "issued: 2022-01-01, current: {value: 2023-12, words: 截至2023年底}"},
        "certain 2023-12-31; possible 2024-01-01",
        "operatingWhenLastReported",
    ),
    "vouched-year-end": Case(
        "So it is where only the year is recorded and the words name its end.",
        {"": "issued: 2022-01-01, current: {value: 2023, words: 2023年末}"},
        "certain 2023-12-31; possible 2024-01-01",
    ),
    "vouched-month-in-words": Case(
        "Up to a month is no more than up to some day of it.",
        {"": "issued: 2022-01-01, current: {value: 2024-09, words: 截至2024年9月}"},
        "certain 2024-09-01; possible 2024-09-02",
    ),
    "vouched-some-day": Case(
        "Seen on some day of a decade, it is certain on none, and possible ever after.",
        {"": "launched: {value: 1980, modality: planned}, current: 199X"},
        "possible 1985-01-01; possible 1995-01-01; possible 2018-06-30",
        "operatingWhenLastReported",
    ),
    "vouched-twice": Case(
        "Of several such days the latest counts.",
        {"": "issued: 2022-01-01, current: [2024-05-01, 2023-12-31]"},
        "certain 2024-05-01; possible 2024-05-02",
    ),
    "vouched-narrows-the-begin": Case(
        "Started in 2022 and seen in May of that year, it had begun by the end of May.",
        {"": "issued: 2022, current: 2022-05"},
        "possible 2022-05-30; certain 2022-05-31; certain 2022-12-31; possible 2023-01-01",
    ),
    "vouched-narrows-the-end": Case(
        "Ended in 2023 and still seen in October, it did not end before October.",
        {"": "issued: 2020, ended: 2023, current: 2023-10"},
        "certain 2023-10-01; possible 2023-10-02; no 2024-01-01",
        "endStated",
    ),
    "vouched-after-its-end": Case(
        "A source says it ended, another sees it operate later: up to the end it is certain, then for ever possible.",
        {"": "issued: 2020, ended: 2022-06-30, current: 2023-12"},
        "certain 2022-06-30; possible 2022-07-01; possible 2023-12-01; possible 2030-01-01",
        "endContradicted",
    ),
    "vouched-though-replaced": Case(
        "So it is where another document has ended it.",
        {"": "issued: 2020, current: 2023-12", "b": "issued: 2022-01-01, replaces: @"},
        "certain 2021-12-31; possible 2022-01-01; possible 2023-12-01",
        "endContradicted",
    ),
    "vouched-before-its-begin": Case(
        "Seen to operate before the date that it bears, it may have begun by then.",
        {"": "issued: 2022-05-01, current: 2020-06"},
        "no 2020-05-31; possible 2020-06-01; possible 2022-04-30; certain 2022-05-01",
    ),
    "vouched-only": Case(
        "Of what is only seen to operate no begin is known: it is possible before, and certain on a day that is known.",
        {"": "current: 2023-12-31"},
        "possible 1990-01-01; certain 2023-12-31; possible 2024-01-01",
        "operatingWhenLastReported",
    ),
    # --- drafts
    "draft": Case(
        "A draft never was in force, whenever it is dated.",
        {"": "dated: 2020, published: 2021-01-01, draft: 征求意见稿"},
        "no 2019-12-31; no 2020-12-31; no 2021-01-01; no 2024-01-01",
    ),
    "draft-undated": Case(
        "Nor was a draft that no source dates.",
        {"": "draft: 草稿"},
        "no 2020-12-31",
    ),
    "draft-adopted": Case(
        "Of a draft that was issued after all, the date of issue counts.",
        {"": "published: 2021-01-01, issued: 2022-01-01, draft: 征求意见稿"},
        "no 2021-12-31; certain 2022-01-01",
    ),
    "draft-planned": Case(
        "That there is to be a draft makes none of the document.",
        {"": "issued: 2022-01-01, draft: {value: 草稿, modality: planned}"},
        "certain 2022-01-01",
    ),
    "draft-replaces": Case(
        "A draft that is to replace another document does not end it.",
        {"": "issued: 2020-01-01", "b": "dated: 2022-01-01, draft: 草稿, replaces: @"},
        "certain 2020-01-01; possible 2022-01-01; possible 2024-01-01",
        "noEndGiven",
    ),
    # --- what does not count
    "planned-end": Case(
        "A plan to end it is no end, and a recommendation none either.",
        {
            "": "issued: 2020-01-01",
            "b": "issued: 2022-01-01, replaces: {value: @, modality: planned}",
            "c": "issued: 2022-01-01, repeals: {value: @, modality: proposed}",
        },
        "certain 2020-01-01; possible 2022-01-02",
        "noEndGiven",
    ),
    "planned-begin": Case(
        "The day on which it is planned to take effect is not the day on which it did.",
        {"": "issued: 2020-01-01, effective: {value: 2021-01-01, modality: planned}"},
        "certain 2020-01-01; possible 2020-06-30",
    ),
    "undated": Case(
        "Of what no source dates nothing is known: possible on every day.",
        {"": ""},
        "possible 1990-01-01; possible 2023-12-31",
    ),
    "programme": Case(
        "A programme begins when it was launched and ends when it ended.",
        {"": "launched: 2011, ended: 2015-06"},
        "no 2010-12-31; certain 2011-12-31; certain 2015-06-01; possible 2015-06-30; no 2015-07-01",
    ),
}
MEMBERSHIPS = {
    "from": Case(
        "A member from 2017 on, of whom no source says more, is certain as that year ends and possible after.",
        {"": "{value: city, from: 2017}"},
        "no 2016-12-31; possible 2017-06-30; certain 2017-12-31; possible 2018-01-01",
        "noEndGiven",
    ),
    "from-until": Case(
        "A member from a year until a month is certain between them.",
        {"": "{value: city, from: 2017, until: 2019-06}"},
        "possible 2017-06-30; certain 2018-06-30; certain 2019-06-01; possible 2019-06-30; no 2019-07-01",
        "endStated",
    ),
    "until": Case(
        "A member until 2019, since when nobody says, is never certain.",
        {"": "{value: city, until: 2019}"},
        "possible 1990-01-01; possible 2018-12-31; possible 2019-06-30; no 2020-01-01",
    ),
    "programme-ended": Case(
        "Nobody is a member of what has ended; whether to its end is not said.",
        {"": "{value: city, from: 2017}", "programme": "ended: 2018-06-30, launched: 2010"},
        "certain 2017-12-31; possible 2018-06-30; no 2018-07-01",
        "endedWithOneSide",
    ),
    "programme-ended-some-day": Case(
        "Where only the year of its end is known, membership to a later day is not certain in that year.",
        {"": "{value: city, from: 2017, until: 2020-12-31}", "programme": "ended: 2019, launched: 2010"},
        "certain 2018-12-31; possible 2019-06-30; no 2020-01-01",
        "endedWithOneSide",
    ),
    "member-ended": Case(
        "Nor is anything a member that is no more.",
        {"": "{value: @body, from: 2017}", "body": "ended: 2019-06-30"},
        "certain 2017-12-31; possible 2019-06-30; no 2019-07-01",
        "endedWithOneSide",
    ),
    "programme-goes-on": Case(
        "That the programme is seen to operate does not vouch for a member.",
        {"": "{value: city, from: 2017}", "programme": "launched: 2010, current: 2024"},
        "certain 2017-12-31; possible 2023-06-30",
        "noEndGiven",
    ),
}


def slug(case: str, document: str = "") -> str:
    return f"case-{case}-{document}" if document else f"case-{case}"


def record(kind: str, name: str, fields: str) -> str:
    named = "title" if kind == "policy" else "label"
    lines = [f"- {kind}: {name}", f"  {named}: {name}", *re.split(r", (?=[a-z]+: )(?![^{\[]*[}\]])", fields)]
    return "\n".join([*lines[:2], *(f"  {line}" for line in lines[2:] if line), "  at: one/1.1/p1", ""])


def records() -> str:
    """
    All cases as one file of records.
    """
    text = []
    for name, case in CASES.items():
        for document, fields in case.records.items():
            kind = "programme" if "launched" in fields or name == "vouched-only" else "policy"
            fields = re.sub("@([a-z]*)", lambda found, name=name: slug(name, found[1]), fields)
            text.append(record(kind, slug(name, document), fields))
    for name, case in MEMBERSHIPS.items():
        whole = f"participant: {case.records['']}, {case.records.get('programme', '')}".rstrip(", ")
        text.append(record("programme", slug(name), whole.replace("@body", slug(name, "body"))))
        if "body" in case.records:
            text.append(record("organisation", slug(name, "body"), case.records["body"]))
    return "".join(text)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A data folder that holds every case.
    """
    folder = Path(shutil.copytree(FIXTURES / "valid", tmp_path_factory.mktemp("force") / "data"))
    (folder / "sources" / "report" / "cases.yaml").write_text(records(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graph(cases: Path) -> Store:
    build(cases, cases.parent / "out")
    return open_store(cases.parent / "out")


def answers(case: Case) -> list[tuple[date, Fit]]:
    return [(date.fromisoformat(day), Fit(fit)) for fit, day in (a.split() for a in case.answers.split("; "))]


def whys(graph: Store, subject: str) -> set[str]:
    text = f"SELECT ?why WHERE {{ {subject} pg:inForce/pg:why ?why FILTER(LANG(?why) = 'en') }}"
    return {str(row["why"]) for row in graph.select(text, prefixes=PREFIXES)}


@pytest.mark.parametrize("name", CASES)
def test_the_rules_of_being_in_force(graph: Store, name: str):
    """
    Each rule in its own words stands in the table above.
    """
    case = CASES[name]
    for day, fit in answers(case):
        [found] = in_force(graph, Asked(thing=ID + slug(name)), day)
        assert found.fit is fit, (case.rule, day, found.bounds)
        assert all(found.why)
    if case.why:
        assert whys(graph, f"id:{slug(name)}") == {WHY[case.why][1]}


@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_the_rules_of_being_a_member(graph: Store, name: str):
    """
    A membership is asked for by its programme, for it has no name of its own.
    """
    case = MEMBERSHIPS[name]
    for day, fit in answers(case):
        found = in_force(graph, Asked(programme=ID + slug(name), kinds=("membership",)), day)
        assert [entry.fit for entry in found] == ([] if fit is Fit.NO else [fit]), (case.rule, day)
    if case.why:
        assert whys(graph, f"?m org:organization id:{slug(name)} . ?m") == {WHY[case.why][1]}


def test_the_table_is_long_enough_to_be_a_contract():
    assert len(CASES) + len(MEMBERSHIPS) >= 25
    assert len({case.rule for case in (*CASES.values(), *MEMBERSHIPS.values())}) == len(CASES) + len(MEMBERSHIPS)


# --- what a day's answer says


@pytest.mark.parametrize(
    ("name", "day", "zh", "en"),
    [
        (
            "vouched",
            "2023-06-30",
            "最迟已于2022-01-01开始；来源未给出终止日期，但述其仍在运行，确定有效至2023-12-31",
            "",
        ),
        (
            "vouched",
            "2024-06-30",
            "来源未给出终止日期，但述其仍在运行，2023-12-31之后是否有效不详",
            "no source gives an end, but one presents it as operating: not known after 2023-12-31",
        ),
        ("month", "2022-03-15", "始于2022-03，具体日期不详", "begins on some day of 2022-03, which one is not known"),
        ("month", "2022-02-01", "最早始于2022-03-01", "begins on 2022-03-01 at the earliest"),
        ("period-only", "2021-06-30", "始于2021，具体日期不详", "begins on some day of 2021, which one is not known"),
        (
            "period-only",
            "2036-06-30",
            "来源给出了期限，最迟止于2035-12-31",
            "a source gives the period for which it holds: over on 2035-12-31 at the latest",
        ),
        (
            "ended-year",
            "2022-06-30",
            "来源给出了终止日期，止于2022，具体日期不详",
            "a source gives its end: ends on some day of 2022, which one is not known",
        ),
        (
            "vouched-some-day",
            "2018-06-30",
            "来源未给出终止日期，但述其仍在运行，只知在1990-01-01至1999-12-31之间某日有效，此后是否有效不详",
            "no source gives an end, but one presents it as operating: "
            "it held on some day from 1990-01-01 to 1999-12-31, whether later is not known",
        ),
        ("draft", "2023-06-30", "只是草稿，从未生效", "only a draft, never in force"),
        (
            "repealed-in-a-month",
            "2023-05-10",
            "被“case-repealed-in-a-month-b”废止或替代，止于2023-04-30至2023-05-30之间",
            "case-repealed-in-a-month-b repeals or replaces it: ends at some time from 2023-04-30 to 2023-05-30",
        ),
        (
            "replaced",
            "2023-05-01",
            "被“case-replaced-b”废止或替代，最迟止于2023-04-30",
            "case-replaced-b repeals or replaces it: over on 2023-04-30 at the latest",
        ),
        (
            "replaced-undated",
            "2024-01-01",
            "被另一文件废止或替代，日期不详，2015-01-01之后是否有效不详",
            "another document repeals or replaces it, no date tells when: not known after 2015-01-01",
        ),
        ("about", "2021-06-30", "始于2021-01-01至2023-12-31之间", ""),
        (
            "vouched-only",
            "2000-01-01",
            "何时开始不详，不晚于2023-12-31",
            "not known when it began, 2023-12-31 at the latest",
        ),
        (
            "ended-in-the-year-of-issue",
            "2022-10-15",
            "始于2022-10，具体日期不详；来源给出了终止日期，止于2022-10-01至2022-12-31之间",
            "",
        ),
        ("undated", "2022-10-15", "没有来源给出它的日期", "no source dates it"),
    ],
)
def test_an_answer_gives_the_reason_for_that_day(graph: Store, name: str, day: str, zh: str, en: str):
    """
    "Possible" alone helps nobody: what is it that is not known?
    """
    [found] = in_force(graph, Asked(thing=ID + slug(name)), date.fromisoformat(day))

    assert found.why[0] == zh
    assert found.why[1] == en or not en


@given(st.lists(DAYS, min_size=4, max_size=4), DAYS)
def test_every_reason_names_only_days_that_bound_the_answer(days: list[date], day: date):
    first, second, third, fourth = sorted(days)
    for bounds in (Bounds(first, second, third, fourth), Bounds(first, third, second, fourth)):
        for sentence in reason(bounds, ("来源", "a source"), day):
            assert sentence
            known = {str(getattr(bounds, name)) for name in Bounds.__slots__}
            assert set(re.findall(r"\d{4}-\d\d-\d\d", sentence)) <= known


def test_a_thing_asked_for_by_name_gets_its_no(graph: Store):
    """
    An empty table would leave open whether the name was found at all.
    """
    entry = one(graph, "replaced", "2010-01-01")
    assert (entry.fit, entry.edtf) == (Fit.NO, "2019")
    assert not [e for e in in_force(graph, Asked(), date(2010, 1, 1)) if e.fit is Fit.NO]


def test_what_is_only_recommended_is_not_in_force(graph: Store):
    [entry] = in_force(graph, Asked(thing=f"{ID}farm-abroad"), date(2024, 1, 1))

    assert (entry.fit, entry.modality, entry.why[1]) == (Fit.NO, "proposed", "only planned or proposed, no fact")


def test_of_bodies_and_events_nothing_is_said(graph: Store):
    """
    An agency is not in force; a made-up answer would be worse than none.
    """
    assert in_force(graph, Asked(thing=f"{ID}office"), date(2024, 1, 1)) == []


def one(graph: Store, name: str, day: str) -> Entry:
    [found] = in_force(graph, Asked(thing=ID + slug(name)), date.fromisoformat(day))
    return found


def test_an_answer_is_cited_by_every_date_that_it_rests_on(graph: Store):
    """
    Who doubts the end must find the passage that dates the document which brought it about.
    """
    text = "SELECT ?owner WHERE { id:case-replaced pg:inForce/pg:basis ?date . ?owner pg:time ?date }"

    owners = {str(row["owner"]).removeprefix(ID) for row in graph.select(text, prefixes=PREFIXES)}
    assert owners == {"case-replaced", "case-replaced-b"}
    assert [c.locator for c in one(graph, "replaced", "2023-01-01").citations] == ["one/1.1/p1"]


def test_an_answer_that_rests_on_an_inferred_date_is_inferred(small: Path, tmp_path: Path):
    text = record("policy", "x", "issued: 2020-01-01")
    text += "- also: x\n  ended: {value: 2022, modality: inferred, why: 按惯例}\n  at: one/1.1/p2\n"
    (small / "sources" / "report" / "x.yaml").write_text(text, encoding="utf-8")
    build(small, tmp_path / "out")

    [entry] = in_force(open_store(tmp_path / "out"), Asked(thing=f"{ID}x"), date(2021, 1, 1))
    assert (entry.fit, entry.modality) == (Fit.CERTAIN, "inferred")


# --- conflicts are found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("vouched-after-its-end", "F109"),
        ("period-over-when-issued", "F109"),
        ("vouched-though-replaced", "F115"),
        ("vouched-before-its-begin", "F115"),
        ("replaced-undated", "F111"),
        ("two-dates-disagree", "F101"),
        ("two-periods-disagree", "F101"),
    ],
)
def test_a_contradiction_between_sources_is_a_finding(findings: dict[str, set[str]], name: str, code: str):
    """
    The answer stays open; a person must look which of the two is wrong.
    """
    assert findings[slug(name)] & {"F101", "F109", "F110", "F111", "F115"} == {code}


@pytest.fixture(scope="module")
def findings(cases: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in check(cases):
        assert not finding.error, finding
        found.setdefault(finding.thing, set()).add(finding.code)
    return found


@pytest.mark.parametrize("name", ["replaced", "chain", "chain-undated", "vouched", "period-begun-when-issued"])
def test_what_agrees_is_no_finding(findings: dict[str, set[str]], name: str):
    assert not findings.get(slug(name), set()) & {"F101", "F109", "F110", "F111", "F115"}


# --- rules that hold for all dates

NEAR = st.dates(date(2022, 3, 1), date(2022, 3, 20))
DOUBTFUL = st.builds("{}{}".format, NEAR, st.sampled_from(["", "?"]))
WRITTEN = st.one_of(
    DOUBTFUL,
    st.sampled_from(
        ["2022", "2022-03", "202X", "2021/2023", "2022/..", "../2022", "/2023", "2022/", "2022-40", "2021~"]
    ),
)
KEYS = ("issued", "effective", "dated", "published", "valid", "ended", "current")


def periods(documents: dict[str, dict[str, list[str]]], replaces: dict[str, str]) -> Periods:
    """
    The periods of documents with dates by key, of which some replace others.
    """
    kind, found = ontology().kinds["policy"], Periods()
    for name, dates in documents.items():
        for key, values in dates.items():
            for value in values:
                found.add(Statement(name, kind.properties[key], value, Modality.STATED, "r/1/1/p1"), kind.classes, {})
    for name, other in replaces.items():
        said = Statement(name, kind.properties["replaces"], other, Modality.STATED, "r/1/1/p1")
        found.add(said, kind.classes, {})
    return found


def possible_days(edtf: str) -> list[date]:
    first, last = PartialDate(edtf).bounds.begin_earliest, PartialDate(edtf).bounds.end_latest
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@given(DOUBTFUL, st.none() | DOUBTFUL, st.none() | DOUBTFUL)
def test_certain_is_what_holds_in_every_possible_world(issued: str, ended: str | None, replaced: str | None):
    """
    The oracle tries every day that each doubtful date can be, and knows nothing of bounds.
    """
    dates = {"issued": [issued]} | ({"ended": [ended]} if ended else {})
    documents = {"a": dates} | ({"b": {"issued": [replaced]}} if replaced else {})
    ends = [possible_days(ended) if ended else [MAX]]
    ends += [[day - timedelta(1) for day in possible_days(replaced)] if replaced else [MAX]]
    worlds = [(begin, min(end)) for begin in possible_days(issued) for end in product(*ends) if begin <= min(end)]
    assume(worlds)
    assume(ended or replaced)
    # An end that can only lie before the begin is no end; then other rules hold.
    assume(all(max(days) >= min(possible_days(issued)) for days in ends))

    force = next(f for f in periods(documents, {"b": "a"} if replaced else {}).in_force() if f.subject == "a")

    for n in range(-5, 40):
        day = date(2022, 2, 25) + timedelta(n)
        held = {begin <= day <= end for begin, end in worlds}
        expected = Fit.CERTAIN if held == {True} else Fit.NO if held == {False} else Fit.POSSIBLE
        assert force.bounds.at(day) is expected, (day, force.bounds)


@given(
    st.dictionaries(
        st.sampled_from("abcd"), st.dictionaries(st.sampled_from(KEYS), st.lists(WRITTEN, min_size=1, max_size=3))
    ),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("abcd")),
)
def test_whatever_is_said_the_four_days_are_in_order_and_rest_on_dates(
    documents: dict[str, dict[str, list[str]]], replaces: dict[str, str]
):
    """
    Also where documents replace each other in a circle, or themselves: the graph must keep its shapes.
    """
    for force in periods(documents, replaces).in_force():
        b = force.bounds
        assert b.begin_earliest <= b.begin_latest <= b.end_latest
        assert b.begin_earliest <= b.end_earliest <= b.end_latest
        assert force.basis
        assert all(edtf in documents[owner][key_of(role)] for owner, role, edtf in force.basis)


def key_of(role: str) -> str:
    return next(key for key in KEYS if ontology().kinds["policy"].properties[key].role == role)


@given(st.lists(DAYS, min_size=2, max_size=5, unique=True))
def test_a_chain_of_supersession_leaves_one_in_force_each_day(days: list[date]):
    """
    Known to the day, each takes over from the last: no day has two of them, and none has none.
    """
    chain = sorted(days)
    documents = {str(n): {"issued": [day.isoformat()]} for n, day in enumerate(chain)}
    found = {f.subject: f for f in periods(documents, {str(n + 1): str(n) for n in range(len(chain) - 1)}).in_force()}

    for day in {d + timedelta(n) for d in chain[:-1] for n in (-1, 0, 1)}:
        if chain[0] <= day < chain[-1]:
            assert [f.bounds.at(day) for f in found.values()].count(Fit.CERTAIN) == 1
            assert [f.bounds.at(day) for f in found.values()].count(Fit.NO) == len(chain) - 1


def test_a_long_chain_of_undated_documents_comes_to_an_end():
    """
    Data from elsewhere may hold any number of them, and in a circle.
    """
    chain = {str(n + 1): str(n) for n in range(5000)}
    last = periods({"5000": {"issued": ["2020"]}}, chain)
    assert {f.subject for f in last.in_force()} >= {"5000", "4999", "4950"}
    assert list(periods({}, {"a": "b", "b": "a"}).in_force()) == []


def test_the_roles_that_begin_are_dates_that_a_record_can_give():
    """
    A role that no key gives would be a rule about nothing.
    """
    known = {p.role for kind in ontology().kinds.values() for p in kind.properties.values()}

    assert set(BEGINS) <= known


# --- memberships in the graph


def test_a_membership_has_the_same_node_as_a_policy(graph: Store):
    """
    One pattern answers for all three.
    """
    pattern = "?m a org:Membership ; org:organization id:case-from ; pg:inForce ?f . ?f pg:basis/pg:role pg:valid"
    bounds = "?f pg:beginEarliest ?a ; pg:beginLatest ?b ; pg:endEarliest ?c ; pg:endLatest ?d"
    [row] = graph.select(f"SELECT DISTINCT ?a ?b ?c ?d WHERE {{ {pattern} . {bounds} }}", prefixes=PREFIXES)

    assert [str(row[name]) for name in "abcd"] == ["2017-01-01", "2017-12-31", "2017-12-31", "9999-12-31"]


def test_a_membership_is_named_after_its_two_sides(graph: Store):
    asked = Asked(programme=f"{ID}farm", kinds=("membership",))
    [entry] = in_force(graph, asked, date(2018, 1, 1))

    assert (entry.thing.label, entry.thing.english) == ("农场：示例市", "Farm: City")
    assert (entry.edtf, entry.fit) == ("2017/2023-06", Fit.CERTAIN)
    assert entry.citations


def test_a_merged_member_keeps_its_membership(small: Path, tmp_path: Path):
    """
    A judgement that two names are one thing must not lose what was said of the second.
    """
    records = "- region: town\n  label: 乙市\n  at: report/one/1.1/p1\n"
    (small / "more.yaml").write_text(records, encoding="utf-8")
    text = "- also: farm\n  participant: {value: town, from: 2020}\n  at: one/1.1/p5\n"
    (small / "sources" / "report" / "x.yaml").write_text(text, encoding="utf-8")
    judged = "- same: [city, town]\n  by: 甲\n  on: 2024-01-01\n  why: 同一地\n"
    (small / "judgements.yaml").write_text(judged, encoding="utf-8")
    build(small, tmp_path / "out")

    asked = Asked(programme=f"{ID}farm", kinds=("membership",), region=f"{ID}city")
    found = in_force(open_store(tmp_path / "out"), asked, date(2020, 12, 31))
    assert [(e.edtf, e.fit) for e in found] == [("2017/2023-06", Fit.CERTAIN), ("2020/..", Fit.CERTAIN)]


def test_only_a_link_holds_for_a_time(small: Path, tmp_path: Path):
    """
    A number or a name with `from` would make a membership of a text.
    """
    text = "- policy: x\n  title: 甲\n  number: {value: '甲> <http://evil', from: 2020}\n  at: one/1.1/p1\n"
    (small / "sources" / "report" / "x.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(DataError) as fault:
        build(small, tmp_path / "out")
    assert [p.code for p in fault.value.problems] == ["E113"]
