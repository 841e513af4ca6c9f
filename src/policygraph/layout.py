"""
Where each thing of a network stands on paper: connected parts apart, hubs in the middle, no name over another.

The same network gives the same places, whatever order it was put together in. Only numpy and NetworkX are used, and
nothing is drawn here.
"""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    # The numbers of both ends of each link.
    Links = tuple[tuple[int, int], ...]

# Below this size every pair repels every pair; above it each round takes another sample, so that a round stays linear.
SAMPLE = 800
# So many pairs are worked out at once: with more, a processor's cache would not hold them.
PAIRS = 8_000
REPULSION, GRAVITY = 900.0, 0.08
ROOM, GAP = 1.7, 50
# Half the width in pixels of the least and the most prominent thing.
SMALLEST, LARGEST = 7.0, 26.0
GOLDEN_ANGLE = 2.399963229728653
# Things that all moved less than so many pixels in a round have found their places.
STILL = 1.0


def layout(network: nx.MultiDiGraph[str], radii: Mapping[str, float] | None = None) -> dict[str, tuple[int, int]]:
    """
    Return a place in pixels for each thing of *network*, around (0, 0) and equal on every run.

    *radii* tells how large each thing is drawn; without it that follows its number of links.

    Each connected part is settled on its own, hubs towards its middle, and then pushed apart until its things leave
    each other room for a short name; the parts stand in rows, the largest first. The forces are those of ForceAtlas2
    (Jacomy, Venturini, Heymann and Bastian, 2014), cooled as by Fruchterman and Reingold (1991). 300 things take about
    0.2 s, 1,000 about 0.4 s.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(network))
    graph.add_edges_from(sorted({(u, v) for u, v in network.edges() if u != v}))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    sizes = radii or {slug: radius(network.degree(slug)) for slug in network}
    # Small parts are often of one shape, and what is of one shape settles alike.
    settled = cache(_settled)
    return _rows([_part(network, graph, part, sizes, settled) for part in parts])


def _part(
    network: nx.MultiDiGraph[str],
    graph: nx.Graph[str],
    part: list[str],
    sizes: Mapping[str, float],
    settled: Callable[[int, Links], Floats],
) -> tuple[list[str], Floats, Floats]:
    """
    Return a connected part's things, their places, and the width and height that each takes with its name.
    """
    import networkx as nx
    import numpy as np

    hub = max(part, key=lambda slug: (graph.degree(slug), slug))
    order = [hub, *(found for _, found in nx.bfs_edges(graph, hub))]
    index = {slug: number for number, slug in enumerate(order)}
    links = tuple((index[u], index[v]) for u in order for v in graph[u] if index[u] < index[v])
    radii = [sizes[slug] for slug in order]
    names = [_width(str(network.nodes[slug].get("label") or slug)) for slug in order]
    boxes = np.array([(max(2 * r, name) + 14, 2 * r + 24) for r, name in zip(radii, names, strict=True)])
    return order, _apart(settled(len(order), links), boxes), boxes


def _settled(size: int, links: Links) -> Floats:
    """
    Return where the things of a connected part come to rest; they are numbered from the hub outwards.
    """
    import numpy as np

    # A sunflower's seeds: neighbours of the hub start around it, everything else farther out.
    angle, reach = np.arange(size) * GOLDEN_ANGLE, np.sqrt(np.arange(size)) * 60
    place = np.stack((np.cos(angle) * reach, np.sin(angle) * reach), axis=1)
    source, target = np.array(links, dtype=np.intp).reshape(-1, 2).T
    degrees = np.bincount(np.concatenate((source, target)), minlength=size)
    mass: Floats = np.power(degrees + 1.0, 0.7)
    step = -(-size // SAMPLE)
    rounds = int(min(400, max(100, 40_000_000 / (size * min(size, SAMPLE)))))
    # A link says less about what belongs together where both its ends have many others.
    bond = (1 / np.sqrt(np.minimum(mass[source], mass[target])))[:, None]
    for turn in range(rounds if size > 1 else 0):
        some = np.arange(turn % step, size, step)
        force = _repulsion(place, mass, some) * (step * REPULSION)
        pull = (place[target] - place[source]) * bond
        for axis in (0, 1):
            force[:, axis] += np.bincount(source, pull[:, axis], size) - np.bincount(target, pull[:, axis], size)
        force -= place * (GRAVITY * mass[:, None])
        length = np.hypot(force[:, 0], force[:, 1]) + 1e-9
        most = 9 * sqrt(size) * (1 - turn / rounds) ** 1.5 + 0.5
        # Rounding hides the last bits, in which processors differ, before they can grow into another picture.
        place = np.round(place + force * (np.minimum(length, most) / length)[:, None], 3)
    return place


def _repulsion(place: Floats, mass: Floats, some: npt.NDArray[np.intp]) -> Floats:
    """
    Return how strongly, and whither, the things numbered *some* push each thing.
    """
    import numpy as np

    force = np.empty_like(place)
    others, weights = place[some].T.copy(), mass[some]
    block = max(1, PAIRS // len(some))
    for begin in range(0, len(place), block):
        rows = slice(begin, begin + block)
        x, y = (place[rows, None, axis] - others[axis] for axis in (0, 1))
        push = x * x
        push += y * y
        push += 1
        np.divide(weights, push, out=push)
        for axis, gap in enumerate((x, y)):
            force[rows, axis] = np.einsum("ij,ij->i", push, gap)
    return force * mass[:, None]


def _apart(place: Floats, boxes: Floats) -> Floats:
    """
    Scale *place* to the room that *boxes* need, longest side across, then push apart what still overlaps.

    Each box counts as the ellipse within it: pushed along box sides, things would line up in columns.
    """
    import numpy as np

    x, y = (place - place.mean(0)).T
    turn = 0.5 * np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum())
    place = np.stack((x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)), axis=1)
    place *= sqrt(float(boxes.prod(1).sum()) * ROOM / max(1.0, float(np.ptp(place, axis=0).clip(30).prod())))
    for _ in range(150):
        place, before = np.round(place + _push(place, boxes) * 0.55, 3), place
        if np.abs(place - before).max() < STILL:
            break
    return place


def _push(place: Floats, boxes: Floats) -> Floats:
    import numpy as np

    upper, lower = _near(place, boxes)
    size = (boxes[lower] + boxes[upper]) / 2
    gap = (place[lower] - place[upper]) / size
    gap[~gap.any(1)] = 0.01
    far = np.hypot(gap[:, 0], gap[:, 1])[:, None]
    away = np.where(far < 0.99, (gap / far - gap) * size / 2, 0)
    move = np.zeros_like(place)
    np.add.at(move, lower, away)
    np.subtract.at(move, upper, away)
    return move


def _near(place: Floats, boxes: Floats) -> npt.NDArray[np.intp]:
    """
    Return the numbers of all pairs whose boxes might touch, the upper things before the lower.
    """
    import numpy as np

    wide, tall = boxes.max(0)
    order = np.lexsort((place[:, 0], place[:, 1]))
    x, y = place[order].T.copy()
    pairs = [np.empty((2, 0), dtype=np.intp)]
    for hop in range(1, len(order)):
        # Sorted from top to bottom, pairs farther apart in the order cannot touch any more.
        down = y[hop:] - y[:-hop]
        if down.min() > tall:
            break
        near = np.flatnonzero((down < tall) & (np.abs(x[hop:] - x[:-hop]) < wide))
        pairs.append(np.array((near, near + hop)))
    return order[np.concatenate(pairs, axis=1)]


def _rows(parts: list[tuple[list[str], Floats, Floats]]) -> dict[str, tuple[int, int]]:
    """
    Set the parts in rows, left to right, below the first and largest one, and centre everything around (0, 0).
    """
    import numpy as np

    corners = [((place - boxes / 2).min(0), (place + boxes / 2).max(0)) for _, place, boxes in parts]
    sizes = [(float(high[0] - low[0]), float(high[1] - low[1])) for low, high in corners]
    found: dict[str, tuple[int, int]] = {}
    top = 0.0
    for row in _filled(sizes):
        left = -(sum(sizes[number][0] for number in row) + GAP * (len(row) - 1)) / 2
        for number in row:
            order, place, _ = parts[number]
            for slug, (x, y) in zip(order, place - corners[number][0] + np.array([left, top]), strict=True):
                found[slug] = (round(float(x)), round(float(y)))
            left += sizes[number][0] + GAP
        top += max(sizes[number][1] for number in row) + GAP
    return {slug: (x, y - round(top / 2)) for slug, (x, y) in sorted(found.items())}


def _filled(sizes: list[tuple[float, float]]) -> list[list[int]]:
    """
    Divide things of these widths and heights into rows, as wide as the first where that is most of the whole.
    """
    areas = [wide * tall for wide, tall in sizes]
    widest = max((wide for wide, _ in sizes), default=0.0)
    if areas and areas[0] < sum(areas) / 2:
        widest = max(widest, sqrt(sum(areas)))
    rows: list[list[int]] = []
    room = 0.0
    for number, (wide, _) in enumerate(sizes):
        if room < wide or not rows:
            rows.append([])
            room = widest
        rows[-1].append(number)
        room -= wide + GAP
    return rows


def radius(degree: int) -> float:
    """
    Return how large a thing with *degree* links is drawn.
    """
    return min(SMALLEST + 2.4 * sqrt(degree), LARGEST)


def radii(values: Mapping[str, float]) -> dict[str, float]:
    """
    Return how large things are drawn by a measure: what they have above the smallest grows with its square root.
    """
    most = max(values.values(), default=0.0)
    spread = LARGEST - SMALLEST
    return {
        thing: SMALLEST + spread * sqrt(max(0.0, value) / most) if most > 0 else SMALLEST
        for thing, value in values.items()
    }


def _width(label: str) -> float:
    return min(sum(12 if sign > "\u2e7f" else 6.5 for sign in label[:24]), 78)
