"""
JSON Lines: records by the million, one a line, read into the same plain values as YAML and refused for the same faults.

A line that cannot be used is one problem, and reading goes on with the next; memory holds one line.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .errors import Place, Problem, problem
from .values import CONTROL, LEVELS, Mapping, Report, Value, brief, code_point, column, encoding_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from io import BufferedReader
    from pathlib import Path

LINE_BYTES: Final = 16 * 2**20

# What json decodes without complaint and a record may not hold; strings, so that words within them are not meant.
JSON_TOKEN: Final = re.compile(r'("(?:[^"\\]++|\\.)*+")(\s*+:)?|[\[\]{}]|true|false|null|NaN|-?Infinity')
# The first key and value of a line.
HEAD: Final = re.compile(rb'\{"([a-z-]+)": ?"([a-z0-9-]+)"[,}]')
JSON_ESCAPE: Final = re.compile(r"\\(?:[bfr]|u(?:00[01][0-9a-f]|007f|00[89][0-9a-f]|d[89a-f]|fff[ef]))", re.IGNORECASE)


class Stretch(NamedTuple):
    """
    Some lines of a file: from which byte up to which (-1: the last), and how many lines come before.
    """

    begin: int = 0
    end: int = -1
    lines: int = 0


WHOLE: Final = Stretch()


def stretches(path: Path, parts: int) -> list[Stretch]:
    """
    Return a JSON Lines file in so many stretches of about equal size, each of whole lines. Reads the file once.
    """
    size = path.stat().st_size
    found, begin, lines = [], 0, 0
    with path.open("rb") as file:
        for part in range(1, parts):
            before = lines
            while begin + (left := size * part // parts - file.tell()) > begin:
                lines += file.read(min(left, 1 << 24)).count(b"\n")
            lines += bool(file.readline())
            found.append(Stretch(begin, begin := file.tell(), before))
    return [*found, Stretch(begin, -1, lines)]


def read_jsonl(
    path: Path, shown: str, problems: list[Problem], stretch: Stretch = WHOLE, heads: Collection[str] = ()
) -> Iterator[Mapping]:
    """
    Yield the records of a JSON Lines file, or of some of its lines, one a line; see `yamlio.read_records`.

    A line that cannot be used is one problem, at its first fault. The record's place is its line; its values are plain
    str, list and dict. Numbers stay as written (``1.10``). Holds one line, of at most `LINE_BYTES`, at a time.
    """
    number, offset = stretch.lines, stretch.begin
    with Report(shown, problems) as report, path.open("rb") as file:
        file.seek(offset)
        while offset != stretch.end and (line := file.readline(LINE_BYTES + 1)):
            number += 1
            place = Place(shown, number, 1)
            if len(line) > LINE_BYTES:
                report.at(place, "E008", why=f"a line longer than {LINE_BYTES >> 20} MB")
                offset += _skip_line(file, line)
            elif heads and (head := _head(line, place, heads)):
                yield head
            elif isinstance(found := _record(line, place, offset), Problem):
                report.add(found)
            elif found is not None:
                yield found
            offset += len(line)


class _Doubt(Exception):  # noqa: N818 - not an error: the line needs a closer look
    """
    Stops the decoding of a line that holds something to be refused.
    """


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Doubt
    return made


def _constant(name: str) -> Value:
    raise _Doubt(name)


JSON: Final = json.JSONDecoder(object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_constant)


def _skip_line(file: BufferedReader, line: bytes) -> int:
    """
    Read on to the end of a line of which *line* is the beginning; return how many bytes that took.
    """
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(2**16)
        skipped += len(line)
    return skipped


def _head(line: bytes, place: Place, heads: Collection[str]) -> Mapping | None:
    """
    Return the first key of a line with its value, where it is one of *heads* and no modality or escape after it can
    change what they mean.
    """
    found = HEAD.match(line)
    if found is None or b"\\" in line or b"planned" in line or b"proposed" in line:
        return None
    key = found[1].decode()
    return Mapping({key: found[2].decode()}, place) if key in heads else None


def _record(line: bytes, place: Place, offset: int) -> Mapping | Problem | None:
    """
    Return the record of one line, or its first problem, or None for a blank line.
    """
    try:
        text = line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        return encoding_problem(error, Place(place.file, place.line), offset)
    if place.line == 1:
        text = text.removeprefix("\ufeff")
    if not text.isprintable() and (found := CONTROL.search(text)):
        return problem(column(place, found.start()), "E010", char=code_point(found[0]))
    if not text.strip(" \t"):
        return None
    try:
        value = JSON.decode(text)
    except json.JSONDecodeError as error:
        return problem(column(place, error.pos), "E008", why=error.msg)
    except (RecursionError, _Doubt):
        if fault := _fault(text, place):
            return fault
        raise
    if not isinstance(value, dict):
        return problem(column(place, len(text) - len(text.lstrip())), "E008", why="expected an object {…}")
    return (_is_doubtful(text) and _fault(text, place)) or Mapping(value, place)


def _is_doubtful(text: str) -> bool:
    """
    Tell cheaply whether a line may hold what only `_fault`, many times slower, can tell for certain.
    """
    words = "true" in text or "false" in text or "null" in text
    return words or text.count("{") + text.count("[") >= LEVELS or bool("\\" in text and JSON_ESCAPE.search(text))


def _fault(text: str, place: Place) -> Problem | None:
    """
    Return the first thing in a line of valid JSON that a record may not hold, at its column.
    """
    # The keys met in each open object (a list has none); as in YAML, the list of all records is the outermost level.
    keys: list[set[str]] = [set()]
    for token in JSON_TOKEN.finditer(text):
        at = column(place, token.start())
        if token[1]:
            name: str = json.loads(token[1])
            if found := CONTROL.search(name):
                return problem(at, "E010", char=code_point(found[0]))
            if token[2] and name in keys[-1]:
                return problem(at, "E003", key=brief(name), first=place.line)
            if token[2]:
                keys[-1].add(name)
        elif token[0] in "{[":
            if len(keys) == LEVELS:
                return problem(at, "E005", limit=LEVELS)
            keys.append(set())
        elif token[0] in "}]":
            keys.pop()
        else:
            return problem(at, "E012", what=token[0])
    return None
