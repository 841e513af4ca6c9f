"""
Columns answer what SPARQL answers on the same graph, in the same order, and nothing where they cannot be trusted.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policygraph as pg
from policygraph.asked import Asked, Found
from policygraph.build import build
from policygraph.columns import COLUMNS, lists, names, table
from policygraph.columns.files import DATA, ORIGIN, seal
from policygraph.columns.read import Columns, open_columns
from policygraph.columns.write import write_columns
from policygraph.dates import MAX, MIN
from policygraph.entities import entities
from policygraph.errors import StoreError
from policygraph.find import find
from policygraph.load import load
from policygraph.ontology import PREFIXES, ontology, shipped
from policygraph.sortedlines import write
from policygraph.store import Digest, Store, open_store
from policygraph.timeline import Entry, in_force, timeline
from policygraph.writing import compile_graph

ID = PREFIXES["id"]
NOBODY = Digest(0, "")
DAY = date(2021, 5, 20)
SOURCE = """
source: report
title: 示例报告
publisher: 示例出版社
published: 2021-12
outline:
  one:
    title: 第一章
    sections:
      - {at: "1", number: 一, title: 概况, units: {p1-p9: 1}}
"""


def both(data: Path, out: Path, parts: int = 1) -> tuple[Store, Columns]:
    """
    Compile *data* in so many shares, with columns; return the graph and the columns, open and apart.
    """
    out.mkdir()
    records = load(data, ontology())
    graph = compile_graph(records, out, parts)
    write_columns(out / COLUMNS, graph.columns, records)
    write(graph.lines, out / "graph.nq")
    seal(out / COLUMNS, NOBODY)
    columns = open_columns(out / COLUMNS, NOBODY)
    assert columns
    return open_store(out / "graph.nq"), columns


def assert_equal(store: Store, columns: Columns, asked: Asked, day: date) -> None:
    """
    Ask SPARQL and columns the same, for all rows and for the first two.
    """
    assert columns.knows(asked)
    dates, held = timeline(store, asked), in_force(store, asked, day)
    for limit in (None, 2):
        found, on = columns.timeline(asked, limit), columns.in_force(asked, day, limit)
        assert found == [_date(entry) for entry in dates][:limit]
        assert [(one.thing, one.node, one.bounds, one.via) for one in on] == [_held(entry) for entry in held][:limit]


def _date(entry: Entry) -> Found:
    return Found(*_held(entry), entry.role, entry.edtf, entry.words)


def _held(entry: Entry) -> tuple[Any, ...]:
    return entry.thing.iri, entry.node, entry.bounds, entry.via


# Random graphs: a tree of regions with a bloc, agencies with parts, topics with narrower ones, and dated things.

FORMS = (
    *("{}", "{}-05", "{}-05-06", "{}-05-XX", "{}-XX", "{}-21", "{}-33", "{}-40", "{}~", "{}-05?"),
    *("{}/..", "../{}", "{}/", "/{}", "{}-02/{}", "{}-05-20/2022", "201X", "20XX"),
)
years = st.sampled_from(("2019", "2020", "2021", "2022"))
edtf = st.builds(lambda form, year: form.replace("{}", year), st.sampled_from(FORMS), years)
called = st.text(st.sampled_from("人才农场办法AbＡ《》 ·"), min_size=1, max_size=6).map("名{}".format)
# An event may be held at the platform that held it: one thing, two links, and each question names its own.
HELD = (("region", "r", 5), ("organizer", "a", 3))
roles = st.lists(st.sampled_from(("issued", "dated", "published", "valid", "current")), unique=True)


def some(prefix: str, count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.integers(0, count - 1).map(f"{prefix}{{}}".format), max_size=2, unique=True)


@st.composite
def dated(draw: st.DrawFn, key: str) -> dict[str, Any]:
    """
    One or two values of a key of dates: words differ between passages, and some is planned only.
    """
    value = draw(edtf)
    said = [
        {"value": value, "words": words, "at": f"one/1/p{n}"}
        for n, words in enumerate(draw(st.lists(st.sampled_from(("年中", "当年")), min_size=1, max_size=2)), 1)
    ]
    other = {"value": draw(edtf), "modality": draw(st.sampled_from(("stated", "planned"))), "at": "one/1/p3"}
    return {key: [*said, other] if draw(st.booleans()) else value}


@st.composite
def data(draw: st.DrawFn) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []

    def add(kind: str, slug: str, **keys: Any) -> None:
        name = {"title" if kind in ("policy", "publication") else "label": draw(called)}
        kept = {key.replace("_", "-"): value for key, value in keys.items() if value}
        records.append({kind: slug} | name | kept | {"at": "one/1/p1"})

    def over(prefix: str, number: int) -> str:
        return f"{prefix}{draw(st.integers(0, number - 1))}" if number and draw(st.booleans()) else ""

    for n in range(4):
        add("region", f"r{n}", within=over("r", n))
    add("area", "r4", member=draw(some("r", 4)))
    for n in range(3):
        alias = draw(st.sampled_from(("", f"简称{n}")))
        began = draw(dated("established"))
        add("agency", f"a{n}", part_of=over("a", n), region=draw(some("r", 5)), alias=alias, **began)
        add("topic", f"t{n}", broader=over("t", n))
    add("agency", "a3", modality="proposed")
    for n in range(draw(st.integers(1, 5))):
        keys = {"type": draw(st.sampled_from(("", "意见", "实施细则", "规划"))), "topic": draw(some("t", 3))}
        keys |= {"region": draw(some("r", 5)), "jurisdiction": draw(some("r", 5)), "issuer": draw(some("a", 3))}
        keys |= {"signatory": draw(st.sampled_from(([], ["a0", "r1"]))), "replaces": over("p", n)}
        keys |= {"establishes": over("a", n and 3)}
        for key in draw(roles):
            keys |= draw(dated(key))
        add("policy", f"p{n}", **keys)
    for n in range(draw(st.integers(0, 2))):
        member = {"value": "r0", "from": draw(years)} if draw(st.booleans()) else "r3"
        keys = draw(dated(draw(st.sampled_from(("launched", "current", "valid")))))
        add("programme", f"g{n}", participant=member, topic=draw(some("t", 3)), target="博士后", **keys)
    add("platform", "f0")
    at = {key: [*draw(some(prefix, count)), *draw(st.sampled_from(([], ["f0"])))] for key, prefix, count in HELD}
    about = draw(st.sampled_from(("", "t0", "t1", "p0", "r0")))
    add("event", "e0", about=about, **at, **draw(dated("held")))
    members = [*draw(some("a", 3)), *draw(some("r", 4))]
    add("mechanism", "m0", member=members, **draw(dated("established")))
    add("publication", "u0", topic=draw(some("t", 3)), **draw(dated("published")))
    add("observation", "o0", indicator="i0", value="1", area="r0", **draw(dated("period")))
    add("indicator", "i0")
    return records


def written(folder: Path, records: list[dict[str, Any]], judgements: str = "") -> Path:
    inner = folder / "data" / "sources" / "report"
    inner.mkdir(parents=True)
    (inner / "source.yaml").write_text(SOURCE, encoding="utf-8")
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (inner / "records.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "data" / "judgements.yaml").write_text(judgements or "[]", encoding="utf-8")
    return folder / "data"


merges = st.sampled_from(
    ("", *(f"- {{same: [{same}], by: a, on: 2021, why: b}}" for same in ("a0, a1", "a2, a3", "r2, r3")))
)
days = st.dates(date(2018, 6, 1), date(2023, 6, 1))
questions = st.builds(
    Asked,
    region=st.sampled_from(("", "", *(f"{ID}r{n}" for n in range(6)))),
    agency=st.sampled_from(("", "", f"{ID}f0", f"{ID}p1", *(f"{ID}a{n}" for n in range(3)))),
    type=st.sampled_from(("", "", f"{ID}doc-opinions", f"{ID}doc-plan", f"{ID}nothing")),
    topic=st.sampled_from(("", "", *(f"{ID}t{n}" for n in range(3)))),
    target=st.sampled_from(("", "", "", f"{ID}target-postdocs")),
    kinds=st.sampled_from(((), (), ("policy",), ("observation", "event"), ("membership", "source"), ("nothing",))),
    begin=st.one_of(st.just(MIN), days),
    end=st.just(MAX),
    above=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(data(), merges, st.lists(st.tuples(questions, days), min_size=8, max_size=8))
def test_columns_answer_what_sparql_answers(records, judgements, asked):
    """
    SPARQL is the reference: columns are only sooner, for every narrowing, every form of date, merges and memberships.
    """
    with TemporaryDirectory() as folder:
        store, columns = both(written(Path(folder), records, judgements), Path(folder) / "out", parts=2)
        for question, day in asked:
            assert_equal(store, columns, question, day)
            if day >= question.begin:
                assert_equal(store, columns, Asked(begin=question.begin, end=day, region=question.region), day)


@settings(max_examples=40, deadline=None)
@given(data(), merges, st.text(st.sampled_from("名人才农场办法aＡ《·"), min_size=1, max_size=3), st.integers(1, 5))
def test_names_are_found_as_find_finds_them(records, judgements, text, limit):
    """
    A search must not change its answer when a graph grows beyond the size from which it has columns.
    """
    with TemporaryDirectory() as folder:
        store, columns = both(written(Path(folder), records, judgements), Path(folder) / "out")
        wanted = f"名{text}"

        assert columns.find(wanted, limit) == find(store, wanted, limit)
        assert columns.find(wanted, 10**9) == find(store, wanted, 10**9)
        assert columns.entities(entities(store)) == entities(store)


def test_a_thing_is_listed_with_the_links_by_which_it_was_found_and_no_others(tmp_path: Path):
    """
    An event may be held at the platform that held it: who asks for what a body did is not told where.
    """
    event = {"event": "e0", "label": "名", "held": "2021", "region": "f0", "organizer": "f0", "at": "one/1/p1"}
    platform = {"platform": "f0", "label": "名", "at": "one/1/p1"}
    store, columns = both(written(tmp_path, [event, platform]), tmp_path / "out")

    for asked in (Asked(agency=f"{ID}f0"), Asked(region=f"{ID}f0"), Asked(region=f"{ID}f0", agency=f"{ID}f0")):
        assert_equal(store, columns, asked, DAY)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Columns]:
    return both(shipped("data"), tmp_path_factory.mktemp("book") / "out")


def test_the_book_gives_the_same_rows_by_either_way(book: tuple[Store, Columns]):
    store, columns = book
    things = entities(store)
    places = [thing.iri for thing in things.values() if thing.kind == "region"]
    bodies = [thing.iri for thing in things.values() if thing.kind in ("agency", "organisation", "mechanism")]
    types = [thing.iri for thing in things.values() if thing.kind in ("document-type", "topic")]

    for place in places:
        assert_equal(store, columns, Asked(region=place), DAY)
    for n in range(0, len(bodies), 20):
        assert_equal(store, columns, Asked(agency=bodies[n]), DAY)
    for iri in types[::8]:
        assert_equal(store, columns, Asked(type=iri), DAY)
        assert_equal(store, columns, Asked(topic=iri, region=places[0], above=True), DAY)
    for kinds in ((), ("observation",), ("event", "programme"), ("membership",)):
        assert_equal(store, columns, Asked(kinds=kinds, begin=date(2022, 1, 1), end=date(2022, 6, 30)), DAY)


def test_every_text_of_one_two_and_more_characters_is_found_in_the_book(book: tuple[Store, Columns]):
    store, columns = book
    known = entities(store).values()

    for text in ("人", "农场", "博士农场", "“博士农场”创建", "京津冀", "的", "农 场", "不在其中", "（", "A农", "龘"):
        holding = {e.iri for e in known if any(_same(text) in _same(name) for name in (e.label, e.english, *e.aliases))}
        assert {entity.iri for entity in columns.find(text, 10**6)} == holding
        assert columns.find(text, 20) == columns.find(text, 10**6)[:20]
    assert columns.find("", 20) == columns.find("《》", 20) == columns.find("\0", 20) == []
    assert columns.entities(entity.iri for entity in known) == {entity.iri: entity for entity in known}
    # A membership is named after its two sides, and by nothing of its own.
    assert columns.entities(entry.thing.iri for entry in timeline(store, Asked(kinds=("membership",)))) == {}


def _same(name: str) -> str:
    return "".join(c for c in name if not c.isspace() and c not in "“”‘’\"'《》〈〉·-").lower()


def many(count: int) -> list[dict[str, Any]]:
    """
    So many policies that lists have many blocks: a day each, every seventh open, regions and topics by turns.
    """
    at = {"at": "one/1/p1"}
    records = [{"region": f"r{n}", "label": f"地区{n}", **({"within": "r0"} if n else {}), **at} for n in range(4)]
    records += [{"topic": f"t{n}", "label": f"主题{n}", **at} for n in range(3)]
    for n in range(count):
        day = date.fromordinal(date(2000, 1, 1).toordinal() + 7 * n).isoformat()
        when = {"valid": f"{day}/.."} if n % 7 == 0 else {"valid": f"{day}/2005"} if n % 11 == 0 and n < 250 else {}
        policy = {"policy": f"p{n:05}", "title": f"人才办法{n}", "issued": day, "region": f"r{n % 4}", **when}
        records.append(policy | ({"topic": f"t{n % 3}"} if n % 2 else {}) | at)
    return records


@pytest.mark.parametrize("marked", [0, 10**9], ids=["rows marked", "rows looked up"])
def test_lists_of_many_blocks_are_searched_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: int):
    """
    Blocks are passed over by their days, and read more and more at a time; no row may be lost between them.
    """
    monkeypatch.setattr(table, "MARKED", marked)
    monkeypatch.setattr(table, "FIRST", 1)
    store, columns = both(written(tmp_path, many(1500)), tmp_path / "out")
    spans = [(date(2003, 4, 1), date(2003, 4, 30)), (date(2004, 1, 1), MAX), (MIN, date(2001, 1, 1)), (MIN, MAX)]

    for begin, end in spans:
        for n, m in combinations(range(4), 2):
            asked = Asked(region=f"{ID}r{n}", topic=f"{ID}t{m - 1}", begin=begin, end=end)
            assert columns.timeline(asked, None) == [_date(e) for e in timeline(store, asked)]
            assert columns.timeline(asked, 40) == columns.timeline(asked, None)[:40]
        assert_equal(store, columns, Asked(kinds=("policy",), begin=begin, end=end), min(begin, date(2010, 1, 1)))


def test_a_text_of_one_character_is_found_in_order_however_many_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    The places of one character are those of many pairs, of which only the first are read.
    """
    monkeypatch.setattr(names, "FIRST", 16)
    store, columns = both(written(tmp_path, many(300)), tmp_path / "out")

    for text in ("才", "法", "办法1"):
        assert columns.find(text, 250) == find(store, text, 250)


