"""
The paragraphs of a section, told from the lines that they were broken into.

A copy that has lost its indents still shows where a paragraph ends: its last line is short and ends a sentence, the
next line is short by an indent, or counts off (一是, 其二). How many there are is known from the outline; the best
breaks are taken. A section with fewer breaks than that gives none, rather than wrong ones.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .blocks import END
from .cleantext import MARKS, bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cleantext import Line

COUNTED = re.compile(
    r"[一二三四五六七八九十]是|(?:其|第)[一二三四五六七八九十][,，是]|[(（][一二三四五六七八九十\d]+[)）]|首先|再次|最后"
)
SUBHEADING = re.compile(r"(?:\d{1,2}[.．]\s*(?!\s*\d)|[(（]\d{1,2}[)）])(?=.{2,40}$)(?!.*[。；;:：]$)")
ABSTRACT = re.compile(r"摘\s*要\s*[:：]?")
KEYWORDS = re.compile(r"关\s*键\s*词\s*[:：]")
# Widths are in columns: an ideograph takes two. Lines are stretched, so a little less than full is full.
SHORT = 3
NEAR = 8
FORCED, SET_OFF, COUNTING, ENDING, BEGINNING = 100, 6, 4, 3, 2


def paragraphs(lines: Sequence[Line], count: int) -> list[list[Line]]:
    """
    Part the lines of a section into its *count* paragraphs; none where that many cannot be told apart.

    A subheading (1., （2）) goes with the paragraph below it.
    """
    lines = _from_abstract(lines)
    if not lines:
        return []
    widths = [_width(line.text) for line in lines]
    scored = [(score, at) for at in range(1, len(lines)) if (score := _score(lines, widths, at)) > 0]
    if len(scored) < count - 1:
        return []
    scored.sort(key=lambda item: (-item[0], item[1]))
    cuts = [0, *sorted(at for _, at in scored[: count - 1]), len(lines)]
    return [list(lines[begin:end]) for begin, end in pairwise(cuts)]


def _from_abstract(lines: Sequence[Line]) -> Sequence[Line]:
    """
    What stands between a chapter's title and its abstract (subtitle, authors) is no paragraph.
    """
    for at, line in enumerate(lines[:NEAR]):
        if ABSTRACT.match(line.text):
            return lines[at:]
    return lines


def _score(lines: Sequence[Line], widths: Sequence[int], at: int) -> float:
    """
    Return how much speaks for a paragraph beginning with line *at*; 0 where none can.
    """
    line, before = lines[at], lines[at - 1]
    if SUBHEADING.match(before.text) and at >= 1:
        return 0
    if SUBHEADING.match(line.text) or KEYWORDS.match(line.text) or KEYWORDS.match(before.text):
        return FORCED
    full = _full(widths, at)
    ended = _ends(before.text)
    missing = full - widths[at - 1]
    score = 0.0
    if line.indent >= 2 or line.gap:
        score += SET_OFF
    if not ended:
        return score + 1 if "=" in before.text or (score and missing > SHORT) else 0.0
    score += 0.5 + min(max(missing - SHORT, 0), ENDING * 4) / 4
    if COUNTED.match(line.text):
        score += COUNTING
    if widths[at] <= full - SHORT and not _ends(line.text):
        score += BEGINNING
    return score


def _ends(text: str) -> bool:
    stripped = text.rstrip("".join(MARKS) + "”’）)】 ")
    return stripped.endswith(END)


def _full(widths: Sequence[int], at: int) -> int:
    """
    Return how wide a full line is around here: the abstract is set narrower than the text.
    """
    near = sorted(widths[max(0, at - NEAR) : at + NEAR])
    return near[len(near) * 3 // 4]


def _width(text: str) -> int:
    """
    Return the columns of a line as printed: punctuation and the space that converters set after it are one ideograph.
    """
    return sum(2 if "\u4e00" <= char <= "\u9fff" or char in "《》〈〉" else 1 for char in text) - (len(bare(text)) == 0)
