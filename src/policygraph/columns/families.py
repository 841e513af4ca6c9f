"""
The ways in which day columns can narrow a timeline, as data: by which links a thing is found, and from how far down.

What is asked otherwise (a thing's name, a programme, a text) is not known to the columns; SPARQL answers it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..asked import BODY_LINKS, CONCEPT_LINKS, PLACE_LINKS
from ..ontology import iri

MEMBER = iri("org:member")


@dataclass(frozen=True, slots=True)
class Family:
    """
    One part of `Asked`: the links (IRIs) by which a thing is found there, and the links that lead further down.

    `down` leads from what is asked for to what counts as it; `up` are links that lead the other way. `shown` says
    whether a reader is told by which link a thing was found.
    """

    part: str
    links: tuple[str, ...]
    down: tuple[str, ...]
    up: tuple[str, ...]
    shown: bool


FAMILIES = (
    Family("region", tuple(map(iri, PLACE_LINKS)), (iri("pg:blocMember"),), (iri("pg:within"),), shown=True),
    Family("agency", tuple(map(iri, BODY_LINKS)), (), (iri("org:subOrganizationOf"),), shown=True),
    *(Family(part, tuple(map(iri, links)), (), (iri("skos:broader"),), shown=False) for part, links in CONCEPT_LINKS),
)
# Every link that any family knows; columns name a link by its place in here.
LINKS = tuple(sorted({link for family in FAMILIES for link in (*family.links, *family.down, *family.up)}))
