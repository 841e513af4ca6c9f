"""
The report: what an analysis found, as one page to be read, printed and checked, in Chinese and in English.

It is written from findings alone, of whatever graph is loaded: nothing is measured here, and no finding is chosen by
taste. Every number leads to the statements behind it and to the query that lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis.networks import everything
from ..analysis.questions import QUESTIONS, ask
from ..analysis.reading import narrowed, read
from ..charts import charts
from ..citations import Citations
from ..webpage import web_page
from .cells import said_of
from .chapters import chapter, sections
from .evidence import evidence
from .front import contents, data_chapter, head, main_findings, overview
from .markup import join, tag
from .sample import sample
from .words import REPORT

if TYPE_CHECKING:
    from datetime import date

    from ..errors import Lang
    from ..store import Store


def report(
    store: Store,
    lang: Lang = "zh",
    *,
    question: str | None = None,
    on: date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    proposed: bool = False,
) -> str:
    """
    Return a report on a built graph as one page of HTML that needs no other file and no network connection.

    Args:
        store: An open store.
        lang: The language that the page opens in; its reader can switch, and prints what is on the screen.
        question: A key of `QUESTIONS`; None reports on all.
        on: A day: only what was in force then, see `analysis.questions.analyse`, also for the other options.
        possible: Whether what may have been in force on that day counts too.
        inferred: Whether inferred links count: all, none, or (None) those that a question cannot do without.
        proposed: Whether what is only planned or proposed counts too.

    Raises:
        PolicygraphError: E611, there is no such question.
        QueryError: The store refused a query, or took longer than its timeout.

    The same graph gives the same bytes. It costs what the analysis costs, and some tenths of a second.
    """
    reading = read(store)
    counts: dict[str, Any] = {"on": on, "possible": possible, "inferred": inferred, "proposed": proposed}
    findings = ask(store, reading, [question] if question else QUESTIONS, **counts)
    counted = narrowed(reading, **counts)
    pictures = charts(reading, findings)
    chapters = sections(findings, pictures)
    references = Citations(store).references
    about = sample(store, reading)
    cited = {c.source for finding in findings for row in finding.rows for fact in row.facts for c in fact.citations}
    numbers = {source: at for at, source in enumerate(sorted(cited or references), 1)}
    others = [references[source] for source in sorted(references.keys() - numbers)]
    # What holds for every finding is said once, at the head.
    everywhere = set.intersection(*(set(finding.notes) for finding in findings)) if findings else set()
    general = [picture for picture in pictures if not picture.finding]
    whole = everything(counted)
    size = len(whole), whole.number_of_edges()
    body = [
        head([references.get(source, source) for source in numbers], others, counted.scope, size, about),
        main_findings(findings, {part.finding.key: part.number for _, parts in chapters for part in parts}),
        overview(general),
        *(chapter(name, parts, numbers, everywhere) for name, parts in chapters),
        data_chapter(about),
        tag("p", said_of("footer"), class_="quiet footer"),
    ]
    return web_page(
        "report.html",
        {"data": {"lang": lang, "title": REPORT["title"]}, "facts": evidence(findings, reading.things)},
        title=REPORT["title"],
        lang=lang,
        parts={"contents": contents(chapters, overview=bool(general)), "body": join(body, "\n")},
    )
