"""What a server answers in place of a page: a challenge, a refusal, an error that calls itself 200, a detour.

A challenge is told apart so that it can be recorded as ``blocked``; nothing here solves one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from crawler.discovery.addresses import key
from crawler.discovery.details import is_file
from crawler.discovery.markup import make_soup, squeeze
from crawler.discovery.redirects import HEAD, STUB_TEXT, redirect_target, talks
from storage.records import FetchOutcome


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an answer is not the page that was asked for."""

    outcome: FetchOutcome
    reason: str


_CHALLENGES = (
    (re.compile(rb"__jsl_clearance|jsl_clearance_s"), "加速乐 script challenge"),
    (re.compile(rb"\$_ts\s*=|_\$[A-Za-z0-9]{2}\s*=\s*window|r=['\"]m['\"]\s*>\s*<!--\["), "瑞数 script challenge"),
    (re.compile(rb"acw_sc__v[23]|aliyun_waf|_waf_bd8ce2ce37"), "阿里云 script challenge"),
    (
        re.compile(rb"WZWS_|wzws_cid|yunsuo_session_verify|security_session_verify"),
        "script challenge of a web firewall",
    ),
    (re.compile(rb"cf-browser-verification|challenge-platform/|cf_chl_"), "Cloudflare challenge"),
)
_REFUSALS = re.compile(
    r"(?:访问|请求|操作)(?:过于|太过|太)频繁|(?:安全|人机|滑动|访问)验证|请(?:输入|完成)验证码|拖动滑块|网站防火墙|(?:请求|访问|行为).{0,8}(?:被拦截|被阻断|被拒绝|已被禁止)"
    r"|创宇盾|安全狗|网防G01|云锁|请开启JavaScript|Access Denied|Request blocked|Forbidden by WAF",
    re.IGNORECASE,
)
_FILLED = re.compile(
    rb"\.(?:ajax|get|post|getJSON|load)\(|fetch\(|XMLHttpRequest|axios|\.jpage\(|queryData|window\._CONFIG|/build/unit"
    rb"|\bid\s*=\s*['\"]?(?:app|root|__next|__nuxt|q-app)\b",
    re.IGNORECASE,
)
"""A page that its script fills with data has no words of its own before."""
_DATA = re.compile(rb"\s*(?:[\w$.]{1,60}\s*\(\s*)?[\[{]")
"""JSON, in a call or not: the end of a list is short."""
_GONE = re.compile(
    r"(?:页面|网页|文件|内容|信息|文章|栏目|资源)(?:已经?)?(?:不存在|被删除|已删除|丢失|未找到|找不到)|(?:找不到|没有找到|无法找到|未找到).{0,8}(?:页面|网页|文件|内容|资源)"
    r"|(?<!\d)404(?!\d)|not\s+found|访问的页面.{0,10}(?:不|错误)|该信息已下线",
    re.IGNORECASE,
)
_STATUS = {
    401: "asks for a password",
    403: "refused",
    405: "refused by a web firewall",
    407: "asks for a proxy's password",
    412: "瑞数-like script challenge",
    418: "refused",
    429: "asks to slow down",
    451: "refused for legal reasons",
    512: "加速乐 script challenge",
    521: "加速乐 script challenge",
}
_GONE_STATUS = {404, 410}
_STUB = 700


def look(
    status: int, headers: Mapping[str, str], body: bytes, url: str = "", asked: str = "", *, file: bool = False
) -> Obstacle | None:
    """What stands in the way of an answer, or None.

    ``url`` is where it came from, ``asked`` where it was asked for; ``file``: a document was, so that a short page is
    no answer.
    """
    if status in _GONE_STATUS:
        return Obstacle(FetchOutcome.NOT_FOUND, f"status {status}")
    if status == 200 and talks(body):
        return sent_home(url, asked)
    return _look_at(status, headers, body, (url, asked), file)


