"""
用 SPARQL 取数据：整数、小数与日期各按其类型成列，可直接计算。
Figures by SPARQL: whole numbers, decimals and days come as columns of their own types, ready to compute with.

Prints:
    117.0 2022-01-01
    <class 'decimal.Decimal'>
"""

import policygraph as pg

store = pg.open_store("out")
figures = pg.query(
    store,
    """
    SELECT DISTINCT ?value ?since WHERE {
      ?figure pg:indicator id:ind-doctor-farms ; pg:about id:doctor-farm ;
        sdmx-measure:obsValue ?value ; pg:time/pg:beginEarliest ?since .
    }
    """,
)
# 常用前缀不必声明。 The project's prefixes need no declaration.
frame = figures.to_pandas()
print(frame["value"].max(), frame["since"].min().date())

# 字典保留原样：小数不失精度。 Dictionaries keep decimals exact.
print(type(figures.to_dicts()[0]["value"]))
