"""
A picture on request: the part that was asked for and no more, sized and coloured the same on every run, saved as text.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from conftest import CHROMIUM, run
from test_view import FLAGS, HOSTILE, KINDS, TITLE, data_of, link, pinggu, thing

from policygraph.build import Built
from policygraph.crowded import crowded_page, too_many
from policygraph.entities import facts, resolve
from policygraph.errors import PolicygraphError
from policygraph.excerpt import around, on_day
from policygraph.layout import layout, radii
from policygraph.network import network
from policygraph.picture import Wanted, picture
from policygraph.prominence import MEASURES, communities, measured
from policygraph.view import MOST_LINKS, MOST_THINGS, Also, graph_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from policygraph.store import Store


def chain() -> nx.MultiDiGraph[str]:
    """
    Return programme – agency – programme – region – programme, and a topic beside the first.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug, kind in [("a", "programme"), ("b", "agency"), ("c", "programme"), ("r", "region"), ("d", "programme")]:
        thing(graph, slug, slug, kind)
    thing(graph, "t", "t", "topic")
    for start, end in [("a", "b"), ("c", "b"), ("c", "r"), ("d", "r"), ("a", "t"), ("d", "t")]:
        link(graph, start, "region", end)
    return graph


def test_a_neighbourhood_has_no_more_steps_than_asked():
    graph = chain()

    assert set(around(graph, "a", 1)) == {"a", "b", "t"}
    assert set(around(graph, "a", 2)) == {"a", "b", "c", "t"}


def test_a_neighbourhood_does_not_reach_through_places_and_concepts():
    """
    Everything in a district meets in the district, which would make every neighbourhood the whole graph.
    """
    graph = chain()

    assert "d" not in around(graph, "a", 9)
    assert set(around(graph, "r", 1)) == {"r", "c", "d"}


def test_all_links_among_the_things_of_a_neighbourhood_are_kept():
    """
    What is shown of two things must not depend on the way by which they were reached.
    """
    graph = chain()
    link(graph, "b", "draws-on", "t", "inferred")

    assert around(graph, "a", 1).number_of_edges() == 3


def test_a_day_leaves_out_what_was_not_in_force_and_says_what_only_may_have_been(store: Store):
    """
    The picture of a day and the timeline of that day must agree, or one of them is wrong.
    """
    from policygraph.dates import Fit
    from policygraph.timeline import Asked, in_force

    day = date(2021, 6, 1)
    graph = network(store)
    part, unsure, undated = on_day(store, graph, facts(store), day)
    entries = {e.thing.id: e.fit for e in in_force(store, Asked(), day) if e.thing.id in graph}
    shown = {node for node, kind in part.nodes("kind") if kind in ("policy", "programme")}

    assert shown == set(entries)
    assert set(unsure) == {node for node, fit in entries.items() if fit is Fit.POSSIBLE}
    assert undated == sum(kind in ("policy", "programme") for _, kind in graph.nodes("kind")) - len(dated(store, graph))


def dated(store: Store, graph: nx.MultiDiGraph[str]) -> set[str]:
    rows = store.select("SELECT DISTINCT ?thing WHERE { ?thing <https://w3id.org/policygraph/ontology#inForce> ?node }")
    times = {str(row["thing"]) for row in rows}
    return {node for node, iri in graph.nodes("iri") if iri in times}


def test_a_region_is_drawn_with_what_lies_in_it_and_what_that_is_linked_to(store: Store):
    """
    博士农场 lies in 平谷区; two other cities that have nothing there but a bloc in common do not belong.
    """
    found = data_of(picture(store, Wanted(region="平谷区")).html)
    ids = {node["id"] for node in found["nodes"]}
    linked = {end for edge in found["edges"] for end in (edge["from"], edge["to"])}

    assert {"pinggu", "doctor-farm"} <= ids
    assert "tianjin" not in ids or "tianjin" in linked
    assert ids - linked <= {"pinggu"} | {n for n in ids if n in nx.descendants(within(store), "pinggu")}


def within(store: Store) -> nx.DiGraph[str]:
    rows = store.select(
        "SELECT DISTINCT ?a ?b WHERE { ?a <https://w3id.org/policygraph/ontology#within> ?b }",
    )
    tree: nx.DiGraph[str] = nx.DiGraph([("pinggu", "pinggu")])
    tree.add_edges_from((str(row["b"]).rsplit("/", 1)[1], str(row["a"]).rsplit("/", 1)[1]) for row in rows)
    return tree


def test_one_network_ties_two_things_once_and_keeps_every_statement(store: Store):
    """
    Thirty lines between two districts tell less than one thick line whose panel has the thirty.
    """
    html = picture(store, Wanted(network="regions")).html
    edges = data_of(html)["edges"]
    ties = [(edge["from"], edge["to"], edge["relation"]) for edge in edges]

    assert len(ties) == len(set(ties))
    assert all(edge["arrows"] == "" for edge in edges)
    strong = next(edge for edge in edges if edge.get("count", 1) > 2)
    assert f'"link/{strong["id"]}":[[' in html


