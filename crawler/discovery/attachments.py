"""The files that a report page offers, and which of them is the report itself.

Files are told by the extension in address or text (with blanks before the dot, as some systems print them), by the
addresses of download scripts, and by what the page's scripts name: ``showVsbpdfIframe``, lists of files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.discovery.addresses import join, key
from crawler.discovery.details import FILE
from crawler.discovery.markup import attribute, make_soup, title_of
from crawler.discovery.scripts.called import called, find_openers
from crawler.discovery.titles import TitleKind, read_title


class Anchor(Protocol):
    """A link as it stands on a page: unresolved address, text shown, title attribute."""

    @property
    def href(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def title(self) -> str: ...


class AttachmentKind(StrEnum):
    """REPORT by its name; MAYBE: its name does not speak against it; FORM: to be filled in; OTHER: something else."""

    REPORT = "report"
    MAYBE = "maybe"
    FORM = "form"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a page; ``name`` as printed, or as its address has it."""

    url: str
    name: str
    kind: AttachmentKind
    reason: str


_EXTENSION = re.compile(r"\s*[.．]\s*(?:docx?|wps|pdf|rtf|xlsx?|et|ofd|zip|rar)(?![A-Za-z0-9])", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/(?:down(?:load)?(?:file|attach)?|attach(?:ment)?)\.(?:aspx?|ashx|jspx?|php|do|action)\?"
    r"|downloadattach|[?&](?:wbfileid|fileid|attachid|attach_id|fileUrl)=|/attachment/|/attach/"
    r"|/(?:file|files)/download|downfile|OpennessAnnualReport/download",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"[.．]\s*(?:docx?|wps|pdf|rtf|xlsx?|et|ofd|zip|rar)|down|attach|files?(?:/|id|url)|%2e|附\s*件|【",
    re.IGNORECASE,
)
"""What any file's link has somewhere; most of the links of a page do not, and resolving them all would cost more than
reading the page."""
_PICTURE = re.compile(
    r"\.(?:png|jpe?g|gif|bmp|webp|svg|ico|css|js|mp[34]|avi|flv|swf|apk|exe)(?:$|[?#])", re.IGNORECASE
)
_SCRIPTED = re.compile(
    r"""['"]([^'"<>\s\\]+\.(?:docx?|wps|pdf|rtf|xlsx?|ofd|zip|rar))(?:\?[^'"<>\s]*)?['"]""", re.IGNORECASE
)
_NAME_ONLY = re.compile(r"(?:alt|title|name|download|desc)['\"]?\s*[=:]\s*$", re.IGNORECASE)
"""Before a quoted file name: it is what the file is called, not where it is."""
_STORED = re.compile(r"[PW]0\d{8,}\.\w{2,4}")
"""What 拓尔思 calls a file where it stores it, and what its scripts hand on as ``appname``."""
_NAMED = re.compile(r"\.(?:docx?|wps|pdf|rtf|xlsx?|ofd|zip|rar)['\"?]", re.IGNORECASE)
_SHOWN = re.compile(r"""showVsbpdfIframe\(\s*['"]([^'"]+)['"]""", re.IGNORECASE)
_MARK = re.compile(r"^附\s*件|^附\s*[表图]|【.*】|附件【")
_FORM = re.compile(
    r"申请(?:表|书)|登记表|审批表|流程图|指南|目录|清单|须知|操作手册|使用(?:说明|帮助)|模板|样[表式]|问卷|承诺书|委托书"
)
_OTHER = re.compile(r"解读|图解|通知|预算|决算|招聘|公告|采购|规划|统计公报")
_TABLE = re.compile(r"统计表|情况表|附表|表格")


