"""Ways to reports beside the straight one: summaries, frames, boxes, and the way round a column that is gone."""

from crawler.endings import Ending
from crawler.spiders.feed import Feed
from crawler.spiders.opening import open_page
from crawler.spiders.walk import SiteWalk
from storage.records import FetchOutcome, Verdict
from tests.crawler.spiders import few
from tests.crawler.spiders.walking import ROOT, paths, site, walk
from tests.district import Answer, listing, page, report


def _files(names, folder="/nb/"):
    return "".join(f"<td><a href='{folder}{n}.pdf'>{name}</a></td>" for n, name in enumerate(names))


def test_a_summary_of_a_year_is_a_list_of_the_files_of_those_whom_it_names():
    title = "示例区2024年政府信息公开年报汇总"
    pages = {
        **few.home(),
        few.COLUMN: listing([("2024hz.html", title)]),
        f"{few.COLUMN}2024hz.html": page(f"<h2>{title}</h2><table><tr>{_files(few.NAMES)}</tr></table>", title),
        **{f"/nb/{n}.pdf": Answer(b"%PDF-1.4", content_type="application/pdf") for n in range(len(few.NAMES))},
    }
    asked, ended = walk(pages)
    found = {(w.errand.context.agency, w.errand.context.year) for w in asked if w.url.endswith(".pdf")}
    assert found == {(name, 2024) for name in few.NAMES}
    assert ended.counts["documents"] == len(few.NAMES)


def test_a_file_that_bears_the_name_of_a_body_is_that_body_s_whatever_its_page_is_called():
    title = "示例区2024年政府信息公开年报"
    pages = {
        **few.home(),
        few.COLUMN: listing([("202501/t20250120_1.html", title)]),
        f"{few.COLUMN}202501/t20250120_1.html": page(f"<h1>{title}</h1><a href='/1.pdf'>示例区教育局.pdf</a>", title),
        "/1.pdf": Answer(b"%PDF-1.4", content_type="application/pdf"),
    }
    asked, _ = walk(pages)
    assert [w.errand.context.agency for w in asked[-2:]] == ["示例区", "示例区教育局"]


def test_where_the_column_that_a_home_page_names_is_gone_the_way_round_is_tried():
    names = few.NAMES[:3]
    pages = {**few.home(), few.COLUMN: listing(few.links(names)), **few.reports(names)}
    pages["/"] = page("<a href='/old/'>政府信息公开年报</a><a href='/zwgk/'>政务公开</a>", "示例区人民政府")
    pages["/zwgk/"] = page("<a href='/zfxxgk/'>政府信息公开</a>", "政务公开")
    for gone in (Ending(FetchOutcome.NOT_FOUND, "status 404"), Ending(FetchOutcome.ROBOTS, "robots.txt")):
        asked, ended = walk({**pages, "/old/": gone})
        assert set(paths(asked)) >= set(few.reports(names))
        assert ended.counts["documents"] == len(names)
    asked, _ = walk({**pages, "/old/": listing(few.links(names))} | few.reports(names, folder="/old/202501"))
    assert "/zwgk/" not in paths(asked)  # nothing is gone, so nothing else is asked


def test_the_column_of_another_site_does_not_keep_the_portal_closed():
    names = few.NAMES[:2]
    pages = {
        **few.home(),
        few.COLUMN: listing(few.links(names)),
        **few.reports(names),
        "/zwgk/": few.home()["/zfxxgk/"],
    }
    elsewhere = "<a href='http://www.elsewhere.gov.cn/nb/'>政府信息公开年报</a>"
    pages["/"] = page(f"{elsewhere}<a href='/zwgk/'>政务公开</a>", "示例区人民政府")
    assert walk(pages)[1].counts["documents"] == len(names)


