"""What people come for, done in a real browser as they do it."""

import csv
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

DISTRICT, AGENCY = "示例市示例区", "示例市示例区教育局"
HERE = "/districts/990101"
REPORT = f"{HERE}/agencies/教育局/2024"


def test_find_an_agency(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=DISTRICT).first.click()
    page.get_by_role("link", name=AGENCY).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("教育局")
    expect(page.get_by_role("navigation", name="当前位置")).to_contain_text(DISTRICT)


def test_see_a_gap_and_why(page: Page) -> None:
    page.goto(HERE)
    gap = page.locator("td.absent span[title]").first

    expect(gap).to_have_attribute("title", re.compile(r"未公开: 期限为 20\d\d-\d\d-\d\d；.+ 的完整采集未见此报告"))
    page.get_by_role("link", name=re.compile("民政局 2020: 已撤下")).click()
    expect(page.locator(".alert")).to_contain_text("已从网站撤下")


def test_go_from_a_number_to_its_cell_in_the_original(page: Page) -> None:
    page.goto(REPORT)
    cell = page.locator("[id='t3.new_received.total']")
    number = cell.inner_text().strip()
    cell.get_by_role("link").click()
    original = page.frame_locator("#frame")

    expect(page.locator("#cell .cell-value")).to_contain_text(number)
    expect(page.locator("#cell")).to_contain_text("与库中一致")
    expect(original.locator("#marked")).to_have_text(number)
    expect(original.locator("#marked")).to_be_in_viewport()
    expect(cell).to_have_class(re.compile("chosen"))
    page.reload()
    expect(page.locator("#cell .cell-value")).to_contain_text(number)


def test_the_way_to_the_original_needs_no_script(context: BrowserContext, site: str) -> None:
    browser = context.browser
    assert browser is not None
    with browser.new_context(base_url=site, java_script_enabled=False) as plain:
        page = plain.new_page()
        page.goto(REPORT)
        page.locator("[id='t2a.licensing.decisions']").get_by_role("link").click()
        expect(page.frame_locator("#frame").locator("#marked")).to_have_text(
            page.locator("[id='t2a.licensing.decisions']").inner_text().strip()
        )


def test_compare_three_agencies(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="比较").click()
    for name in ("教育局", "民政局", "发展和改革委员会"):
        page.get_by_role("searchbox", name="查找机关或区县").fill(name)
        page.locator("#found").get_by_role("checkbox", name=re.compile(name)).check()
        page.get_by_role("button", name="比较").click()

    table = page.locator("main table").first
    for name in ("教育局", "民政局", "发展和改革委员会"):
        expect(table).to_contain_text(name)
    with page.expect_download() as loading:
        page.get_by_role("contentinfo").get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(Path(loading.value.path()).read_text("utf-8").splitlines()))
    assert {row["agency"].removeprefix("示例市示例区") for row in rows} == {"教育局", "民政局", "发展和改革委员会"}


def test_whom_one_ticks_stays_chosen_while_one_looks_for_the_next(page: Page) -> None:
    page.goto("/compare")
    for name in ("教育局", "民政局"):
        page.get_by_role("searchbox", name="查找机关或区县").fill(name)
        box = page.locator("#found").get_by_role("checkbox", name=re.compile(name))
        box.focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("list", name="已选").get_by_role("checkbox", name=re.compile(name))).to_be_checked()
    page.get_by_role("button", name="比较").click()

    expect(page.locator("main table").first).to_contain_text("教育局")
    expect(page.locator("main table").first).to_contain_text("民政局")


def test_take_the_data_along(page: Page) -> None:
    page.goto(REPORT)
    with page.expect_download() as loading:
        page.get_by_role("contentinfo").get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(Path(loading.value.path()).read_text("utf-8").splitlines()))
    shown = page.locator("[id='t3.new_received.total']").inner_text().strip()

    assert [r["value"] for r in rows if (r["row"], r["column"]) == ("new_received", "total")] == [shown]


def test_search_the_texts(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("信息公开")
    page.get_by_role("search").get_by_role("button").click()

    expect(page.locator("mark").first).to_be_visible()
    page.locator("main a[href*='/agencies/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("年度")


def test_ask_in_sql(page: Page) -> None:
    page.goto("/query")
    page.get_by_role("textbox", name="查询语句").fill(
        "SELECT agency, year, value FROM cells WHERE \"row\" = 'licensing' ORDER BY agency, year"
    )
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator("main table").first).to_contain_text("教育局")
    page.get_by_role("textbox", name="查询语句").fill("DELETE FROM annual_reports")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("main")).to_contain_text("SELECT")


def test_switch_the_language(page: Page) -> None:
    page.goto(REPORT)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Requests received and handled")).to_be_visible()
    page.goto(HERE)
    expect(page.get_by_role("heading", name="Agencies × years")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="机关 × 年度")).to_be_visible()


def test_do_it_all_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.goto(REPORT)
    page.locator("[id='t3.new_received.total'] a").focus()
    page.keyboard.press("Enter")
    expect(page.frame_locator("#frame").locator("#marked")).to_be_visible()
    page.get_by_role("searchbox").focus()
    page.keyboard.type("公开")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))


def test_read_a_report_on_a_phone(context: BrowserContext, site: str) -> None:
    browser = context.browser
    assert browser is not None
    with browser.new_context(base_url=site, viewport={"width": 360, "height": 740}, has_touch=True) as phone:
        page = phone.new_page()
        for address in (
            "/",
            HERE,
            f"{HERE}/agencies/教育局",
            REPORT,
            "/compare",
            "/findings",
            "/search?q=公开",
            "/query",
        ):
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert (address, wide) == (address, 0)
        page.goto(HERE)
        names = page.locator(".matrix th[scope=row]").all()
        assert min(box["width"] for name in names if (box := name.bounding_box())) > 100, "no name is read downwards"
        page.goto(REPORT)
        page.locator("[id='t2a.licensing.decisions'] a").tap()
        expect(page.locator("#cell .cell-value")).to_be_visible()
