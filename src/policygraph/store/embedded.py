"""
A graph held by Oxigraph inside this process, in memory or in a folder on disk.

The only file that talks to the engine about queries; its objects become terms of ours before they leave. Reading only,
and no network: every text passes `guard` first. Memory is not bounded: a query may ask for more than there is.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from ..errors import QueryError
from .contract import TIMEOUT, Form, Origin, Row, Rows
from .deadline import within
from .guard import inspect
from .terms import Blank, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from threading import Event
    from types import TracebackType

Answer = TypeVar("Answer")
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD}

# A class of characters among what the engine expected, such as ['A' ..= 'Z' | '_']; a person cannot use it.
CHARACTERS = re.compile(r"""\[(?:'(?:\\u\{[0-9A-F]+\}|\\?.)'|[\s|_.=])*\](?:,\s)?""", re.DOTALL)
EXPECTED = re.compile(r"(?P<where>error at \d+:\d+): expected (?:one of )?(?P<what>.*)", re.DOTALL)


class EmbeddedStore:
    """
    A `Store` on Oxigraph.
    """

    def __init__(self, engine: ox.Store, origin: Origin | None = None) -> None:
        self._engine: ox.Store | None = engine
        self._origin = origin

    @property
    def origin(self) -> Origin | None:
        """
        The build that the graph comes from.
        """
        return self._origin

    def select(
        self, text: str, *, timeout: float = TIMEOUT, union: bool = False, prefixes: Mapping[str, str] | None = None
    ) -> Rows:
        """
        Return the rows of a SELECT; ``SELECT *`` has its columns in alphabetical order.
        """
        return self._run(text, _rows, timeout, union, prefixes)

    def ask(
        self, text: str, *, timeout: float = TIMEOUT, union: bool = False, prefixes: Mapping[str, str] | None = None
    ) -> bool:
        """
        Return the answer of an ASK.
        """
        return self._run(text, _truth, timeout, union, prefixes)

    def serialize(
        self,
        text: str,
        format: str,  # noqa: A002
        *,
        timeout: float = TIMEOUT,
        union: bool = False,
        prefixes: Mapping[str, str] | None = None,
    ) -> bytes:
        """
        Return the answer as a file; the engine writes it, so a row costs about two microseconds.
        """

        def write(results: Results, abandoned: Event) -> bytes:
            sink = _Sink(abandoned)
            _write(results, sink, format, dict(prefixes or {}))
            return sink.getvalue()

        return self._run(text, write, timeout, union, prefixes)

    def form(self, text: str) -> Form:
        """
        Return the form of a query, from its first keyword; the rest may still be wrong.
        """
        found = inspect(text).form
        if found is None:
            raise QueryError("E504", why="it holds no SELECT, ASK, CONSTRUCT or DESCRIBE")
        return found

    def close(self) -> None:
        """
        Let go of the graph.
        """
        self._engine = None

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(
        self,
        text: str,
        use: Callable[[Results, Event], Answer],
        timeout: float,
        union: bool,
        prefixes: Mapping[str, str] | None,
    ) -> Answer:
        verdict, engine = inspect(text), self._engine
        if engine is None:
            raise QueryError("E516", why="the store is closed")
        # The engine would let the union win over a FROM.
        whole = union and not verdict.names_graphs

        def work(abandoned: Event) -> Answer:
            results = engine.query(text, prefixes=dict(prefixes or {}), use_default_graph_as_union=whole)
            return use(results, abandoned)

        try:
            return within(timeout, work)
        except (QueryError, KeyboardInterrupt):
            raise
        except SyntaxError as error:
            raise QueryError("E504", why=_readable(error.msg, text)) from None
        except UnicodeEncodeError:
            raise QueryError("E504", why="it holds half a character pair") from None
        except BaseException as error:  # a panic of the engine derives from nothing else
            raise QueryError("E516", why=str(error) or type(error).__name__) from None


class _Sink(BytesIO):
    """
    Takes what the engine writes until nobody waits for it any more.
    """

    def __init__(self, abandoned: Event) -> None:
        super().__init__()
        self._abandoned = abandoned

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """
        Take some bytes, or fail to make the engine stop.
        """
        if self._abandoned.is_set():
            raise OSError("nobody waits for this answer")
        return super().write(data)


def _rows(results: Results, abandoned: Event) -> Rows:
    if not isinstance(results, ox.QuerySolutions):
        raise _misfit(results, "rows")
    names = tuple(variable.value for variable in results.variables)
    rows: list[Row] = []
    for solution in results:
        rows.append({name: _term(value) for name, value in zip(names, solution, strict=True) if value is not None})
        if abandoned.is_set():
            break
    return Rows(names, tuple(rows))


def _truth(results: Results, _: Event) -> bool:
    if not isinstance(results, ox.QueryBoolean):
        raise _misfit(results, "true/false")
    return bool(results)


def _write(results: Results, sink: _Sink, name: str, prefixes: dict[str, str]) -> None:
    if isinstance(results, ox.QueryTriples):
        if name not in GRAPHS:
            raise _misfit(results, name)
        if name == "ttl":
            ox.serialize(results, sink, GRAPHS[name], prefixes=prefixes)
        else:
            results.serialize(sink, GRAPHS[name])
    elif name not in TABLES:
        raise _misfit(results, name)
    else:
        results.serialize(sink, TABLES[name])


def _misfit(results: Results, name: str) -> QueryError:
    if isinstance(results, ox.QueryTriples):
        return QueryError("E508", format=name, form="CONSTRUCT/DESCRIBE", allowed=", ".join(GRAPHS))
    form = "ASK" if isinstance(results, ox.QueryBoolean) else "SELECT"
    return QueryError("E508", format=name, form=form, allowed=", ".join(TABLES))


def _term(value: ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple) -> Term:
    # Straight from `str`, because an answer may hold millions of terms and this is twice as fast as their constructors.
    if isinstance(value, ox.NamedNode):
        return str.__new__(Iri, value.value)
    if isinstance(value, ox.Literal):
        literal = str.__new__(Literal, value.value)
        tag = value.language
        literal.lang = f"{tag}--{value.direction.value}" if tag and value.direction else tag
        literal.datatype = str.__new__(Iri, value.datatype.value)
        return literal
    if isinstance(value, ox.BlankNode):
        return Blank(str(value))
    raise QueryError("E516", why="a row holds a triple term (RDF 1.2); ask for its SUBJECT, PREDICATE and OBJECT")


def _readable(message: str, text: str) -> str:
    """
    Return the engine's words on a syntax error without what only its authors can read.
    """
    found = EXPECTED.fullmatch(message)
    if not found:
        return message
    what = [part for part in CHARACTERS.sub("", found["what"]).strip(", \n").split(", ") if part]
    # Among the words it expected the engine hides its reasons, which are sentences; they say more.
    reasons = [part for part in what if re.search(r"[a-z] [a-z]", part)]
    if "Prefix not found" in reasons:
        reasons = [f"Prefix not found: {_name_before(text, found['where'])}".removesuffix(": ")]
    if reasons:
        return f"{found['where']}: {'; '.join(reasons)}"
    return f"{found['where']}: expected {' or '.join(what)}" if what else found["where"]


def _name_before(text: str, where: str) -> str:
    line, column = (int(number) for number in where.rsplit(" ", 1)[1].split(":"))
    lines = text.split("\n")
    name = re.search(r"[\w.-]*:[^\s:]*$", lines[line - 1][: column - 1]) if line <= len(lines) else None
    return name.group() if name else ""
