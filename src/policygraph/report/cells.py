"""
How the numbers, names and dates of findings are written in a report, in Chinese and in English.

What is not known is a dash; no number gets more digits than it deserves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis.finding import Span, Words
from ..entities import Entity
from ..standing import POLICY
from .markup import Markup, join, said, tag
from .words import REPORT, worded

if TYPE_CHECKING:
    from ..analysis.finding import Cell
    from ..ontology import Both

# Digits behind the point, by column; other numbers that are not whole have three below one and else one.
DIGITS = {"betweenness": 3, "rank": 3, "constraint": 3, "chance": 3, "z": 1, "p": 2, "effective_size": 1, "weight": 2}
DIGITS |= {"stable": 2, "modularity": 3, "rand": 3, "information": 3, "assortativity": 3}
DASH = "—"
# So many members of a group are named in a table; the rest stand in its evidence.
MEMBERS = 8


def number(value: float, column: str = "") -> str:
    """
    Return a number as it is written in both languages: 1,304; 0.410; −1.7.
    """
    if isinstance(value, int):
        text = f"{value:,}"
    elif column in DIGITS:
        text = f"{value:.{DIGITS[column]}f}"
    else:
        text = f"{value:.3f}" if abs(value) < 1 else f"{value:,.1f}"
    # What rounds to nothing has no sign.
    return text.replace("-", "\N{MINUS SIGN}" if text.strip("-0.") else "")


def share(part: float) -> str:
    """
    Return a share of a whole as a percentage: 41%; under ten percent with one digit more.
    """
    return f"{100 * part:.0f}%" if part >= 0.0995 or not part else f"{100 * part:.1f}%"


def name(entity: Entity) -> Both:
    """
    Return what a thing is called; the English name is ours, and where there is none it is the Chinese one.
    """
    return entity.label, entity.english or entity.label


def titled(entity: Entity) -> Both:
    """
    Return what a thing is called in a sentence: in Chinese the title of a document stands in its own marks.
    """
    zh, en = name(entity)
    return (f"《{zh}》" if entity.kind == POLICY and not zh.startswith("《") else zh), en


def span(found: Span) -> Both:
    """
    Return from what to what a number may lie, in words.
    """
    if found.low == found.high and found.low is not None:
        return number(found.low), number(found.low)
    if found.low is None and found.high is None:
        return DASH, DASH
    key = "span.most" if found.low is None else "span.least" if found.high is None else "span.between"
    ends = {"low": number(found.low or 0), "high": number(found.high or 0)}
    return worded(key, **ends)


def text(cell: Cell, column: str = "") -> Both:
    """
    Return a cell in words; of many things the first.
    """
    if cell is None or cell == ():
        return DASH, DASH
    if isinstance(cell, Words):
        return cell.zh, cell.en
    if isinstance(cell, Entity):
        return name(cell)
    if isinstance(cell, Span):
        return span(cell)
    if isinstance(cell, tuple):
        names = [name(one) for one in cell[:MEMBERS]]
        rest = worded("and.more", count=len(cell) - MEMBERS) if len(cell) > MEMBERS else ("", "")
        between = (" → ", " → ") if column == "chain" else ("、", ", ")
        return between[0].join(zh for zh, _ in names) + rest[0], between[1].join(en for _, en in names) + rest[1]
    written = str(cell) if column == "year" else number(cell, column)
    return written, written


def named(entity: Entity) -> Markup:
    """
    Return the name of a thing; an English reader sees our translation with the Chinese name behind it.
    """
    if entity.english in ("", entity.label):
        return tag("bdi", entity.label, lang="zh-Hans")
    chinese = tag("small", entity.label, lang="zh-Hans")
    english = tag("bdi", entity.english, " ", chinese, class_="en", lang="en")
    return join([tag("bdi", entity.label, class_="zh", lang="zh-Hans"), english])


def shown(cell: Cell, column: str = "") -> Markup:
    """
    Return a cell as markup.
    """
    if isinstance(cell, Entity):
        return named(cell)
    if isinstance(cell, tuple) and cell and column == "chain":
        steps = [tag("li", named(one)) for one in cell]
        return tag("ol", *steps, class_="chain")
    return said(text(cell, column), "bdi" if isinstance(cell, tuple) else "span")


def said_of(key: str) -> Markup:
    """
    Return words of the report by their key.
    """
    return said(REPORT[key])
