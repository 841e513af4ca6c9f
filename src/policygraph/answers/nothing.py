"""
What rows of a timeline do not tell: why there are none, what fits and has no date, what dates a named thing has.

It says what there is; it guesses no date, and no question other than the one that was asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..asked import HIDDEN_ROLES, Asked, narrowed
from ..citations import said
from ..entities import entities, kind_words
from ..force import SUBJECTS
from ..ontology import PREFIXES, ontology
from ..phrases import phrase
from ..query import KINDS
from ..store import STORE
from ..tables import marked
from ..timeline import datable, in_force, timeline
from .timeline import date_words

if TYPE_CHECKING:
    from datetime import date

    from ..entities import Entity
    from ..errors import Lang
    from ..store import Store

# Things that fit, of a class that can be dated, and that lack what dates them.
UNDATED = "SELECT DISTINCT ?thing WHERE {{ {fits} ?thing a ?class . VALUES ?class {{ {classes} }} {lacks} }}"
LACKS_DATE = f"MINUS {{ ?thing pg:time/pg:role ?role . FILTER(?role NOT IN ({', '.join(HIDDEN_ROLES)})) }}"
# A draft lacks no date: it never was in force.
LACKS_FORCE = "MINUS { ?thing pg:inForce ?node } MINUS { ?thing eli:version ?stage }"
# By which option, and part of `Asked`, one asks for the things that belong to a thing of this kind.
OPTIONS = {
    **dict.fromkeys(KINDS["region"], ("--region", "region")),
    **dict.fromkeys(KINDS["body"], ("--agency", "agency")),
    "topic": ("--topic", "topic"),
    "document-type": ("--type", "type"),
    "target-group": ("--target", "target"),
}
# So many names are told; the rest is only counted.
TOLD = 50


def undated(store: Store, asked: Asked, day: date | None = None) -> list[Entity]:
    """
    Return the things that fit and that no source dates, or for a *day* that have no time in force, by their names.

    Raises:
        QueryError: The store refused the query, or took longer than its timeout.

    One SELECT, linear in the number of things that fit.
    """
    kinds = [ontology().kinds[key] for key in datable() if not asked.kinds or key in asked.kinds]
    classes = [kind.cls for kind in kinds if day is None or kind.cls in SUBJECTS]
    if not classes:
        return []
    listed = " ".join(f"<{cls}>" for cls in sorted(classes))
    text = UNDATED.format(fits=narrowed(asked), classes=listed, lacks=LACKS_FORCE if day else LACKS_DATE)
    things = {str(row["thing"]) for row in store.select(text, prefixes=PREFIXES)}
    known = entities(store, things) if things else {}
    return sorted((known[thing] for thing in things if thing in known), key=lambda entity: (entity.label, entity.id))


def nothing_text(store: Store, asked: Asked, day: date | None, lang: Lang) -> str:
    """
    Return what to say of an answer without rows: what was named and has which dates, or what fits and has no date.

    Of a thing asked for by name it says what dates it has, and that on a day only policies, programmes and memberships
    are looked up; it names the option for what belongs to the thing only where that has an answer to the same question.

    Raises:
        QueryError: The store refused a query, or took longer than its timeout.
    """
    none, comma = phrase("none", lang), "、" if lang == "zh" else ", "
    thing = entities(store, {asked.thing}).get(asked.thing) if asked.thing else None
    if thing:
        own = _own(store, thing, day, lang)
        if own:
            return own + _advice(store, asked, thing, day, lang)
    found = undated(store, asked, day)
    if not found:
        return none
    names = comma.join(said(entity.both, lang) for entity in found[:TOLD])
    names += phrase("none.more", lang, count=len(found) - TOLD) if len(found) > TOLD else ""
    return phrase("none.undated", lang, none=none, count=len(found), names=names)


def undated_too(store: Store, asked: Asked, day: date | None, lang: Lang) -> str:
    """
    Return how many things fit besides the rows of an answer, and have no date; empty where none do.

    In a graph so large that its store is on disk they are not counted, since that takes longer than the answer.
    """
    if store.origin is None or (store.origin.folder / STORE).is_dir():
        return ""
    count = len(undated(store, asked, day))
    return phrase("undated.too", lang, count=count) if count else ""


def _own(store: Store, thing: Entity, day: date | None, lang: Lang) -> str:
    """
    Return what to say of the dates of a thing; empty where it could have one that nothing tells.
    """
    words = {"none": phrase("none", lang), "name": said(thing.both, lang)}
    entries = timeline(store, Asked(thing=thing.iri, kinds=(thing.kind,)))
    if not entries:
        return phrase("none.own", lang, **words) if thing.kind in OPTIONS else ""
    told = [(said(ontology().labels(e.role), lang), date_words(e, lang), marked(e.modality, "", lang)) for e in entries]
    dates = ("、" if lang == "zh" else ", ").join(dict.fromkeys(f"{role} {when}{mark}" for role, when, mark in told))
    kind = ontology().kinds.get(thing.kind)
    if day is None or (kind and kind.cls in SUBJECTS):
        return phrase("none.dated", lang, dates=dates, **words)
    return phrase("none.never", lang, kind=said(kind_words(thing.kind), lang), dates=dates, **words)


def _advice(store: Store, asked: Asked, thing: Entity, day: date | None, lang: Lang) -> str:
    """
    Return by which option to ask for what belongs to a thing; empty where there would be no rows either.
    """
    if thing.kind not in OPTIONS:
        return ""
    option, part = OPTIONS[thing.kind]
    named: dict[str, Any] = {"thing": "", part: thing.iri}
    wanted = replace(asked, **named)
    if not (in_force(store, wanted, day, 1) if day else timeline(store, wanted, 1)):
        return ""
    return phrase("none.ask", lang, option=f"{option} {thing.label}")
