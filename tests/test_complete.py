"""
Completion in the shell: what is offered exists, and nothing that goes wrong is shown to a person who is typing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import run

from policygraph.build import Built
from policygraph.library import library


def offered(shell: str, *words: str, cwd: Path | None = None, lang: str = "zh") -> list[list[str]]:
    """
    Return what the shell is given for the last of *words*: type, value, and in zsh the help.
    """
    env = {"_POLICYGRAPH_COMPLETE": f"{shell}_complete"}
    env |= {"COMP_WORDS": "\n".join(("policygraph", *words)), "COMP_CWORD": str(len(words))}
    done = run(lang=lang, cwd=cwd, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.strip("\n").splitlines()
    if shell == "bash":
        return [line.split(",", 1) for line in lines]
    return [lines[number : number + 3] for number in range(0, len(lines), 3)]


def values(shell: str, *words: str, cwd: Path | None = None) -> list[str]:
    return [item[1] for item in offered(shell, *words, cwd=cwd)]


def test_names_of_queries_come_with_what_they_answer():
    found = offered("zsh", "query", "--name", "policies-by-")

    assert [value for _, value, _ in found] == [name for name in sorted(library()) if name.startswith("policies-by-")]
    assert ["plain", "policies-by-type", library()["policies-by-type"].title[0]] in found
    assert library()["kinds"].title[1] in offered("zsh", "query", "--name", "kin", lang="en")[0]


def test_parameters_of_the_chosen_query_come_first_and_none_twice(built: Built):
    chosen = ("query", "--store", str(built.out), "--name", "policies-by-topic", "--param")

    assert values("zsh", *chosen, "") == ["topic=", "region="]
    assert values("zsh", *chosen, "region=平谷区", "--param", "") == ["topic="]
    assert values("zsh", "query", "--param", "") == []


@pytest.mark.parametrize(
    ("query", "typed", "expected"),
    [
        ("policies-by-region", "region=平", "region=平谷区"),
        ("policies-by-region", "region=ping", "region=pinggu"),
        ("policies-by-type", "type=实施", "type=实施细则"),
        ("undated", "kind=prog", "kind=programme"),
        ("things-in-chapter", "chapter=海", "chapter=海淀"),
        ("policies-by-year", "year=", "year=2023"),
        ("members-of-programme", "programme=通", "programme=通武廊"),
        ("neighbours", "thing=博士农", "thing=博士农场"),
    ],
)
def test_values_of_a_parameter_are_names_of_its_type(built: Built, query: str, typed: str, expected: str):
    found = values("zsh", "query", "--store", str(built.out), "--name", query, "--param", typed)

    assert expected in found
    assert all(value.startswith(typed) for value in found)


def test_bash_gets_the_value_alone_because_it_ends_a_word_at_the_equals_sign(built: Built):
    chosen = ("query", "--store", str(built.out), "--name", "policies-by-topic", "--param")

    assert values("bash", *chosen, "region", "=", "平谷") == ["平谷", "平谷区"]
    assert "平谷区" in values("bash", *chosen, "topic", "=", "人才引进", "--param", "region", "=")
    assert values("bash", *chosen, "topic", "=", "人才引进", "--param", "r") == ["region="]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("show", "通武"), "通武廊"),
        (("find", "博士"), "博士农场"),
        (("path", "博士农场", "农业农"), "农业农村部"),
        (("timeline", "--region", "海"), "海淀区"),
        (("timeline", "--agency", "教育"), "教育部"),
        (("timeline", "--topic", "人才引"), "人才引进"),
        (("timeline", "--kind", "ev"), "event"),
    ],
)
def test_other_commands_complete_the_names_that_they_take(built: Built, words: tuple[str, ...], expected: str):
    found = values("zsh", words[0], "--store", str(built.out), *words[1:])

    assert expected in found
    assert not [value for value in found if not value.startswith(words[-1])]


def test_a_name_that_a_shell_would_have_to_quote_is_left_to_its_id(built: Built):
    assert values("zsh", "show", "--store", str(built.out), "HICOOL") == ["HICOOL", "HICOOL全球创业者峰会暨创业大赛"]
    found = values("zsh", "show", "--store", str(built.out), "Doctor")
    assert not [value for value in found if " " in value]
    assert "doctor-farm" in values("zsh", "show", "--store", str(built.out), "doctor-f")


@pytest.mark.parametrize("typed", ["region=平", "nothing=x", "region", "", "region=\"'`$(x)"])
def test_without_a_graph_or_a_query_nothing_is_offered_and_nothing_is_said(tmp_path: Path, typed: str):
    for name in ("policies-by-region", "no-such-query"):
        found = values("zsh", "query", "--name", name, "--param", typed, cwd=tmp_path)
        assert found == (["region="] if name == "policies-by-region" and typed in ("region", "") else [])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.nq").write_text("no quads", encoding="utf-8")
    assert values("zsh", "show", "平", cwd=tmp_path) == []


def test_a_graph_that_takes_long_to_read_is_left_alone(tmp_path: Path):
    """
    A second's silence after the tab key is worse than no help.
    """
    (tmp_path / "out").mkdir()
    with (tmp_path / "out" / "graph.nq").open("wb") as file:
        file.truncate(1 << 30)

    assert values("zsh", "show", "平", cwd=tmp_path) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_itself_completes(built: Built, tmp_path: Path):
    """
    The script that a person puts into `.bashrc` has to run in a real shell.
    """
    program = tmp_path / "policygraph"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m policygraph "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(_POLICYGRAPH_COMPLETE=bash_source policygraph)"\n'
        f"COMP_WORDS=(policygraph query --store '{built.out}' --name policies-by-region --param region = 平)\n"
        "COMP_CWORD=9\n_policygraph_completion policygraph\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", env=env, check=False)

    assert done.stdout.split() == ["平谷", "平谷区"], done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_for_our_command(shell: str):
    done = run(env={"_POLICYGRAPH_COMPLETE": f"{shell}_source"})

    assert "policygraph" in done.stdout
    assert "_POLICYGRAPH_COMPLETE" in done.stdout
