"""
The main job: the graph says what the records say, the same bytes each time, whole or not at all.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from policygraph.build import build
from policygraph.columns import columns_of
from policygraph.errors import DataError, StoreError
from policygraph.ontology import PREFIXES
from policygraph.publish import publish
from policygraph.sortedlines import SortedLines, write
from policygraph.store import Store, open_store

ID = PREFIXES["id"]


@pytest.fixture
def graph(small: Path, tmp_path: Path) -> Store:
    build(small, tmp_path / "out")
    return open_store(tmp_path / "out")


def ask(store: Store, pattern: str) -> bool:
    return len(store.select(f"SELECT * WHERE {{ {pattern} }}", prefixes=PREFIXES)) > 0


def values(store: Store, pattern: str) -> set[str]:
    return {str(row["x"]) for row in store.select(f"SELECT ?x WHERE {{ {pattern} }}", prefixes=PREFIXES)}


def test_two_builds_give_the_same_bytes(small: Path, tmp_path: Path):
    """
    Nobody can review a graph that changes when nothing has changed.
    """
    for name in ("a", "b"):
        publish(small, tmp_path / name)

    made = everything(tmp_path / "a")
    assert {"graph.nq", "graph.ttl", "graph.jsonld", "graph.html", "graph.gexf", "graph.graphml"} <= made.keys()
    assert "columns/arrays" in made
    assert made == everything(tmp_path / "b")


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_graph_nq_is_sorted_and_has_no_blank_node(small: Path, tmp_path: Path):
    build(small, tmp_path)

    lines = (tmp_path / "graph.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))
    assert not [line for line in lines if b"_:" in line.split(b'"')[0]]


def test_a_stated_fact_is_a_plain_triple_and_stands_in_its_passage(graph: Store):
    fact = "id:farm pg:establishedBy id:farm-plan"

    assert ask(graph, fact)
    assert values(graph, f"GRAPH ?x {{ {fact} }}") == {f"{ID}report/one/1.1/t1/r4"}
    passage = "?g pg:locator ?x ; pg:modality pg:stated ; pg:page 2 ; dcterms:isPartOf id:report"
    assert values(graph, f"GRAPH ?g {{ {fact} }} {passage}") == {"one/1.1/t1/r4"}


def test_an_inferred_fact_stands_in_a_graph_with_its_reason(graph: Store):
    pattern = "GRAPH ?g { id:farm-plan eli:passed_by id:office } ?g pg:modality pg:inferred ; pg:why ?x"

    assert values(graph, pattern) == {"表中只写区名", "the table names the district only"}


def test_a_proposal_is_never_a_direct_triple(graph: Store):
    """
    Who asks what exists must not be told what somebody recommends, whatever the engine's default graph is.
    """
    direct = "id:farm-abroad dcterms:isPartOf id:farm"
    text = f"SELECT * WHERE {{ {{ {direct} }} UNION {{ GRAPH ?g {{ {direct} }} }} }}"

    assert not len(graph.select(text, prefixes=PREFIXES))
    assert not len(graph.select(text, prefixes=PREFIXES, union=True))
    node = "?p a pg:Proposal ; rdf:subject id:farm-abroad ; rdf:predicate dcterms:isPartOf ; rdf:object id:farm"
    assert ask(graph, f"{node} ; pg:modality pg:proposed ; pg:passage id:report\\/two\\/1\\/p3")
    assert ask(graph, 'id:farm-abroad a pg:ProposedThing ; pg:proposedKind pg:Programme ; rdfs:label "海外农场"@zh')
    assert not ask(graph, "id:farm-abroad a pg:Programme")


def test_two_passages_that_agree_are_two_graphs(graph: Store):
    found = values(graph, "GRAPH ?x { id:city-measures eli:jurisdiction id:city }")

    assert found == {f"{ID}report/one/1.1/t1/r5", f"{ID}report/two/1/p2"}


def test_superclasses_are_written_out(graph: Store):
    """
    Engines do not reason, and yet who asks for organisations wants agencies too.
    """
    assert ask(graph, "id:office a org:FormalOrganization , org:Organization")
    assert ask(graph, "id:city a eli:AdministrativeArea , dcterms:Location")


def test_every_date_has_its_role_its_words_and_all_four_days(graph: Store):
    pattern = (
        "id:farm-plan pg:time ?t . ?t pg:role pg:dated ; pg:edtf '2022-04'^^edtf:EDTF ; pg:words ?x ;"
        " pg:beginEarliest '2022-04-01'^^xsd:date ; pg:beginLatest '2022-04-30'^^xsd:date ;"
        " pg:endEarliest '2022-04-01'^^xsd:date ; pg:endLatest '2022-04-30'^^xsd:date"
    )
    assert values(graph, pattern) == {"2022 年 4 月"}
    bounds = "?t pg:beginEarliest ?a ; pg:beginLatest ?b ; pg:endEarliest ?c ; pg:endLatest ?d"
    undated = f"?t a pg:Time FILTER NOT EXISTS {{ {bounds} }}"
    assert not ask(graph, undated)


def test_elis_own_date_is_written_only_when_the_day_is_known(graph: Store):
    assert ask(graph, "id:city-measures eli:date_document '2023-05-01'^^xsd:date")
    assert not ask(graph, "id:farm-plan eli:date_document ?day")


def test_in_force_begins_with_the_later_of_date_and_period_and_says_why(graph: Store):
    """
    A plan for 2023–2026 issued on 1 May 2023 did not bind anybody in January 2023, but did in June.
    """
    pattern = (
        "id:city-measures pg:inForce ?f . ?f pg:beginEarliest '2023-05-01'^^xsd:date ;"
        " pg:beginLatest '2023-05-01'^^xsd:date ;"
        " pg:why '来源给出了期限'@zh ;"
        " pg:endLatest '2026-12-31'^^xsd:date ; pg:basis ?x"
    )
    assert len(values(graph, pattern)) == 2


def test_a_replaced_document_ends_on_the_day_before_the_next_begins(graph: Store):
    pattern = "id:old-measures pg:inForce ?f . ?f pg:why 'another document repeals or replaces it'@en ; pg:endLatest ?x"

    assert values(graph, pattern) == {"2023-04-30"}


def test_a_thing_is_certain_only_as_long_as_its_source_vouches_for_it(graph: Store):
    """
    `current: 2024-08` says that it ran on some day of August 2024; nobody knows of September.
    """
    pattern = "id:farm pg:inForce ?f . ?f pg:endEarliest '2024-08-01'^^xsd:date ; pg:endLatest ?x"

    assert values(graph, pattern) == {"9999-12-31"}


def test_a_dated_membership_is_a_role_of_its_own_and_the_plain_link_stays(graph: Store):
    assert ask(graph, "id:farm pg:participant id:city")
    pattern = "?m a org:Membership ; org:organization id:farm ; org:member id:city ; pg:time/pg:edtf ?x"
    assert values(graph, pattern) == {"2017/2023-06"}


def test_our_translations_stand_in_the_plain_reading_only(graph: Store):
    assert ask(graph, 'id:farm rdfs:label "Farm"@en')
    assert not ask(graph, 'GRAPH ?g { id:farm rdfs:label "Farm"@en }')
    assert ask(graph, 'GRAPH ?g { id:farm rdfs:label "农场"@zh }')


def test_turtle_and_json_ld_hold_exactly_the_plain_reading(small: Path, tmp_path: Path):
    """
    Three files, one graph: read back by rdflib, which wrote none of them.
    """
    build(small, tmp_path)
    plain = Dataset().parse(tmp_path / "graph.nq", format="nquads").default_graph  # type: ignore[union-attr]
    dataset = Dataset()
    dataset.parse(tmp_path / "graph.nq", format="nquads")
    plain = dataset.default_graph

    assert isomorphic(Graph().parse(tmp_path / "graph.ttl"), plain)
    assert isomorphic(Graph().parse(tmp_path / "graph.jsonld", format="json-ld"), plain)


def test_statements_csv_lists_every_statement_once_and_holds_no_formula(small: Path, tmp_path: Path):
    text = "- policy: x\n  title: '=HYPERLINK(\"http://evil\")'\n  at: report/one/1.1/p1\n"
    (small / "z.yaml").write_text(text, encoding="utf-8")
    built = build(small, tmp_path / "out")

    raw = (tmp_path / "out" / "statements.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert len(rows) == built.statements == len({row["id"] for row in rows})
    assert [r["value"][0] for r in rows if r["subject"] == "x"] == ["'"]
    plan = next(r for r in rows if r["subject"] == "farm-plan" and r["key"] == "dated")
    assert (plan["value"], plan["modality"], plan["locator"], plan["page"]) == (
        "2022-04",
        "stated",
        "one/1.1/t1/r4",
        "2",
    )


def test_hostile_text_stays_text(small: Path, tmp_path: Path):
    """
    Quotes, backslashes and angle brackets in a title neither end a literal nor begin another triple.
    """
    title = '甲" . <http://evil/s> <http://evil/p> "乙\\'
    line = json.dumps({"policy": "x", "title": title, "at": "report/one/1.1/p1"}, ensure_ascii=False)
    (small / "z.jsonl").write_text(line + "\n", encoding="utf-8")
    build(small, tmp_path / "out")
    store = open_store(tmp_path / "out")

    assert values(store, "id:x dcterms:title ?x") == {title}
    assert not ask(store, "<http://evil/s> ?p ?o")


def test_nothing_is_built_from_data_with_errors_and_the_last_build_stays(small: Path, tmp_path: Path):
    out = tmp_path / "out"
    build(small, out)
    before = everything(out)
    (small / "z.yaml").write_text("- policy: x\n", encoding="utf-8")

    with pytest.raises(DataError):
        build(small, out)

    assert everything(out) == before


def test_a_half_written_build_is_never_answered_from(small: Path, tmp_path: Path):
    """
    Whoever reads while or after a build dies must hear of it, not get half an answer.
    """
    out = tmp_path / "out"
    build(small, out)
    (out / "graph.nq").write_bytes((out / "graph.nq").read_bytes()[:-200])

    with pytest.raises(StoreError, match="E502"):
        open_store(out)


def test_a_build_killed_at_any_moment_leaves_the_old_one_or_the_new(small: Path, tmp_path: Path):
    """
    kill -9 at moments spread over a build: the folder then opens as one of the two, or says so.
    """
    out = tmp_path / "out"
    build(small, out)
    old = (out / "graph.nq").read_bytes()
    (small / "z.yaml").write_text("- policy: x\n  title: 新\n  at: report/one/1.1/p1\n", encoding="utf-8")
    build(small, tmp_path / "other")
    new = (tmp_path / "other" / "graph.nq").read_bytes()
    code = "import sys; from pathlib import Path; from policygraph.build import build; print(1, flush=True)\n"
    code += "while True: build(Path(sys.argv[1]), Path(sys.argv[2]))"

    for moment in range(12):
        child = subprocess.Popen([sys.executable, "-c", code, small, out], stdout=subprocess.PIPE, env=os.environ)
        assert child.stdout
        child.stdout.readline()
        time.sleep(0.03 + moment * 0.021)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        try:
            columns_of(open_store(out))
        except StoreError as fault:
            assert fault.code == "E502"
        else:
            assert (out / "graph.nq").read_bytes() in (old, new)


def test_a_product_of_an_earlier_build_does_not_outlive_it(small: Path, tmp_path: Path):
    """
    A picture of last year's graph beside this year's would be believed.
    """
    build(small, tmp_path, products={"extra.txt": lambda graph, path: path.write_text("x") and None})
    (tmp_path / "mine.txt").write_text("the reader's own")
    build(small, tmp_path)

    assert not (tmp_path / "extra.txt").exists()
    assert (tmp_path / "mine.txt").exists()


def test_a_large_graph_gets_a_store_on_disk_and_says_what_was_not_made(small: Path, tmp_path: Path):
    built = build(small, tmp_path, large=3)

    assert "graph.ttl" in built.skipped
    assert (tmp_path / "store").is_dir()
    assert values(open_store(tmp_path), "id:farm rdfs:label ?x") == {"农场", "Farm"}


def test_of_a_large_graph_the_table_of_statements_is_written_when_asked_for(small: Path, tmp_path: Path):
    """
    No spreadsheet opens millions of rows, but who wants the table gets the same one.
    """
    built = build(small, tmp_path / "large", large=3)
    asked = build(small, tmp_path / "asked", large=3, statements=True)
    build(small, tmp_path / "plain")

    assert "statements.csv" in built.skipped
    assert "statements.csv" not in asked.skipped
    assert not (tmp_path / "large" / "statements.csv").exists()
    names = ("asked/statements.csv", "plain/statements.csv")
    assert len({(tmp_path / name).read_bytes() for name in names}) == 1


def test_sorting_on_disk_is_sorting(tmp_path: Path):
    """
    What does not fit in memory is sorted in runs; the result is the same, and repeats are dropped across runs.
    """
    lines = [f"{n * 7919 % 101} 平\n" for n in range(300)]
    small = SortedLines(tmp_path, run=16)
    for line in lines:
        small.add([line])

    assert write([small], tmp_path / "sorted").lines == 101
    assert (tmp_path / "sorted").read_text(encoding="utf-8") == "".join(sorted(set(lines)))
    assert {p.suffix for p in tmp_path.iterdir()} == {"", ".run"}


def test_evidence_enters_the_graph_as_positions_and_a_digest(small: Path, tmp_path: Path):
    """
    Who has the book can find the very stretch; who has not still sees whether it has changed.
    """
    row = "one/1.1/t1/r4\t120\t164\t0123456789abcdef\n"
    (small / "sources" / "report" / "evidence.tsv").write_text(f"passage\tstart\tend\tdigest\n{row}", encoding="utf-8")
    build(small, tmp_path)
    store = open_store(tmp_path)

    pattern = "?x pg:locator 'one/1.1/t1/r4' ; oa:start 120 ; oa:end 164 ; pg:modality pg:stated"
    pattern += " ; pg:digest '0123456789abcdef'"
    assert values(store, pattern) == {f"{ID}report/one/1.1/t1/r4"}
    rows = csv.DictReader((tmp_path / "statements.csv").read_text(encoding="utf-8-sig").splitlines())
    assert {(r["start"], r["end"]) for r in rows if r["locator"] == "one/1.1/t1/r4"} == {("120", "164")}
