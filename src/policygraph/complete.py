"""
Completion in the shell: named queries, their parameters and values, and the names of things in the built graph.

Nothing is printed and nothing fails here: where there is no graph, or where reading it would keep a person waiting,
nothing is offered. Names that a shell would have to quote are left out; their ids stand in for them.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from .usage import language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click import Context, Parameter

    from .library import Param
    from .store import Store

    Completer = Callable[[Context, Parameter, str], list[CompletionItem[str]]]

# An N-Quads file up to this size is read in under a fifth of a second; a larger graph has a store on disk.
READABLE = 12_000_000  # bytes
SECONDS = 0.2
MOST = 200
QUOTED = re.compile(r"[\s\"'`$&|;<>(){}\[\]*?!#~\\=]")
NAMES = """
SELECT DISTINCT ?thing ?name ?label WHERE {
  %s
  { ?thing rdfs:label|skos:altLabel ?name . FILTER(STRSTARTS(STR(?name), %s)) }
  UNION { ?thing a ?any . FILTER(STRSTARTS(STR(?thing), %s)) BIND(STRAFTER(STR(?thing), %s) AS ?name) }
  ?thing rdfs:label ?label .
}
ORDER BY ?name ?thing ?label
LIMIT 1000
"""


def names(kind: str) -> Completer:
    """
    Return what completes the name of a thing of one of the types of `library.TYPES`.
    """

    def complete(ctx: Context, _: Parameter, incomplete: str) -> list[CompletionItem[str]]:
        found: list[CompletionItem[str]] = []
        with suppress(Exception):  # A fault must not break the line that a person is typing.
            found = list(_values(ctx, kind, incomplete))
        return found

    return complete


def queries(_: Context, __: Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """
    Complete the name of a query of the library, with what it answers.
    """
    from .library import library

    return [
        CompletionItem(query.name, help=query.title[_english()])
        for query in library().values()
        if query.name.startswith(incomplete)
    ]


def params(ctx: Context, _: Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """
    Complete KEY=VALUE of the query that was named: first its parameters, then the values that one of them takes.
    """
    from .library import library

    found: list[CompletionItem[str]] = []
    with suppress(Exception):
        key, sign, typed = incomplete.partition("=")
        known = {param.name: param for param in library()[ctx.params["name"]].params}
        if sign:
            found = [_after(key, item) for item in _param_values(ctx, known[key], typed)]
        else:
            given = {text.partition("=")[0] for text in ctx.params.get("param") or ()}
            found = [
                CompletionItem(f"{name}=", help=param.words[_english()])
                for name, param in known.items()
                if name.startswith(key) and name not in given
            ]
    return found


@add_completion_class
class Bash(BashComplete):
    """
    Bash takes `=` for a word of its own: KEY=VALUE is put together for click, and only VALUE is given back.
    """

    source_template = BashComplete.source_template.replace(
        "COMPREPLY+=($value)\n", "COMPREPLY+=($value)\n            [[ $value == *= ]] && compopt -o nospace\n"
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """
        Return the words before the one that is typed, and that one.
        """
        args, incomplete = super().get_completion_args()
        joined: list[str] = []
        for word in [*args, incomplete]:
            if joined and (word == "=" or joined[-1].endswith("=")):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """
        Return what may stand behind the last `=`, for that is the word that Bash replaces.
        """
        found = super().get_completions(args, incomplete)
        key, sign, _ = incomplete.partition("=")
        if sign:
            for item in found:
                item.value = item.value.removeprefix(f"{key}=")
        return found


def _after(key: str, item: CompletionItem[str]) -> CompletionItem[str]:
    return CompletionItem(f"{key}={item.value}", help=item.help)


def _param_values(ctx: Context, param: Param, typed: str) -> Iterator[CompletionItem[str]]:
    if param.type in ("text", "integer", "year", "day"):
        if param.example.startswith(typed):
            yield CompletionItem(param.example, help=param.words[_english()])
    else:
        yield from _values(ctx, param.type, typed)


def _values(ctx: Context, kind: str, typed: str) -> Iterator[CompletionItem[str]]:
    from .ontology import ontology
    from .query import KINDS, chapters

    kinds = ontology().kinds
    if kind == "kind":
        offered = {key: about.name[_english()] for key, about in kinds.items()}
    elif kind == "chapter":
        offered = {name: "" for names in chapters(_opened(ctx)).values() for name in names if "/" not in name}
    elif typed or kind in KINDS:
        offered = _things(_opened(ctx), [kinds[key].cls for key in KINDS.get(kind, ())], typed)
    else:
        offered = {}
    fitting = ((name, words) for name, words in offered.items() if name.startswith(typed) and not QUOTED.search(name))
    for name, words in sorted(fitting)[:MOST]:
        yield CompletionItem(name, help=words or None)


def _things(store: Store, classes: list[str], typed: str) -> dict[str, str]:
    """
    Return the names and ids that begin with what is typed, each with the thing's label in the other language.
    """
    from .ontology import PREFIXES
    from .store import n3

    bound = f"VALUES ?class {{ {' '.join(f'<{cls}>' for cls in classes)} }} ?thing a ?class ." if classes else ""
    # An id is looked for only where something is typed: an empty one would offer each thing twice.
    begins = n3(PREFIXES["id"] + typed if typed else "-")
    text = NAMES % (bound, n3(typed), begins, n3(PREFIXES["id"]))
    found: dict[str, str] = {}
    for row in store.select(text, prefixes=PREFIXES, timeout=SECONDS):
        name, label = str(row["name"]), str(row["label"])
        if "/" not in name and (name != label or name not in found):
            found[name] = "" if name == label else label
    return found


def _opened(ctx: Context) -> Store:
    """
    Open the graph that the command would read.

    Raises:
        OSError: It is too large to be read while a person waits.
    """
    from .store import open_store

    option = next(param for param in ctx.command.params if param.name == "store")
    where = Path(str(ctx.params.get("store") or option.default))
    graph = where if where.is_file() else where / "graph.nq"
    if not (where / "store").is_dir() and graph.stat().st_size > READABLE:
        raise OSError(graph)
    return open_store(where)


def _english() -> bool:
    words: list[str] = os.environ.get("COMP_WORDS", "").split()
    return language(words) == "en"
