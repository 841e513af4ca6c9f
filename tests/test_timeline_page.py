"""
The timeline in a browser: it draws certainty as it is, answers "in force on a day" as the command does, and can be used
without a mouse, without a network and on paper.
"""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import date
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

import pytest
from conftest import FIXTURES, listened

from policygraph.chronicle import Chronicle, Item, timeline_page
from policygraph.dates import MAX, Bounds, PartialDate
from policygraph.entities import Entity
from policygraph.lanes import Lanes
from policygraph.ontology import iri
from policygraph.publish import publish
from policygraph.reasons import reason
from policygraph.store import open_store
from policygraph.timeline import Asked, in_force, timeline
from policygraph.webpage import Line

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from policygraph.build import Built
    from policygraph.store import Store

pytestmark = pytest.mark.browser
ID = "https://w3id.org/policygraph/id/"
DAY = date(2023, 6, 30)
# What is asked of the page from inside: the drawing itself is tested, not its pixels.
SOLID = """() => {
    const faults = [];
    for (const item of items.filter((one) => one.shape !== "moment")) {
        const { begin, begun, ending, end } = item, start = begin > FIRST ? begin : begun - 900;
        const x = (day) => day - start, right = 40000, points = certainty(item, x, right);
        for (const day of [begin, begun - 1, begun, ending, ending + 40, end, begin + 900]) {
            const middle = x(day) + 0.5, k = points.findIndex(([at]) => at >= middle);
            if (middle < 0 || middle >= right) continue;
            const [from, a] = points[Math.max(0, k - 1)], [to, b] = points[Math.max(k, 0)];
            const between = to === from ? b : a + ((b - a) * (middle - from)) / (to - from);
            const alpha = k < 0 || middle < points[0][0] ? 0 : between;
            const meant = alpha > 0.999 ? "certain" : alpha > 0 ? "possible" : "no";
            if (fitOn(item, day) !== meant) faults.push([item.thing.id, iso(day), meant, alpha]);
        }
    }
    return faults;
}"""
COUNTED = """() => {
    const lane = policygraph.lanes()[0], faults = [], little = 1e-6;
    const meets = (from, last, [left, right]) => from < right - little && last + 1 > left + little;
    for (const [shape, { edges, sure, all }] of Object.entries(countShapes(lane, view()))) {
        const held = lane.entries.flatMap(({ strip }) => strip.items).filter((item) => item.shape === shape);
        for (let k = 3; k < edges.length - 1; k += 41) {
            const bin = [edges[k], edges[k + 1]], touching = held.filter((item) => meets(item.begin, item.end, bin));
            const certain = touching.filter(({ begin, begun, ending, end }) =>
                shape === "moment" ? begin >= bin[0] && end < bin[1] : begun <= ending && meets(begun, ending, bin));
            if (all[k] !== touching.length || sure[k] !== certain.length) {
                faults.push([shape, iso(bin[0]), all[k], touching.length, sure[k], certain.length]);
            }
        }
    }
    return [lane.mode, faults];
}"""
FORCE_ROWS = """[...document.querySelectorAll("#force li[data-thing]")].map((row) => [
    row.dataset.thing, row.dataset.fit, row.querySelector(".why").textContent.replace(/^(理由：|Reason: )/, ""),
    [...row.querySelectorAll(".cite")].map((cite) => cite.textContent).sort()])"""
PINCH = """() => {
    const lanes = document.getElementById("lanes"), box = lanes.getBoundingClientRect();
    const touch = (type, pointerId, x) => lanes.dispatchEvent(new PointerEvent(type, {
        pointerId, pointerType: "touch", clientX: box.left + x, clientY: box.top + 100,
        button: type === "pointermove" ? -1 : 0,
    }));
    const length = () => policygraph.state.to - policygraph.state.from, before = length();
    lanes.setPointerCapture = () => {};
    touch("pointerdown", 1, 200);
    touch("pointerdown", 2, 300);
    touch("pointermove", 2, 400);
    return before / length();
}"""
IN_VIEW = """policygraph.strips().flatMap((strip) => strip.items)
    .filter(({ begin, end }) => end >= policygraph.state.from && begin <= policygraph.state.to)
    .map((item) => item.thing.label)"""
