"""
Synthetic data folders of any size, in the project's own format, for measuring and for tests of scale.

Everything is invented: places, bodies and documents stand for nothing real, and no figure made from them says anything
about policy. The same number of policies and the same seed give the same bytes. Nothing grows with the number of
policies but four bytes a link, so a million is written in the memory of a thousand.
"""

from __future__ import annotations

import argparse
import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import yaml

Record = dict[str, Any]

SOURCE = "synthetic"
PROVINCES, CITIES, DISTRICTS = 30, 11, 8
FIRST_DAY, LAST_DAY = date(2003, 1, 1), date(2024, 6, 30)
# A paragraph names two documents; each section ends with paragraphs that come back to some of them.
SECTION, PER_PARAGRAPH, PER_SECOND, PER_THIRD = 400, 2, 10, 40
SECTIONS_A_CHAPTER = 25
# One document in so many is only recommended, and nothing may cite it.
PROPOSED_EVERY = 250
# The first documents cite nothing, or the very first one would be cited by half of the next.
FIRST_CITING = 30


def _rows(text: str) -> list[list[str]]:
    return [row.split() for row in text.split(";")]


# Two characters, one of each, name a place: 58 × 58 pairs are enough for 3,000 places without a repeat.
FORE = """
云海青安江临永新长宝泰清金石白龙凤玉松柳桃梅兰荷枫桂溪河湖
泉沙岭岩峰谷原洲浦港湾东南西北上中下大小嘉顺和平定武文德
""".replace("\n", "")
HIND = """
川州阳宁山城水陵源口门台田林泽丰乡远兴华庆康乐善义信礼仁光
明宏昭景曲池塘桥渡津渚汀岗坪坝塬峡关屯营堡集镇庄店里坊巷亭
""".replace("\n", "")
BODIES = (("人民政府", "政发"), ("人力资源和社会保障局", "人社发"), ("科学技术局", "科发"))
# How a title says whom it is for, and the target group that this means.
WHOM = _rows("""
青年科技人才 青年科技人才; 高技能人才 技能人才; 高校毕业生 高校毕业生; 博士后研究人员 博士后; 海外高层次人才 海外人才;
农村实用人才 农村实用人才; 专业技术人才 专业技术人才; 急需紧缺人才 急需紧缺人才; 创新创业人才 创业者;
战略科学家 战略科学家; 企业科研人员 科研人员; 在校大学生 在校大学生; 党政人才 党政人才; 领军人才 高层次人才
""")
# How a title says what is to be done, its topic, and the instrument that does it.
WHAT = _rows("""
引进 人才引进 人才引进; 柔性引进 人才引进 柔性引才; 培养 人才培养 人才培养; 联合培养 人才培养 联合培养;
评价改革 人才评价 人才评价改革; 职称评审 人才评价 职称自主评审; 流动配置 人才流动 编制共享; 服务保障 人才服务 人才服务;
安居保障 人才安居 住房保障; 租房补助 人才安居 资金补贴; 落户服务 人才服务 落户; 子女入学服务 人才服务 子女教育;
管理权限下放 人才体制机制改革 管理放权; 创业扶持 创新创业 金融支持; 成果转化激励 成果转化 奖励;
就业促进 高校毕业生就业 就业服务; 国际交流 国际交流合作 国际合作; 校地共建 校地合作 平台建设;
乡村服务 乡村振兴 交流合作; 数字技能提升 数字经济 教育培训
""")
TYPES = _rows("意见 措施 办法 实施细则 规划 行动计划 实施方案 决定 通知 规定 目录 指南 方案 条例")[0]
WHYS = (
    "本段只写地区，未写发文机关",
    "文件文号的机关代字指向该机关",
    "同段所列其他文件均由该机关印发",
)


@dataclass(frozen=True, slots=True)
class Region:
    """
    An invented division: its slug and name, its code in the form of GB/T 2260, and the slug of the one it lies in.
    """

    slug: str
    name: str
    code: str
    within: str


@dataclass(frozen=True, slots=True)
class Body:
    """
    An invented agency: its slug and name, its region's slug, the opening of its document numbers, and its parent body.
    """

    slug: str
    name: str
    region: str
    sign: str
    parent: str


