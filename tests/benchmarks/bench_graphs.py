"""
How long the whole set of measures takes on large graphs, and how much memory, beside plain NetworkX.

Each run is a process of its own, on invented graphs whose links go to few hubs and mostly stay within a region. The
peer does each measure on the largest graph on which it ends in reasonable time. Nothing here passes or fails; the
targets are 10 s for 100,000 nodes, 60 s and 3 GB for a million, and 50 times NetworkX's speed for betweenness,
communities and k-cores.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from typing import Any

import networkx as nx
import numpy as np

from policygraph.fastgraph.arrays import Arrays, convert_from_nx, from_edges

MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
SEEDS = (1, 2, 3)
REGION = 300
# Without structural holes, on which NetworkX spends minutes, and what it does as we do.
PEER = ("betweenness", "components", "articulation", "bridges", "k-cores", "degree assort", "communities", "modularity")
Measure = Callable[[Any, Any], object]


def links(count: int, seed: int = 1) -> tuple[Any, Any]:
    """
    Return origins and ends of four links a node: three in four within its region, all rather to low numbers.
    """
    rng = np.random.default_rng(seed)
    one = rng.integers(0, count, 4 * count)
    near = one // REGION * REGION + (REGION * rng.random(4 * count) ** 3).astype(int)
    far = (count * rng.random(4 * count) ** 3).astype(int)
    other = np.minimum(np.where(rng.random(4 * count) < 0.75, near, far), count - 1)
    kept = one != other
    return one[kept], other[kept]


def grouped(plain: Any, seed: int) -> Any:
    """
    Return the groups that one seed gives; several seeds may run at once.
    """
    return nx.community.louvain_communities(plain, seed=seed)


def busiest(plain: Any, number: int = 100) -> list[Any]:
    """
    Return the nodes with most links, of equal ones the first.
    """
    found = nx.degree_centrality(plain)
    return sorted(found, key=found.__getitem__, reverse=True)[:number]


def measures(sources: int, seeds: int, top: list[Any]) -> dict[str, Measure]:
    """
    Return the set: each takes the directed graph of all links and the simple undirected one.
    """
    at_once = f"communities, {seeds} seeds" if seeds > 1 else "communities, 1 seed"
    return {
        f"betweenness, {sources} sources": lambda _, g: nx.betweenness_centrality(g, k=sources, seed=1),
        "PageRank": lambda d, _: nx.pagerank(d),
        "in-degree": lambda d, _: nx.in_degree_centrality(d),
        "components": lambda _, g: list(nx.connected_components(g)),
        "articulation points": lambda _, g: list(nx.articulation_points(g)),
        "bridges": lambda _, g: list(nx.bridges(g)),
        "k-cores": lambda _, g: nx.core_number(g),
        "constraint, 100 nodes": lambda _, g: nx.constraint(g, top),
        "effective size, 100 nodes": lambda _, g: nx.effective_size(g, top),
        "degree assortativity": lambda _, g: nx.degree_assortativity_coefficient(g),
        at_once: lambda _, g: list(ThreadPoolExecutor(2).map(partial(grouped, g), SEEDS[:seeds])),
    }


def timed(times: dict[str, list[float]], name: str, job: Callable[[], Any]) -> Any:
    """
    Run *job* and keep its seconds: on the clock, and of all processors.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    found = job()
    times[name] = [time.perf_counter() - wall, time.process_time() - cpu]
    return found