SEEN = """JSON.stringify([policygraph.hash(), policygraph.state.lanes,
    policygraph.strips().map(({ thing }) => thing.id), document.querySelector("#details h2").textContent])"""
HEADED = """[...document.querySelectorAll("#undated h3")]
    .reduce((sum, head) => sum + Number(head.textContent.split("\u3000")[1]), 0)"""
TOO_FAINT = """() => {
    const style = getComputedStyle(document.documentElement), pen = document.createElement("canvas").getContext("2d");
    const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    const light = (name) => {
        pen.fillStyle = style.getPropertyValue(`--${name}`).trim();
        const [red, green, blue] = pen.fillStyle.slice(1).match(/../g).map((part) => linear(parseInt(part, 16) / 255));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const pairs = "ink/paper ink/band soft/paper soft/ground accent/paper accent/wash amber/paper amber/amber-wash " +
        "violet/violet-wash on-accent/accent paper/cursor";
    return pairs.split(" ").filter((pair) => {
        const [low, high] = pair.split("/").map(light).sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05) < 4.5;
    });
}"""
POINT = """() => {
    const box = document.getElementById("lanes").getBoundingClientRect(), [first] = policygraph.drawn();
    hover({ clientX: box.left + first.left + 8, clientY: box.top + first.top + 4 });
}"""
HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "@@facts@@ ${7*7} {{ 7*7 }}",
    "<!--\u2028'\"&amp;\u2029",
    "很长" * 400,
    "\u202eلمزرعة\u202c",
]


@pytest.fixture(scope="module")
def window(browser: Browser) -> tuple[Page, list[str]]:
    """
    A browser's page, and what was fetched or complained of since it was last opened.
    """
    return listened(browser)


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """
    All products of a small world, with a dated membership and a document that replaces another.
    """
    return publish(FIXTURES / "valid", tmp_path_factory.mktemp("little"))


def opened(window: tuple[Page, list[str]], file: Path, address: str = "") -> Page:
    page, heard = window
    page.goto("about:blank")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(media="screen", color_scheme="light")
    heard.clear()
    page.goto(file.as_uri() + address)
    page.locator("#kinds input").first.wait_for()
    return page


@pytest.fixture
def page(window: tuple[Page, list[str]], built: Built) -> Page:
    return opened(window, built.out / "timeline.html")


def shown(page: Page) -> set[str]:
    found: list[str] = page.evaluate("policygraph.strips().map((strip) => strip.thing.id)")
    return set(found)


def on_the_line(store: Store, asked: Asked) -> dict[str, str]:
    """
    The kinds of the things that have a date, or a time in force without one: nobody knows when such a time began.
    """
    entries = timeline(store, asked) + in_force(store, asked, date.min)
    return {entry.thing.id: entry.thing.kind for entry in entries}


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_the_page_opens_from_a_file_in_silence(page: Page, window: tuple[Page, list[str]], store: Store):
    """
    No request but for the file itself, no message in the console, and every dated thing drawn.
    """
    page.wait_for_timeout(200)

    assert len(window[1]) == 1
    assert window[1][0].startswith("asked for file:")
    assert shown(page) == set(on_the_line(store, Asked()))


@pytest.mark.parametrize("way", ["regions", "bodies", "kinds"])
def test_no_dated_thing_is_in_no_lane(page: Page, way: str):
    """
    What names no place or no agency has a lane of its own, so that each way of seeing shows all.
    """
    page.click(f"#by-{way}")
    placed = page.evaluate(
        "[...new Set(policygraph.lanes().flatMap((lane) => lane.entries.map(({ strip }) => strip.thing.id)))]"
    )

    assert set(placed) == shown(page)
    assert page.get_attribute(f"#by-{way}", "aria-pressed") == "true"


