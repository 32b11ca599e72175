"""UTF-16 without a mark is told by its bytes, and nothing else is taken for it."""

import pytest

from crawler.extractors.charset import decode, wide
from crawler.extractors.sniff import Kind, sniff

_CHINESE = (
    "示例区财政局二〇二四年政府信息公开工作年度报告一、总体情况本机关高度重视政府信息公开工作主要负责同志多次听取汇报"
)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [_CHINESE, f"<html><body>{_CHINESE}</body></html>"])
def test_utf_16_without_a_mark_is_read_in_its_order(text, charset):
    assert decode(text.encode(charset))[0] == text


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_text_in_other_charsets_is_not_taken_for_it(charset):
    assert wide(_CHINESE.encode(charset)) is None


@pytest.mark.parametrize(
    "style", ["nopqrstuvwxyz" * 50, "p.MsoNormal{mso-pagination:widow-orphan}" * 20, "link stylesheet"]
)
def test_a_page_that_opens_with_latin_letters_is_a_page(style):
    head = f"<html><head><style>{style}</style></head>".encode()
    assert wide(style.encode()) is None
    assert sniff(head + _CHINESE.encode()) is Kind.HTML
