"""
Chinese policy reports as a knowledge graph: statements with their evidence, dates as honest as their source.

    >>> import policygraph as pg
    >>> store = pg.open_store("out")
    >>> pg.resolve(store, "博士农场").id
    'doctor-farm'

The names below are loaded when they are first used, so that `import policygraph` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .build import build as build
    from .check import check as check
    from .dates import Fit as Fit
    from .dates import Interval as Interval
    from .dates import PartialDate as PartialDate
    from .entities import facts as facts
    from .entities import find as find
    from .entities import resolve as resolve
    from .errors import DataError as DataError
    from .errors import PolicygraphError as PolicygraphError
    from .errors import QueryError as QueryError
    from .errors import StoreError as StoreError
    from .network import measures as measures
    from .network import network as network
    from .paths import explain as explain
    from .query import named as named
    from .query import run as run
    from .store import open_store as open_store
    from .timeline import timeline as timeline

__version__ = "0.1.0"

_ROOMS = {
    "build": ("build",),
    "check": ("check",),
    "dates": ("Fit", "Interval", "PartialDate"),
    "entities": ("facts", "find", "resolve"),
    "errors": ("DataError", "PolicygraphError", "QueryError", "StoreError"),
    "network": ("measures", "network"),
    "paths": ("explain",),
    "query": ("named", "run"),
    "store": ("open_store",),
    "timeline": ("timeline",),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'policygraph' has no attribute '{name}'")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
