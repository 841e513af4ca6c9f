"""
The commands that answer about the graph as a whole: query, analyse.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..analysis import ASKED
from ..complete import params, queries
from .root import LANG, command, opened, option_json, option_store, out, put_json, t, talk


@command("query", "policygraph query --name documents-of-table --param table=pinggu/1.3/t3")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help=t("opt.file"))
@click.option("--name", help=t("opt.name"), shell_complete=queries)
@click.option("--param", multiple=True, metavar="KEY=VALUE", help=t("opt.param"), shell_complete=params)
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", "json", "csv", "tsv", "xml", "ttl", "nt", "jsonld"]),
    help=t("opt.format"),
)
@click.option("--list", "listed", is_flag=True, help=t("opt.list"))
@click.option("--explain", is_flag=True, help=t("opt.explain"))
@click.option("--timeout", type=click.FloatRange(min=0.001), default=60.0, show_default=True, help=t("opt.timeout"))
@click.option("--union", is_flag=True, help=t("opt.union"))
@option_store
@option_json
def query_command(listed: bool, as_json: bool, store: str, explain: bool, **asked: Any) -> None:
    from ..answers.query import answer, asked_query, library_json, library_text

    if listed:
        put_json(library_json(LANG)) if as_json else out(library_text(LANG))
        return
    graph = opened(store)
    text = asked_query(graph, asked["sparql"], asked["file"], asked["name"], asked["param"], LANG, explain=explain)
    if explain:
        out(text)
        return
    form = "json" if as_json else asked["form"]
    body, note = answer(graph, text, form, timeout=asked["timeout"], union=asked["union"], lang=LANG)
    if form == "table":
        out(body.decode())
    else:
        click.echo(body, nl=False)
    if note:
        talk(note)


@command("analyse", "policygraph analyse --question bridging")
@click.option("--question", type=click.Choice(ASKED), help=t("opt.question"))
@click.option("--on", "day", help=t("opt.on"))
@click.option("--possible", is_flag=True, help=t("opt.possible"))
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help=t("opt.limit"))
@click.option("--inferred/--no-inferred", default=None, help=t("opt.counted"))
@click.option("--proposed", is_flag=True, help=t("opt.proposed"))
@click.option("--concepts", is_flag=True, help=t("opt.concepts"))
@click.option(
    "--report",
    "page",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path("report.html"),
    metavar="[FILE]",
    help=t("opt.report"),
)
@option_store
@option_json
def analyse_command(store: str, as_json: bool, page: Path | None, **asked: Any) -> None:
    from ..answers.measures import analysis_json, analysis_report, analysis_text
    from ..webpage import write_page

    graph = opened(store)
    if page:
        # Tables of a report have a length of their own, and concepts are no things of any question.
        narrowing = {name: value for name, value in asked.items() if name not in ("limit", "concepts")}
        write_page(page, analysis_report(graph, LANG, **narrowing))
        talk(t("open", path=page.resolve()))
        return
    put_json(analysis_json(graph, LANG, **asked)) if as_json else out(analysis_text(graph, LANG, **asked))
