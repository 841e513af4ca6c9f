"""
Lineage: which document rests on which, from the centre down to a town, what it set up, what followed, what is missing.

The tree goes up to what a thing rests on or comes from, and down to what rests on it or came of it. Each thing stands
at the nearest of its places in a tree and is only named at the others, so shared branches and circles come once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .citations import Citations, cited, said
from .dates import Fit
from .descent import ORDER, SETTING_UP, SUCCESSION, Edge, reach
from .entities import ENTITY
from .frames import Tabled
from .gaps import Gap, gaps_among, last_published
from .ontology import iri, ontology
from .phrases import PHRASES
from .sheets import NOTHING, Column, Sort, Table, worded
from .standing import POLICY, Member, members
from .tables import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from .entities import Entity, Fact
    from .errors import Lang
    from .store import Store

# Deeper trees fit neither a page nor the nesting that readers of JSON take; real ones end after a few levels.
DEEPEST = 50
DEPTH = 10
PLATFORM = "platform"
ANSWERS_TO = iri("org:subOrganizationOf")


@dataclass(frozen=True, slots=True)
class Branch:
    """
    One link of a tree and what it leads to: the fact, whether it points away from the root (`forward`), the thing.

    `repeated` says that the thing's own branches stand at another place, `more` how many lie deeper than was asked.
    """

    fact: Fact
    forward: bool
    member: Member
    repeated: bool
    more: int
    branches: tuple[Branch, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Successor:
    """
    A document that followed: how surely it came after, and the link by which it stands nearest in the tree.
    """

    member: Member
    fact: Fact
    forward: bool
    fit: Fit


@dataclass(frozen=True, slots=True)
class Row:
    """
    One branch as a row of a table: in which tree it stands, how many links from the root, and where it grows from.
    """

    section: str
    steps: int
    start: Entity
    branch: Branch


def _link(row: Row, lang: Lang) -> str:
    fact = row.branch.fact
    name = said(ontology().labels(fact.predicate), lang)
    return (f"—{name}→" if row.branch.forward else f"←{name}—") + marked(fact.modality, said(fact.why, lang), lang)


def _levels(row: Row) -> list[str]:
    standing = row.branch.member.standing
    return [level.value for level in standing.levels] if standing else []


ROW: tuple[Column[Row], ...] = (
    Column("section", lambda row: row.section),
    Column("steps", lambda row: row.steps, Sort.WHOLE),
    *(column.of(lambda row: row.start, "from_", NOTHING) for column in ENTITY[:5]),
    Column("property", lambda row: row.branch.fact.predicate),
    *worded("link", lambda row: ontology().labels(row.branch.fact.predicate), PHRASES["link"], _link),
    Column("forward", lambda row: row.branch.forward, Sort.FLAG),
    *(column.of(lambda row: row.branch.member.entity) for column in ENTITY[:5]),
    Column("levels", _levels, Sort.TEXTS),
    Column("dates", lambda row: [date.edtf for date in row.branch.member.dates], Sort.TEXTS, PHRASES["date"]),
    Column("repeated", lambda row: row.branch.repeated, Sort.FLAG),
    Column("more", lambda row: row.branch.more, Sort.WHOLE),
    Column("modality", lambda row: row.branch.fact.modality),
    *worded("why", lambda row: row.branch.fact.why),
    *cited(lambda row: row.branch.fact.citations),
)


@dataclass(frozen=True, slots=True, repr=False)
class Lineage(Tabled):
    """
    The lineage of one thing; `up` and `down` are None where they were not asked for. As a table it has a row a branch.

    `down` is what rests on it, `set_up` what it established or calls for, `followed` the documents of `down` that came
    after it, in order of time, those without a date last. `gaps` are those of all things in it, on the day `on`.
    """

    member: Member
    up: tuple[Branch, ...] | None
    down: tuple[Branch, ...] | None
    set_up: tuple[Branch, ...] | None
    followed: tuple[Successor, ...]
    gaps: tuple[Gap, ...]
    on: date | None

    def table(self) -> Table[Row]:
        """
        Return the branches of each tree, each after the one that it grows from.
        """
        root = self.member.entity
        trees = (("up", self.up), ("down", self.down), ("set_up", self.set_up))
        groups = [(PHRASES[f"lineage.{key}"], list(_rows(key, root, tree or ()))) for key, tree in trees]
        return Table(ROW, groups, root.title)


def lineage(
    store: Store,
    thing: Entity,
    *,
    depth: int = DEPTH,
    up: bool = True,
    down: bool = True,
    inferred: bool = True,
    on: date | None = None,
) -> Lineage:
    """
    Return where a document, programme, body or event comes from, and what came of it.

    Args:
        store: An open store.
        thing: A thing of it.
        depth: How many links in a row to follow, from 1 to 50.
        up: Whether to look for what it comes from.
        down: Whether to look for what came of it.
        inferred: Whether inferred links count.
        on: The day on which a document may have expired; None means the day on which the latest source appeared.

    Raises:
        QueryError: The store refused a query, or took longer than its timeout.

    A few queries for each link in a row; linear in the links that are met, whatever the graph's size.
    """
    deep = max(1, min(depth, DEEPEST))
    # One link more than is shown, so that it can be said how many are not.
    citations = Citations(store)
    edges = {
        way: reach(store, citations, [thing.iri], up=way, depth=deep + 1, inferred=inferred) for way in _ways(up, down)
    }
    ends = {end for found in edges.values() for edge in found for end in (edge.below, edge.above)}
    known = members(store, citations, {thing.iri, *ends}, inferred=inferred)
    trees = {way: _Tree(known, found, thing.iri, deep, up=way).branches() for way, found in edges.items()}
    below = trees.get(False)
    shown = {thing.iri, *(b.member.entity.iri for tree in trees.values() for b in _all(tree))}
    day = on or last_published(store)
    return Lineage(
        member=known[thing.iri],
        up=trees.get(True),
        down=None if below is None else tuple(b for b in below if b.fact.predicate not in SETTING_UP),
        set_up=None if below is None else tuple(b for b in below if b.fact.predicate in SETTING_UP),
        followed=_followed(known[thing.iri], below or ()),
        gaps=tuple(gaps_among(store, citations, shown, on=day, inferred=inferred)),
        on=day,
    )


class _Tree:
    """
    Grows the branches of one direction: breadth first finds each thing's nearest place, depth first builds from there.
    """

    def __init__(self, known: Mapping[str, Member], edges: list[Edge], root: str, depth: int, *, up: bool) -> None:
        self._known = known
        self._up = up
        self._root = root
        self._from: dict[str, list[Edge]] = {}
        for edge in edges:
            if edge.below in known and edge.above in known and not _only_answers(edge, known):
                self._from.setdefault(edge.below if up else edge.above, []).append(edge)
        for found in self._from.values():
            found.sort(key=self._place)
        self._distance = {root: 0}
        self._nearest: set[Edge] = set()
        self._depth = depth
        self._spread()

    def branches(self) -> tuple[Branch, ...]:
        return self._grow(self._root)

    def _far(self, edge: Edge) -> str:
        return edge.above if self._up else edge.below

    def _place(self, edge: Edge) -> tuple[int, bool, str, str]:
        """
        Sort by kind of link, then by the day from which a thing may have been made, what has none last.
        """
        far = self._known[self._far(edge)]
        return ORDER[edge.fact.predicate], far.made is None, str(far.made and far.made[0]), far.entity.id

    def _spread(self) -> None:
        at = [self._root]
        for thing in at:  # grows while it is walked
            if self._distance[thing] < self._depth:
                for edge in self._from.get(thing, ()):
                    far = self._far(edge)
                    if far not in self._distance:
                        self._distance[far] = self._distance[thing] + 1
                        self._nearest.add(edge)
                        at.append(far)

    def _grow(self, thing: str) -> tuple[Branch, ...]:
        return tuple(self._branch(edge) for edge in self._from.get(thing, ()))

    def _branch(self, edge: Edge) -> Branch:
        far = self._far(edge)
        own = edge in self._nearest
        deeper = own and self._distance[far] < self._depth
        return Branch(
            fact=edge.fact,
            forward=str(edge.fact.value) == far,
            member=self._known[far],
            repeated=not own,
            more=len(self._from.get(far, ())) if own and not deeper else 0,
            branches=self._grow(far) if deeper else (),
        )


def _only_answers(edge: Edge, known: Mapping[str, Member]) -> bool:
    """
    Whether a link only says to whom a body answers; that a platform is part of another one does tell its origin.
    """
    return edge.fact.predicate == ANSWERS_TO and known[edge.below].entity.kind != PLATFORM


def _ways(up: bool, down: bool) -> tuple[bool, ...]:
    return tuple(way for way, asked in ((True, up), (False, down)) if asked)


def _all(branches: tuple[Branch, ...]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.branches)


def _rows(section: str, start: Entity, branches: tuple[Branch, ...], steps: int = 1) -> Iterator[Row]:
    for branch in branches:
        yield Row(section, steps, start, branch)
        yield from _rows(section, branch.member.entity, branch.branches, steps + 1)


def _followed(root: Member, below: tuple[Branch, ...]) -> tuple[Successor, ...]:
    found = [
        Successor(b.member, b.fact, b.forward, _after(root, b))
        for b in _all(below)
        if b.member.entity.kind == POLICY and not b.repeated
    ]
    return tuple(
        sorted(
            (s for s in found if s.fit is not Fit.NO),
            key=lambda s: (s.member.made is None, s.member.made or (), s.member.entity.id),
        )
    )


def _after(root: Member, branch: Branch) -> Fit:
    """
    Say how surely a document came after another: by their days, and where these leave it open by what it does to it.
    """
    earlier, later = root.made, branch.member.made
    if earlier and later and later[1] < earlier[0]:
        return Fit.NO
    if earlier and later and earlier[1] < later[0]:
        return Fit.CERTAIN
    ends_it = branch.fact.predicate in SUCCESSION and str(branch.fact.value) == root.entity.iri
    return Fit.CERTAIN if ends_it else Fit.POSSIBLE
