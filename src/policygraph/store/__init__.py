"""
Open a built graph and ask it in SPARQL.

Knows RDF and SPARQL text and nothing of policy; no engine's own objects leave this room. A graph is read here, never
changed, and no query reaches the network or another file.

    >>> with open_store("out") as store:
    ...     for row in store.select("SELECT ?title { ?policy dcterms:title ?title }", prefixes=PREFIXES):
    ...         print(row["title"], row["title"].lang)
"""

from __future__ import annotations

from .contract import TIMEOUT, Digest, Form, Origin, Row, Rows, Store
from .folder import GRAPH, MANIFEST, PIECE, STORE, build_store, fill_store, open_store, own_store
from .terms import Blank, Iri, Literal, Term, n3

__all__ = [
    "GRAPH",
    "MANIFEST",
    "PIECE",
    "STORE",
    "TIMEOUT",
    "Blank",
    "Digest",
    "Form",
    "Iri",
    "Literal",
    "Origin",
    "Row",
    "Rows",
    "Store",
    "Term",
    "build_store",
    "fill_store",
    "n3",
    "open_store",
    "own_store",
]
