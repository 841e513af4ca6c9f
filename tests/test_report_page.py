"""
The report in a browser: numbers open their evidence by mouse and by key, nothing is fetched, and it prints whole.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import FIXTURES

from policygraph.analysis.questions import ask
from policygraph.analysis.reading import read
from policygraph.build import build
from policygraph.report import report
from policygraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from policygraph.store import Store

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.hacked=1></script><script>window.hacked=1</script>"
LABELS = {
    "甲区农场方案": HOSTILE,
    "{value: 农场, en: Farm}": f"{{value: {json.dumps(HOSTILE + '1')}, en: {json.dumps(HOSTILE + '2')}}}",
    "表中只写区名": HOSTILE,
}
# What a person cannot see on a screen or on paper, though it should be there.
HIDDEN = """[...document.querySelectorAll("section.chapter, section.finding, figure")]
    .filter((one) => !one.offsetHeight).map((one) => one.id)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def place(store: Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    """
    The report on the built-in graph, as an address.
    """
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report(store), encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, width: int = 1300) -> tuple[Page, list[str]]:
    """
    Open a page, and note what it asks for and what it complains of.
    """
    page, noted = browser.new_page(viewport={"width": width, "height": 900}), []
    page.on("request", lambda request: noted.append(f"asked for {request.url.split(':')[0]}"))
    page.on("pageerror", lambda fault: noted.append(str(fault)))
    page.on("console", lambda message: noted.append(message.text))
    page.goto(address)
    return page, noted


@pytest.fixture
def page(browser: Browser, place: str) -> Iterator[Page]:
    page, noted = opened(browser, place)
    yield page
    page.close()
    assert set(noted) == {"asked for file"}


@pytest.mark.parametrize("width", [1300, 420])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_the_window_and_asks_for_nothing(browser: Browser, place: str, lang: str, width: int):
    page, noted = opened(browser, f"{place}?lang={lang}", width)

    assert page.evaluate(WIDER) == 0
    assert page.evaluate(HIDDEN) == []
    assert noted == ["asked for file"]
    page.close()


def test_a_number_opens_the_statements_behind_it(page: Page, store: Store):
    """
    As many as the finding has, each with its passage, and SPARQL that runs as it stands.
    """
    page.locator("#strongest a.fact[href='#cooperation.pairs.0']").first.click()
    (pairs, *_) = ask(store, read(store), ["cooperation"])
    page.locator("#panel .rest button").click()

    assert page.locator("#panel .statements > li").count() == len(set(pairs.rows[0].facts))
    assert "第" in page.locator("#panel .cite").first.inner_text()
    assert page.evaluate("location.hash") == "#cooperation.pairs.0"
    query = page.locator("#query").inner_text()
    assert query.startswith("PREFIX ")
    assert query.endswith(pairs.rows[0].query)


def test_the_shown_query_runs_without_our_prefixes(page: Page, store: Store):
    """
    It is copied into other tools.
    """
    for anchor in ("bridging.brokers.1", "cooperation.pairs.all", "gaps.cells.3", "growth.years.2"):
        page.evaluate(f"location.hash = '{anchor}'")
        page.wait_for_function("!document.getElementById('panel').hidden")
        page.wait_for_timeout(50)
        assert list(store.select(page.locator("#query").inner_text(), prefixes={})) is not None


def test_the_keyboard_opens_and_escape_closes(page: Page):
    """
    The reader comes back to the link that was followed.
    """
    link = page.locator("#strongest a.fact").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel:not([hidden])")

    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel:not([hidden])")


def test_an_address_leads_to_a_row_that_is_folded(browser: Browser, place: str):
    """
    A link to a row can be sent to others, and its row shows.
    """
    page, _ = opened(browser, f"{place}#bridging.joints.60")

    assert page.locator("[id='bridging.joints.60']").is_visible()
    assert page.locator("#panel").is_visible()
    page.close()


