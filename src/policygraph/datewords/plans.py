"""
The five-year plans and the years that each was made for: every five years from 1953, but for 1963 to 1965.
"""

from __future__ import annotations

import re

YEARS = 5
ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
# The plan's short name -> its first year: 一五 1953 … 十四五 2021.
PLANS = {f"{zh}五": 1953 + YEARS * n + (3 if n > 1 else 0) for n, zh in enumerate(ORDINALS)}
NAME = r"(?:十[一二三四五]?五|[一二三四五六七八九]五)"
# A plan's period in running text without quotation marks: 十五 alone is a number.
PLAN = re.compile(rf"(?<![一二三四五六七八九十])({NAME})(?=时期|期间|规划|末|初|以来|$)")


def period(first: int) -> str:
    """
    Return the years of the plan that begins in the year *first*, as EDTF.
    """
    return f"{first}/{first + YEARS - 1}"
