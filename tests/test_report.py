"""
The report: each number is that of its finding and leads to its evidence, what may be chance does not lead, and nothing
that came with the data is markup.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import string
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from conftest import FIXTURES, run
from hypothesis import given
from hypothesis import strategies as some

from policygraph.analysis.finding import Finding, Row, Span
from policygraph.analysis.questions import QUESTIONS, ask
from policygraph.analysis.reading import read
from policygraph.build import build
from policygraph.charts import Chart
from policygraph.errors import PolicygraphError
from policygraph.report import report
from policygraph.report.answers import ANSWERS, answers
from policygraph.report.cells import name, number, share, text, titled
from policygraph.report.chapters import picture
from policygraph.report.markup import Markup, safe, tag
from policygraph.report.sentences import COUNTED, TESTED, Part, Sentence, Verdict, strongest, verdict
from policygraph.report.templates import TEMPLATES
from policygraph.report.words import REPORT
from policygraph.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from policygraph.entities import Entity
    from policygraph.store import Store

BLOCK = re.compile(r'<script type="application/json" id="(\w+)">(.*?)</script>', re.DOTALL)
MAIN = re.compile(r'<main id="report">.*</main>', re.DOTALL)
HOSTILE = "<img src=x onerror=window.hacked=1></script><script>window.hacked=1</script> @@facts@@ {0} 很长\u202e"


@pytest.fixture(scope="module")
def findings(store: Store) -> dict[str, Finding]:
    return {finding.key: finding for finding in ask(store, read(store), QUESTIONS)}


@pytest.fixture(scope="module")
def html(store: Store) -> str:
    return report(store)


@pytest.fixture(scope="module")
def page(html: str) -> ElementTree.Element:
    """
    What the page says, which is XML: all of it was made by one maker of markup.
    """
    return body(html)


def body(html: str) -> ElementTree.Element:
    found = MAIN.search(html)
    assert found
    return ElementTree.fromstring(found[0])


def blocks(html: str) -> dict[str, Any]:
    return {name: json.loads(text) for name, text in BLOCK.findall(html)}


def said(element: ElementTree.Element, lang: str = "zh") -> str:
    """
    What a reader of one language sees of an element.
    """
    other = "en" if lang == "zh" else "zh"
    if other in (element.get("class") or "").split():
        return ""
    inner = "".join(said(child, lang) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def numbers_of(row: Row) -> set[str]:
    """
    All ways in which a sentence may write what stands in a row.
    """
    found: set[str] = set()
    for cell in row.cells:
        found |= {text(cell)[0], *([share(cell)] if isinstance(cell, float) else [])}
        if isinstance(cell, float):
            found |= {number(cell, column) for column in ("", "chance", "z", "p")}
        elif isinstance(cell, int):
            found.add(str(cell))
        elif isinstance(cell, tuple):
            found.add(number(len(cell)))
        elif cell is not None and not isinstance(cell, Span) and hasattr(cell, "kind"):
            found |= {name(cell)[0], titled(cell)[0]}
    return found


def numbers_of_all(finding: Finding) -> set[str]:
    """
    All ways in which a sentence may write what holds for a whole finding: figures, counts, and their differences.
    """
    figures = [figure.value for figure in finding.figures]
    whole = [value for value in figures if isinstance(value, int)] + [finding.total, finding.things, len(finding.rows)]
    found = {number(value) for value in whole}
    found |= {number(value, f.key) for f in finding.figures if isinstance(value := f.value, float)}
    if finding.key == "leaning.cited":
        found.add(number(whole[1] - whole[0]))
    if finding.key == "cooperation.pairs":
        found.add(number(sum(verdict(row.cells[-2], row.cells[-1]) is Verdict.SURE for row in finding.rows)))  # type: ignore[arg-type]
    if finding.key == "cooperation.levels":
        ties = [(row.cells[0] == row.cells[1], row.cells[2]) for row in finding.rows]
        found |= {number(sum(n for _, n in ties)), number(sum(n for same, n in ties if same))}  # type: ignore[misc]
    if finding.key == "cascade.chains":
        found.add(number(len({one.id for row in finding.rows for one in row.cells[0]})))  # type: ignore[union-attr]
    return found


# ---- numbers and their evidence


def test_every_number_of_a_sentence_stands_where_its_link_leads(
    page: ElementTree.Element, findings: dict[str, Finding]
):
    """
    A sentence is a claim: its reader must find the same number in the row that it points to.
    """
    links = [link for link in page.iter("a") if (link.get("class") or "") == "fact"]

    assert len(links) > 50
    for link in links:
        key, _, at = (link.get("href") or "").removeprefix("#").rpartition(".")
        known = numbers_of_all(findings[key]) if at == "all" else numbers_of(findings[key].rows[int(at)])
        assert (link.text in known) or link.text in {name_en(findings[key], at)}, (link.get("href"), link.text, known)


def name_en(finding: Finding, at: str) -> str:
    if at == "all":
        return ""
    things: list[Entity] = [cell for cell in finding.rows[int(at)].cells if hasattr(cell, "english")]  # type: ignore[misc]
    return things[0].english or things[0].label if things else text(finding.rows[int(at)].cells[-1])[1]


def test_every_row_of_every_finding_has_its_anchor_and_says_what_the_finding_says(
    page: ElementTree.Element, findings: dict[str, Finding]
):
    """
    Charts and links of other people lead to rows by number.
    """
    rows = {row.get("id"): row for row in page.iter("tr") if row.get("id")}

    assert set(rows) == {f"{key}.{at}" for key, finding in findings.items() for at, _ in enumerate(finding.rows)}
    for key, finding in findings.items():
        kept = [
            (at, column.key)
            for at, column in enumerate(finding.headings)
            if any(row.cells[at] is not None for row in finding.rows)
        ]
        for at, row in enumerate(finding.rows):
            shown = [said(cell) for cell in rows[f"{key}.{at}"].iter("td")]
            told = [text(row.cells[place], column)[0] for place, column in kept if column != "chain"]
            assert [cell for cell, (_, column) in zip(shown, kept, strict=False) if column != "chain"] == told


def test_the_evidence_of_a_row_is_its_statements_and_its_query(html: str, findings: dict[str, Finding]):
    """
    Statements are kept once and queries as differences: what the page puts together again must be the same.
    """
    book = blocks(html)["facts"]

    assert list(book["findings"]) == list(findings)
    for key, finding in findings.items():
        told = book["findings"][key]
        assert told["query"] == finding.query
        for row, facts, (begin, middle, end) in zip(finding.rows, told["rows"], told["queries"], strict=True):
            first = told["first"]
            assert first[:begin] + middle + (first[len(first) - end :] if end else "") == row.query
            assert len(facts) == len(set(row.facts))
            cited = {tuple(book["pairs"][n]) for fact in facts for n in book["facts"][fact][5]}
            assert cited == {citation.words for fact in row.facts for citation in fact.citations}


def test_what_only_one_passage_infers_has_its_reason_and_what_is_stated_has_none(html: str):
    """
    A reason beside a stated fact would cast doubt on it.
    """
    book = blocks(html)["facts"]
    reasons = {(book["modalities"][modality], bool(why)) for _, _, _, modality, why, _ in book["facts"]}

    assert ("stated", True) not in reasons
    assert ("inferred", True) in reasons


def test_every_link_leads_to_something(page: ElementTree.Element, html: str):
    known = {element.get("id") for element in page.iter() if element.get("id")}
    inside = {href.removeprefix("#") for href in re.findall(r'href="(#[^"]+)"', html)}

    assert inside - known == set()


def test_no_anchor_is_used_twice(page: ElementTree.Element):
    """
    A second anchor of one name can never be reached.
    """
    names = [element.get("id") for element in page.iter() if element.get("id")]

    assert len(names) == len(set(names))


def test_the_page_stays_small(html: str):
    """
    It is sent by mail; statements stand in it once, though many rows share them.
    """
    assert len(html.encode()) < 2_500_000


# ---- what leads


def sentence(finding: str, z: float | None = None, of: float | None = None, whole: int = 0) -> Sentence:
    return Sentence(finding, ("", ""), {}, z, of, whole)


def test_the_strongest_come_first_and_one_finding_leads_once():
    tested, counted = strongest(
        [sentence("a", 4.0), sentence("b", 9.0), sentence("b", 11.0), sentence("c", of=0.4, whole=90), sentence("d")]
    )

    assert [(s.finding, s.z) for s in tested] == [("b", 11.0), ("a", 4.0)]
    assert [s.finding for s in counted] == ["c"]


def test_a_share_of_few_things_does_not_lead():
    """
    Two of three is no finding.
    """
    assert strongest([sentence("a", of=0.9, whole=19), sentence("b", of=0.1, whole=20)])[1][0].finding == "b"


@given(some.lists(some.tuples(some.text("abcdefgh", min_size=1, max_size=1), some.floats(3, 100))))
def test_never_more_lead_than_can_be_read(found: list[tuple[str, float]]):
    tested, counted = strongest(
        [sentence(key, z) for key, z in found] + [sentence(key, of=1 / z, whole=50) for key, z in found]
    )

    assert len(tested) <= TESTED
    assert len(counted) <= COUNTED
    assert [s.z for s in tested] == sorted((s.z for s in tested), key=lambda z: -(z or 0))


@pytest.mark.parametrize(
    ("z", "p", "found"),
    [
        (3.0, 0.05, Verdict.SURE),
        (2.9, 0.01, Verdict.WEAK),
        (None, 0.01, Verdict.WEAK),
        (9.0, 0.06, Verdict.CHANCE),
        (None, None, Verdict.UNTRIED),
    ],
)
def test_sure_needs_both_a_large_z_and_a_small_p(z: float | None, p: float | None, found: Verdict):
    """
    Of many rows some have a small p by chance, and a large z of few draws may be none.
    """
    assert verdict(z, p) is found


def test_what_may_be_chance_says_so_and_never_leads(findings: dict[str, Finding]):
    told = {key: answers(finding) for key, finding in findings.items()}
    lead = {s.finding for group in strongest(s for each in told.values() for s in each) for s in group}

    assert {"cascade.descents", "gaps.cells", "groups.communities"}.isdisjoint(lead)
    assert "可能只是偶然" in said(ElementTree.fromstring(f"<p>{told['cascade.descents'][0].markup()}</p>"))
    assert told["gaps.cells"][0].words == TEMPLATES["cells.chance"]


def test_every_finding_is_answered_in_words(findings: dict[str, Finding]):
    assert set(findings) == set(ANSWERS)
    assert [key for key, finding in findings.items() if finding.rows and not answers(finding)] == []


# ---- two languages


@pytest.mark.parametrize("words", [REPORT, TEMPLATES], ids=["words", "templates"])
def test_both_languages_say_the_same_with_the_same_places(words: dict[str, tuple[str, str]]):
    for key, both in words.items():
        places = [{place for _, place, _, _ in string.Formatter().parse(side) if place} for side in both]
        assert places[0] == places[1], key


def test_all_words_are_used():
    """
    A sentence that nothing says is a promise that nothing keeps.
    """
    from test_house import SOURCE

    code = "".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "report").glob("*.py")))
    made = {f"chapter.{question}" for question in QUESTIONS} | {f"odds.{one.value}" for one in Verdict}
    made |= {f"counted.{key}" for key in ("things", "links", "statements", "passages")}
    made |= {"tested.how", "shares.how", "years.undated.programmes", "years.undated.documents"}
    lone = {key for key in {*REPORT, *TEMPLATES} if code.count(f'"{key}"') < 2}

    assert lone - made - {key for key in ANSWERS if key.startswith("gaps.")} == set()


def test_the_page_opens_in_the_language_asked_for(store: Store, html: str):
    """
    Both languages stand in it, and only which one shows differs.
    """
    english = report(store, "en")

    assert '<html lang="en">' in english
    assert '<html lang="zh-Hans">' in html
    assert MAIN.findall(english) == MAIN.findall(html)


def test_names_are_chinese_with_our_english_marked(page: ElementTree.Element):
    first = next(cell for row in page.iter("tr") if row.get("id") == "cooperation.pairs.0" for cell in row.iter("td"))

    assert said(first) == "北京市"
    assert said(first, "en") == "Beijing 北京市"
    assert [small.get("lang") for small in first.iter("small")] == ["zh-Hans"]


# ---- what was counted


def test_the_head_says_what_was_counted(store: Store):
    """
    A number without its scope is none.
    """
    on = report(store, question="growth", on=date(2023, 6, 30), possible=True, inferred=False, proposed=True)
    front = said(next(e for e in body(on).iter("section") if e.get("id") == "front"))

    assert "2023-06-30" in front
    assert REPORT["scope.stated"][0] in front
    assert REPORT["scope.proposed"][0] in front
    assert {e.get("id") for e in body(on).iter("section")} & set(QUESTIONS) == {"growth"}


def test_the_head_counts_the_sources_that_are_cited_and_names_the_others(page: ElementTree.Element):
    """
    The list of codes of places is in the graph too, but no number rests on it.
    """
    front = next(e for e in page.iter("section") if e.get("id") == "front")
    listed = [said(item) for e in front.iter("ol") for item in e]

    assert len(listed) == 1
    assert listed[0].startswith("张天扬. 北京人才发展报告（2024）[M].")
    assert REPORT["honest.one"][0] in said(front)
    assert "行政区划代码" in said(front)


def test_statements_by_chapter_add_up_to_all(page: ElementTree.Element):
    """
    A chapter that is left out would hide how the sample is biased.
    """
    front = next(e for e in page.iter("section") if e.get("id") == "front")
    counts = {
        said(next(c for c in e if c.tag == "dt")): said(next(c for c in e if c.tag == "dd"))
        for e in front.iter("div")
        if len(e) == 2 and e[0].tag == "dd"
    }
    data = next(e for e in page.iter("section") if e.get("id") == "data-chapter")
    rows = [[said(cell) for cell in row] for row in data.iter("tr")]
    chapters = [row for row in rows if len(row) == 7 and row[4] != "陈述"]

    assert sum(int(row[4].replace(",", "")) for row in chapters) == int(counts["陈述"].replace(",", ""))
    assert sum(int(row[3]) for row in chapters) == int(counts["出处"])


def test_there_is_no_such_question(store: Store):
    with pytest.raises(PolicygraphError, match="E611"):
        report(store, question="bridgin")


def test_the_command_writes_the_page_and_says_where(small: Path, tmp_path: Path):
    build(small, tmp_path / "out")
    done = run("analyse", "--store", "out", "--report", "--question", "gaps", lang="en", cwd=tmp_path)
    other = run("analyse", "--store", "out", "--report", "other.html", "--on", "2023-06-30", cwd=tmp_path)

    assert (done.returncode, other.returncode) == (0, 0)
    assert "report.html" in done.stderr
    assert '<html lang="en">' in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "2023-06-30" in (tmp_path / "other.html").read_text(encoding="utf-8")


# ---- little data, hostile data, equal bytes


def test_a_graph_without_answers_says_so(tmp_path: Path):
    """
    Nothing found is an answer, and no error.
    """
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "concepts.yaml").write_text(
        "- topic: work\n  label: {value: 工作, en: work}\n", encoding="utf-8"
    )
    build(tmp_path / "data", tmp_path / "out")
    page = body(report(open_store(tmp_path / "out")))
    told = [said(e) for e in page.iter("p") if e.get("class") == "nothing"]

    assert set(told) == {REPORT["none"][0]}
    assert len(told) == len(ANSWERS)
    assert REPORT["strongest.none"][0] in said(page)


def test_two_runs_give_the_same_bytes(small: Path, tmp_path: Path):
    """
    A report that changes by itself cannot be compared with last month's.
    """
    build(small, tmp_path / "out")
    code = (
        "import sys; from policygraph.report import report; from policygraph.store import open_store;"
        "sys.stdout.buffer.write(report(open_store(sys.argv[1])).encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "4711"}
    command = [sys.executable, "-c", code, str(tmp_path / "out")]
    done = subprocess.run(command, env=env, capture_output=True, check=True, timeout=120)

    assert done.stdout.decode() == report(open_store(tmp_path / "out"))
    assert len(done.stdout) > 50_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A report on data whose labels, titles and reasons try to leave their places.
    """
    folder = tmp_path_factory.mktemp("hostile")
    data = folder / "data"
    shutil.copytree(FIXTURES / "valid", data)
    book = data / "sources" / "report" / "one.yaml"
    evil = json.dumps(HOSTILE, ensure_ascii=False)
    text = book.read_text(encoding="utf-8")
    for words in ("甲区农场方案", "农场, en", "表中只写区名", "示例市旧措施"):
        assert words in text
    text = text.replace("甲区农场方案", evil).replace("{value: 农场, en: Farm}", f"{{value: {evil}, en: {evil}}}")
    text = text.replace("示例市旧措施", evil[:-1] + '2"').replace("表中只写区名", evil)
    book.write_text(text, encoding="utf-8")
    build(data, folder / "out")
    place = folder / "report.html"
    place.write_text(report(open_store(folder / "out")), encoding="utf-8")
    return place


