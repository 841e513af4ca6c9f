"""
How long a question takes on a large graph: from its columns, and as SPARQL on the same store without them.

Questions are random but fixed: places of every level, bodies, types, topics and pairs of them, with ranges from a day
to none, before and after all there is. Both sides give the same first hundred rows, and where both answered they are
held against each other.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

import pyoxigraph as ox

from policygraph.asked import Asked, narrowed
from policygraph.build import build
from policygraph.columns import columns_of
from policygraph.columns.read import Columns
from policygraph.dates import MAX, MIN
from policygraph.find import find
from policygraph.ontology import PREFIXES
from policygraph.store import open_store
from policygraph.timeline import in_force, timeline

HERE = Path(__file__).parent
ROWS = 100
NAMES = 20
SHAPES = (
    *((), ("region",), ("agency",), ("type",), ("topic",), ("target",), ("region", "agency"), ("region", "type")),
    *(("region", "topic"), ("agency", "type"), ("agency", "topic"), ("type", "topic"), ("region", "type", "topic")),
)
CHOICES = {
    "region": "?x a eli:AdministrativeArea",
    "agency": "?x a org:FormalOrganization",
    "type": "?y eli:type_document ?x",
    "topic": "?y eli:is_about ?x",
    "target": "?y pg:targetGroup ?x",
}
# Where a date stands in an order of time, as `Bounds.known_begin` has it.
KNOWN = f'(IF(?b1 > "{MIN}"^^xsd:date, ?b1, ?b2))'
BOUNDS = "pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2"
DATES = f"""SELECT DISTINCT ?thing ?time ?role ?edtf ?b1 ?b2 ?e1 ?e2 WHERE {{
  %s
  ?thing pg:time ?time . ?time pg:role ?role ; pg:edtf ?edtf ; {BOUNDS} .
  FILTER(?b1 <= "%s"^^xsd:date && ?e2 >= "%s"^^xsd:date)
  FILTER(?role != pg:current)
}} ORDER BY {KNOWN} ?b1 ?b2 ?e1 ?e2 ?thing ?time LIMIT {ROWS}"""
HELD = f"""SELECT DISTINCT ?thing ?time ?b1 ?b2 ?e1 ?e2 ?sure WHERE {{
  %s
  ?thing pg:inForce ?time . ?time {BOUNDS} .
  FILTER(?b1 <= "%s"^^xsd:date && ?e2 >= "%s"^^xsd:date)
  BIND(?b2 <= "%s"^^xsd:date && ?e1 >= "%s"^^xsd:date AS ?sure)
}} ORDER BY DESC(?sure) {KNOWN} ?b1 ?b2 ?e1 ?e2 ?thing LIMIT {ROWS}"""
CALLED = f"""SELECT DISTINCT ?thing ?name WHERE {{
  ?thing rdfs:label|skos:altLabel|skos:hiddenLabel ?name FILTER(CONTAINS(LCASE(STR(?name)), "%s"))
}} LIMIT {NAMES}"""


@dataclass(frozen=True, slots=True)
class Question:
    """
    One question as it is put to columns, which give the nodes of the rows, and as SPARQL.
    """

    ask: Callable[[], Sequence[Any]]
    sparql: str


@dataclass(frozen=True, slots=True)
class Timed:
    """
    Seconds of each question: of the columns the best of all runs, of SPARQL of the first few once.
    """

    columns: list[float]
    sparql: list[float]
    rows: float
    equal: int
    late: int


class Bare:
    """
    The store itself in a process of its own, which is ended where a question takes longer than *limit* seconds.
    """

    def __init__(self, store: Path, limit: float) -> None:
        self._store, self._limit = store, limit
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_answer, args=(self._store, theirs), daemon=True)
        self._process.start()
        self._pipe.recv()

    def ask(self, sparql: str) -> tuple[float, list[str] | None]:
        """
        Return the seconds that a SELECT took and its second column; nothing of that where it was too late.
        """
        self._pipe.send(sparql)
        if self._pipe.poll(self._limit):
            return self._pipe.recv()
        self.close()
        self._start()
        return self._limit, None

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def _answer(store: Path, pipe: Connection) -> None:
    engine = ox.Store.read_only(str(store))
    pipe.send("ready")
    while True:
        sparql = pipe.recv()
        start = time.perf_counter()
        rows = [tuple(row) for row in engine.query(sparql, prefixes=PREFIXES)]
        seconds = time.perf_counter() - start
        pipe.send((seconds, [row[1].value for row in rows]))


class Draw:
    """
    Draws questions from what a graph holds; the same graph and seed give the same.
    """

    def __init__(self, engine: ox.Store, seed: int) -> None:
        self.rng = Random(seed)
        self.choices = {
            part: sorted(row[0].value for row in engine.query(f"SELECT DISTINCT ?x {{ {text} }}", prefixes=PREFIXES))
            for part, text in CHOICES.items()
        }
        regions: dict[int, list[str]] = {}
        for region in self.choices["region"]:
            regions.setdefault(region.count("-"), []).append(region)
        self.levels = list(regions.values())

    def asked(self, parts: Sequence[str]) -> Asked:
        """
        Return a question of some parts and a range; a third of the places are provinces, a third cities.
        """
        day = date(2003, 1, 1) + timedelta(days=self.rng.randrange(22 * 365))
        spans = (
            *((day, day), (day, day + timedelta(days=30)), (day, day + timedelta(days=365)), (MIN, MAX), (MIN, day)),
            *((day, MAX), (day, day + timedelta(days=1826)), (date(1990, 1, 1), date(1999, 1, 1))),
            (date(2090, 1, 1), date(2095, 1, 1)),
        )
        begin, end = self.rng.choice(spans)
        of = {
            part: self.rng.choice(self.rng.choice(self.levels) if part == "region" else self.choices[part])
            for part in parts
        }
        return Asked(begin=begin, end=end, **of)

    def text(self, names: Sequence[str]) -> str:
        """
        Return a text of one to all characters of some name, or one that no name holds.
        """
        name = self.rng.choice(names)
        length = self.rng.choice((1, 2, 2, 2, 3, 4, 5, 6, 8, 12, len(name)))
        begin = self.rng.randrange(max(1, len(name) - length + 1))
        text = name[begin : begin + length]
        return text if self.rng.random() < 0.9 else text + "无此"


def dates(columns: Columns, asked: Asked) -> Question:
    text = DATES % (narrowed(asked), asked.end, asked.begin)
    return Question(lambda: [one.node for one in columns.timeline(asked, ROWS)], text)


def held(columns: Columns, asked: Asked) -> Question:
    day = asked.begin if asked.begin > MIN else date(2015, 6, 1)
    text = HELD % (narrowed(asked), *4 * [day])
    return Question(lambda: [one.node for one in columns.in_force(asked, day, ROWS)], text)


def called(columns: Columns, text: str) -> Question:
    return Question(lambda: columns.find(text, NAMES), CALLED % text.lower())


def timed(questions: Sequence[Question], bare: Bare, runs: int, few: int, *, ordered: bool) -> Timed:
    """
    Ask all questions of the columns and the first *few* of SPARQL; *ordered* answers are compared.
    """
    best = [9e9] * len(questions)
    count = equal = late = 0
    for _ in range(runs):
        for number, question in enumerate(questions):
            start = time.perf_counter()
            rows = question.ask()
            best[number] = min(best[number], time.perf_counter() - start)
            count += len(rows)
    sparql = []
    for question in questions[:few]:
        seconds, found = bare.ask(question.sparql)
        sparql.append(seconds)
        late += found is None
        if found is not None and ordered:
            # A source's own date is no row of a timeline.
            mine, theirs = question.ask(), [node for node in found if not node.endswith("/time/date_publication/2024")]
            if mine[: len(theirs)] != theirs or len(mine) not in (len(theirs), ROWS):
                sys.exit(f"different rows:\n{question.sparql}\n{mine[:5]}\n{theirs[:5]}")
            equal += 1
    return Timed(best, sparql, count / runs / len(questions), equal, late)


def line(name: str, found: Timed) -> str:
    """
    Word the times of one shape of question: columns in microseconds, SPARQL in milliseconds.
    """
    ours, theirs = sorted(found.columns), sorted(found.sparql)
    ratios = sorted(their / our for our, their in zip(found.columns, found.sparql, strict=False))
    middle, last = theirs[len(theirs) // 2], theirs[-1]
    return (
        f"{name:28} {found.rows:5.0f} {at(ours, 0.5) * 1e6:8.0f} {at(ours, 0.99) * 1e6:8.0f} {ours[-1] * 1e6:8.0f}"
        f" {middle * 1e3:10.1f} {last * 1e3:10.1f} {ratios[len(ratios) // 2]:10,.0f} {ratios[0]:9,.0f}"
        f" {found.equal:6} {found.late:5}"
    )


def at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def opening(out: Path) -> Iterator[str]:
    """
    Time the opening of the store and of its columns, five times.
    """
    seconds, columns = [], []
    for _ in range(5):
        start = time.perf_counter()
        store = open_store(out)
        middle = time.perf_counter()
        columns_of(store)
        seconds.append(time.perf_counter() - start)
        columns.append(time.perf_counter() - middle)
        store.close()
    yield f"open store and columns: median {at(sorted(seconds), 0.5) * 1e3:.1f} ms, most {max(seconds) * 1e3:.1f} ms"
    yield f"columns alone: median {at(sorted(columns), 0.5) * 1e3:.1f} ms, most {max(columns) * 1e3:.1f} ms"
    yield f"columns on disk: {sum(p.stat().st_size for p in (out / 'columns').iterdir()) / 1e6:.0f} MB"


def whole(out: Path, draw: Draw, texts: Sequence[str]) -> Iterator[str]:
    """
    Time the public functions, which add names and citations to the rows, on thirty questions; best of three runs.
    """
    store = open_store(out)
    asked = [draw.asked(("region",)) for _ in range(30)]
    jobs: dict[str, list[Callable[[], object]]] = {
        "timeline(store, asked, limit=100)": [lambda a=a: timeline(store, a, ROWS) for a in asked],
        "in_force(store, asked, day, limit=100)": [
            lambda a=a: in_force(store, a, date(2015, 6, 1), ROWS) for a in asked
        ],
        "find(store, text)": [lambda text=text: find(store, text) for text in texts[:30]],
    }
    for name, calls in jobs.items():
        best = [min(_seconds(call) for _ in range(3)) for call in calls]
        yield f"{name}: median {at(sorted(best), 0.5) * 1e3:.1f} ms, most {max(best) * 1e3:.1f} ms"


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measure(out: Path, args: argparse.Namespace) -> None:
    """
    Measure a built folder and print it.
    """
    engine = ox.Store.read_only(str(out / "store"))
    draw, columns = Draw(engine, args.seed), columns_of(open_store(out))
    assert columns is not None, "the folder was built without columns"
    titles = engine.query("SELECT ?t { ?p dcterms:title ?t } LIMIT 20000", prefixes=PREFIXES)
    names = sorted({row[0].value for row in titles})[::10]
    texts = [draw.text(names) for _ in range(args.questions)]
    bare = Bare(out / "store", args.timeout)
    print(*opening(out), sep="\n", flush=True)
    print(f"\n{'':28}  rows  columns: p50 p99 most (µs)   SPARQL: p50 most (ms)  ratio: p50 least  equal  late")
    for shape in SHAPES:
        asked = [draw.asked(shape) for _ in range(args.questions)]
        for name, put in (("", dates), (" on a day", held)):
            found = timed([put(columns, one) for one in asked], bare, args.runs, args.sparql, ordered=True)
            print(line("+".join(shape or ("all",)) + name, found), flush=True)
    found = timed([called(columns, text) for text in texts], bare, args.runs, args.sparql, ordered=False)
    print(line("names that hold a text", found), flush=True)
    bare.close()
    print("", *whole(out, draw, texts), sep="\n")


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_lookup.py [--built FOLDER]``.
    """
    parser = argparse.ArgumentParser(description="Measure lookups by columns and by SPARQL.")
    parser.add_argument("--built", type=Path, help="a built folder with columns (default: a synthetic one)")
    parser.add_argument("--size", type=int, default=100_000, help="policies of the synthetic one")
    parser.add_argument("--questions", type=int, default=1000, help="of each shape, asked of the columns")
    parser.add_argument("--runs", type=int, default=3, help="of which the best counts for each question")
    parser.add_argument("--sparql", type=int, default=10, help="how many of them are asked as SPARQL, too")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds until a SPARQL question is given up")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.built:
        measure(args.built, args)
        return
    from generate import generate

    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder) / "data", args.size)
        build(Path(folder) / "data", Path(folder) / "out", large=0)
        measure(Path(folder) / "out", args)


if __name__ == "__main__":
    main()