@pytest.mark.parametrize("way", ["regions", "bodies", "kinds"])
def test_no_bar_lies_upon_another(page: Page, way: str):
    """
    Two bars in one row would look like one, longer than either.
    """
    page.click(f"#by-{way}")
    page.wait_for_timeout(100)
    overlapping = page.evaluate("""policygraph.lanes().flatMap((lane) => lane.rows).flatMap((row) =>
        row.slice(1).filter(({ strip }, k) => strip.begin <= row[k].strip.end).map(({ strip }) => strip.thing.id))""")

    assert overlapping == []


def test_a_lane_holds_what_lies_in_it_when_it_is_shut(page: Page):
    """
    A city that is folded up shows the documents of its districts, each once.
    """

    def inside() -> list[str]:
        found: list[str] = page.evaluate(
            "policygraph.lanes().find((lane) => lane.key === 'beijing').entries.map((e) => e.strip.thing.id)"
        )
        return found

    assert "doctor-farm" not in inside()
    page.click("[data-lane=beijing] .fold")
    page.wait_for_timeout(50)

    assert "doctor-farm" in inside()
    assert len(inside()) == len(set(inside()))
    assert page.locator("[data-lane=pinggu]").count() == 0


# ---- certainty


def test_a_bar_is_solid_on_certain_days_and_only_there(page: Page):
    """
    The picture says no more than the dates do: full colour where it certainly held, less where it possibly did.
    """
    wrong = page.evaluate(SOLID)

    assert wrong == []


def test_a_month_is_hollow_and_a_day_is_full(page: Page):
    """
    A mark in full colour would claim a day that no source gives.
    """
    painted = page.evaluate("""() => ["2016-03-16", "2022-03"].map((edtf) => {
        const item = items.find((one) => one.edtf === edtf && one.shape === "moment"), pen = new Pen(400, 20);
        drawMoment(pen, item, (day) => (day - item.begin) * 0.1 + 50, 5, 400, tint(item.thing.kind, false), 8, LIGHT);
        return pen.svg.querySelector("path").getAttribute("fill") === LIGHT.paper;
    })""")

    assert painted == [False, True]


def test_numbers_count_what_holds_at_each_pixel(window: tuple[Page, list[str]], tmp_path: Path):
    """
    Where bars would lie on one another, their number is drawn instead, sure and perhaps apart.
    """
    page = opened(window, crowd(tmp_path, 700), "#lanes=kinds&from=2010-01-01&to=2020-01-01")
    wrong = page.evaluate(COUNTED)

    assert wrong == ["counted", []]
    page.click(".way")
    page.wait_for_timeout(100)
    assert page.evaluate("policygraph.lanes()[0].rows.flat().length") == 700


def crowd(folder: Path, many: int) -> Path:
    """
    Write a page of *many* policies of one kind, each with a month or year and a period that nobody has ended.
    """
    known, items = {}, []
    for n in range(many):
        plan = Entity(f"p{n}", f"{ID}p{n}", "policy", f"第{n}号文件")
        known[plan.iri] = plan
        month = PartialDate(f"{2005 + n % 17}-{n % 12 + 1:02}" if n % 3 else f"{2005 + n % 17}")
        first = month.bounds
        force = Bounds(first.begin_earliest, first.begin_latest, first.begin_latest, MAX)
        items.append(Item(plan.iri, f"{plan.iri}/t", iri("pg:dated"), str(month), "", first, "stated"))
        items.append(
            Item(plan.iri, f"{plan.iri}/f", iri("pg:inForce"), "", "", force, "stated", basis=(f"{plan.iri}/t",))
        )
    found = Chronicle(known, tuple(sorted(items, key=lambda item: item.order)), (), Lanes(), Lanes())
    return write(folder, found, {})


def write(folder: Path, found: Chronicle, facts: dict[str, list[Line]]) -> Path:
    kinds = {"policy": ("政策文件", "policy"), "region": ("行政区", "region")}
    file = folder / "timeline.html"
    html = timeline_page(found, facts, sounds={}, title=("时间线", "Timeline"), kinds=kinds)
    file.write_text(html, encoding="utf-8")
    return file


# ---- in force on a day


