"""
The headings of the tables of findings, the names of single numbers, and what is said about all findings alike.

In Chinese and in English, like the rest of what people read; `words` holds the questions and the methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..entities import Entity
from ..phrases import PHRASES
from .finding import Span, Words

if TYPE_CHECKING:
    from ..standing import Level

COLUMNS: dict[str, tuple[str, str]] = {
    "thing": ("事物", "thing"),
    "kind": ("类别", "kind"),
    "links": ("联系", "links"),
    "betweenness": ("中介度", "betweenness"),
    "expected": ("预期", "expected"),
    "z": ("z", "z"),
    "p": ("p", "p"),
    "effective_size": ("有效规模", "effective size"),
    "constraint": ("约束度", "constraint"),
    "parts": ("部分", "parts"),
    "cut_off": ("断开", "cut off"),
    "other": ("另一方", "other"),
    "relation": ("联系", "link"),
    "passages": ("出处", "passages"),
    "rank": ("PageRank", "PageRank"),
    "direct": ("直接", "direct"),
    "in_all": ("全部", "in all"),
    "documents": ("文件", "documents"),
    "members": ("成员", "members"),
    "size": ("数量", "size"),
    "inside": ("组内联系", "links within"),
    "outside": ("组外联系", "links to others"),
    "stable": ("稳定", "stable"),
    "shared": ("共有", "shared"),
    "count": ("项数", "count"),
    "weight": ("权重", "weight"),
    "agreement": ("共同文件", "joint documents"),
    "programme": ("共同项目", "joint programmes"),
    "mechanism": ("共同机制", "joint mechanisms"),
    "level": ("级别", "level"),
    "other_level": ("另一方级别", "other level"),
    "ties": ("共有项", "ties"),
    "chain": ("文件链", "chain"),
    "depth": ("步数", "steps"),
    "fall": ("跨级", "levels down"),
    "months": ("时滞（月）", "months"),
    "topic": ("主题", "topic"),
    "upper": ("上级", "upper"),
    "lower": ("下级", "lower"),
    "first_above": ("上级最早文件", "first above"),
    "first_below": ("下级最早文件", "first below"),
    "order": ("先后", "first"),
    "year": ("年", "year"),
    "documents_begun": ("开始的文件", "documents begun"),
    "documents_held": ("年末有效文件", "documents in force"),
    "programmes_begun": ("开始的项目", "programmes begun"),
    "programmes_held": ("年末有效项目", "programmes in force"),
    "regions": ("合作地区", "regions"),
    "pairs": ("成对", "pairs"),
    "largest": ("最大一群", "largest group"),
    "region": ("地区", "region"),
    "concept": ("工具或群体", "instrument or target"),
    "chance": ("空的可能", "chance of none"),
    "ended": ("最迟终止", "over by"),
    "fit": ("确定程度", "how surely"),
    "said": ("相关陈述", "statements about it"),
    "places": ("地区", "places"),
}
# What the cells of a column are; a whole number where nothing is said.
SORTS: dict[str, type[Any]] = {
    **dict.fromkeys(
        ("thing", "other", "topic", "upper", "lower", "first_above", "first_below", "concept", "region"), Entity
    ),
    **dict.fromkeys(("members", "shared", "chain", "places"), tuple),
    **dict.fromkeys(("betweenness", "expected", "z", "p", "effective_size", "constraint", "rank"), float),
    **dict.fromkeys(("stable", "weight", "chance"), float),
    **dict.fromkeys(("months", "documents_begun", "documents_held", "programmes_begun", "programmes_held"), Span),
    **dict.fromkeys(("kind", "relation", "level", "other_level", "order", "ended", "fit"), Words),
}

FIGURES: dict[str, tuple[str, str]] = {
    "components": ("互不相连的部分", "parts without a link between them"),
    "largest": ("最大一片的事物", "things in the largest part"),
    "joints": ("关节点", "articulation points"),
    "bridges": ("桥", "bridges"),
    "one_passage": ("只有一处出处的桥", "bridges that rest on one passage"),
    "linked_documents": ("有文件间联系的文件", "documents linked with another"),
    "all_documents": ("文件总数", "documents in all"),
    "modularity": ("模块度", "modularity"),
    "rand": ("调整兰德指数（各次平均）", "adjusted Rand index (mean over runs)"),
    "information": ("信息差异（比特，各次平均）", "variation of information (bits, mean over runs)"),
    "groups": ("各次分出的群体数", "groups found, over all runs"),
    "assortativity": ("按级别的同配系数", "assortativity by level"),
    "pairs": ("共有事项的成对数", "pairs that share anything"),
    "shared_things": ("共有事项", "things shared"),
    "by_two": ("其中只有两方的", "of these, by two only"),
    "crowded": ("因共有者超过500而未计的事项", "things left out because more than 500 share them"),
    "deepest": ("最长的链（步）", "longest chain (steps)"),
    "down": ("上级确在先", "the upper surely first"),
    "up": ("下级确在先", "the lower surely first"),
    "open": ("先后不明", "order not known"),
    "undated_documents": ("没有日期或为草案的文件", "documents without a date, or drafts"),
    "undated_programmes": ("没有日期的项目", "programmes without a date"),
    "all_programmes": ("项目总数", "programmes in all"),
    "found": ("项数", "how many"),
    "day": ("所问之日", "day asked for"),
    "filled": ("有内容的格子（地区×工具×群体）", "cells filled (region × instrument × target)"),
    "cells": ("格子总数", "cells in all"),
    "items": ("计入的文件、项目和平台", "documents, programmes and platforms counted"),
}

ORDERS = {
    "down": ("上级", "upper"),
    "up": ("下级", "lower"),
    "open": ("不明", "not known"),
}

# What holds for every finding, and what only for some.
SOURCES = (
    "来源数：{n}。这是来源所说，不是世界本身：来源没写的，这里没有；写得细的，联系就多。",
    "Sources: {n}. This is what they say, not the world: what they leave out is not here, and where they go into "
    "detail, links are many.",
)
FEW = (
    "只有 {n} 个事物：数目太小，只能当线索。",
    "Only {n} things: too few for more than a hint.",
)
STATED = ("只计写明的联系。", "Stated links only.")
INFERRED = ("推断的联系也计入。", "Inferred links count too.")
PROPOSED = ("规划与建议的联系也计入。", "What is only planned or proposed counts too.")
NEEDED = (
    "除写明的联系外，只计本项目推断的：{names}。",
    "Besides what is stated, only these count where we inferred them: {names}.",
)
ON = (
    "{day} 有效的文件、项目与成员关系{possible}；{n} 个没有日期的文件和项目不在其中。",
    "Documents, programmes and memberships in force on {day}{possible}; {n} documents and programmes without a "
    "date are left out.",
)
POSSIBLE = ("（含可能有效）", ", certainly or possibly")


def level_words(level: Level | None) -> Words:
    """
    Return how a level of government is called; of None, that it is not known.
    """
    return Words(*PHRASES[f"level.{level.value if level else 'unknown'}"])
