"""A database of many reports, written in bulk and not through the extractors: random numbers, and texts made up.

Every agency reports in each year from 2010 to 2025, in the form of its year. Numbers of 表三 add up; most cells are 0,
as in real reports. Findings come by turns, and not from the numbers. A narrative is to three fifths sentences that
others have too, and to two fifths words of a vocabulary that falls off as vocabularies do.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import accumulate, islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, insert, select

import forms
from storage import search
from storage.database import bulk, dictionary
from storage.models import (
    NUMBERS,
    Agency,
    AnnualReport,
    Capture,
    CrossFinding,
    District,
    Fetch,
    Mark,
    Reading,
    ReadingOutcome,
    ReportStatus,
    Section,
    SectionLevel,
    Showing,
    Source,
    Url,
    Version,
    VersionFinding,
    column_name,
    table_of,
)
from storage.records import FetchOutcome, Outcome, Role, Scope, State
from storage.session import WRITING
from storage.sums import headlines, tallies
from storage.versions.choice import SourceState

YEARS = range(2010, 2026)
AT_ONCE = 500
_AT = datetime(2026, 1, 20, tzinfo=UTC)
_KEYS = ("overview", "proactive", "requests", "review_litigation", "problems", "other_matters")
COMMON, LESS_COMMON, RARE, RARE_LONG = "信访", "政务公开", "拆迁", "征地拆迁补偿"
"""Words in nine of ten reports, in three of four, in one of five hundred, and in one of five thousand."""
_SENTENCES = (
    "本机关高度重视政府信息公开工作，主要负责同志多次听取汇报，研究部署年度重点任务。",
    "严格落实先审查、后公开的原则，进一步明确信息发布的审核程序和责任分工。",
    "围绕群众关心的就业、教育、医疗、住房等领域，主动做好政策发布和解读。",
    "不断完善依申请公开办理流程，规范登记、审核、答复、存档各个环节。",
    "组织开展业务培训，工作人员的法治意识和服务水平得到提升。",
    "依托门户网站和新媒体及时回应社会关切，听取意见建议。",
    "定期对栏目进行检查，发现问题及时整改，确保内容准确、链接有效。",
    "下一步将继续健全工作机制，加强统筹协调，推动公开工作走深走实。",
    "通过12345热线、网上信箱和现场接待等渠道受理群众诉求，做到件件有回音。",
    "对照目录逐项梳理，补齐短板，推进重点领域信息公开规范化。",
)


@dataclass(frozen=True, slots=True)
class Country:
    """How many agencies a district has, and the years in which each of them reports."""

    agencies: int = 25
    years: Sequence[int] = YEARS

    def district_of(self, agency: int) -> int:
        """Agencies are numbered through, districts too, both from 1."""
        return -(-agency // self.agencies)


class Vocabulary:
    """Words of two to four ideographs; the first are frequent, the last hardly ever met."""

    def __init__(self, chance: random.Random, size: int = 8_000) -> None:
        common = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
        self.words = ["".join(chance.choices(common, k=chance.choice((2, 2, 2, 3, 4)))) for _ in range(size)]
        self._weights = list(accumulate(1 / rank for rank in range(1, size + 1)))

    def sentence(self, chance: random.Random) -> str:
        """Some twenty characters, with a number now and then."""
        chosen = chance.choices(self.words, cum_weights=self._weights, k=chance.randint(6, 10))
        number = f"{chance.randint(1, 999)}件" if chance.random() < 0.3 else ""
        return "".join(chosen) + number + "。"


def fill(engine: Engine, reports: int, seed: int = 1, *, words: bool = True, country: Country | None = None) -> None:
    """At least that many reports; without ``words`` nothing of their texts, which questions of numbers do not read."""
    chance, country = random.Random(seed), country or Country()
    agencies = -(-reports // len(country.years))
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        _places(connection, agencies, country)
        vocabulary = Vocabulary(chance) if words else None
        measures = dictionary.ids(connection)
        numbered = enumerate(((agency, year) for agency in range(1, agencies + 1) for year in country.years), 1)
        every = (_Numbered(number, country.district_of(agency), agency, year) for number, (agency, year) in numbered)
        while batch := list(islice(every, AT_ONCE)):
            _write(connection, batch, measures, vocabulary, chance)
        for district in connection.scalars(select(table_of(District).c.id)).all():
            headlines.renew(connection, district)
            tallies.renew(connection, district)
    analyse(engine)


def analyse(engine: Engine) -> None:
    """As a nightly run does, so that the planner knows the tables."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


class _Numbered(NamedTuple):
    """One report; its number is that of its page, its capture and its version too."""

    number: int
    district: int
    agency: int
    year: int


