"""
From when until when a policy, programme or dated membership is in force, as far as its sources let us know.

It begins on the later of its date and the begin of its period, and its last day is the earliest of: the end that a
source gives, the last day of the years or months by which its period is named, the day before another document that
repeals or replaces it begins; a membership ends with either side too. Where no end is known it is certain up to the
last day on which a source presents it as operating; after that it is possible, for ever. A thing without any date gets
no answer, nor does a draft, which never was in force; and plans and proposals give none. Where sources contradict each
other, nothing is chosen: what one of them denies is possible, not certain.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from .apart import packed, unpacked
from .dates import DAY, MAX, MIN, Bounds, dated
from .datewords import closes
from .ontology import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from .model import Statement
    from .ontology import Both

    Basis = tuple[str, str, str]
    # The dates of a thing by their role.
    Told = dict[str, list[tuple[Bounds, Basis]]]

Noted = TypeVar("Noted")
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
# To amend a document is not to end it.
ENDING = frozenset(map(iri, ("eli:repeals", "dcterms:replaces")))
# That this text of a document is a draft; by a date in one of these roles it became more than that.
DRAFT = iri("eli:version")
ADOPTED = frozenset(map(iri, ("eli:first_date_entry_in_force", "eli:date_document")))
SUBJECTS = frozenset(map(iri, ("eli:LegalResource", "pg:Programme")))
# So many documents without a date may follow each other before the last of them no longer bounds the first.
LONGEST = 100

WHY: dict[str, Both] = {
    "endStated": ("来源给出了终止日期", "a source gives its end"),
    "periodStated": ("来源给出了期限", "a source gives the period for which it holds"),
    "endedByDocument": ("被另一文件废止或替代", "another document repeals or replaces it"),
    "endedOnUnknownDay": (
        "被另一文件废止或替代，日期不详",
        "another document repeals or replaces it, no date tells when",
    ),
    "endedWithOneSide": ("成员或所属方已终止", "the member, or what it was a member of, came to its end"),
    "endContradicted": (
        "来源给出的终止与其他日期相矛盾",
        "the end that a source gives contradicts other dates",
    ),
    "operatingWhenLastReported": (
        "来源未给出终止日期，但述其仍在运行",
        "no source gives an end, but one presents it as operating",
    ),
    "noEndGiven": ("来源未给出终止日期", "no source gives an end"),
}


@dataclass(frozen=True, slots=True)
class Force:
    """
    When a thing is in force: day bounds, the dates they rest on (owner, role, EDTF), and the reason's key in `WHY`.
    """

    subject: str
    bounds: Bounds
    basis: tuple[Basis, ...]
    why: str


@dataclass(frozen=True, order=True, slots=True)
class Days:
    """
    The first and last day on which one thing may have happened, and the dates that say so; `MIN` is an unknown first.

    The earliest of several ends sorts first.
    """

    last: date
    first: date
    why: str = ""
    basis: tuple[Basis, ...] = ()


@dataclass(slots=True)
class Periods:
    """
    Gathers dates, endings and memberships while statements pass by; memory grows with dated things only.
    """

    dates: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    bodies: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    ended_by: dict[str, list[str]] = field(default_factory=dict)
    members: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    drafts: dict[str, bool] = field(default_factory=dict)
    closing: dict[str, list[str]] = field(default_factory=dict)
    _begun: dict[str, Days | None] = field(default_factory=dict, init=False, repr=False)

    def __getstate__(self) -> list[list[bytes]]:
        every = (self.dates, self.bodies, self.ended_by, self.members, self.drafts, self.closing)
        return [packed(known) for known in every]

    def __setstate__(self, state: list[list[bytes]]) -> None:
        self.dates, self.bodies, self.ended_by, self.members, self.drafts, self.closing = map(unpacked, state)
        self._begun = {}

    def add(self, statement: Statement, classes: Iterable[str], one: Mapping[str, str]) -> None:
        """
        Note a statement whose subject has *classes*, where it is a fact about time; *one* tells what is merged.
        """
        if not statement.modality.is_fact:
            return
        prop, subject = statement.property, one.get(statement.subject, statement.subject)
        if prop.role in ROLES:
            holds = not SUBJECTS.isdisjoint(classes)
            if holds or prop.role in ENDS:
                found = (self.dates if holds else self.bodies).setdefault(subject, [])
                entry = (prop.role, statement.value)
                if entry not in found:
                    found.append(entry)
                if prop.role == CURRENT and statement.words and closes(statement.words):
                    self.closing.setdefault(subject, []).append(statement.value)
        elif prop.path in ENDING:
            found_by = self.ended_by.setdefault(one.get(statement.value, statement.value), [])
            if subject not in found_by:
                found_by.append(subject)
        elif prop.path == DRAFT:
            self.drafts[subject] = True

    def add_member(self, slug: str, body: str, member: str, during: str) -> None:
        """
        Note the membership *slug* of *member* in *body*, both merged, that held *during* an EDTF period.
        """
        self.members[slug] = (body, member, during)

    def absorb(self, later: Periods) -> None:
        """
        Take in what *later* noted of the records that follow.
        """
        _join(self.dates, later.dates)
        _join(self.bodies, later.bodies)
        _join(self.ended_by, later.ended_by)
        _join(self.closing, later.closing)
        self.members |= later.members
        self.drafts |= later.drafts

    def in_force(self) -> Iterator[Force]:
        """
        Yield one `Force` for each policy and programme that any date bounds, and for each dated membership.
        """
        for subject in dict.fromkeys(chain(self.dates, self.ended_by)):
            found = self._force(subject)
            if found:
                yield found
        for slug in self.members:
            yield self._membership(slug)

    def _force(self, subject: str) -> Force | None:
        if self._is_draft(subject):
            return None
        told = _told(self.dates, subject)
        begin, ends, seen = self._begin(subject, 0, told), self._ends(subject, 0, told), self._seen(subject, told)
        if begin is None:
            return None
        own, last_seen = _own(told), max((day.first for day in seen), default=MIN)
        # What is issued in March is taken to hold as March ends, even if it was seen before.
        bounds, why = _bounds(begin, ends, max(last_seen, own.last if own else MIN), last_seen)
        if why == "noEndGiven" and self._enders(subject):
            why = "endedOnUnknownDay"
        elif why == "noEndGiven" and seen:
            why = "operatingWhenLastReported"
        basis = (entry for day in (begin, *ends, *seen) for entry in day.basis)
        return Force(subject, bounds, tuple(dict.fromkeys(basis)), why)

    def _membership(self, slug: str) -> Force:
        """
        Return the time of a membership: no side outlasts its own end, but that it went on so long is not said either.
        """
        body, member, during = self.members[slug]
        bounds, basis = dated(during).bounds, ((slug, VALID, during),)
        begin = _first(bounds, basis)
        stated = bounds.end_latest < MAX
        ends = [Days(bounds.end_latest, bounds.end_earliest, "endStated", basis)] if stated else []
        for end in (*self._over(body), *self._over(member)):
            first = end.first if stated else min(end.first, begin.last)
            ends.append(Days(end.last, first, "endedWithOneSide", end.basis))
        found, why = _bounds(begin, ends, begin.last, MIN)
        return Force(slug, found, tuple(dict.fromkeys(entry for day in (begin, *ends) for entry in day.basis)), why)

    def _over(self, subject: str) -> list[Days]:
        """
        Return the end of a programme or body, where one is known that nothing contradicts.
        """
        force = self._force(subject) if subject in self.dates else None
        if force and force.bounds.end_latest < MAX:
            return [Days(force.bounds.end_latest, force.bounds.end_earliest, force.why, force.basis)]
        return _stated(_told(self.bodies, subject))

    def _begin(self, subject: str, depth: int, told: Told) -> Days | None:
        """
        Return when a thing began: by its own dates, else no later than it was seen or ended; None if nothing tells.
        """
        if subject not in self._begun:
            # While it is worked out it bounds nothing, so that a circle of documents comes to an end.
            self._begun[subject] = None
            self._begun[subject] = self._find_begin(subject, depth, told)
        return self._begun[subject]

    def _find_begin(self, subject: str, depth: int, told: Told) -> Days | None:
        own, seen = _own(told), self._seen(subject, told)
        if own is None:
            latest = min([*seen, *self._ends(subject, depth, told)], default=None)
            return Days(latest.last, MIN, "", latest.basis) if latest else None
        if not seen:
            return own
        # Seen to operate before its date, it may have begun by then; seen after, it had begun by then.
        first = min([own.first, *(day.first for day in seen if day.last < own.first)])
        last = min([own.last, *(day.last for day in seen if day.last >= own.first)])
        return Days(last, first, "", own.basis)

    def _ends(self, subject: str, depth: int, told: Told) -> list[Days]:
        """
        Return each end of a thing that is known to be before some day.
        """
        found = _stated(told)
        for ender in self._enders(subject):
            begin = self._begin(ender, depth + 1, _told(self.dates, ender)) if depth < LONGEST else None
            if begin and begin.last > MIN:
                first = begin.first - DAY if begin.first > MIN else MIN
                found.append(Days(begin.last - DAY, first, "endedByDocument", begin.basis))
        return found

    def _enders(self, subject: str) -> list[str]:
        """
        Return the documents that repeal or replace a thing; a draft would, but does not.
        """
        return [ender for ender in self.ended_by.get(subject, ()) if not self._is_draft(ender)]

    def _is_draft(self, subject: str) -> bool:
        """
        Whether a document is a draft, of which no source says that it was adopted or took effect.
        """
        return subject in self.drafts and all(role not in ADOPTED for role, _ in self.dates.get(subject, ()))

    def _seen(self, subject: str, told: Told) -> list[Days]:
        """
        Return the days between which a thing was presented as operating: until the first of them it did not end.

        Seen at work at some time in December, it is vouched for up to the first; up to its end, to the last.
        """
        found, closing = [], self.closing.get(subject, ())
        for bounds, entry in told.get(CURRENT, ()):
            begin = _first(bounds, (entry,))
            until = bounds.end_latest if entry[2] in closing else bounds.end_earliest
            found.append(replace(begin, first=until if until < MAX else begin.last))
        return found


def _told(dates: Mapping[str, Sequence[tuple[str, str]]], subject: str) -> Told:
    """
    Return the dates of a thing by their role, each with its bounds.
    """
    told: Told = {}
    for role, edtf in dates.get(subject, ()):
        told.setdefault(role, []).append((dated(edtf).bounds, (subject, role, edtf)))
    return told


def _own(told: Told) -> Days | None:
    """
    Return when a thing began by its own date and its period, whichever is later.

    A title names years, not days: a document dated within the first year of its period holds from its own date.
    """
    role = next((r for r in BEGINS if r in told), "")
    own, period = (_agreed([_first(b, (entry,)) for b, entry in told.get(r, ())]) for r in (role, VALID))
    if own is None or period is None:
        return own or period
    basis = own.basis + period.basis
    if own.first >= period.first:
        return Days(own.last, own.first, "", basis)
    return Days(max(own.last, period.last), period.first, "", basis)


def _stated(told: Told) -> list[Days]:
    """
    Return the stated end and the end of the period; an open or unknown end (``2021/..``, ``2021/``) is none.
    """
    ends = [(b, "endStated", e) for role in told if role in ENDS for b, e in told[role]]
    # Named by whole years, a period lasts to the last day of the last of them.
    periods = [(dated(e[2]).lasting, "periodStated", e) for _, e in told.get(VALID, ())]
    known = (
        [Days(b.end_latest, b.end_earliest, why, (e,)) for b, why, e in group if b.end_latest < MAX]
        for group in (ends, periods)
    )
    return [agreed for days in known if (agreed := _agreed(days))]


def _join(known: dict[str, list[Noted]], later: Mapping[str, list[Noted]]) -> None:
    """
    Add to each list of *known* what *later* has besides.
    """
    for subject, entries in later.items():
        held = known.setdefault(subject, entries)
        if held is not entries:
            held += [entry for entry in entries if entry not in held]


def _first(bounds: Bounds, basis: tuple[Basis, ...]) -> Days:
    """
    Return when what lasts for *bounds* began; from an open or unknown begin (``../2023``) no day is certain.
    """
    unknown = bounds.begin_earliest == MIN
    return Days(bounds.end_latest if unknown else bounds.begin_latest, bounds.begin_earliest, "", basis)


def _agreed(said: Sequence[Days]) -> Days | None:
    """
    Return the days on which all dates of one role agree, or all that any names where they contradict each other.
    """
    if not said:
        return None
    if len(said) == 1:
        return said[0]
    first, last = max(d.first for d in said), min(d.last for d in said)
    if last < first:
        first, last = min(d.first for d in said), max(d.last for d in said)
    return Days(last, first, said[0].why, tuple(entry for day in said for entry in day.basis))


def _bounds(begin: Days, ends: Sequence[Days], held: date, seen: date) -> tuple[Bounds, str]:
    """
    Return the bounds and the reason's key of what began and ended on these days, held on one day and was seen on one.

    An end before the begin, or before the thing was seen to operate, is contradicted: whether it has ended is unknown.
    """
    possible = [end for end in ends if end.last >= begin.first]
    if not possible:
        return Bounds(begin.first, begin.last, max(begin.first, held), MAX), "endContradicted" if ends else "noEndGiven"
    first, last = min(end.first for end in possible), min(possible)
    if seen > last.last:
        return Bounds(begin.first, begin.last, max(begin.first, first), MAX), "endContradicted"
    return Bounds(begin.first, min(begin.last, last.last), max(begin.first, first, seen), last.last), last.why
