"""
某日有效的政策：确定的与可能的，并给出理由。
What was in force on a day, certainly or possibly, and why.

Prints:
    certain: 北京市推进农业中关村建设行动计划（2022—2026年）
    …
    possible: 平谷区博士后管理和支持办法
    …
"""

import polars as pl

import policygraph as pg

store = pg.open_store("out")
held = pg.in_force(store, "2023-06-30", region="Pinggu District", kind="policy").to_polars()

# 多数来源不写终止日期，故“可能”居多；理由在 why（中文）与 why_en（英文）两列。
# Most sources give no end, so most are possible; the reason stands in `why` (Chinese) and `why_en` (English).
for fit in ("certain", "possible"):
    for label in held.filter(pl.col("fit") == fit)["label"]:
        print(f"{fit}: {label}")

# 日期列是真正的日期，可以比较和相减。 Columns of days are days: compare and subtract them.
assert held.filter(pl.col("begin_earliest") > pl.date(2023, 6, 30)).is_empty()
