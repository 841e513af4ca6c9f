"""
平谷区各年的政策文件：按成文日期计数，并存为 Excel 可直接打开的 CSV。
Policy documents of Pinggu a year, counted by their dates, and saved as a CSV that Excel opens.

Prints:
    2021  1
    2022  4
    2023  2
    2024  1
    2024-03-01 to 2024-03-31: 北京市平谷区“高大尚人才培育计划”实施细则（试行）
"""

import policygraph as pg

store = pg.open_store("out")
found = pg.timeline(store, region="平谷区", kind="policy").to_pandas()

# 只要平谷区自己制发的（via 说明因何列入）。 Only the district's own: `via` says by which link each was found.
links = found["via"].map(lambda via: {step["link"].rsplit("#")[-1] for step in via})
own = found[links.map(lambda names: "jurisdiction" in names) & (found["role"].str.endswith("dated"))]

# 日期常只知年月：四列给出最早与最晚的首日和末日。 A date may be a month: four columns bound its first and last day.
for year, group in own.groupby(own["begin_earliest"].dt.year):
    print(year, "", len(group))

last = own.iloc[-1]
print(f"{last['begin_earliest']:%Y-%m-%d} to {last['end_latest']:%Y-%m-%d}: {last['label']}")
own[["label", "edtf", "cited"]].to_csv("pinggu.csv", index=False, encoding="utf-8-sig")
