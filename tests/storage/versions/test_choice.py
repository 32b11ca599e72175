"""Which of two pages with the same report is shown."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.versions.choice import Candidate, SourceState, choose

FIRST = datetime(2026, 1, 20, tzinfo=UTC)
LIVE = {1: SourceState.LIVE, 2: SourceState.LIVE}


def candidate(number: int, title: str, unread: int = 0, failing: int = 0) -> Candidate:
    at = FIRST + timedelta(minutes=number)
    return Candidate(number, number, f"{number}", at, asked=200, unread=unread, failing=failing, title=title)


@pytest.mark.parametrize("mark", ["（修订版）", "（更正版）", "(更正)", "【修改稿】", "（重新公布）"])
def test_one_that_calls_itself_amended_is_shown_whichever_came_first(mark: str) -> None:
    plain, amended = "某局2023年政府信息公开工作年度报告", f"某局2023年政府信息公开工作年度报告{mark}"
    assert choose([candidate(1, amended, failing=1), candidate(2, plain)], LIVE) == 1
    assert choose([candidate(1, plain), candidate(2, amended)], LIVE) == 2


def test_one_that_calls_itself_amended_and_cannot_be_read_is_not_shown() -> None:
    titles = "某局2023年年报（更正版）", "某局2023年年报"
    assert choose([candidate(1, titles[0], unread=200), candidate(2, titles[1])], LIVE) == 2
