from dataclasses import replace

from crawler.platforms import Ask, Link, Step, Tally, Verdict
from crawler.platforms.tally import BOUND, STALE

URL = "https://www.example.gov.cn/nb/"


def link(n, **more):
    return Link(f"{URL}t{n}.html", f"示例区第{n}镇2023年政府信息公开工作年度报告", **more)


def turn(n):
    return Ask(f"{URL}index_{n}.html", platform="trs", page=n + 1)


def step(*links, **more):
    return Step("trs", tuple(links), **more)


def walk(first, others, most=1000):
    """The tally after every page that it asks for; ``others`` by address, None for one that cannot be had."""
    tally = Tally.begin(URL).take(first)
    for _ in range(most):
        ask, tally = tally.next()
        if ask is None:
            break
        answer = others(ask)
        tally = tally.take(answer) if answer else tally.miss(f"{ask.url}: timed out")
    return tally


def test_a_list_whose_pages_all_came_is_complete():
    first = step(link(0), further=(turn(1), turn(2)), pages=3)
    tally = walk(first, lambda ask: step(link(ask.page), further=(turn(1), turn(2))))
    assert [each.url for each in tally.links] == [link(n).url for n in (0, 2, 3)]
    assert tally.verdict() == (Verdict.COMPLETE, "3 links on 3 pages")


def test_each_step_tells_what_it_brought_that_is_new():
    tally = Tally.begin(URL).take(step(link(1), link(2))).take(step(link(2), link(3)))
    assert tally.fresh == (link(3),)


def test_a_further_page_that_leads_back_to_the_first_costs_no_page_of_the_total():
    back = replace(turn(9), page=1)
    tally = walk(step(link(0), further=(turn(1),), pages=3), lambda ask: step(link(ask.page), further=(back, turn(2))))
    assert tally.verdict() == (Verdict.COMPLETE, "3 links on 3 pages")


def test_twins_of_an_address_count_once():
    twin = replace(link(1), url=link(1).url.replace("https://www.", "http://").replace(".html", "_wap.html"))
    assert len(Tally.begin(URL).take(step(link(1), twin)).links) == 1


def test_a_page_that_cannot_be_had_leaves_the_list_incomplete_and_the_others_are_still_asked_for():
    first = step(link(0), further=(turn(1), turn(2)), pages=3)
    tally = walk(first, lambda ask: None if ask.page == 2 else step(link(ask.page)))
    assert len(tally.links) == 2
    assert tally.verdict() == (Verdict.INCOMPLETE, f"1 pages not read: {turn(1).url}: timed out")


def test_a_next_page_that_is_gone_ends_a_list_of_which_nothing_says_that_it_goes_on():
    short, full = (Tally.begin(URL).take(step(*map(link, range(n)))) for n in (9, 10))
    assert [each.may_have_ended for each in (short, full)] == [True, False]
    assert full.take(step(link(11))).may_have_ended
    assert not full.take(step(link(11), further=(turn(3),))).may_have_ended
    assert not full.take(step(link(11), pages=4)).may_have_ended
    assert not Tally.begin(URL).take(step()).may_have_ended


def test_what_was_promised_and_reached_is_complete_whatever_failed():
    first = step(link(0), link(1), further=(turn(1),), expected=2)
    assert walk(first, lambda _: None).verdict() == (Verdict.COMPLETE, "2 of 2 links")


def test_what_was_promised_and_not_reached_is_incomplete():
    tally = walk(step(link(0), further=(turn(1),), expected=9), lambda _: step(link(1)))
    assert tally.verdict() == (Verdict.INCOMPLETE, "2 of 9 links")


def test_links_beside_the_list_do_not_make_up_for_missing_entries():
    tally = Tally.begin(URL).take(step(link(0), link(1, beside=True), expected=2))
    assert tally.verdict() == (Verdict.INCOMPLETE, "1 of 2 links")


def test_stubs_in_place_of_deep_pages_are_noticed():
    first = step(link(0), further=tuple(turn(n) for n in range(1, 9)), pages=9)
    tally = walk(first, lambda ask: step(link(ask.page)) if ask.page < 4 else step())
    assert len(tally.steps) == 3 + STALE
    assert tally.verdict() == (Verdict.INCOMPLETE, "3 of 9 pages gave new links")


def test_an_endless_chain_of_new_pages_is_bounded():
    def endless(ask):
        return step(link(ask.page), further=(turn(ask.page),))

    tally = walk(step(link(0), further=(turn(1),)), endless)
    assert len(tally.steps) == BOUND
    assert tally.verdict() == (Verdict.INCOMPLETE, f"stopped after {BOUND} pages")


def test_an_endless_chain_without_new_links_ends_soon():
    tally = walk(step(link(0), further=(turn(1),)), lambda ask: step(link(0), further=(turn(ask.page),)))
    assert len(tally.steps) == 1 + STALE


def test_a_page_is_asked_for_once_and_the_first_never_again():
    first = step(link(0), further=(Ask(URL), Ask(URL + "index.html"), turn(1), turn(1)))
    asked = []

    def note(ask):
        asked.append(ask.url)
        return step(link(ask.page), further=(turn(1), Ask(URL)))

    walk(first, note)
    assert asked == [turn(1).url]


def test_posts_that_differ_in_their_fields_are_different_pages():
    posts = tuple(Ask(URL + "load", "POST", (("pageIndex", str(n)),), interface=True, page=n) for n in (1, 2))
    assert len(Tally.begin(URL).take(step(further=posts)).waiting) == 2


def test_the_worst_of_what_the_pages_said_is_the_verdict():
    unknown = step(link(0), verdict=Verdict.UNKNOWN_PAGINATION, reason="one of 3")
    assert Tally.begin(URL).take(unknown).verdict() == (Verdict.UNKNOWN_PAGINATION, "one of 3")


def test_only_a_list_that_says_so_is_empty():
    empty = step(verdict=Verdict.EMPTY, reason="the list has no entries")
    assert Tally.begin(URL).take(empty).verdict()[0] is Verdict.EMPTY
    assert Tally.begin(URL).take(empty).take(step(link(0))).verdict()[0] is Verdict.COMPLETE


def test_a_part_that_repeats_the_entries_of_another_keeps_its_promise():
    """A column that lists what its sub-columns list, too: both say how many they have."""
    tally = Tally.begin(URL).take(step(link(1), link(2), link(3), expected=3, part="all"))
    tally = tally.take(step(link(1), link(2), expected=2, part="offices")).take(step(link(3), expected=1, part="towns"))
    assert tally.verdict()[0] is Verdict.COMPLETE
    short = Tally.begin(URL).take(step(link(1), link(2), expected=3, part="all")).take(step(expected=2, part="towns"))
    assert short.verdict() == (Verdict.INCOMPLETE, "2 of 5 links")
