"""
Files of records: YAML that people write and JSON Lines by the million, read into the same plain values.

Text stays the text that stands in the file and knows its place there. YAML's own typing, anchors, aliases, merges and
tags are refused, and so are empty values, repeated keys, control characters, deep nesting and any encoding but UTF-8.
What a record means is not decided here. Nothing is raised: a problem is recorded at its place and reading goes on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from .errors import Place, Problem, problem
from .jsonl import WHOLE, Stretch, read_jsonl
from .values import (
    CONTROL,
    LEVELS,
    Enough,
    Items,
    Mapping,
    Report,
    Text,
    Value,
    brief,
    code_point,
    encoding_problem,
    place_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

YAML_BYTES: Final = 64 * 2**20

# Without libyaml the same events come from pure Python, about ten times slower.
LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# A key that was refused, so that its value goes nowhere. No key is spelled like this: it holds a control character.
REFUSED: Final = "\0"

# Faults that the parser notices lines after the key or the opening quote that they are about.
NOTICED_LATE: Final = {"could not find expected ':'", "found unexpected end of stream"}

# In a YAML file the Unicode line breaks are refused too: YAML counts them as lines, which no editor does.
RAW_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
LINE_BREAK: Final = re.compile("\r\n?|\n")


def read_records(
    path: Path, shown: str, problems: list[Problem], stretch: Stretch = WHOLE, heads: Collection[str] = ()
) -> Iterator[Mapping]:
    """
    Yield the records of a file, read as its suffix says: ``.yaml`` and ``.yml``, or ``.jsonl``.

    Args:
        path: The file.
        shown: Its name as people are to see it in messages.
        problems: Gets what is wrong with the file; after `MOST_PROBLEMS` one that says so, and the rest is not read.
        stretch: Which lines of a ``.jsonl`` file; all of them by default.
        heads: First keys of records of which no more than that key and its value is wanted: of a ``.jsonl`` file the
            rest of their lines is then neither decoded nor judged, which is four times as fast.

    Yields:
        The records that could be read, in the order of the file, also when there are problems.

    Memory is bounded for JSON Lines; a YAML file is held whole. Time is linear in the size of the file.
    """
    match path.suffix.lower():
        case ".jsonl":
            yield from read_jsonl(path, shown, problems, stretch, heads)
        case ".yaml" | ".yml":
            yield from (record for record in read_yaml(path, shown, problems) if isinstance(record, Mapping))
        case _:
            problems.append(problem(Place(shown), "E011", why="not .yaml, .yml or .jsonl"))


def read_yaml(path: Path, shown: str, problems: list[Problem]) -> Items:
    """
    Return the records, each a `Mapping`, of a YAML file whose top level is a list; see `read_records`.

    After a syntax error the list holds the records that were complete before it.
    """
    report = _Tally(shown, problems)
    top = _read_top(path, report)
    records = Items(place=place_of(top, Place(shown)))
    with report:
        if not isinstance(top, Items) and (top is not None or not report.count):
            report.at(records.place, "E006")
        for item in top if isinstance(top, Items) else ():
            if isinstance(item, Mapping):
                records.append(item)
            else:
                report.at(place_of(item, Place(shown)), "E006")
    return records


def read_yaml_mapping(path: Path, shown: str, problems: list[Problem]) -> Mapping:
    """
    Return the one mapping that a YAML file such as ``source.yaml`` is, empty when it is none; see `read_records`.
    """
    report = _Tally(shown, problems)
    top = _read_top(path, report)
    if isinstance(top, Mapping):
        return top
    if top is not None or not report.count:
        problems.append(problem(place_of(top, Place(shown)), "E017"))
    return Mapping(place=Place(shown))


class _Tally(Report):
    """
    The tally of a YAML file, which also takes the parser's own errors.
    """

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, yaml.YAMLError):
            self.problems.append(_syntax_problem(error, self.shown))
            self.count += 1
            return True
        return super().__exit__(kind, error, trace)


def _read_top(path: Path, report: Report) -> Value | None:
    """
    Return the value of a YAML file, or what of it was complete when reading ended; None when there is nothing.
    """
    events = _Events(report)
    with report:
        for event in yaml.parse(_text_of(path, report), Loader=LOADER):
            events.take(event)
    return events.top


def _text_of(path: Path, report: Report) -> str:
    with path.open("rb") as file:
        data = file.read(YAML_BYTES + 1)
    if len(data) > YAML_BYTES:
        report.end(None, "E015", limit=YAML_BYTES >> 20)
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        report.add(encoding_problem(error, Place(report.shown, data.count(b"\n", 0, error.start) + 1), 0))
        raise Enough from None
    if text.count("%TAG") > LEVELS:
        # libyaml compares each such directive with all before it: a file full of them would take hours.
        report.end(None, "E007", tag="%TAG")
    if RAW_CONTROL.search(text):
        for number, line in enumerate(LINE_BREAK.split(text), 1):
            # One a line is enough: a binary file would fill the screen.
            if found := RAW_CONTROL.search(line):
                report.at(Place(report.shown, number, found.start() + 1), "E010", char=code_point(found[0]))
        raise Enough
    return text


class _Events:
    """
    Builds values from YAML events on a stack of its own, so that no depth of nesting meets Python's.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.top: Value | None = None
        self.documents = 0
        # The containers that have not ended, and for each the key whose value comes next (None: a key comes next).
        self.open: list[Mapping | Items] = []
        self.keys: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = Place(self.report.shown, mark.line + 1, mark.column + 1) if mark else Place(self.report.shown)
        match event:
            case yaml.ScalarEvent():
                self.check_properties(event, place)
                self.scalar(event.value, place, plain=not event.style)
            case yaml.CollectionStartEvent():
                self.check_properties(event, place)
                self.start(Items(place=place) if isinstance(event, yaml.SequenceStartEvent) else Mapping(place=place))
            case yaml.CollectionEndEvent():
                self.keys.pop()
                self.put(self.open.pop())
            case yaml.AliasEvent():
                self.report.at(place, "E004")
                self.put(None)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.report.end(place, "E014")

    def check_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor is not None:
            self.report.at(place, "E004")
        if event.tag is not None:
            self.report.at(place, "E007", tag=brief(event.tag.replace("tag:yaml.org,2002:", "!!", 1)))

    def start(self, value: Mapping | Items) -> None:
        if len(self.open) == LEVELS:
            self.report.end(value.place, "E005", limit=LEVELS)
        if not self.open:
            self.top = value
        elif isinstance(self.open[-1], Mapping) and self.keys[-1] is None:
            self.report.at(value.place, "E013")
        self.open.append(value)
        self.keys.append(None)

    def scalar(self, text: str, place: Place, *, plain: bool) -> None:
        holder = self.open[-1] if self.open else None
        key = self.keys[-1] if self.open else None
        if isinstance(holder, Mapping) and key is None:
            self.keys[-1] = text if self.is_key(text, holder, place, plain=plain) else REFUSED
        elif text or not plain:
            self.put(Text(text, place) if self.is_printable(text, place) else None)
        else:
            # The mark of an empty value is where the parser looked next; its key is what people look for.
            self.report.at(holder.keys_at.get(key or "", place) if isinstance(holder, Mapping) else place, "E009")
            self.put(None)

    def is_key(self, key: str, holder: Mapping, place: Place, *, plain: bool) -> bool:
        if plain and key in {"", "<<"}:
            self.report.at(place, "E004" if key else "E009")
        elif key in holder.keys_at:
            self.report.at(place, "E003", key=brief(key), first=holder.keys_at[key].line)
        elif self.is_printable(key, place):
            holder.keys_at[key] = place
            return True
        return False

    def is_printable(self, text: str, place: Place) -> bool:
        if text.isprintable() or not (found := CONTROL.search(text)):
            return True
        self.report.at(place, "E010", char=code_point(found[0]))
        return False

    def put(self, value: Value | None) -> None:
        """
        Hand a complete value, or None for one that was refused, to what it stands in.
        """
        if not self.open:
            self.top = value
        elif isinstance(holder := self.open[-1], Items):
            if value is not None:
                holder.append(value)
        elif (key := self.keys[-1]) is None:
            # What stands here as a key is no text: that is already reported.
            self.keys[-1] = REFUSED
        else:
            if value is not None and key != REFUSED:
                holder[key] = value
            self.keys[-1] = None


def _syntax_problem(error: yaml.YAMLError, shown: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return problem(Place(shown), "E002", why=brief(str(error)))
    why = str(error.problem)
    if error.context_mark and why in NOTICED_LATE:
        mark = error.context_mark
    elif error.context_mark and error.context_mark.line < mark.line:
        why += f" ({error.context} from line {error.context_mark.line + 1})"
    return problem(Place(shown, mark.line + 1, mark.column + 1), "E002", why=why)
