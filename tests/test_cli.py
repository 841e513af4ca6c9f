"""
The commands as a person meets them: each answers in both languages, each fault is a sentence and an exit code.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import run

from policygraph.build import Built
from policygraph.cli import app
from policygraph.phrases import PHRASES

COMMANDS = sorted(app.commands)
HAN = range(0x4E00, 0xA000)


def on(built: Built, *words: str, **kwargs: Any) -> subprocess.CompletedProcess[str]:
    return run(*words, "--store", str(built.out), **kwargs)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_has_help_with_an_example(name: str, lang: str):
    done = run(name, "--help", lang=lang)

    assert done.returncode == 0
    assert PHRASES[f"help.{name}"][lang == "en"][:12] in done.stdout
    assert app.commands[name].example in " ".join(done.stdout.split())
    assert any(ord(c) in HAN for c in done.stdout.replace(app.commands[name].example, "")) or lang == "en"


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in ("build", "check", "verify")])
def test_the_example_of_every_help_runs(built: Built, name: str, tmp_path: Path):
    done = on(built, *app.commands[name].example.split()[1:], cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


@pytest.mark.parametrize(
    "words",
    [
        ("find", "农场"),
        ("show", "博士农场"),
        ("timeline", "--region", "平谷区"),
        ("timeline", "--on", "2023-06-30"),
        ("path", "博士农场", "农业农村部"),
        ("query", "--list"),
        ("analyse", "--question", "growth"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_listed_is_also_json_and_in_both_languages(built: Built, words: tuple[str, ...], lang: str):
    done = on(built, *words, lang=lang)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()

    as_json = on(built, *words, "--json", lang=lang)
    assert json.loads(as_json.stdout)


def test_the_keys_of_a_timeline_are_the_contract(built: Built):
    entry = json.loads(on(built, "timeline", "doctor-farm-plan", "--json").stdout)[0]

    assert {
        "id",
        "label",
        "kind",
        "role",
        "edtf",
        "words",
        "begin",
        "end",
        "fit",
        "why",
        "modality",
        "citations",
    } <= set(entry)
    assert entry["begin"] == {"earliest": "2022-04-01", "latest": "2022-04-30"}
    assert entry["citations"][0]["locator"] == "pinggu/1.3/t3/r4"
    assert entry["citations"][0]["page"] == 59


def test_a_timeline_as_csv_opens_in_a_spreadsheet(built: Built):
    text = on(built, "timeline", "--region", "平谷区", "--csv").stdout

    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert {"标识", "日期", "最早起始日", "判断", "出处"} <= set(rows[0])
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize("form", ["json", "csv", "tsv", "xml"])
def test_a_select_is_answered_in_every_format(built: Built, form: str):
    done = on(built, "query", "SELECT ?x WHERE { id:doctor-farm rdfs:label ?x }", "--format", form)

    assert done.returncode == 0, done.stderr
    assert "博士农场" in done.stdout


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld"])
def test_a_construct_is_answered_in_every_format(built: Built, form: str):
    done = on(built, "query", "CONSTRUCT WHERE { id:doctor-farm rdfs:label ?x }", "--format", form)

    assert done.returncode == 0, done.stderr
    assert "doctor-farm" in done.stdout


def test_a_query_can_come_from_a_file_and_be_shown(built: Built, tmp_path: Path):
    (tmp_path / "q.rq").write_text("ASK { id:doctor-farm a pg:Programme }", encoding="utf-8")

    assert "true" in on(built, "query", "--file", str(tmp_path / "q.rq")).stdout
    shown = on(built, "query", "--name", "figures-of", "--param", "thing=千人百村", "--explain").stdout
    assert "thousand-people-hundred-villages>" in shown


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("show", "博士农厂"), 1, "博士农场"),
        (("show", "无此物"), 1, "E601"),
        (("path", "博士农场"), 2, "缺少参数"),
        (("timeline", "--from", "民国十年"), 1, "E301"),
        (("timeline", "--from", "2023", "--until", "2022"), 1, "E609"),
        (("timeline", "--kind", "polcy"), 1, "policy"),
        (("timeline", "--region", "博士农场"), 1, "E603"),
        (("query", "SELEC"), 1, "E5"),
        (("query", "SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }"), 1, "E505"),
        (("query", "INSERT DATA { <a:a> <a:b> <a:c> }"), 1, "E515"),
        (("query", "SELECT * WHERE { ?s ?p ?o }", "--format", "ttl"), 1, "E508"),
        (("query", "--name", "documents-of-tabel"), 1, "documents-of-table"),
        (("query", "--name", "kinds", "--param", "x"), 1, "E605"),
        (("query",), 1, "E606"),
        (("query", "--file", "/nowhere.rq"), 1, "E512"),
        (("query", "{" * 30000), 1, "E50"),
        (("analyse", "--limit", "0"), 2, "范围"),
        (("nothing",), 2, "没有命令"),
    ],
)
def test_a_fault_is_a_sentence_and_an_exit_code(built: Built, words: tuple[str, ...], code: int, says: str):
    done = on(built, *words) if words[0] != "nothing" else run(*words)

    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_an_answer_without_rows_is_no_fault(built: Built):
    for words in (
        ("find", "没有这样的名称"),
        ("query", "SELECT ?s WHERE { ?s a pg:Nothing }"),
        ("timeline", "--until", "1000"),
    ):
        done = on(built, *words)
        assert (done.returncode, done.stdout.strip()) == (0, "")
        assert "没有结果" in done.stderr


def test_without_a_graph_the_reader_is_told_what_to_run(tmp_path: Path):
    done = run("find", "农场", cwd=tmp_path)

    assert done.returncode == 1
    assert "policygraph build" in done.stderr


def test_a_data_error_is_printed_with_its_place_and_nothing_is_built(small: Path, tmp_path: Path):
    (small / "z.yaml").write_text(
        "- policy: x\n  title: 甲\n  isued: 2022\n  at: report/one/1.1/p1\n", encoding="utf-8"
    )

    done = run("build", "--data", str(small), "--out", str(tmp_path / "o"), lang="en")

    assert done.returncode == 1
    assert "z.yaml:3:3: E103 policy has no key 'isued'; did you mean 'issued'?" in done.stderr
    assert "1 error in 1 of 4 files; nothing was built" in done.stderr
    assert not (tmp_path / "o").exists() or not any((tmp_path / "o").iterdir())


def test_check_lists_findings_and_strict_makes_them_count(small: Path):
    done = run("check", "--data", str(small), "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert {f["code"] for f in found} == {"F112"}
    assert found[0]["place"].endswith("one.yaml:19:11")

    assert run("check", "--data", str(small), "--strict").returncode == 1


def test_the_built_in_data_breaks_no_rule_that_is_an_error():
    done = run("check", "--json")

    assert done.returncode == 0, done.stderr
    assert not [f for f in json.loads(done.stdout) if f["error"]]


def test_a_reader_that_leaves_early_is_no_fault(built: Built):
    """
    `policygraph query … | head -1` must not end in a traceback.
    """
    command = [sys.executable, "-m", "policygraph", "query", "SELECT * WHERE { ?s ?p ?o }", "--format", "csv"]
    child = subprocess.Popen(
        [*command, "--store", built.out], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    )
    assert child.stdout
    assert child.stderr
    child.stdout.readline()
    child.stdout.close()
    said = child.stderr.read().decode()
    child.wait()
    child.stderr.close()

    assert "Traceback" not in said


def test_control_characters_of_a_foreign_graph_do_not_reach_the_terminal(tmp_path: Path):
    """
    A label from elsewhere may hold an escape sequence that would rewrite what the reader sees.
    """
    line = '<https://w3id.org/policygraph/id/x> <http://www.w3.org/2000/01/rdf-schema#label> "\\u001B[2Jevil"@zh .\n'
    (tmp_path / "g.nq").write_text(line, encoding="utf-8")
    done = run("query", "SELECT ?l WHERE { ?s rdfs:label ?l }", "--store", str(tmp_path / "g.nq"))

    assert "evil" in done.stdout
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("words", [("find", "农场"), ("--lang", "en", "show", "博士农厂"), ("timeline",)])
def test_what_is_forked_in_these_tests_answers_as_what_is_started(built: Built, words: tuple[str, ...]):
    """
    The tests start commands by starter.py; a person starts Python.
    """
    command = [sys.executable, "-m", "policygraph", *words, "--store", str(built.out)]
    env = {**os.environ, "PYTHONUTF8": "1", "LC_ALL": "zh_CN.UTF-8", "COLUMNS": "140"}
    started = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, check=False, timeout=60)
    forked = on(built, *words)

    assert (forked.returncode, forked.stdout, forked.stderr) == (started.returncode, started.stdout, started.stderr)


def test_starting_is_quick_because_heavy_libraries_wait():
    """
    Half a second for help would be half a second for everything.
    """
    heavy = ("networkx", "numpy", "pyvis", "rdflib", "rich", "pypinyin")
    code = f"import sys, policygraph.cli; print(*[m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_verify_tells_another_book_from_wrong_data(tmp_path: Path):
    """
    Who gives the wrong file should look for another file, not for errors in the records.
    """
    (tmp_path / "other.txt").write_text("第一章 别的书\n", encoding="utf-8")

    done = run("verify", "--text", str(tmp_path / "other.txt"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "E407" in done.stderr
    assert run("verify").returncode == 2
    assert "E408" in run("verify", "--text", str(tmp_path / "none.txt")).stderr
