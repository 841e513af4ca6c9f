"""
What a query may be before the engine sees it, for the engine has no such bounds of its own.

SERVICE would fetch from the network, and text nested or chained deep enough ends the whole process. Both are refused
here from the tokens alone, always on the side of refusing: where a `<` may begin an IRI or compare two values, the text
is read both ways. Whether a query is well formed, and how long it runs, is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import QueryError
from .lexer import TOKEN, WRONG_ESCAPE

if TYPE_CHECKING:
    from .contract import Form

# Measured on a stack of 8 MB, an eighth of what queries get: function calls end the process between 256 and 1,000
# levels, chains and rows of groups between 1,000 and 10,000. Blank nodes in each other cost the fourth power of their
# depth: 0.3 s at 64, 5 s at 128.
MAX_LENGTH = 1_000_000  # characters
MAX_DEPTH = 64  # brackets open at once
MAX_LEVELS = 2_000  # operators, keywords, groups and triples in all: each may be one level of the engine's tree
MAX_READINGS = 16

UPDATES = frozenset(("insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add", "with"))
FORMS: tuple[Form, ...] = ("select", "ask", "construct", "describe")
HIERARCHICAL = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
CLOSING = frozenset((")", "]", "}", "|}", ">>"))
OPENING = {"(": "(", "[": "[", "{": "{", "{|": "{", "<<": "<<"}
DATA = "VALUES"  # stands in the stack for the braces of a VALUES block


@dataclass(slots=True)
class Verdict:
    """
    What the tokens tell of a query that may run.
    """

    form: Form | None = None
    names_graphs: bool = False  # it has a FROM


def inspect(text: str) -> Verdict:
    """
    Refuse a query that could harm, or return what is to be known before it runs; linear in the length of *text*.

    Raises:
        QueryError: E504 for quotation marks that match nothing, E505 for SERVICE, E506 for depth, E513 for length, E515
            for an update.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError("E513", size=len(text), limit=MAX_LENGTH)
    verdict = Verdict()
    readings = [_Reading(text, verdict)]
    for reading in readings:  # grows while it is walked
        readings += reading.run()
        if len(readings) > MAX_READINGS:
            raise QueryError("E504", why="too many '<' may begin an IRI or compare; write '< ' to compare")
    return verdict


def place(text: str, position: int) -> str:
    """
    Return a position as the engine words it: line and column, from 1.
    """
    before = text[:position]
    return f"error at {before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}"


@dataclass(slots=True)
class _Reading:
    """
    One way to cut the text into tokens, from *position* on.
    """

    text: str
    verdict: Verdict
    position: int = 0
    stack: list[str] = field(default_factory=list)
    data: int = 0
    levels: int = 0
    last: str = ""  # the kind of the token before: term, word or mark
    before: str = ""  # the token before, in lower case
    values: bool = False
    service_name: bool = False

    def run(self) -> list[_Reading]:
        """
        Check everything up to the end, and return the other readings met on the way.
        """
        others = []
        for token in TOKEN.finditer(self.text, self.position):
            kind, found = token.lastgroup, token.group()
            if kind == "space":
                continue
            self.position = token.start()
            if self._may_compare(kind, found):
                others.append(self._comparing(self.position + 1))
            if kind == "mark":
                self._mark(found)
            elif kind == "word":
                self._word(found.lower())
            elif kind != "tag":
                self._term(kind, found)
            if kind != "tag":
                self.before = found.lower()
        return others

    def _may_compare(self, kind: str | None, found: str) -> bool:
        """
        Whether the token may as well begin with the operator `<`: after a value, in parentheses, and not `<http://`.
        """
        if self.last == "mark" or self.data or not self._inside("("):
            return False
        if found == "<<":
            follows = TOKEN.match(self.text, self.position + 1)
            return bool(follows and (follows.lastgroup == "iri" or follows.group() == "<<"))
        return kind == "iri" and not HIERARCHICAL.match(found)

    def _comparing(self, position: int) -> _Reading:
        return _Reading(self.text, self.verdict, position, [*self.stack], self.data, self.levels + 1, "mark", "<")

    def _inside(self, bracket: str) -> bool:
        return bool(self.stack) and self.stack[-1] == bracket

    def _count(self, levels: int = 1) -> None:
        if not self.data:
            self.levels += levels
            if self.levels > MAX_LEVELS:
                raise QueryError("E506", depth=self.levels, limit=MAX_LEVELS)

    def _term(self, kind: str | None, found: str) -> None:
        # Terms side by side are items of a list, each a triple; outside all brackets they are things to describe.
        if not self.stack or (self.last == "term" and self._inside("(")):
            self._count()
        if kind == "string":
            self._string(found)
        self.last = "term"
        self.service_name = kind == "name" and "service" in found.lower() and self.before != "graph"

    def _word(self, word: str) -> None:
        if "service" in word:
            raise QueryError("E505", word="SERVICE")
        if not self.stack:
            self._outermost(word)
        self._count(1 + len(word) // 8)  # words may be glued to each other
        self.values = word.endswith("values")
        self.last = "word"
        self.service_name = False

    def _outermost(self, word: str) -> None:
        if word in UPDATES:
            raise QueryError("E515", word=word.upper())
        if self.verdict.form is None:
            self.verdict.form = next((form for form in FORMS if word.startswith(form)), None)
        self.verdict.names_graphs |= "from" in word

    def _string(self, found: str) -> None:
        if found in ("''", '""') and self.text.startswith(found[0], self.position + 2):
            raise self._unclosed(found[0] * 3)
        if "\\" in found and WRONG_ESCAPE.search(found.replace("\\\\", "")):
            raise self._unclosed(found[0])

    def _unclosed(self, mark: str) -> QueryError:
        why = f"{place(self.text, self.position)}: {mark} begins a text that is not closed, or holds a wrong escape"
        return QueryError("E504", why=why)

    def _mark(self, mark: str) -> None:
        if mark in ("'", '"', "\\"):
            raise self._unclosed(mark)
        if mark in OPENING:
            self._open(mark)
        elif mark in CLOSING:
            self.data -= bool(self.stack) and self.stack.pop() == DATA
            self.last = "term"
        else:
            # A comma between arguments, the sign of a number after it and the mark of a datatype nest nothing.
            flat = (mark == "," and self._inside("(")) or (mark in "+-" and self.before == ",")
            if not (flat or (mark == "^^" and self.last == "term")):
                self._count()
            self.last = "mark"
        self.service_name = False

    def _open(self, mark: str) -> None:
        if mark == "{" and self.service_name:
            raise QueryError("E505", word="SERVICE")  # the engine reads `SERVICEex:a {` as SERVICE ex:a {
        self._count(2 if self.last == "term" and self._inside("(") else 1)
        data = mark == "{" and self.values
        self.stack.append(DATA if data else OPENING[mark])
        self.data += data
        self.values = self.values and mark != "{"
        self.last = "mark"
        if len(self.stack) > MAX_DEPTH:
            raise QueryError("E506", depth=len(self.stack), limit=MAX_DEPTH)
