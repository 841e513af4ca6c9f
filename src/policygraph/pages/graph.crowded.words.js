Object.assign(WORDS.zh, {
  size: (n, m) => `${n} 个事物 · ${m} 条关系`,
  over: (most) => `多于 ${most}`,
  cut: (most, links) => `这一范围超过一张图可看清的上限（${most} 个事物或 ${links} 条关系），因此没有读完，也没有画出。下面是较小的视图与不画图的读法：在命令行中运行所列命令即可。`,
  tooMany: (n, m, most, links) => `这张图有 ${n} 个事物、${m} 条关系，超过可看清的上限（${most} 个事物或 ${links} 条关系），因此没有画出。下面是较小的视图：在命令行中运行所列命令，即得相应的页面。`,
});
Object.assign(WORDS.en, {
  size: (n, m) => `${n} things · ${m} links`,
  over: (most) => `over ${most}`,
  cut: (most, links) => `This holds more than can be read in one picture (${most} things or ${links} links), so it was not read to its end, and is not drawn. Here are smaller views, and ways to read without a picture; each is one command.`,
  tooMany: (n, m, most, links) => `This network has ${n} things and ${m} links: more than can be read in one picture (${most} things or ${links} links), so it is not drawn. Here are smaller views; each command makes its page.`,
});
