"""
Things by their names, and what the graph says of them with the citation of each fact.

A name is an id, a label or an alias, in Chinese or English; a search also matches pinyin. A name that fits nothing, or
more than one thing, is an error with guesses: nothing is chosen for the reader.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .citations import Citation, Citations, local, said
from .errors import UnknownNameError, nearest
from .frames import Answer
from .ontology import PREFIXES, iri, ontology
from .phrases import PHRASES
from .sheets import Column, Sort, worded
from .store import n3

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ontology import Both, Kind
    from .store import Row, Store, Term

BORNE = "rdfs:label|skos:altLabel|skos:hiddenLabel|dcterms:title"
NAMES_OF = (
    f"SELECT DISTINCT ?thing ?by ?name WHERE {{ %s ?thing ?by ?name . FILTER(?by IN ({BORNE.replace('|', ', ')})) }}"
)
CLASSES_OF = "SELECT DISTINCT ?thing ?class WHERE { %s ?thing a ?class }"
# A fact is read with the graphs that hold it; what stands in no named graph is computed, and has no citation.
CITED = "SELECT DISTINCT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } %s }"
LINKS = CITED % "FILTER(ISIRI(?o) && ?p NOT IN (pg:time, sdmx-dimension:refPeriod))"
ABOUT = """
SELECT DISTINCT ?s ?p ?o ?g WHERE {
  { VALUES ?s { %s } GRAPH ?g { ?s ?p ?o } }
  UNION { VALUES ?o { %s } GRAPH ?g { ?s ?p ?o } }
  UNION { VALUES ?s { %s } ?s ?p ?o FILTER NOT EXISTS { GRAPH ?any { ?s ?p ?o } } }
}"""
TIMES = """
SELECT DISTINCT ?time ?role ?edtf ?words WHERE {
  %s ?time a pg:Time ; pg:role ?role ; pg:edtf ?edtf . OPTIONAL { ?time pg:words ?words }
}"""
PROPOSALS = """
SELECT DISTINCT ?s ?p ?o ?modality ?source ?locator ?page WHERE {
  %s
  ?node a pg:Proposal ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; pg:modality ?modality ; pg:passage ?at .
  ?at pg:locator ?locator ; dcterms:isPartOf ?source . OPTIONAL { ?at pg:page ?page }
}"""
PROPOSED = "proposed-thing"
PROPOSED_KIND: Both = ("建议或规划中的事物", "proposed thing")
SOURCE = "source"
SOURCE_KIND: Both = ("来源", "source")
GUESSED = 100_000
# How many dates one query asks for, whose text has its limit, and above how many it is cheaper to read all of them.
PORTION = 2_000
MANY = 50_000


@dataclass(frozen=True, slots=True)
class Entity:
    """
    A thing with its names: id (slug), IRI, kind (the key of records), Chinese label, English label and other names.
    """

    id: str
    iri: str
    kind: str
    label: str
    english: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def both(self) -> Both:
        """
        The name for a Chinese and for an English reader, who gets our translation with the Chinese name.
        """
        return self.label, f"{self.english} · {self.label}" if self.english not in ("", self.label) else self.label

    @property
    def title(self) -> Both:
        """
        The names with the kind and the id, as they stand above what is said of the thing.
        """
        kind = kind_words(self.kind)
        return f"{self.label} · {kind[0]} · {self.id}", f"{self.both[1]} · {kind[1]} · {self.id}"

    def _repr_html_(self) -> str:
        return Answer([self], ENTITY)._repr_html_()


ENTITY: tuple[Column[Entity], ...] = (
    Column("id", lambda entity: entity.id, heading=PHRASES["id"]),
    Column("iri", lambda entity: entity.iri),
    *worded(
        "label",
        lambda entity: (entity.label, entity.english),
        PHRASES["label"],
        lambda entity, lang: said(entity.both, lang),
    ),
    Column("kind", lambda e: e.kind, heading=PHRASES["kind"], words=lambda e, lang: said(kind_words(e.kind), lang)),
    Column("aliases", lambda entity: list(entity.aliases), Sort.TEXTS, PHRASES["aliases"]),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One fact: subject, predicate and value as IRIs or text, its modality, and every passage that states it.

    `role`, `edtf` and `words` tell of a date; `why` is the reason of what is inferred.
    """

    subject: str
    predicate: str
    value: Term
    modality: str
    citations: tuple[Citation, ...] = ()
    role: str = ""
    edtf: str = ""
    words: str = ""

    @property
    def why(self) -> Both:
        """
        The reason of an inferred fact, zh and en.
        """
        return next((c.why for c in self.citations if c.modality == "inferred"), ("", ""))


def kind_words(kind: str) -> Both:
    """
    Return what a kind is called.
    """
    if kind in (PROPOSED, SOURCE):
        return PROPOSED_KIND if kind == PROPOSED else SOURCE_KIND
    known = ontology().kinds.get(kind)
    return known.name if known else (kind, kind)


