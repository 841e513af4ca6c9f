"""
The commands for who keeps the records: build, check, verify.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .root import LANG, STORE, both, command, option_json, out, put_json, t, talk


@command("build", "policygraph build --data data --out out")
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--out", "folder", type=click.Path(path_type=Path), default=STORE, show_default=True, help=t("opt.out"))
@click.option("--statements", is_flag=True, help=t("opt.statements"))
@option_json
def build_command(data: Path | None, folder: Path, as_json: bool, statements: bool) -> None:
    from ..ontology import shipped
    from ..publish import publish

    built = publish(data or shipped("data"), folder, LANG, statements=statements)
    if as_json:
        put_json({"out": str(built.out), "files": built.files, "things": built.things, "quads": built.quads})
        return
    talk(t("built", things=built.things, statements=built.statements, quads=built.quads, out=built.out))
    for name, size in built.files.items():
        out(f"  {built.out / name}  {size:,}")
    if built.skipped:
        talk(t("skipped", names=", ".join(built.skipped)))
    talk(t("next"))
    talk("  policygraph find 农场\n  policygraph show 博士农场\n  policygraph timeline --region 平谷区")
    for name in ("report.html", "graph.html", "timeline.html"):
        if name in built.files:
            talk(t("open", path=(built.out / name).resolve()))


@command("check", "policygraph check --data data")
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--strict", is_flag=True, help=t("opt.strict"))
@click.option("--shacl", is_flag=True, help=t("opt.shacl"))
@option_json
def check_command(data: Path | None, strict: bool, shacl: bool, as_json: bool) -> None:
    from ..check import check
    from ..ontology import shipped

    found = check(data or shipped("data"), shacl=shacl)
    errors = sum(f.error for f in found)
    if as_json:
        keys = [
            {"place": str(f.place), "code": f.code, "error": f.error, "id": f.thing, "text": both(f.words)}
            for f in found
        ]
        put_json(keys)
    else:
        for finding in found:
            out(finding.text(LANG))
        talk(t("checked", errors=errors, findings=len(found) - errors))
    sys.exit(1 if errors or (strict and found) else 0)


@command("verify", "policygraph verify --text book.txt")
@click.option("--text", type=click.Path(path_type=Path), required=True, help=t("opt.text"))
@click.option("--source", help=t("opt.source"))
@click.option("--data", type=click.Path(path_type=Path), help=t("opt.data"))
@click.option("--update", "written", is_flag=True, help=t("opt.update"))
@click.option("--unclaimed", is_flag=True, help=t("opt.unclaimed"))
@option_json
def verify_command(
    text: Path, data: Path | None, written: bool, unclaimed: bool, as_json: bool, source: str | None
) -> None:
    from ..answers.verify import gaps, gaps_json, gaps_text, only_source, report_summary, report_text
    from ..load import load
    from ..ontology import ontology, shipped
    from ..verify import update, verify

    records = load(data or shipped("data"), ontology())
    name = source or only_source(records)
    if unclaimed:
        found = gaps(records, text, name)
        put_json(gaps_json(found)) if as_json else out(gaps_text(found, LANG))
        sys.exit(1 if found else 0)
    report = verify(records, text, name)
    if as_json:
        put_json(report.as_json())
    else:
        out(report_text(report, LANG))
        talk(report_summary(report, LANG))
    if written:
        talk(t("updated", path=update(records, report), count=len(report.evidence)))
    sys.exit(0 if report.ok else 1)