@pytest.mark.parametrize("name", ["documents", "instruments", "bodies", "programmes", "leaning", "acting"])
def test_every_network_can_be_drawn(store: Store, name: str):
    found = picture(store, Wanted(network=name, on=date(2023, 6, 1)))

    assert found.things > 0
    assert len(data_of(found.html)["nodes"]) == found.things


def test_two_parts_at_once_or_a_network_that_is_none_are_refused(store: Store):
    with pytest.raises(PolicygraphError, match="E606"):
        picture(store, Wanted(region="平谷区", around="通武廊"))
    with pytest.raises(PolicygraphError, match=r"E611.*regions"):
        picture(store, Wanted(network="region"))


def test_the_same_question_gives_the_same_bytes(store: Store):
    """
    Communities and sampled paths are drawn by chance elsewhere; here the same file must come out again.
    """
    wanted = Wanted(region="平谷区", colour="community", size="betweenness")

    assert picture(store, wanted).html == picture(store, wanted).html


def test_communities_hold_each_linked_thing_once_and_do_not_depend_on_order():
    forwards, backwards = pinggu(), pinggu(backwards=True)
    found = communities(forwards)
    linked = {node for node in forwards if set(nx.all_neighbors(forwards, node)) - {node}}

    assert sorted(node for group in found for node in group) == sorted(linked)
    assert found == communities(backwards)


@pytest.mark.parametrize("measure", ["degree", "pagerank", "betweenness"])
def test_the_hub_is_drawn_largest_by_every_measure(measure: str):
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for slug in ("hub", *"abcdef"):
        thing(graph, slug, slug, "programme")
    for slug in "abcdef":
        link(graph, slug, "region", "hub")
    sizes = radii(measured(graph, measure))

    assert max(sizes, key=lambda node: sizes[node]) == "hub"
    assert all(7 <= size <= 26 for size in sizes.values())


def crowd(size: int) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in range(size):
        thing(graph, f"thing-{n}", HOSTILE[n % len(HOSTILE)], "programme")
        link(graph, f"thing-{n}", "region", "thing-0")
    return graph


def test_only_what_is_too_large_to_read_is_not_drawn():
    graph = crowd(MOST_THINGS)

    assert not too_many(graph)
    thing(graph, "one-more", "多一个", "programme")
    assert too_many(graph)
    few: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    few.add_edges_from([("a", "b")] * (MOST_LINKS + 1))
    assert too_many(few)


def test_the_page_of_a_crowd_offers_commands_that_a_shell_takes_as_they_are():
    """
    Ids of a foreign graph may hold anything, and a reader will paste the command.
    """
    graph = crowd(50)
    thing(graph, "x; rm -rf ~", "坏", "programme")
    for n in range(60):
        link(graph, f"thing-{n % 50}", "region", "x; rm -rf ~")
    rows = [row for section in data_of(crowded_page(graph, Also(), title=TITLE))["sections"] for row in section["rows"]]

    assert "policygraph view --around thing-0" in {row["command"] for row in rows}
    assert "policygraph view --around 'x; rm -rf ~'" in {row["command"] for row in rows}


def test_the_command_writes_the_page_and_says_what_it_shows(built: Built, tmp_path: Path):
    path = tmp_path / "around.html"
    words = ("view", "--around", "通武廊", "--depth", "2", "--store", str(built.out), "--out", str(path))
    done = run(*words, lang="en", cwd=tmp_path)
    shown = data_of(path.read_text(encoding="utf-8"))

    assert done.returncode == 0, done.stderr
    assert f"{len(shown['nodes'])} things, {len(shown['edges'])} links" in done.stdout
    assert [file.name for file in tmp_path.iterdir()] == ["around.html"]


def test_a_page_that_cannot_be_written_is_a_sentence(built: Built, tmp_path: Path):
    done = run("view", "--around", "通武廊", "--store", str(built.out), "--out", str(tmp_path / "no" / "x.html"))

    assert done.returncode == 1
    assert done.stderr.startswith("E631")


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
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str, list[str]]]:
    if not CHROMIUM:
        pytest.skip("no chromium, chromium-browser or google-chrome on this machine")
    from playwright.sync_api import sync_playwright

    file = tmp_path_factory.mktemp("picture") / "graph.html"
    file.write_text(told(), encoding="utf-8")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS.split(), "--no-first-run"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        page.set_default_timeout(20_000)
        heard: list[str] = []
        page.on("request", lambda request: heard.append(request.url))
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        yield page, file.as_uri(), heard
        browser.close()


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
    assert [heard for heard in opened[2] if not heard.startswith(("file:", "blob:"))] == []


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


def test_the_whole_graph_says_its_regions_and_years(store: Store, built: Built):
    """
    The page of a build narrows by region and year too.
    """
    found = data_of((built.out / "graph.html").read_text(encoding="utf-8"))
    farm = next(node for node in found["nodes"] if node["id"] == resolve(store, "博士农场").id)

    assert "pinggu" in farm["where"]
    assert any(first <= 2022 <= last for first, last in farm["years"])
    assert "beijing" in found["regions"]["pinggu"][1]
