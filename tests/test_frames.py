"""
Every answer is a list, a frame, and a table to look at: no value changes on the way, and nothing from data is obeyed.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from math import inf, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policygraph as pg
from policygraph.answers.description import description_json
from policygraph.answers.path import path_json
from policygraph.answers.timeline import timeline_json
from policygraph.citations import Citation
from policygraph.dates import MAX, MIN, Bounds, Fit
from policygraph.describe import Description, Line
from policygraph.entities import ENTITY, Entity
from policygraph.frames import Answer, Tabled
from policygraph.keys import ENTRY
from policygraph.ontology import shipped
from policygraph.phrases import language
from policygraph.sheets import SHOWN, plain
from policygraph.store import Literal, Rows, Store
from policygraph.timeline import Entry

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</td></table><script>window.hacked=1</script>",
    "<!--\u2028'\"&amp;\u2029",
    "javascript:window.hacked=1",
    "很长" * 400,
    "\u202eلمزرعة\u202c",
    "=HYPERLINK(1)",
    "\x00\x1b[31m",
]
TAGS = {"div", "span", "strong", "em", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    pg.set_language("zh")
    yield
    pg.set_language(None)


@pytest.fixture(scope="module")
def answers(store: Store) -> dict[str, Tabled]:
    """
    One answer of every kind that the package gives.
    """
    return {
        "find": pg.find(store, "农场"),
        "facts": pg.facts(store, "博士农场"),
        "show": pg.show(store, "博士农场"),
        "timeline": pg.timeline(store, region="平谷区"),
        "in_force": pg.in_force(store, "2023-06-30"),
        "path": pg.path(store, "博士农场", "农业农村部"),
        "queries": pg.queries(),
        "query": pg.query(store, "documents-of-table"),
        "measures": pg.measures(pg.network(store)),
        "check": pg.check(shipped("data")),
    }


KINDS = ("find", "facts", "show", "timeline", "in_force", "path", "queries", "query", "measures", "check")


def entry(label: str, *, why: tuple[str, str] = ("", "")) -> Entry:
    thing = Entity("x", "https://w3id.org/policygraph/id/x", "policy", label, label, (label,))
    cited = Citation("book", "c/1/p1", 0, "stated", ("", ""), (label, label), (label, label))
    return Entry(
        thing, "urn:role", "2022", label, Bounds(MIN, MIN, MAX, MAX), Fit.POSSIBLE, (), "stated", (cited,), why
    )


def things(*labels: str) -> Answer[Entity]:
    return Answer((Entity(f"t{n}", f"urn:{n}", "policy", label, "") for n, label in enumerate(labels)), ENTITY)


class Page(HTMLParser):
    """
    The tags of a piece of a page, and its text.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append("!--")


def test_an_answer_is_a_list(store: Store):
    """
    Whoever wrote for lists need not know that it is more.
    """
    found = pg.timeline(store, region="平谷区")

    assert isinstance(found, list)
    assert found == list(found)
    assert found[0].edtf
    assert found[-1] == list(found)[-1]
    assert pg.find(store, " “” ") == []
    assert type(pickle.loads(pickle.dumps(found[:2]))) is list
    assert found[:1] + found[1:2] == found[:2]


def test_what_rebuilds_lists_by_their_type_gets_a_list(store: Store):
    """
    `dataclasses.asdict` and others call the type of a list with new items.
    """
    about = asdict(pg.show(store, "博士农场"))

    assert about["facts"][0]["term"]
    assert repr(about["facts"][:1]).startswith("[{")


def test_a_slice_of_an_answer_is_an_answer(store: Store):
    found = pg.timeline(store, region="平谷区")

    assert found[2:5].to_dicts() == found.to_dicts()[2:5]
    assert len(pg.query(store, "documents-of-table")[:2].to_polars()) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_frames_hold_what_the_dictionaries_hold(answers: dict[str, Tabled], kind: str):
    """
    Three forms, one answer: pandas and polars lose, round and reorder nothing.
    """
    answer = answers[kind]
    rows = answer.to_dicts()

    assert rows
    assert [tuple(row) for row in rows] == [answer.columns] * len(rows)
    assert answer.to_polars().to_dicts() == rows
    frame = answer.to_pandas()
    assert tuple(frame.columns) == answer.columns
    for row, (_, series) in zip(rows, frame.iterrows(), strict=True):
        for key, value in row.items():
            shown = series[key].date() if isinstance(value, date) else series[key]
            assert shown is not None if value is not None else frame[key].isna()[series.name], key
            assert value is None or shown == value, key


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("show", "query", "measures")])
def test_an_empty_answer_has_the_columns_and_types_of_a_full_one(answers: dict[str, Tabled], kind: str):
    """
    Who filters and counts must not meet another frame on the day that nothing is found; SPARQL alone has no types then.
    """
    full = answers[kind]
    assert isinstance(full, Answer)
    empty = full[:0]

    assert dict(empty.to_pandas().dtypes) == dict(full.to_pandas().dtypes)
    assert empty.to_polars().schema == full.to_polars().schema
    assert empty.to_dicts() == []


