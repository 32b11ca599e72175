"""Exchanges as a crawl would have them, and anything else that could come from a server."""

import random
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from storage.records import Context, Exchange, Role

NOON = datetime(2026, 1, 20, 12, 0, 0, 123456, tzinfo=UTC)
CONTEXT = Context("shili", "990101", "示例市示例区", Role.REPORT, link_title="2025年报", column="年报")


def exchange(number: int = 0, *, size: int = 2000, **other: object) -> Exchange:
    """A page of its own for each number; its body hardly compresses, so that members are about ``size`` bytes."""
    known = {
        "url": f"https://www.shili.gov.cn/bg/{number}.html",
        "captured_at": NOON + timedelta(seconds=number),
        "status": 200,
        "request_headers": (("Accept", "*/*"), ("Accept-Language", "zh-CN")),
        "response_headers": (("Content-Type", "text/html; charset=utf-8"), ("ETag", f'"{number}"')),
        "body": random.Random(number).randbytes(size),
        "context": CONTEXT,
    }
    return Exchange(**(known | other))


_names = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_!#$%&'*+.^`|~", min_size=1)
_names |= st.sampled_from(
    [
        "Content-Length",
        "content-encoding",
        "Transfer-Encoding",
        "X-Archive-Orig-Content-Length",
        "ETag",
        "Last-Modified",
    ]
)
_printed = st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0")
_values = st.text(_printed).map(lambda text: text.strip(" \t"))
headers = st.lists(st.tuples(_names, _values), max_size=6).map(tuple)
_texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)

contexts = st.builds(
    Context,
    site=_texts,
    code=_texts,
    district=_texts,
    role=st.sampled_from(Role),
    parent=st.none() | _texts,
    link_title=st.none() | _texts,
    column=st.none() | _texts,
    listed=st.none() | st.dates(),
    agency=st.none() | _texts,
    year=st.none() | st.integers(2008, 2100),
)
exchanges = st.builds(
    Exchange,
    url=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1).map(
        lambda text: f"https://www.shili.gov.cn/{text.replace('>', '')}"
    ),
    captured_at=st.datetimes(
        datetime.fromisoformat("1990-01-01"),
        datetime.fromisoformat("2100-01-01"),
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
    ),
    status=st.integers(100, 999).filter(lambda status: status != 304),
    request_headers=headers,
    response_headers=headers,
    body=st.binary(max_size=3000),
    context=contexts,
    method=st.sampled_from(["GET", "POST"]),
    request_body=st.binary(max_size=200),
)
