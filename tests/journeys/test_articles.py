"""A report that is published in several pages is one report, on every way to the database."""

import re

import pytest

from tests.district import Answer, District, Home, page, report
from tests.journeys.household import exported
from tests.journeys.town import AGENCIES, publish, reports_of_2024

pytestmark = pytest.mark.journey

FIRST = "/zfxxgk/zfxxgknb/202501/t20250120_0.html"
SECOND, THIRD = (FIRST.replace(".html", f"_{n}.html") for n in (1, 2))
TITLE = f"{AGENCIES[0]}2024年政府信息公开工作年度报告"
FOOT = "<div>主办：示例区人民政府办公室</div>"


def disputes(number: int) -> str:
    heads = "".join(f"<td>{name}</td>" for name in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3)
    cells = "".join(f"<td>{n}</td>" for n in (number, 0, 0, 0, number) + (0,) * 10)
    return (
        "<p>四、政府信息公开行政复议、行政诉讼情况</p><table border='1'><tr><td colspan='5'>行政复议</td>"
        "<td colspan='10'>行政诉讼</td></tr><tr><td rowspan='2'>结果维持</td><td rowspan='2'>结果纠正</td>"
        "<td rowspan='2'>其他结果</td><td rowspan='2'>尚未审结</td><td rowspan='2'>总计</td>"
        "<td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr>"
        f"<tr>{heads.partition('总计</td>')[2]}</tr><tr>{cells}</tr></table>"
    )


def leaf(number: int, text: str) -> Answer:
    pager = f'<script>createPageHTML(3, {number}, "t20250120_0", "html");</script>'
    return page(f"<h1>{TITLE}</h1><div id='zoom'>{text}</div>{pager}{FOOT}", TITLE)


def cut(disputed: int) -> dict[str, Answer]:
    """The report of the first agency with 表三 on its second page and 表四 on its third."""
    body = report(AGENCIES[0], 2024, 7).body
    text = body.decode() if isinstance(body, bytes) else body
    table = re.search(r"<table.*?</table>", text, re.DOTALL)
    assert table
    return {
        FIRST: leaf(0, "<p>一、总体情况</p><p>本机关按照要求编制本报告。</p>"),
        SECOND: leaf(1, f"<p>三、收到和处理政府信息公开申请情况</p>{table[0]}"),
        THIRD: leaf(2, f"{disputes(disputed)}<p>五、存在的主要问题及改进情况</p><p>无。</p>"),
    }


@pytest.fixture
def district():
    with District() as serving:
        publish(serving, reports_of_2024())
        serving.pages |= cut(2)
        yield serving


@pytest.fixture
def home(tmp_path, district):
    made = Home(tmp_path)
    made.add("shili", district)
    return made


def upheld(home):
    (found,) = home.query(
        "SELECT value FROM cells WHERE agency LIKE ? AND \"column\" = 'review_upheld'", f"%{AGENCIES[0]}"
    )
    return found[0]


def test_its_tables_are_in_one_version_and_each_cell_is_led_to_its_page(home, district):
    night = home.crawl()
    assert (night.status, night["shili"]["verdict"]) == (0, "complete")
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, 2)
    shown = home.query("SELECT u.url FROM versions v JOIN urls u ON u.id = v.url_id WHERE v.current ORDER BY u.url")
    assert [url for (url,) in shown if "20_0" in url] == [district.url(FIRST)]
    for measure, path in (("t3.granted.total", SECOND), ("t4.value.review_total", THIRD)):
        told = home.run("cell", AGENCIES[0], "2024", measure).stdout
        assert district.url(path) in told
        assert "table 0, row" in told
        assert "read again   the same" in told


def test_a_second_night_reads_nothing_again_and_a_page_that_changed_all_of_it(home, district):
    home.crawl()
    read = home.query("SELECT count(*), max(number) FROM readings, versions")
    night = home.crawl()
    assert night["shili"]["verdict"] == "complete"
    assert home.query("SELECT count(*), max(number) FROM readings, versions") == read
    district.pages[THIRD] = cut(5)[THIRD]
    night = home.crawl()
    assert night["shili"]["counts"]["changed"] == 1
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, 5)


def test_reading_again_and_rebuilding_say_the_same(home, district):
    home.crawl()
    district.pages[THIRD] = cut(5)[THIRD]
    home.crawl()
    before = exported(home, "before")
    again = home.run("reextract", "--all", "--json").stdout
    assert '"change": "same"' in again
    assert '"change": "changed"' not in again
    assert exported(home, "again") == before
    home.run("db", "rebuild").check_returncode()
    assert exported(home, "rebuilt") == before
    assert upheld(home) == 5


def test_without_one_of_its_pages_the_rest_is_read_with_a_warning(home, district):
    del district.pages[THIRD]
    home.crawl()
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, None)
    ((warnings,),) = home.query(
        "SELECT warnings FROM versions v JOIN urls u ON u.id = v.url_id WHERE u.url = ? AND v.current",
        district.url(FIRST),
    )
    assert "page 3 of the article was not had" in warnings
    district.pages |= cut(2) | {FIRST: leaf(0, "<p>一、总体情况</p><p>本机关编制本报告。</p>")}
    home.crawl()
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, 2)


def test_a_page_that_could_not_be_had_is_asked_for_again_while_the_first_is_unchanged(home, district):
    district.pages[THIRD] = Answer(status=503)
    home.crawl()
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, None)
    district.pages |= cut(2)
    night = home.crawl()
    assert night["shili"]["verdict"] == "complete"
    assert (home.cell(AGENCIES[0], 2024), upheld(home)) == (7, 2)
