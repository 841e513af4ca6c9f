"""
The commands: they wire the rooms together, and are the only place that prints.

Data goes to stdout and talk to stderr. Exit codes: 0 for an answer, even an empty one; 1 for data, names or queries
that are wrong; 2 for wrong usage.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from ..errors import PolicygraphError
from . import asking, data, picturing, reading, sending
from .root import LANG, app, talk

__all__ = ["app", "asking", "data", "main", "picturing", "reading", "sending"]


def main() -> NoReturn:
    """
    Run a command; every fault that we know becomes a sentence and an exit code, here and nowhere else.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=False, prog_name="policygraph")
    except PolicygraphError as fault:
        talk(fault.text(LANG))
        sys.exit(1)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as fault:
        fault.show()
        sys.exit(2)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has left; Python would complain again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(0)