@pytest.mark.parametrize(
    "day", ["1981-06-01", "2016-01-01", "2022-03-15", "2022-03-31", "2023-06-30", "2024-12-31", "2040-01-01"]
)
def test_the_day_cursor_lists_what_the_command_lists(page: Page, store: Store, day: str):
    """
    One question has one answer: the same rows in the same order, with the same reason.
    """
    page.fill("#day", day)
    page.locator("#force h2", has_text=day).wait_for()
    entries = in_force(store, Asked(), date.fromisoformat(day))

    for side, lang in enumerate(("zh", "en")):
        page.click(f"#{lang}")
        expected = [
            [e.thing.id, e.fit.value, e.why[side], sorted({c.words[side] for c in e.citations})] for e in entries
        ]
        assert page.evaluate(FORCE_ROWS) == expected


@pytest.mark.parametrize("day", ["2018-06-01", "2022-04-15", "2023-06-30", "2023-08-01", "2027-01-01"])
def test_memberships_and_what_another_document_ends_are_listed_too(
    window: tuple[Page, list[str]], little: Built, day: str
):
    """
    The same rows where a membership holds, and where a reason names the document that ended another.
    """
    page = opened(window, little.out / "timeline.html", f"#day={day}&tab=force")
    with open_store(little.out) as store:
        entries = in_force(store, Asked(), date.fromisoformat(day))

    assert entries
    assert page.evaluate(FORCE_ROWS) == [
        [e.thing.id, e.fit.value, e.why[0], sorted({c.words[0] for c in e.citations})] for e in entries
    ]


def test_a_reason_is_worded_as_the_command_words_it(page: Page):
    """
    The page works its sentences out anew for each day, so they are held against the command's for all kinds of bounds.
    """
    days = [date.min, *(date(2022, month, day) for month in (1, 2, 3) for day in (1, 15)), date(2022, 3, 31)]
    days += [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), MAX]
    cases = [
        (Bounds(begin, begun, ending, end), day)
        for begin, begun in combinations_with_replacement(days, 2)
        for ending, end in combinations_with_replacement(days, 2)
        if begin <= end and begun <= end and begin <= ending
        for day in (*days[1:-1:2], date(2022, 3, 31))
    ]
    words = page.evaluate("book().pairs[book().dates.why[periods[0].n]]")
    said = page.evaluate(
        """(cases) => cases.map(([begin, begun, ending, end, day]) =>
            reasonOf({ n: periods[0].n, begin, begun, ending, end }, day))""",
        [[*(side.toordinal() for side in astuple(bounds)), day.toordinal()] for bounds, day in cases],
    )

    assert len(cases) > 1000
    assert said == [reason(bounds, tuple(words), day)[0] for bounds, day in cases]


def test_certain_and_possible_stand_apart(page: Page, store: Store):
    """
    A reader who counts what was in force must not count what only may have been.
    """
    page.fill("#day", str(DAY))
    page.locator("#force h2", has_text=str(DAY)).wait_for()
    fits = [entry.fit.value for entry in in_force(store, Asked(), DAY)]

    heads = page.locator("#force h3").all_inner_texts()
    assert heads == [f"确定　{fits.count('certain')}", f"可能　{fits.count('possible')}"]


def test_the_day_cursor_moves_by_key(page: Page):
    """
    D takes it, arrows move it by days and months; the end of a month stays the end of a month.
    """
    page.fill("#day", "2023-01-31")
    page.focus("#lanes")
    page.keyboard.press("d")
    assert page.evaluate("document.activeElement.id") == "handle"
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#handle", "aria-valuetext") == "2023-01-31" or page.input_value("#day") == "2023-02-01"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    assert page.input_value("#day") == "2023-02-28"
    page.keyboard.press("PageDown")
    assert page.input_value("#day") == "2022-02-28"
    page.keyboard.press("Delete")
    assert page.input_value("#day") == ""


def test_the_day_cursor_is_dragged_on_the_axis(page: Page):
    """
    A press on the axis sets the day below it, and it follows the pointer.
    """
    box = page.locator("#axis").bounding_box()
    assert box
    page.mouse.move(box["x"] + 100, box["y"] + 30)
    page.mouse.down()
    first = page.input_value("#day")
    page.mouse.move(box["x"] + 300, box["y"] + 30, steps=4)
    page.mouse.up()

    assert first == page.evaluate("iso(dayAt(100))")
    assert page.input_value("#day") == page.evaluate("iso(dayAt(300))")


