"""Text that claims to be in another charset, or is bait for a pattern."""

from tests.hostile.catalogue import add, hostile

_TITLE = "示例区示例局2023年政府信息公开工作年度报告\n"
_PAGE = f"<html><head><meta charset=gb2312></head><body><h1>{_TITLE}</h1><table><tr><td>规章<td>1</table></body></html>"

for _name, _data in {
    "nothing at all": b"",
    "one byte": b"\0",
    "one letter": b"<",
    "a megabyte of zeros": bytes(2**20),
    "a megabyte of 0xFF": b"\xff" * 2**20,
    "all bytes there are": bytes(range(256)) * 4000,
    "utf-16 without a mark": _PAGE.encode("utf-16-le"),
    "utf-16 the other way without a mark": _PAGE.encode("utf-16-be"),
    "utf-32 without a mark": _PAGE.encode("utf-32-le"),
    "utf-32 with a mark": _PAGE.encode("utf-32"),
    "utf-7": _PAGE.encode("utf-7"),
    "half a utf-16 character": b"\xff\xfe" + _PAGE.encode("utf-16-le")[:-1],
    "lone surrogates": b"\xff\xfe" + b"\x00\xd8" * 100_000,
    "utf-8 that says gb2312": _PAGE.encode(),
    "broken utf-8": _PAGE.encode()[::-1],
    "gb18030 of four bytes": b"<html>" + b"\x81\x30\x81\x30" * 100_000,
    "a thousand charset labels": b"<meta charset=x-unknown>" * 1000 + "年".encode("gbk") * 1000,
}.items():
    add(_name, "text" if b"<" not in _data else "html", lambda data=_data: data)


def _text(unit: str, size: int = 400_000) -> bytes:
    return (_TITLE + "一、总体情况\n" + unit * (size // len(unit))).encode()


for _unit in ("|", " ", "-", "\n", "# ", "1 ", "─", "(", "一、", "收到申请1件", "其中,", "20", "\u200b", "１"):
    add(f"text of {_unit!a}", "text", lambda unit=_unit: _text(unit))


@hostile("text")
def a_line_of_four_megabytes() -> bytes:
    return _text("本年新收政府信息公开申请数量1", 1_400_000)


@hostile("text")
def a_table_of_bars_a_million_wide() -> bytes:
    return _text("1|", 2_000_000)


@hostile("markdown")
def markdown_rules_without_end() -> bytes:
    return ("# 年报\n|a|b|\n|" + ":---:|" * 200_000).encode()


@hostile("html")
def a_pdf_that_is_a_page() -> bytes:
    return b"<html><!-- %PDF-1.7 -->" + _PAGE.encode()


@hostile("html")
def a_zip_that_is_a_page() -> bytes:
    return b"PK\x03\x04" + _PAGE.encode() * 100


@hostile("html")
def an_image_that_is_a_page() -> bytes:
    return b"GIF89a" + _PAGE.encode() * 100


@hostile("image")
def a_picture_of_four_billion_dots() -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0" + bytes(100)


@hostile("image")
def a_tiff_that_is_a_ring() -> bytes:
    return b"II*\0\x08\0\0\0\0\0\x08\0\0\0" + bytes(100)