def entities(store: Store, ids: Iterable[str] | None = None) -> dict[str, Entity]:
    """
    Return the things of a graph by IRI, all of them or those of *ids* (IRIs); linear in their number.
    """
    bound = "" if ids is None else f"VALUES ?thing {{ {' '.join(f'<{i}>' for i in sorted(set(ids)))} }}"
    kinds = _kinds(store, bound)
    names: dict[str, list[tuple[str, Term]]] = {}
    for row in store.select(NAMES_OF % bound, prefixes=PREFIXES):
        if str(row["thing"]) in kinds:
            names.setdefault(str(row["thing"]), []).append((local(str(row["by"])), row["name"]))
    return {thing: _entity(thing, kind, names.get(thing, [])) for thing, kind in kinds.items()}


def kinds_of(store: Store, ids: Iterable[str] | None = None) -> dict[str, str]:
    """
    Return the kind of every thing, by IRI, or of every one of *ids* (IRIs).
    """
    return _kinds(store, "" if ids is None else f"VALUES ?thing {{ {' '.join(f'<{i}>' for i in sorted(set(ids)))} }}")


def resolve(store: Store, name: str, *, kind: tuple[str, ...] = ()) -> Entity:
    """
    Return the one thing that *name* stands for: an id, an IRI, a label, or an alias.

    Args:
        store: An open store.
        name: As a person types it.
        kind: Keys of kinds; things of other kinds do not count when a name fits several.

    Raises:
        UnknownNameError: Nothing is called so (E601, with the nearest name), or several things are (E602).
    """
    found = list(entities(store, _called(store, name)).values())
    fitting = [e for e in found if not kind or e.kind in kind]
    exact = [e for e in fitting if name in (e.label, e.id, e.iri)] or fitting
    real = [e for e in exact if e.kind not in vocabulary()] or exact
    if len(real) == 1:
        return real[0]
    if real:
        raise UnknownNameError("E602", name=name, choices=", ".join(sorted(e.id for e in real)))
    if found:
        kinds = " / ".join(kind)
        raise UnknownNameError("E603", name=name, found=found[0].kind, want=kinds)
    raise UnknownNameError("E601", name=name, near=_near(store, name, kind))


def facts(store: Store, *things: str) -> list[Fact]:
    """
    Return what the graph says of *things* (IRIs), as subject or as value; without any, all that any passage states.

    Each fact comes once with all its citations, in the order of the graph; plans and proposals come last. Of given
    things, what no passage states comes too, without a citation: classes, computed nodes, our translations.
    """
    nodes = " ".join(f"<{thing}>" for thing in things)
    citations = Citations(store)
    stated = select_facts(store, ABOUT % (nodes, nodes, nodes) if things else CITED % "", citations)
    bound = f"FILTER(?s IN ({nodes.replace(' ', ', ')}) || ?o IN ({nodes.replace(' ', ', ')}))" if things else ""
    return with_times(store, stated) + _proposals(store, bound, citations)


def links(store: Store) -> list[Fact]:
    """
    Return all links between things that any passage states, with their citations; no dates, figures or proposals.
    """
    return select_facts(store, LINKS, Citations(store))


def select_facts(store: Store, text: str, citations: Citations) -> list[Fact]:
    """
    Return the facts that a SELECT of ``?s ?p ?o ?g`` finds, each once with the citations of all its graphs.
    """
    return gathered(store.select(text, prefixes=PREFIXES), citations)


def gathered(rows: Iterable[Row], citations: Citations) -> list[Fact]:
    """
    Return the facts that rows of ``?s ?p ?o ?g`` tell, each once with the citations of all its graphs.
    """
    found: dict[tuple[str, str, Term], list[str]] = {}
    for row in rows:
        graphs = found.setdefault((str(row["s"]), str(row["p"]), row["o"]), [])
        if "g" in row:
            graphs.append(str(row["g"]))
    known = citations.of(graph for graphs in found.values() for graph in graphs)
    return [_fact(*key, [known[g] for g in graphs if g in known]) for key, graphs in found.items()]


def _fact(subject: str, predicate: str, value: Term, citations: list[Citation]) -> Fact:
    modality = "inferred" if citations and all(c.modality == "inferred" for c in citations) else "stated"
    return Fact(subject, predicate, value, modality, tuple(sorted(citations)))


def with_times(store: Store, stated: list[Fact]) -> list[Fact]:
    """
    Return facts with what is known of the dates among them: their role, their EDTF and the words of their source.
    """
    time = iri("pg:time")
    nodes = {str(f.value) for f in stated if f.predicate == time}
    if not nodes:
        return stated
    ordered = [f"<{node}>" for node in sorted(nodes)]
    portions = (" ".join(ordered[begin : begin + PORTION]) for begin in range(0, len(ordered), PORTION))
    bounds = [""] if len(nodes) > MANY else [f"VALUES ?time {{ {portion} }}" for portion in portions]
    rows = (row for bound in bounds for row in store.select(TIMES % bound, prefixes=PREFIXES))
    about = {str(row["time"]): row for row in rows}
    done = []
    for fact in stated:
        row = about.get(str(fact.value)) if fact.predicate == time else None
        if row:
            words = str(row.get("words", ""))
            fact = replace(fact, role=str(row["role"]), edtf=str(row["edtf"]), words=words)
        done.append(fact)
    return done


