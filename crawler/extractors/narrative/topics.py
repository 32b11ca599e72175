"""The topics of 总体情况: （一）主动公开, （二）依申请公开, …, found by what they are called, with the prose below."""

import re
from collections.abc import Iterator

from crawler.extractors.labels import normal
from storage.records import Section

_TOPICS = (
    ("request_work", re.compile(r"依申请公开|申请(?:公开)?(?:办理|处理)")),
    ("proactive_work", re.compile(r"主动公开|政务公开内容|公开内容")),
    ("information_mgmt", re.compile(r"信息(?:资源)?(?:的)?管理|信息管理|公文.{0,4}管理")),
    ("platform", re.compile(r"平台|载体|渠道建设|网站建设|新媒体建设")),
    ("supervision", re.compile(r"监督保障|监督|组织保障|保障(?:机制|措施)?|考核")),
)
_LEAD = re.compile(
    r"^(?:\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]是|[一二三四五六七八九十]、|\d{1,2}[.、])"
    r"(?P<title>[^。:,;]{2,30})(?P<end>[。:,;]|$)"
)
_LONGEST = 24


def split(overview: Section) -> tuple[Section, ...]:
    """The topics in reading order, each once; text before the first and topics of the agency's own are left out."""
    found: list[tuple[str, str, list[str]]] = []
    for line in overview.text.splitlines():
        lead = _topic(line)
        if lead is None:
            if found:
                found[-1][2].append(line)
            continue
        key, title, rest = lead
        found.append((key, title, [rest] if rest else []))
    return tuple(_once(found))


def _topic(line: str) -> tuple[str, str, str] | None:
    """The topic that a line opens (an empty key for one of the agency's own), its name, and the rest of the line."""
    label = normal(line[:60])
    match = _LEAD.match(label)
    if match is None or len(match["title"]) > _LONGEST:
        return None
    key = next((key for key, pattern in _TOPICS if pattern.search(match["title"])), "")
    cut = _position(line, match["title"])
    if match["end"]:
        return key, line[:cut].strip(), line[cut:].lstrip("。.:：,，;； ").strip()
    return key, line.strip(), ""


def _position(line: str, title: str) -> int:
    """Where in the line, as printed, the words of the title end."""
    left = len(title)
    seen = line.find(title[:2])
    for i in range(max(seen, 0), len(line)):
        if left == 0:
            return i
        left -= not line[i].isspace()
    return len(line)


def _once(found: list[tuple[str, str, list[str]]]) -> Iterator[Section]:
    seen: set[str] = set()
    for key, title, lines in found:
        if key and key not in seen:
            seen.add(key)
            yield Section(key, title, "\n".join(lines))
