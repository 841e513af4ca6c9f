"""
What a page sets apart from its running text: footnotes, tables and figures cut sentences in two where a page is read
line by line.

`set_apart` takes them out, so that the sentences on both sides meet again, and keeps notes and tables with where they
stood. Which words they hold is not looked at here, beyond the words that announce them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from .cleantext import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cleantext import Line

CAPTION = re.compile(r"表\s*(\d+)\s+[^\s)）,，、。至]")
FIGURE = re.compile(r"图\s*(\d+)\s+[^\s)）,，、。至]")
NOTE = re.compile(rf"([{''.join(sorted(MARKS))}]|\*)(?:\s|$)")
CONTINUED = re.compile(r"续\s*表\s*\d*")
REMARK = re.compile(r"(?:资料来源|数据来源|注)\s*[:：]")
HEADING = re.compile(
    r"[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、\s]|(?:其|第)[一二三四五六七八九十][,，]|[一二三四五六七八九十]是"
)
END = ("。", "！", "？", "!", "?")


@dataclass(slots=True)
class Note:
    """
    A footnote; `author` for one that is marked with an asterisk instead of a number.
    """

    author: bool
    lines: list[Line]


@dataclass(slots=True)
class Table:
    """
    A table: the number in its caption, the caption, and its other lines with those after each 续表.

    `breaks` are the places among the lines where it goes on after one.
    """

    number: int
    caption: list[Line]
    lines: list[Line] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    """
    The lines of the running text, and what was set apart from it; of a figure only its caption and sources are text.
    """

    body: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Table] = field(default_factory=list)


def set_apart(lines: Sequence[Line]) -> Blocks:
    """
    Part the lines of a copy into running text, footnotes, tables and the captions of figures.

    A footnote ends with its page. A table ends after its remark on sources, at a line of spaces, at a heading, or
    with its page where the next does not begin with 续表.
    """
    blocks = Blocks()
    at = 0
    rest = _without_notes(lines, blocks)
    while at < len(rest):
        line = rest[at]
        if CAPTION.match(line.text) and not line.text.endswith(END):
            at = _table(rest, at, blocks)
        elif (found := FIGURE.match(line.text)) and not line.text.endswith(END):
            end = _remark(rest, at + 1) if at + 1 < len(rest) and REMARK.match(rest[at + 1].text) else at + 1
            blocks.figures.append(Table(int(found[1]), list(rest[at:end])))
            at = end
        else:
            blocks.body.append(line)
            at += 1
    return blocks


def _without_notes(lines: Sequence[Line], blocks: Blocks) -> list[Line]:
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        if not NOTE.match(lines[at].text):
            kept.append(lines[at])
            at += 1
            continue
        page = lines[at].page
        end = at
        while end < len(lines) and lines[end].page == page:
            end += 1
        blocks.notes += _notes(lines[at:end])
        at = end
    return kept


def _notes(lines: Sequence[Line]) -> list[Note]:
    """
    Part the foot of a page into its notes; where all marks stand before all texts, by the ends of sentences.
    """
    notes: list[Note] = []
    waiting: list[str] = []
    for line in lines:
        found = NOTE.match(line.text)
        if found and len(line.text.strip()) == 1:
            waiting.append(found[1])
        elif found:
            notes.append(Note(found[1] == "*", [line]))
        elif waiting:
            break
        elif notes:
            notes[-1].lines.append(line)
    if waiting:
        texts = [line for line in lines if len(line.text.strip()) > 1]
        notes += [Note(mark == "*", part) for mark, part in zip(waiting, _parts(texts, len(waiting)), strict=False)]
    return notes


def _parts(lines: list[Line], count: int) -> list[list[Line]]:
    """
    Part lines into *count* notes: each ends a sentence, and most often no empty line stands before the next.
    """
    ends = [at for at in range(1, len(lines)) if lines[at - 1].text.endswith(END)]
    ends.sort(key=lambda at: (not lines[at].close, len(lines[at - 1].text)))
    cuts = [0, *sorted(ends[: count - 1]), len(lines)]
    return [lines[begin:end] for begin, end in pairwise(cuts)]


def _table(lines: Sequence[Line], at: int, blocks: Blocks) -> int:
    found = CAPTION.match(lines[at].text)
    table = Table(int(found[1]) if found else 0, [lines[at]])
    blocks.tables.append(table)
    page = lines[at].page
    at += 1
    while at < len(lines):
        line = lines[at]
        if CONTINUED.fullmatch(line.text):
            table.breaks.append(len(table.lines))
            page = line.page
            at += 1
            continue
        if REMARK.match(line.text):
            end = _remark(lines, at)
            table.caption += lines[at:end]
            return end
        if line.page != page or line.gap or HEADING.match(line.text) or CAPTION.match(line.text):
            return at
        table.lines.append(line)
        at += 1
    return at


def _remark(lines: Sequence[Line], at: int) -> int:
    """
    Return where a remark on sources ends: with its first line that ends a sentence.
    """
    page = lines[at].page
    while at < len(lines) and lines[at].page == page:
        at += 1
        if lines[at - 1].text.endswith(END):
            break
    return at
