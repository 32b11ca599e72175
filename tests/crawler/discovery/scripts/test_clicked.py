# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Addresses that scripts make of what stands on the tag that is clicked or chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.markup import attribute, make_soup
from crawler.discovery.scripts.clicked import show_clicked

LINE = "<li class='item' id='n7' data-id='42' data-url='/a/1.html'>年报</li><li class='other' data-id='43'>其他</li>"


def opened(script: str, markup: str = LINE) -> list[str]:
    source = f"{markup}<script>{script}</script>"
    soup = make_soup(source)
    show_clicked(soup, source)
    return [attribute(tag, "data-href") for tag in soup.find_all(["li", "option"]) if tag.has_attr("data-href")]


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("$('.item').click(function(){ location.href = '/d/' + $(this).data('id') + '.html' })", "/d/42.html"),
        ("$(document).on('click', '.item', function(){ window.open(`/d/${$(this).attr('data-id')}`) })", "/d/42"),
        ("$('.item').click(e => { var id = e.target.dataset.id; location.replace('/d?id=' + id); })", "/d?id=42"),
        ("$('li.item').click(function(){ const {id} = this.dataset; location.assign('/d?id=' + id); })", "/d?id=42"),
        ("$('.item').click(function(){ location.href = this.getAttribute('data-url') })", "/a/1.html"),
        ("document.querySelectorAll('.item').forEach(x => x.onclick = function(){ location = '/' + this.id })", "/n7"),
        ("$('#list .item[').click(function(){ location.href = '/d/' + $(this).data('url') })", "/d//a/1.html"),
    ],
)
def test_what_is_clicked_opens_an_address_of_its_attributes(script: str, address: str) -> None:
    assert opened(script) == [address]


@pytest.mark.parametrize(
    "script",
    [
        "$('.item').click(function(){ location.href = '/d/' + $(this).data('id') + token })",
        "$('.item').click(function(){ location.href = '/d/' + id })",
        "$('.item').click(function(){ location.href = '/d/' + $(this).data('other') })",
        "$('.item').click(function(){ alert('/d/' + $(this).data('id')) })",
    ],
)
def test_what_the_tag_does_not_say_opens_nothing(script: str) -> None:
    assert opened(script) == []


CHOICES = "<option value='1'>1</option><option value=''>2</option><option value='局'>3</option></select>"


@pytest.mark.parametrize(
    ("box", "script"),
    [
        ("<select onchange=\"location.href='?p='+this.value\">", ""),
        ("<select onchange='go(this)'>", "function go(box){ location.href = '?p=' + box.options[box.selectedIndex].value }"),
        ("<select onchange='go(this.value)'>", "function go(n){ location.href = '?p=' + n }"),
        ("<select id='s'>", "$('#s').change(function(){ var n = $(this).val(); location.href = '?p=' + n })"),
        ("<select class='s'>", "document.querySelector('.s').addEventListener('change', e => location.href = `?p=${e.target.value}`)"),
    ],
)  # fmt: skip
def test_a_choice_opens_an_address_of_its_value(box: str, script: str) -> None:
    assert [address for address in opened(script, box + CHOICES) if address] == ["?p=1"]


@pytest.mark.parametrize(
    ("box", "script"),
    [
        ("<select id='s'>", "$('#other').change(function(){ location.href = '?p=' + $(this).val() })"),
        ("<select onchange='go()'>", "function go(){ location.href = '?p=' + document.getElementById('q').value }"),
        ("<select onchange='show(this.value)'>", "function go(n){ location.href = '?p=' + n }"),
    ],
)
def test_a_choice_that_something_else_goes_with_opens_nothing(box: str, script: str) -> None:
    assert not any(opened(script, box + CHOICES))


@given(st.text(alphabet="$('.item').click(function(){location.href='/d/'+this.dataset.id})\n`${}", max_size=200))
def test_any_script_opens_something_or_nothing(script: str) -> None:
    opened(script)
