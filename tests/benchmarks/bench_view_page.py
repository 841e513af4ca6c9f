"""
How soon the graph page shows its first view, and how smoothly it moves, beside plain pages of pyvis.

An invented network of 2,000 things and 6,000 links, in Chromium without a graphics processor. Nothing here passes or
fails; the target is a first view within 1.5 s. Beside wall time stands the processor time of the page's own thread,
which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import networkx as nx
from pyvis.network import Network

from policygraph.layout import layout
from policygraph.tables import table
from policygraph.view import graph_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
KINDS = {kind: (kind, kind) for kind in ("policy", "programme", "agency", "region", "topic")}
DRAWN = "performance.getEntriesByName('drawn').length > 0"
# Pan for three seconds, one step a frame, there and back.
PAN = """() => new Promise((done) => {
    const frames = [], start = performance.now(), net = globalThis.policygraph ? policygraph.network : network;
    let last = start;
    const step = (now) => {
        frames.push(now - last);
        last = now;
        const { x, y } = net.getViewPosition(), by = (frames.length % 60 < 30 ? 8 : -8) / net.getScale();
        net.moveTo({ position: { x: x + by, y }, animation: false });
        if (now - start < 3000) requestAnimationFrame(step);
        else done({ rate: (1000 * frames.length) / (last - start), worst: Math.max(...frames) });
    };
    requestAnimationFrame(step);
})"""
# pyvis says nothing when it has drawn: without physics it has when its script ends, else it draws when it has settled.
MARK = """<script>const drawn = () => performance.getEntriesByName("drawn").length || performance.mark("drawn");
network.once("afterDrawing", drawn);
if (!network.physics.physicsEnabled) requestAnimationFrame(drawn);</script></body>"""


def invented(things: int, links: int, seed: int = 1) -> nx.MultiDiGraph[str]:
    """
    Return a network in which some things are linked far more often than others; the same seed, the same network.
    """
    chance, kinds = random.Random(seed), list(KINDS)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for n in range(things):
        names = {"label": f"第{n}号人才政策文件", "label_en": f"Document {n}", "pinyin": f"di {n} hao", "aliases": []}
        graph.add_node(f"t{n:06}", kind=kinds[n % len(kinds)], iri=f"https://example.org/{n}", **names)
    ends = [0]
    while graph.number_of_edges() < links:
        one, other = (
            chance.randrange(things),
            chance.choice(ends) if chance.random() < 0.6 else chance.randrange(things),
        )
        if one == other or graph.has_edge(f"t{one:06}", f"t{other:06}"):
            continue
        ends += [one, other]
        way, modality = chance.randrange(8), chance.choice(["stated", "inferred"])
        said = {"property": f"p{way}", "label": f"关系{way}", "label_en": f"relation {way}", "modality": modality}
        graph.add_edge(f"t{one:06}", f"t{other:06}", **said)
    return graph


def pages(folder: Path, graph: nx.MultiDiGraph[str]) -> dict[str, Path]:
    """
    Write our page, pyvis as it comes, and pyvis with our places and nothing that moves.
    """
    start = time.process_time()
    places = layout(graph)
    middle = time.process_time()
    ours = folder / "ours.html"
    ours.write_text(graph_page(graph, places, {}, title=("图", "graph"), kinds=KINDS), encoding="utf-8")
    print(f"layout {middle - start:.1f} s, page {time.process_time() - middle:.1f} s of processor time, ", end="")
    print(f"{ours.stat().st_size / 1e6:.1f} MB")
    found = {"policygraph": ours}
    for name, fixed in (("pyvis, our places, physics off", True), ("pyvis as it comes", False)):
        net = Network(height="800px", width="100%", directed=True, cdn_resources="in_line")
        for node, label in graph.nodes("label"):
            x, y = places[node]
            net.add_node(node, label=label, title=label, **({"x": x, "y": y} if fixed else {}))
        # pyvis would walk its list of ids for each end of each edge.
        net.node_ids = net.node_map
        for one, other, label in graph.edges(data="label"):
            net.add_edge(one, other, title=label)
        if fixed:
            net.toggle_physics(False)
        file = folder / f"pyvis-{fixed}.html"
        before, _, after = net.generate_html().rpartition("</body>")
        file.write_text(before + MARK + after, encoding="utf-8")
        found[name] = file
    return found


def opened(browser: Browser, file: Path, patience: float) -> tuple[Page, list[str]]:
    """
    Open a page offline until it has drawn; return it with wall and processor time to that point.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/*", _only_files)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), timeout=patience * 1000)
    page.wait_for_function(DRAWN, timeout=patience * 1000)
    spent = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    drawn = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
    return page, [f"{drawn:.0f}", f"{1000 * spent['TaskDuration']:.0f}"]


def _only_files(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def measured(browser: Browser, file: Path, runs: int, patience: float) -> list[str]:
    """
    Return the medians of first view (ms), its processor time (ms), frames/s and worst frame (ms) while panning.
    """
    rows = []
    for _ in range(runs):
        page, row = opened(browser, file, patience)
        page.wait_for_timeout(500)
        found = page.evaluate(PAN)
        rows.append([*row, f"{found['rate']:.1f}", f"{found['worst']:.0f}"])
        page.close()
    return [f"{median(float(row[column]) for row in rows):g}" for column in range(4)]


def measure(folder: Path, args: argparse.Namespace) -> None:
    """
    Measure all pages and print the table.
    """
    from playwright.sync_api import Error, sync_playwright

    files = pages(folder, invented(args.things, args.links))
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    head = ("page", "first view ms", "its processor time ms", "frames/s panning", "worst frame ms")
    rows = []
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=[*FLAGS.split(), "--no-first-run"])
        for name, file in files.items():
            if name == "policygraph" or args.peer:
                try:
                    rows.append([name, *measured(browser, file, args.runs, args.patience)])
                except Error:
                    rows.append([name, f"over {args.patience * 1000:g}", "", "", ""])
        browser.close()
    print(table(head, rows))


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_view_page.py``.
    """
    parser = argparse.ArgumentParser(description="Measure the graph page in Chromium.")
    parser.add_argument("--things", type=int, default=2_000)
    parser.add_argument("--links", type=int, default=6_000)
    parser.add_argument("--runs", type=int, default=3, help="runs of each page, of which the median counts")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds to wait for a first view")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave pyvis out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), args)


if __name__ == "__main__":
    sys.exit(main())
