"""
One statement in its passage: where its subject and its value stand, or what is missing.

Names, dates and numbers are compared in their spellings only. Three rules keep a wrong value from passing: a name that
another thing bears proves nothing for this one; a figure of a table stands in the column of the area that it is said
of; and what a figure in prose is about is named in its sentence, or was the last of its kind to be named before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .evidence import Evidence, digest
from .model import Modality, split
from .names import NAMES
from .opened import Opened, date_in, fits, meets, tightest
from .scope import Scope
from .spellings import limits, loose, loosen, number_spots, quoted, spots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .load import Records
    from .model import Statement
    from .opened import Spot
    from .passages import Passages

STOP = re.compile(r"[。;!?]")
# What may stand between a figure and its unit: 2.3万余人; 10个、14个、8个百分点; 1~1.5小时.
MORE = re.compile(r"(?:个?(?:[、,和及至到~～-]|以及)\d+(?:\.\d+)?)*[余多来]*(?=\D)")
# How far after a figure what limits it stands; before it, anywhere in its clause.
LIMIT = 8
# Kinds that take each other's place in a sentence.
ALIKE = (frozenset(("region", "area")), frozenset(("agency", "organisation", "mechanism", "platform")))
OBSERVATION = "observation"


class Missing(StrEnum):
    """
    What a statement lacks to be proved: its passage, its subject's name, its value, or words that fit its value.
    """

    PASSAGE = "passage"
    SUBJECT = "subject"
    VALUE = "value"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What a statement lacks, and for each thing that proves it the places in the loose text of its passage.
    """

    missing: Missing | None
    spots: list[list[Spot]]


