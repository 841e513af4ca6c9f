"""
When the engine merges what it has loaded: once, after the last piece, and not again and again while pieces come.

RocksDB merges in threads of its own as soon as a second piece has come, and would rewrite most of a store for every few
pieces; what it merged is merged again at the end. It cannot be told to wait, but Linux can be told that these threads
run only where a processor has nothing else to do. Where that is not possible they merge as they like, which is slower
and makes the same store.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store

THREADS = Path("/proc/self/task")
# What RocksDB calls the threads that merge.
MERGING = "rocksdb:low"


def wait() -> None:
    """
    Let merging wait until a processor has nothing else to do; threads that come later are to be told, too.
    """
    if hasattr(os, "SCHED_IDLE"):
        _schedule(os.SCHED_IDLE)


def merge(engine: Store) -> None:
    """
    Merge all that a store holds, so that whoever reads it looks in one place for each thing.
    """
    if hasattr(os, "SCHED_OTHER"):
        _schedule(os.SCHED_OTHER)
    engine.optimize()


def _schedule(policy: int) -> None:
    for thread in THREADS.glob("*"):
        try:
            if (thread / "comm").read_text().startswith(MERGING):
                os.sched_setscheduler(int(thread.name), policy, os.sched_param(0))
        except OSError:
            continue  # it has ended, or the system does not let us
