"""Every kind of page looked through by axe, in light and in dark: nothing that is serious or worse."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

HERE = "/districts/990101"
REPORT = f"{HERE}/agencies/教育局/2024"
PAGES = (
    "/",
    HERE,
    f"{HERE}/agencies/教育局",
    REPORT,
    f"{REPORT}?cell=t3.new_received.total",
    f"{REPORT}/history",
    f"{REPORT}/cells/t3.new_received.total",
    "/compare?of=990101&of=990101/教育局&what=requests_received&q=局",
    "/agencies?q=示例区",
    "/findings",
    "/search?q=公开",
    "/query?sql=SELECT+1",
    "/nowhere",
    "/?lang=en",
)
AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(browser: Browser, site: str, scheme: str) -> None:
    with browser.new_context(base_url=site, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        found: dict[str, list[str]] = {}
        for address in PAGES:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.evaluate(AXE)
            said: dict[str, Any] = page.evaluate("axe.run(document, {iframes: false})")
            assert len(said["passes"]) > 5, address
            grave = [fault for fault in said["violations"] if fault["impact"] in GRAVE]
            if grave:
                found[address] = [f"{f['id']}: {f['nodes'][0]['html'][:150]}" for f in grave]
        assert found == {}
