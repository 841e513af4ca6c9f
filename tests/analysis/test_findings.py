"""
The findings on the built-in data: every number leads to its statements and to a query that gives it, and is the same
again; and the command that shows them.
"""

from __future__ import annotations

import json
import os
import string
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import FIXTURES, run

from policygraph.analysis import ASKED
from policygraph.analysis.finding import Finding, Span
from policygraph.analysis.headings import (
    COLUMNS,
    FEW,
    FIGURES,
    INFERRED,
    NEEDED,
    ON,
    ORDERS,
    POSSIBLE,
    PROPOSED,
    SOURCES,
    STATED,
)
from policygraph.analysis.questions import QUESTIONS, analyse, ask
from policygraph.analysis.reading import Reading, read
from policygraph.analysis.words import METHODS
from policygraph.build import Built, build
from policygraph.dates import Fit
from policygraph.errors import PolicygraphError
from policygraph.gaps import Sort, gaps
from policygraph.ontology import PREFIXES
from policygraph.store import Store, open_store
from policygraph.timeline import Asked, in_force

ROWS = 6


@pytest.fixture(scope="module")
def reading_(store: Store) -> Reading:
    return read(store)


@pytest.fixture(scope="module")
def found(store: Store, reading_: Reading) -> dict[str, Finding]:
    return {finding.key: finding for finding in ask(store, reading_, ASKED, draws=19, limit=None)}


def rows(store: Store, query: str) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in store.select(query, prefixes=PREFIXES)]


def cell(finding: Finding, row: int, column: str):
    return finding.rows[row].cells[[c.key for c in finding.headings].index(column)]


def test_every_question_has_findings_and_every_finding_words():
    assert tuple(QUESTIONS) == ASKED
    assert {key.split(".")[0] for key in METHODS} == set(ASKED)


def test_all_words_stand_in_both_languages_with_the_same_parts():
    """
    A Chinese reader is told everything that an English one is told.
    """
    pairs = [*COLUMNS.values(), *FIGURES.values(), *ORDERS.values()]
    pairs += [FEW, INFERRED, NEEDED, ON, PROPOSED, SOURCES, STATED]
    pairs += [words for m in METHODS.values() for words in (m.question, m.method, m.caveat)]
    for zh, en in pairs:
        parts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
        assert parts[0] == parts[1], en
        assert zh.strip(), en
        assert en.strip(), zh
    assert all(POSSIBLE)


def test_the_findings_are_those_that_have_words(found: dict[str, Finding]):
    assert set(found) == set(METHODS)
    assert all(len(row.cells) == len(finding.headings) for finding in found.values() for row in finding.rows)


def test_every_row_rests_on_statements_with_passages(found: dict[str, Finding]):
    """
    Only what is missing may have none: an empty cell, a year in which nothing began, a thing of which little is said.
    """
    for finding in found.values():
        assert finding.rows, finding.key
        for row in finding.rows:
            bare = finding.key.startswith("gaps") or (finding.key == "growth.years" and row.cells[1] == Span(0, 0))
            assert bare or row.facts, (finding.key, row.cells)
            assert all(fact.citations for fact in row.facts)


@pytest.mark.parametrize("key", [key for key in METHODS if not key.startswith(("gaps", "growth"))])
def test_the_query_of_a_row_lists_its_statements(store: Store, found: dict[str, Finding], key: str):
    dates = PREFIXES["pg"] + "time"
    for row in found[key].rows[:ROWS]:
        listed = set()
        for one in rows(store, row.query):
            if "from" in one:
                listed.add((one["from"], one["how"], one["to"]))
            elif "via" in one:
                listed |= {(one["via"], one["place_link"], one["region"]), (one["via"], one["how"], one["concept"])}
            else:
                listed |= {(one["shared"], one["how"], one["member"]), (one["member"], one["how"], one["shared"])}
        behind = {(f.subject, f.predicate, str(f.value)) for f in row.facts if f.predicate != dates}
        if key == "cascade.chains":  # the links of the chain; who made its documents stands beside
            behind = {fact for fact in behind if fact[1].endswith(("implementation_of", "based_on", "applies"))}
        assert behind
        assert behind <= listed, row.cells


def test_the_query_of_a_row_gives_its_number(store: Store, found: dict[str, Finding]):
    """
    Counting the rows of a query is all that a reader should need.
    """
    for number in range(3):
        shared = rows(store, found["cooperation.pairs"].rows[number].query)
        counts = [cell(found["cooperation.pairs"], number, c) for c in ("count", "agreement", "programme", "mechanism")]
        ties = [
            {(r["tie"], r["shared"]) for r in shared if tie in (r["tie"], "")} for tie in ("agreement", "programme")
        ]
        assert counts[0] == len({(r["tie"], r["shared"]) for r in shared})
        assert counts[1:3] == [len(tie) for tie in ties]

        leaning = found["leaning.supports"]
        entity = cell(leaning, number, "thing")
        ends = {end for r in rows(store, leaning.rows[number].query) for end in (r["from"], r["to"])}
        assert cell(leaning, number, "direct") == len(ends - {entity.iri})

        brokers = found["bridging.brokers"]
        entity = cell(brokers, number, "thing")
        ends = {end for r in rows(store, brokers.rows[number].query) for end in (r["from"], r["to"])}
        assert cell(brokers, number, "links") == len(ends - {entity.iri})


