"""Two listings as they were saved from real sites; skipped where the folder of real pages is absent."""

from datetime import date
from pathlib import Path

import pytest

from crawler.discovery.links import Column
from crawler.discovery.listing_links import LinkKind, judge
from crawler.platforms import read_listing

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.corpus


def read(folder, url):
    path = CORPUS / folder / "index.html"
    if not path.exists():
        pytest.skip(f"no page at {path}")
    return read_listing(path.read_text(encoding="utf-8"), url)


def test_a_list_of_the_latest_ten_asks_for_the_others():
    url = "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/"
    step = read("pingtan-list-html", url)
    assert (step.platform, step.expected, len(step.links)) == ("trs", 20, 10)
    judged = [judge(link, Column("政府信息公开年报", reports=True)) for link in step.links]
    assert [(each.kind, each.year) for each in judged] == [(LinkKind.REPORT, year) for year in range(2025, 2015, -1)]
    assert step.links[0].listed == date(2026, 3, 10)
    (ask,) = step.further
    assert ask.interface
    assert "chnlid%3D1813" in ask.url


def test_a_list_whose_pager_is_written_by_hand_has_two_pages_and_news_between_the_reports():
    step = read("ordos-engebei-list-trs", "http://www.example.gov.cn/xxgk/xxgknb/")
    assert (step.platform, step.pages, len(step.links)) == ("trs", 2, 10)
    assert [ask.url for ask in step.further] == ["http://www.example.gov.cn/xxgk/xxgknb/index_1.html"]
    judged = [judge(link, Column("信息公开年报", reports=True)) for link in step.links]
    assert [(each.year, each.agency) for each in judged if each.kind is LinkKind.REPORT] == [
        (2019, "鄂尔多斯市"),
        (2019, "鄂尔多斯市人民政府办公室"),
        (2018, "鄂尔多斯市"),
        (2018, "内蒙古自治区"),
    ]
    assert all(each.kind is LinkKind.OTHER and each.reason for each in judged if each.kind is not LinkKind.REPORT)
    assert step.links[6].listed == date(2018, 3, 26)
