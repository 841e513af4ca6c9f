"""
What all commands share: the language of a run, how it prints, and the options that mean the same everywhere.

No command is here.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from ..phrases import phrase
from ..usage import language, speak

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..entities import Entity
    from ..errors import Lang
    from ..store import Store

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
    from ..store import open_store

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
