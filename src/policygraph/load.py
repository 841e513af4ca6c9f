"""
Records to statements: reads a data folder against the ontology's shapes, and finds every error of a run at once.

Two passes: the first learns which things there are, the second turns each record into statements. YAML files are read
once and kept; JSON Lines are streamed twice, so that memory grows with the number of things and not with what is said
of them. Nothing is written, no IRI is made, and no value is guessed or repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .apart import packed, unpacked
from .compile import Compiler, circles
from .datatable import TABLE, expand
from .errors import DataError, Place, PolicygraphError, nearest, problem
from .evidence import EVIDENCE, read_evidence
from .jsonl import WHOLE, Stretch, stretches
from .judgements import canonical, read_judgements
from .model import Modality, Thing
from .names import NameTable
from .sources import read_source
from .values import Mapping, place_of
from .yamlio import read_records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from .compile import Links
    from .errors import Problem
    from .evidence import Evidence
    from .judgements import Judgement
    from .model import Source, Statement
    from .ontology import Kind, Ontology

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SUFFIXES = (".yaml", ".yml", ".jsonl")
ALSO = "also"
# A file of records below this size in bytes is compiled sooner than parted.
PARTED = 1 << 24


@dataclass(frozen=True, slots=True)
class DataFile:
    """
    One file of records: its path, how it is shown to people, and the source whose folder it stands in, if any.
    """

    path: Path
    shown: str
    source: str

    @property
    def streamed(self) -> bool:
        """
        Whether it is read anew each time: it may hold more than fits into memory.
        """
        return self.path.suffix == ".jsonl"


# Records that are compiled together: files, each whole or some of its lines.
Share = list[tuple[DataFile, Stretch]]


@dataclass(slots=True)
class Records:
    """
    A data folder that has been surveyed: its sources and its things; `statements` reads what is said of them.

    `notes` are what the last reading of the statements came across that is no error: `check` lists them.
    """

    ontology: Ontology
    sources: dict[str, Source]
    things: dict[str, Thing]
    files: list[DataFile]
    problems: list[Problem]
    concepts: dict[tuple[str, str], str] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    kept: dict[DataFile, list[Mapping]] = field(default_factory=dict, repr=False)

    @property
    def introduced(self) -> int:
        """
        How many things the records introduce.
        """
        return len(self.things) - len(self.ontology.concepts)

    def statements(self) -> Iterator[Statement]:
        """
        Yield every statement, in the order of files and records.

        Raises:
            DataError: After the last record, if anything is wrong in any file; it holds all problems. Whoever writes
                while reading must therefore write aside and throw it away.
        """
        found = Findings()
        for share in self.shares(1):
            yield from self.compile(share, found)
        self.conclude([found])

    def shares(self, parts: int) -> list[Share]:
        """
        Return all files in so many parts of about equal work, in their order; only JSON Lines are worth parting.
        """
        many = [file for file in self.files if file.streamed and file.path.stat().st_size > PARTED]
        if parts == 1 or not many:
            return [[(file, WHOLE) for file in self.files]]
        shares: list[Share] = [[] for _ in range(parts)]
        for file in self.files:
            cuts = stretches(file.path, parts) if file in many else [WHOLE]
            for share, stretch in zip(shares, cuts, strict=False):
                share.append((file, stretch))
        return shares

    def compile(self, share: Share, found: Findings) -> Iterator[Statement]:
        """
        Yield the statements of some records; *found* gets what only all records together can judge.
        """
        compiler = Compiler(
            self.ontology, self.sources, self.things, self.concepts, found.problems, found.notes, found.links
        )
        for file, stretch in share:
            # What is wrong with the form of a file that people write has been reported by the survey.
            for record in self.read(file, found.problems if file.streamed else [], stretch):
                for statement in compiler.statements(record, file.source):
                    found.names.add(statement)
                    yield statement

    def conclude(self, findings: Iterable[Findings]) -> None:
        """
        Judge what was found in all shares together, given in their order.

        Raises:
            DataError: Anything is wrong in any file.
        """
        whole = Findings(list(self.problems))
        for found in findings:
            whole.absorb(found)
        self.notes = whole.notes
        whole.names.check(self.things, canonical(self.judgements), whole.problems)
        problems = whole.problems + circles(whole.links)
        if problems:
            raise DataError(problems, len(self.files))

    def read(
        self, file: DataFile, problems: list[Problem], stretch: Stretch = WHOLE, heads: Collection[str] = ()
    ) -> Iterator[Mapping]:
        """
        Yield the records of a file; what people write is kept, what machines write is read again. See `read_records`.
        """
        kept = self.kept.get(file)
        records: Iterable[Mapping] = kept or read_records(file.path, file.shown, problems, stretch, heads)
        if not file.streamed and kept is None:
            records = self.kept[file] = list(records)
        for record in records:
            yield from expand(record, self.ontology, self.things, problems)


@dataclass(slots=True)
class Findings:
    """
    What the records of a share leave to be judged with all others: problems, what `check` should list, names, and
    links that must not go round.
    """

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    names: NameTable = field(default_factory=NameTable)
    links: Links = field(default_factory=dict)

    def __getstate__(self) -> tuple[object, ...]:
        return self.problems, self.notes, self.names, packed(self.links)

    def __setstate__(self, state: tuple[list[Problem], list[Problem], NameTable, list[bytes]]) -> None:
        self.problems, self.notes, self.names, links = state
        self.links = unpacked(links)

    def absorb(self, later: Findings) -> None:
        """
        Take in what was found in the records that follow.
        """
        self.problems += later.problems
        self.notes += later.notes
        self.names.absorb(later.names)
        for key, values in later.links.items():
            self.links.setdefault(key, []).extend(values)


def load(folder: Path, ontology: Ontology) -> Records:
    """
    Survey a data folder: its sources, and every thing that a record introduces.

    Args:
        folder: Holds `*.yaml` or `*.jsonl` and `sources/<id>/` as the README's data format tells.
        ontology: The kinds and keys that records may use.

    Raises:
        PolicygraphError: E404 or E405, where there is nothing to read. Errors inside files are kept, and raised by
            `Records.statements` together with those that it finds.
    """
    files = data_files(folder)
    problems: list[Problem] = []
    sources = _sources(folder, problems)
    records = Records(ontology, sources, {}, files, problems)
    for concept in ontology.concepts.values():
        kind = ontology.kinds[concept.kind]
        records.things[concept.slug] = Thing(concept.slug, kind, Place("ontology/concepts.ttl"), proposed=False)
        records.concepts[concept.kind, concept.label[0]] = concept.slug
    _survey(records)
    for file in folder.glob(f"sources/*/{EVIDENCE}"):
        found = read_evidence(file, problems)
        records.evidence.update({f"{file.parent.name}/{locator}": seen for locator, seen in found.items()})
    path = folder / "judgements.yaml"
    records.judgements = read_judgements(path, str(path), records.things, problems)
    return records


def data_files(folder: Path) -> list[DataFile]:
    """
    Return the record files of a data folder, in a fixed order: the common files first, then each source's.
    """
    if not folder.is_dir():
        raise PolicygraphError("E405", path=folder)
    found = [DataFile(p, str(p), "") for p in sorted(folder.iterdir()) if p.suffix in SUFFIXES and not _apart(p)]
    for source in sorted(folder.glob("sources/*/")):
        inside = (p for p in sorted(source.iterdir()) if p.suffix in SUFFIXES and p.stem != "source")
        found += [DataFile(p, str(p), source.name) for p in inside]
    if not found:
        raise PolicygraphError("E404", path=folder)
    return found


def _apart(path: Path) -> bool:
    """
    Judgements are about names, not about the world: they are data, but not records.
    """
    return path.stem == "judgements"


def _sources(folder: Path, problems: list[Problem]) -> dict[str, Source]:
    read = (read_source(path, str(path), problems) for path in sorted(folder.glob("sources/*/source.yaml")))
    return {source.id: source for source in read if source}


def _survey(records: Records) -> None:
    """
    Learn which things there are; a thing is only proposed while no record states it.

    Of what machines write only as much is read as that takes; what is wrong with it is found when it is compiled.
    """
    known: set[str] = set()
    heads = {key for key, kind in records.ontology.kinds.items() if not kind.vocabulary}
    for file in records.files:
        for record in records.read(file, [] if file.streamed else records.problems, heads=heads):
            _introduce(record, records, known)
    for slug in known:
        thing = records.things.get(slug)
        if thing and thing.proposed:
            records.things[slug] = Thing(thing.slug, thing.kind, thing.place, proposed=False)


def _introduce(record: Mapping, records: Records, known: set[str]) -> None:
    place = record.place or Place("")
    proposed = record.get("modality", "stated") in (Modality.PLANNED, Modality.PROPOSED)
    if ALSO in record:
        slug = record[ALSO]
        if not proposed and isinstance(slug, str):
            known.add(slug)
        return
    kind = _kind_of(record, records, place)
    if kind is None:
        return
    slug = record[kind.key]
    where = place_of(slug, place)
    if not isinstance(slug, str):
        records.problems.append(problem(where, "E104", key=kind.key, want="an id", found="a list or mapping"))
    elif not SLUG.fullmatch(slug):
        near = "-".join(re.findall(r"[a-z0-9]+", slug.lower())) or "pinggu-government"
        records.problems.append(problem(where, "E108", id=slug, near=near))
    elif slug in records.things:
        records.problems.append(problem(where, "E107", id=slug, first=records.things[slug].place))
    else:
        records.things[str(slug)] = Thing(str(slug), kind, where, proposed)
        if kind.vocabulary:
            _name_concept(record, kind, str(slug), records)


def _name_concept(record: Mapping, kind: Kind, slug: str, records: Records) -> None:
    """
    A concept may be referred to by its Chinese label, so its label must be known before anything refers to it.
    """
    label = record.get("label")
    name = label.get("value") if isinstance(label, dict) else label
    if isinstance(name, str):
        records.concepts.setdefault((kind.key, str(name)), slug)


def _kind_of(record: Mapping, records: Records, place: Place) -> Kind | None:
    """
    A record's kind is its first key, so that a key that is also a kind (``topic``) can stand among the others.
    """
    kinds = records.ontology.kinds
    first = next(iter(record), "")
    if first in kinds:
        return kinds[first]
    if any(key in kinds for key in record) or not first:
        records.problems.append(problem(place, "E102", kinds=", ".join([*kinds, TABLE, ALSO])))
    else:
        near = nearest(first, [*kinds, TABLE, ALSO])
        records.problems.append(problem(record.keys_at.get(first, place), "E101", kind=first, near=near))
    return None
