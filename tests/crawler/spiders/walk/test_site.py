"""The walk of a site: which pages it wants, each once, and the verdict it comes to."""

import pytest

from crawler.endings import Ending
from crawler.items import Fetched
from crawler.sites import Quirk
from crawler.spiders.walk import SiteWalk
from storage.records import Capture, Context, FetchOutcome, Pointer, Role, Verdict
from storage.states import Known
from tests.crawler.spiders import few
from tests.crawler.spiders.walking import NOW, ROOT, paths, site, walk
from tests.district import listing, page, report


def _with_columns_of_agencies(names, of_all):
    """A district with a column of all its agencies and one of each in its disclosure, which has three years."""
    bodies = "".join(f"<li><a href='/bm{n}/index.html'>示例区{name}</a></li>" for n, name in enumerate(names))
    pages = {
        "/": page("<a href='/zfxxgk/'>政府信息公开</a>", "示例区人民政府"),
        "/zfxxgk/": page(f"<a href='{few.COLUMN}'>政府信息公开年报</a><ul>{bodies}</ul>", "政府信息公开"),
        few.COLUMN: listing([(f"./2025/t20250120_{n}.html", title) for n, title in enumerate(of_all)]),
    }
    for n, title in enumerate(of_all):
        name, year = title.removeprefix("示例区").partition("20")[0], int(title.partition("20")[2][:2]) + 2000
        pages[f"{few.COLUMN}2025/t20250120_{n}.html"] = report(f"示例区{name}", year)
    for n, name in enumerate(names):
        pages[f"/bm{n}/index.html"] = page(f"<a href='/bm{n}/nb/'>政府信息公开年报</a>", f"示例区{name}")
        years = (2022, 2023, 2024)
        pages[f"/bm{n}/nb/"] = listing([(f"./t{y}0120_{n}{y}.html", f"{y}年政府信息公开工作年度报告") for y in years])
        pages |= {f"/bm{n}/nb/t{y}0120_{n}{y}.html": report(f"示例区{name}", y) for y in years}
    return pages


def test_columns_of_agencies_are_opened_where_the_column_of_all_does_not_stand_for_them():
    names = few.NAMES[:4]
    of_all = [few.title("财政局", 2022), few.title("财政局", 2023), few.title("财政局"), few.title("教育局")]
    asked, ended = walk(_with_columns_of_agencies(names, of_all))
    opened = [path for path in paths(asked) if path.endswith("index.html")]
    assert opened == ["/bm1/index.html", "/bm2/index.html", "/bm3/index.html"]
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, 4 + 9)


def test_columns_of_agencies_are_left_aside_where_the_column_of_all_has_their_reports():
    names = few.NAMES[:3]
    asked, ended = walk(_with_columns_of_agencies(names, [few.title(name, y) for name in names for y in (2023, 2024)]))
    assert not [path for path in paths(asked) if path.startswith("/bm")]
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, 6)


def test_a_report_in_a_frame_of_its_page_is_wanted_and_no_frame_of_a_page_that_says_it_itself():
    framing = page(f"<h1>{few.title('财政局')}</h1><iframe src='/files/1.htm'></iframe>", few.title("财政局"))
    itself = report("示例区教育局", 2024, more="<iframe src='/counter.htm'></iframe>")
    elsewhere = page(f"<h1>{few.title('民政局')}</h1><iframe src='http://tongji.example.com/1.htm'></iframe>")
    links = [(f"/{n}.html", few.title(name)) for n, name in enumerate(few.NAMES[:3])]
    pages = {"/0.html": framing, "/1.html": itself, "/2.html": elsewhere, "/files/1.htm": report("示例区财政局", 2024)}
    asked, ended = walk({**few.home(), few.COLUMN: listing(links), **pages})
    assert set(paths(asked)[3:]) == {*pages}
    assert ended.verdict is Verdict.COMPLETE


def test_years_in_a_list_box_pictures_with_areas_and_boxes_that_name_an_address_lead_on():
    years = "".join(f"<option value='../{year}n/'>{year}年</option>" for year in (2023, 2024))
    home = "<map><area href='/zwgk/' alt='政务公开'></map><select><option value='http://x.gov.cn/'>友情链接</option></select>"
    pages = {
        "/": page(home, "示例区人民政府"),
        "/zwgk/": page("<div><span data-url='/nb/2024n/'>政府信息公开工作年度报告</span></div>", "政务公开"),
        **{
            f"/nb/{year}n/": page(
                f"<select onchange='location=this.value'>{years}</select>"
                f"<ul><li><a href='{year}01/t{year}0120_1.html'>{few.title('财政局', year)}</a></li></ul>",
                f"{year}年",
            )
            for year in (2023, 2024)
        },
        **{f"/nb/{year}n/{year}01/t{year}0120_1.html": report("示例区财政局", year) for year in (2023, 2024)},
    }
    asked, _ = walk(pages)
    assert set(paths(asked)) == set(pages)


