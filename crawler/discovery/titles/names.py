"""The organisation that a title names, as printed but without white space."""

import re
import unicodedata
from functools import lru_cache

from crawler.discovery.titles import wording, years

_ABOUT = re.compile(r"关于(?:公布|发布|印发|公开|转发)?|现(?:向社会|将|予以?)(?:公布|公开|发布)?")
_BEHIND = re.compile(r"(?:^|(?<=\)))(?:\(|——|--)([^()—-]+)")
_LABEL = re.compile(r"[\[【]\s*([\u4e00-\u9fff()]{2,30})\s*[\]】]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BREADCRUMB = re.compile(r"[>»|_]|::")
_SLASH = re.compile(r"/")
_LEADING = re.compile(rf"^(?:[\x00-\x27\x29-\x7f]|{wording.LEADS}|年度?|度)+")
_ITSELF = re.compile(r"(?<=[局委厅部])\((?:[局委]?机关|[局委区县]?本级|[局委]?本部)\)(?=$|20\d\d)")
"""某局(本级): the body without those under it, which report for themselves; the name is the same.

A government that reports without its bodies stays apart from its summary.
"""
_CLOSING = re.compile(rf"(?:\(?20\d\d年?度?\(?\)?|{wording.CLOSES}|年度?|的|度)+$")
_BASIS = re.compile(r"(?:根据|按照|依据|遵照|为深入|为贯彻|以下简称).*")
_CUT = re.compile(r"(?:\.{2,}|。{2,}|⋯+)年?度?$")
_REPORT = re.compile(r"信息公开.*(?:报告|年报)")
"""A title beside a title: 政府信息公开工作年度报告(2020)-政府信息公开年报."""
_QUOTES = str.maketrans("", "", "《》〈〉「」『』“”\"'‘’")


def before(head: str) -> str | None:
    """The organisation named before the words of the report; None when there is none, or only a part of its name.

    It stands before or behind the year: in 某局2023年社会救助 what is behind is not a body, and the first counts.
    """
    found, other = _around_the_year(head)
    return other if _is_subject(found, other) else found or other


def subject(head: str) -> str | None:
    """What a body reports on behind the year, 社会救助 in 某局2023年社会救助信息公开: not its work of disclosure."""
    found, other = _around_the_year(head)
    return found if _is_subject(found, other) else None


def _is_subject(found: str | None, other: str | None) -> bool:
    return bool(other and found and _is_body(other) and not _is_body(found))


@lru_cache(maxsize=16)
def _around_the_year(head: str) -> tuple[str | None, str | None]:
    """What stands behind the last year, and what before it; asked of each title twice."""
    if head.endswith("人民"):
        head += "政府"  # …区人民政府信息公开: the core has taken 政府
    first, last = head, ""
    for match in years.YEAR.finditer(head) if years.YEAR.search(head) else years.MISPRINT.finditer(head):
        if not years.SPAN.match(head, len(first)):
            first = head[: match.start()]
        last = head[match.end() :]
    return _name(last), _name(first)


def behind(tail: str) -> str | None:
    """The organisation in brackets or after a long dash behind the core: …工作年度报告(区民政局).

    A short dash or an underscore brings the name of the site, which is not the agency.
    """
    for text in _BEHIND.findall(tail):
        name = _name(years.YEAR.sub("", text))
        if name and _is_body(name):
            return name
    return None


def labelled(text: str) -> str | None:
    """The body in square brackets, 【区民政局】; places stand there for the site, not for the report."""
    for label in labels(text):
        name = _name(label)
        if name and wording.OFFICE.search(name.translate(wording.SIMPLIFIED)):
            return name
    return None


def publisher(text: str) -> str | None:
    """The body that a list names beside a title; not the office of a government, which publishes for it as well."""
    name = _name(unicodedata.normalize("NFKC", text))
    body = name is not None and wording.OFFICE.search(name) and not wording.FOR_OTHERS.search(name)
    return name if body else None


def labels(text: str) -> list[str]:
    """What a title has in square brackets."""
    return _LABEL.findall(unicodedata.normalize("NFKC", text)) if "[" in text or "【" in text or "［" in text else []


def _is_body(name: str) -> bool:
    return bool(wording.ORGAN.search(name.translate(wording.SIMPLIFIED)))


def _name(part: str) -> str | None:
    """The last named thing: in …办公室关于公布某局 the one that the announcement is about, not the announcer."""
    if not part:
        return None
    pieces = (_trimmed(piece) for piece in reversed(_ABOUT.split(part.translate(_QUOTES))))
    return next((name for name in pieces if len(name) >= 2 and _is_name(name)), None)


def _is_name(text: str) -> bool:
    plain = text.translate(wording.SIMPLIFIED)
    if wording.NO_NAMES.fullmatch(plain) or wording.HALF_NAMES.fullmatch(plain):
        return False
    if plain.endswith(("和", "与", "及")) or "!" in plain or wording.NO_BODIES.search(plain) or _REPORT.search(plain):
        return False
    return bool(_HAN.search(text)) and not wording.VERBS.match(plain)


def _trimmed(piece: str) -> str:
    """Without what surrounds a name: breadcrumbs, leading ASCII (Page 9 -), separators, a closing 年度."""
    if _CUT.search(piece):
        return ""
    piece = _last(_BREADCRUMB.split(piece))
    piece = piece.rpartition(":")[2] or piece
    if not all(map(_is_body, _SLASH.split(piece))):
        piece = _SLASH.split(piece)[-1]
    piece = _LEADING.sub("", _BASIS.sub("", piece))
    piece = _ITSELF.sub("", piece)
    piece = _CLOSING.sub("", piece)
    piece = piece.strip("-—–·,、:;.")
    whole = piece.count("(") == piece.count(")") and not re.fullmatch(r"\([^()]*\)", piece)
    return piece if whole else piece.strip("()")


def _last(pieces: list[str]) -> str:
    """The last part of a breadcrumb trail; the office before it where the last is empty: 区民政局>2023年…."""
    if len(pieces) > 1 and not pieces[-1] and wording.OFFICE.search(pieces[-2]):
        return pieces[-2]
    return pieces[-1]
