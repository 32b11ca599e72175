"""Addresses that a script puts together when it is called: ``showDetail('7029')`` where the page says what that opens.

Only functions of the page itself are known, and of them only those that open ``'detail.jsp?id=' + id`` or the like.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4.element import Tag

from crawler.discovery.markup import attribute, leads_nowhere

_FUNCTION = re.compile(r"function(?:\s+([A-Za-z_$][\w$]{0,60}))?\s*\(\s*([\w$,\s]{1,200})\)\s*\{")
_NAME_BEFORE = re.compile(r"([A-Za-z_$][\w$]{0,60})\s*=\s*$")
OPENS = re.compile(
    r"location\s*(?:\.\s*href\s*)?=(?!=)|location\s*\.\s*(?:replace|assign)\s*\(|(?<![\w$.])(?:window\s*\.\s*)?open\s*\("
)
_TERM = r"(?:'[^'\n]{0,300}'|\"[^\"\n]{0,300}\"|[A-Za-z_$][\w$]{0,60})"
_SUM = re.compile(rf"\s*({_TERM}(?:\s*\+\s*{_TERM}){{1,8}})\s*(?=[;,)}}\n]|$)")
_TERMS = re.compile(_TERM)
_GLOBAL = re.compile(r"\bvar\s+([A-Za-z_$][\w$]{0,60})\s*=\s*(['\"])([^'\"\n]{0,200})\2")
_CALL = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*\(\s*([^()]{0,400})\)")
_ARGUMENT = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\"|(\d{1,20}))\s*(?:,|$)")
_NAMES = 70
_ROOM = 1500
"""Characters of a function that are looked at."""
_ADDRESS = re.compile(r"[/?]|\.\w")


@dataclass(frozen=True, slots=True)
class Opener:
    """What a function opens: pieces of text, and the places of its arguments between them."""

    pieces: tuple[str | int, ...]

    def address(self, arguments: list[str]) -> str | None:
        """The address that these arguments give; None where one is missing."""
        places = [piece for piece in self.pieces if isinstance(piece, int)]
        if max(places) >= len(arguments) or not all(arguments[place].strip() for place in places):
            return None
        return "".join(arguments[piece] if isinstance(piece, int) else piece for piece in self.pieces)


def find_openers(source: str) -> Mapping[str, Opener]:
    """The functions of a page that open an address made of their arguments, by name."""
    if source.rfind("location") < 0 and source.rfind("open") < 0:  # missed sooner from the end
        return {}
    found: dict[str, Opener] = {}
    said: Mapping[str, str] | None = None
    for match in _FUNCTION.finditer(source):
        name = match[1] or _named_before(source, match.start())
        body = body_from(source, match.end()) if name else ""
        if name and OPENS.search(body):
            said = _globals(source) if said is None else said
            if opener := _opener(body, _names(match[2]), said):
                found.setdefault(name, opener)
    return found


def _globals(source: str) -> Mapping[str, str]:
    """The variables that a page sets to a text."""
    return {match[1]: match[3] for match in _GLOBAL.finditer(source)}


def _named_before(source: str, start: int) -> str | None:
    """The name that ``show = function(id)`` gives."""
    match = _NAME_BEFORE.search(source[max(0, start - _NAMES) : start])
    return match[1] if match else None


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def show_called(soup: Tag, openers: Mapping[str, Opener]) -> None:
    """Give every tag whose script calls one of the functions the address as ``data-href``."""
    for tag in soup.find_all(_calls) if openers else ():
        call = called(attribute(tag, "onclick"), openers) or called(attribute(tag, "href"), openers)
        if call:
            tag["data-href"] = call[0]


def called(script: str, openers: Mapping[str, Opener]) -> tuple[str, list[str]] | None:
    """The address that a call of one of the functions opens, and the arguments of the call."""
    for name, said in calls(script):
        opener = openers.get(name)
        if opener is not None and (address := opener.address(said)):
            return address, said
    return None


def calls(script: str) -> Iterator[tuple[str, list[str]]]:
    """The name of every function that is called, and what with."""
    for match in _CALL.finditer(script):
        yield match[1], list(_arguments(match[2]))


def _arguments(text: str) -> Iterator[str]:
    """The arguments of a call, up to the first that is no text and no number."""
    start = 0
    while match := _ARGUMENT.match(text, start):
        yield next(value for value in match.groups() if value is not None)
        if match.end() == start:
            return
        start = match.end()


def body_from(source: str, start: int) -> str:
    """A function's body from behind its brace to the brace that ends it, or as much of it as is looked at."""
    return inside(source, start, "{", "}", _ROOM)


def inside(source: str, start: int, opening: str, closing: str, room: int) -> str:
    """What stands from behind an opening bracket to the one that closes it, of so many characters at most."""
    depth = 1
    for at in range(start, min(len(source), start + room)):
        depth += (source[at] == opening) - (source[at] == closing)
        if depth == 0:
            return source[start:at]
    return source[start : start + room]


def function_of(source: str, name: str) -> tuple[list[str], str] | None:
    """The names of the arguments and the body of the function that a page has under a name."""
    called = re.escape(name)
    match = re.search(
        rf"(?:function\s+{called}|(?<![\w$]){called}\s*=\s*function)\s*\(\s*([^)]{{0,200}})\)\s*\{{", source
    )
    return (_names(match[1]), body_from(source, match.end())) if match else None


def _opener(body: str, names: list[str], said: Mapping[str, str]) -> Opener | None:
    for opens in OPENS.finditer(body):
        match = _SUM.match(body, opens.end())
        pieces = _pieces(match[1], names, said) if match else None
        if pieces and any(isinstance(piece, int) for piece in pieces):
            plain = "".join(piece for piece in pieces if isinstance(piece, str))
            if _ADDRESS.search(plain) and not leads_nowhere(plain):
                return Opener(tuple(pieces))
    return None


def _pieces(text: str, names: list[str], said: Mapping[str, str]) -> list[str | int] | None:
    """The terms of a sum; None where one is neither text nor an argument nor a variable that the page sets."""
    found: list[str | int] = []
    for term in _TERMS.findall(text):
        if term[0] in "'\"":
            found.append(term[1:-1])
        elif term in names:
            found.append(names.index(term))
        elif term in said:
            found.append(said[term])
        else:
            return None
    return found


def _calls(tag: Tag) -> bool:
    return "(" in attribute(tag, "onclick") or attribute(tag, "href").lstrip().lower().startswith("javascript:")
