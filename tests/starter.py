"""
Start a command as a process without starting Python for it: this process has loaded what commands load, and forks.

Half a second for each of hundreds of commands would be most of what they cost. Of our package no part is loaded that
chooses a language, and of the libraries none that has threads; each command loads these for itself.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import signal
import sys
import traceback
from importlib import import_module

LOADED = (
    *("policygraph.analysis.questions", "policygraph.publish", "policygraph.report", "policygraph.questions"),
    *("policygraph.view", "networkx", "numpy", "pypinyin", "rdflib", "rich.console", "rich.table"),
)
SECONDS = 60


def serve() -> None:
    """
    Run each command that a line of stdin asks for, one after another, and answer with its exit code.
    """
    for name in LOADED:
        import_module(name)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            become(**order)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def become(words: list[str], env: dict[str, str], cwd: str, stdout: str, stderr: str) -> None:
    """
    Go on as ``python -m policygraph``, but end without taking apart what was loaded before.
    """
    signal.alarm(SECONDS)
    for number, path in enumerate((os.devnull, stdout, stderr)):
        os.dup2(os.open(path, os.O_RDWR), number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["policygraph", *words]
    code: object = 1
    try:
        runpy.run_module("policygraph", run_name="__main__", alter_sys=True)
    except SystemExit as done:
        code = done.code
    except BaseException:
        traceback.print_exc()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code or 0))


if __name__ == "__main__":
    serve()
