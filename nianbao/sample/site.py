"""The website of the sample district: every address it answers, with the bytes and the headers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources

from nianbao.sample import markup, pages
from nianbao.sample.district import NIGHTS, District, Notice, Publication, load
from nianbao.sample.pages import Article, Host, Item

_COLUMN = "/zfxxgk/zfxxgknb/"
_MENU = (("首页", "/"), ("新闻动态", "/zwdt/"), ("政府信息公开", "/zfxxgk/"), ("政务服务", "/zwfw/"))
_SIDE = (
    ("政府信息公开指南", "/zfxxgk/zfxxgkzn/"),
    ("政府信息公开制度", "/zfxxgk/zfxxgkzd/"),
    ("政府信息公开年报", _COLUMN),
)
_TO_THE_COLUMN = (("首页", "/"), ("政府信息公开", "/zfxxgk/"), ("政府信息公开年报", _COLUMN))
_HTML = "text/html; charset=utf-8"
_FIRST_NIGHT = date(2024, 3, 12)
_WORD = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What the site answers for one address."""

    body: bytes
    content_type: str
    modified: datetime

    @property
    def etag(self) -> str:
        """The same as long as the bytes are the same."""
        return f'"{sha256(self.body).hexdigest()[:20]}"'


@cache
def build(revision: int = 1) -> Mapping[str, Resource]:
    """Path → answer on the Nth night. What did not change since the night before keeps its date."""
    revision = min(revision, NIGHTS)
    answers = dict(_resources(load(revision)))
    if revision > 1:
        before, tonight = build(revision - 1), _at(_FIRST_NIGHT + timedelta(days=revision - 1))
        for path, answer in answers.items():
            same = path in before and before[path].body == answer.body
            answers[path] = before[path] if same else replace(answer, modified=tonight)
    return answers


def _at(day: date) -> datetime:
    return datetime.combine(day, time(1, 30), UTC)


def _resources(district: District) -> Iterator[tuple[str, Resource]]:
    host = replace(district.host, navigation=_MENU)
    yield "/robots.txt", Resource(_ROBOTS, "text/plain", _at(_FIRST_NIGHT))
    for name, kind in (("style.css", "text/css"), ("page.js", "text/javascript")):
        body = (resources.files("nianbao.sample") / "files" / name).read_bytes()
        yield f"/images/{name}", Resource(body, kind, _at(_FIRST_NIGHT))
    for path, page in _frames(host, district):
        yield path, Resource(page.encode(), _HTML, _at(_FIRST_NIGHT))
    for notice in district.news:
        yield _address("/zwdt/", notice), _notice(host, "新闻动态", notice)
    for notice in district.lookalikes:
        yield _address(_COLUMN, notice), _notice(host, district.column, notice)
    for publication in district.publications:
        yield _address(_COLUMN, publication), _report(host, district.column, publication)
        if publication.file:
            yield _folder(publication) + _file_name(publication), _file(publication)


def _frames(host: Host, district: District) -> Iterator[tuple[str, str]]:
    """Home page, columns without articles of their own, and the listings page by page."""
    latest = "".join(f'<li><a href="{_address("/zwdt/", n)}">{n.title}</a></li>' for n in district.news)
    entry = f'<p>本网站开设<a href="/zfxxgk/">政府信息公开</a>专栏。</p><ul>{latest}</ul>'
    yield "/", pages.page(host, host.name, f'<div class="home">{entry}</div>')
    side = "".join(f'<li><a href="{url}">{words}</a></li>' for words, url in _SIDE)
    yield "/zfxxgk/", pages.page(host, f"政府信息公开_{host.name}", f'<div class="side"><ul>{side}</ul></div>')
    for words, url in _SIDE[:2]:
        yield (
            url,
            pages.page(host, f"{words}_{host.name}", f"<h1>{words}</h1><p>公民、法人和其他组织可以依法查询。</p>"),
        )
    yield "/zwfw/", pages.page(host, f"政务服务_{host.name}", "<h1>政务服务</h1><p>办事指南正在整理。</p>")
    yield "/search/", pages.page(host, f"搜索_{host.name}", "<p>没有找到相关内容。</p>")
    news = [Item(n.title, "." + _address("/", n), n.published) for n in district.news]
    yield "/zwdt/", pages.listing(host, "新闻动态", news, (1, 0))
    entries = [Item(n.title, "." + _address("/", n), n.published) for n in district.lookalikes]
    entries += [Item(p.text.title, "." + _address("/", p), p.text.published) for p in district.publications]
    entries.sort(key=lambda item: (item.published, item.address), reverse=True)
    count = -(-len(entries) // district.per_page)
    for number in range(count):
        part = entries[number * district.per_page : (number + 1) * district.per_page]
        name = f"index_{number}.html" if number else ""
        yield (
            _COLUMN + name,
            pages.listing(host, district.column, part, (count, number), path=_TO_THE_COLUMN, columns=_SIDE),
        )


def _address(column: str, thing: Notice | Publication) -> str:
    day = _day(thing)
    return f"{column}{day:%Y%m}/t{day:%Y%m%d}_{thing.id}.html"


def _folder(publication: Publication) -> str:
    return f"{_COLUMN}{publication.text.published:%Y%m}/"


def _file_name(publication: Publication) -> str:
    return f"P0{publication.text.published:%Y%m%d}{publication.id:011}.{publication.file}"


def _day(thing: Notice | Publication) -> date:
    return thing.published if isinstance(thing, Notice) else thing.text.published


def _notice(host: Host, column: str, notice: Notice) -> Resource:
    body = "".join(f"<p>{line}</p>" for line in notice.text)
    text = Article(notice.title, notice.published, host.operator, column, body)
    return Resource(pages.article(host, text).encode(), _HTML, _at(notice.published))


def _report(host: Host, column: str, publication: Publication) -> Resource:
    """The page of a report: with the report on it, or with no more than a link to the file."""
    text = publication.text
    words = f"{text.title} .{publication.file}"  # such a blank before the extension is usual
    files = ((words, f"./{_file_name(publication)}"),) if publication.file else ()
    body = markup.article(text, publication.hand) if publication.page else "<p>年度报告全文见附件。</p>"
    article = Article(text.title, text.published, text.agency, column, body, files)
    page = pages.article(host, article, charset=publication.charset, path=_TO_THE_COLUMN)
    encoding = "gb18030" if publication.charset == "gb2312" else publication.charset
    return Resource(page.encode(encoding), publication.page_type, _at(text.published))


def _file(publication: Publication) -> Resource:
    kind = publication.file or ""
    name = f"{publication.slug}-{publication.text.year}.{kind}"
    body = (resources.files("nianbao.sample") / "files" / name).read_bytes()
    return Resource(body, publication.file_type or _WORD[kind], _at(publication.text.published))


_ROBOTS = b"User-agent: *\nDisallow: /search/\n"