def test_titles_that_a_list_cuts_short_are_reports_in_a_column_of_reports():
    cut = [(f"./202501/t20250120_{n}.html", f"示例区{name}2024年政府信...") for n, name in enumerate(few.NAMES)]
    other = [("./202501/t20250120_9.html", "关于做好2024年政府信..."), ("./202501/t20250120_8.html", "2024年部门预...")]
    items = "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in [*cut, *other])
    asked, _ = walk({**few.home(), few.COLUMN: page(f"<ul>{items}</ul>", "政府信息公开年报"), **few.reports(few.NAMES)})
    assert set(paths(asked)[3:]) == set(few.reports(few.NAMES))


def test_the_column_is_found_from_the_home_page_and_its_reports_are_wanted():
    names = few.NAMES[:3]
    asked, ended = walk({**few.home(), few.COLUMN: listing(few.links(names)), **few.reports(names)})
    assert paths(asked)[:3] == ["/", "/zfxxgk/", few.COLUMN]
    assert set(paths(asked)[3:]) == set(few.reports(names))
    assert ended.verdict is Verdict.COMPLETE
    assert ended.counts["documents"] == 3


def test_the_frames_of_a_home_page_are_read_as_the_home_page_and_not_as_a_column_of_reports():
    frames = "<frameset rows='9,*'><frame src='/top.html'><frame src='/main.html'></frameset>"
    home = few.home() | {"/": page(frames, "示例区人民政府"), "/top.html": page("<a href='/main.html'>首页</a>")}
    news = "<ul>" + "".join(f"<li><a href='/news/{n}.html'>我区召开第{n}次会议</a></li>" for n in range(5)) + "</ul>"
    main = page(f"{news}<a href='/zfxxgk/'>政府信息公开</a>", "示例区人民政府")
    pages = home | {"/main.html": main, few.COLUMN: listing(few.links(few.NAMES))} | few.reports(few.NAMES)
    asked, ended = walk(pages)
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, len(few.NAMES))
    assert not [path for path in paths(asked) if path.startswith("/news/")]


def test_agencies_in_a_list_box_of_disclosure_lead_to_their_own_reports():
    box = "".join(f"<option value='/zfxxgk/{n}/'>{name}</option>" for n, name in enumerate(few.NAMES))
    pages = {
        "/": page("<a href='/zfxxgk/'>政府信息公开</a>", "示例区人民政府"),
        "/zfxxgk/": page(f"<select onchange='location.href=this.value'>{box}</select>", "政府信息公开"),
    }
    for n, name in enumerate(few.NAMES):
        pages[f"/zfxxgk/{n}/"] = page(f"<a href='/zfxxgk/{n}/nb/'>工作年报</a>", name)
        entry = (f"/zfxxgk/{n}/nb/202501/t20250120_{n}.html", "2024年度政府信息公开工作报告")
        pages[f"/zfxxgk/{n}/nb/"] = listing([entry], title="工作年报")
        pages[entry[0]] = report(f"示例区{name}", 2024)
    asked, ended = walk(pages)
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, len(few.NAMES))
    assert {wanted.errand.context.agency for wanted in asked[-len(few.NAMES) :]} == set(few.NAMES)


def test_what_the_link_said_travels_with_the_report():
    asked, _ = walk({**few.home(), few.COLUMN: listing(few.links(["财政局"]))})
    context = asked[-1].errand.context
    assert context.role is Role.REPORT
    assert (context.agency, context.year, context.column) == ("示例区财政局", 2024, "政府信息公开年报")
    assert context.link_title == few.title("财政局")
    assert context.listed.isoformat() == "2025-01-20"
    assert (context.site, context.code, context.district) == ("shili", "990101", "示例市示例区")


def test_a_column_named_as_start_is_walked_at_once():
    names = few.NAMES[:2]
    asked, ended = walk({few.COLUMN: listing(few.links(names)), **few.reports(names)}, site(start=few.COLUMN))
    assert paths(asked)[0] == few.COLUMN
    assert ended.verdict is Verdict.COMPLETE
    assert ended.counts["documents"] == 2


