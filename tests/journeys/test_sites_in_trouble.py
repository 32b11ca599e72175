"""Sites that refuse, fail or puzzle: each ends in a verdict of its own, and strikes no neighbour."""

import socket

import pytest

from storage.session import open_engine, upgrade
from tests.district import Answer, District, Home, listing, page, redirect, refusing, report

pytestmark = pytest.mark.journey

_COLUMN = "/zfxxgk/zfxxgknb/"


def _decent(district, *, turn="", count=3):
    links = [(f"t2025_{n}.html", f"示例区第{n}局2024年政府信息公开工作年度报告") for n in range(count)]
    district.pages["/"] = page(f"<a href='{_COLUMN}'>政府信息公开年报</a>", "示例市示例区人民政府")
    district.pages[_COLUMN] = listing(links, turn=turn)
    district.pages |= {f"{_COLUMN}t2025_{n}.html": report(f"示例区第{n}局", 2024, n) for n in range(count)}
    return district


@pytest.fixture
def decent():
    with District() as district:
        yield _decent(district)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_a_site_behind_a_challenge_is_blocked_the_status_is_3_and_the_others_are_stored(home, decent):
    with District() as blocked:
        blocked.otherwise = refusing(521)
        home.add("good", decent)
        home.add("walled", blocked, code="990102")
        night = home.crawl()
    assert night.status == 3
    assert night["walled"]["verdict"] == "blocked"
    assert "521" in night["walled"]["reason"] or "加速乐" in night["walled"]["reason"]
    assert night["good"]["verdict"] == "complete"
    assert home.query("SELECT count(*) FROM reports") == [(3,)]
    assert {one.headers.get("cookie") for one in blocked.log} <= {None, "__jsluid_s=0123abcd"}


def test_a_site_whose_robots_txt_forbids_all_is_not_asked_for_anything_else(home, decent):
    decent.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    home.add("closed", decent)
    night = home.crawl()
    assert (night.status, night["closed"]["verdict"]) == (3, "robots")
    assert decent.asked() == []
    assert home.endings("/") == [("robots", None, "robots.txt forbids it")]


def test_what_robots_txt_says_of_this_crawler_by_name_is_obeyed(home, decent):
    rules = f"User-agent: nianbao\nDisallow: {_COLUMN}t2025_1.html\n\nUser-agent: *\nDisallow: /\n"
    decent.pages["/robots.txt"] = Answer(rules.encode(), content_type="text/plain")
    home.add("shili", decent)
    night = home.crawl()
    assert night["shili"]["verdict"] == "incomplete"
    assert decent.asked(f"{_COLUMN}t2025_1.html") == []
    assert len(decent.asked(f"{_COLUMN}t2025_2.html")) == 1


def test_a_robots_txt_that_cannot_be_read_forbids_everything(home, decent):
    decent.pages["/robots.txt"] = Answer(b"oops", status=500, etag=False)
    home.add("shili", decent)
    night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (3, "unreachable")
    assert decent.asked() == []