def _places(connection: Connection, agencies: int, country: Country) -> None:
    districts = country.district_of(agencies)
    connection.execute(
        insert(table_of(District)),
        [
            {"id": d, "code": f"{11 + d % 30}{d // 30 + 1:04}", "name": f"示例{d}区", "site": f"shili{d}"}
            for d in range(1, districts + 1)
        ],
    )
    connection.execute(
        insert(table_of(Agency)),
        [
            {
                "id": a,
                "district_id": country.district_of(a),
                "key": f"第{a}局",
                "name": f"示例{country.district_of(a)}区第{a}局",
                "kind": "department",
            }
            for a in range(1, agencies + 1)
        ],
    )


_OF_A_REPORT = (Url, Fetch, Capture, Reading, AnnualReport, Source, Version, Showing)
_WRITTEN = (*_OF_A_REPORT, Mark, Section, VersionFinding, CrossFinding)


def _write(
    connection: Connection,
    batch: Sequence[_Numbered],
    measures: Mapping[forms.Measure, int],
    vocabulary: Vocabulary | None,
    chance: random.Random,
) -> None:
    rows: dict[Any, list[dict[str, Any]]] = {table_of(model): [] for model in _WRITTEN}
    numbers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in batch:
        form = form_of(each.year)
        for model, row in _report(each, form).items():
            rows[table_of(model)].append(row)
        if vocabulary is not None:
            rows[table_of(Section)].extend(_sections(each.number, vocabulary, chance))
        rows[table_of(VersionFinding)].extend(_findings(each.number))
        rows[table_of(CrossFinding)].extend(_findings_across(each.number))
        wide = _numbers(each.number, form, chance)
        rows[table_of(Mark)].extend(_marks(each.number, wide, measures, chance))
        for table, row in wide.items():
            numbers.setdefault((table, form), []).append(row)
    for table, values in (*rows.items(), *((NUMBERS[key], of) for (key, _), of in numbers.items())):
        bulk.add(connection, table, values)
    if vocabulary is not None:
        search.put_stored(connection, [each.number for each in batch])


def form_of(year: int) -> str:
    """The form in force in that year."""
    return next(
        key for key, form in forms.FORMS.items() if form.report_year_from <= year <= (form.report_year_to or year)
    )


def _report(numbered: _Numbered, form: str) -> dict[Any, dict[str, Any]]:
    number, district, agency, year = numbered
    site, title = f"shili{district}", f"示例{district}区第{agency}局{year}年政府信息公开工作年度报告"
    url = f"https://www.{site}.gov.cn/zfxxgk/{agency}/{year}.html"
    digest = sha256(url.encode()).hexdigest()
    return {
        Url: {
            "id": number, "site": site, "url": url, "district_id": district, "role": Role.REPORT, "first_seen": _AT,
            "last_checked": _AT, "outcome": FetchOutcome.FETCHED, "status": 200, "sha256": digest,
            "capture_id": number, "agency": f"第{agency}局", "year": year,
        },
        Fetch: {
            "id": number, "url_id": number, "at": _AT, "outcome": FetchOutcome.FETCHED, "status": 200, "reason": "",
        },
        Capture: {
            "id": number, "url_id": number, "captured_at": _AT, "status": 200, "sha256": digest, "size": 140_000,
            "file": "a.warc.gz", "offset": number, "length": 100, "context": {}, "unchanged": False,
        },
        Reading: {
            "id": number, "capture_id": number, "extractor": "1", "sha256": digest, "media_type": "text/html",
            "at": _AT, "outcome": ReadingOutcome.STORED, "reason": "",
        },
        AnnualReport: {
            "id": number, "agency_id": agency, "year": year, "status": ReportStatus.CURRENT,
            "first_seen": _AT, "last_changed": _AT, "last_checked": _AT,
        },
        Source: {
            "report_id": number, "url_id": number, "state": SourceState.LIVE, "since": _AT, "reason": "",
            "last_seen": _AT,
        },
        Version: {
            "id": number, "report_id": number, "number": 1, "current": True, "url_id": number, "capture_id": number,
            "sha256": digest, "media_type": "text/html", "extractor": "1", "made_at": _AT, "digest": digest,
            "format": form, "agency": f"第{agency}局", "title": title,
            "published": date(year + 1, 1, 20), "scope": Scope.AGENCY, "warnings": [], "facts": {},
            "failing": int(number % 50 == 0), "unread": 0, "asked": 200,
        },
        Showing: {
            "report_id": number, "number": 1, "at": _AT, "version_id": number, "status": ReportStatus.CURRENT,
            "reason": "",
        },
    }  # fmt: skip


