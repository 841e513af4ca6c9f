"""
The library of named queries: each answers, on every engine alike, and nothing that a person types can change one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from conftest import run as command
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rich.cells import cell_len

from policygraph.answers.query import library_text
from policygraph.build import Built
from policygraph.errors import PolicygraphError, QueryError, UnknownNameError
from policygraph.library import GROUPS, TYPES, NamedQuery, Param, library, named, standalone
from policygraph.ontology import PREFIXES
from policygraph.query import bind, run
from policygraph.store import Iri, Store, open_store

ID = PREFIXES["id"]
QUERIES = list(library().values())
PARAMS = [(query, param) for query in QUERIES for param in query.params]
# One RDF term as a query may hold it: an IRI, a text with its marks escaped, or a whole number.
TERM = re.compile(r'<[^<>"{}|^`\\\x00-\x20]+>|"(?:[^"\\\n\r]|\\.)*"(?:\^\^xsd:date)?|[+-]?\d+')
by_name = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def examples(query: NamedQuery) -> dict[str, str]:
    return {param.name: param.example for param in query.params}


def asked(store: Store, query: str, /, **values: str) -> list[dict[str, str]]:
    return [{k: str(v) for k, v in row.items()} for row in run(store, bind(store, named(query), values))]


def bare(iri: str) -> str:
    return iri.removeprefix(ID)


def slugs(rows: list[dict[str, str]], column: str) -> set[str]:
    return {bare(row[column]) for row in rows}


def test_there_is_a_question_for_everything_that_an_analyst_of_the_book_asks():
    """
    The library is what people learn the graph from; below forty they would have to write SPARQL themselves.
    """
    assert len(QUERIES) >= 45
    assert len({query.title[0] for query in QUERIES}) == len({query.title[1] for query in QUERIES}) == len(QUERIES)
    assert {query.group for query in QUERIES} == GROUPS.keys()


@by_name
def test_a_query_says_what_it_answers_and_what_each_parameter_takes(query: NamedQuery):
    assert all(query.title)
    for param in query.params:
        assert param.example, f"{param.name} has no example"
        assert param.type in TYPES
        assert f"VALUES ?{param.name} {{ {param.default} }}" in query.text


@by_name
def test_a_query_answers_its_example_and_equally_whether_or_not_the_default_graph_is_the_union(
    store: Store, query: NamedQuery
):
    """
    Rows come in the same order too: who compares two answers must not see a difference that is none.
    """
    text = bind(store, query, examples(query))
    apart, union = ([*store.select(text, prefixes=PREFIXES, union=union)] for union in (False, True))

    assert apart
    assert apart == union


@by_name
def test_a_row_is_readable_in_both_languages(store: Store, query: NamedQuery):
    """
    The column `x_en` holds the English of the column `x`, which is Chinese; no thing is shown by its IRI alone.
    """
    rows = store.select(bind(store, query, examples(query)), prefixes=PREFIXES)

    columns = set(rows.variables)
    chinese = {column.removesuffix("_en") for column in columns if column.endswith("_en")}
    assert chinese <= columns
    assert not [row for row in rows for column in chinese if isinstance(row.get(column), Iri)]
    if any(isinstance(row.get(column), Iri) and row[column].startswith(ID) for row in rows for column in columns):
        assert columns & {"label", "title", "name", "zone", "place", "indicator"} or query.name == "in-force-on"


@by_name
def test_a_query_runs_as_it_is_shown_without_our_prefixes(store: Store, query: NamedQuery):
    """
    `--explain` is for pasting into an editor that knows nothing of us.
    """
    assert len(store.select(standalone(query.text)))


@pytest.fixture(scope="session")
def cut(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A part of the built-in graph that rdflib can query in time: some chapters' evidence, and the plain reading of it.
    """
    chapters = (
        *(
            "pinggu/",
            "mentougou/1.1/",
            "inspection/1/",
            "inspection/2.1/",
            "haidian/0/",
            "haidian/3.2/",
            "digital/3.1/",
        ),
        *("general/0/", "general/1.2/", "general/2.1/t1", "general/2.4/t10/r8", "general/3.1/", "general/3.4/"),
    )
    source = f"<{ID}beijing-talent-2024"
    kept = tuple(f"{source}/{part}" for part in chapters)
    plain, evidence, copy = [], [], "\0"
    for line in (built.out / "graph.nq").read_text(encoding="utf-8").splitlines(keepends=True):
        if not line.startswith(copy):
            copy = f"{line[:-2]}<"
            plain.append(line)
        elif line[len(copy) - 1 :].startswith(kept):
            evidence.append(line)
    known = {iri for line in evidence for iri in re.findall(r"<[^>]*>", line)}

    def told(subject: str) -> bool:
        owner = re.sub(r"/(?:time|in-force)\b.*$", ">", subject)
        return bool({subject, owner} & known) or subject.startswith((*kept, f"{source}>")) or subject.count("/") == 6

    path = tmp_path_factory.mktemp("cut") / "cut.nq"
    path.write_text("".join([x for x in plain if told(x.partition(" ")[0])] + evidence), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(cut: Path) -> Store:
    return open_store(cut)


@pytest.fixture(scope="session")
def other_engine(cut: Path) -> Dataset:
    dataset = Dataset()
    dataset.parse(cut, format="nquads")
    return dataset


@by_name
def test_a_second_engine_gives_the_same_rows(store: Store, small: Store, other_engine: Dataset, query: NamedQuery):
    """
    Standard SPARQL 1.1 means that no answer hangs on the engine we happen to ship; the file runs there as it stands.
    """
    text = bind(store, query, examples(query))
    ours = Counter(row_of(row) for row in small.select(text))
    theirs = Counter(row_of(row) for row in other_engine.query(text).bindings if row)

    assert theirs == ours


def row_of(row: Mapping[object, object]) -> frozenset[tuple[str, str]]:
    """
    A row as text; engines write 1.50 and 1.5 for one number.
    """
    return frozenset((str(name), number(str(value))) for name, value in row.items())


def number(text: str) -> str:
    return str(Decimal(text).normalize()) if re.fullmatch(r"-?[0-9]+\.[0-9]+", text) else text


# What a person types


def put_in(query: NamedQuery, param: Param, text: str) -> str:
    """
    Return what stands in place of a parameter's default; everything around it must be as it was.
    """
    before, _, after = query.text.partition(f"VALUES ?{param.name} {{ {param.default} }}")
    start, end = f"{before}VALUES ?{param.name} {{ ", f" }}{after}"
    assert text.startswith(start)
    assert text.endswith(end)
    return text[len(start) : len(text) - len(end)]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.sampled_from([(q, p) for q, p in PARAMS if p.type in ("text", "integer", "year", "day", "kind")]),
    value=st.text() | st.from_regex(r"[-+]?[0-9]{1,20}(-[0-9]{2}){0,2}") | st.sampled_from(["policy", "项目", "2023"]),
)
@example((named("documents-of-table"), named("documents-of-table").params[0]), 'x" } UNION { ?a ?b ?c } #')
@example((named("who-is-called"), named("who-is-called").params[0]), "\\")
def test_any_text_as_a_value_is_one_term_or_an_error(store: Store, asked: tuple[NamedQuery, Param], value: str):
    query, param = asked
    try:
        text = bind(store, query, {param.name: value})
    except PolicygraphError as fault:
        assert fault.code in ("E504", "E511")
        assert fault.text("zh") != fault.text("en")
        return

    assert TERM.fullmatch(put_in(query, param, text))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.sampled_from([(q, p) for q, p in PARAMS if TYPES[p.type].kinds or p.type in ("thing", "chapter")]),
    value=st.text() | st.sampled_from(["> } #", "beijing> . ?s ?p ?o", "beijing/../x", "平谷", "pinggu"]),
)
def test_any_text_as_a_name_is_one_thing_of_the_graph_or_an_error(
    store: Store, asked: tuple[NamedQuery, Param], value: str
):
    query, param = asked
    try:
        text = bind(store, query, {param.name: value})
    except PolicygraphError as fault:
        assert fault.code in ("E504", "E601", "E602", "E603")
        return

    term = put_in(query, param, text)
    assert TERM.fullmatch(term)
    assert store.ask(f"ASK {{ {term} ?property ?value }}")


