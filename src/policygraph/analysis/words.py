"""
What each finding asks, how it is measured and what to beware of, in Chinese and in English.

The words stand together, so that a reader of policy can go through them without reading code. Headings of tables stand
in `headings`, what the graph itself says stands in the graph.
"""

from __future__ import annotations

from .finding import Method

# Who invented the method; the algorithms are NetworkX's unless a measure says otherwise.
BETWEENNESS = "Freeman 1977, Sociometry 40; Brandes 2001, J. Math. Sociol. 25"
HOLES = "Burt 1992, Structural Holes"
CUTS = "Hopcroft & Tarjan 1973, CACM 16"
BRIDGES = "Tarjan 1974, Inf. Process. Lett. 2"
PAGERANK = "Page et al. 1999, Stanford InfoLab 1999-66"
LOUVAIN = "Blondel et al. 2008, J. Stat. Mech. P10008"
RANDOM_MODULARITY = "Guimerà et al. 2004, Phys. Rev. E 70"
RAND = "Hubert & Arabie 1985, J. Classif. 2"
INFORMATION = "Meilă 2007, J. Multivar. Anal. 98"
SWAPS = "Milo et al. 2003, arXiv:cond-mat/0312028"
CURVEBALL = "Strona et al. 2014, Nat. Commun. 5"
ADAMIC = "Adamic & Adar 2003, Soc. Networks 25"
MIXING = "Newman 2003, Phys. Rev. E 67"

