"""The digest of a night, in every form."""

import json
from datetime import UTC, datetime, timedelta

from lxml import etree

from nianbao.cli.show import plain
from nianbao.digest import Digest, SiteNews, atom, markdown, record
from nianbao.digest.collect import is_silent
from storage.queries.crawl.news import Event, News
from storage.records import Verdict, Walk

NOW = datetime(2026, 1, 20, 19, tzinfo=UTC)


def walk(verdict: Verdict = Verdict.COMPLETE, documents: int = 30, ago: int = 0, years: tuple[int, ...] = ()) -> Walk:
    return Walk("xicheng", "110102", verdict, "why_*", NOW - timedelta(days=ago), {"documents": documents}, years)


def news(event: Event, agency: str = "北京市西城区财政局", version: int = 1, reason: str | None = None) -> News:
    url = "https://www.bjxch.gov.cn/a(1).html?b=1&c=<2>"
    return News(event, "xicheng", "110102", "北京市西城区", agency, 2025, "标题", url, version, NOW, reason)


DIGEST = Digest(
    NOW - timedelta(days=1),
    NOW + timedelta(hours=1),
    (SiteNews(walk(Verdict.BLOCKED), walk(ago=1), silent=False), SiteNews(walk(documents=3), walk(ago=1), silent=True)),
    (
        news(Event.NEW),
        news(Event.CHANGED, "[甲]*局*", 3),
        news(Event.WITHDRAWN, reason="404"),
    ),
)


def test_as_markdown_text_of_strangers_makes_no_marks():
    text = markdown(DIGEST)
    assert text.startswith(
        "# Nianbao, 2026-01-21\n\n2 sites walked: 1 new, 1 changed, 1 withdrawn; 1 broken, 1 silent.\n"
    )
    assert r"- [\[甲\]\*局\* 2025](<https://www.bjxch.gov.cn/a(1).html?b=1&c=%3C2%3E>), version 3" in text
    assert r"- xicheng 110102: blocked, since this night: why\_\*" in text
    assert "## Silent sites" in text


def test_as_atom_every_entry_has_what_rfc_4287_asks_for():
    feed = etree.fromstring(atom(DIGEST))
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) == 3
    for element in (feed, *entries):
        assert all(element.findtext(f"a:{name}", namespaces=space) for name in ("id", "title", "updated"))
    assert len({entry.findtext("a:id", namespaces=space) for entry in entries}) == 3
    assert entries[0].find("a:link", space).get("href").endswith("c=<2>")


def test_as_json_it_says_the_same():
    told = json.loads(json.dumps(record(DIGEST), default=plain))
    assert [len(told[name]) for name in ("new", "changed", "withdrawn", "broken", "silent")] == [1, 1, 1, 1, 1]
    assert told["broken"][0] == {
        "site": "xicheng",
        "code": "110102",
        "verdict": "blocked",
        "reason": "why_*",
        "checked_at": "2026-01-20T19:00:00Z",
        "documents": 30,
        "before": "complete",
        "documents_before": 30,
    }


def test_a_site_is_silent_when_it_shows_less_than_half_of_what_it_did():
    good = walk(documents=30, ago=2)
    assert is_silent(walk(documents=14), good)
    assert is_silent(walk(Verdict.EMPTY, 0), good)
    assert not is_silent(walk(documents=15), good)
    assert not is_silent(walk(documents=2, years=(2025,)), good), "it asked for one year only"
    assert not is_silent(walk(Verdict.UNREACHABLE, 0), good), "it is broken, not silent"
    assert not is_silent(walk(documents=3), None)
