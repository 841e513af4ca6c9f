"""
Writes the columns of a graph: dates and times in force as rows in their final order, and lists of rows to find them.

The order is that of `timeline`: by what is known of the begin, then by bounds, id and node. The bytes depend on what
was collected and not on the order in which it was, nor on how many collectors shared the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..asked import MEMBERSHIP
from ..dates import MIN, PartialDate
from ..entities import PROPOSED, SOURCE
from ..force import VALID
from ..rdf import date_path
from .collect import REASONS
from .families import FAMILIES, LINKS
from .files import Writer
from .lists import follow, grouped, reach, strings_in_order, unique, unique_pairs, write_blocks, write_lists
from .names import write_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ..load import Records
    from .collect import Collector
    from .lists import Days, Numbers

    Bounds = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


# The day number of a begin that is not known.
FIRST = MIN.toordinal()


def write_columns(folder: Path, collected: Collector, records: Records) -> None:
    """
    Write the columns of a graph; once the graph itself is written, `seal` must say that they are its own.

    Args:
        folder: Where to; must not exist.
        collected: What was gathered from all its statements and times in force.
        records: The data that it was built from.

    A million policies take some ten seconds and 700 MB of memory.
    """
    for source in records.sources.values():
        collected.add_source(source)
    collected.add_concepts(records.ontology)
    things = _Things(collected, records)
    writer = Writer(folder)
    writer.texts("things", things.slugs)
    writer.texts("kinds", things.kinds)
    writer.add("things/kind", things.kind)
    links = _links(collected, things)
    closures = _write_reach(writer, links, len(things.slugs))
    _write_found(writer, links, len(things.slugs))
    _write_dates(writer, collected, things, links, closures)
    _write_forces(writer, collected, things, links, closures)
    write_names(writer, collected, things.of, things.slugs, things.named, things.vocabulary)
    writer.close()


class _Things:
    """
    All things in the order of their slugs, with the number of each and its kind.
    """

    def __init__(self, collected: Collector, records: Records) -> None:
        one, found = collected.one, collected.things
        kinds = {slug: PROPOSED if thing.proposed else thing.kind.key for slug, thing in records.things.items()}
        for slug, known in one.items():
            # What any of its names only proposes is proposed.
            kinds[known] = PROPOSED if PROPOSED in (kinds[slug], kinds[known]) else kinds[known]
        # What draws facts is a source before all else.
        kinds |= dict.fromkeys(records.sources, SOURCE)
        self.slugs = sorted(slug for slug in {**kinds, **found} if slug not in one)
        self.kinds = sorted({*kinds.values(), MEMBERSHIP})
        of_kind = {kind: n for n, kind in enumerate(self.kinds)}
        self.kind = np.array([of_kind[kinds.get(slug, MEMBERSHIP)] for slug in self.slugs], np.uint8)
        number = {slug: n for n, slug in enumerate(self.slugs)}
        number |= {slug: number[known] for slug, known in one.items()}
        self.of = np.fromiter(map(number.__getitem__, found), np.int64, len(found))
        concepts = [kind in records.ontology.kinds and records.ontology.kinds[kind].vocabulary for kind in self.kinds]
        named = [kind != MEMBERSHIP for kind in self.kinds]
        self.vocabulary, self.named = np.array(concepts)[self.kind], np.array(named)[self.kind]


@dataclass(slots=True)
class _Rows:
    """
    The rows of one table in order: the thing of each, its four day bounds, and where each thing's rows are found.
    """

    thing: Numbers
    bounds: Bounds
    begins: Numbers
    of_thing: Numbers

    def __init__(self, thing: Numbers, bounds: Bounds, size: int) -> None:
        self.thing, self.bounds = thing, bounds
        self.of_thing = np.argsort(thing, kind="stable")
        self.begins = grouped(thing, size)

    def days(self, *names: str) -> list[Days]:
        places = {"b1": 0, "b2": 1, "e1": 2, "e2": 3}
        return [(n, self.bounds[places[n]], np.minimum if n[0] == "b" else np.maximum) for n in names]


Links = dict[str, tuple["Numbers", "Numbers"]]
Closures = dict[str, tuple["Numbers", "Numbers"]]


def _links(collected: Collector, things: _Things) -> Links:
    """
    Return for each link the pairs of its subjects and values, each once.
    """
    table = collected.links
    found = {}
    for number, link in enumerate(LINKS):
        rows = table[table[:, 0] == number]
        found[link] = unique_pairs(things.of[rows[:, 1]], things.of[rows[:, 2]])
    return found


def _write_reach(writer: Writer, links: Links, size: int) -> Closures:
    """
    Write what counts as each thing in each family; a family with too much of it is left out, and not known.
    """
    found: Closures = {}
    for family in FAMILIES:
        edges = [links[link] for link in family.down] + [links[link][::-1] for link in family.up]
        pairs = reach(unique_pairs(*(np.concatenate(ends) for ends in zip(*edges, strict=True))), size)
        if pairs is not None:
            found[family.part] = pairs
            writer.add(f"{family.part}/above", pairs[0].astype(np.int32))
            writer.add(f"{family.part}/below", pairs[1].astype(np.int32))
    return found


def _write_found(writer: Writer, links: Links, size: int) -> None:
    """
    Write by which links, of those that a reader is shown, each thing is linked with what.
    """
    shown = sorted({link for family in FAMILIES if family.shown for link in family.links})
    parts = [(*links[link], np.full(len(links[link][0]), LINKS.index(link))) for link in shown]
    subject, value, link = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((value, link, subject))
    writer.add("found/begins", grouped(subject, size).astype(np.int32))
    writer.add("found/link", link[order].astype(np.uint8))
    writer.add("found/value", value[order].astype(np.int32))
    writer.texts("links", LINKS)


def _write_dates(writer: Writer, collected: Collector, things: _Things, links: Links, closures: Closures) -> None:
    words, place = strings_in_order(collected.words)
    table = collected.dates
    thing, role, edtf, said = things.of[table[:, 0]], *(place[table[:, part]] for part in (1, 2, 3))
    # A period lasts to the end of its last year or month, but for a membership's, whose end is some day of it.
    member = things.kind[thing] == things.kinds.index(MEMBERSHIP)
    lasting = (role == (place[collected.words[VALID]] if VALID in collected.words else -1)) & ~member
    # A date is a role and an EDTF text; there are few of them, so whatever needs Python is done once for each.
    packed = (role << 32) | (edtf << 1) | lasting
    known = unique(packed)
    roles, texts = known >> 32, (known & 0xFFFFFFFF) >> 1
    days = [_days(words[text], bool(last)) for text, last in zip(texts.tolist(), (known & 1).tolist(), strict=True)]
    paths = [date_path(words[r], words[t]) for r, t in zip(roles.tolist(), texts.tolist(), strict=True)]
    order = sorted(range(len(known)), key=lambda n: (_known_begin(*days[n][:2]), days[n], paths[n]))
    date, thing, said = _once(_inverse(order)[np.searchsorted(known, packed)], thing, said)
    bounds = np.array([days[n] for n in order], np.int32).reshape(-1, 4)
    # Dates of the same days are one in time, and the thing decides before the node does.
    in_time = np.cumsum(np.concatenate([[True], (bounds[1:] != bounds[:-1]).any(axis=1)])[: len(bounds)])
    final = np.lexsort((date, thing, in_time[date]))
    thing, date, said = thing[final], date[final], said[final]
    writer.texts("words", words)
    writer.texts("paths", [paths[n] for n in order])
    used = unique(roles)
    writer.texts("roles", [words[role] for role in used.tolist()])
    writer.add("date/role", np.searchsorted(used, roles[order]).astype(np.int32))
    writer.add("date/edtf", texts[order].astype(np.int32))
    writer.add("dates/date", date.astype(np.int32))
    writer.add("dates/words", said.astype(np.int32))
    b1, b2, e1, e2 = bounds[date].T
    rows = _Rows(thing, (b1, b2, e1, e2), len(things.slugs))
    _write_rows(writer, "dates", rows, rows.days("b1", "e2"), things, links, closures)


def _once(date: Numbers, thing: Numbers, words: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """
    Return each date of each thing once, with the first of the words that sources have for it; 0 are no words.
    """
    none = words == 0
    order = np.lexsort((words, none, date, thing))
    thing, date, words = thing[order], date[order], words[order]
    first = np.ones(len(thing), bool)
    first[1:] = (thing[1:] != thing[:-1]) | (date[1:] != date[:-1])
    return date[first], thing[first], words[first]


def _write_forces(writer: Writer, collected: Collector, things: _Things, links: Links, closures: Closures) -> None:
    table = collected.forces
    thing = things.of[table[:, 0]]
    known_begin = np.where(table[:, 1] > FIRST, table[:, 1], table[:, 2])
    order = np.lexsort((thing, table[:, 4], table[:, 3], table[:, 2], table[:, 1], known_begin))
    b1, b2, e1, e2 = table[order, 1:5].T
    writer.add("forces/why", table[order, 5].astype(np.uint8))
    writer.texts("reasons", list(REASONS))
    rows = _Rows(thing[order], (b1, b2, e1, e2), len(things.slugs))
    _write_rows(writer, "forces", rows, rows.days("b1", "b2", "e1", "e2"), things, links, closures)


def _write_rows(
    writer: Writer, name: str, rows: _Rows, days: list[Days], things: _Things, links: Links, closures: Closures
) -> None:
    """
    Write the rows of one table, and for each family and kind the lists of those that it leads to.
    """
    size = len(things.slugs)
    writer.add(f"{name}/thing", rows.thing.astype(np.int32))
    writer.add(f"{name}/kind", things.kind[rows.thing])
    for day, values in zip(("b1", "b2", "e1", "e2"), rows.bounds, strict=True):
        writer.add(f"{name}/{day}", values.astype(np.int32))
    write_blocks(writer, f"{name}/all", slice(None), np.array([0, len(rows.thing)]), days)
    for family in FAMILIES:
        if family.part in closures:
            linked = [links[link] for link in family.links]
            values, subjects = (np.concatenate([pair[end] for pair in linked]) for end in (1, 0))
            direct = unique_pairs(*follow(values, subjects, rows.begins, rows.of_thing))
            begins = grouped(direct[0], size)
            whole = unique_pairs(*follow(*closures[family.part], begins, direct[1]))
            write_lists(writer, f"{name}/{family.part}", direct, whole, days, size)
    kinds = unique_pairs(things.kind[rows.thing], np.arange(len(rows.thing)))
    empty = np.empty(0, np.int64)
    write_lists(writer, f"{name}/kind", kinds, (empty, empty), days, len(things.kinds))


def _days(edtf: str, lasting: bool) -> tuple[int, int, int, int]:
    """
    Return the four bounds of a date as day numbers, which are in the order of `Bounds`.
    """
    date = PartialDate(edtf)
    found = date.lasting if lasting else date.bounds
    begin, end = (found.begin_earliest, found.begin_latest), (found.end_earliest, found.end_latest)
    return begin[0].toordinal(), begin[1].toordinal(), end[0].toordinal(), end[1].toordinal()


def _known_begin(earliest: int, latest: int) -> int:
    """
    Return where a date stands in an order of time, as `Bounds.known_begin` has it.
    """
    return earliest if earliest > FIRST else latest


def _inverse(order: Sequence[int]) -> Numbers:
    """
    Return for each number its place in an order of all of them.
    """
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return places
