"""
How it grew, as a finding: one row a year.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..evidence import begun_query
from ..finding import Row
from ..growth import undated, years
from .frame import figure

if TYPE_CHECKING:
    from ..finding import Finding
    from .frame import Frame


def findings(frame: Frame) -> list[Finding]:
    """
    Return what began and what was in force in each year, up to the day asked for, without regard to that day else.
    """
    rows = []
    for year in years(frame.whole, until=frame.day):
        cells = (
            year.year,
            year.documents,
            year.documents_in_force,
            year.programmes,
            year.programmes_in_force,
            year.regions,
            year.pairs,
            year.largest,
        )
        query = begun_query(date(year.year, 1, 1), date(year.year, 12, 31))
        rows.append(Row(cells, year.facts, query))
    missing = undated(frame.whole)
    figures = [
        figure("undated_documents", missing["policy"][0]),
        figure("all_documents", missing["policy"][1]),
        figure("undated_programmes", missing["programme"][0]),
        figure("all_programmes", missing["programme"][1]),
    ]
    dated = sum(every - without for without, every in missing.values())
    return [
        frame.finding(
            "growth.years",
            "year documents_begun documents_held programmes_begun programmes_held regions pairs largest",
            rows,
            query=begun_query(),
            figures=figures,
            size=(dated, 0),
            reading=frame.whole,
        )
    ]
