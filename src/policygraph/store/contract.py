"""
What every kind of store offers, whatever engine or server stands behind it.

Reading only: SPARQL text in, rows or bytes out. No engine's own objects appear here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from .rows import Row as Row
from .rows import Rows as Rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

Form = Literal["select", "ask", "construct", "describe"]

TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Digest:
    """
    What tells one file's bytes from another's.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """
    Which graph a store answers from: the folder that it was built into, and the digest of its N-Quads.
    """

    folder: Path
    graph: Digest


class Store(Protocol):
    """
    One built graph, open for reading; leave it with `close` or as a context manager.

    Every method that takes a query raises `QueryError`, and nothing else, whatever the text is. They share:

    - *timeout*: seconds until the answer is given up (E507).
    - *union*: let the default graph be the union of all graphs, as on some servers. A FROM in the query wins over it.
    - *prefixes*: names that the query may use without declaring them; its own PREFIX lines win over them.
    """

    @property
    def origin(self) -> Origin | None:
        """
        The build that the graph comes from; None where it is a file by itself or stands elsewhere.
        """
        ...

    def select(
        self, text: str, *, timeout: float = TIMEOUT, union: bool = False, prefixes: Mapping[str, str] | None = None
    ) -> Rows:
        """
        Return the rows of a SELECT.
        """
        ...

    def ask(
        self, text: str, *, timeout: float = TIMEOUT, union: bool = False, prefixes: Mapping[str, str] | None = None
    ) -> bool:
        """
        Return the answer of an ASK.
        """
        ...

    def serialize(
        self,
        text: str,
        format: str,  # noqa: A002
        *,
        timeout: float = TIMEOUT,
        union: bool = False,
        prefixes: Mapping[str, str] | None = None,
    ) -> bytes:
        """
        Return the answer as a file: json, csv, tsv or xml for SELECT and ASK; ttl, nt or jsonld for the other forms.

        Another format raises E508 and names those that fit. In Turtle *prefixes* also shorten the IRIs of the answer.
        """
        ...

    def form(self, text: str) -> Form:
        """
        Return which of the four forms the query has, without running it.
        """
        ...

    def close(self) -> None:
        """
        Let go of the graph; further queries raise E516.
        """
        ...

    def __enter__(self) -> Store: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
