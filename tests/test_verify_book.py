"""
The built-in records against the book that they were read from; skipped by name where there is no copy of it.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.load import load
from policygraph.lookup import Lookup
from policygraph.model import Statement
from policygraph.names import NAMES
from policygraph.ontology import ontology, shipped
from policygraph.unclaimed import unclaimed
from policygraph.verify import Finding, Report, Status, check, open_copy, source_of

BOOK = "beijing-talent-2024"
FOLDERS = (os.environ.get("POLICYGRAPH_SOURCES"), Path(__file__).parents[2] / "shared" / "sources")
COPY = next((p for folder in FOLDERS if folder and (p := Path(folder) / f"{BOOK}.txt").is_file()), None)
needs_book = pytest.mark.skipif(COPY is None, reason=f"needs {BOOK}.txt in POLICYGRAPH_SOURCES or ../shared/sources")


def book() -> tuple[Lookup, list[Statement], list[Finding]]:
    records = load(shipped("data"), ontology())
    statements = list(records.statements())
    lookup = Lookup(records, statements, open_copy(source_of(records, BOOK), COPY)[0])
    return lookup, statements, check(lookup, statements, BOOK, {})[0]


@pytest.fixture(scope="module")
def read() -> tuple[Lookup, list[Statement], list[Finding]]:
    return book()


@pytest.mark.source
@needs_book
def test_the_copy_has_every_heading_of_the_outline_that_is_printed(read: tuple):
    """
    Only the leaves before the text (title page and colophon) have no heading.
    """
    found, headings = read[0].passages.headings

    assert found >= headings - 1


@pytest.mark.source
@needs_book
def test_what_the_book_states_is_checkable(read: tuple):
    """
    At least 95 in 100; what we infer or classify ourselves is not stated by the book.
    """
    counts = Report(BOOK, True, (0, 0), read[2], {}, {}).counts

    assert counts["checkable"] >= 0.95 * counts["stated"] > 0


@pytest.mark.source
@needs_book
@pytest.mark.parametrize("chapter", ["pinggu", "general", "haidian", "mentougou", "digital", "inspection", "front"])
def test_all_that_a_chapter_states_is_proved(read: tuple, chapter: str):
    """
    What the words of its passage do not show is inferred, with its reason, or not recorded.
    """
    findings = [f for f in read[2] if f.statement.passage.startswith(f"{BOOK}/{chapter}/")]

    assert any(f.status is Status.PROVED for f in findings)
    assert not [(f.statement.place, f.missing) for f in findings if f.status is Status.NOT_FOUND]


@pytest.mark.source
@needs_book
def test_what_the_book_names_is_recorded_or_left_out_for_a_reason(read: tuple):
    lookup, statements, _ = read
    source = source_of(load(shipped("data"), ontology()), BOOK)

    assert not unclaimed(lookup, statements, source)
    assert all(all(item.why) for item in source.left_out)


@pytest.mark.source
@needs_book
def test_of_a_thousand_swapped_values_at_least_95_in_100_are_not_proved(read: tuple):
    """
    Each value is put in the place of another of its kind from the same chapter, with the words that belong to it.
    """
    lookup, statements, findings = read
    pools: dict[tuple[str, str], set[tuple[str, str]]] = {}
    told = {(s.subject, s.property.key, s.value, s.passage) for s in statements}
    for said in statements:
        if said.property.checkable and said.passage.startswith(BOOK):
            pools.setdefault(kind(lookup, said), set()).add((said.value, words(said)))
    proved = [f.statement for f in findings if f.status is Status.PROVED]
    chance = random.Random(2024)
    passed = tried = 0
    while tried < 1000:
        said = chance.choice(proved)
        others = [
            other
            for other in sorted(pools[kind(lookup, said)])
            if other[0] != said.value and (said.subject, said.property.key, other[0], said.passage) not in told
        ]
        if others:
            value, quoted = chance.choice(others)
            tried += 1
            passed += lookup.look(replace(said, value=value, words=quoted)).missing is None

    assert passed <= 50


def words(said: Statement) -> str:
    return said.words if said.property.form in ("date", "number") else ""


def kind(lookup: Lookup, said: Statement) -> tuple[str, str]:
    form: str = said.property.form
    if form == "reference":
        form = lookup.kind(said.value)
    elif said.property.path in NAMES:
        form = f"name of {lookup.kind(said.subject)}"
    return said.passage.split("/")[1], form
