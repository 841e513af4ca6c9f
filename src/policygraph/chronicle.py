"""
The timeline page: what is dated, from when until when it is in force, and in which lanes it stands.

A date is shown as far as it is known and no farther. What has no date stands in a list of its own: nothing that could
be dated vanishes. The store is asked only for what its caller has not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .asked import BODY_LINKS, HIDDEN_KINDS, HIDDEN_ROLES, MEMBERSHIP, PLACE_LINKS
from .citations import Citations, local
from .dates import Bounds, PartialDate
from .endings import BY_DOCUMENT, ended_by, inferred_endings
from .entities import Entity
from .force import VALID, WHY
from .lanes import FACTS, Lanes, lanes
from .ontology import PREFIXES, iri, ontology
from .phrases import PHRASES
from .query import KINDS
from .timeline import datable
from .webpage import Pairs, book, looks, web_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .entities import Fact
    from .errors import Lang
    from .ontology import Both
    from .store import Row, Store
    from .webpage import Line

TIME = iri("pg:time")
IN_FORCE = iri("pg:inForce")
SIDES = iri("org:organization"), iri("org:member")
REASONS = "reason."
HIDDEN = frozenset(map(iri, HIDDEN_ROLES))
PERIODS = """
SELECT DISTINCT ?thing ?force ?b1 ?b2 ?e1 ?e2 ?why ?basis WHERE {
  ?thing pg:inForce ?force .
  ?force pg:beginEarliest ?b1 ; pg:beginLatest ?b2 ; pg:endEarliest ?e1 ; pg:endLatest ?e2 ; pg:why ?why .
  OPTIONAL { ?force pg:basis ?basis }
}"""


@dataclass(frozen=True, slots=True)
class Item:
    """
    One date of a thing, or the period in which it is in force: its role, its days, and where it is stated.

    `node` is the IRI of the date. A period has the reason of its end in `why` and in `basis` the dates that it rests
    on, its own and other things', whose citations are its own.
    """

    thing: str
    node: str
    role: str
    edtf: str
    words: str
    bounds: Bounds
    modality: str
    citations: tuple[Both, ...] = ()
    why: Both = ("", "")
    basis: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[date, Bounds, str, str]:
        """
        Where it stands in time, see `timeline.timeline`.
        """
        return self.bounds.known_begin, self.bounds, self.thing, self.node


@dataclass(frozen=True, slots=True)
class Chronicle:
    """
    All that a timeline shows: items in order of time, things that could be dated and are not, places and bodies.

    `known` are things by IRI, dated memberships among them. `sources` are the references of the sources cited, as
    GB/T 7714 has them.
    """

    known: Mapping[str, Entity]
    items: tuple[Item, ...]
    undated: tuple[str, ...]
    regions: Lanes
    bodies: Lanes
    sources: tuple[str, ...] = ()

    @property
    def things(self) -> list[str]:
        """
        The IRIs of all things shown: the dated in order of time, the undated, and those that are only lanes.
        """
        return list(dict.fromkeys([*self.dated, *self.undated, *self.regions.parents, *self.bodies.parents]))

    @property
    def dated(self) -> list[str]:
        """
        The IRIs of the things that stand on the timeline, in order of time.
        """
        return _shown(self.items)


def chronicle(store: Store, known: Mapping[str, Entity], said: Sequence[Fact]) -> Chronicle:
    """
    Return what a timeline of the whole graph shows.

    Args:
        store: An open store; asked for the periods in force and for its sources' references.
        known: All things by IRI, see `entities.entities`.
        said: All facts, see `entities.facts`.

    Linear in facts. A period in force of what is neither of *known* nor a membership is left out.
    """
    known = {**known, **_memberships(known, said)}
    dates = _dates(known, said)
    items = sorted([*dates.values(), *_periods(store, known, dates)], key=lambda item: item.order)
    dated, kinds = dict.fromkeys(_shown(items)), datable()
    undated = sorted((e.kind, e.id, i) for i, e in known.items() if e.kind in kinds and i not in dated)
    shown = dict.fromkeys(dated, True) | dict.fromkeys((i for _, _, i in undated), False)
    # A thing of which only a day at work is known is undated; a region or topic has no date of its own at all.
    items = [item for item in items if item.thing in shown]
    regions = lanes(known, said, shown, PLACE_LINKS, KINDS["region"])
    bodies = lanes(known, said, shown, BODY_LINKS, KINDS["body"])
    cited = {citation.source for fact in said for citation in fact.citations}
    references = Citations(store).references
    sources = tuple(references[source] for source in sorted(cited & references.keys()))
    return Chronicle(known, tuple(items), tuple(i for _, _, i in undated), regions, bodies, sources)


def timeline_page(
    found: Chronicle,
    facts: Mapping[str, Sequence[Line]],
    *,
    sounds: Mapping[str, str],
    title: Both,
    kinds: Mapping[str, Both],
    lang: Lang = "zh",
) -> str:
    """
    Return one page of HTML that shows *found* and needs no other file and no network connection.

    Args:
        found: What `chronicle` returned.
        facts: What the panel says of a thing, by its id; its dates are shown apart.
        sounds: The pinyin of a thing's name, by its id.
        title: The heading, in Chinese and English.
        kinds: The name of each kind in Chinese and English; their order gives each its colour and shape.
        lang: The language that the page opens in; its reader can switch.
    """
    known, things = found.known, {thing: n for n, thing in enumerate(found.things)}
    names = dict(kinds) | {known[i].kind: _named(known[i].kind) for i in sorted(things) if known[i].kind not in kinds}
    roles = {role: n for n, role in enumerate(dict.fromkeys([IN_FORCE, *(i.role for i in found.items)]))}
    data = {
        "lang": lang,
        "title": title,
        "kinds": looks(names),
        "roles": [{"key": role, "name": ontology().labels(role), "hidden": role in HIDDEN} for role in roles],
        "reasons": {key.removeprefix(REASONS): words for key, words in PHRASES.items() if key.startswith(REASONS)},
        "sources": found.sources,
        "dated": len(found.dated),
        "undated": len(found.undated),
        "things": _things(found, list(things), list(names)),
        "regions": _numbered(found.regions, things),
        "bodies": _numbered(found.bodies, things),
        "items": _items(found.items, things, roles),
    }
    pairs = Pairs()
    dates = _stated(found.items, pairs)
    lines = {known[i].id: _undated(facts.get(known[i].id, ()), roles) for i in things}
    said = book(lines, pairs) | {"dates": dates, "names": _names([known[i] for i in things], sounds)}
    return web_page("timeline.html", {"data": data, "facts": said}, title=title, lang=lang)


def _shown(items: Iterable[Item]) -> list[str]:
    return list(dict.fromkeys(item.thing for item in items if item.role not in HIDDEN))


def _named(kind: str) -> Both:
    return ontology().labels(iri("org:Membership")) if kind == MEMBERSHIP else (kind, kind)


def _memberships(known: Mapping[str, Entity], said: Iterable[Fact]) -> dict[str, Entity]:
    """
    Return the memberships that hold for a time, each named after its two sides.
    """
    sides: dict[str, dict[str, Entity]] = {}
    for fact in said:
        if fact.predicate in SIDES and fact.modality in FACTS and str(fact.value) in known:
            sides.setdefault(fact.subject, {})[fact.predicate] = known[str(fact.value)]
    found = {}
    for thing, ends in sides.items():
        if len(ends) == len(SIDES):
            body, member = (ends[side] for side in SIDES)
            english = f"{body.english or body.label}: {member.english or member.label}"
            found[thing] = Entity(local(thing), thing, MEMBERSHIP, f"{body.label}：{member.label}", english)
    return found


def _dates(known: Mapping[str, Entity], said: Iterable[Fact]) -> dict[str, Item]:
    """
    Return the dates that things have, by their IRIs.
    """
    found = {}
    for fact in said:
        thing = known.get(fact.subject)
        if fact.predicate != TIME or fact.modality not in FACTS or thing is None or thing.kind in HIDDEN_KINDS:
            continue
        cited = tuple(c.words for c in fact.citations)
        node, given = str(fact.value), PartialDate(fact.edtf)
        bounds = given.lasting if fact.role == VALID and thing.kind != MEMBERSHIP else given.bounds
        found[node] = Item(fact.subject, node, fact.role, fact.edtf, fact.words, bounds, fact.modality, cited, fact.why)
    return found


def _periods(store: Store, known: Mapping[str, Entity], dates: Mapping[str, Item]) -> Iterable[Item]:
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in store.select(PERIODS, prefixes=PREFIXES):
        if str(row["thing"]) in known:
            rows.setdefault((str(row["thing"]), str(row["force"])), []).append(row)
    guessed = inferred_endings(store, {thing for thing, _ in rows})
    for (thing, node), group in rows.items():
        words = {getattr(row["why"], "lang", ""): str(row["why"]) for row in group}
        basis = sorted({str(row["basis"]) for row in group if "basis" in row})
        bounds = Bounds(*(date.fromisoformat(str(group[0][name])) for name in ("b1", "b2", "e1", "e2")))
        why = words.get("zh", ""), words.get("en", words.get("zh", ""))
        unsure = thing in guessed and why in BY_DOCUMENT
        if why == WHY["endedByDocument"]:
            why = ended_by(known[i] for i in {dates[b].thing for b in basis if b in dates} - {thing})
        # What rests on an inference is one.
        inferred = unsure or any(dates[b].modality == "inferred" for b in basis if b in dates)
        modality = "inferred" if inferred else "stated"
        yield Item(thing, node, IN_FORCE, "", "", bounds, modality, why=why, basis=tuple(basis))


def _things(found: Chronicle, shown: Sequence[str], kinds: Sequence[str]) -> dict[str, object]:
    entities = [found.known[thing] for thing in shown]
    regions, bodies = ({p: n for n, p in enumerate(tree.parents)} for tree in (found.regions, found.bodies))
    numbers = {kind: n for n, kind in enumerate(kinds)}
    return {
        "id": [e.id for e in entities],
        "kind": [numbers[e.kind] for e in entities],
        "label": [e.label for e in entities],
        "en": [e.english for e in entities],
        "regions": [[regions[p] for p in found.regions.of.get(thing, ())] for thing in shown],
        "bodies": [[bodies[p] for p in found.bodies.of.get(thing, ())] for thing in shown],
    }


def _names(entities: Sequence[Entity], sounds: Mapping[str, str]) -> dict[str, object]:
    """
    Return what only search and the panel need, so that the first view need not wait for it.
    """
    base = next((e.iri.removesuffix(e.id) for e in entities), "")
    return {
        "base": base,
        "iris": {n: e.iri for n, e in enumerate(entities) if e.iri != base + e.id},
        "aliases": {n: e.aliases for n, e in enumerate(entities) if e.aliases},
        "pinyin": [sounds.get(e.id, "") for e in entities],
    }


def _numbered(found: Lanes, things: Mapping[str, int]) -> dict[str, object]:
    numbers = {place: n for n, place in enumerate(found.parents)}
    return {
        "thing": [things[place] for place in numbers],
        "parent": [numbers.get(parent, -1) for parent in found.parents.values()],
        "above": [[numbers[high] for high in found.above[place]] for place in numbers],
    }


def _items(items: Sequence[Item], things: Mapping[str, int], roles: Mapping[str, int]) -> dict[str, object]:
    """
    Return the items as columns; a day is the number of days since 1 January of year 1, which is day 1.
    """
    return {
        "thing": [things[item.thing] for item in items],
        "role": [roles[item.role] for item in items],
        "begin": [item.bounds.begin_earliest.toordinal() for item in items],
        "begun": [item.bounds.begin_latest.toordinal() for item in items],
        "ending": [item.bounds.end_earliest.toordinal() for item in items],
        "end": [item.bounds.end_latest.toordinal() for item in items],
        "edtf": [item.edtf for item in items],
        "words": [item.words for item in items],
        "inferred": [n for n, item in enumerate(items) if item.modality == "inferred"],
    }


def _stated(items: Sequence[Item], pairs: Pairs) -> dict[str, object]:
    numbers = {item.node: n for n, item in enumerate(items)}
    return {
        "citations": [[pairs.number(words) for words in item.citations] for item in items],
        "why": [pairs.number(item.why) for item in items],
        "basis": [[numbers[node] for node in item.basis if node in numbers] for item in items],
    }


def _undated(lines: Iterable[Line], roles: Mapping[str, int]) -> list[Line]:
    return [line for line in lines if line.term not in roles or line.modality not in FACTS]
