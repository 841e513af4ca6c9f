"""
Terms hold their text and kind, and nothing written into a query by `n3` can be anything but that term.
"""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import QueryError
from policygraph.store import Blank, Iri, Literal, Store, n3, open_store

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("terms") / "empty.nq"
    path.write_bytes(b"")
    return open_store(path)


def echo(graph: Store, written: str):
    """
    What the engine reads where a query says *written*.
    """
    return next(iter(graph.select(f"SELECT ({written} AS ?x) {{}}")))["x"]


@given(text=st.text(), lang=st.sampled_from([None, "zh", "en", "zh-hans", "en--ltr"]))
def test_any_text_comes_back_from_a_query_as_it_was_written(graph, text, lang):
    """
    Titles hold quotation marks, line breaks and worse; none may end the literal or change it.
    """
    found = echo(graph, n3(Literal(text, lang=lang)))

    assert (type(found), str(found), found.lang) == (Literal, text, lang)


def test_control_characters_are_written_as_escapes():
    """
    Queries are shown in terminals and kept in logs, where such characters act.
    """
    assert n3("\x00\x1b[2J\x7f") == '"\\u0000\\u001B[2J\\u007F"'


@given(tail=st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zs", "Zl", "Zp"]), max_size=40))
def test_an_iri_comes_back_as_it_was_written_or_is_refused(graph, tail):
    """
    A slug made from a file name may hold anything; an IRI must never become another IRI or a piece of query.
    """
    iri = Iri(f"https://example.org/{tail}")
    try:
        found = echo(graph, n3(iri))
    except QueryError as error:
        assert error.code == "E504"
    else:
        assert (type(found), found) == (Iri, iri)


@pytest.mark.parametrize("char", [*' <>"{}|^`\\\x00\n\x7f'])
def test_an_iri_with_a_forbidden_character_is_refused(char):
    """
    Each of these could end the IRI within a query, or be unescaped into another one.
    """
    with pytest.raises(QueryError, match="E504"):
        n3(Iri(f"https://example.org/a{char}b"))


def test_a_relative_iri_is_refused():
    """
    It would mean something else in every query that has a BASE.
    """
    with pytest.raises(QueryError, match="not absolute"):
        n3(Iri("doctor-farm"))


def test_a_blank_node_is_refused():
    """
    A query takes `_:b0` for a variable, so it would match everything.
    """
    with pytest.raises(QueryError, match="E504"):
        n3(Blank("_:b0"))


@pytest.mark.parametrize("term", [Literal("\ud800"), Iri("https://example.org/\ud800"), "\udfff"])
def test_half_a_character_pair_is_refused(term):
    """
    It cannot be written in UTF-8, and the engine would raise an error of another kind.
    """
    with pytest.raises(QueryError, match="half a character pair"):
        n3(term)


@pytest.mark.parametrize("lang", ["", "zh_CN", "zh CN", "en' ", "1", "en--up"])
def test_a_malformed_language_tag_is_refused(lang):
    """
    A tag is not quoted in a query, so whatever stands in it would be read as code.
    """
    with pytest.raises(QueryError, match="language tag"):
        n3(Literal("a", lang=lang))


def test_plain_text_is_a_literal_and_never_an_iri():
    """
    A person's words that look like an address are still words.
    """
    assert n3("https://example.org/") == '"https://example.org/"'
    assert n3("通武廊", "zh") == '"通武廊"@zh'


def test_a_datatype_is_written_with_the_literal():
    """
    Without it a date would be a text, and would not compare with dates.
    """
    assert n3(Literal("2022-04-01", datatype=XSD + "date")) == f'"2022-04-01"^^<{XSD}date>'
    with pytest.raises(QueryError, match="E504"):
        n3(Literal("1", datatype="not an iri"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("117", "integer", 117),
        ("-3", "int", -3),
        ("1.10", "decimal", Decimal("1.10")),
        ("1.5E3", "double", 1500.0),
        ("INF", "double", float("inf")),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2022-04-01", "date", date(2022, 4, 1)),
        ("2022", "gYear", "2022"),
        ("通武廊", "string", "通武廊"),
    ],
)
def test_a_literal_knows_its_python_value(text, kind, value):
    """
    Callers count and compare; each would otherwise parse the letters again in its own way.
    """
    found = Literal(text, datatype=XSD + kind).value

    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[("2022-02-30", "date"), ("20220301", "date"), ("2022-04-01Z", "date"), ("0000-01-01", "date")],
        *[("1_000", "integer"), ("١٢", "integer"), ("9" * 5000, "integer"), ("", "integer"), ("一", "decimal")],
        *[("yes", "boolean"), ("infinity", "double")],
    ],
)
def test_letters_that_stand_for_no_value_stay_text(text, kind):
    """
    Stores keep ill-typed literals; reading one must neither fail nor invent a value that XML Schema does not see.
    """
    found = Literal(text, datatype=XSD + kind).value

    assert (type(found), found) == (str, text)


def test_terms_are_text_and_survive_a_copy():
    """
    Rows go to other processes and into caches; the tag and the datatype must go with them.
    """
    literal = pickle.loads(pickle.dumps(Literal("博士农场", lang="zh")))

    assert literal == "博士农场"
    assert (literal.lang, literal.datatype) == ("zh", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    assert repr(literal) == "Literal('博士农场', lang='zh')"
    assert not hasattr(Iri("a:b"), "__dict__")


def test_the_room_gives_no_objects_of_the_engine(graph, tmp_path: Path):
    """
    A caller that held them would have to know the engine, and would break with another kind of store.
    """
    path = tmp_path / "all.nq"
    path.write_bytes(b'<a:s> <a:p> "x"@zh-Hans .\n_:b <a:p> <a:o> .\n<a:s> <a:p> "1"^^<a:t> <a:g> .\n')
    terms = [
        term
        for row in open_store(path).select("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        for term in row.values()
    ]

    assert {type(term) for term in terms} == {Iri, Literal, Blank}
    assert {term.lang for term in terms if isinstance(term, Literal)} == {"zh-hans", None}