# ---- finding and narrowing


@pytest.mark.parametrize("words", ["博士农场", "boshinongchang", "bsnc", "Doctor Farm", "doctor-farm"])
def test_search_takes_chinese_pinyin_initials_english_and_id(page: Page, words: str):
    """
    And what is found is selected, brought into view and told with its citations.
    """
    search(page, words)

    assert page.locator("#details h2").inner_text() == "博士农场"
    panel = page.locator("#details").inner_text()
    assert "北京人才发展报告（2024），平谷，一（三），第4段，第60页" in panel
    assert "启动" in panel
    page.wait_for_timeout(100)
    assert page.evaluate("policygraph.drawn().some(({ strip }) => strip.thing.id === 'doctor-farm')")


def test_an_undated_thing_is_listed_found_and_told(page: Page):
    """
    What cannot be placed in time can still be read.
    """
    page.click("#tab-undated")
    count = int(page.locator("#tab-undated").inner_text().split()[-1])
    name = page.locator("#undated a").first.inner_text()
    listed = page.evaluate(HEADED)

    assert listed == count == page.evaluate("undated.length")
    page.locator("#undated a").first.click()
    assert page.locator("#details h2").inner_text() == name


def test_a_region_stands_for_its_parts_and_a_bloc_for_its_members(page: Page, store: Store):
    """
    The filter keeps what `timeline --region` lists.
    """
    for slug in ("pinggu", "beijing", "jingjinji", "china"):
        page.focus("#region")
        page.select_option("#region", slug)

        assert shown(page) == set(on_the_line(store, Asked(region=ID + slug))), slug


def test_an_agency_stands_for_its_parts(page: Page, store: Store):
    """
    The filter keeps what `timeline --agency` lists, and the founding of these bodies themselves.
    """
    for slug in ("ministry-of-agriculture", "cpc-central-committee"):
        page.focus("#body")
        page.select_option("#body", slug)
        listed = set(on_the_line(store, Asked(agency=ID + slug)))

        assert listed
        assert listed <= shown(page)
        assert all(page.evaluate(f"things.get('{own}').bodies.length") for own in shown(page) - listed)


def test_filters_leave_out_kinds_meanings_and_inferred_dates_until_reset(page: Page, store: Store):
    """
    What is left out leaves the picture, the list and the answer for a day; reset brings all back.
    """
    page.uncheck("[id='kinds:policy']")
    assert shown(page) == {slug for slug, kind in on_the_line(store, Asked()).items() if kind != "policy"}
    page.fill("#day", str(DAY))
    page.locator("#force h2", has_text=str(DAY)).wait_for()
    assert "policy" not in page.evaluate(
        "policygraph.inForce(policygraph.state.day).map(({ item }) => item.thing.kind)"
    )

    page.click("#reset")
    page.uncheck("[id='modalities:stated']")
    assert page.evaluate(
        "policygraph.strips().every(({ items }) => items.every((item) => item.modality === 'inferred'))"
    )
    page.click("#reset")
    assert shown(page) == set(on_the_line(store, Asked()))


def test_what_lies_outside_the_view_is_counted_at_its_edge(page: Page, store: Store):
    """
    A reader must see that there is more, and get there.
    """
    page.evaluate("policygraph.show(dayOf(2023), dayOf(2024))")
    page.wait_for_timeout(50)
    earlier = {e.thing.id for e in timeline(store, Asked(end=date(2022, 12, 31)))}
    inside = {e.thing.id for e in timeline(store, Asked(begin=date(2023, 1, 1)))} | {
        e.thing.id for e in in_force(store, Asked(), date(2023, 1, 1))
    }

    assert page.locator("#earlier").inner_text() == f"◂ 更早 {len(earlier - inside)} 项"
    page.click("#earlier")
    assert page.evaluate("policygraph.state.from") < page.evaluate("dayOf(2023)")


# ---- keys, addresses, languages, paper


