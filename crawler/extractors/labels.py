"""Labels as the forms print them and as pages write them: the same label, whatever its widths, blanks and ordinals."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_UNIFY = str.maketrans(
    {
        **dict.fromkeys("〔［【〖﹝", "("),
        **dict.fromkeys("〕］】〗﹞", ")"),
        **dict.fromkeys("“”‘’\"'「」『』＂＇〝〞", '"'),
        **dict.fromkeys("﹒·•‧", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", None),
        "﹑": "、",
        "︰": ":",
    }
)
_SPACE = re.compile(r"\s+")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,2}[、.,:]|\([一二三四五六七八九十]{1,2}\)[、.]?|\d{1,2}[、.,)]|\(\d{1,2}\)[、.]?|其中:?)"
)
_EXPLANATION = re.compile(r"\([^()]*\)$")


@lru_cache(maxsize=32768)
def normal(text: str) -> str:
    """The label without white space, with one form of every width, bracket, quotation mark and ordinal point."""
    folded = unicodedata.normalize("NFKC", text.translate(_UNIFY)).translate(_UNIFY)
    return _SPACE.sub("", folded).replace("其它", "其他")


@lru_cache(maxsize=32768)
def bare(text: str) -> str:
    """The normal form without a leading ordinal ((三), 1., 其中) and without a trailing explanation in brackets."""
    label = normal(text)
    while match := _ORDINAL.match(label):
        if match.end() == len(label):
            break
        label = label[match.end() :]
    shorter = _EXPLANATION.sub("", label)
    return shorter or label


def slip(length: int) -> int:
    """How many characters a label of that length may differ by and still be the same label."""
    return 2 if length >= 8 else 1 if length >= 5 else 0


class Spellings:
    """Every known spelling of a set of labels, and what each stands for."""

    def __init__(self, known: Iterable[tuple[str, Iterable[str]]]) -> None:
        """``known``: key and its spellings, official label first. One spelling may stand for several keys."""
        self._keys: dict[str, tuple[str, ...]] = {}
        for key, spellings in known:
            for spelling in spellings:
                for form in (normal(spelling), bare(spelling)):
                    if key not in self._keys.get(form, ()):
                        self._keys[form] = (*self._keys.get(form, ()), key)
        self._found: dict[str, tuple[tuple[str, ...], bool]] = {}

    @property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Normal form → the keys it may stand for."""
        return self._keys

    def exact(self, text: str) -> tuple[str, ...]:
        """The keys whose label this is, nothing but widths, blanks, ordinals and explanations aside."""
        return self._keys.get(normal(text)) or self._keys.get(bare(text)) or ()

    def find(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The keys whose label this is, and whether one or two characters had to be forgiven."""
        if found := self.exact(text):
            return found, False
        label = bare(text)
        if label not in self._found:
            if len(self._found) > 4096:
                self._found.clear()
            self._found[label] = self._nearest(label), True
        return self._found[label]

    def _nearest(self, label: str) -> tuple[str, ...]:
        """The keys of the one closest spelling within the allowed slip; none when two different ones are as close."""
        if not (5 <= len(label) <= 64) or not any("\u4e00" <= c <= "\u9fff" for c in label):
            return ()
        best, found = 3, set[tuple[str, ...]]()
        for spelling, keys in self._keys.items():
            allowed = min(slip(len(spelling)), best)
            if allowed == 0 or abs(len(spelling) - len(label)) > allowed:
                continue
            distance = Levenshtein.distance(label, spelling, score_cutoff=allowed)
            if distance <= allowed:
                if distance < best:
                    best, found = distance, {keys}
                elif distance == best:
                    found.add(keys)
        return found.pop() if len(found) == 1 else ()
