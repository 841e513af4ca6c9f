"""
The rules as a table for people, in Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .rules import RULES

if TYPE_CHECKING:
    from ..errors import Lang
    from .rules import Example


def rules_table(lang: Lang) -> str:
    """
    Return the rules as a Markdown table for people; what an example counts from stands in brackets behind it.
    """
    n = 0 if lang == "zh" else 1
    head = (("规则", "词语 → EDTF", "含义", "依据"), ("rule", "words → EDTF", "meaning", "source"))[n]
    rows = [
        (f"`{rule.key}`", "<br>".join(_shown(one, n) for one in rule.examples), rule.definition[n], rule.source[n])
        for rule in RULES
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _shown(example: Example, n: int) -> str:
    given = [
        f"{words[n]} {date}"
        for words, date in ((("前文", "after"), example.anchor), (("写于", "written"), example.written))
        if date
    ]
    tail = (f"（{'，'.join(given)}）", f" ({', '.join(given)})")[n] if given else ""
    return f"{example.words} → {f'`{example.edtf}`' if example.edtf else '—'}{tail}"
