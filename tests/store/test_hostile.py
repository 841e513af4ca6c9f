"""
Nothing that anybody types ends the process, reaches the network, or raises an error of another family.
"""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.errors import QueryError
from policygraph.store import Store, guard, open_store

from test_guard import chained, nested  # isort: skip

QUADS = '<a:s> <a:p> "x" .\n<a:s> <a:p> <a:o> <a:g> .\n'
WORDS = [
    *["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "FILTER", "OPTIONAL", "UNION", "VALUES", "BIND", "AS"],
    *["GRAPH", "SERVICE", "EXISTS", "NOT", "IN", "a", "true", "STR", "ORDER BY", "LIMIT", "PREFIX", "BASE", "LOAD"],
    *[
        "?x",
        "?y",
        "$z",
        "<a:s>",
        "<a:p>",
        "<urn:x>",
        "ex:",
        "ex:a",
        ":b",
        "_:c",
        "'t'",
        '"u"@zh',
        "'''v'''",
        "1",
        "1.5e3",
    ],
    *[
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<<",
        ">>",
        "<<(",
        ")>>",
        "{|",
        "|}",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\u",
        "#",
        "\n",
    ],
    *[
        "\r",
        "<",
        ">",
        "=",
        "!",
        "&&",
        "||",
        "+",
        "-",
        "*",
        "/",
        "|",
        "^",
        "^^",
        ".",
        ";",
        ",",
        "@en",
        "~",
        "%",
        "?",
        "博",
    ],
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("hostile") / "small.nq"
    path.write_text(QUADS, encoding="utf-8")
    return open_store(path)


def answers_or_refuses(graph: Store, text: str) -> None:
    for ask in (
        lambda: graph.select(text, timeout=10),
        lambda: graph.ask(text, timeout=10, union=True),
        lambda: graph.serialize(text, "json", timeout=10),
        lambda: graph.form(text),
    ):
        try:
            ask()
        except QueryError as error:
            assert error.text("zh")
            assert error.text("en")


@given(text=st.text(st.characters(), max_size=200))
def test_any_text_is_answered_or_refused(graph, text):
    """
    People paste anything into a query box: other languages, half characters, whole documents.
    """
    answers_or_refuses(graph, text)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=30), glue=st.sampled_from(["", " "]))
def test_any_pieces_of_sparql_are_answered_or_refused(graph, words, glue):
    """
    Text that is nearly a query goes further into the engine than any other.
    """
    answers_or_refuses(graph, glue.join(words))


def process(script: str, *args: str) -> int:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.run([sys.executable, "-c", script, *args], env=env, timeout=60, check=False).returncode


RAW = "import sys, pyoxigraph; pyoxigraph.Store().query(sys.stdin.read() if len(sys.argv) < 2 else sys.argv[1])"


@pytest.mark.skipif(sys.platform == "win32", reason="a crash has another code")
def test_the_engine_alone_is_ended_by_six_kilobytes():
    """
    The reason for the bound on depth: should this ever pass in the engine, the bound may be loosened.
    """
    text = nested("open groups", 60_000)[:100_000]

    assert process(RAW, text) < 0
    with pytest.raises(QueryError, match="E506"):
        guard.inspect(text)


GUARDED = """
import sys
from policygraph.store import open_store
for text in sys.stdin.read().split("\\0"):
    with open_store(sys.argv[1]) as store:
        try:
            store.select(text, timeout=20)
        except Exception as error:
            print(type(error).__name__, error.code)
"""


def test_the_deepest_text_that_is_let_through_ends_no_process(tmp_path):
    """
    The bounds are worth nothing if the engine falls before they do: in depth, in length, and in both at once.
    """
    (tmp_path / "small.nq").write_text(QUADS, encoding="utf-8")
    deep = "FILTER(1 && STR(IF(?a=1, 1, COALESCE(1, EXISTS {" * 10 + "{}" + "}))))" * 10
    long = "||".join(["?x"] * 1500)
    texts = [
        *(nested(kind, 62) for kind in ("groups", "functions", "exists", "optionals", "blank nodes", "lists", "paths")),
        *(chained(kind, 900) for kind in ("or", "sum", "not", "alternative", "filters", "having", "described")),
        f"ASK {{ {deep} }}",
        "ASK {" + "FILTER NOT EXISTS {" * 55 + f"FILTER({long})" + "}" * 55 + "}",
        "ASK {FILTER(" + "STR(" * 55 + long + ")" * 55 + ")}",
    ]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", GUARDED, str(tmp_path / "small.nq")]
    done = subprocess.run(
        command, input="\0".join(texts), capture_output=True, text=True, env=env, timeout=300, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert set(done.stdout.split()) == {"QueryError", "E508"}  # run to the end, and then no rows for an ASK


@pytest.fixture
def listener():
    """
    A port that counts who connects to it.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        seen = []

        def serve() -> None:
            while True:
                try:
                    connection, peer = server.accept()
                except OSError:
                    return
                seen.append(peer)
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], seen


CALLS = [
    "SERVICE<{url}>{{}}",
    "SERVICESILENT<{url}>{{}}",
    "SERVICEex:a{{}}",
    "SERVICE ex:a {{}}",
    "SERVICE#>\n<{url}>{{}}",
]
PLACES = [
    *[
        "ASK{%s}",
        "ASK{FILTER(?a<?b)%s}",
        "ASK{FILTER(?a<?b#>\n)%s}",
        "ASK{?s ?p ('''a')%s}#\\q'''",
        "ASK{?s ?p ex:a.b.%s}",
    ],
    *[
        "ASK{?s ?p true%s}",
        "ASK{FILTER(?a<'x>'||?b='c')%s #'\n}",
        "ASK{FILTER(?a<<http://x/>)%s}",
        "ASK{BIND(?a<?b AS ?c)%s}",
    ],
    *["ASK{?s ex:a\\'b ?o .%s #'\n}", "ASK{?s ?p '\\u00e9'@en .%s}", "ASK{#c\r%s}", "ASK{VALUES(?x ?y){(1 <a:b>)}%s}"],
    *["ASK{FILTER(?a<b:c\\'d||true)%s #'\n}", "ASK{FILTER(?x<?y#>'''\n)%s#'''\n}", "ASK{?s ?p (1 <a:b> 'x')%s}"],
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0))
def test_no_text_makes_the_engine_call_out(graph, listener, seed):
    """
    Whatever the guard lets through is really run: the listener, not our reading of the text, decides.
    """
    port, seen = listener
    chance = random.Random(seed)
    url = f"http://127.0.0.1:{port}/"
    text = chance.choice(PLACES) % chance.choice(CALLS).format(url=url)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(WORDS) + text[at:] if chance.random() < 0.7 else text[:at] + text[at + 2 :]
    with suppress(QueryError):
        graph.select(f"PREFIX ex: <{url}> {text}", timeout=10)

    assert not seen


def test_the_listener_would_notice(listener):
    """
    The test above proves something only if the engine, left alone, does call out.
    """
    port, seen = listener
    process(RAW, f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")

    assert seen


def test_a_file_is_not_read_by_any_form(graph, tmp_path: Path):
    """
    LOAD and FROM name files in other engines.
    """
    secret = tmp_path / "secret.nt"
    secret.write_text('<a:secret> <a:p> "secret" .\n')
    for text in (
        f"LOAD <{secret.as_uri()}>",
        f"CONSTRUCT {{ ?s ?p ?o }} FROM <{secret.as_uri()}> WHERE {{ ?s ?p ?o }}",
    ):
        try:
            assert graph.serialize(text, "nt") == b""
        except QueryError as error:
            assert error.code == "E515"
