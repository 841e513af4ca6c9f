"""
Chinese numerals, written with 十百千万亿 (一百二十) or figure by figure (二〇二四), as numbers.

What is no numeral is the caller's fault: it raises KeyError.
"""

from __future__ import annotations

DIGITS = {zh: n for n, zh in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def numeral(text: str) -> float:
    """
    Return the value of a Chinese numeral such as 一百二十 or 两万.
    """
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = digit * 10 + DIGITS[char] if digit and char not in SCALES else DIGITS[char]
        elif SCALES[char] >= 10_000:
            total = (total + section + digit or 1) * SCALES[char]
            section = digit = 0
        else:
            section += (digit or 1) * SCALES[char]
            digit = 0
    return float(total + section + digit)
