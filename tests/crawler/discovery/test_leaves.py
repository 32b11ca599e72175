"""Which addresses are further pages of an article, and which are other articles, lists and files."""

import pytest

from crawler.discovery.leaves import first_of, number_of

ROOT = "https://www.example.gov.cn"


@pytest.mark.parametrize(
    ("first", "other", "number"),
    [
        ("/gknb/202401/t20240110_5301.html", "/gknb/202401/t20240110_5301_1.html", 1),
        ("/info/1021/18003.htm", "/info/1021/18003_2.htm", 2),
        ("/art/2024/1/20/art_1229_4051.html", "/art/2024/1/20/art_1229_4051_3.html", 3),
        ("/show.asp?id=1207", "/show.asp?id=1207&page=2", 2),
        ("/show.asp?id=1207&page=1", "/show.asp?id=1207&page=3", 3),
        ("/gknb/202401/t20240110_5301.html", "/gknb/202401/t20240110_5302.html", None),
        ("/gknb/202401/t20240110_5301.html", "/gknb/202401/t20240110_5302_1.html", None),
        ("/gknb/202401/t20240110_5301.html", "/gknb/202402/t20240110_5301_1.html", None),
        ("/gknb/202401/t20240110_5301.html", "/gknb/202401/t20240110_5301_wap.html", None),
        ("/gknb/202401/t20240110_5301.html", "/gknb/202401/t20240110_5301_1.pdf", None),
        ("/info/1021/18003.htm", "/info/1021/18004.htm", None),
        ("/gknb/index.html", "/gknb/index_1.html", None),
        ("/gknb.htm", "/gknb_2.htm", None),
        ("/list.asp?class=9", "/list.asp?class=9&page=2", None),
        ("/show.asp?id=1207", "/show.asp?id=1208&page=2", None),
        ("/show.asp?id=1207", "/show.asp?id=1207&print=1", None),
        ("/show.asp?id=1207", "/show.asp?id=1207&page=1", None),
    ],
)
def test_the_address_of_a_further_page_is_its_article_s_with_one_number_more(first, other, number):
    assert number_of(ROOT + other, ROOT + first) == number
    assert first_of(ROOT + other, ROOT + first) == (ROOT + first if number else ROOT + other)


def test_another_host_has_no_page_of_the_article():
    assert number_of("https://b.gov.cn/info/1021/18003_2.htm", "https://a.gov.cn/info/1021/18003.htm") is None


def test_what_nothing_led_to_is_its_own_first_page():
    url = f"{ROOT}/info/1021/18003_2.htm"
    assert first_of(url, None) == url
