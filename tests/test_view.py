"""
One page, one file: nothing is fetched, nothing that came from data runs, and everything of the network can be found.
"""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from itertools import combinations
from math import dist
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from policygraph.layout import layout
from policygraph.view import graph_page
from policygraph.webpage import Line

if TYPE_CHECKING:
    from pathlib import Path


KINDS = {"programme": ("项目", "programme"), "region": ("行政区", "region"), "agency": ("机关", "agency")}
TITLE = ("平谷人才政策图", "Talent policy in Pinggu")
HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "{{ 7*7 }} @@vis.js@@ ${7*7} %s",
    "<!--\u2028'\"&amp;\u2029",
    "很长" * 400,
    "\u202eلمزرعة\u202c",
    "=HYPERLINK(1)",
]


def thing(network: nx.MultiDiGraph[str], slug: str, label: str, kind: str, **about: Any) -> None:
    known = {"label_en": "", "aliases": [], "pinyin": "", "iri": f"https://w3id.org/policygraph/id/{slug}"}
    network.add_node(slug, label=label, kind=kind, **known | about)


def link(network: nx.MultiDiGraph[str], source: str, key: str, target: str, modality: str = "stated") -> None:
    names = {"region": ("所在地", "region"), "operator": ("运营方", "operated by"), "draws-on": ("借鉴", "draws on")}
    zh, en = names[key]
    network.add_edge(source, target, property=key, label=zh, label_en=en, modality=modality)


def pinggu(*, backwards: bool = False) -> nx.MultiDiGraph[str]:
    """
    Return a small network with parallel links, links there and back, a loop, a lone thing and hostile labels.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    things: list[tuple[str, str, str, dict[str, Any]]] = [
        ("doctor-farm", "博士农场", "programme", {"label_en": "Doctor Farm", "pinyin": "bo shi nong chang"}),
        ("pinggu", "平谷区", "region", {"label_en": "Pinggu District", "aliases": ["平谷县"], "pinyin": "ping gu qu"}),
        ("moara", "农业农村部", "agency", {"pinyin": "nong ye nong cun bu"}),
        ("science-backyard", "科技小院", "programme", {"pinyin": "ke ji xiao yuan"}),
        ("shanghai", "上海市", "region", {"pinyin": "shang hai shi"}),
        *((f"hostile-{n}", label, "programme", {"aliases": [label]}) for n, label in enumerate(HOSTILE)),
    ]
    links = [
        ("doctor-farm", "region", "pinggu", "stated"),
        ("doctor-farm", "region", "pinggu", "inferred"),
        ("doctor-farm", "operator", "moara", "planned"),
        ("doctor-farm", "draws-on", "science-backyard", "inferred"),
        ("science-backyard", "draws-on", "doctor-farm", "stated"),
        ("science-backyard", "draws-on", "science-backyard", "stated"),
        *((f"hostile-{n}", "region", "pinggu", "stated") for n in range(len(HOSTILE))),
    ]
    turn = -1 if backwards else 1
    for slug, label, kind, about in things[::turn]:
        thing(network, slug, label, kind, **about)
    for source, key, target, modality in links[::turn]:
        link(network, source, key, target, modality)
    return network


def facts() -> dict[str, list[Line]]:
    row = (
        "北京人才发展报告（2024），平谷，一（三），表3第4行，第59页",
        "Beijing Talent Report (2024), Pinggu, 1(3), table 3 row 4, p. 59",
    )
    here = ("平谷区", "Pinggu District")
    return {
        "doctor-farm": [
            Line(("启动时间", "launched"), ("2022年", "2022"), None, "stated", (row,)),
            Line(("所在地", "region"), here, "pinggu", "stated", (row,)),
            Line(
                ("所在地", "region"),
                here,
                "pinggu",
                "inferred",
                (row,),
                why=("<b>表中</b>列出的是区", "the table names the <b>district</b>"),
            ),
        ],
        "hostile-0": [
            Line(("<i>键</i>", "<i>key</i>"), (HOSTILE[0], HOSTILE[0]), None, "stated", ((HOSTILE[1], "x"),))
        ],
    }


def written(network: nx.MultiDiGraph[str], lang: Any = "zh") -> str:
    return graph_page(network, layout(network), facts(), title=TITLE, kinds=KINDS, lang=lang)


def data_of(html: str) -> dict[str, Any]:
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


class Tags(HTMLParser):
    """
    The tags of a page, as a browser would see them.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_names_nothing_to_fetch():
    """
    It must open on a closed network, so no tag and no style may point anywhere but into the page.
    """
    html = written(pinggu())
    tags = Tags(html).found

    pointed = [value for _, about in tags for key, value in about.items() if key in {"src", "href", "action", "srcset"}]
    assert all(value in {"#", "data:,"} for value in pointed)
    assert not [about for tag, about in tags if tag == "link" and about.get("rel") != "icon"]
    assert not re.search(r"@import|url\(\s*['\"]?https?:|sourceMappingURL", html)


