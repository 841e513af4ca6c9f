"""
A picture on request in a browser: saved as text, walked with keys, narrowed by place, year and community.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from conftest import listened
from test_view import HOSTILE, KINDS, TITLE, link, pinggu, thing

from policygraph.crowded import crowded_page
from policygraph.layout import layout, radii
from policygraph.prominence import MEASURES, communities, measured
from policygraph.view import Also, graph_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


from test_picture import crowd


def told() -> str:
    """
    Return a page with hostile labels, regions, years, communities, a measure and an uncertain thing.
    """
    graph = pinggu()
    thing(graph, "control", "控\u0000制\u0007符\ud83d", "programme")
    link(graph, "control", "region", "shanghai")
    values = measured(graph, "pagerank")
    also = Also(
        measure=MEASURES["pagerank"],
        values=values,
        groups=communities(graph),
        regions={
            "pinggu": (("平谷区", "Pinggu"), ["beijing"]),
            "beijing": (("北京市", "Beijing"), []),
            "shanghai": (("上海市", "Shanghai"), []),
        },
        where={
            "doctor-farm": ["pinggu"],
            "pinggu": ["pinggu"],
            "science-backyard": ["shanghai"],
            "shanghai": ["shanghai"],
        },
        years={"doctor-farm": [(2022, 2022)], "science-backyard": [(2009, 2010)]},
        unsure={"doctor-farm": ("不知<b>何时</b>止", "end not known")},
    )
    return graph_page(graph, layout(graph, radii(values)), {}, title=(HOSTILE[0], "x"), kinds=KINDS, also=also)


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str, list[str]]]:
    file = tmp_path_factory.mktemp("picture") / "graph.html"
    file.write_text(told(), encoding="utf-8")
    page, heard = listened(browser)
    page.set_default_timeout(20_000)
    yield page, file.as_uri(), heard
    page.close()


@pytest.fixture
def page(opened: tuple[Page, str, list[str]]) -> Page:
    page, address, heard = opened
    page.goto("about:blank")
    heard.clear()
    page.goto(address)
    return page


def shown(page: Page) -> set[str]:
    return set(page.evaluate("policygraph.nodes.get().filter((node) => !node.hidden).map((node) => node.id)"))


def saved(page: Page, button: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.locator(button).press("Enter")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_bytes()


@pytest.mark.browser
def test_the_saved_svg_is_xml_with_names_as_text_and_nothing_that_runs(page: Page, tmp_path: Path):
    """
    A picture goes into reports and onto web pages, so a label must stay one, in a font that has the characters.
    """
    root = ElementTree.fromstring(saved(page, "#svg", tmp_path))
    tags = {element.tag.split("}")[1] for element in root.iter()}
    texts = ["".join(element.itertext()) for element in root.iter() if element.tag.endswith("}text")]
    tips = {element.text for element in root.iter() if element.tag.endswith("}title")}

    assert tags <= {"svg", "g", "rect", "path", "circle", "polygon", "text", "title", "clipPath"}
    assert not [
        key for element in root.iter() for key in element.attrib if key.startswith("on") or key.endswith("href")
    ]
    assert "博士农场" in texts
    assert any(text.startswith(HOSTILE[0]) for text in texts)
    assert any(tip and tip.startswith("控制符") for tip in tips)
    assert re.search("Noto Sans CJK SC.*sans-serif", root.attrib["font-family"])
    assert page.evaluate("window.hacked") is None


@pytest.mark.browser
def test_the_saved_png_is_twice_as_fine_as_the_screen(page: Page, opened: tuple[Page, str, list[str]], tmp_path: Path):
    """
    It is printed; and saving it may not fetch anything.
    """
    picture = saved(page, "#png", tmp_path)

    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 2 * page.evaluate("document.getElementById('network').clientWidth")
    assert [heard for heard in opened[2] if not heard.startswith(("asked for file:", "asked for blob:"))] == []


@pytest.mark.browser
def test_a_region_keeps_what_lies_in_it_and_what_is_linked_to_that(page: Page):
    """
    北京市 holds 平谷区; a body that names no place stays with the things that it is linked to.
    """
    page.select_option("#region", "beijing")
    assert {"doctor-farm", "pinggu", "moara"} <= shown(page)
    assert "science-backyard" not in shown(page)

    page.click("#reset")
    assert len(shown(page)) == len(pinggu()) + 1


@pytest.mark.browser
def test_years_keep_what_is_dated_in_them(page: Page):
    page.select_option("#until", "2015")

    assert "science-backyard" in shown(page)
    assert "doctor-farm" not in shown(page)


@pytest.mark.browser
def test_communities_are_listed_with_their_colours_and_can_be_left_out(page: Page):
    before = shown(page)
    page.locator("#groups input").first.uncheck()

    assert shown(page) < before
    assert page.locator("#groups .swatch").count() == page.locator("#groups input").count()


@pytest.mark.browser
def test_what_only_may_have_been_in_force_is_said_as_text(page: Page):
    page.evaluate("location.hash = 'doctor-farm'")
    page.wait_for_function("document.querySelector('h2')?.textContent === '博士农场'")

    assert "该日只是可能有效：不知<b>何时</b>止" in page.locator("#details").inner_text()


@pytest.mark.browser
def test_the_picture_can_be_walked_with_keys_alone(page: Page):
    """
    Who has no mouse goes from thing to thing in the picture itself, and hears where that leads.
    """
    page.focus("#network")
    page.keyboard.press("Enter")
    first = page.evaluate("policygraph.network.getSelectedNodes()")
    moved = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(f"Shift+{key}")
        moved += page.evaluate("policygraph.network.getSelectedNodes()")

    assert len(first) == 1
    assert set(moved) - set(first)
    assert page.locator("#news").inner_text() == page.locator("h2").inner_text()


@pytest.mark.browser
def test_a_large_network_draws_its_lines_at_once_from_afar(page: Page, tmp_path: Path):
    """
    Arrowheads of thousands of lines take seconds and cannot be seen; closer by, they are there.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in range(800):
        thing(graph, f"t{n}", f"第{n}号", "programme")
    for n in range(1600):
        link(graph, f"t{n % 800}", "region" if n < 800 else "draws-on", f"t{(n * 7 + 1) % 800}")
    file = tmp_path / "large.html"
    places = {node: (n % 40 * 120, n // 40 * 120) for n, node in enumerate(graph)}
    file.write_text(graph_page(graph, places, {}, title=TITLE, kinds=KINDS), encoding="utf-8")
    page.goto(file.as_uri())

    assert page.evaluate("afar()") is True
    page.evaluate("policygraph.network.moveTo({ scale: 1 })")
    assert page.evaluate("afar()") is False


@pytest.mark.browser
def test_the_page_of_a_crowd_shows_hostile_names_as_text(page: Page, tmp_path: Path):
    file = tmp_path / "crowd.html"
    graph: Any = crowd(20)
    file.write_text(crowded_page(graph, Also(), title=(HOSTILE[0], "x")), encoding="utf-8")
    page.goto(file.as_uri())

    assert page.locator("h1").inner_text() == HOSTILE[0]
    assert HOSTILE[1] in page.locator("#sections").inner_text()
    assert page.locator("#sections code").count() > 5
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
