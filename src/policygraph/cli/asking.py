"""
The commands that answer about the graph as a whole: query, analyse.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..complete import params, queries
from .root import LANG, command, opened, option_inferred, option_json, option_store, out, put_json, t, talk


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


@command("analyse", "policygraph analyse --limit 10")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help=t("opt.limit"))
@option_inferred
@click.option("--concepts", is_flag=True, help=t("opt.concepts"))
@option_store
@option_json
def analyse_command(limit: int, inferred: bool, concepts: bool, store: str, as_json: bool) -> None:
    from ..answers.measures import measures_json, measures_text
    from ..network import measures, network

    graph = network(opened(store), inferred=inferred, concepts=concepts)
    found = measures(graph)
    if as_json:
        put_json(measures_json(graph, found, limit))
    else:
        out(measures_text(graph, found, limit, LANG))
