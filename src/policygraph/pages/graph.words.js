Object.assign(WORDS.zh, {
  skip: "跳到全部事物的列表", picture: "关系图", controls: "图的操作", canvas: "关系图。方向键平移，加减键缩放；右侧“全部事物”列出同样的内容。",
  all: "全部事物", near: "只看邻域", relations: "关系", size: (n, m) => `${n} 个事物 · ${m} 条关系`, incoming: "指向此处", centre: "在图中居中",
  statement: "一条陈述", hub: "联系最多的事物", intro: "点选图中的事物，查看它的事实和每条事实的出处。",
  hints: [["/", "搜索"], ["点选", "查看事实与出处，点连线看单条陈述"], ["拖动", "移动画面或单个事物"], ["滚轮", "缩放；放大后显示关系名称"], ["Esc", "取消选择"]],
});
Object.assign(WORDS.en, {
  skip: "Skip to the list of all things", picture: "Graph", controls: "Graph controls", canvas: "Graph. Arrow keys move, plus and minus zoom; the tab All things lists the same things.",
  all: "All things", near: "Neighbours only", relations: "Relations", size: (n, m) => `${n} things · ${m} links`, incoming: "Links to this", centre: "Centre in graph",
  statement: "One statement", hub: "Most linked things", intro: "Select a thing in the graph to see its facts, each with the passage that states it.",
  hints: [["/", "search"], ["Click", "facts and sources; on a line, its one statement"], ["Drag", "moves the view or a thing"], ["Wheel", "zooms; closer in, links are named"], ["Esc", "clears the selection"]],
});
