"""
By which links a timeline finds things: a mechanism by its members, an event and a publication by their topic.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.asked import Asked
from policygraph.build import build
from policygraph.ontology import PREFIXES, iri
from policygraph.store import Store, open_store
from policygraph.timeline import timeline

ID = PREFIXES["id"]
RECORDS = """
- topic: learning
  label: 学习
- topic: machine-learning
  label: 机器学习
  broader: learning
- mechanism: meeting
  label: 示例协作会
  established: 1981
  member: [district, office]
  at: one/1.1/p6
- event: fair
  label: 机器学习大会
  about: machine-learning
  held: 2024-05-06
  at: one/1.1/p7
- publication: survey
  title: 机器学习调查
  topic: machine-learning
  published: 2023
  at: one/1.1/p7
"""


@pytest.fixture
def graph(small: Path) -> Store:
    (small / "sources" / "report" / "more.yaml").write_text(RECORDS, encoding="utf-8")
    build(small, small.parent / "out")
    return open_store(small.parent / "out")


def found(graph: Store, **asked: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {entry.thing.id: entry.via for entry in timeline(graph, Asked(**asked))}


@pytest.mark.parametrize(("part", "asked", "member"), [("region", "city", "district"), ("agency", "office", "office")])
def test_a_mechanism_is_found_by_its_members(graph: Store, part: str, asked: str, member: str):
    """
    A place or body counts as a member as it does as a signatory or participant, and the row tells by which link.
    """
    rows = found(graph, **{part: f"{ID}{asked}"})

    assert rows["meeting"] == ((iri("org:hasMember"), f"{ID}{member}"),)


@pytest.mark.parametrize("topic", ["learning", "machine-learning"])
def test_a_topic_finds_the_events_and_publications_about_it(graph: Store, topic: str):
    """
    An event has no topic of its own: what it deals with is its topic, where that is one.
    """
    assert list(found(graph, topic=f"{ID}{topic}")) == ["survey", "fair"]
