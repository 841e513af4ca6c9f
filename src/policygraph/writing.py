"""
Records to `graph.nq` and `statements.csv`: compiled in shares, half as many at once as there are processors.

Each share becomes sorted runs of lines and, where it is wanted, its rows of the table; what needs all of them, errors
and the time in force, comes in between. The files are the same however many shares there are.
"""

from __future__ import annotations

import gc
import shutil
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from .apart import apart, processors
from .catalogue import Uses, described, queries
from .force import Periods
from .judgements import canonical
from .load import Findings
from .rdf import Quads
from .sortedlines import SortedLines
from .tabular import BOM, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from .columns.collect import Collector
    from .load import Records, Share
    from .model import Statement

TABLE = "statements.csv"
HEADER = f"{BOM}id,subject,canonical,key,value,modality,why,source,locator,page,start,end\r\n"


@dataclass(slots=True)
class _Share:
    """
    What compiling a share gave: its lines, and what is to be judged or told with all others.
    """

    lines: SortedLines
    columns: Collector
    statements: int = 0
    findings: Findings = field(default_factory=Findings)
    periods: Periods = field(default_factory=Periods)
    uses: Uses = field(default_factory=Uses)


@dataclass(slots=True)
class Compiled:
    """
    A graph as sorted runs of lines, and what its columns are made of, both to be written; how many statements it holds.
    """

    statements: int
    lines: list[SortedLines]
    columns: Collector


def compile_graph(records: Records, stage: Path, parts: int = 0, *, table: bool = True) -> Compiled:
    """
    Compile all records: return the lines of the graph in sorted runs and what its columns are made of; with *table*,
    write `statements.csv` into *stage*.

    Args:
        records: A surveyed data folder.
        stage: Where the table and whatever does not fit into memory go.
        parts: In how many shares; half as many as there are processors by default.
        table: Whether the table of all statements is wanted.

    Raises:
        DataError: The data has errors.

    Linear in the number of statements. Memory grows with the things and their dates, not with what is said of them.
    """
    # The other half of the processors loads the store meanwhile.
    shares = records.shares(parts or max(1, processors() // 2))
    # Whatever each share would load stands ready before they part.
    _collector(records)
    # What the survey read stays: nobody need look through it for garbage, or copy it into each share.
    gc.freeze()
    compiled = apart(partial(_compile, records, shares, stage, table), len(shares), stage)
    records.conclude(_each(compiled))
    periods = Periods()
    for share in compiled:
        periods.absorb(share.periods)
        share.periods = Periods()
    if table:
        _join(stage)
    told = [*compiled, _conclude(records, periods, stage)]
    del periods
    columns = _collected(records, told)
    lines = [*(share.lines for share in told), _catalogue(records, compiled, stage)]
    return Compiled(sum(share.statements for share in told), lines, columns)


def _collector(records: Records) -> Collector:
    from .columns.collect import Collector  # numpy takes a tenth of a second to load

    return Collector(records.ontology, canonical(records.judgements))


def _collected(records: Records, shares: list[_Share]) -> Collector:
    """
    Put together what the shares gathered for the columns, letting go of each.
    """
    collected = _collector(records)
    for share in shares:
        collected.absorb(share.columns)
        del share.columns
    return collected


def _each(shares: list[_Share]) -> Iterator[Findings]:
    """
    Yield what each share found and let go of it.
    """
    for share in shares:
        yield share.findings
        share.findings = Findings()


def _catalogue(records: Records, compiled: list[_Share], stage: Path) -> SortedLines:
    """
    Give what the graph tells of itself.
    """
    uses = Uses(set().union(*(share.uses.found for share in compiled)))
    lines = SortedLines(stage, "catalogue")
    lines.add(queries())
    merged = canonical(records.judgements)
    lines.add(described(records.ontology, records.things, merged, uses, records.sources))
    return lines


def _join(stage: Path) -> None:
    """
    Put the parts of the table together, in the order of the records.
    """
    first, *others = sorted(stage.glob(f"{TABLE}-*"))
    first.replace(stage / TABLE)
    with (stage / TABLE).open("ab") as table:
        for part in others:
            with part.open("rb") as file:
                shutil.copyfileobj(file, table, 1 << 20)
            part.unlink()


def _quads(records: Records, periods: Periods) -> Quads:
    return Quads(records.ontology, records.sources, records.things, records.evidence, records.judgements, periods)


def _compile(records: Records, shares: list[Share], stage: Path, table: bool, number: int) -> _Share:
    """
    Compile one share: its lines, and its rows of the table, a file for each stretch so that they keep their order.
    """
    found = _Share(SortedLines(stage, f"share-{number}"), _collector(records))
    quads, rows = _quads(records, found.periods), _Rows(records)
    for file, stretch in shares[number]:
        statements = records.compile([(file, stretch)], found.findings)
        if not table:
            _take(statements, found, quads, records)
            continue
        place = f"{TABLE}-{records.files.index(file):06}-{stretch.begin:015}"
        with (stage / place).open("w", encoding="utf-8", newline="") as part:
            if file is records.files[0] and not stretch.begin:
                part.write(HEADER)
            _take(rows.written(statements, part), found, quads, records)
    return found


def _take(statements: Iterable[Statement], found: _Share, quads: Quads, records: Records) -> None:
    for said in statements:
        found.lines.add(quads.statement(said))
        found.columns.add(said)
        found.uses.add(said, records.things)
        found.statements += 1


def _conclude(records: Records, periods: Periods, stage: Path) -> _Share:
    """
    Tell what things are, when they are in force, and what the sources are; in one process, which copies nothing.
    """
    found = _Share(SortedLines(stage, "end"), _collector(records))
    quads = _quads(records, periods)
    for thing in records.things.values():
        found.lines.add(quads.thing(thing))
    for force in periods.in_force():
        found.lines.add(quads.in_force(force))
        found.columns.add_force(force)
    found.lines.add(quads.outline())
    return found


class _Rows:
    """
    Statements as lines of the table; what a line says of its passage is looked up once for the statements in a row.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._one = canonical(records.judgements)
        self._passage = ""
        self._where = self._place("")

    def written(self, statements: Iterable[Statement], table: TextIO) -> Iterator[Statement]:
        """
        Yield statements, each once its line is written.
        """
        for said in statements:
            table.write(self.line(said))
            yield said

    def line(self, said: Statement) -> str:
        """
        Return a statement as a line of CSV; ids, keys and locators hold nothing that needs quotation marks.
        """
        if said.passage != self._passage:
            self._passage = said.passage
            self._where = self._place(said.passage)
        one = self._one.get(said.subject, said.subject)
        value, why = cell(said.value), cell(said.why[0])
        return ",".join((said.id, said.subject, one, said.property.key, value, said.modality, why, self._where))

    def _place(self, passage: str) -> str:
        source, _, locator = passage.partition("/")
        page = self._records.sources[source].page(locator) if source else ""
        seen = self._records.evidence.get(passage)
        return f"{source},{locator},{page or ''},{seen.start if seen else ''},{seen.end if seen else ''}\r\n"
