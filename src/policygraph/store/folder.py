"""
Where a built graph lies, and whether it is whole: a folder that `policygraph build` wrote, or one N-Quads file.

A folder is believed only as far as its `build.json` vouches for the bytes that are read, so a build that was
interrupted is never taken for an answer. Nothing is repaired here, and nothing is written but stores on disk.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Lock
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from ..errors import StoreError
from . import compaction
from .contract import Digest, Origin
from .embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .contract import Store

GRAPH = "graph.nq"
MANIFEST = "build.json"
STORE = "store"
NQUADS = ox.RdfFormat.N_QUADS
# How many pieces are loaded at once, and how many bytes a piece has: the engine sorts each in memory, and larger ones
# take more than they save in merging.
LOADERS = 2
PIECE = 40 << 20
ORIGIN = "origin.json"  # in a store on disk: which N-Quads it was made from


def open_store(where: str | Path) -> Store:
    """
    Open a built graph for reading.

    Args:
        where: A folder that `policygraph build` wrote, or an N-Quads file (``.nq``), which is read into memory.

    Raises:
        StoreError: E501 where nothing was built, E502 where a build was interrupted, E503 where the graph is damaged,
            E011 where it cannot be read, E514 for anything that is no graph.

    Reads about 400,000 quads a second. A folder with a store on disk opens in milliseconds at any size.
    """
    path = Path(where)
    if "://" in str(where):
        raise StoreError("E514", path=where)
    try:
        if path.is_dir():
            return _folder(path)
        if path.is_file() and path.suffix == ".nq":
            return EmbeddedStore(_read(path, None))
    except OSError as error:
        raise StoreError("E011", why=f"{error.filename or path}: {error.strerror or error}") from None
    raise StoreError("E514" if path.exists() else "E501", path=where)


def build_store(nq_path: Path, folder: Path) -> Digest:
    """
    Make a store on disk from an N-Quads file and return its digest; what stood at *folder* is replaced at the end.

    Raises:
        StoreError: E503 where the file is damaged, E011 where the disk fails; *folder* is then as it was.

    About 150,000 quads a second, in less than 1 GB of memory.
    """
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with nq_path.open("rb") as file:
            reader = _Digesting(file)
            try:
                fill_store(_pieces(reader), stage / STORE)
            except SyntaxError:
                raise StoreError("E503", path=nq_path, why=_fault(nq_path)) from None
        digest = Digest(reader.size, reader.sha256.hexdigest())
        own_store(stage / STORE, digest)
        _swap(stage / STORE, folder, stage / "before")
        return digest
    except OSError as error:
        raise StoreError("E011", why=f"{error.filename or folder}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def fill_store(pieces: Iterable[bytes], folder: Path, *, trusted: bool = False) -> None:
    """
    Make a store on disk from N-Quads in pieces of whole lines, and merge it; `own_store` makes it the store of a file.

    Args:
        pieces: Loaded several at once, in any order; a quad may come more than once.
        folder: A new folder.
        trusted: Whether the IRIs are known to be valid, as those are that we wrote.

    Raises:
        SyntaxError: A line is no quad; the store is then to be thrown away.
    """
    engine = ox.Store(folder)
    turn, failed, waiting = Lock(), Event(), iter(pieces)

    def load() -> None:
        while True:
            with turn:
                piece = b"" if failed.is_set() else next(waiting, b"")
            if not piece:
                return
            try:
                engine.bulk_load(piece, NQUADS, lenient=trusted)
            except BaseException:
                failed.set()
                raise
            compaction.wait()

    with ThreadPoolExecutor(LOADERS) as pool:
        for job in [pool.submit(load) for _ in range(LOADERS)]:
            job.result()
    compaction.merge(engine)


def own_store(folder: Path, digest: Digest) -> None:
    """
    Write into a store of which file it holds the quads; only then is it believed.
    """
    origin = {"bytes": digest.size, "sha256": digest.sha256}
    (folder / ORIGIN).write_text(json.dumps(origin) + "\n", encoding="utf-8")


def _pieces(file: _Digesting) -> Iterator[bytes]:
    rest = b""
    while data := file.read(PIECE):
        whole, newline, begun = (rest + data).rpartition(b"\n")
        rest = begun
        if newline:
            yield whole + newline
    if rest:
        yield rest


def _fault(path: Path) -> str:
    """
    Say where a file is damaged, which its pieces do not know.
    """
    try:
        for _ in ox.parse(path=path, format=NQUADS):
            pass
    except SyntaxError as error:
        return error.msg
    return ""


def _swap(new: Path, place: Path, aside: Path) -> None:
    if place.exists():
        place.replace(aside)
    try:
        new.replace(place)
    except OSError:
        if aside.exists():
            aside.replace(place)
        raise


def _folder(folder: Path) -> EmbeddedStore:
    graph, manifest = folder / GRAPH, folder / MANIFEST
    if not graph.is_file():
        if manifest.exists():
            raise StoreError("E502", path=folder, name=GRAPH)
        raise StoreError("E501", path=folder)
    digest = _digest(manifest, "files", GRAPH)
    if digest is None or graph.stat().st_size != digest.size:
        raise StoreError("E502", path=folder, name=GRAPH)
    origin = Origin(folder, digest)
    if not (folder / STORE).is_dir():
        return EmbeddedStore(_read(graph, digest), origin)
    if _digest(folder / STORE / ORIGIN) != digest:
        raise StoreError("E502", path=folder, name=STORE)
    try:
        return EmbeddedStore(ox.Store.read_only(str(folder / STORE)), origin)
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError("E503", path=folder / STORE, why=error) from None


def _digest(path: Path, *keys: str) -> Digest | None:
    """
    Return the digest that a JSON file holds under *keys*, or nothing where it holds none.
    """
    try:
        found = json.loads(path.read_bytes())
        for key in keys:
            found = found[key]
        digest = Digest(found["bytes"], found["sha256"])
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return digest


def _read(path: Path, expected: Digest | None) -> ox.Store:
    """
    Return a store in memory of just the bytes that were read.

    Raises:
        StoreError: E502 where they are not the *expected* ones, else E503 where they are no N-Quads.
    """
    engine, fault = ox.Store(), ""
    with path.open("rb") as file:
        reader = _Digesting(file)
        try:
            engine.load(reader, NQUADS)  # type: ignore[arg-type]
        except SyntaxError as error:
            fault = error.msg
            while reader.read(1 << 20):
                pass
    if expected is not None and Digest(reader.size, reader.sha256.hexdigest()) != expected:
        raise StoreError("E502", path=path.parent, name=path.name)
    if fault:
        raise StoreError("E503", path=path, why=fault)
    return engine


class _Digesting:
    """
    A file that is digested as it is read, which costs no measurable time.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """
        Return the next bytes.
        """
        data = self._file.read(size)
        self.sha256.update(data)
        self.size += len(data)
        return data
