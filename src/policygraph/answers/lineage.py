"""
A lineage as trees with numbered sources or as JSON, and what a person may ask of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..citations import Citations, said
from ..entities import kind_words, resolve
from ..errors import QueryError
from ..lineage import lineage
from ..ontology import ontology
from ..phrases import phrase
from ..standing import Level
from ..tables import References, marked, table
from ..trees import INDENT, Limb, drawn, head
from .gaps import dated_json, entity_json, gap_tables, gaps_json
from .timeline import one_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..citations import Citation
    from ..errors import Lang
    from ..lineage import Branch, Lineage, Successor
    from ..standing import Member
    from ..store import Store

# A name may also be that of a document type or a topic; these have no lineage.
HAVING_LINEAGE = (
    "policy",
    "programme",
    "platform",
    "agency",
    "organisation",
    "mechanism",
    "event",
    "change",
    "area",
    "region",
)
LEVELS = {
    Level.CENTRAL: "level.central",
    Level.PROVINCIAL: "level.provincial",
    Level.PREFECTURAL: "level.prefectural",
    Level.DISTRICT: "level.district",
    Level.TOWN: "level.town",
}


def lineage_answer(
    store: Store,
    lang: Lang,
    *,
    as_json: bool,
    name: str | None,
    region: str | None,
    day: str | None,
    up: bool | None,
    depth: int,
    inferred: bool,
) -> str | dict[str, Any]:
    """
    Return the lineage of what a person named, as text or for JSON; both ways where neither was chosen.

    Raises:
        UnknownNameError: The name stands for nothing, or for several things.
        QueryError: The day is none; no thing is named, or a region is (E606).
    """
    if not name or region:
        raise QueryError("E606", choices="NAME, --gaps" if not region else "NAME, --gaps --region")
    found = lineage(
        store,
        resolve(store, name, kind=HAVING_LINEAGE),
        depth=depth,
        up=up is not False,
        down=not up,
        inferred=inferred,
        on=one_day(day) if day else None,
    )
    return lineage_json(found, lang) if as_json else lineage_text(store, found, lang)


def lineage_text(store: Store, found: Lineage, lang: Lang) -> str:
    """
    Return a lineage as trees, each link and date with its source; what stands at another place is only named.
    """
    references = References(Citations(store).references, lang)
    entity = found.member.entity
    translated = entity.english not in ("", entity.label)
    title = entity.label + (f"  {entity.english} ({phrase('ours', lang)})" if translated else "")
    kind = f"{said(kind_words(entity.kind), lang)} · {entity.id}"
    lines = head(Limb(title, (kind, *_about(found.member, references, lang))))
    below = {entity.iri}
    sections = (
        ("lineage.up", found.up, {entity.iri}),
        ("lineage.down", found.down, below),
        ("lineage.set_up", found.set_up, below),
    )
    for key, branches, printed in sections:
        if branches is not None:
            limbs = [_limb(branch, printed, references, lang) for branch in branches]
            lines += ["", phrase(key, lang), *(drawn(limbs) or [INDENT + phrase("lineage.none", lang)])]
    if found.followed:
        lines += ["", phrase("lineage.followed", lang), _followed(found.followed, lang)]
    if found.gaps:
        lines += ["", phrase("lineage.gaps", lang), "", gap_tables(found.gaps, found.on, references, lang)]
    return "\n".join([*lines, "", *references.books()])


def lineage_json(found: Lineage, lang: Lang) -> dict[str, Any]:
    """
    Return a lineage as nested branches; `up`, `down` and `set_up` are null where they were not asked for.
    """
    return {
        **_member_json(found.member, lang),
        "on": str(found.on) if found.on else None,
        "up": _branches_json(found.up, lang),
        "down": _branches_json(found.down, lang),
        "set_up": _branches_json(found.set_up, lang),
        "followed": [
            {**_link_json(s, lang), **_member_json(s.member, lang), "fit": s.fit.value} for s in found.followed
        ],
        "gaps": gaps_json(found.gaps, lang),
    }


def _limb(branch: Branch, printed: set[str], references: References, lang: Lang) -> Limb:
    entity = branch.member.entity
    name = said(ontology().labels(branch.fact.predicate), lang)
    line = f"{f'—{name}→' if branch.forward else f'←{name}—'} {said(entity.both, lang)}"
    if branch.repeated:
        line += phrase("lineage.above" if entity.iri in printed else "lineage.below", lang)
    line += marked(branch.fact.modality, said(branch.fact.why, lang), lang)
    below = references.cite(branch.fact.citations).splitlines()
    if not branch.repeated:
        printed.add(entity.iri)
        below += _about(branch.member, references, lang, branch.fact.citations)
    limbs = [_limb(b, printed, references, lang) for b in branch.branches]
    if branch.more:
        limbs.append(Limb(phrase("lineage.more", lang, count=branch.more)))
    return Limb(line, tuple(below), tuple(limbs))


def _about(member: Member, references: References, lang: Lang, above: tuple[Citation, ...] = ()) -> list[str]:
    """
    Word the level of a document and the dates of a thing, each with its sources unless they are those *above*.
    """
    lines = []
    for dated in member.dates:
        words = f"{dated.edtf} {said(ontology().labels(dated.role), lang)}{marked(dated.modality, '', lang)}"
        same = above and _passages(dated.citations) == _passages(above)
        lines.append(words + phrase("lineage.ibid", lang) if same else words)
        lines += [] if same else [INDENT + line for line in references.cite(dated.citations).splitlines()]
    if member.standing is None:
        return lines
    names = [phrase(LEVELS[level], lang) for level in member.standing.levels] or [phrase("level.unknown", lang)]
    level = ("、" if lang == "zh" else ", ").join(names) + marked(member.standing.modality, "", lang)
    return [f"{level} · {lines[0] if lines else phrase('lineage.undated', lang)}", *lines[1:]]


def _passages(citations: tuple[Citation, ...]) -> set[tuple[str, str]]:
    return {(c.source, c.locator) for c in citations}


def _followed(found: Sequence[Successor], lang: Lang) -> str:
    rows = []
    for s in found:
        made = [d.edtf for d in s.member.dates if d.role == s.member.role] or [d.edtf for d in s.member.dates]
        when = "\n".join(dict.fromkeys(made)) or phrase("lineage.undated", lang)
        name = said(ontology().labels(s.fact.predicate), lang) + marked(s.fact.modality, "", lang)
        rows.append((when, said(s.member.entity.both, lang), name, phrase(s.fit.value, lang)))
    header = ("date", "thing", "link", "lineage.after")
    return table([phrase(key, lang) for key in header], rows)


def _branches_json(branches: Sequence[Branch] | None, lang: Lang) -> list[dict[str, Any]] | None:
    if branches is None:
        return None
    return [
        {
            **_link_json(branch, lang),
            "thing": _member_json(branch.member, lang),
            "repeated": branch.repeated,
            "more": branch.more,
            "branches": _branches_json(branch.branches, lang),
        }
        for branch in branches
    ]


def _link_json(at: Branch | Successor, lang: Lang) -> dict[str, Any]:
    return {
        "property": at.fact.predicate,
        "link": said(ontology().labels(at.fact.predicate), lang),
        "forward": at.forward,
        "modality": at.fact.modality,
        "why": said(at.fact.why, lang) or None,
        "citations": [c.as_json(lang) for c in at.fact.citations],
    }


def _member_json(member: Member, lang: Lang) -> dict[str, Any]:
    standing = member.standing
    return {
        **entity_json(member.entity),
        "levels": [level.value for level in standing.levels] if standing else None,
        "levels_by": (standing.by or None) if standing else None,
        "levels_modality": standing.modality if standing and standing.levels else None,
        "dates": [dated_json(d, lang) for d in member.dates],
    }
