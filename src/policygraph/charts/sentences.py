"""
What charts say that holds a name or a number, put together in Chinese and in English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis.finding import Span
    from ..ontology import Both


def counts(thing: Both, numbers: Sequence[tuple[Both, Both | int | str]]) -> Both:
    """
    Return a thing with its numbers in words: 北京市：文件 3，机制 1.
    """
    said = [(words, number if isinstance(number, tuple) else (f"{number}",) * 2) for words, number in numbers]
    zh = "，".join(f"{words[0]} {number[0]}" for words, number in said)
    en = ", ".join(f"{words[1]} {number[1]}" for words, number in said)
    return f"{thing[0]}：{zh}", f"{thing[1]}: {en}"


def first(words: Both, kept: int, every: int) -> Both:
    """
    Return words that also tell, where that is so, that only the first so many of all are drawn.
    """
    if kept >= every:
        return words
    return f"{words[0]}只画前{kept}项，共{every}项。", f"{words[1]} Only the first {kept} of {every} are drawn."


def last(words: Both, kept: int, every: int) -> Both:
    """
    Return words that also tell, where that is so, that only the last so many years of all are drawn.
    """
    if kept >= every:
        return words
    return f"{words[0]}只画最近{kept}年，共{every}年。", f"{words[1]} Only the last {kept} of {every} years are drawn."


def cut(words: Both, rows: tuple[int, int], columns: tuple[int, int]) -> Both:
    """
    Return words that also tell how many rows and columns of how many a table shows, where it does not show all.
    """
    if rows[0] >= rows[1] and columns[0] >= columns[1]:
        return words
    return (
        f"{words[0]}只画内容最多的{rows[0]}行（共{rows[1]}行）和{columns[0]}列（共{columns[1]}列）。",
        f"{words[1]} Only the fullest {rows[0]} of {rows[1]} rows and {columns[0]} of {columns[1]} columns are drawn.",
    )


def framed(words: Both, kept: int) -> Both:
    """
    Return words that also tell that only so many empty cells have a frame.
    """
    return f"{words[0]}只框出预期最多的{kept}格。", f"{words[1]} Only the {kept} where most is expected have a frame."


def paired(one: Both, other: Both) -> Both:
    """
    Return two names as a pair.
    """
    return f"{one[0]} — {other[0]}", f"{one[1]} — {other[1]}"


def without(thing: Both) -> Both:
    """
    Return that the sources have nothing of it.
    """
    return f"{thing[0]}：{NONE[0]}", f"{thing[1]}: {NONE[1]}"


def descended(topic: Both, upper: Both, lower: Both) -> Both:
    """
    Return a topic and the two places between which it came down.
    """
    return f"{topic[0]}：{upper[0]} → {lower[0]}", f"{topic[1]}: {upper[1]} → {lower[1]}"


def apart(steps: int, lag: Span | None, most: int) -> Both:
    """
    Return of how many steps a chain is, how many months lie between its ends, and where not all steps are drawn.
    """
    months = spanned(lag) if lag else ("不详", "not known")
    zh, en = (f"（只画前{most}步）", f" (the first {most} are drawn)") if steps > most else ("", "")
    return f"{steps}步{zh}，相隔月数：{months[0]}", f"steps: {steps}{en}; months between: {months[1]}"


def spanned(span: Span) -> Both:
    """
    Return the least and the most, or the one number that both are.
    """
    low, high = ("…" if end is None else f"{end}".replace("-", "−") for end in (span.low, span.high))
    return (low, low) if low == high else (f"{low}至{high}", f"{low} to {high}")


def figured(value: float) -> str:
    """
    Return a share with three decimals.
    """
    return f"{value:.3f}"
