"""
SPARQL that lists the statements behind a finding, with their passages; standard 1.1, runs on any store.

The same tables of properties that make the networks make these queries, and the same narrowing to a day and to what was
inferred: a test holds the rows of each query against the edges of its network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dates import MAX, MIN
from ..descent import FOLLOWS, ORIGINS, OUTCOMES, RESTS, WHOLES
from ..force import SUBJECTS
from ..gaps import Sort
from ..ontology import PREFIXES, iri, ontology
from ..store import Iri, n3
from .networks import ACTS, CARRIES, LEANS_ON
from .reading import PLACES
from .sharing import INSTRUMENT, PLACED, USERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from .reading import Scope
    from .sharing import Tie

CITED = (
    "?g{0} pg:modality ?modality{0} ; pg:locator ?locator{0} ; dcterms:isPartOf ?source{0} ."
    " OPTIONAL {{ ?g{0} pg:page ?page{0} }}"
)
PLANNED = (
    "pg:modality ?modality{0} ; pg:passage ?at{0} . ?at{0} pg:locator ?locator{0} ; dcterms:isPartOf ?source{0} ."
    " OPTIONAL {{ ?at{0} pg:page ?page{0} }}"
)
PROPOSED = iri("pg:ProposedThing")
# Concepts, publications and figures are no nodes of any network of links.
BEHIND = frozenset(map(iri, ("skos:Concept", "dcterms:BibliographicResource", "qb:Observation", "qb:DataSet")))
WITHIN = 'FILTER(?begun <= "{0}"^^xsd:date && ?ended >= "{0}"^^xsd:date)'
BOUNDS = {False: "pg:beginLatest ?begun ; pg:endEarliest ?ended", True: "pg:beginEarliest ?begun ; pg:endLatest ?ended"}


def links_query(
    properties: Iterable[str],
    scope: Scope,
    things: Iterable[str] = (),
    *,
    acting: bool = False,
    inside: bool = False,
) -> str:
    """
    Return SPARQL for the links of *properties*, all or those of *things* (all IRIs), one row a link and passage.

    With *acting*, places count only where they act themselves, as in `networks.acting`; with *inside*, both ends must
    be among the things.
    """
    ends = _terms(things, ", ")
    return _query(
        "?from ?how ?to ?modality ?source ?locator ?page",
        [
            f"VALUES ?how {{ {_terms(properties)} }}",
            _claim(scope, "?from ?how ?to"),
            f"FILTER(?from IN ({ends}) {'&&' if inside else '||'} ?to IN ({ends}))" if ends else "",
            *_behind("?from", "?to"),
            *(
                f"FILTER(?how IN ({_terms(ACTS, ', ')}) || NOT EXISTS {{ {end} a dcterms:Location }})"
                for end in ("?from", "?to")
                if acting
            ),
            *_said(scope, "how", "modality"),
            *_held(scope, "?from", "?to"),
        ],
    )


def leaning_query(scope: Scope, thing: str = "") -> str:
    """
    Return SPARQL for what leans on what, all or what leans on one *thing* (IRI), one row a link and passage.
    """
    carries = _terms(CARRIES, ", ")
    one = n3(Iri(thing)) if thing else ""
    return _query(
        "?from ?how ?to ?modality ?source ?locator ?page",
        [
            f"VALUES ?how {{ {_terms(LEANS_ON | CARRIES)} }}",
            _claim(scope, "?from ?how ?to"),
            f"FILTER(IF(?how IN ({carries}), ?from, ?to) = {one})" if one else "",
            *_behind("?from", "?to"),
            *_said(scope, "how", "modality"),
            *_held(scope, "?from", "?to"),
        ],
    )


def shared_query(ties: Iterable[Tie], scope: Scope, members: Iterable[str] = ()) -> str:
    """
    Return SPARQL for who shares what by *ties*; with two *members* (IRIs) only what both of them share.
    """
    pair = list(members)
    parts = []
    for tie in ties:
        lines = [f'BIND("{tie.key}" AS ?tie)', f"VALUES ?how {{ {_terms(tie.properties)} }}"]
        lines += [f"VALUES ?member {{ {_terms(pair)} }}"] if pair else []
        lines += [_claim(scope, _triple("how", tie, "?member")), *_said(scope, "how", "modality")]
        for number, member in enumerate(pair):
            also = f"also{number}"
            lines += [
                f"VALUES ?{also} {{ {_terms(tie.properties)} }}",
                _claim(scope, _triple(also, tie, n3(Iri(member))), str(number)),
                *_said(scope, also, f"modality{number}"),
                *_held(scope, *_ends(tie, n3(Iri(member)))),
            ]
        lines += [_kinds("shared", tie.shared), _kinds("member", tie.by), *_held(scope, *_ends(tie, "?member"))]
        parts.append("{\n    " + "\n    ".join(lines) + "\n  }")
    return _query("?tie ?shared ?how ?member ?modality ?source ?locator ?page", [" UNION ".join(parts)])


def uses_query(
    scope: Scope,
    *,
    regions: Iterable[str] = (),
    concepts: Iterable[str] = (),
    by: Iterable[str] = (INSTRUMENT,),
    placed: Iterable[str] = PLACED,
) -> str:
    """
    Return SPARQL for which regions use which concepts (instruments, target groups) through what.

    *by* are the properties from what is used through to the concept, *placed* those to the region (all IRIs).
    """
    region, concept = _terms(regions), _terms(concepts)
    return _query(
        "?region ?place_link ?via ?how ?concept ?locator1 ?page1 ?locator2 ?page2",
        [
            f"VALUES ?place_link {{ {_terms(placed)} }}",
            f"VALUES ?how {{ {_terms(by)} }}",
            f"VALUES ?region {{ {region} }}" if region else "",
            f"VALUES ?concept {{ {concept} }}" if concept else "",
            _claim(scope, "?via ?place_link ?region", "1"),
            _claim(scope, "?via ?how ?concept", "2"),
            _kinds("region", PLACES),
            _kinds("via", USERS, proposed=scope.proposed),
            *_said(scope, "place_link", "modality1"),
            *_said(scope, "how", "modality2"),
            *_held(scope, "?via"),
        ],
    )


def begun_query(first: date = MIN, last: date = MAX) -> str:
    """
    Return SPARQL for the documents and programmes that began, or may have begun, between two days.
    """
    return _query(
        "?thing ?begun_from ?begun_by ?ended_from ?ended_by",
        [
            f"VALUES ?class {{ {_terms(SUBJECTS)} }}",
            "?thing a ?class ; pg:inForce ?force .",
            "?force pg:beginEarliest ?begun_from ; pg:beginLatest ?begun_by ; pg:endEarliest ?ended_from ;"
            " pg:endLatest ?ended_by .",
            f'FILTER(?begun_from <= "{last}"^^xsd:date && ?begun_by >= "{first}"^^xsd:date)',
            f'FILTER(?begun_from > "{MIN}"^^xsd:date)',
        ],
    )


def gap_query(sort: Sort, day: date | None, thing: str = "") -> str:
    """
    Return SPARQL for the documents or programmes of one sort of gap, or whether *thing* (IRI) is one, as the room
    `gaps` finds them; *day* is that by which something may have expired.
    """
    lines = {
        Sort.NO_DOCUMENT: [
            "?thing a pg:Programme .",
            f"FILTER NOT EXISTS {{ ?thing ({'|'.join(WHOLES)})* ?whole . ?document a eli:LegalResource .",
            f"  {{ ?whole {'|'.join((*RESTS, *FOLLOWS, *ORIGINS, *WHOLES))} ?document }}",
            f"  UNION {{ ?document {'|'.join(OUTCOMES)} ?whole }} }}",
        ],
        Sort.SETS_UP_NOTHING: [
            "?thing a eli:LegalResource .",
            "FILTER NOT EXISTS { ?thing pg:providesFor ?other }",
            "FILTER NOT EXISTS { ?other pg:establishedBy ?thing }",
        ],
        Sort.EXPIRED: [
            "?thing a eli:LegalResource ; pg:inForce ?force .",
            "?force pg:endEarliest ?ended_from ; pg:endLatest ?ended_by .",
            f'FILTER(?ended_from < "{day}"^^xsd:date && ?ended_by < "{MAX}"^^xsd:date)',
            "FILTER NOT EXISTS { VALUES ?ends { eli:repeals dcterms:replaces } ?other ?ends ?thing }",
        ],
    }[sort]
    return _query("?thing" + (" ?ended_from ?ended_by" if sort is Sort.EXPIRED else ""), [*_one(thing), *lines])


def _one(thing: str) -> list[str]:
    return [f"VALUES ?thing {{ {n3(Iri(thing))} }}"] if thing else []


def _query(variables: str, lines: Iterable[str]) -> str:
    body = "\n  ".join(line for line in lines if line)
    return f"SELECT DISTINCT {variables} WHERE {{\n  {body}\n}}\nORDER BY {variables}"


def _claim(scope: Scope, triple: str, number: str = "") -> str:
    """
    Return the pattern of what a passage states or infers, and plans or proposes where that counts; with the passage.
    """
    stated = f"GRAPH ?g{number} {{ {triple} }} {CITED.format(number)}"
    if not scope.proposed:
        return stated
    start, how, end = triple.split()
    plan = f"?plan{number} a pg:Proposal ; rdf:subject {start} ; rdf:predicate {how} ; rdf:object {end} ;"
    # What is stated as well is no plan any more, as in the reading.
    return f"{{ {stated} }} UNION {{ {plan} {PLANNED.format(number)} FILTER NOT EXISTS {{ {triple} }} }}"


def _triple(how: str, tie: Tie, member: str) -> str:
    start, end = _ends(tie, member)
    return f"{start} ?{how} {end}"


def _ends(tie: Tie, member: str) -> tuple[str, str]:
    return (member, "?shared") if tie.inward else ("?shared", member)


def _kinds(variable: str, kinds: Iterable[str], *, proposed: bool = False) -> str:
    known = ontology().kinds
    classes = _terms([*(known[kind].cls for kind in kinds), *([PROPOSED] if proposed else [])])
    return f"FILTER EXISTS {{ VALUES ?class {{ {classes} }} ?{variable} a ?class }}"


def _behind(*ends: str) -> list[str]:
    return [f"FILTER NOT EXISTS {{ VALUES ?class {{ {_terms(BEHIND)} }} {end} a ?class }}" for end in ends]


def _said(scope: Scope, how: str, modality: str) -> list[str]:
    if scope.inferred:
        return []
    needed = f" || ?{how} IN ({_terms(scope.needs, ', ')})" if scope.needs and scope.inferred is None else ""
    return [f"FILTER(?{modality} != pg:inferred{needed})"]


def _held(scope: Scope, *ends: str) -> list[str]:
    """
    Return the filters that keep what held on the day; of two ends, a link that is a dated membership must hold too.
    """
    if not scope.on:
        return []
    held = f"pg:inForce ?force . ?force {BOUNDS[scope.possible]} . {WITHIN.format(scope.on.isoformat())}"
    lines = [
        f"FILTER NOT EXISTS {{ VALUES ?bound {{ {_terms(SUBJECTS)} }} {end} a ?bound ."
        f" FILTER NOT EXISTS {{ {end} {held} }} }}"
        for end in ends
    ]
    if len(ends) > 1:
        role = f"?role org:organization {ends[0]} ; org:member {ends[1]}"
        lines.append(f"FILTER(NOT EXISTS {{ {role} }} || EXISTS {{ {role} ; {held} }})")
    return lines


def _terms(iris: Iterable[str], between: str = " ") -> str:
    """
    Return IRIs in order, each as a prefixed name where that is plain.
    """
    return between.join(sorted(_short(text) for text in iris))


def _short(text: str) -> str:
    for prefix, base in PREFIXES.items():
        rest = text.removeprefix(base)
        if rest != text and rest.replace("-", "a").replace("_", "a").isalnum() and rest.isascii():
            return f"{prefix}:{rest}"
    return n3(Iri(text))
