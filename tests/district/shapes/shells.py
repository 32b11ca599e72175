# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Sites and columns that are single pages, drawn by scripts."""

from collections.abc import Sequence

from tests.district.answers import page
from tests.district.families import Entry, Pages
from tests.district.shapes.base import COLUMN, lost, shape
from tests.district.shapes.fetched import SIZE, interface

_SHELL = "<div id='app'></div><script src='/js/app.8f3a.js'></script>"


@shape
def shell_with_an_address(listed: Sequence[Entry]) -> Pages:
    """A single page for the whole site; an inline script fetches the list from an address that can be read."""
    script = f"var api = '/api/report/list'; axios.get(api, {{params: {{page: 1, size: {SIZE}}}}}).then(show);"
    return {
        "/": page(f"{_SHELL}<script>{script}</script>", "示例区人民政府"),
        "/api/report/list": interface(listed, "page"),
    }


@shape
def shell_of_the_column(listed: Sequence[Entry]) -> Pages:
    """The column alone is such a page, with routes behind # in its menu."""
    script = f"window.API = '/api/report/list'; fetch(window.API + '?pageNo=1&pageSize={SIZE}').then(show);"
    menu = "<ul><li><a href='/zfxxgk/zfxxgknb/#/zn'>公开指南</a></li><li><a href='/zfxxgk/zfxxgknb/#/nb'>公开年报</a></li></ul>"
    return {
        COLUMN: page(f"{menu}{_SHELL}<script>{script}</script>", "政府信息公开年报"),
        "/api/report/list": interface(listed, "pageNo"),
    }


@lost(0, "incomplete")
def shell_that_tells_nothing(listed: Sequence[Entry]) -> Pages:
    """Nothing on the page tells where the list is."""
    return {"/": page(_SHELL, "示例区人民政府")}


@lost(0, "incomplete")
def shell_of_the_column_that_tells_nothing(listed: Sequence[Entry]) -> Pages:
    return {COLUMN: page(_SHELL, "政府信息公开年报")}


@lost(0, "incomplete")
def shell_with_routes(listed: Sequence[Entry]) -> Pages:
    """A home page whose links are all routes of its own script."""
    menu = "<ul><li><a href='/#/home'>首页</a></li><li><a href='/#/zfxxgk'>政府信息公开</a></li><li><a href='#/zfxxgk/nb'>政府信息公开年报</a></li></ul>"
    return {"/": page(f"{menu}{_SHELL}", "示例区人民政府")}


@lost(0, "incomplete")
def shell_of_disclosure(listed: Sequence[Entry]) -> Pages:
    """The home page is plain, the page of disclosure drawn by scripts."""
    return {"/zfxxgk/": page(_SHELL, "政府信息公开")}
