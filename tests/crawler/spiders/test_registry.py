"""What the spider is told to crawl."""

import pytest

from crawler.errors import WrongChoice
from crawler.spiders.registry import choose_sites, choose_years, listed

_SITE = 'code = "110102"\nname = "示例市示例区"\nstart_urls = ["http://www.shili.gov.cn/"]\n'


@pytest.fixture
def registry(tmp_path):
    for name in ("shili", "xicheng", "haidian"):
        (tmp_path / f"{name}.toml").write_text(_SITE, encoding="utf-8")
    return tmp_path


def test_all_sites_are_crawled_when_none_is_named(registry):
    assert [site.id for site in choose_sites(registry)] == ["haidian", "shili", "xicheng"]


def test_named_sites_are_crawled_in_the_order_given_each_once(registry):
    assert [site.id for site in choose_sites(registry, ["xicheng", "shili", "xicheng"])] == ["xicheng", "shili"]


@pytest.mark.parametrize(("name", "hint"), [("xichen", "did you mean xicheng?"), ("pudong", "nianbao sites list")])
def test_a_site_that_there_is_not_is_told_with_what_to_do(registry, name, hint):
    with pytest.raises(WrongChoice, match=hint.replace("?", r"\?")):
        choose_sites(registry, ["shili", name])


@pytest.mark.parametrize("year", ["24", "last", "2007", "2101", "二〇二四"])
def test_a_year_that_no_report_can_be_of_is_refused(year):
    with pytest.raises(WrongChoice, match="no report year"):
        choose_years(["2023", year])


def test_arguments_of_scrapys_command_are_lists_with_commas():
    assert listed(" a, b,,c ") == ["a", "b", "c"]
    assert listed(None) == []
    assert choose_years(listed("2023,2024")) == {2023, 2024}
