"""What opens when a box is clicked or a choice is made, where a script makes the address of what stands on the tag.

``$('.item').click(function(){ location.href = '/d/' + $(this).data('id') + '.html' })``
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import Tag
from soupsieve import SelectorSyntaxError

from crawler.discovery.markup import attribute, leads_nowhere
from crawler.discovery.scripts.called import OPENS, calls, function_of
from crawler.discovery.scripts.sums import Term, read_sum

_SIGNS = ("dataset", ".data(", ".attr(", "getAttribute(", "this.id")
_READS = re.compile(
    r"(?:\$|jQuery)?\(?\s*[\w$.]{1,40}\s*\)?\s*\.\s*(?:data\(\s*['\"](?P<data>[\w-]{1,40})['\"]\s*\)"
    r"|(?:attr|getAttribute)\(\s*['\"](?P<name>[\w:-]{1,40})['\"]\s*\)"
    r"|dataset\s*(?:\.\s*(?P<set>\w{1,40})|\[\s*['\"](?P<key>\w{1,40})['\"]\s*\]))"
    r"|(?P<id>this\.id)"
)
"""An attribute of the tag that was clicked."""
_CHOSEN = re.compile(
    r"(?:(?:\$|jQuery)\(\s*\w{1,40}\s*\)\s*\.\s*val\(\)|(?!document\b)[\w$]{1,40}(?:\.(?:target|currentTarget))?"
    r"(?:\.options\[[^\]]{1,60}\])?\.value)"
)
"""The choice made in a list box."""
_NAMED = re.compile(r"(?:\bvar|\blet|\bconst|,)\s+([A-Za-z_$][\w$]{0,40})\s*=(?!=)\s*")
_TAKEN = re.compile(r"\{\s*([\w$,\s]{1,100})\}\s*=\s*[\w$.]{1,40}\.dataset")
_SELECTED = re.compile(
    r"(?:\$|jQuery|querySelectorAll|querySelector|getElementById|getElementsByClassName)\(\s*(['\"])([^'\"\n]{1,80})\1\s*\)"
    r"|\.(?:on|delegate|live)\(\s*['\"]\w+['\"]\s*,\s*(['\"])([^'\"\n]{1,80})\3"
)
_CHANGES = re.compile(r"\.\s*change\s*\(|['\"]change['\"]|onchange\s*=")
_BEFORE = 600
"""Characters before an address in which its script says what it is made of, and of which tags."""
_MOST = 20
"""Handlers of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class _Made:
    """An address of texts and of attributes (``said``), and the selector of the tags that it is made for, if any."""

    terms: tuple[Term, ...]
    selector: str = ""

    def address(self, tag: Tag) -> str:
        """The address for a tag; empty where it lacks one of the attributes."""
        values = [attribute(tag, term.text).strip() if term.said else term.text for term in self.terms]
        return "".join(values) if all(values) else ""


def show_clicked(soup: Tag, source: str) -> None:
    """Give what opens an address when it is clicked or chosen that address as ``data-href``."""
    if "location" not in source and "open" not in source:
        return
    if any(sign in source for sign in _SIGNS):
        for made in _handlers(source):
            for tag in _tags(soup, made):
                if leads_nowhere(attribute(tag, "href")) and (address := made.address(tag)):
                    tag["data-href"] = address
    for box in soup.find_all("select"):
        choice = _choice(box, source)
        for option in box.find_all("option") if choice else ():
            if choice and "/" not in (value := attribute(option, "value").strip()) and value.isascii():
                option["data-href"] = choice.address(option)


def _handlers(source: str) -> Iterator[_Made]:
    """The addresses that scripts make of attributes, each once."""
    found: dict[_Made, None] = {}
    for opens in OPENS.finditer(source):
        read = read_sum(source, opens.end())
        before = source[max(0, opens.start() - _BEFORE) : opens.start()]
        if read and (terms := _of_attributes(read[0], before)):
            found.setdefault(_Made(terms, _selector(before)))
            if len(found) >= _MOST:
                break
    yield from found


