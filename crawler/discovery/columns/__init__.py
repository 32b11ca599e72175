"""Which links lead to the column of annual reports, or nearer to it; and into which columns that one is divided.

Names come first (政府信息公开年报), then the slugs of addresses (``zfxxgknb``), for sites call the column 年报 or 更多
and move it about, but keep its slug. Columns of a year or an agency are told within a column of reports only: on a home
page they are anything.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from crawler.discovery.addresses import key
from crawler.discovery.details import is_file, leads_to_detail
from crawler.discovery.links import Column, Link
from crawler.discovery.titles import read_title, wording


class ColumnKind(StrEnum):
    """What a link leads to, nearest to the reports first."""

    REPORTS = "reports"
    YEAR = "year"
    AGENCY = "agency"
    DIRECTORY = "directory"
    DISCLOSURE = "disclosure"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to reports; the smaller its ``rank``, the sooner it is tried.

    ``column`` is what is known of the page behind it, to be handed on when it is read.
    """

    url: str
    title: str
    kind: ColumnKind
    rank: int
    reason: str
    column: Column


_REPORTS = re.compile(r"年报|年度(?:工作)?报告|年度信息公开报告|信息公开工作报告|公开(?:工作)?报告")
_DISCLOSURE = re.compile(
    r"(?:政府)?信息公开(?:专[栏区题]|平台|网|首页)?|政府信息公开(?:目录|工作)?|信息公开目录|法定主动公开内容"
)
_PORTAL = re.compile(r"政务公开(?:专[栏区])?|政务信息|信息公开|公开|政府公开|阳光政务|透明政府|政务")
_BODIES = r"(?:部门|单位|机构|街道|乡镇|镇街|街镇|镇\(街道\)|镇乡|委办局|委局办|区直|县直|市直|园区|地方)"
_DIRECTORY = re.compile(
    rf"(?:[各区县市旗][级属]?|政府|直属|下属|主要|所属)*{_BODIES}+(?:[和与及、/])?(?:办事处|人民政府)?{_BODIES}*(?:政府)?"
    r"(?:信息公开|政务公开|公开)?(?:目录|平台|专栏|专区|链接|网站|导航|入口|年报|主动公开)*"
)
_OTHER_REPORTS = re.compile(
    r"统计|企业|法治|依法行政|网站|新媒体|预算|决算|财政|财务|审计|工商|质量|慈善|责任|公司|上市|年鉴|基金|执法|监管|社保|"
    r"解读|通知|问卷|环境|公积金|党务|体检|学校|营商|社会组织|社会团体|国企|事业单位|信用|卫生"
)
_YEAR_NAME = re.compile(
    r"(20\d\d)(?:年度?)?(?:政府)?(?:信息)?(?:公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)?(?:汇总|专栏)?"
)
_SLUG = re.compile(
    r"(?:[a-z]{0,12})(?:(?:xx|zw)?gk(?:gz|qjjg)?(?:nb|ndbg|ndgzbg|gzndbg|gznb|nbg)|ndbg|xxyjxndbg|gzndbg)[a-z]{0,6}[-_]?\d{0,9}"
)
_YEAR_SLUG = re.compile(
    r"(?:[a-z]{0,10}?)(20\d\d)(?:nb|nd|n|nnb|nxxgknb|nzfxxgk\w*)?(?:[-_]?\d{0,9}|bm\w*)|(?:[a-z]*nb)(20\d\d)"
)
_ANNUAL_VIEW = re.compile(
    r"/xxgkAnnualReport\.jsp|/public/column/\w+\?(?:.*&)?type=3(?:&|$)|OpennessAnnualReport|XxgkAnnualReport/(?:index|list)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:转?到|最)?(?:上|下|前|后|首|末|尾|第)?(?:一|\d+)?页(?:码|次)?|(?:首|尾|末)页|更多|返回.*|确定|跳转"
)
"""Links that turn the pages of a list, and such as lead back: no divisions of it."""
_BESIDE = re.compile(
    r"指南|制度|依申请|领域|主动公开|机构(?:概况|职能|设置)|领导|政策|规划|人事|公告|新闻|动态|简介|首页"
)
"""Columns that stand beside that of reports in any disclosure."""
_SOME = 3
"""Agencies named side by side make a directory of them; one may be the publisher."""
_ORNAMENT = re.compile(r"^[\s>»›·•+\-—|\[\]【】()（）]+|[\s>»›·•+\-—|\[\]【】（]+$|[(\[（]\d+[)\]）]$")