def test_a_host_that_is_not_there_is_unreachable(home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        home.add("gone", f"http://127.0.0.1:{free.getsockname()[1]}")
        night = home.crawl()
    assert (night.status, night["gone"]["verdict"]) == (3, "unreachable")
    assert "refused" in night["gone"]["reason"]


def test_a_list_whose_pages_nothing_turns_ends_in_unknown_pagination_and_its_reports_are_stored(home, decent):
    _decent(decent, turn="<div class='pager'>共9页 第1页</div>")
    home.add("shili", decent)
    night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (0, "unknown_pagination")
    assert home.query("SELECT count(*) FROM reports") == [(3,)]


def test_a_site_without_reports_is_empty_and_not_blocked(home):
    with District({"/": page("<a href='/zwdt/'>政务动态</a>" * 3 + "示例区人民政府网站" * 9, "示例区")}) as district:
        home.add("shili", district)
        night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (0, "empty")


def test_a_host_that_refuses_five_times_in_a_row_is_left_alone(home, decent):
    _decent(decent, count=12)
    for number in range(12):
        decent.pages[f"{_COLUMN}t2025_{number}.html"] = refusing(403)
    home.add("shili", decent)
    night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (3, "blocked")
    assert 5 <= sum(one.path.endswith(".html") for one in decent.asked()) <= 6
    assert night["shili"]["counts"]["blocked"] == 12
    endings = home.endings("_11.html")
    assert endings[0][0] == "blocked"
    assert "not asked" in endings[0][2]


def test_an_unknown_site_is_one_line_and_status_2(home, decent):
    home.add("shili", decent)
    night = home.crawl("shiil")
    assert night.status == 2
    assert night.said.count("\n") == 1
    assert "did you mean shili?" in night.said
    assert decent.log == []


def test_an_archive_that_cannot_be_written_ends_the_crawl_in_one_line(home, decent, tmp_path):
    (tmp_path / "occupied").write_text("a file")
    home.add("shili", decent)
    night = home.crawl(NIANBAO_ARCHIVE_URL=str(tmp_path / "occupied" / "archive"))
    assert night.status == 1
    assert night.said.count("\n") == 1
    assert "not a directory" in night.said
    assert len(decent.asked()) <= 2
    assert home.crawl()["shili"]["verdict"] == "complete"


def test_a_site_file_that_does_not_load_is_one_line_and_status_1(home, decent):
    home.add("shili", decent, more="start_url = 'x'")
    night = home.crawl()
    assert night.status == 1
    assert night.said.count("\n") == 1
    assert "start_url" in night.said


def test_a_run_that_cannot_be_noted_asks_for_nothing_and_says_why_in_one_line(home, decent):
    home.add("good", decent)
    engine = open_engine(f"sqlite:///{home.folder / 'nianbao.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
        )
    engine.dispose()
    night = home.crawl()
    assert (night.status, night.verdicts, night.said) == (1, {}, "nianbao: database: disk is full\n")
    assert decent.log == []


def test_a_run_that_cannot_be_closed_says_why_in_one_line(home, decent):
    home.add("good", decent)
    engine = open_engine(f"sqlite:///{home.folder / 'nianbao.db'}")
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON runs BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
        )
    night = home.crawl()
    assert (night.status, night.said) == (1, "nianbao: database: disk is full\n")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    engine.dispose()
    assert home.crawl()["good"]["verdict"] == "complete"


_MENDING = Answer("<html><body>系统维护中，请稍后访问</body></html>".encode(), etag=False)
_STATUS = "SELECT status, count(*) FROM reports GROUP BY status ORDER BY status"


@pytest.mark.parametrize(("answer", "door"), [(_MENDING, _MENDING), (redirect("/"), None)], ids=["mended", "sent home"])
def test_a_night_on_which_a_site_answers_everything_alike_withdraws_nothing(home, decent, answer, door):
    home.add("shili", decent)
    home.crawl()
    well, decent.otherwise = dict(decent.pages), answer
    decent.pages.clear()
    decent.pages["/"] = door or well["/"]
    night = home.crawl()["shili"]
    assert night["verdict"] in ("unreachable", "incomplete")
    assert home.query(_STATUS) == [("current", 3)]
    decent.pages.update(well)
    assert home.crawl()["shili"]["verdict"] == "complete"
    assert home.query("SELECT count(*) FROM versions") == [(3,)]


def test_a_page_that_only_looks_gone_takes_its_report_along_when_it_looks_so_twice(home, decent):
    home.add("shili", decent)
    home.crawl()
    path = f"{_COLUMN}t2025_1.html"
    decent.pages[path] = redirect("/")
    home.crawl()
    assert home.query(_STATUS) == [("current", 3)]
    home.crawl()
    assert home.query(_STATUS) == [("current", 2), ("withdrawn", 1)]
    decent.pages[path] = report("示例区第1局", 2024, 1)
    home.crawl()
    assert home.query(_STATUS) == [("current", 3)]
    decent.pages[path] = Answer(b"no", status=404)
    home.crawl()
    assert home.query(_STATUS) == [("current", 2), ("withdrawn", 1)]
    home.run("db", "rebuild").check_returncode()
    assert home.query(_STATUS) == [("current", 2), ("withdrawn", 1)]
