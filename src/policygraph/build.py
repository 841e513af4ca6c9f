"""
The main job: a data folder becomes a folder of products, whole or not at all.

Everything is written into a folder aside, then moved to its place, `build.json` with the digest of every file last: a
reader that finds another digest knows that a build was interrupted. Nothing is written to `out` while data has errors.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, parse

from .jsonld import to_jsonld
from .judgements import canonical
from .load import Records, load
from .ontology import Ontology, ontology
from .rdf import Quads
from .store import build_store
from .tabular import Sheet
from .turtle import to_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from .model import Statement

    # A product is written by a function that gets the finished graph file and the place to write to.
    Product = Callable[[Path, Path], None]

GRAPH = "graph.nq"
MANIFEST = "build.json"
STORE = "store"
# From here on only the graph, its statements and its store are made unless more is asked for.
LARGE = 50_000
RUN = 1_000_000
STALE = 3600.0
COLUMNS = (
    *("id", "subject", "canonical", "key", "value", "modality", "why"),
    *("source", "locator", "page", "start", "end"),
)


@dataclass(frozen=True, slots=True)
class Built:
    """
    What a build made: the folder, the products by name with their size in bytes, and how much they hold.
    """

    out: Path
    files: dict[str, int]
    things: int
    statements: int
    quads: int
    skipped: tuple[str, ...]


def build(
    data: Path,
    out: Path,
    *,
    products: Mapping[str, Product] | None = None,
    large: int = LARGE,
    terms: Ontology | None = None,
) -> Built:
    """
    Build the graph of a data folder.

    Args:
        data: A data folder.
        out: Where the products go; made if missing. Other files in it are left alone.
        products: Further products by file name; left out, and named in the result, above *large* things.
        large: How many things make a graph large: it gets a store on disk instead of the further products.
        terms: The ontology; the one of this installation by default.

    Raises:
        DataError: The data has errors; *out* is as it was.
        PolicygraphError: The folder is missing or holds no data.

    Linear in the number of statements; memory holds the names of things and one sorted run of a million lines.
    """
    records = load(data, terms or ontology())
    out.mkdir(parents=True, exist_ok=True)
    with _aside(out) as stage:
        written = write_graph(records, stage)
        many = len(records.things) > large
        made = {**_standard(), **(products or {})}
        if many:
            build_store(stage / GRAPH, stage / STORE)
        else:
            for name, product in made.items():
                product(stage / GRAPH, stage / name)
        files = _publish(stage, out)
    skipped = tuple(made) if many else ()
    things = len(records.things) - len(records.ontology.concepts)
    return Built(out, files, things, written.statements, written.quads, skipped)


class SortedLines:
    """
    Sorts any number of lines and drops repeats, holding at most *run* of them in memory; runs rest in files.
    """

    def __init__(self, folder: Path, run: int = RUN) -> None:
        self._folder = folder
        self._run = run
        self._lines: list[str] = []
        self._runs: list[Path] = []

    def add(self, lines: Iterable[str]) -> None:
        """
        Take lines that each end in a newline.
        """
        self._lines.extend(lines)
        if len(self._lines) >= self._run:
            self._spill()

    def write(self, path: Path) -> int:
        """
        Write all lines, sorted by code point and each once; return how many.
        """
        count = 0
        self._lines.sort()
        files = [run.open(encoding="utf-8", newline="\n") for run in self._runs]
        with path.open("w", encoding="utf-8", newline="\n") as out:
            last = ""
            for line in merge(*files, self._lines) if files else self._lines:
                if line != last:
                    out.write(line)
                    last = line
                    count += 1
        for file in files:
            file.close()
            Path(file.name).unlink()
        return count

    def _spill(self) -> None:
        path = self._folder / f"run-{len(self._runs)}"
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(sorted(set(self._lines)))
        self._runs.append(path)
        self._lines = []


@dataclass(frozen=True, slots=True)
class Written:
    """
    How many statements and quads a graph holds.
    """

    statements: int
    quads: int


def write_graph(records: Records, stage: Path) -> Written:
    """
    Write `graph.nq` and `statements.csv` of *records* into a folder.

    Raises:
        DataError: The data has errors; what the folder holds then is not whole.
    """
    quads = Quads(records.ontology, records.sources, records.things, records.evidence, records.judgements)
    one = canonical(records.judgements)
    lines = SortedLines(stage)
    count = 0
    with (stage / "statements.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = Sheet(file, COLUMNS)
        for statement in records.statements():
            lines.add(quads.statement(statement))
            sheet.add(_row(statement, records, one))
            count += 1
    for thing in records.things.values():
        lines.add(quads.thing(thing))
    lines.add(quads.finish())
    return Written(count, lines.write(stage / GRAPH))


def _row(said: Statement, records: Records, one: Mapping[str, str]) -> tuple[object, ...]:
    source, _, locator = said.passage.partition("/")
    page = records.sources[source].page(locator) if source else ""
    seen = records.evidence.get(said.passage)
    return (
        *(
            said.id,
            said.subject,
            one.get(said.subject, said.subject),
            said.property.key,
            said.value,
            said.modality.value,
            said.why[0],
        ),
        *(source, locator, page or "", seen.start if seen else "", seen.end if seen else ""),
    )


def _standard() -> dict[str, Product]:
    return {"graph.ttl": _write_turtle, "graph.jsonld": _write_jsonld}


def plain_reading(graph: Path) -> Iterator[Quad]:
    """
    Yield the quads of the default graph of an N-Quads file.
    """
    return (q for q in parse(path=str(graph), format=RdfFormat.N_QUADS) if isinstance(q.graph_name, DefaultGraph))


def _write_turtle(graph: Path, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(to_turtle(plain_reading(graph)))


def _write_jsonld(graph: Path, path: Path) -> None:
    path.write_text(to_jsonld(plain_reading(graph)), encoding="utf-8", newline="\n")


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """
    Give a folder beside the products; whatever happens, nothing of it stays.
    """
    for old in out.glob(".building-*"):
        if time.time() - old.stat().st_mtime > STALE:
            shutil.rmtree(old, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _publish(stage: Path, out: Path) -> dict[str, int]:
    """
    Move the products to their places, the manifest last; then drop what an earlier build made and this one did not.
    """
    before = _manifest(out)
    described = {p.name: _describe(p) for p in sorted(stage.iterdir()) if p.is_file()}
    for name in described:
        (stage / name).replace(out / name)
    shutil.rmtree(out / STORE, ignore_errors=True)
    if (stage / STORE).is_dir():
        (stage / STORE).replace(out / STORE)
    manifest = stage / MANIFEST
    manifest.write_text(json.dumps({"files": described}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    manifest.replace(out / MANIFEST)
    for name in before - described.keys():
        (out / name).unlink(missing_ok=True)
    return {name: int(about["bytes"]) for name, about in described.items()}


def _describe(path: Path) -> dict[str, str | int]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _manifest(out: Path) -> set[str]:
    """
    The files that the last build made; names only, so that a damaged manifest can never delete anything elsewhere.
    """
    try:
        names = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {name for name in names if isinstance(name, str) and Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
