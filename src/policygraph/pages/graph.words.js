Object.assign(WORDS.zh, {
  skip: "跳到全部事物的列表", picture: "关系图", controls: "图的操作", canvas: "关系图。方向键平移，加减键缩放；右侧“全部事物”列出同样的内容。",
  all: "全部事物", near: "只看邻域", relations: "关系", size: (n, m) => `${n} 个事物 · ${m} 条关系`, incoming: "指向此处", centre: "在图中居中",
  statement: "一条陈述", hub: "联系最多的事物", first: (measure) => `按${measure}居前的事物`, ties: "在此网络中", groups: "社群（以核心为名）", alone: "无联系", region: "地区", anywhere: "全部地区", years: "年份", from: "起始年份", until: "截止年份", start: "最早", end: "最晚",
  ways: (n) => `${n} 项依据`, unsure: "该日只是可能有效：", hubbed: "指向此处的联系过多，只列出图中事物的；全部见：", savePng: "存为 PNG 图片", saveSvg: "存为 SVG 图片", saved: (name) => `已保存 ${name}`, notSaved: "无法保存图片",
  intro: "点选图中的事物，查看它的事实和每条事实的出处。",
  hints: [["/", "搜索"], ["点选", "查看事实与出处，点连线看单条陈述"], ["拖动", "移动画面或单个事物"], ["滚轮", "缩放；放大后显示关系名称"], ["Shift+方向键", "选到那一侧最近的事物"], ["Esc", "取消选择"]],
});
Object.assign(WORDS.en, {
  skip: "Skip to the list of all things", picture: "Graph", controls: "Graph controls", canvas: "Graph. Arrow keys move, plus and minus zoom; the tab All things lists the same things.",
  all: "All things", near: "Neighbours only", relations: "Relations", size: (n, m) => `${n} things · ${m} links`, incoming: "Links to this", centre: "Centre in graph",
  statement: "One statement", hub: "Most linked things", first: (measure) => `First by ${measure}`, ties: "In this network", groups: "Communities, by their hubs", alone: "not linked", region: "Region", anywhere: "everywhere", years: "Years", from: "first year", until: "last year", start: "first", end: "last",
  ways: (n) => `${n} statement${n > 1 ? "s" : ""} behind this`, unsure: "Only possibly in force on that day: ", hubbed: "Too much points here; only what comes from things in the picture is listed. All of it:", savePng: "Save as PNG", saveSvg: "Save as SVG", saved: (name) => `Saved ${name}`, notSaved: "The picture could not be saved",
  intro: "Select a thing in the graph to see its facts, each with the passage that states it.",
  hints: [["/", "search"], ["Click", "facts and sources; on a line, its one statement"], ["Drag", "moves the view or a thing"], ["Wheel", "zooms; closer in, links are named"], ["Shift+arrow", "selects the nearest thing on that side"], ["Esc", "clears the selection"]],
});
