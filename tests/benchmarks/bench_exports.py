"""
How long each format takes to leave a graph, and how large it is, with NetworkX's own writers beside ours.

The built-in data and 10,000 invented policies. Nothing here passes or fails. Beside wall time stands processor time,
which other work on the machine does not lengthen. NetworkX writes from a graph in memory, so reading it is counted for
it as for us; it drops what its formats cannot hold, and cites in one text what ours keep apart.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from policygraph.build import build
from policygraph.exports import FORMATS, export
from policygraph.network import network
from policygraph.ontology import shipped
from policygraph.store import open_store
from policygraph.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))
from generate import generate

WRITERS = {"graphml": nx.write_graphml, "gexf": nx.write_gexf}


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """
    Return the seconds of wall and of processor time that *work* takes.
    """
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def size(path: Path) -> float:
    """
    Return the megabytes of a file, or of all files of a folder.
    """
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6


def networkx_writes(built: Path, form: str, path: Path) -> None:
    with open_store(built) as store:
        WRITERS[form](network(store), path)


def measure(built: Path, name: str) -> None:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMATS:
            path = Path(folder) / form
            rows.append((form, *timed(lambda form=form, path=path: export(built, form, path)), size(path)))  # type: ignore[misc]
        for form in WRITERS:
            path = Path(folder) / f"networkx.{form}"
            spent = timed(lambda form=form, path=path: networkx_writes(built, form, path))  # type: ignore[misc]
            rows.append((f"{form} (networkx)", *spent, size(path)))
    cells = [(form, f"{wall:.2f}", f"{processor:.2f}", f"{much:.2f}") for form, wall, processor, much in rows]
    print(table(["format", "seconds", "processor", "MB"], cells, title=name), flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=[10_000], help="invented policies")
    options.add_argument("--built", type=Path, nargs="*", default=[], help="folders that are built already")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for built in asked.built:
            measure(built, str(built))
        if not asked.built:
            build(shipped("data"), Path(folder) / "book")
            measure(Path(folder) / "book", "built-in")
        for policies in asked.sizes:
            generate(Path(folder) / f"data-{policies}", policies)
            build(Path(folder) / f"data-{policies}", Path(folder) / str(policies))
            measure(Path(folder) / str(policies), f"{policies} policies")


if __name__ == "__main__":
    main()
