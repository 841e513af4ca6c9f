"""
Where things come from: the links that say so, followed step by step, upward or downward, each with its citations.

Upward leads from a thing to what it rests on, was set up by or is part of; downward to what rests on it and what came
of it, but not to parts: that a whole was set up does not say of what its parts came. Plans and proposals are no links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .entities import Fact, select_facts
from .ontology import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .citations import Citations
    from .store import Store

# A document rests on another one, or follows it. Their order is that of importance, and of what is shown first.
RESTS = ("eli:based_on", "eli:ensures_implementation_of", "eli:applies", "eli:cites")
FOLLOWS = ("dcterms:replaces", "eli:repeals", "eli:amends")
# The value is where the subject comes from; and the other way round.
ORIGINS = ("pg:establishedBy", "pg:adoptedAt", "org:originalOrganization")
OUTCOMES = ("pg:providesFor", "org:resultingOrganization")
WHOLES = ("eli:is_member_of", "dcterms:isPartOf", "org:subOrganizationOf")

ORDER = {iri(name): number for number, name in enumerate((*RESTS, *FOLLOWS, *ORIGINS, *OUTCOMES, *WHOLES))}
SUCCESSION = frozenset(map(iri, FOLLOWS))
SETTING_UP = frozenset(map(iri, ("pg:establishedBy", "pg:providesFor")))

# How many things one query asks for, so that its text stays short and the engine looks each of them up.
BATCH = 100


@dataclass(frozen=True, slots=True)
class Edge:
    """
    One link of descent: the thing `below` rests on the thing `above`, or comes from it, as `fact` says.
    """

    below: str
    above: str
    fact: Fact


def reach(
    store: Store,
    citations: Citations,
    start: Iterable[str],
    *,
    up: bool,
    depth: int,
    inferred: bool = True,
    through: frozenset[str] | None = None,
) -> list[Edge]:
    """
    Return the links on the ways up or down from *start* (IRIs), at most *depth* of them in a row, each link once.

    Without *inferred* only stated links count; of links other than *through* (IRIs of properties) no way leads on.
    The nearest come first, then by kind of link. Circles are followed once. One query a step for a hundred things,
    linear in the links that are met, whatever the graph's size.
    """
    at = sorted(set(start))
    seen = set(at)
    found: list[Edge] = []
    for _ in range(depth):
        met = [edge for part in batches(at) for edge in _step(store, part, citations, up=up)]
        met = [edge for edge in met if inferred or edge.fact.modality == "stated"]
        found += sorted(met, key=lambda e: (ORDER[e.fact.predicate], e.below, e.above))
        onward = (edge for edge in met if through is None or edge.fact.predicate in through)
        at = sorted({edge.above if up else edge.below for edge in onward} - seen)
        seen.update(at)
    return found


def asking(subjects: Iterable[str], leading: Iterable[str], values: Iterable[str], pointing: Iterable[str]) -> str:
    """
    Return a SELECT of the links by which *subjects* lead anywhere, and of those that point to *values* (IRIs).

    Each property stands in a pattern of its own: given a list of them, the engine reads every link of the graph.
    """
    ways = []
    for end, things, names in (("s", subjects, leading), ("o", values, pointing)):
        each = " UNION ".join(f"{{ GRAPH ?g {{ ?s {name} ?o }} BIND({name} AS ?p) }}" for name in names)
        ways += [f"{{ VALUES ?{end} {{ {nodes(things)} }} {each} }}"] if each else []
    return f"SELECT DISTINCT ?s ?p ?o ?g WHERE {{ {' UNION '.join(ways)} }}"


def nodes(things: Iterable[str]) -> str:
    """
    Return IRIs as a query lists them.
    """
    return " ".join(f"<{thing}>" for thing in things)


def batches(things: Iterable[str]) -> Iterator[Sequence[str]]:
    """
    Yield IRIs in portions of which a query can hold one.
    """
    known = list(things)
    for begin in range(0, len(known), BATCH):
        yield known[begin : begin + BATCH]


def _step(store: Store, at: Sequence[str], citations: Citations, *, up: bool) -> list[Edge]:
    later, earlier = (*RESTS, *FOLLOWS, *ORIGINS), OUTCOMES
    leading, pointing = ((*later, *WHOLES), earlier) if up else (earlier, later)
    below_first = {iri(name) for name in (*later, *WHOLES)}
    edges = []
    for fact in select_facts(store, asking(at, leading, at, pointing), citations):
        ends = fact.subject, str(fact.value)
        below, above = ends if fact.predicate in below_first else ends[::-1]
        edges.append(Edge(below, above, fact))
    return edges
