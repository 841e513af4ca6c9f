"""
How long a build takes and how much memory, beside PyYAML with rdflib, and how soon each command answers.

Each contender is a process of its own, on data that `generate.py` makes; wall time counts its start, imports included.
Figures hold for the machine that they were measured on; the ratios are what to look at. Nothing here passes or fails.
Needs a system with `wait4` (Linux, macOS).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# ru_maxrss is kilobytes on Linux and bytes on macOS.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
COMMAND = (sys.executable, "-m", "policygraph")
BUILD = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
from policygraph.build import build
from policygraph.store import open_store
imported = time.perf_counter()
build(Path(sys.argv[1]), Path(sys.argv[2]))
built = time.perf_counter()
store = open_store(Path(sys.argv[2]))
opened = time.perf_counter()
print(json.dumps({"seconds": {"import": imported - start, "build": built - imported, "open": opened - built}}))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """
    What one process took: seconds of wall and of processor, bytes of memory at its peak; what it printed and talked.
    """

    wall: float
    cpu: float
    peak: int
    printed: str
    talk: str
    code: int


@dataclass(frozen=True, slots=True)
class Result:
    """
    A contender's run on so many policies: its stages in seconds, the quads that it made, and its file's size in bytes.
    """

    name: str
    policies: int
    run: Run
    stages: dict[str, float]
    quads: int
    size: int


def run(command: Sequence[str]) -> Run:
    """
    Run a command to its end, with the packages of this checkout.

    The peak is the kernel's, and it never falls below this process's own size at the start, so this one stays small.
    """
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH", ""))))
    with tempfile.TemporaryFile() as talk:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=talk, env={**os.environ, "PYTHONPATH": path})
        assert process.stdout is not None
        printed = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        talk.seek(0)
        told = talk.read().decode(errors="replace")
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss * MEMORY_UNIT
    return Run(wall, cpu, peak, printed, told, process.returncode)


def done(command: Sequence[str], runs: int = 1) -> Run:
    """
    Return the run of median wall time out of *runs*.

    Raises:
        SystemExit: A run failed; its last words are told.
    """
    all_runs = sorted((run(command) for _ in range(runs)), key=lambda one: one.wall)
    failed = next((one for one in all_runs if one.code), None)
    if failed:
        sys.exit(f"{failed.talk[-3000:]}\nexit {failed.code}: {' '.join(command[-4:])}")
    return all_runs[len(all_runs) // 2]


def synthetic(folder: Path, policies: int, form: str) -> Path:
    """
    Write a data folder in a process of its own, so that this one stays small; one that is there is taken as it is.
    """
    data = folder / f"data-{policies}-{form}"
    if not (data / "sources" / "synthetic" / "source.yaml").exists():
        done((sys.executable, str(HERE / "generate.py"), str(data), str(policies), "--form", form))
    return data


def ours(folder: Path, policies: int, form: str, runs: int) -> Result:
    """
    Build with policygraph and open the result.
    """
    data, out = synthetic(folder, policies, form), folder / f"out-{policies}-{form}"
    one = done((sys.executable, "-c", BUILD, str(data), str(out)), runs)
    graph = out / "graph.nq"
    name = f"policygraph, {'YAML' if form == 'yaml' else 'JSON Lines'}"
    return Result(name, policies, one, json.loads(one.printed)["seconds"], count(graph), graph.stat().st_size)


def whole(folder: Path, policies: int, runs: int) -> Result:
    """
    Run the command that a person types, which also makes the pages and the files for other tools.
    """
    data, out = synthetic(folder, policies, "jsonl"), folder / f"whole-{policies}"
    one = done((*COMMAND, "build", "--data", str(data), "--out", str(out)), runs)
    return Result("policygraph build, all products", policies, one, {}, count(out / "graph.nq"), size_of(out))


def peer(folder: Path, policies: int, runs: int, *, fast: bool) -> Result:
    """
    Build with PyYAML and rdflib and read the result back; *fast* means PyYAML's C loader and N-Quads for Turtle.
    """
    data, file = synthetic(folder, policies, "yaml"), folder / f"peer-{policies}.{'nq' if fast else 'trig'}"
    extra = ("--libyaml",) if fast else ()
    one = done((sys.executable, str(HERE / "peer.py"), str(data), str(ROOT / "ontology"), str(file), *extra), runs)
    told = json.loads(one.printed)
    name = "libyaml, rdflib, N-Quads" if fast else "PyYAML, rdflib, Turtle"
    return Result(name, policies, one, told["seconds"], told["made"]["read back"], file.stat().st_size)


def count(graph: Path) -> int:
    """
    Return the number of lines of a file, which are quads.
    """
    with graph.open("rb") as file:
        return sum(1 for _ in file)


def size_of(folder: Path) -> int:
    """
    Return the bytes of all files in a folder.
    """
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def shared(first: Path, second: Path) -> tuple[int, int, int]:
    """
    Count the quads that stand in both files (N-Quads or TriG), in the first only, and in the second only.
    """
    from pyoxigraph import RdfFormat, parse

    def quads(path: Path) -> set[str]:
        form = RdfFormat.from_extension(path.suffix[1:])
        return {str(quad) for quad in parse(path=str(path), format=form)}

    one, other = quads(first), quads(second)
    return len(one & other), len(one - other), len(other - one)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    Lay out rows under a head, the first column to the left and the others to the right.
    """
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def report(results: Sequence[Result]) -> str:
    """
    Word all results: the table, each contender's stages, and the ratios.
    """
    head = ("contender", "policies", "wall s", "cpu s", "peak MB", "quads", "quads/policy", "file MB")
    rows = [
        (
            *(r.name, f"{r.policies:,}", f"{r.run.wall:.2f}", f"{r.run.cpu:.2f}", f"{r.run.peak / 1e6:.0f}"),
            *(f"{r.quads:,}", f"{r.quads / r.policies:.1f}", f"{r.size / 1e6:.1f}"),
        )
        for r in results
    ]
    stages = [
        f"{r.name}, {r.policies:,}: " + ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in r.stages.items())
        for r in results
        if r.stages
    ]
    return "\n".join([table(head, rows), "", *stages, "", *ratios(results)])


