"""Who an agency is, whatever a report calls it: 北京市西城区信访办公室, 西城区信访办 and 区信访办公室 are one.

Within its district an agency is known by a key: its name without the district's name and with the usual short forms
written out. What stays in doubt stays apart: two agencies under one key would mix their numbers.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from itertools import combinations, pairwise


class Kind(StrEnum):
    """What kind of body reports; ZONE is the management committee of an area, OTHER a company, a school and so on."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    ZONE = "zone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Identity:
    """What an agency is known by within its district."""

    key: str
    kind: Kind
    reasons: tuple[str, ...] = ()
    """Why a name that is printed otherwise is this agency's, each as the part of the name and what it stands for."""


GOVERNMENT = "人民政府"

_WRITTEN_OUT = (
    (r"(政府|街道)办$", r"\1办公室"),
    (r"街道(?:办公室|办事处)?$", "街道办事处"),
    (r"(?<=..)街(?:办(?:事处)?)?$", "街道办事处"),
    (r"(?<=局)交警大队$", "交通警察大队"),
    (r"(?<=..)(?<![镇乡])(镇|乡|苏木)(?:政府)?$", r"\1人民政府"),
    (r"(?<=.)(镇|乡|苏木)政府$", r"\1人民政府"),
    (r"管委会$", "管理委员会"),
    (r"(?<=.)办$", "办公室"),
)
"""Short forms of the last part of a name. Only those that can mean one thing; whole ones: ``short_forms.toml``."""

_AND = re.compile(r"(?<=..)[和与及、](?=..)")
_ALSO = re.compile(r"\((?![^()]*(?:汇总|全区|全县|全市|综合(?!行政|执法)|[科股处所站]\)|(?<!办公)室\)))[^()]*\)$")
"""A second sign at the end; not what says that the report is of a whole district or of a part of the agency."""
_PARTY = re.compile(r"^中共(?=.*[区县市旗]委(?!员会))")
_BRANCH = re.compile(
    r"(?P<city>[^局]{0,12}?市|)(?P<body>[\u4e00-\u9fff]{2,14}(?:局|委员会|委))(?P<place>[\u4e00-\u9fff]{2,10})分局"
)
_POLICE = re.compile(r"(?:公安(?P<place>[\u4e00-\u9fff]*)|(?P<before>[\u4e00-\u9fff]*)公安)分局")
_QUOTES = re.compile(r"[\s《》〈〉「」『』“”\"'‘’]")
_MARKER = re.compile(r"特别行政区|自治区|自治州|地区|省|市|盟")
_LEVEL = re.compile(r"(?:新区|开发区|自治县|自治旗|林区|特区)$")

_ZONES = (("高新技术产业开发区", "高新区"), ("经济技术开发区", "经开区"))
"""How a district that is one is called for short."""

_BELONGS_TO_WORD = {
    "区": r"域|划|块|间|级|直|属|委(?!员会)",
    "县": r"域|级|直|属|城(?![管市乡建镇])|委(?!员会)",
    "旗": r"级|直|属|委(?!员会)",
    "市": r"场|容|区|郊|属|级|直|花|政(?![府协务法策])|民(?![政族委防主办营])|委(?!员会)",
}
"""What follows the lone word for the level when it begins another word: 市场监督管理局 is not 市 and 场."""

_BELOW = re.compile(r"[^区县市旗局委]{1,8}(?:街道(?:办事处|办)?|[镇乡](?:人民政府|政府)?|苏木(?:人民政府|政府)?)")
"""A subdistrict or town without the name of a district before it, which might be another."""

_LED = re.compile(r"(?:[局委]|.委员会|办公室|街道办事处|[镇乡木]人民政府)$")
_LED_ELSEWHERE = re.compile(
    r"^(?:[区县市旗]委(?!员会)|中共|中国|国家)|分局$|支局$|税务|海关|海事|气象|烟草|邮政|金融监督|出入境|调查队|消防救援|纪律检查|监察委员会|人大|政协"
)
"""Whom the district's government does not lead, though their names end as its departments' do."""


@lru_cache(maxsize=4096)
def identify(name: str, district: str) -> Identity:
    """The key and kind of an agency that a report of this district names; the district's name is the government's."""
    printed = clean(name)
    bare = _without_district(_without_whole(printed), clean(district))
    steps = [printed, bare, _branch(bare, clean(district)), *_steps(_branch(bare, clean(district)))]
    key = steps[-1]
    reasons = (f"{before} = {after}" for before, after in pairwise(steps) if before != after)
    return Identity(key, _kind(key), tuple(reasons))


def superior(key: str, known: Collection[str]) -> str | None:
    """Whom an agency is under, of the keys of its district.

    That is the agency whose name its own begins with (财政局国库支付中心: 财政局), the longest of several, else the
    government, for its departments, subdistricts, towns and zones. None for the government itself and for whom no key
    says it: party, courts, unions, companies, and what higher levels lead on the spot (税务局, 分局).
    """
    beginnings = (key[:end] for end in range(len(key) - 1, 0, -1))
    above = next((each for each in beginnings if each in known and _kind(each) is not Kind.OTHER), None)
    if above is None and GOVERNMENT in known and _LED.search(key) and not _LED_ELSEWHERE.search(key):
        return GOVERNMENT
    return above


def clean(name: str) -> str:
    """In one width, without white space and quotation marks."""
    return _QUOTES.sub("", unicodedata.normalize("NFKC", name))


