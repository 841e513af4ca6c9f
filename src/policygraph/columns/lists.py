"""
Lists of rows: for each thing that can be asked for, the rows that it leads to, in the order of the rows.

A list is divided into blocks, and each block knows the earliest and latest of its days, so that a question passes over
what cannot fit. Made once by a build; the rows themselves are not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .files import spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .files import Writer

    Numbers = NDArray[np.int64]

BLOCK = 128
# More pairs of a thing and what counts as it than this are not written out; SPARQL answers then.
PAIRS = 20_000_000
Days = tuple[str, "NDArray[Any]", "np.ufunc"]


def grouped(keys: NDArray[Any], size: int) -> Numbers:
    """
    Return where each of the keys 0 to *size* - 1 begins in the sorted *keys*, and at last where all end.
    """
    return np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=size))]).astype(np.int64)


def unique_pairs(first: NDArray[Any], second: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """
    Return pairs sorted and each once.
    """
    packed = unique((first.astype(np.int64) << 32) | second)
    return packed >> 32, packed & 0xFFFFFFFF


def unique(numbers: NDArray[Any]) -> NDArray[Any]:
    """
    Return numbers sorted and each once; `np.unique` of numpy 2.4 takes ten times as long where most differ.
    """
    ordered = np.sort(numbers)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def follow(keys: Numbers, values: Numbers, begins: Numbers, found: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """
    Replace each value of the pairs by what it leads to: the slice of *found* from its begin to the next one's.
    """
    counts = begins[values + 1] - begins[values]
    return np.repeat(keys, counts), found[spread(begins[values], counts)]


def reach(edges: tuple[Numbers, Numbers], size: int) -> tuple[Numbers, Numbers] | None:
    """
    Return all pairs of a thing that has something below it and each thing that counts as it, itself too.

    None where there are too many to be written out. Linear in their number; edges that go round come to an end.
    """
    begins = grouped(edges[0], size)
    below = edges[1].tolist()
    tops, members = [], []
    for top in unique(edges[0]).tolist():
        found, waiting = {top}, [top]
        while waiting:
            at = waiting.pop()
            new = set(below[begins[at] : begins[at + 1]]) - found
            found |= new
            waiting += new
        tops.append(np.full(len(found), top))
        members.append(np.array(sorted(found)))
        if sum(map(len, members)) > PAIRS:
            return None
    empty = np.empty(0, np.int64)
    return np.concatenate([empty, *tops]), np.concatenate([empty, *members])


def write_lists(
    writer: Writer,
    name: str,
    direct: tuple[Numbers, Numbers],
    whole: tuple[Numbers, Numbers],
    days: Sequence[Days],
    size: int,
) -> None:
    """
    Write the lists of one family.

    Args:
        writer: Gets the arrays, under *name*.
        name: The family's name.
        direct: Sorted pairs of a thing and a row that is linked with it.
        whole: The same for each thing that has something below it: the rows of all that counts as it.
        days: What each block knows: its name, the value of every row, and `np.minimum` or `np.maximum`.
        size: How many things there are.

    Lists are numbered: first those of single things, then those of things with all below them.
    """
    keys = [unique(pairs[0]) for pairs in (direct, whole)]
    begins = [grouped(pairs[0], size) for pairs in (direct, whole)]
    lengths = np.concatenate([np.diff(b)[k] for b, k in zip(begins, keys, strict=True)])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    rows = np.concatenate([direct[1], whole[1]]).astype(np.int32)
    writer.add(f"{name}/direct", keys[0].astype(np.int32))
    writer.add(f"{name}/whole", keys[1].astype(np.int32))
    writer.add(f"{name}/begins", ends)
    writer.add(f"{name}/rows", rows)
    write_blocks(writer, name, rows, ends, days)


def write_blocks(writer: Writer, name: str, rows: NDArray[Any] | slice, begins: Numbers, days: Sequence[Days]) -> None:
    """
    Write what each block of some lists knows; a list begins a new block.
    """
    counts = -(-np.diff(begins) // BLOCK)
    at = np.repeat(begins[:-1], counts) + BLOCK * spread(np.zeros(len(counts), np.int64), counts)
    writer.add(f"{name}/blocks", np.concatenate([[0], np.cumsum(counts)]))
    for day, values, least_or_most in days:
        of_rows = values[rows]
        writer.add(f"{name}/{day}", least_or_most.reduceat(of_rows, at) if len(at) else of_rows)


def strings_in_order(texts: Mapping[str, int]) -> tuple[list[str], NDArray[Any]]:
    """
    Return texts in order, and for each of their numbers its place in that order.
    """
    order = sorted(texts)
    places = np.empty(len(order), np.int64)
    places[[texts[text] for text in order]] = np.arange(len(order))
    return order, places
