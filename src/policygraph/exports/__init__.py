"""
The graph in the formats of other programs, each written whole or not at all.

    >>> export("out", "gexf", Path("graph.gexf"))

Every format streams, so a graph of any size can leave; the same graph always gives the same bytes. A file that a build
made is never written over: its digest would no longer be true.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PolicygraphError
from ..store import MANIFEST, open_store
from .rows import Rows
from .tablefiles import write_csv, write_neo4j, write_parquet
from .triples import source, write_jsonld, write_quads, write_rdf12, write_turtle
from .xmlgraph import gexf, graphml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORMATS", "NETWORKS", "Rows", "export", "write_gexf", "write_graphml"]


def write_graphml(rows: Rows, path: Path) -> None:
    """
    Write the network as GraphML.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(graphml(rows))


def write_gexf(rows: Rows, path: Path) -> None:
    """
    Write the network as GEXF 1.3.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(gexf(rows))


FILES = {"graphml": write_graphml, "gexf": write_gexf}
FOLDERS = {"csv": write_csv, "neo4j": write_neo4j, "parquet": write_parquet}
TRIPLES = {"nq": write_quads, "ttl": write_turtle, "jsonld": write_jsonld, "rdf12": write_rdf12}
# Formats of things and links, and all formats.
NETWORKS = (*FILES, *FOLDERS)
FORMATS = (*NETWORKS, *TRIPLES)


def export(
    where: str | Path,
    form: str,
    out: Path,
    *,
    inferred: bool = True,
    proposed: bool = False,
    concepts: bool = False,
) -> dict[Path, int]:
    """
    Write a built graph in another format.

    Args:
        where: The built graph, as for `open_store`.
        form: One of `FORMATS`.
        out: A file; for csv, neo4j and parquet a folder. Missing folders are made, files of the same name replaced.
        inferred: Whether what we infer goes too; without it, neither do dates and times in force that rest on it.
        proposed: Whether plans and proposals are links and statements too; RDF always holds them, as proposals.
        concepts: Whether topics, instruments, target groups and document types are things too; in RDF they always are.

    Returns:
        The files with their size in bytes.

    Raises:
        StoreError: There is no whole graph there.
        PolicygraphError: E606, no such format; E608, a package is missing; E610, the format takes no such choice;
            E631, nothing can be written there; E632, a build made that file.

    Linear in the size of the graph; memory holds the names of the things, for RDF a bounded part.
    """
    if form not in FORMATS:
        raise PolicygraphError("E606", choices=", ".join(FORMATS))
    for option, given in (("--proposed", proposed), ("--concepts", concepts)):
        if given and form in TRIPLES:
            raise PolicygraphError("E610", option=option, other=f"--format {'|'.join(NETWORKS)}")
    with _whole(out, folder=form in FOLDERS) as (stage, scratch, made):
        if form in TRIPLES:
            TRIPLES[form](source(where, scratch), stage / out.name, inferred=inferred)
        else:
            with open_store(where) as store:
                rows = Rows(store, inferred=inferred, proposed=proposed, concepts=concepts)
                if form in FILES:
                    FILES[form](rows, stage / out.name)
                else:
                    FOLDERS[form](rows, stage)
    return made


@contextmanager
def _whole(out: Path, *, folder: bool) -> Iterator[tuple[Path, Path, dict[Path, int]]]:
    """
    Give a folder beside *out* for what is to be there and one for what is not; move the former at the end, and tell
    what was moved.
    """
    place = out if folder else out.parent
    aside, moved = None, dict[Path, int]()
    try:
        place.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".exporting-", dir=place.parent))
        stage, scratch = aside / "made", aside / "scratch"
        stage.mkdir()
        scratch.mkdir()
        yield stage, scratch, moved
        made = sorted(stage.iterdir())
        for path in made:
            if path.name in _built(place):
                raise PolicygraphError("E632", path=place / path.name)
        for path in made:
            moved[place / path.name] = path.stat().st_size
            path.replace(place / path.name)
    except OSError as error:
        raise PolicygraphError("E631", path=out, why=error.strerror or error) from None
    finally:
        if aside:
            shutil.rmtree(aside, ignore_errors=True)


def _built(folder: Path) -> set[str]:
    """
    Return the names of the files that a build made in a folder.
    """
    try:
        return {MANIFEST, *json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except FileNotFoundError:
        return set()
    except (ValueError, LookupError, TypeError):
        return {MANIFEST}
