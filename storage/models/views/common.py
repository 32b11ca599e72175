"""Columns that most views share: whose report it is, and where it came from."""

from storage.models.views.view import Kind, Shown

DISTRICT = (
    Shown("district_code", Kind.TEXT, "区划代码（GB/T 2260）", "GB/T 2260 code of the district"),
    Shown("district", Kind.TEXT, "区县名称", "Name of the district"),
)
WHOSE = (
    *DISTRICT,
    Shown("agency", Kind.TEXT, "公开年报的机关，取最完整的名称", "The agency that reports, under its fullest name"),
    Shown("year", Kind.INTEGER, "报告年度，即数字所属年度", "Report year: the year that the numbers are about"),
)
FORMAT = Shown("format", Kind.TEXT, "全国统一格式的代号", "The national form; unknown where none was recognised")
SCOPE = Shown(
    "scope",
    Kind.TEXT,
    "agency 为单个机关，summary 为全区汇总；求和时只取 agency",
    "agency: of one agency; summary: of the district with all its agencies (全区汇总). Add up one of them, never both",
)
HEAD = (*WHOSE, FORMAT, SCOPE)
"""Of the views that have a row for each report, or several."""

SOURCE = Shown("source_url", Kind.TEXT, "来源网页或附件的地址", "The page or attachment that was read")
FETCHED = (
    Shown("sha256", Kind.TEXT, "文件字节的 SHA-256", "Digest of the document's bytes, as kept in the archive"),
    Shown("captured_at", Kind.MOMENT, "抓取时间（UTC）", "When these bytes were fetched, UTC"),
)
FAILING = Shown(
    "failing",
    Kind.INTEGER,
    "该报告未通过的硬性勾稽关系数",
    "How many identities that must hold fail in this report; see findings",
)