def test_the_ends_of_time_are_days_in_every_frame():
    """
    Nanoseconds end in 2262: an open end must neither crash nor come round as 1816.
    """
    answer = Answer([entry("x")], ENTRY)

    assert [answer.to_dicts()[0][key] for key in ("begin_earliest", "end_latest")] == [MIN, MAX]
    pandas = answer.to_pandas()
    assert str(pandas["begin_earliest"].dtype) == "datetime64[s]"
    assert pandas["begin_earliest"].dt.date.tolist() == [date(1, 1, 1)]
    assert pandas["end_latest"].dt.year.tolist() == [9999]
    assert (pandas["end_latest"] > "2262-12-31").all()
    polars = answer.to_polars()
    assert str(polars.schema["end_latest"]) == "Date"
    assert polars["end_latest"].to_list() == [date(9999, 12, 31)]


def test_what_is_not_known_is_missing_and_never_an_empty_text():
    row = Answer([entry("")], ENTRY).to_dicts()[0]

    assert [row[key] for key in ("words", "label", "label_en", "why", "why_en")] == [None] * 5
    assert row["citations"] == [{"source": "book", "locator": "c/1/p1", "page": None}]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_columns_of_a_timeline_are_the_keys_of_its_json(store: Store, lang: Any):
    """
    One contract for the command, for programs and for frames; only what is nested lies flat.
    """
    found = pg.in_force(store, "2023-06-30")
    for row, keys in zip(found.to_dicts(), timeline_json(found, lang), strict=True):
        begin, end, why, citations = (keys.pop(key) for key in ("begin", "end", "why", "citations"))
        assert {key: row[key] for key in keys} == keys
        assert [str(row[f"begin_{side}"]) for side in ("earliest", "latest")] == [begin["earliest"], begin["latest"]]
        assert [str(row[f"end_{side}"]) for side in ("earliest", "latest")] == [end["earliest"], end["latest"]]
        assert row["why" if lang == "zh" else "why_en"] == why
        assert row["citations"] == [{key: c[key] for key in ("source", "locator", "page")} for c in citations]


def test_the_columns_of_a_description_are_the_keys_of_its_json(store: Store):
    about = pg.show(store, "博士农场")
    said = description_json(about, "zh")
    rows = about.to_dicts()

    assert {row["section"] for row in rows} == {"facts", "inward", "figures", "proposals"}
    for section in ("facts", "inward", "figures", "proposals"):
        keys = [key for key in said[section][0] if key != "citations"]
        flat = [[row[key] for key in keys] for row in rows if row["section"] == section]
        assert flat == [[line[key] for key in keys] for line in said[section]]


def test_the_columns_of_a_path_are_the_keys_of_its_json(store: Store):
    """
    A row a link: the number of the way and of the step tell to which it belongs.
    """
    ways = pg.path(store, "博士农场", "农业农村部")
    rows = iter(ways.to_dicts())
    for number, way in enumerate(path_json(ways, "zh"), 1):
        for at, step in enumerate(way["steps"], 1):
            for link in step["links"]:
                row = next(rows)
                assert (row["way"], row["cost"], row["step"]) == (number, way["cost"], at)
                for end in ("from", "to"):
                    assert {key: row[f"{end}_{key}"] for key in step[end]} == step[end]
                assert [row[key] for key in link if key != "citations"] == [
                    link[key] for key in link if key != "citations"
                ]
    assert next(rows, None) is None


TERMS = {
    "day": ('"0001-01-01"^^xsd:date "9999-12-31"^^xsd:date', [date(1, 1, 1), date(9999, 12, 31)], "Date"),
    "whole": ("1 -7", [1, -7], "Int64"),
    "decimal": ("1.5 2.25", [Decimal("1.5"), Decimal("2.25")], "Float64"),
    "numbers": ("1 2.5", [1, Decimal("2.5")], "Float64"),
    "truth": ("true false", [True, False], "Boolean"),
    "text": ('"甲"@zh "a"@en "b"', ["甲", "a", "b"], "String"),
    "thing": ("id:pinggu", ["https://w3id.org/policygraph/id/pinggu"], "String"),
    "huge": ("1 9223372036854775808", ["1", "9223372036854775808"], "String"),
    "mixed": ('1 "x"', ["1", "x"], "String"),
    "no day": ('"2022-02-30"^^xsd:date', ["2022-02-30"], "String"),
    "year": ('"2022"^^xsd:gYear', ["2022"], "String"),
    "truth and number": ("true 1", ["true", "1"], "String"),
}


