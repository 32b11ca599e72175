"""Everything that the pages say, in Chinese and English: data in the TOML files of this folder, one a page."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources


class Language(StrEnum):
    """Chinese comes first: it is the language of the reports."""

    ZH = "zh"
    EN = "en"

    @classmethod
    def of(cls, said: str) -> "Language":
        """The one that somebody named; Chinese for any other."""
        return cls(said) if said in set(cls) else cls.ZH


@cache
def words() -> dict[str, dict[Language, str]]:
    """By key ``file.name``; a word without one of its languages is an error at once."""
    found: dict[str, dict[Language, str]] = {}
    for file in sorted(resources.files("nianbao.web.words").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            prefix = file.name.removesuffix(".toml")
            for name, pair in tomllib.loads(file.read_text("utf-8")).items():
                found[f"{prefix}.{name}"] = {Language.ZH: pair["zh"], Language.EN: pair["en"]}
    return found


def say(language: Language, key: str, /, **parts: object) -> str:
    """The word or sentence of that key, its ``{parts}`` filled in. Raises KeyError for a key that no file has."""
    text = words()[key][language]
    return text.format_map({name: _shown(part) for name, part in parts.items()}) if parts else text


def _shown(part: object) -> str:
    return f"{part:,}" if isinstance(part, int) and not isinstance(part, bool) and abs(part) > 9999 else str(part)