def test_every_page_of_a_trs_list_is_read():
    turn = '<script>createPageHTML(3, {}, "index", "html");</script>'
    pages = {
        **few.home(),
        few.COLUMN: listing(few.links(few.NAMES[:2]), turn=turn.format(0)),
        f"{few.COLUMN}index_1.html": listing(few.links(few.NAMES[2:4]), turn=turn.format(1)),
        f"{few.COLUMN}index_2.html": listing(few.links(few.NAMES[4:]), turn=turn.format(2)),
        **few.reports(few.NAMES),
    }
    asked, ended = walk(pages)
    assert f"{few.COLUMN}index_2.html" in paths(asked)
    assert ended.verdict is Verdict.COMPLETE
    assert ended.counts["documents"] == 6


def test_a_list_whose_second_page_cannot_be_had_is_incomplete_and_the_third_is_still_read():
    turn = '<script>createPageHTML(3, {}, "index", "html");</script>'
    pages = {
        **few.home(),
        few.COLUMN: listing(few.links(few.NAMES[:2]), turn=turn.format(0)),
        f"{few.COLUMN}index_1.html": Ending(FetchOutcome.SERVER_ERROR, "status 500"),
        f"{few.COLUMN}index_2.html": listing(few.links(few.NAMES[4:]), turn=turn.format(2)),
        **few.reports(few.NAMES),
    }
    asked, ended = walk(pages)
    assert f"{few.COLUMN}index_2.html" in paths(asked)
    assert ended.verdict is Verdict.INCOMPLETE
    assert "status 500" in ended.reason


def test_a_plain_list_is_followed_by_its_next_link_and_no_page_twice():
    pages = {
        **few.home(),
        few.COLUMN: listing(few.links(few.NAMES[:3]), turn="<a href='list_2.html'>下一页</a>"),
        f"{few.COLUMN}list_2.html": listing(
            few.links(few.NAMES[3:]), turn="<a href='list_2.html'>下一页</a><a href='./'>上一页</a>"
        ),
        **few.reports(few.NAMES),
    }
    asked, ended = walk(pages)
    assert len(set(paths(asked))) == len(asked)
    assert ended.counts["documents"] == 6
    assert ended.verdict is Verdict.COMPLETE


def test_pages_that_nothing_turns_end_in_unknown_pagination():
    pages = {
        **few.home(),
        few.COLUMN: listing(few.links(few.NAMES), turn="<div>共12页 当前第1页</div>"),
        **few.reports(few.NAMES),
    }
    _, ended = walk(pages)
    assert ended.verdict is Verdict.UNKNOWN_PAGINATION


def test_columns_of_years_and_of_agencies_are_walked_too():
    divided = page(
        "<ul><li><a href='./2023nb/'>2023年</a></li><li><a href='./2024nb/'>2024年</a></li></ul>", "政府信息公开年报"
    )
    pages = {
        **few.home(),
        few.COLUMN: divided,
        f"{few.COLUMN}2023nb/": listing(few.links(["财政局"], 2023)),
        f"{few.COLUMN}2024nb/": listing(few.links(["财政局", "教育局"])),
        **few.reports(["财政局"], 2023, f"{few.COLUMN}2023nb/202501"),
        **few.reports(["财政局", "教育局"], 2024, f"{few.COLUMN}2024nb/202501"),
    }
    asked, ended = walk(pages)
    assert ended.counts["documents"] == 3
    assert {wanted.errand.context.year for wanted in asked if wanted.errand.role is Role.REPORT} == {2023, 2024}


def test_only_the_years_that_are_asked_for_are_opened():
    pages = {
        **few.home(),
        few.COLUMN: listing([*few.links(["财政局"], 2023, "./202401"), *few.links(["财政局", "教育局"])]),
        **few.reports(["财政局"], 2023, f"{few.COLUMN}202401"),
        **few.reports(["财政局", "教育局"]),
    }
    asked, walked = walk(pages, years=[2024])
    assert {wanted.errand.context.year for wanted in asked if wanted.errand.role is Role.REPORT} == {2024}
    assert walked.years == (2024,), "so that coverage does not take the other years for absent"


def test_files_of_a_report_page_are_wanted_with_what_is_known_of_the_page():
    more = "<p><a href='./P020250120.doc'>附件：年报.doc</a> <a href='/help/guide.doc'>办事指南.doc</a></p>"
    pages = {**few.home(), few.COLUMN: listing(few.links(["财政局"])), **few.reports(["财政局"], more=more)}
    asked, _ = walk(pages)
    attachment = asked[-1]
    assert attachment.url == f"{ROOT}{few.COLUMN}202501/P020250120.doc"
    context = attachment.errand.context
    assert context.role is Role.ATTACHMENT
    assert context.parent == f"{ROOT}{few.COLUMN}202501/t20250120_0.html"
    assert (context.agency, context.year) == ("示例区财政局", 2024)