def test_what_a_later_list_tells_of_a_report_is_known_when_it_is_asked_for():
    box = "".join(f"<option value='{few.COLUMN}{n}/'>{name}</option>" for n, name in enumerate(few.NAMES))
    links = {
        n: [(f"/nb/{n}{y}.html", f"{y}年度政府信息公开工作年度报告") for y in (2023, 2024)]
        for n in range(len(few.NAMES))
    }
    form = f"<select onchange='location=this.value'>{box}</select>"
    pages = {**few.home(), few.COLUMN: listing(links[0], turn=form)}
    pages |= {f"{few.COLUMN}{n}/": listing(of, turn=form) for n, of in links.items()}
    pages |= {href: report("", int(href[5:9])) for of in links.values() for href, _ in of}
    walking, feed = SiteWalk(site(), set()), Feed()
    feed.put(walking.begin())
    agencies = {}
    while drawn := list(feed.draw()):
        for waiting in drawn:
            wanted = walking.asked.complete(waiting)
            path = wanted.url.removeprefix(ROOT)
            agencies[path] = wanted.errand.context.agency
            answer = pages[path]
            feed.land()
            feed.put(open_page(walking, wanted.url, wanted.errand, answer.body, answer.content_type).wanted)
    assert {path: agencies[path] for of in links.values() for path, _ in of} == {
        path: few.NAMES[n] for n, of in links.items() for path, _ in of
    }


def test_where_a_disclosure_shows_its_reports_in_a_frame_and_the_frame_says_so_they_are_found():
    names = few.NAMES[:3]
    tabs = "<ul><li onclick='show(1)'>指南</li><li onclick='show(2)'>年报</li></ul>"
    news = "".join(f"<li><a href='/news/2025010{n}.html'>我区召开第{n}次重点工作会议</a></li>" for n in range(4))
    frame = f"{tabs}<ul>{news}</ul><div style='display:none'><iframe src='/f.html'></iframe></div>"
    columns = "".join(f"<li><a href='{few.COLUMN}{n}/'>{name}</a></li>" for n, name in enumerate(names))
    pages = {
        "/": page("<a href='/zfxxgk/'>政府信息公开</a>", "示例区人民政府"),
        "/zfxxgk/": page(frame, "政府信息公开"),
        "/f.html": page(columns, "政府信息公开年报"),
    }
    for n, name in enumerate(names):
        pages[f"{few.COLUMN}{n}/"] = listing([(f"/nb/2024{n}.html", "2024年度政府信息公开工作年度报告")])
        pages[f"/nb/2024{n}.html"] = report(name, 2024)
    assert walk(pages)[1].counts["documents"] == len(names)


def test_the_pages_of_a_list_of_reports_are_turned_whatever_its_column_is_called():
    pages = {"/": page("<a href='/zfxxgk/'>政府信息公开</a>", "示例区人民政府")}
    bodies = "".join(f"<li><a href='/bm/{n}/'>示例区{name}</a></li>" for n, name in enumerate(few.NAMES))
    pages["/zfxxgk/"] = page(f"<ul>{bodies}</ul>", "政府信息公开")
    box = "<select onchange=\"location.href='/bm/{n}/?page='+this.value\"><option selected>1<option>2</select>"
    for n, name in enumerate(few.NAMES):
        links = [(f"/nb/{n}{y}.html", f"{y}年政府信息公开年报") for y in range(2021, 2025)]
        pages[f"/bm/{n}/"] = listing(links[:2], title=name, turn=box.format(n=n))
        pages[f"/bm/{n}/?page=2"] = listing(links[2:], title=name, turn=box.format(n=n))
        pages |= {href: report(f"示例区{name}", int(href[-9:-5])) for href, _ in links}
    ended = walk(pages)[1]
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, 4 * len(few.NAMES))
    assert ended.counts["lists"] == len(few.NAMES)


def test_agencies_under_a_heading_that_names_the_reports_are_columns_of_theirs():
    names = few.NAMES[:3]
    agencies = "".join(f"<a href='/{n}/nb/'>示例区{name}</a>" for n, name in enumerate(names))
    pages = {
        **few.home(),
        "/zfxxgk/": page(f"<h3>部门信息公开年报</h3><div>{agencies}</div>", "公开"),
        **{f"/{n}/nb/": listing(few.links([name], folder=f"{few.COLUMN}202501")) for n, name in enumerate(names)},
        **few.reports(names),
    }
    asked, ended = walk(pages)
    assert set(paths(asked)) >= set(few.reports(names))
    assert ended.verdict is Verdict.COMPLETE
