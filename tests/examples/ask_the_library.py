"""
查询库：按名称提问，参数写事物的名称；书中的表格可逐行重现。
The library of queries: ask by name, and give things by their names; tables of the book come back row by row.

Prints:
    documents-of-table: The documents of a policy table, row by row
    2022-03 平谷区博士后管理和支持办法
    教育部 北京市人民政府战略合作协议
"""

import policygraph as pg

store = pg.open_store("out")

# 有哪些查询，各有什么参数。 Which queries there are, and what they take.
library = pg.queries().to_pandas().set_index("name")
print("documents-of-table:", library.loc["documents-of-table", "title_en"])

# 表3：平谷区的政策文件。 Table 3: the documents of Pinggu.
documents = pg.query(store, "documents-of-table", table="pinggu/1.3/t3").to_pandas()
for _, row in documents[documents["title"].str.contains("博士后")].iterrows():
    print(row["date"], row["title"])

# 参数可写机构的名称。 A body may be given by its name.
for policy in pg.query(store, "policies-by-body", body="教育部"):
    print(policy["title"])
