"""
Findings of a network analysis as text or JSON: the question, its table, its numbers, the method and what to beware of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis.finding import Span, Words
from ..citations import Citations, said
from ..entities import Entity
from ..ontology import ontology
from ..phrases import phrase
from ..tables import References, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis.finding import Cell, Figure, Finding, Row
    from ..analysis.nulls import Chance
    from ..entities import Fact
    from ..errors import Lang
    from ..ontology import Both
    from ..store import Store

# So many pages of a row, and so many members of a group, are shown; that there are more is said.
PAGES, MEMBERS = 4, 8
# A summary shows so many rows of the first table of each question.
SUMMARY = 3


def findings_text(store: Store, found: Sequence[Finding], limit: int, lang: Lang) -> str:
    """
    Return findings one below the other, each with its method and caveats, and the sources at the end.
    """
    references = References(Citations(store).references, lang)
    parts = [_whole(finding, limit, references, lang, (finding.about.caveat, *finding.notes)) for finding in found]
    return "\n\n\n".join([*parts, "\n".join([*references.books(), phrase("to.evidence", lang)])])


def short_text(store: Store, found: Sequence[Finding], limit: int, lang: Lang) -> str:
    """
    Return the first finding of each question, with the command that tells more; what is said of all stands at the end.
    """
    references = References(Citations(store).references, lang)
    firsts = {finding.key.split(".")[0]: finding for finding in reversed(found)}
    parts = []
    for question in dict.fromkeys(finding.key.split(".")[0] for finding in found):
        about = firsts[question]
        whole = _whole(about, min(limit, SUMMARY), references, lang, (about.about.caveat,))
        parts.append(whole + "\n" + phrase("to.question", lang, question=question))
    notes = dict.fromkeys(note for finding in found[:1] for note in finding.notes)
    beware = "\n".join([phrase("caveat", lang), *(f"  · {said(note, lang)}" for note in notes)])
    return "\n\n\n".join([*parts, beware, "\n".join(references.books())])


def _whole(finding: Finding, limit: int, references: References, lang: Lang, notes: Iterable[Both]) -> str:
    method = said(finding.about.method, lang) + _by(finding, lang)
    beware = "\n".join(f"  · {said(note, lang)}" for note in notes)
    return "\n\n".join(
        [
            _head(finding, lang),
            _table(finding, limit, references, lang),
            f"{phrase('method', lang)}\n  {method}\n{phrase('caveat', lang)}\n{beware}",
        ]
    )


def findings_json(found: Sequence[Finding], limit: int, lang: Lang) -> list[dict[str, Any]]:
    """
    Return findings with their words in *lang*, and for each row its statements and the SPARQL that lists them.
    """
    return [
        {
            "key": finding.key,
            "question": said(finding.about.question, lang),
            "method": said(finding.about.method, lang),
            "sources": list(finding.about.sources),
            "caveats": [said(note, lang) for note in (finding.about.caveat, *finding.notes)],
            "on": finding.scope.on.isoformat() if finding.scope.on else None,
            "possible": finding.scope.possible,
            "inferred": finding.scope.inferred,
            "needs": sorted(finding.scope.needs),
            "proposed": finding.scope.proposed,
            "undated": finding.undated,
            "things": finding.things,
            "links": finding.links,
            "figures": [_figure_json(figure, lang) for figure in finding.figures],
            "columns": [{"key": column.key, "name": said(column.name, lang)} for column in finding.headings],
            "rows": [_row_json(finding, row, lang) for row in _shown(finding, limit)],
            "count": finding.total,
            "sparql": finding.query,
        }
        for finding in found
    ]


def _head(finding: Finding, lang: Lang) -> str:
    numbers = [f"{said(figure.name, lang)} {_value(figure, lang)}" for figure in finding.figures]
    size = phrase("size" if finding.links else "size.things", lang, things=finding.things, links=finding.links)
    return "\n".join([f"■ {said(finding.about.question, lang)}", *(f"  {line}" for line in (size, *numbers))])


def _value(figure: Figure, lang: Lang) -> str:
    text = _text(figure.value, lang)
    if figure.chance is None:
        return text
    odds = figure.chance
    z = "—" if odds.z is None else f"{odds.z:.1f}"
    return text + phrase("by.chance", lang, mean=f"{odds.mean:.3g}", z=z, p=f"{odds.p:.3g}", draws=odds.draws)


def _table(finding: Finding, limit: int, references: References, lang: Lang) -> str:
    rows = _shown(finding, limit)
    if not rows:
        return phrase("none", lang)
    kept = [number for number, _ in enumerate(finding.headings) if any(r.cells[number] is not None for r in rows)]
    cited = any(row.facts for row in rows)
    header = [said(finding.headings[number].name, lang) for number in kept] + ([phrase("at", lang)] if cited else [])
    cells = [
        [_text(row.cells[number], lang, finding.headings[number].key) for number in kept]
        + ([_cite(row.facts, references, lang)] if cited else [])
        for row in rows
    ]
    left = finding.total - len(rows)
    return table(header, cells) + ("\n" + phrase("more", lang, count=left) if left else "")


def _shown(finding: Finding, limit: int) -> Sequence[Row]:
    """
    Return the first rows; of a series of years, the last.
    """
    return finding.rows[-limit:] if finding.headings[0].key == "year" else finding.rows[:limit]


def _cite(facts: Sequence[Fact], references: References, lang: Lang) -> str:
    """
    Return where statements stand, by page: a row rests on too many for their passages to be read in a table.
    """
    lines = []
    for source in sorted({citation.source for fact in facts for citation in fact.citations}):
        pages = sorted({c.page for fact in facts for c in fact.citations if c.source == source and c.page})
        shown = ("、" if lang == "zh" else ", ").join(map(str, pages[:PAGES])) + ("…" if len(pages) > PAGES else "")
        lines.append(references.number(source) + (" " + phrase("pages", lang, pages=shown) if pages else ""))
    return "\n".join(lines)


def _text(cell: Cell, lang: Lang, column: str = "") -> str:
    if cell is None:
        return "—"
    if isinstance(cell, Words):
        return said((cell.zh, cell.en), lang)
    if isinstance(cell, Entity):
        return cell.label if lang == "zh" else cell.english or cell.label
    if isinstance(cell, Span):
        return _span(cell, lang)
    if isinstance(cell, tuple):
        names = [_text(one, lang) for one in cell[:MEMBERS]]
        more = [phrase("and.more", lang, count=len(cell) - MEMBERS)] if len(cell) > MEMBERS else []
        between = "、" if lang == "zh" else ", "
        return (" → " if column == "chain" else between).join([*names, *more])
    return f"{cell:.3f}" if isinstance(cell, float) else f"{cell}"


def _span(span: Span, lang: Lang) -> str:
    low, high = ("…" if value is None else str(value) for value in (span.low, span.high))
    return low if low == high else phrase("between", lang, low=low, high=high)


def _by(finding: Finding, lang: Lang) -> str:
    sources = "; ".join(finding.about.sources)
    if not sources:
        return ""
    return f"（{sources}）" if lang == "zh" else f" ({sources})"


def _figure_json(figure: Figure, lang: Lang) -> dict[str, Any]:
    return {
        "key": figure.key,
        "name": said(figure.name, lang),
        "value": _json(figure.value, lang),
        "chance": _chance_json(figure.chance),
    }


def _chance_json(odds: Chance | None) -> dict[str, Any] | None:
    if odds is None:
        return None
    z = None if odds.z is None else round(odds.z, 6)
    return {
        "draws": odds.draws,
        "mean": round(odds.mean, 6),
        "deviation": round(odds.deviation, 6),
        "z": z,
        "p": round(odds.p, 6),
    }


def _row_json(finding: Finding, row: Row, lang: Lang) -> dict[str, Any]:
    cells = {column.key: _json(cell, lang) for column, cell in zip(finding.headings, row.cells, strict=True)}
    return {**cells, "statements": [_fact_json(fact, lang) for fact in row.facts], "sparql": row.query}


def _fact_json(fact: Fact, lang: Lang) -> dict[str, Any]:
    date = {"role": fact.role, "edtf": fact.edtf} if fact.edtf else {}
    return {
        "subject": fact.subject,
        "property": fact.predicate,
        "label": said(ontology().labels(fact.role or fact.predicate), lang),
        "value": str(fact.value),
        **date,
        "modality": fact.modality,
        "why": said(fact.why, lang) or None,
        "citations": [citation.as_json(lang) for citation in fact.citations],
    }


def _json(cell: Cell, lang: Lang) -> Any:
    if isinstance(cell, Words):
        return said((cell.zh, cell.en), lang)
    if isinstance(cell, Entity):
        return {"id": cell.id, "label": cell.label, "label_en": cell.english or None, "kind": cell.kind}
    if isinstance(cell, Span):
        return {"low": cell.low, "high": cell.high}
    if isinstance(cell, tuple):
        return [_json(one, lang) for one in cell]
    return round(cell, 6) if isinstance(cell, float) else cell