def test_a_hostile_name_is_text(hostile: Path):
    """
    It stands in the page as it is called, and starts nothing.
    """
    html = hostile.read_text(encoding="utf-8")

    assert "<img" not in html
    assert HOSTILE in said(body(html))
    assert set(blocks(html)) == {"data", "facts"}


@given(some.text())
def test_any_text_can_be_shown_and_none_is_markup(text: str):
    made = tag("p", text, title=text)
    # A parser of XML refuses what HTML shows as a sign of its own.
    if re.fullmatch(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]*", text):
        parsed = ElementTree.fromstring(made)
        assert (parsed.text or "") == text.replace("\r\n", "\n").replace("\r", "\n")
        assert len(parsed) == 0
    assert made.count("<") == 2
    made.encode()


@given(some.one_of(some.integers(), some.floats(-1e9, 1e9)))
def test_a_number_is_written_with_its_own_minus_and_never_as_less_than_nothing(value: float):
    """
    "−0.0" would look like a finding.
    """
    written = number(value)

    assert "-" not in written
    assert float(written.replace(",", "").replace("−", "-")) == pytest.approx(value, abs=0.051)
    assert written.startswith("−") <= (value < 0)
    assert written.strip("−0.") or not written.startswith("−")


def test_the_queries_of_the_data_chapter_give_its_counts(page: ElementTree.Element, store: Store):
    """
    They run as printed, without our prefixes, and count what the table says.
    """
    data = next(e for e in page.iter("section") if e.get("id") == "data-chapter")
    stated, _, planned = [said(e) for e in data.iter("pre")]
    counted = sum(
        int(str(row["n"])) for text in (stated, planned) for row in store.select(text, prefixes={}) if "n" in row
    )
    rows = [[said(cell) for cell in row] for row in data.iter("tr")]

    assert counted == sum(int(row[4].replace(",", "")) for row in rows if len(row) == 7 and row[4] != "陈述")


def test_only_markup_passes_as_it_is():
    assert safe(Markup("<b>")) == "<b>"
    assert safe("<b>") == "&lt;b&gt;"


def test_pictures_do_not_share_inner_names_and_keep_their_links():
    """
    Two pictures that both define "clip0" would clip each other, and a link to a row must stay one.
    """
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="clip0"><rect/></clipPath></defs>'
        '<g clip-path="url(#clip0)"><a href="#growth.years.0"><rect/></a></g></svg>'
    )
    made = picture(Chart("growth.begun", "growth.years", ("一", "one"), ("二", "two"), (svg, svg)))
    names = re.findall(r'id="([^"]+)"', made)

    assert len(names) == len(set(names)) == 3
    assert all(f"url(#{name})" in made for name in names if name.endswith("clip0"))
    assert made.count('href="#growth.years.0"') == 2


def test_several_names_in_one_place_are_listed():
    both = Sentence("a", ("{x}。", "{x}."), {"x": (Part(("甲", "A")), Part(("乙", "B"), "a.1"), Part(("丙", "C")))})
    found = ElementTree.fromstring(f"<p>{both.markup()}</p>")

    assert said(found, "zh") == "甲、乙、丙。"
    assert said(found, "en") == "A, B and C."
