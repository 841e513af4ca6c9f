"""
The graph as a whole: its things by kind, what each chapter says and how surely, how exactly dates are known, which
level made documents when, and how links are distributed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..analysis.cascade import level_of
from ..analysis.headings import level_words
from ..analysis.networks import everything
from ..analysis.reading import narrowed
from ..dates import MAX, MIN
from ..entities import PROPOSED, kind_words
from ..ontology import ontology
from ..standing import Level
from ..webpage import MODALITIES
from .drawing import MARK, Mark, Picture
from .heat import Cell, above, across, heat
from .sentences import counts, first, paired
from .stacks import Part, stacked
from .style import DARK, LIGHT, ROW, WIDE, beside, caption, colour, counted, layer, listed, margin, texts
from .words import OVERVIEW, THINGS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..analysis.finding import Finding
    from ..analysis.reading import Reading
    from ..dates import Bounds
    from ..ontology import Both
    from .style import Data

# So many chapters and years have room.
CHAPTERS, YEARS = 40, 16
DATED = ("policy", "programme")
TALL = 260
TICKS = [digit * 10**power for power in range(7) for digit in (1, 2, 5)]


def pictures(reading: Reading, _findings: Mapping[str, Finding]) -> Iterator[Picture]:
    """
    Yield the charts of the graph as a whole.
    """
    if not reading.things:
        return
    yield _kinds(reading)
    if reading.links:
        yield _chapters(reading)
    if any(reading.of_kind(kind) for kind in DATED):
        yield _dates(reading)
    if reading.of_kind("policy"):
        yield _levels(reading)
    if reading.links:
        yield from _degrees(reading)


def _kinds(reading: Reading) -> Picture:
    vocabulary = {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
    found = Counter(thing.kind for thing in reading.things.values() if thing.kind not in vocabulary)
    shown = sorted(found.items(), key=lambda one: (one[0] == PROPOSED, -one[1], one[0]))
    names: list[Both] = [kind_words(kind) for kind, _ in shown]
    left, height = margin(names), ROW * len(shown)
    bars: list[Data] = []
    numbers: list[Data] = []
    for n, (kind, count) in enumerate(shown):
        told = Mark(told=counts(names[n], [(THINGS, count)]))
        bars.append({"n": n, "count": count, "colour": LIGHT if kind == PROPOSED else DARK, MARK: told})
        numbers.append({"n": n, "count": count, MARK: Mark((f"{count}",) * 2)})
    title, words = TITLES["overview.kinds"]
    number = texts(numbers, "left", 11, y=listed(), x=counted("count"))
    return Picture(
        key="overview.kinds",
        finding="",
        title=title,
        words=words,
        width=WIDE - left - 40,
        height=height,
        margins=(left, 8, 40, 44),
        layers=(
            layer("bar", bars, y=listed(), x=counted("count"), fill=colour()),
            {**number, "mark": {**number["mark"], "dx": 4}},
            beside(names, left - 16),
            caption(THINGS, 0, height + 34),
        ),
    )


def _chapters(reading: Reading) -> Picture:
    """
    Return how many links the passages of each chapter give, by how surely; chapters in the order of their pages.
    """
    tally: dict[tuple[str, str], Counter[str]] = {}
    about: dict[tuple[str, str], tuple[int, Both]] = {}
    for fact in reading.links:
        for citation in fact.citations:
            chapter = citation.source, citation.locator.partition("/")[0]
            tally.setdefault(chapter, Counter())[citation.modality] += 1
            name = citation.within[0].partition("，")[0], citation.within[1].partition(", ")[0]
            about[chapter] = min(about.get(chapter, (citation.page, name)), (citation.page, name))
    shown = sorted(tally, key=lambda chapter: (-tally[chapter].total(), chapter))[:CHAPTERS]
    shown.sort(key=lambda chapter: (chapter[0], about[chapter]))
    bars = [[Part(tally[chapter][modality], modality) for modality in MODALITIES] for chapter in shown]
    names = [about[chapter][1] for chapter in shown]
    sorts = [(modality, OVERVIEW[modality]) for modality in MODALITIES]
    found = stacked("overview.chapters", "", names, bars, sorts)
    return replace(found, words=first(found.words, len(shown), len(tally)))


def _dates(reading: Reading) -> Picture:
    kinds = [kind for kind in DATED if reading.of_kind(kind)]
    sorts = ("day", "month", "year", "vague", "none")
    bars = []
    for kind in kinds:
        found = Counter(_exactness(reading.times.get(thing.iri)) for thing in reading.of_kind(kind))
        bars.append([Part(found[sort], sort) for sort in sorts])
    return stacked("overview.dates", "", [kind_words(k) for k in kinds], bars, [(s, OVERVIEW[s]) for s in sorts])


def _exactness(bounds: Bounds | None) -> str:
    """
    Return how exactly it is known when something began: to the day, month, year, less exactly, or not at all.
    """
    if bounds is None:
        return "none"
    if bounds.begin_earliest == MIN or bounds.begin_latest == MAX:
        return "vague"
    days = (bounds.begin_latest - bounds.begin_earliest).days
    return "day" if days == 0 else "month" if days <= 31 else "year" if days <= 366 else "vague"


def _levels(reading: Reading) -> Picture:
    """
    Return how many documents each level made in each of the last years, earlier ones in one column.
    """
    scoped = narrowed(reading)
    years = sorted({year for thing in reading.of_kind("policy") if (year := _year(reading, thing.iri)).isdigit()})
    shown, early = years[-YEARS:], years[:-YEARS]
    heads: list[Both] = [(year, year) for year in shown]
    if early:
        heads.insert(0, (OVERVIEW["until"][0].format(early[-1]), OVERVIEW["until"][1].format(early[-1])))
    columns = [*(["early"] if early else []), *shown, "vague", "none"]
    heads += [OVERVIEW["vague.year"], OVERVIEW["none"]]
    found: Counter[tuple[Level | None, str]] = Counter()
    for thing in reading.of_kind("policy"):
        year = _year(reading, thing.iri)
        found[level_of(scoped, thing.iri), "early" if year in early else year] += 1
    order = [*Level, None]
    levels = sorted({level for level, _ in found}, key=order.index)
    names: list[Both] = [(level_words(level).zh, level_words(level).en) for level in levels]
    cells = []
    for row, level in enumerate(levels):
        for column, year in enumerate(columns):
            count = found[level, year]
            if count:
                told = counts(paired(names[row], heads[column]), [(OVERVIEW["documents"], count)])
                cells.append(Cell(row, column, count, told))
    left = margin(names)
    side = across(heads, WIDE - left, 44)
    title, words = TITLES["overview.levels"]
    return Picture(
        key="overview.levels",
        finding="",
        title=title,
        words=words,
        width=WIDE - left - 10,
        height=26 * len(levels),
        margins=(left, above(heads), 10, 8),
        layers=heat(cells, names, heads, room=left - 16, side=(side, 26)),
    )


def _year(reading: Reading, thing: str) -> str:
    bounds = reading.times.get(thing)
    if bounds is None:
        return "none"
    first_year, last_year = bounds.begin_earliest.year, bounds.begin_latest.year
    return f"{first_year}" if first_year == last_year else "vague"


def _degrees(reading: Reading) -> Iterator[Picture]:
    graph = everything(narrowed(reading))
    found = Counter(degree for _, degree in graph.degree())
    alone = found.pop(0, 0)
    if not found:
        return
    dots = []
    for links, things in sorted(found.items()):
        told = counts((OVERVIEW["linked"][0].format(links), OVERVIEW["linked"][1].format(links)), [(THINGS, things)])
        dots.append({"links": links, "things": things, MARK: Mark(told=told)})
    title, words = TITLES["overview.degrees"]
    words = (words[0] + OVERVIEW["alone"][0].format(alone), f"{words[1]} {OVERVIEW['alone'][1].format(alone)}")
    yield Picture(
        key="overview.degrees",
        finding="",
        title=title,
        words=words,
        width=WIDE - 64,
        height=TALL,
        margins=(48, 34, 16, 44),
        layers=(
            layer(
                "point",
                dots,
                {"filled": True, "size": 60, "opacity": 1, "fill": DARK},
                x=_logged("links", max(found)),
                y=_logged("things", max(found.values())),
            ),
            caption(OVERVIEW["degree"], 0, TALL + 34),
            caption(OVERVIEW["logged"], -30, -20),
        ),
    )


def _logged(field: str, most: int) -> Data:
    ticks = [tick for tick in TICKS if tick <= 2 * most]
    scale = {"type": "log", "domain": [0.8, 1.3 * most], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": {"values": ticks, "format": "d"}}
