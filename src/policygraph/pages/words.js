// What every page says, in both languages; a page adds its own words.
"use strict";
const WORDS = {
  zh: {
    search: "搜索事物", searchHint: "搜索名称、别名、拼音、英文或标识", results: "搜索结果", filters: "筛选", panel: "详情与列表", details: "详情",
    fit: "适应窗口", reset: "复原", closer: "放大", farther: "缩小", nothing: "筛选后没有可显示的事物", kinds: "类别", modalities: "陈述方式",
    everything: "全选", none: "全不选", only: "只看", found: (n) => `找到 ${n} 个事物`, notFound: "没有找到。可试试别名、拼音或英文。",
    stated: "原文陈述", inferred: "推断", planned: "计划", proposed: "建议", why: "理由：", alias: "又名：", facts: "事实", noFacts: "没有记录的事实",
    identity: "标识与查询", id: "标识", copy: "复制", copied: "已复制", notCopied: "无法复制，请手动选择", sparql: "用 SPARQL 查询这个事物的全部陈述：",
    back: "返回概览", noSource: "无出处记录", more: (n) => `显示其余 ${n} 项`,
  },
  en: {
    search: "Search things", searchHint: "Search name, alias, pinyin, English or id", results: "Search results", filters: "Filters", panel: "Details and list", details: "Details",
    fit: "Fit", reset: "Reset", closer: "Zoom in", farther: "Zoom out", nothing: "The filters leave nothing to show", kinds: "Kinds", modalities: "How it is said",
    everything: "all", none: "none", only: "only", found: (n) => `${n} found`, notFound: "Nothing found. Try an alias, pinyin or English.",
    stated: "stated", inferred: "inferred", planned: "planned", proposed: "proposed", why: "Reason: ", alias: "Also: ", facts: "Facts", noFacts: "No facts recorded",
    identity: "Identifier and query", id: "id", copy: "Copy", copied: "Copied", notCopied: "Could not copy; please select the text", sparql: "Everything said of this thing, in SPARQL:",
    back: "Overview", noSource: "no source recorded", more: (n) => `Show ${n} more`,
  },
};
