"""
Charts say what findings say, lead to the rows they stand for, and are the same bytes wherever they are made.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from policygraph.analysis.finding import Finding, Row
from policygraph.analysis.questions import QUESTIONS, ask
from policygraph.analysis.reading import Reading, read
from policygraph.build import Built
from policygraph.charts import Chart, charts, pictures, words
from policygraph.charts.drawing import FONTS, Picture, drawn, specified
from policygraph.charts.network import Line, Node, _names, _touch
from policygraph.charts.style import ROW, fitted, wide, wrapped
from policygraph.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMESPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = "<img src=x onerror=alert(1)>]]>&amp;\x00\ud800 javascript:alert(1) \"'"
# Whatever else a picture might hold could fetch, run or clash with another picture's.
TAGS = {"svg", "g", "rect", "path", "line", "text", "title", "a"}
SCRIPT = """
import hashlib, sys
from pathlib import Path
from policygraph.analysis.questions import QUESTIONS, ask
from policygraph.analysis.reading import read
from policygraph.charts import charts
from policygraph.store import open_store
store = open_store(Path(sys.argv[1]))
reading = read(store)
made = charts(reading, ask(store, reading, QUESTIONS, draws=19))
print(hashlib.sha256("".join(svg for chart in made for svg in chart.svg).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def reading(store: Store) -> Reading:
    return read(store)


@pytest.fixture(scope="module")
def findings(store: Store, reading: Reading) -> list[Finding]:
    return ask(store, reading, QUESTIONS, draws=19)


@pytest.fixture(scope="module")
def made(reading: Reading, findings: list[Finding]) -> dict[str, Chart]:
    return {chart.key: chart for chart in charts(reading, findings)}


@pytest.fixture(scope="module")
def before(reading: Reading, findings: list[Finding]) -> dict[str, Picture]:
    return {picture.key: picture for picture in pictures(reading, findings)}


@pytest.fixture(scope="module")
def known(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.key: finding for finding in findings}


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(NAMESPACE + tag))


def written(svg: str) -> list[str]:
    """
    The words that are to be seen, without what is only told on hovering.
    """
    return ["".join([text.text or "", *(child.tail or "" for child in text)]) for text in elements(svg, "text")]


def told(svg: str) -> dict[str, set[str]]:
    """
    What is told on hovering over the marks that lead to each anchor.
    """
    found: dict[str, set[str]] = {}
    for link in elements(svg, "a"):
        titles = {title.text or "" for title in link.iter(NAMESPACE + "title")}
        found.setdefault(link.attrib["href"].removeprefix("#"), set()).update(titles)
    return found


def cell(finding: Finding, row: Row, key: str):
    return row.cells[[column.key for column in finding.headings].index(key)]


def test_every_question_has_its_charts(made: dict[str, Chart]):
    assert {key.split(".")[0] for key in made} == {*QUESTIONS, "overview"} - {"groups"}
    assert len({chart.key for chart in made.values()}) == len(made) == 17


def test_a_mark_leads_to_the_row_that_it_stands_for(made: dict[str, Chart], known: dict[str, Finding]):
    """
    From a mark a reader comes to the row, and from there to its statements.
    """
    for chart in made.values():
        for svg in chart.svg:
            for link in elements(svg, "a"):
                key, _, number = link.attrib["href"].removeprefix("#").rpartition(".")
                assert link.attrib["href"].startswith("#")
                assert int(number) < len(known[key].rows)


def test_a_chart_stands_under_a_finding_or_in_the_overview(made: dict[str, Chart], known: dict[str, Finding]):
    assert {chart.finding for chart in made.values()} <= {"", *known}


@pytest.mark.parametrize(
    ("chart", "finding", "keys"),
    [
        ("leaning.bars", "leaning.supports", ("direct", "in_all")),
        ("cooperation.matrix", "cooperation.pairs", ("count", "agreement", "programme", "mechanism")),
        ("cooperation.network", "cooperation.pairs", ("count", "agreement", "programme", "mechanism")),
        ("bridging.network", "bridging.brokers", ("betweenness", "links")),
        ("bridging.chance", "bridging.brokers", ("betweenness", "expected")),
        ("growth.documents", "growth.years", ("documents_begun", "documents_held")),
        ("growth.programmes", "growth.years", ("programmes_begun", "programmes_held")),
        ("cascade.lags", "cascade.descents", ("months",)),
    ],
)
def test_what_a_mark_tells_is_what_its_row_says(
    made: dict[str, Chart], known: dict[str, Finding], chart: str, finding: str, keys: tuple[str, ...]
):
    about, found = known[finding], told(made[chart].svg[1])
    rows = [(number, row) for number, row in enumerate(about.rows) if f"{finding}.{number}" in found]

    assert len(rows) >= min(len(about.rows), 20)
    for number, row in rows:
        text = " ".join(found[f"{finding}.{number}"])
        for key in keys:
            value = cell(about, row, key)
            if hasattr(value, "low"):
                wanted = f"{value.low} to {value.high}" if value.low != value.high else f"{value.low}"
                assert wanted.replace("-", "−") in text
            else:
                assert (f"{value:.3f}" if isinstance(value, float) else f" {value}") in text


def test_bars_are_as_long_as_their_rows_say(before: dict[str, Picture], known: dict[str, Finding]):
    _, specification = specified(before["leaning.bars"])
    rows = known["leaning.supports"].rows
    values = specification["layer"][0]["data"]["values"]

    assert [(row["direct"], row["whole"]) for row in values] == [row.cells[3:5] for row in rows[: len(values)]]


def test_a_band_reaches_from_the_least_to_the_most(before: dict[str, Picture], known: dict[str, Finding]):
    _, specification = specified(before["growth.documents"])
    rows = known["growth.years"].rows
    band = specification["layer"][0]["data"]["values"]

    assert [(row["year"], row["low"], row["high"]) for row in band] == [
        (f"{row.cells[0]}", row.cells[2].low, row.cells[2].high) for row in rows
    ]


def test_the_overview_counts_what_was_read(made: dict[str, Chart], reading: Reading):
    numbers = Counter(written(made["overview.kinds"].svg[1]))
    links = [citation.modality for fact in reading.links for citation in fact.citations]
    stated = sum(
        int(re.search(r"stated (\d+)", title.text)[1])
        for title in elements(made["overview.chapters"].svg[1], "title")
        if "stated" in title.text
    )

    assert numbers[f"{len(reading.of_kind('programme'))}"] >= 1
    assert stated == links.count("stated")


def test_the_converter_sees_no_word_of_the_data(before: dict[str, Picture]):
    """
    What it does not see it cannot measure, so no font moves anything, and cannot take for markup, a link or a formula.
    """
    for picture in before.values():
        marks, specification = specified(picture)
        text = json.dumps(specification, ensure_ascii=False)
        words = {word for mark in marks for both in (mark.words, mark.told) for word in both if len(word) > 4}

        assert not re.search("[\u2e80-\uffff]", text)
        assert not any(json.dumps(word)[1:-1] in text for word in words)
        assert not re.search('"(calculate|expr|test|url|href|labelExpr)"', text)


def test_no_font_of_the_machine_moves_anything(before: dict[str, Picture]):
    """
    Drawn with wide letters, with narrow ones and with none that exists, all marks stand in the same places.
    """
    for picture in before.values():
        _, specification = specified(picture)
        found = set()
        for font in ("DejaVu Sans Mono", "Noto Sans CJK SC", "serif", "no such font"):
            config = {**specification["config"], "font": font, "axis": {**specification["config"]["axis"]}}
            svg = vl_convert.vegalite_to_svg({**specification, "config": config}, allowed_base_urls=[])
            found.add(re.sub(' font-family="[^"]*"', "", svg))

        assert len(found) == 1, picture.key


def test_all_words_are_text_in_fonts_that_have_chinese(made: dict[str, Chart]):
    """
    The fonts stand on the picture and on nothing in it, so that each text has them all.
    """
    for chart in made.values():
        for lang, svg in zip(("zh-Hans", "en"), chart.svg, strict=True):
            root = ElementTree.fromstring(svg)

            assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= TAGS
            assert root.attrib["font-family"] == FONTS
            assert svg.count("font-family") == 1
            assert root.attrib["lang"] == lang
            assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
            assert not any("id" in element.attrib for element in root.iter())


def test_both_languages_show_the_same_picture_in_their_own_words(made: dict[str, Chart]):
    for chart in made.values():
        shapes = []
        for svg in chart.svg:
            drawing = re.sub(r"<title>[^<]*</title>|(?<=>)[^<>]+(?=</text>)", "", svg)
            shapes.append(re.sub(r"<svg[^>]*>|<text([^>]*?) ?/?>(</text>)?", r"<text\1>", drawing))

        assert shapes[0] == shapes[1], chart.key
        assert re.search("[\u4e00-\u9fff]", "".join(written(chart.svg[0])))
        assert not re.search("[\u4e00-\u9fff]", "".join(written(chart.svg[1])).replace("北京", "")), chart.key
        assert all(chart.title) and all(chart.words)


def test_a_hostile_name_stays_text(reading: Reading, known: dict[str, Finding]):
    """
    A label may hold anything, and neither markup nor a link comes of it, nor a file that cannot be written.
    """
    finding = known["cooperation.pairs"]
    rows = [
        replace(
            row,
            cells=(
                *(replace(end, label=HOSTILE, english=HOSTILE) for end in row.cells[:2]),
                *row.cells[2:],
            ),
        )
        for row in finding.rows
    ]
    found = charts(Reading({}, ()), [replace(finding, rows=tuple(rows))])

    assert len(found) == 2
    for svg in (svg for chart in found for svg in chart.svg):
        root = ElementTree.fromstring(svg.encode("utf-8"))
        assert {element.tag.removeprefix(NAMESPACE) for element in root.iter()} <= TAGS
        assert {name for element in root.iter() for name in element.attrib if name.startswith("on")} == set()
        assert all(link.attrib["href"].startswith("#cooperation.pairs.") for link in elements(svg, "a"))
        assert any(text.startswith("<img src=x") for text in written(svg))


def test_nothing_found_gives_no_chart(reading: Reading, findings: list[Finding]):
    empty = [replace(finding, rows=(), figures=(), total=0) for finding in findings]

    assert charts(Reading({}, ()), []) == ()
    assert charts(Reading({}, ()), empty) == ()
    assert {chart.finding for chart in charts(reading, empty)} == {""}


def test_of_very_many_rows_the_first_are_drawn_and_that_is_said(known: dict[str, Finding]):
    for key in ("leaning.supports", "cascade.descents", "cooperation.pairs"):
        finding = known[key]
        many = replace(finding, rows=finding.rows * 20, total=len(finding.rows) * 20)
        for picture in pictures(Reading({}, ()), [many]):
            if picture.key != "cooperation.matrix":
                assert "共" in picture.words[0]
                assert f"of {many.total} are drawn" in picture.words[1]
                assert picture.height < 60 * ROW


def test_all_charts_together_are_small(made: dict[str, Chart]):
    assert sum(len(svg.encode("utf-8")) for chart in made.values() for svg in chart.svg) < 410_000


def test_the_same_bytes_come_out_of_every_process(built: Built, made: dict[str, Chart]):
    """
    Another process sees sets of text in another order.
    """
    env = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", SCRIPT, str(built.out)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120)

    drawings = "".join(svg for chart in made.values() for svg in chart.svg)
    assert done.stdout.strip() == sha256(drawings.encode()).hexdigest()


def test_all_words_exist_in_both_languages_with_the_same_parts():
    """
    A Chinese reader is told everything that an English one is told.
    """
    parts = [pair for heading in words.TITLES.values() for pair in heading]
    parts += [
        pair
        for name, found in vars(words).items()
        if name != "TITLES" and isinstance(found, dict)
        for pair in found.values()
        if isinstance(pair, tuple)
    ]
    parts += [words.OTHERS, words.NONE, words.THINGS]

    assert len(parts) > 60
    assert all(zh.strip() and en.strip() and zh.count("{}") == en.count("{}") for zh, en in parts)


def test_a_picture_is_drawn_alike_again(before: dict[str, Picture]):
    picture = before["cooperation.network"]

    assert drawn(picture) == drawn(picture)


WORDS = st.text(st.sampled_from("农场人才 aWi…（"), max_size=40)


@given(WORDS, st.integers(20, 300))
def test_a_cut_name_fits_its_room(text: str, room: int):
    assert all(wide(short) <= room for short in fitted((text, text), room))


@given(WORDS, st.integers(60, 300), st.integers(1, 4))
def test_a_wrapped_name_fits_its_lines(text: str, room: int, lines: int):
    found = wrapped(text, room, lines)

    assert len(found) <= lines
    assert all(wide(line) <= room for line in found)


PLACES = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 300)), min_size=1, max_size=20, unique=True)


