"""
Markup that cannot be broken: every text is escaped as it enters, and only what was made here passes as it is.

What is said in both languages stands in both; the style sheet shows the one that the page is read in.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..webpage import UNPAIRED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..ontology import Both

VOID = frozenset({"br", "hr"})


class Markup(str):
    """
    Text that is markup already.
    """

    __slots__ = ()


def safe(text: str) -> Markup:
    """
    Return a text as markup that shows it; what is markup stays as it is.
    """
    return text if isinstance(text, Markup) else Markup(escape(UNPAIRED.sub("\ufffd", text)))


def join(parts: Iterable[str], between: str = "") -> Markup:
    """
    Return parts in a row, each made safe.
    """
    return Markup(str(safe(between)).join(map(safe, parts)))


def tag(name: str, *children: str, **attributes: str | bool | None) -> Markup:
    """
    Return an element. A name of an attribute loses the underscore at its end, and others become hyphens.

    An attribute that is None or False is left out, that of True is empty: what is made can be read as XML, too.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + f'="{"" if value is True else safe(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>" + ("" if name in VOID else f"{join(children)}</{name}>"))


def said(words: Both, name: str = "span") -> Markup:
    """
    Return words in both languages, as elements of that name; once where both are the same.
    """
    zh, en = words
    if zh == en and zh.isascii():
        return safe(zh) if name == "span" else tag(name, zh)
    return join([tag(name, zh, class_="zh", lang="zh-Hans"), tag(name, en, class_="en", lang="en")])