def test_the_whole_page_can_be_used_by_key(page: Page):
    """
    Step through the items, read one, change the lanes, pan and zoom, without a mouse.
    """
    page.focus("#lanes")
    before = page.evaluate("[policygraph.state.from, policygraph.state.to]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    after = page.evaluate("[policygraph.state.from, policygraph.state.to]")
    assert after[0] > before[0]
    assert after[1] - after[0] < before[1] - before[0]

    page.keyboard.press("n")
    first = page.locator("#details h2").inner_text()
    assert page.locator("#news").inner_text().startswith(first)
    page.keyboard.press("n")
    assert page.locator("#details h2").inner_text() != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("l")
    assert page.get_attribute("#by-bodies", "aria-pressed") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("policygraph.state.selected") is None


def test_the_wheel_zooms_where_it_points_and_a_drag_pans(page: Page):
    """
    With Ctrl, or over the axis, the day below the pointer stays below it; without, the lanes scroll.
    """
    box = page.locator("#axis").bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 30)
    before, days = page.evaluate("dayAt(200)"), page.evaluate("policygraph.state.to - policygraph.state.from")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(100)
    assert page.evaluate("policygraph.state.to - policygraph.state.from") < days
    assert abs(page.evaluate("dayAt(200)") - before) < 1

    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(100)
    assert page.evaluate("document.getElementById('scroller').scrollTop") > 0
    held = page.evaluate("dayAt(200)")
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 200, steps=5)
    page.mouse.up()
    assert abs(page.evaluate("dayAt(300)") - held) < 20


def test_two_fingers_drawn_apart_bring_time_closer(page: Page):
    """
    Twice the distance between them, twice as close.
    """
    assert abs(page.evaluate(PINCH) - 2) < 0.01


@pytest.mark.parametrize(
    ("typed", "first"), [("2019", "2019-01-01"), ("2019-06", "2019-06-01"), ("2019年6月", "2019-06-01")]
)
def test_a_year_or_month_can_be_gone_to(page: Page, typed: str, first: str):
    """
    And fills the window, with a little room on each side.
    """
    page.fill("#go", typed)
    page.press("#go", "Enter")
    start, end = page.evaluate("[iso(policygraph.state.from), policygraph.state.to - policygraph.state.from]")

    assert start < first < page.evaluate("iso(policygraph.state.to)")
    assert end < 450


def test_the_list_holds_what_the_picture_shows(page: Page):
    """
    Who cannot use the picture reads the same dates in order.
    """
    page.evaluate("policygraph.show(dayOf(2022), dayOf(2023))")
    page.click("#tab-list")
    page.wait_for_timeout(50)
    names = page.locator("#list a").all_text_contents()
    drawn = page.evaluate(IN_VIEW)

    assert sorted(names) == sorted(drawn)


def test_an_address_brings_the_view_back(page: Page, window: tuple[Page, list[str]], built: Built):
    """
    A link into the page can be kept and sent: day, range, lanes, filters, tab and what is selected.
    """
    page.click("#by-bodies")
    page.uncheck("[id='kinds:event']")
    page.focus("#region")
    page.select_option("#region", "pinggu")
    page.fill("#day", "2022-03-15")
    page.evaluate("policygraph.show(dayOf(2020), dayOf(2025))")
    page.focus("#lanes")
    search(page, "博士农场")
    before, address = page.evaluate(SEEN), page.evaluate("policygraph.hash()")

    again = opened(window, built.out / "timeline.html", address)
    assert again.evaluate(SEEN) == before
    assert again.input_value("#day") == "2022-03-15"


@pytest.mark.parametrize(
    "address",
    [
        "#day=2022-02-30&from=x&to=9999999",
        "#at=__proto__&lanes=constructor&region=<b>",
        "#from=2025-01-01&to=2001-01-01&no-kinds=nothing",
        "#%",
        "#tab=evil&lang=xx&day=99999-01-01",
    ],
)
def test_an_address_that_makes_no_sense_is_left_alone(window: tuple[Page, list[str]], built: Built, address: str):
    """
    Anyone can write one.
    """
    page = opened(window, built.out / "timeline.html", address)
    page.wait_for_timeout(100)

    assert len(window[1]) == 1
    assert page.evaluate("policygraph.strips().length") > 100


