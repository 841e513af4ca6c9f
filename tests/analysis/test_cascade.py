"""
How far policy travels, how it grew and what is missing, on readings so small that each number can be counted by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp

import pytest
from made import CASCADE, COUNTY, ID, MADE, PROVINCE, bounds, reading

from policygraph.analysis.cascade import chains, descents, downward, level_of, made_by, months
from policygraph.analysis.cells import empty, tabulated
from policygraph.analysis.finding import Span
from policygraph.analysis.growth import undated, years
from policygraph.analysis.reading import narrowed
from policygraph.ontology import iri
from policygraph.standing import Level, Standing

# --- how far policy travels


def test_a_chain_runs_from_the_top_down_with_levels_and_a_lag_between_two_numbers():
    """
    From a day in March 2022 to one in October 2023 it is at least 18 whole months and at most 20.
    """
    chain, *others = chains(reading(*CASCADE, made=MADE, times={"doc1": "2022-03", "doc3": "2023-10"}))

    assert not others
    assert chain.documents == ("doc1", "doc2", "doc3")
    assert chain.levels == (Level.CENTRAL, PROVINCE, COUNTY)
    # From central over the city to its district; no prefecture has a document in it.
    assert (chain.depth, chain.fall, chain.lag) == (2, 2, Span(18, 20))


def test_documents_that_carry_out_each_other_are_no_chain():
    said = reading("doc1 based_on doc2", "doc2 based_on doc1", "doc3 based_on doc1", "doc5 based_on doc4")

    assert [chain.documents for chain in chains(said)] == [("doc4", "doc5")]


def test_the_longest_way_down_is_taken_and_of_equal_ones_that_of_the_first_ids():
    said = reading(
        *("doc2 based_on doc1", "doc3 based_on doc1", "doc4 based_on doc3", "doc5 based_on doc3"),
        *("doc6 based_on doc0", "doc7 based_on doc0"),
    )

    assert [chain.documents for chain in chains(said)] == [("doc1", "doc3", "doc4"), ("doc0", "doc6")]


def test_a_level_is_the_highest_of_its_standing_and_goes_with_the_inferences():
    """
    Who leaves out what we concluded does not get our levels either; beside a level stands who made the document.
    """
    said = reading("doc1 signatory reg1", "doc1 jurisdiction reg2", "doc2 signatory reg1", "doc3 cites doc1")
    by = [iri("eli:jurisdiction"), iri("pg:signatory")]
    standings = {
        ID + "doc1": Standing((COUNTY,), by[0]),
        ID + "doc2": Standing((PROVINCE, COUNTY), by[1], "inferred"),
        ID + "doc3": Standing(),
    }
    said = replace(said, standings=standings)
    documents = [ID + name for name in ("doc1", "doc2", "doc3", "doc4")]

    assert [level_of(said, one) for one in documents] == [COUNTY, PROVINCE, None, None]
    assert [level_of(narrowed(said, inferred=False), one) for one in documents] == [COUNTY, None, None, None]
    assert {thing: [f.predicate for f in facts] for thing, facts in made_by(said).items()} == {
        ID + "doc1": by[:1],
        ID + "doc2": by[1:],
    }


@pytest.mark.parametrize(
    ("early", "late", "lag"),
    [("2024", "2024-08", (0, 8)), ("2023-10", "2022-03", (-20, -18)), ("2022-03", "2023-10", (18, 20))],
)
def test_what_carries_out_another_did_not_come_before_it(early: str, late: str, lag: tuple[int, int]):
    """
    "2024" and August 2024 may lie five months the wrong way round, which cannot be; 2023 and 2022 contradict the link.
    """
    (chain,) = chains(reading("doc2 based_on doc1", times={"doc1": early, "doc2": late}))

    assert chain.lag == Span(*lag)


@pytest.mark.parametrize(
    ("early", "late", "lag"),
    [
        ("2022-03-05", "2022-03-05", (0, 0)),
        ("2022-03-05", "2022-04-04", (0, 1)),
        ("2022-03-05", "2022-04-05", (1, 1)),
        ("2023", "2023", (-12, 12)),
        ("2024", "2024-08", (-5, 8)),
        ("2023-10", "2022-03", (-20, -18)),
    ],
)
def test_a_lag_in_months_is_rounded_outwards(early: str, late: str, lag: tuple[int, int]):
    assert months(bounds(early), bounds(late)) == Span(*lag)


def test_of_an_unknown_begin_there_is_no_lag():
    assert months(None, bounds("2022")) is None
    assert months(bounds("../2022"), bounds("2022")) is None


def test_who_was_first_on_a_topic_may_stay_open():
    """
    The city was in May 2023; the district in June: the city first. If only "2023" is known of it, nobody knows.
    """
    lines = (
        *("doc1 is_about topic1", "doc2 is_about topic1", "doc1 jurisdiction reg1", "doc2 jurisdiction reg2"),
        "reg2 within reg1",
    )

    def order(city: str, district: str) -> list[tuple[str, Span]]:
        return [(one.order, one.lag) for one in descents(reading(*lines, times={"doc1": city, "doc2": district}))]

    assert order("2023-05", "2023-06") == [("down", Span(0, 2))]
    assert order("2023-06", "2023-05") == [("up", Span(-2, 0))]
    assert order("2023-05", "2023") == [("open", Span(-5, 8))]
    assert order("2023-05", "2023-05") == [("open", Span(-1, 1))]
    assert downward(reading(*lines, times={"doc1": "2023-05", "doc2": "2023-06"}), draws=0) == (
        {"down": 1, "up": 0, "open": 0},
        None,
    )


def test_the_first_of_several_documents_began_no_later_than_any_of_them():
    """
    Of one document of "2022" and one of March 2022, the first began in March at the latest.
    """
    said = reading(
        *("doc1 is_about topic1", "doc2 is_about topic1", "doc3 is_about topic1", "reg2 within reg1"),
        *("doc1 jurisdiction reg1", "doc2 jurisdiction reg1", "doc3 jurisdiction reg2"),
        times={"doc1": "2022", "doc2": "2022-03", "doc3": "2022-05"},
    )

    assert [(one.order, one.lag) for one in descents(said)] == [("down", Span(1, 5))]


# --- how it grew


def test_a_year_counts_what_is_certain_and_what_is_possible():
    said = reading(
        *("doc1 signatory reg1", "doc1 signatory reg2"),
        times={"doc1": "2022-03/2023-06", "doc2": "2022/2024", "prog1": "2023"},
        lone="doc3",
        published=date(2024, 5, 1),
    )
    found = {year.year: year for year in years(said)}

    assert list(found) == [2022, 2023, 2024]
    assert found[2022].documents == Span(2, 2)
    assert found[2023].documents_in_force == Span(1, 1)
    assert found[2023].programmes == Span(1, 1)
    assert found[2024].programmes_in_force == Span(0, 1)
    assert [found[year].pairs for year in found] == [1, 1, 1]
    assert undated(said) == {"policy": (1, 3), "programme": (0, 1)}


def test_without_dates_nothing_grows():
    assert years(reading("doc1 signatory reg1")) == []


# --- what is missing


def test_a_cell_counts_each_document_once_and_expects_what_the_margins_say():
    """
    Three uses: two of means1, one of means2; reg1 has two, reg2 one. Of reg2 and means2, 1 × 1 / 3 is expected.
    """
    said = reading(
        *("doc1 jurisdiction reg1", "doc1 relevant_for reg1", "doc1 instrument means1"),
        *("doc2 jurisdiction reg1", "doc2 instrument means2", "doc3 jurisdiction reg2", "doc3 instrument means1"),
        "doc4 instrument means3",
    )
    table = tabulated(said, ("region", "instrument"))

    assert [[entity.id for entity in axis] for axis in table.axes] == [["reg1", "reg2"], ["means1", "means2"]]
    assert table.counts.tolist() == [[1, 1], [1, 0]]
    assert table.items == 3
    (cell,) = empty(table)
    assert [entity.id for entity in cell.things] == ["reg2", "means2"]
    assert (cell.expected, cell.chance) == (pytest.approx(1 / 3), pytest.approx(exp(-1 / 3)))
    assert tabulated(said, ("region", "instrument", "target")).counts.size == 0


def test_what_is_for_a_narrower_group_is_for_the_broader_one_too():
    """
    Digital skilled workers are skilled workers: a region that trains them does something for these.
    """
    said = reading("prog1 spatial reg1", "prog1 targetGroup for1", "prog2 spatial reg2", "prog2 targetGroup for2")
    wider = replace(said, broader={ID + "for1": frozenset((ID + "for2",))})

    assert [[thing.id for thing in cell.things] for cell in empty(tabulated(said, ("region", "target")))] == [
        ["reg1", "for2"],
        ["reg2", "for1"],
    ]
    assert [[thing.id for thing in cell.things] for cell in empty(tabulated(wider, ("region", "target")))] == [
        ["reg2", "for1"]
    ]


def test_of_two_documents_that_only_use_one_instrument_none_came_down():
    said = reading(
        *("doc1 instrument means1", "doc2 instrument means1", "doc1 jurisdiction reg1", "doc2 signatory reg2"),
        *("doc1 is_about topic1", "doc2 is_about topic1", "reg2 within reg1"),
        times={"doc1": "2023-05", "doc2": "2023-06"},
    )

    assert [(one.concept, one.first_below) for one in descents(said)] == [("topic1", "doc2")]
