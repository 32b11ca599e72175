"""What coverage goes by, in the language of the page: its sentences are English, and are found again by their shape."""

import re
from collections.abc import Mapping
from functools import cache

from nianbao.web.words import Language, words

_WHY = r"(?::\s(?P<why>.*))?"
"""A reason behind the sentence, as a site or a reader gave it; it stays as it is."""


def evidence(language: Language, sentence: str) -> str:
    """The sentence itself where no shape is its own."""
    if language is Language.EN:
        return sentence
    for shape, spoken in _shapes():
        if found := shape.fullmatch(sentence):
            parts = found.groupdict()
            why = parts.pop("why")
            return spoken[language].format_map(parts) + (f"：{why}" if why else "")
    return sentence


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], Mapping[Language, str]], ...]:
    """The longest first, for one sentence begins another."""
    known = [spoken for key, spoken in words().items() if key.startswith("evidence.")]
    known.sort(key=lambda spoken: -len(spoken[Language.EN]))
    return tuple((_shape(spoken[Language.EN]), spoken) for spoken in known)


def _shape(sentence: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", sentence)
    made = (re.escape(piece) if n % 2 == 0 else rf"(?P<{piece}>\S+?)" for n, piece in enumerate(pieces))
    return re.compile("".join(made) + _WHY, re.DOTALL)