def proposals(store: Store, things: Iterable[str] | None = None) -> list[Fact]:
    """
    Return all facts that passages only plan or propose, or those of *things* (IRIs, either end), in order of citations.
    """
    nodes = "" if things is None else " ".join(f"<{thing}>" for thing in sorted(set(things)))
    either = (
        f"{{ VALUES ?s {{ {nodes} }} ?node rdf:subject ?s }} UNION {{ VALUES ?o {{ {nodes} }} ?node rdf:object ?o }}"
    )
    return _proposals(store, "" if things is None else either, Citations(store))


def _proposals(store: Store, bound: str, citations: Citations) -> list[Fact]:
    found = []
    for row in store.select(PROPOSALS % bound, prefixes=PREFIXES):
        source, locator, page = local(str(row["source"])), str(row["locator"]), int(str(row.get("page", 0)))
        modality = local(str(row["modality"]))
        at = citations.at(source, locator, page, modality)
        found.append(Fact(str(row["s"]), str(row["p"]), row["o"], modality, (at,)))
    return sorted(found, key=lambda f: (f.citations, f.subject, f.predicate, f.value))


def _called(store: Store, name: str) -> list[str]:
    """
    Look a name up exactly: ids and literals are indexed, so this costs the same in a graph of any size.
    """
    slug = name if name.startswith(PREFIXES["id"]) else PREFIXES["id"] + name
    literals = " ".join(f"{n3(name, lang)}" for lang in ("zh", "en"))
    ids = (
        f"UNION {{ VALUES ?thing {{ <{slug}> }} ?thing a ?any }}" if re.fullmatch(r"[\w:/.#-]+", slug, re.ASCII) else ""
    )
    text = f"SELECT DISTINCT ?thing WHERE {{ {{ VALUES ?name {{ {literals} }} ?thing {BORNE} ?name }} {ids} }}"
    return [str(row["thing"]) for row in store.select(text, prefixes=PREFIXES)]


def _near(store: Store, name: str, kind: tuple[str, ...]) -> str:
    known = [e for e in entities(store).values() if not kind or e.kind in kind]
    if len(known) > GUESSED:
        return ""
    names = [n for e in known for n in (e.label, e.english, e.id, *e.aliases) if n]
    holding = sorted((n for n in names if name in n), key=len)
    return holding[0] if holding else nearest(name, names)


def _kinds(store: Store, bound: str) -> dict[str, str]:
    classes = {kind.cls: kind for kind in ontology().kinds.values()}
    found: dict[str, Kind] = {}
    others: dict[str, str] = {}
    for row in store.select(CLASSES_OF % bound, prefixes=PREFIXES):
        thing, cls = str(row["thing"]), str(row["class"])
        kind = classes.get(cls)
        if cls in (iri("pg:ProposedThing"), iri("pg:Source")):
            others[thing] = PROPOSED if cls.endswith("ProposedThing") else SOURCE
        elif kind and (thing not in found or len(kind.classes) > len(found[thing].classes)):
            found[thing] = kind
    return {**{thing: kind.key for thing, kind in found.items()}, **others}


def _entity(thing: str, kind: str, names: list[tuple[str, Term]]) -> Entity:
    main = [(str(n), getattr(n, "lang", "")) for by, n in names if by == "label"]
    label = next((n for n, lang in sorted(main) if lang != "en"), "")
    english = next((n for n, lang in sorted(main) if lang == "en"), "")
    others = sorted({str(n) for by, n in names if by in ("altLabel", "hiddenLabel")})
    return Entity(local(thing), thing, kind, label or english or local(thing), english, tuple(others))


def sounds(name: str) -> tuple[str, str]:
    """
    Return the pinyin of a Chinese name without tones or spaces, and its initials: ``boshinongchang``, ``bsnc``.
    """
    from pypinyin import lazy_pinyin  # its dictionaries take a tenth of a second to load

    # What is no Chinese comes sign by sign, so that it stands whole among the initials, too.
    syllables = lazy_pinyin(name, errors=list)  # type: ignore[arg-type]  # it takes lists, too
    return plain("".join(syllables)), plain("".join(syllable[0] for syllable in syllables))


def plain(text: str) -> str:
    """
    Return a text as names are compared: without spaces, hyphens and quotation marks, in lower case.
    """
    return re.sub(r"[\s“”‘’\"'《》〈〉·-]+", "", text).lower()


def vocabulary() -> frozenset[str]:
    """
    Return the kinds of concepts.
    """
    return frozenset(kind.key for kind in ontology().kinds.values() if kind.vocabulary)
