"""
Questions as analysts ask them: by names in Chinese or English instead of IRIs, answered with lists that are tables too.

Nothing is found out here: each function turns names into what the room of its question takes, and gives the answer its
columns. A name is an id, a label or an alias; one that fits nothing, or several things, is an error with guesses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .answers.timeline import asked_timeline, one_day
from .describe import describe as describe_thing
from .entities import ENTITY, Entity, resolve
from .entities import facts as facts_of
from .errors import PolicygraphError, QueryError
from .find import find as find_things
from .frames import Answer
from .gaps import by_sort, last_published
from .gaps import gaps as gaps_of
from .keys import ENTRY, FACT, FINDING, GAP, LINK, QUERY, links
from .lineage import DEPTH
from .lineage import lineage as lineage_of
from .ontology import PREFIXES
from .paths import explain as explain_link
from .query import KINDS, bind, library, named, read_query
from .timeline import Asked
from .timeline import in_force as in_force_on
from .timeline import timeline as dated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .check import Finding
    from .describe import Description
    from .entities import Fact
    from .gaps import Gap
    from .lineage import Lineage
    from .paths import Explanation
    from .query import NamedQuery
    from .store import Rows, Store
    from .timeline import Entry

# A thing as a person names it, or as another answer gave it; a day as text or as a date.
Name = str | Entity
Day = str | date

LIBRARY_NAME = re.compile(r"[\w-]+")
# What a timeline may be narrowed by, besides a name and kinds.
PARTS = ("region", "agency", "doc_type", "topic", "target", "programme", "text", "begin", "end")


def find(store: Store, text: str, limit: int = 20) -> Answer[Entity]:
    """
    Return the things whose names hold *text*, the closest first: equal, then beginning with it, then holding it.

    Two Chinese characters are enough; Latin letters also match English names, ids, pinyin (``boshi nongchang``) and its
    initials (``bsnc``). For Chinese, a built folder has an index; else all names are
    read once.

    Columns: id, iri, label, label_en, kind, aliases.

        >>> pg.find(store, "博士农场")[0].english
        'Doctor Farm'
        >>> pg.find(store, "bsnc").to_pandas().loc[0, "id"]
        'doctor-farm'
    """
    return Answer(find_things(store, text, limit), ENTITY)


def facts(store: Store, *things: Name) -> Answer[Fact]:
    """
    Return what the graph says of *things*, as subject or as value; without any, all that any passage states.

    Each fact comes once with all its citations; plans and proposals come last, and `modality` tells them apart. What
    no passage states, such as classes and our translations, has no citation.

    Columns: subject, property, label, label_en, value, target, role, edtf, words, modality, why, why_en, citations,
    cited, cited_en.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things. An IRI is taken as it is.

        >>> said = pg.facts(store, "博士农场").to_pandas()
        >>> "pinggu" in set(said.target)
        True
    """
    return Answer(facts_of(store, *(_iri(store, thing) for thing in things)), FACT)


def show(store: Store, name: Name) -> Description:
    """
    Return all about one thing: `facts`, links that point to it (`inward`), `figures`, and plans and `proposals`.

    A handful of lookups, whatever the graph's size. Each of the four is a table, and so is the whole.

    Columns: section, property, label, label_en, value, value_en, target, inward, modality, why, why_en, citations,
    cited, cited_en.

    Raises:
        UnknownNameError: The name stands for nothing, or for several things.

        >>> about = pg.show(store, "通武廊")
        >>> sorted(about.facts.to_pandas().query("label_en == 'participant'").value_en)[0]
        'Langfang · 廊坊市'
    """
    return describe_thing(store, _thing(store, name))


def timeline(
    store: Store,
    name: Name | Asked | None = None,
    *,
    region: Name | None = None,
    above: bool = False,
    agency: Name | None = None,
    type: Name | None = None,  # noqa: A002 (the command's word)
    topic: Name | None = None,
    target: Name | None = None,
    programme: Name | None = None,
    text: str | None = None,
    kind: str | Sequence[str] = (),
    begin: Day | None = None,
    end: Day | None = None,
    limit: int | None = None,
) -> Answer[Entry]:
    """
    Return the dates of what is asked for that lie, or may lie, between *begin* and *end*, in order of time.

    Args:
        store: An open store.
        name: One thing; or an `Asked`, which then says everything.
        region: A region, with its sub-regions; for a bloc, with its members.
        above: Whether the places in which the region lies count too.
        agency: A body, with its parts.
        type: A document type such as 实施方案.
        topic: A topic such as 人才引进.
        target: A target group such as 博士后.
        programme: A programme, with all that is linked with it or with its parts.
        text: What stands in one of a thing's names.
        kind: One or several of policy, programme, event … Figures come only as ``observation``.
        begin: From this year, month or day on; ``2022`` is its first day.
        end: Until this year, month or day; ``2023`` is its last day.
        limit: At most so many, the first in time; all by default.

    `fit` is certain where the date surely lies in the range. The four bounds are days; where nothing limits them they
    are 0001-01-01 and 9999-12-31.

    Columns: id, iri, label, label_en, kind, role, edtf, words, begin_earliest, begin_latest, end_earliest, end_latest,
    fit, why, why_en, modality, via, citations, cited, cited_en.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things, or for a thing of another kind.
        QueryError: A day is none.
        PolicygraphError: A kind is none (E101), *begin* is after *end* (E609), `above` stands without a region
            (E610).

        >>> plan = pg.timeline(store, "doctor-farm-plan", begin="2022-04-01", end="2022-04-15")
        >>> plan[0].edtf, plan[0].fit.value
        ('2022-04', 'possible')
        >>> "doctor-farm-plan" in set(pg.timeline(store, region="平谷区", begin="2022", end="2023").to_pandas().id)
        True
    """
    given = {"region": region, "agency": agency, "doc_type": type, "topic": topic, "begin": begin, "end": end}
    given |= {"target": target, "programme": programme, "text": text}
    return Answer(dated(store, _asked(store, name, None, kind, given, above=above)[0], limit), ENTRY)


def in_force(
    store: Store,
    day: Day | Asked,
    name: Name | Asked | date | None = None,
    *,
    region: Name | None = None,
    above: bool = False,
    agency: Name | None = None,
    type: Name | None = None,  # noqa: A002 (the command's word)
    topic: Name | None = None,
    target: Name | None = None,
    programme: Name | None = None,
    text: str | None = None,
    kind: str | Sequence[str] = (),
    limit: int | None = None,
) -> Answer[Entry]:
    """
    Return what was, or may have been, in force on *day*, most certain first, each with the reason (`why`).

    The parts of a question are those of `timeline`, and so are the columns and the errors; the bounds are those of the
    time in force.

        >>> held = pg.in_force(store, "2023-06-30", region="平谷区", kind="policy")
        >>> {entry.thing.id: entry.fit.value for entry in held}["agri-zhongguancun-action-plan"]
        'certain'
    """
    if isinstance(day, Asked):  # as the room of the timeline takes them
        day, name = name, day  # type: ignore[assignment]
    given = {"region": region, "agency": agency, "doc_type": type, "topic": topic}
    given |= {"target": target, "programme": programme, "text": text}
    asked, on = _asked(store, name, day, kind, given, above=above)  # type: ignore[arg-type]
    if on is None:
        raise QueryError("E301", text=day)
    return Answer(in_force_on(store, asked, on, limit), ENTRY)


def path(store: Store, start: Name, end: Name, *, inferred: bool = True, limit: int = 5) -> Answer[Explanation]:
    """
    Return the shortest explanations of how two things are linked, at most *limit* of those that tie.

    An item is one way with its steps; as a table it has a row a link.

    Columns: way, cost, step, from_id, from_label, from_label_en, from_kind, property, label, label_en, forward, to_id,
    to_label, to_label_en, to_kind, modality, why, why_en, citations, cited, cited_en.

    Raises:
        UnknownNameError: A name stands for nothing, or for several things.
        PolicygraphError: E604, nothing links the two.

        >>> ways = pg.path(store, "博士农场", "农业农村部")
        >>> ways[0].steps[-1].end.english
        'Ministry of Agriculture and Rural Affairs'
        >>> ways.to_pandas().to_id.iloc[-1] == ways[0].steps[-1].end.id
        True
    """
    found = explain_link(store, _thing(store, start), _thing(store, end), inferred=inferred, limit=limit)
    return Answer(found, LINK, links)


def lineage(
    store: Store,
    name: Name,
    *,
    depth: int = DEPTH,
    up: bool = True,
    down: bool = True,
    inferred: bool = True,
    on: Day | None = None,
) -> Lineage:
    """
    Return which documents a thing rests on or comes from (`up`), what rests on it (`down`) and what it `set_up`.

    Also what `followed`, in order of time, and the `gaps` of all these things; *on* is the day on which a document may
    have expired, else that on which the latest source appeared. As a table it has a row a branch.

    Columns: section, steps, from_id, from_iri, from_label, from_label_en, from_kind, property, link, link_en, forward,
    id, iri, label, label_en, kind, levels, dates, repeated, more, modality, why, why_en, citations, cited, cited_en.

    Raises:
        UnknownNameError: The name stands for nothing, or for several things.

        >>> found = pg.lineage(store, "农业中关村十条")
        >>> found.followed[0].member.dates[0].edtf
        '2023-10'
        >>> found.to_pandas().query("section == 'set_up'").id.tolist()
        ['agri-reform-zone', 'agri-zhongguancun']
    """
    return lineage_of(
        store,
        _thing(store, name),
        depth=depth,
        up=up,
        down=down,
        inferred=inferred,
        on=one_day(_typed(on)) if on else None,
    )


def gaps(store: Store, *, region: Name | None = None, on: Day | None = None, inferred: bool = True) -> Answer[Gap]:
    """
    Return what is missing, sort by sort: documents known by name only, titles in titles that no record tells of,
    documents expired with no successor, documents that set up nothing, programmes that no document sets up.

    Columns: gap, id, iri, label, label_en, kind, title, dates, fit, citations, cited, cited_en.

    Raises:
        UnknownNameError: The region is none.

        >>> sorted({gap.sort.value for gap in pg.gaps(store, region="平谷区")})
        ['no-document', 'sets-up-nothing']
    """
    day = one_day(_typed(on)) if on else last_published(store)
    place = resolve(store, _typed(region), kind=KINDS["region"]).iri if region else ""
    return Answer(gaps_of(store, region=place, on=day, inferred=inferred), GAP, partial(by_sort, on=day))


# The same under the names of the rooms that answer.
describe = show
explain = path


def queries() -> Answer[NamedQuery]:
    """
    Return the library of named queries with their parameters.

    Columns: name, title, title_en, params.

        >>> "in-force-on" in set(pg.queries().to_pandas().name)
        True
    """
    return Answer(library().values(), QUERY)


def query(
    store: Store,
    sparql: str | Path,
    /,
    *,
    timeout: float = 60.0,
    union: bool = False,
    **params: Name | date | int,
) -> Rows:
    """
    Return the rows of a query of the library, of a SELECT, or of a file that holds one.

    Args:
        store: An open store.
        sparql: The name of a query of the library, SPARQL, or a path. All prefixes of the project may be used.
        timeout: Seconds until the answer is given up.
        union: Let the default graph be the union of all graphs.
        params: Values for the parameters of a query of the library: things by name, days, numbers, text.

    The columns are the variables. Frames hold days, whole numbers, numbers and truth values as such where all values
    of a variable are that, all else as text; an unbound variable is None.

    Raises:
        QueryError: The query is not valid, not allowed, no SELECT, or not finished in time; no such name (E509).
        UnknownNameError: A parameter names nothing, or several things.

        >>> pg.query(store, "policies-by-body", body="教育部").to_dicts()[0]["title"]
        '教育部 北京市人民政府战略合作协议'
        >>> pg.query(store, "SELECT ?name WHERE { id:pinggu rdfs:label ?name } ORDER BY ?name").to_dicts()
        [{'name': 'Pinggu District'}, {'name': '平谷区'}]
    """
    if isinstance(sparql, str) and LIBRARY_NAME.fullmatch(sparql):
        text = bind(store, named(sparql), {name: _typed(value) for name, value in params.items()}, "en")
    elif params:
        raise QueryError("E510", name="SPARQL", param=next(iter(params)))
    else:
        text = read_query(sparql) if isinstance(sparql, Path) else sparql
    rows = store.select(text, prefixes=PREFIXES, timeout=timeout, union=union)
    return replace(rows, prefixes=PREFIXES)


def check(data: Path, *, shacl: bool = False) -> Answer[Finding]:
    """
    Return the errors and findings of a data folder, by file and line; see `policygraph check`.

    Columns: place, file, line, column, code, error, id, text, text_en.

    Raises:
        PolicygraphError: E608, *shacl* is asked for and pySHACL is not installed.
    """
    from .check import check as check_data  # loads all that a build needs

    return Answer(check_data(data, shacl=shacl), FINDING)


def _asked(
    store: Store,
    name: Name | Asked | None,
    day: Day | None,
    kind: str | Sequence[str],
    given: Mapping[str, Name | date | None],
    *,
    above: bool,
) -> tuple[Asked, date | None]:
    words = {part: None if value is None else _typed(value) for part, value in given.items()}
    kinds = (kind,) if isinstance(kind, str) else tuple(kind)
    if isinstance(name, Asked) and (kinds or above or any(words.values())):
        raise PolicygraphError("E606", choices="Asked, names")
    asked, on = asked_timeline(
        store,
        name=None if name is None or isinstance(name, Asked) else _typed(name),
        day=None if day is None else _typed(day),
        kind=kinds,
        above=above,
        **{**dict.fromkeys(PARTS), **words},
    )
    return (name if isinstance(name, Asked) else asked), on


def _thing(store: Store, name: Name) -> Entity:
    return name if isinstance(name, Entity) else resolve(store, name)


def _iri(store: Store, name: Name) -> str:
    return name if isinstance(name, str) and "://" in name else _thing(store, name).iri


def _typed(value: Name | date | int) -> str:
    """
    Return a value as a person would type it.
    """
    return value.iri if isinstance(value, Entity) else str(value)
