// What the page itself says, in both languages.
"use strict";
const WORDS = {
  zh: {
    skip: "跳到全部事物的列表", search: "搜索事物", searchHint: "搜索名称、别名、拼音、英文或标识", results: "搜索结果", filters: "筛选",
    picture: "关系图", controls: "图的操作", canvas: "关系图。方向键平移，加减键缩放；右侧“全部事物”列出同样的内容。", panel: "详情与列表",
    details: "详情", all: "全部事物", near: "只看邻域", fit: "适应窗口", reset: "复原", closer: "放大", farther: "缩小",
    nothing: "筛选后没有可显示的事物", kinds: "类别", relations: "关系", modalities: "陈述方式", everything: "全选", none: "全不选", only: "只看",
    size: (n, m) => `${n} 个事物 · ${m} 条关系`, found: (n) => `找到 ${n} 个事物`, notFound: "没有找到。可试试别名、拼音或英文。",
    stated: "原文陈述", inferred: "推断", planned: "计划", proposed: "建议", why: "理由：", alias: "又名：", facts: "事实", incoming: "指向此处",
    identity: "标识与查询", id: "标识", copy: "复制", copied: "已复制", notCopied: "无法复制，请手动选择", sparql: "用 SPARQL 查询这个事物的全部陈述：",
    centre: "在图中居中", back: "返回概览", statement: "一条陈述", noSource: "无出处记录", more: (n) => `显示其余 ${n} 项`, hub: "联系最多的事物",
    noFacts: "没有记录的事实", intro: "点选图中的事物，查看它的事实和每条事实的出处。",
    hints: [["/", "搜索"], ["点选", "查看事实与出处，点连线看单条陈述"], ["拖动", "移动画面或单个事物"], ["滚轮", "缩放；放大后显示关系名称"], ["Esc", "取消选择"]],
  },
  en: {
    skip: "Skip to the list of all things", search: "Search things", searchHint: "Search name, alias, pinyin, English or id", results: "Search results", filters: "Filters",
    picture: "Graph", controls: "Graph controls", canvas: "Graph. Arrow keys move, plus and minus zoom; the tab All things lists the same things.", panel: "Details and list",
    details: "Details", all: "All things", near: "Neighbours only", fit: "Fit", reset: "Reset", closer: "Zoom in", farther: "Zoom out",
    nothing: "The filters leave nothing to show", kinds: "Kinds", relations: "Relations", modalities: "How it is said", everything: "all", none: "none", only: "only",
    size: (n, m) => `${n} things · ${m} links`, found: (n) => `${n} found`, notFound: "Nothing found. Try an alias, pinyin or English.",
    stated: "stated", inferred: "inferred", planned: "planned", proposed: "proposed", why: "Reason: ", alias: "Also: ", facts: "Facts", incoming: "Links to this",
    identity: "Identifier and query", id: "id", copy: "Copy", copied: "Copied", notCopied: "Could not copy; please select the text", sparql: "Everything said of this thing, in SPARQL:",
    centre: "Centre in graph", back: "Overview", statement: "One statement", noSource: "no source recorded", more: (n) => `Show ${n} more`, hub: "Most linked things",
    noFacts: "No facts recorded", intro: "Select a thing in the graph to see its facts, each with the passage that states it.",
    hints: [["/", "search"], ["Click", "facts and sources; on a line, its one statement"], ["Drag", "moves the view or a thing"], ["Wheel", "zooms; closer in, links are named"], ["Esc", "clears the selection"]],
  },
};
