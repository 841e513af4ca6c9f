"""
What the records say, once read: statements, the passages that make them, and the things they are about.

Plain values without behaviour of their own. No IRI is made here; a thing is its slug, a passage its locator.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import Place
    from .ontology import Both, Kind
    from .ontology import Property as PropertyShape

# A section and the stem of a unit, with the ranges of numbers that exist and the page on which each begins.
Units = dict[tuple[str, str], list[tuple[int, int, int]]]


class Modality(StrEnum):
    """
    How a statement is meant: said by the passage, concluded by us, planned by a document, or only recommended.
    """

    STATED = "stated"
    INFERRED = "inferred"
    PLANNED = "planned"
    PROPOSED = "proposed"

    is_fact: bool
    """Whether the statement may stand as a direct triple."""


# Asked of every statement several times, so a plain attribute.
for _modality in Modality:
    _modality.is_fact = _modality in (Modality.STATED, Modality.INFERRED)


@dataclass(slots=True, unsafe_hash=True)
class Statement:
    """
    One thing that one passage says: *subject* has *value* for *property*. Never changed; not frozen, for there are
    millions, and a frozen one takes twice as long to make.

    `value` is a slug, a text, a decimal or an EDTF date, as `property.form` tells. `passage` is the source's id and the
    locator joined by a slash, empty for vocabulary. `words` are the source's own for a date or number, `english` is our
    translation of a label, `during` the EDTF period of a dated role. `place` is where the record stands.
    """

    subject: str
    property: PropertyShape
    value: str
    modality: Modality
    passage: str
    why: Both = ("", "")
    words: str = ""
    english: str = ""
    during: str = ""
    place: Place | None = field(default=None, compare=False)

    @builtins.property
    def id(self) -> str:
        """
        Sixteen hexadecimal digits of what was said and where; a merge of two things never changes it.
        """
        said = (self.subject, self.property.key, self.value, self.during, self.modality, self.why[0], self.passage)
        return blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Thing:
    """
    A thing that a record introduces: its slug, its kind, where that record stands, and whether it is only proposed.
    """

    slug: str
    kind: Kind
    place: Place
    proposed: bool


@dataclass(frozen=True, slots=True)
class Section:
    """
    A section of a source's outline: its locator (``pinggu/1.3``), its number and title as printed.
    """

    locator: str
    number: str
    title: Both


@dataclass(frozen=True, slots=True)
class Chapter:
    """
    A chapter of a source: its key in locators, its short name and its title.
    """

    key: str
    name: Both
    title: Both


@dataclass(frozen=True, slots=True)
class Cleaning:
    """
    What must be taken out of the text of a source, and is special to it.

    `watermark` are lines that mean nothing where several of them follow each other, `headers` running heads, `drop`
    regular expressions for whole lines that are no text.
    """

    watermark: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """
    Something that a source names and no record accounts for, and why; in one section or chapter, or (empty) anywhere.
    """

    text: str
    why: Both
    at: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """
    A source that facts are drawn from: bibliography, digest of the text it was read from, and outline.

    `units` maps a section and a unit's stem (``("pinggu/1.3", "t3/r")``) to the ranges of numbers that exist there with
    the printed page on which each begins; page 0 means that the source has no pages.
    """

    id: str
    name: Both
    title: Both
    citation: str
    published: str
    identifiers: tuple[str, ...]
    digest: str
    chapters: tuple[Chapter, ...]
    sections: tuple[Section, ...]
    units: Units = field(repr=False, compare=False)
    cleaning: Cleaning = field(default=Cleaning(), repr=False, compare=False)
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False, compare=False)

    def page(self, locator: str) -> int | None:
        """
        Return the printed page of a passage, 0 where the source has none, None where the outline has no such passage.
        """
        section, stem, number = split(locator)
        for first, last, page in self.units.get((section, stem), ()):
            if first <= number <= last:
                return page
        return None


@lru_cache(maxsize=1024)
def split(locator: str) -> tuple[str, str, int]:
    """
    Take ``pinggu/1.3/t3/r4`` apart into its section, the stem of its unit and the unit's number: ``t3/r`` and 4.

    The first two parts name chapter and section; a locator without a numbered unit gets the number -1.
    """
    chapter, _, rest = locator.partition("/")
    section, _, unit = rest.partition("/")
    stem = unit.rstrip("0123456789")
    return f"{chapter}/{section}", stem, int(unit[len(stem) :] or -1)
