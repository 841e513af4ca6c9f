"""
The commands that answer about things: find, show, timeline, path, lineage.
"""

from __future__ import annotations

from typing import Any

import click

from ..complete import names
from ..errors import PolicygraphError
from .root import (
    LANG,
    both,
    command,
    entity_json,
    opened,
    option_inferred,
    option_json,
    option_store,
    out,
    put_json,
    t,
    talk,
)


@command("find", "policygraph find 农场")
@click.argument("text", shell_complete=names("thing"))
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help=t("opt.limit"))
@option_store
@option_json
def find_command(text: str, limit: int, store: str, as_json: bool) -> None:
    from ..entities import kind_words
    from ..find import find
    from ..tables import table

    found = find(opened(store), text, limit)
    if as_json:
        put_json([{**entity_json(e), "aliases": list(e.aliases)} for e in found])
    elif not found:
        talk(t("none"))
    else:
        rows = [(e.id, e.label, e.english, both(kind_words(e.kind)), "、".join(e.aliases)) for e in found]
        out(table([t("id"), t("label"), "English", t("kind"), t("aliases")], rows))


@command("show", "policygraph show 博士农场")
@click.argument("name", shell_complete=names("thing"))
@option_store
@option_json
def show_command(name: str, store: str, as_json: bool) -> None:
    from ..answers.description import description_json, description_text
    from ..describe import describe
    from ..entities import resolve

    graph = opened(store)
    about = describe(graph, resolve(graph, name))
    if as_json:
        put_json(description_json(about, LANG))
    else:
        out(description_text(graph, about, LANG))


@command("timeline", "policygraph timeline --region 平谷区 --from 2022 --until 2023")
@click.argument("name", required=False, shell_complete=names("thing"))
@click.option("--region", help=t("opt.region"), shell_complete=names("region"))
@click.option("--above", is_flag=True, help=t("opt.above"))
@click.option("--agency", help=t("opt.agency"), shell_complete=names("body"))
@click.option("--type", "doc_type", help=t("opt.type"), shell_complete=names("type"))
@click.option("--topic", help=t("opt.topic"), shell_complete=names("topic"))
@click.option("--target", help=t("opt.target"), shell_complete=names("target"))
@click.option("--programme", help=t("opt.programme"), shell_complete=names("programme"))
@click.option("--text", help=t("opt.named"))
@click.option("--kind", multiple=True, help=t("opt.kind"), shell_complete=names("kind"))
@click.option("--from", "begin", help=t("opt.from"))
@click.option("--until", "end", help=t("opt.until"))
@click.option("--on", "day", help=t("opt.on"))
@click.option("--limit", type=click.IntRange(1), help=t("opt.limit"))
@option_store
@option_json
@click.option("--csv", "as_csv", is_flag=True, help=t("opt.csv"))
@click.option("--ics", "as_ics", is_flag=True, help=t("opt.ics"))
def timeline_command(
    store: str,
    limit: int | None,
    as_json: bool,
    as_csv: bool,
    as_ics: bool,
    name: str | None,
    day: str | None,
    **asked: Any,
) -> None:
    from ..answers.timeline import asked_timeline, timeline_csv, timeline_json, timeline_text
    from ..timeline import in_force, timeline

    if as_json + as_csv + as_ics > 1:
        raise PolicygraphError("E606", choices="--json, --csv, --ics")
    graph = opened(store)
    wanted, on = asked_timeline(graph, name, day, **asked)
    found = in_force(graph, wanted, on, limit) if on else timeline(graph, wanted, limit)
    if as_json:
        put_json(timeline_json(found, LANG))
    elif as_csv:
        click.echo(timeline_csv(graph, found, LANG), nl=False)
    elif as_ics:
        from ..answers.calendar import timeline_ics

        click.echo(timeline_ics(graph, found, LANG), nl=False)
    elif found:
        from ..answers.nothing import undated_too

        out(timeline_text(graph, found, LANG, ranged=bool(on or asked["begin"] or asked["end"])))
        if note := undated_too(graph, wanted, on, LANG):
            talk(note)
    else:
        from ..answers.nothing import nothing_text

        talk(nothing_text(graph, wanted, on, LANG))


@command("path", "policygraph path 博士农场 农业农村部")
@click.argument("start", shell_complete=names("thing"))
@click.argument("end", shell_complete=names("thing"))
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help=t("opt.limit"))
@option_inferred
@option_store
@option_json
def path_command(start: str, end: str, limit: int, inferred: bool, store: str, as_json: bool) -> None:
    from ..answers.path import path_json, path_text
    from ..entities import resolve
    from ..paths import explain

    graph = opened(store)
    ways = explain(graph, resolve(graph, start), resolve(graph, end), inferred=inferred, limit=limit)
    if as_json:
        put_json(path_json(ways, LANG))
    else:
        out(path_text(graph, ways, LANG))


@command("lineage", "policygraph lineage 农业中关村十条")
@click.argument("name", required=False, shell_complete=names("thing"))
@click.option("--up/--down", default=None, help=t("opt.up"))
@click.option("--depth", type=click.IntRange(1, 50), default=10, show_default=True, help=t("opt.depth"))
@click.option("--gaps", "missing", is_flag=True, help=t("opt.gaps"))
@click.option("--region", help=t("opt.region"), shell_complete=names("region"))
@click.option("--on", "day", help=t("opt.expired"))
@option_inferred
@option_store
@option_json
def lineage_command(missing: bool, store: str, as_json: bool, **asked: Any) -> None:
    from ..answers.gaps import gaps_answer
    from ..answers.lineage import lineage_answer

    found = (gaps_answer if missing else lineage_answer)(opened(store), LANG, as_json=as_json, **asked)
    out(found) if isinstance(found, str) else put_json(found)
