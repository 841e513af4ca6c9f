"""
How tightly regions cooperate: what each two share, and whether those of one level keep to themselves.

Counted are documents that both signed, brands and programmes in which both take part, mechanisms of which both are
members. The same count serves bodies that act together, programmes that overlap, and regions that use like instruments.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from ..standing import Level
from .nulls import DRAWS, Chance, affordable, chance, traded
from .sharing import counted, projected

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Mapping, Sequence

    from ..entities import Fact
    from .sharing import Sharing


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Two who share something: what, by tie (ids in order), the statements of both, and what chance gives.

    `weight` adds 1 / ln(sharers) for each thing shared: what few share tells more (Adamic and Adar 2003).
    """

    ends: tuple[str, str]
    shared: Mapping[str, tuple[str, ...]]
    facts: tuple[Fact, ...]
    weight: float
    chance: Chance | None

    @property
    def count(self) -> int:
        """
        How many things both share.
        """
        return sum(map(len, self.shared.values()))


@dataclass(frozen=True, slots=True)
class Mixing:
    """
    Whether members cooperate within their level of government: ties between each two levels, and the assortativity.

    Each thing that two share counts as one tie. The coefficient is 1 where all ties are within levels, 0 where levels
    do not matter, negative where they avoid each other, and None where all have one level.
    """

    ties: Mapping[tuple[Level | None, Level | None], int]
    coefficient: float | None
    chance: Chance | None


def pairs(sharing: Sharing, *, draws: int = DRAWS) -> list[Pair]:
    """
    Return each two who share something, those first who share most, ties by ids.

    Chance is a table with as many sharers of each thing and as many things of each sharer (`nulls.traded`). Quadratic
    in the number that share one thing.
    """
    graph = projected(sharing)
    members = {member.id: number for number, member in enumerate(sharing.members)}
    things = sharing.reading.things
    rare = {f"{tie}/{things[thing].id}": 1 / log(max(len(by), 2)) for (tie, thing), by in sharing.by.items()}
    drawn = list(_drawn(sharing, draws))
    found = []
    for ends in sorted({(start, end) if start < end else (end, start) for start, end in graph.edges()}):
        shared: dict[str, list[str]] = {}
        facts: dict[Fact, None] = {}
        for about in graph[ends[0]][ends[1]].values():
            shared.setdefault(about["tie"], []).append(about["shared"])
            facts |= dict.fromkeys(about["facts"])
        edges = graph[ends[0]][ends[1]]
        count, weight = float(len(edges)), sum(rare[str(key)] for key in edges)
        odds = chance(count, [float(table[members[ends[0]], members[ends[1]]]) for table in drawn])
        found.append(
            Pair(ends, {tie: tuple(sorted(of)) for tie, of in sorted(shared.items())}, tuple(facts), weight, odds)
        )
    return sorted(found, key=lambda pair: (-pair.count, pair.ends))


def mixed(sharing: Sharing, levels: Mapping[str, Level], *, draws: int = DRAWS) -> Mixing:
    """
    Return how cooperation runs between levels (of members, by IRI), with assortativity (Newman 2003).

    What has no level is a group of its own, the last.
    """
    known = [levels.get(member.iri) for member in sharing.members]
    observed = _mixing(counted(_rows(sharing)), known)
    drawn = [_assortativity(_mixing(shares, known)) for shares in _drawn(sharing, draws)]
    odds, coefficient = [value for value in drawn if value is not None], _assortativity(observed)
    ordered = dict(sorted(observed.items(), key=lambda item: [_last(level) for level in item[0]]))
    return Mixing(ordered, coefficient, chance(coefficient, odds) if coefficient is not None else None)


def _rows(sharing: Sharing) -> list[frozenset[int]]:
    index = {member.iri: number for number, member in enumerate(sharing.members)}
    return [frozenset(index[m] for m in members) for members in sharing.by.values() if len(members) > 1]


def _drawn(sharing: Sharing, draws: int) -> Iterator[Counter[tuple[int, int]]]:
    """
    Yield how much each two share in random tables, as `sharing.counted` has it.
    """
    rows = _rows(sharing)
    for table in traded(rows, affordable(draws, sum(len(row) ** 2 for row in rows))):
        yield counted(table)


def _mixing(
    shares: Mapping[tuple[int, int], int], levels: Sequence[Level | None]
) -> dict[tuple[Level | None, Level | None], int]:
    ties: dict[tuple[Level | None, Level | None], int] = {}
    for (one, other), count in shares.items():
        first, last = sorted((levels[one], levels[other]), key=_last)
        ties[first, last] = ties.get((first, last), 0) + count
    return ties


def _assortativity(ties: Mapping[tuple[Level | None, Level | None], int]) -> float | None:
    """
    Return the coefficient of the multigraph in which every thing shared is an edge of its own, from its mixing matrix.
    """
    total = sum(ties.values())
    ends: dict[Level | None, float] = {}
    for levels, count in ties.items():
        for level in levels:
            ends[level] = ends.get(level, 0) + count / (2 * total)
    if len(ends) < 2:
        return None
    within = sum(count for (one, other), count in ties.items() if one == other) / total
    expected = sum(share**2 for share in ends.values())
    return (within - expected) / (1 - expected)


def _last(level: Level | None) -> int:
    """
    Return a level as a number from the highest down; what has none comes last.
    """
    return list(Level).index(level) if level else len(Level)
