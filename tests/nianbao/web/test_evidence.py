"""What is known of a missing report is told to a Chinese reader in Chinese, whatever coverage has to say."""

from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from nianbao.web.evidence import evidence
from nianbao.web.words import Language
from storage.coverage import cover, last_walk
from storage.records import KnownAgency, Presence, Trace, Verdict, Walk

AT = datetime(2026, 5, 1, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def said(*walks: Walk, today: date = TODAY, trace: Trace | None = None) -> str:
    """Of the report that an agency owes for 2025."""
    traces = [trace or Trace("区财政局", 2024, Presence.PUBLISHED, "https://a.gov.cn/1")]
    rows = cover(last_walk("shili", "990101", walks), walks, [KnownAgency("区财政局")], traces, today=today)
    return next(row.evidence for row in rows if row.year == 2025)


@pytest.mark.parametrize("reason", ["", "page 7: 503, 拒绝"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_told_in_chinese(verdict: Verdict, reason: str) -> None:
    sentence = said(Walk("shili", "990101", verdict, reason, AT))
    told = evidence(Language.ZH, sentence)

    assert told != sentence
    assert evidence(Language.EN, sentence) == sentence
    assert "2026-05-01" in told or verdict is Verdict.NOT_TRIED
    assert reason in told or verdict is Verdict.COMPLETE


def test_what_is_not_due_or_late_is_told_in_chinese() -> None:
    early = Walk("shili", "990101", Verdict.COMPLETE, "", datetime(2026, 1, 10, tzinfo=UTC))
    assert evidence(Language.ZH, said(today=date(2026, 1, 5))) == "期限为 2026-01-31"
    assert evidence(Language.ZH, said(early)).startswith("期限为 2026-01-31；2026-01-10 采集时尚未公布")


def test_a_sentence_of_no_known_shape_stays_as_it_is() -> None:
    assert evidence(Language.ZH, "https://a.gov.cn/1: not read") == "https://a.gov.cn/1: not read"


def test_the_pages_tell_it_so(client: TestClient) -> None:
    assert "的完整采集未见此报告" in client.get("/districts/990101").text
    assert "the complete walk of" in client.get("/districts/990101", params={"lang": "en"}).text
    client.cookies.clear()
