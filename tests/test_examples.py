"""
The examples run: each script prints what its header says, each docstring shows what really comes, and types are whole.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from test_readme import fits

import policygraph as pg
from policygraph import questions
from policygraph.build import Built
from policygraph.store import Store

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.py"))
PRINTS = re.compile(r"^Prints:\n(.*?)\n\"\"\"", re.MULTILINE | re.DOTALL)
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def desk(built: Built, tmp_path: Path) -> Path:
    """
    A folder in which somebody has run the first command.
    """
    (tmp_path / "out").symlink_to(built.out, target_is_directory=True)
    return tmp_path


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_prints_what_it_says(desk: Path, path: Path):
    """
    People copy examples: one that does not run teaches mistrust.
    """
    shown = PRINTS.search(path.read_text(encoding="utf-8"))
    assert shown, "an example says what it prints"
    env = {**os.environ, "PYTHONUTF8": "1"}
    script = shutil.copy(path, desk)
    done = subprocess.run(
        [sys.executable, script],
        **{"capture_output": True, "text": True, "encoding": "utf-8", "cwd": desk, "env": env, "timeout": 60},
        check=False,
    )

    assert done.stderr == ""
    assert fits(dedent(shown[1]), done.stdout), done.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_short_and_speaks_to_analysts_in_both_languages(path: Path):
    text = path.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]

    assert len(text.splitlines()) <= 40
    assert any(HAN.search(line) for line in comments)
    assert any(re.search(r"[a-z]{3} [a-z]", line) for line in comments)


@pytest.mark.parametrize("module", [pg, questions], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_are_true(store: Store, desk: Path, monkeypatch: pytest.MonkeyPatch, module: object):
    monkeypatch.chdir(desk)
    found = doctest.DocTestFinder().find(module, globs={"pg": pg, "store": store})
    runner = doctest.DocTestRunner()
    for test in found:
        runner.run(test)

    assert runner.summarize(verbose=False).failed == 0
    assert sum(len(test.examples) for test in found) > 2


def test_every_question_has_an_example_in_its_docstring():
    silent = [
        name
        for name in ("find", "facts", "show", "timeline", "in_force", "path", "queries", "query")
        if ">>>" not in (getattr(questions, name).__doc__ or "")
    ]

    assert silent == []


def test_whoever_uses_the_package_is_helped_by_its_types(tmp_path: Path):
    """
    The marker is shipped, and a strict check of the examples finds each answer typed down to its citations.
    """
    assert (Path(pg.__file__).parent / "py.typed").is_file()
    asked = tmp_path / "asked.py"
    asked.write_text(
        dedent(
            """
            import policygraph as pg

            store = pg.open_store("out")
            page: int = pg.timeline(store, region="平谷区")[0].citations[0].page
            label: str = pg.find(store, "农场")[:3][0].label
            row: dict[str, object] = pg.in_force(store, "2023-06-30").to_dicts()[0]
            name: str = pg.path(store, "a", "b")[0].steps[0].end.label
            title: str = pg.query(store, "kinds")[0]["class"]
            years: list[int] = pg.show(store, "a").facts.to_pandas()["value"].str.len().tolist()
            pg.timeline(store, region=3)
            """
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="]
    done = subprocess.run(
        [*command, *map(str, (*EXAMPLES, asked))], capture_output=True, text=True, check=False, timeout=300
    )

    assert [line.split(": ", 1)[1].split("  [")[1] for line in done.stdout.splitlines()] == ["arg-type]"], done.stdout
