"""
A finding as sentences read it: its cells by column, its figures by key, the anchors of both, and how chance is worded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .cells import DASH, number, titled
from .sentences import Part, Sentence, Verdict, verdict
from .templates import TEMPLATES, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis.finding import Finding
    from ..analysis.nulls import Chance
    from ..entities import Entity
    from ..ontology import Both

    Parts = Part | tuple[Part, ...]
    Cells = dict[str, Any]

# So many names stand in one sentence.
NAMES = 3


@dataclass(frozen=True)
class Told:
    """
    A finding that sentences are made of.
    """

    finding: Finding

    @cached_property
    def rows(self) -> list[Cells]:
        """
        The rows as cells by column, each with its number as `row`.
        """
        keys = [column.key for column in self.finding.headings]
        return [{**dict(zip(keys, row.cells, strict=True)), "row": at} for at, row in enumerate(self.finding.rows)]

    @cached_property
    def figures(self) -> Cells:
        """
        The values of the figures.
        """
        return {figure.key: figure.value for figure in self.finding.figures}

    def odds(self, key: str) -> Chance | None:
        """
        Return what chance gives for a figure; None where that was not tried.
        """
        return next((figure.chance for figure in self.finding.figures if figure.key == key), None)

    def at(self, row: Cells, words: Both | str) -> Part:
        """
        Return a part that leads to a row.
        """
        return Part(pair(words), f"{self.finding.key}.{row['row']}")

    def of(self, words: Both | str) -> Part:
        """
        Return a part that leads to the whole finding.
        """
        return Part(pair(words), f"{self.finding.key}.all")

    def say(self, key: str, z: float | None = None, of: tuple[int, int] | None = None, /, **parts: Parts) -> Sentence:
        """
        Return a sentence about this finding; *z* if it is surely beyond chance, *of* if it tells of so many of so many.
        """
        part, whole = of or (0, 0)
        return Sentence(self.finding.key, TEMPLATES[key], parts, z, part / whole if whole else None, whole)


def pair(words: Both | str) -> Both:
    """
    Return words in both languages; numbers are the same in both.
    """
    return (words, words) if isinstance(words, str) else words


def names(things: Iterable[Entity]) -> tuple[Part, ...]:
    """
    Return what things are called.
    """
    return tuple(Part(titled(thing)) for thing in things)


def linked(told: Told, rows: Sequence[Cells]) -> tuple[Part, ...]:
    """
    Return the names of the things of the first rows, each leading to its row.
    """
    return tuple(told.at(row, titled(row["thing"])) for row in rows[:NAMES])


def sure(row: Cells) -> bool:
    """
    Whether a row is surely more than chance gives.
    """
    return verdict(row["z"], row["p"]) is Verdict.SURE


def odds(z: float | None, p: float | None, mean: str, *, least: bool = False) -> Part:
    """
    Return in words how something stands to chance; with *least*, z is the least of several.
    """
    words = {"mean": mean, "z": DASH if z is None else number(z, "z"), "p": DASH if p is None else number(p, "p")}
    return Part(filled(f"odds.{verdict(z, p).value}", sign="≥" if least else "=", **words))


def figure_odds(told: Told, key: str) -> tuple[float | None, Part]:
    """
    Return z of a figure, if that is surely more than chance gives, and in words how it stands to chance.
    """
    found = told.odds(key)
    if found is None:
        return None, odds(None, None, DASH)
    known = found.z if verdict(found.z, found.p) is Verdict.SURE else None
    return known, odds(found.z, found.p, number(found.mean, key))
