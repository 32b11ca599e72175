"""The topics of 总体情况: （一）主动公开, （二）依申请公开, …, found by what they are called, with the prose below."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawler.extractors.labels import normal
from storage.records import Section

_TOPICS = (
    ("request_work", re.compile(r"依申请公开|公开申请|申请(?:公开)?(?:办理|处理)")),
    ("proactive_work", re.compile(r"主动公开|政务公开内容|公开内容")),
    ("information_mgmt", re.compile(r"信息(?:资源)?(?:的)?管理|信息管理|公文.{0,4}管理")),
    ("platform", re.compile(r"平台|载体|渠道建设|网站建设|新媒体建设")),
    ("supervision", re.compile(r"监督保障|监督|组织保障|保障(?:机制|措施)?|考核")),
)
_LEADS = {
    "bracketed": re.compile(r"^\([一二三四五六七八九十]{1,2}\)"),
    "numeral": re.compile(r"^[一二三四五六七八九十]{1,2}[、.]"),
    "digit": re.compile(r"^\(?\d{1,2}[.、)]"),
    "ordinal": re.compile(r"^第[一二三四五六七八九][,、]"),
    "spoken": re.compile(r"^[一二三四五六七八九十]是"),
}
_NAMED = re.compile(
    r"^(?P<title>(?:政府信息|信息)?(?:主动公开|依申请公开|管理|公开平台建设|平台建设|监督保障)(?:政府信息|工作|情况|方面)*)"
    r"(?P<end>[。:]|$)"
)
"""A lead without a number, in bold print on the page: only by the very name of a topic."""
_TITLE = re.compile(r"(?P<title>[^。:,;]{2,30})(?P<end>[。:,;]|$)")
_RUN_ON = re.compile(r"(?<=。)[ 　]*(?=[(（][一二三四五六七八九十][)）])")
"""Where a topic begins within a paragraph."""
_LONGEST = 24


class Lead(NamedTuple):
    """How a line opens a topic, and the rest of the line; ``key`` is empty for a topic of the agency's own."""

    style: str
    key: str
    title: str
    rest: str


def split(overview: Section) -> tuple[Section, ...]:
    """The topics in reading order, each once; text before the first and topics of the agency's own are left out.

    Lines are numbered in one style for topics and in others for points within a topic: the style that names most
    topics is that of the topics.
    """
    lines = _RUN_ON.sub("\n", overview.text).splitlines()
    leads = [_lead(line) for line in lines]
    style = _style(lead for lead in leads if lead and lead.key)
    found: list[tuple[Lead, list[str]]] = []
    for line, lead in zip(lines, leads, strict=True):
        if lead and lead.style == style:
            found.append((lead, [lead.rest] if lead.rest else []))
        elif found:
            found[-1][1].append(line)
    return tuple(_once(found))


def _style(leads: Iterator[Lead]) -> str:
    topics: dict[str, set[str]] = {}
    for lead in leads:
        topics.setdefault(lead.style, set()).add(lead.key)
    return max(topics, key=lambda style: len(topics[style]), default="")


def _lead(line: str) -> Lead | None:
    label = normal(line[:60])
    style, start = next(((name, found.end()) for name, lead in _LEADS.items() if (found := lead.match(label))), ("", 0))
    match = _TITLE.match(label, start) if style else _NAMED.match(label)
    if match is None or len(match["title"]) > _LONGEST:
        return None
    key = next((key for key, pattern in _TOPICS if pattern.search(match["title"])), "")
    cut = _position(line, match["title"])
    if match["end"]:
        return Lead(style, key, line[:cut].strip(), line[cut:].lstrip("。.:：,，;； ").strip())
    return Lead(style, key, line.strip(), "")


def _position(line: str, title: str) -> int:
    """Where in the line, as printed, the words of the title end."""
    left = len(title)
    seen = line.find(title[:2])
    for i in range(max(seen, 0), len(line)):
        if left == 0:
            return i
        left -= not line[i].isspace()
    return len(line)


def _once(found: Sequence[tuple[Lead, list[str]]]) -> Iterator[Section]:
    seen: set[str] = set()
    for lead, lines in found:
        if lead.key and lead.key not in seen:
            seen.add(lead.key)
            yield Section(lead.key, lead.title, "\n".join(lines))