class Lookup:
    """
    Looks statements up in the passages of a copy; *statements* are those of all sources, for the names they give.
    """

    def __init__(self, records: Records, statements: Iterable[Statement], passages: Passages) -> None:
        known = list(statements)
        self._things = records.things
        self.passages = passages
        self._opened: dict[str, Opened | None] = {}
        self.scope = Scope(known, records.things, records.ontology.concepts.values())
        self._figures: dict[tuple[str, str], Statement] = {}
        self._columns: dict[tuple[str, str], set[str]] = {}
        self._units: dict[tuple[str, str], str] = {}
        self._measures = sorted({f for slug in self._slugs("unit") for f in self.scope.forms(slug, "")}, key=len)[::-1]
        for said in known:
            if records.things[said.subject].kind.key == OBSERVATION:
                where = (said.passage, said.subject)
                if said.property.form == "number":
                    self._figures[where] = said
                elif said.property.key == "unit":
                    self._units[where] = said.value
                elif said.property.form in ("reference", "label") and said.property.key != "dataset":
                    self._columns.setdefault(where, set()).update(self._heads(said))

    def kind(self, slug: str) -> str:
        """
        Return the kind of a thing.
        """
        return self._things[slug].kind.key

    def checkable(self, said: Statement) -> bool:
        """
        Whether a statement can be looked up: its property is marked so, and the passage itself says it.
        """
        return said.property.checkable and said.modality is not Modality.INFERRED

    def look(self, said: Statement) -> Seen:
        """
        Return what a statement lacks, or where what proves it stands.
        """
        opened = self._open(said.passage)
        if opened is None:
            return Seen(Missing.PASSAGE, [])
        found: list[list[Spot]] = []
        printed = self.kind(said.subject) != OBSERVATION and self.scope.named(said.subject)
        if printed and said.property.path not in NAMES:
            subject = self._named(said.subject, said, opened)
            if subject is None:
                return Seen(Missing.SUBJECT, [])
            found.append(subject)
        if not fits(said):
            return Seen(Missing.WORDS, [])
        value = self._value(said, opened)
        if value is None:
            return Seen(Missing.VALUE, [])
        return Seen(None, [one for one in [*found, value] if one])

    def stretch(self, passage: str, needles: list[list[Spot]]) -> Evidence | None:
        """
        Return the tightest stretch of a passage that holds one of the places of each needle.
        """
        opened = self._open(passage)
        if opened is None or not needles:
            return None
        begin, end = tightest(needles)
        first, last = opened.at[begin], opened.at[end - 1] + 1
        own = opened.unit.own
        return Evidence(*own.span(first, last), digest(own.text[first:last]))

    def _open(self, passage: str) -> Opened | None:
        if passage not in self._opened:
            unit = self.passages.unit(passage.partition("/")[2])
            if unit is None:
                self._opened[passage] = None
            else:
                frames = tuple(loosen(frame)[0] for frame in unit.frames)
                row = bool(re.search(r"/t\d+/r\d+$", passage))
                self._opened[passage] = Opened(unit, *loosen(unit.own), frames, row)
        return self._opened[passage]

    def _value(self, said: Statement, opened: Opened) -> list[Spot] | None:
        """
        Return where a value stands in the passage's own text; empty where only what is above it names it.
        """
        if said.property.path in NAMES:
            return self._name(said, opened)
        if said.property.form == "date":
            return date_in(opened, said)
        if said.property.form == "number":
            return self._figure(said, opened)
        if said.value == said.subject:
            return None
        if (said.passage, said.subject) in self._figures:
            return self._circumstance(said, opened)
        if said.property.form != "reference":
            return spots(loose(said.value), opened.text) or None
        return self._named(said.value, said, opened)

    def _name(self, said: Statement, opened: Opened) -> list[Spot] | None:
        """
        A name stands in the passage or in its heading, and nobody else bears it in the chapter.
        """
        form = loose(said.value)
        if self.scope.bearers(form, _chapter(said)) - {said.subject}:
            return None
        return spots(form, opened.text) or ([] if any(spots(form, frame) for frame in opened.frames) else None)

    def _named(self, slug: str, said: Statement, opened: Opened) -> list[Spot] | None:
        chapter = _chapter(said)
        here = self.scope.spots(slug, chapter, opened.text, said.subject)
        if here:
            return here
        figure = (said.passage, said.subject) in self._figures
        if figure and opened.row and self._mentioned(opened.text, slug, chapter):
            return None
        for frame in opened.frames:
            if self.scope.spots(slug, chapter, frame, said.subject):
                return []
            if figure and opened.row and self._mentioned(frame, slug, chapter):
                return None
        return [] if self._goes_on(slug, said, opened) else None

    def _goes_on(self, slug: str, said: Statement, opened: Opened) -> bool:
        """
        Whether a paragraph that names nothing of a kind goes on about a thing that was named before.

        Earlier paragraphs of its section count, but for those below another subheading, then the headings above. The
        nearest that names any of the kind decides, by the one that it names first.
        """
        chapter = _chapter(said)
        section, stem, number = split(said.passage.partition("/")[2])
        if stem != "p" or self._mentioned(opened.text, slug, chapter):
            return False
        before = (self._open(f"{said.passage.partition('/')[0]}/{section}/p{n}") for n in range(number - 1, 0, -1))
        texts = [one.text for one in before if one and one.unit.part in (0, opened.unit.part)]
        for text in [*texts, *(loosen(heading)[0] for heading in self.passages.above(section))]:
            named = self._mentioned(text, slug, chapter)
            if named:
                return any(meets(named[0], spot) for spot in self.scope.spots(slug, chapter, text))
        return False

    def _mentioned(self, text: str, slug: str, chapter: str) -> list[Spot]:
        """
        Return where a text names things of the kind of *slug*, or of one that can take its place.
        """
        kind = self.kind(slug)
        kinds = next((group for group in ALIKE if kind in group), frozenset((kind,)))
        return [
            (begin, end)
            for begin, end, form in self.scope.mentions(text)
            if any(self.kind(slug) in kinds for slug in self.scope.bearers(form, chapter))
        ]

    def _figure(self, said: Statement, opened: Opened) -> list[Spot] | None:
        if said.words:
            found = quoted(said.words, opened.text)
            return found if found and self._measured(said, loose(said.words)) else None
        cells = self._cells(self._columns.get((said.passage, said.subject), set()), opened)
        if cells and said.value not in cells:
            return None
        return number_spots(said.value, opened.text) or None

    def _measured(self, said: Statement, words: str) -> bool:
        """
        Whether no other unit than the statement's follows its figure in the words that it quotes.
        """
        unit = self._units.get((said.passage, said.subject))
        if unit is None:
            return True
        # 个 goes before other units too: 76个国家和地区, 10个百分点.
        own = [*self.scope.forms(unit, _chapter(said)), "个"]
        after = [words[end:].lstrip("余多来") for _, end in number_spots(said.value, words)]
        named = [next((m for m in self._measures if rest.startswith(m)), "") for rest in after]
        return not any(named) or any(name in own for name in named)

    def _slugs(self, kind: str) -> list[str]:
        return [slug for slug, thing in self._things.items() if thing.kind.key == kind]

    def _circumstance(self, said: Statement, opened: Opened) -> list[Spot] | None:
        """
        What a figure is about, or the area it is of: in a table by its column, in prose by its sentence.
        """
        figure = self._figures[said.passage, said.subject]
        if said.property.key in ("unit", "qualifier") and not opened.row:
            return self._beside(said, figure, opened)
        if said.property.key == "unit":
            return self._column_unit(said, figure, opened)
        here = self._printed(said, opened)
        if not here and opened.row:
            cells = self._cells(self._heads(said), opened)
            return None if cells and figure.value not in cells else here
        if opened.row or here is None or said.property.key not in ("area", "about"):
            return here
        places = _places(figure, opened)
        if not places:
            return here
        return here if any(self._governs(said, here, place, opened) for place in places) else None

    def _printed(self, said: Statement, opened: Opened) -> list[Spot] | None:
        """
        Return where a passage names what a figure is about; a group of a table may stand in its head alone.
        """
        if said.property.form == "reference":
            return self._named(said.value, said, opened)
        form = loose(said.value)
        here = spots(form, opened.text)
        return here or ([] if opened.row and any(spots(form, frame) for frame in opened.frames) else None)

    def _column_unit(self, said: Statement, figure: Statement, opened: Opened) -> list[Spot] | None:
        """
        Return where a table names a unit: after what is counted, in brackets, or after 单位; empty if above the row.

        A row of prose has its unit after the figure.
        """
        forms = "|".join(map(re.escape, self.scope.forms(said.value, _chapter(said))))
        stands = re.compile(rf"[(:,、/](?:{forms})(?![^),、/])")
        here = [(m.start() + 1, m.end()) for m in stands.finditer(opened.text)]
        above = [*opened.frames, *(loose("".join(line)) for line in opened.unit.head)]
        return here or self._beside(said, figure, opened) or ([] if any(map(stands.search, above)) else None)

    def _beside(self, said: Statement, figure: Statement, opened: Opened) -> list[Spot] | None:
        """
        Return the places of a figure in prose after which its unit stands, or beside which what limits it.
        """
        found = []
        for place in _places(figure, opened):
            if said.property.key == "qualifier":
                begin = max(opened.text.rfind(stop, 0, place[0]) for stop in ",。;")
                if limits(said.value, opened.text[begin + 1 : place[1] + LIMIT]):
                    found.append(place)
                continue
            ends = [end for begin, end in number_spots(figure.value, opened.text) if meets((begin, end), place)]
            forms = self.scope.forms(said.value, _chapter(said))
            after = any(_follows(form, opened.text, end) for end in ends or (place[1],) for form in forms)
            if after or (not ends and any(form in opened.text[slice(*place)] for form in forms)):
                found.append(place)
        return found or None

    def _governs(self, said: Statement, here: list[Spot], figure: Spot, opened: Opened) -> bool:
        """
        Whether the sentence of a figure names the thing; or no other of its kind, and the last that names any does so
        first or last, or none before names any.
        """
        stops = [m.end() for m in STOP.finditer(opened.text)]
        begin = max((s for s in stops if s <= figure[0]), default=0)
        end = min((s for s in stops if s >= figure[1]), default=len(opened.text))
        if any(begin <= spot[0] < end for spot in here):
            return True
        named = [spot for spot in self._mentioned(opened.text, said.value, _chapter(said)) if spot[0] < end]
        if not named or named[-1][0] >= begin:
            return not named
        start = max((s for s in stops if s <= named[-1][0]), default=0)
        last = [spot for spot in named if spot[0] >= start]
        return any(meets(one, spot) for one in (last[0], last[-1]) for spot in here)

    def _heads(self, said: Statement) -> set[str]:
        """
        Return the loose forms that may stand at the head of a column for the value of a statement.
        """
        if said.property.form == "reference":
            return set(self.scope.forms(said.value, _chapter(said)))
        return {loose(said.value)}

    def _cells(self, heads: set[str], opened: Opened) -> set[str]:
        """
        Return the cells of a row that stand below one of *heads*, counted from the end of the lines.
        """
        cells = opened.unit.cells
        return {
            cells[-back]
            for line in opened.unit.head
            for back, word in enumerate(reversed(line), 1)
            if back < len(cells) + 1 and loose(word) in heads
        }


def _places(figure: Statement, opened: Opened) -> list[Spot]:
    """
    Return where a passage prints a figure: in the words that it quotes, or anywhere.
    """
    return quoted(figure.words, opened.text) if figure.words else number_spots(figure.value, opened.text)


def _follows(unit: str, text: str, end: int) -> bool:
    """
    Whether a unit stands after the figure that ends at a place; 余, 多 and 来 may stand before it or within it.
    """
    if text.startswith(unit, end):
        return True
    more = MORE.match(text, end)
    rest = re.sub("[余多来]", "", text[more.end() if more else end :][: len(unit) + 2])
    return rest.startswith((unit, f"个{unit}"))


def _chapter(said: Statement) -> str:
    return "/".join(said.passage.split("/")[:2])
