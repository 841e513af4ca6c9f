"""
Things whose names hold a text, the closest first: what a person types before anything else.

A match is one of characters: nothing is guessed from a name that is merely alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .columns import columns_of
from .entities import entities, plain, sounds, vocabulary

if TYPE_CHECKING:
    from .entities import Entity
    from .store import Store

HAN = re.compile(r"[\u3400-\u9fff]")


def find(store: Store, text: str, limit: int = 20) -> list[Entity]:
    """
    Return the things whose names hold *text*, the closest first: equal, then beginning with it, then holding it.

    Two Chinese characters are enough; Latin letters also match English names, ids, pinyin (``boshi nongchang``) and its
    initials (``bsnc``). For Chinese, a built folder has an index; else all names are
    read once.
    """
    wanted = plain(text)
    if not wanted:
        return []
    pinyin = not HAN.search(wanted)
    columns = None if pinyin else columns_of(store)
    if columns is not None:
        return columns.find(text, limit)
    scored = []
    for entity in entities(store).values():
        rank = _rank(entity, wanted, pinyin)
        if rank is not None:
            scored.append((rank, entity.kind in vocabulary(), len(entity.label), entity.label, entity.id, entity))
    return [entity for *_, entity in sorted(scored, key=lambda row: row[:5])[:limit]]


def _rank(entity: Entity, wanted: str, pinyin: bool) -> int | None:
    names = [plain(n) for n in (entity.label, entity.english, *entity.aliases, entity.id.replace("-", " ")) if n]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names):
        return 2
    if pinyin and any(wanted in sound for name in (entity.label, *entity.aliases) for sound in sounds(name)):
        return 3
    return None
