"""Script files of a page's own server: menus, lists and calls that stand there and not in the page."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.fetched import lists_of
from crawler.platforms.scripts.known import stated
from crawler.platforms.scripts.written import menu_links, scripted_links
from crawler.platforms.step import Ask, Step, Verdict

NAME = "script"

_LIBRARY = re.compile(
    r"jquery|bootstrap|swiper|layui|layer|(?:^|[./_-])vue|react|angular|echarts|slick|superslide|vendor|polyfill|modernizr|html5|respond"
    r"|\.min\.|share|analytics|tongji|(?:^|/)hm\.js|datepicker|player|video|iconfont|flexible|lazyload|print|barrier|wza|fastclick"
    r"|cookie|md5|base64|aes|crypto|gov_?icon|jiucuo|dcs\.js|axios|webuploader|ueditor|qrcode|scroll|marquee|banner|slide",
    re.IGNORECASE,
)
_NAMED = re.compile(r"['\"=]\s*([^'\"<>\s=]{1,300}\.js(?:\?[^'\"<>\s]{0,100})?)(?=['\">\s\\])", re.IGNORECASE)
"""In a tag, or where a script calls for it."""
_TELLING = re.compile(r"menu|nav|tree|list|data|column|channel|catalog|xxgk|gk|nb|index|app|main", re.IGNORECASE)
_MOST = 3
"""Files of a page that are read; what tells of lists or menus by its name comes first."""


def files_of(page: ListPage) -> tuple[Ask, ...]:
    """The request for the first script file that may hold something; it brings the others after it."""
    sources = _NAMED.findall(page.markup)
    host = urlsplit(page.url).netloc
    addresses = dict.fromkeys(
        address
        for source in sources
        if not _LIBRARY.search(source) and (address := page.resolve(source)) and urlsplit(address).netloc == host
    )
    chosen = sorted(addresses, key=_tells_little)[:_MOST]
    said = stated(page.scripts) if chosen else ""
    chained: tuple[Ask, ...] = ()
    for address in reversed(chosen):
        chained = (Ask(address, platform=NAME, interface=True, base=page.url, said=said, others=chained),)
    return chained


def _tells_little(address: str) -> bool:
    return not _TELLING.search(urlsplit(address).path.rpartition("/")[2])


def answer(body: str, ask: Ask) -> Step:
    """What a file writes, holds and fetches, as if it stood in the page that asks for it."""
    source = body.replace("</script", r"<\/script")
    page = ListPage(f"<script>{ask.said}</script><script>{source}</script>", ask.base)
    links, menu = scripted_links(page), menu_links(page)
    step = Step(NAME, links, () if links else lists_of(page), menu=menu)
    if links or menu or step.further:
        return step
    return replace(step, verdict=Verdict.EMPTY, reason="a script without a list")
