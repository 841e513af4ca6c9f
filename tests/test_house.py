"""
The house: each room imports only from rooms below it, and everything said to people is said twice.
"""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from policygraph import messages, phrases

SOURCE = Path(__file__).parents[1] / "src" / "policygraph"
# From the ground up; rooms on one floor do not know each other.
FLOORS = (
    ("messages",),
    ("errors",),
    ("phrases",),
    ("tables",),
    ("sheets",),
    ("frames",),
    ("dates", "numerals", "ontology", "values", "tabular", "store", "evidence", "sortedlines", "apart", "fastgraph"),
    ("model", "datewords", "jsonl", "layout", "asked", "reasons", "webpage", "library"),
    ("yamlio", "names", "cleantext", "trees"),
    ("sources", "judgements", "blocks", "spellings"),
    ("compile", "datatable", "force", "jsonld", "turtle", "citations", "paragraphs", "rows", "scope"),
    ("load", "rdf", "entities", "passages"),
    ("columns", "catalogue", "endings"),
    ("writing", "describe", "find", "timeline", "network", "query", "opened", "lanes", "descent"),
    ("build", "paths", "view", "lookup", "chronicle", "standing", "excerpt", "exports", "told"),
    ("vicinity",),
    ("crowded",),
    ("check", "verify", "unclaimed", "usage", "gaps"),
    ("lineage", "analysis"),
    ("drawable", "prominence", "charts"),
    ("report",),
    ("publish",),
    ("picture",),
    ("answers", "keys"),
    ("questions", "complete", "inquiries"),
    ("cli",),
    ("__init__", "__main__"),
)
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}
# To word a citation, tables know its type; no value of it is made there.
TYPES_ONLY = {("tables", "citations")}
FILES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(SOURCE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> set[str]:
    """
    The rooms that a file imports, at its top or inside a function.
    """
    depth = len(path.relative_to(SOURCE).parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found


def test_every_room_has_a_floor():
    assert {room_of(path) for path in FILES} == set(FLOOR)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_from_rooms_below_it(path: Path):
    """
    What is below can be understood, tested and used without what is above.
    """
    room = room_of(path)
    upward = {
        other for other in imported(path) - {room} if FLOOR[other] >= FLOOR[room] and (room, other) not in TYPES_ONLY
    }

    assert not upward, f"{room} imports {upward}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_says_what_it_is_for_and_can_be_read_in_one_go(path: Path):
    text = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400


def test_only_the_commands_print():
    printing = re.compile(r"^\s*(?:print|click\.echo)\(", re.MULTILINE)
    found = {room_of(path) for path in FILES if printing.search(path.read_text(encoding="utf-8"))}

    assert found == {"cli"}


@pytest.mark.parametrize("catalogue", [messages.MESSAGES, phrases.PHRASES], ids=["messages", "phrases"])
def test_every_sentence_exists_in_both_languages_with_the_same_parts(catalogue: dict[str, tuple[str, str]]):
    """
    A Chinese reader is told everything that an English one is told.
    """
    for key, (zh, en) in catalogue.items():
        parts = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
        assert parts[0] == parts[1], key
        assert zh.strip(), key
        assert en.strip(), key


def test_every_message_and_phrase_is_used():
    """
    A message that nothing raises is a promise that nothing keeps.
    """
    code = "\n".join(path.read_text(encoding="utf-8") for path in FILES if path.stem not in ("messages", "phrases"))
    # Worded by a key that is put together, or that comes from the graph.
    built = {f"help.{name}" for name in re.findall(r'@command\("(\w+)"', code)}
    built |= {"inferred", "planned", "proposed", "certain", "possible", "moved", "not_found"}
    built |= {key for key in phrases.PHRASES if key.startswith(("missing.", "gap."))}

    used = set(re.findall(r"""["']([\w.]+)["']""", code)) | built
    assert [key for key in (*messages.MESSAGES, *phrases.PHRASES) if key not in used] == []
