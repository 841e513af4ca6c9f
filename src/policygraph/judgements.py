"""
Judgements: two names are one thing, or are not; by whom, on which day, and why.

A merge is a line of data: taking the line back undoes it, and no statement changes its id. "Different" stands against a
later merge. Nothing is merged because names are alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import DateProblem, PartialDate
from .errors import Place, nearest, problem
from .values import Mapping, place_of
from .yamlio import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .errors import Problem
    from .model import Thing

SAME, DIFFERENT = "same", "different"
REQUIRED = ("by", "on", "why")
KEYS = (SAME, DIFFERENT, *REQUIRED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    One judgement about two or more things (slugs); of things that are the same, the first lends its IRI to all.
    """

    same: bool
    things: tuple[str, ...]
    place: Place


def read_judgements(path: Path, shown: str, things: dict[str, Thing], problems: list[Problem]) -> list[Judgement]:
    """
    Return the judgements of a file, which need not exist; each one that cannot be used is a problem.
    """
    if not path.exists():
        return []
    read = (_judgement(record, Place(shown), things, problems) for record in read_yaml(path, shown, problems))
    found = [judgement for judgement in read if judgement]
    one = canonical(found)
    for judgement in found:
        names = {one.get(slug, slug) for slug in judgement.things}
        if not judgement.same and len(names) < len(judgement.things):
            problems.append(problem(judgement.place, "E209", things=", ".join(judgement.things)))
    return found


def canonical(judgements: Iterable[Judgement]) -> dict[str, str]:
    """
    Return the slug by which each merged thing is known; things that are not merged are absent.
    """
    known: dict[str, str] = {}

    def top(slug: str) -> str:
        while slug in known:
            slug = known[slug]
        return slug

    for judgement in judgements:
        first = top(judgement.things[0])
        for slug in judgement.things[1:] if judgement.same else ():
            if top(slug) != first:
                known[top(slug)] = first
    return {slug: top(slug) for slug in known}


def _judgement(record: object, top: Place, things: dict[str, Thing], problems: list[Problem]) -> Judgement | None:
    if not isinstance(record, Mapping):
        return None
    place, before = record.place or top, len(problems)
    strange = [key for key in record if key not in KEYS]
    problems += [problem(record.keys_at.get(k, place), "E210", key=k, near=nearest(k, KEYS)) for k in strange]
    problems += [problem(place, "E211", key=key) for key in REQUIRED if key not in record]
    kinds = [key for key in (SAME, DIFFERENT) if key in record]
    named = record.get(kinds[0]) if len(kinds) == 1 else None
    if not isinstance(named, list) or len(named) < 2:
        problems.append(problem(place, "E212"))
        return None
    _check_day(record, place, problems)
    for slug in named:
        if not isinstance(slug, str) or slug not in things:
            near = nearest(str(slug), things)
            problems.append(problem(place_of(slug, place), "E201", kind="thing", id=slug, near=near))
    if len(problems) > before:
        return None
    slugs = tuple(str(slug) for slug in named)
    if kinds[0] == SAME and len({things[slug].kind.key for slug in slugs}) > 1:
        found = ", ".join(things[slug].kind.key for slug in slugs)
        problems.append(problem(place, "E208", things=", ".join(slugs), kinds=found))
        return None
    return Judgement(kinds[0] == SAME, slugs, place)


def _check_day(record: Mapping, place: Place, problems: list[Problem]) -> None:
    day = record.get("on", "")
    try:
        if isinstance(day, str) and day:
            PartialDate(day)
    except DateProblem as fault:
        problems.append(problem(place_of(day, place), fault.code, **fault.params))
