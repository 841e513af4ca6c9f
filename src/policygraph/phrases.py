"""
What the commands say, in Chinese and in English: help, headings, and the sentences around an answer.

Errors stand in `messages.py`; what the graph says stands in the graph.
"""

from __future__ import annotations

import locale
import os
from typing import TYPE_CHECKING

from .errors import PolicygraphError

if TYPE_CHECKING:
    from .errors import Lang

_chosen: Lang | None = None

PHRASES: dict[str, tuple[str, str]] = {
    # Help of the commands
    "help": (
        "把中文政策报告变成可查询、可核对的知识图谱。先运行 policygraph build。",
        "Turn Chinese policy reports into a knowledge graph to query and check. Begin with: policygraph build",
    ),
    "help.build": ("把数据构建为知识图谱及其各种产物。", "Build the data into the knowledge graph and its products."),
    "help.check": (
        "检查数据：列出错误与需要留意之处。",
        "Check the data: list errors and what a person should look at.",
    ),
    "help.find": (
        "按名称查找事物：中文（两个字即可）、拼音或英文。",
        "Find things by name: Chinese (two characters will do), pinyin or English.",
    ),
    "help.show": (
        "显示一个事物：名称、事实与出处、关联、数据。",
        "Show one thing: names, facts with citations, links, figures.",
    ),
    "help.timeline": ("按时间顺序列出政策、项目与事件。", "List policies, programmes and events in order of time."),
    "help.path": (
        "说明两个事物如何关联：最短的解释，逐步给出处。",
        "Explain how two things are linked: the shortest ways, each step cited.",
    ),
    "help.lineage": (
        "一个事物的来龙去脉：它依据什么，什么依据它，设立了什么，其后有什么，缺什么。",
        "Where a thing comes from: what it rests on, what rests on it, what it set up, what followed, what is missing.",
    ),
    "help.query": (
        "运行 SPARQL 查询：直接给出、来自文件，或按名称取自查询库。",
        "Run SPARQL: given directly, from a file, or by name from the library.",
    ),
    "help.analyse": (
        "分析关联网络：谁在牵线、依托谁、如何成群、如何合作、如何传递、如何增长、缺什么。",
        "Measure the networks: who bridges, what all leans on, groups, cooperation, cascades, growth, gaps.",
    ),
    "help.export": (
        "把图导出为其他程序的格式：Gephi、Neo4j、表格、Parquet、RDF。",
        "Write the graph in the formats of other programs: Gephi, Neo4j, spreadsheets, Parquet, RDF.",
    ),
    "help.verify": (
        "用你自己的来源文本核对每条陈述：是否确在所注的出处。",
        "Check each statement against your own copy of its source: is it there, where it is said to be?",
    ),
    "help.view": (
        "画出关系图：整张图、一个事物的周围、一个地区、一个项目或一种网络，写成一个可离线打开的网页。",
        "Draw the graph, what is around a thing, a region, a programme or one network: a page that opens offline.",
    ),
    "example": ("示例：", "Example:"),
    # Help of the options
    "opt.lang": (
        "输出语言（默认取自系统环境，否则为中文）",
        "language of the output (default: the locale's, else Chinese)",
    ),
    "opt.version": ("显示版本", "show the version"),
    "opt.data": ("数据文件夹（默认为随本工具附带的数据）", "data folder (default: the data that came with this tool)"),
    "opt.out": ("产物文件夹", "folder for the products"),
    "opt.store": ("已构建的图：文件夹或 .nq 文件", "the built graph: a folder or an .nq file"),
    "opt.json": ("以 JSON 输出", "print JSON"),
    "opt.csv": ("以 CSV 输出（可直接用 Excel 打开）", "print CSV (opens in Excel)"),
    "opt.ics": ("以 iCalendar 输出（可导入日历）", "print iCalendar (for any calendar)"),
    "opt.strict": ("有需要留意之处时也以退出码 1 结束", "end with exit code 1 for findings too"),
    "opt.shacl": (
        "并用 SHACL（pySHACL）校验构建出的图，需数秒",
        "also validate the built graph with SHACL (pySHACL); takes seconds",
    ),
    "opt.limit": ("最多列出多少项", "how many to list at most"),
    "opt.name": ("查询库中的查询名", "name of a query of the library"),
    "opt.param": ("命名查询的参数，可重复", "a parameter of the named query; may be repeated"),
    "opt.file": ("从文件读取 SPARQL", "read the SPARQL from a file"),
    "opt.format": ("输出格式", "format of the output"),
    "opt.list": ("列出查询库", "list the library"),
    "opt.explain": ("只显示将要运行的 SPARQL", "only show the SPARQL that would run"),
    "opt.timeout": ("查询时限（秒）", "time limit of the query in seconds"),
    "opt.union": ("默认图为全部命名图之并", "make the default graph the union of all named graphs"),
    "opt.region": ("地区（含下辖地区）", "a region, with its sub-regions"),
    "opt.above": ("连同该地区的各级上级地区", "with --region: the levels above it too"),
    "opt.agency": ("机构（含其下属）", "a body, with its parts"),
    "opt.type": ("文件类型，如 实施方案", "a document type, such as 实施方案"),
    "opt.topic": ("主题，如 人才引进", "a topic, such as 人才引进"),
    "opt.target": ("面向群体，如 博士后", "a target group, such as 博士后"),
    "opt.programme": ("项目（含其组成部分）及与之相连者", "a programme, with its parts and what is linked with them"),
    "opt.named": ("名称、标题或别名中的文字，如 农场", "text in a name, title or alias, such as 农场"),
    "opt.kind": (
        "类别，如 policy、programme、event，可重复",
        "a kind, such as policy, programme, event; may be repeated",
    ),
    "opt.from": (
        "起始：年、月、日，或“2021年上半年”等词语",
        "from this year, month or day on, or words such as 2021年上半年",
    ),
    "opt.until": (
        "截止：年、月、日，或“2023年底”等词语",
        "until this year, month or day, or words such as 2023年底",
    ),
    "opt.on": ("某日有效的政策、项目与成员关系", "what was in force on this day"),
    "opt.up": (
        "只看它从何而来，或只看什么由它而来（默认：两者）",
        "only what it comes from, or only what came of it (default: both)",
    ),
    "opt.depth": ("最多连续几条联系", "how many links in a row at most"),
    "opt.gaps": ("列出全图的缺口", "list the gaps of the whole graph"),
    "opt.expired": (
        "以哪一日判断是否过期（默认：最新来源的出版日）",
        "the day on which something has expired (default: when the latest source appeared)",
    ),
    "opt.question": ("只问一个问题，并说明方法与注意之处", "ask one question, with its method and caveats"),
    "opt.possible": ("与 --on 同用：可能有效的也算", "with --on: also what may have been in force"),
    "opt.counted": (
        "是否计入推断的联系；都不写时，只计问题离不开的那几种",
        "whether inferred links count; with neither, only those that a question cannot do without",
    ),
    "opt.proposed": ("规划与建议的联系也算", "count what is only planned or proposed too"),
    "opt.inferred": ("是否使用推断的联系", "whether inferred links may be used"),
    "opt.proposals": (
        "规划与建议也作为联系和陈述导出（以 modality 标明）",
        "write plans and proposals too, as links and statements of their own modality",
    ),
    "opt.to": (
        "写到此文件；csv、neo4j、parquet 为文件夹",
        "the file to write; a folder for csv, neo4j and parquet",
    ),
    "opt.text": ("你的来源文本：文本文件或 PDF", "your copy of the source: a text file or a PDF"),
    "opt.source": (
        "来源的标识（只有一个来源有提纲时可不写）",
        "id of the source (may be left out where only one has a digest)",
    ),
    "opt.update": ("把各出处的位置与摘要写入 evidence.tsv", "write each passage's position and digest to evidence.tsv"),
    "opt.unclaimed": (
        "列出文本中有而记录中没有的名称与日期",
        "list what the text names or dates and no record accounts for",
    ),
    "opt.concepts": ("主题、工具等概念也作为节点", "make topics, instruments and other concepts nodes too"),
    "opt.around": ("这个事物及其周围", "this thing and what is around it"),
    "opt.steps": ("周围：最多相隔几条联系", "with --around: how many links away at most"),
    "opt.network": (
        "一种网络：documents 文件、instruments 地区与工具、bodies 机构、regions 地区、programmes 项目、leaning、acting",
        "one network: documents, instruments (and regions), bodies, regions, programmes, leaning, acting",
    ),
    "opt.day": ("只画某日有效（或可能有效）的", "only what was, or may have been, in force on this day"),
    "opt.colour": ("颜色表示类别或社群", "what colours show: kinds or communities"),
    "opt.size": ("大小表示哪种度量", "what sizes show"),
    "opt.drawn": (
        "推断的联系是否计入；都不写时计入并标明，网络中则只计其必需的",
        "whether inferred links count; with neither they do, marked, and in a network only those it cannot do without",
    ),
    "opt.page": ("写入的网页", "the page to write"),
    "opt.statements": ("图很大时也写 statements.csv", "write statements.csv of a large graph, too"),
    "opt.report": (
        "写成网页（默认 report.html）：句子、图、表与出处",
        "write a page instead (report.html by default): sentences, charts, tables and sources",
    ),
    # Answers
    "built": (
        "已构建 {things} 个事物、{statements} 条陈述、{quads} 个四元组 → {out}",
        "built {things} things, {statements} statements, {quads} quads → {out}",
    ),
    "skipped": ("图较大，未生成：{names}", "the graph is large; not made: {names}"),
    "next": ("接下来可以试试：", "Next, try:"),
    "open": ("在浏览器中打开：{path}", "open in a browser: {path}"),
    "checked": ("{errors} 处错误，{findings} 处需要留意", "{errors} errors, {findings} findings"),
    "verified": (
        "{stated} 条陈述，{checkable} 条可核对：{proved} 条得证，{moved} 条移位，{not_found} 条未找到",
        "{stated} statements, {checkable} checkable: {proved} proved, {moved} moved, {not_found} not found",
    ),
    "other.copy": (
        "这不是记录所依据的那一份文本；在提纲的 {of} 个标题中找到 {found} 个",
        "this is not the copy that the records were read from; it has {found} of the {of} headings of the outline",
    ),
    "updated": ("已写入 {path}：{count} 处出处", "wrote {path}: {count} passages"),
    "outdated": (
        "{count} 处出处与 evidence.tsv 不符；用 --update 更新",
        "{count} passages differ from evidence.tsv; --update writes it anew",
    ),
    "not_found": ("未找到", "not found"),
    "moved": ("移位", "moved"),
    "missing.passage": ("文本中找不到这一出处", "the text has no such passage"),
    "missing.subject": ("出处中没有主体的名称", "the passage does not name its subject"),
    "missing.value": ("出处中没有这个值", "the passage does not hold its value"),
    "missing.words": ("出处中的用语与这个值不符", "the words of the passage do not fit its value"),
    "missing.": ("已不在 evidence.tsv 所记之处", "no longer where evidence.tsv has it"),
    "section": ("章节", "section"),
    "none": ("没有结果", "no rows"),
    "none.undated": (
        "{none}；相符而没有来源给出日期的有 {count} 项：{names}",
        "{none}; {count} that fit, but that no source dates: {names}",
    ),
    "none.more": ("，另有 {count} 项", ", and {count} more"),
    "none.own": ("{none}：“{name}”自身没有日期", "{none}: {name} has no date of its own"),
    "none.dated": ("{none}；“{name}”的日期：{dates}", "{none}; dates of {name}: {dates}"),
    "none.never": (
        "{none}：--on 只答政策、项目与有期限的成员关系；“{name}”是{kind}（{dates}）",
        "{none}: --on answers for policies, programmes and memberships only; {name} is none: {kind} ({dates})",
    ),
    "none.ask": ("；与它有关的，用 {option} 查询", "; for what belongs to it ask with {option}"),
    "undated.too": ("另有 {count} 项符合但没有日期", "{count} more fit but have no date"),
    "rows": ("共 {count} 行", "{count} rows"),
    "more": ("… 还有 {count} 行", "… {count} more"),
    "inferred": ("推断", "inferred"),
    "planned": ("规划", "planned"),
    "proposed": ("建议", "proposed"),
    "certain": ("确定", "certain"),
    "possible": ("可能", "possible"),
    "no": ("否", "no"),
    # Why something was in force on a day
    "reason.and": ("；", "; "),
    "reason.begun": ("最迟已于{day}开始", "had begun by {day}"),
    "reason.holds": ("{why}，确定有效至{day}", "{why}: certain up to {day}"),
    "reason.not_yet": ("最早始于{day}", "begins on {day} at the earliest"),
    "reason.over": ("{why}，最迟止于{day}", "{why}: over on {day} at the latest"),
    "reason.begin_unknown": ("何时开始不详，不晚于{day}", "not known when it began, {day} at the latest"),
    "reason.begin_unit": ("始于{unit}，具体日期不详", "begins on some day of {unit}, which one is not known"),
    "reason.begin_between": ("始于{first}至{last}之间", "begins at some time from {first} to {last}"),
    "reason.end_unknown": ("{why}，{day}之后是否有效不详", "{why}: not known after {day}"),
    "reason.end_held": (
        "{why}，只知在{first}至{last}之间某日有效，此后是否有效不详",
        "{why}: it held on some day from {first} to {last}, whether later is not known",
    ),
    "reason.end_unit": ("{why}，止于{unit}，具体日期不详", "{why}: ends on some day of {unit}, which one is not known"),
    "reason.end_between": ("{why}，止于{first}至{last}之间", "{why}: ends at some time from {first} to {last}"),
    "reason.undated": ("没有来源给出它的日期", "no source dates it"),
    "reason.draft": ("只是草稿，从未生效", "only a draft, never in force"),
    "reason.proposed": ("只是规划或建议，不是事实", "only planned or proposed, no fact"),
    "reason.ended_by": ("被“{names}”废止或替代", "{names} repeals or replaces it"),
    "ours": ("译名由本项目所拟", "our translation"),
    "facts": ("事实", "Facts"),
    "inward": ("指向它的联系", "Links to it"),
    "figures": ("数据", "Figures"),
    "proposals": ("规划与建议（不是事实）", "Plans and proposals (not facts)"),
    "aliases": ("又称", "also called"),
    "way": ("解释 {number}（{steps} 步）", "Explanation {number} ({steps} steps)"),
    "date": ("日期", "date"),
    "about": ("约", "about"),
    "begins": ("始", "begins"),
    "ends": ("止", "ends"),
    "span": ("{first}至{last}", "{first} to {last}"),
    "by": ("不晚于{day}", "{day} at the latest"),
    "after": ("{day}之后不详", "not known after {day}"),
    "unknown": ("不详", "not known"),
    "fit": ("判断", "fit"),
    "role": ("含义", "meaning"),
    "thing": ("事物", "thing"),
    "kind": ("类别", "kind"),
    "via": ("关联", "by"),
    "at": ("出处", "source"),
    "why": ("理由", "reason"),
    "id": ("标识", "id"),
    "label": ("名称", "name"),
    "count": ("数量", "count"),
    "link": ("联系", "link"),
    "in": ("入", "in"),
    "out": ("出", "out"),
    "parts": ("连接的部分", "parts joined"),
    "components": ("连通分量", "Components"),
    "kinds": ("各类事物", "Things by kind"),
    "links": ("各种联系", "Links by kind"),
    "size": ("{things} 个事物，{links} 条联系", "{things} things, {links} links"),
    "size.things": ("{things} 个事物", "{things} things"),
    "by.chance": (
        "（随机为 {mean}，z = {z}，p = {p}，{draws} 次）",
        " (by chance {mean}, z = {z}, p = {p}, {draws} draws)",
    ),
    "between": ("{low}～{high}", "{low} to {high}"),
    "asked": ("问题", "question"),
    "found.rows": ("行数", "rows"),
    "found.things": ("事物", "things"),
    "low": ("至少", "at least"),
    "high": ("至多", "at most"),
    "and.more": ("等另外 {count} 个", "and {count} more"),
    "pages": ("第{pages}页", "p. {pages}"),
    "method": ("方法", "Method"),
    "caveat": ("注意", "Beware"),
    "to.question": (
        "  更多：policygraph analyse --question {question}",
        "  more: policygraph analyse --question {question}",
    ),
    "to.evidence": (
        "每一行所依据的陈述和查询：加 --json",
        "The statements behind each row, and the queries that list them: --json",
    ),
    "params": ("参数", "parameters"),
    "default": ("默认", "default"),
    "title": ("标题", "title"),
    "value": ("值", "value"),
    "property": ("属性", "property"),
    "subject": ("主体", "subject"),
    "place": ("位置", "place"),
    "from": ("从", "from"),
    "to": ("到", "to"),
    "code": ("代码", "code"),
    "text": ("内容", "text"),
    "lineage.up": ("它依据什么、从何而来", "What it rests on and comes from"),
    "lineage.down": ("什么依据它、接续它", "What rests on it or follows it"),
    "lineage.set_up": ("它设立或提出的", "What it set up or calls for"),
    "lineage.followed": ("其后的文件，按时间", "What followed, in order of time"),
    "lineage.gaps": ("缺口", "What is missing"),
    "lineage.none": ("图中没有记录", "nothing in the graph"),
    "lineage.more": ("另有 {count} 条联系未展开，见 --depth", "{count} more links, see --depth"),
    "lineage.above": ("（见上）", " (shown above)"),
    "lineage.below": ("（见下）", " (shown below)"),
    "lineage.ibid": ("（同上）", " (ibid.)"),
    "lineage.after": ("在其后", "came after"),
    "lineage.undated": ("无日期", "undated"),
    "gap.note": ("说明", "note"),
    "level.central": ("中央", "central"),
    "level.provincial": ("省市级", "province or municipality"),
    "level.prefectural": ("地市级", "prefecture"),
    "level.district": ("区县级", "district or county"),
    "level.town": ("乡镇级", "town"),
    "level.unknown": ("层级不明", "level unknown"),
    "gap.named-only": (
        "仅见其名的文件（有文件依据或引用它，其日期、发文机关和自己的出处都不知）：{count}",
        "Documents known by name only (others rest on them; no date, issuer or passage of their own): {count}",
    ),
    "gap.unrecorded": (
        "标题中提到而图中没有的文件：{count}",
        "Documents that a title names and no record tells of: {count}",
    ),
    "gap.expired": (
        "已过期而无后继的文件（截至 {day}）：{count}",
        "Documents expired with no successor, on {day}: {count}",
    ),
    "gap.sets-up-nothing": (
        "没有设立或提出任何事物的文件：{count}",
        "Documents that set up nothing and call for nothing: {count}",
    ),
    "gap.no-document": (
        "没有文件设立或提出的项目：{count}",
        "Programmes that no document sets up or calls for: {count}",
    ),
    "view.around": ("{name}及其周围（{depth} 步）", "around {name}, {depth} links"),
    "view.written": ("{things} 个事物、{links} 条关系 → {path}", "{things} things, {links} links → {path}"),
    "view.cut": ("过于庞大，没有读完 → {path}", "too large to be read to its end → {path}"),
    "view.crowded": (
        "过于庞大，没有画出；网页列出了较小的视图",
        "too many to draw; the page offers smaller views",
    ),
    "view.undated": (
        "{count} 个政策与项目没有日期，未画入",
        "{count} policies and programmes have no date and are left out",
    ),
    "view.possible": ("该日可能有效的也计入。", "What may have been in force on that day counts too."),
    "graph.title": ("政策知识图谱", "Policy knowledge graph"),
    "timeline.title": ("政策时间线", "Policy timeline"),
}


def phrase(key: str, lang: Lang, **params: object) -> str:
    """
    Return a phrase in *lang*, filled with *params*.
    """
    zh, en = PHRASES[key]
    return (zh if lang == "zh" else en).format(**params)


def language() -> Lang:
    """
    Return the language that people are answered in: the one that was set, else the locale's, else Chinese.
    """
    if _chosen:
        return _chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "en" if os.environ[name].lower().startswith("en") else "zh"
    found = locale.getlocale()[0] or ""
    return "en" if found.lower().startswith("en") else "zh"


def set_language(lang: Lang | None) -> None:
    """
    Choose the language in which answers show themselves in this process; None leaves it to the locale again.

    Keys and frames do not depend on it: they hold both languages.

    Raises:
        PolicygraphError: E606, it is neither ``zh`` nor ``en``.
    """
    global _chosen
    if lang not in ("zh", "en", None):
        raise PolicygraphError("E606", choices="zh, en")
    _chosen = lang
