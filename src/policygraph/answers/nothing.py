"""
Why a timeline has no rows: nothing fits, what fits has no date, or what was named stands for other things.

It says what there is; it guesses no date, and no question other than the one that was asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..asked import HIDDEN_ROLES, narrowed
from ..citations import said
from ..entities import entities
from ..force import SUBJECTS
from ..ontology import PREFIXES, ontology
from ..phrases import phrase
from ..query import KINDS
from ..timeline import datable

if TYPE_CHECKING:
    from datetime import date

    from ..entities import Entity
    from ..errors import Lang
    from ..store import Store
    from ..timeline import Asked

# Things that fit, of a class that can be dated, and that lack what dates them.
UNDATED = "SELECT DISTINCT ?thing WHERE {{ {fits} ?thing a ?class . VALUES ?class {{ {classes} }} {lacks} }}"
LACKS_DATE = f"MINUS {{ ?thing pg:time/pg:role ?role . FILTER(?role NOT IN ({', '.join(HIDDEN_ROLES)})) }}"
# A draft lacks no date: it never was in force.
LACKS_FORCE = "MINUS { ?thing pg:inForce ?node } MINUS { ?thing eli:version ?stage }"
# By which option one asks for the things that belong to a thing of this kind.
OPTIONS = {
    **dict.fromkeys(KINDS["region"], "--region"),
    **dict.fromkeys(KINDS["body"], "--agency"),
    **{"topic": "--topic", "document-type": "--type", "target-group": "--target"},
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
    Return what to say of an answer without rows: that nothing fits, or what fits and has no date, and what to ask.
    """
    none, comma = phrase("none", lang), "、" if lang == "zh" else ", "
    thing = entities(store, {asked.thing}).get(asked.thing) if asked.thing else None
    if thing and thing.kind in OPTIONS:
        name = said(thing.both, lang)
        return phrase("none.own", lang, none=none, name=name, option=f"{OPTIONS[thing.kind]} {thing.label}")
    found = undated(store, asked, day)
    if not found:
        return none
    names = comma.join(said(entity.both, lang) for entity in found[:TOLD])
    names += phrase("none.more", lang, count=len(found) - TOLD) if len(found) > TOLD else ""
    return phrase("none.undated", lang, none=none, count=len(found), names=names)
