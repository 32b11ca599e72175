# ruff: noqa: E501 – names and addresses stand side by side
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.attachments import AttachmentKind, find_attachments
from crawler.extractors.readers.html import Page

URL = "https://www.example.gov.cn/zwgk/zfxxgknb/202501/t20250116_1.html"
FOLDER = "https://www.example.gov.cn/zwgk/zfxxgknb/202501/"
TITLE = "示例区信访办公室2024年政府信息公开工作年度报告"


@dataclass(frozen=True)
class Shown:
    href: str
    text: str = ""
    title: str = ""


def only(*links, raw="", title=TITLE):
    (attachment,) = find_attachments(links, URL, raw, title)
    return attachment


@pytest.mark.parametrize(
    ("href", "text", "name"),
    [
        ("./P020250116330000000001.doc", f"{TITLE} .doc", f"{TITLE} .doc"),
        ("./W020250116330000000001.pdf", f"附件：{TITLE}.pdf", f"附件：{TITLE}.pdf"),
        (
            "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=123&wbfileid=456",
            f"{TITLE}.docx",
            f"{TITLE}.docx",
        ),
        ("/module/download/downfile.jsp?classid=0&filename=2501161.wps", f"{TITLE}.wps", f"{TITLE}.wps"),
        ("/api/files/9d2c", f"{TITLE} ．ofd", f"{TITLE} ．ofd"),
        ("./x.PDF?download=1", "2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告"),
    ],
)
def test_a_file_that_is_called_a_report_is_the_report(href, text, name):
    attachment = only(Shown(href, text))
    assert (attachment.kind, attachment.name) == (AttachmentKind.REPORT, name)
    assert attachment.reason


@pytest.mark.parametrize(
    "text", ["附件", "附件1", "点击下载", "附件【】已下载3次", "全文.doc", "附表.xls", "2501161.docx"]
)
def test_a_file_without_a_telling_name_may_be_the_report(text):
    assert only(Shown("./P0202501.doc", text)).kind is AttachmentKind.MAYBE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("政府信息公开申请表.doc", AttachmentKind.FORM),
        ("依申请公开流程图.pdf", AttachmentKind.FORM),
        ("政府信息公开指南.docx", AttachmentKind.FORM),
        ("2024年政府信息公开工作年度报告解读.pdf", AttachmentKind.OTHER),
        ("示例区2025年部门预算.xlsx", AttachmentKind.OTHER),
        ("关于编制2024年政府信息公开工作年度报告的通知.pdf", AttachmentKind.OTHER),
    ],
)
def test_forms_and_other_papers_are_told_by_their_names(text, kind):
    assert only(Shown("./P0202501.doc", text)).kind is kind


def test_a_file_called_as_its_page_is_the_report():
    title = "示例区信访办公室工作情况"
    assert only(Shown("./1.doc", f"{title}.doc"), title=title).kind is AttachmentKind.REPORT


def test_what_is_no_file_is_left():
    links = [
        Shown("/", "首页"), Shown("./a.jpg", "附件.jpg"), Shown("t1.html", "附件说明"), Shown("javascript:void(0)", "x.doc"),
        Shown("https://www.example.gov.cn/nb/", "政府信息公开年报"), Shown("http://[", "坏.doc"), Shown("", "空.pdf"),
    ]  # fmt: skip
    assert find_attachments(links, URL) == ()


def test_a_file_inside_a_viewer_and_one_named_by_a_script_are_found():
    viewer = Shown("/pdfjs/web/viewer.html?file=%2Fupload%2F2025%2Fnb.pdf")
    assert only(viewer).url == "https://www.example.gov.cn/upload/2025/nb.pdf"
    raw = """<script>showVsbpdfIframe("/__local/A/B/C.pdf", "100%", "500"); var apps = ["./W020250116.docx", './W020250116.docx'];</script>"""
    assert [each.url for each in find_attachments((), URL, raw)] == [
        "https://www.example.gov.cn/__local/A/B/C.pdf",
        FOLDER + "W020250116.docx",
    ]


