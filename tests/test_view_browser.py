"""
The graph page in a browser: nothing is fetched, nothing runs, and everything can be found by eye, hand and key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import listened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

from test_view import HOSTILE, TITLE, pinggu, written


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str, list[str]]]:
    """
    Yield a browser's page, the address of the written file, and what was fetched or complained of since.
    """
    file = tmp_path_factory.mktemp("view") / "graph.html"
    file.write_text(written(pinggu()), encoding="utf-8")
    page, heard = listened(browser)
    yield page, file.as_uri(), heard
    page.close()


@pytest.fixture
def page(opened: tuple[Page, str, list[str]]) -> Page:
    page, address, heard = opened
    page.goto("about:blank")
    heard.clear()
    page.goto(address)
    return page


def select(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_the_page_opens_from_a_file_in_silence(page: Page, opened: tuple[Page, str, list[str]]):
    """
    No request but for the file itself, no message in the console, and every thing drawn.
    """
    page.wait_for_timeout(300)
    _, address, heard = opened

    assert heard == [f"asked for {address}"]
    assert page.evaluate("policygraph.nodes.length") == len(pinggu())
    assert page.evaluate("policygraph.edges.length") == pinggu().number_of_edges()
    assert page.locator("#network canvas").count() == 1


@pytest.mark.browser
def test_search_selects_and_shows_facts_with_their_citations(page: Page):
    """
    The first thing a person does: type a Chinese name, press Enter, read what is said and where.
    """
    select(page, "博士农场")

    assert page.locator("h2").inner_text() == "博士农场"
    panel = page.locator("#details").inner_text()
    assert "2022年" in panel
    assert "北京人才发展报告（2024），平谷，一（三），表3第4行，第59页" in panel
    assert page.locator("#thing-query").inner_text() == (
        "SELECT ?p ?o WHERE { <https://w3id.org/policygraph/id/doctor-farm> ?p ?o }"
    )
    assert page.evaluate("policygraph.network.getSelectedNodes()") == ["doctor-farm"]
    assert page.evaluate("location.hash") == "#doctor-farm"


@pytest.mark.browser
@pytest.mark.parametrize("words", ["平谷县", "pinggu", "pgq", "Pinggu District", "PING gu", "平谷"])
def test_search_takes_alias_pinyin_initials_english_and_id(page: Page, words: str):
    """
    Not everyone can type the characters, and not every source writes the same name.
    """
    select(page, words)

    assert page.locator("h2").inner_text() == "平谷区"


@pytest.mark.browser
def test_arrows_choose_among_the_results(page: Page):
    """
    Search works without a mouse, and says to a screen reader which result is chosen.
    """
    page.keyboard.press("/")
    page.keyboard.type("区")
    first = page.locator("#query").get_attribute("aria-activedescendant")
    page.fill("#query", "农")
    page.keyboard.press("ArrowDown")
    second = page.locator("#query").get_attribute("aria-activedescendant")
    name = page.locator("#results [aria-selected=true] .clip").first.inner_text()
    page.keyboard.press("Enter")

    assert (first, second) == ("hit-0", "hit-1")
    assert page.locator("h2").inner_text() == name


@pytest.mark.browser
def test_inferred_is_marked_and_gives_its_reason(page: Page):
    """
    What we concluded must never be read as what the source said.
    """
    select(page, "博士农场")

    assert page.locator(".mark.inferred").first.inner_text() == "推断"
    assert "理由：<b>表中</b>列出的是区" in page.locator("#details").inner_text()
    assert page.locator("#details b").count() == 0
    page.get_by_text("English", exact=True).click()
    assert "Reason: the table names the <b>district</b>" in page.locator("#details").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_hostile_label_is_shown_as_text_and_runs_nothing(page: Page, number: int):
    """
    In panel, list, search and picture a label is what it says, letter by letter.
    """
    page.evaluate(f"location.hash = 'hostile-{number}'")
    page.wait_for_function(f"policygraph.network.getSelectedNodes()[0] === 'hostile-{number}'")
    page.fill("#query", HOSTILE[number][:30])
    page.click("#tab-all")
    page.wait_for_timeout(100)

    assert page.locator("h2").text_content() == HOSTILE[number]
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, i, #details script").count() == 0


@pytest.mark.browser
def test_the_language_switch_turns_page_and_facts(page: Page):
    """
    In English the page, properties and citations change; a name stays Chinese with its English below.
    """
    select(page, "平谷区")
    page.click("#en")

    assert page.locator("h1").inner_text() == page.title() == TITLE[1]
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("h2").inner_text() == "平谷区"
    assert page.locator("#details .second").inner_text() == "Pinggu District"
    assert "Beijing Talent Report (2024), Pinggu, 1(3), table 3 row 4, p. 59" in page.locator("#details").inner_text()
    page.click("#zh")
    assert page.locator("#details .second").count() == 0
    assert page.locator("h1").inner_text() == TITLE[0]


@pytest.mark.browser
def test_an_address_with_an_id_opens_on_that_thing(page: Page, opened: tuple[Page, str, list[str]]):
    """
    A link into the page can be kept and sent.
    """
    page.goto("about:blank")
    page.goto(f"{opened[1]}#moara")

    assert page.locator("h2").inner_text() == "农业农村部"


@pytest.mark.browser
def test_a_link_in_the_panel_leads_to_the_other_thing(page: Page):
    """
    Reading goes on from fact to fact, and the browser's back button returns.
    """
    select(page, "平谷区")
    page.locator("#details a", has_text="博士农场").first.click()
    page.wait_for_function("location.hash === '#doctor-farm'")
    assert page.locator("h2").inner_text() == "博士农场"

    page.go_back()
    page.wait_for_function("location.hash === '#pinggu'")
    assert page.locator("h2").inner_text() == "平谷区"


@pytest.mark.browser
def test_the_plain_list_holds_everything(page: Page):
    """
    Who cannot use the picture reads the same things as a list of links.
    """
    page.click("#tab-all")
    names = page.locator("#all a").all_text_contents()

    assert sorted(names) == sorted(label for _, label in pinggu().nodes("label"))
    page.locator("#all a", has_text="上海市").press("Enter")
    page.wait_for_function("location.hash === '#shanghai'")
    assert page.evaluate("document.activeElement.textContent") == "上海市"


def visible(page: Page) -> set[str]:
    return set(page.evaluate("policygraph.nodes.get().filter((node) => !node.hidden).map((node) => node.id)"))


@pytest.mark.browser
def test_filters_hide_kinds_and_relations_until_reset(page: Page):
    """
    A filter hides the things of a kind with their links, or the links of a relation; reset brings all back.
    """
    page.uncheck("[id='kinds:region']")
    assert visible(page) == {slug for slug, kind in pinggu().nodes("kind") if kind != "region"}
    page.uncheck("[id='relations:draws-on']")
    links = page.evaluate("policygraph.edges.get().filter((edge) => !edge.hidden).length")
    assert links == 1

    page.click("#reset")
    assert visible(page) == set(pinggu())


@pytest.mark.browser
def test_the_neighbourhood_is_the_thing_and_what_it_is_linked_to(page: Page):
    """
    One thing and its neighbours can be looked at alone.
    """
    select(page, "博士农场")
    page.click("#near")

    assert visible(page) == {"doctor-farm", "pinggu", "moara", "science-backyard"}


@pytest.mark.browser
def test_a_narrow_window_shows_picture_panel_and_filters(page: Page):
    """
    On a telephone nothing may run out of the window sideways, and the filters are one touch away.
    """
    page.set_viewport_size({"width": 400, "height": 800})
    page.click("#filters")

    assert page.locator("[id='kinds:region']").is_visible()
    assert page.locator("#network canvas").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.set_viewport_size({"width": 1280, "height": 800})
