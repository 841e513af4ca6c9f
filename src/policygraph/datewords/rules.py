"""
What is read as a date, rule by rule: what the words mean, as which EDTF, on what ground, with examples that tests hold.

The rules are words about the code in this folder, not a second copy of it: `Reading.rule` names the one that applied.
"""

from __future__ import annotations

from dataclasses import dataclass

Both = tuple[str, str]

NUMERALS = ("GB/T 15835—2011 出版物上数字用法", "GB/T 15835—2011, numerals in public texts")
OFFICIAL = ("GB/T 9704—2012 党政机关公文格式", "GB/T 9704—2012, layout of official documents")
ISO = ("GB/T 7408.1—2023（ISO 8601-1:2019）", "GB/T 7408.1—2023 (ISO 8601-1:2019)")
EDTF = ("EDTF（美国国会图书馆，2019）", "EDTF (Library of Congress, 2019)")
BUDGET = ("《预算法》第十八条", "Budget Law, art. 18")
PLANS = ("历次国民经济和社会发展五年计划、规划纲要", "the outlines of the national five-year plans")
YEARBOOK = (
    "《中国统计年鉴》指标解释：年末数为12月31日数",
    "China Statistical Yearbook: year-end figures are of 31 December",
)
PERIODS = ("《民法典》第二百零一、二百零二、二百零四条", "Civil Code, art. 201, 202, 204")
ENTRY = ("《行政法规制定程序条例》第二十九条", "Regulations on Making Administrative Regulations, art. 29")
WIDER = ("两读取宽", "the wider of two readings")
NO_TIME = ("词语本身不含时间", "the words themselves name no time")
GIVEN = ("只按给出的日期推算", "counted from a date that is given, or not at all")