def shape(node: object) -> object:
    """
    Return the algebra of a query without the terms that its parameters hold.
    """
    if isinstance(node, CompValue):
        return node.name, {key: shape(value) for key, value in node.items() if key not in ("res", "_vars")}
    return [shape(part) for part in node] if isinstance(node, list | tuple) else str(type(node))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_text_leaves_the_algebra_of_a_query_as_it_was(store: Store, value: str):
    """
    What an engine makes of the query is the proof; the tokens above are only ours.
    """
    query = named("who-is-called")
    try:
        text = bind(store, query, {"name": value})
    except QueryError:
        return
    plain, filled = (translateQuery(parseQuery(standalone(each))) for each in (query.text, text))

    assert shape(plain.algebra) == shape(filled.algebra)


@given(st.text())
def test_the_text_of_one_parameter_is_never_taken_for_another_parameter(value: str):
    """
    A value that reads like the place of the next one would let that one out of its quotation marks.
    """
    params = tuple(Param(name, "text", ("甲", "a"), '""') for name in ("a", "b"))
    query = NamedQuery("q", ("问", "q"), params, 'SELECT * { VALUES ?a { "" } VALUES ?b { "" } ?a ?x ?b }', "links")
    hostile = f'VALUES ?b {{ "" }} {value}'
    try:
        text = bind(None, query, {"a": hostile, "b": '" } } #'})  # type: ignore[arg-type]  # no name is looked up
    except QueryError:
        return

    assert text.count("VALUES ?b {") == 2
    assert text.endswith('VALUES ?b { "\\" } } #" } ?a ?x ?b }')


