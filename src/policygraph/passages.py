"""
Where the passages of a source stand in a copy of it: the outline's chapters, sections, paragraphs, rows and notes.

Headings are found by their titles; what lies between two headings that were found belongs to the sections between
them. A paragraph, row or note is given only where it can be recognised; else its whole section stands in for it, and
`Unit.exact` says so. Nothing is compared with records here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .blocks import set_apart
from .cleantext import Clean, bare, join
from .model import split
from .paragraphs import SUBHEADING, paragraphs
from .rows import rows, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .blocks import Note, Table
    from .cleantext import Line
    from .model import Source

# A title is seldom broken over more lines than this.
BROKEN = 4
NUMBER = re.compile(r"^[(（]?[0-9一二三四五六七八九十]+[)）、.．]?")
LOOSE = re.compile(r"[\s,，、:：;；.。()（）\-《》“”‘’\"']")


@dataclass(frozen=True, slots=True)
class Unit:
    """
    A passage in the copy: its own text, and what is printed above it and speaks for it, nearest first.

    That is the heading of a paragraph; of a table's row the label that it shares with others, the head, the caption.
    `part` counts the subheadings of the section so far. `head` and `cells` are the words of the head's lines and of the
    row's, as they stand in columns. `exact` is false where the section stands in for a passage that could not be
    recognised.
    """

    own: Clean
    frames: tuple[Clean, ...]
    exact: bool
    part: int = 0
    head: tuple[tuple[str, ...], ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Stretch:
    """
    Where a chapter or section begins and ends among the copy's characters, and where its first text begins.
    """

    begin: int
    text: int
    end: int
    found: bool


class Passages:
    """
    The passages of one source in one copy.
    """

    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self._source = source
        self._blocks = set_apart(lines)
        self._starts = [line.start for line in self._blocks.body]
        self._sections: dict[str, _Stretch] = {}
        self._chapters = self._find_chapters()
        for chapter in source.chapters:
            self._find_sections(chapter.key)
        self._units: dict[str, dict[str, Unit]] = {}

    @property
    def headings(self) -> tuple[int, int]:
        """
        How many of the outline's titles were found, and how many it has.
        """
        sections = [self._sections[s.locator] for s in self._source.sections if s.number]
        chapters = [self._chapters[c.key] for c in self._source.chapters]
        return sum(s.found for s in [*chapters, *sections]), len(chapters) + len(sections)

    def unit(self, locator: str) -> Unit | None:
        """
        Return the passage of a locator such as ``pinggu/1.3/t3/r4``; None where the outline has no such section.
        """
        section, _, _ = split(locator)
        if section not in self._sections:
            return None
        if section not in self._units:
            self._units[section] = self._read(section)
        units = self._units[section]
        return units.get(locator.removeprefix(f"{section}/")) or units["*"]

    def section(self, locator: str) -> Clean:
        """
        Return all text of a section, its tables and notes at the end.
        """
        stretch = self._sections[locator]
        ranges = self._source.units.get((locator, "fn"), ())
        numbers = [n for first, last, _ in ranges for n in range(first, last + 1)]
        named = self._numbered(locator.partition("/")[0])
        notes = [line for n in numbers if f"fn{n}" in named for line in named[f"fn{n}"].lines]
        apart = self._within([*self._blocks.tables, *self._blocks.figures], stretch)
        tables = [line for table in apart for line in [*table.caption, *table.lines]]
        return join([*self._lines(stretch), *tables, *notes])

    def above(self, section: str) -> list[Clean]:
        """
        Return the headings below which a section stands, the nearest first, its chapter's title last.
        """
        chapter, _, number = section.partition("/")
        parents = [f"{chapter}/{number.rsplit('.', level)[0]}" for level in range(1, number.count(".") + 1)]
        stretches = [self._sections[s] for s in parents if s in self._sections and self._sections[s].found]
        return [join(self._between(s.begin, s.text)) for s in [*stretches, self._chapters[chapter]]]

    def _read(self, section: str) -> dict[str, Unit]:
        stretch = self._sections[section]
        heading = join(self._between(stretch.begin, stretch.text))
        units = {"*": Unit(self.section(section), (heading,), False)}
        lines = self._lines(stretch)
        count = max((last for _, last, _ in self._source.units.get((section, "p"), ())), default=0)
        head: list[Line] = []
        below = 0
        for number, lines_of in enumerate(paragraphs(lines, count) if count and stretch.found else [], 1):
            own = lines_of
            if len(own) > 1 and SUBHEADING.match(own[0].text):
                head, own = own[:1], own[1:]
                below += 1
            units[f"p{number}"] = Unit(join(own), (join(head), heading), True, below)
        key = section.partition("/")[0]
        for name, note in self._numbered(key).items():
            units[name] = Unit(join(note.lines), (heading,), True)
        for figure in self._within(self._blocks.figures, self._chapters[key]):
            units[f"g{figure.number}"] = Unit(join(figure.caption), (heading,), True)
        for table in self._within(self._blocks.tables, self._chapters[key]):
            self._read_table(table, section, units)
        return units

    def _numbered(self, key: str) -> dict[str, Note]:
        """
        Return the notes of a chapter by the outline's names for them.

        In their order, if the copy has all of them; else in the order of the section in which each stands.
        """
        chapter = self._chapters[key]
        notes = [n for n in self._blocks.notes if chapter.begin <= n.lines[0].start < chapter.end]
        found: dict[str, Note] = {}
        for note in notes:
            if note.author:
                found["fn0"] = note
        plain = [note for note in notes if not note.author]
        every = self._note_numbers([s for s in self._sections if s.startswith(f"{key}/")])
        if len(every) == len(plain):
            return found | {f"fn{number}": note for number, note in zip(every, plain, strict=True)}
        for section, stretch in self._sections.items():
            if section.startswith(f"{key}/"):
                inside = [n for n in plain if stretch.begin <= n.lines[0].start < stretch.end]
                found |= {f"fn{n}": note for n, note in zip(self._note_numbers([section]), inside, strict=False)}
        return found

    def _note_numbers(self, sections: Iterable[str]) -> list[int]:
        ranges = [r for section in sections for r in self._source.units.get((section, "fn"), ())]
        return sorted(n for first, last, _ in ranges for n in range(first, last + 1) if n)

    def _read_table(self, table: Table, section: str, units: dict[str, Unit]) -> None:
        ranges = self._source.units.get((section, f"t{table.number}/r"), ())
        numbers = [n for first, last, _ in ranges for n in range(first, last + 1)]
        head, found = rows(table, numbers)
        caption = join(table.caption)
        whole = join([*table.caption, *table.lines])
        units[f"t{table.number}"] = Unit(join([*table.caption, *head]), (join(table.lines),), True)
        for number in numbers:
            key = f"t{table.number}/r{number}"
            if number not in found:
                units[key] = Unit(whole, (), False)
                continue
            label, own = found[number]
            cells = tuple(words(own[0])) if len(own) == 1 else ()
            columns = tuple(tuple(words(line)) for line in head)
            units[key] = Unit(join(own), (join(label), join(head), caption), True, 0, columns, cells)

    def _find_chapters(self) -> dict[str, _Stretch]:
        end = self._starts[-1] + len(self._blocks.body[-1].text) if self._starts else 0
        found: list[tuple[str, int, int]] = []
        for chapter in self._source.chapters:
            title = re.split(r"—+", chapter.title[0])[0]
            hit = self._heading(title, 0, end, exact=True)
            if hit:
                found.append((chapter.key, *hit))
        found.sort(key=lambda item: item[1])
        chapters = {}
        for at, (key, begin, text) in enumerate(found):
            chapters[key] = _Stretch(begin, text, found[at + 1][1] if at + 1 < len(found) else end, True)
        first = found[0][1] if found else end
        for chapter in self._source.chapters:
            chapters.setdefault(chapter.key, _Stretch(0, 0, first, False))
        return chapters

    def _find_sections(self, key: str) -> None:
        """
        Find the headings of a chapter in their order; a section whose heading is missing lies between its neighbours.
        """
        chapter = self._chapters[key]
        sections = [s for s in self._source.sections if s.locator.startswith(f"{key}/")]
        stretches: list[_Stretch | None] = []
        at = chapter.text
        for section in sections:
            if not section.number and not stretches and chapter.found:
                stretches.append(_Stretch(chapter.begin, chapter.text, chapter.end, True))
                continue
            hit = self._heading(section.title[0], at, chapter.end)
            stretches.append(_Stretch(*hit, chapter.end, True) if hit else None)
            at = hit[1] if hit else at
        known = [s for s in stretches if s]
        for one, other in pairwise(known):
            one.end = other.begin
        last = _Stretch(chapter.begin, chapter.text, known[0].begin if known else chapter.end, False)
        for section, stretch in zip(sections, stretches, strict=True):
            last = stretch or _Stretch(last.begin, last.text, last.end, False)
            self._sections[section.locator] = last

    def _heading(self, title: str, begin: int, end: int, *, exact: bool = False) -> tuple[int, int] | None:
        """
        Return where a heading begins and where the text below it does; it stands on lines of its own.
        """
        want = _plain(title)
        body = self._blocks.body
        for at in range(bisect_right(self._starts, begin - 1), len(body)):
            if body[at].start >= end:
                break
            text, last = _plain(body[at].text), at
            if not exact and not want.startswith(text[:2]):
                text = _plain(NUMBER.sub("", body[at].text))
            while want.startswith(text) and len(text) < len(want) and last + 1 < min(len(body), at + BROKEN):
                last += 1
                text += _plain(body[last].text)
            if text == want:
                after = body[last + 1].start if last + 1 < len(body) else end
                return body[at].start, after
        return None

    def _between(self, begin: int, end: int) -> list[Line]:
        first, last = bisect_right(self._starts, begin - 1), bisect_right(self._starts, end - 1)
        return self._blocks.body[first:last]

    def _lines(self, stretch: _Stretch) -> list[Line]:
        return self._between(stretch.text, stretch.end)

    def _within(self, tables: Iterable[Table], stretch: _Stretch) -> list[Table]:
        return [t for t in tables if stretch.begin <= t.caption[0].start < stretch.end]


def _plain(text: str) -> str:
    return LOOSE.sub("", bare(text))
