"""
What may not reach the engine is told from its tokens, and nothing else is refused.
"""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from policygraph.errors import QueryError
from policygraph.store import guard
from policygraph.store.guard import inspect

SERVER = "<http://127.0.0.1:9/>"


def code_of(text: str) -> str:
    with pytest.raises(QueryError) as caught:
        inspect(text)
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICE {SERVER} {{ ?s ?p ?o }} }}",
        f"ASK{{service silent{SERVER}{{}}}}",
        f"ASK{{?s ?p trueSERVICE{SERVER}{{}}}}",
        f"ASK{{?s ?p 1SERVICE{SERVER}{{}}}}",
        f"ASK{{?s ?p ex:a.b.SERVICE{SERVER}{{}}}}",
        f"ASK{{#a\rSERVICE{SERVER}{{}}}}",
        "PREFIX ex:<http://127.0.0.1:9/> ASK{SERVICEex:a{}}",
        "PREFIX ex:<http://127.0.0.1:9/> ASK{SERVICESILENTex:a #\n {}}",
        f"ASK{{FILTER(?a<?b)SERVICE#>\n{SERVER}{{}}}}",
        f"ASK{{FILTER(?a<?b#>'''\n)SERVICE{SERVER}{{}}#'''\n}}",
        f"ASK{{FILTER(?a<<http://x/'>)SERVICE{SERVER}{{}}#'\n}}",
    ],
)
def test_service_is_refused_however_it_is_written(text):
    """
    The engine would open a connection for each of these; none has the word where SPARQL's grammar makes it easy to see.
    """
    assert code_of(text) == "E505"


@pytest.mark.parametrize(
    "text",
    [
        f"ASK{{?s ?p ('''a')SERVICE{SERVER}{{}}}}#\\q'''",
        f"ASK{{?s ?p ('''a')SERVICE{SERVER}{{}}}}#\\uD800'''",
        f"ASK{{?s ?p '''a''''SERVICE{SERVER}{{}}}}",
        "ASK { ?s ?p 'open }",
        "ASK { ?s ?p 'a\\qb' }",
        "ASK { ?s ?p '\\U00110000' }",
        "ASK { ?s \\ ?o }",
    ],
)
def test_text_whose_strings_cannot_be_told_from_code_is_refused(text):
    """
    Where a long string does not close, the engine reads a short one and then code; that code could be anything.
    """
    assert code_of(text) == "E504"


def test_an_unclosed_string_is_shown_where_it_begins():
    """
    The engine points at the end of the text, where nobody finds the missing mark.
    """
    with pytest.raises(QueryError, match=r"error at 2:17: ' begins a text that is not closed"):
        inspect("SELECT * {\n  ?s rdfs:label '博士农场 }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?load ?insert }",
        "SELECT * { VALUES ?service { 1 } GRAPH ?service { ?s ?p ?o } }",
        "PREFIX ex: <http://example.org/service/> SELECT * { ex:load ex:service ex:drop.service }",
        "PREFIX service: <http://example.org/> SELECT * { GRAPH service:a { service:b service:c ?o } }",
        "SELECT * { ?s ?p <http://example.org/SERVICE#DROP> } # SERVICE <http://example.org/> {}",
        "SELECT * { ?s ?p 'SERVICE', \"\"\"it's LOAD\n\"\"\", '''DROP \"ALL\"'''@en, '\\'CLEAR' }",
    ],
)
def test_these_words_are_fine_where_they_command_nothing(text):
    """
    Policies are about services; a query must be able to say so.
    """
    assert inspect(text).form == "select"


