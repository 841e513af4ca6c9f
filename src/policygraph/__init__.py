"""
Chinese policy reports as a knowledge graph: statements with their evidence, dates as honest as their source.

    >>> import policygraph as pg
    >>> store = pg.open_store("out")
    >>> pg.resolve(store, "博士农场").id
    'doctor-farm'

Every function takes the store first. A name is loaded when it is first used, so that one question does not wait for the
rooms of all others.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .build import build as build
    from .dates import Fit as Fit
    from .dates import Interval as Interval
    from .dates import PartialDate as PartialDate
    from .describe import Description as Description
    from .entities import Entity as Entity
    from .entities import Fact as Fact
    from .entities import resolve as resolve
    from .errors import DataError as DataError
    from .errors import PolicygraphError as PolicygraphError
    from .errors import QueryError as QueryError
    from .errors import StoreError as StoreError
    from .errors import UnknownNameError as UnknownNameError
    from .frames import Answer as Answer
    from .gaps import Gap as Gap
    from .inquiries import analyse as analyse
    from .inquiries import network as network
    from .lineage import Lineage as Lineage
    from .network import measures as measures
    from .paths import Explanation as Explanation
    from .phrases import set_language as set_language
    from .query import bind as bind
    from .query import library as library
    from .query import named as named
    from .query import run as run
    from .questions import check as check
    from .questions import describe as describe
    from .questions import explain as explain
    from .questions import facts as facts
    from .questions import find as find
    from .questions import gaps as gaps
    from .questions import in_force as in_force
    from .questions import lineage as lineage
    from .questions import path as path
    from .questions import queries as queries
    from .questions import query as query
    from .questions import show as show
    from .questions import timeline as timeline
    from .store import Rows as Rows
    from .store import Store as Store
    from .store import open_store as open_store
    from .timeline import Asked as Asked
    from .timeline import Entry as Entry

__version__ = "0.1.0"

_ROOMS = {
    "build": ("build",),
    "dates": ("Fit", "Interval", "PartialDate"),
    "describe": ("Description",),
    "entities": ("Entity", "Fact", "resolve"),
    "errors": ("DataError", "PolicygraphError", "QueryError", "StoreError", "UnknownNameError"),
    "frames": ("Answer",),
    "gaps": ("Gap",),
    "lineage": ("Lineage",),
    "inquiries": ("analyse", "network"),
    "network": ("measures",),
    "paths": ("Explanation",),
    "phrases": ("set_language",),
    "query": ("bind", "library", "named", "run"),
    "questions": (
        *("check", "describe", "explain", "facts", "find", "gaps", "in_force", "lineage", "path", "queries", "query"),
        *("show", "timeline"),
    ),
    "store": ("Rows", "Store", "open_store"),
    "timeline": ("Asked", "Entry"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted(_HOME)


class _Package(ModuleType):
    """
    Keeps a function in front of the room of the same name: Python would put the room there when it is imported.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'policygraph' has no attribute '{name}'")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


sys.modules[__name__].__class__ = _Package
