"""
The network as GraphML and as GEXF 1.3 with the time in which each thing and link is there, for Gephi's timeline.

Written line by line, in the order of the rows, with no date of writing. A character that XML cannot hold becomes a
space; an open end of a span is left open.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..sheets import Sort
from .columns import EDGE, NODE, opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..dates import Bounds
    from ..sheets import Column
    from .columns import Edge, Node
    from .rows import Rows

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A parser would turn these line ends and tabs into spaces if they stood as they are.
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
SPECIAL = re.compile('[&<>"\t\n\r]')
BETWEEN = " | "
# What the formats hold in attributes of their own.
OWN = frozenset(("id", "source", "target"))
NODES: tuple[Column[Any], ...] = tuple(column for column in NODE if column.key not in OWN)
EDGES: tuple[Column[Any], ...] = tuple(column for column in EDGE if column.key not in OWN)


def clean(text: str) -> str:
    """
    Return a text with a space for each control character and each code that stands for no character.
    """
    return REFUSED.sub(" ", text)


def graphml(rows: Rows) -> Iterator[str]:
    """
    Yield GraphML: a directed graph with parallel links, whose ids tell them apart.
    """
    schema = f'xmlns:xsi="{INSTANCE}" xsi:schemaLocation="{GRAPHML} {GRAPHML}/1.0/graphml.xsd"'
    yield f'{HEAD}<graphml xmlns="{GRAPHML}" {schema}>\n'
    for domain, columns in (("node", NODES), ("edge", EDGES)):
        for column in columns:
            name = column.key
            yield f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph id="policygraph" edgedefault="directed">\n'
    for node in rows.nodes():
        yield f'<node id="{_escaped(node.thing.id)}">{_data("node", NODES, node)}</node>\n'
    for edge in rows.edges():
        ends = f'source="{_escaped(edge.source)}" target="{_escaped(edge.target)}"'
        yield f'<edge id="{edge.id}" {ends}>{_data("edge", EDGES, edge)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def gexf(rows: Rows) -> Iterator[str]:
    """
    Yield GEXF 1.3: dynamic, with a spell from the first possible day to the last for each span of days.

    A link's kind is its property, so that Gephi keeps parallel links apart. What has no date has no spell, and is there
    at all times.
    """
    schema = f'xmlns:xsi="{INSTANCE}" xsi:schemaLocation="{GEXF} {GEXF}/gexf.xsd"'
    yield f'{HEAD}<gexf xmlns="{GEXF}" {schema} version="1.3">\n'
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    for name, columns in (("node", NODES), ("edge", EDGES)):
        yield f'<attributes class="{name}" mode="static">\n'
        for number, column in enumerate(columns):
            yield f'<attribute id="{number}" title="{column.key}" type="string"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in rows.nodes():
        about = f'id="{_escaped(node.thing.id)}" label="{_escaped(node.thing.label)}"'
        yield f"<node {about}>{_values(NODES, node)}{_spells(node.spans)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in rows.edges():
        about = f'id="{edge.id}" source="{_escaped(edge.source)}" target="{_escaped(edge.target)}"'
        kind = f'kind="{_escaped(edge.property)}"'
        spells = _spells([edge.span] if edge.span else [])
        yield f"<edge {about} {kind}>{_values(EDGES, edge)}{spells}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _data(domain: str, columns: Sequence[Column[Any]], row: Node | Edge) -> str:
    told = ((column, _text(column, row)) for column in columns)
    return "".join(f'<data key="{domain}-{column.key}">{text}</data>' for column, text in told if text)


def _values(columns: Sequence[Column[Any]], row: Node | Edge) -> str:
    told = ((number, _text(column, row)) for number, column in enumerate(columns))
    values = "".join(f'<attvalue for="{number}" value="{text}"/>' for number, text in told if text)
    return f"<attvalues>{values}</attvalues>"


def _spells(spans: Iterable[Bounds]) -> str:
    spells = ""
    for span in spans:
        ends = (("start", opened(span.begin_earliest)), ("end", opened(span.end_latest)))
        spells += "<spell" + "".join(f' {name}="{day}"' for name, day in ends if day) + "/>"
    return f"<spells>{spells}</spells>" if spells else ""


def _text(column: Column[Any], row: Node | Edge) -> str:
    value = column.value(row)
    if value is None:
        return ""
    return _escaped(BETWEEN.join(value) if column.sort is Sort.TEXTS else str(value))


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPES[ord(found[0])], clean(text))
