"""
The graph as RDF: N-Quads with all evidence, the plain reading as Turtle or JSON-LD, and RDF 1.2 with triple terms.

In RDF 1.2 a passage reifies what it states (``<passage> rdf:reifies <<( s p o )>>``) and a proposal what it proposes,
so that the whole evidence fits into triples. Everything streams from the graph's own file, which is sorted.
"""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ..jsonld import write_document
from ..ontology import iri
from ..sortedlines import SortedLines, write
from ..store import GRAPH, open_store
from ..turtle import to_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODALITY = NamedNode(iri("pg:modality"))
INFERRED = NamedNode(iri("pg:inferred"))
BASIS = NamedNode(iri("pg:basis"))
TIME = NamedNode(iri("pg:time"))
ORGANIZATION = NamedNode(iri("org:organization"))
REIFIES = NamedNode(iri("rdf:reifies"))
TYPE = NamedNode(iri("rdf:type"))
PROPOSAL = NamedNode(iri("pg:Proposal"))
PARTS = tuple(NamedNode(iri(f"rdf:{part}")) for part in ("subject", "predicate", "object"))
PLAIN = DefaultGraph()


def source(where: str | Path, stage: Path) -> Path:
    """
    Return a built graph's file of sorted N-Quads; one that nobody vouches for is sorted into *stage*.

    Raises:
        StoreError: It is no graph, or not whole; see `open_store`.
    """
    open_store(where).close()
    path = Path(where)
    if path.is_dir():
        return path / GRAPH
    return _sorted((f"{quad} .\n" for quad in parse(path=str(path), format=RdfFormat.N_QUADS)), stage / "source.nq")


def write_quads(graph: Path, out: Path, *, inferred: bool) -> None:
    """
    Write N-Quads: the same bytes as the graph has, or what is left of it without inference.
    """
    if inferred:
        shutil.copyfile(graph, out)
        return
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{quad} .\n" for quad in _quads(graph, inferred))


def write_turtle(graph: Path, out: Path, *, inferred: bool) -> None:
    """
    Write the plain reading as Turtle.
    """
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(to_turtle(_plain(graph, inferred)))


def write_jsonld(graph: Path, out: Path, *, inferred: bool) -> None:
    """
    Write the plain reading as JSON-LD 1.1.
    """
    write_document(_plain(graph, inferred), out)


def write_rdf12(graph: Path, out: Path, *, inferred: bool) -> None:
    """
    Write everything, evidence and proposals too, as RDF 1.2 in Turtle.
    """
    triples = _sorted(_reified(_quads(graph, inferred)), out.with_suffix(".nt"))
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(to_turtle(parse(path=str(triples), format=RdfFormat.N_TRIPLES)))
    triples.unlink()


def _plain(graph: Path, inferred: bool) -> Iterator[Quad]:
    return (quad for quad in _quads(graph, inferred) if quad.graph_name == PLAIN)


def _quads(graph: Path, inferred: bool) -> Iterator[Quad]:
    quads = parse(path=str(graph), format=RdfFormat.N_QUADS)
    if inferred:
        yield from quads
        return
    graphs = {q.subject for q in quads if q.predicate == MODALITY and q.object == INFERRED}
    gone = _resting(graph, graphs)
    for kept in _stated(parse(path=str(graph), format=RdfFormat.N_QUADS), graphs):
        yield from (q for q in kept if q.subject not in gone and q.object not in gone)


def _resting(graph: Path, graphs: set[object]) -> set[object]:
    """
    Return the nodes that stand and fall with what is only inferred: the evidence itself, its dates and dated roles, and
    times in force that rest on such a date.
    """
    gone: set[object] = set(graphs)
    basis = []
    for group in _triples(parse(path=str(graph), format=RdfFormat.N_QUADS)):
        quad = group[0]
        if quad.predicate == BASIS:
            basis.append((quad.subject, quad.object))
        elif quad.predicate in (TIME, ORGANIZATION) and not _is_stated(group, graphs):
            gone.add(quad.object if quad.predicate == TIME else quad.subject)
    gone.update([node for node, date in basis if date in gone])
    return gone


def _stated(quads: Iterable[Quad], graphs: set[object]) -> Iterator[list[Quad]]:
    for group in _triples(quads):
        if _is_stated(group, graphs):
            yield [quad for quad in group if quad.graph_name not in graphs]


def _triples(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    """
    Yield the quads of each triple: in a sorted file they follow each other.
    """
    return (list(group) for _, group in groupby(quads, key=lambda quad: quad.triple))


def _is_stated(group: list[Quad], graphs: set[object]) -> bool:
    """
    Say whether a triple is more than inferred; what stands in no evidence at all was computed, and stays.
    """
    named = [quad.graph_name for quad in group if quad.graph_name != PLAIN]
    return not named or not all(name in graphs for name in named)


def _reified(quads: Iterable[Quad]) -> Iterator[str]:
    for _, group in groupby(quads, key=lambda quad: quad.subject):
        about = list(group)
        proposed = _proposed(about)
        if proposed:
            yield _reifies(about[0].subject, proposed)
        for quad in about:
            if quad.graph_name != PLAIN:
                yield _reifies(quad.graph_name, quad.triple)
            elif not proposed or quad.predicate not in PARTS:
                yield f"{quad.triple} .\n"


def _reifies(by: object, triple: Triple) -> str:
    return f"{by} {REIFIES} <<( {triple} )>> .\n"


def _proposed(about: list[Quad]) -> Triple | None:
    """
    Return what a proposal proposes; None where it is none, or where it names more than one triple.
    """
    if not any(quad.predicate == TYPE and quad.object == PROPOSAL for quad in about):
        return None
    parts = [[quad.object for quad in about if quad.predicate == part] for part in PARTS]
    if [len(found) for found in parts] != [1, 1, 1]:
        return None
    subject, predicate, value = (found[0] for found in parts)
    if isinstance(subject, Literal | Triple) or not isinstance(predicate, NamedNode):
        return None
    return Triple(subject, predicate, value)


def _sorted(lines: Iterable[str], path: Path) -> Path:
    folder = path.with_suffix(".runs")
    folder.mkdir()
    gathered = SortedLines(folder)
    for line in lines:
        gathered.add((line,))
    write([gathered], path)
    # Of a large graph the runs are still there.
    shutil.rmtree(folder)
    return path
