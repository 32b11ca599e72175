"""What a page leads to beside its anchors: choices in list boxes."""

import pytest

from crawler.platforms import ListPage

URL = "http://www.shili.gov.cn/gk/nb"


def choices(markup: str) -> dict[str, str]:
    return {link.title: link.url for link in ListPage(f"<html><body>{markup}</body></html>", URL).links}


CHOICE = "<option value='2023'>2023年</option></select>"


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<select><option value='/gk/nb/2023/'>2023年</option></select>", "/gk/nb/2023/"),
        (f"<form><select name='year' onchange='this.form.submit()'>{CHOICE}</form>", "/gk/nb?year=2023"),
        (
            f"<form action='list.jsp?x=1'><input type='hidden' name='id' value='7'><select name='year'>{CHOICE}</form>",
            "/gk/list.jsp?id=7&year=2023",
        ),
        (f"<select onchange=\"location.href='list.aspx?y='+this.value\">{CHOICE}", "/gk/list.aspx?y=2023"),
    ],
)
def test_a_choice_in_a_list_box_leads_where_choosing_it_would(markup: str, address: str) -> None:
    assert choices(markup) == {"2023年": f"http://www.shili.gov.cn{address}"}


@pytest.mark.parametrize(
    "markup",
    [
        f"<select name='year'>{CHOICE}",
        f"<form method='POST'><select name='year'>{CHOICE}</form>",
        f"<form><select>{CHOICE}</form>",
        "<form><select name='year'><option value=''>2023年</option></select></form>",
        "<form><select name='unit'><option value='财政局'>财政局</option></select></form>",
        "<form><select name='unit'><option>财政局</option></select></form>",
    ],
)
def test_a_choice_that_no_address_is_made_of_leads_nowhere(markup: str) -> None:
    assert choices(markup) == {}