def test_the_page_forbids_the_browser_to_fetch():
    """
    Even a fault of ours must not reach the network: the policy allows only what stands in the page.
    """
    policy = next(a["content"] for _, a in Tags(written(pinggu())).found if a.get("http-equiv"))

    assert policy is not None
    for rule in (
        "default-src 'none'",
        "script-src 'unsafe-inline'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
    ):
        assert rule in policy.split("; ")


def test_data_cannot_leave_its_block():
    """
    A label that closes a script or opens a tag must stay text: the page has the same tags with and without it.
    """
    calm = pinggu()
    for n in range(len(HOSTILE)):
        calm.nodes[f"hostile-{n}"].update(label="无害", aliases=[])
    html = written(pinggu())
    block = html.split('id="data">')[1].split("</script>")[0]

    assert not set("<>&\u2028\u2029") & set(block)
    assert [tag for tag, _ in Tags(html).found] == [tag for tag, _ in Tags(written(calm)).found]
    assert {node["label"] for node in data_of(html)["nodes"]} >= set(HOSTILE)


def test_a_title_is_text():
    """
    The heading is the one thing from outside that stands in the markup itself.
    """
    html = graph_page(nx.MultiDiGraph(), {}, {}, title=("<b>&\ud800", "x"), kinds={})

    assert "<title>&lt;b&gt;&amp;\ufffd</title>" in html
    assert html.encode("utf-8")


def test_half_a_character_does_not_break_the_file():
    """
    A label with an unpaired surrogate cannot be written as UTF-8, and one bad label must not cost the page.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(network, "half", "半\ud83d个", "programme")

    assert data_of(written(network).encode("utf-8").decode("utf-8"))["nodes"][0]["label"] == "半\ud83d个"


def test_the_same_network_gives_the_same_bytes():
    """
    The file is compared and published, so neither a second run nor the order of loading may change it.
    """
    assert written(pinggu()) == written(pinggu()) == written(pinggu(backwards=True))


def test_every_thing_and_every_parallel_link_is_there():
    """
    Two statements that link the same two things are two links, each with its own modality.
    """
    network = pinggu()
    data = data_of(written(network))

    assert {node["id"] for node in data["nodes"]} == set(network)
    drawn = sorted((edge["from"], edge["to"], edge["relation"], edge["modality"]) for edge in data["edges"])
    assert drawn == sorted((u, v, e["property"], e["modality"]) for u, v, e in network.edges(data=True))


def test_links_between_the_same_things_do_not_lie_on_one_another():
    """
    Seen from one of the two things, each link takes its own bend, also where one leads there and one back.
    """
    bends: dict[frozenset[str], list[float]] = {}
    for edge in data_of(written(pinggu()))["edges"]:
        bend = edge["smooth"]["roundness"] if edge["smooth"] else 0.0
        sign = 1 if edge["from"] <= edge["to"] else -1
        bends.setdefault(frozenset((edge["from"], edge["to"])), []).append(sign * bend)

    assert (
        len(bends[frozenset(("doctor-farm", "pinggu"))])
        == len(bends[frozenset(("doctor-farm", "science-backyard"))])
        == 2
    )
    assert all(len(set(found)) == len(found) for found in bends.values())


def test_two_loops_of_one_thing_differ_in_size():
    """
    A thing may be linked to itself more than once, and both links are to be seen.
    """
    network = pinggu()
    link(network, "science-backyard", "draws-on", "science-backyard", "inferred")
    loops = [edge["selfReference"] for edge in data_of(written(network))["edges"] if edge["from"] == edge["to"]]

    assert len({loop["size"] for loop in loops}) == 2


def test_places_are_kept_and_nothing_moves_by_itself():
    """
    A picture that settles anew at each opening cannot be pointed at, and above 1,500 things it never settles.
    """
    network = pinggu()
    places = {slug: (n * 100, -n) for n, slug in enumerate(network)}
    data = data_of(graph_page(network, places, {}, title=TITLE, kinds=KINDS))

    assert {node["id"]: (node["x"], node["y"]) for node in data["nodes"]} == places
    assert data["options"]["physics"] == {"enabled": False}


def test_a_kind_without_a_name_is_shown_by_its_key():
    """
    An ontology that gained a kind must not stop the picture.
    """
    network = pinggu()
    thing(network, "summit", "HICOOL全球创业者峰会", "event")

    assert {"event", *KINDS} == {kind["key"] for kind in data_of(written(network))["kinds"]}


def test_kinds_differ_in_colour_and_shape_together():
    """
    A reader who sees no colours must still tell kinds apart, and so many kinds exist in the ontology.
    """
    kinds = {f"kind-{n}": (f"类{n}", f"kind {n}") for n in range(30)}
    shown = data_of(graph_page(nx.MultiDiGraph(), {}, {}, title=TITLE, kinds=kinds))["kinds"]

    assert len({(kind["colour"], kind["shape"]) for kind in shown}) == 30
    assert len({kind["shape"] for kind in shown[:7]}) == 7


def test_writing_a_page_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    pyvis itself would put a `lib` folder where the user happens to stand.
    """
    monkeypatch.chdir(tmp_path)

    assert written(pinggu())
    assert not list(tmp_path.iterdir())