def test_the_bytes_do_not_depend_on_how_the_work_was_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("policygraph.load.PARTED", 0)
    data = written(tmp_path, many(100))
    for parts in (1, 2, 3):
        both(data, tmp_path / str(parts), parts)

    for name in (DATA, ORIGIN):
        assert len({(tmp_path / str(parts) / COLUMNS / name).read_bytes() for parts in (1, 2, 3)}) == 1


def test_a_family_with_too_much_below_is_left_to_sparql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A chain of regions a hundred thousand deep would take more room than the graph.
    """
    monkeypatch.setattr(lists, "PAIRS", 3)
    _, columns = both(written(tmp_path, many(20)), tmp_path / "out")

    assert not columns.knows(Asked(region=f"{ID}r0"))
    assert columns.knows(Asked(agency=f"{ID}r0"))
    assert len(columns.timeline(Asked())) > 0


@pytest.mark.parametrize(
    "asked",
    [
        Asked(thing=f"{ID}p1"),
        Asked(programme=f"{ID}p1"),
        Asked(text="农场"),
        Asked(type="urn:a"),
        Asked(agency=f"{ID}a b"),
    ],
)
def test_what_columns_do_not_know_is_left_to_sparql(book: tuple[Store, Columns], asked: Asked):
    assert not book[1].knows(asked)


@pytest.fixture
def beside(small: Path, tmp_path: Path) -> Path:
    """
    A built folder with columns beside the graph.
    """
    build(small, tmp_path / "out")
    return tmp_path / "out"


def test_a_store_with_columns_gives_whole_entries_as_one_without(beside: Path):
    """
    Names, reasons and citations are looked up for the rows that columns return, and are those of SPARQL's rows.
    """
    without, store = open_store(beside / "graph.nq"), open_store(beside)

    for asked in (Asked(), Asked(region=f"{ID}city"), Asked(agency=f"{ID}office", kinds=("policy",))):
        assert timeline(store, asked) == timeline(without, asked) != []
        assert timeline(store, asked, 1) == timeline(without, asked, 1) == timeline(without, asked)[:1]
        for day in (date(2022, 4, 30), date(2023, 5, 1)):
            assert in_force(store, asked, day) == in_force(without, asked, day)
            assert in_force(store, asked, day, 1) == in_force(without, asked, day)[:1]
    assert find(store, "农场") == find(without, "农场") != []
    assert find(store, "nongchang") == find(without, "nongchang") != []


def _cut(columns: Path) -> None:
    with (columns / DATA).open("r+b") as file:
        file.truncate(1000)


def _longer(columns: Path) -> None:
    with (columns / DATA).open("ab") as file:
        file.write(b"more")


def _without(name: str) -> Callable[[Path], None]:
    return lambda columns: (columns / name).unlink()


def _origin(**changes: Any) -> Callable[[Path], None]:
    def change(columns: Path) -> None:
        origin = json.loads((columns / ORIGIN).read_text(encoding="utf-8"))
        (columns / ORIGIN).write_text(json.dumps(origin | changes), encoding="utf-8")

    return change


def _unsealed(columns: Path) -> None:
    origin = json.loads((columns / ORIGIN).read_text(encoding="utf-8"))
    del origin["graph"]
    (columns / ORIGIN).write_text(json.dumps(origin), encoding="utf-8")


def _nowhere(columns: Path) -> None:
    arrays = json.loads((columns / ORIGIN).read_text(encoding="utf-8"))["arrays"]
    with (columns / DATA).open("r+b") as file:
        file.seek(arrays["dates/thing"][1])
        file.write(b"\xff\xff\xff\x7f" * arrays["dates/thing"][2])


DAMAGE = {
    "no arrays": _without(DATA),
    "no origin": _without(ORIGIN),
    "cut short": _cut,
    "longer": _longer,
    "no JSON": lambda columns: (columns / ORIGIN).write_text("{", encoding="utf-8"),
    "not sealed": _unsealed,
    "no object": lambda columns: (columns / ORIGIN).write_text("[]", encoding="utf-8"),
    "another version": _origin(format=0),
    "no arrays named": _origin(arrays={}),
    "beyond the end": _origin(arrays={"things/bytes": ["|u1", 0, 10**12]}),
    "objects": _origin(arrays={"things/bytes": ["|O", 0, 1]}),
    "a number that leads nowhere": _nowhere,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_columns_that_cannot_be_trusted_are_told_and_never_answered_from(beside: Path, damage: str):
    """
    A wrong answer in a millisecond is worse than none.
    """
    DAMAGE[damage](beside / COLUMNS)
    store = open_store(beside)

    with pytest.raises(StoreError) as told:
        timeline(store, Asked())
    assert told.value.code == "E517"
    assert str(COLUMNS) in told.value.text("zh")


def test_a_store_that_a_build_overtakes_answers_on_from_its_own_graph(beside: Path, small: Path):
    """
    Who has a graph open while another is built beside it gets what his own says, though its columns are gone.
    """
    store, without = open_store(beside), open_store(beside / "graph.nq")
    (small / "more.yaml").write_text("- area: abroad\n  label: 农场之外\n  at: report/one/1.1/p1\n", encoding="utf-8")
    build(small, beside)

    assert timeline(store, Asked()) == timeline(without, Asked()) != []
    assert find(store, "农场") == find(without, "农场")
    assert "农场之外" in {thing.label for thing in find(open_store(beside), "农场")}


def test_the_manifest_vouches_for_the_columns(beside: Path):
    """
    A receipt of a build names every byte that it answers from, but for the engine's own.
    """
    files = json.loads((beside / "build.json").read_text(encoding="utf-8"))["files"]

    for name in (DATA, ORIGIN):
        bytes_ = (beside / COLUMNS / name).read_bytes()
        said = {"bytes": len(bytes_), "sha256": hashlib.sha256(bytes_).hexdigest()}
        assert files[f"{COLUMNS}/{name}"] == said


def test_a_graph_without_columns_is_answered_by_sparql(beside: Path):
    shutil.rmtree(beside / COLUMNS)

    assert timeline(open_store(beside), Asked())


def test_a_limit_gives_the_first_rows_of_the_whole_answer(beside: Path):
    """
    Who asks for three gets the three that a longer answer begins with, from columns or without.
    """
    for store in (open_store(beside), open_store(beside / "graph.nq")):
        assert list(pg.timeline(store, limit=3)) == list(pg.timeline(store))[:3]
        held = pg.in_force(store, "2022-06-30")
        assert list(pg.in_force(store, "2022-06-30", limit=1)) == list(held)[:1] != []
