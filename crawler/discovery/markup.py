"""Reading the markup of listings and columns: one tree, what a link leads to, and the fullest title it has."""

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup

_FEW = 1000
"""Tags so few cannot be too deep."""
_MOST_STEPS = 600_000
"""From the top of a page down to each of its tags, all together: an ordinary page has some ten thousand."""
_LONGEST = 2000
"""Characters of a link's text, of its title and of its script that are looked at."""
_QUOTED = re.compile(r"""(['"])((?:https?:)?[^'"<>\s\\]*(?:/|\.\w|\?)[^'"<>\s\\]*)\1""")
_ADDRESS_ATTRIBUTES = ("href", "tagname", "data-href", "data-url", "data-link")
BOXES = frozenset({"li", "tr", "td", "div", "p", "span", "dd"})
"""Elements beside anchors that open a page when they are clicked, where a script or an attribute says so."""
_NOWHERE = re.compile(
    r"^(?:#.*|(?:javascript|mailto|tel|data|about|vbscript|ftp|file):.*|)$", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"<[^<>]*>")
_LABEL = re.compile(r"^.{0,80}?标题[:：]\s*")
_AFTER_TITLE = re.compile(
    r"(?<![\r\n])[\r\n]+\s*(?:发布|发文|创建|更新)?(?:时间|日期)[:：].*|\s(?:发布|更新)(?:时间|日期)[:：].*", re.DOTALL
)
_CUT = re.compile(r"(?:\.{2,}|…+|。。+)\s*$")
_BULLET = re.compile(r"^[·•●■◆▪>»\s]+")
_SPACE = re.compile(r"\s+")
_MERE = re.compile(
    r"[\[(【]?(?:点击|浏览|在线)?(?:查看|详情|详细|更多|下载|打开|阅读|进入|预览)(?:全文|原文|内容|详情|更多|附件|正文)?[>》\])】]*"
)


def make_soup(markup: str) -> BeautifulSoup:
    """The tree of any text whatever: what a parser refuses is an empty page, and so is what no reader could follow."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        try:
            soup = BeautifulSoup(markup.replace("\x00", ""), "lxml")
        except (ParserRejectedMarkup, AssertionError):
            return BeautifulSoup("", "lxml")
        return BeautifulSoup("", "lxml") if markup.count("<") > _FEW and _is_tangled(soup) else soup


def tags_of(soup: Tag) -> tuple[Tag, ...]:
    """All elements below one, in reading order: a question to each of them is quicker than a search of the tree."""
    return tuple(tag for tag in soup.descendants if isinstance(tag, Tag))


def _is_tangled(soup: Tag) -> bool:
    """Whether its tags stand so deep in each other that asking each for its text would take minutes."""
    left = _MOST_STEPS
    waiting = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        left -= depth
        if left < 0:
            return True
        waiting += [(child, depth + 1) for child in tag.contents if isinstance(child, Tag)]
    return False


def squeeze(text: str) -> str:
    """Text on one line."""
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def attribute(tag: Tag, name: str) -> str:
    """An attribute as text, empty when absent; a list (class) joined by blanks."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def leads_nowhere(href: str) -> bool:
    """Whether a href is a script, a mail address, a place on the same page or nothing."""
    return bool(_NOWHERE.match(href.strip()))


def address_of(tag: Tag) -> str:
    """The address an anchor leads to, unresolved: its href, else what its attributes or its script name."""
    for name in _ADDRESS_ATTRIBUTES:
        value = attribute(tag, name).strip()
        if value and not leads_nowhere(value):
            return value
    for name in ("href", "onclick"):
        if match := _QUOTED.search(attribute(tag, name)[:_LONGEST]):
            return match[2]
    return ""


def text_of(tag: Tag) -> str:
    """What an anchor shows, or the words that stand in for its picture."""
    if text := squeeze(tag.get_text(" ")[:_LONGEST]):
        return text
    picture = tag.find("img")
    return squeeze(attribute(picture, "alt") or attribute(picture, "title")) if isinstance(picture, Tag) else ""


def title_of(tag: Tag) -> str:
    """The fullest title an anchor gives: the title attribute where the text is cut short or says nothing."""
    text = _BULLET.sub("", squeeze(tag.get_text("")[:_LONGEST]))
    hint = hint_of(tag)
    stem = _CUT.sub("", text).strip()
    if hint and (not text or says_nothing(text) or stem != text or _plain(stem) in _plain(hint)):
        return hint
    return text or text_of(tag)


def hint_of(tag: Tag) -> str:
    """The title attribute without markup and without the labels and dates that some systems put into it."""
    hint = _AFTER_TITLE.sub("", _LABEL.sub("", _TAGS.sub("", attribute(tag, "title")[:_LONGEST])))
    return squeeze(hint)


def says_nothing(text: str) -> bool:
    """查看, 详情, [下载]: words that fit every link."""
    return bool(_MERE.fullmatch(squeeze(text).replace(" ", "")))


def _plain(text: str) -> str:
    return _SPACE.sub("", text)