@pytest.mark.parametrize(
    "text",
    [
        *["INSERT DATA { <a:b> <a:b> <a:b> }", "PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "LOAD <file:///etc/hosts>"],
        *["CLEAR ALL", "drop graph <a:b>", "CREATE GRAPH <a:b>", "COPY <a:b> TO <a:c>", "MOVE <a:b> TO <a:c>"],
        *[
            "ADD <a:b> TO <a:c>",
            "WITH <a:g> DELETE { ?s ?p ?o } WHERE {}",
            "ASK {} ; DROP ALL",
            "#c\nBASE <a:>CLEAR ALL",
        ],
    ],
)
def test_an_update_is_refused_by_name(text):
    """
    The engine would call it a syntax error; a person should learn that the graph is read-only.
    """
    assert code_of(text) == "E515"


def nested(kind: str, n: int) -> str:
    return {
        "groups": "ASK " + "{" * n + "}" * n,
        "open groups": "ASK " + "{" * n,
        "parentheses": "ASK {FILTER(" + "(" * n + "1" + ")" * n + ")}",
        "functions": "ASK {FILTER(" + "STR(" * n + "1" + ")" * n + ")}",
        "exists": "ASK {" + "FILTER NOT EXISTS {" * n + "}" * n + "}",
        "optionals": "ASK {" + "OPTIONAL {?s ?p ?o " * n + "}" * n + "}",
        "unions": "ASK {" + "{?s ?p ?o} UNION {" * n + "}" * n + "}",
        "selects": "ASK {" + "{SELECT * {" * n + "}}" * n + "}",
        "blank nodes": "ASK {?s ?p " + "[ ?p " * n + "1" + "]" * n + "}",
        "lists": "ASK {?s ?p " + "(" * n + "1" + ")" * n + "}",
        "paths": "ASK {?s " + "(" * n + "<a:b>" + ")*" * n + " ?o}",
        "inverse paths": "ASK {?s " + "^(" * n + "<a:b>" + ")" * n + " ?o}",
        "triples": "ASK {?s ?p " + "<<( ?a ?b " * n + "?c" + " )>>" * n + "}",
        "reifiers": "ASK {" + "<< " * n + "?a" + " ?b ?c >> " * n + "?d ?e}",
        "annotations": "ASK {?s ?p ?o " + "{| ?a ?b " * n + "|}" * n + "}",
        "data": "ASK {VALUES ?x {" + "<<( <a:b> <a:b> " * n + "1" + " )>>" * n + "}}",
    }[kind]


KINDS = "groups,open groups,parentheses,functions,exists,optionals,unions,selects,blank nodes,lists,paths,triples,data"


@pytest.mark.parametrize("kind", [*KINDS.split(","), "inverse paths", "reifiers", "annotations"])
def test_brackets_nest_only_so_deep(kind):
    """
    A few kilobytes of brackets end the process of whoever answers the query.
    """
    assert code_of(nested(kind, guard.MAX_DEPTH + 1)) == "E506"
    inspect(nested(kind, guard.MAX_DEPTH // 2 - 1))


def chained(kind: str, n: int) -> str:
    return {
        "or": "ASK {FILTER(" + "||".join(["?x"] * n) + ")}",
        "and": "ASK {FILTER(" + "&&".join(["?x"] * n) + ")}",
        "sum": "ASK {FILTER(?x" + "+1" * n + ")}",
        "not": "ASK {FILTER(" + "!" * n + "?x)}",
        "minus": "ASK {FILTER(" + "- " * n + "?x)}",
        "sequence": "ASK {?s " + "/".join(["<a:b>"] * n) + " ?o}",
        "alternative": "ASK {?s " + "|".join(["<a:b>"] * n) + " ?o}",
        "optionals": "ASK {" + "OPTIONAL {}" * n + "}",
        "unions": "ASK {" + "UNION".join(["{}"] * n) + "}",
        "filters": "ASK {" + "FILTER(?x)" * n + "}",
        "having": "SELECT (1 AS ?x) {} HAVING " + "(?s)" * n,
        "groups": "SELECT (1 AS ?x) {} GROUP BY " + "<a:f>(?s)" * n,
        "expressions": "SELECT " + "".join(f"(1 AS ?a{i})" for i in range(n)) + "{}",
        "described": "DESCRIBE " + "<a:b>" * n,
        "triples": "ASK {" + "?s ?p ?o." * n + "}",
        "objects": "ASK {?s ?p ?o" + ",?o" * n + "}",
        "items": "ASK {?s ?p (" + "1 " * n + ")}",
        "glued items": "ASK {?s ?p (" + "true" * n * 2 + ")}",
    }[kind]


CHAINS = "or,and,sum,not,minus,sequence,alternative,optionals,unions,filters,having,groups,expressions"


@pytest.mark.parametrize("kind", [*CHAINS.split(","), "described", "triples", "objects", "items", "glued items"])
def test_chains_grow_only_so_long(kind):
    """
    `a || b || c` is a tree as deep as it is long, and taking it apart again is what ends the process.
    """
    assert code_of(chained(kind, guard.MAX_LEVELS + 1)) == "E506"
    inspect(chained(kind, guard.MAX_LEVELS // 8))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { VALUES ?x { " + "<https://example.org/a> " * 20_000 + "} ?x ?p ?o }",
        "SELECT * { VALUES (?x ?y) { " + "(<urn:a> UNDEF) (-1 true) " * 20_000 + "} }",
        "SELECT * { ?x ?p ?o FILTER(?x IN (" + ", ".join(['"2022-04-01"^^xsd:date', "<urn:a>", "-1"] * 10_000) + ")) }",
    ],
)
def test_data_may_be_as_long_as_the_text(text):
    """
    Callers ask for thousands of things at once; values nest nothing.
    """
    inspect(text)


def test_a_text_over_a_megabyte_is_refused():
    """
    Whatever it says, it is no question of a person's.
    """
    assert code_of("#" * (guard.MAX_LENGTH + 1)) == "E513"


def test_a_less_than_sign_is_read_both_ways_where_it_may_be_an_iri():
    """
    `?a<?b&&?c>?d` compares, though `<?b&&?c>` has the form of an IRI.
    """
    assert inspect("SELECT * { ?s ?p ?o FILTER(?a<?b&&?c>?d) }").form == "select"
    assert code_of("ASK { FILTER(?a<?b&&" + "(" * 80 + "?c>?d) }") == "E506"
    assert code_of("ASK { FILTER(" + "?a<b>" * 30 + ") }") == "E504"


@pytest.mark.parametrize(
    "piece", ["a.", "a-", "a...", "ex:%4", "'''", '"\\q', "<", "?a<b", "(?a <b> ", "1.", "\\", "@a-", '\'\'"""']
)
def test_hostile_text_is_read_in_linear_time(piece):
    """
    A guard that is slow on some text is itself the way to stop a server.
    """
    start = time.perf_counter()
    with suppress(QueryError):
        inspect(piece * (guard.MAX_LENGTH // len(piece)))

    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# c\nPREFIX ask: <a:b>\nselect * {}", "select"),
        ("BASE <http://example.org/select> ASK {}", "ask"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "construct"),
        ("DESCRIBE <a:b>", "describe"),
        ("SELECTDISTINCT?x{}", "select"),
        ("", None),
        ("PREFIX a: <a:>", None),
    ],
)
def test_the_form_is_the_first_keyword_after_the_prefixes(text, form):
    """
    The caller chooses an output format by it before anything runs.
    """
    assert inspect(text).form == form


def test_only_a_from_clause_names_graphs():
    """
    The word within a group or a name says nothing of the graphs to read.
    """
    assert inspect("SELECT * FROM <a:g> {}").names_graphs
    assert inspect("ASK FROM NAMED <a:g> {}").names_graphs
    assert not inspect("SELECT ?from { ?from a:from 'FROM <a:g>' }").names_graphs
