"""
Sorted columns of days beside a graph: timelines, times in force and names in the time of a keystroke.

Columns are made with the graph and belong to that one build. They answer what they know exactly as SPARQL does, only
sooner; SPARQL stays the reference, and answers whatever they do not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from ..asked import Asked
    from ..store import Store
    from .read import Columns

COLUMNS = "columns"  # the folder beside graph.nq

_opened: WeakKeyDictionary[Store, Columns] = WeakKeyDictionary()


def columns_of(store: Store, asked: Asked | None = None) -> Columns | None:
    """
    Return the columns of the graph that a store answers from, opened once a store.

    None where it has none, where a later build put others in their place, and where they do not know what is *asked*;
    SPARQL answers then.

    Raises:
        StoreError: E517 where they are damaged; nothing is answered then.
    """
    origin = store.origin
    if origin is None or not (origin.folder / COLUMNS).is_dir():
        return None
    found = _opened.get(store)
    if found is None:
        from .read import open_columns  # numpy takes a tenth of a second to load

        found = open_columns(origin.folder / COLUMNS, origin.graph)
        if found is None:
            return None
        _opened[store] = found
    return found if asked is None or found.knows(asked) else None