def find_attachments(links: Iterable[Anchor], url: str, raw: str = "", title: str = "") -> tuple[Attachment, ...]:
    """The files of a page, each once, the likeliest report first.

    ``url`` is where the page came from, ``raw`` its source, ``title`` its title.
    """
    opened = list(_called(raw, url))
    no_addresses = {join(url, argument) for _, _, said in opened for argument in said}
    named = {address: name for address, name in _linked(links, url) if address not in no_addresses}
    found = {key(address): Attachment(address, name, *_judge(name, title)) for address, name in named.items()}
    for address, name, _ in opened:
        found.setdefault(key(address), Attachment(address, name, *_judge(name, title)))
    for address in filter(lambda each: each not in no_addresses, _in_scripts(raw, url)):
        found.setdefault(key(address), Attachment(address, _file_name(address), *_judge("", title)))
    order = list(AttachmentKind)
    return tuple(sorted(found.values(), key=lambda attachment: order.index(attachment.kind)))


def _linked(links: Iterable[Anchor], url: str) -> Iterator[tuple[str, str]]:
    for link in links:
        if not _HINT.search(f"{link.href} {link.text} {link.title}"):
            continue
        address = join(url, link.href)
        if address is None or _PICTURE.search(address) or key(address) == key(url):
            continue
        name = link.text if _EXTENSION.search(link.text) or not _EXTENSION.search(link.title) else link.title
        if _is_file(address, name):
            yield address, name or _file_name(address)


def _is_file(address: str, name: str) -> bool:
    parts = urlsplit(address)
    if FILE.search(unquote(parts.path)) or _DOWNLOAD.search(address):
        return True
    if _EXTENSION.search(name) and not re.search(r"\.s?html?$", parts.path):
        return True
    return bool(_MARK.search(name)) and any(FILE.search(value) for _, value in parse_qsl(parts.query))


def _called(raw: str, url: str) -> Iterator[tuple[str, str, list[str]]]:
    """Files that a function of the page opens, with what it is called with, which is no address itself."""
    openers = find_openers(raw)
    for anchor in make_soup(raw).find_all("a") if openers else ():
        for script in (attribute(anchor, "onclick"), attribute(anchor, "href")):
            call = called(script, openers)
            address, name = join(url, call[0]) if call else None, title_of(anchor)
            if call and address and _HINT.search(f"{address} {name}") and _is_file(address, name):
                yield address, name or _file_name(address), call[1]


def _in_scripts(raw: str, url: str) -> Iterator[str]:
    """Files that only the page's scripts name."""
    for pattern in (_SHOWN, _SCRIPTED) if _NAMED.search(raw) or raw.rfind("showVsbpdfIframe") >= 0 else ():
        for match in pattern.finditer(raw):
            named = _NAME_ONLY.search(raw, max(0, match.start() - 20), match.start())
            address = None if named and not _STORED.fullmatch(match[1]) else join(url, match[1].replace("&amp;", "&"))
            if address:
                yield address


def _judge(name: str, title: str) -> tuple[AttachmentKind, str]:
    """Which kind a file is, by its name, and by the page's title where the name says nothing."""
    plain = _MARK.sub("", name).strip() or name
    facts = read_title(plain)
    if facts.kind is TitleKind.REPORT or (title and _same(plain, title)):
        return AttachmentKind.REPORT, "by its name" if facts.kind is TitleKind.REPORT else "is called as its page"
    if _FORM.search(plain):
        return AttachmentKind.FORM, "a form or guide by its name"
    if _OTHER.search(plain):
        return AttachmentKind.OTHER, facts.reason or "names something else"
    if _TABLE.search(plain) or facts.kind is TitleKind.MAYBE:
        return AttachmentKind.MAYBE, facts.reason or "a table"
    if facts.kind is TitleKind.OTHER and facts.reason not in {"empty", "unrelated"}:
        return AttachmentKind.OTHER, facts.reason
    return AttachmentKind.MAYBE, "its name says nothing"


def _same(name: str, title: str) -> bool:
    """Whether a file bears the title of its page, give or take blanks and the extension."""
    ours, theirs = (re.sub(r"\s+", "", _EXTENSION.sub("", text)) for text in (name, title))
    return len(ours) >= 6 and (ours in theirs or theirs in ours)


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2]
