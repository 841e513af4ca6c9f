"""
How soon the timeline page shows its first view, and how smoothly it moves, beside a plain page of vis-timeline.

Ten thousand invented policies, in Chromium without a graphics processor. Nothing here passes or fails; the targets are
a first view within 1 s, 30 frames/s while panning, and no task longer than 200 ms. The peer is fetched with `npm pack`
and gets the dates only, not the periods that nobody has ended: it stacks those for minutes. Where it cannot be had, it
is left out and said so.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench_build import synthetic, table

from policygraph.build import build
from policygraph.publish import read, timeline
from policygraph.store import open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
EPOCH, DAY = date(1970, 1, 1).toordinal(), 86_400_000
PEER = "vis-timeline@8.5.4"
WATCH = """
globalThis.tasks = [];
new PerformanceObserver((list) => { for (const entry of list.getEntries()) tasks.push(entry.duration); })
    .observe({ type: "longtask", buffered: true });
"""
# Pan for three seconds, one step a frame, there and back; `move` takes the share of the view to go.
PAN = """(move) => new Promise((done) => {
    tasks.length = 0;
    const frames = [], start = performance.now();
    let last = start;
    const step = (now) => {
        frames.push(now - last);
        last = now;
        move(frames.length % 120 < 60 ? 0.004 : -0.004);
        if (now - start < 3000) requestAnimationFrame(step);
        else {
            const rate = (1000 * frames.length) / (last - start);
            done({ rate, worst: Math.max(...frames), task: Math.max(0, ...tasks) });
        }
    };
    requestAnimationFrame(step);
})"""
OURS = "(part) => pan(part)"
THEIRS = """(part) => {
    const { start, end } = line.getWindow(), by = (end - start) * part;
    line.setWindow(new Date(+start + by), new Date(+end + by), { animation: false });
}"""
ZOOM = "(part) => zoom(1 + 4 * part)"
PEER_PAGE = """<!doctype html><meta charset="utf-8"><style>%s</style><div id="line"></div><script>%s</script>
<script type="application/json" id="data">%s</script><script>
const items = JSON.parse(document.getElementById("data").textContent);
const month = { start: "2020-01-01", end: "2020-02-01", height: 800 };
const line = new vis.Timeline(document.getElementById("line"), items, month);
line.on("changed", () => performance.getEntriesByName("drawn").length || performance.mark("drawn"));
</script>"""


def page_of(folder: Path, policies: int) -> Path:
    """
    Build the invented data and write its timeline; say what that cost.
    """
    built = build(synthetic(folder, policies, "jsonl"), folder / f"timeline-{policies}")
    about = read(open_store(built.out))
    start = time.process_time()
    html = timeline(about, "zh")
    file = folder / "timeline.html"
    file.write_text(html, encoding="utf-8")
    print(f"{policies:,} policies: page written in {time.process_time() - start:.2f} s of processor time, ", end="")
    print(f"{file.stat().st_size / 1e6:.1f} MB with all facts and citations")
    return file


def peer_of(folder: Path, page: Path) -> Path | None:
    """
    Write a page of vis-timeline with the same dates; None where npm or the network is missing.
    """
    npm = shutil.which("npm")
    if not npm:
        return None
    packed = subprocess.run([npm, "pack", PEER, "--silent"], cwd=folder, capture_output=True, text=True, check=False)
    if packed.returncode:
        return None
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    dist = folder / "package" / "standalone" / "umd"
    script = (dist / "vis-timeline-graph2d.min.js").read_text(encoding="utf-8").replace("</script", r"<\/script")
    style = (folder / "package" / "styles" / "vis-timeline-graph2d.min.css").read_text(encoding="utf-8")
    data = json.loads(page.read_text(encoding="utf-8").split('id="data">')[1].split("</script>")[0])
    file = folder / "peer.html"
    file.write_text(PEER_PAGE % (style, script, json.dumps(dates(data), ensure_ascii=False)), encoding="utf-8")
    return file


def dates(data: dict[str, Any]) -> list[dict[str, object]]:
    """
    Return the dates as vis-timeline takes them: each a range over the days on which it may lie.
    """
    items, names = data["items"], data["things"]["label"]
    columns = zip(items["role"], items["thing"], items["begin"], items["end"], strict=True)
    shown = ((names[thing], begin, end) for role, thing, begin, end in columns if role and end < date.max.toordinal())
    return [
        {"id": n, "content": name, "start": (begin - EPOCH) * DAY, "end": (end + 1 - EPOCH) * DAY}
        for n, (name, begin, end) in enumerate(shown)
    ]


def opened(browser: Browser, file: Path, address: str) -> tuple[Page, list[str]]:
    """
    Open a page in a fresh context and wait for its first view; return it with its figures in words.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.goto(file.as_uri() + address, timeout=120_000)
    while not page.evaluate("performance.getEntriesByName('drawn').length"):
        page.wait_for_timeout(100)
    page.wait_for_timeout(800)
    drawn = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
    return page, [f"{drawn:.0f}", f"{page.evaluate('Math.max(0, ...tasks)'):.0f}"]


