"""
关联网络：哪些事物联系最多，去掉哪些网络就会断开。
The network: which things have most links, and without which it falls apart.

Prints:
    beijing …
    jingjinji …
    mentougou …
    Beijing
"""

import policygraph as pg

store = pg.open_store("out")
graph = pg.network(store)  # 即 networkx.MultiDiGraph。 A networkx.MultiDiGraph, for anything networkx can do.

things = pg.measures(graph).to_pandas()
for _, row in things.head(3).iterrows():
    print(row["id"], row["in"], row["out"], row["parts"])

# 节点自带中英文名称。 Nodes carry their names.
print(graph.nodes["beijing"]["label_en"])
