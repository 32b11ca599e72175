"""What the scripts of a page set names to, and the addresses and fields that follow from it."""

import json
import re
from collections.abc import Mapping

from crawler.discovery.scripts.literals import Said, read_arguments, read_literal
from crawler.discovery.scripts.sums import Term, read_sum
from crawler.platforms.scripts.counted import OFFSET, PAGE, SIZE

PLACE = "{page}"
"""Stands in an address for the number of a page: ``list_{page}.json``."""

_WRITTEN = r"(?:(['\"])([^'\"\n]{0,200})\2|(\d{1,9}))"
_SAID = re.compile(
    rf"(?<![\w$])(?:window\s*\.\s*)?([A-Za-z_$][\w$]{{0,60}})\s*=(?!=)\s*{_WRITTEN}(?=\s*[;,\n<}}]|\s*$)"
)
_HELD = re.compile(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,60}})['\"]?\s*:\s*{_WRITTEN}(?=\s*[,}}\n])")
_CHANCE_NAME = re.compile(r"_|ts?|r|rand\w*|time\w*|no_?cache", re.IGNORECASE)
_CHANCE = re.compile(r"Math\.random\(\)|(?:new\s+)?Date\b.*|\w*(?:rand|time|timestamp)\w*(?:\(\))?", re.IGNORECASE)
_ASKS = re.compile(r"(?:^|[?&])([\w$.]{1,40})=$")
_NUMBERED = re.compile(r"[_/-]$")
_NAME = re.compile(r"[\w$.]{1,60}")
_FIRST_PAGE = re.compile(
    r"(?<![\w$.])((?:cur(?:rent)?|page)(?:_?(?:page|no|num|number|index))?|p|pn|pno)\s*=\s*([01])(?=\s*[;,\n)])",
    re.IGNORECASE,
)
"""What a script sets the number of a page to."""
_ADDED = (
    r"(?:\+\+\s*{0}\b|\b{0}\s*(?:\+\+|\+=\s*1))"
    r"(?:(?!function)[^}}]){{0,300}}?\b(?:ajax|get|post|getJSON|fetch|axios)\b"
)
"""What is added to a name before it is sent."""
_PACKED = re.compile(r"JSON\s*\.\s*stringify\s*\(")
_SHORT = re.compile(r"n|num|no|index", re.IGNORECASE)
_ROOM = 2000
"""Characters of an object that are looked at."""
_DEFAULT_SIZE = 15

Fields = Mapping[str, object]


def stated(scripts: str) -> str:
    """The names that scripts set to texts and numbers, written anew: what a script file of theirs may go by."""
    return "".join(f"var {match[1]} = {json.dumps(_written(match))};\n" for match in _SAID.finditer(scripts))


class Known:
    """What the scripts of a page set names to: texts, numbers, and objects that are sent."""

    def __init__(self, scripts: str) -> None:
        self._scripts = scripts
        self._said = {match[1]: _written(match) for match in _SAID.finditer(scripts)}
        self._held: dict[str, set[str | int]] = {}
        for match in _HELD.finditer(scripts):
            self._held.setdefault(match[1], set()).add(_written(match))

    def value(self, expression: str) -> str | int | None:
        """The value of a name; of one that belongs to something (``this.cid``) where the page has one value only."""
        name = expression.removeprefix("window.")
        if name in self._said:
            return self._said[name]
        held = self._held.get(name.rpartition(".")[2], set()) if "." in name else set()
        return next(iter(held)) if len(held) == 1 else None

    def held(self, name: str) -> Fields | None:
        """The object that a name was set to."""
        match = re.search(rf"(?<![\w$.]){re.escape(name.rpartition('.')[2])}\s*[=:]\s*(?=\{{)", self._scripts)
        read = read_literal(self._scripts[match.end() : match.end() + _ROOM]) if match else None
        return read[0] if read and isinstance(read[0], Mapping) else None

    def address(self, said: object) -> str | None:
        """The address of a call; what only keeps answers from being stored is left out of it, the page is ``PLACE``."""
        if not isinstance(said, str):
            return None
        if not isinstance(said, Said):
            return said
        read = read_sum(said)
        return self._joined(read[0]) if read and read[1] == len(said) else None

    def _joined(self, terms: tuple[Term, ...]) -> str | None:
        address = ""
        for term in terms:
            asks = _ASKS.search(address)
            counted = self._counted(asks[1], term.text) if asks and term.said else None
            value = self.value(term.text) if counted is None and term.said else counted
            if not term.said:
                address += term.text
            elif _NUMBERED.search(address) and "?" not in address and _counts_pages(term.text):
                address += PLACE
            elif value is not None:
                address += str(value)
            elif asks and _CHANCE.fullmatch(term.text):
                address = address[: asks.start()]
            else:
                return None
        return address

    def _counted(self, name: str, said: str) -> int | None:
        """The first page, the first entry, or how many entries a page has; None for what says something else."""
        if PAGE.fullmatch(name):
            return 0 if self._counts_from_nought(said) else 1
        if OFFSET.fullmatch(name):
            return 0
        if not SIZE.fullmatch(name):
            return None
        value = str(self.value(said))
        return int(value) if value.isdigit() and int(value) else _DEFAULT_SIZE

    def _counts_from_nought(self, said: str) -> bool:
        """Whether the first page is 0: ``var cur = 0; load(cur)``, and nothing is added before it is sent."""
        if not _NAME.fullmatch(said):
            return False
        value = self.value(said)
        if value is None:
            firsts = {match[2] for match in _FIRST_PAGE.finditer(self._scripts)}
            return firsts == {"0"} or (not firsts and self._is_called_with_nought(said))
        return value == 0 and not re.search(_ADDED.format(re.escape(said)), self._scripts)

    def _is_called_with_nought(self, said: str) -> bool:
        """Whether the function that takes the page is first called for page 0: ``getData(0)``."""
        taken = re.search(rf"function\s+([A-Za-z_$][\w$]{{0,60}})\s*\(\s*{re.escape(said)}\s*[,)]", self._scripts)
        return taken is not None and bool(
            re.search(rf"(?<![\w$.]){re.escape(taken[1])}\s*\(\s*0\s*[,)]", self._scripts)
        )

    def fields(self, said: Fields) -> Fields | None:
        """The fields with what the page sets their names to; None where one of them stays open."""
        found: dict[str, object] = {}
        for name, value in said.items():
            if isinstance(value, Mapping):
                inner = self.fields(value)
                if inner is None:
                    return None
                found[name] = inner
            elif not isinstance(value, Said):
                found[name] = value
            elif packed := _PACKED.match(value):
                text = self._packed(value, packed.end())
                if text is None:
                    return None
                found[name] = text
            elif (counted := self._counted(name, value)) is not None:
                found[name] = counted
            elif (stated := self.value(value)) is not None:
                found[name] = stated
            elif not (_CHANCE.fullmatch(value) or _CHANCE_NAME.fullmatch(name)):
                return None
        return found

    def _packed(self, value: str, start: int) -> str | None:
        """An object that is sent as a text of JSON in one field: ``params: JSON.stringify({…})``."""
        arguments = read_arguments(value + " ", start)
        inner = self.fields(arguments[0]) if arguments and isinstance(arguments[0], Mapping) else None
        return None if inner is None else json.dumps(inner, ensure_ascii=False, separators=(",", ":"))


def _written(match: re.Match[str]) -> str | int:
    return int(match[4]) if match[3] is None else match[3]


def _counts_pages(said: str) -> bool:
    name = said.rpartition(".")[2]
    return bool(PAGE.fullmatch(name) or _SHORT.fullmatch(name))