def ratios(results: Sequence[Result]) -> list[str]:
    """
    Word how time grows with size, and how many times longer each peer takes than we do on the same records.
    """
    lines = []
    for small, large in pairwise(r for r in results if r.name == "policygraph, JSON Lines"):
        more = large.policies - small.policies
        seconds, quads = large.run.wall - small.run.wall, large.quads - small.quads
        lines.append(
            f"{large.policies:,} / {small.policies:,}: {large.run.wall / small.run.wall:.1f} times the time; "
            f"each policy more takes {seconds / more * 1e6:.0f} µs and makes {quads / more:.1f} quads"
        )
    for theirs in (r for r in results if "rdflib" in r.name):
        for own in (r for r in results if r.name.startswith("policygraph,") and r.policies == theirs.policies):
            times, memory = theirs.run.wall / own.run.wall, theirs.run.peak / own.run.peak
            lines.append(
                f"{theirs.name} / {own.name}, {own.policies:,}: {times:.1f} times the time, {memory:.1f} the memory"
            )
    return lines


def startup(data: Path, out: Path, names: Sequence[str], runs: int) -> str:
    """
    Measure how long each reading command takes from its start to its end, on the built folder *out*.
    """
    one, other = names
    store = ("--store", str(out))
    commands = {
        "--help": ("--help",),
        "find": ("find", "人才", *store),
        "show": ("show", one, *store),
        "timeline": ("timeline", one, *store),
        "path": ("path", one, other, *store),
        "query": ("query", "SELECT ?s WHERE { ?s a ?class } LIMIT 1", *store),
        "check": ("check", "--data", str(data)),
        "analyse": ("analyse", *store),
    }
    rows, failures = [], []
    for name, words in commands.items():
        done_runs = [run((*COMMAND, *words)) for _ in range(runs)]
        walls = [one_run.wall for one_run in done_runs]
        codes = sorted({one_run.code for one_run in done_runs})
        peak = f"{max(one_run.peak for one_run in done_runs) / 1e6:.0f}"
        rows.append(
            (name, f"{median(walls):.3f}", f"{min(walls):.3f}", f"{max(walls):.3f}", peak, ",".join(map(str, codes)))
        )
        failures += [f"{name}: {one_run.talk.strip()[-300:]}" for one_run in done_runs[:1] if one_run.code]
    laid_out = table(("command", "median s", "least", "most", "peak MB", "exit"), rows)
    return "\n".join([laid_out, *failures])


def measure(folder: Path, args: argparse.Namespace) -> None:
    """
    Run what the command line asks for, with all files in *folder*, and print it.
    """
    if args.startup:
        size = min(args.sizes)
        if not args.built:
            ours(folder, size, "jsonl", 1)
        out = args.built or folder / f"out-{size}-jsonl"
        print(startup(args.data or synthetic(folder, size, "jsonl"), out, args.names, args.runs or 5))
        return
    runs = args.runs or 1
    results = [ours(folder, size, "jsonl", runs) for size in sorted(args.sizes)]
    if args.whole:
        results += [whole(folder, size, runs) for size in sorted(args.sizes)]
    if args.peer_size:
        results.append(ours(folder, args.peer_size, "yaml", runs))
        results += [peer(folder, args.peer_size, runs, fast=fast) for fast in (False, True)]
    print(report(results))
    if args.peer_size:
        both, own, theirs = shared(folder / f"out-{args.peer_size}-yaml/graph.nq", folder / f"peer-{args.peer_size}.nq")
        print(f"the same quads: {both:,}; only policygraph's: {own:,}; only the peer's: {theirs:,}")


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_build.py [--startup]``.
    """
    parser = argparse.ArgumentParser(description="Measure builds, or with --startup the reading commands.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="numbers of policies")
    parser.add_argument("--peer-size", type=int, default=10_000, help="policies for the peer; 0 leaves it out")
    parser.add_argument("--runs", type=int, default=0, help="runs of each, of which the median counts (1; startup 5)")
    parser.add_argument("--folder", type=Path, help="keep data and products here (default: a temporary folder)")
    parser.add_argument("--whole", action="store_true", help="measure `policygraph build` with all its products, too")
    parser.add_argument("--startup", action="store_true", help="measure the reading commands on a built folder")
    parser.add_argument("--built", type=Path, help="with --startup: this built folder, not a synthetic one")
    parser.add_argument("--data", type=Path, help="with --startup: the data folder that it was built from")
    parser.add_argument(
        "--names", nargs=2, default=["p0000001", "p0000002"], help="with --startup: two things to look up"
    )
    args = parser.parse_args()
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
        measure(args.folder, args)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), args)


if __name__ == "__main__":
    main()
