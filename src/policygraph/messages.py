"""
Every message that a person can be shown when something is wrong, by code, in Chinese and in English.

`{guess}` is filled by `errors.say` with the nearest allowed word. Codes never change their meaning:
E0 files and YAML, E1 the form of a record, E2 references and names, E3 dates and numbers, E4 sources, E5 graphs and
queries, E6 names that a person typed, F findings of `check`.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "E000": (
        "{files} 个文件中有 {bad} 个出错，共 {errors} 处；未构建任何内容",
        "{errors} errors in {bad} of {files} files; nothing was built",
    ),
    "E001": ("不是 UTF-8 文本：第 {offset} 字节为 {byte}", "is not UTF-8 text: byte {byte} at offset {offset}"),
    "E002": ("YAML 写法有误：{why}", "is not valid YAML: {why}"),
    "E003": ("键“{key}”重复，前一处在第 {first} 行", "repeats the key '{key}', first given in line {first}"),
    "E004": (
        "不支持 YAML 的锚点、别名与合并（&、*、<<），请写出完整的值",
        "uses a YAML anchor, alias or merge (&, *, <<); write the value out",
    ),
    "E005": ("嵌套超过 {limit} 层", "is nested deeper than {limit} levels"),
    "E006": ("应为记录的列表（每条以“- 类别: 标识”开头）", "must be a list of records (each begins '- kind: id')"),
    "E007": ("不支持 YAML 标签“{tag}”", "uses the YAML tag '{tag}', which is not supported"),
    "E008": ("不是合法的 JSON：{why}", "is not valid JSON: {why}"),
    "E009": ("值为空", "has no value"),
    "E010": ("含有控制字符 {char}", "holds the control character {char}"),
    "E011": ("无法读取：{why}", "cannot be read: {why}"),
    "E012": ("值须为文本，而不是 {what}", "must be text, not {what}"),
    "E013": ("键须为文本", "has a key that is not text"),
    "E014": ("一个文件只能有一份 YAML 文档；请删去此处的“---”", "begins a second YAML document; remove this '---'"),
    "E015": (
        "超过 {limit} MB；大量记录请用 JSON Lines（.jsonl）",
        "is over {limit} MB; write so many records as JSON Lines (.jsonl)",
    ),
    "E016": ("此文件已有 {limit} 处错误，其余未读", "has {limit} errors up to here; the rest of the file was not read"),
    "E017": ("应为一个映射（键: 值）", "must be one mapping (key: value)"),
    "E018": (
        "构建的一个进程中途被终止（{number}）：多半是内存不足",
        "a process of the build was ended ({number}), most likely because memory ran out",
    ),
    "E101": ("没有类别“{kind}”{guess}", "no kind '{kind}'{guess}"),
    "E102": ("记录没有类别；首个键应为：{kinds}", "record names no kind; its first key must be one of {kinds}"),
    "E103": ("{kind} 没有键“{key}”{guess}", "{kind} has no key '{key}'{guess}"),
    "E104": ("“{key}”的值应为{want}，实为 {found}", "'{key}' must be {want}, not {found}"),
    "E105": ("“{key}”最多 {limit} 个值，给出了 {found} 个", "'{key}' takes at most {limit} value(s), {found} given"),
    "E106": ("{kind} 缺少必填的键“{key}”", "{kind} lacks the key '{key}'"),
    "E107": (
        "标识“{id}”已在 {first} 使用；补充同一事物请用“- also: {id}”",
        "the id '{id}' is taken in {first}; to add to the same thing write '- also: {id}'",
    ),
    "E108": (
        "标识“{id}”须由小写字母、数字和连字符组成（如“{near}”）",
        "the id '{id}' must be lower-case ASCII letters, digits and hyphens, such as '{near}'",
    ),
    "E109": ("没有陈述方式“{modality}”{guess}", "no modality '{modality}'{guess}"),
    "E110": ("推断（inferred）须以 why 说明理由", "an inferred value needs its reason: why"),
    "E111": (
        "没有出处：缺少 at（来源/章/节/段）",
        "has no passage: give 'at', such as beijing-talent-2024/pinggu/1.3/p4",
    ),
    "E113": ("“{key}”没有可附加的“{extra}”{guess}", "a value of '{key}' takes no '{extra}'{guess}"),
    "E114": ("第 {row} 行有 {found} 个单元格，而列有 {want} 个", "row {row} has {found} cells for {want} columns"),
    "E201": ("没有{kind}“{id}”{guess}", "no {kind} '{id}'{guess}"),
    "E202": ("“{id}”的类别是 {found}，而“{key}”只能指向 {want}", "'{id}' is of kind {found}, but '{key}' takes {want}"),
    "E203": ("“{key}”成环：{chain}", "'{key}' goes round in a circle: {chain}"),
    "E204": (
        "名称“{name}”在同一范围内已指 {other}（{first}）",
        "the name '{name}' already stands for {other} in the same scope ({first})",
    ),
    "E205": (
        "来源“{source}”的提纲中没有“{locator}”{guess}",
        "the outline of source '{source}' has no '{locator}'{guess}",
    ),
    "E206": ("没有来源“{source}”{guess}", "no source '{source}'{guess}"),
    "E207": (
        "“{id}”在数据中只是规划或建议，不能作为事实的一端；请将此值标为 planned 或 proposed",
        "'{id}' is only planned or proposed in the data, so no fact can rest on it; mark this value so too",
    ),
    "E208": (
        "不同类别的事物不能是同一个：{things}（{kinds}）",
        "things of different kinds cannot be one: {things} ({kinds})",
    ),
    "E209": (
        "判定相互矛盾：{things} 既相同又不同",
        "judgements contradict each other: {things} are both the same and different",
    ),
    "E210": ("判定没有键“{key}”{guess}", "a judgement has no key '{key}'{guess}"),
    "E211": ("判定缺少“{key}”", "the judgement lacks '{key}'"),
    "E212": (
        "判定须有 same 或 different 之一，列出至少两个标识",
        "a judgement needs 'same' or 'different' with a list of at least two ids",
    ),
    "E301": (
        "“{text}”不是日期；应为 EDTF，如 2022、2022-03、2022-03-05、2021/2025",
        "'{text}' is not a date; write EDTF such as 2022, 2022-03, 2022-03-05 or 2021/2025",
    ),
    "E302": ("没有“{text}”这一天", "there is no day '{text}'"),
    "E303": ("结束（{end}）早于开始（{begin}）", "ends ({end}) before it begins ({begin})"),
    "E304": ("“{text}”不是数字", "'{text}' is not a number"),
    "E305": (
        "年份“{text}”须为四位公历年（0001—9999）",
        "the year in '{text}' must be four digits of the Gregorian calendar (0001 to 9999)",
    ),
    "E306": (
        "“{text}”不是某一天，而是 {first} 至 {last}{guess}",
        "'{text}' is not one day but {first} to {last}{guess}",
    ),
    "E307": (
        "“{text}”的起止不全在词语之中：须由另一日期推算，或一端未定；请写明年份",
        "'{text}' names no first and last day: it counts from another date or is open; name the year",
    ),
    "E401": ("来源缺少“{key}”", "the source lacks '{key}'"),
    "E402": ("来源没有键“{key}”{guess}", "a source has no key '{key}'{guess}"),
    "E403": (
        "提纲单元“{unit}”应如 p1、p2-p5、t3/r1、t1/r2-r6、g1、fn1",
        "outline unit '{unit}' must be like p1, p2-p5, t3/r1, t1/r2-r6, g1 or fn1",
    ),
    "E404": (
        "文件夹“{path}”中没有数据：需要 *.yaml 或 *.jsonl",
        "the folder '{path}' holds no data: no *.yaml or *.jsonl",
    ),
    "E405": ("没有文件夹“{path}”", "there is no folder '{path}'"),
    "E406": ("正则表达式“{pattern}”有误：{why}", "the regular expression '{pattern}' is not valid: {why}"),
    "E407": (
        "“{path}”似乎不是“{source}”：{sections} 个章节标题中只找到 {found} 个；要核对的是哪一份文本？",
        "'{path}' does not seem to be '{source}': {found} of its {sections} headings were found; is it another text?",
    ),
    "E408": ("“{path}”应为文本文件（UTF-8）或 PDF：{why}", "'{path}' must be a text file (UTF-8) or a PDF: {why}"),
    "E409": (
        "应为四列（passage、start、end、digest），以制表符分隔",
        "must be four columns (passage, start, end, digest) with tabs between",
    ),
    "E501": (
        "没有已构建的图“{path}”；请先运行：policygraph build",
        "there is no built graph at '{path}'; first run: policygraph build",
    ),
    "E502": (
        "“{path}”的上次构建被中断（{name} 与 build.json 不符）；请重新运行：policygraph build",
        "the build in '{path}' was interrupted ({name} does not match build.json); run again: policygraph build",
    ),
    "E503": ("图文件“{path}”已损坏：{why}", "the graph file '{path}' is damaged: {why}"),
    "E504": ("SPARQL 写法有误：{why}", "the SPARQL is not valid: {why}"),
    "E505": (
        "查询不得使用 {word}：本工具不访问网络或其他文件",
        "a query may not use {word}: this tool opens no network and no other file",
    ),
    "E506": (
        "查询嵌套过深（{depth} 层，上限 {limit}）",
        "the query is nested too deep ({depth} levels, at most {limit})",
    ),
    "E507": ("查询在 {seconds} 秒内未完成", "the query did not finish within {seconds} seconds"),
    "E508": (
        "格式 {format} 不适用于{form}查询；可用：{allowed}",
        "the format {format} does not fit a {form} query; use {allowed}",
    ),
    "E509": ("没有名为“{name}”的查询{guess}", "no query named '{name}'{guess}"),
    "E510": ("查询“{name}”没有参数“{param}”{guess}", "query '{name}' has no parameter '{param}'{guess}"),
    "E511": (
        "参数“{param}”应为{want}，实为“{found}”{guess}",
        "parameter '{param}' must be {want}, not '{found}'{guess}",
    ),
    "E512": ("查询文件“{path}”有误：{why}", "the query file '{path}' is not usable: {why}"),
    "E513": ("查询过长（{size} 字符，上限 {limit}）", "the query is too long ({size} characters, at most {limit})"),
    "E514": (
        "“{path}”不是 policygraph 可打开的图；应为文件夹或 N-Quads 文件（.nq）",
        "'{path}' is not a graph that policygraph opens; give a folder or an N-Quads file (.nq)",
    ),
    "E515": ("只读：不接受 SPARQL 更新（{word}）", "the graph is read-only: SPARQL Update ({word}) is refused"),
    "E516": ("查询未能执行：{why}", "the query could not be carried out: {why}"),
    "E517": (
        "“{path}”中的时间列已损坏（{why}）；请重新运行：policygraph build",
        "the columns in '{path}' are damaged ({why}); run again: policygraph build",
    ),
    "E601": ("图中没有名为“{name}”的事物{guess}", "nothing in the graph is called '{name}'{guess}"),
    "E602": (
        "“{name}”可指多个事物，请用标识：{choices}",
        "'{name}' stands for more than one thing; use an id: {choices}",
    ),
    "E603": (
        "“{name}”的类别是 {found}，此处需要：{want}",
        "'{name}' is of kind {found}; what is needed here is: {want}",
    ),
    "E604": ("“{start}”与“{end}”之间没有联系", "nothing links '{start}' and '{end}'"),
    "E605": ("“{text}”不是 KEY=VALUE", "'{text}' is not KEY=VALUE"),
    "E606": ("请只给出其一：{choices}", "give exactly one of {choices}"),
    "E608": (
        "缺少组件 {package}；请安装：pip install {install}",
        "the package {package} is missing; install it: pip install {install}",
    ),
    "E609": ("起始 {begin} 晚于截止 {end}", "--from {begin} is after --until {end}"),
    "E610": ("{option} 须与 {other} 同用", "{option} needs {other}"),
    "E611": ("没有问题“{name}”{guess}；可问：{choices}", "no question '{name}'{guess}; there are: {choices}"),
    "E612": ("“{name}”不在图中：它没有与其他事物的联系", "'{name}' is not in the picture: nothing is linked with it"),
    "E631": ("无法写入“{path}”：{why}", "'{path}' cannot be written: {why}"),
    "E632": (
        "“{path}”是构建的产物，不能覆盖；请写到别处",
        "'{path}' is a product of the build and is not written over; choose another place",
    ),
    "F120": (
        "“{id}”的 {key} 只有词语“{words}”，读不出日期：未列入时间",
        "{id}: {key} has only the words '{words}', which name no date that can be read; it is undated",
    ),
    "F121": (
        "“{id}”的 {key} 为 {date}，而所引词语“{words}”读作 {read}",
        "{id}: {key} is {date}, but the words that it quotes, '{words}', read as {read}",
    ),
}

# Words that messages are filled with; their English is what the code passes.
WORDS: dict[str, str] = {
    "a file is missing": "缺少文件",
    "a number leads nowhere": "编号无所指",
    "it was made by another version": "由另一版本生成",
    "its origin.json is not usable": "origin.json 无法使用",
    "its size is another": "大小不符",
    "a date": "日期",
    "a list": "列表",
    "a list or mapping": "列表或映射",
    "a mapping": "映射",
    "a number": "数字",
    "an id": "标识",
    "text": "文本",
    "thing": "事物",
}
