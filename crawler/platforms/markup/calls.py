"""Links that call a function of the page: ``onclick="showDetail('1024')"``, where the function opens an address.

Only what the page's own scripts define is known, and only an address put together from text and the call's arguments.
"""

import re
from collections.abc import Mapping

from bs4.element import Tag

from crawler.discovery.markup import attribute

_FUNCTION = re.compile(
    r"function\s+([\w$]{1,60})\s*\(([\w$,\s]{1,200})\)\s*\{|([\w$]{1,60})\s*=\s*function\s*\(([\w$,\s]{1,200})\)\s*\{"
)
_ROOM = 600
_OPENS = re.compile(
    r"(?:window\s*\.\s*open\s*\(|(?<![\w.$])open\s*\(|location(?:\s*\.\s*href)?\s*=|location\s*\.\s*(?:assign|replace)\s*\()\s*"
    r"((?:(?:'[^'\n]{0,300}'|\"[^\"\n]{0,300}\"|[\w$]{1,60})\s*\+?\s*){2,9})"
)
_PIECE = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|([\w$]+)")
_CALL = re.compile(r"(?:javascript:|return\s+)?\s*([\w$]{1,60})\s*\(([^()]{1,300})\)", re.IGNORECASE)
_ARGUMENT = re.compile(r"\s*(?:'([\w./?=&%-]*)'|\"([\w./?=&%-]*)\"|(\d+))\s*")
_LONGEST = 2000

Opener = tuple[tuple[str, bool], ...]
"""The pieces of an address; whether one is the number of an argument rather than text."""


def openers(scripts: str) -> Mapping[str, Opener]:
    """The functions that open an address made of their arguments, by name."""
    found: dict[str, Opener] = {}
    for match in _FUNCTION.finditer(scripts):
        names = [name.strip() for name in (match[2] or match[4]).split(",")]
        body = scripts[match.end() : match.end() + _ROOM].partition("function")[0]
        opens = _OPENS.search(body)
        pieces = _pieces(opens[1], names) if opens else None
        if pieces and any(is_argument for _, is_argument in pieces):
            found.setdefault(match[1] or match[3], pieces)
    return found


def called_address(tag: Tag, known: Mapping[str, Opener]) -> str:
    """The address that clicking a link opens; empty where its call is none of these."""
    for name in ("onclick", "href"):
        call = _CALL.match(attribute(tag, name)[:_LONGEST].strip()) if known else None
        if call and (pieces := known.get(call[1])) is not None:
            said = [_ARGUMENT.fullmatch(part) for part in call[2].split(",")]
            values = [match[1] or match[2] or match[3] or "" if match else "" for match in said]
            parts = [_value(values, piece) if is_argument else piece for piece, is_argument in pieces]
            return "".join(parts) if all(parts) else ""
    return ""


def _pieces(expression: str, names: list[str]) -> Opener | None:
    """None where a piece is neither text nor an argument."""
    found = []
    for match in _PIECE.finditer(expression):
        if match[3] is None:
            found.append((match[1] if match[1] is not None else match[2], False))
        elif match[3] in names:
            found.append((str(names.index(match[3])), True))
        else:
            return None
    return tuple(piece for piece in found if piece[0])


def _value(values: list[str], number: str) -> str:
    return values[int(number)] if int(number) < len(values) else ""
