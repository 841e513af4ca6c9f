"""
One page, one file: what all pages share, and how a template becomes a file that opens from a USB stick.

Nothing is fetched, and each page's policy forbids the browser to fetch. What came from data is never markup: it stands
in blocks of JSON and reaches the screen as text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from importlib import resources
from itertools import count
from typing import TYPE_CHECKING

from .errors import PolicygraphError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from .errors import Lang

    Both = tuple[str, str]

# Paul Tol's "muted" colours differ for colour-blind readers too; nine colours by seven shapes tell 63 kinds apart.
COLOURS = ("#332288", "#CC6677", "#44AA99", "#DDCC77", "#117733", "#88CCEE", "#882255", "#999933", "#AA4499")
# A shape's size is half its width, so that equal sizes look unequal: each is scaled to the area of a dot.
SHAPES = {
    "dot": 1.0,
    "square": 0.88,
    "triangle": 1.12,
    "diamond": 1.2,
    "hexagon": 1.05,
    "star": 1.2,
    "triangleDown": 1.12,
}
MODALITIES = ("stated", "inferred", "planned", "proposed")
MARKER = re.compile("@@([a-z.]+)@@")
UNPAIRED = re.compile("[\ud800-\udfff]")
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """
    One fact about a thing, as the panel shows it: property and value in Chinese and English, and where it is stated.

    *target* is the id of the thing that the value is, if it is one; *why* is the reason of what is inferred; *term* is
    the IRI of the property, or of a date's role.
    """

    property: Both
    value: Both
    target: str | None
    modality: str
    citations: tuple[Both, ...]
    why: Both = ("", "")
    term: str = ""


class Pairs:
    """
    Words in Chinese and English, each pair kept once and referred to by its number.
    """

    def __init__(self) -> None:
        self._numbers: dict[Both, int] = {("", ""): 0}

    def number(self, words: Both) -> int:
        """
        Return the number of a pair; the pair without words is 0.
        """
        return self._numbers.setdefault(words, len(self._numbers))

    def listed(self) -> list[Both]:
        """
        Return all pairs in the order of their numbers.
        """
        return list(self._numbers)


def book(facts: Mapping[str, Sequence[Line]], pairs: Pairs | None = None) -> dict[str, object]:
    """
    Return the facts of things by id as the pages read them: each line a list, its words referred to by number.

    A line is property, value, citation (or a list of them), target, number of the modality in `MODALITIES`, and reason;
    what it has not is 0, and left out at its end. *pairs* may hold words already.
    """
    pairs = pairs or Pairs()
    lines = {thing: [_packed(line, pairs) for line in found] for thing, found in facts.items()}
    return {"pairs": pairs.listed(), "modalities": MODALITIES, "facts": lines}


def _packed(line: Line, pairs: Pairs) -> list[object]:
    cited = [pairs.number(citation) for citation in line.citations]
    packed: list[object] = [pairs.number(line.property), pairs.number(line.value)]
    packed += [cited[0] if len(cited) == 1 else cited, line.target or 0]
    packed += [MODALITIES.index(line.modality), pairs.number(line.why)]
    while not packed[-1]:
        packed.pop()
    return packed


def looks(names: Mapping[str, Both]) -> list[dict[str, object]]:
    """
    Return the kinds with their names, and the colour and shape that their order gives them on every page.
    """
    return [
        {"key": key, "name": names[key], "colour": colour, "shape": shape}
        for key, (colour, shape) in zip(names, _colours_and_shapes(), strict=False)
    ]


def web_page(
    template: str, blocks: Mapping[str, object], *, title: Both, lang: Lang, parts: Mapping[str, str] | None = None
) -> str:
    """
    Return a template of `pages/` with each marker filled: a part, a block of data as JSON, or the file of that name.

    Args:
        template: A file's name. Its markers are ``@@name@@``.
        blocks: Data, by the name of its marker; written so that it cannot leave its place in the page.
        title: The heading in Chinese and English; the markup holds the one in *lang*.
        lang: The language in which the page opens.
        parts: Text that stands in no file of ours, such as a library's script; it goes in as it is.
    """
    pages = resources.files("policygraph") / "pages"
    known = {
        "lang": "zh-Hans" if lang == "zh" else "en",
        "title": escape(UNPAIRED.sub("\ufffd", title[0 if lang == "zh" else 1])),
        **(parts or {}),
        **{name: _json(value) for name, value in blocks.items()},
    }

    def fill(marker: re.Match[str]) -> str:
        # Only files of ours are looked through for markers; one that came with the data stays what it is.
        return known[marker[1]] if marker[1] in known else filled(marker[1])

    def filled(name: str) -> str:
        return MARKER.sub(fill, (pages / name).read_text(encoding="utf-8").strip())

    return filled(template)


def write_page(path: Path, html: str) -> None:
    """
    Write a page beside its place and rename it, so that no reader ever opens half of one.

    Raises:
        PolicygraphError: E631, it cannot be written there.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(html, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise PolicygraphError("E631", path=path, why=fault.strerror or fault) from None


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", text)


def _colours_and_shapes() -> Iterator[tuple[str, str]]:
    shapes = list(SHAPES)
    return ((COLOURS[n % len(COLOURS)], shapes[n % len(shapes)]) for n in count())
