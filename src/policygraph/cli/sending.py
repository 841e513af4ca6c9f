"""
The commands that give the graph to other programs: export.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .root import command, option_inferred, option_json, option_store, out, put_json, t

# As `exports` has them, which takes long to load.
FORMATS = ["graphml", "gexf", "csv", "neo4j", "parquet", "nq", "ttl", "jsonld", "rdf12"]


@command("export", "policygraph export --format gexf --out graph.gexf")
@click.option("--format", "form", required=True, type=click.Choice(FORMATS), help=t("opt.format"))
@click.option("--out", "place", required=True, type=click.Path(path_type=Path), help=t("opt.to"))
@option_inferred
@click.option("--proposed", is_flag=True, help=t("opt.proposals"))
@click.option("--concepts", is_flag=True, help=t("opt.concepts"))
@option_store
@option_json
def export_command(store: str, form: str, place: Path, as_json: bool, **asked: Any) -> None:
    from ..exports import export

    made = export(store, form, place, **asked)
    if as_json:
        put_json({"files": {str(path): size for path, size in made.items()}})
        return
    for path, size in made.items():
        out(f"  {path}  {size:,}")
