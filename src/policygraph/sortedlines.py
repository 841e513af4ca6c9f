"""
Any number of lines, sorted and each once, in a memory that does not grow with them.

Lines are gathered into sorted runs; a run that is full goes to a file, which has its name only once it is whole. Runs
are merged a part at a time: all lines from one fence to the next, sorted anew, which is quick because they come in
sorted stretches. Lines are compared as UTF-8, whose order is that of code points; they hold no control characters. What
else they say is not known here.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

Line = TypeVar("Line", str, bytes)
RUN = 131_072
# A fence stands before every so many lines of a run; about so many lines are merged at once: few enough to stay in a
# processor's cache, which halves the time.
FENCE = 1024
PART = 65_536
# A run is kept in files of so many fences, so that each can go once it is merged.
FILE = 64
# What the files of runs are called; while they are written; and once somebody else has read them, too.
RUNS = "*.run"
UNFINISHED = ".part"
READ = ".read"


@dataclass(frozen=True, slots=True)
class Written:
    """
    A file of lines: how many they are, its size in bytes, and the digest of these.
    """

    lines: int
    size: int
    sha256: str


@dataclass(slots=True)
class Run:
    """
    A sorted stretch of lines in a file, its fences (a line, and at which byte it begins), its size in bytes, and its
    last line.

    It is read once, from its begin to its end: `at` is the next fence, `rest` the lines before it that wait.
    """

    path: Path
    fences: list[tuple[bytes, int]]
    size: int
    last: bytes
    at: int = 0
    rest: list[bytes] = field(default_factory=list)

    def until(self, end: bytes) -> list[bytes]:
        """
        Return the lines that come before *end* and were not returned yet; empty means all of them.
        """
        stop = bisect_left(self.fences, end, key=_line) if end else len(self.fences)
        lines = self.rest
        if stop > self.at:
            lines += self._read(self.at, stop).splitlines(keepends=True)
            self.at = stop
        cut = bisect_left(lines, end) if end else len(lines)
        self.rest = lines[cut:]
        return lines[:cut]

    def drop(self) -> None:
        """
        Remove the file, unless somebody else has yet to read it.
        """
        self.path.with_suffix(READ).unlink(missing_ok=True)

    def _read(self, first: int, stop: int) -> bytes:
        with self._open() as file:
            begin = file.seek(self.fences[first][1])
            return file.read((self.fences[stop][1] if stop < len(self.fences) else self.size) - begin)

    def _open(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except FileNotFoundError:
            return self.path.with_suffix(READ).open("rb")


class SortedLines:
    """
    Takes lines that each end in a newline; holds at most *run* of them in memory, the others in files of *folder*.

    `name` tells apart the runs of several in one folder.
    """

    def __init__(self, folder: Path, name: str = "run", run: int = RUN) -> None:
        self._folder = folder
        self._name = name
        self._size = run
        self._lines: list[str] = []
        self._runs: list[Run] = []

    def add(self, lines: Iterable[str]) -> None:
        """
        Take some lines, in any order, repeated or not.
        """
        self._lines.extend(lines)
        if len(self._lines) >= self._size:
            self._spill()

    def close(self) -> list[Run]:
        """
        Put what is held in memory into a file as well; return all runs.
        """
        if self._lines:
            self._spill()
        return self._runs

    @property
    def held(self) -> list[str] | None:
        """
        All lines, where no run had to go to a file.
        """
        return None if self._runs else self._lines

    def __getstate__(self) -> tuple[object, ...]:
        # Between processes only the names of files travel.
        return self._folder, self._name, self._size, [], self.close()

    def __setstate__(self, state: tuple[Path, str, int, list[str], list[Run]]) -> None:
        self._folder, self._name, self._size, self._lines, self._runs = state

    def _spill(self) -> None:
        self._lines.sort()
        lines = _once(self._lines)
        self._lines = []
        for begin in range(0, len(lines), FENCE * FILE):
            self._keep(lines[begin : begin + FENCE * FILE])

    def _keep(self, lines: list[str]) -> None:
        path = self._folder / f"{self._name}-{len(self._runs)}.run"
        unfinished = path.with_suffix(UNFINISHED)
        fences, size = [], 0
        with unfinished.open("wb") as file:
            for at in range(0, len(lines), FENCE):
                fences.append((lines[at].encode(), size))
                size += file.write("".join(lines[at : at + FENCE]).encode())
        unfinished.replace(path)
        self._runs.append(Run(path, fences, size, lines[-1].encode()))


def write(given: Sequence[SortedLines], path: Path) -> Written:
    """
    Write all lines of *given* to a file, sorted and each once. Files of runs go when they are merged, but for those
    that somebody else has yet to read: `taken` reads and marks them.

    Linear in the number of lines; where they did not fit into memory, it holds about `PART` of them.
    """
    count, size, digest = 0, 0, hashlib.sha256()
    with path.open("wb") as file:
        for part in _merged(given):
            text = b"".join(part)
            count += len(part)
            size += file.write(text)
            digest.update(text)
    return Written(count, size, digest.hexdigest())


def taken(folder: Path, size: int) -> Iterator[bytes]:
    """
    Yield the lines of all finished runs in a folder that were not yet taken, some files of *size* bytes in all at once.
    """
    pieces: list[bytes] = []
    for path in sorted(folder.glob(RUNS)):
        pieces.append(path.read_bytes())
        path.replace(path.with_suffix(READ))
        if sum(map(len, pieces)) >= size:
            yield b"".join(pieces)
            pieces.clear()
    if pieces:
        yield b"".join(pieces)


def _merged(given: Sequence[SortedLines]) -> Iterable[list[bytes]]:
    held = [lines.held for lines in given]
    if None not in held:
        unique = _once(sorted(line for lines in held for line in lines or ()))
        return [[line.encode() for line in unique]]
    return _parts([run for lines in given for run in lines.close()])


def _parts(runs: Sequence[Run]) -> Iterator[list[bytes]]:
    """
    Yield all lines of the runs, a part at a time.
    """
    fences = sorted(line for run in runs for line, _ in run.fences)
    cuts = [*fences[:: PART // FENCE][1:], b""]
    waiting = sorted(runs, key=lambda run: run.last, reverse=True)
    for end in cuts:
        lines = [line for run in runs for line in run.until(end)]
        lines.sort()
        yield _once(lines)
        while waiting and (not end or waiting[-1].last < end):
            waiting.pop().drop()


def _once(lines: list[Line]) -> list[Line]:
    """
    Return sorted lines, each once.
    """
    return lines[:1] + [line for before, line in pairwise(lines) if line != before]


def _line(fence: tuple[bytes, int]) -> bytes:
    return fence[0]
