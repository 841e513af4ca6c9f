"""
The graph in shares: whatever their number, the same files, the same errors, and nothing of it left behind.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import signal
from functools import partial
from importlib import import_module
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph import apart, load, writing
from policygraph.build import build
from policygraph.errors import DataError, PolicygraphError
from policygraph.jsonl import read_jsonl, stretches
from policygraph.sortedlines import Run, SortedLines, Written, taken, write
from policygraph.tabular import cell

needs_fork = pytest.mark.skipif(not apart.FORKS, reason="needs a system that can copy a process (fork)")
SOURCE = """
source: report
title: 报告
name: 报告
publisher: 某社
place: 北京
published: 2024
document-code: M
outline:
  one: {name: 一, title: 一, sections: [{at: "1", number: 一, title: 一, units: {p1-p400: 1}}]}
"""


def record(number: int) -> str:
    earlier = f', "based-on": "p-{number - 7}"' if number > 7 else ""
    ended = f', "replaces": "p-{number - 9}"' if number > 9 and number % 3 == 0 else ""
    return (
        f'{{"policy": "p-{number}", "title": "办法之{number}，“{number % 5}”", '
        f'"dated": "{2000 + number % 24}-0{1 + number % 9}"{earlier}{ended}, "at": "one/1/p{number}"}}'
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "sources" / "report"
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(SOURCE, encoding="utf-8")
    lines = "".join(f"{record(number)}\n" for number in range(1, 400))
    (folder / "one.jsonl").write_text(lines, encoding="utf-8")
    (folder / "two.yaml").write_text("- policy: last\n  title: 末\n  at: one/1/p400\n", encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    As on a machine with three processors, with a file large enough to be parted.
    """
    monkeypatch.setattr(load, "PARTED", 100)
    monkeypatch.setattr(writing, "processors", lambda: 3)