@pytest.mark.parametrize("anchor", ["bridging.brokers.9999", "nothing.at.0", "%E0%A4%A", "__proto__.x.0", "growth"])
def test_an_address_that_names_nothing_opens_nothing(browser: Browser, place: str, anchor: str):
    page, noted = opened(browser, f"{place}#{anchor}")

    assert page.locator("#panel").is_hidden()
    assert noted == ["asked for file"]
    page.close()


def test_a_click_on_a_number_of_a_table_opens_its_row(page: Page):
    page.locator("[id='cooperation.pairs.1'] td.n").first.click()

    assert page.evaluate("location.hash") == "#cooperation.pairs.1"
    assert page.locator("#panel").is_visible()


def test_a_mark_of_a_picture_opens_its_row(page: Page):
    page.evaluate("""document.querySelector("figure .zh a[href^='#']").dispatchEvent(
        new MouseEvent("click", {bubbles: true, cancelable: true}))""")
    page.wait_for_selector("#panel:not([hidden])")

    assert page.locator("tr.told").count() == 1


def test_the_rest_of_a_table_unfolds(page: Page):
    page.locator("[id='bridging.brokers'] button.unfold").click()

    assert page.locator("[id='bridging.brokers.40']").is_visible()
    assert page.locator("[id='bridging.brokers'] button.unfold").count() == 0


def test_the_language_changes_all_that_is_seen(page: Page):
    """
    Statements that are open too; and the address keeps it.
    """
    page.evaluate("location.hash = 'cooperation.pairs.0'")
    page.click("#en")

    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h1").inner_text() == "What the policy network shows: a report"
    assert page.evaluate("[...document.querySelectorAll('.zh')].filter((one) => one.offsetHeight).length") == 0
    assert "statements" in page.locator("#panel").inner_text()
    assert page.evaluate("location.search + location.hash") == "?lang=en#cooperation.pairs.0"
    page.click("#zh")
    assert page.evaluate("location.search") == ""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_prints_whole_in_the_language_of_the_screen(browser: Browser, place: str, lang: str):
    """
    No chapter and no picture is missing on paper; what is folded is said to be; no panel lies over it.
    """
    page, _ = opened(browser, f"{place}?lang={lang}#cooperation.pairs.0")
    page.emulate_media(media="print")

    assert page.evaluate(HIDDEN) == []
    assert page.locator("#panel").is_hidden()
    assert page.locator("[id='bridging.joints.60']").is_hidden()
    note = page.locator("[id='bridging.joints'] .fold").inner_text()
    folded = page.locator("[id='bridging.joints'] tbody.rest tr").count()
    assert (str(folded) in note, "网页版" in note) == (True, lang == "zh")
    assert page.evaluate(
        f"[...document.querySelectorAll('.{'en' if lang == 'zh' else 'zh'}')].every((one) => !one.offsetHeight)"
    )
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_hostile_name_starts_nothing(browser: Browser, tmp_path: Path, lang: str):
    """
    In the page, in its pictures, and in the panel of statements.
    """
    data = tmp_path / "data"
    shutil.copytree(FIXTURES / "valid", data)
    book = data / "sources" / "report" / "one.yaml"
    text = book.read_text(encoding="utf-8")
    for plain, evil in LABELS.items():
        assert plain in text
        text = text.replace(plain, evil if plain.startswith("{") else json.dumps(evil))
    book.write_text(text, encoding="utf-8")
    build(data, tmp_path / "out")
    (tmp_path / "report.html").write_text(report(open_store(tmp_path / "out")), encoding="utf-8")
    page, noted = opened(browser, f"{(tmp_path / 'report.html').as_uri()}?lang={lang}")
    anchors = page.evaluate("[...document.querySelectorAll('tr[id]')].map((row) => row.id)")
    for anchor in anchors:
        page.evaluate(f"location.hash = '{anchor}'")
        page.wait_for_timeout(20)

    assert len(anchors) > 5
    assert HOSTILE in page.locator("main").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, #panel img").count() == 0
    assert noted == ["asked for file"]
    page.close()
