"""
Chinese policy reports as a knowledge graph: statements with their evidence, dates as honest as their source.

    >>> import policygraph as pg
    >>> store = pg.open_store("out")
    >>> pg.resolve(store, "博士农场").id
    'doctor-farm'

Every function takes the store first. Heavy libraries are loaded by the functions that need them.
"""

from .build import build
from .check import check
from .dates import Fit, Interval, PartialDate
from .describe import describe
from .entities import facts, find, resolve
from .errors import DataError, PolicygraphError, QueryError, StoreError, UnknownNameError
from .network import measures, network
from .paths import explain
from .query import bind, library, named, run
from .store import open_store
from .timeline import Asked, in_force, timeline

__version__ = "0.1.0"
__all__ = [
    "Asked",
    "DataError",
    "Fit",
    "Interval",
    "PartialDate",
    "PolicygraphError",
    "QueryError",
    "StoreError",
    "UnknownNameError",
    "bind",
    "build",
    "check",
    "describe",
    "explain",
    "facts",
    "find",
    "in_force",
    "library",
    "measures",
    "named",
    "network",
    "open_store",
    "resolve",
    "run",
    "timeline",
]
