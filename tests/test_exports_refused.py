"""
What an export refuses, keeps and tells: nothing of value is written over, and a fault leaves nothing half-made.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pytest
from conftest import run

from policygraph.build import Built, build
from policygraph.cli.sending import FORMATS as OFFERED
from policygraph.errors import PolicygraphError
from policygraph.exports import FORMATS, NETWORKS, Rows, export, triples
from policygraph.sortedlines import SortedLines
from policygraph.store import Store


def test_what_a_build_made_is_not_written_over(small: Path, tmp_path: Path):
    """
    ``statements.csv`` of the build is another table; its digest stands in the manifest.
    """
    build(small, tmp_path)
    before = (tmp_path / "statements.csv").read_bytes()

    for form, out in (("csv", tmp_path), ("ttl", tmp_path / "graph.ttl")):
        with pytest.raises(PolicygraphError, match="E632"):
            export(tmp_path, form, out)
    assert (tmp_path / "statements.csv").read_bytes() == before
    assert not list(tmp_path.glob("*/.exporting-*"))


def test_what_cannot_be_written_leaves_nothing(built: Built, tmp_path: Path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "keep").touch()

    for form, out in (("csv", tmp_path / "taken"), ("gexf", tmp_path / "full"), ("nq", tmp_path / "taken" / "x")):
        with pytest.raises(PolicygraphError, match="E631"):
            export(built.out, form, out)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["full", "keep", "taken"]
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_fault_on_the_way_keeps_the_file_that_was_there(tmp_path: Path):
    (tmp_path / "broken.nq").write_text("this is no graph\n", encoding="utf-8")
    (tmp_path / "g.ttl").write_text("mine", encoding="utf-8")

    with pytest.raises(PolicygraphError, match="E503"):
        export(tmp_path / "broken.nq", "ttl", tmp_path / "g.ttl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.nq", "g.ttl"]
    assert (tmp_path / "g.ttl").read_text(encoding="utf-8") == "mine"


def test_parquet_says_what_to_install(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(PolicygraphError, match=r"E608.*policygraph\[parquet\]"):
        export(built.out, "parquet", tmp_path / "p")


def test_rdf_takes_no_choice_that_it_cannot_keep(built: Built, tmp_path: Path):
    with pytest.raises(PolicygraphError, match="E610"):
        export(built.out, "ttl", tmp_path / "g.ttl", proposed=True)
    with pytest.raises(PolicygraphError, match="E606"):
        export(built.out, "xlsx", tmp_path / "g.xlsx")


def test_concepts_are_things_when_asked_for(store: Store):
    kinds = {node.thing.kind for node in Rows(store, concepts=True).nodes()}

    assert {"topic", "instrument"} <= kinds
    assert not {"observation", "source", "proposed-thing"} & kinds


def test_the_command_tells_what_it_wrote(built: Built, tmp_path: Path):
    done = run("export", "--format", "neo4j", "--out", "neo", "--store", str(built.out), "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["files"]) == {"neo/edges.csv", "neo/nodes.csv"}
    assert tuple(OFFERED) == FORMATS
    assert set(NETWORKS) < set(FORMATS)


def test_a_graph_too_large_to_be_sorted_in_memory_leaves_as_rdf_1_2(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    Its lines are sorted in files, which lay in the way of the export until it threw them away.
    """
    monkeypatch.setattr(triples, "SortedLines", partial(SortedLines, run=1_000))
    export(built.out, "rdf12", tmp_path / "sorted.ttl")
    monkeypatch.undo()
    export(built.out, "rdf12", tmp_path / "plain.ttl")

    assert [file.name for file in sorted(tmp_path.iterdir())] == ["plain.ttl", "sorted.ttl"]
    assert (tmp_path / "sorted.ttl").read_bytes() == (tmp_path / "plain.ttl").read_bytes()