def measured(browser: Browser, file: Path, address: str, prepare: str, move: str, runs: int) -> list[str]:
    """
    Return the medians over *runs*: first view, longest task meanwhile, frames/s, worst frame, longest task (ms).
    """
    rows = []
    for _ in range(runs):
        page, row = opened(browser, file, address)
        if prepare:
            page.evaluate(prepare)
            page.wait_for_timeout(400)
        found = page.evaluate(f"({PAN})({move})")
        rows.append([*row, f"{found['rate']:.0f}", f"{found['worst']:.0f}", f"{found['task']:.0f}"])
        page.close()
    return [f"{median(float(row[column]) for row in rows):.0f}" for column in range(5)]


def views() -> Sequence[tuple[str, str, str, str]]:
    """
    What is measured of our page: a name, the address, what is done first, and how it is moved.
    """
    each = "state.each.add('policy'); regather()"
    bars = "state.folded.clear(); regather()"
    return (
        ("by region, numbers", "", "", OURS),
        ("by region, opened to bars", "", bars, OURS),
        ("by agency", "#lanes=bodies", "", OURS),
        ("by kind, numbers of all in one lane", "#lanes=kinds", "", OURS),
        ("by kind, each of them a bar", "#lanes=kinds", each, OURS),
        ("by kind, zooming", "#lanes=kinds", each, ZOOM),
    )


def measure(folder: Path, args: argparse.Namespace) -> None:
    """
    Measure our page and the peer, and print both.
    """
    from playwright.sync_api import sync_playwright

    page = page_of(folder, args.policies)
    peer = peer_of(folder, page) if args.peer else None
    if args.peer and not peer:
        print(f"{PEER} could not be fetched with npm: no comparison")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    head = ("view", "first view ms", "longest task ms", "frames/s", "worst frame ms", "longest task panning ms")
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium, args=[*FLAGS.split(), "--no-first-run"])
        rows = [[name, *measured(browser, page, *view, args.runs)] for name, *view in views()]
        if peer:
            rows.append(["vis-timeline, one month", *measured(browser, peer, "", "", THEIRS, 1)])
        browser.close()
    print(table(head, rows))


def main() -> None:
    """
    Measure from the command line: ``python tests/benchmarks/bench_timeline_page.py``.
    """
    parser = argparse.ArgumentParser(description="Measure the timeline page in Chromium.")
    parser.add_argument("--policies", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3, help="runs of each view, of which the median counts")
    parser.add_argument("--folder", type=Path, help="keep data and pages here (default: a temporary folder)")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave vis-timeline out")
    args = parser.parse_args()
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
        measure(args.folder, args)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), args)


if __name__ == "__main__":
    sys.exit(main())
