"""
Small readings written by hand: "d signatory beijing" is one statement, and the first letters of an id tell its kind.
"""

from __future__ import annotations

from datetime import date

from policygraph.analysis.reading import Reading
from policygraph.citations import Citation
from policygraph.dates import Bounds, PartialDate
from policygraph.entities import Entity, Fact
from policygraph.ontology import PREFIXES, iri
from policygraph.standing import Level, Standing
from policygraph.store import Iri

ID = PREFIXES["id"]
KINDS = {
    "doc": "policy",
    "prog": "programme",
    "body": "agency",
    "org": "organisation",
    "mech": "mechanism",
    "plat": "platform",
    "reg": "region",
    "area": "area",
    "event": "event",
    "book": "publication",
    "means": "instrument",
    "for": "target-group",
    "topic": "topic",
}
TERMS = {
    name.split(":")[1]: name
    for name in (
        *("eli:passed_by", "pg:signatory", "eli:based_on", "eli:cites", "eli:ensures_implementation_of"),
        *("dcterms:replaces", "pg:establishedBy", "pg:providesFor", "pg:participant", "org:hasMember", "pg:serves"),
        *("dcterms:isPartOf", "org:subOrganizationOf", "dcterms:spatial", "eli:jurisdiction", "eli:relevant_for"),
        *("pg:within", "pg:instrument", "pg:targetGroup", "eli:is_about", "dcterms:publisher", "pg:operatedBy"),
        *("pg:blocMember", "schema:organizer"),
    )
}


def thing(name: str) -> Entity:
    return Entity(name, ID + name, KINDS[name.rstrip("0123456789").split("-")[0]], name)


def fact(text: str) -> Fact:
    """
    "d signatory r" is stated, "d signatory r?" is inferred; the passage is named after its words.
    """
    subject, term, value = text.rstrip("?").split()
    modality = "inferred" if text.endswith("?") else "stated"
    why = ("因", "because") if modality == "inferred" else ("", "")
    citation = Citation("book", text.replace(" ", "/"), 1, modality, why, ("书", "book"), ("处", "place"))
    return Fact(ID + subject, iri(TERMS[term]), Iri(ID + value), modality, (citation,))


def bounds(text: str) -> Bounds:
    """
    The bounds of a time in force: of ``2022-03`` the begin with no end, of ``2022/2024`` both.
    """
    found = PartialDate(text).bounds
    if "/" in text:
        return found
    return Bounds(found.begin_earliest, found.begin_latest, found.begin_latest, date.max)


def reading(
    *lines: str,
    times: dict[str, str] | None = None,
    levels: dict[str, Level] | None = None,
    made: dict[str, Level] | None = None,
    lone: str = "",
    published: date = date(2024, 12, 31),
) -> Reading:
    """
    A reading of these statements; *times* are those in force, *levels* those of places, *made* those at which their
    jurisdiction placed documents, *lone* things without a link.
    """
    facts = [fact(line) for line in lines]
    ends = {end.removeprefix(ID) for f in facts for end in (f.subject, str(f.value))}
    names = sorted(ends | set(lone.split()) | set(times or {}) | set(levels or {}))
    return Reading(
        things={ID + name: thing(name) for name in names},
        links=tuple(sorted(facts, key=lambda f: (f.subject, f.predicate, str(f.value)))),
        times={ID + name: bounds(text) for name, text in (times or {}).items()},
        levels={ID + name: level for name, level in (levels or {}).items()},
        standings={ID + name: Standing((level,), iri("eli:jurisdiction")) for name, level in (made or {}).items()},
        published=published,
    )


# Three documents, each of which carries out the one above: central, of a city, of its district.
PROVINCE, COUNTY = Level.PROVINCIAL, Level.DISTRICT
CASCADE = (
    *("doc1 jurisdiction area1", "doc2 jurisdiction reg1", "doc3 jurisdiction reg2"),
    *("doc2 ensures_implementation_of doc1", "doc3 based_on doc2", "doc3 cites doc4"),
    *("reg1 within area1", "reg2 within reg1"),
)
MADE = {"doc1": Level.CENTRAL, "doc2": PROVINCE, "doc3": COUNTY}
