"""Articles that a page holds as a string for its script to show."""

import json
from html import escape
from time import process_time

import pytest

from crawler.extractors.document import Paragraph
from crawler.extractors.readers.html import Page, held
from crawler.extractors.sniff import Kind, sniff

ARTICLE = (
    "<p>某区司法局2024年政府信息公开工作年度报告</p><p>一、总体情况</p>"
    '<table border="1"><tr><td>行政许可</td><td>12</td></tr></table>'
    '<p>附件：<a href="/attachment/0/1/8526.pdf">年度报告.pdf</a></p>'
)


def page(article: str = ARTICLE, shown: str = "<div id='app'>加载中</div>", slash: str = "/") -> Page:
    detail = json.dumps({"id": 8526, "title": "年度报告", "content": article, "publisher": "某区司法局"}).replace(
        "/", slash
    )
    script = f"window._CONFIG = {{ SID: '755001', DETAIL: {detail}, TREE: [] }};"
    source = f"<html><head><title>公开目录</title></head><body>{shown}<script>{script}</script></body></html>"
    return Page(source.encode())


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_the_article_in_a_script_is_read_as_if_it_were_shown(slash: str) -> None:
    read = page(slash=slash)
    assert [link.href for link in read.links()] == ["/attachment/0/1/8526.pdf"]
    document = read.document()
    assert [span.text for span in document.tables[0].rows[0]] == ["行政许可", "12"]
    assert Paragraph("一、总体情况") in document.blocks


def test_a_page_that_shows_a_table_has_its_own_article() -> None:
    read = page(shown="<table><tr><td>行政许可</td><td>7</td></tr></table>")
    assert [[span.text for row in table.rows for span in row] for table in read.document().tables] == [
        ["行政许可", "7"]
    ]
    assert read.links() == []


@pytest.mark.parametrize("article", ["本站支持IPv6", "<p>暂无</p>"])
def test_a_notice_is_no_article(article: str) -> None:
    assert [block.text for block in page(article).document().blocks if isinstance(block, Paragraph)] == ["加载中"]


def test_a_string_that_breaks_off_is_left_alone() -> None:
    read = Page(f'<body><p>正文</p><script>var a={{"content":"{ARTICLE[:90]}'.encode())
    assert [block.text for block in read.document().blocks if isinstance(block, Paragraph)] == ["正文"]


@pytest.mark.parametrize(
    ("box", "article"),
    [
        ("<textarea id=a>{}</textarea>", ARTICLE.replace("<", "&lt;")),
        ("<textarea id=a>{}</textarea>", ARTICLE),
        ("<script type='text/html'>{}</script>", ARTICLE),
        ("<template>{}</template>", ARTICLE),
        ('<iframe srcdoc="{}"></iframe>', escape(ARTICLE)),
        ("<script>document.write('{}');</script>", ARTICLE.replace("/", "\\/")),
        ("<script>$('#a').html(`{}`)</script>", ARTICLE.replace("<p>", "\n<p>")),
        ("<script>var html = '{}';</script>", ARTICLE.replace("'", "\\'")),
    ],
)
def test_the_article_in_a_box_is_read_where_nothing_is_left_to_fill_in(box: str, article: str) -> None:
    def texts(held: str, shown: str = "") -> list[str]:
        tables = Page(f"<body>{shown}{box.format(held)}</body>".encode()).document().tables
        return [span.text for table in tables for row in table.rows for span in row]

    assert texts(article) == ["行政许可", "12"]
    assert texts(article.replace("12", "{{n}}")) == []
    assert texts(article, "<table><tr><td>甲</td><td>乙</td></tr></table>") == ["甲", "乙"]


@pytest.mark.parametrize(
    "part",
    [
        "<textarea>",
        "<script type=text/html>",
        "<template ",
        "<iframe srcdoc=",
        "<script>html('",
        "<script>html(`",
        "<script type=text/ type=text/",
    ],
)
def test_boxes_and_strings_without_end_are_gone_through_once(part: str) -> None:
    source = f"<body>{part * 40_000}<td"
    begun = process_time()
    held.show_held(source)
    assert process_time() - begun < 2


@pytest.mark.parametrize("escaped", [False, True])
def test_an_answer_of_json_with_one_article_is_the_page_that_is_drawn_of_it(escaped: bool) -> None:
    title = "某区司法局2024年政府信息公开工作年度报告"
    said = json.dumps({"code": 200, "data": {"infoTitle": title, "infoContent": ARTICLE}}, ensure_ascii=False)
    data = (said.replace("<", "\\u003c").replace(">", "\\u003e") if escaped else said).encode()
    assert sniff(data, "application/json") is Kind.HTML
    read = Page(data)
    assert read.title == title
    assert [[cell.text for cell in row] for row in read.document().tables[0].rows] == [["行政许可", "12"]]


def test_an_answer_of_json_with_several_articles_is_none() -> None:
    said = json.dumps({"rows": [{"title": "甲", "content": ARTICLE}, {"title": "乙", "content": ARTICLE}]})
    assert held.show_held(said) == said
