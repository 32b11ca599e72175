"""Which agency a report is of: its title, the labelled facts of the page, its column, the first lines of the text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from crawler.discovery.titles import TitleKind, wording
from crawler.discovery.titles.names import publisher
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import normal
from crawler.extractors.report.facts.titling import Lines, Titled
from storage.records import Context

_PROSE = 60
_NEAR = 6
_LONGEST = 30
_ORGAN = re.compile(
    r"(?:人民政府|政府|委员会|管委会|办公室|办事处|办公厅|[局厅部院署委办处队站所会社]|中心|支队|大队|总队|法院|检察院|街道|[镇乡]|公司|集团)"
    r"(?:\([^()]*\))?$"
)
_NO_AUTHORS = re.compile(
    r"网|门户|融媒|媒体|新闻|日报|晚报|电视台|[通新][讯华]社|平台|编辑|转载|(?:信息|数据|宣传|管理)中心$"
    r"|^(?:[局委办区县市镇乡街院]|街道|[区县市]局)?(?:政府)?(?:办公室|党政办|综合[科办]|秘书[科股]|信息[科股])$"
    r"|(?:政务|信息)公开(?:工作)?(?:领导小组)?(?:办公?室?|[科股])$"
)
"""Who is named as a text's source and did not write it: media, the site, an office that does not say whose."""
_OFFICE_OF_GOVERNMENT = re.compile(r"(?:政府办|府办|政府办公[室厅])$")
"""Publishes the district's report as well as its own: as a source it tells neither."""
_LABEL = re.compile(r"[:：]|^[主承协]办")
_PLACE = re.compile(r"[区县市旗]$")
_SPEAKS_AS = re.compile(r"[我本](?:[局委院镇乡街]|中心|街道)(?!员|托|会)")
"""我局, 我街道: who writes so is no district's government."""
_OPENS = re.compile(
    r"^(?:[^。]{0,6}20\d\d年度?[,、]?)?(?:本(?:年度)?报告(?:是|系)?由)?(?P<who>[\u4e00-\u9fff()]{3,30}?)"
    r"(?:严格)?(?:根据|按照|依据|依照|遵照)[^。]{0,28}条例"
)
"""Who opens the prose: 某区教育局根据《中华人民共和国政府信息公开条例》…编制本报告."""
_NOBODY = re.compile(r"[的在和与及、,]|全[区县市]|我[区县市局]|各")
"""What a name has not: 在区政府的领导下, 全区各部门."""
_WITHIN = re.compile(
    r"(?<=住房|资源|文化|体育|广电|工业|信息|发展|改革|卫生|健康|计划|农业|农村|林业|水利|规划|经济|宗教|民族|交通|科技|技术|教育|管理"
    r"|国土|商务|建设|城乡|环境|旅游|统计|金融|安全|出版|事业|安置)[和与](?=[^区县、和与]{2,12}(?:局|委员会|办公室|中心)$)"
)
"""The 和 within one name: 住房和城乡建设局; that of 教育局和财政局 stands between two."""
_WRITES = re.compile(
    r"(?:^|[,。;:])(?:现将|现公布|现发布|现向社会公布|(?:本(?:年度)?报告|本年报)?由)?"
    r"(?P<who>[\u4e00-\u9fff]{4,24}?(?:\([^()]{2,20}\))?)(?:编制|20\d\d年度?(?:政府)?信息公开)"
)
"""Whose report the first sentences say it is: 现公布某区教育局2024年政府信息公开…, 由某区教育局编制."""
_SHORT = re.compile(r"街道$|.[镇乡]$|苏木$")
_RESTS = ("办事处", "人民政府")
"""What columns leave out of the names of subdistricts and towns."""
_INNER_OFFICE = re.compile(r"[局委镇乡院](?:党政)?(?:综合)?办公?室?$")
"""示例区民政局办公室 signs for its bureau."""
_DATED = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}.*$")
"""What follows a source in the same line."""
_DAY = re.compile(r"(?:20\d\d|二[○〇零O0]\S{2})\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日")
_OF_REPORT = re.compile(r"政务公开(?:工作)?年(?:度(?:工作)?报告|报)")
_PUBLISHERS = ("发布机构", "发布单位", "发文机关", "公开机构", "信息来源", "来源")
_SITE = re.compile(r"[区县市旗](?:人民)?政府$")
"""The head of a page names its site so."""


