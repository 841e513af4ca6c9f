"""
The parts of one job in processes of their own, where the system can copy a process as it stands; elsewhere one by one.

A part sees all that its parent had read and gives back one value. What is known here is not what the parts do, and
nothing is passed to them: a job is a function of the part's number.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import PolicygraphError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path

PIECE = 10_000
Result = TypeVar("Result")
# macOS can fork, but its own libraries do not bear it.
FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def processors() -> int:
    """
    Return how many parts can run at once.
    """
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return able if FORKS else 1


def apart(job: Callable[[int], Result], parts: int, folder: Path) -> list[Result]:
    """
    Return what *job* gives for each of the numbers below *parts*; *folder* is for what passes between processes.

    Raises:
        PolicygraphError: E018, a process was ended from outside, as the system does when memory runs out.
    """
    if parts == 1 or not FORKS:
        return [job(number) for number in range(parts)]
    places = [folder / f"part-{number}" for number in range(parts)]
    started = [start(job, number, place) for number, place in enumerate(places)]
    try:
        return [finish(process, place) for process, place in zip(started, places, strict=True)]
    finally:
        for process in started:
            process.kill()


def start(job: Callable[[int], object], number: int, place: Path) -> BaseProcess:
    """
    Begin one part in a process of its own; what it gives is kept at *place*. Whoever starts it finishes or kills it.
    """
    process = multiprocessing.get_context("fork").Process(target=_work, args=(job, number, place))
    process.start()
    return process


def finish(process: BaseProcess, place: Path) -> Any:
    """
    Wait for a part and return what it gave, or raise what it raised.

    Raises:
        PolicygraphError: E018, the process was ended from outside.
    """
    process.join()
    if process.exitcode != 0:
        raise PolicygraphError("E018", number=process.exitcode)
    with place.open("rb") as file:
        given = pickle.load(file)  # noqa: S301 - our own process wrote it a moment ago, in a folder of ours
    place.unlink()
    if isinstance(given, Exception):
        raise given
    return given


def packed(large: dict[Any, Any]) -> list[bytes]:
    """
    Return a large dictionary in small pickles, for a part's answer: one whole would take as much memory again.
    """
    items = iter(large.items())
    return [pickle.dumps(piece) for piece in iter(lambda: list(islice(items, PIECE)), [])]


def unpacked(pieces: list[bytes]) -> dict[Any, Any]:
    """
    Return what was packed; the pieces are gone afterwards.
    """
    large: dict[Any, Any] = {}
    while pieces:
        large.update(pickle.loads(pieces.pop(0)))  # noqa: S301 - as in `finish`
    return large


def _work(job: Callable[[int], object], number: int, place: Path) -> None:
    # A part ends soon: what it drops goes at once, and nothing else is worth looking for.
    gc.disable()
    given: object
    try:
        given = job(number)
    except (PolicygraphError, OSError) as fault:
        given = fault
    with place.open("wb") as file:
        pickle.dump(given, file, protocol=pickle.HIGHEST_PROTOCOL)
