"""
A large build beside the bare engine: seconds, memory and disk of records to graph, table and store, and of only loading
the same graph with pyoxigraph's `bulk_load`.

Both run in turn, so that whatever else the machine does meets both. Memory is the most that all processes of a build
held together (proportional set size, looked at every second); disk the most that its folder held. Linux only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

from bench_build import ROOT, count, size_of, synthetic, table

PAUSE = 1.0
BUILD = """
import sys
from pathlib import Path
from policygraph.build import build
build(Path(sys.argv[1]), Path(sys.argv[2]))
"""
BARE = """
import sys
import pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """
    Seconds of wall and of all processors, and the most bytes of memory and of disk at any time.
    """

    wall: float
    cpu: float
    memory: int
    disk: int


class Watch(Thread):
    """
    Notes the most memory that a process and all that it started hold together, and the most that a folder holds.
    """

    def __init__(self, root: int, folder: Path) -> None:
        super().__init__(daemon=True)
        self.root, self.folder, self.over = root, folder, Event()
        self.memory = self.disk = 0

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            self.memory = max(self.memory, sum(map(held, family(self.root))))
            self.disk = max(self.disk, on_disk(self.folder))


def family(root: int) -> list[int]:
    """
    Return a process and all that descend from it.
    """
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found = [root]
    for one in found:  # grows while it is walked
        found += children.get(one, [])
    return found


def held(process: int) -> int:
    """
    Return the bytes that a process holds, its part of what it shares counted; 0 where it has ended.
    """
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def on_disk(folder: Path) -> int:
    """
    Return the bytes that a folder takes, whatever comes and goes meanwhile.
    """
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(at) / name).stat().st_blocks * 512
            except OSError:
                continue
    return total


def run(code: str, first: Path, out: Path) -> Run:
    """
    Run *code* on two paths in a process of its own; *out* is made anew.
    """
    shutil.rmtree(out, ignore_errors=True)
    os.sync()  # what the run before left to be written is no part of this one
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    begin = time.perf_counter()
    process = subprocess.Popen(
        (sys.executable, "-c", code, str(first), str(out)), env={**os.environ, "PYTHONPATH": path}
    )
    watch = Watch(process.pid, out)
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    watch.over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, watch.memory, max(watch.disk, on_disk(out)))


def compare(folder: Path, policies: int, runs: int) -> list[tuple[str, ...]]:
    """
    Build and load in turn; return a row each, and the ratio of each pair of runs.
    """
    data, out, bare = synthetic(folder, policies, "jsonl"), folder / f"out-{policies}", folder / f"bare-{policies}"
    pairs = []
    for _ in range(runs):
        ours = run(BUILD, data, out)
        theirs = run(BARE, out / "graph.nq", bare)
        pairs.append((ours, theirs))
    quads, graph = count(out / "graph.nq"), (out / "graph.nq").stat().st_size
    rows = [
        (
            *(name, f"{policies:,}", f"{median(r.wall for r in found):.1f}", f"{median(r.cpu for r in found):.1f}"),
            *(f"{max(r.memory for r in found) / 1e6:.0f}", f"{max(r.disk for r in found) / graph:.2f}"),
            f"{quads / policies:.1f}",
        )
        for name, found in (("policygraph", [p[0] for p in pairs]), ("bare bulk_load", [p[1] for p in pairs]))
    ]
    ratios = ", ".join(f"{ours.wall / theirs.wall:.2f}" for ours, theirs in pairs)
    cpu = ", ".join(f"{ours.cpu / theirs.cpu:.2f}" for ours, theirs in pairs)
    kept = size_of(out) / graph
    print(f"{policies:,}: wall {ratios} times the bare engine's, processor {cpu}; kept {kept:.2f} times graph.nq")
    return rows


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_scale.py --sizes 100000 1000000``.
    """
    parser = argparse.ArgumentParser(description="Measure large builds beside the bare engine.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000], help="numbers of policies")
    parser.add_argument("--runs", type=int, default=1, help="runs of each; medians are told")
    parser.add_argument("--folder", type=Path, help="keep data and products here (default: a temporary folder)")
    args = parser.parse_args()
    head = ("contender", "policies", "wall s", "cpu s", "memory MB", "disk / graph.nq", "quads/policy")
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(table(head, [row for size in args.sizes for row in compare(folder, size, args.runs)]))


if __name__ == "__main__":
    main()
