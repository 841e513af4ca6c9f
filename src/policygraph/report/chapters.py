"""
The findings as chapters: question, answer in words, pictures, table, method, what to beware of, and the query.

Every row has an anchor, ``key.number``; what stands behind it is shown by the page's script from its evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ..analysis.finding import Span
from ..entities import Entity
from .answers import answers
from .cells import DASH, number, said_of, shown, text
from .markup import Markup, join, said, tag
from .words import REPORT, worded

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ..analysis.finding import Cell, Column, Figure, Finding, Row
    from ..charts import Chart
    from ..entities import Fact
    from ..ontology import Both

# So many rows of a table stand open, and are printed; the others are folded.
OPEN = 12
DEFINED = re.compile(r'\bid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Section:
    """
    One finding with the number of its section and its pictures.
    """

    finding: Finding
    number: str
    charts: tuple[Chart, ...]


def sections(findings: Sequence[Finding], charts: Sequence[Chart]) -> list[tuple[str, list[Section]]]:
    """
    Return findings by question, in their order, numbered from 1, each with its pictures.
    """
    grouped = groupby(findings, key=lambda finding: question_of(finding.key))
    return [
        (
            question,
            [
                Section(finding, f"{chapter}.{at}", tuple(chart for chart in charts if chart.finding == finding.key))
                for at, finding in enumerate(group, 1)
            ],
        )
        for chapter, (question, group) in enumerate(grouped, 1)
    ]


def question_of(key: str) -> str:
    """
    Return the question that a finding belongs to.
    """
    return key.partition(".")[0]


def chapter(question: str, parts: Sequence[Section], sources: Mapping[str, int], known: Container[Both]) -> Markup:
    """
    Return one chapter; *sources* are the numbers of the list of references, *known* the notes that were given before.
    """
    numbered = parts[0].number.partition(".")[0]
    heading = tag("h2", tag("span", numbered, class_="number"), " ", said(chapter_name(question)))
    return tag("section", heading, *(_section(part, sources, known) for part in parts), class_="chapter", id=question)


def chapter_name(question: str) -> Both:
    """
    Return what the chapter of a question is called.
    """
    return REPORT.get(f"chapter.{question}", (question, question))


def picture(chart: Chart) -> Markup:
    """
    Return a picture with its title and how to read it; of two languages the page shows one.
    """
    sides = [
        tag("div", Markup(_own_ids(svg, f"{chart.key}.{lang}.")), class_=f"{lang} picture")
        for lang, svg in zip(("zh", "en"), chart.svg, strict=True)
    ]
    caption = tag("figcaption", tag("strong", said(chart.title)), " ", said(chart.words))
    return tag("figure", caption, *sides, id=f"chart.{chart.key}")


def _own_ids(svg: str, prefix: str) -> str:
    """
    Return a picture whose inner ids are its own: all pictures of a page share one name space.
    """
    names = sorted(set(DEFINED.findall(svg)))
    if not names:
        return svg
    known = "|".join(map(re.escape, names))
    return re.sub(rf'(\bid="|url\(#|href="#)({known})(["\)])', lambda m: f"{m[1]}{prefix}{m[2]}{m[3]}", svg)


def _section(part: Section, sources: Mapping[str, int], known: Container[Both]) -> Markup:
    finding = part.finding
    told = answers(finding)
    return tag(
        "section",
        tag("h3", tag("span", part.number, class_="number"), " ", said(finding.about.question)),
        *(tag("p", sentence.markup(), class_="answer") for sentence in told),
        "" if finding.rows else tag("p", said_of("none"), class_="nothing"),
        _figures(finding),
        *(picture(chart) for chart in part.charts),
        _table(finding, sources) if finding.rows else "",
        _method(finding, known),
        class_="finding",
        id=finding.key,
    )


def _figures(finding: Finding) -> Markup:
    """
    Return the numbers about the whole, which lead to all that the finding rests on.
    """
    size = {"things": number(finding.things), "links": number(finding.links)}
    key = "size" if finding.links else "size.things"
    link = tag("a", said_of("evidence.all"), href=f"#{finding.key}.all", class_="see")
    listed = [tag("div", tag("dt", said(figure.name)), tag("dd", _figure(figure))) for figure in finding.figures]
    head = tag("p", said(worded(key, **size)), " ", link, class_="size")
    return tag("div", head, tag("dl", *listed) if listed else "", class_="figures", id=f"{finding.key}.all")


def _figure(figure: Figure) -> Markup:
    value = said(text(figure.value, figure.key))
    odds = figure.chance
    if odds is None:
        return value
    beside = worded(
        "chance",
        mean=number(odds.mean, figure.key),
        z=DASH if odds.z is None else number(odds.z, "z"),
        p=number(odds.p, "p"),
        draws=odds.draws,
    )
    return join([value, " ", tag("small", said(beside))])


def _table(finding: Finding, sources: Mapping[str, int]) -> Markup:
    kept = [
        (at, column)
        for at, column in enumerate(finding.headings)
        if any(row.cells[at] is not None for row in finding.rows)
    ]
    cited = any(row.facts for row in finding.rows)
    heads = [tag("th", said(column.name), scope="col", class_=_sort(column)) for _, column in kept]
    heads.append(tag("th", said_of("evidence" if cited else "evidence.query"), scope="col"))
    rows = [_row(finding, at, row, kept, sources) for at, row in enumerate(finding.rows)]
    first, rest = _parted(finding, rows)
    bodies = [tag("tbody", *first)]
    if rest:
        label = tag("button", said(worded("more.rows", n=number(len(rest)))), type="button", class_="small unfold")
        printed = tag("span", said(worded("more.printed", n=number(len(rest)))), class_="printed")
        fold = tag("tr", tag("td", label, printed, colspan=str(len(heads))), class_="fold")
        folded = tag("tbody", *rest, class_="rest", hidden=True)
        # Of a series of years the last ones stand open, in their place.
        bodies = [folded, tag("tbody", fold), *bodies] if _series(finding) else [*bodies, tag("tbody", fold), folded]
    left = finding.total - len(finding.rows)
    about = {"n": number(len(finding.rows)), "total": str(finding.total), "question": question_of(finding.key)}
    more = tag("p", said(worded("more.worked", **about)), class_="quiet") if left else ""
    return join([tag("div", tag("table", tag("thead", tag("tr", *heads)), *bodies), class_="wide"), more])


def _parted(finding: Finding, rows: Sequence[Markup]) -> tuple[Sequence[Markup], Sequence[Markup]]:
    # A single row more or two are not worth a fold.
    if len(rows) <= OPEN + 2:
        return rows, ()
    return (rows[-OPEN:], rows[:-OPEN]) if _series(finding) else (rows[:OPEN], rows[OPEN:])


def _series(finding: Finding) -> bool:
    return finding.headings[0].key == "year"


def _row(finding: Finding, at: int, row: Row, kept: Sequence[tuple[int, Column]], sources: Mapping[str, int]) -> Markup:
    cells = [_cell(row.cells[place], column) for place, column in kept]
    link = tag("a", _cited(row.facts, sources), href=f"#{finding.key}.{at}", class_="evidence")
    return tag("tr", *cells, tag("td", link, class_="at"), id=f"{finding.key}.{at}")


def _cell(cell: Cell, column: Column) -> Markup:
    return tag("td", shown(cell, column.key), class_=_sort(column))


def _sort(column: Column) -> str | None:
    if column.sort in (Entity, tuple):
        return "w"
    return "n" if column.sort in (int, float, Span) and column.key != "year" else None


def _cited(facts: Sequence[Fact], sources: Mapping[str, int]) -> Markup:
    """
    Return where statements stand, by source and printed page: enough to find them on paper.
    """
    if not facts:
        return said_of("evidence.query")
    sides = []
    for lang in (0, 1):
        listed = []
        for source in sorted({citation.source for fact in facts for citation in fact.citations}):
            pages = sorted({c.page for fact in facts for c in fact.citations if c.source == source and c.page})
            words = REPORT["page"][lang].format(pages=_ranges(pages, lang)) if pages else ""
            listed.append(f"[{sources.get(source, '?')}] {words}".strip())
        sides.append("; ".join(listed))
    count = tag("small", said(worded("fact" if len(facts) == 1 else "facts", n=number(len(facts)))))
    return join([said((sides[0], sides[1])), " ", count])


def _ranges(pages: Sequence[int], lang: int) -> str:
    """
    Return pages with neighbours drawn together: 2, 4–5, 15.
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    words = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return REPORT["pages.between"][lang].join(words)


def _method(finding: Finding, known: Container[Both]) -> Markup:
    literature = "; ".join(finding.about.sources)
    notes = [tag("li", said(note)) for note in (finding.about.caveat, *finding.notes) if note not in known]
    query = tag("button", said_of("query"), type="button", class_="small", data_query=finding.key)
    printed = worded("query.print", question=question_of(finding.key))
    return tag(
        "div",
        tag("h4", said_of("method")),
        tag("p", said(finding.about.method)),
        tag("p", said_of("literature"), literature, class_="quiet") if literature else "",
        tag("h4", said_of("caveat")),
        tag("ul", *notes),
        tag("p", query, tag("span", said(printed), class_="printed quiet")),
        class_="method",
    )
