"""
Each statement against the reader's own copy of its source: is what it says there, in the passage that it names?

A statement is proved when its passage holds the name of its subject and its value, as the copy spells them: a name in
scope, a number as printed, a date in the words that the record quotes or in a regular spelling. Whether the words mean
what the record says is for people. Nothing here is written but by `update`, and no word of a source leaves this room.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from .cleantext import clean_lines, read_copy
from .errors import PolicygraphError, nearest
from .evidence import EVIDENCE, Evidence, read_evidence, write_evidence
from .lookup import Lookup, Missing
from .model import Modality
from .passages import Passages

if TYPE_CHECKING:
    from pathlib import Path

    from .errors import Problem
    from .load import Records
    from .model import Source, Statement
    from .opened import Spot


class Status(StrEnum):
    """
    What became of a statement.
    """

    PROVED = "proved"
    MOVED = "moved"
    NOT_FOUND = "not_found"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A statement, what became of it, and what is missing where it was not found.
    """

    statement: Statement
    status: Status
    missing: Missing | None = None


@dataclass(slots=True)
class Report:
    """
    What a run found: a finding for each statement of the source, and the stretch of each passage that proves any.

    `headings` is how many titles of the outline the copy has, of how many. `outdated` are the passages whose stretch
    has changed since `evidence.tsv` was written, or is not in it.
    """

    source: str
    same_copy: bool
    headings: tuple[int, int]
    findings: list[Finding]
    evidence: dict[str, Evidence]
    before: dict[str, Evidence]
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """
        How many statements the passages make, and what became of them; what we infer or classify is not theirs.
        """
        tally = Counter(f.status for f in self.findings)
        said = (f.statement for f in self.findings)
        stated = [s for s in said if s.modality is not Modality.INFERRED and not s.property.assigned[0]]
        checkable = len(self.findings) - tally[Status.NOT_CHECKABLE]
        return {
            "stated": len(stated),
            "checkable": checkable,
            **{s.value: tally[s] for s in (Status.PROVED, Status.MOVED, Status.NOT_FOUND)},
        }

    @property
    def outdated(self) -> list[str]:
        """
        Passages for which `evidence.tsv` holds no line, or one for another stretch.
        """
        return sorted(p for p, e in self.evidence.items() if p not in self.before or self.before[p].digest != e.digest)

    @property
    def ok(self) -> bool:
        """
        Whether everything checkable is where the records say; in another copy things may stand elsewhere.
        """
        counts = self.counts
        return not counts["not_found"] and not self.problems and (not self.same_copy or not counts["moved"])

    def shown(self) -> list[dict[str, str]]:
        """
        Return each statement that was not found, or stands elsewhere than `evidence.tsv` says.
        """
        return [_told(f) for f in self.findings if f.status in (Status.NOT_FOUND, Status.MOVED)]

    def as_json(self) -> dict[str, Any]:
        """
        Return the report for `--json`: the counts, and the statements that are shown.
        """
        return {
            "source": self.source,
            "same_copy": self.same_copy,
            "headings": {"found": self.headings[0], "of": self.headings[1]},
            **self.counts,
            "outdated": self.outdated,
            "statements": self.shown(),
        }


def _told(finding: Finding) -> dict[str, str]:
    said = finding.statement
    return {
        "id": said.id,
        "subject": said.subject,
        "key": said.property.key,
        "value": said.value,
        "modality": said.modality.value,
        "locator": said.passage.partition("/")[2],
        "place": str(said.place or ""),
        "status": finding.status.value,
        "missing": finding.missing.value if finding.missing else "",
    }


def verify(records: Records, text: Path, source_id: str) -> Report:
    """
    Compare every statement of a source with a reader's copy of it.

    Args:
        records: A surveyed data folder; its statements are read once.
        text: The copy: a text file or a PDF.
        source_id: Which source of the folder it is a copy of.

    Raises:
        DataError: The records have errors.
        PolicygraphError: E206, no such source; E407, this is no copy of it; E408 and E608, the copy cannot be read.

    Linear in the size of the copy and in the number of statements.
    """
    source = source_of(records, source_id)
    passages, same = open_copy(source, text)
    problems: list[Problem] = []
    path = evidence_path(records, source_id)
    before = read_evidence(path, problems) if path else {}
    statements = list(records.statements())
    findings, evidence = check(Lookup(records, statements, passages), statements, source_id, before)
    return Report(source_id, same, passages.headings, findings, evidence, before, problems)


def check(
    lookup: Lookup, statements: list[Statement], source_id: str, before: dict[str, Evidence]
) -> tuple[list[Finding], dict[str, Evidence]]:
    """
    Look up every statement of a source; return the findings in the order of the records, and the evidence by locator.
    """
    mine = [said for said in statements if said.passage.startswith(f"{source_id}/")]
    looked = [lookup.look(said) if lookup.checkable(said) else None for said in mine]
    needles: dict[str, list[list[Spot]]] = {}
    for said, seen in zip(mine, looked, strict=True):
        if seen and seen.missing is None:
            needles.setdefault(said.passage, []).extend(seen.spots)
    evidence = {p.partition("/")[2]: e for p, found in needles.items() if (e := lookup.stretch(p, found))}
    moved = {p for p, e in evidence.items() if p in before and before[p].digest == e.digest and before[p] != e}
    findings = []
    for said, seen in zip(mine, looked, strict=True):
        status = Status.PROVED
        if seen is None:
            status = Status.NOT_CHECKABLE
        elif seen.missing:
            status = Status.NOT_FOUND
        elif said.passage.partition("/")[2] in moved:
            status = Status.MOVED
        findings.append(Finding(said, status, seen.missing if seen else None))
    return findings, evidence


def update(records: Records, report: Report) -> Path | None:
    """
    Write `evidence.tsv` of the source that was verified; None for a source whose folder holds no records.
    """
    path = evidence_path(records, report.source)
    if path:
        write_evidence(path, report.evidence)
    return path


def source_of(records: Records, source_id: str) -> Source:
    """
    Return a source of a data folder.
    """
    if source_id not in records.sources:
        raise PolicygraphError("E206", source=source_id, near=nearest(source_id, records.sources))
    return records.sources[source_id]


def evidence_path(records: Records, source_id: str) -> Path | None:
    """
    Return where the evidence of a source is kept: beside its records.
    """
    return next((file.path.parent / EVIDENCE for file in records.files if file.source == source_id), None)


def open_copy(source: Source, text: Path) -> tuple[Passages, bool]:
    """
    Return the passages of a copy, and whether it is byte for byte the one that the records were read from.
    """
    copy = read_copy(text)
    same = f"sha256:{hashlib.sha256(text.read_bytes()).hexdigest()}" == source.digest
    passages = Passages(source, clean_lines(copy, source.cleaning))
    found, sections = passages.headings
    if not same and found * 2 < sections:
        raise PolicygraphError("E407", path=text, source=source.title[0], found=found, sections=sections)
    return passages, same
