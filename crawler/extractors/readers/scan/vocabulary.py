"""The labels of the forms, for words that were recognised with a letter taken for one that looks like it."""

from collections.abc import Iterator
from functools import cache

import forms
from crawler.extractors.labels import bare

_LOOK_ALIKE = (
    "自白目日曰", "无尤元", "于千干", "人入八", "未末", "己已巳", "予子矛戶", "正止E", "土士", "其具共", "他地池",
)  # fmt: skip
"""Letters that are taken for each other; none of them alone tells one label of a form from another."""
_FOLDED = str.maketrans({letter: group[0] for group in _LOOK_ALIKE for letter in group})


def mended(text: str) -> str:
    """The label of a form that looks exactly as the text does, or the text as it is."""
    label = _known().get(_folded(text))
    return label if label is not None and label != bare(text) else text


def _folded(text: str) -> str:
    return bare("".join(text.split())).translate(_FOLDED)


@cache
def _known() -> dict[str, str]:
    """Every label by its looks; those that look like another, or are too short to be sure of, are left out."""
    found: dict[str, set[str]] = {}
    for label in _labels():
        found.setdefault(_folded(label), set()).add(bare(label))
    return {looks: labels.pop() for looks, labels in found.items() if len(labels) == 1 and len(looks) > 2}


def _labels() -> Iterator[str]:
    for table in forms.TABLES.values():
        for row in table.rows:
            yield from (row.label, *row.aliases)
        for column in table.columns:
            yield from (column.label, *column.aliases)
        yield from (group.label for group in table.groups)
        yield from table.header_only