def _look_at(
    status: int, headers: Mapping[str, str], body: bytes, addresses: tuple[str, str], file: bool
) -> Obstacle | None:
    head = body[:HEAD]
    if challenge := _challenge(head, _kind(headers)):
        return Obstacle(FetchOutcome.BLOCKED, challenge)
    if status in _STATUS:
        return Obstacle(FetchOutcome.BLOCKED, f"{_STATUS[status]} (status {status})")
    if status >= 500:
        return Obstacle(FetchOutcome.SERVER_ERROR, f"status {status}")
    if status >= 400:
        return Obstacle(FetchOutcome.NOT_FOUND, f"status {status}")
    return _behind_200(status, head, len(body), _kind(headers), addresses, file) if status < 300 else None


def _kind(headers: Mapping[str, str]) -> str:
    return next((value.lower() for name, value in headers.items() if name.lower() == "content-type"), "")


def _challenge(head: bytes, kind: str) -> str:
    """The name of the challenge an answer is; a long page that merely bears the firewall's script is none."""
    if not _is_text(head, kind):
        return ""
    for pattern, name in _CHALLENGES:
        if pattern.search(head) and _says_little(head):
            return name
    match = _REFUSALS.search(_shown(head)) if _says_little(head) else None
    return f"the answer says {match.group()}" if match else ""


def _behind_200(
    status: int, head: bytes, size: int, kind: str, addresses: tuple[str, str], file: bool
) -> Obstacle | None:
    url, asked = addresses
    if status == 204 or not size:
        return Obstacle(FetchOutcome.SOFT_404, "the answer is empty")
    if not _is_text(head, kind):
        return None
    if obstacle := sent_home(url, asked):
        return obstacle
    target = redirect_target(head, url) if url else None
    if target and _is_home(target) and not _is_home(asked or url):
        return Obstacle(FetchOutcome.SOFT_404, "sent to the home page by script")
    if target and (not file or is_file(target)):
        return None
    return _stub(head, size, file)


def sent_home(url: str, asked: str) -> Obstacle | None:
    """A home page in place of a page further down: nothing is there any more."""
    if url and asked and _is_home(url) and not _is_home(asked):
        return Obstacle(FetchOutcome.SOFT_404, "sent to the home page")
    return None


def _stub(head: bytes, size: int, file: bool) -> Obstacle | None:
    """Error pages that call themselves 200, by their words or by having none."""
    shown = _shown(head)
    if _GONE.search(shown) and _says_little(head):
        return Obstacle(FetchOutcome.SOFT_404, f"the page says {_GONE.search(shown)[0]}")  # type: ignore[index]
    if _DATA.match(head) or b"<datastore" in head or b"<record" in head:
        return None
    if file and size <= 4 * _STUB and b"<" in head:
        return Obstacle(FetchOutcome.SOFT_404, f"{size} bytes of HTML in place of a file")
    if size <= _STUB and not _has_content(head):
        return Obstacle(FetchOutcome.SOFT_404, f"a stub of {size} bytes")
    return None


def _has_content(head: bytes) -> bool:
    """Whether a short page has links, frames or sentences after all, or a script that asks for them."""
    if _FILLED.search(head):
        return True
    soup = make_soup(head.decode("utf-8", "replace"))
    return bool(soup.find(["a", "iframe", "frame", "table"])) or len(_shown(head)) >= 40


def _is_text(head: bytes, kind: str) -> bool:
    return not head.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"Rar!", b"\x1f\x8b")) and not (
        kind.startswith(("application/pdf", "application/msword", "application/vnd", "image/", "application/zip"))
        and b"<" not in head[:200]
    )


def _says_little(head: bytes) -> bool:
    return len(_shown(head)) < 2 * STUB_TEXT


def _shown(head: bytes) -> str:
    """The visible text, in whichever of the two usual charsets it makes sense."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError:
        text = (
            head.decode("gb18030", "replace")
            if head.decode("utf-8", "replace").count("\ufffd") > 3
            else head.decode("utf-8", "replace")
        )
    tree = LexborHTMLParser(text.replace("\0", ""))
    tree.strip_tags(["script", "style"])
    return squeeze(tree.root.text(separator=" ")) if tree.root is not None else ""


def _is_home(url: str) -> bool:
    path = key(url).partition("/")[2]
    return path in {"", "index", "index.html"} and "?" not in url
