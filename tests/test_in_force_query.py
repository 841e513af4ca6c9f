"""
The published queries of what is in force: the same rows from every engine, and the same answers as the function.

Three engines that share no code read the same file: Oxigraph inside this process, rdflib, and an Oxigraph server asked
over HTTP by the SPARQL 1.1 Protocol, as any remote store would be.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from conftest import FIXTURES
from rdflib import Dataset
from rdflib import Literal as RdflibLiteral

from policygraph.build import Built, build
from policygraph.ontology import PREFIXES
from policygraph.query import bind, named
from policygraph.store import Store, n3, open_store
from policygraph.timeline import Asked, in_force

ID = PREFIXES["id"]
QUERIES = ("in-force-on", "in-force-in-region")
GRAPHS = ("book", "small")
BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
needs_server = pytest.mark.skipif(not BINARY, reason="the binary oxigraph (PyPI package oxigraph) is missing")
PROXYLESS = urllib.request.build_opener(urllib.request.ProxyHandler({}))
START = 30.0  # seconds that the server may take to answer for the first time


@pytest.fixture(scope="module")
def folders(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """
    Two built graphs: the whole book, and a small world that has what the book lacks, a member for some years.
    """
    out = tmp_path_factory.mktemp("small")
    build(FIXTURES / "valid", out)
    return {"book": built.out, "small": out}


@pytest.fixture(scope="module")
def stores(folders: dict[str, Path]) -> dict[str, Store]:
    return {name: open_store(folder) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def datasets(folders: dict[str, Path]) -> dict[str, Dataset]:
    """
    The graphs in rdflib, whose default graph does not see the named ones.
    """
    found = {}
    for name, folder in folders.items():
        found[name] = Dataset()
        found[name].parse(folder / "graph.nq", format="nquads")
    return found


@pytest.fixture(scope="module")
def servers(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """
    The addresses of one server a graph; they end with the tests.
    """
    with (
        serving(folders["book"], tmp_path_factory.mktemp("book-store")) as book,
        serving(folders["small"], tmp_path_factory.mktemp("small-store")) as small,
    ):
        yield {"book": book, "small": small}


@contextmanager
def serving(folder: Path, store: Path) -> Iterator[str]:
    assert BINARY
    file = folder / "graph.nq"
    subprocess.run([BINARY, "load", "--location", store, "--file", file], check=True, capture_output=True, timeout=120)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [BINARY, "serve-read-only", "--location", store, "--bind", where]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://{where}/query", server)
        yield f"http://{where}/query"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START
    while True:
        try:
            remote(address, "ASK {}")
        except OSError:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)
        else:
            return


def remote(address: str, text: str) -> dict[str, object]:
    """
    Ask an endpoint as the SPARQL 1.1 Protocol says: the query in a form, the answer as SPARQL JSON.
    """
    form = urllib.parse.urlencode({"query": text}).encode()
    request = urllib.request.Request(address, form, {"Accept": "application/sparql-results+json"})
    with PROXYLESS.open(request, timeout=60) as answer:
        return json.load(answer)


def by_oxigraph(store: Store, text: str, *, union: bool = False) -> list[tuple[str, ...]]:
    rows = store.select(text, union=union)
    return [tuple(n3(row[name]) if name in row else "" for name in rows.variables) for row in rows]


def by_rdflib(dataset: Dataset, text: str) -> list[tuple[str, ...]]:
    return [tuple("" if value is None else written(value) for value in row) for row in dataset.query(text)]


def written(value: object) -> str:
    """
    A term of rdflib as ours are written.
    """
    text = value.n3()
    return text.replace(f"^^<{PREFIXES['xsd']}string>", "") if isinstance(value, RdflibLiteral) else text


def by_server(address: str, text: str) -> list[tuple[str, ...]]:
    answer = remote(address, text)
    names, rows = answer["head"]["vars"], answer["results"]["bindings"]
    return [tuple(term(row[name]) if name in row else "" for name in names) for row in rows]


def term(value: dict[str, str]) -> str:
    if value["type"] == "uri":
        return f"<{value['value']}>"
    text = n3(value["value"], value.get("xml:lang"))
    return f"{text}^^<{value['datatype']}>" if "datatype" in value else text


def questions(store: Store, name: str, graph: str) -> list[str]:
    """
    A query as it stands, and with parameters of its own.
    """
    region = {"region": "平谷区" if graph == "book" else "示例市"} if name == "in-force-in-region" else {}
    days = ("2018-06-30", "2022-10-15", "2023-06-30", "2024-12-31", "1990-01-01")
    asked = [{"day": day, **region} for day in days]
    asked += [{"day": "2023-06-30", "fit": "certain", **region}, {"day": "2018-06-30", "kind": "membership", **region}]
    own = [named(name).text] if graph == "book" else []
    return own + [bind(store, named(name), given) for given in asked]


def test_a_published_query_needs_nothing_from_us():
    """
    It is copied into any SPARQL client: prefixes and all must stand in it.
    """
    for name in QUERIES:
        used = {prefix for prefix in PREFIXES if f" {prefix}:" in named(name).text.partition("SELECT")[2]}
        assert used <= {p for p in PREFIXES if f"PREFIX {p}: <{PREFIXES[p]}>" in named(name).text}


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("name", QUERIES)
def test_rdflib_gives_the_same_rows_in_the_same_order(
    stores: dict[str, Store], datasets: dict[str, Dataset], name: str, graph: str
):
    """
    Whoever has only rdflib gets the same answer, with or without our union of graphs.
    """
    total = 0
    for text in questions(stores[graph], name, graph):
        expected = by_oxigraph(stores[graph], text)
        total += len(expected)
        assert by_rdflib(datasets[graph], text) == expected
        assert by_oxigraph(stores[graph], text, union=True) == expected
    assert total > 5


@pytest.mark.server
@needs_server
@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("name", QUERIES)
def test_a_remote_endpoint_gives_the_same_rows_in_the_same_order(
    stores: dict[str, Store], servers: dict[str, str], name: str, graph: str
):
    """
    The graph is one file; whatever server loads it must answer as we do.
    """
    for text in questions(stores[graph], name, graph):
        assert by_server(servers[graph], text) == by_oxigraph(stores[graph], text)


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("day", ["1990-01-01", "2018-06-30", "2021-12-31", "2022-10-15", "2023-06-30", "2030-12-31"])
def test_the_function_and_the_query_agree(stores: dict[str, Store], graph: str, day: str):
    """
    Two ways to the same answer, or one of them is wrong.
    """
    store = stores[graph]
    rows = store.select(bind(store, named("in-force-on"), {"day": day}))
    entries = in_force(store, Asked(), date.fromisoformat(day))

    assert {(e.thing.iri, e.thing.kind, e.fit.value) for e in entries} == {
        (str(r["thing"]), str(r["kind"]), str(r["fit"])) for r in rows
    }
    assert len(entries) == len(rows)


@pytest.mark.parametrize(("graph", "region"), [("book", "beijing"), ("book", "pinggu"), ("small", "city")])
def test_the_function_and_the_query_agree_on_a_region(stores: dict[str, Store], graph: str, region: str):
    store, day = stores[graph], "2023-06-30"
    rows = store.select(bind(store, named("in-force-in-region"), {"day": day, "region": region}))
    entries = in_force(store, Asked(region=ID + region), date.fromisoformat(day))

    assert {(e.thing.iri, e.fit.value) for e in entries} == {(str(r["thing"]), str(r["fit"])) for r in rows}
    assert entries


def test_a_membership_is_a_row_of_its_own(stores: dict[str, Store]):
    """
    Who was a member on this day is the same question as what was in force.
    """
    store = stores["small"]
    rows = store.select(bind(store, named("in-force-on"), {"day": "2018-06-30", "kind": "membership"}))

    assert [(str(r["label"]), str(r["of"]), str(r["fit"])) for r in rows] == [("示例市", "农场", "certain")]