@dataclass(frozen=True, slots=True)
class Example:
    """
    Words, the EDTF that they read as (empty: they give a status only), and the dates that they count from.
    """

    words: str
    edtf: str
    anchor: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One rule: its key, its definition and its source in zh and en, and examples.
    """

    key: str
    definition: Both
    source: Both
    examples: tuple[Example, ...]


def _rule(key: str, zh: str, en: str, source: Both, *examples: Example) -> Rule:
    return Rule(key, (zh, en), source, examples)


A, W = "2022-03-05", "2024-12"
E = Example
RULES: tuple[Rule, ...] = (
    _rule(
        *(
            "year",
            "公历年；单独成词时“年”可省；预算年度与公历年同",
            "a calendar year; alone it needs no 年; fiscal years are calendar years",
        ),
        BUDGET,
        *(E("2024年", "2024"), E("二〇二四年", "2024"), E("2024年度", "2024")),
    ),
    _rule(
        "month", "年、月", "a year and month", NUMERALS, E("2024 年 8 月", "2024-08"), E("二〇〇四年三月", "2004-03")
    ),
    _rule(
        *("day", "年、月、日；公文成文日期即如此标全", "a year, month and day, as official documents are dated"),
        OFFICIAL,
        *(E("2024年8月15日", "2024-08-15"), E("二〇二四年八月十五日", "2024-08-15")),
    ),
    _rule(
        "figures",
        "以连字符、点或斜线分隔的数字；行文中 2024.8、2024/8 可能是数，不作日期",
        "figures parted by hyphens, dots or slashes; in running text 2024.8 and 2024/8 may be numbers",
        ISO,
        *(E("2024-08-15", "2024-08-15"), E("2024/8/15", "2024-08-15"), E("2024.8", "2024-08")),
    ),
    _rule(
        "ten-days",
        "旬：一个月的 1—10 日、11—20 日、21 日至月末",
        "a third of a month: days 1 to 10, 11 to 20, 21 to its last",
        EDTF,
        *(E("2023年6月上旬", "2023-06-01/2023-06-10"), E("2023年2月下旬", "2023-02-21/2023-02-28")),
    ),
    _rule(
        "month-edge",
        "月初、月中、月底：EDTF 没有“月底”，故取该月",
        "the begin, middle or end of a month: EDTF has no word for it, so the month",
        WIDER,
        E("2023年6月底", "2023-06"),
    ),
    _rule("half", "半年", "half a year", EDTF, E("2021年上半年", "2021-40"), E("2021年下半年", "2021-41")),
    _rule("quarter", "季度", "a quarter", EDTF, E("2021年三季度", "2021-35"), E("2021年第四季度", "2021-36")),
    _rule(
        *("first-months", "自一月起的若干月或季度", "so many months or quarters from January on"),
        EDTF,
        *(E("2023年前三季度", "2023-01/2023-09"), E("2023年前9个月", "2023-01/2023-09")),
    ),
    _rule(
        "season",
        "季节；冬季始于当年12月、止于次年2月",
        "a season; winter begins in December of its year and ends in February",
        EDTF,
        *(E("2021年春季", "2021-21"), E("2021年冬季", "2021-24")),
    ),
    _rule(
        *("year-begin", "年初：取一季度", "the begin of a year: its first quarter"),
        WIDER,
        E("2024年初", "2024-33"),
    ),
    _rule(
        "mid-year",
        "年中：年度中间，或该年之内，故取该年",
        "年中 is the middle of a year, or any time in its course: the year",
        WIDER,
        E("2023年中", "2023"),
    ),
    _rule(
        "year-end",
        "年底、年末：取四季度；与“截至”“前”“至”连用时为12月",
        "the end of a year: its last quarter; after 截至 or 至 and before 前 it is December",
        YEARBOOK,
        *(E("2023年底", "2023-36"), E("2023年末", "2023-36")),
    ),
    _rule(
        *("decade", "年代；年代的初、末仍取该年代", "a decade; its begin and its end are the decade too"),
        NUMERALS,
        *(E("20世纪80年代", "198X"), E("二十世纪九十年代末", "199X"), E("上世纪九十年代", "199X", written=W)),
    ),
    _rule(
        *(
            "century",
            "世纪：依国际标准，年份前两位相同的一百年",
            "a century: the hundred years that share their first two figures",
        ),
        ISO,
        E("20世纪", "19XX"),
    ),
    _rule(
        "plan",
        "五年规划（计划）期；行文中“十四五”规划是文件，“十五”须有引号或“期间”",
        "the years of a five-year plan; in running text “十四五”规划 is a document, and 十五 needs its marks or 期间",
        PLANS,
        *(E("“十四五”期间", "2021/2025"), E("“八五”", "1991/1995"), E("第十五个五年规划期间", "2026/2030")),
    ),
    _rule(
        *("plan-edge", "五年规划期的首年、末年", "the first or last year of a five-year plan"),
        PLANS,
        *(E("“十四五”初", "2021"), E("“十四五”末", "2025")),
    ),
    _rule(
        "range",
        "起止；后一端省去的年、月取前一端的",
        "a period; its far end takes from its near end what it leaves out",
        NUMERALS,
        *(E("2017—2030年", "2017/2030"), E("2014～2022年", "2014/2022"), E("2023年3—6月", "2023-03/2023-06")),
        *(E("2023年12月至次年2月", "2023-12/2024-02"), E("20世纪80年代至2003年", "198X/2003")),
    ),
    _rule(
        *("since", "自某时起，仍在继续", "since then, and still going on"),
        EDTF,
        *(E("自2019年以来", "2019/.."), E("自2022年启动以来", "2022/.."), E("2014年至今", "2014/..")),
    ),
    _rule(
        "until",
        "截至、到某时；何时开始未说（开始不详，不是无始）",
        "up to then; since when is not said (an unknown begin, not an open one)",
        EDTF,
        *(
            E("截至2024年9月", "/2024-09"),
            E("截至2023年底", "/2023-12"),
            E("到2025年", "/2025"),
            E("到“十四五”末", "/2025"),
        ),
    ),
    _rule(
        "before",
        "某时之前；“2025年前”或含2025年，取宽；“2000年前”两读皆可，不读",
        "before then; 2025年前 may count 2025, so it is counted; 2000年前 (or: two thousand years ago) is refused",
        WIDER,
        *(E("2025年前", "/2025"), E("2025年底前", "/2025-12")),
    ),
    _rule(*("after", "某时之后；何时为止未说", "after then; until when is not said"), WIDER, E("2020年以后", "2020/")),
    _rule("about", "约、左右、前后", "about then", EDTF, E("2010年左右", "2010~"), E("约2010年", "2010~")),
    _rule(
        *(
            "same-year",
            "同年、当年、次年、翌年、上年：由前文的年份推算",
            "the same, next or last year, from the year named before",
        ),
        GIVEN,
        *(E("同年", "2022", A), E("次年3月", "2023-03", A), E("当年底", "2022-36", A)),
    ),
    _rule(
        *("this-year", "今年、去年、明年、本年度：由写作时间推算", "this, last or next year, from the date of writing"),
        GIVEN,
        *(E("今年上半年", "2024-40", written=W), E("去年底", "2023-36", written=W), E("本年度", "2024", written=W)),
    ),
    _rule(
        *(
            "same-month",
            "同月、当月、次月；本月由写作时间推算",
            "the same or next month; 本月 from the date of writing",
        ),
        GIVEN,
        *(E("同月", "2022-03", A), E("次月15日", "2022-04-15", A)),
    ),
    _rule("same-day", "同日、当日、次日", "the same or next day", GIVEN, E("次日", "2022-03-06", A)),
    _rule(
        *("without-year", "省去年份（或月份）：取前文的", "without its year (or month): that of the date named before"),
        GIVEN,
        *(E("8月15日", "2022-08-15", A), E("三季度", "2022-35", A), E("年底", "2022-36", A), E("月初", "2022-03", A)),
    ),
    _rule("before-that", "此前", "before that", GIVEN, E("此前", "/2022-03-05", A)),
    _rule("after-that", "此后", "after that", GIVEN, E("此后", "2022-03-05/", A)),
    _rule(
        "last-years",
        "近几年、过去几年：是否含当年、自年初或当日起算，均未说，两端皆为约数",
        "the last so many years: whether that counts the year of writing is not said, so both ends are about",
        WIDER,
        *(E("近两年", "2022~/2024~", written=W), E("十年来", "2014~/2024~", written=W)),
    ),
    _rule(
        *("coming-years", "未来几年、今后几年", "the coming so many years"),
        WIDER,
        E("未来三年", "2024~/2027~", written=W),
    ),
    _rule(
        "effective-on-publication",
        "自发布之日起施行：即发布之日；“起30日后施行”不读",
        "in force from the day of publication, that day counted; 起30日后施行 is refused",
        ENTRY,
        *(E("自发布之日起施行", A, A), E("本办法自印发之日起实施", "2022-03", "2022-03")),
    ),
    _rule(
        *("effective-from", "自某日起施行", "in force from a day that is named"),
        ENTRY,
        E("自2024年9月1日起施行", "2024-09-01"),
    ),
    _rule(
        "valid-for",
        "有效期：法定算法不计首日、止于对应日；自某日“起”则计首日、止于前一日。两读差一日，故末端为约数",
        "valid for so long: by law the first day is not counted and the last is the corresponding day; documents "
        "that run 自…起 count it and end the day before. They differ by a day, so the end is about",
        PERIODS,
        *(E("有效期三年", "2022-03-05/2025-03-04~", A), E("有效期三年", "2022-03/2025-03~", "2022-03")),
        E("试行期一年", "2022-03-05/2023-03-04~", A),
    ),
    _rule(
        *("valid-until", "有效期至某日", "valid until a day that is named"),
        PERIODS,
        *(E("有效期至2026年6月30日", "2022-03-05/2026-06-30", A), E("有效期至2026年6月30日", "/2026-06-30")),
    ),
    _rule(
        "on-trial",
        "试行、暂行：不是日期，只说明状态",
        "on trial, interim: no date, only a status",
        NO_TIME,
        E("（试行）", ""),
    ),
)

# What is refused, whatever dates are given: other calendars, short years, no such day, no count of years.
REFUSED: tuple[str, ...] = (
    *(
        "民国十年",
        "光绪三十年八月",
        "农历八月十五",
        "二〇二四年八月十五",
        "2024年腊月",
        "正月初一",
        "令和六年",
        "公元前221年",
    ),
    *(
        "24年8月",
        "九八年",
        "2021—25年",
        "2023年2月30日",
        "2024年13月",
        "2022—2021年",
        "2000年前",
        "十五",
        "近年来",
        "近两三年",
    ),
    *(
        "自发布之日起30日后施行",
        "2021、2022年",
        "2023—2024学年",
        "元月",
        "20240815",
        "截至目前",
        "2022年冬奥会",
        "适时",
        "",
    ),
)