@pytest.mark.parametrize(
    ("name", "given", "fault", "says"),
    [
        ("policies-by-year", {"year": "23"}, QueryError, "E511 参数“year”应为四位年份，如 2023，实为“23”"),
        ("undated", {"kind": "policys"}, QueryError, "是否应为“policy”？"),
        ("statements-of-page", {"page": "六"}, QueryError, "E511"),
        ("dated-between", {"begin": "2023-13-01"}, QueryError, "E511"),
        ("region-in-chapter", {"chapter": "平股"}, UnknownNameError, "E601"),
        ("policies-by-topic", {"topic": "实施方案"}, UnknownNameError, "E603"),
        ("policies-by-type", {"type": "人才引进"}, UnknownNameError, "E603"),
        ("newest-figures", {"indicator": "博士农场"}, UnknownNameError, "E603"),
        ("members-of-programme", {"programme": "平谷区"}, UnknownNameError, "E603"),
        ("partners-of", {"party": "博士农场"}, UnknownNameError, "E603"),
    ],
)
def test_a_value_of_the_wrong_type_is_said_to_be_so(
    store: Store, name: str, given: dict[str, str], fault: type[PolicygraphError], says: str
):
    with pytest.raises(fault) as caught:
        bind(store, named(name), given)

    assert says in caught.value.text("zh")


@pytest.mark.parametrize("chapter", ["平谷", "Pinggu", "pinggu", "beijing-talent-2024/pinggu"])
def test_a_chapter_is_known_by_its_names_its_key_and_its_id(store: Store, chapter: str):
    text = bind(store, named("things-in-chapter"), {"chapter": chapter})

    assert f"VALUES ?chapter {{ <{ID}beijing-talent-2024/pinggu> }}" in text


@pytest.mark.parametrize("kind", ["programme", "项目", ""])
def test_a_kind_is_known_by_its_key_and_its_names(store: Store, kind: str):
    if kind:
        assert f"<{PREFIXES['pg']}Programme>" in bind(store, named("undated"), {"kind": kind})
    else:
        with pytest.raises(QueryError, match="E511"):
            bind(store, named("undated"), {"kind": kind})


# What the answers say


def test_who_signed_with_whom_is_told_of_one_party_and_of_all(store: Store):
    """
    The pairs are those that the list of agreements makes, and each party's partners are its pairs.
    """
    signed: dict[str, set[str]] = {}
    for row in run(store, "SELECT DISTINCT ?policy ?who WHERE { ?policy pg:signatory ?who }"):
        signed.setdefault(str(row["policy"]), set()).add(str(row["who"]))
    pairs = Counter(pair for parties in signed.values() for pair in combinations(sorted(parties), 2))

    assert {(r["one"], r["other"]): int(r["agreements"]) for r in asked(store, "co-signing-pairs")} == pairs
    tongzhou = slugs(asked(store, "partners-of", party="通州区"), "partner")
    assert {"wuqing", "langfang", "baodi", "tangshan"} <= tongzhou
    assert tongzhou == {slug for pair in pairs if f"{ID}tongzhou" in pair for slug in map(bare, pair)} - {"tongzhou"}


