"""
What columns are made of, gathered while a build makes its statements: dates, links and names, as numbers.

A collector takes each statement as it passes and keeps a few bytes of those that count. It never judges a statement,
and holds nothing of passages: which of them states a date is asked of the graph.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np
from pyoxigraph import Literal, NamedNode

from ..asked import HIDDEN_ROLES
from ..dates import PartialDate
from ..force import VALID, WHY
from ..model import Modality
from ..names import MAIN, NAMES
from ..ontology import PREFIXES, iri
from ..rdf import dated_role
from .families import LINKS, MEMBER
from .files import END

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ..force import Force
    from ..model import Source, Statement
    from ..ontology import Ontology

    Table = NDArray[np.int32]

DATE, NAME = -1, -2
LABEL = iri("rdfs:label")
PUBLISHED = iri("eli:date_publication")
HIDDEN = frozenset(map(iri, HIDDEN_ROLES))
REASONS = {why: number for number, why in enumerate(WHY)}
# How a name is used: as the label, as the label in English, or otherwise.
MAIN_NAME, MAIN_ENGLISH, OTHER_NAME = range(3)


class Collector:
    """
    Gathers what columns need; several of one build, each fed some of its statements in their order, become one.

    Args:
        terms: The ontology of the statements.
        one: The slug by which each merged thing is known, as `judgements.canonical` tells.

    It holds, and pickles to, 12 bytes a link, 16 a date, 24 a time in force, and each name and slug once.
    """

    def __init__(self, terms: Ontology, one: Mapping[str, str]) -> None:
        self.one = one
        self.things: dict[str, int] = {}
        self.words: dict[str, int] = {"": 0}
        self.names: list[str] = []
        self._links = array("i")
        self._dates = array("i")
        self._named = array("i")
        self._forces = array("i")
        links = {prop.path for prop in terms.properties if prop.form == "reference"}
        self._codes = {link: number for number, link in enumerate(LINKS) if link in links}
        self._codes |= {prop.path: DATE for prop in terms.properties if prop.form == "date"}
        self._codes |= dict.fromkeys(NAMES, NAME)

    def __getstate__(self) -> tuple[object, ...]:
        # Texts in one piece each: pickle would keep a note of every single one.
        texts = (END.join(self.things), END.join(self.words), END.join(self.names))
        return texts, (self._links, self._dates, self._named, self._forces), self.one, self._codes

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        texts, (self._links, self._dates, self._named, self._forces), self.one, self._codes = state
        things, words, self.names = (text.split(END) if text else [] for text in texts)
        self.things = {text: number for number, text in enumerate(things)}
        self.words = {text: number for number, text in enumerate(words or [""])}

    def add(self, said: Statement) -> None:
        """
        Take one statement.
        """
        prop = said.property
        code = self._codes.get(prop.path)
        if code == NAME:
            self._name(said)
            return
        modality = said.modality
        if modality is not Modality.STATED and modality is not Modality.INFERRED:
            return
        if said.during:
            self._role(said)
        if code is None:
            return
        things, words = self.things, self.words
        subject = things.setdefault(said.subject, len(things))
        if code != DATE:
            value = things.setdefault(said.value, len(things))
            self._links.extend((code, value, subject) if prop.inverse else (code, subject, value))
        elif prop.role not in HIDDEN:
            role = words.setdefault(prop.role, len(words))
            edtf = words.setdefault(said.value, len(words))
            self._dates.extend((subject, role, edtf, words.setdefault(said.words, len(words))))

    def add_force(self, force: Force) -> None:
        """
        Take the time in which a thing is in force.
        """
        bounds, things = force.bounds, self.things
        self._forces.append(things.setdefault(force.subject, len(things)))
        self._forces.append(bounds.begin_earliest.toordinal())
        self._forces.append(bounds.begin_latest.toordinal())
        self._forces.append(bounds.end_earliest.toordinal())
        self._forces.append(bounds.end_latest.toordinal())
        self._forces.append(REASONS[force.why])

    def add_source(self, source: Source) -> None:
        """
        Take a source: its names, and the date of its publication.
        """
        self._add_name(source.id, MAIN_NAME, source.name[0])
        if source.name[1] != source.name[0]:
            self._add_name(source.id, MAIN_ENGLISH, source.name[1])
        if source.published:
            self._add_date(source.id, PUBLISHED, PartialDate(source.published).edtf)

    def add_concepts(self, terms: Ontology) -> None:
        """
        Take the concepts that the ontology defines, which no statement names.
        """
        for subject, predicate, value in terms.concept_statements():
            slug = subject.removeprefix(PREFIXES["id"])
            if predicate == LABEL and isinstance(value, Literal):
                self._add_name(slug, MAIN_ENGLISH if value.language == "en" else MAIN_NAME, value.value)
            elif predicate in self._codes and isinstance(value, NamedNode):
                numbers = (self._number(one) for one in (slug, value.value.removeprefix(PREFIXES["id"])))
                self._links.extend((self._codes[predicate], *numbers))

    def absorb(self, later: Collector) -> None:
        """
        Take in what *later* gathered from the statements that follow.
        """
        things = _numbers(self.things, later.things)
        words = _numbers(self.words, later.words)
        links, dates, named, forces = later.links, later.dates, later.named, later.forces
        self._append(self._links, [links[:, 0], things[links[:, 1]], things[links[:, 2]]])
        self._append(self._dates, [things[dates[:, 0]], *(words[dates[:, part]] for part in (1, 2, 3))])
        self._append(self._named, [things[named[:, 0]], named[:, 1]])
        self._append(self._forces, [things[forces[:, 0]], *forces[:, 1:].T])
        self.names += later.names

    @property
    def links(self) -> Table:
        """
        A row a link: its number in `LINKS`, its subject and its value.
        """
        return _table(self._links, 3)

    @property
    def dates(self) -> Table:
        """
        A row a date: its thing, and its role, its EDTF text and its words as numbers of `words`.
        """
        return _table(self._dates, 4)

    @property
    def named(self) -> Table:
        """
        A row a name: its thing and its use; the name itself stands at the same place in `names`.
        """
        return _table(self._named, 2)

    @property
    def forces(self) -> Table:
        """
        A row a time in force: its thing, its four bounds as day numbers, and its reason's number in `REASONS`.
        """
        return _table(self._forces, 6)

    def _number(self, slug: str) -> int:
        return self.things.setdefault(slug, len(self.things))

    def _name(self, said: Statement) -> None:
        path = said.property.path
        # The label of a thing that was merged is another name of the thing that it is.
        main = path in MAIN and not (path == LABEL and said.subject in self.one)
        self._add_name(said.subject, MAIN_NAME if main else OTHER_NAME, said.value)
        if said.english:
            self._add_name(said.subject, MAIN_ENGLISH if main else OTHER_NAME, said.english)

    def _add_name(self, slug: str, use: int, name: str) -> None:
        self._named.extend((self._number(slug), use))
        self.names.append(name)

    def _add_date(self, slug: str, role: str, edtf: str) -> None:
        numbers = (self.words.setdefault(text, len(self.words)) for text in (role, edtf, ""))
        self._dates.extend((self._number(slug), *numbers))

    def _role(self, said: Statement) -> None:
        slug, _, member = dated_role(said, self.one)
        self._links.extend((LINKS.index(MEMBER), self._number(slug), self._number(member)))
        self._add_date(slug, VALID, said.during)

    @staticmethod
    def _append(to: array[int], columns: list[Table]) -> None:
        to.frombytes(np.stack(columns, axis=1).astype("i").tobytes())


def _numbers(known: dict[str, int], later: Mapping[str, int]) -> Table:
    """
    Return, for each number that *later* gives to a text, the one that it has or now gets among the *known*.
    """
    return np.fromiter((known.setdefault(text, len(known)) for text in later), np.int32, len(later))


def _table(numbers: array[int], width: int) -> Table:
    return np.frombuffer(numbers, np.int32).reshape(-1, width) if numbers else np.empty((0, width), np.int32)
