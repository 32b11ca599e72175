"""Tabs that a handler set upon them reads when they are clicked: ``dept = $(this).data('id'); getList(1)``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import Tag
from soupsieve import SelectorSyntaxError

from crawler.discovery.columns.names import tidy
from crawler.discovery.markup import attribute, text_of
from crawler.discovery.scripts.called import body_from, function_of
from crawler.discovery.scripts.clicked import attribute_of
from crawler.platforms.markup.page import ListPage

_UPON = re.compile(
    r"(?:\$|jQuery)\(\s*(['\"])(?P<selector>[^'\"\n]{1,80})\1\s*\)\s*\.\s*"
    r"(?:click\s*\(|(?:on|bind|delegate|live)\s*\(\s*['\"]click['\"]\s*,\s*(?:['\"](?P<inner>[^'\"\n]{1,80})['\"]\s*,\s*)?)"
    r"\s*function\s*\(\s*\w{0,20}\s*\)\s*\{"
    r"|(?:\$|jQuery)\(\s*(?:document|['\"]body['\"])\s*\)\s*\.\s*on\s*\(\s*['\"]click['\"]\s*,\s*"
    r"['\"](?P<of>[^'\"\n]{1,80})['\"]\s*,\s*function\s*\(\s*\w{0,20}\s*\)\s*\{"
    r"|querySelectorAll\(\s*(?P<mark>['\"])(?P<all>[^'\"\n]{1,80})(?P=mark)\s*\)[^;]{1,120}?\.\s*addEventListener\(\s*['\"]click['\"]"
    r"\s*,\s*(?:function\s*\(\s*\w{0,20}\s*\)|\(?\w{0,20}\)?\s*=>)\s*\{"
)
_TAKES = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s*=(?!=)\s*([^;\n]{1,120}?)\s*(?=[;\n]|$)")
_CALLS = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*\(([^;\n]{0,120})\)\s*(?=[;\n}]|$)")
_MOST = 60
"""Tabs of a page that are followed."""


@dataclass(frozen=True, slots=True)
class Clicked:
    """A tab: what it is called, what its handler runs, and what that finds set: names with their values."""

    title: str
    script: str
    given: tuple[tuple[str, str], ...]


def find_clicked(page: ListPage) -> Iterator[Clicked]:
    """The tags that handlers are set upon and whose attributes they read, in their order."""
    left = _MOST
    for upon in _UPON.finditer(page.scripts):
        script, read = _read(page, body_from(page.scripts, upon.end()))
        selector = upon["of"] or upon["all"] or " ".join(filter(None, (upon["selector"], upon["inner"])))
        for tag in _selected(page, selector) if read else ():
            given = tuple((name, attribute(tag, said).strip()) for name, said in read)
            if left and all(value for _, value in given):
                left -= 1
                yield Clicked(tidy(text_of(tag)), script, given)


def _read(page: ListPage, body: str) -> tuple[str, list[tuple[str, str]]]:
    """What a handler runs with the functions it calls, and the names that it sets to attributes of the tag."""
    read = [(match[1], name) for match in _TAKES.finditer(body) if (name := attribute_of(match[2]))]
    script = body
    for call in _CALLS.finditer(body):
        function = function_of(page.scripts, call[1])
        if function is None:
            continue
        names, inner = function
        script += f"\n{inner}"
        handed = [part.strip() for part in call[2].split(",")]
        read += [(own, name) for own, said in zip(names, handed, strict=False) if own and (name := attribute_of(said))]
    return script, read


def _selected(page: ListPage, selector: str) -> list[Tag]:
    try:
        return list(page.soup.select(selector, limit=_MOST))
    except (SelectorSyntaxError, NotImplementedError):
        return []
