"""
Who links to whom: whether nodes with many links link to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from .leaning import degrees

if TYPE_CHECKING:
    from .arrays import Arrays

Way = Literal["in", "out"]


def degree_assortativity_coefficient(
    graph: Arrays, x: Way = "out", y: Way = "in", weight: object = None, nodes: object = None
) -> float:
    """
    Return the correlation, over all links, of the degrees at their two ends (Newman, 2003); linear.

    Not a number where all these degrees are equal. NetworkX adds up a table of all pairs of degrees; its last digits
    differ (about 1e-9).
    """
    if weight is not None or nodes is not None:
        raise NotImplementedError("weights, and parts of a graph, are left to NetworkX")
    times = graph.weighing(None)
    total = times.sum()
    if not total:
        return float("nan")
    one = degrees(graph, x)[graph.origins]
    other = degrees(graph, y)[graph.ends]
    one = one - (one * times).sum() / total
    other = other - (other * times).sum() / total
    spread = np.sqrt((one**2 * times).sum() * (other**2 * times).sum())
    return float((one * other * times).sum() / spread) if spread else float("nan")
