"""
What a report says of its own, in Chinese and in English: headings, sentences to be filled, and notes.

Questions, methods and caveats stand in `analysis.words`, names of columns in `analysis.headings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..ontology import Both

REPORT: dict[str, Both] = {
    "title": ("政策网络分析报告", "What the policy network shows: a report"),
    "lead": (
        "本报告由政策图谱自动生成：每个数字都可追溯到它所依据的陈述、出处页码和查询语句。",
        "This report was made from the policy graph by computation: every number leads to the statements behind "
        "it, to "
        "the pages that make them and to the query that finds them.",
    ),
    "sources": ("来源", "Sources"),
    "honest.one": (
        "以下只是这一份来源所说，不是世界本身。来源没写的，这里没有；写得细的，联系就多。",
        "What follows is what this one source says, not the world. What it leaves out is not here, and where it goes "
        "into detail, links are many.",
    ),
    "honest.many": (
        "以下只是这 {n} 份来源所说，不是世界本身。来源没写的，这里没有；写得细的，联系就多。",
        "What follows is what these {n} sources say, not the world. What they leave out is not here, and where "
        "they go "
        "into detail, links are many.",
    ),
    "honest.none": ("图中没有来源。", "The graph has no source."),
    "sources.others": (
        "图谱另外用到而本报告的数字没有引用的：",
        "Used in the graph too, but cited by no number of this report: ",
    ),
    "counted": ("计入范围", "What was counted"),
    "counted.things": ("事物", "things"),
    "counted.links": ("联系", "links"),
    "counted.statements": ("陈述", "statements"),
    "counted.passages": ("出处", "passages"),
    "counted.all": (
        "事物和联系为各章计入者；陈述和出处为整个图谱所有。",
        "Things and links are those that the chapters count; statements and passages are all that the graph holds.",
    ),
    "scope.always": (
        "不限日期：各个时期的文件和项目都计入。",
        "No day was chosen: documents and programmes of all times count.",
    ),
    "scope.day": (
        "只计 {day} 确实有效的文件、项目和成员关系；没有日期的不计。",
        "Only documents, programmes and memberships surely in force on {day} count; what has no date does not.",
    ),
    "scope.possible": (
        "只计 {day} 有效或可能有效的文件、项目和成员关系；没有日期的不计。",
        "Only documents, programmes and memberships in force, or possibly in force, on {day} count; what has no "
        "date does "
        "not.",
    ),
    "scope.needed": (
        "联系以来源写明者为准；政策工具、面向群体、主题、级别等由本项目归类或推断，只在离不开它们的问题中计入，并逐一注"
        "明。查找缺失时计入全部推断。",
        "Links are those that the sources state. What we classified or inferred, such as instruments, target groups, "
        "topics and levels, counts only in questions that cannot do without it, and each says so. The search for "
        "what is "
        "missing counts all that is inferred.",
    ),
    "scope.inferred": ("本项目推断的联系全部计入。", "All links that we inferred count too."),
    "scope.stated": (
        "只计来源写明的联系，推断的一律不计（查找缺失时除外）。",
        "Only stated links count and none that we inferred, but for the search for what is missing.",
    ),
    "scope.proposed": ("规划和建议中的事物与联系也计入。", "What is only planned or proposed counts too."),
    "scope.facts": ("规划和建议不算事实，不计入。", "Plans and proposals are no facts and do not count."),
    "names": ("", "English names of things are our translations; the Chinese names stand beside them in the tables."),
    "contents": ("目录", "Contents"),
    "strongest": ("主要发现", "Main findings"),
    "strongest.none": (
        "没有明显超出随机情形的结果，也没有可靠的比例可报。",
        "Nothing lies clearly beyond what chance gives, and there is no share worth reporting.",
    ),
    "tested": ("明显超出随机情形的", "Clearly more than chance gives"),
    "tested.how": (
        "与随机重连或重排的网络相比，p ≤ 0.05 且 z ≥ 3（抽样 n 次，p 最小为 1/(n+1)）；按 z 由大到小，每个问题至多"
        "一条。",
        "Compared with networks rewired or tables redrawn at random: p ≤ 0.05 and z ≥ 3 (of n draws the least p is "
        "1/(n+1)). The largest z come first, at most one for each question.",
    ),
    "shares": ("占整体多大比例的", "How much of the whole"),
    "shares.how": (
        "只是计数，没有随机情形可比；整体不少于 20 个，按比例由大到小。",
        "Counts alone, for which there is no chance to compare with. The whole has at least 20 members; the "
        "largest shares "
        "come first.",
    ),
    "overview": ("概览", "Overview"),
    "chapter.bridging": ("谁把网络连在一起", "Who holds the network together"),
    "chapter.leaning": ("大家依托什么", "What the others lean on"),
    "chapter.groups": ("形成哪些群体", "Which groups form"),
    "chapter.cooperation": ("地区与机构如何合作", "How regions and bodies cooperate"),
    "chapter.cascade": ("政策如何逐级传递", "How policy travels between levels"),
    "chapter.growth": ("怎样逐年增长", "How it grew"),
    "chapter.gaps": ("还缺什么", "What is missing"),
    "data": ("数据从哪里来，偏在哪里", "The data and how they are biased"),
    "data.lead": (
        "网络由来源的写法决定。读前面各章的数字时，应同时看下面的分布。",
        "The way a source is written decides what the network looks like. The numbers of the chapters above "
        "should be "
        "read beside these.",
    ),
    "data.queries": (
        "数出以上陈述的查询语句",
        "The queries that count these statements",
    ),
    "data.kinds": ("各类事物", "Things by kind"),
    "data.dates": ("有无日期", "With and without a date"),
    "data.modalities": ("陈述方式", "How it is said"),
    "data.chapters": ("各来源与章节", "By source and chapter"),
    "data.undated": (
        "没有日期的事物无法放上时间轴，也不出现在任何一天的有效清单中；草案任何一天都不算有效，也计入此处。",
        "What has no date stands on no timeline and in no list of what was in force on a day; drafts, which were in "
        "force on no day, are counted here, too.",
    ),
    "data.uneven": (
        "陈述最多的是{chapter}，占全部的 {share}：它写到的地方和机构自然联系多。",
        "Most statements come from {chapter}, {share} of all: the places and bodies that it writes about have "
        "many links "
        "for that reason alone.",
    ),
    "kind": ("类别", "kind"),
    "count": ("数量", "count"),
    "of.all": ("占比", "share"),
    "dated": ("有日期", "dated"),
    "undated": ("没有日期", "without a date"),
    "of.undated": ("无日期占比", "share without"),
    "modality": ("陈述方式", "how it is said"),
    "source": ("来源", "source"),
    "chapter": ("章节", "chapter"),
    "printed": ("印刷页", "printed pages"),
    "passages": ("出处", "passages"),
    "statements": ("陈述", "statements"),
    "inferred.of": ("其中推断", "of them inferred"),
    "statements.what": (
        "一条陈述是一处出处所说的一项：名称、日期和联系都算；规划和建议各算一条。",
        "A statement is one thing that one passage says: names, dates and links alike; each plan and each "
        "proposal is one.",
    ),
    "none": (
        "计入范围内没有可答的内容：来源没有写，或被所选条件排除。",
        "Nothing that counts answers this: the sources do not say it, or the options leave it out.",
    ),
    "size": ("所测网络：{things} 个事物，{links} 条联系。", "Measured: {things} things, {links} links."),
    "size.things": ("所计：{things} 个事物。", "Counted: {things} things."),
    "evidence": ("依据", "evidence"),
    "evidence.all": ("全部依据", "all evidence"),
    "evidence.query": ("查询", "query"),
    "method": ("方法", "Method"),
    "caveat": ("注意", "Beware"),
    "literature": ("方法文献：", "Literature: "),
    "query": ("查询语句与全部陈述", "Query and all statements"),
    "query.print": (
        "查询语句见网页版，或运行：policygraph analyse --question {question} --json",
        "The queries stand in the page on a screen; or run: policygraph analyse --question {question} --json",
    ),
    "more.rows": ("显示其余 {n} 行", "Show {n} more rows"),
    "more.printed": ("另有 {n} 行，见网页版。", "{n} more rows stand in the page on a screen."),
    "more.worked": (
        "共 {total} 行，此处只算出前 {n} 行；其余见 policygraph analyse --question {question} --limit {total}。",
        "Of {total} rows the first {n} were worked out; for the rest: policygraph analyse --question {question} "
        "--limit {total}.",
    ),
    "chance": (
        "随机情形 {mean}，z = {z}，p = {p}，{draws} 次",
        "by chance {mean}, z = {z}, p = {p}, {draws} draws",
    ),
    "and.more": ("，另有 {count} 个", ", and {count} more"),
    "span.between": ("{low}～{high}", "{low} to {high}"),
    "span.least": ("至少 {low}", "at least {low}"),
    "span.most": ("至多 {high}", "at most {high}"),
    "see": ("见 {number}", "see {number}"),
    "page": ("第{pages}页", "p. {pages}"),
    "facts": ("{n} 条陈述", "{n} statements"),
    "fact": ("{n} 条陈述", "{n} statement"),
    "pages.between": ("、", ", "),
    "footer": (
        "由 policygraph 生成。同样的数据得到同样的报告，逐字节一致。",
        "Made by policygraph. The same data give the same report, byte for byte.",
    ),
}


def worded(key: str, **parts: object) -> Both:
    """
    Return words in both languages with their places filled; a part that is a pair fills each with its own side.
    """
    zh = {name: part[0] if isinstance(part, tuple) else part for name, part in parts.items()}
    en = {name: part[1] if isinstance(part, tuple) else part for name, part in parts.items()}
    return REPORT[key][0].format(**zh), REPORT[key][1].format(**en)