def find(
    titles: list[Titled], document: Document, lines: Lines, context: Context | None
) -> Iterator[tuple[str | None, str]]:
    """Every name that may be the agency's with its source, the most trustworthy first; None where a place is empty."""
    as_body = any(_PLACE.search(facts.agency or "") for *_, facts in titles) and (
        _speaks_as_a_body(document) or _is_titled_and_posted(titles, document)
    )
    for _, source, facts in titles:
        if facts.speaks_of_a_report and source not in ("<title>", "file name"):
            yield _unless_a_place(facts.agency, as_body), source
    for label in _PUBLISHERS[:4]:
        yield _organ(document.meta.get(label)), label
    if context:
        yield _in_full(context.agency, _opening(document) or _writer(lines)), "prose"
        yield context.agency, "column"
    yield publisher(document.meta.get("columnname", "")), "ColumnName"
    for _, source, facts in titles:
        if facts.speaks_of_a_report:
            yield _unless_a_place(facts.agency, as_body), source
    for label, source in (*((label, label) for label in _PUBLISHERS[4:]), ("contentsource", "ContentSource")):
        yield _author(document.meta.get(label)), source
    yield _line(lines), "first lines"
    yield _opening(document), "prose"
    for text, source, facts in titles:
        if facts.kind is TitleKind.MAYBE and _OF_REPORT.search(text):
            yield _unless_a_place(facts.agency, as_body), source
    yield _writer(lines), "prose"
    yield _signed(document), "signature"


def _line(lines: Lines) -> str | None:
    """The one body that a line of the first names by itself; what stands above the heading is the site's menu.

    主办：某区政府 in the footer of a short page is named by its label, and owns the site.
    """
    start = next((i for i, (_, heading) in enumerate(lines) if heading), 0)
    near = (text for text, _ in lines[start : start + _NEAR] if len(text) <= _LONGEST)
    found = [text for text in near if _organ(text) and not _LABEL.search(text)]
    return found[0] if len(found) == 1 and not _SITE.search(found[0]) else None


def _opening(document: Document) -> str | None:
    """The body that the first prose names as the one that reports; its office reports for others as well."""
    prose = (block.text for block in document.blocks[:_PROSE] if isinstance(block, Paragraph) and "条例" in block.text)
    match = next((match for text in prose if (match := _OPENS.match(normal(text)))), None)
    return _body(match["who"]) if match else None


def _in_full(short: str | None, written: str | None) -> str | None:
    """The name in the text when it is that of the column written out: 城东街道 is 示例区城东街道办事处."""
    if not short or not written or not _SHORT.search(name := normal(short)):
        return None
    place, found, rest = written.rpartition(name)
    return written if found and rest in _RESTS and (not place or _PLACE.search(place)) else None


def _body(name: str) -> str | None:
    """The name of one body that may have written its report, and not half of one."""
    if _NOBODY.search(_WITHIN.sub("", name)) or wording.NO_NAMES.fullmatch(name) or wording.HALF_NAMES.fullmatch(name):
        return None
    return _author(name)


def _writer(lines: Lines) -> str | None:
    """The one body whose report the first sentences say it is."""
    found = {name for text, _ in lines for match in _WRITES.finditer(normal(text)) if (name := _body(match["who"]))}
    return found.pop() if len(found) == 1 else None


def _signed(document: Document) -> str | None:
    """The one body that stands above a date at the end of a text."""
    texts = [block.text.strip() if isinstance(block, Paragraph) else "" for block in document.blocks]
    pairs = ((above, day) for above, day in pairwise(texts) if len(above) <= _LONGEST and _DAY.fullmatch(day))
    found = {name for above, _ in pairs if (name := _body(above)) and not _INNER_OFFICE.search(name)}
    return found.pop() if len(found) == 1 else None


def _unless_a_place(name: str | None, as_body: bool) -> str | None:
    """The title's agency; where the text says 我局 a title that names the district only does not name who writes."""
    return None if name and as_body and _PLACE.search(name) else name


def _speaks_as_a_body(document: Document) -> bool:
    prose = (block.text for block in document.blocks[:_PROSE] if isinstance(block, Paragraph) and "。" in block.text)
    return any(("我" in text or "本" in text) and _SPEAKS_AS.search(text) for text in prose)


def _is_titled_and_posted(titles: list[Titled], document: Document) -> bool:
    """Whether a body that another title of the page names has posted the report as well: the place is where it is."""
    posted = {_author(document.meta.get(label)) for label in (*_PUBLISHERS, "contentsource")}
    return any(facts.agency in posted for *_, facts in titles if facts.agency and not _PLACE.search(facts.agency))


def _author(text: str | None) -> str | None:
    """Who is named as the source, when it is one body and may have written its own report."""
    name = _organ(text)
    return None if name is None or _NO_AUTHORS.search(name) or _OFFICE_OF_GOVERNMENT.search(name) else name


def _organ(text: str | None) -> str | None:
    """The text when it reads like the name of a public body."""
    name = _DATED.sub("", normal(text or ""))
    return name if 3 <= len(name) <= 40 and _ORGAN.search(name) and "报告" not in name else None
