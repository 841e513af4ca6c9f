"""
The command that draws: view.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .root import LANG, command, opened, option_store, out, t, talk


@command("view", "policygraph view --around 通武廊 --depth 2")
@click.option("--around", default="", metavar="NAME", help=t("opt.around"))
@click.option("--depth", type=click.IntRange(1, 10), default=1, show_default=True, help=t("opt.steps"))
@click.option("--region", default="", help=t("opt.region"))
@click.option("--programme", default="", help=t("opt.programme"))
@click.option("--network", default="", metavar="NAME", help=t("opt.network"))
@click.option("--on", "day", help=t("opt.day"))
@click.option("--inferred/--no-inferred", default=None, help=t("opt.drawn"))
@click.option("--proposed", is_flag=True, help=t("opt.proposed"))
@click.option(
    "--colour", type=click.Choice(["kind", "community"]), default="kind", show_default=True, help=t("opt.colour")
)
@click.option(
    "--size",
    type=click.Choice(["degree", "pagerank", "betweenness"]),
    default="degree",
    show_default=True,
    help=t("opt.size"),
)
@click.option(
    "--out", "path", type=click.Path(path_type=Path), default="graph.html", show_default=True, help=t("opt.page")
)
@option_store
def view_command(day: str | None, path: Path, store: str, **asked: Any) -> None:
    from ..answers.timeline import one_day
    from ..picture import Wanted, picture
    from ..webpage import write_page

    wanted = Wanted(on=one_day(day) if day else None, **asked)
    found = picture(opened(store), wanted, LANG)
    write_page(path, found.html)
    size = {"things": found.things, "links": found.links}
    out(t("view.written", **size, path=path) if found.whole else t("view.cut", path=path))
    if found.crowded:
        talk(t("view.crowded"))
    if found.undated:
        talk(t("view.undated", count=found.undated))
    talk(t("open", path=path.resolve()))