METHODS: dict[str, Method] = {
    "bridging.brokers": Method(
        ("谁在别人之间牵线？", "Who stands between others?"),
        (
            "只看做事的联系，不看所在地；取最大的一片。中介度：其他任意两者之间的最短路径有多大比例经过它。有效规"
            "模：它的联系对象中互不重复的有多少；约束度越低，越能在互不往来者之间牵线。z 与 p 把中介度同各自联系"
            "数不变、随机重连的网络相比。",
            "Links of action only, not of place; the largest part. Betweenness: on what share of the shortest "
            "ways between any two others a thing lies. Effective size: how many of those it is linked with are "
            "not linked among themselves; the lower the constraint, the better it can bring strangers together. "
            "z and p compare betweenness with networks rewired at random in which everybody keeps the number of "
            "their links.",
        ),
        (BETWEENNESS, HOLES, SWAPS),
        (
            "一条联系常常只有一处出处，少写一句话，名次就会变，最大的一片也可能换成另一片。z 为负者，牵线少于随机网络。"
            "同时看许多行，总有几行碰巧 p 小，要看 z。",
            "A link often rests on one passage: one sentence less, and the order changes, or another part is the "
            "largest. Where z is negative, a thing stands between others less than chance gives. Of many rows some "
            "have a small p by chance alone: look at z.",
        ),
    ),
    "bridging.joints": Method(
        ("去掉谁，网络就会断开？", "Without whom would the network fall apart?"),
        (
            "关节点：去掉它，它所在的一片就分成几部分；“断开”是与其余最大部分失去联系的事物数。",
            "Articulation points: without one, its part of the network falls into several. “Cut off” counts the "
            "things that would lose contact with the largest of these.",
        ),
        (CUTS,),
        (
            "列举了许多子项的事物（方案、示范区）总是关节点：这反映来源的写法，不一定反映权力。",
            "A thing whose parts a source lists one by one (a plan, a zone) is always a joint: that shows how "
            "the source is written, not necessarily who matters.",
        ),
    ),
    "bridging.bridges": Method(
        ("哪些联系独自连着两边？", "Which links alone hold two sides together?"),
        (
            "桥：去掉这两者之间的联系，两边就不再相通。“断开”是较小一边的事物数，“出处”是支持这一联系的出处数。",
            "Bridges: without the link between these two, the two sides are no longer joined. “Cut off” counts "
            "the smaller side, “passages” those that state the link.",
        ),
        (BRIDGES,),
        (
            "只有一处出处的桥，最值得回到原文核对。",
            "A bridge that rests on a single passage is the first to check against the source.",
        ),
    ),
    "leaning.supports": Method(
        ("大家依托谁？", "What does everything lean on?"),
        (
            "有向网络：从依托者指向被依托者（由谁制定、签署、设立、运营，依据什么，属于什么）。PageRank：依托它的"
            "越多、依托者自身越被依托，值越高，总和为1。“直接”是直接依托它的事物数，“全部”含间接依托。",
            "A directed network, from what leans to what it leans on (who made, signed, set up or runs it; what "
            "it rests on or is part of). PageRank is the higher the more leans on a thing, and the more leans on "
            "that; all values add up to 1. “Direct” counts what leans on it at one step, “in all” over any "
            "number of steps.",
        ),
        (PAGERANK,),
        (
            "数的是来源列出了多少下属单位和子项，不是影响力。发文机关多为推断，默认不计：用 --inferred 计入后，中央"
            "机关的位置会大幅上升。",
            "Counted is how many units and parts the sources list, not influence. Issuers are mostly inferred and "
            "left out by default: with --inferred, central bodies rise a good deal.",
        ),
    ),
    "leaning.cited": Method(
        ("哪些文件最常被依据、落实或引用？", "Which documents do others rest on, carry out or cite?"),
        (
            "文件之间的联系；数有多少份其他文件指向它。",
            "Links between documents; counted is how many others point to a document.",
        ),
        (),
        (
            "报告很少写明文件之间的依据：数目小只说明没有写，不说明没有依据。",
            "Reports seldom say which document rests on which: a small number says that they do not, not that "
            "nothing rests on it.",
        ),
    ),
    "groups.communities": Method(
        ("形成了哪些群体？", "Which groups form?"),
        (
            "对最大的一片用 Louvain 分群，换种子运行多次，取模块度最高的一次；各次之间用调整兰德指数（1为完全一致）"
            "和信息差异（0为完全一致）比较。“稳定”是组内成对事物在其他各次中仍在一组的比例。随机网络也会有模块度，"
            "故与各自联系数不变的随机重连网络相比。",
            "Louvain divides the largest part with many seeds; the run of the highest modularity is shown. Runs "
            "are compared by the adjusted Rand index (1: all agree) and the variation of information (0: all "
            "agree). “Stable” is the share of a group's pairs that other runs leave together. Random networks "
            "have some modularity too: so it is compared with networks rewired at random that keep everybody's "
            "number of links.",
        ),
        (LOUVAIN, RAND, INFORMATION, RANDOM_MODULARITY, SWAPS),
        (
            "若模块度不高于随机网络，这些群体只是一种画法。一份协议的各方、一个方案的各项本来就成群。不在最大一片中的"
            "事物没有分群。",
            "Where modularity is no higher than chance gives, the groups are only one way to draw lines. The "
            "parties of one agreement and the parts of one plan are a group from the start. What is not in the "
            "largest part is in no group.",
        ),
    ),
    "groups.overlaps": Method(
        ("哪些项目重叠？", "Which programmes overlap?"),
        (
            "两个项目共有的机构、地方和面向群体；越少项目共有的，越说明问题（每项加 1/ln 共有者数），依此排列。",
            "The bodies, places and target groups that two programmes have in common; what fewer share counts "
            "more (each adds 1 / ln of its sharers), and so they are ordered.",
        ),
        (ADAMIC,),
        (
            "重叠不等于重复：可能是同一事物的两个名称、整体与部分，也可能是有意配合。面向群体由本项目归类。",
            "To overlap is not to duplicate: it may be one thing under two names, a whole and its part, or meant "
            "to work together. Target groups are our classification.",
        ),
    ),
    "cooperation.pairs": Method(
        ("哪些地区合作紧密？", "How tightly do regions cooperate?"),
        (
            "两地共同签署或发布的文件、共同参与的项目、共同加入的机制，各计一次；不论年份，已失效和被替代的也计。“预"
            "期”与 z、p 来自随机重排：每份文件的参与方数、每个地区参与的次数都不变。",
            "Documents that both signed or issued, programmes in which both take part, mechanisms of which both "
            "are members, one each, of all years: what has ended or was replaced counts too. “Expected”, z and p "
            "come from tables redrawn at random in which each document keeps its number of parties and each region "
            "the number of times it takes part.",
        ),
        (CURVEBALL,),
        (
            "几方共有的一项，在其中每两方之间都计一次：各行的数不能相加，看“共有事项”。来源只写总数（如协议若干）或"
            "不写成员的，无法计入；着墨多的地区，数目就多。",
            "What several share counts once between each two of them: rows do not add up, look at “things shared”. "
            "What a source only counts (so many agreements), or names without its members, is not here; regions on "
            "which it dwells have more.",
        ),
    ),
    "cooperation.levels": Method(
        ("合作是否只在同级之间？", "Do regions cooperate within their level only?"),
        (
            "按行政级别数两地共有的每一项。同配系数：1为全在同级之间，0为与级别无关。级别取自国标代码；直辖市按省"
            "级计，其区按区县级计。",
            "Each thing that two regions share is counted by their levels of government. Assortativity is 1 where "
            "all ties are within one level and 0 where level does not matter. Levels are read off GB/T 2260 codes: "
            "municipalities such as Beijing count as provinces, their districts as counties.",
        ),
        (MIXING, CURVEBALL),
        (
            "没有代码的地方（新区、开发区、国外城市）另计为无级别，不作猜测。",
            "Places without a code (new areas, development zones, foreign cities) count as without level: none is "
            "guessed.",
        ),
    ),
    "cooperation.bodies": Method(
        ("哪些机构联合行动？", "Which bodies act together?"),
        (
            "共同发布或签署的文件、共同设立或运营的项目、共同主办的活动，各计一次。",
            "Documents that both issued or signed, programmes that both set up or run, events that both "
            "organised, one each.",
        ),
        (CURVEBALL,),
        (
            "报告常只写地名不写机关，文件列表多不列发文机关：这里的数目远少于实际。",
            "Reports often name the place and not the organ, and their lists of documents leave issuers out: "
            "there is far less here than in the world.",
        ),
    ),
    "cascade.chains": Method(
        ("政策传到多远、多久？", "How far does policy travel, and how long does it take?"),
        (
            "沿“落实、依据、遵照”从上到下的最长链；级别取制定地（无则取签署方）的最高级；时滞以月计，因日期只到月"
            "或年，只能给出最少与最多。",
            "The longest chain from the top down along “carries out”, “rests on”, “conforms with”. A level is "
            "that of who made a document, of several the highest. Lags are in months; as dates are known "
            "to the month or year, only the least and the most can be given.",
        ),
        (),
        (
            "只有写明的上下位关系才成链（用 --inferred 计入推断的）；文件的级别有时由本项目推断。落实者不会在先，故时滞"
            "不小于零；整段为负的，是来源自相矛盾。",
            "Only links that are stated make a chain (--inferred counts others too); whose level a document is of "
            "is at times inferred by us. What carries out another did not come before it, so a lag is not below "
            "zero; where all of it is, the sources contradict themselves.",
        ),
    ),
    "cascade.descents": Method(
        ("同一主题，上级先还是下级先？", "On one topic, who was first: the upper level or the lower?"),
        (
            "同一主题下，比较某地与其上级各自制定或签署的、最早的有日期的文件。与随机相比：把日期在文件之间随机调换。",
            "For each topic, the first dated document that a place made or signed, and that of a place above it. "
            "Chance: the documents swap their dates at random.",
        ),
        (),
        (
            "“最早”指来源提到的最早。来源多列近年的文件，上级的旧文件未必提到：下级在先往往是这样来的。主题由本项目"
            "归类；同一主题的两份文件，未必一份出自另一份。",
            "“First” means the first that the sources mention. They list mostly recent documents and may pass "
            "over older ones of the upper level: that is often why the lower seems first. Topics are our "
            "classification; of two documents on one topic neither need come from the other.",
        ),
    ),
    "growth.years": Method(
        ("怎样一年年增长？", "How did it grow from year to year?"),
        (
            "每年开始的、年末有效的文件和项目：至少与至多（日期只到年或有效期不明时两者不同）。地区：到年末确已共"
            "同签署或参与有日期事项的地区数、成对数和最大的一群。",
            "Documents and programmes that began in a year and that were in force as it ended: at least and at "
            "most (they differ where a date is vague or no end is known). Regions: how many surely shared "
            "something dated by then, in how many pairs, and the largest group so tied.",
        ),
        (),
        (
            "这是来源提到的、有日期的文件按年份的分布，不是政策的增长：近年多，首先因为来源写的是近年，也含国外的文件。"
            "没有日期的不在任何一年中，数目另列。",
            "These are the dated documents that the sources mention, by year, not growth of policy: recent years "
            "have most, first of all because the sources are about them, and documents of other countries are among "
            "them. What has no date is in no year; how much that is stands beside.",
        ),
    ),
    "gaps.programmes": Method(
        ("哪些项目没有文件依据？", "Which programmes have no document?"),
        (
            "没有任何文件设立它或提出建设它，它所属的项目也没有。推断的联系也算依据。",
            "No document sets it up or provides for it, nor for a programme of which it is part. Inferred links "
            "count as a document here.",
        ),
        (),
        (
            "来源没写，不等于没有文件；称号、奖项、课程本来也不需要，国外和外省的做法也在其中。这是一份待查清单，不应作"
            "比例引用。",
            "That the sources name none does not mean that there is none; a title, a prize or a course needs none, "
            "and the practice of other provinces and countries is among them. It is a list of things to look up, and "
            "no share to be quoted.",
        ),
    ),
    "gaps.documents": Method(
        ("哪些文件，来源未写明其设立了什么？", "Of which documents do the sources not say what they set up?"),
        (
            "没有写明它设立或提出建设任何项目、平台或机制。",
            "Nothing says that it sets up or provides for a programme, platform or mechanism.",
        ),
        (),
        (
            "仅在表格中列出标题的文件，内容本来就没有写；协议、标准、目录本身就是措施。",
            "Of documents that a table lists by title only, the sources do not tell the contents; an agreement, a "
            "standard or a list is itself the measure.",
        ),
    ),
    "gaps.expired": Method(
        ("哪些文件已经到期，来源未写明后续？", "Which documents have expired with no successor named?"),
        (
            "有终止日期的文件，到所问之日（默认为最新来源的出版日）已经失效或可能失效，又没有写明由谁替代或废止。",
            "Documents with an end that were over, or may have been, by the day asked for (by default, when the "
            "newest source was published), and that nothing is said to replace or repeal.",
        ),
        (),
        (
            "多数文件没有写明终止日期，不会出现在这里；为一次活动所定的不需要后续，五年规划一期接一期。",
            "Most documents name no end and cannot appear here; a plan for one event needs no successor, and "
            "five-year plans follow each other.",
        ),
    ),
    "gaps.cells": Method(
        ("地区、工具、群体的组合中，哪里是空的？", "Of regions, instruments and target groups, which cells are empty?"),
        (
            "数每个地区用每种工具、面向每类人群的文件、项目和平台。“预期”按行和与列和推算，“空的可能”是预期之下恰"
            "好为零的概率（泊松）；最出乎意料的空格在前。面向下位人群、用下位工具的，也计入上位。",
            "Counted are documents, programmes and platforms by region and instrument, and by region and target "
            "group. “Expected” follows from the sums of row and column; “chance of none” is how likely the cell "
            "would be empty then (Poisson). The most surprising empty cells come first. What is for a narrower group, "
            "or by a narrower instrument, counts for the broader one too.",
        ),
        (),
        (
            "空格只表示没有记录标注这一工具或群体。格子成百上千，总有一些碰巧概率很小。上级的政策可能已覆盖下级，这里不"
            "计。工具与群体由本项目归类。",
            "Empty means only that no record bears this instrument or group. There are hundreds of cells: some "
            "chances are small by chance. What a higher level does may cover a lower one, and is not counted here. "
            "Instruments and target groups are our classification.",
        ),
    ),
}