def find_columns(links: Sequence[Link], url: str, within: Column | None = None) -> tuple[Candidate, ...]:
    """The links of a page that lead to reports, best first; each address once, with its best name."""
    column = within or Column()
    best: dict[str, Candidate] = {}
    for link in links:
        if key(link.url) == key(url) or (leads_to_detail(link.url) and not _has_its_year(link, column)):
            continue
        candidate = _candidate(link, url, column)
        if candidate and (key(link.url) not in best or candidate.rank < best[key(link.url)].rank):
            best[key(link.url)] = candidate
    if not any(candidate.kind is ColumnKind.REPORTS for candidate in best.values()):
        best |= {key(found.url): found for found in find_directory(links, url, column) if key(found.url) not in best}
    return tuple(sorted(best.values(), key=lambda candidate: candidate.rank))


def _has_its_year(link: Link, within: Column) -> bool:
    """Whether the number in an address is the year of its title, and of no article: 2023年 at ``2023.html``."""
    match = _YEAR_NAME.fullmatch(tidy(link.title)) if within.reports and not is_file(link.url) else None
    return match is not None and re.findall(r"\d+", urlsplit(link.url).path.rpartition("/")[2]) == [match[1]]


def find_directory(links: Sequence[Link], url: str, within: Column) -> tuple[Candidate, ...]:
    """The agencies that a page of disclosure offers one by one, in a list box or a menu."""
    if within.reports or not names_disclosure(within.title):
        return ()
    found: dict[str, Candidate] = {}
    for link in links:
        agency = _agency(tidy(link.title))
        if agency and key(link.url) != key(url) and not leads_to_detail(link.url):
            column = Column(link.title, agency=agency)
            found[key(link.url)] = Candidate(
                link.url, link.title, ColumnKind.AGENCY, 45, f"the disclosure of {agency}", column
            )
    return tuple(found.values()) if len({each.column.agency for each in found.values()}) >= _SOME else ()


def names_reports(name: str) -> bool:
    """Whether a column of this name holds annual reports of open-government work."""
    plain = tidy(name)
    return bool(_REPORTS.search(plain)) and len(plain) <= 40 and not _names_others(plain)


def names_disclosure(name: str) -> bool:
    """Whether a column of this name holds all that a body publishes by itself: 政府信息公开."""
    return bool(_DISCLOSURE.fullmatch(tidy(name)))


def names_directory(name: str) -> bool:
    """Whether a column of this name leads to the columns of agencies: 部门信息公开目录, 街道乡镇."""
    return bool(_DIRECTORY.fullmatch(tidy(name)))


def tidy(name: str) -> str:
    """A column's name in one width, without arrows, brackets around it and the number of its entries."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    while (shorter := _ORNAMENT.sub("", plain)) != plain:
        plain = shorter
    return plain.translate(wording.SIMPLIFIED)


def slug_of(url: str) -> str:
    """The last part of an address's path that names a column of reports; empty when none does."""
    folders = [part.lower() for part in unquote(urlsplit(url).path).split("/") if part]
    return next((part for part in reversed(folders) if _SLUG.fullmatch(re.sub(r"\.\w+$", "", part))), "")


def _candidate(link: Link, url: str, within: Column) -> Candidate | None:
    name = tidy(link.title)
    for find in (_as_reports, _as_year, _as_agency, _as_directory, _as_disclosure):
        if found := find(link, name, url, within):
            kind, rank, reason, column = found
            return Candidate(link.url, link.title, kind, rank, reason, column)
    return None


_Found = tuple[ColumnKind, int, str, Column] | None


