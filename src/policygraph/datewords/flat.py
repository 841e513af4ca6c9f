"""
The flat form of a text, in which dates are looked for: one sign for each sort of dash, zero and quotation mark, ASCII
for full-width forms, and no spaces but one between two figures, which a PDF may have put into a number.

A tab or an empty line parts what stands beside it, and stays as a line feed. Only signs change: nothing is corrected.
"""

from __future__ import annotations

from ..dates import ASCII

DASH, HYPHEN, WAVE = "—", "-", "~"
SIGNS = {code: chr(sign) if isinstance(sign, int) else sign for code, sign in ASCII.items()}
SIGNS |= {ord(sign): DASH for sign in "–—―─−﹘"} | {ord(sign): HYPHEN for sign in "‐‑﹣－"}
SIGNS |= {ord(sign): WAVE for sign in "～〜∼"} | {ord(sign): '"' for sign in "“”‘’「」『』＂'"}
SIGNS |= {ord(sign): "〇" for sign in "○◯"}
# Zero-width and soft characters, which stand in words copied from web pages.
UNSEEN = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
FIGURES = frozenset("0123456789")
PARTING = "\n"


def flatten(text: str) -> tuple[str, list[int]]:
    """
    Return the flat form of a text, and for each of its characters the index in the text; linear in its length.
    """
    chars: list[str] = []
    at: list[int] = []
    space = ""
    for index, char in enumerate(text):
        if char in UNSEEN:
            continue
        if char.isspace():
            space += char
            continue
        sign = SIGNS.get(ord(char), char)
        if space and chars:
            parted = "\t" in space or space.count("\n") > 1
            if parted or (sign in FIGURES and chars[-1] in FIGURES):
                chars.append(PARTING if parted else " ")
                at.append(index - 1)
        space = ""
        chars.append(sign)
        at.append(index)
    return "".join(chars), at