def test_what_is_planned_for_hicool_is_not_said_to_take_part_in_it(store: Store):
    """
    The book names nobody who takes part, and only encourages winners to settle in Xiong'an.
    """
    assert asked(store, "members-of-programme", programme="HICOOL") == []
    planned = [
        row
        for row in asked(store, "proposals-about", thing="HICOOL")
        if row["modality"] == f"{PREFIXES['pg']}planned" and row["subject"] == f"{ID}hicool"
    ]
    assert slugs(planned, "value") == {"xiongan"}


def test_what_changed_between_two_days_is_what_begun_or_ended_or_became_uncertain(store: Store):
    """
    The four days of each thing decide, and nothing is listed that stands on both days alike.
    """
    days = [date(2022, 1, 1), date(2024, 1, 1)]
    rows = asked(store, "changed-between", begin=str(days[0]), end=str(days[1]))
    changed = {row["thing"]: (row["before"], row["after"]) for row in rows}

    bounds = "?f pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2"
    for row in run(store, f"SELECT DISTINCT * WHERE {{ ?thing pg:inForce ?f . {bounds} }}"):
        b1, b2, e1, e2 = (date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2"))
        fits = tuple("certain" if b2 <= day <= e1 else "possible" if b1 <= day <= e2 else "no" for day in days)
        assert changed.get(str(row["thing"]), fits) == fits
        assert (str(row["thing"]) in changed) == (fits[0] != fits[1])
    assert changed[f"{ID}agri-zhongguancun-action-plan"] == ("no", "certain")


def test_what_began_and_what_ended_keep_certain_and_possible_apart(store: Store):
    begun = asked(store, "begun-between", begin="2023-06-01", end="2023-06-15")
    ended = asked(store, "ended-between", begin="2025-01-01", end="2025-12-31")

    assert {row["fit"] for row in begun if row["thing"] == f"{ID}science-city-large-model-measures"} == {"possible"}
    assert "ai-computing-voucher-scheme" in slugs([row for row in ended if row["fit"] == "certain"], "thing")
    assert "flexible-recruitment-rules" not in slugs(ended, "thing"), "no end is given, so none is told"


def test_a_documents_lineage_is_told_both_ways(store: Store):
    down = asked(store, "rests-on", policy="ten-measures-rules")
    up = asked(store, "rested-on-by", policy="ten-measures")

    assert [(row["from"], row["to"], row["locator"]) for row in down] == [
        (row["from"], row["to"], row["locator"]) for row in up
    ]
    assert slugs(down, "to") == {"ten-measures"}


def test_a_link_over_one_thing_between_is_cited_at_both_steps(store: Store):
    rows = asked(store, "links-between", thing="通州区", other="廊坊市")

    assert "tongwulang" in slugs(rows, "via")
    assert all(row["first_at"] and row["second_at"] for row in rows)
    assert not [row for row in rows if row["via"].startswith(f"{ID}topic-")]
    rows = asked(store, "links-between", thing="doctor-farm", other="doctor-farm-plan")
    direct = {row["first"] for row in rows if row["via"] == f"{ID}doctor-farm-plan" and "second" not in row}
    assert f"{PREFIXES['pg']}establishedBy" in direct


def test_the_newest_figure_of_each_place_is_later_than_all_others(store: Store):
    every = asked(store, "figures-by-indicator", indicator="技术市场成交额")
    newest = asked(store, "newest-figures", indicator="技术市场成交额")

    for row in newest:
        assert row["period"] == max(r["period"] for r in every if r.get("place") == row["place"])
    assert {row["place"] for row in newest} == {row["place"] for row in every if "place" in row}


def test_figures_are_compared_only_where_they_measure_the_same(store: Store):
    rows = asked(store, "compare-figures", region="北京市", other="天津市")

    assert all(float(r["difference"]) == pytest.approx(float(r["here"]) - float(r["there"])) for r in rows)
    of_beijing = {(r["indicator"], r.get("category"), r["period"], r["value"]) for r in figures(store, "北京市")}
    assert {(r["indicator"], r.get("category"), r["period"], r["here"]) for r in rows} <= of_beijing


def figures(store: Store, region: str) -> list[dict[str, str]]:
    return [row for year in range(2010, 2025) for row in asked(store, "figures-in-year", region=region, year=str(year))]


def test_what_a_page_and_a_passage_say_is_what_their_graphs_hold(store: Store):
    page = asked(store, "statements-of-page", page="60")
    assert ("pinggu/1.3/p4", "doctor-farm") in {(r["locator"], r["thing"].removeprefix(ID)) for r in page}

    said = asked(store, "statements-of-passage", passage="pinggu/1.3/p4")
    modalities = {row["modality"].removeprefix(PREFIXES["pg"]) for row in said}
    assert {"stated", "inferred"} <= modalities
    assert all(row.get("why") for row in said if row["modality"] == f"{PREFIXES['pg']}inferred")


def test_a_short_form_stands_for_another_body_in_another_chapter(store: Store):
    rows = asked(store, "who-is-called", name="市政府")

    assert slugs(rows, "thing") == {"beijing-government", "new-york-city-government"}


def test_what_a_body_set_up_is_its_own_or_that_of_its_documents(store: Store):
    """
    A branch of the query that forgot the body would list what anybody set up.
    """
    rows = asked(store, "set-up-by-body", body="农业农村部")
    held = "{ ?t pg:establishedBy ?b } UNION { ?t pg:establishedBy ?d . ?d eli:passed_by|pg:signatory ?b }"
    told = run(store, f"SELECT DISTINCT ?t WHERE {{ VALUES ?b {{ id:ministry-of-agriculture }} {held} }}")

    assert slugs(rows, "thing") == {bare(str(row["t"])) for row in told} == {"agri-zhongguancun"}


def test_what_lies_within_a_region_comes_level_by_level_and_a_bloc_has_its_members(store: Store):
    assert {"pinggu", "yukou"} <= slugs(asked(store, "places-within", region="北京市"), "place")
    assert {"beijing", "tianjin", "hebei", "wuqing"} <= slugs(asked(store, "places-within", region="京津冀"), "place")


# What the command shows


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_is_the_librarys_manual_group_by_group(built: Built, lang: str):
    shown = command("query", "--list", lang=lang).stdout
    told = json.loads(command("query", "--list", "--json", lang=lang).stdout)

    groups = [about[lang == "en"] for about in GROUPS.values()]
    assert [line[1:] for line in shown.splitlines() if line[1:] in groups] == groups
    assert [query["name"] for query in told] == re.findall(r"^ {3}([a-z][a-z-]*)\b", shown, re.MULTILINE)
    assert {query["name"]: query["title"] for query in told} == {q.name: q.title[lang == "en"] for q in QUERIES}
    assert list(dict.fromkeys(query["group_title"] for query in told)) == groups
    for query in told:
        assert [param.keys() for param in query["params"]] == [
            {"name", "type", "meaning", "default", "example"} for _ in query["params"]
        ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_is_read_in_a_hundred_columns(monkeypatch: pytest.MonkeyPatch, lang: str):
    """
    A name that is broken over two lines cannot be copied.
    """
    monkeypatch.setenv("COLUMNS", "100")
    lines = library_text(lang).splitlines()

    assert max(map(cell_len, lines)) <= 100
    assert {query.name for query in QUERIES} <= {line.split()[0] for line in lines if line.strip()}


@pytest.mark.parametrize(("lang", "says"), [("zh", "地区（"), ("en", "region (the name or id of a region)")])
def test_what_is_explained_runs_anywhere_and_says_what_it_was_given(built: Built, store: Store, lang: str, says: str):
    words = ("query", "--name", "policies-by-topic", "--param", "region=平谷区", "--explain", "--store", str(built.out))
    shown = command(*words, lang=lang).stdout

    head, _, sparql = shown.partition("PREFIX ")
    assert all(line.startswith("#") for line in head.splitlines())
    assert says.rstrip("（") in head
    assert f"<{ID}pinggu>" in head
    assert f"VALUES ?region {{ <{ID}pinggu> }}" in sparql
    assert len(store.select(shown)) == len(asked(store, "policies-by-topic", region="平谷区"))


def test_sparql_of_ones_own_is_explained_with_the_prefixes_that_it_uses(built: Built, store: Store):
    text = "SELECT ?x WHERE { id:doctor-farm rdfs:label ?x }"
    shown = command("query", text, "--explain", "--store", str(built.out)).stdout

    assert shown.count("PREFIX") == 2
    assert len(store.select(shown)) == 2