@pytest.mark.parametrize("case", TERMS)
def test_a_variable_has_the_type_of_its_values(store: Store, case: str):
    """
    A column of days is one of days; where values differ, or no frame can hold one, their letters stay as they are.
    """
    terms, values, sort = TERMS[case]
    rows = pg.run(store, f"SELECT ?x WHERE {{ VALUES ?x {{ {terms} }} }}")

    assert [row["x"] for row in rows.to_dicts()] == values
    frame = rows.to_polars()
    assert str(frame.schema["x"]) == sort
    assert frame["x"].to_list() == ([float(v) for v in values] if sort == "Float64" else values)
    assert len(rows.to_pandas()["x"]) == len(values)


def test_floats_that_are_no_numbers_stay_floats(store: Store):
    found = pg.run(store, 'SELECT ?x { VALUES ?x { "NaN"^^xsd:double "INF"^^xsd:double } }').to_polars()["x"].to_list()

    assert isnan(found[0])
    assert found[1] == inf


def test_an_unbound_variable_is_missing(store: Store):
    rows = pg.run(store, "SELECT ?x ?y WHERE { VALUES (?x ?y) { (1 UNDEF) (UNDEF 2) } }")

    assert rows.to_dicts() == [{"x": 1, "y": None}, {"x": None, "y": 2}]
    assert rows.to_polars().to_dicts() == rows.to_dicts()
    assert rows.to_pandas()["x"].isna().tolist() == [False, True]
    assert str(rows.to_pandas()["x"].dtype) == "Int64"
    figures = pg.run(store, "SELECT ?x WHERE { VALUES (?x ?y) { (1.5 1) (UNDEF 2) (3 3) } } ORDER BY ?y")
    assert figures.to_polars()["x"].to_list() == [1.5, None, 3.0]
    assert figures.to_pandas()["x"].fillna(0).tolist() == [1.5, 0, 3.0]
    assert pg.run(store, "SELECT ?x WHERE { id:pinggu id:none ?x }").to_pandas().columns.tolist() == ["x"]


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("polars", "to_polars")])
def test_a_missing_package_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, package: str, method: str, store: Store
):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(pg.PolicygraphError, match="E608") as fault:
        getattr(pg.find(store, "农场"), method)()

    assert fault.value.text("en").endswith(f"{package} is missing; install it: pip install 'policygraph[frames]'")
    assert f"缺少组件 {package}" in fault.value.text("zh")


def test_a_package_that_is_there_but_broken_tells_its_own_fault(tmp_path: Path):
    """
    To install it again would not help.
    """
    (tmp_path / "polars.py").write_text("import that_is_missing", encoding="utf-8")
    code = "import policygraph as pg; pg.queries().to_polars()"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60, env=env
    )

    assert "No module named 'that_is_missing'" in done.stderr.splitlines()[-1]


