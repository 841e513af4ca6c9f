"""
What the reader of YAML and JSON Lines keeps as written, what it refuses, and where it says so.
"""

from __future__ import annotations

import json
import time
import tracemalloc
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policygraph import jsonl, values, yamlio
from policygraph.errors import Place
from policygraph.jsonl import read_jsonl
from policygraph.values import Items, Mapping, Text, place_of
from policygraph.yamlio import read_records, read_yaml, read_yaml_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policygraph.errors import Problem
    from policygraph.values import Value

# Every character that a value may hold: no control character but tab and line feed, no surrogate, no U+FFFE or U+FFFF.
SAFE = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n"),
    max_size=40,
)
VALUES = st.recursive(
    SAFE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SAFE, inner, max_size=3),
    max_leaves=8,
)
PLAIN = ["no", "Yes", "on", "true", "010", "0x1F", "1_000", "1.10", "1e3", ".inf", "12:30:45", "~", "null", "=", "-1"]
PLAIN += ["2023-02-30", "2023-03-05", "2022-04-01T10:00:00Z", "２０２２年"]
RECORDS = st.lists(st.dictionaries(SAFE, VALUES, min_size=1, max_size=4), max_size=4)

ANY = st.text(st.characters(exclude_categories=()), max_size=8)
JSON_VALUES = st.dictionaries(
    ANY,
    st.recursive(
        ANY | st.integers() | st.sampled_from([True, False, None, float("nan"), "true", "\\u0000", "😀"]),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(ANY, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=3,
) | st.lists(ANY, max_size=1)


@pytest.fixture
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def read(folder: Path, data: str | bytes, name: str = "x.yaml") -> tuple[list[Mapping], list[Problem]]:
    """
    Write *data* as a file, and return its records and problems.
    """
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    problems: list[Problem] = []
    return list(read_records(path, name, problems)), problems


def found(problems: list[Problem]) -> list[tuple[str, int, int]]:
    """
    Return code, line and column of each problem.
    """
    return [(p.code, p.place.line, p.place.column) for p in problems]


def is_sound(value: object) -> bool:
    """
    Tell whether a value holds nothing but numbers and texts without control characters.
    """
    if isinstance(value, dict):
        return all(is_sound(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(is_sound(part) for part in value)
    if isinstance(value, str):
        return not any(
            c in "\ufffe\uffff" or (unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\n") for c in value
        )
    return type(value) is int


def dumped(records: object) -> str:
    return yaml.safe_dump(records, default_style='"', allow_unicode=True, sort_keys=False)


# --- values and places ---


@pytest.mark.parametrize("written", PLAIN)
def test_a_plain_value_stays_the_text_that_was_written(folder: Path, written: str):
    """
    YAML's typing would turn "no" into False, 010 into 8, 1.10 into 1.1, and refuse 30 February before we can explain.
    """
    records, problems = read(folder, f"- policy: {written}\n  {written}: [{written}]\n")

    assert records == [{"policy": written, written: [written]}]
    assert not problems


def test_every_yaml_value_and_key_knows_its_place(folder: Path):
    """
    A message about a date or a reference must point at that value, not at its record.
    """
    records, _ = read(folder, "- policy: a\n  标题: “农场”\n  at: [p1, {value: 'p2'}]\n")
    record = records[0]
    items = record["at"]
    assert isinstance(items, Items)
    inner = items[1]
    assert isinstance(inner, Mapping)

    assert record.place == Place("x.yaml", 1, 3)
    assert record.keys_at == {
        "policy": Place("x.yaml", 1, 3),
        "标题": Place("x.yaml", 2, 3),
        "at": Place("x.yaml", 3, 3),
    }
    assert [place_of(v, Place("?")) for v in (record["标题"], items, items[0], inner, inner["value"])] == [
        Place("x.yaml", 2, 7),
        Place("x.yaml", 3, 7),
        Place("x.yaml", 3, 8),
        Place("x.yaml", 3, 12),
        Place("x.yaml", 3, 20),
    ]


def test_a_value_without_place_gets_the_fallback(folder: Path):
    """
    Nested values of JSON Lines are plain, so a message about one names the line of its record.
    """
    (record,), _ = read(folder, '{"policy": "a"}', "x.jsonl")

    assert place_of(record["policy"], place_of(record, Place("?"))) == Place("x.jsonl", 1, 1)
    assert place_of(Text("a"), Place("?")) == Place("?")


def test_columns_count_characters_and_not_bytes(folder: Path):
    """
    An editor's cursor counts 农 and 𠀀 as one column each.
    """
    records, _ = read(folder, "- {农𠀀: a, b: c}\n")

    assert place_of(records[0]["b"], Place("?")) == Place("x.yaml", 1, 14)


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_change_no_value_and_no_place(folder: Path, start: bytes, end: bytes):
    """
    Notepad and Excel write both; the file must mean the same.
    """
    yaml_records, yaml_problems = read(folder, start + end.join([b"- policy: a", b'  title: "b"', b""]))
    json_records, json_problems = read(folder, start + end.join([b'{"policy": "a"}', b'{"policy": "b"}']), "x.jsonl")

    assert yaml_records == [{"policy": "a", "title": "b"}]
    assert yaml_records[0].keys_at == {"policy": Place("x.yaml", 1, 3), "title": Place("x.yaml", 2, 3)}
    assert json_records == [{"policy": "a"}, {"policy": "b"}]
    assert [r.place for r in json_records] == [Place("x.jsonl", 1, 1), Place("x.jsonl", 2, 1)]
    assert not yaml_problems + json_problems


def test_an_empty_text_that_is_quoted_is_a_text(folder: Path):
    """
    Whether an empty text is of use is for the one who reads the record; "" was written on purpose.
    """
    assert read(folder, "- {policy: '', title: \"\"}\n") == ([{"policy": "", "title": ""}], [])


def test_source_yaml_is_one_mapping(folder: Path):
    """
    A source has one description, so its file is no list.
    """
    path = folder / "source.yaml"
    problems: list[Problem] = []
    path.write_text("title: 蓝皮书\nchapters: [{id: pinggu}]\n", encoding="utf-8")

    assert read_yaml_mapping(path, "s", problems) == {"title": "蓝皮书", "chapters": [{"id": "pinggu"}]}
    assert not problems

    path.write_text("- title: a\n", encoding="utf-8")
    assert read_yaml_mapping(path, "s", problems) == {}
    assert found(problems) == [("E017", 1, 1)]


# --- refused in YAML ---


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("- policy: a\n  title: b: c\n", [("E002", 2, 11)], id="syntax"),
        pytest.param("- policy: 'a\n- x: b\n", [("E002", 1, 11)], id="unclosed quote"),
        pytest.param("- policy: a\n  title：b\n  at: c\n", [("E002", 2, 3)], id="full-width colon"),
        pytest.param("- policy: a\n  at: b\n  policy: c\n", [("E003", 3, 3)], id="duplicate key"),
        pytest.param("- x: {a: 1, 'a': 2}\n", [("E003", 1, 13)], id="duplicate key, nested and quoted"),
        pytest.param("- x: &a b\n- y: *a\n", [("E004", 1, 6), ("E004", 2, 6)], id="anchor and alias"),
        pytest.param("- {*a : b}\n", [("E004", 1, 4)], id="alias as key"),
        pytest.param("- x: a\n  <<: {y: b}\n", [("E004", 2, 3)], id="merge"),
        pytest.param("a: b\n", [("E006", 1, 1)], id="top level is a mapping"),
        pytest.param("text\n", [("E006", 1, 1)], id="top level is text"),
        pytest.param("# only a comment\n", [("E006", 0, 0)], id="empty file"),
        pytest.param("- a\n- x: b\n- [c]\n", [("E006", 1, 3), ("E006", 3, 3)], id="records that are none"),
        pytest.param("- x: !!python/object:os.system a\n", [("E007", 1, 6)], id="Python tag"),
        pytest.param("- !mine {x: !!str a}\n", [("E007", 1, 3), ("E007", 1, 13)], id="own tag and standard tag"),
        pytest.param("- policy:\n  title: a\n- b: {c}\n", [("E009", 1, 3), ("E009", 3, 7)], id="empty value"),
        pytest.param("- x:\n  -\n  - a\n", [("E009", 2, 4)], id="empty item"),
        pytest.param("- {? : a}\n", [("E009", 1, 6)], id="empty key"),
        pytest.param("- ? x\n  y: a\n", [("E009", 1, 5)], id="key that has no colon"),
        pytest.param('- x: "a\\0"\n  "b\\e": c\n', [("E010", 1, 6), ("E010", 2, 3)], id="escaped control character"),
        pytest.param("- x: a\0b\n- y: \x1b\n", [("E010", 1, 7), ("E010", 2, 6)], id="raw control character"),
        pytest.param("- x: a\u2028- y: b\n", [("E010", 1, 7)], id="Unicode line break"),
        pytest.param("- [a]: b\n- {c: d}: e\n", [("E013", 1, 3), ("E013", 2, 3)], id="key that is no text"),
        pytest.param("- x: a\n---\n- y: b\n", [("E014", 2, 1)], id="second document"),
    ],
)
def test_yaml_that_is_refused_is_reported_at_its_place(folder: Path, text: str, want: list[tuple[str, int, int]]):
    """
    Each of these would otherwise be lost, changed or misread without a word.
    """
    _, problems = read(folder, text)

    assert found(problems) == want


def test_all_problems_of_a_file_come_in_one_run(folder: Path):
    """
    A person mends a file once, not once a problem; what is sound is still read, for checks that need it.
    """
    records, problems = read(folder, "- x: *a\n  y: b\n- policy:\n- z: c\n  z: d\n- e: !f g: h\n")

    assert [p.code for p in problems] == ["E004", "E009", "E003", "E007", "E002"]
    assert records == [{"y": "b"}, {}, {"z": "c"}]
    assert "policy" in records[1].keys_at


def test_a_value_under_a_refused_key_is_read_past_and_kept_out(folder: Path):
    """
    The first of two equal keys wins, and the second's value must not slip in under another key.
    """
    records, _ = read(folder, "- {a: b, a: {c: [d]}, [e]: f, <<: {g: h}, i: j}\n")

    assert records == [{"a": "b", "i": "j"}]


def test_a_duplicate_key_names_the_line_of_the_first(folder: Path):
    """
    Of two values one is wrong, and only the author knows which; both places are needed to tell.
    """
    _, problems = read(folder, "- policy: a\n  at: b\n  policy: c\n")

    assert problems[0].text("en") == "x.yaml:3:3: E003 repeats the key 'policy', first given in line 1"


def test_a_syntax_error_names_the_line_where_its_structure_began(folder: Path):
    """
    The parser notices a bracket that was never closed at the end of the file, which may be a thousand lines on.
    """
    _, problems = read(folder, "- a: b\n- at: [p1\n- x: b\n")

    assert "from line 2" in problems[0].text()


def test_words_of_the_file_cannot_command_the_terminal(folder: Path):
    """
    A tag may spell an escape sequence in percent signs, and be of any length.
    """
    _, problems = read(folder, f"- x: !%1bc{'a' * 500} b\n")

    assert found(problems) == [("E007", 1, 6)]
    assert "\x1b" not in problems[0].text()
    assert len(problems[0].text()) < 150


# --- hostile or broken files ---


@pytest.mark.parametrize("opening", ["[", "- ", "[\n", "[a, {b: ", "{", "? "])
def test_deep_nesting_is_one_clear_error_at_once(folder: Path, opening: str):
    """
    Twenty thousand brackets raise RecursionError in PyYAML, and ten times as many kill some parsers.
    """
    start = time.perf_counter()
    _, problems = read(folder, opening * 20_000)

    # The last two are also keys that are no text, down to the limit.
    assert next(p.code for p in problems if p.code != "E013") == "E005"
    assert len(problems) <= values.LEVELS + 2
    assert time.perf_counter() - start < 0.5


def test_sixty_four_levels_are_allowed_and_no_more_in_either_format(folder: Path):
    """
    The limit is the same number for both, with the file's own list as the first level.
    """

    def record(levels: int) -> str:
        return '{"a": ' + "[" * (levels - 2) + '"b"' + "]" * (levels - 2) + "}"

    for text, name in ((f"- {record(64)}", "x.yaml"), (record(64), "x.jsonl")):
        assert read(folder, text, name)[1] == []
    assert found(read(folder, f"- {record(65)}")[1]) == [("E005", 1, 71)]
    assert found(read(folder, record(65), "x.jsonl")[1]) == [("E005", 1, 69)]


def test_a_file_full_of_tag_directives_is_refused_at_once(folder: Path):
    """
    libyaml compares each with all before it, so that a megabyte of them takes seconds and sixty take hours.
    """
    start = time.perf_counter()
    _, problems = read(folder, "".join(f"%TAG !{n}! x\n" for n in range(50_000)) + "--- []\n")

    assert [p.code for p in problems] == ["E007"]
    assert time.perf_counter() - start < 0.5


def test_an_alias_bomb_is_never_unfolded(folder: Path):
    """
    Nine aliases of nine aliases, nine times over, are 387 million values for whoever walks them.
    """
    lines = ["- a0: &a0 lol"]
    lines += [f"- a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    records, problems = read(folder, "\n".join(lines))

    assert {p.code for p in problems} == {"E004"}
    assert records[-1] == {"a9": []}


@pytest.mark.parametrize("name", ["x.yaml", "x.jsonl"])
def test_bytes_that_are_not_utf_8_are_named_with_their_offset_and_line(folder: Path, name: str):
    """
    A file saved as GBK must not be guessed at, and the offset finds the byte in any editor.
    """
    first = '{"a": "农场"}\n' if name == "x.jsonl" else "- a: 农场\n"
    _, problems = read(folder, first.encode() + "“".encode("gbk"), name)

    assert found(problems) == [("E001", 2, 0)]
    assert dict(problems[0].params) == {"offset": str(len(first.encode())), "byte": "0xA1"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
@pytest.mark.parametrize("name", ["x.yaml", "x.jsonl"])
def test_utf_16_and_utf_32_are_refused(folder: Path, encoding: str, name: str):
    """
    YAML itself would read them; one encoding for all files is what the digests and offsets rely on.
    """
    mark = "\ufeff" if encoding.endswith("be") else ""
    records, problems = read(folder, (mark + '[{"a": "b"}]').encode(encoding), name)

    assert not records
    assert problems[0].code == "E001"


def test_a_suffix_in_capitals_is_the_same_suffix(folder: Path):
    """
    Windows programs write X.YAML.
    """
    assert read(folder, "- a: b\n", "X.YML") == read(folder, '{"a": "b"}', "X.JSONL") == ([{"a": "b"}], [])


def test_a_file_that_cannot_be_opened_is_a_problem_and_no_exception(folder: Path):
    """
    One missing file must not hide the problems of the others.
    """
    (folder / "dir.yaml").mkdir()
    (folder / "dir.jsonl").mkdir()
    (folder / "notes.txt").touch()
    problems: list[Problem] = []
    for name in ("dir.yaml", "dir.jsonl", "none.yaml", "none.jsonl", "notes.txt"):
        assert list(read_records(folder / name, name, problems)) == []

    assert [(p.place.file, p.code) for p in problems] == [
        (name, "E011") for name in ("dir.yaml", "dir.jsonl", "none.yaml", "none.jsonl", "notes.txt")
    ]


def test_a_yaml_file_too_large_to_hold_is_sent_to_json_lines(folder: Path):
    """
    YAML is parsed whole; millions of records would take minutes and all memory before the first message.
    """
    path = folder / "x.yaml"
    with path.open("wb") as file:
        file.truncate(yamlio.YAML_BYTES + 1)
    problems: list[Problem] = []

    assert read_yaml(path, "x.yaml", problems) == []
    assert [p.code for p in problems] == ["E015"]
    assert ".jsonl" in problems[0].text()


@pytest.mark.parametrize(("text", "name"), [("- a\n", "x.yaml"), ("- {b}\n", "x.yaml"), ("[]\n", "x.jsonl")])
def test_a_file_that_is_all_wrong_stops_after_a_thousand_problems(folder: Path, text: str, name: str):
    """
    A million messages are of no use to anybody, and holding them would cost more memory than the file.
    """
    _, problems = read(folder, text * 5000, name)

    assert len(problems) == values.MOST_PROBLEMS + 1
    assert problems[-1].code == "E016"


def test_without_libyaml_the_same_values_places_and_problems_come(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """
    PyYAML built without its C part still reads every file, only more slowly.
    """
    text = "- policy: no\n  标题: |\n    a\n    b\n  at: [p1, {x: 'y'}]\n- z: *a\n  y:\n  y: !t 1\n"
    fast = read(folder, text)
    monkeypatch.setattr(yamlio, "LOADER", yaml.SafeLoader)
    slow = read(folder, text)

    assert fast == slow
    assert [r.keys_at for r in fast[0]] == [r.keys_at for r in slow[0]]


# --- JSON Lines ---


def test_json_numbers_stay_as_written(folder: Path):
    """
    1.10 and 1.1 are different figures in a source, and no integer is too long to be copied.
    """
    long = "9" * 5000
    records, problems = read(folder, f'{{"a": 1.10, "b": [010e0], "c": -0}}\n{{"a": {long}}}\n{{"a": 1.10}}', "x.jsonl")

    assert found(problems) == [("E008", 1, 20)]
    assert records == [{"a": long}, {"a": "1.10"}]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        pytest.param('{"a": }', "E008", 7, id="syntax"),
        pytest.param('{"a": "b"} {}', "E008", 12, id="two on a line"),
        pytest.param(' ["a"]', "E008", 2, id="list"),
        pytest.param('"a"', "E008", 1, id="text"),
        pytest.param("null", "E008", 1, id="bare null"),
        pytest.param("- policy: a", "E008", 1, id="YAML"),
        pytest.param('{"农": true}', "E012", 7, id="true"),
        pytest.param('{"a": ["b", false]}', "E012", 13, id="false"),
        pytest.param('{"a": {"b": null}}', "E012", 13, id="null"),
        pytest.param('{"a": NaN}', "E012", 7, id="NaN"),
        pytest.param('{"a": -Infinity}', "E012", 7, id="infinity"),
        pytest.param('{"a": "b", "a": "c"}', "E003", 12, id="duplicate"),
        pytest.param('{"x": [{"a": "b", "\\u0061" : "c"}]}', "E003", 19, id="duplicate, nested and escaped"),
        pytest.param('{"a": "\\u0000"}', "E010", 7, id="escaped NUL"),
        pytest.param('{"a": "b\\r\\n"}', "E010", 7, id="escaped carriage return"),
        pytest.param('{"a": ["b\\u007f"]}', "E010", 8, id="escaped delete"),
        pytest.param('{"a": ["", "\\b"]}', "E010", 12, id="escaped backspace"),
        pytest.param('{"a\\u009F": "b"}', "E010", 2, id="escaped control character in a key"),
        pytest.param('{"a": "\\uD83D"}', "E010", 7, id="lone surrogate"),
        pytest.param('{"a": "\\\\\\uFFFE"}', "E010", 7, id="not a character"),
        pytest.param('{"a": "b\x1b"}', "E010", 9, id="raw control character"),
        pytest.param('{"a": "b\tc"}', "E008", 9, id="raw tab in a text"),
        pytest.param('{"a": ' + "[" * 20_000, "E005", 69, id="deep"),
        pytest.param('{"a": ' + "[" * 70 + "]" * 70 + "}", "E005", 69, id="deep but closed"),
        pytest.param('{"a": ' * 20_000, "E005", 6 * 63 + 1, id="deep objects"),
    ],
)
def test_a_bad_line_is_one_problem_at_its_fault_and_reading_goes_on(folder: Path, line: str, code: str, column: int):
    """
    In a million lines a bad one is found by its place, and must cost no other line.
    """
    records, problems = read(folder, f'{{"a": "b"}}\n{line}\n{{"c": "d"}}\n', "x.jsonl")

    assert found(problems) == [(code, 2, column)]
    assert records == [{"a": "b"}, {"c": "d"}]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('{"a": "is it true, false or null?"}', "is it true, false or null?"),
        ('{"a": "{[{[{["}', "{[{[{["),
        ('{"a": "\\\\u0000 \\ud83d\\ude00 \\n\\t\\""}', '\\u0000 😀 \n\t"'),
        ('{"a": "' + "[" * 100 + '"}', "[" * 100),
        ('{"a": "农\u3000场\u2028"}', "农\u3000场\u2028"),
    ],
)
def test_what_only_looks_like_a_fault_is_kept(folder: Path, line: str, value: str):
    """
    Words, brackets and backslashes inside a text are just text.
    """
    assert read(folder, line, "x.jsonl") == ([{"a": value}], [])


def test_blank_lines_are_skipped_but_counted(folder: Path):
    """
    Line numbers must agree with the editor's.
    """
    records, problems = read(folder, '\n \t\r\n{"a": "b"}\n\n{"a": "c"}', "x.jsonl")

    assert [(r["a"], r.place and r.place.line) for r in records] == [("b", 3), ("c", 5)]
    assert not problems
    assert read(folder, "", "x.jsonl") == ([], [])


def test_an_endless_line_is_one_problem_and_is_never_held(folder: Path):
    """
    A file without line breaks, given by mistake, must not fill the memory; offsets after it stay right.
    """
    path = folder / "x.jsonl"
    with path.open("wb") as file:
        file.truncate(5 * jsonl.LINE_BYTES + 7)
        file.seek(0, 2)
        file.write(b'\n{"a": "b"}\n\xff')
    problems: list[Problem] = []
    tracemalloc.start()
    records = list(read_jsonl(path, "x.jsonl", problems))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert records == [{"a": "b"}]
    assert found(problems) == [("E008", 1, 1), ("E001", 3, 0)]
    assert dict(problems[1].params)["offset"] == str(5 * jsonl.LINE_BYTES + 7 + 12)
    assert peak < 3 * jsonl.LINE_BYTES


def test_json_lines_are_read_one_at_a_time(folder: Path):
    """
    A million records must fit where ten do.
    """
    path = folder / "x.jsonl"
    path.write_text('{"policy": "a", "title": "实施方案"}\n' * 50_000, encoding="utf-8")
    tracemalloc.start()
    count = sum(1 for _ in read_jsonl(path, "x.jsonl", []))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 50_000
    assert peak < 1_000_000


# --- properties ---


@given(
    st.binary(max_size=200) | st.text("[]{}:,-?&*!|>'\"%@`#~<\n\t \\/abA0\0\ufeff\u2028农", max_size=60).map(str.encode)
)
def test_no_bytes_whatever_raise(data: bytes):
    """
    A reader that raises loses every other problem of the run.
    """
    with TemporaryDirectory() as name:
        for suffix in ("x.yaml", "x.jsonl"):
            _, problems = read(Path(name), data, suffix)
            assert all(p.text("zh") and p.text("en") for p in problems)
        read_yaml_mapping(Path(name) / "x.yaml", "x", [])


@given(JSON_VALUES, st.booleans())
def test_a_line_is_accepted_exactly_when_it_holds_nothing_but_texts_and_numbers(value: object, ascii_only: bool):
    """
    The quick look for doubtful lines must let no fault through, and must refuse no sound line.
    """
    line = json.dumps(value, ensure_ascii=ascii_only)
    with TemporaryDirectory() as name:
        records, problems = read(Path(name), line.encode("utf-8", "surrogatepass"), "x.jsonl")

    sound = isinstance(value, dict) and is_sound(value)
    assert records == ([json.loads(line, parse_int=str)] if sound else [])
    assert len(problems) == (0 if sound else 1)


@given(RECORDS)
def test_texts_come_back_from_yaml_and_json_lines_as_they_were(records: list[dict[str, Value]]):
    """
    The same records in either format are the same values, whatever characters they hold.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        from_yaml = read(folder, dumped(records))
        for ascii_only in (True, False):
            lines = "".join(json.dumps(r, ensure_ascii=ascii_only) + "\n" for r in records)
            assert read(folder, lines, "x.jsonl") == from_yaml
    assert from_yaml == (records, [])


@given(st.dictionaries(SAFE, SAFE))
def test_a_mapping_comes_back_as_it_was(mapping: dict[str, str]):
    """
    A source's description goes through the same door.
    """
    with TemporaryDirectory() as name:
        path = Path(name) / "source.yaml"
        path.write_bytes(dumped(mapping).encode())
        problems: list[Problem] = []
        assert read_yaml_mapping(path, "s", problems) == mapping
        assert not problems
