"""
The networks by name, each read from a store, narrowed and made in one call.

Nothing is measured here: `questions` does that, and any algorithm of NetworkX.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import PolicygraphError, nearest
from ..ontology import iri
from .networks import acting, documents, everything, leaning
from .reading import Reading, narrowed, read
from .sharing import bodies, instruments, programmes, regions

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from ..store import Store


@dataclass(frozen=True, slots=True)
class Named:
    """
    A network: how it is made, and the properties whose links it needs even where they are inferred.
    """

    make: Callable[[Reading], nx.Graph[str]]
    needs: tuple[str, ...] = ()


NETWORKS = {
    "all": Named(everything),
    "acting": Named(acting),
    "leaning": Named(leaning),
    "documents": Named(documents),
    "instruments": Named(instruments, ("pg:instrument",)),
    "regions": Named(regions, ("pg:instrument",)),
    "bodies": Named(bodies),
    "programmes": Named(programmes, ("pg:targetGroup",)),
}


def network(
    store: Store,
    name: str = "all",
    *,
    on: date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    proposed: bool = False,
    concepts: bool = False,
) -> nx.Graph[str]:
    """
    Return a network by its name; see `inquiries.network`.

    Raises:
        PolicygraphError: E611, there is no such network.
    """
    if name not in NETWORKS:
        raise PolicygraphError("E611", name=name, near=nearest(name, NETWORKS), choices=", ".join(NETWORKS))
    known = NETWORKS[name]
    reading = narrowed(
        read(store),
        on=on,
        possible=possible,
        inferred=inferred,
        proposed=proposed,
        needs=frozenset(map(iri, known.needs)),
    )
    return everything(reading, concepts=concepts) if name == "all" else known.make(reading)
