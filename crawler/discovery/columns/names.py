"""What the name of a column, or the slug of its address, says it holds: reports, those of a year, of an agency.

Sites call the column 年报 or 更多 and move it about, but keep its slug (``zfxxgknb``).
"""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from crawler.discovery.titles import wording

_REPORTS = re.compile(r"年报|年度(?:工作)?报告|年度信息公开报告|信息公开工作报告|公开(?:工作)?报告")
DISCLOSURE = re.compile(
    r"(?:政府)?信息公开(?:专[栏区题]|平台|网|首页)?|政府信息公开(?:目录|工作)?|信息公开目录|法定主动公开内容"
)
PORTAL = re.compile(r"政务公开(?:专[栏区])?|政务信息|信息公开|公开|政府公开|阳光政务|透明政府|政务")
_BODIES = r"(?:部门|单位|机构|街道|乡镇|镇街|街镇|镇\(街道\)|镇乡|委办局|委局办|区直|县直|市直|园区|地方)"
_DIRECTORY = re.compile(
    rf"(?:[各区县市旗][级属]?|政府|直属|下属|主要|所属)*{_BODIES}+(?:[和与及、/])?(?:办事处|人民政府)?{_BODIES}*(?:政府)?"
    r"(?:信息公开|政务公开|公开)?(?:目录|平台|专栏|专区|链接|网站|导航|入口|年报|主动公开)*"
)
_OTHER_REPORTS = re.compile(
    r"统计|企业|法治|依法行政|网站|新媒体|预算|决算|财政|财务|审计|工商|质量|慈善|责任|公司|上市|年鉴|基金|执法|监管|社保|"
    r"解读|通知|问卷|环境|公积金|党务|体检|学校|营商|社会组织|社会团体|国企|事业单位|信用|卫生"
)
YEAR_NAME = re.compile(
    r"(20\d\d)(?:年度?)?(?:政府)?(?:信息)?(?:公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)?(?:汇总|专栏)?"
)
_SLUG = re.compile(
    r"(?:[a-z]{0,12})(?:(?:xx|zw)?gk(?:gz|qjjg)?(?:nb|ndbg|ndgzbg|gzndbg|gznb|nbg)|ndbg|xxyjxndbg|gzndbg)[a-z]{0,6}[-_]?\d{0,9}"
)
YEAR_SLUG = re.compile(
    r"(?:[a-z]{0,10}?)(20\d\d)(?:nb|nd|n|nnb|nxxgknb|nzfxxgk\w*)?(?:[-_]?\d{0,9}|bm\w*)|(?:[a-z]*nb)(20\d\d)"
)
_TURNS = re.compile(
    r"(?:转?到|最)?(?:上|下|前|后|首|末|尾|第)?(?:一|\d+)?页(?:码|次)?|(?:首|尾|末)页|更多|返回.*|确定|跳转"
)
"""Links that turn the pages of a list, and such as lead back: no divisions of it."""
_BESIDE = re.compile(
    r"指南|制度|依申请|领域|主动公开|机构(?:概况|职能|设置)|领导|政策|规划|人事|公告|新闻|动态|简介|首页"
)
"""Columns that stand beside that of reports in any disclosure."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ORNAMENT = re.compile(r"^[\s>»›·•+\-—|\[\]【】()（）]+|[\s>»›·•+\-—|\[\]【】（]+$|[(\[（]\d+[)\]）]$")


def names_reports(name: str) -> bool:
    """Whether a column of this name holds annual reports of open-government work."""
    plain = tidy(name)
    return bool(_REPORTS.search(plain)) and len(plain) <= 40 and not names_others(plain)


def names_disclosure(name: str) -> bool:
    """Whether a column of this name holds all that a body publishes by itself: 政府信息公开."""
    return bool(DISCLOSURE.fullmatch(tidy(name)))


def names_directory(name: str) -> bool:
    """Whether a column of this name leads to the columns of agencies: 部门信息公开目录, 街道乡镇."""
    return bool(_DIRECTORY.fullmatch(tidy(name)))


def may_divide(name: str) -> bool:
    """Whether something of this name, below a column of reports, may be a division of it."""
    return bool(_HAN.search(name)) and not (_TURNS.fullmatch(name) or _BESIDE.search(name))


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


def names_others(name: str) -> bool:
    """Whether a name is of other reports or explains some: 法治政府建设年度报告, 一图读懂; not 财政局年报."""
    other = _OTHER_REPORTS.search(name) or wording.EXPLAINED.search(name)
    return other is not None and agency_in(name) is None


def is_plain(name: str) -> bool:
    """Whether a name says what the column is, so that a slug must not overrule it: agencies, years."""
    return bool(YEAR_NAME.fullmatch(name) or agency_in(name))


def agency_in(name: str) -> str | None:
    """A name that is an agency's and nothing else."""
    plain = re.sub(r"(?:政府信息公开|信息公开)?(?:目录|年报|专栏|平台)?$", "", name)
    if not 2 <= len(plain) <= 30 or wording.NO_NAMES.fullmatch(plain) or names_directory(plain):
        return None
    return plain if wording.ORGAN.search(plain) and not DISCLOSURE.fullmatch(plain) else None
