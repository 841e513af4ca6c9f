"""
One record to its statements: each key against its shape, each value against what the key takes.

A fault becomes a problem with its place and the nearest guess, and the rest of the record is still read. Keys of the
record (`at`, `modality`, `why`) are inherited by its values; a value's own win.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from .dates import DateProblem, PartialDate, dated
from .datewords import contradiction, read
from .errors import Place, nearest, problem
from .model import Modality, Statement
from .values import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .errors import Problem
    from .model import Source, Thing
    from .ontology import Both, Kind, Ontology, Property
    from .values import Mapping

# What a thing has for a property that never leads back: the key and the thing, to the values with their places.
Links = dict[tuple[str, str], list[tuple[str, Place]]]
REMEMBERED = 65_536
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
MODALITIES = {modality.value: modality for modality in Modality}
EXTRAS = ("value", "at", "modality", "why", "words", "en", "from", "until")
ROLE = ("from", "until")
STRUCTURE = frozenset(("also", "at", "modality", "why"))
NO_REASON = ("", "")
WANTED = {"reference": "an id", "label": "text", "text": "text", "number": "a number", "date": "a date"}


class Compiler:
    """
    Turns records into statements; *links* gets those that must not go round, which only the whole can show.

    *notes* get what is no error but should be looked at: dates whose words cannot be read, or read as another date.
    """

    def __init__(
        self,
        ontology: Ontology,
        sources: dict[str, Source],
        things: dict[str, Thing],
        concepts: dict[tuple[str, str], str],
        problems: list[Problem],
        notes: list[Problem],
        links: Links,
    ) -> None:
        self._sources = sources
        self._things = things
        self._problems = problems
        self._notes = notes
        self._concepts = concepts
        self._kind_by_class = {kind.cls: kind for kind in ontology.kinds.values()}
        self._kinds_of: dict[frozenset[str], list[str]] = {}
        self._passages: dict[tuple[str, str], str | None] = {}
        self._links = links

    def statements(self, record: Mapping, source: str) -> Iterator[Statement]:
        """
        Yield the statements of one record that stands in a file of *source* (empty: in none's folder).
        """
        place = record.place or Place("")
        first = next(iter(record), "")
        slug = record.get(first)
        thing = self._things.get(slug) if isinstance(slug, str) else None
        if thing is None:
            if first == "also":
                self._fail(place_of(slug, place), "E201", kind="thing", id=slug, near=nearest(str(slug), self._things))
            return
        kind = thing.kind
        default = self._circumstances(record, source, place, kind)
        for key, raw in record.items():
            if key in STRUCTURE or key == first:
                continue
            prop = kind.properties.get(key)
            if prop is None:
                where = record.keys_at.get(key, place) if record.keys_at else place
                self._fail(where, "E103", kind=kind.key, key=key, near=nearest(key, kind.properties))
                continue
            yield from self._values(thing, prop, raw, default, source, place)
        if first != "also":
            for prop in kind.properties.values():
                if prop.least and prop.key not in record and prop.key not in record.keys_at:
                    self._fail(place, "E106", kind=kind.key, key=prop.key)

    def _values(
        self, thing: Thing, prop: Property, raw: Any, default: _Said, source: str, place: Place
    ) -> Iterator[Statement]:
        if not isinstance(raw, list):
            yield from self._value(thing, prop, raw, default, source, place_of(raw, place))
            return
        seen: dict[str, set[str]] = {}
        for value in raw:
            where = place_of(value, place)
            for statement in self._value(thing, prop, value, default, source, where):
                said = seen.setdefault(statement.passage, set())
                said.add(statement.value)
                if prop.most and len(said) > prop.most:
                    self._fail(where, "E105", key=prop.key, limit=prop.most, found=len(said))
                yield statement

    def _value(
        self, thing: Thing, prop: Property, value: Any, default: _Said, source: str, place: Place
    ) -> Iterator[Statement]:
        said, words, english, during, in_words = default, "", "", "", False
        if isinstance(value, dict):
            said = self._own(value, prop, default, source, place, thing.kind)
            words, english = str(value.get("words", "")), str(value.get("en", ""))
            during, in_words = self._during(value, place), _in_words(value, prop)
            value = value.get("value")
        text: str | None = ""
        if not in_words:
            if not isinstance(value, str):
                self._fail(place, "E104", key=prop.key, want=WANTED[prop.form], found="a list or mapping")
                return
            text = self._lexical(prop, value, place)
        if text is None or not self._sound(thing, prop, text, said, place):
            return
        if prop.assigned[0] and said.modality is Modality.STATED:
            said = said._replace(modality=Modality.INFERRED, why=prop.assigned)
        for passage in said.passages:
            meant = self._dated(thing, prop, text, words, passage, place) if words and prop.form == "date" else text
            if meant is not None:
                yield Statement(
                    thing.slug, prop, meant, said.modality, passage, said.why, words, english, during, place
                )

    def _circumstances(self, node: Mapping, source: str, place: Place, kind: Kind) -> _Said:
        """
        Read what a record says of all its values: where, how and why; vocabulary needs no passage.
        """
        modality = self._modality(node, place, Modality.STATED)
        why = _why(node) if modality is Modality.INFERRED else NO_REASON
        if modality is Modality.INFERRED and not why[0]:
            self._fail(place, "E110")
        return _Said(self._at(node, source, place, kind), modality, why, "at" in node)

    def _own(
        self, value: dict[str, Any], prop: Property, default: _Said, source: str, place: Place, kind: Kind
    ) -> _Said:
        for extra in value:
            # Only a link holds for a time: a membership, a role.
            if extra not in EXTRAS or (extra in ROLE and prop.form != "reference"):
                where = getattr(value, "keys_at", {}).get(extra, place)
                self._fail(where, "E113", key=prop.key, extra=extra, near=nearest(extra, EXTRAS))
        modality = self._modality(value, place, default.modality)
        why = NO_REASON
        if modality is Modality.INFERRED:
            why = _why(value) if "why" in value else default.why
            if not why[0]:
                self._fail(place, "E110")
        passages = self._at(value, source, place, kind) if "at" in value else default.passages
        return _Said(passages, modality, why, default.located or "at" in value)

    def _modality(self, node: dict[str, Any], place: Place, default: Modality) -> Modality:
        text = node.get("modality")
        if text is None:
            return default
        if not isinstance(text, str) or text not in MODALITIES:
            self._fail(place_of(text, place), "E109", modality=text, near=nearest(str(text), MODALITIES))
            return default
        return MODALITIES[text]

    def _at(self, node: dict[str, Any], source: str, place: Place, kind: Kind) -> tuple[str, ...]:
        raw = node.get("at")
        if raw is None:
            return ("",) if kind.vocabulary else ()
        found = []
        for locator in raw if isinstance(raw, list) else (raw,):
            passage = self._passage(str(locator), source, place_of(locator, place))
            if passage:
                found.append(passage)
        return tuple(found)

    def _passage(self, locator: str, source: str, place: Place) -> str | None:
        key = (source, locator)
        if key not in self._passages:
            if len(self._passages) == REMEMBERED:
                self._passages.clear()
            owner, rest = source, locator
            head, _, tail = locator.partition("/")
            if not source or head in self._sources:
                owner, rest = head, tail
            self._passages[key] = f"{owner}/{rest}"
            if owner not in self._sources:
                self._fail(place, "E206", source=owner, near=nearest(owner, self._sources))
                self._passages[key] = None
            elif self._sources[owner].page(rest) is None:
                near = self._near_locator(self._sources[owner], rest)
                self._fail(place, "E205", source=owner, locator=rest, near=near)
                self._passages[key] = None
        return self._passages[key]

    def _near_locator(self, source: Source, locator: str) -> str:
        known = (f"{section}/{stem}{n}" for (section, stem), rows in source.units.items() for r in rows for n in r[:2])
        return nearest(locator, known)

    def _lexical(self, prop: Property, text: str, place: Place) -> str | None:
        """
        Return the value as the graph keeps it, or None and a problem.
        """
        if prop.form == "date":
            try:
                return dated(text).edtf
            except DateProblem as fault:
                self._fail(place, fault.code, **fault.params)
                return None
        if prop.form == "number":
            number = unicodedata.normalize("NFKC", text)
            if NUMBER.fullmatch(number) and number.isascii():
                return number
            self._fail(place, "E304", text=text)
            return None
        return str(text) if prop.form != "reference" else self._reference(prop, text, place)

    def _reference(self, prop: Property, text: str, place: Place) -> str | None:
        thing = self._things.get(text)
        if thing is None:
            kinds = self._kinds(prop.classes)
            for kind in kinds:
                if named := self._concepts.get((kind, text)):
                    return named
            fitting = [
                s for s, t in self._things.items() if not prop.classes or not prop.classes.isdisjoint(t.kind.classes)
            ]
            self._fail(place, "E201", kind="/".join(kinds) or "thing", id=text, near=nearest(text, fitting))
            return None
        if prop.classes and prop.classes.isdisjoint(thing.kind.classes):
            wanted = ", ".join(self._kinds(prop.classes))
            self._fail(place, "E202", id=text, found=thing.kind.key, key=prop.key, want=wanted)
            return None
        return thing.slug

    def _kinds(self, classes: frozenset[str]) -> list[str]:
        """
        Return the keys of the kinds that have one of *classes*.
        """
        if classes not in self._kinds_of:
            known = self._kind_by_class
            self._kinds_of[classes] = [known[cls].key for cls in sorted(classes) if cls in known]
        return self._kinds_of[classes]

    def _sound(self, thing: Thing, prop: Property, text: str, said: _Said, place: Place) -> bool:
        """
        What needs the whole statement: it has a passage, and no fact rests on a thing that is only proposed.
        """
        if not said.passages:
            # A locator that is wrong has been reported where it stands.
            if not said.located:
                self._fail(place, "E111")
            return False
        if prop.form == "reference":
            if prop.acyclic:
                self._links.setdefault((prop.key, thing.slug), []).append((text, place))
            target = self._things[text]
            if said.modality.is_fact and (target.proposed or thing.proposed):
                self._fail(place, "E207", id=target.slug if target.proposed else thing.slug)
                return False
        return True

    def _dated(self, thing: Thing, prop: Property, text: str, words: str, passage: str, place: Place) -> str | None:
        """
        Return a date as its value, or as its words say that were written when their source was published; None and a
        note where they say no date. A note also where value and words contradict each other.
        """
        source = self._sources.get(passage.partition("/")[0])
        written = PartialDate(source.published) if source and source.published else None
        if text:
            other = contradiction(words, PartialDate(text), written=written)
            if other:
                said = {"id": thing.slug, "key": prop.key, "words": words}
                self._notes.append(problem(place, "F121", **said, date=text, read=other.date))
            return text
        reading = read(words, written=written)
        if reading is None or reading.date is None:
            self._notes.append(problem(place, "F120", id=thing.slug, key=prop.key, words=words))
            return None
        return reading.date.edtf

    def _during(self, extras: dict[str, Any], place: Place) -> str:
        if "from" not in extras and "until" not in extras:
            return ""
        begin, end = extras.get("from", ""), extras.get("until", ".." if "from" in extras else "")
        try:
            return PartialDate(f"{begin}/{end}").edtf
        except DateProblem as fault:
            self._fail(place, fault.code, **fault.params)
            return ""

    def _fail(self, place: Place, code: str, **params: object) -> None:
        self._problems.append(problem(place, code, **params))


def circles(links: Links) -> list[Problem]:
    """
    Return one problem for each circle in a property whose shape says that there is none; linear in links.
    """
    done: set[tuple[str, str]] = set()
    return [found for start in sorted(links) for found in _walk(links, start, done)]


def _walk(links: Links, start: tuple[str, str], done: set[tuple[str, str]]) -> Iterator[Problem]:
    """
    Go down from *start* depth first, without recursion; a link back to where the way came from closes a circle.
    """
    key = start[0]
    way: list[str] = []
    on_way: set[str] = set()
    waiting = [(start[1], False)] if start not in done else []
    while waiting:
        at, left = waiting.pop()
        if left:
            on_way.discard(way.pop())
            continue
        if (key, at) in done:
            continue
        done.add((key, at))
        way.append(at)
        on_way.add(at)
        waiting.append((at, True))
        for value, place in links.get((key, at), ()):
            if value in on_way:
                yield problem(place, "E203", key=key, chain=" → ".join([*way[way.index(value) :], value]))
            else:
                waiting.append((value, False))


class _Said(NamedTuple):
    """
    Where, how and why something is said.
    """

    passages: tuple[str, ...]
    modality: Modality
    why: Both
    located: bool


def _in_words(value: dict[str, Any], prop: Property) -> bool:
    """
    Whether a date is given by the words of its source alone.
    """
    return prop.form == "date" and "value" not in value and isinstance(value.get("words"), str)


def _why(node: dict[str, Any]) -> Both:
    """
    A reason is a text, or its Chinese and English: ``{value: 表中只列文件, en: the table lists documents only}``.
    """
    why = node.get("why", "")
    if isinstance(why, dict):
        zh = str(why.get("value", ""))
        return zh, str(why.get("en", zh))
    return str(why), str(why)
