"""
按名称查找事物，再看关于它的事实与出处。
Find things by name, then read the facts about one with their citations.

Prints:
    doctor-farm 博士农场 Doctor Farm
    …
    通武廊：参与方 廊坊市（北京人才发展报告（2024），总报告，三（四），第1段，第19页）
"""

import policygraph as pg

# “out” 是 policygraph build 的产物所在。 The folder that `policygraph build` made.
store = pg.open_store("out")

# 两个汉字即可；也可用拼音或英文。 Two Chinese characters will do; so will pinyin or English.
for thing in pg.find(store, "农场"):
    print(thing.id, thing.label, thing.english)

# 名称可用中文、英文或标识。 A name may be Chinese, English or an id.
about = pg.show(store, "Tong–Wu–Lang")
for line in about.facts:
    # 一行一条事实：属性与值各有中英文。 One line a fact; property and value are said in Chinese and in English.
    if line.target and line.target.id == "langfang":
        print(f"{about.entity.label}：{line.property[0]} {line.value[0]}（{line.citations[0].words[0]}）")
