"""
The graph as rows for other programs: things, links and statements, each with its dates and citations.

Rows come in portions of a fixed size and are not kept: only what the things are called is held. Parallel links stay
apart, and a link that held for several periods is a row for each. Nothing is dated that no source dates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from ..citations import Citations, local
from ..dates import MAX, Bounds
from ..entities import PROPOSALS, PROPOSED, entities, select_facts
from ..force import BEGINS, ENDS
from ..jsonld import compact
from ..lanes import FACTS
from ..network import UNLINKED
from ..ontology import PREFIXES, iri, ontology
from ..store import Iri
from .columns import Edge, Node, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..citations import Citation
    from ..entities import Entity, Fact
    from ..store import Row, Store

    Link = tuple[str, str, str]

# How many things or passages one query asks for.
PORTION = 500
DAYS = "pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2"
# A date of a thing counts without inference if some passage states it; so does a time in force if all its dates do.
STATED_DATE = "FILTER EXISTS { GRAPH ?g { ?thing pg:time ?t } ?g pg:modality pg:stated }"
STATED_FORCE = """FILTER NOT EXISTS {
  ?n pg:basis ?t FILTER NOT EXISTS { GRAPH ?g { ?owner pg:time ?t } ?g pg:modality pg:stated }
}"""
FORCE = f"SELECT DISTINCT ?thing ?b1 ?b2 ?e1 ?e2 WHERE {{ VALUES ?thing {{ %s }} ?thing pg:inForce ?n . ?n {DAYS} %s }}"
DATES = f"""
SELECT DISTINCT ?thing ?role ?edtf ?b1 ?b2 ?e1 ?e2 WHERE {{
  VALUES ?thing {{ %s }} ?thing pg:time ?t . ?t pg:role ?role ; pg:edtf ?edtf ; {DAYS} %s
}}"""
LINKS = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } FILTER(ISIRI(?o)) }"
MEMBERS = f"""
SELECT DISTINCT ?role ?body ?member ?b1 ?b2 ?e1 ?e2 WHERE {{
  ?role a org:Membership ; org:organization ?body ; org:member ?member ; pg:inForce ?n . ?n {DAYS} %s
}}"""
PASSAGES = "SELECT DISTINCT ?g WHERE { ?g pg:locator ?at ; pg:modality %s }"
QUADS = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?g { %s } GRAPH ?g { ?s ?p ?o } }"
TIMES = f"""
SELECT DISTINCT ?t ?role ?edtf ?b1 ?b2 ?e1 ?e2 WHERE {{
  VALUES ?t {{ %s }} ?t pg:role ?role ; pg:edtf ?edtf ; {DAYS}
}}"""
# What happened lasted from its begin to its end; what was set up began then, and lasts until a source ends it.
HAPPENED = frozenset(map(iri, ("pg:held", "pg:happened", "pg:valid")))
BEGAN = frozenset((*BEGINS, iri("pg:established")))
WORDS = iri("pg:words")


class Rows:
    """
    Reads the rows of one graph; *inferred* keeps what we infer, *proposed* adds plans and proposals as links of their
    own modality with the things that are only proposed, *concepts* makes topics, instruments and the like things too.
    *known* are all things by IRI and *said* all facts, where the caller has them already.
    """

    def __init__(
        self,
        store: Store,
        *,
        inferred: bool = True,
        proposed: bool = False,
        concepts: bool = False,
        known: Mapping[str, Entity] | None = None,
        said: Iterable[Fact] | None = None,
    ) -> None:
        left_out = UNLINKED - {PROPOSED} if proposed else UNLINKED
        if not concepts:
            left_out |= {kind.key for kind in ontology().kinds.values() if kind.vocabulary}
        self._store = store
        self._inferred = inferred
        self._proposed = proposed
        known = entities(store) if known is None else known
        found = [(thing, e) for thing, e in sorted(known.items()) if e.kind not in left_out]
        named = Counter(entity.id for _, entity in found)
        # Foreign graphs may end two IRIs alike, and a thing without an IRI can neither be asked for nor linked.
        self._things = {
            thing: entity if named[entity.id] == 1 else replace(entity, id=thing)
            for thing, entity in found
            if not thing.startswith("_:")
        }
        self._citations = Citations(store)
        self._said = None if said is None else _by_subject(said)

    def nodes(self) -> Iterator[Node]:
        """
        Yield the things in the order of their IRIs.
        """
        for portion in _portions(self._things):
            force, dates = self._dated(portion)
            for thing in portion:
                told = tuple(sorted({f"{compact(str(r['role']))} {r['edtf']}" for r in dates[thing]}))
                spans = [_bounds(row) for row in force[thing]] or _lasting(dates[thing])
                yield Node(self._things[thing], told, tuple(sorted(set(spans), key=_order)))

    def edges(self) -> Iterator[Edge]:
        """
        Yield the links between those things: by subject, property, value and period.
        """
        periods = self._periods()
        for portion in _portions(self._things):
            edges = [edge for fact in self._facts(portion) for edge in self._links(fact, periods)]
            if self._proposed:
                edges += self._calls(portion)
            yield from sorted(edges, key=lambda e: (e.source, e.property, e.target, e.modality, str(e.span)))

    def statements(self) -> Iterator[Said]:
        """
        Yield all that passages say, passage by passage; plans and proposals, which are no facts, come last.
        """
        graphs = self._store.select(PASSAGES % ("?modality" if self._inferred else "pg:stated"), prefixes=PREFIXES)
        for portion in _portions(sorted(str(row["g"]) for row in graphs)):
            yield from self._evidence(portion)
        if self._proposed:
            for row in sorted(self._store.select(PROPOSALS % "", prefixes=PREFIXES), key=_row_order):
                at = self._proposal(row)
                yield Said(str(row["s"]), str(row["p"]), row["o"], at.modality, at)

    def _dated(self, portion: list[str]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        """
        Return the times in force and the dates of some things, by thing.
        """
        force: dict[str, list[Row]] = defaultdict(list)
        dates: dict[str, list[Row]] = defaultdict(list)
        stated = ("", "") if self._inferred else (STATED_FORCE, STATED_DATE)
        for found, text, only in ((force, FORCE, stated[0]), (dates, DATES, stated[1])):
            for row in self._store.select(text % (_nodes(portion), only), prefixes=PREFIXES):
                found[str(row["thing"])].append(row)
        return force, dates

    def _facts(self, portion: list[str]) -> Iterable[Fact]:
        """
        Return what passages state, or we infer, of some things.
        """
        if self._said is None:
            return select_facts(self._store, LINKS % _nodes(portion), self._citations)
        return (fact for thing in portion for fact in self._said.get(thing, ()))

    def _links(self, fact: Fact, periods: Mapping[Link, Sequence[Bounds]]) -> Iterator[Edge]:
        target = str(fact.value)
        if target not in self._things:
            return
        citations = fact.citations if self._inferred else tuple(c for c in fact.citations if c.modality == "stated")
        if not citations:
            return
        ends = self._things[fact.subject].id, self._things[target].id
        link = (fact.subject, fact.predicate, target)
        for span in periods.get(link, (None,)):
            yield Edge(*ends, fact.predicate, fact.modality, citations, span)

    def _periods(self) -> dict[Link, list[Bounds]]:
        """
        Return when links held, where a dated role tells; its IRI names the key of the link.
        """
        found: dict[Link, set[Bounds]] = defaultdict(set)
        for row in self._store.select(MEMBERS % ("" if self._inferred else STATED_FORCE), prefixes=PREFIXES):
            body, member = str(row["body"]), str(row["member"])
            key = str(row["role"]).rpartition("/role/")[2].split("/")[0]
            for path, inverse in _paths(key):
                found[(member, path, body) if inverse else (body, path, member)].add(_bounds(row))
        return {link: sorted(spans, key=_order) for link, spans in found.items()}

    def _calls(self, portion: list[str]) -> Iterator[Edge]:
        """
        Yield plans and proposals as links, where both ends are things; those of several passages are one.
        """
        text = PROPOSALS % f"VALUES ?s {{ {_nodes(portion)} }} FILTER(ISIRI(?o))"
        found: dict[tuple[str, str, str, str], set[Citation]] = defaultdict(set)
        for row in self._store.select(text, prefixes=PREFIXES):
            if str(row["o"]) in self._things:
                at = self._proposal(row)
                found[str(row["s"]), str(row["p"]), str(row["o"]), at.modality].add(at)
        for (subject, path, value, modality), cited in found.items():
            ends = self._things[subject].id, self._things[value].id
            yield Edge(*ends, path, modality, tuple(sorted(cited)))

    def _proposal(self, row: Row) -> Citation:
        source, modality = local(str(row["source"])), local(str(row["modality"]))
        return self._citations.at(source, str(row["locator"]), int(str(row.get("page", 0))), modality)

    def _evidence(self, portion: list[str]) -> Iterator[Said]:
        rows = sorted(self._store.select(QUADS % _nodes(portion), prefixes=PREFIXES), key=_row_order)
        cited = self._citations.of(portion)
        words = {(str(r["g"]), str(r["s"])): str(r["o"]) for r in rows if str(r["p"]) == WORDS}
        nodes = {str(r["o"]) for r in rows if isinstance(r["o"], Iri) and "/time/" in r["o"]}
        times = {str(t["t"]): t for t in self._store.select(TIMES % _nodes(sorted(nodes)), prefixes=PREFIXES)}
        for row in rows:
            graph, path, value = str(row["g"]), str(row["p"]), row["o"]
            if path == WORDS or graph not in cited:
                continue
            at, time = cited[graph], times.get(str(value))
            said = Said(str(row["s"]), path, value, at.modality, at)
            yield _with_date(said, time, words.get((graph, str(value)), "")) if time else said


def _by_subject(said: Iterable[Fact]) -> dict[str, list[Fact]]:
    """
    Return what is no plan or proposal, by the thing that it is said of.
    """
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in said:
        if fact.modality in FACTS:
            found[fact.subject].append(fact)
    return found


def _with_date(said: Said, time: Row, words: str) -> Said:
    return Said(
        said.subject,
        said.property,
        said.value,
        said.modality,
        said.citation,
        str(time["role"]),
        str(time["edtf"]),
        words,
        _bounds(time),
    )


def _lasting(dates: list[Row]) -> list[Bounds]:
    """
    Return the spans of a thing for which no time in force is worked out, from its dates.
    """
    spans = [_bounds(row) for row in dates if str(row["role"]) in HAPPENED]
    began = [_bounds(row) for row in dates if str(row["role"]) in BEGAN]
    ended = [_bounds(row) for row in dates if str(row["role"]) in ENDS]
    if spans or not began:
        return spans
    first = min(began, key=_order)
    if ended:
        last = max(ended, key=_order)
        return [Bounds(first.begin_earliest, first.begin_latest, last.end_earliest, last.end_latest)]
    return [Bounds(first.begin_earliest, first.begin_latest, first.end_earliest, MAX)]


def _portions(things: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(things)
    while portion := list(islice(rest, PORTION)):
        yield portion


def _nodes(iris: Iterable[str]) -> str:
    return " ".join(f"<{one}>" for one in iris)


def _bounds(row: Row) -> Bounds:
    return Bounds(*(date.fromisoformat(str(row[name])) for name in ("b1", "b2", "e1", "e2")))


def _order(span: Bounds) -> tuple[date, ...]:
    return span.begin_earliest, span.begin_latest, span.end_earliest, span.end_latest


def _row_order(row: Row) -> tuple[str, ...]:
    return tuple(f"{value}\x1f{getattr(value, 'lang', '')}" for _, value in sorted(row.items()))


@lru_cache(maxsize=1024)
def _paths(key: str) -> tuple[tuple[str, bool], ...]:
    return tuple((p.path, p.inverse) for p in ontology().properties if p.key == key)
