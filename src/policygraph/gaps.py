"""
What the graph does not tell about documents and programmes though something in it asks for it.

A gap is a question to the reader's sources, not a fault of the data: nothing is filled in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from .asked import PLACE_LINKS
from .citations import Citation, Citations
from .dates import MAX, Fit
from .descent import FOLLOWS, RESTS, SETTING_UP, WHOLES, asking, batches, nodes, reach
from .entities import Entity, entities, select_facts
from .ontology import PREFIXES, iri
from .phrases import phrase
from .standing import POLICY, Dated, dates_of
from .store import n3

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .entities import Fact
    from .ontology import Both
    from .store import Store

PROGRAMME = "programme"
MAKERS = ("eli:passed_by", "pg:signatory", "eli:publisher_agent", "eli:responsibility_of_agent", "pg:adoptedAt")
NAMES = ("dcterms:title", "rdfs:label")
MADE = frozenset(map(iri, MAKERS))
NAMING = frozenset(map(iri, NAMES))
MENTIONING = frozenset(map(iri, (*RESTS, *FOLLOWS)))
REPLACING = frozenset(map(iri, ("dcterms:replaces", "eli:repeals")))
ENDING = frozenset(map(iri, ("eli:date_no_longer_in_force", "pg:ended", "pg:valid")))
# Two queries, because an engine reads the dates of all things to find those of the few sources in one.
DATES_OF_SOURCES = "SELECT DISTINCT ?time WHERE { ?source a pg:Source ; pg:time ?time }"
PUBLISHED = "SELECT ?day WHERE { VALUES ?time { %s } ?time pg:role eli:date_publication ; pg:beginEarliest ?day }"
SCOPE = """
SELECT DISTINCT ?thing WHERE { VALUES ?class { eli:LegalResource pg:Programme } ?thing a ?class . %s }"""
PASSAGES = "SELECT DISTINCT ?s ?p ?o ?g WHERE { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }"
FORCE = """
SELECT DISTINCT ?thing ?e1 ?e2 WHERE {
  VALUES ?thing { %s } ?thing pg:inForce ?force . ?force pg:endEarliest ?e1 ; pg:endLatest ?e2
}"""
TITLES = """
SELECT DISTINCT ?name WHERE {
  %s ?thing rdfs:label|dcterms:title|skos:altLabel|skos:hiddenLabel ?name ; a eli:LegalResource
}"""
NESTED = re.compile(r"[〈《]([^〈〉《》]+)[〉》]")
MARKS = re.compile(r"[《》〈〉“”‘’\"'（）()\s]")
# How often a programme is part of one that is part of another: no source goes so deep.
DEEP = 20


class Sort(StrEnum):
    """
    The sorts of gaps: a document known only because another one rests on it or cites it; one that a title names and no
    record tells of; one that expired and that nothing replaces; one that set up nothing; a programme of no document.
    """

    NAMED_ONLY = "named-only"
    UNRECORDED = "unrecorded"
    EXPIRED = "expired"
    SETS_UP_NOTHING = "sets-up-nothing"
    NO_DOCUMENT = "no-document"


@dataclass(frozen=True, slots=True)
class Gap:
    """
    One gap: its sort, the thing that it is about, and the passages that name the thing.

    `title` is what the thing's title names and no record tells of. `dates` are those by which it expired, `fit` says
    how surely it had.
    """

    sort: Sort
    thing: Entity
    citations: tuple[Citation, ...]
    title: str = ""
    dates: tuple[Dated, ...] = ()
    fit: Fit = Fit.CERTAIN


def gaps(store: Store, *, region: str = "", on: date | None = None, inferred: bool = True) -> list[Gap]:
    """
    Return the gaps of a graph, sort by sort.

    Args:
        store: An open store.
        region: The IRI of a place; only what concerns it, its sub-regions or, of a bloc, its members counts.
        on: The day on which a document may have expired; None means the day on which the latest source appeared.
        inferred: Whether inferred links close a gap.

    Linear in documents and programmes, a few queries for each hundred of them.
    """
    links = " ".join(PLACE_LINKS)
    narrow = f"<{region}> (pg:blocMember|^pg:within)* ?via . VALUES ?how {{ {links} }} ?thing ?how ?via ."
    scope = {str(row["thing"]) for row in store.select(SCOPE % (narrow if region else ""), prefixes=PREFIXES)}
    return gaps_among(store, Citations(store), scope, on=on or last_published(store), inferred=inferred)


def by_sort(found: Iterable[Gap], on: date | None) -> list[tuple[Both, list[Gap]]]:
    """
    Return gaps by their sort, each group under its heading with their number; *on* is the day asked for.
    """
    groups: dict[Sort, list[Gap]] = {}
    for gap in found:
        groups.setdefault(gap.sort, []).append(gap)
    return [(_heading(sort, len(group), on), group) for sort, group in groups.items()]


def _heading(sort: Sort, count: int, on: date | None) -> Both:
    key = f"gap.{sort.value}"
    return phrase(key, "zh", day=on, count=count), phrase(key, "en", day=on, count=count)


def gaps_among(
    store: Store, citations: Citations, things: Iterable[str], *, on: date | None, inferred: bool
) -> list[Gap]:
    """
    Return the gaps about *things* (IRIs); without a day nothing has expired.
    """
    found: list[Gap] = []
    for part in batches(sorted(set(things))):
        known = entities(store, part)
        policies = [known[thing] for thing in part if thing in known and known[thing].kind == POLICY]
        programmes = [known[thing] for thing in part if thing in known and known[thing].kind == PROGRAMME]
        said = _said(store, citations, [e.iri for e in (*policies, *programmes)], inferred=inferred)
        found += _of_documents(store, citations, policies, said, on)
        found += [
            Gap(Sort.NO_DOCUMENT, entity, _at(said[entity.iri], NAMING))
            for entity in _adrift(store, citations, programmes, inferred=inferred)
        ]
    order = list(Sort)
    return sorted(found, key=lambda gap: (order.index(gap.sort), gap.fit is Fit.POSSIBLE, gap.thing.id, gap.title))


def last_published(store: Store) -> date | None:
    """
    Return the day from which the latest source may have been out: what happened later, no source can tell.
    """
    times = nodes(str(row["time"]) for row in store.select(DATES_OF_SOURCES, prefixes=PREFIXES))
    days = [date.fromisoformat(str(row["day"])) for row in store.select(PUBLISHED % times, prefixes=PREFIXES)]
    return max(days, default=None)


def _said(store: Store, citations: Citations, things: Sequence[str], *, inferred: bool) -> dict[str, list[Fact]]:
    """
    Return for each thing its names, its makers and what it calls for, and the links that lead to it.
    """
    found: dict[str, list[Fact]] = {thing: [] for thing in things}
    text = asking(things, (*NAMES, *MAKERS, "pg:providesFor"), things, (*RESTS, *FOLLOWS, "pg:establishedBy"))
    for fact in select_facts(store, text, citations) if things else ():
        if inferred or fact.modality == "stated" or fact.predicate in NAMING | MADE:
            for end in {fact.subject, str(fact.value)} & set(found):
                found[end].append(fact)
    return found


def _of_documents(
    store: Store, citations: Citations, policies: list[Entity], said: dict[str, list[Fact]], on: date | None
) -> Iterator[Gap]:
    things = [entity.iri for entity in policies]
    dates = dates_of(store, citations, things) if things else {}
    ended = _ended(store, things, on) if things and on else {}
    unrecorded = _unrecorded(store, {thing: _nested(said[thing], thing) for thing in things})
    for entity in policies:
        thing, facts = entity.iri, said[entity.iri]
        at = _at([f for f in facts if f.subject == thing], NAMING)
        mentions = [f for f in facts if f.predicate in MENTIONING and str(f.value) == thing]
        makers = [f for f in facts if f.predicate in MADE and f.subject == thing]
        if mentions and not makers and thing not in dates and _no_more(store, citations, thing, mentions):
            yield Gap(Sort.NAMED_ONLY, entity, _at(mentions, MENTIONING))
        yield from (Gap(Sort.UNRECORDED, entity, at, title=title) for title in unrecorded[thing])
        if thing in ended and not any(f.predicate in REPLACING for f in mentions):
            until = tuple(d for d in dates.get(thing, ()) if d.role in ENDING)
            yield Gap(Sort.EXPIRED, entity, at, dates=until, fit=ended[thing])
        if not any(f.predicate in SETTING_UP for f in facts):
            yield Gap(Sort.SETS_UP_NOTHING, entity, at)


def _at(facts: Iterable[Fact], predicates: frozenset[str]) -> tuple[Citation, ...]:
    return tuple(sorted({c for fact in facts if fact.predicate in predicates for c in fact.citations}))


def _no_more(store: Store, citations: Citations, thing: str, mentions: list[Fact]) -> bool:
    """
    Whether passages speak of a document only where another one rests on it.
    """
    there = {(c.source, c.locator) for fact in mentions for c in fact.citations}
    facts = select_facts(store, PASSAGES % nodes([thing]), citations)
    return all((c.source, c.locator) in there for fact in facts for c in fact.citations)


def _ended(store: Store, things: Sequence[str], on: date) -> dict[str, Fit]:
    """
    Return the documents whose time in force has an end before a day, surely or possibly.
    """
    ends: dict[str, list[tuple[date, date]]] = {}
    for row in store.select(FORCE % nodes(things), prefixes=PREFIXES):
        end = date.fromisoformat(str(row["e1"])), date.fromisoformat(str(row["e2"]))
        ends.setdefault(str(row["thing"]), []).append(end)
    return {
        thing: Fit.CERTAIN if all(last < on for _, last in found) else Fit.POSSIBLE
        for thing, found in ends.items()
        if all(first < on and last < MAX for first, last in found)
    }


def _nested(facts: list[Fact], thing: str) -> set[str]:
    names = (str(f.value) for f in facts if f.subject == thing and f.predicate in NAMING)
    return {title for name in names for title in NESTED.findall(name)}


def _unrecorded(store: Store, nested: dict[str, set[str]]) -> dict[str, list[str]]:
    """
    Keep of the titles within titles those that no document bears.
    """
    wanted = {title for titles in nested.values() for title in titles}
    if wanted:
        exact = f"VALUES ?name {{ {' '.join(n3(title, 'zh') for title in sorted(wanted))} }}"
        wanted -= {str(row["name"]) for row in store.select(TITLES % exact, prefixes=PREFIXES)}
    if wanted:
        # Another way to print marks and spaces makes no other document; this reads all titles, so it comes last.
        borne = {MARKS.sub("", str(row["name"])) for row in store.select(TITLES % "", prefixes=PREFIXES)}
        wanted = {title for title in wanted if MARKS.sub("", title) not in borne}
    return {thing: sorted(titles & wanted) for thing, titles in nested.items()}


def _adrift(store: Store, citations: Citations, programmes: list[Entity], *, inferred: bool) -> list[Entity]:
    """
    Return the programmes that no document sets up or calls for, themselves or the whole that they are part of.
    """
    wholes = frozenset(map(iri, WHOLES))
    edges = reach(store, citations, (e.iri for e in programmes), up=True, depth=DEEP, inferred=inferred, through=wholes)
    below: dict[str, list[str]] = {}
    for edge in edges:
        below.setdefault(edge.above, []).append(edge.below)
    ends = (end for part in batches(sorted(below)) for end in entities(store, part).values())
    waiting = [end.iri for end in ends if end.kind == POLICY]
    reached = set(waiting)
    while waiting:
        for thing in below.get(waiting.pop(), ()):
            if thing not in reached:
                reached.add(thing)
                waiting.append(thing)
    return [entity for entity in programmes if entity.iri not in reached]
