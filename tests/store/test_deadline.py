"""
A query that takes too long is given up without harm to the next one, to the process, or to the threads of others.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from policygraph.errors import QueryError
from policygraph.store import Store, open_store

QUADS = "".join(f"<a:s{n}> <a:p{n % 3}> <a:o{n}> .\n" for n in range(5))
# Millions of rows, one after the other: stops at the next row once nobody waits.
ENDLESS = "SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(12)) + " }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("deadline") / "small.nq"
    file.write_text(QUADS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def graph(path: Path) -> Store:
    return open_store(path)


def code_of(call, *args, **options) -> str:
    with pytest.raises(QueryError) as caught:
        call(*args, **options)
    return caught.value.code


@pytest.mark.parametrize("ask", ["select", "serialize"])
def test_a_query_that_takes_too_long_is_given_up(graph, ask):
    """
    A cartesian product is a common slip; the caller must get the prompt back, and the graph must answer on.
    """
    options = ["json"] if ask == "serialize" else []
    start = time.perf_counter()

    assert code_of(getattr(graph, ask), ENDLESS, *options, timeout=0.2) == "E507"
    assert time.perf_counter() - start < 5
    assert graph.ask("ASK {}")


def test_a_query_given_up_stops_at_its_next_row(graph):
    """
    Otherwise each would keep a core busy and its rows in memory until the process ends.
    """
    assert code_of(graph.select, ENDLESS, timeout=0.2) == "E507"
    for _ in range(50):
        before = time.process_time()
        time.sleep(0.2)
        if time.process_time() - before < 0.05:
            return
    raise AssertionError("still busy")


BUSY = "SELECT * { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(14)) + " } ORDER BY ?c1 ?c2 LIMIT 1"
SCRIPT = """
import os, sys
from policygraph.errors import QueryError
from policygraph.store import open_store
store = open_store(sys.argv[1])
try:
    store.select(sys.argv[2], timeout=0.3)
except QueryError as error:
    print(error.code)
if hasattr(os, "fork"):
    child = os.fork()
    if child == 0:
        os._exit(7 if store.ask("ASK {}", timeout=5) else 8)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def run(script: str, *args: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", script, *args]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)


def test_a_process_ends_cleanly_while_a_query_is_still_running(path):
    """
    The engine cannot cancel; the thread that waits for it must neither hold the process up nor crash it.
    """
    done = run(SCRIPT.split("if hasattr")[0], str(path), BUSY)

    assert (done.returncode, done.stdout, done.stderr) == (0, "E507\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_forked_child_can_ask_too(path):
    """
    Servers fork workers; threads do not follow, and a query handed to a lost one would never end.
    """
    done = run(SCRIPT, str(path), "ASK {}")

    assert done.stdout.split()[-1] == "7"


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "DESCRIBE <a:s1>", "SELECT (1 + 1 AS) {}"])
def test_nothing_of_the_engine_outlives_its_thread(graph, text, monkeypatch):
    """
    The engine leaks what another thread drops, and an error that is raised here would carry it over.
    """
    leaks = []
    monkeypatch.setattr(sys, "unraisablehook", leaks.append)
    for ask in (graph.ask, lambda text: graph.serialize(text, "html")):
        code_of(ask, text)
    code_of(graph.select, ENDLESS, timeout=0.05)
    graph.ask("ASK {}")
    gc.collect()

    assert leaks == []


def test_threads_may_ask_at_once(graph):
    """
    A server answers many people from one graph.
    """
    found = []
    ask = lambda: found.append(len(graph.select("SELECT * { ?s ?p ?o }")))  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [5] * 20
