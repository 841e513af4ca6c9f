"""
The answers in words: for each finding, sentences that its rows and figures fill.

A sentence says whether chance could have done it wherever chance was tried. Where there are no rows there is none.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from .cells import DASH, number, share, span, titled
from .sentences import SURE_P, Part, Sentence, Verdict, verdict
from .telling import NAMES, Told, figure_odds, linked, names, odds, pair, sure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..analysis.finding import Finding, Span
    from .telling import Cells, Parts

# What fewer things make is no strong finding, however seldom chance gives it.
FEW = 3


def answers(finding: Finding) -> list[Sentence]:
    """
    Return the sentences that answer a finding's question; none where it has no rows.
    """
    return ANSWERS[finding.key](Told(finding)) if finding.rows and finding.key in ANSWERS else []


def _brokers(told: Told) -> list[Sentence]:
    known = [row for row in told.rows if sure(row)]
    first = (known or told.rows)[0]
    found = [
        told.say(
            "brokers.first",
            first["z"] if known else None,
            thing=names([first["thing"]]),
            share=told.at(first, share(first["betweenness"])),
            odds=odds(first["z"], first["p"], share(first["expected"] or 0)),
        )
    ]
    if known[1:]:
        found.append(told.say("brokers.also", things=linked(told, known[1:]), n=Part(pair(number(len(known) - 1)))))
    hubs = [row for row in told.rows[:5] if verdict(row["z"], row["p"]) is Verdict.CHANCE]
    return [*found, *([told.say("brokers.hubs", things=linked(told, hubs))] if hubs and known else [])]


def _joints(told: Told) -> list[Sentence]:
    first = max(told.rows, key=lambda row: row["cut_off"])
    return [
        told.say(
            "joints",
            None,
            (first["cut_off"], told.finding.things),
            thing=names([first["thing"]]),
            cut=told.at(first, number(first["cut_off"])),
            things=told.of(number(told.finding.things)),
            joints=told.of(number(told.figures["joints"])),
        )
    ]


def _bridges(told: Told) -> list[Sentence]:
    return [_of_all(told, "bridges", told.figures["one_passage"], told.figures["bridges"])]


def _supports(told: Told) -> list[Sentence]:
    first, most = told.rows[0], max(row["in_all"] for row in told.rows)
    widest = [row for row in told.rows if row["in_all"] == most]
    found = told.say(
        "supports.first",
        thing=names([first["thing"]]),
        direct=told.at(first, number(first["direct"])),
        all=told.at(first, number(first["in_all"])),
    )
    if first in widest:
        return [found]
    return [found, told.say("supports.widest", things=linked(told, widest), n=told.at(widest[0], number(most)))]


def _cited(told: Told) -> list[Sentence]:
    linked_ones, every = told.figures["linked_documents"], told.figures["all_documents"]
    return [_of_all(told, "cited", every - linked_ones, every, linked=told.of(number(linked_ones)))]


def _communities(told: Told) -> list[Sentence]:
    z, words = figure_odds(told, "modularity")
    modularity, first = told.figures["modularity"], told.rows[0]
    groups = told.of(number(len(told.rows)))
    return [
        told.say("communities", z, n=groups, q=told.of(number(modularity, "modularity")), odds=words),
        told.say(
            "communities.first", size=told.at(first, number(first["size"])), names=names(first["members"][:NAMES])
        ),
    ]


def _overlaps(told: Told) -> list[Sentence]:
    first = told.rows[0]
    return [
        told.say(
            "overlaps",
            n=told.of(number(told.figures["pairs"])),
            one=names([first["thing"]]),
            other=names([first["other"]]),
            row=told.at(first, number(len(first["shared"]))),
            shared=names(first["shared"][:NAMES]),
        )
    ]


def _pairs(told: Told) -> list[Sentence]:
    """
    Return a sentence for those pairs that share most, for the next, and how many pairs are sure.
    """
    kinds = ("count", "agreement", "programme", "mechanism")
    groups = [list(group) for _, group in groupby(told.rows, key=lambda row: tuple(row[kind] for kind in kinds))]
    found = [_tied(told, group, kinds) for group in groups[:2]]
    if any(row["p"] is not None for row in told.rows):
        known = told.of(number(sum(map(sure, told.rows))))
        found.append(told.say("pairs.sure", n=known, all=told.of(number(len(told.rows)))))
    return found


def _tied(told: Told, group: Sequence[Cells], kinds: Sequence[str]) -> Sentence:
    """
    Return the sentence for pairs that share equally much: all of them at once, if everybody shares the same with
    everybody.
    """
    ends = {end.id: end for row in group for end in (row["thing"], row["other"])}
    # The statements about a shared thing are its own: it signed nobody, but was signed.
    shared = {frozenset(fact.subject for fact in told.finding.rows[row["row"]].facts) for row in group}
    circle = 2 < len(ends) <= 2 * NAMES and len(group) == len(ends) * (len(ends) - 1) // 2 and len(shared) == 1
    rows = list(group) if circle else [group[0]]
    # Of several pairs the one that is nearest to chance speaks for all.
    worst = min(rows, key=lambda row: -1.0 if row["z"] is None else row["z"])
    known = [row["expected"] for row in rows if row["expected"] is not None]
    mean = number(sum(known) / len(known)) if known else DASH
    counts: dict[str, Parts] = {kind: told.at(rows[0], number(rows[0][kind])) for kind in kinds}
    return told.say(
        "pairs.circle" if circle else "pairs.two",
        worst["z"] if rows[0]["count"] >= FEW and all(map(sure, rows)) else None,
        names=names(ends.values() if circle else [rows[0]["thing"], rows[0]["other"]]),
        odds=odds(
            worst["z"], max((row["p"] for row in rows if row["p"] is not None), default=None), mean, least=circle
        ),
        **counts,
    )


def _levels(told: Told) -> list[Sentence]:
    coefficient = told.figures["assortativity"]
    if coefficient is None:
        return []
    z, words = figure_odds(told, "assortativity")
    same = sum(row["ties"] for row in told.rows if row["level"] == row["other_level"])
    every = sum(row["ties"] for row in told.rows)
    return [
        told.say(
            "levels",
            z,
            n=told.of(number(same)),
            all=told.of(number(every)),
            share=Part(pair(share(same / every))),
            r=told.of(number(coefficient, "assortativity")),
            odds=words,
        )
    ]


def _bodies(told: Told) -> list[Sentence]:
    every, first = told.of(number(told.finding.total)), told.rows[0]
    if first["count"] == 1:
        return [told.say("bodies.once", n=every)]
    return [
        told.say(
            "bodies",
            first["z"] if sure(first) and first["count"] >= FEW else None,
            n=every,
            names=names([first["thing"], first["other"]]),
            count=told.at(first, number(first["count"])),
            odds=odds(first["z"], first["p"], number(first["expected"] or 0.0)),
        )
    ]


def _chains(told: Told) -> list[Sentence]:
    documents = {one.id for row in told.rows for one in row["chain"]}
    every = told.finding.things
    found = [
        told.say(
            "chains",
            None,
            # Where not all chains were worked out, their documents are not all counted.
            (len(documents), every) if told.finding.total == len(told.rows) else None,
            documents=told.of(number(len(documents))),
            all=told.of(number(every)),
            n=told.of(number(told.finding.total)),
            deepest=told.of(number(told.figures["deepest"])),
        )
    ]
    known = [row for row in told.rows if _after(row["months"])]
    if known:
        surest = min(known, key=lambda row: row["months"].high - row["months"].low)
        ends: dict[str, Parts] = {"lower": names([surest["chain"][-1]]), "upper": names([surest["chain"][0]])}
        found.append(told.say("chains.lag", months=told.at(surest, span(surest["months"])), **ends))
    return found


def _after(lag: Span | None) -> bool:
    return lag is not None and lag.low is not None and lag.high is not None and lag.low > 0


def _descents(told: Told) -> list[Sentence]:
    z, words = figure_odds(told, "down")
    counts: dict[str, Parts] = {key: told.of(number(told.figures[key])) for key in ("down", "up", "open")}
    return [told.say("descents", z, odds=words, **counts)]


def _years(told: Told) -> list[Sentence]:
    found, peak = [], max(told.rows, key=lambda row: row["documents_begun"].low or 0)
    if peak["documents_begun"].low:
        begun = told.at(peak, span(peak["documents_begun"]))
        found.append(told.say("years.peak", year=told.at(peak, str(peak["year"])), n=begun))
    kinds = [(kind, told.figures[f"all_{kind}"]) for kind in ("programmes", "documents")]
    undated = [(kind, told.figures[f"undated_{kind}"], every) for kind, every in kinds if every]
    return [*found, *(_of_all(told, f"years.undated.{kind}", count, every) for kind, count, every in undated)]


def _missing(told: Told) -> list[Sentence]:
    every = told.figures[f"all_{told.finding.key.split('.')[1]}"]
    return [_of_all(told, told.finding.key, told.figures["found"], every)]


def _expired(told: Told) -> list[Sentence]:
    day, first = told.figures["day"], told.rows[0]
    known = {"first": told.at(first, titled(first["thing"])), "n": told.of(number(told.figures["found"]))}
    return [told.say("gaps.expired", day=Part((day.zh, day.en)), n=known["n"], first=known["first"])]


def _cells(told: Told) -> list[Sentence]:
    first, every = told.rows[0], told.finding.total
    # So many cells are looked at that the least likely of them is unlikely anyhow (Bonferroni).
    known = first["chance"] * every <= SURE_P
    return [
        told.say(
            "cells.sure" if known else "cells.chance",
            region=names([first["region"]]),
            concept=names([first["concept"]]),
            expected=told.at(first, number(first["expected"])),
            p=told.at(first, number(first["chance"], "chance")),
            n=told.of(number(every)),
        )
    ]


def _of_all(told: Told, key: str, count: int, every: int, **more: Part) -> Sentence:
    """
    Return a sentence that tells for how many of all something holds.
    """
    parts = {"n": told.of(number(count)), "all": told.of(number(every)), "share": Part(pair(share(count / every)))}
    return told.say(key, None, (count, every), **parts, **more)


ANSWERS: dict[str, Callable[[Told], list[Sentence]]] = {
    "bridging.brokers": _brokers,
    "bridging.joints": _joints,
    "bridging.bridges": _bridges,
    "leaning.supports": _supports,
    "leaning.cited": _cited,
    "groups.communities": _communities,
    "groups.overlaps": _overlaps,
    "cooperation.pairs": _pairs,
    "cooperation.levels": _levels,
    "cooperation.bodies": _bodies,
    "cascade.chains": _chains,
    "cascade.descents": _descents,
    "growth.years": _years,
    "gaps.programmes": _missing,
    "gaps.documents": _missing,
    "gaps.expired": _expired,
    "gaps.cells": _cells,
}