def region_like(size: int) -> nx.MultiDiGraph[str]:
    """
    Return a network of *size* things in which few are linked to many, as districts are.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in range(size):
        thing(network, f"thing-{n:04}", f"第{n}号政策文件", "programme")
    for n in range(1, size):
        link(network, f"thing-{n:04}", "region", f"thing-{n % 11 % n:04}")
        if n % 3 == 0:
            link(network, f"thing-{n:04}", "draws-on", f"thing-{n // 2:04}")
    return network


def test_300_things_are_laid_out_in_a_moment_and_do_not_cover_each_other():
    """
    The picture is part of every build, so it may not be slow; and what is covered cannot be clicked.
    """
    network = region_like(300)
    start = time.process_time()
    places = layout(network)
    spent = time.process_time() - start

    size = {node["id"]: node["size"] for node in data_of(written(network))["nodes"]}
    covered = [(u, v) for u, v in combinations(places, 2) if dist(places[u], places[v]) < size[u] + size[v]]
    assert len(covered) <= 3
    assert spent < 3


def test_parts_that_nothing_links_stand_apart():
    """
    Two parts that run into one another look linked.
    """
    network = region_like(60)
    for n in range(12):
        thing(network, f"apart-{n}", "别处", "region")
        if n > 6:
            link(network, f"apart-{n}", "region", "apart-6")
    places = layout(network)
    boxes = []
    for part in nx.weakly_connected_components(network):
        xs, ys = [places[slug][0] for slug in part], [places[slug][1] for slug in part]
        boxes.append((min(xs), min(ys), max(xs), max(ys)))

    assert len(boxes) == 8
    for one, other in combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_a_hub_lies_in_the_middle_of_its_part():
    """
    The thing that links the others is looked for in the middle.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(network, "hub", "平谷区", "region")
    for n in range(40):
        thing(network, f"leaf-{n}", "文件", "programme")
        link(network, f"leaf-{n}", "region", "hub")
    places = layout(network)
    middle = tuple(sum(place[axis] for place in places.values()) / len(places) for axis in (0, 1))

    assert min(places, key=lambda slug: dist(places[slug], middle)) == "hub"


def test_an_empty_network_and_a_lone_thing_have_a_page():
    """
    A filter may leave nothing, and a first record is one thing.
    """
    lone: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    thing(lone, "pinggu", "平谷区", "region")

    assert layout(nx.MultiDiGraph()) == {}
    assert data_of(written(nx.MultiDiGraph()))["nodes"] == []
    assert [node["id"] for node in data_of(written(lone))["nodes"]] == ["pinggu"]


# ---- in a browser
