"""
What charts say, in Chinese and in English: headings with how to read them, and the words on the charts themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ontology import Both

# Heading and how to read it, by the key of the chart.
TITLES: dict[str, tuple[Both, Both]] = {
    "overview.kinds": (
        ("图中有哪些事物", "What the graph tells of"),
        (
            "每类事物的数目；浅色的只见于规划或建议。",
            "How many things there are of each kind; the light one is known only from plans and proposals.",
        ),
    ),
    "overview.chapters": (
        ("各章写明、推断、规划与建议的联系", "What each chapter states, and what is inferred, planned or proposed"),
        (
            "每条联系按其出处所在的章计数；推断是本项目作的，规划与建议不算事实。",
            "Links are counted in the chapter whose passages give them; inferences are ours, and what is planned or "
            "proposed is not counted as fact.",
        ),
    ),
    "overview.dates": (
        ("日期有多精确", "How exactly dates are known"),
        (
            "文件与项目的开始日期在来源中精确到什么程度；没有日期的不在任何时间线上。草案从未生效，也算没有日期。",
            "How exactly the sources let one know when documents and programmes began; what has no date is on no "
            "timeline. Drafts never took effect and count as without a date.",
        ),
    ),
    "overview.levels": (
        ("文件的层级与年份", "Documents by level and year"),
        (
            "每格是某级政府在某年出台的文件数；没有文件的年份不列，年份不能确定的和没有日期的各列一栏。",
            "Each cell counts the documents that a level of government made in a year. Years without any are left out; "
            "those of an uncertain year and those without a date have columns of their own.",
        ),
    ),
    "overview.degrees": (
        ("联系的分布", "How links are distributed"),
        (
            "每一点：有这么多条联系的事物有多少；两轴均为对数刻度，没有联系的事物另计。少数事物有许多联系，多数只有一"
            "两条。",
            "Each point tells how many things have so many links; both scales are logarithmic, and things without "
            "links are told beside. A few things have many links, most have one or two.",
        ),
    ),
    "bridging.network": (
        ("行动者网络中最大的一片", "The largest part of the network of those who act"),
        (
            "面积越大，中介度越高；颜色与形状表示群体；空间不够的名称不写出，可悬停查看。",
            "The larger the area, the higher the betweenness; colours and shapes tell groups. Names for which there "
            "is no room are told on hovering.",
        ),
    ),
    "bridging.chance": (
        ("中介度与随机网络相比", "Betweenness compared with chance"),
        (
            "点是实际值，竖线是随机重连网络的平均值，浅色带是平均值两侧各两个标准差；点在带右侧，说明它比联系数所能解"
            "释的更居中。",
            "Dots are what was found, ticks the mean of networks rewired at random, light bands two standard "
            "deviations on both sides of it. A dot to the right of its band lies more between others than its number "
            "of links explains.",
        ),
    ),
    "leaning.bars": (
        ("被依托最多的事物", "What most others lean on"),
        (
            "深色：直接依托它的事物；浅色：再加上间接依托的。按 PageRank 排列。",
            "Dark: what leans on it directly; light: what does so indirectly too. In the order of PageRank.",
        ),
    ),
    "cooperation.matrix": (
        ("地区之间的合作", "Cooperation between regions"),
        (
            "每格是两地共有的文件、项目与机制数，越深越多；白格表示来源中没有。合作最多的地区在前，往来密切的相邻。",
            "Each cell counts the documents, programmes and mechanisms that two regions share, the darker the more; "
            "white: the sources name none. Those that share most come first, next to those with whom they share it.",
        ),
    ),
    "cooperation.network": (
        ("地区合作网络", "The network of cooperating regions"),
        (
            "线越粗，两地共有的文件、项目与机制越多，数目写在线上。",
            "The thicker a line, the more documents, programmes and mechanisms two regions share; their number stands "
            "on it.",
        ),
    ),
    "cascade.chains": (
        ("文件如何逐级落实", "How documents are carried out down the levels"),
        (
            "每行是一条链：箭头从被落实的文件指向落实它的文件，各栏是制定者的层级；上方是相隔的月数，从最少到最多。",
            "Each row is a chain: arrows run from the document that is carried out to the one that carries it out, "
            "columns are the levels of those who made them. Above stand the months between, from the least to the "
            "most.",
        ),
    ),
    "cascade.lags": (
        ("上下级先后与时滞", "Which level was first, and by how many months"),
        (
            "同一主题，从上级最早的文件到下级最早的文件相隔几个月，从最少到最多；零线左侧是下级在先。",
            "For one topic, how many months lie between the first document of the upper level and that "
            "of the lower, from the least to the most. Left of zero, the lower level was first.",
        ),
    ),
    "growth.documents": (
        ("文件逐年的增长", "Growth of documents"),
        (
            "柱是当年开始的文件；带是年末有效的文件，下沿（实线）为至少，上沿（虚线）为至多。没有日期的文件不在其中。",
            "Bars are documents that began in a year; the band those in force as it ended, at least (solid line) and "
            "at most (dashed). Documents without a date are not among them.",
        ),
    ),
    "growth.programmes": (
        ("项目逐年的增长", "Growth of programmes"),
        (
            "柱是当年开始的项目；带是年末有效的项目，下沿（实线）为至少，上沿（虚线）为至多。没有日期的项目不在其中。",
            "Bars are programmes that began in a year; the band those in force as it ended, at least (solid line) and "
            "at most (dashed). Programmes without a date are not among them.",
        ),
    ),
    "gaps.instrument": (
        ("地区与政策工具：哪里是空的", "Regions and instruments: where nothing is"),
        (
            "每格是某地使用某种政策工具的文件、项目和平台数；白格没有内容，红框是按行列合计至少该有一项而没有的。来源"
            "没写不等于没有。",
            "Each cell counts the documents, programmes and platforms of a region that use an instrument. White cells "
            "are empty; those where row and column sums would let one expect at least one have a red frame. That the "
            "sources name none does not mean that there is none.",
        ),
    ),
    "gaps.target": (
        ("地区与目标群体：哪里是空的", "Regions and target groups: where nothing is"),
        (
            "每格是某地面向某类群体的文件、项目和平台数；白格没有内容，红框是按行列合计至少该有一项而没有的。来源没写"
            "不等于没有。",
            "Each cell counts the documents, programmes and platforms of a region that are for a target group. White "
            "cells are empty; those where row and column sums would let one expect at least one have a red frame. "
            "That the sources name none does not mean that there is none.",
        ),
    ),
    "gaps.shares": (
        ("还缺什么", "What is missing"),
        (
            "深色是缺的，浅色是其余的。来源没写不等于没有。",
            "Dark is what is missing, light the rest. That the sources name none does not mean that there is none.",
        ),
    ),
}

LEANING: dict[str, Both] = {
    "direct": ("直接依托它的", "lean on it directly"),
    "in_all": ("连同间接的", "directly or indirectly"),
}
THINGS: Both = ("事物数", "number of things")
GROWTH: dict[str, Both] = {
    "begun": ("当年开始", "begun in the year"),
    "held": ("年末有效", "in force as it ended"),
}
TIES: dict[str, Both] = {
    "count": ("共有", "shared"),
    "agreement": ("文件", "documents"),
    "programme": ("项目", "programmes"),
    "mechanism": ("机制", "mechanisms"),
}
BRIDGING: dict[str, Both] = {
    "betweenness": ("中介度", "betweenness"),
    "links": ("联系", "links"),
    "mean": ("随机平均", "mean by chance"),
    "draws": ("随机网络（平均±两个标准差）", "by chance (mean ± two standard deviations)"),
    "z": ("z", "z"),
    "axis": ("中介度（最短路径经过它的比例）", "betweenness (share of shortest ways that lead through it)"),
}
CASCADE: dict[str, Both] = {
    "months": ("相隔月数", "months between"),
    "first": ("先", "first"),
    "down": ("上级在先", "upper level first"),
    "up": ("下级在先", "lower level first"),
    "open": ("先后不明", "not known"),
    "axis": ("上级最早文件之后的月数", "months after the first document of the upper level"),
}
OTHERS: Both = ("{}等{}个", "{} and others ({})")
GAPS: dict[str, Both] = {
    "undated_documents": ("哪些文件没有日期或为草案？", "Which documents have no date or are drafts?"),
    "undated_programmes": ("哪些项目没有日期？", "Which programmes have no date?"),
    "missing": ("缺", "missing"),
    "rest": ("其余", "others"),
    "expected": ("预期", "expected"),
    "count": ("项数", "count"),
}
STACKS: dict[str, Both] = {"axis": ("数目", "number")}
OVERVIEW: dict[str, Both] = {
    "documents": ("文件", "documents"),
    "stated": ("写明", "stated"),
    "inferred": ("推断", "inferred by us"),
    "planned": ("规划", "planned"),
    "proposed": ("建议", "proposed"),
    "day": ("到日", "to the day"),
    "month": ("到月", "to the month"),
    "year": ("到年", "to the year"),
    "vague": ("更模糊", "less exactly"),
    "none": ("没有日期", "no date"),
    "vague.year": ("年份不定", "uncertain year"),
    "until": ("{}及以前", "until {}"),
    "linked": ("有{}条联系", "with {} links"),
    "degree": ("联系数（对数刻度）", "number of links (logarithmic)"),
    "logged": ("事物数（对数刻度）", "number of things (logarithmic)"),
    "alone": ("没有联系的事物有{}个。", "{} things have no link."),
}
NONE: Both = ("来源中没有", "none in the sources")
