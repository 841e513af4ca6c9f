"""
The reader's copy of a source as text, without what the making of the page put into it.

`read_copy` gives the characters of a text dump or PDF; `clean_lines` drops watermark lines, running heads and page
numbers; `join` puts lines together again and undoes broken lines, spaced digits and letter-spaced titles. Each
character that stays knows where it stood in the copy. Nothing is corrected here: a misprint stays a misprint, and no
word of a source stands in this code (what is special to one stands in its `source.yaml`).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import PolicygraphError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .model import Cleaning

# Fewer listed lines than this after each other may be text: a watermark's line can be one common character.
RUN = 3
WIDE_GAP = 2
# A wave between figures is printed as several signs; a dash of a title is often three.
DASHES = {
    ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d~\uff5e\u301c\u223c"
}
MARKS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
SPACES = re.compile(r"\s+")
SPACED_POINT = re.compile(r"(?<=\d)\s*\.\s+(?=\d)|(?<=\d)\s+\.\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line that holds text: its characters, where it begins in the copy, the page it stands on, and how it was set off.

    `page` counts what seem to be pages, `gap` says that a line of spaces stood before it, `close` that no empty line
    did, `indent` how many spaces it begins with.
    """

    text: str
    start: int
    page: int
    gap: bool
    close: bool
    indent: int


@dataclass(frozen=True, slots=True)
class Clean:
    """
    A cleaned text, and for each of its characters the position in the copy.
    """

    text: str
    at: Sequence[int]

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """
        Return where the stretch from *begin* to *end* stood in the copy; what was taken out of it lies between.
        """
        inside = self.at[begin:end]
        return min(inside), max(inside) + 1


def read_copy(path: Path) -> str:
    """
    Return the text of a reader's copy: a UTF-8 text file, or a PDF by way of pypdfium2.

    Raises:
        PolicygraphError: E408, it can be read as neither; E608, a PDF, and pypdfium2 is not installed.
    """
    try:
        raw = path.read_bytes()
        if raw.startswith(b"%PDF-"):
            return _read_pdf(path)
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as fault:
        raise PolicygraphError("E408", path=path, why=fault.strerror or fault) from None
    except UnicodeDecodeError as fault:
        raise PolicygraphError("E408", path=path, why=f"{fault.reason}, {fault.start}") from None


def _read_pdf(path: Path) -> str:
    try:
        import pypdfium2
    except ImportError:
        raise PolicygraphError("E608", package="pypdfium2", install="'policygraph[pdf]'") from None
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        raise PolicygraphError("E408", path=path, why=fault) from None
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "\n\f".join(pages).replace("\r\n", "\n").replace("\ufffe", "")


def clean_lines(copy: str, cleaning: Cleaning) -> list[Line]:
    """
    Return the lines of a copy that hold text, in their order.

    A page begins at a form feed, at a watermark or running head, and where a line that begins with a space follows one
    directly: that is how converters join pages that they do not mark.
    """
    drop = re.compile("|".join(f"(?:{pattern})" for pattern in cleaning.drop)) if cleaning.drop else None
    headers = {bare(header) for header in cleaning.headers}
    lines: list[Line] = []
    page, gap, empty, started = 0, False, True, False
    for text, start, noise in _marked(copy, cleaning):
        stripped = text.strip()
        if noise:
            started = True
        elif not stripped:
            gap = gap or len(text) >= WIDE_GAP
            empty = True
            started = started or "\f" in text
        else:
            begins = started or text[0] == "\f" or (text[0] in " \u3000" and not empty)
            if bare(stripped) in headers and begins:
                started = True
            elif drop is None or not drop.fullmatch(stripped):
                page += begins
                indent = len(text) - len(text.lstrip())
                lines.append(Line(stripped, start + indent, page, gap, not empty, indent))
                gap = started = False
            empty = False
    return lines


def _marked(copy: str, cleaning: Cleaning) -> Iterator[tuple[str, int, bool]]:
    """
    Yield each line of the copy with its position, and whether it stands in a run of watermark lines.
    """
    listed = {bare(line) for line in cleaning.watermark}
    run: list[tuple[str, int]] = []
    full = 0
    position = 0
    for text in copy.split("\n"):
        word = bare(text)
        if word and word not in listed:
            yield from ((old, at, full >= RUN and bool(old.strip())) for old, at in run)
            run, full = [], 0
            yield text, position, False
        else:
            run.append((text, position))
            full += bool(word)
        position += len(text) + 1
    yield from ((old, at, full >= RUN and bool(old.strip())) for old, at in run)


def join(lines: Iterable[Line]) -> Clean:
    """
    Return lines as one text: no spaces but between two words or figures, ASCII forms of punctuation, no note marks.
    """
    chars: list[str] = []
    at = array("L")
    for line in lines:
        points = {found.start() for found in SPACED_POINT.finditer(line.text)}
        skip = {i for found in SPACED_POINT.finditer(line.text) for i in range(*found.span()) if line.text[i].isspace()}
        space = bool(chars)
        for index, char in enumerate(line.text):
            if char.isspace():
                space = space or (index not in skip and index not in points)
                continue
            if char in MARKS:
                continue
            for part in fold(char):
                if space and chars and _apart(chars[-1], char):
                    chars.append(" ")
                    at.append(line.start + index - 1)
                if not (part == "-" and chars and chars[-1] == "-"):
                    chars.append(part)
                    at.append(line.start + index)
                space = False
    return Clean("".join(chars), at)


def fold(char: str) -> str:
    """
    Return one form for the full and half width, the dashes and the dots of one character.
    """
    return unicodedata.normalize("NFKC", char).translate(DASHES).replace("•", "·").replace("・", "·")


def bare(text: str) -> str:
    """
    Return a text without spaces and in one form, to compare lines that may be letter-spaced.
    """
    return SPACES.sub("", "".join(map(fold, text)))


def _apart(before: str, char: str) -> bool:
    """
    Whether a space between two characters parts words or figures; one around a dash does only before a minus sign.
    """
    return (
        char.isascii() and (char.isalnum() or char == "-") and before.isascii() and (before.isalnum() or before in "%.")
    )
