"""
From specifications to SVG: Vega-Lite draws the marks, and words, tooltips and links are put on them afterwards.

The converter never sees a word of the data: a mark is handed to it with a number, and a text mark without its text. So
no label can become markup or a link, no font of the machine can move anything, one drawing serves both languages, and
nothing is measured, which would take most of the time. Nothing is fetched.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from ..sheets import NOTHING

if TYPE_CHECKING:
    from ..ontology import Both

    Layer = dict[str, Any]
    Svg = ElementTree.Element

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
INK = "#222222"
SIZE = 12
LANGUAGES = ("zh-Hans", "en")
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
VERSION = "5.20"
# Whatever Vega would place by the width of a text is told to stay where it is.
AXIS = {
    **dict.fromkeys(("aria", "labelOverlap", "labelBound", "labelFlush", "ticks", "domain"), False),
    **dict.fromkeys(("labelLimit", "minExtent", "maxExtent"), 0),
    **{"title": None, "grid": True, "gridColor": "#DDDDDD", "labelColor": "#555555", "labelFontSize": 11},
    "tickCount": 6,
}
CONFIG = {
    "axis": AXIS,
    "view": {"stroke": None},
    "text": {"fontSize": SIZE, "baseline": "middle", "fill": INK},
    "legend": {"disable": True},
}
# Rows hold their `Mark` under this key, and Vega passes its number on as the mark's description.
MARK = "mark"
# Attributes that say nothing here: marks carry their words themselves, and the fonts stand on the whole picture.
IDLE = frozenset(
    ("aria-label", "aria-roledescription", "class", "font-family", "pointer-events", "role", "stroke-miterlimit")
)
DEFAULTS = {("opacity", "1"), ("stroke-width", "1"), ("font-weight", "normal"), ("transform", "translate(0,0)")}
# What a child has from its group unless it says otherwise.
INHERITED = (
    *("fill", "stroke", "stroke-width", "stroke-opacity"),
    *("font-size", "font-weight", "text-anchor", "pointer-events", "paint-order"),
)
# A group of fewer is not worth it.
FEW = 3
LONG = re.compile(r"-?\d+\.\d+")
# No XML may hold these, nor may a file in UTF-8.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """
    What a mark says: its words, if it is a text; what is told of it on hovering and to screen readers; and the anchor
    on the same page to which it leads. One that lies `upon` another says nothing of its own when pointed at.
    """

    words: Both = NOTHING
    told: Both = NOTHING
    anchor: str = ""
    upon: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A chart before it is drawn: Vega-Lite layers on a field of `width` by `height` pixels, with margins around it.

    `margins` are left, top, right and bottom. Rows of the layers' data hold a `Mark` under ``mark`` where they say
    anything.
    """

    key: str
    finding: str
    title: Both
    words: Both
    width: int
    height: int
    margins: tuple[int, int, int, int]
    layers: tuple[Layer, ...]


def drawn(picture: Picture) -> Both:
    """
    Return a picture as one SVG element in Chinese and one in English: the same bytes for the same picture.

    The converter takes about 0.4 s to start, once, and some 20 ms for each picture.
    """
    import vl_convert  # It starts a JavaScript engine, and only reports need it.

    marks, specification = specified(picture)
    text = vl_convert.vegalite_to_svg(json.dumps(specification), vl_version=VERSION, allowed_base_urls=[])
    root = _plain(ElementTree.fromstring(text))  # noqa: S314 (the converter's own text, without a word of the data)
    zh, en = (_worded(deepcopy(root), picture, marks, number) for number in range(2))
    return zh, en


def specified(picture: Picture) -> tuple[list[Mark], dict[str, Any]]:
    """
    Return the marks of a picture in the order of their numbers, and the Vega-Lite specification that refers to them.
    """
    marks: list[Mark] = []
    layers = [_numbered(layer, marks) for layer in picture.layers]
    left, top, right, bottom = picture.margins
    return marks, {
        "$schema": SCHEMA,
        "config": CONFIG,
        "autosize": {"type": "none"},
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "width": picture.width,
        "height": picture.height,
        "layer": layers,
    }


