"""
RDF terms as plain Python text, and how to write them safely into a query.

A term is a `str` that also knows what it is, so rows can be printed, compared and sorted without a library's objects.
Two terms are equal when their text is: compare `n3` where an IRI and a text of the same letters must differ.
Nothing here quotes by hand what it does not understand: a term that SPARQL cannot hold is refused.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ..errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

ILLEGAL_IN_IRI = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f]')
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*(--(ltr|rtl))?")
ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    ord(char): f"\\{letter}" for char, letter in zip('\t\n\r"\\', 'tnr"\\', strict=True)
}

INTEGERS = (
    "integer",
    *("long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
    *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)


class Iri(str):
    """
    The IRI of a thing, without angle brackets.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Iri({str(self)!r})"


class Blank(str):
    """
    A thing without a name; its text (``_:b0``) holds within one answer only and cannot be asked for.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Blank({str(self)!r})"


class Literal(str):
    """
    A text, number or date as its letters, with the language tag (in lower case, or None) and the datatype's IRI.
    """

    __slots__ = ("datatype", "lang")

    datatype: Iri
    lang: str | None

    def __new__(cls, text: str, *, lang: str | None = None, datatype: str | None = None) -> Literal:
        """
        Make a plain text, one in a language, or one of a datatype.
        """
        literal = super().__new__(cls, text)
        literal.lang = lang
        literal.datatype = Iri(datatype or (RDF + "langString" if lang else XSD + "string"))
        return literal

    @property
    def value(self) -> str | bool | int | float | Decimal | date:
        """
        The Python value that the letters stand for; the letters themselves where they stand for none.
        """
        known = READERS.get(self.datatype)
        if known is None or not known[0].fullmatch(self):
            return str(self)
        try:
            return known[1](self)
        except ValueError:
            return str(self)  # 2022-02-30, or an integer of more digits than Python will read

    def __repr__(self) -> str:
        kind = f", lang={self.lang!r}" if self.lang else f", datatype={str(self.datatype)!r}"
        return f"Literal({str(self)!r}{'' if self.datatype == XSD + 'string' else kind})"


Term = Iri | Literal | Blank

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(rf"{_DECIMAL.pattern}([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_BOOLEAN = re.compile(r"true|false|1|0")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

READERS: dict[str, tuple[re.Pattern[str], Callable[[str], bool | int | float | Decimal | date]]] = {
    **{XSD + name: (_INTEGER, int) for name in INTEGERS},
    XSD + "decimal": (_DECIMAL, Decimal),
    XSD + "double": (_DOUBLE, float),
    XSD + "float": (_DOUBLE, float),
    XSD + "boolean": (_BOOLEAN, lambda text: text in ("true", "1")),
    XSD + "date": (_DATE, date.fromisoformat),
}


def n3(term: Term | str, lang: str | None = None) -> str:
    """
    Return *term* as SPARQL and N-Triples write it, safe to put into a query.

    Args:
        term: A term; plain text is taken for a literal, never for an IRI.
        lang: The language of plain text.

    Raises:
        QueryError: E504, where the term cannot be written: an IRI that is relative or holds a forbidden character, a
            malformed language tag, half a character pair, or a blank node, which a query takes for a variable.
    """
    try:
        term.encode()
    except UnicodeEncodeError:
        raise QueryError("E504", why=f"{str(term)!r} holds half a character pair") from None
    if isinstance(term, Iri):
        return _iri(term)
    if isinstance(term, Blank):
        raise QueryError("E504", why=f"the blank node {term} has no name that a query could use")
    return _literal(term if isinstance(term, Literal) else Literal(term, lang=lang))


def _iri(iri: Iri) -> str:
    if found := ILLEGAL_IN_IRI.search(iri):
        raise QueryError("E504", why=f"the IRI {str(iri)!r} holds {found.group()!r}")
    if not SCHEME.match(iri):
        raise QueryError("E504", why=f"the IRI {str(iri)!r} is not absolute")
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    quoted = f'"{literal.translate(ESCAPES)}"'
    if literal.lang is not None:
        if not LANGUAGE.fullmatch(literal.lang):
            raise QueryError("E504", why=f"{literal.lang!r} is not a language tag")
        return f"{quoted}@{literal.lang}"
    return quoted if literal.datatype == XSD + "string" else f"{quoted}^^{_iri(literal.datatype)}"
