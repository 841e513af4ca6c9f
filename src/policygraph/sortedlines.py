"""
Any number of lines, sorted and each once, in a memory that does not grow with them.

Lines are gathered into sorted runs; a run that is full goes to a file, which has its name only once it is whole. Runs
are merged a part at a time: all lines from one fence to the next, sorted anew, which is quick because they come in
sorted stretches. Lines are compared as UTF-8, whose order is that of code points; they hold no control characters. What
else they say is not known here.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

RUN = 300_000
# A fence stands before every so many lines of a run; about so many lines are merged at once.
FENCE = 4096
PART = 400_000
# What the file of a run is called, and what it is called while it is written.
RUNS = "*.run"
UNFINISHED = ".part"


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
    A sorted stretch of lines in a file, its fences (a line, and at which byte it begins), and its size in bytes.
    """

    path: Path
    fences: list[tuple[bytes, int]]
    size: int

    def slice(self, begin: bytes, end: bytes) -> bytes:
        """
        Return the lines from *begin* on that come before *end*; empty means from the first, up to the last.
        """
        with self.path.open("rb") as file:
            first = self._find(file, begin) if begin else 0
            last = self._find(file, end) if end else self.size
            file.seek(first)
            return file.read(last - first)

    def _find(self, file: BinaryIO, line: bytes) -> int:
        """
        Return at which byte the first line begins that does not come before *line*.
        """
        at = bisect_right(self.fences, line, key=_line)
        if not at:
            return 0
        position = self.fences[at - 1][1]
        stop = self.fences[at][1] if at < len(self.fences) else self.size
        file.seek(position)
        for one in file.read(stop - position).split(b"\n"):
            if one + b"\n" >= line or position == stop:
                return position
            position += len(one) + 1
        return stop


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
        path = self._folder / f"{self._name}-{len(self._runs)}.run"
        unfinished = path.with_suffix(UNFINISHED)
        self._lines.sort()
        lines = [line for line, _ in groupby(self._lines)]
        self._lines = []
        fences, size = [], 0
        with unfinished.open("wb") as file:
            for at in range(0, len(lines), FENCE):
                fences.append((lines[at].encode(), size))
                size += file.write("".join(lines[at : at + FENCE]).encode())
        unfinished.replace(path)
        self._runs.append(Run(path, fences, size))


def write(given: Sequence[SortedLines], path: Path) -> Written:
    """
    Write all lines of *given* to a file, sorted and each once. The files of runs stay, for who reads them as well.

    Linear in the number of lines; where they did not fit into memory, it holds about `PART` of them.
    """
    count, size, digest = 0, 0, hashlib.sha256()
    with path.open("wb") as file:
        for part in _merged(given):
            text = b"\n".join([*part, b""])
            count += len(part)
            size += file.write(text)
            digest.update(text)
    return Written(count, size, digest.hexdigest())


def _merged(given: Sequence[SortedLines]) -> Iterable[list[bytes]]:
    held = [lines.held for lines in given]
    if None not in held:
        unique = [line for line, _ in groupby(sorted(line for lines in held for line in lines or ()))]
        return [[line[:-1].encode() for line in unique]] if unique else []
    return _parts([run for lines in given for run in lines.close()])


def _parts(runs: Sequence[Run]) -> Iterator[list[bytes]]:
    """
    Yield all lines of the runs, a part at a time, without their newlines.
    """
    fences = sorted(line for run in runs for line, _ in run.fences)
    cuts = [b"", *fences[:: PART // FENCE][1:], b""]
    for begin, end in pairwise(cuts):
        lines = b"".join(run.slice(begin, end) for run in runs).split(b"\n")
        # What follows the last newline.
        lines.pop()
        lines.sort()
        yield [line for line, _ in groupby(lines)]


def _line(fence: tuple[bytes, int]) -> bytes:
    return fence[0]