@pytest.mark.parametrize("href", ["/down.aspx?id=13f50e", "/gk/downFile.jsp?id=7", "/Attach.ashx?id=7"])
def test_an_address_that_hands_out_files_is_one_s_though_its_link_is_called_as_its_page(href):
    assert [each.url for each in find_attachments([Shown(href, TITLE)], URL)] == [f"https://www.example.gov.cn{href}"]
    assert not find_attachments([Shown("/show.aspx?id=7", TITLE), Shown("/profile.html", TITLE)], URL)


def test_an_address_in_the_source_is_the_one_that_its_link_has():
    href = "/module/download/downfile.jsp?classid=0&filename=20250112.doc"
    found = find_attachments([Shown(href, "年报.doc")], URL, f"<a href='{href.replace('&', '&amp;')}'>年报.doc</a>")
    assert [each.url for each in found] == [f"https://www.example.gov.cn{href}"]


def test_each_file_is_named_once_and_the_likeliest_report_comes_first():
    links = [
        Shown("./form.doc", "政府信息公开申请表.doc"), Shown("./nb.doc", ""), Shown("./nb.doc", f"{TITLE}.doc"),
        Shown("./other.pdf", "图解.pdf"), Shown("./annex.xls", "附件2"),
    ]  # fmt: skip
    found = find_attachments(links, URL, '<a href="./nb.doc">', TITLE)
    assert [each.kind for each in found] == [
        AttachmentKind.REPORT, AttachmentKind.MAYBE, AttachmentKind.FORM, AttachmentKind.OTHER,
    ]  # fmt: skip
    assert found[0].url == FOLDER + "nb.doc"


def test_the_links_of_a_page_are_taken_as_the_reader_gives_them():
    body = f"""<div class="TRS_Editor"><p>……</p><a onclick="window.open('/upload/nb.docx')">{TITLE}.docx</a>
      <embed src="./W0202501.pdf"><object data="./W0202502.pdf"></object></div>"""
    page = Page(body.encode())
    assert {each.url for each in find_attachments(page.links(), URL, page.raw_text, page.title)} == {
        "https://www.example.gov.cn/upload/nb.docx",
        FOLDER + "W0202501.pdf",
        FOLDER + "W0202502.pdf",
    }


@given(
    st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30)), max_size=6),
    st.text(max_size=100),
)
def test_any_links_and_any_source_give_files_or_none(links, raw):
    assert all(each.reason for each in find_attachments([Shown(*link) for link in links], URL, raw, "x"))


def test_a_name_in_quotes_is_no_address():
    raw = f'<a alt="{TITLE}.doc" href="./1.doc">{TITLE}.doc</a><script>show({{name: "{TITLE}.doc", url: "/up/2.doc"}})</script>'
    found = find_attachments([Shown("./1.doc", f"{TITLE}.doc")], URL, raw, TITLE)
    assert {a.url.removeprefix("https://www.example.gov.cn") for a in found} == {
        "/zwgk/zfxxgknb/202501/1.doc", "/up/2.doc",
    }  # fmt: skip


def test_a_file_that_a_function_of_the_page_fetches_by_its_number_is_found():
    raw = f"""<script>function down(id, name){{ window.location.href = '/upload/getFile.do?id=' + id; }}</script>
      <p>附件：<a href="#" onclick="down('40','{TITLE}.doc')">{TITLE}.doc</a> <a href="#" onclick="down('41','x')">打印</a></p>"""
    found = find_attachments(Page(raw.encode()).links(), URL, raw, TITLE)
    assert [(each.url, each.kind) for each in found] == [
        ("https://www.example.gov.cn/upload/getFile.do?id=40", AttachmentKind.REPORT)
    ]


def test_a_file_that_a_script_tells_by_its_stored_name_is_found_and_its_description_is_no_address():
    raw = """<script>apps.push({"appname":"P020240115102030.pdf","appdesc":"某局2023年年度报告.pdf"});</script>"""
    assert [each.url for each in find_attachments((), URL, raw)] == [FOLDER + "P020240115102030.pdf"]
