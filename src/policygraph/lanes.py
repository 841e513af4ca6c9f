"""
The lanes of a timeline: in which places, and with which bodies, each thing stands, and which of them lie in which.

A thing stands in the lane of every place that it names, never in one that we would choose for it. A lane counts for all
that is around it: a district for its city, a member for its bloc.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .ontology import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .entities import Entity, Fact

PART_OF = frozenset(map(iri, ("pg:within", "org:subOrganizationOf")))
MEMBER = iri("pg:blocMember")
FACTS = ("stated", "inferred")


@dataclass(slots=True)
class Lanes:
    """
    The places or bodies of a timeline by IRI in the order in which they are shown, each below the one that it is in.

    `above` holds all that a thing of this lane counts for too: the region around it, the bloc that it is a member of.
    `of` says in which lanes each thing stands itself.
    """

    parents: dict[str, str] = field(default_factory=dict)
    above: dict[str, list[str]] = field(default_factory=dict)
    of: dict[str, list[str]] = field(default_factory=dict)


def lanes(
    known: Mapping[str, Entity],
    said: Iterable[Fact],
    shown: Mapping[str, bool],
    links: Iterable[str],
    kinds: Sequence[str],
) -> Lanes:
    """
    Return the lanes of things by their links to places or bodies, themselves among them.

    Args:
        known: All things by IRI.
        said: All facts.
        shown: The things to be shown, by IRI; True for those that have a date, which the order of lanes goes by.
        links: The links that put a thing in a lane, as prefixed names.
        kinds: What a lane may be, as keys of kinds.

    Linear in facts.
    """
    wanted, found = frozenset(map(iri, links)), Lanes()
    places = {i for i, e in known.items() if e.kind in kinds}
    around: dict[str, set[str]] = {}
    blocs: dict[str, set[str]] = {}
    for place in (i for i in shown if i in places):
        found.of.setdefault(place, []).append(place)
    for fact in said:
        value = str(fact.value)
        if fact.modality not in FACTS or value not in places:
            continue
        if fact.predicate in wanted and fact.subject in shown:
            found.of.setdefault(fact.subject, []).append(value)
        if fact.predicate in PART_OF and fact.subject in places:
            around.setdefault(fact.subject, set()).add(value)
        if fact.predicate == MEMBER and fact.subject in places:
            blocs.setdefault(value, set()).add(fact.subject)
    found.of = {thing: sorted(set(at)) for thing, at in found.of.items()}
    waiting = sorted({place for at in found.of.values() for place in at})
    while waiting:
        place = waiting.pop()
        if place not in found.above:
            found.above[place] = sorted(around.get(place, set()) | blocs.get(place, set()))
            waiting += found.above[place]
    held = Counter(place for thing, at in found.of.items() if shown[thing] for place in at)
    found.parents = _parents(found.above, around, held)
    return found


def _parents(places: Iterable[str], around: Mapping[str, Iterable[str]], held: Counter[str]) -> dict[str, str]:
    """
    Return what each lane stands below, in the order of the page: the narrowest around it; what has *held* most, first.

    Lanes that lie in each other in a circle stand below nothing.
    """
    reach = {place: _reach(place, around) for place in places}
    below: dict[str, list[str]] = {}
    for place, highs in reach.items():
        wider = [high for high in around.get(place, ()) if len(reach[high]) < len(highs)]
        below.setdefault(max(wider, key=lambda high: (len(reach[high]), high), default=""), []).append(place)
    for place in sorted(reach, key=lambda p: -len(reach[p])):
        held[place] += sum(held[low] for low in below.get(place, ()))
    parents: dict[str, str] = {}
    stack = [("", place) for place in below.get("", ())]
    stack.sort(key=lambda pair: (held[pair[1]], pair[1]))
    while stack:
        parent, place = stack.pop()
        parents[place] = parent
        stack += sorted(((place, low) for low in below.get(place, ())), key=lambda pair: (held[pair[1]], pair[1]))
    return parents


def _reach(place: str, around: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = {place}, [place]
    while waiting:
        new = set(around.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found
