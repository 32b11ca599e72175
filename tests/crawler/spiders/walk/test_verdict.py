"""How a walk ends: the worst that happened, told apart from a site that has nothing."""

import pytest

from crawler.spiders.walk.verdict import Fault, Findings, judge
from storage.records import FetchOutcome, Role, Verdict

_LIST = (Verdict.COMPLETE, "3 links on 1 pages")


def _fault(role, outcome, reason="why"):
    return Fault(role, outcome, "http://a.gov.cn/x", reason)


def test_a_walk_that_had_all_it_was_promised_is_complete():
    assert judge(Findings(3, 12, [_LIST], []))[0] is Verdict.COMPLETE


def test_reports_that_nobody_signs_are_told():
    assert judge(Findings(3, 12, [_LIST], [], unplaced=2))[1].endswith("2 reports without agency or year")


@pytest.mark.parametrize("outcome", [FetchOutcome.NOT_FOUND, FetchOutcome.SOFT_404])
def test_dead_links_leave_a_walk_complete_and_are_told(outcome):
    verdict, reason = judge(Findings(3, 12, [_LIST], [_fault(Role.REPORT, outcome)]))
    assert verdict is Verdict.COMPLETE
    assert "1 dead link" in reason


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (FetchOutcome.BLOCKED, Verdict.BLOCKED),
        (FetchOutcome.ROBOTS, Verdict.ROBOTS),
        (FetchOutcome.UNREACHABLE, Verdict.UNREACHABLE),
        (FetchOutcome.SERVER_ERROR, Verdict.UNREACHABLE),
        (FetchOutcome.NOT_FOUND, Verdict.UNREACHABLE),
        (FetchOutcome.FORBIDDEN_ADDRESS, Verdict.UNREACHABLE),
    ],
)
def test_a_site_whose_first_page_cannot_be_had_ends_as_that_page_did(outcome, verdict):
    assert judge(Findings(0, 0, [], [_fault(Role.HOME, outcome, "so it was")])) == (verdict, "so it was")


def test_a_host_that_was_left_alone_blocks_the_walk_even_when_reports_were_had_before():
    faults = [
        _fault(Role.REPORT, FetchOutcome.BLOCKED),
        _fault(Role.REPORT, FetchOutcome.BLOCKED, "not asked: 5 times"),
    ]
    assert judge(Findings(3, 12, [_LIST], faults)) == (Verdict.BLOCKED, "not asked: 5 times")


@pytest.mark.parametrize("role", [Role.ATTACHMENT, Role.REPORT, Role.LISTING])
def test_a_single_blocked_page_leaves_a_gap_and_no_more(role):
    verdict, reason = judge(Findings(3, 12, [_LIST], [_fault(role, FetchOutcome.BLOCKED)]))
    assert verdict is Verdict.INCOMPLETE
    assert reason == "1 page blocked"


def test_a_site_all_of_whose_reports_are_blocked_is_blocked_and_not_empty():
    faults = [_fault(Role.REPORT, FetchOutcome.BLOCKED, "status 403")] * 3
    assert judge(Findings(3, 0, [_LIST], faults))[0] is Verdict.BLOCKED


def test_a_column_refused_by_robots_is_no_empty_site():
    found = Findings(1, 0, [], [_fault(Role.LISTING, FetchOutcome.ROBOTS, "robots.txt forbids it")])
    assert judge(found)[0] is Verdict.ROBOTS


def test_a_site_without_the_column_is_empty_and_names_the_hosts_that_were_left_alone():
    verdict, reason = judge(Findings(2, 0, [], [], elsewhere=["zwgk.city.gov.cn"]))
    assert verdict is Verdict.EMPTY
    assert "zwgk.city.gov.cn" in reason
    assert "allowed_hosts" in reason


def test_pagination_that_is_not_understood_outweighs_gaps():
    lists = [_LIST, (Verdict.UNKNOWN_PAGINATION, "共7页, no link to the others")]
    assert judge(Findings(3, 12, lists, [_fault(Role.REPORT, FetchOutcome.UNREACHABLE)])) == (
        Verdict.UNKNOWN_PAGINATION,
        "共7页, no link to the others",
    )


def test_gaps_are_counted_in_words():
    faults = [_fault(Role.REPORT, FetchOutcome.UNREACHABLE)] * 2 + [_fault(Role.ATTACHMENT, FetchOutcome.TOO_LARGE)]
    lists = [_LIST, (Verdict.INCOMPLETE, "20 of 30 links")]
    verdict, reason = judge(Findings(3, 12, lists, faults))
    assert verdict is Verdict.INCOMPLETE
    assert reason == "20 of 30 links; 2 pages unreachable; 1 page too large"


def test_a_walk_that_was_stopped_before_it_began_was_not_tried():
    assert judge(Findings(0, 0, [], [], cut_short="stopped"))[0] is Verdict.NOT_TRIED


def test_a_site_that_had_reports_and_shows_none_is_not_called_empty():
    assert judge(Findings(3, 0, [], []))[0] is Verdict.EMPTY
    verdict, reason = judge(Findings(3, 0, [], [], lost=True))
    assert (verdict, reason) == (Verdict.INCOMPLETE, "no report was met, though the site had some before")


def test_a_site_all_of_whose_listed_reports_are_gone_is_not_empty():
    verdict, reason = judge(Findings(3, 0, [_LIST], [_fault(Role.REPORT, FetchOutcome.NOT_FOUND)] * 2))
    assert (verdict, reason) == (Verdict.INCOMPLETE, "no report could be had: 2 pages that lists name not found")


def test_several_reasons_why_no_report_could_be_had_are_named():
    faults = [
        _fault(Role.REPORT, FetchOutcome.BLOCKED, "status 412"),
        _fault(Role.REPORT, FetchOutcome.BLOCKED, "status 403"),
        _fault(Role.REPORT, FetchOutcome.ROBOTS, "robots"),
    ]
    verdict, reason = judge(Findings(3, 0, [_LIST], faults))
    assert verdict is Verdict.BLOCKED
    assert reason == "no report could be had: status 412; status 403; 1 page refused by robots.txt"