def test_back_returns_to_what_was_selected_before(page: Page):
    """
    Reading goes on from fact to fact, and the browser's back button returns.
    """
    search(page, "博士农场")
    page.locator("#details a", has_text="北京市平谷区“博士农场”创建工作实施方案").first.click()
    assert page.locator("#details h2").inner_text().startswith("北京市平谷区")

    page.go_back()
    page.locator("#details h2", has_text=re.compile("^博士农场$")).wait_for()


def test_the_language_switch_turns_page_axis_and_facts(page: Page):
    """
    In English the page, roles, citations and names change; the panel keeps the Chinese name.
    """
    search(page, "博士农场")
    page.click("#en")

    assert page.locator("h1").inner_text() == page.title() == "Policy timeline"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#details .second").inner_text() == "Doctor Farm"
    assert "Pinggu, section 1.3, para. 4, p. 60" in page.locator("#details").inner_text()
    assert page.locator("[data-lane=pinggu] .place").inner_text() == "Pinggu District"
    page.click("#zh")
    assert page.locator("[data-lane=pinggu] .place").inner_text() == "平谷区"


def test_paper_gets_the_lanes_in_view_and_a_table(page: Page):
    """
    Print is on white whatever the screen is, and lists what is in view with its sources.
    """
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("policygraph.show(dayOf(2022), dayOf(2024))")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rows = page.locator("#print .listed tbody tr").count()
    drawn = page.evaluate("inView().length")

    assert rows == drawn > 50
    assert page.locator("#print .plates svg").count() > 5
    assert "北京人才发展报告（2024）" in page.locator("#print .listed").inner_text()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')").strip() == "#fff"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#print *").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read_on_their_ground(page: Page, scheme: Any):
    """
    WCAG 2.1 AA asks for a contrast of 4.5 to 1, by day and by night.
    """
    page.emulate_media(color_scheme=scheme)
    ratios = page.evaluate(TOO_FAINT)

    assert ratios == []


def test_a_narrow_window_shows_lanes_panel_and_filters(page: Page):
    """
    On a telephone nothing may run out of the window sideways, and the filters are one touch away.
    """
    page.set_viewport_size({"width": 400, "height": 800})
    page.click("#filters")

    assert page.locator("[id='kinds:policy']").is_visible()
    assert page.locator("#lanes").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_name_is_shown_as_text_and_runs_nothing(window: tuple[Page, list[str]], tmp_path: Path, number: int):
    """
    In lanes, panel, lists, search, tips and on paper a name is what it says, letter by letter.
    """
    name = HOSTILE[number]
    plan, place = Entity("plan", ID + "plan", "policy", name, "", (name,)), Entity("here", ID + "here", "region", name)
    time = Item(
        plan.iri, ID + "t", iri("pg:dated"), "2022-04", name, PartialDate("2022-04").bounds, "stated", ((name, name),)
    )
    force = Item(
        plan.iri,
        ID + "f",
        iri("pg:inForce"),
        "",
        "",
        Bounds(date(2022, 4, 1), date(2022, 4, 30), date(2022, 4, 30), MAX),
        "stated",
        why=(name, name),
        basis=(ID + "t",),
    )
    known = {plan.iri: plan, place.iri: place}
    found = Chronicle(
        known, (time, force), (), Lanes({place.iri: ""}, {place.iri: []}, {plan.iri: [place.iri]}), Lanes()
    )
    facts = {"plan": [Line((name, name), (name, name), None, "stated", ((name, name),), (name, name))]}
    page = opened(
        window,
        write(tmp_path, found, facts),
        "#day=2022-05-01&tab=force&from=2022-01-01&to=2023-01-01",
    )

    assert page.locator("#force a").text_content() == name
    page.evaluate("policygraph.select('plan')")
    assert page.locator("#details h2").text_content() == name
    page.fill("#query", name[:30])
    page.evaluate(POINT)
    assert page.locator("#tip strong").text_content() == name
    page.click("#tab-list")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_timeout(100)

    assert page.locator(".place").first.text_content() == name
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, #panel script, #print script").count() == 0
    assert len(window[1]) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
