"""
What stands behind the numbers of a report, as its page reads it: each statement once, and the queries that list them.

Queries of one table differ in a name or two: of each only what differs from the first is kept.
"""

from __future__ import annotations

from os.path import commonprefix
from typing import TYPE_CHECKING

from ..citations import local
from ..ontology import PREFIXES, ontology
from ..store import Iri
from ..webpage import MODALITIES, Pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..analysis.finding import Finding
    from ..entities import Entity, Fact
    from ..ontology import Both


def evidence(findings: Iterable[Finding], things: Mapping[str, Entity]) -> dict[str, object]:
    """
    Return the statements of all rows and their queries.

    Args:
        findings: What the report tells.
        things: All things by IRI, to name what statements are about.

    Returns:
        `pairs` of words, to which all else refers by number; `facts`, each subject, property, value, modality, reason
        and citations; `findings` by key, each with its question, the words and facts of each row, its query, and the
        first row's query with what differs in each other: how much of its begin is the same, what is new, how much of
        its end. `prefixes` are those that queries may use without declaring them here.
    """
    pairs, numbers = Pairs(), dict[object, int]()
    packed: list[list[object]] = []
    told = {}
    for finding in findings:
        rows = []
        for row in finding.rows:
            for fact in row.facts:
                if fact not in numbers:
                    numbers[fact] = len(packed)
                    packed.append(_packed(fact, things, pairs))
            rows.append([numbers[fact] for fact in dict.fromkeys(row.facts)])
        queries = [row.query for row in finding.rows]
        told[finding.key] = {
            "question": pairs.number(finding.about.question),
            "rows": rows,
            "query": finding.query,
            "first": queries[0] if queries else "",
            "queries": [_differing(query, queries[0]) for query in queries],
        }
    return {
        "pairs": pairs.listed(),
        "modalities": MODALITIES,
        "facts": packed,
        "findings": told,
        "prefixes": dict(PREFIXES),
    }


def _packed(fact: Fact, things: Mapping[str, Entity], pairs: Pairs) -> list[object]:
    subject = pairs.number(_named(fact.subject, things))
    value = (
        (fact.edtf, fact.edtf) if fact.edtf else _named(str(fact.value), things, text=not isinstance(fact.value, Iri))
    )
    cited = [pairs.number(citation.words) for citation in fact.citations]
    # What one passage states is stated, though another may only let us infer it.
    why = fact.why if fact.modality == "inferred" else ("", "")
    by = pairs.number(ontology().labels(fact.role or fact.predicate))
    return [subject, by, pairs.number(value), MODALITIES.index(fact.modality), pairs.number(why), cited]


def _named(node: str, things: Mapping[str, Entity], *, text: bool = False) -> Both:
    if node in things:
        return things[node].label, things[node].english
    return (node, node) if text else (local(node), local(node))


def _differing(query: str, first: str) -> Sequence[object]:
    # Characters are what is compared here.
    begin = len(commonprefix([query, first]))  # noqa: RUF071
    end = len(commonprefix([query[begin:][::-1], first[begin:][::-1]]))  # noqa: RUF071
    return [begin, query[begin : len(query) - end], end]
