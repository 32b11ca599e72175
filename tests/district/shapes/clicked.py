# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns whose entries open by a click, at an address made of what stands on the tag."""

from collections.abc import Sequence

from tests.district.families import Entry, Pages
from tests.district.shapes.base import COLUMN, framed, of_agencies, shape


def _clicked(listed: Sequence[Entry], attributes: str, script: str, tag: str = "li") -> Pages:
    rows = "".join(
        f"<{tag} class='item' {attributes.format(id=e.path[len(COLUMN) + 8 : -5], path=e.path)}><p>{e.title}</p><i>{e.day}</i></{tag}>"
        for e in listed
    )
    return {COLUMN: framed(f"<div class='list'>{rows}</div><script>{script}</script>")}


@shape
def clicks_with_a_number(listed: Sequence[Entry]) -> Pages:
    return _clicked(
        listed,
        "data-id='{id}'",
        "$('.item').on('click', function(){ location.href='/zfxxgk/zfxxgknb/content_'+$(this).data('id')+'.html' });",
    )


@shape
def clicks_that_are_delegated(listed: Sequence[Entry]) -> Pages:
    return _clicked(
        listed,
        "data-id='{id}'",
        "$(document).on('click', '.item', function(){ var id = $(this).attr('data-id'); window.open('content_' + id + '.html'); });",
        "div",
    )


@shape
def clicks_with_an_address(listed: Sequence[Entry]) -> Pages:
    return _clicked(
        listed,
        "data-url='{path}'",
        "document.querySelectorAll('.item').forEach(function(el){ el.addEventListener('click', () => { window.location.href = el.dataset.url }) });",
    )


@shape
def clicks_in_the_markup(listed: Sequence[Entry]) -> Pages:
    return _clicked(listed, "data-id='{id}' onclick=\"window.open('content_' + this.dataset.id + '.html')\"", "")


@shape
def clicks_that_call_with_this(listed: Sequence[Entry]) -> Pages:
    return _clicked(
        listed,
        "data-nid='{id}' onclick='go(this)'",
        "function go(el){ location.href = 'content_' + el.getAttribute('data-nid') + '.html' }",
        "div",
    )


@shape
def clicks_on_anchors(listed: Sequence[Entry]) -> Pages:
    rows = "".join(
        f"<li><a href='javascript:;' class='go' data-id='{e.path[len(COLUMN) + 8 : -5]}'>{e.title}</a><i>{e.day}</i></li>"
        for e in listed
    )
    script = "$('.go').click(function(e){ e.preventDefault(); const { id } = this.dataset; location.assign(`content_${id}.html`); });"
    return {COLUMN: framed(f"<ul>{rows}</ul><script>{script}</script>")}


@shape
def clicks_on_columns(listed: Sequence[Entry]) -> Pages:
    """Agencies that open by a click."""
    columns, pages = of_agencies(listed)
    rows = "".join(f"<li class='dept' data-code='{path.split('/')[2]}'>{name}</li>" for name, path in columns)
    return pages | {
        COLUMN: framed(
            f"<ul>{rows}</ul><script>$('.dept').click(function(){{ location.href = '/bmgk/' + $(this).data('code') + '/list.html'; }});</script>"
        )
    }
