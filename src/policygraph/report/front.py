"""
What stands before and after the chapters: sources, what was counted, the strongest findings, contents, and the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entities import kind_words
from ..phrases import PHRASES
from .answers import answers
from .cells import number, said_of, share
from .chapters import chapter_name, picture
from .markup import Markup, join, said, tag
from .sample import QUERIES, declared
from .sentences import strongest
from .words import REPORT, worded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..analysis.finding import Finding
    from ..analysis.reading import Scope
    from ..charts import Chart
    from ..ontology import Both
    from .chapters import Section
    from .sample import Chapter, Sample
    from .sentences import Sentence

STATED: Both = ("写明", "stated")
MODALITIES = {"stated": STATED, **{key: PHRASES[key] for key in ("inferred", "planned", "proposed")}}


def head(
    references: Sequence[str], others: Sequence[str], scope: Scope, size: tuple[int, int], about: Sample
) -> Markup:
    """
    Return what the report is about: the sources that it cites and the others, what was counted, and how much that is
    (things, links).
    """
    many = len(references)
    honest = worded("honest.many", n=many) if many > 1 else REPORT["honest.one" if many else "honest.none"]
    numbers = {"things": size[0], "links": size[1], "statements": about.statements, "passages": about.passages}
    counts = [
        tag("div", tag("dd", number(value)), tag("dt", said_of(f"counted.{key}"))) for key, value in numbers.items()
    ]
    return tag(
        "section",
        tag("p", said_of("lead"), class_="lead"),
        tag("dl", *counts, class_="counts"),
        tag("p", said_of("counted.all"), class_="quiet"),
        tag("h2", said_of("sources")),
        tag("ol", *(tag("li", reference, dir="auto") for reference in references), class_="sources"),
        _others(others) if others else "",
        tag("p", said(honest), class_="honest"),
        tag("h2", said_of("counted")),
        tag("ul", *(tag("li", said(words)) for words in _counted(scope))),
        tag("p", said_of("names"), class_="quiet"),
        class_="front",
        id="front",
    )


def contents(chapters: Sequence[tuple[str, Sequence[Section]]], *, overview: bool) -> Markup:
    """
    Return the list of chapters and sections, as links.
    """
    items = [tag("li", tag("a", said_of("strongest"), href="#strongest"))]
    if overview:
        items.append(tag("li", tag("a", said_of("overview"), href="#overview")))
    for at, (question, parts) in enumerate(chapters, 1):
        name = tag("a", tag("span", str(at), class_="number"), " ", said(chapter_name(question)), href=f"#{question}")
        below = [tag("li", tag("a", said(part.finding.about.question), href=f"#{part.finding.key}")) for part in parts]
        items.append(tag("li", name, tag("ul", *below)))
    items.append(tag("li", tag("a", said_of("data"), href="#data-chapter")))
    return tag("nav", tag("h2", said_of("contents")), tag("ul", *items), id="contents")


def main_findings(findings: Sequence[Finding], numbers: Mapping[str, str]) -> Markup:
    """
    Return the strongest findings as `sentences.strongest` has them; *numbers* are those of the sections.
    """
    tested, counted = strongest(sentence for finding in findings for sentence in answers(finding))
    parts = [
        *(_listed("tested", tested, numbers) if tested else []),
        *(_listed("shares", counted, numbers) if counted else []),
    ]
    none = tag("p", said_of("strongest.none"))
    return tag("section", tag("h2", said_of("strongest")), *(parts or [none]), class_="strongest", id="strongest")


def overview(charts: Sequence[Chart]) -> Markup:
    """
    Return the pictures that belong to no single finding; nothing where there are none.
    """
    if not charts:
        return Markup("")
    return tag("section", tag("h2", said_of("overview")), *map(picture, charts), class_="chapter", id="overview")


def data_chapter(about: Sample) -> Markup:
    """
    Return the chapter on the data: what they are made of, and how that biases the rest.
    """
    kinds = [[said(kind_words(kind)), number(count)] for kind, count in about.kinds.items()]
    modes = [
        [said(words), number(count), share(count / about.statements)]
        for key, words in MODALITIES.items()
        if (count := about.modalities.get(key, 0))
    ]
    dated = [
        [said(kind_words(kind)), number(known), number(unknown), share(unknown / (known + unknown))]
        for kind, (known, unknown) in about.dated.items()
    ]
    return tag(
        "section",
        tag("h2", said_of("data")),
        tag("p", said_of("data.lead")),
        _by_chapter(about),
        tag(
            "div",
            _block("data.kinds", ["kind", "count"], kinds),
            _block("data.modalities", ["modality", "statements", "of.all"], modes, "statements.what"),
            _block("data.dates", ["kind", "dated", "undated", "of.undated"], dated, "data.undated"),
            class_="blocks",
        ),
        class_="chapter",
        id="data-chapter",
    )


def _others(references: Sequence[str]) -> Markup:
    between = said(("；", "; "))
    return tag("p", said_of("sources.others"), tag("bdi", join(references, between), lang="zh-Hans"), class_="quiet")


def _counted(scope: Scope) -> list[Both]:
    day = "scope.always" if scope.on is None else "scope.possible" if scope.possible else "scope.day"
    said_how = {None: "scope.needed", True: "scope.inferred", False: "scope.stated"}[scope.inferred]
    plans = "scope.proposed" if scope.proposed else "scope.facts"
    return [worded(day, day=scope.on), REPORT[said_how], REPORT[plans]]


def _listed(key: str, sentences: Sequence[Sentence], numbers: Mapping[str, str]) -> list[Markup]:
    items = []
    for sentence in sentences:
        link = tag(
            "a", said(worded("see", number=numbers[sentence.finding])), href=f"#{sentence.finding}", class_="see"
        )
        items.append(tag("li", sentence.markup(), " ", link))
    return [
        tag("h3", said_of(key)),
        tag("ol", *items),
        tag("p", said_of(f"{key}.how"), class_="quiet"),
    ]


def _by_chapter(about: Sample) -> Markup:
    if not about.statements:
        return Markup("")
    most = max(about.chapters, key=lambda chapter: chapter.statements)
    names = (f"{most.source[0]}的“{most.name[0]}”", f"“{most.name[1]}” in {most.source[1]}")
    uneven = worded("data.uneven", chapter=names, share=share(most.statements / about.statements))
    heads = ["source", "chapter", "printed", "passages", "statements", "of.all", "inferred.of"]
    rows = [
        [
            said(one.source),
            said(one.name),
            _pages(one),
            number(one.passages),
            number(one.statements),
            share(one.statements / about.statements),
            number(one.inferred),
        ]
        for one in about.chapters
    ]
    queries = [tag("pre", declared(query), class_="code") for query in QUERIES]
    folded = tag("details", tag("summary", said_of("data.queries")), *queries)
    return join([_block("data.chapters", heads, rows), tag("p", said(uneven)), folded])


def _pages(one: Chapter) -> str:
    first, last = one.pages
    return "—" if not first else str(first) if first == last else f"{first}–{last}"


def _block(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> Markup:
    """
    Return a small table: words first, then numbers.
    """
    first = 2 if heads[0] == "source" else 1
    sorts = [None if at < first else "n" for at in range(len(heads))]
    header = tag(
        "tr", *(tag("th", said_of(key), scope="col", class_=sort) for key, sort in zip(heads, sorts, strict=True))
    )
    body = [tag("tr", *(tag("td", cell, class_=sort) for cell, sort in zip(row, sorts, strict=True))) for row in rows]
    table = tag("div", tag("table", tag("thead", header), tag("tbody", *body)), class_="wide")
    return tag(
        "div", tag("h3", said_of(title)), table, tag("p", said_of(note), class_="quiet") if note else "", class_="block"
    )
