"""
The networks of `analysis` as a picture takes them: one link for all that ties two things in one way, told in the panel.

Two districts that share thirty instruments would otherwise be joined by thirty lines. How many a line stands for makes
its width, and each of them keeps the statements and citations that say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from .analysis.headings import INFERRED, NEEDED, PROPOSED, STATED
from .analysis.named import NETWORKS as NAMED
from .analysis.reading import narrowed, read
from .analysis.sharing import ALIKE, COOPERATION, INSTRUMENT, JOINTLY, OVERLAP
from .ontology import iri, ontology
from .phrases import PHRASES
from .webpage import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from .analysis.reading import Reading
    from .entities import Fact
    from .ontology import Both
    from .store import Store

NETWORKS: dict[str, Both] = {
    "documents": ("文件之间", "documents"),
    "instruments": ("地区与政策工具", "regions and instruments"),
    "bodies": ("共同发文与举办的机构", "bodies that issue and run things together"),
    "regions": ("地区之间的合作与共同之处", "regions by what they share"),
    "programmes": ("项目之间的重合", "programmes by what they share"),
    "leaning": ("依托关系", "what leans on what"),
    "acting": ("行动者", "who acts, and by what"),
}
# A line that stands for several is drawn like the surest of them.
SUREST = ("stated", "inferred", "planned", "proposed")
# In these, things are tied by all that they share; each tie has its words.
SHARED: dict[str, Mapping[str, Both]] = {
    "regions": {"instrument": ALIKE, **{tie.key: tie.words for tie in COOPERATION}},
    "bodies": {tie.key: tie.words for tie in JOINTLY},
    "programmes": {tie.key: tie.words for tie in OVERLAP},
    "instruments": {INSTRUMENT: ALIKE},
}


def drawn(
    store: Store, name: str, day: date | None = None, *, inferred: bool | None = None, proposed: bool = False
) -> tuple[nx.MultiDiGraph[str], int]:
    """
    Return a network of `NETWORKS`, and how many policies and programmes were left out because no source dates them.

    It is the network that `analysis.named.network` makes, which `analyse` measures: of inferred links only those count
    that it cannot do without, unless all or none do. With a *day*, of policies, programmes and memberships only those
    count that were, or may have been, in force. Edges have what `view.graph_page` asks for, with `lines` and `count`
    where one stands for several; a network without directions says so in its attribute `undirected`.
    """
    return _drawn(read(store), name, day, inferred, proposed)


def sizes(store: Store) -> dict[str, tuple[int, int]]:
    """
    Return how many things and links each network of `NETWORKS` would be drawn with; reads the store once.
    """
    reading = read(store)
    made = {name: _drawn(reading, name, None, None, False)[0] for name in NETWORKS}
    return {name: (len(graph), graph.number_of_edges()) for name, graph in made.items()}


def counted(name: str, *, inferred: bool | None, proposed: bool, day: date | None) -> Both:
    """
    Return what counts in a picture of a network, or where none is named of things and their links, in words.
    """
    needs = [ontology().labels(iri(term)) for term in NAMED[name].needs] if name in NETWORKS else []
    parts = [STATED]
    if inferred or (inferred is None and not name):
        parts = [INFERRED]
    elif inferred is None and needs:
        zh, en = "、".join(zh for zh, _ in needs), ", ".join(en for _, en in needs)
        parts = [(NEEDED[0].format(names=zh), NEEDED[1].format(names=en))]
    parts += [PROPOSED] if proposed else []
    parts += [PHRASES["view.possible"]] if day else []
    return "".join(zh for zh, _ in parts), " ".join(en for _, en in parts)


def _drawn(
    reading: Reading, name: str, day: date | None, inferred: bool | None, proposed: bool
) -> tuple[nx.MultiDiGraph[str], int]:
    needs = map(iri, NAMED[name].needs)
    reading = narrowed(reading, on=day, possible=True, inferred=inferred, needs=needs, proposed=proposed)
    made = NAMED[name].make(reading)
    if name in SHARED:
        return _merged(made, reading, SHARED[name]), reading.undated
    return nx.MultiDiGraph(made), reading.undated


def _merged(made: nx.Graph[str], reading: Reading, words: Mapping[str, Both]) -> nx.MultiDiGraph[str]:
    done: nx.MultiDiGraph[str] = nx.MultiDiGraph(undirected=not made.is_directed())
    # Who shares nothing with anybody has no place among those who do.
    done.add_nodes_from(
        sorted(((n, about) for n, about in made.nodes(data=True) if made.degree(n)), key=lambda n: n[0])
    )
    together: dict[tuple[str, str, str], list[dict[str, object]]] = {}
    for start, end, about in made.edges(data=True):
        ends = (start, end) if made.is_directed() or start < end else (end, start)
        together.setdefault((*ends, about.get("tie", INSTRUMENT)), []).append(about)
    for (start, end, tie), ways in sorted(together.items()):
        zh, en = words[tie]
        done.add_edge(
            start,
            end,
            key=tie,
            property=tie,
            label=zh,
            label_en=en,
            modality=SUREST[min(map(_surety, ways))],
            count=len({way.get("shared", way.get("via")) for way in ways}),
            lines=[line for way in ways for line in _lines(way, reading)],
        )
    return done


def _surety(way: dict[str, object]) -> int:
    """
    Return how sure one way of sharing is, a place in `SUREST`: as its least sure statement.
    """
    facts: tuple[Fact, ...] = way["facts"]  # type: ignore[assignment]
    return max(SUREST.index(fact.modality) for fact in facts)


def _lines(way: dict[str, object], reading: Reading) -> Iterator[Line]:
    """
    Yield the statements behind one way of sharing: whose they are, what they say, and where that is stated.
    """
    facts: tuple[Fact, ...] = way["facts"]  # type: ignore[assignment]
    for fact in facts:
        subject, value = reading.things[fact.subject], reading.things[str(fact.value)]
        zh, en = ontology().labels(fact.predicate)
        yield Line(
            property=(f"{subject.both[0]}：{zh}", f"{subject.both[1]}: {en}"),
            value=value.both,
            target=value.id,
            modality=fact.modality,
            citations=tuple(citation.words for citation in fact.citations),
            why=fact.why,
        )
