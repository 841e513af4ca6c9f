"""
The main job: a data folder becomes a folder of products, whole or not at all.

Everything is written into a folder aside, then moved to its place, `build.json` with the digest of every file last: a
reader that finds another digest knows that a build was interrupted. Nothing is written to `out` while data has errors.
"""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, parse

from .apart import FORKS, finish, start
from .columns import COLUMNS
from .jsonld import write_document
from .load import data_files, load
from .ontology import Ontology, ontology
from .sortedlines import READ, RUNS, taken, write
from .store import GRAPH, MANIFEST, PIECE, STORE, Digest, build_store, fill_store, own_store
from .turtle import to_turtle
from .writing import TABLE, compile_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyoxigraph import Quad

    # A product is written by a function that gets the finished graph file and the place to write to.
    Product = Callable[[Path, Path], None]

# Above so many things only the graph, its columns and a store on disk are made.
LARGE = 50_000
# Records of so many bytes in all are compiled in a process of their own, while the store reads what it has done.
HEAVY = 1 << 23
# The compiling process says by these files that the graph will be large, and that all its lines are in runs.
WANTED = "store.wanted"
GIVEN = "store.given"
PAUSE = 0.05
STALE = 3600.0


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
    statements: bool = False,
) -> Built:
    """
    Build the graph of a data folder.

    Args:
        data: A data folder.
        out: Where the products go; made if missing. Other files in it are left alone.
        products: Further products by file name; left out, and named in the result, above *large* things.
        large: How many things make a graph large: it gets a store on disk instead of the further products.
        terms: The ontology; the one of this installation by default.
        statements: Whether `statements.csv` is written of a large graph, too.

    Raises:
        DataError: The data has errors; *out* is as it was.
        PolicygraphError: The folder is missing or holds no data.

    Linear in the number of statements; memory holds what the things are called, when, and on what they rest, not what
    is said of them.
    """
    from .columns.files import seal  # numpy takes a tenth of a second to load, here and below

    heavy = FORKS and sum(file.path.stat().st_size for file in data_files(data)) > HEAVY
    out.mkdir(parents=True, exist_ok=True)
    with _aside(out) as stage:

        def compiled(_: int) -> _Graph:
            return _compiled(data, stage, terms or ontology(), large, statements)

        graph = _while_loading(compiled, stage) if heavy else compiled(0)
        made = {**_standard(), **(products or {})}
        if graph.large:
            if (stage / STORE).exists():
                own_store(stage / STORE, graph.digest)
            else:
                build_store(stage / GRAPH, stage / STORE)
        else:
            with _uncollected():
                for name, product in made.items():
                    product(stage / GRAPH, stage / name)
        for passing in (*stage.glob(RUNS), *stage.glob(f"*{READ}"), *stage.glob("store.*")):
            passing.unlink()
        seal(stage / COLUMNS, graph.digest)
        files = _publish(stage, out, {GRAPH: graph.digest})
    skipped = tuple(name for name in (TABLE, *made) if name not in files)
    return Built(out, files, graph.things, graph.statements, graph.quads, skipped)


@dataclass(frozen=True, slots=True)
class _Graph:
    """
    A graph that stands in its file: whether it is large, how much it holds, and the file's digest.
    """

    large: bool
    things: int
    statements: int
    quads: int
    digest: Digest


def _compiled(data: Path, stage: Path, terms: Ontology, large: int, statements: bool) -> _Graph:
    """
    Write the graph of a data folder into *stage*, and say as soon as it is known whether it will be large.
    """
    from .columns.write import write_columns

    records = load(data, terms)
    many = records.introduced > large
    if many:
        (stage / WANTED).touch()
    compiled = compile_graph(records, stage, table=statements or not many)
    if many:
        for lines in compiled.lines:
            lines.close()
        (stage / GIVEN).touch()
    write_columns(stage / COLUMNS, compiled.columns, records)
    del compiled.columns
    written = write(compiled.lines, stage / GRAPH)
    digest = Digest(written.size, written.sha256)
    return _Graph(many, records.introduced, compiled.statements, written.lines, digest)


def _while_loading(compiled: Callable[[int], _Graph], stage: Path) -> _Graph:
    """
    Let a process of its own compile the graph, while the store is made of the runs of lines that it has finished.

    The order of lines is nothing to a store: it need not wait until all are sorted.
    """
    place = stage / "compiled"
    process = start(compiled, 0, place)
    try:
        while process.is_alive() and not (stage / WANTED).exists():
            time.sleep(PAUSE)
        if (stage / WANTED).exists():
            fill_store(_runs(stage, process.is_alive), stage / STORE, trusted=True)
        graph: _Graph = finish(process, place)
        return graph
    finally:
        process.kill()


def _runs(stage: Path, growing: Callable[[], bool]) -> Iterator[bytes]:
    """
    Yield the lines of each run, as they come, until all are given or nobody writes any more.
    """
    ended = False
    while not ended:
        ended = (stage / GIVEN).exists() or not growing()
        found = False
        for piece in taken(stage, PIECE):
            yield piece
            found = True
        time.sleep(0 if found or ended else PAUSE)


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
    write_document(plain_reading(graph), path)


@contextmanager
def _uncollected() -> Iterator[None]:
    """
    Look for no garbage: what the products are made of stays until they are made, and looking through it again and
    again takes a tenth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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


def _publish(stage: Path, out: Path, known: Mapping[str, Digest]) -> dict[str, int]:
    """
    Move the products to their places, the manifest last; then drop what an earlier build made and this one did not.
    *known* are digests that need not be worked out again.
    """
    before = _manifest(out)
    digests = {p.name: known.get(p.name) or _digest(p) for p in sorted(stage.iterdir()) if p.is_file()}
    for name in digests:
        (stage / name).replace(out / name)
    # What stands in a store differs from build to build; it tells itself of which graph it is.
    columns = {f"{COLUMNS}/{p.name}": _digest(p) for p in sorted((stage / COLUMNS).iterdir())}
    for name in (STORE, COLUMNS):
        if (out / name).exists():
            (out / name).replace(stage / f"before-{name}")
        if (stage / name).exists():
            (stage / name).replace(out / name)
    described = {
        name: {"bytes": digest.size, "sha256": digest.sha256} for name, digest in {**digests, **columns}.items()
    }
    manifest = stage / MANIFEST
    manifest.write_text(json.dumps({"files": described}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    manifest.replace(out / MANIFEST)
    for name in before - digests.keys():
        (out / name).unlink(missing_ok=True)
    return {name: digest.size for name, digest in digests.items()}


def _digest(path: Path) -> Digest:
    with path.open("rb") as file:
        return Digest(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _manifest(out: Path) -> set[str]:
    """
    The files that the last build made; names only, so that a damaged manifest can never delete anything elsewhere.
    """
    try:
        names = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {name for name in names if isinstance(name, str) and Path(name).name == name}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
