"""How the crawler behaves as a guest: its pace, its name, and how it leaves when it is told to."""

import signal
import time
from itertools import pairwise

import pytest

from tests.district import Answer, District, Home, listing, page, report
from tests.programs import run

pytestmark = pytest.mark.journey

_COLUMN = "/zfxxgk/zfxxgknb/"


@pytest.fixture
def district():
    with District() as serving:
        titles = [(f"t_{n}.html", f"示例区第{n}局2024年政府信息公开工作年度报告") for n in range(1, 10)]
        serving.pages["/"] = page(f"<a href='{_COLUMN}'>政府信息公开年报</a>", "示例市示例区人民政府")
        serving.pages[_COLUMN] = listing(titles)
        serving.pages |= {f"{_COLUMN}t_{n}.html": report(f"示例区第{n}局", 2024, n) for n in range(1, 10)}
        yield serving


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def _gaps(log):
    return [after.began - before.began for before, after in pairwise(sorted(log, key=lambda one: one.began))]


def test_the_pause_of_the_site_file_is_kept_between_all_requests_to_its_host(home, district):
    home.add("shili", district, delay=0.6)
    home.crawl()
    assert len(district.log) == 12
    assert min(_gaps(district.log)) >= 0.54, "as the server sees it, which may take up one request later than another"


def test_a_pause_that_robots_txt_asks_for_is_kept_when_it_is_longer(home, district):
    district.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.8\n", content_type="text/plain")
    home.add("shili", district)
    home.crawl()
    assert min(_gaps(district.asked())[1:]) >= 0.78


def test_the_command_of_scrapy_does_the_same(home, district):
    home.add("shili", district)
    home.add("other", "http://127.0.0.1:9", code="990102")
    arguments = ["-a", f"sites={home.sites}", "-a", "site=shili", "-a", "year=2024"]
    done = run(["scrapy", "crawl", "annual_reports", *arguments], home.environment)
    assert done.returncode == 0
    assert home.query("SELECT count(*) FROM reports") == [(9,)]
    assert home.query("SELECT site, verdict FROM walks") == [("shili", "complete")]
    assert home.query("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL AND stats IS NOT NULL") == [(1,)]


@pytest.mark.parametrize(("arguments", "reason"), [("site=zzz", "no site 'zzz'"), ("year=20", "20")])
def test_the_command_of_scrapy_says_in_one_line_why_it_cannot_begin(home, district, arguments, reason):
    home.add("shili", district)
    done = run(["scrapy", "crawl", "annual_reports", "-a", f"sites={home.sites}", "-a", arguments], home.environment)
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "ERROR" in line]
    assert reason in line
    assert "Traceback" not in done.stderr
    assert district.log == []


def _wait_for(district, path):
    for _ in range(600):
        if district.asked(path):
            return
        time.sleep(0.05)
    pytest.fail(f"{path} was never asked for")


def test_an_interrupted_crawl_stores_what_it_has_and_says_what_is_missing(home, district):
    home.add("shili", district, delay=0.5)
    running = home.start()
    _wait_for(district, f"{_COLUMN}t_2.html")
    running.send_signal(signal.SIGINT)
    assert running.wait() == 130
    assert running.stderr == ""
    assert '"verdict": "incomplete"' in running.stdout
    assert "still to come" in running.stdout
    assert 2 <= home.query("SELECT count(*) FROM reports")[0][0] < 9
    assert home.query("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]
    assert home.crawl()["shili"]["verdict"] == "complete"
    assert home.query("SELECT count(*) FROM reports") == [(9,)]


@pytest.mark.parametrize("path", ["/", _COLUMN, f"{_COLUMN}t_1.html", f"{_COLUMN}t_4.html"])
def test_a_crawl_that_is_killed_anywhere_is_made_good_by_the_next(home, district, path):
    home.add("shili", district, delay=0.1)
    running = home.start()
    _wait_for(district, path)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (0, "complete")
    assert home.query("SELECT count(*) FROM reports") == [(9,)]
    assert [home.cell(f"第{n}局", 2024) for n in range(1, 10)] == list(range(1, 10))