@pytest.mark.parametrize("key", ["gaps.programmes", "gaps.documents", "gaps.expired"])
def test_what_is_missing_is_exactly_what_the_query_finds(store: Store, found: dict[str, Finding], key: str):
    listed = {row["thing"] for row in rows(store, found[key].query)}

    assert listed == {row.cells[0].iri for row in found[key].rows}
    assert all(len(rows(store, row.query)) == 1 for row in found[key].rows[:ROWS])
    assert next(f.value for f in found[key].figures if f.key == "found") == len(listed)


def test_an_empty_cell_is_empty_for_its_query_too(store: Store, found: dict[str, Finding]):
    assert all(rows(store, row.query) == [] for row in found["gaps.cells"].rows[:ROWS])
    expected = [row.cells[2] for row in found["gaps.cells"].rows]
    assert expected == sorted(expected, reverse=True)


def test_a_year_counts_what_its_query_lists(store: Store, found: dict[str, Finding]):
    for number, row in enumerate(found["growth.years"].rows):
        begun = [cell(found["growth.years"], number, column) for column in ("documents_begun", "programmes_begun")]
        assert sum(span.high for span in begun) == len({one["thing"] for one in rows(store, row.query)})


def test_what_a_year_has_in_force_is_what_the_timeline_has(store: Store, found: dict[str, Finding]):
    growth = found["growth.years"]
    for number in range(len(growth.rows) - 4, len(growth.rows)):
        day = date(cell(growth, number, "year"), 12, 31)
        held = in_force(store, Asked(kinds=("policy",)), day)
        certain = sum(e.fit is Fit.CERTAIN for e in held)
        assert cell(growth, number, "documents_held") == Span(certain, len(held))


def test_chance_is_tried_only_when_asked_and_its_draws_are_counted(
    store: Store, reading_: Reading, found: dict[str, Finding]
):
    (plain,) = [f for f in ask(store, reading_, ["groups"], draws=0) if f.key == "groups.communities"]

    assert next(f for f in plain.figures if f.key == "modularity").chance is None
    assert next(f for f in found["groups.communities"].figures if f.key == "modularity").chance.draws == 19


def test_what_counts_is_said_beside_every_finding(store: Store, reading_: Reading):
    day = date(2023, 6, 30)
    stated, inferred = (ask(store, reading_, ["bridging"], draws=0, inferred=counts)[0] for counts in (None, True))
    then = ask(store, reading_, ["cooperation"], draws=0, on=day, possible=True)[0]
    needed = next(f for f in ask(store, reading_, ["groups"], draws=0) if f.key == "groups.overlaps")

    assert STATED in stated.notes
    assert INFERRED in inferred.notes
    assert any("2023-06-30" in zh and "可能" in zh for zh, _ in then.notes)
    assert any("面向群体" in zh for zh, _ in needed.notes)
    assert all("1" in finding.notes[0][0] for finding in (stated, inferred, then))


def test_a_gap_that_an_inference_fills_is_no_gap(store: Store, reading_: Reading):
    whole, strict = (ask(store, reading_, ["gaps"], inferred=counts, limit=3) for counts in (True, False))

    assert [f.total for f in whole] == [f.total for f in strict]


def test_a_limit_cuts_rows_and_not_their_number(store: Store, reading_: Reading):
    cut, all_ = (ask(store, reading_, ["groups", "leaning"], draws=0, limit=limit) for limit in (2, None))

    for one, other in zip(cut, all_, strict=True):
        assert one.total == other.total == len(other.rows)
        assert one.rows[:2] == other.rows[:2]


def test_a_question_that_does_not_exist_is_an_error_with_the_nearest(store: Store):
    with pytest.raises(PolicygraphError) as fault:
        analyse(store, "brigding")

    assert "bridging" in fault.value.text("en")
    assert "E611" in fault.value.text("zh")


@pytest.mark.parametrize("question", ASKED)
def test_a_graph_of_ones_own_or_with_next_to_nothing_can_be_asked(small: Path, tmp_path: Path, question: str):
    build(small, tmp_path)
    with open_store(tmp_path) as store:
        assert analyse(store, question, draws=19)
        assert analyse(store, question, on=date(1800, 1, 1), draws=19)
    nothing = Reading(things={}, links=())
    assert ask(None, nothing, [question])


# --- what the book says, checked by hand (the ten strongest findings stand in the notes of this change)


