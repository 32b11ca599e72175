"""Text as pairs of neighbouring characters, so that 信访 is found as well as 信访举报投诉: pure.

Characters are letters, digits and ideographs, in one width and in small letters; between them stand runs of anything
else. Of each run every pair is a word, and its last character alone: so two pairs that are neighbours are three
characters that are, and nothing is found across punctuation.
"""

import re
import unicodedata
from collections.abc import Iterable
from operator import add

RUN = re.compile(r"[^\W_]+")
PLAIN = re.compile(r"[\x00-\x7f\u4e00-\u9fff，。、；：（）“”《》！？…\u3000]*")
"""What most texts are made of: folding, which takes half of the time, changes only punctuation and capitals of it."""
BREAK = "¶"
"""A word that no text has, between two sections."""


def fold(text: str) -> str:
    """In one width, small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> list[str]:
    """What stands between punctuation and white space, folded."""
    return RUN.findall(text.lower() if PLAIN.fullmatch(text) else fold(text))


def grams(text: str) -> list[str]:
    """The words of the index for a text, in its order."""
    found: list[str] = []
    for run in runs(text):
        found += map(add, run, run[1:])
        found.append(run[-1])
    return found


def of_texts(texts: Iterable[str]) -> list[str]:
    """The words of several texts, with a break between two of them."""
    found: list[str] = []
    for text in texts:
        if found:
            found.append(BREAK)
        found += grams(text)
    return found
