"""
Questions to a graph in memory: rows, truth, files, prefixes, graphs.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from policygraph.errors import QueryError
from policygraph.store import Iri, Literal, Store, n3, open_store

XSD = "http://www.w3.org/2001/XMLSchema#"
EX = {"ex": "https://example.org/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
QUADS = """\
<https://example.org/farm> <http://www.w3.org/2000/01/rdf-schema#label> "博士农场"@zh .
<https://example.org/farm> <http://www.w3.org/2000/01/rdf-schema#label> "博士农场"@zh <https://example.org/p4> .
<https://example.org/farm> <https://example.org/count> "117"^^<http://www.w3.org/2001/XMLSchema#integer> .
<https://example.org/plan> <https://example.org/creates> <https://example.org/farm> .
<https://example.org/plan> <https://example.org/creates> <https://example.org/farm> <https://example.org/p9> .
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("queries") / "small.nq"
    file.write_text(QUADS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def graph(path: Path) -> Store:
    return open_store(path)


def code_of(call, *args, **options) -> str:
    with pytest.raises(QueryError) as caught:
        call(*args, **options)
    return caught.value.code


def test_rows_come_as_terms_by_variable(graph):
    """
    A caller reads a row by the names that it wrote in the query.
    """
    rows = graph.select("SELECT ?o ?s { ?s rdfs:label|ex:count ?o } ORDER BY ?o", prefixes=EX)

    assert rows.variables == ("o", "s")
    assert len(rows) == 2
    assert list(rows)[1] == {"o": "博士农场", "s": "https://example.org/farm"}
    assert [row["o"].value for row in rows] == [117, "博士农场"]
    assert isinstance(next(iter(rows))["s"], Iri)
    assert list(rows)[1]["o"].lang == "zh"


def test_an_unbound_variable_is_absent_from_its_row(graph):
    """
    None would be a value; `row.get` and `in` say it better.
    """
    rows = graph.select("SELECT ?s ?none { ?s ex:count ?o OPTIONAL { ?s ex:none ?none } }", prefixes=EX)

    assert rows.variables == ("s", "none")
    assert list(rows) == [{"s": "https://example.org/farm"}]


def test_ask_answers_yes_or_no(graph):
    """
    A bool, not the engine's object, which is true even where the answer is no.
    """
    assert graph.ask("ASK { ?s ex:count 117 }", prefixes=EX) is True
    assert graph.ask("ASK { ?s ex:count 118 }", prefixes=EX) is False


def test_each_method_takes_its_own_form(graph):
    """
    Asking for rows of a CONSTRUCT is a slip that must be named.
    """
    assert code_of(graph.select, "ASK {}") == "E508"
    assert code_of(graph.select, "DESCRIBE <a:b>") == "E508"
    assert code_of(graph.ask, "SELECT * {}") == "E508"


def test_form_tells_the_kind_of_query_or_that_there_is_none(graph):
    """
    The command chooses a format by it.
    """
    assert graph.form("PREFIX a: <a:>\nDESCRIBE a:b") == "describe"
    assert code_of(graph.form, "") == "E504"
    assert code_of(graph.form, "ASK { SERVICE <a:b> {} }") == "E505"


def test_tables_are_written_in_four_formats(graph):
    """
    Each by the standard's own rules: JSON keeps kinds, CSV only text, TSV the terms as SPARQL writes them.
    """
    text = "SELECT ?s ?n { ?s ex:count ?n }"
    answer = json.loads(graph.serialize(text, "json", prefixes=EX))

    assert answer["head"]["vars"] == ["s", "n"]
    assert answer["results"]["bindings"][0]["n"] == {"type": "literal", "value": "117", "datatype": XSD + "integer"}
    assert graph.serialize(text, "csv", prefixes=EX) == b"s,n\r\nhttps://example.org/farm,117\r\n"
    assert graph.serialize(text, "tsv", prefixes=EX).splitlines()[0] == b"?s\t?n"
    assert b"<uri>https://example.org/farm</uri>" in graph.serialize(text, "xml", prefixes=EX)
    assert json.loads(graph.serialize("ASK {}", "json"))["boolean"] is True


def test_graphs_are_written_in_three_formats(graph):
    """
    Turtle is for people, so it uses the caller's prefixes.
    """
    text = "CONSTRUCT { ?s ex:creates ?o } WHERE { ?s ex:creates ?o }"
    triple = b"<https://example.org/plan> <https://example.org/creates> <https://example.org/farm> .\n"

    assert graph.serialize(text, "nt", prefixes=EX) == triple
    assert graph.serialize(text, "ttl", prefixes=EX).endswith(b"ex:plan ex:creates ex:farm .\n")
    assert json.loads(graph.serialize(text, "jsonld", prefixes=EX))[0]["@id"] == "https://example.org/plan"
    assert b"ex:farm" in graph.serialize("DESCRIBE ex:plan", "ttl", prefixes=EX)


@pytest.mark.parametrize(
    ("text", "name", "allowed"),
    [
        ("SELECT * {}", "ttl", "json, csv, tsv, xml"),
        ("ASK {}", "html", "json, csv, tsv, xml"),
        ("DESCRIBE <a:b>", "csv", "ttl, nt, jsonld"),
    ],
)
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(graph, text, name, allowed):
    """
    A person who asks for Turtle of a SELECT learns what to ask for instead.
    """
    with pytest.raises(QueryError, match=f"E508 .*{name}.*{allowed}"):
        graph.serialize(text, name)


def test_a_syntax_error_points_into_the_text_as_written(graph):
    """
    Prefixes that the caller adds must not shift the line and column that a person looks up.
    """
    with pytest.raises(QueryError, match=r"E504 .*error at 3:1"):
        graph.select("SELECT *\n{ ?s ?p ?o\n", prefixes=EX)


def test_an_undeclared_prefix_is_named(graph):
    """
    It is the commonest mistake, and the engine hides it among 30 things that it would have accepted.
    """
    with pytest.raises(QueryError, match=r"error at 1:22: Prefix not found: foo:bar$"):
        graph.select("SELECT * { ?s foo:bar ?o }", prefixes=EX)


def test_a_syntax_error_shows_no_classes_of_characters(graph):
    """
    `['A' ..= 'Z' | '\\u{00C0}'..='\\u{00D6}' …]` helps nobody.
    """
    with pytest.raises(QueryError) as caught:
        graph.select("SELECT ?o {?s ?p 你好}")

    assert "..=" not in str(caught.value)
    assert "1:20" in str(caught.value)


def test_the_prefixes_of_the_query_win(graph):
    """
    A query that declares a prefix means what it declares.
    """
    text = "PREFIX ex: <https://example.org/other/> ASK { ?s ex:count ?o }"

    assert graph.ask(text, prefixes=EX) is False


def test_named_graphs_count_only_when_the_union_is_asked_for(graph):
    """
    The default graph is the plain reading; servers differ, so both ways must be possible.
    """
    text = "SELECT ?s { ?s ex:creates ?o }"

    assert len(graph.select(text, prefixes=EX)) == 1
    assert len(graph.select(text, prefixes=EX, union=True)) == 2
    assert len(graph.select(text.replace("SELECT", "SELECT DISTINCT"), prefixes=EX, union=True)) == 1


def test_from_wins_over_the_union(graph):
    """
    The engine alone would ignore the FROM and answer from all graphs.
    """
    text = "SELECT ?p FROM <https://example.org/p9> { ?s ?p ?o }"

    assert len(graph.select(text, union=True)) == 1


def test_from_names_a_graph_and_reads_no_document(graph, path):
    """
    In other libraries `FROM <file:…>` and `FROM <http:…>` read what they name.
    """
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for where in (path.as_uri(), f"http://127.0.0.1:{server.server_port}/graph.nt"):
            assert not graph.ask(f"ASK FROM <{where}> {{ ?s ?p ?o }}")
            assert not graph.ask(f"ASK FROM NAMED <{where}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
        server.shutdown()
    assert seen == []


def test_a_closed_store_answers_no_more(path):
    """
    It must say so, instead of failing somewhere inside.
    """
    with open_store(path) as store:
        assert store.ask("ASK {}")

    assert code_of(store.ask, "ASK {}") == "E516"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SELECT (<https://example.org/f>(1) AS ?x) {}", "E516"),
        ("SELECT (TRIPLE(<a:b>, <a:b>, 1) AS ?x) {}", "E516"),
        ("SELECT * { ?s ?p '\ud800' }", "E504"),
        ("SELECT ?x ?x {}", "E504"),
    ],
)
def test_whatever_the_engine_raises_becomes_an_error_of_ours(graph, text, code):
    """
    The outer rooms know one family of errors and turn it into words and exit codes.
    """
    assert code_of(graph.select, text) == code


def test_a_literal_of_a_row_can_be_asked_for_again(graph):
    """
    What one query gives, the next may take: by `n3` it is the same term, tag and all.
    """
    label = next(iter(graph.select("SELECT ?o { ?s rdfs:label ?o }", prefixes=EX)))["o"]

    assert isinstance(label, Literal)
    assert graph.ask(f"ASK {{ ?s rdfs:label {n3(label)} }}", prefixes=EX)
    assert not graph.ask(f"ASK {{ ?s rdfs:label {n3(str(label))} }}", prefixes=EX)
