"""
Answers as text for a terminal: tables that keep Chinese columns straight, and numbered sources under them.

Citations follow GB/T 7714's numbered style: ``[1] 平谷，一（三），表3第4行，第59页`` in the text,
the book once at the end.
"""

from __future__ import annotations

import io
import re
import shutil
from typing import TYPE_CHECKING

from .phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .citations import Citation
    from .errors import Lang

# What is printed into a file or a pipe has no width of its own; this one fits a page of landscape A4.
PIPE_WIDTH = 140
# A date, a number or a word of Latin letters, not to be broken over lines.
WORD = re.compile(r"[A-Za-z0-9./:-]{2,24}")


class References:
    """
    Numbers the sources of an answer in the order in which they are first cited.
    """

    def __init__(self, books: dict[str, str], lang: Lang) -> None:
        self._books = books
        self._lang = lang
        self._numbers: dict[str, int] = {}

    def cite(self, citations: Iterable[Citation]) -> str:
        """
        Word citations as ``[1] 平谷，一（三），表3第4行，第59页``, one a line.
        """
        lines = []
        for citation in citations:
            words = citation.within[0] if self._lang == "zh" else citation.within[1]
            lines.append(f"{self.number(citation.source)} {words}")
        return "\n".join(dict.fromkeys(lines))

    def number(self, source: str) -> str:
        """
        Return the number of a source, such as ``[1]``; the next one where it has none yet.
        """
        return f"[{self._numbers.setdefault(source, len(self._numbers) + 1)}]"

    def books(self) -> list[str]:
        """
        Return the sources that were cited, as they are listed at the end.
        """
        return [f"[{number}] {self._books.get(source, source)}" for source, number in self._numbers.items()]


def marked(modality: str, why: str, lang: Lang) -> str:
    """
    Return the mark behind what is not stated: `` [推断：由本项目归类]``.
    """
    if modality == "stated":
        return ""
    colon = "：" if lang == "zh" else ": "
    return f" [{phrase(modality, lang)}{colon + why if why else ''}]"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> str:
    """
    Return rows as a table of text; long cells are folded, and Chinese characters count as two columns.
    """
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width, cells = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, [tuple(row) for row in rows]
    grid = Table(box=SIMPLE_HEAD, title=Text(title) if title else None, title_justify="left", pad_edge=False)
    for name, *column in zip(header, *cells, strict=True):
        # A citation that is broken in the middle is hard to read; other cells give way to it while they have room.
        cited = name in (phrase("at", "zh"), phrase("at", "en"))
        whole = cited and max((cell_len(line) for cell in column for line in cell.split("\n")), default=0) * 3 <= width
        word = max((len(found) for cell in column for found in WORD.findall(cell)), default=0)
        grid.add_column(Text(name), overflow="fold", no_wrap=whole, min_width=min(word, width // (len(header) + 1)))
    for row in cells:
        grid.add_row(*map(Text, row))
    file = io.StringIO()
    Console(file=file, width=width, color_system=None, legacy_windows=False).print(grid)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()).strip("\n")
