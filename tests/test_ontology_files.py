"""
The ontology's own files: that any tool can read them, that they are complete, and that they say what they mean.

Terms, shapes, concepts and rules are text that people maintain; what they owe their readers is checked here and not
left to care.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef

ONTOLOGY = Path(__file__).parents[1] / "ontology"
FIXTURES = Path(__file__).parent / "fixtures" / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
BROKEN = sorted((FIXTURES / "rules").glob("*.ttl"))

PG = Namespace("https://w3id.org/policygraph/ontology#")
ID = Namespace("https://w3id.org/policygraph/id/")
CONCEPTS = {PG.DocumentType, PG.DraftStage, PG.PolicyInstrument, PG.Topic, PG.TargetGroup, PG.Indicator, PG.Unit}
PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n"
    for prefix, namespace in {
        "dcterms": "http://purl.org/dc/terms/",
        "eli": "http://data.europa.eu/eli/ontology#",
        "id": ID,
        "pg": PG,
        "qb": "http://purl.org/linked-data/cube#",
        "rdfs": RDFS,
        "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)
# What the build works out stands in the plain reading only; all else also in the graph of each passage that states it.
COMPUTED = {str(RDF.type), str(PG.role), str(PG.edtf), str(PG.inForce), str(PG.basis), str(PG.why)}
COMPUTED |= {str(PG[name]) for name in ("beginEarliest", "beginLatest", "endEarliest", "endLatest")}
PASSAGES = [ox.NamedNode(ID[locator]) for locator in ("report/one/1.1/p1", "report/one/1.1/p2")]
HEADER = re.compile(r"^# (code|severity|zh|en): (.+)$", re.MULTILINE)

needs_rapper = pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (Debian package raptor2-utils) is missing")
needs_java = pytest.mark.skipif(not shutil.which("java"), reason="java is missing")


@cache
def graph(*names: str) -> Graph:
    """
    Read files of the ontology into one graph; nobody may change it.
    """
    found = Graph()
    for name in names:
        found.parse(ONTOLOGY / f"{name}.ttl")
    return found


def languages(found: Graph, subject: URIRef, predicate: URIRef) -> list[str | None]:
    return sorted(str(o.language) for o in found.objects(subject, predicate) if isinstance(o, Literal))


def terms() -> list[URIRef]:
    """
    Our own terms, and those of other vocabularies whose use we describe.
    """
    found = graph("policygraph")
    return sorted({s for s in found.subjects(RDFS.isDefinedBy) if isinstance(s, URIRef)})


def kinds() -> list[URIRef]:
    return sorted(s for s in graph("shapes").subjects(SH.targetClass) if (s, PG.key, None) in graph("shapes"))


def keys(kind: URIRef) -> list[URIRef]:
    """
    The keyed property shapes of a kind, with those that it takes from other shapes by sh:node.
    """
    shapes = graph("shapes")
    nodes = [kind, *shapes.objects(kind, SH.node)]
    return [p for node in nodes for p in shapes.objects(node, SH.property) if (p, PG.key, None) in shapes]


def header(rule: Path) -> dict[str, str]:
    return dict(HEADER.findall(rule.read_text(encoding="utf-8")))


def rows(rule: Path, *, union: bool = False, **files: str | bytes) -> list[tuple[str, ...]]:
    """
    Run a rule over Turtle texts; each row as text, IRIs without their base.
    """
    store = ox.Store()
    for turtle in files.values():
        store.load(turtle, format=ox.RdfFormat.TURTLE)
    found = store.query(rule.read_text(encoding="utf-8"), use_default_graph_as_union=union)
    return [tuple(str(value.value).removeprefix(ID) for value in row) for row in found]


# --- the files as files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_parsers_read_the_same_triples(path: Path):
    """
    Turtle that one library forgives and another reads otherwise is no contract.
    """
    by_oxigraph = {str(triple) for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}

    assert len(Graph().parse(path)) == len(by_oxigraph) > 0


@pytest.mark.parsers
@needs_rapper
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_third_parser_reads_as_many(path: Path):
    """
    Raptor is written in C by other people; what it counts, too, is the same.
    """
    done = subprocess.run(["rapper", "-i", "turtle", "-c", path], capture_output=True, text=True, check=True)

    assert f"returned {len(Graph().parse(path))} triples" in done.stderr
    assert "Error" not in done.stderr


# --- the terms


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.n3(graph("policygraph").namespace_manager))
def test_every_term_is_complete_in_both_languages(term: URIRef):
    """
    A term without a definition, an example and the question it answers is used by each reader in another sense.
    """
    found = graph("policygraph")

    for predicate in (RDFS.label, SKOS.definition, SKOS.example, PG.answers):
        assert languages(found, term, predicate) == ["en", "zh"], predicate
    assert list(found.objects(term, RDF.type))


def test_no_term_of_ours_is_undescribed():
    """
    Completeness is checked for what names its makers, so each term of ours must.
    """
    found = graph("policygraph")
    ours = {t for triple in found for t in triple if isinstance(t, URIRef) and t.startswith(PG) and t != URIRef(PG)}
    schemes = set(graph("concepts").subjects(RDF.type, SKOS.ConceptScheme))

    assert ours - set(terms()) - schemes == set()


def test_definitions_of_properties_begin_with_a_verb():
    """
    "Names the body …" says what the property does; a noun would say what its value is.
    """
    found = graph("policygraph")
    properties = [t for t in terms() if any("Property" in str(kind) for kind in found.objects(t, RDF.type))]
    definitions = [str(d) for p in properties for d in found.objects(p, SKOS.definition) if d.language == "en"]

    assert len(properties) > 60
    assert {d.split()[0] for d in definitions} <= {"names", "gives", "links", "tells"}


def test_the_header_names_licence_version_and_prefix():
    """
    Whoever finds the file alone must learn whose it is and what may be done with it.
    """
    found = graph("policygraph")
    vann = Namespace("http://purl.org/vocab/vann/")
    dcterms = Namespace("http://purl.org/dc/terms/")
    [header] = found.subjects(RDF.type, OWL.Ontology)

    assert str(found.value(header, dcterms.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(found.value(header, OWL.versionInfo)) == "0.1.0"
    assert str(found.value(header, vann.preferredNamespacePrefix)) == "pg"
    assert languages(found, header, dcterms.title) == languages(found, header, dcterms.description) == ["en", "zh"]
    assert not list(found.objects(header, OWL.imports))


# --- the concepts


def test_every_concept_is_complete_and_in_its_scheme():
    """
    Data refer to concepts by their Chinese label, and people read the English one; a concept is of just one class.
    """
    found = graph("concepts", "policygraph")
    schemes = {
        cls: found.value(restriction, OWL.hasValue)
        for cls in CONCEPTS
        for restriction in found.objects(cls, RDFS.subClassOf)
        if isinstance(restriction, BNode)
    }
    concepts = [s for s in found.subjects(RDF.type, SKOS.Concept) if s.startswith(ID)]

    assert len(concepts) > 140
    for concept in concepts:
        for predicate in (RDFS.label, SKOS.prefLabel, SKOS.definition):
            assert languages(found, concept, predicate) == ["en", "zh"], (concept, predicate)
        assert set(found.objects(concept, RDFS.label)) == set(found.objects(concept, SKOS.prefLabel)), concept
        [cls] = set(found.objects(concept, RDF.type)) - {SKOS.Concept}
        assert list(found.objects(concept, SKOS.inScheme)) == [schemes[cls]], concept
        assert re.fullmatch(r"(doc|draft|tool|topic|for|unit)(-[a-z]+)+", concept.removeprefix(ID)), concept


def test_no_two_concepts_of_a_class_share_a_label():
    """
    A Chinese label must lead to one concept.
    """
    found = graph("concepts")
    labels = [
        (cls, label)
        for cls in CONCEPTS
        for c in found.subjects(RDF.type, cls)
        for label in found.objects(c, RDFS.label)
    ]

    assert len(labels) == len(set(labels))


def test_every_scheme_is_complete():
    """
    The question that its concepts answer stands on the scheme, once for all of them.
    """
    found = graph("concepts")
    schemes = list(found.subjects(RDF.type, SKOS.ConceptScheme))

    assert len(schemes) == len(CONCEPTS)
    for scheme in schemes:
        for predicate in (RDFS.label, SKOS.definition, SKOS.example, PG.answers):
            assert languages(found, scheme, predicate) == ["en", "zh"], (scheme, predicate)


def test_every_instrument_acts_on_supply_environment_or_demand():
    """
    The shares of the three sides are what instruments are compared by, so none may be left out.
    """
    found = graph("concepts")
    sides = {ID[f"tool-{side}-side"] for side in ("supply", "environment", "demand")}

    for tool in set(found.subjects(RDF.type, PG.PolicyInstrument)) - sides:
        assert len(sides.intersection(found.objects(tool, SKOS.broader))) == 1, tool


# --- the shapes


def test_every_shape_speaks_of_terms_that_are_described():
    """
    A key whose property nobody explains cannot be used with confidence.
    """
    shapes, described = graph("shapes"), set(terms())
    paths = {o for p in (SH.path, SH.inversePath, SH.lessThanOrEquals) for o in shapes.objects(None, p)}
    targets = {o for p in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf) for o in shapes.objects(None, p)}
    used = paths | targets | set(shapes.objects(None, SH["class"])) | set(shapes.objects(None, PG.role))

    assert {term for term in used if isinstance(term, URIRef)} - described == set()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: str(graph("shapes").value(kind, PG.key)))
def test_every_kind_and_key_is_complete(kind: URIRef):
    """
    Loader, messages, completion and documentation are made from these; what is missing here is missing everywhere.
    """
    shapes = graph("shapes")

    assert languages(shapes, kind, RDFS.label) == ["en", "zh"]
    for shape in keys(kind):
        assert isinstance(shape, URIRef), shape
        for predicate in (SH.name, SH.description, SH.message):
            assert languages(shapes, shape, predicate) == ["en", "zh"], (shape, predicate)
        for predicate in (SH.path, SH.order, PG.checkable):
            assert len(list(shapes.objects(shape, predicate))) == 1, (shape, predicate)
        values = [p for p in (SH["class"], SH["or"], SH.datatype, SH.nodeKind) if (shape, p, None) in shapes]
        assert len(values) == 1, shape


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: str(graph("shapes").value(kind, PG.key)))
def test_a_key_means_one_thing_within_its_kind(kind: URIRef):
    """
    Two shapes with one key would both be meant by the same line of a record.
    """
    words = [str(graph("shapes").value(shape, PG.key)) for shape in keys(kind)]

    assert len(words) == len(set(words))


def test_no_two_kinds_share_a_key():
    """
    A record's first key is its kind.
    """
    words = [str(graph("shapes").value(kind, PG.key)) for kind in kinds()]

    assert len(words) == len(set(words)) == 20


def test_a_date_key_has_a_role_and_only_a_date_key_has_one():
    """
    The loader takes a key with a role for a date; the graph reaches every date by pg:time, a figure's by its own path.
    """
    shapes = graph("shapes")
    for kind in kinds():
        for shape in keys(kind):
            is_date = shapes.value(shape, SH["class"]) == PG.Time
            assert is_date == ((shape, PG.role, None) in shapes), shape
            if is_date and kind != PG.ObservationShape:
                assert shapes.value(shape, SH.path) == PG.time, shape


def test_the_shapes_are_sound_shacl():
    """
    A misspelt constraint is silently no constraint; the shapes of SHACL itself find it.
    """
    pyshacl = pytest.importorskip("pyshacl")

    assert pyshacl.validate(Graph(), shacl_graph=graph("shapes"), meta_shacl=True)[0]


def validate(turtle: str = "") -> list[tuple[str, str]]:
    """
    Validate the sound world with *turtle* added; the shapes that fail, and how severely.
    """
    pyshacl = pytest.importorskip("pyshacl")
    data = Graph().parse(FIXTURES / "sound.ttl").parse(ONTOLOGY / "concepts.ttl")
    data.parse(data=PREFIXES + turtle, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=graph("shapes", "policygraph"), inference="none")
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(
        (
            str(report.value(r, SH.sourceShape)).removeprefix(PG),
            str(report.value(r, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for r in results
    )


def test_a_sound_world_keeps_every_shape():
    """
    A shape that finds fault with what is right would soon be ignored.
    """
    assert validate() == []


@pytest.mark.parametrize(
    ("turtle", "failing"),
    [
        ("id:measures eli:passed_by id:east .", ("policy-issuer", "Violation")),
        ("id:agreement pg:signatory id:farm .", ("policy-signatory", "Violation")),
        ('id:measures eli:id_local "示政发〔2022〕1号"@zh .', ("policy-number", "Violation")),
        ('id:measures dcterms:title "又一标题"@zh .', ("shared-title", "Warning")),
        ("id:x pg:establishedBy id:measures .", ("policy-establishes", "Violation")),
        ("id:farms-1 sdmx-measure:obsValue 119.0 .", ("observation-value", "Violation")),
        ('id:farms-1 pg:about "农场" .', ("observation-about", "Violation")),
        ("id:x a qb:Observation ; sdmx-measure:obsValue 1.0 .", ("observation-indicator", "Violation")),
        ("id:x a pg:Programme .", ("thing-named", "Violation")),
        ("<https://w3id.org/policygraph/id/n/a> pg:role pg:valid .", ("time-role", "Violation")),
        ("id:x a pg:Time .", ("time-edtf", "Violation")),
        ('id:x pg:locator "one/1/p1" .', ("passage-source", "Violation")),
        (
            'id:x pg:locator "a/1/p1" ; dcterms:isPartOf id:report ; pg:modality pg:inferred .',
            ("PassageShape", "Violation"),
        ),
        (
            'id:x pg:locator "a/1/p1" ; dcterms:isPartOf id:report ; pg:modality pg:proposed .',
            ("passage-modality", "Violation"),
        ),
        ("id:x a pg:Proposal ; pg:modality pg:stated .", ("proposal-modality", "Violation")),
        ("id:x a pg:ProposedThing .", ("proposed-thing-kind", "Violation")),
        (
            'id:x a pg:InForce ; pg:beginEarliest "2022-05-01"^^xsd:date ; pg:beginLatest "2022-04-01"^^xsd:date .',
            ("bounds-begin-earliest", "Violation"),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "data",
)
def test_each_fault_fails_its_shape(turtle: str, failing: tuple[str, str]):
    """
    A shape that finds nothing wrong guards nothing.
    """
    assert failing in validate(turtle)


# --- what a reasoner makes of it


def is_consistent(tmp_path: Path, *paths: Path) -> bool:
    """
    Ask HermiT. Days are no OWL 2 datatype, so it is told to pass them over; a class that can have no member is a fault.
    """
    owlready2 = pytest.importorskip("owlready2")
    together = Graph()
    for path in paths:
        together.parse(path)
    file = tmp_path / "together.nt"
    together.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(file.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return not list(world.inconsistent_classes())


TERMS = (ONTOLOGY / "policygraph.ttl", ONTOLOGY / "concepts.ttl")


@pytest.mark.reasoner
@needs_java
def test_the_ontology_is_consistent(tmp_path: Path):
    """
    With a small world of things in it, since a contradiction may need an individual to show; what is contradictory
    without it stays so.
    """
    assert is_consistent(tmp_path, *TERMS, FIXTURES / "sound.ttl")


@pytest.mark.reasoner
@needs_java
@pytest.mark.parametrize("path", sorted(FIXTURES.glob("inconsistent*.ttl")), ids=lambda path: path.stem)
def test_a_contradiction_is_found(tmp_path: Path, path: Path):
    """
    If the reasoner found no fault in these, its verdict on the ontology would mean nothing.
    """
    assert not is_consistent(tmp_path, *TERMS, path)


# --- the rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_says_what_it_finds(rule: Path):
    """
    A message may speak only of what a row holds, and the first column is the thing whose record is to be looked at.
    """
    head, text = header(rule), rule.read_text(encoding="utf-8")
    variables = [v.value for v in ox.Store().query(text).variables]

    assert re.fullmatch(r"F1\d\d", head["code"])
    assert head["severity"] in ("finding", "error")
    assert variables[0] == "thing"
    spoken = [set(re.findall(r"{(\w+)}", head[language])) for language in ("zh", "en")]
    assert spoken[0] == spoken[1] == set(variables)
    assert text.rstrip().splitlines()[-1].startswith("ORDER BY ?thing")


def test_no_two_rules_share_a_code():
    """
    A code is how people name a rule when they write about it.
    """
    codes = [header(rule)["code"] for rule in RULES]

    assert len(codes) == len(set(codes)) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_sound_world_breaks_no_rule(rule: Path):
    """
    It holds near misses for most of them: a date that lies in another, a zone in two districts, 约 117 beside 118.
    """
    assert rows(rule, sound=(FIXTURES / "sound.ttl").read_bytes()) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_fault_breaks_exactly_its_rule(path: Path):
    """
    One fault, one finding: two rules that find the same would be read as two faults.
    """
    text = path.read_text(encoding="utf-8")
    [broken], [things] = re.findall(r"^# breaks: (.+)$", text, re.M), re.findall(r"^# things: (.+)$", text, re.M)
    sound = (FIXTURES / "sound.ttl").read_bytes()

    found = {rule.stem: rows(rule, sound=sound, fault=text) for rule in RULES}

    assert {stem for stem, those in found.items() if those} == {broken}
    assert sorted({row[0] for row in found[broken]}) == things.split()


def test_every_rule_has_a_fault_that_breaks_it():
    """
    A rule that nothing is known to break may be one that nothing can.
    """
    broken = {re.findall(r"^# breaks: (.+)$", path.read_text(encoding="utf-8"), re.M)[0] for path in BROKEN}

    assert broken == {rule.stem for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_rule_gives_the_same_rows_where_the_default_graph_is_the_union(rule: Path):
    """
    Every fact stands once in the plain reading and once in its passage's graph; some engines see both at once.
    """
    store = ox.Store()
    for path in (FIXTURES / "sound.ttl", *BROKEN):
        for said in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            passages = [] if said.predicate.value in COMPUTED else PASSAGES
            graphs = [ox.DefaultGraph(), *passages]
            store.extend(ox.Quad(said.subject, said.predicate, said.object, graph) for graph in graphs)
    text = rule.read_text(encoding="utf-8")

    plain = [str(row) for row in store.query(text)]

    assert plain
    assert plain == [str(row) for row in store.query(text, use_default_graph_as_union=True)]


def test_the_rules_stay_fast_when_things_are_many():
    """
    Comparing 4,000 things with each other is 16 million pairs and takes minutes; reading each once takes a moment.
    """
    one = """
    id:p{n} a eli:LegalResource ; rdfs:label "文件{name}"@zh ; dcterms:title "文件{name}"@zh ;
        eli:cites id:p{before} ; pg:time id:t{n} .
    id:t{n} a pg:Time ; pg:role pg:dated ; pg:edtf "2022" ;
        pg:beginEarliest "2022-01-01"^^xsd:date ; pg:beginLatest "2022-12-31"^^xsd:date ;
        pg:endEarliest "2022-01-01"^^xsd:date ; pg:endLatest "2022-12-31"^^xsd:date .
    id:o{n} a qb:Observation ; pg:indicator id:i ; pg:about id:p{n} ; sdmx-measure:obsValue {n}.0 .
    """
    store = ox.Store()
    store.load(
        PREFIXES + "".join(one.format(n=n, name=n // 2, before=max(n - 1, 0)) for n in range(4000)),
        format=ox.RdfFormat.TURTLE,
    )
    for rule in RULES:
        started = time.perf_counter()
        list(store.query(rule.read_text(encoding="utf-8")))
        assert time.perf_counter() - started < 5, rule.stem