def fullest(names: Iterable[str]) -> str:
    """The longest of an agency's names as printed; of equally long ones always the same. Raises ValueError for none."""
    return min(map(clean, names), key=lambda name: (-len(name), name))


def existed(valid_from: int | None, valid_to: int | None, year: int) -> bool:
    """Whether an agency of these years was there in that one; None limits nothing."""
    return (valid_from or year) <= year <= (valid_to or year)


def _without_district(name: str, district: str) -> str:
    prefix, level = _prefixes(district)
    rest, before = name, None
    while rest != before:
        before, rest = rest, prefix.sub("", rest, count=1)
    if rest != name and re.match(r"委(?!员会)", rest):
        return district[-1:] + rest  # 西城区委: the committee of the party, not of the government
    return level.sub("", rest, count=1) if rest != name else level.sub("", _without_city(name, district), count=1)


def _without_city(name: str, district: str) -> str:
    """The name without that of the city alone, where no body of the city is called so: 示例市清河街道办事处."""
    starts = _starts(district)
    above = {district[start:end] for start, end in combinations(starts, 2)}
    tails = (name.removeprefix(upper) for upper in sorted(above, key=len, reverse=True) if name.startswith(upper))
    return next((tail for tail in tails if _BELOW.fullmatch(tail)), name)


def _starts(district: str) -> list[int]:
    """Where the levels begin in a district's name: before 北京市 and before 西城区."""
    return [0, *(m.end() for m in _MARKER.finditer(district) if len(district) - m.end() >= 2)]


@lru_cache(maxsize=512)
def _prefixes(district: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What names of a district's agencies begin with: its name from any level on, and the lone word for its level.

    A level may be left out in the district's name (广州番禺区), so any end of it of three characters counts.
    """
    starts = _starts(district)
    forms = {district[start:] for start in starts} | {district[start:] for start in range(len(district) - 2)}
    forms |= {district[start - 1 :] for start in starts[1:]}
    forms |= {f"{_short(district[:start])}{district[start:]}" for start in starts[1:]}
    forms |= {form.removesuffix(full) + short for form in forms for full, short in _ZONES if form.endswith(full)}
    long = "|".join(sorted(map(re.escape, filter(None, forms)), key=len, reverse=True)) or r"(?!)"
    words = {district[-1:], *_LEVEL.findall(district)} & {*_BELONGS_TO_WORD, *_LEVEL.findall(district)}
    short = (
        "|".join(rf"{word}(?!{_BELONGS_TO_WORD[word[-1]]})" for word in sorted(words, key=len, reverse=True)) or r"(?!)"
    )
    return re.compile(f"^(?:{long})"), re.compile(f"^(?:{short})")


def _short(upper: str) -> str:
    """北京市 → 北京, 四川省成都市 → 四川成都."""
    return _MARKER.sub("", upper)


def _without_whole(name: str) -> str:
    """国家税务总局某市某区税务局 is the 税务局 of whom it names, 中共某区委宣传部 the 宣传部 of the 区委."""
    if name.endswith("税务局"):
        return name.removeprefix("国家税务总局")
    return _PARTY.sub("", name)


def _branch(name: str, district: str) -> str:
    """示例市公安局示例分局, 市公安局示例区分局 and 公安分局 are the city's branch in this district: 公安局分局."""
    own = {district[start:].removesuffix(end) for start in _starts(district) for end in ("", district[-1:])}
    upper = {district[:start] for start in _starts(district)[1:]} | {"市", ""}
    match = _BRANCH.fullmatch(name)
    if match and match["place"] in own and match["city"] in upper:
        return f"{_short_forms().get(match['body'], match['body'])}分局"
    police = _POLICE.fullmatch(name)
    if police and (police["place"] or police["before"] or "") in {"", *own}:
        return "公安局分局"
    return name


def _steps(rest: str) -> Iterator[str]:
    """The name with its short forms written out, step by step; the last is the key."""
    while (bare := _ALSO.sub("", rest)) != rest and bare:
        rest = bare
    yield rest
    rest = re.sub(r"^(?:人民)?政府(?=$|办)", GOVERNMENT, rest)
    if re.match(rf"{GOVERNMENT}(?!办).{{3}}", rest):
        rest = rest.removeprefix(GOVERNMENT)
    rest = _short_forms().get(rest, rest)
    for short, long in _WRITTEN_OUT:
        rest = re.sub(short, long, rest)
    yield rest or GOVERNMENT
    if rest and not rest.endswith((GOVERNMENT, "街道办事处")):
        yield _AND.sub("", rest)


@cache
def _short_forms() -> dict[str, str]:
    """What each short form stands for."""
    table = tomllib.loads((resources.files(__name__) / "short_forms.toml").read_text("utf-8"))
    return {short: full for full, shorts in table.items() for short in shorts}


def _kind(key: str) -> Kind:
    if key in (GOVERNMENT, f"{GOVERNMENT}办公室", f"{GOVERNMENT}办公厅"):
        return Kind.GOVERNMENT
    for pattern, kind in (
        (r"街道(?:办事处|工作委员会|工委)$", Kind.SUBDISTRICT),
        (r"[镇乡木]人民政府$", Kind.TOWN),
        (r"(?:^|区|园|城|新城|景区|基地|港|地区)管理委员会$", Kind.ZONE),
        (r"(?:[局委厅办处]|委员会|办公室|中心|支队|大队|总队|站|所|院|会|社|馆|部)$", Kind.DEPARTMENT),
    ):
        if re.search(pattern, key):
            return kind
    return Kind.OTHER
