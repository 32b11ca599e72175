from pathlib import Path

import pytest

from crawler.errors import SiteFileError
from crawler.sites import Agency, Quirk, Site, load

XICHENG = """\
code = "110102"
name = "北京市西城区"
start_urls = ["https://www.bjxch.gov.cn/"]
"""

FULL = (
    XICHENG
    + """\
allowed_hosts = ["zyk.example.gov.cn", "127.0.0.1:8765"]
platform = "trs"
delay = 0.5

[[agencies]]
name = "区数据局"
valid = { from = 2024 }
replaces = ["区大数据中心"]

[[quirks]]
match = "2019年度报告(补)"
year = 2019
note = "补发"
"""
)


@pytest.fixture
def registry(tmp_path):
    def write(text, name="beijing/xicheng.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_file_of_three_lines_is_a_site(registry):
    folder = registry(XICHENG)
    path = folder / "beijing" / "xicheng.toml"
    site = Site("xicheng", "110102", "北京市西城区", ("https://www.bjxch.gov.cn/",), (), None, 1.0, (), (), path)
    assert load(folder) == (site,)
    assert load(path) == (site,)


def test_everything_optional_is_kept(registry):
    (site,) = load(registry(FULL))
    assert site.allowed_hosts == ("zyk.example.gov.cn", "127.0.0.1:8765")
    assert (site.platform, site.delay) == ("trs", 0.5)
    assert site.agencies == (Agency("区数据局", valid_from=2024, replaces=("区大数据中心",)),)
    assert site.quirks == (Quirk("2019年度报告(补)", "补发", year=2019),)


def fault(folder):
    with pytest.raises(SiteFileError) as caught:
        load(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"110102"', "110102", ["code", "quotes"]),
        ('"110102"', '"11010"', ["code", "six digits"]),
        ('code = "110102"\n', "", ["code", "is missing"]),
        ("start_urls", "start_url", ["start_url: unknown key", "known are code, name, start_urls"]),
        ('["https://www.bjxch.gov.cn/"]', '["www.bjxch.gov.cn"]', ["start_urls[1]", "https://"]),
        ('["https://www.bjxch.gov.cn/"]', "[]", ["start_urls", "at least one"]),
        ('["https://www.bjxch.gov.cn/"]', '"https://www.bjxch.gov.cn/"', ["start_urls", "list"]),
        ("北京市西城区", " ", ["name", "empty"]),
        ('"trs"', '"TRS"', ["platform", "is no platform: one of", "trs"]),
        ("zyk.example.gov.cn", "https://zyk.example.gov.cn/", ["allowed_hosts[1]", "no host"]),
        ("delay = 0.5", "delay = -1", ["delay"]),
        ("from = 2024", "since = 2024", ["agencies[1].valid.since", "unknown key"]),
        ("from = 2024", "from = 2024, to = 2020", ["agencies[1].valid", "after"]),
        ('note = "补发"', "", ["quirks[1].note", "is missing"]),
        ("year = 2019\n", "", ["quirks[1]", "nothing to do"]),
        ("delay = 0.5", "delay = ", ["is not TOML", "line 6"]),
    ],
)
def test_a_mistake_names_file_key_and_remedy(registry, before, after, words):
    assert before in FULL
    message = fault(registry(FULL.replace(before, after, 1)))
    assert "xicheng.toml" in message
    for word in words:
        assert word in message


def test_an_id_is_taken_once(registry):
    registry(XICHENG, "beijing/xicheng.toml")
    message = fault(registry(XICHENG, "hebei/xicheng.toml"))
    assert "the id xicheng is taken by" in message
    assert "beijing" in message
    assert "hebei" in message


def test_all_mistakes_are_told_at_once_and_many_are_counted(registry):
    registry(XICHENG.replace("name", "title"), "a/one.toml")
    assert "code" in fault(registry("", "a/two.toml"))
    assert "and" in fault(registry("x = 1", "a/three.toml"))


def test_a_file_name_that_cannot_be_an_id_is_a_mistake(registry):
    assert "letters, digits" in fault(registry(XICHENG, "xi cheng.toml"))


def test_bytes_that_are_not_utf_8_are_a_mistake(tmp_path):
    (tmp_path / "xicheng.toml").write_bytes(XICHENG.encode("gb18030"))
    assert "UTF-8" in fault(tmp_path)


def test_nothing_to_load_says_so(tmp_path):
    assert "holds no site files" in fault(tmp_path)
    assert "no such file or folder" in fault(tmp_path / "absent")


def test_the_registry_that_ships_loads_and_says_what_is_verified():
    sites = load()
    assert len(sites) >= 40
    assert len({site.code for site in sites}) == len(sites)
    by_id = {site.id: site for site in sites}
    assert by_id["xicheng"].code == "110102"
    assert by_id["xicheng"].start_urls == ("https://www.bjxch.gov.cn/",)
    for site in sites:
        first = Path(site.path).read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# "), site.id
        assert "verified by a crawl" in first, site.id
        assert all(".gov.cn/" in url for url in site.start_urls)
