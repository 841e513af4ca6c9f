"""
Names: who is called what, and in which scope, so that one name never means two things without anybody noticing.

A label, title or alias holds everywhere; a short form holds only in the chapter that uses it. Two things with one label
may be one thing under two ids, which is for a person to judge; an alias or short form that already means something else
is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .apart import packed, unpacked
from .errors import Place, problem
from .ontology import iri

if TYPE_CHECKING:
    from .errors import Problem
    from .model import Statement, Thing

MAIN = frozenset((iri("rdfs:label"), iri("dcterms:title")))
ALIAS = iri("skos:altLabel")
SHORT = iri("skos:hiddenLabel")
NAMES = MAIN | {ALIAS, SHORT}


class NameTable:
    """
    Every name of a data folder with the things that bear it.
    """

    def __init__(self) -> None:
        self._main: dict[str, str] = {}
        self._others: dict[tuple[str, str, str], Place] = {}

    def __getstate__(self) -> tuple[list[bytes], list[bytes]]:
        return packed(self._main), packed(self._others)

    def __setstate__(self, state: tuple[list[bytes], list[bytes]]) -> None:
        self._main, self._others = unpacked(state[0]), unpacked(state[1])

    def add(self, statement: Statement) -> None:
        """
        Note the name that a statement gives, if it gives one.
        """
        path = statement.property.path
        if path not in NAMES:
            return
        if path in MAIN:
            self._main.setdefault(statement.value, statement.subject)
            return
        scope = "/".join(statement.passage.split("/")[:2]) if path == SHORT else ""
        self._others.setdefault((scope, statement.value, statement.subject), statement.place or Place(""))

    def absorb(self, later: NameTable) -> None:
        """
        Take in what *later* noted of the records that follow.
        """
        for name, subject in later._main.items():
            self._main.setdefault(name, subject)
        for other, place in later._others.items():
            self._others.setdefault(other, place)

    def check(self, things: dict[str, Thing], one: dict[str, str], problems: list[Problem]) -> None:
        """
        Report each alias or short form that already stands for another thing in its scope; *one* tells what is merged.
        """
        bearers: dict[tuple[str, str], str] = {}
        for (scope, name, subject), place in self._others.items():
            other = self._main.get(name, subject)
            if other == subject:
                other = bearers.setdefault((scope, name), subject)
            if one.get(other, other) != one.get(subject, subject) and not _vocabulary(things, other, subject):
                problems.append(problem(place, "E204", name=name, other=other, first=things[other].place))


def _vocabulary(things: dict[str, Thing], one: str, other: str) -> bool:
    """
    A concept may share its name with a thing: 人才引进 is a topic and may be a programme's short form.
    """
    return things[one].kind.vocabulary or things[other].kind.vocabulary
