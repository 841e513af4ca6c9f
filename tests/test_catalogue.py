"""
What the graph tells of itself: editors find the queries by their own patterns, and the counts are those of the graph.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from policygraph.build import build
from policygraph.catalogue import queries
from policygraph.entities import entities, facts
from policygraph.find import find
from policygraph.library import library, standalone
from policygraph.ontology import BASE, PREFIXES
from policygraph.store import Store, open_store

# As SIB's sparql-editor asks an endpoint for its prefixes, its examples, and its classes with their properties.
EDITOR_PREFIXES = "SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }"
EDITOR_QUERIES = """
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query .
} ORDER BY ?sq"""
EDITOR_CLASSES = """
SELECT DISTINCT ?class ?property WHERE {
  ?cp void:class ?class ; void:propertyPartition ?pp . ?pp void:property ?property .
}"""
# Dates and proposals are nodes of the build: the description is of things.
TOLD = "?part void:class ?class . ?node a ?class ."
# What the build says of a thing by itself.
COMPUTED = [
    ("rdf", "type"),
    ("pg", "inForce"),
    ("owl", "differentFrom"),
    ("skos", "inScheme"),
    ("dcterms", "bibliographicCitation"),
    ("dcterms", "identifier"),
    ("pg", "digest"),
]


def rows(store: Store, sparql: str) -> list[dict[str, str]]:
    return [{k: str(v) for k, v in row.items()} for row in store.select(sparql, prefixes=PREFIXES)]


def one(store: Store, sparql: str) -> int:
    return int(rows(store, sparql)[0]["n"])


def test_an_editor_finds_every_query_once_and_it_runs_as_found(store: Store):
    """
    An endpoint that serves the graph alone, without this tool, still offers its questions.
    """
    found = rows(store, EDITOR_QUERIES)

    assert [row["sq"].removeprefix(f"{BASE}query/") for row in found] == sorted(library())
    for row in found:
        query = library()[row["sq"].rpartition("/")[2]]
        assert row["comment"] == " / ".join(query.title)
        assert row["query"] == standalone(query.text)
        assert store.form(row["query"]) == "select"
        assert store.select(row["query"]).variables


def test_an_editor_finds_the_prefixes_that_the_queries_use(store: Store):
    found = {row["prefix"]: row["namespace"] for row in rows(store, EDITOR_PREFIXES)}

    assert found.items() <= PREFIXES.items()
    assert {"pg", "eli", "rdfs", "dcterms", "id"} <= found.keys()
    declared = "?query sh:prefixes/sh:declare/sh:prefix ?prefix . ?query sh:select ?text"
    assert one(store, f"SELECT (COUNT(DISTINCT ?query) AS ?n) WHERE {{ {declared} }}") == len(library())


def test_a_parameter_tells_its_variable_its_type_its_meaning_and_its_default(store: Store):
    found = rows(
        store,
        "SELECT DISTINCT ?path ?zh ?en ?type ?default WHERE { <https://w3id.org/policygraph/query/policies-by-region> "
        "sh:parameter ?p . ?p sh:path ?path ; sh:name ?zh , ?en ; sh:class ?type ; sh:defaultValue ?default ."
        " FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en') }",
    )

    assert found == [
        {
            "path": f"{BASE}parameter/region",
            "zh": "地区",
            "en": "region",
            "type": f"{PREFIXES['dcterms']}Location",
            "default": f"{PREFIXES['id']}beijing",
        }
    ]
    every = "?p a sh:Parameter ; sh:path ?path ; sh:optional true { ?p sh:class ?type } UNION { ?p sh:datatype ?type }"
    told = one(store, f"SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE {{ {every} }}")
    several = [param for query in library().values() for param in query.params if '" "' in param.default]
    assert told == sum(len(query.params) for query in library().values())
    assert told == one(store, "SELECT (COUNT(*) AS ?n) WHERE { ?p sh:defaultValue ?d }") + len(several)
    assert not store.ask(
        "ASK { ?p sh:datatype ?t ; sh:defaultValue ?d . FILTER(DATATYPE(?d) != ?t) }", prefixes=PREFIXES
    )


def test_the_description_counts_what_the_graph_holds(store: Store):
    """
    Each thing once, whatever it is called and however many classes it has.
    """
    told = rows(store, "SELECT ?p ?n WHERE { ?d a void:Dataset ; ?p ?n . FILTER(ISNUMERIC(?n)) }")
    counts = {row["p"].removeprefix(PREFIXES["void"]): int(row["n"]) for row in told}

    assert counts["entities"] == one(store, f"SELECT (COUNT(DISTINCT ?node) AS ?n) WHERE {{ {TOLD} }}")
    assert counts["classes"] == one(store, f"SELECT (COUNT(DISTINCT ?class) AS ?n) WHERE {{ {TOLD} }}")


def test_each_class_of_things_has_its_nodes_and_its_properties(store: Store):
    """
    What an editor offers for a class must find something, and all that records say must be offered.
    """
    nodes = rows(store, "SELECT ?class ?n WHERE { ?part void:class ?class ; void:entities ?n }")
    counted = rows(store, f"SELECT ?class (COUNT(DISTINCT ?node) AS ?n) WHERE {{ {TOLD} }} GROUP BY ?class")
    held = f"SELECT DISTINCT ?class ?property WHERE {{ {TOLD} ?node ?property ?v }}"

    assert both(nodes) == both(counted)
    missing = both(rows(store, held)) - both(rows(store, EDITOR_CLASSES))
    assert not both(rows(store, EDITOR_CLASSES)) - both(rows(store, held))
    source = f"{PREFIXES['pg']}Source"
    computed = {PREFIXES[p] + name for p, name in COMPUTED}
    assert {(cls, prop) for cls, prop in missing if cls != source and prop not in computed} == set()


def both(found: list[dict[str, str]]) -> set[tuple[str, ...]]:
    return {tuple(row.values()) for row in found}


@pytest.mark.skipif(find_spec("pyshacl") is None, reason="pySHACL brings the vocabulary of SHACL")
def test_every_term_of_shacl_that_is_used_is_one_of_its_vocabulary():
    """
    A misspelt term is found by no editor, and nothing else would tell us.
    """
    found = Path(find_spec("pyshacl").origin).parent / "assets" / "shacl.ttl"
    known = {str(triple.subject).strip("<>") for triple in parse(path=str(found), format=RdfFormat.TURTLE)}
    used = {word.strip("<>") for line in queries() for word in line.split() if word.startswith(f"<{PREFIXES['sh']}")}

    assert len(used) > 10
    assert used <= known


def test_the_description_says_what_the_data_are_and_where_they_are(store: Store):
    assert store.ask(
        "ASK { ?d a void:Dataset ; dcterms:title ?zh , ?en ; void:dataDump ?dump ; void:feature ?feature ;"
        " dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; void:vocabulary eli: , org: , pg: , skos: ."
        " FILTER(LANG(?zh) = 'zh' && LANG(?en) = 'en') }",
        prefixes=PREFIXES,
    )


def test_nothing_of_it_is_a_thing_or_stated_by_a_passage(store: Store):
    """
    Who looks for a document must not find a question about documents.
    """
    assert not [e for e in entities(store) if not e.startswith(PREFIXES["id"])]
    assert find(store, "policies-by-region") == []
    assert find(store, "一个地区（含下辖地区）的政策文件及其日期") == []
    assert not [f for f in facts(store) if f.subject.startswith((f"{BASE}query", f"{BASE}void"))]
    classes = rows(store, library()["kinds"].text)
    assert not [row for row in classes if row["class"].startswith((PREFIXES["sh"], PREFIXES["void"]))]


def test_it_costs_a_graph_of_any_size_the_same(small: Path, tmp_path: Path, store: Store):
    """
    A million policies get as many lines of it as ten, but for classes and properties that only one of them uses.
    """
    build(small, tmp_path)
    other = open_store(tmp_path)
    about = f'?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}query") || STRSTARTS(STR(?s), "{BASE}void"))'
    counts = [one(graph, f"SELECT (COUNT(*) AS ?n) WHERE {{ {about} }}") for graph in (other, store)]

    assert len(list(queries())) < counts[0] < counts[1] <= 2000
    assert rows(other, EDITOR_QUERIES) == rows(store, EDITOR_QUERIES)