def _findings(number: int) -> Iterator[dict[str, Any]]:
    """Of 10 reports one does not add up somewhere, half leave out totals."""
    base = {"version_id": number, "bind": '{"c": "total"}', "assumed_zero": False, "convention": ""}
    for place, identity in enumerate(_IDENTITIES):
        if number % 10 == place and number % 50 < 40:
            fails = {"outcome": Outcome.FAIL, "left": Decimal(number % 90), "right": Decimal(number % 90 + 1)}
            yield {**base, "position": place, "identity": identity, **fails}
        elif number % 2 and number % 3 == place % 3:
            yield {**base, "position": place, "identity": identity, **_UNSAID, "outcome": Outcome.NOT_STATED}


def _findings_across(number: int) -> Iterator[dict[str, Any]]:
    """Of 7 reports one does not continue the last year's, one in 5 has no last year."""
    base = {"report_id": number, "identity": "T3_CARRY_CHAIN", "since": _AT, "until": None, "position": 0}
    if number % 7 == 0:
        fails = {"outcome": Outcome.FAIL, "left": Decimal(1), "right": Decimal(2), "code": "differs"}
        yield {**base, "bind": '{"c": "total"}', **fails}
    elif number % 5 == 0:
        yield {**base, "bind": "{}", **_UNSAID, "outcome": Outcome.NOT_EVALUATED, "code": "no_previous"}


_IDENTITIES = ("T3_FLOW", "T3_RESULTS_SUM", "T3_COLUMN_SUM", "T4_REVIEW_SUM", "X_NEW_RECEIVED", "X_GRANTED")
_UNSAID = {"left": None, "right": None}


def _sections(number: int, vocabulary: Vocabulary, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Some 1,300 characters."""
    for place, key in enumerate(_KEYS):
        sentences = [
            chance.choice(_SENTENCES) if chance.random() < 0.6 else vocabulary.sentence(chance)
            for _ in range(chance.randint(16, 24) if place == 0 else chance.randint(4, 7))
        ]
        if place == 0:
            for word, share in ((COMMON, 0.88), (LESS_COMMON, 0.74), (RARE, 0.002), (RARE_LONG, 0.0002)):
                if chance.random() < share:
                    sentences.insert(chance.randrange(len(sentences)), f"做好{word}有关工作。")
        base = {"version_id": number, "level": SectionLevel.SECTION, "position": place}
        yield {**base, "key": key, "title": f"第{place + 1}部分", "text": "".join(sentences)}


def _numbers(number: int, form: str, chance: random.Random) -> dict[str, dict[str, Any]]:
    """A wide row a table; of ten cells one is not 0."""
    found: dict[str, dict[str, Any]] = {}
    for measure in forms.asked(form):
        row = found.setdefault(measure.table, {"version_id": number})
        row[column_name(measure)] = chance.randint(1, 60) if chance.random() < 0.1 else 0
    if "t3" in found:
        _add_up(found["t3"], chance)
    return found


def _marks(
    number: int, wide: Mapping[str, dict[str, Any]], measures: Mapping[forms.Measure, int], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Two cells a report in which no number stands; of 表三, whose sums have to hold, none."""
    place = {(m.table, column_name(m)): number_of for m, number_of in measures.items()}
    among = [(table, name) for table, row in wide.items() if table != "t3" for name in row if name != "version_id"]
    for table, name in chance.sample(among, 2):
        wide[table][name] = None
        yield {
            "version_id": number, "measure_id": place[table, name], "state": State.DASH, "raw": "-", "value": None,
            "unit": None, "match": None, "ocr": None,
        }  # fmt: skip


def _add_up(row: dict[str, Any], chance: random.Random) -> None:
    table = forms.TABLES["t3"]
    results = [r.key for r in table.descendants("results") if f"{r.key}__total" in row]
    for key in results:
        applicants = [c.key for c in table.columns if c.key != "total"]
        row[f"{key}__total"] = sum(row[f"{key}__{column}"] for column in applicants)
    row["results_total__total"] = sum(row[f"{key}__total"] for key in results)
    row["carried_out__total"] = chance.randint(0, 3)
    row["carried_in__total"] = 0
    row["new_received__total"] = row["results_total__total"] + row["carried_out__total"]


def text_bytes(connection: Connection) -> int:
    """Bytes of all the texts that are searched, as UTF-8."""
    table = table_of(Section)
    return sum(
        len(row.text.encode()) + len(row.title.encode())
        for row in connection.execute(select(table.c.text, table.c.title))
    )