def test_frames_are_loaded_only_when_asked_for(built: Any):
    """
    Loading pandas takes longer than most answers, and who needs no frames need not have it.
    """
    code = (
        "import sys, policygraph as pg; a = pg.find(pg.open_store(sys.argv[1]), '农场'); repr(a); a._repr_html_();"
        "print(sorted({'pandas', 'polars', 'pyarrow', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(built.out)], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_answer_shows_itself_in_both_languages(answers: dict[str, Tabled], kind: str, lang: Any):
    pg.set_language(lang)
    html = answers[kind]._repr_html_()
    page, heads = Page(html), re.findall(r"<th [^>]*>(.*?)</th>", html)

    assert set(page.tags) <= TAGS
    assert page.names <= {"style", "class", "lang"}
    assert f'lang="{lang}"' in html
    assert heads
    assert repr(answers[kind]).strip()
    assert kind == "query" or all(bool(re.search(r"[\u4e00-\u9fff]", head)) == (lang == "zh") for head in heads)


def test_citations_are_footnotes_that_stand_once(store: Store):
    """
    A table is compact only if a passage that six facts rest on is not spelled out six times.
    """
    html = pg.show(store, "通武廊")._repr_html_()

    passage = "北京人才发展报告（2024），总报告，三（四），第1段，第19页"
    assert html.count(passage) == 1
    assert html.count("[1]") > 5


def test_a_description_shows_what_is_cited_and_its_frame_holds_all(store: Store):
    """
    Our translation of a title is no fact that a passage states; `policygraph show` leaves it out, too.
    """
    about = pg.show(store, "doctor-farm-plan")
    cited = [row for row in about.to_dicts() if row["citations"]]
    sections = {row["section"] for row in cited}

    assert 0 < len(cited) < len(about.to_dicts())
    assert about._repr_html_().count("<tr>") == len(cited) + len(sections)


def test_what_is_inferred_is_marked_wherever_it_is_shown(store: Store):
    about = pg.show(store, "通武廊")

    assert "人才服务 [推断：由本项目归类]" in about._repr_html_()
    assert "人才服务 [推断：由本项目归类]" in repr(about)
    assert "推断" in pg.path(store, "博士农场", "农业农村部")._repr_html_()


def test_no_more_than_some_rows_are_shown_and_the_rest_is_counted():
    answer = things(*(f"第{n}件" for n in range(SHOWN + 5)))
    html, text = answer._repr_html_(), repr(answer)

    assert html.count("<tr>") == SHOWN + 1
    assert "… 还有 5 行" in html
    assert "… 还有 5 行" in text
    assert f"第{SHOWN - 1}件" in html
    assert f"第{SHOWN}件" not in html
    assert len(answer.to_pandas()) == SHOWN + 5


def test_an_answer_without_rows_says_so():
    assert "没有结果" in things()._repr_html_()
    assert repr(things()) == "没有结果"


def test_the_language_is_the_one_set_else_the_locales_else_chinese(monkeypatch: pytest.MonkeyPatch):
    pg.set_language(None)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language() == "en"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert language() == "zh"
    pg.set_language("en")
    assert language() == "en"
    with pytest.raises(pg.PolicygraphError, match="E606"):
        pg.set_language("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_from_data_is_shown_as_its_letters(text: str):
    """
    Wherever it stands: in a name, an alias, a reason, a title, a citation, a heading, or the value of a query.
    """
    about = Description(Entity("x", "urn:x", "policy", text, text, (text,)))
    line = Line((text, text), (text, text), None, False, "inferred", entry(text).citations, text, (text, text))
    about.facts.append(line)
    rows = Rows((text,), ({text: Literal(text)},))
    shown = [about, about.entity, rows, Answer([entry(text, why=(text, text))], ENTRY), things(text)]
    pages = [Page(answer._repr_html_()) for answer in shown]

    assert all(set(page.tags) <= TAGS and page.names <= {"style", "class", "lang"} for page in pages)
    assert all(" ".join(plain(text).split()) in " ".join(" ".join(page.words).split()) for page in pages)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_shown_as_text(label: str, why: str):
    """
    Labels and reasons come from data that anybody may have written.
    """
    page = Page(Answer([entry(label or "x", why=(why, why))], ENTRY)._repr_html_())

    assert set(page.tags) <= TAGS
    assert page.names <= {"style", "class", "lang"}
    assert " ".join(plain(why).split()) in " ".join("".join(page.words).split())
    assert all(c.isprintable() or c in "\n\u3000" for c in "".join(page.words))


def test_what_a_terminal_would_obey_is_not_printed():
    assert "\x1b" not in repr(things("\x1b[31m\u202e"))
    assert "\u202e" not in repr(things("\x1b[31m\u202e"))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_nothing_from_data_runs_and_all_can_be_read(browser: Browser, store: Store, scheme: Any):
    """
    A notebook puts the piece into its page as it is, on white or on black.
    """
    body = (
        things(*HOSTILE)._repr_html_()
        + Answer([entry(text, why=(text, text)) for text in HOSTILE], ENTRY)._repr_html_()
    )
    colours = "background:#111;color:#ddd" if scheme == "dark" else "background:#fff;color:#000"
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(f"<!doctype html><meta charset=utf-8><body style='{colours}'>{body}</body>")
    page.wait_for_timeout(100)
    shown = page.evaluate("[...document.querySelectorAll('td')].map(cell => cell.innerText)")
    inks = page.evaluate(
        "[...new Set([...document.querySelectorAll('.policygraph *')].map(e => getComputedStyle(e).color))]"
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    hacked = page.evaluate("window.hacked")
    page.close()

    assert hacked is None
    assert asked == []
    assert inks == ["rgb(221, 221, 221)" if scheme == "dark" else "rgb(0, 0, 0)"]
    assert wide <= 1100
    for text in HOSTILE:
        wanted = " ".join(plain(text).split())
        assert any(wanted in " ".join(cell.split()) for cell in shown), text
