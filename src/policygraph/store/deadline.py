"""
Work that may take too long, done beside the caller and given up after a number of seconds.

The engine cannot cancel a query, but it frees the interpreter while it searches, so the caller goes on at once. A
query that yields rows is stopped at its next row; one that yields none keeps a core busy until it or the process ends.
"""

from __future__ import annotations

import os
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

# The engine's parser and optimiser recurse. Their need at the bounds of `guard` is a small part of this, which costs
# address space and not memory; the size that a thread gets by itself differs between systems by a factor of 64.
STACK_BYTES = 64 * 1024 * 1024

_starting = threading.Lock()
# Threads that wait for work, by their inbox: handing a query to one takes 20 µs, starting a thread up to 250 µs.
_idle: list[SimpleQueue[_Task[Any]]] = []


def within(seconds: float, work: Callable[[threading.Event], Answer]) -> Answer:
    """
    Return what *work* returns, or raise what it raises.

    Args:
        seconds: How long to wait for it.
        work: Called in another thread with an event that is set once nobody waits for its answer.

    Raises:
        QueryError: E507 after *seconds*; E516 when the system has no thread to give.
    """
    task = _Task(work)
    try:
        inbox = _idle.pop()
    except IndexError:
        inbox = _start()
    inbox.put(task)
    try:
        task.ended.wait(min(seconds, threading.TIMEOUT_MAX))
    finally:
        task.abandoned.set()
    if not task.ended.is_set():
        raise QueryError("E507", seconds=f"{seconds:g}")
    if task.error is not None:
        raise task.error
    return task.answers[0]


class _Task(Generic[Answer]):
    """
    One piece of work and what became of it.
    """

    def __init__(self, work: Callable[[threading.Event], Answer]) -> None:
        self.work = work
        self.abandoned = threading.Event()
        self.ended = threading.Event()
        self.answers: list[Answer] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answers.append(self.work(self.abandoned))
        except BaseException as error:  # a panic of the engine derives from nothing else
            # Its frames hold objects of the engine, which must end in the thread that made them.
            error.__traceback__ = error.__context__ = error.__cause__ = None
            self.error = error


def _start() -> SimpleQueue[_Task[Any]]:
    """
    Start a thread with a stack of `STACK_BYTES`; the size is a setting of the whole process, so it is put back.
    """
    inbox: SimpleQueue[_Task[Any]] = SimpleQueue()
    with _starting:
        before = threading.stack_size(STACK_BYTES)
        try:
            threading.Thread(target=_serve, args=(inbox,), name="query", daemon=True).start()
        except RuntimeError as error:
            raise QueryError("E516", why=str(error)) from None
        finally:
            threading.stack_size(before)
    return inbox


def _serve(inbox: SimpleQueue[_Task[Any]]) -> None:
    while True:
        task = inbox.get()
        task.run()
        _idle.append(inbox)
        task.ended.set()
        del task  # it holds the graph, which its owner may want to close


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # threads do not follow into a child process
