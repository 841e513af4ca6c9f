"""
What `verify --update` leaves behind for everyone: where each passage stands in the copy that was read, and a digest of
it; never its words.

`evidence.tsv` has one line a passage, sorted: its locator, where its stretch begins and ends in the copy (characters
from 0, the end not counted), and the first 16 hexadecimal digits of the SHA-256 of the cleaned stretch.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from .errors import Place, problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .errors import Problem

EVIDENCE = "evidence.tsv"
HEAD = "passage\tstart\tend\tdigest"
ROW = re.compile(r"([^\t]+)\t(\d+)\t(\d+)\t([0-9a-f]{16})", re.ASCII)


class Evidence(NamedTuple):
    """
    Where a passage stands in a copy, and the digest of its cleaned stretch.
    """

    start: int
    end: int
    digest: str


def digest(stretch: str) -> str:
    """
    Return the digest of a cleaned stretch.
    """
    return hashlib.sha256(stretch.encode()).hexdigest()[:16]


def read_evidence(path: Path, problems: list[Problem]) -> dict[str, Evidence]:
    """
    Return the evidence of a source by locator; empty where none was written yet.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as fault:
        problems.append(problem(Place(str(path)), "E011", why=getattr(fault, "strerror", None) or fault))
        return {}
    found: dict[str, Evidence] = {}
    for number, line in enumerate(lines, 1):
        row = ROW.fullmatch(line)
        if row:
            found[row[1]] = Evidence(int(row[2]), int(row[3]), row[4])
        elif line != HEAD or number > 1:
            problems.append(problem(Place(str(path), number), "E409"))
    return found


def write_evidence(path: Path, evidence: Mapping[str, Evidence]) -> None:
    """
    Write the evidence of a source, whole or not at all: the same evidence gives the same bytes.
    """
    lines = [HEAD, *(f"{locator}\t{e.start}\t{e.end}\t{e.digest}" for locator, e in sorted(evidence.items()))]
    aside = path.with_name(f".{path.name}.new")
    aside.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    aside.replace(path)
