"""
The same job done with PyYAML and rdflib alone: records in YAML to a graph in Turtle, read back to be queried.

This is what one would write without policygraph, and written as well as those two libraries allow: names are looked up
in dicts, IRIs and dates are made once and kept, and nothing is checked, so that the comparison errs in its favour. It
gives the same triples and the same named graphs for the kinds and keys that `generate.py` writes and refuses all
others; it leaves out the description of the source's outline. It imports nothing of policygraph.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, RDFS, SKOS, XSD

BASE = "https://w3id.org/policygraph/"
PG = Namespace(BASE + "ontology#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
KINDS = {
    "policy": (ELI.LegalResource,),
    "agency": (ORG.FormalOrganization, ORG.Organization),
    "region": (ELI.AdministrativeArea, DCTERMS.Location),
}
TEXTS = {"number": ELI.id_local, "code": SKOS.notation}
# The predicate, and the class whose labels it takes: 人才培养 is the label of a topic and of an instrument.
CONCEPTS = {
    "type": (ELI.type_document, PG.DocumentType),
    "topic": (ELI.is_about, PG.Topic),
    "target": (PG.targetGroup, PG.TargetGroup),
    "instrument": (PG.instrument, PG.PolicyInstrument),
}
LINKS = {
    ("policy", "issuer"): ELI.passed_by,
    ("policy", "region"): ELI.relevant_for,
    ("policy", "based-on"): ELI.based_on,
    ("policy", "cites"): ELI.cites,
    ("policy", "ensures"): ELI.ensures_implementation_of,
    ("agency", "region"): DCTERMS.spatial,
    ("agency", "part-of"): ORG.subOrganizationOf,
    ("region", "within"): PG.within,
}
ROLES = {
    "issued": ELI.date_document,
    "published": ELI.date_publication,
    "dated": PG.dated,
    "effective": ELI.first_date_entry_in_force,
    "ended": ELI.date_no_longer_in_force,
    "valid": PG.valid,
    "current": PG.current,
}
# Keys whose values are our classification, and so inferred.
ASSIGNED = ("topic", "instrument", "target")
BOUNDS = (PG.beginEarliest, PG.beginLatest, PG.endEarliest, PG.endLatest)
MIN, MAX = "0001-01-01", "9999-12-31"
MONTH_ENDS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Quarters and halves of a year: the code's first and last month.
PARTS = {f"{33 + n}": (1 + 3 * n, 3 + 3 * n) for n in range(4)} | {
    f"{40 + n}": (1 + 6 * n, 6 + 6 * n) for n in range(2)
}


class Builder:
    """
    Puts records into an rdflib Dataset: its default graph is the plain reading, a named graph a passage the evidence.
    """

    def __init__(
        self, pages: dict[str, list[tuple[int, int, int]]], concepts: dict[tuple[URIRef, str], URIRef]
    ) -> None:
        self.dataset = Dataset()
        for prefix, namespace in (("pg", PG), ("eli", ELI), ("id", Namespace(BASE + "id/")), ("org", ORG)):
            self.dataset.bind(prefix, namespace)
        self.plain = self.dataset.default_graph
        self.pages = pages
        self.concepts = concepts
        self.graphs: dict[str, Graph] = {}
        self.dates: dict[str, list[tuple[str, str]]] = {}

    def record(self, record: dict[str, Any]) -> None:
        """
        Add one record.
        """
        kind = next(iter(record))
        subject = thing(record[kind])
        if record.get("modality") == "proposed":
            self.plain.add((subject, RDF.type, PG.ProposedThing))
            self.plain.add((subject, PG.proposedKind, KINDS[kind][0]))
        else:
            for cls in KINDS[kind]:
                self.plain.add((subject, RDF.type, cls))
        for key, values in record.items():
            if key not in (kind, "at", "modality", "why"):
                for value in values if isinstance(values, list) else [values]:
                    self.value(record, kind, key, value)

    def value(self, record: dict[str, Any], kind: str, key: str, value: Any) -> None:
        """
        Add one value of a record, in each passage that states it.
        """
        own = value if isinstance(value, dict) else {"value": value}
        said = {"at": record["at"], "modality": record.get("modality", "stated")} | own
        if key in ASSIGNED and said["modality"] == "stated":
            said |= {"modality": "inferred", "why": "由本项目归类"}
        for at in said["at"] if isinstance(said["at"], list) else [said["at"]]:
            passage = at if at.startswith("synthetic/") else "synthetic/" + at
            if said["modality"] in ("planned", "proposed"):
                self.proposal(record[kind], kind, key, said, passage)
            else:
                self.fact(record[kind], kind, key, said, self.graph(passage, said))

    def fact(self, slug: str, kind: str, key: str, said: dict[str, Any], graph: Graph) -> None:
        """
        Add what is stated or inferred, to the plain reading and to the passage's graph.
        """
        subject, text = thing(slug), said["value"]
        if key in ("title", "label"):
            self.both(subject, DCTERMS.title if key == "title" else RDFS.label, Literal(text, lang="zh"), graph)
            self.plain.add((subject, RDFS.label, Literal(text, lang="zh")))
        elif key in TEXTS:
            self.both(subject, TEXTS[key], Literal(text), graph)
        elif key in CONCEPTS:
            predicate, scheme = CONCEPTS[key]
            self.both(subject, predicate, self.concepts[scheme, text], graph)
        elif key in ROLES:
            self.date(slug, key, said, graph)
        else:
            self.both(subject, LINKS[kind, key], thing(text), graph)

    def date(self, slug: str, key: str, said: dict[str, Any], graph: Graph) -> None:
        """
        Add a date node with its four day bounds.
        """
        owner, role, edtf = thing(slug), ROLES[key], said["value"]
        node = date_node(slug, role, edtf)
        self.both(owner, PG.time, node, graph)
        self.plain.add((node, RDF.type, PG.Time))
        self.plain.add((node, PG.role, role))
        self.plain.add((node, PG.edtf, Literal(edtf, datatype=EDTF)))
        for predicate, day in zip(BOUNDS, bounds(edtf), strict=True):
            self.plain.add((node, predicate, day_literal(day)))
        if "words" in said:
            self.both(node, PG.words, Literal(said["words"], lang="zh"), graph)
        if role.startswith(ELI) and len(edtf) == 10 and edtf[4] == edtf[7] == "-":
            self.both(owner, role, day_literal(edtf), graph)
        if (key, edtf) not in self.dates.setdefault(slug, []):
            self.dates[slug].append((key, edtf))

    def proposal(self, slug: str, kind: str, key: str, said: dict[str, Any], passage: str) -> None:
        """
        Add a plan or a recommendation, which is never a plain triple; only a name is.
        """
        place = URIRef(f"{BASE}id/{passage}")
        self.describe(place, passage)
        if key == "title":
            for name in (DCTERMS.title, RDFS.label):
                self.plain.add((thing(slug), name, Literal(said["value"], lang="zh")))
            return
        value: URIRef | Literal
        if key in ROLES:
            predicate, value = ROLES[key], Literal(said["value"], datatype=EDTF)
        elif key in CONCEPTS:
            predicate, value = CONCEPTS[key][0], self.concepts[CONCEPTS[key][1], said["value"]]
        else:
            predicate, value = LINKS[kind, key], thing(said["value"])
        named = value.removeprefix(BASE + "id/")
        node = URIRef(f"{place}/proposal/{digest(slug, key, named, '', said['modality'], '', passage)}")
        self.plain.add((node, RDF.type, PG.Proposal))
        self.plain.add((node, RDF.subject, thing(slug)))
        self.plain.add((node, RDF.predicate, predicate))
        self.plain.add((node, RDF.object, value))
        self.plain.add((node, PG.modality, PG[said["modality"]]))
        self.plain.add((node, PG.passage, place))

    def graph(self, passage: str, said: dict[str, Any]) -> Graph:
        """
        Return the named graph of a passage (of what is inferred there), described in the plain reading at first sight.
        """
        inferred = said["modality"] == "inferred"
        name = f"{BASE}id/{passage}"
        if inferred:
            name += f"/inferred/{digest(said['why'], size=4)}"
        if name not in self.graphs:
            node = URIRef(name)
            self.graphs[name] = self.dataset.graph(node)
            self.describe(node, passage)
            self.plain.add((node, PG.modality, PG.inferred if inferred else PG.stated))
            if inferred:
                self.plain.add((node, PG.why, Literal(said["why"], lang="zh")))
        return self.graphs[name]

    def describe(self, node: URIRef, passage: str) -> None:
        """
        Add where a passage stands.
        """
        source, _, locator = passage.partition("/")
        section, _, unit = locator.rpartition("/")
        page = next(page for first, last, page in self.pages[section] if first <= int(unit[1:]) <= last)
        self.plain.add((node, PG.locator, Literal(locator)))
        self.plain.add((node, DCTERMS.isPartOf, thing(source)))
        self.plain.add((node, PG.page, Literal(page)))

    def both(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal, graph: Graph) -> None:
        """
        Add a triple to the plain reading and to its evidence.
        """
        self.plain.add((subject, predicate, value))
        graph.add((subject, predicate, value))

    def in_force(self) -> None:
        """
        Add from when until when each dated policy is in force.
        """
        for slug, dates in self.dates.items():
            found = force(dates)
            if found:
                days, basis, why = found
                node = URIRef(f"{BASE}id/{slug}/in-force")
                self.plain.add((thing(slug), PG.inForce, node))
                for predicate, day in zip(BOUNDS, days, strict=True):
                    self.plain.add((node, predicate, day_literal(day)))
                for key, edtf in basis:
                    self.plain.add((node, PG.basis, date_node(slug, ROLES[key], edtf)))
                self.plain.add((node, PG.why, PG[why]))


def force(dates: list[tuple[str, str]]) -> tuple[tuple[str, ...], list[tuple[str, str]], str] | None:
    """
    Return the four day bounds of a policy's time in force, the dates they rest on, and the reason; None if undated.
    """
    by_key = {key: [(key, edtf) for known, edtf in dates if known == key] for key, _ in dates}
    begun = next((by_key[key] for key in ("effective", "issued", "dated", "published") if key in by_key), [])
    groups = [group for group in (begun, by_key.get("valid", [])) if group]
    if not groups:
        return None
    basis = [entry for group in groups for entry in group]
    earliest = max(min(bounds(edtf)[0] for _, edtf in group) for group in groups)
    latest = max(max(bounds(edtf)[1] for _, edtf in group) for group in groups)
    ends = [entry for key in ("ended", "valid") for entry in by_key.get(key, []) if bounds(entry[1])[2] < MAX]
    if ends:
        basis += [entry for entry in ends if entry not in basis]
        days = (earliest, latest, min(bounds(e)[2] for _, e in ends), min(bounds(e)[3] for _, e in ends))
        return (days, basis, "endStated") if days[3] >= earliest else None
    vouched = by_key.get("current", [])
    last = max([latest, *(bounds(edtf)[0] for _, edtf in vouched)])
    return (earliest, latest, last, MAX), basis + vouched, "operatingWhenLastReported" if vouched else "noEndGiven"


def digest(*words: str, size: int = 8) -> str:
    """
    Return the short name of what was said, as the graph's own IRIs have it.
    """
    return blake2b("\x1f".join(words).encode(), digest_size=size).hexdigest()


@lru_cache(maxsize=1 << 20)
def thing(slug: str) -> URIRef:
    """
    Return the IRI of a thing.
    """
    return URIRef(f"{BASE}id/{slug}")


@lru_cache(maxsize=1 << 16)
def day_literal(day: str) -> Literal:
    """
    Return a day as a literal; one object a day, since rdflib parses each that it makes.
    """
    return Literal(day, datatype=XSD.date)


def date_node(slug: str, role: URIRef, edtf: str) -> URIRef:
    """
    Return the IRI of a date node.
    """
    return URIRef(f"{BASE}id/{slug}/time/{role.rpartition('#')[2]}/{quote(edtf, safe='')}")


@lru_cache(maxsize=1 << 16)
def bounds(edtf: str) -> tuple[str, str, str, str]:
    """
    Return the day bounds of a date: begin earliest and latest, end earliest and latest.
    """
    if "/" not in edtf:
        first, last = days(edtf)
        return first, last, first, last
    begin, end = edtf.split("/")
    first, last = days(begin)
    end_first, end_last = (MAX, MAX) if end == ".." else days(end)
    return first, min(last, end_last), max(first, end_first), end_last


def days(edtf: str) -> tuple[str, str]:
    """
    Return the first and last day of a date in the forms that `generate.py` writes.
    """
    if edtf.endswith("~"):
        year = int(edtf[:-1])
        return f"{year - 1}-01-01", f"{year + 1}-12-31"
    year_text, month, day = (*edtf.split("-"), "", "")[:3]
    if day:
        return edtf, edtf
    first, last = PARTS.get(month) or ((int(month), int(month)) if month else (1, 12))
    leap = last == 2 and int(year_text) % 4 == 0 and (int(year_text) % 100 != 0 or int(year_text) % 400 == 0)
    return f"{year_text}-{first:02}-01", f"{year_text}-{last:02}-{MONTH_ENDS[last] + leap}"


def read_pages(folder: Path) -> dict[str, list[tuple[int, int, int]]]:
    """
    Return the ranges of paragraphs of each section with their pages.
    """
    source = yaml.safe_load((folder / "sources" / "synthetic" / "source.yaml").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[int, int, int]]] = {}
    for chapter, parts in source["outline"].items():
        for section in parts["sections"]:
            for unit, page in section["units"].items():
                first, _, last = unit.replace("p", "").partition("-")
                found.setdefault(f"{chapter}/{section['at']}", []).append((int(first), int(last), page))
    return found


def read_concepts(ontology: Path) -> dict[tuple[URIRef, str], URIRef]:
    """
    Return the concepts that the ontology defines, by their class and Chinese label.
    """
    graph = Graph().parse(ontology / "concepts.ttl")
    found = {}
    for concept, label in graph.subject_objects(RDFS.label):
        if isinstance(label, Literal) and label.language == "zh":
            for cls in graph.objects(concept, RDF.type):
                found[URIRef(str(cls)), str(label)] = URIRef(str(concept))
    return found


def stages(data: Path, ontology: Path, file: Path, loader: Any) -> Iterator[tuple[str, int]]:
    """
    Do the job stage by stage; yield each stage's name and how many records, quads or bytes it made.

    The suffix of *file* says what is written: ``.trig`` (Turtle with named graphs) or ``.nq`` (N-Quads).
    """
    records: list[dict[str, Any]] = []
    for path in (data / "regions.yaml", data / "agencies.yaml", data / "sources" / "synthetic" / "records.yaml"):
        records += yaml.load(path.read_text(encoding="utf-8"), loader)
    yield "parse YAML", len(records)
    builder = Builder(read_pages(data), read_concepts(ontology))
    for record in records:
        builder.record(record)
    builder.in_force()
    yield "build graph", sum(len(graph) for graph in builder.dataset.graphs())
    form = "trig" if file.suffix == ".trig" else "nquads"
    builder.dataset.serialize(file, form, encoding="utf-8")
    yield "write", file.stat().st_size
    back = Dataset()
    back.parse(file, format=form)
    yield "read back", sum(len(graph) for graph in back.graphs())


def main() -> None:
    """
    Time each stage and print one line of JSON: ``python tests/benchmarks/peer.py DATA ONTOLOGY FILE``.
    """
    parser = argparse.ArgumentParser(description="Do the job of `policygraph build` with PyYAML and rdflib.")
    parser.add_argument("data", type=Path, help="a folder that generate.py wrote with --form yaml")
    parser.add_argument("ontology", type=Path, help="the folder that holds concepts.ttl")
    parser.add_argument("file", type=Path, help="what to write: .trig or .nq")
    parser.add_argument("--libyaml", action="store_true", help="let PyYAML use its C loader")
    args = parser.parse_args()
    loader = yaml.CSafeLoader if args.libyaml else yaml.SafeLoader
    seconds, made, start = {}, {}, time.perf_counter()
    for stage, result in stages(args.data, args.ontology, args.file, loader):
        seconds[stage], made[stage], start = time.perf_counter() - start, result, time.perf_counter()
    print(json.dumps({"seconds": seconds, "made": made}))


if __name__ == "__main__":
    main()
