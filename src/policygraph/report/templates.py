"""
The sentences of a report, in Chinese and in English, with places for names and numbers.

They are about any graph: no name of a thing stands in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ontology import Both

TEMPLATES: dict[str, Both] = {
    "odds.sure": (
        "随机情形下平均只有 {mean}（z {sign} {z}，p = {p}）",
        "chance gives only {mean} on average (z {sign} {z}, p = {p})",
    ),
    "odds.weak": (
        "随机情形下平均为 {mean}（z {sign} {z}，p = {p}），差别不大，不足为凭",
        "chance gives {mean} on average (z {sign} {z}, p = {p}), too little apart to build on",
    ),
    "odds.chance": (
        "随机情形下平均为 {mean}（z {sign} {z}，p = {p}），可能只是偶然",
        "chance gives {mean} on average (z {sign} {z}, p = {p}), so this may be chance alone",
    ),
    "odds.untried": ("没有可比的随机情形", "there was no chance to compare it with"),
    "brokers.first": (
        "{thing}处在其他事物之间 {share} 的最短路径上；{odds}。",
        "{thing} lies on {share} of the shortest ways between other things; {odds}.",
    ),
    "brokers.also": (
        "另有 {n} 个事物牵线的作用也明显超出随机情形，如{things}。",
        "{n} more stand between others clearly more than chance gives, among them {things}.",
    ),
    "brokers.hubs": (
        "{things}也居于中间，但只因联系多：中介度并不高于联系数相同的随机网络。",
        "{things} stand in the middle too, but only because they have many links: random networks with the same "
        "numbers of links give them as much.",
    ),
    "joints": (
        "若去掉{thing}，{things} 个事物中会有 {cut} 个与其余部分失去联系，比去掉任何其他事物都多；这样的关节点"
        "共有 {joints} 个。",
        "Without {thing}, {cut} of {things} things would lose contact with the rest, more than without any other; "
        "there are {joints} such joints.",
    ),
    "bridges": (
        "有 {all} 条联系各自是两边之间唯一的通路，其中 {n} 条（{share}）只有一处出处：少写一句话，网络就会在那里断开。",
        "{all} links are each the only way between their two sides, and {n} of them ({share}) rest on a single "
        "passage: one sentence less, and the network falls apart there.",
    ),
    "supports.first": (
        "按 PageRank 计，最受依托的是{thing}：直接依托它的有 {direct} 个事物，连同间接的共 {all} 个。",
        "By PageRank, {thing} is what others lean on most: {direct} things directly, {all} in all.",
    ),
    "supports.widest": (
        "依托范围最广的是{things}：直接和间接共 {n} 个事物。",
        "Counting indirect ones too, most lean on {things}: {n} things.",
    ),
    "cited": (
        "{all} 份文件中有 {n} 份（{share}）没有写明与其他文件的联系；写明的只有 {linked} 份。",
        "For {n} of {all} documents ({share}) no link with another document is stated; for {linked} one is.",
    ),
    "communities": (
        "最大的一片分成 {n} 群，模块度为 {q}；{odds}。",
        "The largest part divides into {n} groups with a modularity of {q}; {odds}.",
    ),
    "communities.first": (
        "最大的一群有 {size} 个成员，如{names}。",
        "The largest group has {size} members, such as {names}.",
    ),
    "overlaps": (
        "有 {n} 对项目共有机构、地方或面向群体；最突出的是{one}与{other}，共有 {row} 项：{shared}。",
        "{n} pairs of programmes share bodies, places or target groups; most of all {one} and {other}, which share "
        "{row}: {shared}.",
    ),
    "pairs.circle": (
        "{names}共有同样的 {count} 项（文件 {agreement}，项目 {programme}，机制 {mechanism}）；每两方之间，{odds}。",
        "{names} share the same {count} items (documents {agreement}, programmes {programme}, mechanisms {mechanism}); "
        "between each two of them {odds}.",
    ),
    "pairs.two": (
        "{names}共有 {count} 项（文件 {agreement}，项目 {programme}，机制 {mechanism}）；{odds}。",
        "{names} share {count} items (documents {agreement}, programmes {programme}, mechanisms {mechanism}); {odds}.",
    ),
    "pairs.sure": (
        "{all} 对合作的地区中，有 {n} 对的合作明显超出随机情形。",
        "Of {all} pairs of regions that cooperate, {n} do so clearly more than chance gives.",
    ),
    "levels": (
        "地区之间的 {all} 条合作联系中有 {n} 条（{share}）在同级之间；按级别的同配系数（1 为全在同级之间，0 为与级别"
        "无关）为 {r}，{odds}。",
        "Of {all} ties between regions, {n} ({share}) are between places of one level; assortativity by level "
        "(1: all within one level, 0: level does not matter) is {r}; {odds}.",
    ),
    "bodies": (
        "有 {n} 对机构联合行动；突出的是{names}，共 {count} 项；{odds}。",
        "{n} pairs of bodies act together; {names} stand out with {count}; {odds}.",
    ),
    "bodies.once": (
        "有 {n} 对机构联合行动，每对都只有一项。",
        "{n} pairs of bodies act together, each in one thing only.",
    ),
    "chains": (
        "{all} 份文件中只有 {documents} 份处在上下衔接的链中，共 {n} 条，最长 {deepest} 步。",
        "Of {all} documents {documents} stand in a chain from one document to the next; there are {n} chains, and the "
        "longest has {deepest} step(s).",
    ),
    "chains.lag": (
        "时间最清楚的一条：{lower}比{upper}晚 {months} 个月。",
        "Where the time is known best, {lower} came {months} months after {upper}.",
    ),
    "descents": (
        "同一主题之下，上级确在先的有 {down} 次，下级确在先的有 {up} 次，先后不明的有 {open} 次；就上级在先而"
        "言，{odds}。",
        "On one topic the upper level surely came first {down} times and the lower {up} times; "
        "{open} times the order is open. For the upper level first, {odds}.",
    ),
    "years.peak": (
        "有日期的文件，开始于 {year} 年的最多：{n} 份。",
        "Of the dated documents, most began in {year}: {n}.",
    ),
    "years.undated.programmes": (
        "{all} 个项目中有 {n} 个（{share}）没有日期。",
        "{n} of {all} programmes ({share}) have no date.",
    ),
    "years.undated.documents": (
        "{all} 份文件中有 {n} 份（{share}）没有日期或为草案。",
        "{n} of {all} documents ({share}) have no date or are drafts.",
    ),
    "gaps.programmes": (
        "{all} 个项目中有 {n} 个，来源没有写明任何文件依据。",
        "For {n} of {all} programmes the sources name no document that sets them up or provides for them.",
    ),
    "gaps.documents": (
        "{all} 份文件中有 {n} 份（{share}）没有写明设立或提出建设了什么。",
        "For {n} of {all} documents ({share}) nothing is named that they set up or provide for.",
    ),
    "gaps.expired": (
        "到 {day}，有 {n} 份文件已经到期或可能到期，又没有写明后续，如{first}。",
        "By {day}, {n} documents were over or may have been, and no successor is named; {first} is one.",
    ),
    "cells.sure": (
        "最出乎意料的空格是{region}与{concept}：预期 {expected} 项，却一项也没有（空的可能 {p}，在 {n} 个空格中"
        "仍属少见）。",
        "The most surprising gap is {region} with {concept}: {expected} items were to be expected and there is none "
        "(chance of none {p}, rare even among {n} empty cells).",
    ),
    "cells.chance": (
        "最出乎意料的空格是{region}与{concept}：预期 {expected} 项，却一项也没有（空的可能 {p}）；但空格共有 {n} 个，"
        "这可能只是偶然。",
        "The most surprising gap is {region} with {concept}: {expected} items were to be expected and there is none "
        "(chance of none {p}); but among {n} empty cells that may be chance alone.",
    ),
}


def filled(key: str, **parts: str) -> Both:
    """
    Return a sentence in both languages with its places filled.
    """
    zh, en = TEMPLATES[key]
    return zh.format(**parts), en.format(**parts)