def _as_reports(link: Link, name: str, url: str, within: Column) -> _Found:
    """The column of reports itself, by name, by slug, or by the view it asks for."""
    if _names_others(name) and not _names_others(within.title):
        return None
    facts = read_title(link.title)
    agency = _agency(name) or within.agency
    column = Column(link.title or within.title, True, facts.year or within.year, agency)
    if names_reports(name):
        rank = 10 if "公开" in name else 16
        if facts.year:
            return ColumnKind.YEAR, rank + 10, "names the reports of a year", column
        return ColumnKind.REPORTS, rank, "names the reports", column
    if _ANNUAL_VIEW.search(link.url):
        return ColumnKind.REPORTS, 12, "is the view of annual reports", column
    slug = slug_of(link.url)
    if slug and slug != slug_of(url) and (not name or not _is_plain_name(name)):
        return ColumnKind.REPORTS, 14, f"has the slug {slug}", column
    return None


def _names_others(name: str) -> bool:
    """Whether a name is of other reports: 法治政府建设年度报告; in 财政局年报 the word is the agency's."""
    return bool(_OTHER_REPORTS.search(name)) and _agency(name) is None


def _is_plain_name(name: str) -> bool:
    """Whether a name says what the column is, so that a slug must not overrule it: agencies, years."""
    return bool(_YEAR_NAME.fullmatch(name) or _agency(name))


def _as_year(link: Link, name: str, url: str, within: Column) -> _Found:
    """2023年, or an address ``2023nb``, within a column of reports."""
    if not (within.reports or slug_of(link.url)):
        return None
    match = _YEAR_NAME.fullmatch(name)
    last = unquote(urlsplit(link.url).path).rstrip("/").rpartition("/")[2].lower()
    slug = _YEAR_SLUG.fullmatch(last) if not match and name and _is_below(link.url, url) else None
    year = match[1] if match else (slug[1] or slug[2]) if slug else None
    if year is None:
        return None
    column = Column(link.title, True, int(year), within.agency)
    return ColumnKind.YEAR, 20, f"the reports of {year}", column


def _as_agency(link: Link, name: str, url: str, within: Column) -> _Found:
    """The column of one agency, within a column of reports or a directory of agencies; or one more division of it."""
    if not (within.reports or slug_of(link.url) or names_directory(within.title)):
        return None
    if agency := _agency(name):
        column = Column(link.title, within.reports or bool(slug_of(link.url)), within.year, agency)
        return ColumnKind.AGENCY, 30, f"the column of {agency}", column
    if (
        within.reports
        and re.search(r"[\u4e00-\u9fff]", name)
        and not _TURN.fullmatch(name)
        and not _BESIDE.search(name)
        and urlsplit(url).path.count("/") > 1  # below the root stands all of the site
        and _is_below(link.url, url)
    ):
        return (
            ColumnKind.AGENCY,
            34,
            "stands below the column of reports",
            Column(link.title, True, within.year, within.agency),
        )
    return None


def _as_directory(link: Link, name: str, url: str, within: Column) -> _Found:
    del url
    if not names_directory(name):
        return None
    return ColumnKind.DIRECTORY, 40, "lists agencies", Column(link.title, within.reports, within.year)


def _as_disclosure(link: Link, name: str, url: str, within: Column) -> _Found:
    del url
    column = Column(link.title, agency=within.agency)
    if _DISCLOSURE.fullmatch(name):
        return ColumnKind.DISCLOSURE, 50 if name.startswith("政府") else 52, "the column of disclosure", column
    if _PORTAL.fullmatch(name):
        return ColumnKind.PORTAL, 60, "may lead to the column of disclosure", column
    return None


def _agency(name: str) -> str | None:
    """A name that is an agency's and nothing else."""
    plain = re.sub(r"(?:政府信息公开|信息公开)?(?:目录|年报|专栏|平台)?$", "", name)
    if not 2 <= len(plain) <= 30 or wording.NO_NAMES.fullmatch(plain) or names_directory(plain):
        return None
    return plain if wording.ORGAN.search(plain) and not _DISCLOSURE.fullmatch(plain) else None


def _is_below(address: str, url: str) -> bool:
    """Whether an address lies in the folder of the page, or deeper."""
    ours, theirs = urlsplit(url), urlsplit(address)
    folder = ours.path.rpartition("/")[0] + "/"
    return (
        ours.netloc == theirs.netloc
        and theirs.path.startswith(folder)
        and theirs.path.rstrip("/") != folder.rstrip("/")
    )
