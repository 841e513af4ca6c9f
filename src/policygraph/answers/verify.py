"""
What became of each statement when it was held against a copy of its source, and what the copy has that no record tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import PolicygraphError
from ..lookup import Lookup
from ..phrases import phrase
from ..tables import table
from ..unclaimed import Unclaimed, unclaimed
from ..verify import open_copy, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ..errors import Lang
    from ..load import Records
    from ..verify import Report


def only_source(records: Records) -> str:
    """
    Return the source whose text was read, where there is just one.
    """
    read = [source.id for source in records.sources.values() if source.digest]
    if len(read) != 1:
        raise PolicygraphError("E606", choices=", ".join(f"--source {name}" for name in sorted(records.sources)))
    return read[0]


def report_text(report: Report, lang: Lang) -> str:
    """
    Return a line for each statement that is not where its record says: its place, what it says, what is missing.
    """
    lines = []
    for said in report.as_json()["statements"]:
        missing = phrase(f"missing.{said['missing']}", lang)
        what = f"{said['subject']} {said['key']} = {said['value']}"
        lines.append(f"{said['place']}: {phrase(said['status'], lang)}  {said['locator']}  {what}  ({missing})")
    return "\n".join(lines)


def report_summary(report: Report, lang: Lang) -> str:
    """
    Return the counts in a sentence, and what else a reader must know.
    """
    lines = [*(found.text(lang) for found in report.problems), phrase("verified", lang, **report.counts)]
    if not report.same_copy:
        lines.append(phrase("other.copy", lang, found=report.headings[0], of=report.headings[1]))
    if report.outdated:
        lines.append(phrase("outdated", lang, count=len(report.outdated)))
    return "\n".join(lines)


def gaps(records: Records, text: Path, source_id: str) -> list[Unclaimed]:
    """
    Return what a copy of a source names and no record accounts for.
    """
    source = source_of(records, source_id)
    statements = list(records.statements())
    return unclaimed(Lookup(records, statements, open_copy(source, text)[0]), statements, source)


def gaps_text(found: Iterable[Unclaimed], lang: Lang) -> str:
    """
    Return what is unclaimed as a table, by section.
    """
    header = [phrase("section", lang), phrase("kind", lang), phrase("label", lang), phrase("count", lang)]
    return table(header, [(gap.section, gap.sort.value, gap.text, str(gap.times)) for gap in found])


def gaps_json(found: Iterable[Unclaimed]) -> list[dict[str, Any]]:
    """
    Return what is unclaimed, with the position of its first mention in the copy.
    """
    return [
        {"section": g.section, "sort": g.sort.value, "text": g.text, "start": g.start, "times": g.times} for g in found
    ]
