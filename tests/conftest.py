"""
What several test files need: a small data folder, the built-in graph (built once a run), and a command as a process.
"""

from __future__ import annotations

import fcntl
import json
import os
import pickle
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from policygraph.build import Built
from policygraph.ontology import shipped
from policygraph.publish import publish
from policygraph.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

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
    All products of the built-in data, made by the process that first needs them; the others wait for it.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    made = base / "built"
    with (base / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_bytes(pickle.dumps(publish(shipped("data"), base / "out")))
    return pickle.loads(made.read_bytes())


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


def listened(browser: Browser) -> tuple[Page, list[str]]:
    """
    A page of a browser, and what it fetches or complains of, as long as it is open.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(5000)
    heard: list[str] = []
    page.on("request", lambda request: heard.append(f"asked for {request.url}"))
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    return page, heard


def run(
    *words: str, lang: str = "zh", cwd: Path | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """
    Run the command as a person does, in a process of its own (see starter.py).
    """
    order = {
        "words": words,
        "env": {
            **os.environ,
            "LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "en_GB.UTF-8",
            "COLUMNS": "140",
            **(env or {}),
        },
        "cwd": str(cwd or Path.cwd()),
    }
    with TemporaryDirectory() as folder:
        printed = {name: Path(folder) / name for name in ("stdout", "stderr")}
        for path in printed.values():
            path.touch()
        server = starter()
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(order | printed, default=str) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        out, err = (path.read_text(encoding="utf-8") for path in printed.values())
    return subprocess.CompletedProcess(words, code, out, err)


@cache
def starter() -> subprocess.Popen[str]:
    """
    What starts the commands of this process, itself started with the first of them.
    """
    env = {**os.environ, "PYTHONUTF8": "1"}
    command = [sys.executable, str(Path(__file__).with_name("starter.py"))]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env
    )


def pytest_unconfigure() -> None:
    """
    The starter ends with the run.
    """
    if starter.cache_info().currsize:
        starter().communicate()
        starter.cache_clear()
