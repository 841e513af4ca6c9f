"""
A timeline as iCalendar: read back by the library and by eye, honest about doubt, and the same bytes each time.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import icalendar
import pytest
from conftest import FIXTURES, run

from policygraph.answers.calendar import timeline_ics
from policygraph.build import Built, build
from policygraph.ontology import PREFIXES
from policygraph.store import Store, open_store
from policygraph.timeline import Asked, in_force, timeline

ID = PREFIXES["id"]
DATES = {
    "day": ("dated: 2022-03-05", "2022-03-05", "2022-03-06"),
    "month": ("dated: 2022-03", "2022-03-01", "2022-04-01"),
    "year": ("dated: 2022", "2022-01-01", "2023-01-01"),
    "period": ("valid: 2021/2025", "2021-01-01", "2026-01-01"),
    "open": ("valid: 2022-06/..", "2022-06-01", "2022-07-01"),
    "since-ever": ("valid: ../2022-06", "2022-06-30", "2022-07-01"),
    "last-day": ("dated: 9999-12-31", "9999-12-31", ""),
    "old": ("dated: 0001-01-02", "0001-01-02", "0001-01-03"),
}
HOSTILE = "- policy: hostile\n  title: '甲\\nDTSTART:1; \"a\", b;c\\\\'\n  dated: 2022-03-05\n  at: one/1.1/p1\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    data = Path(shutil.copytree(FIXTURES / "valid", tmp_path_factory.mktemp("calendar") / "data"))
    records = [
        f"- policy: {name}\n  title: {name}\n  {dates}\n  at: one/1.1/p1\n" for name, (dates, _, _) in DATES.items()
    ]
    (data / "sources" / "report" / "more.yaml").write_text("".join(records) + HOSTILE, encoding="utf-8")
    build(data, data.parent / "out")
    return open_store(data.parent / "out")


def events(graph: Store, asked: Asked, day: date | None = None, lang: str = "zh") -> list[icalendar.Event]:
    entries = in_force(graph, asked, day) if day else timeline(graph, asked)
    return icalendar.Calendar.from_ical(timeline_ics(graph, entries, lang)).walk("VEVENT")


@pytest.mark.parametrize("name", DATES)
def test_an_event_covers_every_day_that_is_possible(graph: Store, name: str):
    """
    Its end is the day after the last, as the standard has it; what is open reaches as far as anything is known.
    """
    [event] = events(graph, Asked(thing=ID + name))
    _, first, after = DATES[name]

    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTART"].dt.isoformat() == first
    assert (event["DTEND"].dt.isoformat() if "DTEND" in event else "") == after


def test_an_event_says_what_it_is_and_how_sure(graph: Store):
    [event] = events(graph, Asked(thing=f"{ID}farm-plan"))

    assert event["SUMMARY"] == "约：甲区农场方案（所署时间，2022-04）"
    assert event["CATEGORIES"].to_ical().decode() == "政策文件"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == f"{ID}farm-plan"
    lines = str(event["DESCRIPTION"]).splitlines()
    assert lines[:3] == ["原词：2022 年 4 月", "始：2022-04-01至2022-04-30", "止：2022-04-01至2022-04-30"]
    assert lines[-1] == "出处：示例报告，第一章，一（一），表1第4行，第2页"


def test_a_possible_answer_is_called_so(graph: Store):
    [event] = events(graph, Asked(thing=f"{ID}month"), date(2022, 3, 15), "en")

    assert event["SUMMARY"].startswith("possible: month")
    assert "reason: begins on some day of 2022-03, which one is not known" in event["DESCRIPTION"]
    assert "ends: not known after 2022-03-31" in event["DESCRIPTION"]


def test_what_is_known_to_the_day_is_not_called_about(graph: Store):
    [event] = events(graph, Asked(thing=f"{ID}day"))

    assert event["SUMMARY"] == "day（所署时间，2022-03-05）"


def test_what_was_not_in_force_or_has_no_day_is_no_event(graph: Store):
    assert events(graph, Asked(thing=f"{ID}day"), date(2010, 1, 1)) == []
    assert events(graph, Asked(thing=f"{ID}farm-abroad"), date(2010, 1, 1)) == []


def test_no_clock_is_read_and_the_bytes_are_the_same(graph: Store):
    """
    An event is stamped with the day on which its source was published.
    """
    entries = timeline(graph, Asked())
    text = timeline_ics(graph, entries, "zh")

    assert text == timeline_ics(graph, timeline(graph, Asked()), "zh")
    stamps = {event["DTSTAMP"].dt.isoformat() for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    assert stamps == {"2024-12-01T00:00:00+00:00"}


def test_an_identifier_stays_with_its_date(graph: Store):
    """
    An import next year must update this year's events, not double them; the language does not matter.
    """
    zh, en = ({str(event["UID"]) for event in events(graph, Asked(), lang=lang)} for lang in ("zh", "en"))

    assert zh == en
    assert len(zh) == len(timeline(graph, Asked()))


def test_lines_are_as_the_standard_wants_them(graph: Store):
    """
    At most 75 octets, ended by CRLF, no character cut in two, nothing that a title says becomes a line of its own.
    """
    text = timeline_ics(graph, timeline(graph, Asked()), "zh")

    assert text.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")
    for line in text.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()
    assert b"\r\nDTSTART:1" not in text
    [event] = events(graph, Asked(thing=f"{ID}hostile"))
    assert event["DTSTART"].dt == date(2022, 3, 5)
    assert '"a", b;c\\' in event["SUMMARY"]


def test_control_characters_do_not_reach_the_calendar(tmp_path: Path):
    """
    A graph from elsewhere may hold what ours refuses.
    """
    pg, subject = PREFIXES["pg"], f"<{ID}x>"
    day = '"2022-03-05"^^<http://www.w3.org/2001/XMLSchema#date>'
    lines = [
        f"{subject} <{PREFIXES['rdf']}type> <{PREFIXES['eli']}LegalResource> .",
        f'{subject} <{PREFIXES["rdfs"]}label> "a\\u0007b\\nBEGIN:VALARM"@zh .',
        f"{subject} <{pg}time> <{ID}x/t> .",
        f"<{ID}x/t> <{pg}role> <{pg}dated> .",
        f'<{ID}x/t> <{pg}edtf> "2022-03-05" .',
        *(f"<{ID}x/t> <{pg}{name}> {day} ." for name in ("beginEarliest", "beginLatest", "endEarliest", "endLatest")),
    ]
    (tmp_path / "g.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with open_store(tmp_path / "g.nq") as store:
        text = timeline_ics(store, timeline(store, Asked()), "en")

    assert b"SUMMARY:a b BEGIN:VALARM (dated\\, 2022-03-05)\r\n" in text
    assert b"DTSTAMP:19700101T000000Z" in text


def test_the_command_writes_one_event_an_entry(built: Built):
    """
    All of a region's dates, ready to be imported.
    """
    words = ("timeline", "--region", "平谷区", "--store", str(built.out))
    text = run(*words, "--ics").stdout
    entries = json.loads(run(*words, "--json").stdout)

    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == len(entries) > 10