def test_the_three_provinces_only_ever_act_together_and_the_brands_do_not_overlap(found: dict[str, Finding]):
    """
    All 24 things that Beijing and Tianjin share, Hebei shares too; 通武廊, 通宝唐 and 平蓟三兴 meet in 通州 alone.
    """
    pairs = {tuple(c.id for c in row.cells[:2]): row.cells[2] for row in found["cooperation.pairs"].rows}

    assert {pairs["beijing", "hebei"], pairs["beijing", "tianjin"], pairs["hebei", "tianjin"]} == {24}
    assert pairs["langfang", "wuqing"] == 5
    assert ("pinggu", "tongzhou") not in pairs
    assert not any(
        {"beijing", "tianjin", "hebei"} & set(pair) and {"tongzhou", "pinggu", "wuqing"} & set(pair) for pair in pairs
    )


def test_three_documents_carry_out_another_and_none_over_two_steps(found: dict[str, Finding]):
    chains = [[entity.id for entity in row.cells[0]] for row in found["cascade.chains"].rows]

    assert ["beijing-talent-highland-plan", "pinggu-talent-highland-plan"] in chains
    assert ["ten-measures", "ten-measures-rules"] in chains
    assert {len(chain) for chain in chains} == {2}


def test_what_had_expired_when_the_book_appeared_is_what_the_room_of_gaps_says(store: Store, found: dict[str, Finding]):
    expired = {gap.thing.id: gap.fit for gap in gaps(store) if gap.sort is Sort.EXPIRED}
    shown = {row.cells[0].id: row.cells[2].en for row in found["gaps.expired"].rows}

    assert set(shown) == set(expired)
    assert {thing for thing, words in shown.items() if words == "certain"} == {
        "twelfth-five-year-outline",
        "national-talent-plan-2010-2020",
        "winter-olympics-talent-plan",
    }


# --- the command


def on(built: Built, *words: str, lang: str = "zh") -> subprocess.CompletedProcess[str]:
    return run("analyse", "--store", str(built.out), *words, lang=lang)


@pytest.fixture(scope="module")
def graphs(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """
    A graph to be asked in each language: words do not hang on its size, and a small one answers sooner.
    """
    return {"zh": build(FIXTURES / "valid", tmp_path_factory.mktemp("graph")), "en": built}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("question", ASKED)
def test_a_question_is_answered_with_its_method_and_what_to_beware_of(
    graphs: dict[str, Built], question: str, lang: str
):
    done = on(graphs[lang], "--question", question, "--limit", "3", lang=lang)
    side = 0 if lang == "zh" else 1

    assert done.returncode == 0, done.stderr
    for key in (key for key in METHODS if key.startswith(question)):
        assert METHODS[key].question[side] in done.stdout
        assert METHODS[key].method[side] in done.stdout
        assert METHODS[key].caveat[side] in done.stdout


def test_the_summary_asks_every_question_and_says_where_to_read_more(built: Built):
    printed = on(built, lang="en").stdout

    assert printed.startswith("Things by kind")
    for question in ASKED:
        assert f"policygraph analyse --question {question}" in printed


def test_json_holds_statements_and_queries_and_the_counts_of_before(built: Built):
    answer = json.loads(on(built, "--json", "--limit", "2").stdout)
    row = next(f for f in answer["findings"] if f["key"] == "cooperation.pairs")["rows"][0]

    assert {"things", "links", "density", "by_kind", "by_link", "degrees", "articulation_points", "components"} < set(
        answer
    )
    assert {"thing", "other", "count", "statements", "sparql"} <= set(row)
    assert {"subject", "property", "value", "modality", "citations"} <= set(row["statements"][0])
    assert {"source", "locator", "page", "text"} <= set(row["statements"][0]["citations"][0])


def test_two_runs_print_the_same_bytes_whatever_the_seed_of_hashes(built: Built):
    """
    Sets of text come in another order in each process: nothing that is measured may depend on it. All questions are
    asked, of all links.
    """
    printed = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        words = [sys.executable, "-m", "policygraph", "analyse", "--store", str(built.out), "--json", "--inferred"]
        printed.add(subprocess.run(words, capture_output=True, env=env, timeout=120, check=True).stdout)

    assert len(printed) == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--question", "brigding"), 2, "bridging"),
        (("--possible",), 1, "E610"),
        (("--on", "2023-06"), 1, "E306"),
        (("--on", "never"), 1, "E301"),
    ],
)
def test_a_wrong_question_is_a_sentence_and_an_exit_code(built: Built, words: tuple[str, ...], code: int, says: str):
    done = on(built, *words)

    assert done.returncode == code
    assert says in done.stderr
    assert not done.stdout


def test_a_day_and_inferences_can_be_chosen(built: Built):
    now, then, strict = (
        json.loads(on(built, "--question", "cooperation", "--json", "--limit", "1", *words).stdout)[0]
        for words in ((), ("--on", "2018-01-01", "--possible"), ("--no-inferred",))
    )

    assert (now["on"], then["on"], then["possible"]) == (None, "2018-01-01", True)
    assert then["rows"][0]["count"] < now["rows"][0]["count"]
    assert strict["inferred"] is False
