"""Where a record leads that has no address of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.scripts.opens import find_opened, with_address


@pytest.mark.parametrize(
    ("source", "opened"),
    [
        ("""h += '<a href="/d/' + v.id + '.html" title="' + v.title + '">'""", "/d/{id}.html"),
        ("""h += "<a href='/d/" + list[i].id + ".html'>" """, "/d/{id}.html"),
        ('h += `<a target=_blank href="/d/${item.id}.html">`', "/d/{id}.html"),
        ("<a :href=\"'/d/' + item.id + '.html'\">", "/d/{id}.html"),
        ("<a href='/d/{{ value.id }}.html'>{{value.title}}</a>", "/d/{id}.html"),
        ("<a href='/d?c=<%= row.cid %>&id=<%= row.id %>'>", "/d?c={cid}&id={id}"),
        ("""h += '<a href="/' + v.cid + '/' + v.id + '.html">'""", "/{cid}/{id}.html"),
        ("function show(node){ location.href = '/col/' + node.id + '/'; }", "/col/{id}/"),
        ("<a href='/a/'>年报</a>", ""),
        ("h += '<a href=\"' + v.url + '\">'", ""),
        ("location.href = '/a?x=' + this.value", ""),
        ("location.href = '/a/' + id", ""),
    ],
)  # fmt: skip
def test_what_a_script_writes_around_the_fields_of_a_record(source: str, opened: str) -> None:
    assert find_opened(source) == opened


def test_a_record_that_lacks_a_field_stays_without_an_address() -> None:
    assert with_address({"cid": "a", "id": 7}, "/{cid}/{id}.html")["url"] == "/a/7.html"
    assert "url" not in with_address({"id": 7}, "/{cid}/{id}.html")
    assert "url" not in with_address({"id": " "}, "/{id}")
    assert "url" not in with_address({"id": True}, "/{id}")


@given(st.text(alphabet="<a href='\"`+${}v.id/\\>= {{%", max_size=120))
def test_any_source_opens_something_or_nothing(source: str) -> None:
    find_opened(source)
