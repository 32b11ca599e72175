"""What a target begins with: documents of its own kind, and what once broke it (``seeds/<target>/``)."""

from pathlib import Path

from tests.fuzz.originals import FORMATS, originals

KEPT = Path(__file__).parent / "seeds"
_WARC = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.gov.cn/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"
_LIST = (
    "<ul class='list'><li><a href='/art/2023/1/1/art_1_1.html'>某局2023年政府信息公开工作年度报告</a>"
    "<span>2024-01-20</span></li></ul><div class='page'>共 3 页 <a href='index_2.html'>下一页</a></div>"
    "<script>createPageHTML(3, 0, 'index', 'html');</script>"
    "<datastore><record><![CDATA[<a href='/a.html'>x</a>]]></record></datastore>"
)
_OWN = {
    "grid": (bytes(range(90)), b"\x05\x07\x07" * 30),
    "align": ("规章|1|2|3\n行政规范性文件|4|5|6".encode(), "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|7".encode()),
    "platforms": (_LIST.encode(), b'{"total": 30, "articles": [{"title": "x", "url": "/a"}]}'),
    "addresses": (b"http://www.shili.gov.cn/a/../b?x=1#y", b"http://0x7f.1/", "http://市.gov.cn./".encode()),
    "archive": (_WARC % (len(_HTTP), _HTTP),),
    "parameters": (b"2026-03-02", b"2026-03-02T10:00:00+08:00"),
}


def seeds(target: str) -> list[bytes]:
    """At least one, the kept ones first."""
    kept = [path.read_bytes() for path in sorted((KEPT / target).glob("*"))]
    name = {"text": "txt", "xls": "xlsx"}.get(target, target)
    if target in _OWN:
        return [*kept, *_OWN[target]]
    return [*kept, *originals(name)] if name in FORMATS else [*kept, *originals("html"), *originals("docx")[:2]]
