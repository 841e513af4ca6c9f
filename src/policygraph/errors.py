"""
What can go wrong, where, and how it is said in Chinese and in English.

Every message has a code, stands once in `messages.py`, and names the place, what was found, what is allowed and the
nearest guess. Nothing is printed here and no exit code is chosen here: that is for the outermost rooms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from .messages import MESSAGES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

Lang = Literal["zh", "en"]
ONE = re.compile(r"\b1 (error|finding|file|row|statement|match)(?:e?s)\b")


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """
    A position in a file of records: path as the user gave it, line and column counted from 1 (0: the whole file).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """
    One thing that is wrong with the data: its place, its code, and the words that fill the code's message.
    """

    place: Place
    code: str
    params: tuple[tuple[str, str], ...] = ()

    def text(self, lang: Lang = "en") -> str:
        """
        Return the whole line that a person reads, such as ``data/x.yaml:41:5: E103 policy has no key 'isued'``.
        """
        return f"{self.place}: {self.code} {say(self.code, lang, **dict(self.params))}"


def problem(place: Place, code: str, **params: object) -> Problem:
    """
    Build a `Problem`; *params* fill the places of the code's message.
    """
    return Problem(place, code, tuple((name, str(value)) for name, value in params.items()))


class PolicygraphError(Exception):
    """
    The root of all errors that policygraph raises on purpose.

    *code* names the message, *params* fill it; `text` gives it in either language.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def text(self, lang: Lang = "en") -> str:
        """
        Return the message with its code.
        """
        return f"{self.code} {say(self.code, lang, **self.params)}"

    def __str__(self) -> str:
        return self.text("en")

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions are unpickled from their args; ours travel between processes whole.
        return _again, (type(self), self.__dict__)


class DataError(PolicygraphError):
    """
    Records that cannot be built; holds every problem of the run, in the order of the files.
    """

    def __init__(self, problems: Iterable[Problem], files: int) -> None:
        self.problems = sorted(set(problems))
        bad = len({p.place.file for p in self.problems})
        super().__init__("E000", errors=len(self.problems), bad=bad, files=files)

    def text(self, lang: Lang = "en") -> str:
        """
        Return all problems, a line each, and a last line that counts them.
        """
        lines = [p.text(lang) for p in self.problems]
        return "\n".join([*lines, say(self.code, lang, **self.params)])


class QueryError(PolicygraphError):
    """
    A query that the store refused, could not parse, or did not finish in time.
    """


class StoreError(PolicygraphError):
    """
    A built graph that is missing, damaged, or left unfinished by an interrupted build.
    """


class UnknownNameError(PolicygraphError):
    """
    A name that stands for nothing in the graph, or for more than one thing.
    """


def say(code: str, lang: Lang, **params: object) -> str:
    """
    Return the message *code* in *lang*; the parameter ``near``, if any, becomes the guess at its end.

    A code that `MESSAGES` does not hold is a fault of ours and raises KeyError.
    """
    zh, en = MESSAGES[code]
    near = params.pop("near", "")
    if lang == "zh":
        params = {name: WORDS.get(str(value), value) for name, value in params.items()}
        return zh.format(guess=f"；是否应为“{near}”？" if near else "", near=near, **params)
    text = en.format(guess=f"; did you mean '{near}'?" if near else "", near=near, **params)
    return ONE.sub(r"1 \1", text)


def nearest(word: str, known: Iterable[str]) -> str:
    """
    Return the one of *known* that is spelled most like *word*, or nothing when none is near.
    """
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


def _again(kind: type[PolicygraphError], state: dict[str, object]) -> PolicygraphError:
    fault = kind.__new__(kind)
    fault.__dict__.update(state)
    return fault
