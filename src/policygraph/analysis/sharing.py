"""
The networks of what is shared: regions by agreements, brands and instruments; bodies by documents; programmes.

Two things are tied when both are linked to a third. Who shares what is kept whole in a `Sharing`, which nulls redraw
and from which matrices are counted; `projected` makes the NetworkX multigraph of it, one edge for each thing shared,
and each edge keeps the statements of both sides (NetworkX's own projections would lose them).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from ..asked import PLACE_LINKS
from ..ontology import iri
from .reading import PLACES, during

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..entities import Entity, Fact
    from ..ontology import Both
    from .reading import Reading

    # The statements by which one thing is linked to what it shares.
    Statements = tuple[Fact, ...]

BODIES = frozenset(("agency", "organisation", "mechanism", "platform"))
# Those that use instruments; each is in a place by one of PLACE_LINKS.
USERS = frozenset(("policy", "programme", "platform"))
INSTRUMENT, TARGET = iri("pg:instrument"), iri("pg:targetGroup")
PLACED = frozenset(map(iri, PLACE_LINKS))
# What more than these share ties nobody in particular, and its pairs would be more than anybody could read.
CROWD = 500


@dataclass(frozen=True, slots=True)
class Tie:
    """
    One way of sharing: its key, its words, the links from the shared thing to those who share it (or, `inward`, from
    them to it), and the kinds of the shared thing and of those who share it.
    """

    key: str
    words: Both
    properties: frozenset[str]
    shared: frozenset[str]
    by: frozenset[str]
    inward: bool = False


def _tie(key: str, words: Both, properties: str, shared: Iterable[str], by: Iterable[str], inward: bool = False) -> Tie:
    return Tie(key, words, frozenset(map(iri, properties.split())), frozenset(shared), frozenset(by), inward)


COOPERATION = (
    _tie("agreement", ("文件", "documents"), "pg:signatory", ["policy"], PLACES),
    _tie("programme", ("项目", "programmes"), "pg:participant", ["programme"], PLACES),
    _tie("mechanism", ("机制", "mechanisms"), "org:hasMember", ["mechanism"], PLACES),
)
JOINTLY = (
    _tie("document", ("文件", "documents"), "eli:passed_by pg:signatory", ["policy"], BODIES),
    _tie("programme", ("项目", "programmes"), "pg:establishedBy pg:operatedBy", ["programme"], BODIES),
    _tie("event", ("活动", "events"), "schema:organizer", ["event"], BODIES),
)
OVERLAP = (
    _tie(
        "body",
        ("机构", "bodies"),
        "pg:establishedBy pg:operatedBy pg:participant",
        BODIES,
        ["programme"],
        inward=True,
    ),
    _tie("place", ("地方", "places"), "dcterms:spatial pg:participant", PLACES, ["programme"], inward=True),
    _tie("target", ("面向群体", "target groups"), "pg:targetGroup", ["target-group"], ["programme"], inward=True),
)
ALIKE: Both = ("政策工具", "instruments")


@dataclass(frozen=True, slots=True)
class Sharing:
    """
    Who shares what: for each shared thing, by tie and IRI, those who share it, by IRI, with the statements that say so.

    In order of tie and IRI, so that nulls and matrices always come out the same. `crowded` is how many things were left
    out because more than 500 share them.
    """

    reading: Reading
    by: Mapping[tuple[str, str], Mapping[str, Statements]]
    crowded: int = 0

    @property
    def members(self) -> tuple[Entity, ...]:
        """
        All who share anything, by id.
        """
        found = {member for members in self.by.values() for member in members}
        return tuple(sorted((self.reading.things[member] for member in found), key=lambda e: e.id))


def shared(reading: Reading, ties: Iterable[Tie]) -> Sharing:
    """
    Return who shares what by these ties; linear in links.
    """
    found: dict[tuple[str, str], dict[str, Statements]] = {}
    for tie in ties:
        for fact in reading.saying(*tie.properties):
            thing, member = fact.subject, str(fact.value)
            if tie.inward:
                thing, member = member, thing
            if reading.things[thing].kind in tie.shared and reading.things[member].kind in tie.by:
                members = found.setdefault((tie.key, thing), {})
                members[member] = (*members.get(member, ()), fact)
    return _sorted(reading, found)


def instruments(reading: Reading) -> nx.MultiDiGraph[str]:
    """
    Return which regions use which instruments: an edge from region to instrument for each document, programme or
    platform through which, and for each link that places it there; `via` is its id.

    A document is in a region that made or signed it and in one that it concerns: `place_link` tells which.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    placed: dict[str, list[Fact]] = {}
    for fact in reading.links:
        if fact.predicate in PLACED and reading.things[str(fact.value)].kind in PLACES:
            placed.setdefault(fact.subject, []).append(fact)
    for fact in reading.saying(INSTRUMENT):
        for place in placed.get(fact.subject, ()):
            _use(graph, reading, place, fact)
    return _ordered(graph)


