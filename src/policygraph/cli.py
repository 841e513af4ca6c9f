"""
The commands: they wire the rooms together, and are the only place that prints.

Data goes to stdout and talk to stderr. Exit codes: 0 for an answer, even an empty one; 1 for data, names or queries
that are wrong; 2 for wrong usage.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .errors import PolicygraphError
from .phrases import phrase
from .usage import language, speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from .entities import Entity
    from .errors import Lang
    from .store import Store

STORE = "out"


LANG: Lang = language(sys.argv[1:])
speak(LANG)


def t(key: str, **params: object) -> str:
    """
    Return a phrase in the language of this run.
    """
    return phrase(key, LANG, **params)


def both(words: tuple[str, str]) -> str:
    """
    Return the words in the language of this run.
    """
    return words[0] if LANG == "zh" else words[1]


def out(text: str) -> None:
    """
    Print an answer; characters that a terminal would obey are shown as spaces.
    """
    click.echo("".join(c if c in "\n\t" or c.isprintable() or c == "\u3000" else " " for c in text))


def talk(text: str) -> None:
    """
    Print what is not part of the answer.
    """
    click.echo(text, err=True)


def put_json(value: Any) -> None:
    """
    Print a value as JSON, Chinese as it is.
    """
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


class Command(click.Command):
    """
    A command whose help ends with an example.
    """

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """
        Write the example under the options.
        """
        formatter.write_paragraph()
        formatter.write_text(t("example"))
        with formatter.indentation():
            formatter.write_text(self.example)


def opened(where: str) -> Store:
    """
    Open the built graph.
    """
    from .store import open_store

    return open_store(where)


def entity_json(entity: Entity) -> dict[str, Any]:
    """
    Return the keys by which every answer names a thing.
    """
    return {"id": entity.id, "iri": entity.iri, "label": entity.label, "label_en": entity.english, "kind": entity.kind}


option_store = click.option("--store", default=STORE, show_default=True, metavar="WHERE", help=t("opt.store"))
option_json = click.option("--json", "as_json", is_flag=True, help=t("opt.json"))
option_inferred = click.option("--inferred/--no-inferred", default=True, show_default=True, help=t("opt.inferred"))


@click.group(
    help=t("help"),
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=LANG, help=t("opt.lang"))
@click.version_option(package_name="policygraph", help=t("opt.version"))
def app(lang: str) -> None:
    """
    Hold the commands; the language was chosen before their help was worded.
    """


def command(name: str, example: str) -> Callable[[Callable[..., None]], click.Command]:
    """
    Register a command with its help in both languages and its example.
    """
    return app.command(name, cls=Command, help=t(f"help.{name}"), example=example)


@command("build", "policygraph build --data data --out out")
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--out", "folder", type=click.Path(path_type=Path), default=STORE, show_default=True, help=t("opt.out"))
@option_json
def build_command(data: Path | None, folder: Path, as_json: bool) -> None:
    from .ontology import shipped
    from .publish import publish

    built = publish(data or shipped("data"), folder, LANG)
    if as_json:
        put_json({"out": str(built.out), "files": built.files, "things": built.things, "quads": built.quads})
        return
    talk(t("built", things=built.things, statements=built.statements, quads=built.quads, out=built.out))
    for name, size in built.files.items():
        out(f"  {built.out / name}  {size:,}")
    if built.skipped:
        talk(t("skipped", names=", ".join(built.skipped)))
    talk(t("next"))
    talk("  policygraph find 农场\n  policygraph show 博士农场\n  policygraph timeline --region 平谷区")
    for name in ("graph.html", "timeline.html"):
        if name in built.files:
            talk(t("open", path=(built.out / name).resolve()))


@command("check", "policygraph check --data data")
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--strict", is_flag=True, help=t("opt.strict"))
@click.option("--shacl", is_flag=True, help=t("opt.shacl"))
@option_json
def check_command(data: Path | None, strict: bool, shacl: bool, as_json: bool) -> None:
    from .check import check
    from .ontology import shipped

    found = check(data or shipped("data"), shacl=shacl)
    errors = sum(f.error for f in found)
    if as_json:
        keys = [
            {"place": str(f.place), "code": f.code, "error": f.error, "id": f.thing, "text": both(f.words)}
            for f in found
        ]
        put_json(keys)
    else:
        for finding in found:
            out(finding.text(LANG))
        talk(t("checked", errors=errors, findings=len(found) - errors))
    sys.exit(1 if errors or (strict and found) else 0)


@command("verify", "policygraph verify --text book.txt")
@click.option("--text", type=click.Path(path_type=Path), required=True, help=t("opt.text"))
@click.option("--source", help=t("opt.source"))
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--update", "written", is_flag=True, help=t("opt.update"))
@click.option("--unclaimed", is_flag=True, help=t("opt.unclaimed"))
@option_json
def verify_command(
    text: Path, data: Path | None, written: bool, unclaimed: bool, as_json: bool, source: str | None
) -> None:
    from .answers.verify import gaps, gaps_json, gaps_text, only_source, report_summary, report_text
    from .load import load
    from .ontology import ontology, shipped
    from .verify import update, verify

    records = load(data or shipped("data"), ontology())
    name = source or only_source(records)
    if unclaimed:
        found = gaps(records, text, name)
        put_json(gaps_json(found)) if as_json else out(gaps_text(found, LANG))
        sys.exit(1 if found else 0)
    report = verify(records, text, name)
    if as_json:
        put_json(report.as_json())
    else:
        out(report_text(report, LANG))
        talk(report_summary(report, LANG))
    if written:
        talk(t("updated", path=update(records, report), count=len(report.evidence)))
    sys.exit(0 if report.ok else 1)


@command("find", "policygraph find 农场")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help=t("opt.limit"))
@option_store
@option_json
def find_command(text: str, limit: int, store: str, as_json: bool) -> None:
    from .entities import find, kind_words
    from .tables import table

    found = find(opened(store), text, limit)
    if as_json:
        put_json([{**entity_json(e), "aliases": list(e.aliases)} for e in found])
    elif not found:
        talk(t("none"))
    else:
        rows = [(e.id, e.label, e.english, both(kind_words(e.kind)), "、".join(e.aliases)) for e in found]
        out(table([t("id"), t("label"), "English", t("kind"), t("aliases")], rows))


@command("show", "policygraph show 博士农场")
@click.argument("name")
@option_store
@option_json
def show_command(name: str, store: str, as_json: bool) -> None:
    from .answers.description import description_json, description_text
    from .describe import describe
    from .entities import resolve

    graph = opened(store)
    about = describe(graph, resolve(graph, name))
    if as_json:
        put_json(description_json(about, LANG))
    else:
        out(description_text(graph, about, LANG))


@command("timeline", "policygraph timeline --region 平谷区 --from 2022 --until 2023")
@click.argument("name", required=False)
@click.option("--region", help=t("opt.region"))
@click.option("--above", is_flag=True, help=t("opt.above"))
@click.option("--agency", help=t("opt.agency"))
@click.option("--type", "doc_type", help=t("opt.type"))
@click.option("--topic", help=t("opt.topic"))
@click.option("--target", help=t("opt.target"))
@click.option("--programme", help=t("opt.programme"))
@click.option("--text", help=t("opt.named"))
@click.option("--kind", multiple=True, help=t("opt.kind"))
@click.option("--from", "begin", help=t("opt.from"))
@click.option("--until", "end", help=t("opt.until"))
@click.option("--on", "day", help=t("opt.on"))
@option_store
@option_json
@click.option("--csv", "as_csv", is_flag=True, help=t("opt.csv"))
@click.option("--ics", "as_ics", is_flag=True, help=t("opt.ics"))
def timeline_command(
    store: str, as_json: bool, as_csv: bool, as_ics: bool, name: str | None, day: str | None, **asked: Any
) -> None:
    from .answers.timeline import asked_timeline, timeline_csv, timeline_json, timeline_text
    from .timeline import in_force, timeline

    if as_json + as_csv + as_ics > 1:
        raise PolicygraphError("E606", choices="--json, --csv, --ics")
    graph = opened(store)
    wanted, on = asked_timeline(graph, name, day, **asked)
    found = in_force(graph, wanted, on) if on else timeline(graph, wanted)
    if as_json:
        put_json(timeline_json(found, LANG))
    elif as_csv:
        click.echo(timeline_csv(graph, found, LANG), nl=False)
    elif as_ics:
        from .answers.calendar import timeline_ics

        click.echo(timeline_ics(graph, found, LANG), nl=False)
    elif found:
        out(timeline_text(graph, found, LANG, ranged=bool(on or asked["begin"] or asked["end"])))
    else:
        talk(t("none"))


@command("path", "policygraph path 博士农场 农业农村部")
@click.argument("start")
@click.argument("end")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help=t("opt.limit"))
@option_inferred
@option_store
@option_json
def path_command(start: str, end: str, limit: int, inferred: bool, store: str, as_json: bool) -> None:
    from .answers.path import path_json, path_text
    from .entities import resolve
    from .paths import explain

    graph = opened(store)
    ways = explain(graph, resolve(graph, start), resolve(graph, end), inferred=inferred, limit=limit)
    if as_json:
        put_json(path_json(ways, LANG))
    else:
        out(path_text(graph, ways, LANG))


@command("query", "policygraph query --name documents-of-table --param table=pinggu/1.3/t3")
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help=t("opt.file"))
@click.option("--name", help=t("opt.name"))
@click.option("--param", multiple=True, metavar="KEY=VALUE", help=t("opt.param"))
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
    from .answers.query import answer, asked_query, library_json, library_text

    if listed:
        put_json(library_json(LANG)) if as_json else out(library_text(LANG))
        return
    graph = opened(store)
    text = asked_query(graph, asked["sparql"], asked["file"], asked["name"], asked["param"], LANG)
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
    from .answers.measures import measures_json, measures_text
    from .network import measures, network

    graph = network(opened(store), inferred=inferred, concepts=concepts)
    found = measures(graph)
    if as_json:
        put_json(measures_json(graph, found, limit))
    else:
        out(measures_text(graph, found, limit, LANG))


def main() -> NoReturn:
    """
    Run a command; every fault that we know becomes a sentence and an exit code, here and nowhere else.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=False)
    except PolicygraphError as fault:
        talk(fault.text(LANG))
        sys.exit(1)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has left; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(0)


if __name__ == "__main__":
    main()
