"""
A folder is opened only when every byte that is read is one that the build vouched for.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import StoreError
from policygraph.store import build_store, compaction, fill_store, open_store

QUADS = b"".join(
    b'<https://example.org/%d> <https://example.org/p> "%d" .\n<https://example.org/%d> <https://example.org/p> '
    b'"%d" <https://example.org/g> .\n' % (n, n, n, n)
    for n in range(500)
)
COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


def manifest(folder: Path) -> None:
    data = (folder / "graph.nq").read_bytes()
    files = {"graph.nq": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}}
    (folder / "build.json").write_text(json.dumps({"files": files}), encoding="utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """
    A folder as a build leaves it.
    """
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "graph.nq").write_bytes(QUADS)
    manifest(folder)
    return folder


@pytest.fixture
def large(out: Path) -> Path:
    """
    A folder as a build of a very large graph leaves it.
    """
    build_store(out / "graph.nq", out / "store")
    return out


def count(where: Path | str) -> int:
    with open_store(where) as store:
        return next(iter(store.select(COUNT)))["n"].value


def error_of(where: Path | str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(where)
    return caught.value


def test_a_file_and_a_folder_open_alike(out):
    """
    A person who was sent the file alone can ask it the same questions.
    """
    assert count(out) == count(str(out / "graph.nq")) == 1000


def test_where_nothing_was_built_the_error_says_what_to_run(tmp_path):
    """
    It is the first thing that a new user meets.
    """
    assert error_of(tmp_path).code == error_of(tmp_path / "out").code == error_of(tmp_path / "graph.nq").code == "E501"
    assert "policygraph build" in error_of(tmp_path).text("zh")


@pytest.mark.parametrize("change", [QUADS[:-1], QUADS + b"\n", QUADS.replace(b'"7"', b'"8"'), b""])
def test_a_graph_that_the_manifest_does_not_vouch_for_is_refused(out, change):
    """
    A build that was interrupted leaves a new graph beside an old manifest, perhaps of the same size.
    """
    (out / "graph.nq").write_bytes(change)

    assert error_of(out).code == "E502"
    assert error_of(out).params["name"] == "graph.nq"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"files": []}', '{"files": {"graph.nq": 1}}', '{"files": {"graph.nq": {"bytes": 1}}}', "\ud800"],
)
def test_a_damaged_manifest_vouches_for_nothing(out, text):
    """
    It is written last, so a damaged one is as good as none.
    """
    (out / "build.json").write_bytes(text.encode(errors="surrogatepass"))

    assert error_of(out).code == "E502"


def test_a_graph_without_a_manifest_is_refused(out):
    """
    The manifest comes last: without it the build did not end.
    """
    (out / "build.json").unlink()

    assert error_of(out).code == "E502"


def test_a_manifest_without_a_graph_is_refused(out):
    """
    Something that the build made is gone; "nothing was built" would be wrong.
    """
    (out / "graph.nq").unlink()

    assert error_of(out).code == "E502"


def test_damaged_quads_are_named_with_their_line(tmp_path):
    """
    A person can look at that line; half a graph would answer wrongly.
    """
    path = tmp_path / "graph.nq"
    path.write_bytes(QUADS[:200].rsplit(b"\n", 1)[0] + b"\n<a:b> <a:b> .\n")

    assert error_of(path).code == "E503"
    assert "line 4" in str(error_of(path))


def test_quads_that_the_build_itself_wrote_wrongly_are_damaged_not_interrupted(out):
    """
    Building again would not help, so the error must not ask for it.
    """
    (out / "graph.nq").write_bytes(b"<a:b> <a:b> .\n")
    manifest(out)

    assert error_of(out).code == "E503"


@pytest.mark.parametrize("where", ["http://127.0.0.1:9/sparql", "https://example.org/", "file:///tmp/graph.nq"])
def test_an_address_is_no_graph(where):
    """
    Nothing is fetched from the network unasked.
    """
    assert error_of(where).code == "E514"


def test_another_file_is_no_graph(out):
    """
    Turtle holds no graphs of passages, so its answers would have no citations.
    """
    (out / "graph.ttl").write_text("<a:b> <a:b> <a:b> .")

    assert error_of(out / "graph.ttl").code == "E514"


def test_a_store_on_disk_answers_like_the_graph_in_memory(large):
    """
    It is the same graph, only too large to be read at each start.
    """
    assert count(large) == 1000


def test_reading_a_store_on_disk_changes_no_byte_of_it(large):
    """
    Several people may read one folder, on a medium that cannot be written.
    """
    state = lambda: {p.name: (p.stat().st_size, p.stat().st_mtime_ns) for p in (large / "store").iterdir()}  # noqa: E731
    before = state()
    count(large)

    assert state() == before


def test_a_store_made_from_another_graph_is_refused(large):
    """
    It was left by an earlier build, and would answer with that build's facts.
    """
    (large / "graph.nq").write_bytes(QUADS.replace(b'"7"', b'"8"'))
    manifest(large)

    assert error_of(large).code == "E502"
    assert error_of(large).params["name"] == "store"


def test_a_store_that_does_not_say_what_it_was_made_from_is_refused(large):
    """
    That note is written last, so the store is unfinished.
    """
    (large / "store" / "origin.json").unlink()

    assert error_of(large).code == "E502"


def test_a_damaged_store_is_an_error_of_ours(large):
    """
    The engine's own words alone do not say which file, nor in which language.
    """
    (large / "store" / "CURRENT").write_text("nonsense")

    assert error_of(large).code == "E503"


def test_a_store_is_replaced_whole(large):
    """
    Building twice gives the second graph, and nothing of the first or of the work between stays.
    """
    (large / "graph.nq").write_bytes(b"<a:s> <a:p> <a:o> .\n")
    manifest(large)
    build_store(large / "graph.nq", large / "store")

    assert count(large) == 1
    assert sorted(p.name for p in large.iterdir()) == ["build.json", "graph.nq", "store"]


def test_a_damaged_graph_leaves_the_store_as_it_was(large):
    """
    Whole or not at all.
    """
    bad = large.parent / "bad.nq"
    bad.write_bytes(QUADS + b"nonsense\n")
    with pytest.raises(StoreError, match=r"E503 .*line 1001"):
        build_store(bad, large / "store")

    assert count(large) == 1000
    assert sorted(p.name for p in large.iterdir()) == ["build.json", "graph.nq", "store"]


def test_a_missing_graph_cannot_become_a_store(tmp_path):
    """
    An error of ours, that names the file.
    """
    with pytest.raises(StoreError, match=r"E011 .*none\.nq"):
        build_store(tmp_path / "none.nq", tmp_path / "store")

    assert list(tmp_path.iterdir()) == []


def test_a_built_folder_can_be_moved(large, tmp_path):
    """
    People copy folders to other machines; no path is kept inside.
    """
    moved = shutil.move(large, tmp_path / "elsewhere")

    assert count(moved) == 1000


def test_a_store_of_many_pieces_is_merged_like_one_of_a_single_piece(tmp_path: Path):
    """
    Whoever reads a store of layers looks into each of them for every thing.
    """
    lines = [f'<https://example.org/{n * 7919 % 1000:03}> <https://example.org/p> "{n}" .\n' for n in range(1000)]
    whole, parted = tmp_path / "whole", tmp_path / "parted"

    fill_store(["".join(lines).encode()], whole)
    fill_store(["".join(lines[at : at + 100]).encode() for at in range(0, 1000, 100)], parted)

    assert len(list(parted.glob("*.sst"))) == len(list(whole.glob("*.sst")))
    assert len(ox.Store.read_only(str(parted))) == 1000


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="Only Linux lets single threads wait")
def test_the_engine_merges_only_where_a_processor_has_nothing_else_to_do(tmp_path: Path):
    """
    The threads are found by a name that RocksDB gives them: should it change, this is where it shows.
    """
    engine = ox.Store(str(tmp_path / "store"))
    for number in range(4):
        engine.bulk_load(f"<a:{number}> <a:p> <a:o> .\n".encode(), ox.RdfFormat.N_QUADS)
    merging = [int(t.name) for t in compaction.THREADS.iterdir() if (t / "comm").read_text().startswith("rocksdb:low")]
    assert merging

    compaction.wait()
    assert {os.sched_getscheduler(thread) for thread in merging} == {os.SCHED_IDLE}

    compaction.merge(engine)
    assert {os.sched_getscheduler(thread) for thread in merging} == {os.SCHED_OTHER}
