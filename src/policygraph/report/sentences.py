"""
Sentences with numbers: how they are put together, and which of them are the strongest findings.

A sentence is a template in two languages whose numbers lead to the rows or the query that they come from. None is
written for one source: the same templates word whatever graph is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING

from .markup import Markup, join, safe, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..ontology import Both

# What counts as more than chance: of many rows some have a small p by chance alone, so z must be large too.
SURE_P, SURE_Z = 0.05, 3.0
# So many sentences lead the report, of those held against chance and of those that only count.
TESTED, COUNTED = 5, 6
# A share of fewer things than these says little.
WHOLE = 20


class Verdict(Enum):
    """
    Whether a number is more than chance gives: surely, perhaps, not to be told from chance, or never tried.
    """

    SURE = "sure"
    WEAK = "weak"
    CHANCE = "chance"
    UNTRIED = "untried"


def verdict(z: float | None, p: float | None) -> Verdict:
    """
    Return how a number stands to chance: sure with p ≤ 0.05 and z ≥ 3, weak with p ≤ 0.05 only.
    """
    if p is None:
        return Verdict.UNTRIED
    if p > SURE_P:
        return Verdict.CHANCE
    return Verdict.SURE if z is not None and z >= SURE_Z else Verdict.WEAK


@dataclass(frozen=True, slots=True)
class Part:
    """
    What fills a place in a sentence: a number or a name in both languages, and the anchor of its evidence, if any.
    """

    words: Both
    to: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    A sentence about a finding (its key): words with places in both languages, and what fills these.

    Several parts in one place are listed. `z` tells how far beyond chance it lies, if that is sure; `share` what part
    of `whole` things it tells of.
    """

    finding: str
    words: Both
    parts: Mapping[str, Part | tuple[Part, ...]]
    z: float | None = None
    share: float | None = None
    whole: int = 0

    def markup(self) -> Markup:
        """
        Return the sentence in both languages, its numbers as links.
        """
        sides = [self._side(number) for number in (0, 1)]
        return join([tag("span", sides[0], class_="zh", lang="zh-Hans"), tag("span", sides[1], class_="en", lang="en")])

    def _side(self, number: int) -> Markup:
        made: list[str] = []
        for words, place, _, _ in Formatter().parse(self.words[number]):
            made.append(words)
            if place:
                made.append(_filled(self.parts[place], number))
        return join(made)


def strongest(sentences: Iterable[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """
    Return the sentences that lead a report: those that are more than chance gives, and those that tell a share.

    The first are sure (p ≤ 0.05 and z ≥ 3) and come by falling z, at most `TESTED`. The second tell for what part of at
    least `WHOLE` things something holds, by falling share, at most `COUNTED`; no chance was tried for them.
    Of one finding only the strongest sentence leads. What may be chance is never among them. Ties keep their order.
    """
    every = list(sentences)
    tested = sorted((s for s in every if s.z is not None), key=lambda s: -round(s.z or 0, 6))
    counted = [s for s in every if s.z is None and s.share is not None and s.whole >= WHOLE]
    counted.sort(key=lambda s: -round(s.share or 0, 9))
    return _firsts(tested)[:TESTED], _firsts(counted)[:COUNTED]


def _firsts(sentences: Iterable[Sentence]) -> list[Sentence]:
    found: dict[str, Sentence] = {}
    for sentence in sentences:
        found.setdefault(sentence.finding, sentence)
    return list(found.values())


def _filled(part: Part | tuple[Part, ...], number: int) -> Markup:
    if isinstance(part, tuple):
        return enumerated([_filled(one, number) for one in part], number)
    words = part.words[number]
    return tag("a", words, href=f"#{part.to}", class_="fact") if part.to else safe(words)


def enumerated(names: Sequence[str], number: int) -> Markup:
    """
    Return names one after the other, in Chinese (0) or in English (1).
    """
    if number == 0 or len(names) < 2:
        return join(names, "、")
    return join([join(names[:-1], ", "), names[-1]], " and ")
