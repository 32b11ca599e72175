"""Counts dealt to what they are of: 予以公开、部分公开分别为 3 件、1 件 is 予以公开 3 件、部分公开 1 件."""

import re

from crawler.extractors.amounts import NUMBER

_COUNT = re.sub(r"\?P<\w+>", "?:", rf"{NUMBER}(?:件次|件|宗|起|份|例|条|篇)")
_AND = r"(?:、|以及|和|及|与)"
_COUNTS = re.compile(rf"(?:为|是|有|达到?|共计?)*(?P<counts>{_COUNT}(?:{_AND}{_COUNT})+)")
_ONE_COUNT = re.compile(rf"(?:有|为|是)?(?P<counts>{_COUNT})")
_KNOWN = re.compile(r"公开|提供|处理|收|受理|答复|办结|转|复议|诉讼|申请|网|信函|邮寄|当面|现场|线上")
"""What every name says for itself; in 教育局、民政局收到申请分别为 3 件、2 件 the first says nothing."""
_NUMBER_OF = re.compile(r"的?(?:数量|件数|总数|数)?(?:情况)?$")


def dealt(text: str) -> str:
    """The clause with every count behind its own name; as it is when they are not as many as the names."""
    if "分别" in text:
        named, _, told = text.rpartition("分别")
        found = _COUNTS.fullmatch(told)
    elif "各" in text:
        named, _, told = text.rpartition("各")
        found = _ONE_COUNT.fullmatch(told)
    else:
        return text
    if found is None:
        return text
    start = max((at for at, character in enumerate(named) if character.isdigit() or character == ":"), default=-1) + 1
    names = re.split(_AND, _NUMBER_OF.sub("", named[start:]))
    counts = re.split(_AND, found["counts"])
    if len(counts) == 1:
        counts *= len(names)
    if len(names) != len(counts) or len(names) == 1 or not all(map(_KNOWN.search, names)):
        return text
    return named[:start] + "、".join(map("".join, zip(names, counts, strict=True)))
