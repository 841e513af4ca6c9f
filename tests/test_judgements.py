"""
Judgements: a merge is one line of data, and taking it back leaves everything as it was.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policygraph.build import build
from policygraph.errors import DataError
from policygraph.ontology import PREFIXES
from policygraph.store import Store, open_store

MORE = """
- agency: office-again
  label: {value: 甲区人民政府, en: People's Government of District A}
  region: city
  at: report/two/1/p1
- policy: later
  title: 甲区后续措施
  issuer: office-again
  issued: 2024-02-01
  replaces: farm-plan
  at: report/two/1/p2
"""
BY = "  by: a reader\n  on: 2026-11-22\n  why: 同一机关\n"


@pytest.fixture
def two_names(small: Path) -> Path:
    (small / "more.yaml").write_text(MORE, encoding="utf-8")
    return small


def built(data: Path, out: Path, judgements: str) -> tuple[Store, list[dict[str, str]]]:
    (data / "judgements.yaml").write_text(judgements, encoding="utf-8")
    build(data, out)
    rows = list(csv.DictReader((out / "statements.csv").read_text(encoding="utf-8-sig").splitlines()))
    return open_store(out), rows


def ask(store: Store, pattern: str) -> bool:
    return store.ask(f"ASK {{ {pattern} }}", prefixes=PREFIXES)


def test_a_merge_joins_what_is_said_of_both(two_names: Path, tmp_path: Path):
    store, rows = built(two_names, tmp_path / "o", f"- same: [office, office-again]\n{BY}")

    assert ask(store, "id:later eli:passed_by id:office")
    assert ask(store, "id:office dcterms:spatial id:district , id:city")
    assert ask(store, 'id:office rdfs:label "甲区政府"@zh ; skos:altLabel "甲区人民政府"@zh')
    assert ask(store, "id:office-again owl:sameAs id:office")
    assert not ask(store, "id:office-again a ?class")
    assert {r["canonical"] for r in rows if r["subject"] == "office-again"} == {"office"}


def test_undoing_the_line_undoes_the_merge_and_changes_no_statement(two_names: Path, tmp_path: Path):
    """
    An id hashes what was said, so receipts and comments that hang on it survive any judgement.
    """
    _, merged = built(two_names, tmp_path / "a", f"- same: [office, office-again]\n{BY}")
    store, apart = built(two_names, tmp_path / "b", "# nothing is judged\n[]\n")

    assert [r["id"] for r in merged] == [r["id"] for r in apart]
    assert ask(store, "id:later eli:passed_by id:office-again")
    (two_names / "judgements.yaml").unlink()
    build(two_names, tmp_path / "c")
    assert (tmp_path / "b" / "graph.nq").read_bytes() == (tmp_path / "c" / "graph.nq").read_bytes()


def test_merges_go_on_to_the_first_name(two_names: Path, tmp_path: Path):
    text = f"- same: [office-again, office]\n{BY}"
    store, _ = built(two_names, tmp_path / "o", text)

    assert ask(store, "id:office-again a org:FormalOrganization ; dcterms:spatial id:district")


def test_different_stands_in_the_graph_and_against_a_merge(two_names: Path, tmp_path: Path):
    different = f"- different: [office, office-again]\n{BY}"
    store, _ = built(two_names, tmp_path / "o", different)
    assert ask(store, "id:office owl:differentFrom id:office-again")

    with pytest.raises(DataError, match="E209"):
        built(two_names, tmp_path / "p", f"- same: [office, office-again]\n{BY}{different}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"- same: [office, nobody]\n{BY}", "E201"),
        (f"- same: [office, farm]\n{BY}", "E208"),
        (f"- same: [office]\n{BY}", "E212"),
        (f"- same: office\n{BY}", "E212"),
        (f"- same: [office, farm]\n  different: [office, farm]\n{BY}", "E212"),
        ("- same: [office, office-again]\n", "E211"),
        (f"- same: [office, office-again]\n{BY}  becuase: x\n", "E210"),
        ("- same: [office, office-again]\n  by: x\n  on: 2026-02-30\n  why: y\n", "E302"),
    ],
)
def test_a_faulty_judgement_is_a_clear_error(two_names: Path, tmp_path: Path, text: str, code: str):
    with pytest.raises(DataError) as fault:
        built(two_names, tmp_path / "o", text)

    assert "judgements.yaml:" in fault.value.text()
    assert f" {code} " in fault.value.text()
