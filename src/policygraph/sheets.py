"""
Tables as they are declared, and as people see them: in a notebook and on a console, in Chinese or in English.

Each kind of answer declares its columns once, with the key and the sort of their values and how they read. A page
shows what came from data as text and never obeys it; it shows the first rows only, and says how many more there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .phrases import phrase
from .tables import table as grid

if TYPE_CHECKING:
    from .errors import Lang

R = TypeVar("R")
S = TypeVar("S")
Both = tuple[str, str]

# What is shown of a group of rows, and of one cell (characters).
SHOWN = 20
LONGEST = 400
NOTHING: Both = ("", "")
# Gray at half strength is seen on white and on black alike; all else is the notebook's own.
LINE = "border:0;border-bottom:1px solid rgba(128,128,128,.5);padding:.2em .9em .2em 0;text-align:left"
TABLE = "border-collapse:collapse"
HEAD = f"{LINE};white-space:nowrap"
CELL = f"{LINE};vertical-align:top;max-width:36em;overflow-wrap:break-word;white-space:pre-line"
SMALL = "font-size:85%;overflow-wrap:anywhere"


class Sort(Enum):
    """
    What the values of a column are, with the types of pandas and polars that hold them.

    pandas keeps days to the second, because its nanoseconds end in 2262 and an open end is 9999-12-31. A decimal
    becomes a float in a frame; dictionaries keep it as it is.
    """

    TEXT = ("string", "String")
    TEXTS = ("object", "String")
    DATE = ("datetime64[s]", "Date")
    WHOLE = ("Int64", "Int64")
    NUMBER = ("float64", "Float64")
    FLAG = ("boolean", "Boolean")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """
    One column of the rows *R*: its key, how its value is had from a row, and the sort of its values.

    A sort that is a mapping stands for a list of dictionaries with these keys. With a heading (zh, en) people are shown
    the column: as `words`, or else as its value; `notes` are footnotes to a cell, in both languages.
    """

    key: str
    value: Callable[[R], Any]
    sort: Sort | Mapping[str, Sort] = Sort.TEXT
    heading: Both = NOTHING
    words: Callable[[R, Lang], str] | None = None
    notes: Callable[[R], Iterable[Both]] | None = None

    def of(self, inner: Callable[[S], R], prefix: str = "", heading: Both | None = None) -> Column[S]:
        """
        Return this column for rows that hold a row of its own; *prefix* goes before its key.
        """
        words, notes = self.words, self.notes
        return Column(
            prefix + self.key,
            lambda row: self.value(inner(row)),
            self.sort,
            self.heading if heading is None else heading,
            words and (lambda row, lang: words(inner(row), lang)),
            notes and (lambda row: notes(inner(row))),
        )


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """
    Rows in groups, each under its heading (zh, en; empty where there is but one), their columns, and a title.

    What `hidden` says of a row keeps it from people's eyes, not from frames.
    """

    columns: Sequence[Column[R]]
    groups: Sequence[tuple[Both, Sequence[R]]]
    title: Both = NOTHING
    hidden: Callable[[R], bool] | None = None

    @property
    def rows(self) -> list[R]:
        """
        All rows.
        """
        return [row for _, group in self.groups for row in group]


def worded(
    key: str, words: Callable[[R], Both], heading: Both = NOTHING, shown: Callable[[R, Lang], str] | None = None
) -> tuple[Column[R], Column[R]]:
    """
    Return the two columns of what is said in both languages: *key* in Chinese, ``key_en`` in English.
    """
    show = shown or (lambda row, lang: words(row)[lang == "en"])
    return (
        Column(key, lambda row: words(row)[0] or None, heading=heading, words=show if any(heading) else None),
        Column(f"{key}_en", lambda row: words(row)[1] or None),
    )


def html(whole: Table[R], lang: Lang) -> str:
    """
    Return a table as a piece of a page: every text escaped, citations as numbered footnotes, no script and no address.
    """
    columns, groups = _for_eyes(whole)
    footnotes: dict[str, int] = {}
    parts = [_block("strong", whole.title[lang == "en"])]
    head = "".join(f'<th style="{HEAD}">{escape(plain(c.heading[lang == "en"]))}</th>' for c in columns)
    for heading, rows, more in groups:
        body = ""
        for row in rows:
            cells = "".join(f'<td style="{CELL}">{_marked_up(c, row, lang, footnotes)}</td>' for c in columns)
            body += f"<tr>{cells}</tr>"
        parts.append(_block("em", heading[lang == "en"]))
        parts.append(f"<table style='{TABLE}'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        parts.append(_block("span", phrase("more", lang, count=more) if more else ""))
    if not groups:
        parts.append(_block("span", phrase("none", lang)))
    notes = "".join(f"<div>[{number}] {escape(plain(words))}</div>" for words, number in footnotes.items())
    parts.append(f'<div style="{SMALL}">{notes}</div>' if notes else "")
    return f'<div class="policygraph" lang="{lang}">{"".join(parts)}</div>'


def text(whole: Table[R], lang: Lang) -> str:
    """
    Return a table as text for a console, citations in words.
    """
    columns, groups = _for_eyes(whole)
    lines = [plain(whole.title[lang == "en"])]
    head = [plain(c.heading[lang == "en"]) for c in columns]
    for heading, rows, more in groups:
        lines.append(plain(heading[lang == "en"]))
        lines.append(grid(head, [[_spelled_out(c, row, lang) for c in columns] for row in rows]))
        lines.append(phrase("more", lang, count=more) if more else "")
    return "\n".join(filter(None, lines)) if groups else phrase("none", lang)


def plain(text: str) -> str:
    """
    Return a text as a terminal or a page may show it: what they would obey is a space, and what is endless is cut.
    """
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return "".join(c if c == "\n" or c.isprintable() or c == "\u3000" else " " for c in cut)


def _cell(column: Column[R], row: R, lang: Lang) -> str:
    if column.words:
        return plain(column.words(row, lang))
    value = column.value(row)
    if isinstance(value, list):
        return plain("、".join(map(str, value)) if lang == "zh" else ", ".join(map(str, value)))
    return "" if value is None else plain(str(value))


def _for_eyes(table: Table[R]) -> tuple[list[Column[R]], list[tuple[Both, list[R], int]]]:
    """
    Return the columns that people see, and the groups that hold rows: heading, rows as far as they are shown, and how
    many more there are.

    A column with nothing to say in these rows is left out; what is left of too many groups counts for the last shown.
    """
    groups: list[tuple[Both, list[R], int]] = []
    for heading, rows in table.groups:
        seen = [row for row in rows if not (table.hidden and table.hidden(row))]
        if len(groups) < SHOWN and seen:
            groups.append((heading, seen[:SHOWN], len(seen[SHOWN:])))
        elif seen:
            groups[-1] = (*groups[-1][:2], groups[-1][2] + len(seen))
    rows = [row for _, some, _ in groups for row in some]
    columns = [c for c in table.columns if any(c.heading)]
    told = [c for c in columns if any((c.notes and any(c.notes(row))) or _cell(c, row, "zh") for row in rows)]
    return told or columns, groups


def _block(tag: str, words: str) -> str:
    return f"<div><{tag}>{escape(plain(words))}</{tag}></div>" if words else ""


def _marked_up(column: Column[R], row: R, lang: Lang, footnotes: dict[str, int]) -> str:
    if not column.notes:
        return escape(_cell(column, row, lang))
    said = dict.fromkeys(note[lang == "en"] for note in column.notes(row))
    return " ".join(f"[{footnotes.setdefault(words, len(footnotes) + 1)}]" for words in said)


def _spelled_out(column: Column[R], row: R, lang: Lang) -> str:
    if not column.notes:
        return _cell(column, row, lang)
    return plain("\n".join(dict.fromkeys(note[lang == "en"] for note in column.notes(row))))
