"""
What several test files need: a small data folder, the built-in graph (built once a run), and a command as a process.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policygraph.build import Built
from policygraph.ontology import shipped
from policygraph.publish import publish
from policygraph.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FIXTURES = Path(__file__).parent / "fixtures"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """
    A data folder of our own, to be changed at will.
    """
    return Path(shutil.copytree(FIXTURES / "valid", tmp_path / "data"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """
    All products of the built-in data.
    """
    return publish(shipped("data"), tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="session")
def store(built: Built) -> Store:
    """
    The built-in graph, open.
    """
    return open_store(built.out)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """
    Chromium; without it, tests that need it are skipped and say so.
    """
    if not CHROMIUM:
        pytest.skip("no chromium, chromium-browser or google-chrome on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS.split(), "--disable-sync", "--no-first-run"]
        )
        yield browser
        browser.close()


def run(*words: str, lang: str = "zh", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """
    Run the command as a person does, in a process of its own.
    """
    env = {
        **os.environ,
        "LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "en_GB.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": "140",
    }
    command = [sys.executable, "-m", "policygraph", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=env, cwd=cwd, timeout=60, check=False
    )