def _numbered(layer: Layer, marks: list[Mark]) -> Layer:
    """
    Return a layer whose rows have the numbers of their marks, which are added to *marks*.
    """
    rows = []
    for row in layer["data"]["values"]:
        if MARK in row:
            marks.append(row[MARK])
            row = {**row, MARK: len(marks) - 1}
        rows.append(row)
    said = any(MARK in row for row in rows)
    shape = {**layer["mark"], "aria": said, **({"text": ""} if layer["mark"]["type"] == "text" else {})}
    encoding = {**layer["encoding"], **({"description": {"field": MARK}} if said else {})}
    return {**layer, "data": {"values": rows}, "mark": shape, "encoding": encoding}


def _plain(element: Svg) -> Svg:
    """
    Return an element of Vega's SVG without what is hidden, empty or says nothing; marks keep their number as ``mark``.
    """
    kept = ElementTree.Element(element.tag.rpartition("}")[2])
    for name, value in element.items():
        if name == "aria-label":
            kept.set(MARK, value)
        elif name not in IDLE and (name, value) not in DEFAULTS:
            shorter = name in ("d", "transform", "x2", "y2")
            kept.set(name, LONG.sub(_rounded, value) if shorter else value)
    kept.text = element.text
    for child in element:
        plain = _plain(child)
        if plain.tag == "g" and not plain.keys() and not child.get("class", "").startswith("mark-"):
            kept.extend(plain)
        elif not _idle(plain):
            kept.append(plain)
    return kept


def _idle(element: Svg) -> bool:
    """
    Whether nothing is to be seen of an element.
    """
    if element.tag == "path":
        return not element.get("d") or (element.get("stroke") is None and element.get("fill") is None)
    return element.tag == "g" and not len(element)


def _rounded(number: re.Match[str]) -> str:
    short = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def _worded(root: Svg, picture: Picture, marks: list[Mark], lang: int) -> str:
    """
    Return a drawing as SVG with the words, tooltips and links of its marks in one language.
    """
    left, top, right, bottom = picture.margins
    wide, tall = left + picture.width + right, top + picture.height + bottom
    root.attrib.clear()
    about = {"lang": LANGUAGES[lang], "aria-label": _writable(picture.title[lang]), "font-family": FONTS}
    size = {"width": str(wide), "height": str(tall), "viewBox": f"0 0 {wide} {tall}"}
    root.attrib.update({"xmlns": "http://www.w3.org/2000/svg", "role": "group", **size, **about})
    parents = [(parent, child) for parent in root.iter() for child in parent if MARK in child.keys()]  # noqa: SIM118
    for parent, child in parents:
        _said(parent, child, marks[int(child.attrib.pop(MARK))], lang)
    for group in root.iter("g"):
        _hoist(group)
    return ElementTree.tostring(root, encoding="unicode")


def _said(parent: Svg, element: Svg, mark: Mark, lang: int) -> None:
    """
    Put on one element of a drawing what its mark says.
    """
    words, told = _writable(mark.words[lang]), _writable(mark.told[lang])
    if told:
        title = ElementTree.Element("title")
        title.text = told
        element.insert(0, title)
        if element.tag == "text":
            title.tail = words
    elif element.tag == "text":
        element.text = words
    if element.tag == "text" and "stroke" in element.attrib:
        # An edge behind the letters, so that they can be read on lines.
        element.set("paint-order", "stroke")
    if mark.upon:
        element.set("pointer-events", "none")
    if mark.anchor:
        link = ElementTree.Element("a", {"href": f"#{mark.anchor}"})
        parent[list(parent).index(element)] = link
        link.append(element)


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _hoist(group: Svg) -> None:
    """
    Write what all marks of a group have in common once, on the group; a link around a mark has no look of its own.
    """
    marks = [child[0] if child.tag == "a" else child for child in group]
    for name in INHERITED if len(marks) >= FEW else ():
        values = {mark.get(name) for mark in marks}
        if len(values) == 1 and None not in values:
            group.set(name, values.pop() or "")
            for mark in marks:
                del mark.attrib[name]
