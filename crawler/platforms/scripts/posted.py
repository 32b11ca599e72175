"""Pages that are turned by sending a form: ``__doPostBack('Pager','3')``, or a page number set before ``submit()``."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from bs4.element import Tag

from crawler.discovery.markup import attribute, text_of
from crawler.discovery.scripts.called import calls, function_of
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask

_SET = (
    r"(?:getElementById\(\s*['\"](?P<id>[\w.$:-]{{1,80}})['\"]\s*\)|\$\(\s*(?P<quote>['\"])(?P<selector>[^\n]{{1,120}}?)(?P=quote)\s*\)"
    r"|(?P<name>[\w$]{{1,80}}))\s*(?:\.\s*value\s*=\s*{0}\b(?!\s*[-+*/.])|\.\s*val\(\s*{0}\s*\))"
)
"""A field by its id, by a selector of jQuery or by its name, that is given what the function was called with."""
_NAMED = re.compile(r"\[\s*name\s*=\s*['\"]?([\w.$:-]+)")
_SUBMITS = re.compile(r"\bsubmit\s*\(")
_DOT_NET = "__doPostBack"
_TARGET, _ARGUMENT = "__EVENTTARGET", "__EVENTARGUMENT"
_SHORT = 20
_LAST_NUMBER = re.compile(r"\d{1,4}(?=\D*$)")
_NUMBER = re.compile(r"\d{1,4}")


def posted_turns(page: ListPage, pagers: list[Tag], pages: int | None, current: int, platform: str) -> dict[int, Ask]:
    """The further pages by their numbers, as forms to send; none where no form of the page turns it.

    ``pagers`` are the tags that turn pages, ``pages`` how many there are, if that is told.
    """
    found: dict[int, Ask] = {}
    for tag in pagers:
        for name, said in _calls(tag):
            ask = _dot_net(page, tag, said, platform) if name == _DOT_NET else _numbered(page, name, said, platform)
            number = _page_of(tag, said, current)
            if ask is not None and number is not None and number > 1 and number != current:
                found.setdefault(number, replace(ask, page=number))
    return _completed(found, pages, current)


def _calls(tag: Tag) -> Iterator[tuple[str, list[str]]]:
    for name in ("href", "onclick"):
        yield from calls(attribute(tag, name))


def _page_of(tag: Tag, said: list[str], current: int) -> int | None:
    """The page that a tag turns to: its number, or what its script is called with; 下一页 may say neither."""
    for text in (text_of(tag), said[-1] if said else ""):
        if match := _LAST_NUMBER.search(text):
            return int(match[0])
    return current + 1 if said else None


def _dot_net(page: ListPage, tag: Tag, said: list[str], platform: str) -> Ask | None:
    """The form of ASP.NET, with its state, for the target and argument of the call."""
    form = tag.find_parent("form") or page.soup.find("form")
    if not isinstance(form, Tag) or len(said) < 1:
        return None
    fields = _fields(form) | {_TARGET: said[0], _ARGUMENT: said[1] if len(said) > 1 else ""}
    return _ask(page, form, fields, platform)


def _numbered(page: ListPage, name: str, said: list[str], platform: str) -> Ask | None:
    """The form in which a function of the page puts the number that it is called with."""
    defined = function_of(page.scripts, name) if said and _NUMBER.fullmatch(said[0]) else None
    arguments, body = defined or ([], "")
    if not (arguments and arguments[0] and _SUBMITS.search(body)):
        return None
    match = re.search(_SET.format(re.escape(arguments[0])), body)
    field = _field(page, match["id"] or match["selector"] or match["name"]) if match else None
    form = field.find_parent("form") if field is not None else None
    if field is None or not isinstance(form, Tag) or not attribute(field, "name"):
        return None
    return _ask(page, form, _fields(form) | {attribute(field, "name"): said[0]}, platform)


def _field(page: ListPage, said: str) -> Tag | None:
    """The field of a form that a script means by its id, its name or a selector."""
    named = _NAMED.search(said)
    name = named[1] if named else said.removeprefix("#")
    inputs = [tag for tag in page.soup.find_all(["input", "select"]) if isinstance(tag, Tag)]
    return next((tag for tag in inputs if name in {attribute(tag, "id"), attribute(tag, "name")}), None)


def _fields(form: Tag) -> dict[str, str]:
    """What a form sends when nothing was chosen and no button pressed."""
    inputs = [tag for tag in form.find_all("input") if isinstance(tag, Tag)]
    sent = [
        tag for tag in inputs if attribute(tag, "type").lower() in {"", "hidden", "text"} and attribute(tag, "name")
    ]
    return {attribute(tag, "name"): attribute(tag, "value") for tag in sent}


def _ask(page: ListPage, form: Tag, fields: dict[str, str], platform: str) -> Ask | None:
    url = page.resolve(attribute(form, "action") or page.url)
    if url is None or urlsplit(url).netloc != urlsplit(page.url).netloc:
        return None
    if attribute(form, "method").lower() == "post":
        return Ask(url, "POST", tuple(fields.items()), platform, base=page.url)
    return Ask(f"{url.partition('?')[0]}?{urlencode(fields)}", platform=platform, base=page.url)


def _completed(found: dict[int, Ask], pages: int | None, current: int) -> dict[int, Ask]:
    """With the pages between and behind those that are named, where the form has their number in one field alone."""
    if not found or not pages:
        return found
    number, ask = next(iter(sorted(found.items())))
    places = [
        i
        for i, (_, value) in enumerate(ask.form)
        if _LAST_NUMBER.findall(value) == [str(number)] and len(value) < _SHORT
    ]
    if ask.method != "POST" or len(places) != 1:
        return found
    place = places[0]
    name, value = ask.form[place]
    for n in range(2, pages + 1)[:BOUND]:
        if n != current:
            form = (*ask.form[:place], (name, _LAST_NUMBER.sub(str(n), value)), *ask.form[place + 1 :])
            found.setdefault(n, replace(ask, form=form, page=n))
    return found