def generate(folder: Path, policies: int, seed: int = 1, form: str = "jsonl") -> None:
    """
    Write a data folder of *policies* invented policies, 3,000 regions and some 700 agencies.

    Args:
        folder: Where to write; made if need be, files of the same names are replaced.
        policies: How many; at least one.
        seed: Equal seeds give equal bytes.
        form: ``jsonl``, or ``yaml`` for the same records in the form that people write (slow beyond some 10,000).

    Raises:
        ValueError: *policies* is less than one, or *form* is neither.
    """
    if policies < 1 or form not in ("jsonl", "yaml"):
        raise ValueError(f"cannot write {policies} policies as {form}")
    inner = folder / "sources" / SOURCE
    inner.mkdir(parents=True, exist_ok=True)
    regions = list(tree())
    bodies = list(agencies(regions, seed))
    _write(folder / f"regions.{form}", region_records(regions))
    _write(folder / f"agencies.{form}", agency_records(bodies))
    _write(inner / f"records.{form}", Drawing(regions, bodies, policies, seed).records())
    with (inner / "source.yaml").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(outline(policies))


def tree() -> Iterator[Region]:
    """
    Yield 30 provinces, 330 cities and 2,640 districts, each after the one that it lies in; equal for every seed.
    """
    size = len(FORE) * len(HIND)
    # 1087 is prime to the number of pairs, so every pair comes once.
    pairs = (FORE[pair // len(HIND)] + HIND[pair % len(HIND)] for pair in (n * 1087 % size for n in range(size)))
    for p in range(1, PROVINCES + 1):
        province = f"r{p:02}"
        yield Region(province, next(pairs) + "省", f"{p + 10}0000", "")
        for c in range(1, CITIES + 1):
            city = f"{province}-{c:02}"
            yield Region(city, next(pairs) + "市", f"{p + 10}{c:02}00", province)
            for d in range(1, DISTRICTS + 1):
                ending = "区" if d < 4 else "县"
                yield Region(f"{city}-{d:02}", next(pairs) + ending, f"{p + 10}{c:02}{d:02}", city)


def agencies(regions: list[Region], seed: int) -> Iterator[Body]:
    """
    Yield one government a province, and for each city its government and up to two of its bureaus.
    """
    rng = Random(seed)
    for region in regions:
        level = region.slug.count("-")
        for n in range(0 if level == 2 else 1 if level == 0 else rng.randint(1, 3)):
            title, sign = BODIES[n]
            slug = f"a{region.slug[1:]}-{n + 1}"
            parent = f"a{region.slug[1:]}-1" if n else f"a{region.within[1:]}-1" if region.within else ""
            yield Body(slug, region.name + title, region.slug, region.name[:2] + sign, parent)


def region_records(regions: list[Region]) -> Iterator[Record]:
    """
    Yield the records of the regions; a city and its districts stand in one paragraph.
    """
    for region in regions:
        province, _, rest = region.slug[1:].partition("-")
        paragraph = int(rest[:2]) + 1 if rest else 1
        record = {"region": region.slug, "label": region.name, "code": region.code}
        if region.within:
            record["within"] = region.within
        yield record | {"at": f"{SOURCE}/regions/{int(province)}/p{paragraph}"}


def agency_records(bodies: list[Body]) -> Iterator[Record]:
    """
    Yield the records of the agencies; those of a city stand in one paragraph.
    """
    for body in bodies:
        province, _, city = body.region[1:].partition("-")
        record = {"agency": body.slug, "label": body.name, "region": body.region}
        if body.parent:
            record["part-of"] = body.parent
        yield record | {"at": f"{SOURCE}/agencies/{int(province)}/p{int(city or 0) + 1}"}


def outline(policies: int) -> Iterator[str]:
    """
    Yield the lines of `source.yaml`, whose outline holds every passage that the records name.
    """
    yield f"source: {SOURCE}\ntitle: 合成政策汇编\nname: 合成汇编\npublisher: 虚构出版社\npublished: '2024'\noutline:\n"
    for key, title in (("regions", "行政区划"), ("agencies", "发文机关")):
        yield f"  {key}:\n    title: {title}\n    sections:\n"
        for n in range(1, PROVINCES + 1):
            yield f"    - {{at: '{n}', title: 第{n}节, units: {{p1-p{CITIES + 1}: {n}}}}}\n"
    page = PROVINCES + 1
    for section in range((policies + SECTION - 1) // SECTION):
        chapter, n = divmod(section, SECTIONS_A_CHAPTER)
        if n == 0:
            yield f"  c{chapter + 1:04}:\n    title: 第{chapter + 1}编\n    sections:\n"
        units = f"p1-p100: {page}, p101-p200: {page + 1}, p201-p250: {page + 2}"
        yield f"    - {{at: '{n + 1}', title: 第{n + 1}节, units: {{{units}}}}}\n"
        page += 3


def passages(index: int) -> tuple[str, str, str]:
    """
    Return the locators of the three paragraphs that may speak of policy *index*, counted from 0: the first says all.
    """
    section, k = divmod(index, SECTION)
    chapter, n = divmod(section, SECTIONS_A_CHAPTER)
    here = f"c{chapter + 1:04}/{n + 1}/p"
    return f"{here}{k // PER_PARAGRAPH + 1}", f"{here}{201 + k // PER_SECOND}", f"{here}{241 + k // PER_THIRD}"


class Drawing:
    """
    One run of the dice: draws policies in the order of their dates, so that a later one can cite an earlier one.
    """

    def __init__(self, regions: list[Region], bodies: list[Body], policies: int, seed: int) -> None:
        self.rng = Random(seed * 2 + 1)
        self.policies = policies
        self.regions = [region for region in regions if region.within]
        self.names = {region.slug: region.name for region in regions}
        self.bodies: dict[str, list[Body]] = {}
        for body in bodies:
            self.bodies.setdefault(body.region, []).append(body)
        self.rng.shuffle(self.regions)
        self.titled: Counter[str] = Counter()
        self.numbered: Counter[tuple[str, int]] = Counter()
        self.cited = array("L")

    def records(self) -> Iterator[Record]:
        """
        Yield the records of all policies.
        """
        for index in range(self.policies):
            yield self.policy(index)

    def policy(self, index: int) -> Record:
        """
        Return the record of the policy *index*, counted from 0; each may be drawn once, in order.
        """
        day = FIRST_DAY + timedelta(days=(LAST_DAY - FIRST_DAY).days * index // self.policies)
        # The square makes some places issue far more than others, as they do.
        region = self.regions[int(self.rng.random() ** 2 * len(self.regions))]
        title, doctype, whom, what = self._title(region)
        dates = self._dates(day)
        if "valid" in dates:
            title += self._period(str(dates["valid"]))
        record: Record = {"policy": slug(index), "title": title, "type": doctype, "region": region.slug}
        if index % PROPOSED_EVERY == PROPOSED_EVERY - 1:
            return record | {"topic": what[1], "modality": "proposed", "at": passages(index)[0]}
        record |= self._issuer(region, day.year) | self._themes(whom, what) | dates
        record |= self._links(index) if index >= FIRST_CITING else {}
        return self._stated(record, index)

    def _title(self, region: Region) -> tuple[str, str, list[str], list[str]]:
        # A counter a region walks through all combinations before one comes again, so titles are unique without a list.
        every = len(WHOM) * len(WHAT) * len(TYPES)
        count = self.titled[region.slug]
        self.titled[region.slug] += 1
        again, step = divmod(count, every)
        start = int(region.code)
        rest, t = divmod((step * 1009 + start * 37) % every, len(TYPES))
        a, b = divmod(rest, len(WHAT))
        place = region.name if region.slug.count("-") == 1 else self.names[region.within] + region.name
        batch = f"（第{again + 1}批）" if again else ""
        return f"{place}{WHOM[a][0]}{WHAT[b][0]}{TYPES[t]}{batch}", TYPES[t], WHOM[a], WHAT[b]

    @staticmethod
    def _period(valid: str) -> str:
        begin, _, end = valid.partition("/")
        return f"（{begin}年起）" if end == ".." else f"（{begin}—{end}年）"

    def _dates(self, day: date) -> Record:
        year, month = f"{day.year}", f"{day:%Y-%m}"
        quarter, roll = (day.month - 1) // 3, self.rng.random()
        if roll < 0.42:
            role = self.rng.choice(("issued", "issued", "issued", "published", "dated"))
            return {role: day.isoformat()} | self._second_date(day)
        if roll < 0.62:
            return {self.rng.choice(("issued", "dated")): month}
        if roll < 0.79:
            return {"dated": year}
        if roll < 0.86:
            return {"valid": f"{year}/{day.year + self.rng.randint(2, 5)}"}
        if roll < 0.89:
            return {"dated": {"value": f"{year}-4{quarter // 2}", "words": f"{year}年{'上下'[quarter // 2]}半年"}}
        late = day + timedelta(days=self.rng.randint(40, 300))
        odd: tuple[Record, ...] = (
            {"valid": f"{year}/.."},
            {"dated": f"{month}/{late:%Y-%m}"},
            {"dated": {"value": f"{year}-{33 + quarter}", "words": f"{year}年{'一二三四'[quarter]}季度"}},
            {"dated": {"value": f"{year}~", "words": f"{year}年前后"}},
        )
        return self.rng.choice(odd) if roll < 0.93 else {}

    def _second_date(self, day: date) -> Record:
        roll = self.rng.random()
        if roll < 0.06:
            return {"effective": (day + timedelta(days=30)).isoformat()}
        if roll < 0.10:
            return {"ended": (day + timedelta(days=365 * self.rng.randint(1, 8))).isoformat()}
        if roll < 0.16:
            return {"current": f"{day + timedelta(days=400):%Y-%m}"}
        if roll < 0.17:
            return {"effective": {"value": f"{day.year + 1}", "modality": "planned"}}
        return {}

    def _issuer(self, region: Region, year: int) -> Record:
        city = region.slug[:6]
        body = self.rng.choice(self.bodies[city])
        roll = self.rng.random()
        found: Record = {}
        if roll < 0.6:
            self.numbered[body.slug, year] += 1
            found["number"] = f"{body.sign}〔{year}〕{self.numbered[body.slug, year]}号"
        if roll < 0.86:
            found["issuer"] = body.slug
        elif roll < 0.89:
            found["issuer"] = {"value": body.slug, "modality": "inferred", "why": self.rng.choice(WHYS)}
        return found

    def _themes(self, whom: list[str], what: list[str]) -> Record:
        roll = self.rng.random()
        found: Record = {"topic": what[1]} if roll < 0.35 else {}
        if roll < 0.1:
            found["target"] = whom[1]
        elif roll < 0.2:
            found["instrument"] = what[2]
        return found

    def _links(self, index: int) -> Record:
        found: dict[str, list[Any]] = {}
        roll = self.rng.random()
        for _ in range(2 if roll < 0.1 else 1 if roll < 0.42 else 0):
            key = self.rng.choice(("based-on", "based-on", "based-on", "cites", "cites", "ensures"))
            target = self._target(index)
            if all(slug(target) not in values for values in found.values()):
                self.cited.append(target)
                found.setdefault(key, []).append(slug(target))
        if roll > 0.995:
            found["ensures"] = [{"value": slug(self._target(index)), "modality": "proposed"}]
        return {key: values[0] if len(values) == 1 else values for key, values in found.items()}

    def _target(self, index: int) -> int:
        # Preferential attachment: a link's end drawn from the ends so far is drawn in proportion to its links.
        again = self.cited and self.rng.random() < 0.6
        target = self.cited[self.rng.randrange(len(self.cited))] if again else self.rng.randrange(index)
        return target - 1 if target % PROPOSED_EVERY == PROPOSED_EVERY - 1 else target

    def _stated(self, record: Record, index: int) -> Record:
        first, second, third = passages(index)
        roll = self.rng.random()
        if roll < 0.02:
            return record | {"at": [first, second]}
        if roll < 0.30:
            both = [first, second] if roll > 0.08 else [first, second, third]
            for key in islice((key for key in ("title", "issuer", "topic") if isinstance(record.get(key), str)), 2):
                # Lists of their own: a YAML writer makes an anchor of one that comes twice.
                record[key] = {"value": record[key], "at": list(both)}
        return record | {"at": first}


def slug(index: int) -> str:
    """
    Return the id of the policy *index*, counted from 0.
    """
    return f"p{index + 1:07}"


def _write(path: Path, records: Iterable[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in records:
            if path.suffix == ".jsonl":
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            else:
                yaml.dump([record], file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


def main() -> None:
    """
    Write a folder from the command line: ``python tests/benchmarks/generate.py FOLDER N``.
    """
    parser = argparse.ArgumentParser(description="Write a synthetic data folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("policies", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", choices=("jsonl", "yaml"), default="jsonl")
    args = parser.parse_args()
    generate(args.folder, args.policies, args.seed, args.form)


if __name__ == "__main__":
    main()
