"""
Which names a thing goes by in a chapter, and whether a place in a text that spells one of them means that thing.

北京 within 北京工商大学 names the university, not the city: a name that is only part of a longer name of another thing
proves nothing, unless the longer one belongs to the very thing that is spoken of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Modality
from .names import NAMES, SHORT
from .ontology import iri
from .spellings import short_forms, spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .model import Statement, Thing
    from .ontology import Concept


MEMBER = iri("pg:blocMember")
# Bodies and places: a document's title, an event or a programme that begins with 北京 does speak of 北京.
PROPER = frozenset(("region", "agency", "organisation", "mechanism"))


class Scope:
    """
    The names of all things of a data folder.
    """

    def __init__(self, statements: Iterable[Statement], things: dict[str, Thing], concepts: Iterable[Concept]) -> None:
        self._names: dict[str, dict[str, set[str]]] = {}
        self._bearers: dict[str, set[str]] = {}
        self._within: dict[str, list[tuple[str, int]]] = {}
        self._proper: set[str] = set()
        self._printed: set[str] = set()
        self._blocs: dict[str, set[str]] = {}
        self._things = things
        for concept in concepts:
            self._add(concept.slug, concept.label[0], "")
        for said in statements:
            if said.property.path == MEMBER:
                self._blocs.setdefault(said.value, set()).add(said.subject)
            if said.property.path in NAMES:
                chapter = "/".join(said.passage.split("/")[:2]) if said.property.path == SHORT else ""
                self._add(said.subject, said.value, chapter)
                if said.modality is not Modality.INFERRED:
                    self._printed.add(said.subject)
        self._find_longer()
        self._by_start: dict[str, list[str]] = {}
        for form in sorted(self._bearers, key=lambda form: (-len(form), form)):
            self._by_start.setdefault(form[:2], []).append(form)

    def named(self, slug: str) -> bool:
        """
        Whether a source prints a name for a thing; an observation has none, and some names are coined by us.
        """
        return slug in self._printed

    def forms(self, slug: str, chapter: str) -> list[str]:
        """
        Return the loose forms of a thing's names that hold in a chapter (``source/chapter``), longest first.
        """
        known = self._names.get(slug, {})
        return sorted({*known.get("", ()), *known.get(chapter, ())}, key=lambda form: (-len(form), form))

    def spots(self, slug: str, chapter: str, text: str, subject: str = "") -> list[tuple[int, int]]:
        """
        Return where a loose text means the thing by one of its names, or by that of a bloc that it is a member of.

        *subject* is what the statement is about.
        """
        own = {slug, subject}
        return [
            spot
            for name in (slug, *sorted(self._blocs.get(slug, ())))
            for form in self.forms(name, chapter)
            for spot in spots(form, text)
            if not self._covered(form, spot[0], text, own | {name})
        ]

    def bearers(self, form: str, chapter: str) -> set[str]:
        """
        Return the things that go by a loose form in a chapter; concepts do not count.
        """
        known = self._bearers.get(form, set())
        return {slug for slug in known if any(form in self._names[slug].get(c, ()) for c in ("", chapter))}

    def mentions(self, text: str) -> Iterator[tuple[int, int, str]]:
        """
        Yield each name in a loose text, the longest at each place and none within another, and where it stands.
        """
        at = 0
        while at < len(text):
            form = next((f for f in self._by_start.get(text[at : at + 2], ()) if text.startswith(f, at)), "")
            if len(form) > 1:
                yield at, at + len(form), form
            at += len(form) or 1

    def _add(self, slug: str, name: str, chapter: str) -> None:
        kind = self._things[slug].kind
        for form in short_forms(name, region=kind.key == "region"):
            self._names.setdefault(slug, {}).setdefault(chapter, set()).add(form)
            if not kind.vocabulary:
                self._bearers.setdefault(form, set()).add(slug)
            if kind.key in PROPER:
                self._proper.add(form)

    def _find_longer(self) -> None:
        """
        Find for each name the longer ones that hold it; quadratic in the length of a name, not in their number.
        """
        for longer in self._bearers:
            size = len(longer)
            for begin in range(size):
                for end in range(begin + 1, size + 1):
                    form = longer[begin:end]
                    if form in self._bearers and end - begin < size:
                        self._within.setdefault(form, []).append((longer, begin))

    def _covered(self, form: str, at: int, text: str, own: set[str]) -> bool:
        """
        Whether a place is part of a longer name of something else; within the subject's own name it never is.
        """
        longer = [n for n, offset in self._within.get(form, ()) if at >= offset and text.startswith(n, at - offset)]
        proper = any(name in self._proper for name in longer)
        return proper and not any(self._bearers[name] & own for name in longer)
