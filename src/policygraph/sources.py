"""
Sources: reading `source.yaml`, its outline, and how a citation of a passage is worded.

A citation follows GB/T 7714—2015 and goes on to chapter, section, table row and printed page. The text of a source is
never read here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from .dates import DateProblem, PartialDate
from .errors import Place, nearest, problem
from .model import Chapter, Cleaning, LeftOut, Section, Source
from .values import place_of
from .yamlio import read_yaml_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from .errors import Problem
    from .model import Units
    from .ontology import Both
    from .values import Mapping, Value

Empty = TypeVar("Empty")

REQUIRED = ("source", "title", "outline")
KEYS = (
    *REQUIRED,
    *("name", "series", "editor", "compilers", "publisher", "place", "published", "isbn", "number", "document-code"),
    *("language", "text", "url", "cleaning", "left-out"),
)
CLEANING = ("watermark", "headers", "drop")
LEFT_OUT = ("text", "why", "at")
PAGE = re.compile(r"[0-9]{1,5}")
UNIT = re.compile(r"(?P<table>t\d+/)?(?P<letter>p|t|r|fn|g)(?P<first>\d+)(?:-(?P=letter)(?P<last>\d+))?", re.ASCII)


def read_source(path: Path, shown: str, problems: list[Problem]) -> Source | None:
    """
    Read one `source.yaml`; None and problems where it cannot be used.
    """
    before = len(problems)
    node = read_yaml_mapping(path, shown, problems)
    if len(problems) > before:
        return None
    return _Reader(node, Place(shown), problems).source()


class _Reader:
    """
    Takes the mapping of a `source.yaml` apart; whatever has the wrong form is a problem and is read as empty.
    """

    def __init__(self, node: Mapping, top: Place, problems: list[Problem]) -> None:
        self._node = node
        self._top = top
        self._problems = problems
        self._units: Units = {}

    def source(self) -> Source | None:
        """
        Return the source, or None where a required key is missing.
        """
        node = self._node
        for key in node:
            if key not in KEYS:
                self._fail(node.keys_at.get(key, self._top), "E402", key=key, near=nearest(key, KEYS))
        missing = [key for key in REQUIRED if key not in node]
        for key in missing:
            self._fail(self._top, "E401", key=key)
        if missing:
            return None
        chapters, sections = self._outline()
        title = self._both(node, "title")
        about = self._mapping(node["text"], "text") if "text" in node else {}
        return Source(
            id=self._text(node, "source"),
            name=self._both(node, "name" if "name" in node else "title"),
            title=title,
            citation=gb7714(node, title[0]),
            published=self._day(),
            identifiers=tuple(
                f"{key.upper()} {self._text(node, key)}" for key in ("isbn", "number", "url") if key in node
            ),
            digest=self._text(about, "digest"),
            chapters=tuple(chapters),
            sections=tuple(sections),
            units=self._units,
            cleaning=self._cleaning(),
            left_out=self._left_out(),
        )

    def _outline(self) -> tuple[list[Chapter], list[Section]]:
        chapters, sections = [], []
        for key, value in self._mapping(self._node["outline"], "outline").items():
            chapter = self._mapping(value, key)
            chapters.append(Chapter(key, self._both(chapter, "name", key), self._both(chapter, "title", key)))
            for item in self._list(chapter.get("sections", []), "sections"):
                section = self._mapping(item, "sections")
                locator = f"{key}/{self._text(section, 'at')}"
                sections.append(Section(locator, self._text(section, "number"), self._both(section, "title")))
                for unit, page in self._mapping(section.get("units", {}), "units").items():
                    self._unit(locator, unit, page)
        return chapters, sections

    def _unit(self, section: str, unit: str, page: Value) -> None:
        found = UNIT.fullmatch(unit)
        if not found or not isinstance(page, str) or not PAGE.fullmatch(page):
            self._fail(place_of(page, self._top), "E403", unit=f"{unit}: {page}")
            return
        first, stem = int(found["first"]), f"{found['table'] or ''}{found['letter']}"
        self._units.setdefault((section, stem), []).append((first, int(found["last"] or first), int(page)))

    def _cleaning(self) -> Cleaning:
        node = self._known(self._node.get("cleaning", {}), "cleaning", CLEANING)
        lists = {key: self._texts(node, key) for key in CLEANING}
        for pattern in lists["drop"]:
            try:
                re.compile(pattern)
            except re.error as fault:
                self._fail(place_of(pattern, self._top), "E406", pattern=pattern, why=fault.msg)
                lists["drop"] = ()
        return Cleaning(**lists)

    def _left_out(self) -> tuple[LeftOut, ...]:
        found = []
        for item in self._list(self._node.get("left-out", []), "left-out"):
            node = self._known(item, "left-out", LEFT_OUT)
            texts = self._texts(node, "text")
            for key in ("text", "why"):
                if not node.get(key):
                    self._fail(place_of(item, self._top), "E401", key=f"left-out: {key}")
            found += [LeftOut(text, self._both(node, "why"), self._text(node, "at")) for text in texts]
        return tuple(found)

    def _known(self, value: Value, name: str, keys: tuple[str, ...]) -> dict[str, Value]:
        """
        Return a mapping, having told of keys in it that mean nothing.
        """
        node = self._mapping(value, name)
        for key in node:
            if key not in keys:
                where = getattr(value, "keys_at", {}).get(key, self._top)
                self._fail(where, "E402", key=key, near=nearest(key, keys))
        return node

    def _texts(self, node: dict[str, Value], key: str) -> tuple[str, ...]:
        """
        Return a list of texts; a single text is a list of one.
        """
        value = node.get(key, [])
        items = value if isinstance(value, list) else [value]
        return tuple(item if isinstance(item, str) else self._wrong(item, key, "text", "") for item in items)

    def _day(self) -> str:
        text = self._text(self._node, "published")
        try:
            return PartialDate(text).edtf if text else ""
        except DateProblem as fault:
            self._fail(place_of(self._node["published"], self._top), fault.code, **fault.params)
            return ""

    def _mapping(self, value: Value, key: str) -> dict[str, Value]:
        return value if isinstance(value, dict) else self._wrong(value, key, "a mapping", {})

    def _list(self, value: Value, key: str) -> list[Value]:
        return value if isinstance(value, list) else self._wrong(value, key, "a list", [])

    def _text(self, node: dict[str, Value], key: str) -> str:
        value = node.get(key, "")
        return value if isinstance(value, str) else self._wrong(value, key, "text", "")

    def _both(self, node: dict[str, Value], key: str, default: str = "") -> Both:
        value = node.get(key, default)
        if isinstance(value, dict):
            zh = self._text(value, "value")
            return zh, self._text(value, "en") or zh
        text = value if isinstance(value, str) else self._wrong(value, key, "text", "")
        return text, text

    def _wrong(self, value: Value, key: str, want: str, empty: Empty) -> Empty:
        self._fail(place_of(value, self._top), "E104", key=key, want=want, found=form_of(value))
        return empty

    def _fail(self, place: Place, code: str, **params: object) -> None:
        self._problems.append(problem(place, code, **params))


def form_of(value: object) -> str:
    """
    Name the form of a value for a message.
    """
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, list) else "text"


def gb7714(node: Mapping, title: str) -> str:
    """
    Word the bibliographic reference of a source after GB/T 7714—2015, from the parts that it gives.
    """
    compilers = node.get("compilers", "")
    by = node.get("editor") or ("，".join(map(str, compilers)) if isinstance(compilers, list) else compilers)
    head = f"{by}. " if by else ""
    code = node.get("document-code", "M")
    made = ": ".join(str(node[key]) for key in ("place", "publisher") if key in node)
    year = str(node.get("published", ""))[:4]
    tail = ", ".join(part for part in (made, year) if part)
    return f"{head}{title}[{code}]. {tail}".rstrip(". ") + "."


def word_unit(unit: str) -> Both:
    """
    Word the unit of a locator, such as ``t3/r4``, for people: 表3第4行, table 3 row 4.
    """
    zh, en = [], []
    for part in unit.split("/"):
        stem = part.rstrip("0123456789")
        number = part[len(stem) :]
        forms = {
            "p": ("第{}段", "para. {}"),
            "t": ("表{}", "table {}"),
            "r": ("第{}行", "row {}"),
            "fn": ("脚注{}", "note {}"),
            "g": ("图{}", "figure {}"),
        }
        form = forms.get(stem, ("{}", "{}"))
        zh.append(form[0].format(number))
        en.append(form[1].format(number))
    return "".join(zh), " ".join(en)
