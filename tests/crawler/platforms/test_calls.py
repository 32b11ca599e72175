"""Links that call a function of their page, which opens an address made of what they say."""

import pytest

from crawler.platforms import read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/xxgk/gknb/index.html"
TITLES = [f"示例区第{n}街道2023年政府信息公开工作年度报告" for n in range(1, 5)]


def found(function: str, call: str) -> list[tuple[str, str]]:
    rows = "".join(f"<li><a href='#' {call.format(n=2000 + n)}>{title}</a></li>" for n, title in enumerate(TITLES))
    step = read_listing(page(f"<script>{function}</script><ul>{rows}</ul>"), URL)
    return [(link.url.removeprefix("https://www.example.gov.cn"), link.title) for link in step.links]


@pytest.mark.parametrize(
    ("function", "call"),
    [
        ("function show(id){ window.open('/detail.do?id='+id); }", "onclick=\"show('{n}')\""),
        ('function show(id) { location.href = "/detail.do?id=" + id; }', "onclick='show({n});return false'"),
        ("var show = function(kind, id){ open('/' + kind + '.do?id=' + id) }", "onclick=\"show('detail','{n}')\""),
    ],
)  # fmt: skip
def test_a_call_leads_where_its_function_would_go(function: str, call: str) -> None:
    assert found(function, call) == [(f"/detail.do?id={2000 + n}", title) for n, title in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("function", "call"),
    [
        ("function show(id){ window.open('/detail.do?id='+token+id); }", "onclick=\"show('{n}')\""),
        ("function show(id){ window.open('/detail.do?id='+id); }", 'onclick="show(this)(x)"'),
        ("function show(id, kind){ window.open('/'+kind+'?id='+id); }", "onclick=\"show('{n}')\""),
        ("function show(id){ alert('id='+id); }", "onclick=\"show('{n}')\""),
    ],
)  # fmt: skip
def test_a_call_that_says_too_little_leads_nowhere(function: str, call: str) -> None:
    assert found(function, call) == []
