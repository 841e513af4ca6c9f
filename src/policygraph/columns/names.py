"""
An index of names: which things are called something that holds a text, the closest first, for texts of any length.

All names stand one after the other in one text of characters, with a `STOP` before and after each, and for every pair
of neighbouring characters the index has the places where it stands. So a name that equals a text, one that begins with
it and one that holds it are all found as stretches of characters, and every hit is exact. Pinyin is not indexed.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from ..entities import plain
from .collect import MAIN_ENGLISH, MAIN_NAME
from .files import Texts, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from .collect import Collector
    from .files import Arrays, Writer

    Numbers = NDArray[np.int64]

STOP = "\0"
# Hits are looked at so many at a time, then more and more: a common text has enough of them among the first.
FIRST, MORE = 1024, 8


def write_names(
    writer: Writer,
    collected: Collector,
    of: NDArray[Any],
    slugs: Sequence[str],
    named: NDArray[np.bool_],
    last: NDArray[np.bool_],
) -> None:
    """
    Write the index of the names of things.

    Args:
        writer: Gets the arrays.
        collected: What was gathered, names among it.
        of: For each thing of *collected* its place in *slugs*.
        slugs: All things.
        named: For each whether it is to be found by name.
        last: For each whether it comes after the others, as concepts do.

    Things stand in the order in which `find` lists equal matches: concepts last, shorter labels first, then by label
    and id. A million names of 25 characters take about five seconds.
    """
    label, english, others = _names(collected, of, slugs)
    late = last.tolist()
    order = np.flatnonzero(named).tolist()
    # As bytes that Python takes for Latin letters: it sorts these alone by comparing memory, which takes half the time.
    keys = [
        f"{late[n]:d}{chr(len(label[n]))}{label[n]}{STOP}{slugs[n]}".encode("utf-8", "surrogatepass").decode("latin-1")
        for n in order
    ]
    order = [order[n] for n in sorted(range(len(keys)), key=keys.__getitem__)]
    del keys
    rare = english.keys() | others.keys()
    writer.texts("label", label)
    _write_rare(writer, sorted(rare), english, others)
    several = ((n, _own(label[n], english.get(n), others.get(n, ())) if n in rare else (label[n],)) for n in order)
    listed, owners = _flat(several)
    alphabet, text = _text(listed)
    del listed
    writer.add("names/owner", owners)
    writer.add("names/stops", np.flatnonzero(text == 0).astype(np.uint32))
    writer.add("names/alphabet", alphabet)
    writer.add("names/text", text)
    _write_pairs(writer, text, len(alphabet))


def _names(
    collected: Collector, of: NDArray[Any], slugs: Sequence[str]
) -> tuple[list[str], dict[int, str], dict[int, set[str]]]:
    """
    Return the label of each thing, as `entities` chooses it, and what labels in English and other names there are.
    """
    label = [""] * len(slugs)
    english: dict[int, str] = {}
    others: dict[int, set[str]] = {}
    table = collected.named
    for n, use, name in zip(of[table[:, 0]].tolist(), table[:, 1].tolist(), collected.names, strict=True):
        if use == MAIN_NAME:
            label[n] = min(label[n], name) if label[n] else name
        elif use == MAIN_ENGLISH:
            english[n] = min(english.get(n, name), name)
        else:
            others.setdefault(n, set()).add(name)
    return [name or english.get(n) or slugs[n] for n, name in enumerate(label)], english, others


def _write_rare(writer: Writer, rare: list[int], english: dict[int, str], others: dict[int, set[str]]) -> None:
    """
    Write which things have more names than their label, and these.
    """
    aliases = [sorted(others.get(n, ())) for n in rare]
    writer.add("rare", np.array(rare, np.int32))
    writer.texts("rare/english", [english.get(n, "") for n in rare])
    writer.add("rare/ends", np.cumsum([0, *map(len, aliases)]))
    writer.texts("rare/aliases", [name for own in aliases for name in own])


def _own(label: str, english: str | None, others: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys((label, english, *sorted(others))) if name]


def _flat(several: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[str], NDArray[Any]]:
    """
    Return names one after the other, and for each whose it is.
    """
    listed: list[str] = []
    owners = array("i")
    for owner, names in several:
        for name in names:
            listed.append(name)
            owners.append(owner)
    return listed, np.array(owners, np.int32)


def _text(names: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    """
    Return the characters that names consist of, and the text of all of them as numbers of these characters.
    """
    whole = STOP + plain(STOP.join([name.replace(STOP, "") for name in names])) + STOP
    points = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4")
    used = np.zeros(0x110000, bool)
    used[points] = True
    alphabet = np.flatnonzero(used)
    number = np.zeros(0x110000, np.uint16 if len(alphabet) < 1 << 16 else np.uint32)
    number[alphabet] = np.arange(len(alphabet))
    return alphabet.astype(np.uint32), number[points]


def _write_pairs(writer: Writer, text: NDArray[Any], characters: int) -> None:
    """
    Write for each pair of neighbouring characters where it stands, in order.

    All places are sorted by their second character, then by their first; numpy sorts numbers of 16 bits by counting.
    """
    places = np.argsort(text[1:], kind="stable").astype(np.uint32)
    places = places[np.argsort(text[places], kind="stable")]
    first, second = text[places], text[places + 1]
    new = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    begins = np.concatenate([[0], np.flatnonzero(new) + 1])
    writer.add("names/places", places)
    writer.add("names/pairs", first[begins].astype(np.int64) * characters + second[begins])
    writer.add("names/begins", np.append(begins, len(places)).astype(np.uint32))


class Names:
    """
    The names of things in a mapped file, and their index.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._label = Texts(arrays, "label")
        self._rare, self._ends = arrays["rare"], arrays["rare/ends"]
        self._english, self._aliases = Texts(arrays, "rare/english"), Texts(arrays, "rare/aliases")
        self._owner = arrays["names/owner"]
        self._stops = arrays["names/stops"]
        self._alphabet = arrays["names/alphabet"]
        self._text = arrays["names/text"]
        self._pairs = arrays["names/pairs"]
        self._begins = arrays["names/begins"]
        self._places = arrays["names/places"]

    def of(self, things: Sequence[int]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """
        Yield the label, the label in English and the other names of each of some things.
        """
        numbers = np.array(things, np.int64)
        places = np.searchsorted(self._rare, numbers)
        rare = np.append(self._rare, -1)[places] == numbers
        for label, place, more in zip(self._label.many(numbers), places.tolist(), rare.tolist(), strict=True):
            if more:
                begin, end = self._ends[place : place + 2].tolist()
                yield label, self._english[place], tuple(self._aliases.many(np.arange(begin, end)))
            else:
                yield label, "", ()

    def search(self, text: str, limit: int) -> list[int]:
        """
        Return up to *limit* things one of whose names holds *text*, compared as `plain` tells.

        Names that equal it come first, then those that begin with it, then those that hold it; within each in the
        order in which things were written.
        """
        wanted = self._characters(plain(text))
        found: dict[int, None] = {}
        for whole in ([0, *wanted, 0], [0, *wanted], wanted) if wanted else ():
            for places in self._stretches(whole):
                name = np.searchsorted(self._stops, places + (whole[0] == 0), "left") - 1
                found |= dict.fromkeys(self._owner[name].tolist())
                if len(found) >= limit:
                    return list(found)[:limit]
        return list(found)

    def _characters(self, text: str) -> list[int]:
        """
        Return a text as numbers of characters; nothing where no name has one of them.
        """
        points = np.array([ord(character) for character in text], np.uint32)
        numbers = np.searchsorted(self._alphabet, points)
        known = self._alphabet[np.minimum(numbers, len(self._alphabet) - 1)] == points
        return numbers.tolist() if (known & (points > 0)).all() else []

    def _stretches(self, wanted: list[int]) -> Iterator[Numbers]:
        """
        Yield the places where characters stand one after the other, in order, more and more at a time.
        """
        if len(wanted) == 1:
            yield from self._single(wanted[0])
            return
        characters = np.array(wanted, np.int64)
        pairs = characters[:-1] * len(self._alphabet) + characters[1:]
        numbers = np.minimum(np.searchsorted(self._pairs, pairs), len(self._pairs) - 1)
        if (self._pairs[numbers] != pairs).any():
            return
        begins, ends = self._begins[numbers].tolist(), self._begins[numbers + 1].tolist()
        # What is rare is looked at first: few places are left to compare the other characters with.
        rarest, *others = sorted(range(len(pairs)), key=lambda n: ends[n] - begins[n])
        rest = [n for n in dict.fromkeys(n for at in others for n in (at, at + 1)) if n not in (rarest, rarest + 1)]
        at, size = begins[rarest], FIRST
        while at < ends[rarest]:
            places = self._places[at : min(at + size, ends[rarest])].astype(np.int64) - rarest
            places = places[(places >= 0) & (places <= len(self._text) - len(wanted))]
            for n in rest:
                places = places[self._text[places + n] == wanted[n]]
            yield places
            at, size = at + size, size * MORE

    def _single(self, wanted: int) -> Iterator[Numbers]:
        """
        Yield the places of one character, which are those of all pairs that begin with it.

        Of each pair the first places are read; up to the last of them that is the first to be passed, none is missing.
        """
        pair = wanted * len(self._alphabet)
        low, high = np.searchsorted(self._pairs, [pair, pair + len(self._alphabet)])
        begins = self._begins[low:high].astype(np.int64)
        counts = self._begins[low + 1 : high + 1] - begins
        seen, size = -1, FIRST // 16
        while seen < len(self._text):
            taken = np.minimum(counts, size)
            places = np.sort(self._places[spread(begins, taken)])
            more = taken < counts
            until = self._places[(begins + taken - 1)[more]].min() if more.any() else len(self._text)
            yield places[(places > seen) & (places <= until)].astype(np.int64)
            seen, size = int(until), size * MORE
