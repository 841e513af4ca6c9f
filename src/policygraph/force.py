"""
From when until when a policy or programme is in force, as far as its sources let us know.

It begins on the later of its date and the begin of its period. It ends where a source gives an end, or where another
document repeals or replaces it. Where no end is given, it is certain only up to the last day on which a source presents
it as operating; after that it is possible, for ever. A thing without any date gets no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from .apart import packed, unpacked
from .dates import MAX, Bounds, PartialDate
from .ontology import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from .model import Statement

# The first of these that a source gives is the day from which a thing counts.
BEGINS = tuple(
    map(
        iri,
        ("eli:first_date_entry_in_force", "eli:date_document", "pg:dated", "eli:date_publication", "pg:launched"),
    )
)
ENDS = frozenset(map(iri, ("eli:date_no_longer_in_force", "pg:ended")))
VALID = iri("pg:valid")
CURRENT = iri("pg:current")
ROLES = frozenset((*BEGINS, *ENDS, VALID, CURRENT))
ENDING = frozenset(map(iri, ("eli:repeals", "dcterms:replaces")))
SUBJECTS = frozenset(map(iri, ("eli:LegalResource", "pg:Programme")))

WHY = {
    "endStated": ("来源给出了终止日期或有效期", "a source gives the end or the period of validity"),
    "endedByDocument": ("被另一文件废止或替代", "another document repeals or replaces it"),
    "operatingWhenLastReported": (
        "来源未给出终止日期；确定有效至来源最后述其运行之日",
        "no source gives an end; certain up to the last day on which a source presents it as operating",
    ),
    "noEndGiven": ("来源未给出终止日期；此后是否有效未知", "no source gives an end; whether it lasted is unknown"),
}


@dataclass(frozen=True, slots=True)
class Force:
    """
    When a thing is in force: day bounds, the dates they rest on as role and EDTF, and the reason's key in `WHY`.
    """

    subject: str
    bounds: Bounds
    basis: tuple[tuple[str, str], ...]
    why: str


@dataclass(slots=True)
class Periods:
    """
    Gathers the dates of policies and programmes while statements pass by; memory grows with dated things only.
    """

    dates: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    ended_by: dict[str, list[str]] = field(default_factory=dict)

    def __getstate__(self) -> tuple[list[bytes], list[bytes]]:
        return packed(self.dates), packed(self.ended_by)

    def __setstate__(self, state: tuple[list[bytes], list[bytes]]) -> None:
        self.dates, self.ended_by = unpacked(state[0]), unpacked(state[1])

    def add(self, statement: Statement, classes: Iterable[str], one: Mapping[str, str]) -> None:
        """
        Note a statement whose subject has *classes*, where it is a fact about time; *one* tells what is merged.
        """
        if not statement.modality.is_fact:
            return
        prop = statement.property
        if prop.role in ROLES:
            if not SUBJECTS.isdisjoint(classes):
                found = self.dates.setdefault(one.get(statement.subject, statement.subject), [])
                entry = (prop.role, statement.value)
                if entry not in found:
                    found.append(entry)
        elif prop.path in ENDING:
            ended, by = one.get(statement.value, statement.value), one.get(statement.subject, statement.subject)
            self.ended_by.setdefault(ended, []).append(by)

    def absorb(self, later: Periods) -> None:
        """
        Take in what *later* noted of the records that follow.
        """
        for subject, entries in later.dates.items():
            known = self.dates.setdefault(subject, entries)
            if known is not entries:
                known += [entry for entry in entries if entry not in known]
        for subject, enders in later.ended_by.items():
            self.ended_by.setdefault(subject, []).extend(enders)

    def in_force(self, part: int = 0, parts: int = 1) -> Iterator[Force]:
        """
        Yield one `Force` for each policy and programme that has a date or a period; every *parts*-th from *part* on.
        """
        for subject in islice(self.dates, part, None, parts):
            found = self._force(subject)
            if found:
                yield found

    def _force(self, subject: str) -> Force | None:
        begin = self._begin(subject)
        if begin is None:
            return None
        (earliest, latest), basis = begin
        ends = [(b.end_earliest, b.end_latest) for b, _ in self._of(subject, ENDS | {VALID}) if b.end_earliest < MAX]
        basis += [
            entry for b, entry in self._of(subject, ENDS | {VALID}) if b.end_earliest < MAX and entry not in basis
        ]
        why = "endStated" if ends else ""
        for ender in self.ended_by.get(subject, ()):
            other = self._begin(ender)
            if other:
                ends.append(other[0])
                why = "endedByDocument"
        if ends:
            first, last = min(e for e, _ in ends), min(e for _, e in ends)
        else:
            vouched = [b.begin_earliest for b, _ in self._of(subject, {CURRENT})]
            basis += [entry for _, entry in self._of(subject, {CURRENT})]
            first, last = max([latest, *vouched]), MAX
            why = "operatingWhenLastReported" if vouched else "noEndGiven"
        if last < earliest:
            return None
        return Force(subject, Bounds(earliest, latest, first, last), tuple(dict.fromkeys(basis)), why)

    def _begin(self, subject: str) -> tuple[tuple[date, date], list[tuple[str, str]]] | None:
        role = next((r for r in BEGINS if any(known == r for known, _ in self.dates.get(subject, ()))), None)
        dated = list(self._of(subject, {role})) if role else []
        valid = list(self._of(subject, {VALID}))
        spans = [
            (min(b.begin_earliest for b, _ in group), max(b.begin_latest for b, _ in group))
            for group in (dated, valid)
            if group
        ]
        if not spans:
            return None
        return (max(e for e, _ in spans), max(e for _, e in spans)), [entry for _, entry in dated + valid]

    def _of(self, subject: str, roles: Iterable[str]) -> list[tuple[Bounds, tuple[str, str]]]:
        wanted = set(roles)
        return [(PartialDate(e[1]).bounds, e) for e in self.dates.get(subject, ()) if e[0] in wanted]