def work(way: str, count: int, sources: int, seeds: int) -> dict[str, Any]:
    """
    Do one run: "arrays" (never a NetworkX graph), "networkx" (dispatched from one), or "plain" (NetworkX alone).
    """
    names = [f"t{number}" for number in range(count)]
    one, other = links(count)
    times: dict[str, list[float]] = {}
    timed(
        times, "loading the libraries", lambda: [import_module(name) for name in ("networkit", "scipy.sparse.csgraph")]
    )
    directed: Any
    if way == "arrays":
        directed = timed(times, "graph from arrays", lambda: from_edges(names, one, other))
        plain = timed(times, "simple graph", lambda: directed.plain())
    else:
        given: nx.MultiDiGraph = nx.MultiDiGraph()
        given.add_nodes_from(names)
        # Looking for garbage among millions of new dictionaries takes longer than making them.
        gc.disable()
        given.add_edges_from((names[a], names[b]) for a, b in zip(one.tolist(), other.tolist(), strict=True))
        gc.enable()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MEMORY_UNIT
        directed = given if way == "plain" else timed(times, "conversion", lambda: convert_from_nx(given))
        plain = nx.Graph(given) if way == "plain" else timed(times, "simple graph", lambda: directed.plain())
    top = timed(times, "busiest nodes", lambda: called(lambda _, g: busiest(g), directed, plain))
    for name, measure in measures(sources, seeds, top).items():
        if seeds > 1 or name.startswith(PEER):
            found = timed(times, name, lambda measure=measure: called(measure, directed, plain))
            if name.startswith("communities"):
                times["modularity"] = [0.0, 0.0]
                score = timed(times, "modularity", lambda found=found: called(scored(found[0]), directed, plain))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MEMORY_UNIT
    about = {"modularity": score} if "modularity" in times else {}
    return {"times": times, "peak": peak, "graph": before if way != "arrays" else 0, **about}


def scored(found: Any) -> Measure:
    """
    Return the measure of how good the groups are that another one found.
    """
    return lambda _, g: nx.community.modularity(g, found)


def called(measure: Measure, directed: Any, plain: Any) -> Any:
    """
    Call a measure through NetworkX, which sends arrays to the backend by itself where that is registered.
    """
    if not isinstance(plain, Arrays) or "policygraph" in nx.config.backends:
        return measure(directed, plain)
    raise SystemExit("the backend is not registered: run pip install -e . first")


def run(way: str, count: int, sources: int, seeds: int = len(SEEDS)) -> dict[str, Any]:
    """
    Do one run in a process of its own.
    """
    words = [sys.executable, __file__, "--work", way, str(count), str(sources), str(seeds)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def show(title: str, found: dict[str, Any]) -> None:
    """
    Print the seconds of one run, their sum, and the memory at its peak.
    """
    print(f"\n{title}", flush=True)
    for name, (wall, cpu) in found["times"].items():
        print(f"  {name:28}{wall:9.2f} s{cpu:9.2f} s of processor time")
    wall, cpu = (sum(column) for column in zip(*found["times"].values(), strict=True))
    print(f"  {'all':28}{wall:9.2f} s{cpu:9.2f} s of processor time; peak {found['peak'] / 1e9:.2f} GB", end="")
    print(f", of which the NetworkX graph {found['graph'] / 1e9:.2f} GB" if found["graph"] else "")
    if "modularity" in found:
        print(f"  modularity {found['modularity']:.3f}")


def beside(count: int, sources: int) -> None:
    """
    Print how much faster each measure is than plain NetworkX on the same graph, by processor time and by the clock.
    """
    ours, theirs = (run(way, count, sources, 1) for way in ("networkx", "plain"))
    ready = [ours["times"][step] for step in ("conversion", "simple graph")]
    for name in [name for name in theirs["times"] if name.startswith(PEER)]:
        (wall, cpu), (long, busy) = ours["times"][name], theirs["times"][name]
        print(f"  {name:28}{count:>9,} nodes: {long:8.2f} s, here {wall:7.3f} s: {long / wall:6.0f} times", end="")
        whole = cpu + sum(step[1] for step in ready)
        print(f" ({busy / cpu:.0f} by processor time, {busy / whole:.0f} with conversion)", flush=True)
    if "modularity" in theirs:
        print(f"  modularity: NetworkX {theirs['modularity']:.3f}, here {ours['modularity']:.3f}")


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_graphs.py``.
    """
    parser = argparse.ArgumentParser(description="Measure large graphs.")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--sources", type=int, default=100, help="sources of betweenness; half as many from a million")
    parser.add_argument("--ways", nargs="*", default=["arrays", "networkx"])
    parser.add_argument("--peer-size", type=int, default=100_000, help="nodes on which NetworkX is measured; 0: not")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        print(json.dumps(work(args.work[0], *map(int, args.work[1:]))))
        return
    for count in args.sizes:
        sources = args.sources // (2 if count >= 1_000_000 else 1)
        for way in args.ways:
            show(f"{count:,} nodes, {way}", run(way, count, sources))
    if args.peer_size:
        print("\nbeside plain NetworkX")
        beside(args.peer_size, 5)


if __name__ == "__main__":
    sys.exit(main())