def test_twins_of_a_page_are_wanted_once():
    links = few.links(["财政局"])
    twins = [(f"http://shili.gov.cn{few.COLUMN}202501/t20250120_0.html", links[0][1])]
    twins += [(f"https://www.shili.gov.cn{few.COLUMN}202501/t20250120_0_wap.html", links[0][1])]
    asked, _ = walk({**few.home(), few.COLUMN: listing(links + twins), **few.reports(["财政局"])})
    assert sum(wanted.errand.role is Role.REPORT for wanted in asked) == 1


def test_notices_and_explanations_are_left_alone():
    others = [("./202501/t20250120_8.html", "关于做好2024年政府信息公开工作年度报告编制工作的通知")]
    others += [("./202501/t20250120_9.html", "图解：示例区财政局2024年政府信息公开工作年度报告")]
    asked, ended = walk({**few.home(), few.COLUMN: listing(few.links(["财政局"]) + others), **few.reports(["财政局"])})
    assert ended.counts["documents"] == 1
    assert not any(path.endswith(("_8.html", "_9.html")) for path in paths(asked))


def test_a_link_named_like_a_report_that_leads_to_a_list_is_walked_as_a_list():
    pages = {
        **few.home(),
        few.COLUMN: listing([("./202501/t20250120_99.html", "示例区各部门2024年政府信息公开工作年度报告")]),
        f"{few.COLUMN}202501/t20250120_99.html": listing(few.links(few.NAMES[:3], folder=".")),
        **few.reports(few.NAMES[:3]),
    }
    _, ended = walk(pages)
    assert ended.counts["documents"] == 3


_COMPILED = "示例区各单位2024年政府信息公开工作年度报告汇编"


@pytest.mark.parametrize("named", ["{body}", "{n}.{body}", "{body}2024年报告", "附件{n}：{body}2024年年度报告"])
def test_a_page_that_names_the_agencies_of_a_year_is_walked_as_a_list(named):
    files = {f"{few.COLUMN}files/{n}.htm": report(f"示例区{name}", 2024) for n, name in enumerate(few.NAMES)}
    links = "".join(
        f"<p><a href='files/{n}.htm'>{named.format(n=n + 1, body=f'示例区{name}')}</a></p>"
        for n, name in enumerate(few.NAMES)
    )
    text = f"<h1>{_COMPILED}</h1><p>现将各单位的年度报告予以公布。</p>{links}"
    asked, ended = walk(
        {
            **few.home(),
            few.COLUMN: listing([("./2024.html", _COMPILED)]),
            f"{few.COLUMN}2024.html": page(text, _COMPILED),
            **files,
        }
    )
    assert set(paths(asked)) >= set(files)
    assert (ended.counts["documents"], ended.verdict) == (len(few.NAMES), Verdict.COMPLETE)


def test_a_notice_beside_links_to_the_agencies_own_pages_is_no_list():
    menu = "".join(f"<a href='/bm/{n}/'>示例区{name}</a>" for n, name in enumerate(few.NAMES))
    text = f"<h1>{few.title('')}</h1><div>{menu}</div><p>年度报告将于近日公布。</p>"
    asked, _ = walk(
        {**few.home(), few.COLUMN: listing([("./2024.html", few.title(""))]), f"{few.COLUMN}2024.html": page(text, "")}
    )
    assert not [path for path in paths(asked) if path.startswith("/bm/")]


def test_a_column_that_prints_its_report_at_once_is_read_as_that_report():
    asked, ended = walk({**few.home(), few.COLUMN: report("示例区财政局", 2024)})
    assert paths(asked)[-1] == few.COLUMN
    assert ended.counts["documents"] == 1
    assert ended.verdict is Verdict.COMPLETE


def test_columns_of_other_sites_are_left_alone_and_named():
    pages = {"/": page("<a href='http://zwgk.city.gov.cn/xq/zfxxgknb/'>政府信息公开年报</a>", "示例区人民政府")}
    asked, ended = walk(pages)
    assert paths(asked) == ["/"]
    assert ended.verdict is Verdict.EMPTY
    assert "zwgk.city.gov.cn" in ended.reason
    asked, _ = walk(pages, site(allowed_hosts=["zwgk.city.gov.cn"]))
    assert asked[-1].url == "http://zwgk.city.gov.cn/xq/zfxxgknb/"


