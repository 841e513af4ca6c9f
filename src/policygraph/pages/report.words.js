// What the report's page says itself; the report's own words stand in it in both languages.
"use strict";
Object.assign(WORDS.zh, {
  print: "打印", close: "关闭", evidence: "依据", whole: "全表", ofRow: (n) => `第 ${n} 行`, statements: (n) => `${n} 条陈述`,
  noStatements: "这一行说的是没有的东西，因此没有陈述；下面的查询可以核对。",
  noneAll: "没有陈述。", query: "查询语句", queryWhy: "这条查询列出以上陈述及其出处，可在任何 SPARQL 1.1 引擎上运行。", copyQuery: "复制查询",
  run: "存为 query.rq，然后运行：", here: "本行链接",
});
Object.assign(WORDS.en, {
  print: "Print", close: "Close", evidence: "Evidence", whole: "the whole table", ofRow: (n) => `row ${n}`, statements: (n) => `${n} statement${n === 1 ? "" : "s"}`,
  noStatements: "This row tells of what is not there, so no statement makes it; the query below lets you check.",
  noneAll: "No statements.", query: "Query", queryWhy: "This query lists the statements above with their passages, on any SPARQL 1.1 engine.", copyQuery: "Copy the query",
  run: "Save it as query.rq and run:", here: "Link to this row",
});
