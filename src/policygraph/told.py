"""
What the graph tells of some things: every fact with its citations, and the names of all that these facts lead to.

A whole graph says the same of each of its things; this reads only what is about those asked for, so that a page of a
few things costs the same in a graph of any size. To what half the graph points, no page can tell all that does: of
such a hub only what the other things say is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asked import PLACE_LINKS
from .citations import Citations
from .descent import asking, batches, nodes
from .describe import MEASURED, OBSERVATION
from .entities import Fact, entities, gathered, kinds_of, proposals, select_facts, with_times
from .ontology import PREFIXES, iri
from .store import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .entities import Entity
    from .store import Row, Store

PLACED = frozenset(map(iri, PLACE_LINKS))
OF = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"
POINTING = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?o { %s } GRAPH ?g { ?s ?p ?o } } LIMIT %d"
# Statements that point to one thing; the most that any thing of a report has are some hundreds.
MOST_POINTING = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """
    The things that facts speak of by IRI, the facts in order, and the hubs (IRIs) of which not all is told.

    `around` are links that say in what the places lie that facts lead to, further than anything shown.
    """

    known: dict[str, Entity]
    said: list[Fact]
    around: list[Fact]
    hubs: frozenset[str]


def told(store: Store, things: Collection[str]) -> Told:
    """
    Return what the graph tells of *things* (IRIs), as `entities.facts` of a whole graph has it, in the order `ordered`.

    Some queries for each hundred things; linear in facts, of which a hub adds at most 2,000.
    """
    citations, hubs = Citations(store), set[str]()
    rows = [row for part in batches(sorted(things)) for row in _pointing(store, part, hubs)]
    said = [fact for part in _portions(rows) for fact in gathered(part, citations)]
    measured = {fact.subject for fact in said if fact.predicate in MEASURED}
    kinds = {thing: kind for part in batches(sorted(measured)) for thing, kind in kinds_of(store, part).items()}
    for part in batches(sorted({*things, *(thing for thing, kind in kinds.items() if kind == OBSERVATION)})):
        said += select_facts(store, OF % nodes(part), citations)
    said = list({(fact.subject, fact.predicate, fact.value): fact for fact in said}.values())
    plans = {fact for part in batches(sorted(things)) for fact in proposals(store, part)}
    said = ordered([*with_times(store, said), *plans])
    ends = {end for fact in said for end in (fact.subject, fact.value) if isinstance(end, Iri) or end == fact.subject}
    places = {str(fact.value) for fact in said if fact.predicate in PLACED and fact.subject in things}
    around = _around(store, places.union(things), citations)
    ends |= {end for fact in around for end in (fact.subject, fact.value)}
    known = {i: e for part in batches(sorted({*map(str, ends), *things})) for i, e in entities(store, part).items()}
    return Told(known, said, around, frozenset(hubs))


def ordered(said: Iterable[Fact]) -> list[Fact]:
    """
    Return facts in an order that does not depend on the store: by subject, property and value, plans last.
    """
    return sorted(
        said,
        key=lambda f: (
            f.modality not in ("stated", "inferred"),
            *(f.subject, f.predicate, str(f.value), getattr(f.value, "lang", ""), f.modality, f.citations),
        ),
    )


def _pointing(store: Store, things: Sequence[str], hubs: set[str]) -> Iterator[Row]:
    """
    Yield the facts that point to *things*; those to which too many do are added to *hubs*, and theirs left out.
    """
    rows = list(store.select(POINTING % (nodes(things), MOST_POINTING + 1), prefixes=PREFIXES))
    if len(rows) <= MOST_POINTING:
        yield from rows
    elif len(things) == 1:
        hubs.update(things)
    else:
        middle = len(things) // 2
        yield from _pointing(store, things[:middle], hubs)
        yield from _pointing(store, things[middle:], hubs)


def _portions(rows: list[Row]) -> Iterator[list[Row]]:
    """
    Yield rows in portions few enough for their citations to be looked up one by one, all rows of a fact in one of them.
    """
    rows = sorted(rows, key=lambda row: (str(row["s"]), str(row["p"]), str(row["o"])))
    begin = 0
    while begin < len(rows):
        end = begin + MOST_POINTING
        while end < len(rows) and rows[end]["s"] == rows[end - 1]["s"]:
            end += 1
        yield rows[begin:end]
        begin = end


def _around(store: Store, things: Iterable[str], citations: Citations) -> list[Fact]:
    """
    Return the links by which places among *things* lie in others, and these in others again.
    """
    found: list[Fact] = []
    at = sorted(set(things))
    seen = set(at)
    while at:
        met = [
            fact
            for part in batches(at)
            for fact in select_facts(store, asking(part, ("pg:within",), part, ("pg:blocMember",)), citations)
        ]
        found += met
        at = sorted({end for fact in met for end in (fact.subject, str(fact.value))} - seen)
        seen.update(at)
    return found
