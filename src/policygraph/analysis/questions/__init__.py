"""
The seven questions that are asked of a graph, and their findings in one list.

    >>> for finding in analyse(store, "bridging"):
    ...     print(finding.about.question[1], len(finding.rows))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...errors import PolicygraphError, nearest
from ...ontology import iri
from ..nulls import DRAWS
from ..reading import narrowed, read
from . import bridging, cascade, cooperation, gaps, groups, growth, leaning
from .frame import Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from ...store import Store
    from ..finding import Finding
    from ..reading import Reading

# So many rows of a table are worked out unless more are asked for.
SHOWN = 100
WITHIN, TARGET = "pg:within", "pg:targetGroup"


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question: how its findings are made, and the properties whose links it needs even where they are inferred.

    `whole` questions count all inferred links and look at all days: what is missing must be missing from everything.
    """

    findings: Callable[[Frame], list[Finding]]
    needs: tuple[str, ...] = ()
    whole: bool = False


QUESTIONS: dict[str, Question] = {
    "bridging": Question(bridging.findings),
    "leaning": Question(leaning.findings),
    "groups": Question(groups.findings, (TARGET,)),
    "cooperation": Question(cooperation.findings, (WITHIN,)),
    "cascade": Question(cascade.findings, (WITHIN, "eli:jurisdiction", "eli:is_about")),
    "growth": Question(growth.findings),
    "gaps": Question(gaps.findings, whole=True),
}


def analyse(
    store: Store,
    question: str | None = None,
    *,
    on: date | None = None,
    possible: bool = False,
    inferred: bool | None = None,
    proposed: bool = False,
    draws: int = DRAWS,
    limit: int | None = SHOWN,
) -> list[Finding]:
    """
    Ask a built graph one question, or all.

    Args:
        store: An open store.
        question: A key of `QUESTIONS`; None asks all.
        on: A day: only what was in force then, as `timeline.in_force` has it. Growth goes on until then; of gaps it
            tells only what had ended.
        possible: Whether what may have been in force on that day counts too.
        inferred: Whether inferred links count: all (True), none (False), or (None) only those of the properties that a
            question cannot do without, such as instruments. Gaps always count all: what an inference fills is no gap.
        proposed: Whether what is only planned or proposed counts too.
        draws: How often chance is tried, at most; 0 leaves it out, which is faster.
        limit: How many rows of each table are worked out; None is all, and in large graphs takes long.

    Returns:
        Findings, each with its question, method, caveat, rows, and for each row the statements behind it and SPARQL.

    Raises:
        PolicygraphError: E611, there is no such question.
        QueryError: The store refused a query, or took longer than its timeout.

    A sample of talk about the world is measured here, not the world: read the caveats with the numbers.
    """
    asked = [question] if question else list(QUESTIONS)
    counts = {"on": on, "possible": possible, "inferred": inferred, "proposed": proposed}
    return ask(store, read(store), asked, draws=draws, limit=limit, **counts)


def ask(
    store: Store | None,
    reading: Reading,
    questions: Iterable[str],
    *,
    draws: int = DRAWS,
    limit: int | None = SHOWN,
    **counts: Any,
) -> list[Finding]:
    """
    Ask a reading of a store several questions; see `analyse`. Without a store there are no gaps.
    """
    found: list[Finding] = []
    for name in questions:
        if name not in QUESTIONS:
            raise PolicygraphError("E611", name=name, near=nearest(name, QUESTIONS), choices=", ".join(QUESTIONS))
        about = QUESTIONS[name]
        asked = {**counts, "needs": frozenset(map(iri, about.needs))} | ({"inferred": True} if about.whole else {})
        on = asked.get("on")
        whole = narrowed(reading, **{**asked, "on": None, "possible": False})
        held = narrowed(reading, **asked) if on else whole
        found += about.findings(Frame(store, whole, held, draws, limit, on))
    return found
