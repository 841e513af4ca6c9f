"""
两个事物如何关联：最短的解释，逐步给出处。
How two things are linked: the shortest explanations, each step with its citation.

Prints:
    博士农场 → 农业中关村人才综合改革试验区 → 农业中关村 → 农业农村部
    1 doctor-farm —属于→ agri-reform-zone, p. 58 60
    2 agri-reform-zone —服务对象→ agri-zhongguancun, p. 57
    3 agri-zhongguancun —由其设立→ ministry-of-agriculture, p. 54
"""

import policygraph as pg

store = pg.open_store("out")
ways = pg.path(store, "博士农场", "农业农村部")

# 每一项是一条路径。 An item is one way.
for way in ways:
    print(" → ".join([step.start.label for step in way.steps] + [way.steps[-1].end.label]))

# 作为表格则一行一个联系。 As a table there is a row a link.
for row in ways.to_dicts():
    arrow = f"—{row['label']}→" if row["forward"] else f"←{row['label']}—"
    pages = " ".join(str(cited["page"]) for cited in row["citations"])
    print(row["step"], row["from_id"], arrow, f"{row['to_id']}, p. {pages}")
