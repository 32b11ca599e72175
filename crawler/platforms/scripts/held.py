"""Lists and menus that a page holds as data for its scripts to draw: in variables, in text boxes, in templates."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bs4.element import Tag

from crawler.discovery.addresses import key
from crawler.discovery.links import Link
from crawler.discovery.markup import attribute, squeeze
from crawler.discovery.scripts.literals import read_literal
from crawler.platforms.markup.answers import every_record, every_row, link_of, plain, read_json
from crawler.platforms.markup.dates import read_date
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.opens import find_opened, shown_beside, with_address

_SET = re.compile(r"(?:[=:(]|\bJSON\s*\.\s*parse\s*\(\s*(['\"]))\s*(?=\[|\{|new\s+Array\s*\()")
_MARKUP = re.compile(r"<(?:a|li|tr)\b", re.IGNORECASE)
_HAN = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-f]{3}", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:https?://|\.{0,2}/)?[^\s'\"<>\u4e00-\u9fff+]*(?:/|\.(?:s?html?|jsp|aspx?|pdf|docx?))[^\s'\"<>+]*",
    re.IGNORECASE,
)
"""What reads as an address where any text may stand."""
_NAME = re.compile(r"20\d\d\s*年度?|.*[\u4e00-\u9fff].*[\u4e00-\u9fff].*")
_CARRIED = re.compile(r"\sdata-[\w-]{1,40}\s*=\s*['\"]\s*[\[{]")
_DATA, _TEMPLATE = ("json",), ("html", "template", "tmpl", "handlebars")
_MOST, _SMALLEST, _LARGEST = 40, 20, 600_000
"""Values of a page's scripts that are looked at, and the characters that they have."""


@lru_cache(maxsize=1)
def find_held(page: ListPage) -> tuple[Link, ...]:
    """What a page's data leads to, entries and columns, each address once; asked for both of one page."""
    opened = find_opened(page.markup)
    found: dict[str, Link] = {}
    for data in held_data(page):
        for link in (*_of_records(data, page, opened), *_of_rows(data, page)):
            found.setdefault(key(link.url), link)
    for markup in _fragments(page):
        for link in find_items(ListPage(markup, page.base)):
            found.setdefault(key(link.url), link)
    return tuple(found.values())


def held_data(page: ListPage) -> tuple[object, ...]:
    """The values that a page's scripts, text boxes and tags hold."""
    return (*_data(page), *_attributes(page))


def _of_records(data: object, page: ListPage, opened: str) -> Iterator[Link]:
    shown = shown_beside(page.markup) if opened else frozenset()
    for record in every_record(data):
        is_shown = not shown or bool(shown & record.keys())  # what is written for others is no address of this one
        if link := link_of(with_address(record, opened) if is_shown else record, page.base):
            yield link


def _of_rows(data: object, page: ListPage) -> Iterator[Link]:
    """Rows of single values: the first text that is an address, the first that says something, a date."""
    for row in every_row(data):
        texts = [squeeze(value) for value in row if isinstance(value, str)]
        place = next((text for text in texts if ADDRESS.fullmatch(text) and not read_date(text)), "")
        title = next((text for text in texts if _NAME.fullmatch(text)), "")
        address = page.resolve(place) if place and title else None
        if address:
            yield Link(address, plain(title), next((day for text in texts if (day := read_date(text))), None))


def _data(page: ListPage) -> Iterator[object]:
    for tag in _holders(page):
        text = tag.get_text()
        if not _HAN.search(text):
            continue
        if tag.name == "textarea" or _is(tag, _DATA):
            yield read_json(text)
        elif not _is(tag, _TEMPLATE):
            yield from _values(text)


def _attributes(page: ListPage) -> Iterator[object]:
    """Data that tags carry: ``data-list='[{…}]'``."""
    for tag in page.tags if _CARRIED.search(page.body) else ():
        for name, value in tag.attrs.items():
            if name.startswith("data-") and isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
                yield read_json(value)


def _values(script: str) -> Iterator[object]:
    """The lists and objects that a script sets something to, the outermost of each."""
    place = 0
    for number, match in enumerate(_SET.finditer(script)):
        if number >= _MOST:
            return
        if match.start() < place:
            continue
        if match[1]:
            quoted = read_literal(script[match.end() - 1 : match.end() + _LARGEST])
            yield read_json(quoted[0]) if quoted and isinstance(quoted[0], str) else None
            continue
        read = read_literal(script[match.end() : match.end() + _LARGEST])
        if read and read[1] >= _SMALLEST and isinstance(read[0], Mapping | list):
            place = match.end() + read[1]
            yield read[0]


def _fragments(page: ListPage) -> Iterator[str]:
    """Pieces of markup in text boxes and templates."""
    for tag in _holders(page):
        if tag.name == "textarea" or _is(tag, _TEMPLATE):
            text = tag.get_text()
            if _HAN.search(text) and _MARKUP.search(text):
                yield text


def _holders(page: ListPage) -> Iterator[Tag]:
    return (tag for tag in page.tags if tag.name in {"script", "textarea"})


def _is(tag: Tag, kinds: tuple[str, ...]) -> bool:
    return any(kind in attribute(tag, "type").lower() for kind in kinds)