def alike(reading: Reading) -> Sharing:
    """
    Return which instruments are used by which regions, as a `Sharing` of the network `instruments`.
    """
    found: dict[tuple[str, str], dict[str, Statements]] = {}
    graph = instruments(reading)
    for region, instrument, about in graph.edges(data=True):
        members = found.setdefault(("instrument", graph.nodes[instrument]["iri"]), {})
        place = graph.nodes[region]["iri"]
        members[place] = (*members.get(place, ()), *(f for f in about["facts"] if f not in members.get(place, ())))
    return _sorted(reading, found)


def projected(sharing: Sharing) -> nx.MultiGraph[str]:
    """
    Return those who share as nodes, with an edge for each thing that two of them share: `tie`, `shared` (id), `facts`.

    Quadratic in the number that share one thing, which is at most 500; linear in the rest.
    """
    reading = sharing.reading
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for member in sharing.members:
        _node(graph, member)
    for (tie, thing), members in sharing.by.items():
        about = reading.things[thing]
        for one, other in combinations(sorted(members, key=lambda m: reading.things[m].id), 2):
            facts = (*members[one], *(fact for fact in members[other] if fact not in members[one]))
            graph.add_edge(
                reading.things[one].id,
                reading.things[other].id,
                key=f"{tie}/{about.id}",
                tie=tie,
                shared=about.id,
                label=about.label,
                label_en=about.english,
                modality=_modality(facts),
                citations=_words(facts),
                facts=facts,
                during=during(reading, thing, one, other),
            )
    return graph


def regions(reading: Reading) -> nx.MultiGraph[str]:
    """
    Return regions tied by agreements they signed, brands they take part in, mechanisms they are members of, and
    instruments that both use. The last is likeness, not cooperation: edges tell by their `tie`.
    """
    both = Sharing(reading, {**shared(reading, COOPERATION).by, **alike(reading).by})
    return projected(both)


def bodies(reading: Reading) -> nx.MultiGraph[str]:
    """
    Return bodies tied by documents that they issued or signed together, programmes and events that they ran together.
    """
    return projected(shared(reading, JOINTLY))


def programmes(reading: Reading) -> nx.MultiGraph[str]:
    """
    Return programmes tied by the bodies behind them, their places and their target groups.
    """
    return projected(shared(reading, OVERLAP))


def counted(rows: Iterable[Iterable[int]]) -> Counter[tuple[int, int]]:
    """
    Return how many *rows* each two numbers stand in together, the lower number first.
    """
    return Counter(pair for row in rows for pair in combinations(sorted(row), 2))


def matrix(sharing: Sharing) -> np.ndarray:
    """
    Return how many things each two members share: a symmetric matrix in the order of `Sharing.members`.

    On its diagonal stands how many each shares with anybody. It has a cell for each two members.
    """
    index = {member.iri: number for number, member in enumerate(sharing.members)}
    rows = [[index[member] for member in members] for members in sharing.by.values() if len(members) > 1]
    table = np.zeros((len(index), len(index)), dtype=int)
    for (one, other), count in counted(rows).items():
        table[one, other] = table[other, one] = count
    for row in rows:
        table[row, row] += 1
    return table


def _use(graph: nx.MultiDiGraph[str], reading: Reading, place: Fact, use: Fact) -> None:
    region, instrument = reading.things[str(place.value)], reading.things[str(use.value)]
    via = reading.things[use.subject]
    for end in (region, instrument):
        _node(graph, end)
    graph.add_edge(
        region.id,
        instrument.id,
        key=f"{via.id}/{place.predicate}",
        property=use.predicate,
        place_link=place.predicate,
        via=via.id,
        label=via.label,
        label_en=via.english,
        modality=_modality((place, use)),
        citations=_words((place, use)),
        facts=(place, use),
        during=during(reading, via.iri),
    )


def _node(graph: nx.Graph[str], entity: Entity) -> None:
    graph.add_node(entity.id, label=entity.label, label_en=entity.english, kind=entity.kind, iri=entity.iri)


def _ordered(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    done: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    done.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: node[0]))
    for start, end, key in sorted(graph.edges(keys=True)):
        done.add_edge(start, end, key=key, **graph.edges[start, end, key])
    return done


def _sorted(reading: Reading, found: Mapping[tuple[str, str], Mapping[str, Statements]]) -> Sharing:
    kept = {key: dict(sorted(found[key].items())) for key in sorted(found) if len(found[key]) <= CROWD}
    return Sharing(reading, kept, len(found) - len(kept))


def _modality(facts: Iterable[Fact]) -> str:
    return "inferred" if any(fact.modality == "inferred" for fact in facts) else "stated"


def _words(facts: Iterable[Fact]) -> str:
    return "；".join(dict.fromkeys(c.words[0] for fact in facts for c in fact.citations))