def products(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.mark.parametrize("large", [50_000, 3])
def test_the_files_are_the_same_in_any_number_of_shares(
    data: Path, tmp_path: Path, large: int, request: pytest.FixtureRequest
):
    build(data, tmp_path / "one", large=large)
    request.getfixturevalue("shared")
    built = build(data, tmp_path / "three", large=large)

    assert products(tmp_path / "one") == products(tmp_path / "three")
    assert built.statements > 1000
    assert not [path for path in (tmp_path / "three").iterdir() if "share" in path.name or "part" in path.name]


@pytest.fixture(params=[100, 1_000_000])
def heavy(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    As with more records than are compiled before the store is begun: many runs and pieces, or one at the end.
    """
    builder = import_module("policygraph.build")
    monkeypatch.setattr(builder, "HEAVY", 0)
    monkeypatch.setattr(builder, "PIECE", 10_000)
    monkeypatch.setattr(writing, "SortedLines", partial(SortedLines, run=request.param))


@needs_fork
@pytest.mark.usefixtures("heavy")
def test_a_store_that_is_loaded_while_the_graph_is_compiled_holds_all_of_it(data: Path, tmp_path: Path):
    """
    The two sides hand each other files: none may be missed, whoever is the quicker, and none may stay.
    """
    build(data, tmp_path / "out", large=3)

    quads = set(ox.parse(path=str(tmp_path / "out" / "graph.nq"), format=ox.RdfFormat.N_QUADS))
    assert set(ox.Store.read_only(str(tmp_path / "out" / "store"))) == quads
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["build.json", "columns", "graph.nq", "store"]


@needs_fork
@pytest.mark.usefixtures("heavy")
def test_errors_are_told_and_nothing_stays_though_a_store_was_begun(data: Path, tmp_path: Path):
    (data / "sources" / "report" / "two.yaml").write_text(
        "- policy: last\n  titel: 末\n  at: one/1/p400\n", encoding="utf-8"
    )
    with pytest.raises(DataError):
        build(data, tmp_path / "out", large=3)

    assert not list((tmp_path / "out").iterdir())


def test_every_share_tells_its_errors_with_their_lines(data: Path, tmp_path: Path, request: pytest.FixtureRequest):
    """
    Errors of all shares come together, and those that only the whole can show: a circle, a name for two things.
    """
    file = data / "sources" / "report" / "one.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace("dated", "datd")
    lines[9] = lines[9].replace('"based-on": "p-3"', '"based-on": "p-390"')
    lines[388] = lines[388].replace("p-382", "p-10")
    lines[389] = lines[389].replace("p-383", "p-10")
    lines[397] = lines[397].replace('"at"', '"alias": "办法之1，“1”", "at"')
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as alone:
        build(data, tmp_path / "one")
    request.getfixturevalue("shared")
    with pytest.raises(DataError) as parted:
        build(data, tmp_path / "three")

    assert parted.value.problems == alone.value.problems
    assert [(p.place.line, p.code) for p in alone.value.problems] == [(5, "E103"), (390, "E203"), (398, "E204")]


@given(
    lines=st.lists(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=("Cs",)), max_size=30), max_size=40
    ),
    parts=st.integers(1, 9),
)
def test_stretches_are_all_lines_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], parts: int
):
    """
    Whatever the lines hold, each is in one stretch, and the number of lines before it is right.
    """
    path = tmp_path_factory.mktemp("s") / "file.jsonl"
    path.write_bytes("".join(f'["{n}"]\n{{"a": "{n}"}}\n' for n, _ in enumerate(lines)).encode())
    found, problems = [], []
    for stretch in stretches(path, parts):
        found += [(record["a"], record.place.line) for record in read_jsonl(path, "f", problems, stretch)]

    assert found == [(str(n), 2 * n + 2) for n, _ in enumerate(lines)]
    assert sorted(p.place.line for p in problems) == [2 * n + 1 for n, _ in enumerate(lines)]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_a_cell_is_what_the_csv_module_reads_back(text: str):
    """
    But for the apostrophe that keeps a formula from running.
    """
    read = next(csv.reader(io.StringIO(f"{cell(text)},x\r\n", newline="")))

    assert read[1] == "x"
    assert read[0] in (text, f"'{text}")


@given(
    runs=st.lists(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=4))),
    size=st.integers(1, 5),
)
def test_runs_are_merged_as_if_sorted_at_once(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[str]], size: int
):
    folder = tmp_path_factory.mktemp("runs")
    given_lines = []
    for number, run in enumerate(runs):
        given_lines.append(SortedLines(folder, f"run-{number}", size))
        given_lines[-1].add(f"{line}\n" for line in run)
        given_lines[-1].close()
    unique = sorted({f"{line}\n" for run in runs for line in run})

    written = write(given_lines, folder / "all")

    text = (folder / "all").read_bytes()
    assert text.decode() == "".join(unique)
    assert written == Written(len(unique), len(text), hashlib.sha256(text).hexdigest())


@given(cuts=st.sets(st.integers(0, 41)))
def test_a_run_gives_each_line_once_in_the_part_where_it_belongs(
    tmp_path_factory: pytest.TempPathFactory, cuts: set[int]
):
    """
    A fence may lie before, on or behind any line of another run.
    """
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("policygraph.sortedlines.FENCE", 3)
        lines = SortedLines(folder)
        lines.add(f"{n:02}\n" for n in range(0, 40, 2))
        (run,) = lines.close()
    assert isinstance(run, Run)

    last = 0
    for number in sorted(cuts):
        found = [int(line) for line in run.until(f"{number:02}\n".encode())]
        assert found == [n for n in range(0, 40, 2) if last <= n < number]
        last = number
    assert [int(line) for line in run.until(b"")] == [n for n in range(0, 40, 2) if n >= last]


def test_a_merged_file_goes_once_somebody_else_has_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The store reads what is merged meanwhile: neither may take the lines away from the other.
    """
    monkeypatch.setattr("policygraph.sortedlines.FENCE", 2)
    monkeypatch.setattr("policygraph.sortedlines.FILE", 2)
    monkeypatch.setattr("policygraph.sortedlines.PART", 4)
    lines = SortedLines(tmp_path, run=8)
    for number in range(0, 40, 5):
        lines.add(f"{(number + more) * 7 % 40:02}\n" for more in range(5))
    lines.close()
    everything = "".join(f"{n:02}\n" for n in range(40)).encode()

    read = next(taken(tmp_path, 1))
    write([lines], tmp_path / "all")
    assert (tmp_path / "all").read_bytes() == everything
    assert not list(tmp_path.glob("*.read"))

    rest = b"".join(taken(tmp_path, 10))
    assert sorted((read + rest).splitlines()) == everything.splitlines()
    assert not list(tmp_path.glob("*.run"))


@needs_fork
def test_an_error_of_a_part_is_raised_where_the_parts_were_asked_for(tmp_path: Path):
    def fail(number: int) -> int:
        if number:
            raise PolicygraphError("E405", path="nowhere")
        return number

    with pytest.raises(PolicygraphError, match="E405"):
        apart.apart(fail, 2, tmp_path)


@needs_fork
def test_a_part_that_the_system_ends_is_told(tmp_path: Path):
    """
    As it does when memory runs out: no traceback, and no answer as if all were well.
    """

    def die(number: int) -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(PolicygraphError, match="E018"):
        apart.apart(die, 2, tmp_path)
