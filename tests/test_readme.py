"""
The README keeps its word: its commands print what it shows, and nothing that exists is missing from it.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import run

from policygraph.build import Built
from policygraph.cli import app

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
# Alone on a line it stands for any number of lines that are left out, at the end of a line for the rest of it.
CUT = "…"


def sessions(path: Path) -> Iterator[tuple[str, str]]:
    for block in BLOCK.findall(path.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed.strip("\n")


def fits(shown: str, printed: str) -> bool:
    lines = [re.escape(line).replace(re.escape(CUT), ".*") + r"[ ]*\n" for line in shown.splitlines()]
    pattern = "".join(r"(?:.*\n)*?" if line == r".*[ ]*\n" else line for line in lines)
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None


@pytest.fixture
def desk(built: Built, tmp_path: Path) -> Path:
    """
    A folder in which somebody has run the first command.
    """
    shutil.copytree(built.out, tmp_path / "out")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "shown"), [pytest.param(c, s, id=c[:60]) for readme in READMES for c, s in sessions(readme)]
)
def test_a_command_of_the_readme_prints_what_the_readme_shows(desk: Path, command: str, shown: str):
    words = shlex.split(command)
    assert words[0] == "policygraph"
    done = run(*words[1:], cwd=desk, lang="en")
    printed = done.stdout.strip("\n") + "\n" + done.stderr if done.stderr else done.stdout

    assert shown, "a command without its output tells a newcomer nothing"
    assert fits(shown, printed), printed


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_python_of_the_readme_runs(desk: Path, readme: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(desk)
    for code in PYTHON.findall(readme.read_text(encoding="utf-8")):
        exec(compile(code, readme.name, "exec"), {})


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_and_option_stands_in_the_readme(readme: Path):
    text = readme.read_text(encoding="utf-8")
    missing = [name for name in app.commands if not re.search(rf"`{name}`|policygraph (--lang .. )?{name}\b", text)]
    missing += [
        option
        for command in app.commands.values()
        for param in command.params
        for option in (*param.opts, *param.secondary_opts)
        if option.startswith("--") and option not in text
    ]
    assert sorted(set(missing)) == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_yaml_of_the_readme_is_of_a_form_that_loads(readme: Path):
    """
    Examples teach keys; a key that does not exist teaches an error.
    """
    from policygraph.compile import EXTRAS, STRUCTURE
    from policygraph.ontology import ontology

    known = (
        {key for kind in ontology().kinds.values() for key in kind.properties}
        | STRUCTURE
        | set(EXTRAS)
        | set(ontology().kinds)
    )
    for block in re.findall(r"```yaml\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL):
        keys = re.findall(r"^(?:- |  )([a-z-]+):", block, re.MULTILINE)
        assert keys
        assert set(keys) <= known
