"""
What leaves for other programs: each format is read back by a program that is not ours, and nothing is lost.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.build import Built, build
from policygraph.exports import FORMATS, Rows, export
from policygraph.exports.columns import Edge, Node, opened
from policygraph.exports.xmlgraph import ESCAPES, REFUSED, clean
from policygraph.network import network
from policygraph.ontology import PREFIXES, iri
from policygraph.store import Store, open_store

READERS = Path(__file__).parent / "readers"
node_reads = pytest.mark.skipif(
    not (shutil.which("node") and (READERS / "node_modules").is_dir()),
    reason="Node with graphology-gexf and n3 is missing (npm install --prefix tests/readers)",
)
needs_rapper = pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (Debian package raptor2-utils) is missing")
ID = "https://w3id.org/policygraph/id/"
ODD = 'tab\there, "quoted", <b>&amp;</b>\nnext line\r, 博士农场 | 甲；乙;丙 𠮷'


@pytest.fixture(scope="module")
def made(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """
    The built-in graph in every format.
    """
    folder = tmp_path_factory.mktemp("exports")
    for form in FORMATS:
        export(built.out, form, folder / form)
    return {form: folder / form for form in FORMATS}


@pytest.fixture(scope="module")
def rows(store: Store) -> tuple[list[Node], list[Edge]]:
    found = Rows(store)
    return list(found.nodes()), list(found.edges())


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """
    A graph that is none of ours: not sorted, with blank nodes, odd texts, and two things whose IRIs end alike.
    """
    quads = [
        f'<{ID}b> <{iri("rdfs:label")}> "=1+1\\u0007"@zh .',
        f"<{ID}b> <{iri('rdf:type')}> <{iri('eli:LegalResource')}> .",
        f"<{ID}a> <{iri('rdf:type')}> <{iri('eli:LegalResource')}> .",
        str(ox.Quad(ox.NamedNode(f"{ID}a"), ox.NamedNode(iri("rdfs:label")), ox.Literal(ODD, language="zh"))) + " .",
        f"<https://example.org/id/a> <{iri('rdf:type')}> <{iri('eli:LegalResource')}> .",
        f"_:x <{iri('rdf:type')}> <{iri('eli:LegalResource')}> .",
        f"<{ID}a> <{iri('eli:cites')}> _:x .",
    ]
    for path in ("eli:cites", "eli:based_on"):
        quads += [f"<{ID}a> <{iri(path)}> <{ID}b>{graph} ." for graph in ("", f" <{ID}s/p/1/p1>")]
    quads += [
        f'<{ID}s/p/1/p1> <{iri("pg:locator")}> "p/1/p1" .',
        f"<{ID}s/p/1/p1> <{iri('pg:modality')}> <{iri('pg:stated')}> .",
        f"<{ID}s/p/1/p1> <{iri('dcterms:isPartOf')}> <{ID}s> .",
    ]
    path = tmp_path / "foreign.nq"
    path.write_text("\n".join(quads) + "\n", encoding="utf-8")
    return path


def quads_of(path: Path, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(path=str(path), format=form))


def links(edges: list[Edge]) -> Counter[tuple[str, ...]]:
    return Counter((e.source, e.property, e.target, e.modality) for e in edges)


def node_read(script: str, path: Path) -> Any:
    done = subprocess.run(["node", READERS / script, path], capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def duckdb_read(sql: str) -> list[list[Any]]:
    """
    Run DuckDB in a process of its own: when it ends it complains about what pytest still holds.
    """
    code = "import duckdb, json, sys; json.dump(duckdb.sql(sys.argv[1]).fetchall(), sys.stdout, default=str)"
    done = subprocess.run([sys.executable, "-c", code, sql], capture_output=True, check=True, timeout=60)
    return json.loads(done.stdout)


def test_the_rows_are_the_network(store: Store, rows: tuple[list[Node], list[Edge]]):
    """
    What is measured here and what is measured elsewhere must be the same graph.
    """
    graph = network(store)

    assert {node.thing.id for node in rows[0]} == set(graph)
    assert links(rows[1]) == Counter((s, d["property"], t, d["modality"]) for s, t, d in graph.edges(data=True))
    assert len({edge.id for edge in rows[1]}) == len(rows[1])


def test_igraph_reads_all_of_the_graphml(made: dict[str, Path], rows: tuple[list[Node], list[Edge]]):
    nodes, edges = rows
    back = igraph.Graph.Read_GraphML(str(made["graphml"]))
    names = back.vs["id"]

    assert back.is_directed()
    assert names == [node.thing.id for node in nodes]
    assert back.vs["label"] == [node.thing.label for node in nodes]
    assert back.vs["label_en"] == [node.thing.english for node in nodes]
    assert back.vs["kind"] == [node.thing.kind for node in nodes]
    found = [(names[e.source], e["property"], names[e.target], e["modality"], e["citations"]) for e in back.es]
    assert found == [
        (e.source, e.property, e.target, e.modality, " | ".join(c.words[0] for c in e.citations)) for e in edges
    ]
    assert len({(e.source, e.target) for e in edges}) < len(edges), "no parallel links"


def test_networkx_tells_parallel_links_apart_by_their_ids(made: dict[str, Path], rows: tuple[list[Node], list[Edge]]):
    back = nx.read_graphml(made["graphml"], force_multigraph=True)

    assert {key for *_, key in back.edges(keys=True)} == {edge.id for edge in rows[1]}


@node_reads
def test_graphology_reads_all_of_the_gexf(made: dict[str, Path], rows: tuple[list[Node], list[Edge]]):
    nodes, edges = rows
    back = node_read("gexf.cjs", made["gexf"])

    assert back["multi"]
    assert {n["key"]: (n["label"], n["label_en"], n["kind"]) for n in back["nodes"]} == {
        n.thing.id: (n.thing.label, n.thing.english or None, n.thing.kind) for n in nodes
    }
    assert Counter((e["source"], e["property"], e["target"], e["modality"]) for e in back["edges"]) == links(edges)
    assert {e["key"] for e in back["edges"]} == {edge.id for edge in edges}


def test_the_gexf_says_when_each_thing_is_there(made: dict[str, Path], rows: tuple[list[Node], list[Edge]]):
    """
    Gephi's timeline shows a thing from its first possible day to its last; one without dates is always there.
    """
    nodes = ET.parse(made["gexf"]).iter("{http://gexf.net/1.3}node")
    spells = {
        node.get("id"): [(s.get("start"), s.get("end")) for s in node.iter("{http://gexf.net/1.3}spell")]
        for node in nodes
    }

    for node in rows[0]:
        days = [(opened(s.begin_earliest) or None, opened(s.end_latest) or None) for s in node.spans]
        assert spells[node.thing.id] == days
    assert spells["doctor-farm"][0][1] is None, "no source ends it"
    assert any(end for found in spells.values() for _, end in found)
    assert nx.read_gexf(made["gexf"], version="1.3").graph["mode"] == "dynamic"


def test_a_link_that_held_for_a_time_has_its_days(small: Path, tmp_path: Path):
    """
    The record says: participant since 2017, until June 2023.
    """
    build(small, tmp_path / "out")
    edges = [e for e in Rows(open_store(tmp_path / "out")).edges() if (e.source, e.target) == ("farm", "city")]

    assert [e.span and (e.span.begin_earliest, e.span.end_latest) for e in edges] == [
        (date(2017, 1, 1), date(2023, 6, 30))
    ]
    export(tmp_path / "out", "gexf", tmp_path / "g.gexf")
    assert '<spell start="2017-01-01" end="2023-06-30"/>' in (tmp_path / "g.gexf").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "neo4j"])
def test_pandas_and_duckdb_read_the_same_from_csv(
    made: dict[str, Path], rows: tuple[list[Node], list[Edge]], form: str
):
    for name, count in (("nodes", len(rows[0])), ("edges", len(rows[1]))):
        path = made[form] / f"{name}.csv"
        frame = pd.read_csv(path, dtype="string", keep_default_na=False)
        table = duckdb_read(f"FROM read_csv('{path}', all_varchar = true, header = true)")
        assert len(frame) == len(table) == count
        assert [tuple(row) for row in frame.to_numpy()] == [tuple(v or "" for v in row) for row in table]


def test_neo4j_gets_typed_headers_and_ends_that_exist(made: dict[str, Path]):
    nodes = pd.read_csv(made["neo4j"] / "nodes.csv", dtype="string", keep_default_na=False)
    edges = pd.read_csv(made["neo4j"] / "edges.csv", dtype="string", keep_default_na=False)

    assert {"id:ID", ":LABEL", "label:string", "begin_earliest:date", "aliases:string[]"} <= set(nodes)
    assert {":START_ID", ":END_ID", ":TYPE", "passages:string[]", "end_latest:date"} <= set(edges)
    assert {*edges[":START_ID"], *edges[":END_ID"]} <= set(nodes["id:ID"])
    assert nodes["id:ID"].is_unique
    assert {*nodes[":LABEL"]} >= {"Policy", "Programme", "Region"}
    assert edges[":TYPE"].str.fullmatch(r"\w+").all()
    raw = (made["neo4j"] / "nodes.csv").read_text(encoding="utf-8")
    assert raw.count("\n") == len(nodes) + 1, "a text broke a line"


def test_parquet_keeps_types_in_three_programs(made: dict[str, Path], rows: tuple[list[Node], list[Edge]]):
    """
    Days are days even where pandas' nanoseconds end, and lists are lists.
    """
    path = made["parquet"] / "nodes.parquet"
    types = {name: kind for name, kind, *_ in duckdb_read(f"DESCRIBE FROM '{path}'")}

    assert (types["begin_earliest"], types["aliases"]) == ("DATE", "VARCHAR[]")
    farm = next(node for node in rows[0] if node.thing.id == "doctor-farm")
    ends = (date(9999, 12, 31), list(farm.thing.aliases), farm.thing.label)
    told = duckdb_read(f"SELECT end_latest, aliases, label FROM '{path}' WHERE id = 'doctor-farm'")
    assert told == [[str(ends[0]), *ends[1:]]]
    frame = pl.read_parquet(path)
    assert frame.filter(pl.col("id") == "doctor-farm")["end_latest"].to_list() == [ends[0]]
    assert list(pd.read_parquet(path)["id"]) == [node.thing.id for node in rows[0]]
    assert pl.read_parquet(made["parquet"] / "edges.parquet")["id"].to_list() == [edge.id for edge in rows[1]]


def test_every_statement_of_a_passage_is_a_row(built: Built, made: dict[str, Path]):
    """
    A row for each quad of evidence; the words of a date stand in the row of the date.
    """
    words = ox.NamedNode(iri("pg:words"))
    evidence = quads_of(built.out / "graph.nq", ox.RdfFormat.N_QUADS)
    evidence = {q for q in evidence if q.graph_name != ox.DefaultGraph()}
    told = pl.read_parquet(made["parquet"] / "statements.parquet")

    assert len(told) == len([q for q in evidence if q.predicate != words])
    assert set(told["modality"]) == {"stated", "inferred"}
    assert told["page"].dtype == pl.Int64
    assert {q.object.value for q in evidence if q.predicate == words} == set(told["words"].drop_nulls())


def test_rdf_is_what_the_build_made(built: Built, made: dict[str, Path]):
    for form in ("nq", "ttl", "jsonld"):
        assert made[form].read_bytes() == (built.out / f"graph.{form}").read_bytes()


@pytest.mark.parsers
@needs_rapper
@pytest.mark.parametrize(("form", "reader"), [("nq", "nquads"), ("ttl", "turtle")])
def test_rapper_reads_as_many_triples(built: Built, made: dict[str, Path], form: str, reader: str):
    done = subprocess.run(["rapper", "-i", reader, "-c", made[form]], capture_output=True, text=True, check=True)
    quads = quads_of(built.out / "graph.nq", ox.RdfFormat.N_QUADS)
    wanted = len(quads) if form == "nq" else len({q for q in quads if q.graph_name == ox.DefaultGraph()})

    assert f"returned {wanted} triples" in done.stderr


def unreified(path: Path) -> set[ox.Quad]:
    """
    Turn RDF 1.2 back into quads: what a passage reifies stands in its graph, what a proposal reifies is proposed.
    """
    triples = quads_of(path, ox.RdfFormat.TURTLE)
    proposals = {q.subject for q in triples if q.object == ox.NamedNode(iri("pg:Proposal"))}
    found = set()
    for quad in triples:
        term = quad.object
        if not isinstance(term, ox.Triple):
            found.add(quad)
        elif quad.subject in proposals:
            for part, value in zip(("subject", "predicate", "object"), (*term,), strict=True):
                found.add(ox.Quad(quad.subject, ox.NamedNode(iri(f"rdf:{part}")), value))
        else:
            found.add(ox.Quad(*term, quad.subject))
    return found


def test_rdf_1_2_holds_all_evidence_in_triple_terms(built: Built, made: dict[str, Path]):
    assert unreified(made["rdf12"]) == quads_of(built.out / "graph.nq", ox.RdfFormat.N_QUADS)


@node_reads
def test_another_parser_of_rdf_1_2_reads_as_many_triple_terms(made: dict[str, Path]):
    triples = quads_of(made["rdf12"], ox.RdfFormat.TURTLE)
    back = node_read("rdf12.cjs", made["rdf12"])

    assert back == {"triples": len(triples), "terms": sum(isinstance(q.object, ox.Triple) for q in triples)}


def test_without_inference_nothing_rests_on_it(built: Built, store: Store, tmp_path: Path):
    """
    What is also stated stays; a date or time in force that is only inferred goes with the fact.
    """
    export(built.out, "nq", tmp_path / "g.nq", inferred=False)
    whole, left = (quads_of(p, ox.RdfFormat.N_QUADS) for p in (built.out / "graph.nq", tmp_path / "g.nq"))
    stated = {str(row["g"]) for row in store.select("SELECT ?g { ?g pg:modality pg:stated }", prefixes=PREFIXES)}
    named = {q.graph_name.value for q in left if q.graph_name != ox.DefaultGraph()}

    assert left < whole
    assert {q for q in whole if q.graph_name != ox.DefaultGraph() and q.graph_name.value in stated} <= left
    assert named <= stated
    backed = {q.triple for q in whole if q.graph_name != ox.DefaultGraph()}
    kept = {q.triple for q in left if q.graph_name != ox.DefaultGraph()}
    assert not {q.triple for q in left if q.graph_name == ox.DefaultGraph()} & (backed - kept)
    assert not any("/inferred/" in str(term) for q in left for term in (q.subject, q.object))
    with open_store(tmp_path / "g.nq") as less:
        assert {edge.modality for edge in Rows(less).edges()} == {"stated"}
        assert list(Rows(less).edges()) == list(Rows(store, inferred=False).edges())
        dated = [
            [(n.thing.iri, n.dates, n.spans) for n in r.nodes()] for r in (Rows(less), Rows(store, inferred=False))
        ]
        assert dated[0] == dated[1]


def test_a_proposal_is_a_link_only_when_asked_for(store: Store, rows: tuple[list[Node], list[Edge]]):
    asked = list(Rows(store, proposed=True).edges())

    assert {e.modality for e in rows[1]} == {"stated", "inferred"}
    assert {e.modality for e in asked} == {"stated", "inferred", "planned", "proposed"}
    assert [e for e in asked if e.modality in ("stated", "inferred")] == rows[1]
    assert all(e.citations for e in asked)
    assert {s.modality for s in Rows(store, proposed=True).statements()} > {"planned", "proposed"}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(built: Built, made: dict[str, Path], form: str, tmp_path: Path):
    for path in export(built.out, form, tmp_path / form):
        other = made[form] if path.name == form else made[form] / path.name
        assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_foreign_graph_leaves_whole(foreign: Path, tmp_path: Path, form: str):
    """
    Not sorted, with blank nodes and odd texts: still nothing is lost, and every file can be read.
    """
    out = tmp_path / "x"
    export(foreign, form, out)
    quads = quads_of(foreign, ox.RdfFormat.N_QUADS)
    plain = {q for q in quads if q.graph_name == ox.DefaultGraph()}
    if form == "nq":
        assert quads_of(out, ox.RdfFormat.N_QUADS) == quads
    elif form == "rdf12":
        assert unreified(out) == quads
    elif form in ("ttl", "jsonld"):
        back = ox.Dataset(
            ox.parse(path=str(out), format=ox.RdfFormat.TURTLE if form == "ttl" else ox.RdfFormat.JSON_LD)
        )
        same = ox.Dataset(plain)
        for both in (back, same):
            both.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        assert back == same
    elif form == "graphml":
        back = igraph.Graph.Read_GraphML(str(out))
        assert sorted(back.vs["id"]) == ["b", "https://example.org/id/a", f"{ID}a"]
        assert back.vs.find(id=f"{ID}a")["label"] == ODD
        assert back.vs.find(id="b")["label"] == "=1+1 "
        assert back.ecount() == 2
    elif form == "gexf":
        label = {n.get("id"): n.get("label") for n in ET.parse(out).iter("{http://gexf.net/1.3}node")}
        assert label[f"{ID}a"] == ODD
    else:
        assert sorted(path.stem for path in out.iterdir())[:2] == ["edges", "nodes"]


def test_a_spreadsheet_runs_no_label_and_parquet_keeps_it(foreign: Path, tmp_path: Path):
    export(foreign, "csv", tmp_path / "csv")
    export(foreign, "parquet", tmp_path / "parquet")

    assert "'=1+1 " in (tmp_path / "csv" / "nodes.csv").read_text(encoding="utf-8")
    assert "=1+1\x07" in pl.read_parquet(tmp_path / "parquet" / "nodes.parquet")["label"].to_list()


@given(st.text())
def test_any_text_comes_back_from_xml(text: str):
    """
    All but what XML cannot hold, which becomes a space.
    """
    written = clean(text).translate(ESCAPES)
    back = ET.fromstring(f'<a v="{written}">{written}</a>')

    assert back.get("v") == (back.text or "") == REFUSED.sub(" ", text)
