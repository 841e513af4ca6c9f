"""
The plain values that records are made of, each of which knows its place, and the tally of what is wrong with a file.

Text stays the text that stands in the file. What a record means is not decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from .errors import Place, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS: Final = 64
MOST_PROBLEMS: Final = 1000

# Tab and line feed are the only control characters that a value may hold: XML, CSV and terminals trip over the others.
CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class Text(str):
    """
    A text as it stands in the file, and its place.
    """

    __slots__ = ("place",)
    place: Place | None

    def __new__(cls, text: str = "", place: Place | None = None) -> Text:  # noqa: D102
        self = str.__new__(cls, text)
        self.place = place
        return self


class Mapping(dict[str, Value]):
    """
    Keys and values in the order of the file, its place, and in YAML the place of each key.

    `keys_at` also holds the keys whose value was refused, so that nobody reports them missing as well.
    """

    __slots__ = ("keys_at", "place")

    def __init__(self, values: dict[str, Value] | None = None, place: Place | None = None) -> None:
        super().__init__(values or ())
        self.place = place
        self.keys_at: dict[str, Place] = {}


class Items(list[Value]):
    """
    A list and its place.
    """

    __slots__ = ("place",)

    def __init__(self, values: Iterable[Value] = (), place: Place | None = None) -> None:
        super().__init__(values)
        self.place = place


def place_of(value: object, fallback: Place) -> Place:
    """
    Return where *value* stands in its file, or *fallback* for a value that does not know (a plain one of JSON Lines).
    """
    place: Place | None = getattr(value, "place", None)
    return place or fallback


class Enough(Exception):  # noqa: N818 - not an error: the problem is recorded
    """
    Ends the reading of one file.
    """


class Report:
    """
    Records the problems of one file; as a context, also those of reading it, and ends that when they are too many.
    """

    def __init__(self, shown: str, problems: list[Problem]) -> None:
        self.shown = shown
        self.problems = problems
        self.count = 0

    def __enter__(self) -> Report:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, OSError):
            self.problems.append(problem(Place(self.shown), "E011", why=error.strerror or error))
        elif not isinstance(error, Enough):
            return False
        self.count += 1
        return True

    def at(self, place: Place | None, code: str, **params: object) -> None:
        """
        Record a problem at a place of the file.
        """
        self.add(problem(place or Place(self.shown), code, **params))

    def add(self, found: Problem) -> None:
        """
        Record a problem, or end the reading when there are too many.
        """
        self.problems.append(found)
        self.count += 1
        if self.count == MOST_PROBLEMS:
            self.end(found.place, "E016", limit=MOST_PROBLEMS)

    def end(self, place: Place | None, code: str, **params: object) -> NoReturn:
        """
        Record a problem after which nothing of the file can be read.
        """
        self.problems.append(problem(place or Place(self.shown), code, **params))
        raise Enough


def column(place: Place, index: int) -> Place:
    """
    Return the place of a character in the line of *place*, counted from 0.
    """
    return Place(place.file, place.line, index + 1)


def encoding_problem(error: UnicodeDecodeError, place: Place, offset: int) -> Problem:
    """
    Return the problem of bytes that are not UTF-8; *offset* is where the decoded bytes began in the file.
    """
    return problem(place, "E001", offset=offset + error.start, byte=f"0x{error.object[error.start]:02X}")


def code_point(char: str) -> str:
    """
    Name a character that cannot be shown: ``U+0007``.
    """
    return f"U+{ord(char):04X}"


def brief(text: str) -> str:
    """
    Return words of the file fit for a message: not endless, on one line, and nothing that a terminal would obey.
    """
    text = CONTROL.sub("\ufffd", text).replace("\n", " ")
    return text if len(text) <= 60 else text[:59] + "…"