def test_sub_domains_and_other_ports_of_a_named_host_are_its_own_site():
    links = "<a href='http://zyk.shili.gov.cn/zfxxgknb/'>政府信息公开年报</a>"
    links += "<a href='http://www.shili.gov.cn:8080/bm/zfxxgknb/'>部门政府信息公开年报</a>"
    asked, _ = walk({"/": page(links, "示例区人民政府")})
    assert {wanted.url for wanted in asked[1:]} == {
        "http://zyk.shili.gov.cn/zfxxgknb/",
        "http://www.shili.gov.cn:8080/bm/zfxxgknb/",
    }


def test_a_site_that_has_moved_is_walked_where_it_is_now():
    walking = SiteWalk(site(), set())
    (home,) = walking.begin()
    body = "<a href='/zfxxgk/zfxxgknb/'>政府信息公开年报</a>"
    wanted = walking.read_column("https://www.newshili.gov.cn/", home.errand, body, "示例区人民政府")
    assert [each.url for each in wanted] == ["https://www.newshili.gov.cn/zfxxgk/zfxxgknb/"]


def test_the_other_pages_of_a_report_cut_into_pages_are_wanted_too():
    more = '<script>createPageHTML(3, 0, "t20250120_0", "html");</script>'
    pages = {**few.home(), few.COLUMN: listing(few.links(["财政局"])), **few.reports(["财政局"], more=more)}
    asked, _ = walk(pages)
    assert paths(asked)[-2:] == [f"{few.COLUMN}202501/t20250120_0_{number}.html" for number in (1, 2)]
    assert {wanted.errand.context.parent for wanted in asked[-2:]} == {f"{ROOT}{few.COLUMN}202501/t20250120_0.html"}


def test_a_quirk_of_the_site_file_overrules_the_title():
    odd = [("./202501/t20250120_0.html", "示例区财政局2019年度报告（补）")]
    quirk = Quirk("2019年度报告（补）", "Republished after a move of the site", year=2018, agency="示例区财政局")
    asked, _ = walk({**few.home(), few.COLUMN: listing(odd)}, site(quirks=(quirk,)))
    assert (asked[-1].errand.context.year, asked[-1].errand.context.agency) == (2018, "示例区财政局")


def test_a_site_that_answers_with_a_challenge_is_blocked_and_not_empty():
    _, ended = walk({"/": Ending(FetchOutcome.BLOCKED, "加速乐 script challenge")})
    assert ended.verdict is Verdict.BLOCKED
    assert ended.counts["blocked"] == 1


def test_a_list_that_never_ends_is_left_when_it_brings_nothing_new():
    class Endless(dict):
        def get(self, path, otherwise=None):
            if path.startswith(f"{few.COLUMN}list_"):
                number = int(path.rpartition("_")[2].removesuffix(".html"))
                return listing(few.links(["财政局"]), turn=f"<a href='list_{number + 1}.html'>下一页</a>")
            return super().get(path, otherwise)

    first = listing(few.links(["财政局"]), turn="<a href='list_2.html'>下一页</a>")
    asked, _ = walk(Endless({**few.home(), few.COLUMN: first, **few.reports(["财政局"])}))
    assert len(asked) < 12


def test_a_maze_of_columns_is_left_at_a_depth():
    class Maze(dict):
        def get(self, path, otherwise=None):
            if path.startswith("/zfxxgk/zfxxgknb/"):
                return page(f"<ul><li><a href='{path}a/'>各部门年报</a></li></ul>", "年报")
            return super().get(path, otherwise)

    asked, _ = walk(Maze(few.home()))
    assert len(asked) < 12


def _known(url):
    context = Context("shili", "990101", "示例市示例区", Role.REPORT, year=2023)
    capture = Capture(url, NOW, 200, "0" * 64, 0, None, None, None, Pointer("a.warc.gz", 0, 1), context)
    return Known(url, None, None, "0" * 64, capture, NOW, FetchOutcome.FETCHED, context)


def test_documents_of_earlier_nights_are_asked_for_unless_their_host_is_not_trusted_any_more():
    walking = SiteWalk(site(allowed_hosts=["127.0.0.1:8000"]), set())
    known = [
        "http://127.0.0.1:8000/a.html",
        "http://127.0.0.1:9000/b.html",
        f"{ROOT}/c.html",
        "http://old.example/d.html",
    ]
    assert walking.sweep(map(_known, known)) == []  # a walk that had no report tells nothing of others
    walking.asked.open += 1
    walking.end(Fetched(f"{ROOT}/d.html", FetchOutcome.FETCHED, NOW, _known(f"{ROOT}/d.html").context))
    assert [wanted.url for wanted in walking.sweep(map(_known, known))] == [known[0], known[2]]
