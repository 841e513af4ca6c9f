"""
Trees as text for a terminal, drawn with lines; what is too long is folded, and Chinese characters count as two columns.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .tables import PIPE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A line keeps this many columns however deep it hangs, though it then reaches beyond a narrow terminal.
LEAST = 30
INDENT = "  "
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
OPENING, CLOSING = "（〈《“‘「『【〔", "，。、；：！？）〉》”’」』】〕"
# What is not broken: a word, or a Chinese character with the marks that may not stand at the end or begin of a line.
PIECE = re.compile(rf"\s+|[{OPENING}]*(?:[{WIDE}]|[^\s{WIDE}{OPENING}{CLOSING}]+)[{CLOSING}]*|.")


@dataclass(frozen=True, slots=True)
class Limb:
    """
    A node of a tree: its line, the lines told of it below, and what hangs on it.
    """

    line: str
    below: tuple[str, ...] = ()
    limbs: tuple[Limb, ...] = ()


def drawn(limbs: Sequence[Limb]) -> list[str]:
    """
    Return the lines of trees that hang side by side, none wider than the terminal unless it is very narrow.
    """
    return list(_drawn(limbs, "", _columns()))


def head(limb: Limb) -> list[str]:
    """
    Return the lines of a node that hangs on nothing, without what hangs on it.
    """
    return _lines(limb, _columns())


def folded(text: str, width: int) -> list[str]:
    """
    Return *text* in lines of at most *width* columns, broken between words or Chinese characters.
    """
    from rich.cells import cell_len, chop_cells

    lines, used = [""], 0
    for piece in PIECE.findall(text.replace("\n", " ").replace("\t", " ")):
        for part in chop_cells(piece, width) if cell_len(piece) > width else (piece,):
            size = cell_len(part)
            if used and used + size > width:
                lines.append("")
                used = 0
            if used or not part.isspace():
                lines[-1] += part
                used += size
    return [line.rstrip() for line in lines]


def _columns() -> int:
    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns


def _lines(limb: Limb, width: int) -> list[str]:
    lines = folded(limb.line, width)
    for line in limb.below:
        lead = INDENT + line[: len(line) - len(line.lstrip())]
        lines += [lead + part for part in folded(line, width - len(lead))]
    return lines


def _drawn(limbs: Sequence[Limb], guide: str, width: int) -> Iterator[str]:
    for number, limb in enumerate(limbs, 1):
        last = number == len(limbs)
        first, rest = guide + ("└── " if last else "├── "), guide + ("    " if last else "│   ")
        lines = _lines(limb, max(width - len(rest), LEAST))
        yield from (f"{first if at == 0 else rest}{line}".rstrip() for at, line in enumerate(lines))
        yield from _drawn(limb.limbs, rest, width)
