"""
Tables as CSV that an office spreadsheet opens as it should: UTF-8 with a byte-order mark, and no cell is a formula.

A cell that begins with ``=``, ``+``, ``-``, ``@``, their full-width forms, a tab or a line's end would run in a
spreadsheet; it gets a leading apostrophe, as OWASP's "CSV Injection" advises. Numbers keep their sign.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BOM = "\ufeff"
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
# No formula, and nothing that needs quotation marks.
PLAIN = re.compile(r'[^=+\-@＝＋－＠\t,"\r\n][^,"\r\n]*')
NEEDS_QUOTES = re.compile(r'[,"\r\n]')
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def safe(value: object) -> str:
    """
    Return the text of a cell so that no spreadsheet takes it for a formula.
    """
    text = str(value)
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def cell(text: str) -> str:
    """
    Return a text as it stands in a line of CSV: no formula, and in quotation marks where it needs them.
    """
    if not text or PLAIN.fullmatch(text):
        return text
    text = safe(text)
    if NEEDS_QUOTES.search(text):
        text = text.replace('"', '""')
        return f'"{text}"'
    return text


class Sheet:
    """
    Writes rows to an open text file, the header and byte-order mark first.
    """

    def __init__(self, file: TextIO, header: Sequence[str]) -> None:
        file.write(BOM)
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(header)

    def add(self, row: Iterable[object]) -> None:
        """
        Write one row.
        """
        self._writer.writerow([safe(value) for value in row])


def to_csv(header: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """
    Return a whole table as CSV text.
    """
    file = io.StringIO(newline="")
    sheet = Sheet(file, header)
    for row in rows:
        sheet.add(row)
    return file.getvalue()
