"""Labels as the forms print them and as pages write them: the same label, whatever its widths, blanks and ordinals."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

_CIRCLED = {0x2460 + n: f"{n + 1}." for n in range(20)}
_TRADITIONAL = (
    "規請總數現發強處罰許審結維糾訴訟復複議織務構業類項經過關單轉續辦開屬國機組會執書報舉訪當無補費繳納內決廢號護權詢穩為線確認獲後應門"
    "萬條額計據達進種專嚴狀況產題終繼須斷冊區縣個來現訊聞聯錄網當傳電動間員與從顯發佈點熱論輿誌稱標準統計據參舉辦專職訓負責談絡於範圍隱濟徑體駁錯設閱對採購減製"
    "眾歷團場實沒際話讀這郵問頁聽欄時編"
)
_SIMPLIFIED = (
    "规请总数现发强处罚许审结维纠诉讼复复议织务构业类项经过关单转续办开属国机组会执书报举访当无补费缴纳内决废号护权询稳为线确认获后应门"
    "万条额计据达进种专严状况产题终继须断册区县个来现讯闻联录网当传电动间员与从显发布点热论舆志称标准统计据参举办专职训负责谈络于范围隐济径体驳错设阅对采购减制"
    "众历团场实没际话读这邮问页听栏时编"
)
"""Characters of the forms' labels as some regions and translating scripts print them; none is another word's."""
_UNIFY = str.maketrans(_TRADITIONAL, _SIMPLIFIED) | str.maketrans(
    {
        **dict.fromkeys("〔［【〖﹝", "("),
        **dict.fromkeys("〕］】〗﹞", ")"),
        **dict.fromkeys("“”‘’\"'「」『』＂＇〝〞", '"'),
        **dict.fromkeys("﹒·•‧", "."),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\xad", None),
        **dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹", None),
        "﹑": "、",
        "︰": ":",
    }
)
_SPACE = re.compile(r"\s+")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_FOOTNOTE = re.compile(r"(?<=.)(?:[\u2460-\u2473*＊※†‡]|[\[［]注?[\d¹²³⁰⁴-⁹]{0,2}[\]］]|(?<![备附])注\d{1,2})+\s*$")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,2}[、.,:]|\([一二三四五六七八九十]{1,2}\)[、.]?|\d{1,2}[、.,)]|\d{1,2}(?=[\u4e00-\u9fff])"
    r"|\(\d{1,2}\)[、.]?|其中:?)"
)
_EXPLANATION = re.compile(r"\([^()]*\)$|\((?=[^()]{6})[^()]*$")
"""Brackets at the end; also brackets with a sentence in them that someone forgot to close."""
_LETTERS = r"A-Za-z\u0400-\u1fff\uac00-\ud7af"
"""Of the languages that stand beside Chinese on public pages: Uyghur, Kazakh, Tibetan, Mongolian, Korean, English."""
_SIGNS = r"\x21-\x7e\u200b-\u206f"
_TRANSLATED = re.compile(
    rf"(?<=[\u4e00-\u9fff)\"])[/|:;,-]?(?:\(?[A-Za-z0-9]{{1,4}}[).、])?[{_LETTERS}]{{2}}[{_LETTERS}{_SIGNS}]*$"
    rf"|^[{_LETTERS}]{{2}}[{_LETTERS}{_SIGNS}]*?[/|:;,-]?(?=[\u4e00-\u9fff])"
)
"""The same in another language behind a label or before it: 规章Rules, 行政许可/Licences, 国家秘密1.Statesecrets."""

_TAIL = 40
"""Characters at the end among which the marks of footnotes are."""
_MOST = 10
"""Ordinals before a label, and explanations behind it."""
_TELLING = frozenset("不未非无没否部分") | frozenset("0123456789")
"""Characters that make another label of one: 不同意公开 is no misprint of 同意公开."""


@lru_cache(maxsize=32768)
def normal(text: str) -> str:
    """The label without blanks and a last colon, with one form of each width, bracket, quotation mark and ordinal."""
    text = (text[:-_TAIL] + _FOOTNOTE.sub("", text[-_TAIL:])).translate(_CIRCLED)
    folded = unicodedata.normalize("NFKC", text.translate(_UNIFY)).translate(_UNIFY)
    return _SPACE.sub("", folded).removesuffix(":").replace("其它", "其他")


@lru_cache(maxsize=32768)
def untranslated(text: str) -> str:
    """The normal form without what says the same in another language behind it or before it."""
    label = normal(text)
    return label if label.isascii() else _TRANSLATED.sub("", label)


@lru_cache(maxsize=32768)
def bare(text: str) -> str:
    """The normal form without a leading ordinal ((三), 1., 其中) and without trailing explanations in brackets."""
    label = _without_ordinals(normal(text))
    if (own := _TRANSLATED.sub("", label)) != label:
        label = _without_ordinals(own)
    for _ in range(_MOST):
        shorter = _EXPLANATION.sub("", label)
        if not shorter or shorter == label:
            break
        label = shorter
    return label


def _without_ordinals(label: str) -> str:
    for _ in range(_MOST):
        match = _ORDINAL.match(label)
        if match is None or match.end() == len(label):
            break
        label = label[match.end() :]
    return label


def is_ordinal(text: str) -> bool:
    """Whether a text is nothing but what stands before a label: （一）, 1., 其中."""
    return _ORDINAL.fullmatch(normal(text)) is not None


def slip(length: int) -> int:
    """How many characters a label of that length may differ by and still be the same label."""
    return 2 if length >= 8 else 1 if length >= 5 else 0


def is_wordy(text: str) -> bool:
    """Whether a text has words in it, and is not just a number, a mark or nothing."""
    return _IDEOGRAPH.search(text) is not None


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
        self._exact: dict[str, tuple[str, ...]] = {}
        self._found: dict[str, tuple[tuple[str, ...], bool]] = {}

    @property
    def spellings(self) -> Mapping[str, tuple[str, ...]]:
        """Normal form → the keys it may stand for."""
        return self._keys

    def exact(self, text: str) -> tuple[str, ...]:
        """The keys whose label this is, nothing but widths, blanks, ordinals and explanations aside."""
        keys = self._exact.get(text)
        if keys is None:
            keys = self._keys.get(normal(text)) or self._keys.get(bare(text)) or ()
            _remember(self._exact, text, keys)
        return keys

    def find(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The keys whose label this is, and whether one or two characters had to be forgiven."""
        found = self._found.get(text)
        if found is None:
            exact = self.exact(text)
            found = (exact, False) if exact else (self._nearest(bare(text)), True)
            _remember(self._found, text, found)
        return found

    def likeness(self, text: str, key: str) -> float:
        """How much of a label is as one of the key's spellings has it, 0 to 1; 0 where they tell different things."""
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  (most nights meet no label to compare)

        label = bare(text)
        same = (s for s, keys in self._keys.items() if key in keys and telling(s) == telling(label))
        return max((Levenshtein.normalized_similarity(label, s) for s in same), default=0.0)

    def _nearest(self, label: str) -> tuple[str, ...]:
        """The keys of the one closest spelling within the allowed slip; none when two different ones are as close."""
        if not (5 <= len(label) <= 64) or not is_wordy(label):
            return ()
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

        best, found = 3, set[tuple[str, ...]]()
        for spelling, keys in self._keys.items():
            allowed = min(slip(len(spelling)), best)
            if allowed == 0 or abs(len(spelling) - len(label)) > allowed:
                continue
            distance = Levenshtein.distance(label, spelling, score_cutoff=allowed)
            if distance <= allowed and telling(label) == telling(spelling):
                if distance < best:
                    best, found = distance, {keys}
                elif distance == best:
                    found.add(keys)
        return found.pop() if len(found) == 1 else ()


def telling(label: str) -> tuple[str, ...]:
    """The characters of a label that no misprint may add, drop or change."""
    return tuple(sorted(c for c in label if c in _TELLING))


_MOST = 8192


def _remember(memory: dict[str, T], text: str, value: T) -> None:
    """Keep what was found for a text; labels repeat from report to report, but memory must not grow without end."""
    if len(memory) > _MOST:
        memory.clear()
    memory[text] = value