def _of_attributes(terms: tuple[Term, ...], before: str) -> tuple[Term, ...] | None:
    """The terms with the names of the attributes that they read; None where one reads something else, or none does."""
    said = _names(before)
    found = []
    for term in terms:
        name = attribute_of(term.text) or said.get(term.text, "") if term.said else term.text
        if not name:
            return None
        found.append(Term(name, term.said))
    return tuple(found) if any(term.said for term in found) else None


def attribute_of(expression: str) -> str:
    """The attribute of the clicked tag that an expression reads; empty where it reads none."""
    match = _READS.fullmatch(expression)
    if match is None:
        return ""
    key = match["set"] or match["key"]
    if key:
        return "data-" + re.sub(r"[A-Z]", lambda letter: f"-{letter[0].lower()}", key)
    return f"data-{match['data']}" if match["data"] else match["name"] or "id"


def _names(before: str) -> dict[str, str]:
    """The variables that were set to an attribute, nearest last."""
    found: dict[str, str] = {}
    for match in _NAMED.finditer(before):
        if (reads := _READS.match(before, match.end())) and (name := attribute_of(reads[0])):
            found[match[1]] = name
    for match in _TAKEN.finditer(before):
        found |= {name.strip(): attribute_of(f"this.dataset.{name.strip()}") for name in match[1].split(",")}
    return found


def _selector(before: str) -> str:
    """What a handler was set upon, the nearest before it."""
    selected = [match for match in _SELECTED.finditer(before) if (match[2] or match[4]) not in {"this", "document"}]
    if not selected:
        return ""
    last = selected[-1]
    text = last[4] or last[2]
    if "getElementById" in last[0]:
        return f"#{text}"
    return f".{text}" if "ClassName" in last[0] else text


def _tags(soup: Tag, made: _Made) -> list[Tag]:
    """The tags with the attributes of a handler: those that it was set upon, all where the selector finds none."""
    names = [term.text for term in made.terms if term.said]
    able = list(soup.find_all(lambda tag: all(map(tag.has_attr, names))))
    if not made.selector or not able:
        return able
    try:
        chosen = {id(tag) for tag in soup.select(made.selector)}
    except (SelectorSyntaxError, NotImplementedError):
        return able
    return [tag for tag in able if id(tag) in chosen] or able


def _choice(box: Tag, source: str) -> _Made | None:
    """The address that a choice makes: by the list box's own script, a function that it calls, or a handler upon it."""
    own = attribute(box, "onchange")
    scripts: list[tuple[list[str], str]] = [([], own)]
    scripts += [found for name, _ in _called(own) if (found := function_of(source, name))]
    if not own and _CHANGES.search(source):
        scripts += (([], script) for script in _set_upon(box, source))
    for arguments, script in scripts:
        for opens in OPENS.finditer(script):
            read = read_sum(script, opens.end())
            said = {match[1] for match in _NAMED.finditer(script) if _CHOSEN.match(script, match.end())}
            if read and (terms := _of_choice(read[0], said.union(arguments))):
                return _Made(terms)
    return None


def _called(script: str) -> Iterator[tuple[str, list[str]]]:
    """Functions that are called with the list box or its choice."""
    return ((name, said) for name, said in calls(re.sub(r"\[[^\[\]]*\]", "", script)))


def _set_upon(box: Tag, source: str) -> Iterator[str]:
    """The functions that a script has set upon a list box by its id, its name or a class."""
    identity = attribute(box, "id")
    marks = {identity, f"#{identity}"} if identity else set()
    marks |= {f".{name}" for name in attribute(box, "class").split()}
    for match in _SELECTED.finditer(source):
        if (match[2] or match[4]) in marks:
            behind = source[match.end() : match.end() + _BEFORE]
            if _CHANGES.search(behind[:80]):
                yield behind


def _of_choice(terms: tuple[Term, ...], said: set[str]) -> tuple[Term, ...] | None:
    """The terms with the choice in its place; None where another value goes in, or the choice does not."""
    places = [term for term in terms if term.said]
    if len(places) != 1 or len(terms) < 2 or not (places[0].text in said or _CHOSEN.fullmatch(places[0].text)):
        return None
    return tuple(Term("value", said=True) if term.said else term for term in terms)
