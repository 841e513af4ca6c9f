"""
Citations are worded from the graph alone, whoever made it, and cost what is cited and not what the sources hold.
"""

from __future__ import annotations

from pathlib import Path

from policygraph.citations import Citations
from policygraph.store import open_store

ID = "https://w3id.org/policygraph/id/"
PG = "https://w3id.org/policygraph/ontology#"
DCTERMS = "http://purl.org/dc/terms/"


def test_a_locator_that_no_iri_can_hold_is_cited_as_it_stands(tmp_path: Path):
    """
    A graph from elsewhere may say anything there; it must not become a part of a query, nor stop the answer.
    """
    odd = "a> ?x . } # b"
    lines = (
        f'<{ID}odd> <{PG}locator> "{odd}" .',
        f"<{ID}odd> <{DCTERMS}isPartOf> <{ID}book> .",
        f"<{ID}odd> <{PG}modality> <{PG}stated> .",
    )
    (tmp_path / "graph.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")

    found = Citations(open_store(tmp_path / "graph.nq")).of([f"{ID}odd"])

    assert [(c.source, c.locator) for c in found.values()] == [("book", odd)]
    assert odd in found[f"{ID}odd"].words[0]


def test_parts_are_named_however_many_passages_are_cited_at_once(built):
    """
    One by one or all together, a passage is worded the same.
    """
    store = open_store(built.out)
    graphs = [str(row["g"]) for row in store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")]

    together = Citations(store).of(graphs)

    assert len(together) == len(graphs) > 500
    for graph in graphs[::100]:
        assert Citations(store).of([graph]) == {graph: together[graph]}
