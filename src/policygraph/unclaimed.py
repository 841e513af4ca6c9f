"""
What the text of a source has and no record of that section accounts for: titles in 《》, dated acts, and the names of
places and bodies that the data knows.

A gap is either recorded or listed in `source.yaml` under `left-out` with its reason. Words are given only as far as
they are names, titles or dates; sentences are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from .spellings import loose, loosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .cleantext import Clean
    from .lookup import Lookup
    from .model import LeftOut, Source, Statement

TITLE = re.compile(r"《([^《》]+)》|〈([^〈〉]+)〉")
# A dated act: a year (and month), and in the same clause a verb of making, deciding or beginning.
ACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:(\d{1,2})月)?(?:\d{1,2}日)?,?[^。;,0-9]{0,20}?"
    r"(印发|发布|出台|签署|签订|成立|召开|举办|制定|启动|揭牌|挂牌|通过|颁布|实施|设立)"
)
NAMED = {"region": "place", "area": "place"}
BODIES = frozenset(("agency", "organisation", "platform", "mechanism", "programme", "event", "policy", "publication"))


class Sort(StrEnum):
    """
    What sort of thing the text names.
    """

    TITLE = "title"
    ACT = "act"
    PLACE = "place"
    BODY = "body"


@dataclass(frozen=True, order=True, slots=True)
class Unclaimed:
    """
    Something that a section names and no record of it accounts for: the section's locator, its sort, the name as
    printed, where it first stands in the copy, and how often the section has it.
    """

    section: str
    sort: Sort
    text: str
    start: int
    times: int


def unclaimed(lookup: Lookup, statements: Iterable[Statement], source: Source) -> list[Unclaimed]:
    """
    Return what the sections of a source name and no record accounts for, in the order of the sections.

    A thing is accounted for in a section if a statement of the section is about it or names it as its value.
    """
    told: dict[str, set[str]] = {}
    dates: dict[str, set[str]] = {}
    for said in statements:
        if not said.passage.startswith(f"{source.id}/"):
            continue
        section = "/".join(said.passage.split("/")[1:3])
        told.setdefault(section, set()).add(said.subject)
        if said.property.form == "reference":
            told[section].add(said.value)
        if said.property.form == "date":
            dates.setdefault(section, set()).update(re.findall(r"\d{4}(?:-\d{2})?", said.value))
    found: list[Unclaimed] = []
    for locator in (section.locator for section in source.sections):
        text = lookup.passages.section(locator)
        chapter = f"{source.id}/{locator.partition('/')[0]}"
        seen: dict[tuple[Sort, str], list[int]] = {}
        for sort, name, at in _named(lookup, text, chapter, told.get(locator, set()), dates.get(locator, set())):
            seen.setdefault((sort, name), []).append(at)
        found += [
            Unclaimed(locator, sort, name, text.at[min(places)], len(places))
            for (sort, name), places in seen.items()
            if not _left_out(name, locator, source.left_out)
        ]
    return found


def _named(
    lookup: Lookup, text: Clean, chapter: str, told: set[str], dates: set[str]
) -> Iterator[tuple[Sort, str, int]]:
    forms = {form for slug in told for form in lookup.scope.forms(slug, chapter)}
    flat, at = loosen(text)
    titles = []
    for found in _titles(text.text):
        titles.append(loose(found[1]))
        if loose(found[1]) not in forms:
            yield Sort.TITLE, found[1], found[0]
    for act in ACT.finditer(flat):
        day = f"{act[1]}-{int(act[2]):02}" if act[2] else act[1]
        if not any(known.startswith(day) for known in dates):
            yield Sort.ACT, act[0], at[act.start()]
    for begin, end, form in lookup.scope.mentions(flat):
        bearers = lookup.scope.bearers(form, chapter)
        kinds = {lookup.kind(slug) for slug in bearers}
        if not bearers or bearers & told or form in titles:
            continue
        name = text.text[at[begin] : at[end - 1] + 1]
        if kinds & NAMED.keys():
            yield Sort.PLACE, name, at[begin]
        elif kinds & BODIES:
            yield Sort.BODY, name, at[begin]


def _titles(text: str) -> Iterator[tuple[int, str]]:
    """
    Yield each title in 《》, and within it those in 〈〉, with where it stands.
    """
    for found in TITLE.finditer(text):
        title = found[1] or found[2]
        begin = found.start() + 1
        yield begin, title
        for inner in TITLE.finditer(title):
            yield begin + inner.start() + 1, inner[2] or inner[1]


def _left_out(name: str, section: str, listed: Iterable[LeftOut]) -> bool:
    form = loose(name)
    return any(
        loose(item.text) == form and (not item.at or section == item.at or section.startswith(f"{item.at}/"))
        for item in listed
    )
