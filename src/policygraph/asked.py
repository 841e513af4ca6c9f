"""
What a timeline is asked for, and the SPARQL patterns that narrow it: by name, place, body, concept, programme and text.

Each part is a pattern of plain SPARQL 1.1 that binds ``?thing``; where a thing is found by a link, the pattern also
binds by which link and to what, so that a reader sees why it is listed. Nothing is asked of a graph here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .dates import ASCII, MAX, MIN
from .store import Iri, n3

if TYPE_CHECKING:
    from .dates import Bounds
    from .ontology import Both

PLACE_LINKS = (
    *("eli:jurisdiction", "eli:relevant_for", "dcterms:spatial", "schema:location"),
    *("pg:participant", "pg:signatory", "org:member", "org:hasMember"),
)
BODY_LINKS = (
    *("eli:passed_by", "pg:signatory", "eli:publisher_agent", "eli:responsibility_of_agent", "pg:establishedBy"),
    *("pg:operatedBy", "pg:participant", "schema:organizer", "dcterms:publisher", "org:member", "org:hasMember"),
)
# Between a programme and what it rests on, consists of, draws on or is the subject of, in either direction.
PROGRAMME_LINKS = (
    *("pg:establishedBy", "pg:providesFor", "dcterms:isPartOf", "pg:drawsOn", "pg:serves", "schema:about"),
    *("pg:about", "org:organization"),
)
# A part of `Asked` that is a concept, and the links to it or to a narrower one.
CONCEPT_LINKS = (
    ("type", ("eli:type_document",)),
    ("topic", ("eli:is_about", "dcterms:subject", "schema:about")),
    ("target", ("pg:targetGroup",)),
)
NAMES = "rdfs:label|dcterms:title|skos:altLabel|skos:hiddenLabel"
# That a thing was seen at work on a day is no news of that day: it is told of a thing asked for by name, not in lists.
# Figures and sources have dates of their own, but are no news.
HIDDEN_ROLES = ("pg:current",)
HIDDEN_KINDS = ("observation", "source")
MEMBERSHIP = "membership"
# The variables of each way by which a thing can be found: the link, and what it leads to.
# A link that leads from what was asked for to the thing, not from the thing.
BACK = "_back"
VIA = (
    *(("place_link", "place"), ("body_link", "body"), ("programme_link", "programme")),
    (f"programme_link{BACK}", "programme"),
)
# A search passes over spaces and quotation marks: 博士农场创建 finds “博士农场”创建工作实施方案.
DASHES = "".join(chr(code) for code, plain in ASCII.items() if plain == ord("-"))
MARKS = f"[\\s\\-·\"'“”‘’《》〈〉{DASHES}]"
BRACKETS = "[]^\\"
FULL_WIDTH = {half: chr(full) for full, half in ASCII.items() if full > 0xFF00}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What a timeline is asked for; every part narrows it. Things are IRIs, `kinds` keys of kinds or ``membership``.

    A region stands for its sub-regions too, and a bloc for its members; with `above` also for the places in which it
    lies. An agency stands for its parts, a concept (type, topic, target group) for its narrower ones, a programme for
    its parts and for all that is linked with them. `text` stands in one of a thing's names. `among` are the only things
    that count, where it is given.
    """

    thing: str = ""
    region: str = ""
    agency: str = ""
    type: str = ""
    topic: str = ""
    kinds: tuple[str, ...] = ()
    begin: date = MIN
    end: date = MAX
    above: bool = False
    target: str = ""
    programme: str = ""
    text: str = ""
    among: tuple[str, ...] = ()


class Found(NamedTuple):
    """
    A date, or a time in force, that fits: the IRIs of its thing and of itself, its bounds, and how it was found.

    `role`, `edtf` and `words` are those of a date, `why` is the reason of a time in force. `via` are pairs of a link
    and what it leads to. A plain tuple, because columns make a hundred in the time of a dozen dataclasses.
    """

    thing: str
    node: str
    bounds: Bounds
    via: tuple[tuple[str, str], ...] = ()
    role: str = ""
    edtf: str = ""
    words: str = ""
    why: Both = ("", "")


def narrowed(asked: Asked) -> str:
    """
    Return the patterns that bind ``?thing`` to what fits; empty where everything does.
    """
    parts = []
    if asked.thing:
        parts.append(f"VALUES ?thing {{ {_iri(asked.thing)} }}")
    if asked.among:
        parts.append(f"VALUES ?thing {{ {' '.join(map(_iri, asked.among))} }}")
    if asked.region:
        parts.append(_places(asked))
        parts.append(f"VALUES ?place_link {{ {' '.join(PLACE_LINKS)} }} ?thing ?place_link ?place .")
    if asked.agency:
        parts.append(f"?body org:subOrganizationOf* {_iri(asked.agency)} .")
        parts.append(f"VALUES ?body_link {{ {' '.join(BODY_LINKS)} }} ?thing ?body_link ?body .")
    for part, links in CONCEPT_LINKS:
        if getattr(asked, part):
            parts.append(f"?thing ({'|'.join(links)})/skos:broader* {_iri(getattr(asked, part))} .")
    if asked.programme:
        parts.append(_linked(asked.programme))
    if asked.text:
        parts.append(_named(asked.text))
    return "\n  ".join(parts)


def _places(asked: Asked) -> str:
    region = _iri(asked.region)
    below = f"{region} (pg:blocMember|^pg:within)* ?place ."
    if not asked.above:
        return below
    return f"{{ {below} }} UNION {{ {region} (pg:within|^pg:blocMember)+ ?place . }}"


def _linked(programme: str) -> str:
    parts, links = f"{_iri(programme)} ^dcterms:isPartOf*", " ".join(PROGRAMME_LINKS)
    part, link = f"{parts} ?programme . VALUES", "?programme_link"
    # What holds a part, and belongs to the programme itself, is not found by that part.
    within = f"{link}{BACK} = dcterms:isPartOf && EXISTS {{ ?thing dcterms:isPartOf* {_iri(programme)} }}"
    return (
        f"{{ {part} {link} {{ {links} }} ?thing {link} ?programme . }}"
        f" UNION {{ {part} {link}{BACK} {{ {links} }} ?programme {link}{BACK} ?thing . FILTER(!({within})) }}"
        f" UNION {{ {parts} ?thing . }}"
    )


def _named(text: str) -> str:
    """
    Return the pattern of the things, and of the memberships of things, one of whose names holds *text*.
    """
    test = f'FILTER(REGEX(STR(?name), {n3(pattern(text))}, "i"))'
    return (
        f"{{ ?thing {NAMES} ?name . {test} }}"
        f" UNION {{ ?side {NAMES} ?name . {test} ?thing org:member|org:organization ?side . }}"
    )


def pattern(text: str) -> str:
    """
    Return a regular expression, to be used without regard to case, for names that hold *text*.

    Full and half width are one, and marks count nowhere; of a text of marks alone, nothing is found.
    """
    plain = re.sub(MARKS, "", text.translate(ASCII))
    return f"{MARKS}*".join(map(_character, plain)) or "[^\\s\\S]"


def _character(character: str) -> str:
    full = FULL_WIDTH.get(ord(character), "")
    # Only what is special within brackets is escaped: engines differ on all else.
    return f"[{chr(92) if character in BRACKETS else ''}{character}{full}]" if full else character


def _iri(text: str) -> str:
    return n3(Iri(text))
