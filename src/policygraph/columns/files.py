"""
Named arrays in one file that is mapped into memory, and the graph that they belong to.

The file is believed only as far as its `origin.json` tells its size and its arrays, and only beside the graph whose
digest stands there. Which bytes stand within an array is not checked; a number that leads nowhere is found when used.
"""

from __future__ import annotations

import json
import mmap
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ..store import Digest

    Arrays = dict[str, NDArray[Any]]

DATA = "arrays"
ORIGIN = "origin.json"
# Another number where the same arrays would mean something else, or answer less: what was made before is refused.
FORMAT = 2
ALIGNED = 64
# What stands after each text.
END = "\0"
TYPES = frozenset(("|b1", "|u1", "<u2", "<i4", "<u4", "<i8"))


class Writer:
    """
    Writes arrays one after the other; they can be read once the file is closed and `seal` has said whose they are.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._file = (folder / DATA).open("wb")
        self._arrays: dict[str, list[Any]] = {}

    def add(self, name: str, values: NDArray[Any]) -> None:
        """
        Write one array of a type in `TYPES`, in the byte order of the file.
        """
        kind = values.dtype.newbyteorder("<").str
        assert kind in TYPES, kind
        self._file.write(b"\0" * (-self._file.tell() % ALIGNED))
        self._arrays[name] = [kind, self._file.tell(), len(values)]
        np.ascontiguousarray(values, dtype=kind).tofile(self._file)

    def texts(self, name: str, texts: Sequence[str]) -> None:
        """
        Write a list of texts, to be read as `Texts`; what ends a text cannot stand in one.
        """
        encoded = [text.replace(END, "").encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum([0, *(len(text) + 1 for text in encoded)], dtype=np.int64)
        self.add(f"{name}/bytes", np.frombuffer(b"".join(text + END.encode() for text in encoded), np.uint8))
        self.add(f"{name}/ends", ends)

    def close(self) -> None:
        """
        Close the file and write down what stands in it.
        """
        origin = {"format": FORMAT, "bytes": self._file.tell(), "arrays": self._arrays}
        self._file.close()
        (self._folder / ORIGIN).write_text(json.dumps(origin) + "\n", encoding="utf-8")


def seal(folder: Path, graph: Digest) -> None:
    """
    Say to which graph the arrays of a folder belong.
    """
    origin = json.loads((folder / ORIGIN).read_bytes()) | {"graph": {"bytes": graph.size, "sha256": graph.sha256}}
    (folder / ORIGIN).write_text(json.dumps(origin) + "\n", encoding="utf-8")


class Texts:
    """
    A list of texts in a mapped file; each is decoded when it is asked for.
    """

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._bytes = arrays[f"{name}/bytes"]
        self._ends = arrays[f"{name}/ends"]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> str:
        begin, end = self._ends[number : number + 2].tolist()
        own: bytes = self._bytes[begin : end - 1].tobytes()
        return own.decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """
        Return all texts.
        """
        return self.many(np.arange(len(self)))

    def many(self, numbers: NDArray[Any]) -> list[str]:
        """
        Return the texts of these numbers; about a tenth of a microsecond each.
        """
        begins = self._ends[numbers]
        joined: bytes = self._bytes[spread(begins, self._ends[numbers + 1] - begins)].tobytes()
        return joined.decode("utf-8", "surrogatepass").split(END)[:-1]

    def find(self, text: str) -> int:
        """
        Return the number of a text in a sorted list, or -1.
        """
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < text:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self[low] == text else -1


def spread(begins: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """
    Return the numbers from each begin on, so many of each, one after the other.
    """
    ends = counts.cumsum()
    numbers: NDArray[Any] = np.arange(ends[-1] if len(ends) else 0) + (begins - ends + counts).repeat(counts)
    return numbers


def read_arrays(folder: Path, graph: Digest) -> Arrays | None:
    """
    Map the arrays of a folder into memory; takes about a millisecond and reads nothing yet.

    None where they belong to another graph than *graph*: one that was built while this one stayed open.

    Raises:
        StoreError: E517 where a file is missing or damaged.
    """
    try:
        said = (folder / ORIGIN).read_bytes()
        origin = json.loads(said)
        owner = origin["graph"]["bytes"], origin["graph"]["sha256"]
        if origin["format"] != FORMAT:
            raise StoreError("E517", path=folder, why="it was made by another version")
        if owner != (graph.size, graph.sha256):
            return None
        with (folder / DATA).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # A build may have put others in their place between the two.
        if (folder / ORIGIN).read_bytes() != said:
            return None
        if len(mapped) != origin["bytes"]:
            raise StoreError("E517", path=folder, why="its size is another")
        return {name: _array(mapped, *about) for name, about in origin["arrays"].items()}
    except FileNotFoundError:
        raise StoreError("E517", path=folder, why="a file is missing") from None
    except OSError as error:
        raise StoreError("E011", why=f"{error.filename or folder}: {error.strerror or error}") from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise StoreError("E517", path=folder, why="its origin.json is not usable") from None


def _array(mapped: mmap.mmap, kind: str, offset: int, length: int) -> NDArray[Any]:
    if kind not in TYPES or offset < 0 or length < 0:
        raise ValueError(kind)
    return np.frombuffer(mapped, kind, length, offset) if length else np.empty(0, kind)