@given(PLACES)
def test_no_name_of_a_network_lies_on_another(places: list[tuple[int, int]]):
    nodes = {
        f"{n}": Node(("京津冀协同发展", "Coordinated Development"), 6, "#000000", ("", "")) for n in range(len(places))
    }
    where = {f"{n}": (float(x), float(y)) for n, (x, y) in enumerate(places)}
    lines = [Line((one, other), count="25") for one, other in combinations(list(nodes)[:4], 2)]
    boxes = [box for box, *_ in _names(nodes, lines, where, 320)]

    assert not any(_touch(one, other) for one, other in combinations(boxes, 2))
    assert all(box[3] <= 320 for box in boxes)


OVERLAPS = """
() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")];
  const all = texts.map(t => [t.getBoundingClientRect(), t.lastChild ? t.lastChild.nodeValue : "",
    /rotate/.test(t.getAttribute("transform"))]);
  const boxes = all.filter(([, , slanting]) => !slanting);
  const name = svg.getAttribute("aria-label");
  const out = all.filter(([b]) => b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 1
    || b.bottom > frame.bottom + 1).map(([, t]) => [name, "cut off", t]);
  const over = boxes.flatMap(([a, t], i) => boxes.slice(i + 1).filter(([b]) => Math.min(a.right, b.right)
    - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5)
    .map(([, u]) => [name, t, u]));
  return [...out, ...over];
})
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [1200, 700])
def test_in_a_browser_no_label_is_cut_off_or_lies_on_another(
    browser: Browser, made: dict[str, Chart], tmp_path: Path, width: int
):
    style = "<style>body { max-width: 760px } svg { max-width: 100%; height: auto }</style>"
    for lang in range(2):
        page = browser.new_page(viewport={"width": width, "height": 900})
        path = tmp_path / f"{lang}.html"
        shown = "".join(f"<p>{chart.svg[lang]}</p>" for chart in made.values())
        path.write_text(f'<!doctype html><meta charset="utf-8">{style}{shown}', encoding="utf-8")
        page.goto(path.as_uri())

        assert page.locator("svg").count() == len(made)
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
